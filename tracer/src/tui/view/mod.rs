//! Drawing: a file a part of the screen.

mod detail;
mod footer;
mod header;
mod help;
mod overlay;
mod table;
pub mod theme;

use ratatui::{
    Frame,
    layout::{Constraint, Layout},
};

use super::state::{Overlay, Room, State};
use theme::Theme;

/// What drawing remembers from one frame to the next.
#[derive(Debug)]
pub struct View {
    theme: Theme,
    page: table::Page,
}

impl View {
    /// A view with the colours that the environment wants.
    pub fn new() -> Self {
        Self::with(Theme::of_environment())
    }

    /// A view with given colours.
    pub fn with(theme: Theme) -> Self {
        Self {
            theme,
            page: table::Page::default(),
        }
    }

    /// Draws a frame. Returns how much there was room for.
    pub fn draw(&mut self, frame: &mut Frame<'_>, state: &State) -> Room {
        let area = frame.area();
        let header = header::lines(state, self.theme, area.width);
        // On a screen that is too low, the rows are the first to go.
        let height = u16::try_from(header.len()).unwrap_or(u16::MAX);
        let [top, middle, bottom] = Layout::vertical([
            Constraint::Max(height),
            Constraint::Fill(1),
            Constraint::Max(1),
        ])
        .areas(area);
        header::draw(frame, top, header);
        let mut room = Room {
            rows: table::draw(frame, middle, state, self.theme, &mut self.page),
            ..Room::default()
        };
        footer::draw(frame, bottom, state, self.theme);
        let area = top.union(middle);
        let width = usize::from(area.width).saturating_sub(overlay::SIDES);
        let covering = match state.overlay {
            Some(Overlay::Help) => Some(("Help", help::lines(self.theme))),
            Some(Overlay::Detail) => {
                let lines = detail::lines(state, self.theme, width);
                lines.map(|lines| ("Details", lines))
            }
            None => None,
        };
        if let Some((title, lines)) = covering {
            (room.overlay, room.overlay_end) =
                overlay::draw(frame, area, title, lines, state.overlay_line());
        }
        room
    }
}

impl Default for View {
    fn default() -> Self {
        Self::new()
    }
}
