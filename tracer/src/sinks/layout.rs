//! Rows laid out in columns. What a row is about is the last thing to give way: where the command
//! has no column of its own, the sub-command's column names it.

use unicode_width::UnicodeWidthStr;

use super::columns::{Shape, cut, plan};
use crate::model::row::Row;

/// Stands for text, or for what follows it, where there is no room.
const MORE: &str = " …";

/// Columns of a text that still tell what it is.
const TELLING: usize = 16;

/// What one column says of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    text: String,
    /// What follows the text where there is room for all of it.
    field: Option<String>,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, field: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Cell {
    /// A text, with what follows it.
    pub fn with(text: String, field: Option<String>) -> Self {
        Self { text, field }
    }

    /// Columns of the terminal for all of it.
    pub fn width(&self) -> usize {
        let field = self.field.as_ref().map_or(0, |field| field.width() + 1);
        self.text.width() + field
    }

    /// As much of it as a width holds. What follows the text is shown whole or not at all, because
    /// part of a number is another number; the text makes room for it while enough of it is left.
    pub fn cut(&self, width: usize) -> String {
        match &self.field {
            Some(field) if self.width() <= width || field.width() + 1 + TELLING <= width => {
                let room = width - field.width() - 1;
                format!("{} {field}", cut(&self.text, room))
            }
            Some(_) if self.text.width() + MORE.width() <= width => self.text.clone() + MORE,
            _ => cut(&self.text, width),
        }
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its title.
    pub title: &'static str,
    /// What may be done to it where room is short.
    pub shape: Shape,
    /// What it says of a row.
    pub cell: fn(&Row) -> Cell,
}

/// How the command came in.
pub const ENTRY: Column = Column {
    title: "ENTRY",
    shape: Shape::text(1),
    cell: |row| row.action.entry.into(),
};

/// The command.
pub const COMMAND: Column = Column {
    title: "COMMAND",
    // The last to be left out: SUB-COMMAND stands in for it.
    shape: Shape::text(1),
    cell: |row| row.action.command.as_ref().into(),
};

/// The sub-command with the field that came with it.
pub const SUB_COMMAND: Column = Column {
    title: "SUB-COMMAND",
    // Enough for most names with a field.
    shape: Shape::text(0).enough(24),
    cell: |row| Cell {
        text: row.action.sub_label().into(),
        field: row
            .action
            .fields
            .map(|(name, value)| format!("{name}={value}")),
    },
};

/// The sub-command, or the command where there is none, with the reason if that is known.
fn action(row: &Row) -> Cell {
    let cell = (SUB_COMMAND.cell)(row);
    if row.action.sub.is_some() {
        return cell;
    }
    Cell {
        text: row.action.command.as_ref().into(),
        field: Some(cell.text).filter(|reason| !reason.is_empty()),
    }
}

/// Which columns are shown, and what they say.
#[derive(Debug)]
pub struct Layout {
    /// Indices of columns with their widths.
    pub plan: Vec<(usize, usize)>,
    /// Cells by column, shown or not, then by row.
    pub cells: Vec<Vec<Cell>>,
    /// How wide each column would be where there is room for all.
    pub widest: Vec<usize>,
}

/// Lays rows out. `least` is how wide each column is at least where there is room; `room` is None where
/// lines may be of any length.
pub fn lay_out<'a>(
    columns: &[Column],
    rows: impl Iterator<Item = &'a Row> + Clone,
    least: &[usize],
    room: Option<usize>,
) -> Layout {
    let of = |sub_command: fn(&Row) -> Cell| {
        let cells = columns.iter().map(|column| {
            let cell = if column.title == SUB_COMMAND.title {
                sub_command
            } else {
                column.cell
            };
            rows.clone().map(cell).collect()
        });
        let cells: Vec<Vec<Cell>> = cells.collect();
        let widest = cells.iter().zip(least).map(|(cells, least)| {
            let widest = cells.iter().map(Cell::width).max().unwrap_or(0);
            widest.max(*least)
        });
        let widest: Vec<usize> = widest.collect();
        let shapes = columns.iter().map(|column| column.shape);
        let shapes: Vec<_> = shapes.zip(widest.iter().copied()).collect();
        Layout {
            plan: plan(&shapes, room),
            cells,
            widest,
        }
    };
    let full = of(SUB_COMMAND.cell);
    let shown = |(at, _): &(usize, usize)| columns[*at].title == COMMAND.title;
    if full.plan.iter().any(shown) {
        full
    } else {
        Layout {
            widest: full.widest,
            ..of(action)
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use tracer_common::count::{CountKey, argument};

    use super::*;
    use crate::model::{
        observation::Observation,
        tests::{admin, controller, counts, nvme_cli},
    };

    /// Two commands that only the namespace tells apart, one for all namespaces, one that could not
    /// be read, one that has no sub-command, and one that the registry does not know.
    pub(crate) fn alike() -> Vec<Observation> {
        let in_namespace = |sub, nsid, calls| {
            let key = CountKey {
                second: nsid,
                ..admin(1, 1, sub)
            };
            (key, calls)
        };
        let without = |command, argument| CountKey {
            command,
            argument,
            sub: 0,
            second: 0,
            ..admin(1, 1, 0)
        };
        let keys = [
            in_namespace(6, 1, 123_456),
            in_namespace(6, 2, 5),
            in_namespace(2, u32::MAX, 4),
            (without(admin(0, 0, 0).command, argument::UNREADABLE), 3),
            (without(0x4e44, argument::NONE), 2),
            (without(0x4eff, argument::NONE), 1),
        ];
        vec![nvme_cli(1), controller(1), counts(10, &keys)]
    }

    /// Holds that every row of a table that shows [`alike`] says what it is about.
    pub(crate) fn assert_telling(screen: &str) {
        for text in [
            "DEVICE",
            "SUB-COMMAND",
            "SUBJECT",
            "CALLS",
            "CLASS",
            "admin.identify",
            " nsid=1 ",
            " nsid=2 ",
            "admin.get-log-p",
            "NVME_IOCTL_ADMIN_CMD",
            "NVME_IOCTL_RESET",
            "'N' 0xff",
            "123456",
        ] {
            assert!(screen.contains(text), "{text} is missing:\n{screen}");
        }
    }

    #[test]
    fn a_field_is_shown_whole_or_not_at_all() {
        let cell = Cell {
            text: "admin.identify".into(),
            field: Some("nsid=12".into()),
        };
        assert_eq!(cell.width(), 22);
        assert_eq!(cell.cut(22), "admin.identify nsid=12");
        assert_eq!(cell.cut(21), "admin.identify …");
        assert_eq!(cell.cut(15), "admin.identify");
        assert_eq!(cell.cut(8), "admin.i…");
        let longer = Cell {
            text: "admin.get-log-page.error-information".into(),
            ..cell
        };
        assert_eq!(longer.cut(24), "admin.get-log-p… nsid=12");
        assert_eq!(longer.cut(23), "admin.get-log-page.err…");
    }
}
