//! How open commands are, as a table below a report and as JSON.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::{
    columns::{GAP, cut},
    json::{self, SCHEMA},
    printable::printable,
    table::{Style, UNNAMED, bytes},
};
use crate::{
    families::Class,
    model::{
        openness::{ByClass, Of, Openness, sum},
        row::{Device, Subject},
    },
};

/// Columns of a share: as wide as the longest class's name.
const SHARE: usize = 8;
/// Columns of what the shares are of.
const TOTAL: usize = 10;
/// Columns of the longest measure's name.
const BY: usize = 8;

/// Writes shares by calls, bytes and distinct commands, a line each.
///
/// # Errors
///
/// Those of the writer.
pub fn text(out: &mut impl Write, all: &[Openness], style: Style) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = all.iter().map(|group| name(&group.of)).collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let taken = (SHARE + GAP) * Class::ALL.len() + TOTAL + BY + 2 * GAP;
    let room = style
        .width
        .map_or(widest, |width| width.saturating_sub(taken));
    let width = widest.min(room).max("OPENNESS".len());
    let gap = " ".repeat(GAP);
    let (on, off) = style.head();
    let classes = Class::ALL.map(|class| format!("{gap}{:>SHARE$}", class.name().to_uppercase()));
    writeln!(
        out,
        "\n{on}{:<width$}{gap}{:<BY$}{gap}{:>TOTAL$}{}{off}",
        "OPENNESS",
        "BY",
        "TOTAL",
        classes.concat()
    )?;
    for (group, name) in all.iter().zip(names) {
        let measures = [
            ("calls", &group.calls, sum(&group.calls).to_string()),
            ("bytes", &group.bytes, bytes(sum(&group.bytes))),
            (
                "commands",
                &group.commands,
                sum(&group.commands).to_string(),
            ),
        ];
        let mut name = cut(&name, width);
        for (by, parts, total) in measures.iter().filter(|(_, parts, _)| sum(parts) > 0) {
            let padding = " ".repeat(width.saturating_sub(name.width()));
            write!(out, "{name}{padding}{gap}{by:<BY$}{gap}{total:>TOTAL$}")?;
            for (class, part) in Class::ALL.into_iter().zip(*parts) {
                let (on, off) = if *part > 0 {
                    style.class(class)
                } else {
                    ("", "")
                };
                write!(out, "{gap}{on}{:>SHARE$}{off}", share(*part, sum(parts)))?;
            }
            writeln!(out)?;
            name.clear();
        }
    }
    Ok(())
}

fn name(of: &Of) -> String {
    match (of, &*of.label()) {
        (Of::All, _) => "all".to_owned(),
        (of, "") => format!("{} {UNNAMED}", of.by()),
        (of, label) => format!("{} {}", of.by(), printable(label)),
    }
}

/// A part of a whole in per cent. Neither what is there rounds to nothing, nor what is missing to all.
fn share(part: u64, whole: u64) -> String {
    if part == 0 || whole == 0 {
        return "-".to_owned();
    }
    let percent = part as f64 * 100.0 / whole as f64;
    match percent {
        _ if part == whole => "100%".to_owned(),
        _ if percent < 0.5 => "<1%".to_owned(),
        _ if percent > 99.5 => ">99%".to_owned(),
        _ => format!("{percent:.0}%"),
    }
}

#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    kind: &'static str,
    by: &'static str,
    device: Option<&'a Device>,
    driver: Option<&'a str>,
    subject: Option<&'a Subject>,
    calls: Parts,
    bytes: Parts,
    commands: Parts,
}

/// A number for each class.
#[derive(Serialize)]
struct Parts {
    standard: u64,
    driver: u64,
    opaque: u64,
    unknown: u64,
}

impl From<ByClass> for Parts {
    fn from([standard, driver, opaque, unknown]: ByClass) -> Self {
        Self {
            standard,
            driver,
            opaque,
            unknown,
        }
    }
}

/// Writes an `openness` line for each.
///
/// # Errors
///
/// Those of the writer.
pub fn json(out: &mut impl Write, all: &[Openness]) -> io::Result<()> {
    for group in all {
        let line = Line {
            schema: SCHEMA,
            kind: "openness",
            by: group.of.by(),
            device: match &group.of {
                Of::Device(device) => Some(device),
                _ => None,
            },
            driver: match &group.of {
                Of::Driver(driver) => driver.as_deref(),
                _ => None,
            },
            subject: match &group.of {
                Of::Subject(subject) => Some(subject),
                _ => None,
            },
            calls: group.calls.into(),
            bytes: group.bytes.into(),
            commands: group.commands.into(),
        };
        json::line(out, &line)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(all: &[Openness], style: Style) -> String {
        let mut out = Vec::new();
        text(&mut out, all, style).expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    }

    fn group() -> Openness {
        Openness {
            of: Of::Driver(Some("nvme".to_owned())),
            calls: [990, 0, 9, 1],
            bytes: [0; 4],
            commands: [1, 0, 2, 1],
        }
    }

    #[test]
    fn shares_stand_below_their_class() {
        assert_eq!(
            written(&[group()], Style::default()),
            "\nOPENNESS     BY             TOTAL  STANDARD    DRIVER    OPAQUE   UNKNOWN\n\
             driver nvme  calls           1000       99%         -        1%       <1%\n\
             \x20            commands           4       25%         -       50%       25%\n"
        );
        assert_eq!(written(&[], Style::default()), "");
    }

    #[test]
    fn a_share_is_rounded_neither_to_nothing_nor_to_all() {
        assert_eq!(share(1, u64::MAX), "<1%");
        assert_eq!(share(u64::MAX - 1, u64::MAX), ">99%");
        assert_eq!(share(5, 5), "100%");
        assert_eq!(share(0, 5), "-");
    }

    #[test]
    fn lines_keep_to_the_terminal_s_width() {
        let long = Openness {
            of: Of::Driver(Some("a".repeat(100))),
            ..group()
        };
        let style = Style {
            width: Some(80),
            colour: false,
        };
        let text = written(&[long], style);
        assert!(text.lines().all(|line| line.width() <= 80), "{text}");
    }

    #[test]
    fn a_name_cannot_steer_the_terminal() {
        let hostile = Openness {
            of: Of::Driver(Some("\x1b[2J".to_owned())),
            ..group()
        };
        assert!(!written(&[hostile], Style::default()).contains('\x1b'));
    }
}
