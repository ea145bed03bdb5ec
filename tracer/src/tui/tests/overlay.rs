//! What covers the rows: the help, and everything about one row.

use super::*;
use crate::model::{
    filter::{FIELDS, RULES},
    observation::{CommandFacts, DeviceFacts, Held, HeldMemory, Holding, SubjectFacts},
};

/// Draws, and tells the state how much there was room for, as the loop does.
fn settled(state: &mut State, width: u16, height: u16) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("memory");
    let mut view = View::with(Theme::Colour);
    terminal
        .draw(|frame| state.room = view.draw(frame, state))
        .expect("memory");
    terminal.backend().to_string()
}

/// Every page of what covers the rows, from the beginning.
fn pages(state: &mut State, width: u16, height: u16) -> String {
    press(state, KeyCode::Home);
    let mut all = settled(state, width, height);
    while state.overlay_line() < state.room.overlay_end {
        press(state, KeyCode::PageDown);
        all += &settled(state, width, height);
    }
    all
}

#[test]
fn the_help_lists_every_key() {
    let mut state = filled();
    press(&mut state, KeyCode::Char('?'));
    // On an ordinary terminal most keys are on the first page.
    let first = settled(&mut state, 80, 24);
    for binding in keymap::BROWSE {
        assert!(first.contains(binding.help), "{}:\n{first}", binding.help);
        for key in binding.keys {
            assert!(first.contains(&key.label()), "{}:\n{first}", key.label());
        }
    }
    let all = pages(&mut state, 80, 24);
    for binding in keymap::FILTER {
        assert!(all.contains(binding.help), "{}:\n{all}", binding.help);
    }
    for text in RULES
        .into_iter()
        .chain(FIELDS.iter().map(|field| field.help))
    {
        assert!(all.contains(text), "{text}:\n{all}");
    }
    press(&mut state, KeyCode::Esc);
    assert_eq!(state.overlay, None);
}

#[test]
fn the_help_scrolls_on_a_low_screen() {
    for width in [60, 80, 100, 140] {
        let mut state = filled();
        press(&mut state, KeyCode::Down);
        press(&mut state, KeyCode::Char('?'));
        let first = settled(&mut state, width, 20);
        let count = state.room.overlay_end + state.room.overlay;
        let page = state.room.overlay;
        assert!(page < count, "{width} columns");
        let title = format!("Help: lines 1-{page} of {count} (↑ ↓ PgUp PgDn to scroll)");
        assert!(first.contains(&title), "{title}:\n{first}");
        press(&mut state, KeyCode::Down);
        let second = settled(&mut state, width, 20);
        assert!(second.contains(&format!("lines 2-{} of", page + 1)));
        let all = pages(&mut state, width, 20);
        let bindings = keymap::BROWSE.iter().chain(keymap::FILTER);
        for help in bindings.map(|binding| binding.help) {
            assert!(all.contains(help), "{help}");
        }
        let last = settled(&mut state, width, 20);
        assert!(last.contains(&format!("-{count} of {count}")), "{last}");
        assert!(last.contains("path of the cgroup"), "{last}");
        // Nothing is beyond the end: the way back begins at once.
        press(&mut state, KeyCode::PageDown);
        press(&mut state, KeyCode::Up);
        assert_eq!(state.overlay_line(), state.room.overlay_end - 1);
        press(&mut state, KeyCode::Home);
        assert_eq!(settled(&mut state, width, 20), first);
        press(&mut state, KeyCode::Char('?'));
        assert_eq!(state.selected(), Some(1), "the rows did not move");
    }
}

#[test]
fn the_help_stays_in_sight_when_the_screen_grows() {
    let mut state = filled();
    press(&mut state, KeyCode::Char('?'));
    settled(&mut state, 80, 12);
    press(&mut state, KeyCode::End);
    assert!(state.overlay_line() > 0);
    let screen = settled(&mut state, 80, 80);
    assert!(screen.contains(" Help ─"), "{screen}");
    assert!(screen.contains(keymap::BROWSE[0].help), "{screen}");
    assert_eq!(state.overlay_line(), 0);
}

#[test]
fn the_details_have_every_fact_of_a_row() {
    let mut state = state();
    let id = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";
    let Observation::Device(device) = controller(1) else {
        panic!("a controller is a device")
    };
    let subject = SubjectFacts {
        id: 1,
        exe: Some("/usr/sbin/nvme".into()),
        exe_deleted: true,
        comm: "nvme".into(),
        uid: 100_000,
        cgroup: format!("/user.slice/user-1000.slice/session-c2.scope/docker-{id}.scope"),
        ..SubjectFacts::default()
    };
    let kernel = SubjectFacts {
        id: 2,
        exe: None,
        exe_deleted: false,
        comm: "nvme-wq".into(),
        ..subject.clone()
    };
    observe(&mut state, Observation::Subject(subject));
    observe(&mut state, Observation::Subject(kernel));
    let device = DeviceFacts {
        alias: Some("first".into()),
        lower: vec!["low0".into(), "low1".into()],
        ..device
    };
    observe(&mut state, Observation::Device(device));
    let key = admin(1, 1, 0xc1);
    observe(
        &mut state,
        Observation::Command(CommandFacts {
            key,
            process: 40,
            thread: 42,
        }),
    );
    observe(
        &mut state,
        Observation::Holding(Holding {
            subject: 1,
            device: 1,
            process: 40,
            what: Held::Descriptor(7),
            mode: tracer_common::spec::mode::READ,
        }),
    );
    let Observation::Counts(snapshot) = counts(10, &[(key, 30), (admin(2, 1, 6), 1)]) else {
        panic!("counts are a snapshot")
    };
    observe(
        &mut state,
        Observation::Counts(Snapshot {
            held: vec![HeldMemory {
                subject: 1,
                device: 1,
                process: 40,
                bytes: 4096,
                partial: false,
                shared: false,
            }],
            ..snapshot
        }),
    );
    press(&mut state, KeyCode::Enter);
    for (width, height) in [(140, 50), (80, 24)] {
        let all = pages(&mut state, width, height);
        for text in [
            "name          nvme0",
            "alias         first",
            "family, kind  nvme, controller",
            "node          /dev/nvme0",
            "number        c 242:0",
            "driver        nvme",
            "bus           pci 0000:00:03.0",
            "ids           1b36:0010",
            "over          low0, low1",
            "entry         ioctl",
            "name          NVME_IOCTL_ADMIN_CMD",
            "number        0xc0484e41",
            "sub-command   admin.vendor 0xc1",
            "field         nsid=1",
            "argument      decoded",
            "class         opaque",
            "is            caller",
            "executable    /usr/sbin/nvme (deleted or replaced since)",
            "command name  nvme",
            "first seen    thread 42 of process 40",
            "user id       100000",
            "login's user  1000",
            "session       c2",
            "container     4f5e8b0c6e9d",
            "by docker",
            "cgroup        /user.slice/user-1000.slice/session-c2.scope",
            "calls         30",
            "per second    3.0",
            "data          120.0 KiB",
            "memory given  4.0 KiB of process 40",
            "since before  descriptor 7 of process 40 (r)",
        ] {
            assert!(all.contains(text), "{text}:\n{all}");
        }
    }
    press(&mut state, KeyCode::Esc);
    press(&mut state, KeyCode::Down);
    press(&mut state, KeyCode::Enter);
    let all = pages(&mut state, 120, 50);
    assert!(
        all.contains("command name  nvme-wq (a kernel thread)"),
        "{all}"
    );
    assert!(!all.contains("executable"), "{all}");
    press(&mut state, KeyCode::Char('d'));
    assert_eq!(state.overlay, None);
}
