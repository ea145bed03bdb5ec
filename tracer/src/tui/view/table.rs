//! The rows.

use ratatui::{
    Frame,
    layout::{Constraint, Flex, Rect},
    style::Style,
    text::Text,
    widgets::{Cell, Paragraph, Row as Line, Table, TableState},
};
use unicode_width::UnicodeWidthStr;

use super::{super::state::State, header::rate, theme::Theme};
use crate::{
    model::{query::SortKey, row::Row},
    sinks::{
        columns::{GAP, Shape, cut, plan},
        printable::printable,
        table::{UNNAMED, bytes},
    },
};

struct Column {
    title: &'static str,
    sort: SortKey,
    shape: Shape,
    cell: fn(&Row) -> String,
}

const COLUMNS: &[Column] = &[
    Column {
        title: "DEVICE",
        sort: SortKey::Device,
        shape: Shape::text(0),
        cell: |row| printable(row.device.label().unwrap_or(UNNAMED)).into(),
    },
    Column {
        title: "COMMAND",
        sort: SortKey::Command,
        shape: Shape::text(3),
        cell: |row| row.action.command.to_string(),
    },
    Column {
        title: "SUB-COMMAND",
        sort: SortKey::Sub,
        shape: Shape::text(0),
        cell: |row| row.action.sub_label().into(),
    },
    Column {
        title: "SUBJECT",
        sort: SortKey::Subject,
        shape: Shape::text(0),
        cell: subject,
    },
    Column {
        title: "CALLS",
        sort: SortKey::Calls,
        shape: Shape::number(0),
        cell: |row| row.count.calls.to_string(),
    },
    Column {
        title: "CALLS/S",
        sort: SortKey::Rate,
        shape: Shape::number(1),
        cell: |row| rate(row.rate),
    },
    Column {
        title: "BYTES",
        sort: SortKey::Bytes,
        shape: Shape::number(2),
        cell: |row| row.bytes().map_or_else(|| "-".to_owned(), bytes),
    },
    Column {
        title: "CLASS",
        sort: SortKey::Class,
        shape: Shape::text(0),
        cell: |row| row.action.class.name().to_owned(),
    },
];

/// Who, with the unit or container and the user id where they tell more than the usual.
fn subject(row: &Row) -> String {
    let subject = &row.subject;
    let mut text = printable(subject.name().unwrap_or(UNNAMED)).into_owned();
    if let Some(place) = subject.container_label().or(subject.unit.as_deref()) {
        text += &format!(" @{}", printable(place));
    }
    if let Some(uid) = subject.uid.filter(|uid| *uid != 0) {
        text += &format!(" uid {uid}");
    }
    text
}

/// Draws the rows that fit. Returns how many do.
pub(super) fn draw(
    frame: &mut Frame<'_>,
    area: Rect,
    state: &State,
    theme: Theme,
    offset: &mut usize,
) -> usize {
    let page = usize::from(area.height.saturating_sub(1)).max(1);
    if state.rows().is_empty() {
        let text = if state.report().rows.is_empty() {
            "No device commands yet."
        } else {
            "No row matches the filter."
        };
        frame.render_widget(Paragraph::new(text).style(theme.quiet()).centered(), area);
        return page;
    }
    let cells: Vec<Vec<String>> = COLUMNS
        .iter()
        .map(|column| state.rows().iter().map(column.cell).collect())
        .collect();
    let shapes: Vec<(Shape, usize)> = COLUMNS
        .iter()
        .zip(&cells)
        // A title has room for the mark of the order beside it.
        .map(|(column, cells)| {
            let widest = cells.iter().map(|cell| cell.width()).max().unwrap_or(0);
            (column.shape, widest.max(column.title.width() + 1))
        })
        .collect();
    let plan = plan(&shapes, Some(usize::from(area.width)));

    let titles = plan.iter().map(|(at, width)| {
        let column = &COLUMNS[*at];
        let mark = match (column.sort == state.sort, state.reverse) {
            (false, _) => "",
            (true, false) => "▾",
            (true, true) => "▴",
        };
        cell(
            &format!("{}{mark}", column.title),
            *width,
            column.shape,
            theme.title(),
        )
    });
    let header = Line::new(titles.collect::<Vec<_>>());
    let lines = state.rows().iter().enumerate().map(|(index, row)| {
        Line::new(plan.iter().map(|(at, width)| {
            let column = &COLUMNS[*at];
            let style = match column.sort {
                SortKey::Class | SortKey::Sub => theme.class(row.action.class),
                _ => Style::new(),
            };
            cell(&cells[*at][index], *width, column.shape, style)
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
    let mut scroll = TableState::new()
        .with_offset(*offset)
        .with_selected(state.selected());
    frame.render_stateful_widget(table, area, &mut scroll);
    *offset = scroll.offset();
    page
}

fn cell(text: &str, width: usize, shape: Shape, style: Style) -> Cell<'static> {
    let text = Text::from(cut(text, width));
    Cell::from(if shape.is_number() {
        text.right_aligned()
    } else {
        text
    })
    .style(style)
}
