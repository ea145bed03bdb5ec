//! How the state changes: nothing else happens here.

use std::ops::ControlFlow;

use super::state::{Overlay, State};
use crate::model::observation::Observation;

/// Something that happened.
#[derive(Clone, Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time is on its way, and most are observations"
)]
pub enum Message {
    /// The source has news.
    Observed(Observation),
    /// The source has ended.
    Ended,
    /// The user wants something.
    Act(Action),
}

/// What the user can want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Leave.
    Quit,
    /// Open or close the help.
    Help,
    /// Show or hide everything about the selected row.
    Detail,
    /// Let what is shown stand still, or go on.
    Pause,
    /// Sort by the next column.
    SortNext,
    /// Sort by the column before.
    SortPrevious,
    /// Turn the order around.
    Reverse,
    /// Write a filter.
    Filter,
    /// Show all rows.
    ClearFilter,
    /// Select the row above, or scroll what covers the rows by a line.
    Up,
    /// Select the row below, or scroll what covers the rows by a line.
    Down,
    /// Go a page up.
    PageUp,
    /// Go a page down.
    PageDown,
    /// Go to the first row or line.
    First,
    /// Go to the last row or line.
    Last,
    /// Add to the filter.
    Type(char),
    /// Take the filter's last character away.
    Erase,
    /// Take all of the filter away.
    EraseAll,
    /// Keep the filter.
    Accept,
    /// Go back to the filter before.
    Cancel,
}

/// Changes the state; breaks where the view is to end.
pub fn update(state: &mut State, message: Message) -> ControlFlow<()> {
    match message {
        Message::Observed(observation) => {
            let counts = matches!(observation, Observation::Counts(_));
            state.model.apply(observation);
            if counts && !state.paused {
                state.refresh();
            }
        }
        Message::Ended => state.ended = true,
        Message::Act(Action::Quit) => return ControlFlow::Break(()),
        Message::Act(action) => act(state, action),
    }
    ControlFlow::Continue(())
}

fn act(state: &mut State, action: Action) {
    let (at, page) = state.position();
    match action {
        Action::Quit => {}
        Action::Help => state.toggle(Overlay::Help),
        Action::Detail if state.selected().is_some() => state.toggle(Overlay::Detail),
        Action::Detail => {}
        Action::Pause => {
            state.paused = !state.paused;
            if !state.paused {
                state.refresh();
            }
        }
        Action::SortNext => {
            state.sort = state.sort.step(1);
            state.arrange();
        }
        Action::SortPrevious => {
            state.sort = state.sort.step(-1);
            state.arrange();
        }
        Action::Reverse => {
            state.reverse = !state.reverse;
            state.arrange();
        }
        Action::Filter => state.begin_filter(),
        Action::ClearFilter => state.clear_filter(),
        Action::Up => state.move_to(at.saturating_sub(1)),
        Action::Down => state.move_to(at + 1),
        Action::PageUp => state.move_to(at.saturating_sub(page)),
        Action::PageDown => state.move_to(at + page),
        Action::First => state.move_to(0),
        Action::Last => state.move_to(usize::MAX),
        Action::Type(character) => state.write_filter(|text| text.push(character)),
        Action::Erase => state.write_filter(|text| {
            text.pop();
        }),
        Action::EraseAll => state.write_filter(String::clear),
        Action::Accept => state.end_filter(true),
        Action::Cancel => state.end_filter(false),
    }
}
