//! What covers the rows: as many lines as fit, in a frame where there is room for one.

use ratatui::{
    Frame,
    layout::{Constraint, Rect},
    text::Line,
    widgets::{Block, Clear, Padding, Paragraph},
};

use super::super::{keymap, update::Action};

/// Lines, or columns, that a frame takes.
const FRAME: usize = 2;
/// Columns that are left blank on both sides of a line, and the frame.
pub(super) const SIDES: usize = FRAME + 2;

/// Draws lines under a title from one of them on, or from the last one that leaves no room unused. Returns how many
/// lines a page holds, and that last one.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    title: &str,
    lines: Vec<Line<'_>>,
    line: usize,
) -> (usize, usize) {
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
        (true, 0) => Block::bordered().title(format!(" {title} ")),
        (true, _) => {
            let shown = format!("lines {}-{} of {count}", first + 1, first + page);
            Block::bordered().title(format!(" {title}: {shown} ({} to scroll) ", scroll_keys()))
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
