//! The live view's tests: what is drawn on a terminal in memory.

use ratatui::{
    Terminal,
    backend::TestBackend,
    crossterm::event::{KeyCode, KeyEvent, KeyModifiers},
    style::Modifier,
};
use tracer_common::count::{CountKey, origin};

mod overlay;
mod picture;

use super::{
    keymap,
    state::{Overlay, SourceInfo, State},
    update::{Action, Message, update},
    view::{View, theme::Theme},
};
use crate::{
    model::{
        filter::Filter,
        observation::{Losses, Observation, Snapshot},
        query::SortKey,
        tests::{admin, controller, counts, nvme_cli},
    },
    sinks::layout::tests::{alike, assert_telling},
};

fn state() -> State {
    let info = SourceInfo {
        kernel: "6.12.95".to_owned(),
        entries: vec!["ioctl", "mmap"],
        missing: vec!["uring-cmd"],
    };
    State::new(info, String::new(), Filter::default())
}

/// Three rows: identify, a vendor command, and one by nobody.
fn filled() -> State {
    let mut state = state();
    observe(&mut state, nvme_cli(1));
    observe(&mut state, controller(1));
    let all = [
        (admin(1, 1, 6), 30),
        (admin(1, 1, 0xc1), 20),
        (admin(0, 0, 2), 10),
    ];
    observe(&mut state, counts(10, &all));
    state
}

fn observe(state: &mut State, observation: Observation) {
    assert!(update(state, Message::Observed(observation)).is_continue());
}

fn act(state: &mut State, action: Action) {
    assert!(
        update(state, Message::Act(action)).is_continue(),
        "{action:?}"
    );
}

/// Presses a key, as the terminal would report it.
fn press(state: &mut State, code: KeyCode) {
    let event = KeyEvent::new(code, KeyModifiers::NONE);
    act(
        state,
        keymap::action(state.mode(), event).expect("a key with a meaning"),
    );
}

fn type_in(state: &mut State, text: &str) {
    for character in text.chars() {
        press(state, KeyCode::Char(character));
    }
}

fn drawn(state: &State, width: u16, height: u16) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    let mut view = View::with(Theme::Colour);
    terminal
        .draw(|frame| {
            view.draw(frame, state);
        })
        .expect("memory");
    terminal
}

fn screen(state: &State, width: u16, height: u16) -> String {
    drawn(state, width, height).backend().to_string()
}

fn subs(state: &State) -> Vec<Option<u32>> {
    let rows = state.rows(0, usize::MAX);
    rows.map(|row| row.action.sub_code).collect()
}

#[test]
fn the_maker_of_a_ring_is_said_to_be() {
    let mut state = filled();
    let by_ring = CountKey {
        origin: origin::RING_CREATOR,
        ..admin(1, 1, 6)
    };
    observe(&mut state, counts(11, &[(by_ring, 1)]));
    let screen = screen(&state, 120, 12);
    assert!(screen.contains("nvme (ring-creator)"), "{screen}");
}

#[test]
fn a_screen_shows_source_totals_and_rows() {
    let screen = screen(&filled(), 120, 20);
    for text in [
        "kernel 6.12.95",
        "entries ioctl mmap  without uring-cmd",
        "elapsed 0:00:10",
        "calls 60",
        "per second 6.0",
        "opaque 33%",
        "losses none",
        "DEVICE",
        "CALLS▾",
        "NVME_IOCTL_ADMIN_CMD",
        "admin.identify",
        "admin.vendor 0xc1",
        "120.0 KiB",
        "(unnamed)",
        "q quit",
    ] {
        assert!(screen.contains(text), "{text} is missing:\n{screen}");
    }
}

#[test]
fn names_are_shown_with_the_counts_that_come_after_them() {
    let mut state = state();
    let all = [(admin(1, 1, 6), 30)];
    observe(&mut state, counts(10, &all));
    let before = screen(&state, 120, 20);
    observe(&mut state, nvme_cli(1));
    observe(&mut state, controller(1));
    // So that the loop need not draw for them.
    assert_eq!(screen(&state, 120, 20), before);
    observe(&mut state, counts(11, &all));
    assert!(screen(&state, 120, 20).contains("admin.identify"));
}

#[test]
fn losses_are_highlighted() {
    let mut state = filled();
    let losses = Losses {
        records_unknown: 3,
        ..Losses::default()
    };
    let at = std::time::Duration::from_secs(11);
    observe(
        &mut state,
        Observation::Counts(Snapshot {
            at,
            losses,
            ..Snapshot::default()
        }),
    );
    let terminal = drawn(&state, 120, 20);
    let buffer = terminal.backend().buffer();
    let text = "lost records_unknown 3";
    let found = (0..20u16).find_map(|y| {
        let line: String = (0..120u16).map(|x| buffer[(x, y)].symbol()).collect();
        line.find(text)
            .and_then(|x| Some((u16::try_from(x).ok()?, y)))
    });
    let place = found.expect("the loss is on the screen");
    assert!(
        buffer[place]
            .modifier
            .contains(Modifier::REVERSED | Modifier::BOLD)
    );
}

#[test]
fn every_row_says_what_it_is_about() {
    let mut state = state();
    for news in alike() {
        observe(&mut state, news);
    }
    for (width, there, gone) in [
        (
            60,
            &[][..],
            &["ENTRY", "COMMAND  SUB-COMMAND", "CALLS/S", "BYTES"][..],
        ),
        (80, &[], &["ENTRY", "CALLS/S", "BYTES"]),
        (100, &["COMMAND  "], &["ENTRY", "CALLS/S"]),
        (110, &["COMMAND  ", "CALLS/S", "BYTES"], &["ENTRY"]),
        (
            140,
            &["DEVICE   ENTRY   COMMAND  ", "CALLS/S", "BYTES"],
            &[],
        ),
    ] {
        let screen = screen(&state, width, 20);
        assert_telling(&screen);
        let titles = screen.lines().find(|line| line.contains("DEVICE"));
        let titles = titles.expect("titles");
        for title in there {
            assert!(titles.contains(title), "{title} is missing:\n{screen}");
        }
        for title in gone {
            assert!(!titles.contains(title), "{title} is there:\n{screen}");
        }
    }
}

#[test]
fn a_filter_applies_while_it_is_written() {
    let mut state = filled();
    press(&mut state, KeyCode::Char('/'));
    type_in(&mut state, "class=opaque");
    assert_eq!(subs(&state), [Some(0xc1)]);
    assert_eq!(state.totals().count.calls, 60, "totals are of everything");
    press(&mut state, KeyCode::Enter);
    assert_eq!(state.filter_text(), "class=opaque");
    assert!(screen(&state, 100, 20).contains("filter: class=opaque"));
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.len(), 3);
}

#[test]
fn a_filter_that_makes_no_sense_says_so_and_changes_nothing() {
    let mut state = filled();
    press(&mut state, KeyCode::Char('/'));
    type_in(&mut state, "colour=red");
    press(&mut state, KeyCode::Enter);
    assert!(screen(&state, 160, 20).contains("there is no field \"colour\""));
    press(&mut state, KeyCode::Esc);
    assert_eq!((state.len(), state.filter_text()), (3, ""));
}

#[test]
fn nothing_that_matches_is_said() {
    let mut state = filled();
    press(&mut state, KeyCode::Char('/'));
    type_in(&mut state, "nobody");
    assert!(screen(&state, 100, 20).contains("No row matches the filter."));
    assert!(screen(&super::tests::state(), 100, 20).contains("No device commands yet."));
}

#[test]
fn a_pause_holds_the_view_and_loses_nothing() {
    let mut state = filled();
    press(&mut state, KeyCode::Char(' '));
    observe(&mut state, counts(11, &[(admin(1, 1, 6), 99)]));
    assert_eq!(state.totals().count.calls, 60);
    assert!(screen(&state, 100, 20).contains("PAUSED"));
    press(&mut state, KeyCode::Char(' '));
    assert_eq!(state.totals().count.calls, 99);
}

#[test]
fn sorting_goes_through_the_columns_and_reverses() {
    let mut state = filled();
    assert_eq!(subs(&state), [Some(6), Some(0xc1), None]);
    press(&mut state, KeyCode::Char('r'));
    assert_eq!(subs(&state), [None, Some(0xc1), Some(6)]);
    press(&mut state, KeyCode::Char('r'));
    press(&mut state, KeyCode::Left);
    assert_eq!(state.sort, SortKey::Subject);
    press(&mut state, KeyCode::Right);
    press(&mut state, KeyCode::Right);
    assert_eq!(state.sort, SortKey::Rate);
}

#[test]
fn the_selection_stays_on_its_row() {
    let mut state = filled();
    press(&mut state, KeyCode::Down);
    assert_eq!(state.selected(), Some(1));
    // The vendor command overtakes.
    let all = [
        (admin(1, 1, 6), 30),
        (admin(1, 1, 0xc1), 50),
        (admin(0, 0, 2), 10),
    ];
    observe(&mut state, counts(11, &all));
    assert_eq!(subs(&state)[0], Some(0xc1));
    press(&mut state, KeyCode::Down);
    assert_eq!(state.selected(), Some(1));
    press(&mut state, KeyCode::End);
    press(&mut state, KeyCode::Down);
    assert_eq!(
        state.selected(),
        Some(2),
        "there is nothing below the last row"
    );
    press(&mut state, KeyCode::Home);
    press(&mut state, KeyCode::Up);
    assert_eq!(state.selected(), Some(0));
}

#[test]
fn scrolling_shows_the_selected_row() {
    let mut state = state();
    observe(&mut state, controller(1));
    let all: Vec<_> = (0..100)
        .map(|opcode| (admin(1, 1, 0xc0 + opcode % 64), 1))
        .collect();
    observe(&mut state, counts(1, &all));
    press(&mut state, KeyCode::End);
    let screen = screen(&state, 100, 12);
    assert!(screen.contains("0xff"), "{screen}");
    assert!(!screen.contains("0xc0"), "{screen}");
}

#[test]
fn the_selected_row_is_on_the_page_wherever_keys_go() {
    let mut state = state();
    observe(&mut state, controller(1));
    let all: Vec<_> = (0..64)
        .map(|opcode| (admin(1, 1, 0xc0 + opcode), 1))
        .collect();
    observe(&mut state, counts(1, &all));
    let mut view = View::with(Theme::Colour);
    let mut line = |state: &mut State, height| {
        let mut terminal = Terminal::new(TestBackend::new(100, height)).expect("memory");
        terminal
            .draw(|frame| state.room = view.draw(frame, state))
            .expect("memory");
        let selected = state.selected_row().expect("a row");
        let code = format!(" {} ", selected.action.sub_label());
        let screen = terminal.backend().to_string();
        let lines: Vec<_> = screen.lines().collect();
        let titles = lines.iter().position(|line| line.contains("SUB-COMMAND"));
        let row = lines.iter().position(|line| line.contains(&code));
        row.zip(titles).map(|(row, titles)| row - titles)
    };
    let rows = {
        line(&mut state, 24);
        state.room.rows
    };
    for (keys, expected) in [
        (&[KeyCode::Home][..], 1),
        (&[KeyCode::PageDown], rows),
        (&[KeyCode::Down], rows),
        // Within the page nothing scrolls.
        (&[KeyCode::Up, KeyCode::Up], rows - 2),
        (&[KeyCode::PageUp], 1),
        (&[KeyCode::End], rows),
        (&[KeyCode::PageUp], 1),
        (&[KeyCode::Home], 1),
        (&[KeyCode::End], rows),
    ] {
        for key in keys {
            press(&mut state, *key);
        }
        assert_eq!(line(&mut state, 24), Some(expected), "{keys:?}");
    }
    // There is more room all at once, and then less.
    assert_eq!(line(&mut state, 30), Some(rows + 6));
    assert_eq!(line(&mut state, 12), Some(rows - 12));
}

#[test]
fn columns_do_not_follow_each_row_that_comes_and_goes() {
    let mut state = state();
    observe(&mut state, controller(1));
    let mut all: Vec<_> = (0..64)
        .map(|opcode| (admin(1, 1, 0xc0 + opcode), 1))
        .collect();
    all.push((admin(1, 1, 6), 123_456_789));
    observe(&mut state, counts(1, &all));
    let mut view = View::with(Theme::Colour);
    let mut titles = |state: &State| {
        let mut terminal = Terminal::new(TestBackend::new(140, 12)).expect("memory");
        terminal
            .draw(|frame| {
                view.draw(frame, state);
            })
            .expect("memory");
        let screen = terminal.backend().to_string();
        let titles = screen.lines().find(|line| line.contains("DEVICE"));
        titles.expect("titles").to_owned()
    };
    let first = titles(&state);
    press(&mut state, KeyCode::End);
    assert_eq!(titles(&state), first, "the row with the most calls is gone");
    press(&mut state, KeyCode::Char('/'));
    type_in(&mut state, "class=opaque");
    assert_ne!(titles(&state), first, "other rows have other columns");
}

#[test]
fn only_quit_ends_the_view() {
    let mut state = filled();
    assert!(update(&mut state, Message::Ended).is_continue());
    assert!(screen(&state, 100, 20).contains("ENDED"));
    assert!(update(&mut state, Message::Act(Action::Quit)).is_break());
}

#[test]
fn every_size_can_be_drawn() {
    let mut state = filled();
    for overlay in [None, Some(Overlay::Help), Some(Overlay::Detail)] {
        state.overlay = overlay;
        for width in (1..130).step_by(3) {
            drawn(&state, width, 20);
        }
        for height in (1..40).step_by(2) {
            drawn(&state, 80, height);
        }
        drawn(&state, 1, 1);
    }
    // Narrow, but enough for what matters.
    state.overlay = None;
    let narrow = screen(&state, 60, 20);
    for text in [
        "DEVICE",
        "SUB-COMMAND",
        "CALLS▾",
        "admin.identify",
        "opaque",
    ] {
        assert!(narrow.contains(text), "{text} is missing:\n{narrow}");
    }
}
