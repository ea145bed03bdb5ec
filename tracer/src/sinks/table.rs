//! A table for people: as many columns as fit, totals and losses below.

use std::io::{self, IsTerminal, Write};

use unicode_width::UnicodeWidthStr;

use super::{
    columns::{GAP, Shape, cut},
    layout::{COMMAND, Cell, Column, ENTRY, Layout, SUB_COMMAND, lay_out},
    printable::printable,
};
use crate::{
    families::Class,
    model::{
        Report, Totals,
        holding::Memory,
        observation::{Count, Held},
        openness::openness,
        row::{CALLER, Device, Row, Subject},
    },
    plural::counted,
};

/// How to write for the reader at the other end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal; None where there is none, and lines may be of any length.
    pub width: Option<usize>,
    /// Whether to use colours.
    pub colour: bool,
}

impl Style {
    /// For standard output: colours and a width only on a terminal, and no colours where
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub fn of_stdout() -> Self {
        let stdout = io::stdout();
        if !stdout.is_terminal() {
            return Self::default();
        }
        let size = rustix::termios::tcgetwinsize(&stdout).ok();
        Self {
            width: size
                .map(|size| usize::from(size.ws_col))
                .filter(|width| *width > 0),
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        }
    }

    /// The escape sequences around a row of a class.
    pub(crate) fn class(self, class: Class) -> (&'static str, &'static str) {
        const RESET: &str = "\x1b[0m";
        match class {
            _ if !self.colour => ("", ""),
            Class::Standard => ("\x1b[32m", RESET),
            Class::Driver => ("\x1b[36m", RESET),
            Class::Opaque => ("\x1b[1;35m", RESET),
            Class::Unknown => ("\x1b[33m", RESET),
        }
    }

    /// The escape sequences around what needs attention.
    pub(crate) fn alarm(self) -> (&'static str, &'static str) {
        if self.colour {
            ("\x1b[1;31m", "\x1b[0m")
        } else {
            ("", "")
        }
    }

    /// The escape sequences around titles.
    pub(crate) fn head(self) -> (&'static str, &'static str) {
        if self.colour {
            ("\x1b[1m", "\x1b[0m")
        } else {
            ("", "")
        }
    }
}

const COLUMNS: &[Column] = &[
    Column {
        title: "DEVICE",
        cell: device,
        shape: Shape::text(0),
    },
    ENTRY,
    COMMAND,
    SUB_COMMAND,
    Column {
        title: "SUBJECT",
        cell: subject,
        shape: Shape::text(0),
    },
    Column {
        title: "UID",
        cell: |row| option(row.subject.uid),
        shape: Shape::number(2),
    },
    Column {
        title: "UNIT",
        cell: place,
        shape: Shape::text(3),
    },
    Column {
        title: "BUS",
        cell: |row| text(&row.device.bus),
        shape: Shape::text(4),
    },
    Column {
        title: "CALLS",
        cell: |row| row.count.calls.to_string().into(),
        shape: Shape::number(0),
    },
    Column {
        title: "BYTES",
        cell: |row| row.bytes().map_or_else(dash, |amount| bytes(amount).into()),
        shape: Shape::number(5),
    },
    Column {
        title: "CLASS",
        cell: |row| row.action.class.name().into(),
        shape: Shape::text(0),
    },
];

const DASH: &str = "-";
/// What stands in a table for who or what could not be named.
pub const UNNAMED: &str = "(unnamed)";

fn dash() -> Cell {
    DASH.into()
}

fn text(value: &Option<String>) -> Cell {
    value
        .as_deref()
        .map_or_else(dash, |value| printable(value).as_ref().into())
}

fn option(value: Option<u32>) -> Cell {
    value.map_or_else(dash, |value| value.to_string().into())
}

/// Which device, and whether it had gone before the machine could be asked for its name.
pub(crate) fn device(row: &Row) -> Cell {
    let label = printable(row.device.label().unwrap_or(UNNAMED));
    let gone = row.device.gone.then(|| "(gone)".to_owned());
    Cell::with(label.into_owned(), gone)
}

fn subject(row: &Row) -> Cell {
    who(row).into()
}

/// Who sent a row's commands, for a terminal; and where that is not who called, whom else it stands
/// for.
pub(crate) fn who(row: &Row) -> String {
    let name = subject_label(&row.subject);
    match row.action.origin {
        CALLER => name,
        other => format!("{name} ({other})"),
    }
}

/// A subject's name for a terminal.
fn subject_label(subject: &Subject) -> String {
    let label = subject.label().unwrap_or(UNNAMED.into());
    printable(&label).into_owned()
}

/// The container, else the unit, else the cgroup.
fn place(row: &Row) -> Cell {
    let subject = &row.subject;
    let cgroup = || Some(subject.cgroup.as_deref()?.into());
    let place = subject.place().or_else(cgroup);
    place.map_or_else(dash, |place| printable(&place).as_ref().into())
}

/// An amount of data in binary units, exact below 1 KiB.
pub fn bytes(amount: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if amount < 1024 {
        return format!("{amount} B");
    }
    let mut value = amount as f64 / 1024.0;
    let mut unit = 0;
    // What would round to 1024 of a unit is 1 of the next.
    while value >= 1023.95 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{value:.1} {}", UNITS[unit])
}

/// Writes a report in its order of rows.
///
/// # Errors
///
/// Those of the writer.
pub fn write(out: &mut impl Write, report: &Report, style: Style) -> io::Result<()> {
    if report.rows.is_empty() {
        writeln!(out, "No device commands were seen.")?;
    } else {
        rows(out, &report.rows, style)?;
        totals(out, &report.rows)?;
        super::openness::text(out, &openness(&report.rows), style)?;
    }
    held(out, report)?;
    let (on, off) = style.alarm();
    if report.overflow != Count::default() {
        let calls = counted(report.overflow.calls, "more call", "more calls");
        writeln!(out, "{on}{calls} had no room for a row of their own{off}")?;
    }
    let lost: Vec<_> = report
        .losses
        .named()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if lost.is_empty() {
        writeln!(out, "Losses: none")
    } else {
        writeln!(out, "{on}Losses: {}{off}", lost.join(", "))
    }
}

/// Writes which entries a report knows nothing of.
///
/// # Errors
///
/// Those of the writer.
pub fn uncovered(out: &mut impl Write, missing: &[&str], style: Style) -> io::Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let (on, off) = style.alarm();
    let missing = missing.join(", ");
    writeln!(
        out,
        "{on}Not observed: {missing}; `passgate doctor` says why{off}"
    )
}

/// Memory that devices were given, and what was open and mapped before.
fn held(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let label = |device: &Device| printable(device.label().unwrap_or(UNNAMED)).into_owned();
    for Memory {
        subject,
        device,
        process,
        bytes: amount,
        shared,
        partial,
    } in &report.memory
    {
        let (subject, device) = (subject_label(subject), label(device));
        let amount = bytes(*amount);
        let others = if *shared { ", as others do" } else { "" };
        let before = if *partial {
            ", besides what it gave before"
        } else {
            ""
        };
        writeln!(
            out,
            "{subject} ({process}) gives {device} {amount} of memory{others}{before}"
        )?;
    }
    for holding in &report.holdings {
        let (subject, device) = (subject_label(&holding.subject), label(&holding.device));
        let process = holding.process;
        let mode = holding.mode_label();
        match holding.what {
            Held::Descriptor(descriptor) => writeln!(
                out,
                "before: {subject} ({process}) had {device} open as {descriptor} ({mode})"
            )?,
            Held::Mapping { length, .. } => {
                let region = holding.region().unwrap_or("a part");
                let length = bytes(length);
                writeln!(
                    out,
                    "before: {subject} ({process}) had {region} of {device} mapped, {length} ({mode})"
                )?;
            }
        }
    }
    Ok(())
}

fn totals(out: &mut impl Write, rows: &[Row]) -> io::Result<()> {
    let totals = Totals::of(rows);
    let by_class = Class::ALL
        .iter()
        .zip(totals.by_class)
        .filter(|(_, calls)| *calls > 0);
    let by_class: Vec<_> = by_class
        .map(|(class, calls)| format!("{calls} {}", class.name()))
        .collect();
    writeln!(
        out,
        "\n{}: {}",
        counted(totals.count.calls, "call", "calls"),
        by_class.join(", ")
    )
}

fn rows(out: &mut impl Write, rows: &[Row], style: Style) -> io::Result<()> {
    let titles: Vec<usize> = COLUMNS.iter().map(|column| column.title.width()).collect();
    let Layout { plan, cells, .. } = lay_out(COLUMNS, rows.iter(), &titles, style.width);
    let gap = " ".repeat(GAP);
    let (on, off) = style.head();
    let titles: Vec<_> = plan
        .iter()
        .map(|(at, width)| {
            let column = &COLUMNS[*at];
            pad(cut(column.title, *width), *width, column.shape)
        })
        .collect();
    writeln!(out, "{on}{}{off}", titles.join(&gap).trim_end())?;
    for (index, row) in rows.iter().enumerate() {
        let line: Vec<_> = plan
            .iter()
            .map(|(at, width)| {
                let mut cell = cells[*at][index].cut(*width);
                if cell.is_empty() {
                    cell = cut(DASH, *width);
                }
                pad(cell, *width, COLUMNS[*at].shape)
            })
            .collect();
        let (on, off) = style.class(row.action.class);
        writeln!(out, "{on}{}{off}", line.join(&gap).trim_end())?;
    }
    Ok(())
}

/// Pads a cell to a width in terminal columns.
pub(crate) fn pad(cell: String, width: usize, shape: Shape) -> String {
    let padding = " ".repeat(width.saturating_sub(cell.width()));
    if shape.is_number() {
        padding + &cell
    } else {
        cell + &padding
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::count::{CountKey, origin};

    use super::*;
    use crate::{
        model::{
            Model,
            observation::{Losses, Observation, SubjectFacts},
            query::{self, SortKey},
            tests::{admin, controller, counts, nvme_cli, subjects},
        },
        sinks::layout::tests::{alike, assert_telling},
    };

    fn report() -> Report {
        let mut model = Model::new();
        model.apply(nvme_cli(1));
        model.apply(Observation::Subject(SubjectFacts {
            id: 2,
            exe: Some("/tmp/\x1b[31mevil\ntool".into()),
            exe_deleted: false,
            exe_inode: (1, 1),
            comm: "evil".into(),
            uid: 1000,
            cgroup: "/user.slice/user-1000.slice".into(),
        }));
        model.apply(controller(1));
        let all = [
            (admin(1, 1, 6), 30),
            (admin(2, 1, 0xc1), 2),
            (admin(0, 0, 6), 1),
        ];
        model.apply(counts(1, &all));
        let mut report = model.report();
        query::sort(&mut report.rows, SortKey::Calls, false);
        report
    }

    fn written(report: &Report, style: Style) -> String {
        let mut out = Vec::new();
        write(&mut out, report, style).expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn without_a_terminal_every_column_is_there_and_aligned() {
        let text = written(&report(), Style::default());
        let lines: Vec<_> = text.lines().collect();
        for column in COLUMNS {
            assert!(lines[0].contains(column.title), "{}", column.title);
        }
        let class = lines[0].find("CLASS").expect("a column");
        assert_eq!(&lines[1][class..], "standard");
        assert_eq!(&lines[2][class..], "opaque");
        assert!(lines[2].contains("admin.vendor 0xc1"), "{text}");
        assert!(lines[3].starts_with(UNNAMED));
        assert!(lines[1].contains("120.0 KiB"));
        assert!(text.contains("33 calls: 30 standard, 2 opaque, 1 unknown"));
        assert!(text.ends_with("Losses: none\n"));
    }

    #[test]
    fn lines_fit_the_terminal_down_to_a_narrow_one() {
        for width in [60, 80, 100, 132, 200] {
            let text = written(
                &report(),
                Style {
                    width: Some(width),
                    colour: false,
                },
            );
            for line in text.lines().take(4) {
                assert!(line.width() <= width, "{width}: {line:?}");
            }
            assert!(
                text.contains("SUB-COMMAND") || text.contains("SUB-"),
                "{width}: {text}"
            );
        }
        // Too narrow for anything: written all the same.
        assert!(
            written(
                &report(),
                Style {
                    width: Some(5),
                    colour: false
                }
            )
            .contains("CALLS")
        );
    }

    #[test]
    fn every_row_says_what_it_is_about() {
        let mut model = Model::new();
        alike().into_iter().for_each(|news| model.apply(news));
        for (width, there, gone) in [
            (Some(60), &[][..], &["COMMAND  SUB-COMMAND", "BYTES"][..]),
            (Some(80), &[], &["UID", "BYTES"]),
            (Some(100), &["COMMAND  ", "UID"], &["BYTES"]),
            (Some(140), &["COMMAND  ", "UID", "UNIT", "BYTES"], &[]),
            (None, &["COMMAND  ", "UID", "UNIT", "BUS", "BYTES"], &[]),
        ] {
            let colour = false;
            let text = written(&model.report(), Style { width, colour });
            assert_telling(&text);
            let titles = text.lines().next().expect("titles");
            for title in there {
                assert!(titles.contains(title), "{title} is missing:\n{text}");
            }
            for title in gone {
                assert!(!titles.contains(title), "{title} is there:\n{text}");
            }
        }
    }

    #[test]
    fn kernel_threads_and_makers_of_rings_are_said_to_be() {
        let mut model = Model::new();
        model.apply(nvme_cli(1));
        model.apply(Observation::Subject(SubjectFacts {
            id: 2,
            comm: "kworker/0:1".into(),
            cgroup: "/".into(),
            ..SubjectFacts::default()
        }));
        model.apply(controller(1));
        let by_ring = CountKey {
            origin: origin::RING_CREATOR,
            ..admin(1, 1, 6)
        };
        model.apply(counts(1, &[(by_ring, 1), (admin(2, 1, 6), 1)]));
        let text = written(&model.report(), Style::default());
        assert!(text.contains("nvme (ring-creator)"), "{text}");
        assert!(text.contains("[kernel]"), "{text}");
    }

    #[test]
    fn a_subject_is_shown_with_what_and_where_it_is() {
        let mut model = Model::new();
        model.apply(controller(1));
        let counted: Vec<_> = subjects().map(|facts| (admin(facts.id, 1, 6), 1)).into();
        for facts in subjects() {
            model.apply(Observation::Subject(facts));
        }
        model.apply(counts(1, &counted));
        let text = written(&model.report(), Style::default());
        for [subject, uid, place] in [
            ["fio", "100000", "podman:4f5e8b0c4f5e"],
            ["smartctl", "0", "session-3.scope of user 1000"],
            ["borg", "1000", "backup.service"],
            ["[kernel]", "0", "/"],
            ["tool (deleted)", "0", "tool.service"],
        ] {
            let mut lines = text.lines();
            let line = lines.find(|line| line.contains(&format!("  {subject}  ")));
            let line = line.unwrap_or_else(|| panic!("no {subject}:\n{text}"));
            for cell in [uid, place] {
                assert!(line.contains(&format!(" {cell}  ")), "{cell}: {line}");
            }
        }
    }

    #[test]
    fn names_cannot_steer_the_terminal() {
        let text = written(&report(), Style::default());
        assert!(text.contains("\\u{1b}[31mevil\\ntool"), "{text}");
        assert!(!text.contains('\x1b'));
    }

    #[test]
    fn colours_show_only_where_asked_for() {
        let text = written(
            &report(),
            Style {
                width: None,
                colour: true,
            },
        );
        assert!(text.contains("\x1b[1;35m"));
        assert_eq!(
            text.matches("\x1b[0m").count(),
            text.matches("\x1b[").count() / 2
        );
    }

    #[test]
    fn losses_and_overflow_are_said() {
        let losses = Losses {
            records_unknown: 4,
            ..Losses::default()
        };
        let overflow = Count {
            calls: 5,
            ..Count::default()
        };
        let text = written(
            &Report {
                losses,
                overflow,
                ..report()
            },
            Style::default(),
        );
        assert!(text.contains("5 more calls had no room for a row of their own"));
        assert!(text.ends_with("Losses: records_unknown 4\n"), "{text}");
    }

    #[test]
    fn nothing_seen_is_said() {
        let text = written(&Report::default(), Style::default());
        assert_eq!(text, "No device commands were seen.\nLosses: none\n");
    }

    #[test]
    fn amounts_have_units() {
        for (amount, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KiB"),
            (12288, "12.0 KiB"),
            ((1 << 20) - 1, "1.0 MiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(bytes(amount), text);
        }
    }
}
