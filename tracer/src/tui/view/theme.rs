//! Colours and emphasis. Without colours, emphasis alone must tell.

use ratatui::style::{Color, Modifier, Style};

use crate::families::Class;

/// Whether there are colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// There are.
    Colour,
    /// There are not.
    Plain,
}

impl Theme {
    /// Colours, unless `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub fn of_environment() -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        if unwanted { Self::Plain } else { Self::Colour }
    }

    fn colour(self, colour: Color) -> Style {
        match self {
            Self::Colour => Style::new().fg(colour),
            Self::Plain => Style::new(),
        }
    }

    /// Of a class.
    pub fn class(self, class: Class) -> Style {
        match class {
            Class::Standard => self.colour(Color::Green),
            Class::Driver => self.colour(Color::Cyan),
            Class::Opaque => self.colour(Color::Magenta).add_modifier(Modifier::BOLD),
            Class::Unknown => self.colour(Color::Yellow),
        }
    }

    /// Of what names something: labels and titles.
    pub fn title(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Of what matters less.
    pub fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    /// Of what must not be overlooked.
    pub fn alarm(self) -> Style {
        self.colour(Color::Red)
            .add_modifier(Modifier::BOLD | Modifier::REVERSED)
    }

    /// Of keys.
    pub fn key(self) -> Style {
        self.colour(Color::Cyan).add_modifier(Modifier::BOLD)
    }

    /// Of the selected row.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}
