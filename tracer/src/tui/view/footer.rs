//! The footer: the keys that matter now, or the filter while it is written.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::{
    super::{keymap, state::State},
    theme::Theme,
};
use crate::sinks::printable::printable;

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, state: &State, theme: Theme) {
    let mut line = Line::default();
    if let Some(draft) = &state.draft {
        line.push_span(Span::styled("filter: ", theme.title()));
        line.push_span(printable(&draft.text).into_owned());
        line.push_span(Span::styled(" ", theme.selected()));
        line.push_span("  ");
        if let Some(error) = &draft.error {
            line.push_span(Span::styled(error.clone(), theme.alarm()));
            line.push_span("  ");
        }
    } else if !state.filter_text().is_empty() {
        line.push_span(Span::styled("filter: ", theme.title()));
        line.push_span(printable(state.filter_text()).into_owned());
        line.push_span("  ");
    }
    for binding in keymap::bindings(state.mode()) {
        if let (Some(short), Some(key)) = (binding.short, binding.keys.first()) {
            line.push_span(Span::styled(key.label(), theme.key()));
            line.push_span(Span::raw(format!(" {short}  ")));
        }
    }
    frame.render_widget(Paragraph::new(line), area);
}
