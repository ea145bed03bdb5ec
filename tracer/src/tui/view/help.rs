//! The help, written from the key map and the filter's fields.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::{
    super::keymap::{self, Binding},
    theme::Theme,
};
use crate::model::filter::{FIELDS, RULES};

/// Columns between keys and what they do.
const GAP: usize = 2;

/// The help's lines.
pub(super) fn lines(theme: Theme) -> Vec<Line<'static>> {
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
    lines.extend(RULES.map(Line::raw));
    let names = FIELDS.iter().map(|field| field.name.width());
    let column = names.max().unwrap_or(0) + GAP;
    for field in FIELDS {
        let padding = " ".repeat(column - field.name.width());
        lines.push(Line::from(vec![
            Span::styled(field.name, theme.key()),
            Span::raw(padding),
            Span::raw(field.help),
        ]));
    }
    lines
}
