//! The rows.

use ratatui::{
    Frame,
    layout::{Constraint, Flex, Rect},
    style::Style,
    text::Text,
    widgets::{Cell, Paragraph, Row as Line, Table, TableState},
};
use unicode_width::UnicodeWidthStr as _;

use super::{super::state::State, header::rate, theme::Theme};
use crate::{
    model::{query::SortKey, row::Row},
    sinks::{
        columns::{GAP, Shape, cut},
        layout::{COMMAND, Column, ENTRY, Layout, SUB_COMMAND, lay_out},
        printable::printable,
        table::{bytes, device, who},
    },
};

/// The columns, with the order that each stands for.
const COLUMNS: [(SortKey, Column); 9] = [
    (
        SortKey::Device,
        Column {
            title: "DEVICE",
            shape: Shape::text(0),
            cell: device,
        },
    ),
    (
        SortKey::Entry,
        Column {
            // The first to be left out: the others tell more.
            shape: Shape::text(4),
            ..ENTRY
        },
    ),
    (SortKey::Command, COMMAND),
    (SortKey::Sub, SUB_COMMAND),
    (
        SortKey::Subject,
        Column {
            title: "SUBJECT",
            shape: Shape::text(0),
            cell: |row| subject(row).into(),
        },
    ),
    (
        SortKey::Calls,
        Column {
            title: "CALLS",
            shape: Shape::number(0),
            cell: |row| row.count.calls.to_string().into(),
        },
    ),
    (
        SortKey::Rate,
        Column {
            title: "CALLS/S",
            shape: Shape::number(3),
            cell: |row| rate(row.rate).into(),
        },
    ),
    (
        SortKey::Bytes,
        Column {
            title: "BYTES",
            shape: Shape::number(2),
            cell: |row| row.bytes().map_or_else(|| "-".to_owned(), bytes).into(),
        },
    ),
    (
        SortKey::Class,
        Column {
            title: "CLASS",
            shape: Shape::text(0),
            cell: |row| row.action.class.name().into(),
        },
    ),
];

/// Who, with the unit or container and the user id where they tell more than the usual.
fn subject(row: &Row) -> String {
    let subject = &row.subject;
    let mut text = who(row);
    if let Some(place) = subject.place() {
        text += &format!(" @{}", printable(&place));
    }
    if let Some(uid) = subject.uid.filter(|uid| *uid != 0) {
        text += &format!(" uid {uid}");
    }
    text
}

/// What drawing rows remembers from one frame to the next.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The first row on the screen.
    first: usize,
    /// How wide columns had to be since the filter was another: they do not follow each row that comes and
    /// goes.
    widest: Vec<usize>,
    filter: String,
}

impl Page {
    /// Scrolls no further than it takes to show the selected row, and not beyond the end.
    fn scroll(&mut self, state: &State, rows: usize) {
        let selected = state.selected().unwrap_or(0);
        let first = self
            .first
            .clamp((selected + 1).saturating_sub(rows), selected);
        self.first = first.min(state.len().saturating_sub(rows));
    }

    /// How wide columns are at least.
    fn least(&mut self, filter: &str) -> Vec<usize> {
        if self.filter != filter {
            self.filter = filter.to_owned();
            self.widest.clear();
        }
        if self.widest.is_empty() {
            // A title has room for the mark of the order beside it.
            let titles = COLUMNS.iter().map(|(_, column)| column.title.width() + 1);
            self.widest = titles.collect();
        }
        std::mem::take(&mut self.widest)
    }
}

/// Draws the rows that fit: there may be many more. Returns how many do.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    theme: Theme,
    page: &mut Page,
) -> usize {
    let most = usize::from(area.height.saturating_sub(1)).max(1);
    if state.is_empty() {
        let text = if state.report().rows.is_empty() {
            "No device commands yet."
        } else {
            "No row matches the filter."
        };
        frame.render_widget(Paragraph::new(text).style(theme.quiet()).centered(), area);
        return most;
    }
    page.scroll(state, most);
    let rows = state.rows(page.first, most);
    let columns = COLUMNS.map(|(_, column)| column);
    let least = page.least(state.filter_text());
    let room = Some(usize::from(area.width));
    let Layout {
        plan,
        cells,
        widest,
    } = lay_out(&columns, rows.clone(), &least, room);
    page.widest = widest;

    let titles = plan.iter().map(|(at, width)| {
        let (sort, column) = &COLUMNS[*at];
        let mark = match (*sort == state.sort, state.reverse) {
            (false, _) => "",
            (true, false) => "▾",
            (true, true) => "▴",
        };
        cell(
            cut(&format!("{}{mark}", column.title), *width),
            column.shape,
            theme.title(),
        )
    });
    let header = Line::new(titles.collect::<Vec<_>>());
    let lines = rows.enumerate().map(|(index, row)| {
        Line::new(plan.iter().map(|(at, width)| {
            let (sort, column) = &COLUMNS[*at];
            let style = match sort {
                SortKey::Class | SortKey::Sub => theme.class(row.action.class),
                _ => Style::new(),
            };
            cell(cells[*at][index].cut(*width), column.shape, style)
        }))
    });
    let widths = plan
        .iter()
        .map(|(_, width)| Constraint::Length(u16::try_from(*width).unwrap_or(u16::MAX)));
    let table = Table::new(lines, widths)
        .header(header)
        .column_spacing(u16::try_from(GAP).unwrap_or(1))
        .flex(Flex::Start)
        .row_highlight_style(theme.selected());
    let selected = state.selected().map(|at| at - page.first);
    let mut on_page = TableState::new().with_selected(selected);
    frame.render_stateful_widget(table, area, &mut on_page);
    most
}

fn cell(text: String, shape: Shape, style: Style) -> Cell<'static> {
    let text = Text::from(text);
    Cell::from(if shape.is_number() {
        text.right_aligned()
    } else {
        text
    })
    .style(style)
}
