//! The help, written from the key map.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::{Line, Span},
    widgets::{Block, Clear, Padding, Paragraph},
};
use unicode_width::UnicodeWidthStr;

use super::{
    super::{
        keymap::{self, Binding},
        update::Action,
    },
    theme::Theme,
};

/// Columns between keys and what they do.
const GAP: usize = 2;
/// Lines, or columns, that a frame takes.
const FRAME: usize = 2;

/// Draws the help from a line on, or from the last one that leaves no room unused. Returns how many
/// lines a page holds, and that last one.
pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, line: usize, theme: Theme) -> (usize, usize) {
    let lines = lines(theme);
    let count = lines.len();
    let widest = lines.iter().map(Line::width).max().unwrap_or(0);
    let height = usize::from(area.height);
    // The frame, which takes two lines, goes where that lets all lines fit. Where they do not fit
    // either way, its title says how to see the others.
    let framed = count + FRAME <= height || (count > height && height > FRAME);
    let frames = if framed { FRAME } else { 0 };
    let page = count.min(height - frames);
    let end = count - page;
    let first = line.min(end);

    let block = match (framed, end) {
        (false, _) => Block::new(),
        (true, 0) => Block::bordered().title(" Help "),
        (true, _) => {
            let shown = format!("lines {}-{} of {count}", first + 1, first + page);
            Block::bordered().title(format!(" Help: {shown} ({} to scroll) ", scroll_keys()))
        }
    };
    let block = block.padding(Padding::horizontal(1));
    let extent = |size: usize| Constraint::Length(u16::try_from(size).unwrap_or(u16::MAX));
    let area = area.centered(extent(widest + 2 + frames), extent(page + frames));
    let shown: Vec<_> = lines.into_iter().skip(first).take(page).collect();
    frame.render_widget(Clear, area);
    frame.render_widget(Paragraph::new(shown).block(block), area);
    (page, end)
}

/// The keys that scroll by lines and pages, one for each way.
fn scroll_keys() -> String {
    let ways = [Action::Up, Action::Down, Action::PageUp, Action::PageDown];
    let scrolls = keymap::HELP
        .iter()
        .filter(|binding| ways.contains(&binding.action));
    let keys = scrolls.filter_map(|binding| binding.keys.first());
    keys.map(|key| key.label()).collect::<Vec<_>>().join(" ")
}

fn lines(theme: Theme) -> Vec<Line<'static>> {
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
        "text, or FIELD=VALUE as in class=opaque; all must hold",
    ));
    lines
}
