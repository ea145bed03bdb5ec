//! The help, written from the key map.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
    widgets::{Block, Clear, Padding, Paragraph},
};
use unicode_width::UnicodeWidthStr;

use super::{
    super::keymap::{self, Binding},
    theme::Theme,
};

/// Columns between keys and what they do.
const GAP: usize = 2;

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let sections = [
        ("Keys", keymap::BROWSE),
        ("While a filter is written", keymap::FILTER),
    ];
    let keys = |binding: &Binding| {
        let labels: Vec<_> = binding.keys.iter().map(|key| key.label()).collect();
        labels.join(" ")
    };
    let all = sections.iter().flat_map(|(_, bindings)| *bindings);
    let column = all.map(|binding| keys(binding).width()).max().unwrap_or(0) + GAP;
    let mut lines = Vec::new();
    for (title, bindings) in sections {
        lines.push(Line::styled(title, theme.title()));
        for binding in bindings {
            let keys = keys(binding);
            let padding = " ".repeat(column - keys.width());
            lines.push(Line::from(vec![
                Span::styled(keys, theme.key()),
                Span::raw(padding),
                Span::raw(binding.help),
            ]));
        }
    }
    lines.push(Line::styled("Filters", theme.title()));
    lines.push(Line::raw(
        "text, or FIELD=VALUE such as class=opaque; all of them must hold",
    ));

    let extent = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    // On a low screen the frame, which takes two lines, is the first to go.
    let framed = lines.len() + 2 <= usize::from(area.height);
    let block = if framed {
        Block::bordered().title(" Help ")
    } else {
        Block::new()
    };
    let block = block.padding(Padding::horizontal(1));
    let frames = if framed { 2 } else { 0 };
    let area = area.centered(extent(widest + 2 + frames), extent(lines.len() + frames));
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(lines).block(block), area);
}
