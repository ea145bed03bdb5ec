//! Which key does what. The help and the footer are written from this table.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::{state::Mode, update::Action};

/// A key with its modifiers; shift is part of the character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    control: bool,
}

impl Key {
    const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            control: false,
        }
    }

    const fn char(character: char) -> Self {
        Self::plain(KeyCode::Char(character))
    }

    const fn control(character: char) -> Self {
        Self {
            code: KeyCode::Char(character),
            control: true,
        }
    }

    /// How people write it.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(character) => character.to_string(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            other => other.to_string(),
        };
        if self.control {
            format!("Ctrl-{}", name.to_uppercase())
        } else {
            name
        }
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self {
            code: event.code,
            control: event.modifiers.contains(KeyModifiers::CONTROL),
        }
    }
}

/// What keys do in one mode.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Any of these.
    pub keys: &'static [Key],
    /// What it does.
    pub action: Action,
    /// What it does, in a few words.
    pub help: &'static str,
    /// One word for the footer, for what is worth a place there.
    pub short: Option<&'static str>,
}

const fn bind(keys: &'static [Key], action: Action, help: &'static str) -> Binding {
    Binding {
        keys,
        action,
        help,
        short: None,
    }
}

const fn shown(
    keys: &'static [Key],
    action: Action,
    help: &'static str,
    short: &'static str,
) -> Binding {
    Binding {
        keys,
        action,
        help,
        short: Some(short),
    }
}

/// Keys while browsing.
pub const BROWSE: &[Binding] = &[
    shown(
        &[Key::char('q'), Key::control('c')],
        Action::Quit,
        "leave",
        "quit",
    ),
    shown(
        &[Key::char('?'), Key::char('h'), Key::plain(KeyCode::F(1))],
        Action::Help,
        "open or close this help",
        "help",
    ),
    shown(
        &[Key::plain(KeyCode::Enter), Key::char('d')],
        Action::Detail,
        "show everything about the selected row",
        "details",
    ),
    shown(
        &[Key::char('/'), Key::char('f')],
        Action::Filter,
        "write a filter",
        "filter",
    ),
    shown(
        &[Key::char(' '), Key::char('p')],
        Action::Pause,
        "pause or go on; counting never stops",
        "pause",
    ),
    shown(
        &[Key::char('s'), Key::plain(KeyCode::Right)],
        Action::SortNext,
        "sort by the next column",
        "sort",
    ),
    bind(
        &[Key::char('S'), Key::plain(KeyCode::Left)],
        Action::SortPrevious,
        "sort by the column before",
    ),
    shown(
        &[Key::char('r')],
        Action::Reverse,
        "reverse the order",
        "reverse",
    ),
    bind(
        &[Key::plain(KeyCode::Esc)],
        Action::ClearFilter,
        "show all rows again",
    ),
    bind(
        &[Key::plain(KeyCode::Up), Key::char('k')],
        Action::Up,
        "select the row above",
    ),
    bind(
        &[Key::plain(KeyCode::Down), Key::char('j')],
        Action::Down,
        "select the row below",
    ),
    bind(
        &[Key::plain(KeyCode::PageUp), Key::control('b')],
        Action::PageUp,
        "a page up",
    ),
    bind(
        &[Key::plain(KeyCode::PageDown), Key::control('f')],
        Action::PageDown,
        "a page down",
    ),
    bind(
        &[Key::plain(KeyCode::Home), Key::char('g')],
        Action::First,
        "select the first row",
    ),
    bind(
        &[Key::plain(KeyCode::End), Key::char('G')],
        Action::Last,
        "select the last row",
    ),
];

/// Keys while the filter is written, besides those that write it.
pub const FILTER: &[Binding] = &[
    shown(
        &[Key::plain(KeyCode::Enter)],
        Action::Accept,
        "keep the filter",
        "keep",
    ),
    shown(
        &[Key::plain(KeyCode::Esc)],
        Action::Cancel,
        "go back to the one before",
        "back",
    ),
    bind(
        &[Key::plain(KeyCode::Backspace)],
        Action::Erase,
        "take the last character away",
    ),
    shown(
        &[Key::control('u')],
        Action::EraseAll,
        "take all of it away",
        "erase",
    ),
    bind(&[Key::control('c')], Action::Quit, "leave"),
];

/// The key that leaves, wherever one is but in the filter, where `q` is a letter.
const QUIT: Binding = shown(
    &[Key::char('q'), Key::control('c')],
    Action::Quit,
    "leave",
    "quit",
);

const LINE_UP: Binding = shown(
    &[Key::plain(KeyCode::Up), Key::char('k')],
    Action::Up,
    "a line up",
    "up",
);

const LINE_DOWN: Binding = shown(
    &[Key::plain(KeyCode::Down), Key::char('j')],
    Action::Down,
    "a line down",
    "down",
);

const PAGE_UP: Binding = shown(
    &[Key::plain(KeyCode::PageUp), Key::control('b')],
    Action::PageUp,
    "a page up",
    "page up",
);

const PAGE_DOWN: Binding = shown(
    &[
        Key::plain(KeyCode::PageDown),
        Key::control('f'),
        Key::char(' '),
    ],
    Action::PageDown,
    "a page down",
    "page down",
);

const BEGINNING: Binding = bind(
    &[Key::plain(KeyCode::Home), Key::char('g')],
    Action::First,
    "to the beginning",
);

const END: Binding = bind(
    &[Key::plain(KeyCode::End), Key::char('G')],
    Action::Last,
    "to the end",
);

/// Keys while the help is open.
pub const HELP: &[Binding] = &[
    shown(
        &[
            Key::char('?'),
            Key::char('h'),
            Key::plain(KeyCode::F(1)),
            Key::plain(KeyCode::Esc),
        ],
        Action::Help,
        "close the help",
        "close",
    ),
    LINE_UP,
    LINE_DOWN,
    PAGE_UP,
    PAGE_DOWN,
    BEGINNING,
    END,
    QUIT,
];

/// Keys while everything about a row is shown.
pub const DETAIL: &[Binding] = &[
    shown(
        &[
            Key::plain(KeyCode::Enter),
            Key::char('d'),
            Key::plain(KeyCode::Esc),
        ],
        Action::Detail,
        "close the details",
        "close",
    ),
    LINE_UP,
    LINE_DOWN,
    PAGE_UP,
    PAGE_DOWN,
    BEGINNING,
    END,
    QUIT,
];

/// The keys of a mode.
pub const fn bindings(mode: Mode) -> &'static [Binding] {
    match mode {
        Mode::Browse => BROWSE,
        Mode::Filter => FILTER,
        Mode::Help => HELP,
        Mode::Detail => DETAIL,
    }
}

/// What a key does in a mode.
pub fn action(mode: Mode, event: KeyEvent) -> Option<Action> {
    let key = Key::from(event);
    let bound = bindings(mode)
        .iter()
        .find(|binding| binding.keys.contains(&key));
    match (bound, mode, key) {
        (Some(binding), ..) => Some(binding.action),
        (
            None,
            Mode::Filter,
            Key {
                code: KeyCode::Char(character),
                control: false,
            },
        ) => Some(Action::Type(character)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODES: [Mode; 4] = [Mode::Browse, Mode::Filter, Mode::Help, Mode::Detail];

    #[test]
    fn no_key_does_two_things_in_a_mode() {
        for mode in MODES {
            let keys: Vec<_> = bindings(mode)
                .iter()
                .flat_map(|binding| binding.keys)
                .collect();
            for (at, key) in keys.iter().enumerate() {
                assert!(!keys[at + 1..].contains(key), "{mode:?}: {}", key.label());
            }
        }
    }

    #[test]
    fn one_can_leave_from_every_mode() {
        let event = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        for mode in MODES {
            assert_eq!(action(mode, event), Some(Action::Quit));
        }
    }

    #[test]
    fn a_letter_is_a_command_or_text_by_mode() {
        let key = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
        assert_eq!(action(Mode::Browse, key), Some(Action::Quit));
        assert_eq!(action(Mode::Filter, key), Some(Action::Type('q')));
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(action(Mode::Browse, shifted), Some(Action::Last));
        let unbound = KeyEvent::new(KeyCode::Char('x'), KeyModifiers::CONTROL);
        assert_eq!(action(Mode::Filter, unbound), None);
    }
}
