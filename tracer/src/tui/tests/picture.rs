//! docs/top.svg: the view of what `cargo xtask demo --record docs/top.jsonl` recorded in a guest.
//! Run with `PASSGATE_WRITE_DOCS=1` to draw it again.

use std::{fs, path::PathBuf, time::Duration};

use ratatui::{
    buffer::{Buffer, Cell},
    style::Color,
};
use serde_json::Value;
use tracer_common::count::{CountKey, argument, entry, origin};

use super::*;
use crate::{
    families,
    model::{
        observation::{CommandFacts, Count, DeviceFacts, DeviceNumber, SubjectFacts},
        row::{ArgumentState, entry_name},
    },
};

/// Columns of the terminal: enough for every column of the table.
const WIDTH: u16 = 144;
/// Lines of the terminal: two of the header, the titles, and the footer besides rows.
const HEIGHT: u16 = 24;

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn number(value: &Value) -> u32 {
    let number = value.as_u64().expect("a number");
    u32::try_from(number).expect("32 bits")
}

fn hexadecimal(value: &Value) -> u32 {
    let digits = value.as_str().and_then(|text| text.strip_prefix("0x"));
    u32::from_str_radix(digits.expect("0x"), 16).expect("digits")
}

fn subject(id: u32, subject: &Value) -> Observation {
    Observation::Subject(SubjectFacts {
        id,
        exe: text(&subject["exe"]),
        exe_deleted: subject["exe_deleted"] == true,
        exe_inode: (0, 0),
        comm: text(&subject["comm"]).expect("a name"),
        uid: number(&subject["uid"]),
        cgroup: text(&subject["cgroup"]).expect("a path"),
    })
}

fn device(id: u32, device: &Value) -> Observation {
    let kind = families::kinds()
        .find(|kind| device["family"] == kind.family.name && device["interface"] == kind.kind.name);
    let dev = device["dev"].as_str().map(|dev| {
        let (of, numbers) = dev.split_once(' ').expect("a type");
        let (major, minor) = numbers.split_once(':').expect("two numbers");
        DeviceNumber {
            block: of == "b",
            major: major.parse().expect("major"),
            minor: minor.parse().expect("minor"),
        }
    });
    let lower = device["lower"].as_array().into_iter().flatten();
    Observation::Device(DeviceFacts {
        id,
        kind: kind.expect("a kind of the registry").id,
        number: dev,
        name: text(&device["name"]),
        alias: text(&device["alias"]),
        node: text(&device["node"]),
        driver: text(&device["driver"]),
        bus: text(&device["bus"]),
        ids: text(&device["ids"]),
        lower: lower.filter_map(text).collect(),
        gone: device["gone"].as_bool() == Some(true),
    })
}

fn key(id: u32, row: &Value) -> CountKey {
    let mut entries = entry::ALL.into_iter();
    let codes = [
        argument::NONE,
        argument::DECODED,
        argument::UNREADABLE,
        argument::MALFORMED,
    ];
    let mut codes = codes.into_iter();
    let fields = row["fields"].as_object().into_iter().flatten();
    assert_eq!(row["origin"], "caller");
    CountKey {
        subject: id,
        device: id,
        command: hexadecimal(&row["number"]),
        sub: row["sub_code"]
            .as_u64()
            .map_or(0, |_| number(&row["sub_code"])),
        second: fields.map(|(_, value)| number(value)).next().unwrap_or(0),
        entry: entries
            .find(|code| row["entry"] == entry_name(*code))
            .expect("an entry"),
        argument: codes
            .find(|code| row["argument"] == ArgumentState::from(*code).name())
            .expect("a state"),
        origin: origin::CALLER,
        ..CountKey::ZERO
    }
}

fn names(value: &Value) -> Vec<&'static str> {
    let all = entry::ALL.map(entry_name);
    let named = all.into_iter();
    named
        .filter(|name| {
            value
                .as_array()
                .is_some_and(|list| list.contains(&(*name).into()))
        })
        .collect()
}

/// The view as it was at the end of the recording.
fn replayed(recording: &str) -> State {
    let lines = recording.lines().map(serde_json::from_str);
    let lines: Vec<Value> = lines.collect::<Result<_, _>>().expect("JSON Lines");
    let of_kind = |kind: &str| {
        let lines: Vec<&Value> = lines.iter().filter(|line| line["kind"] == kind).collect();
        lines
    };
    let losses = of_kind("losses");
    for (name, none) in Losses::default().named() {
        // A recording of before there was such a loss says nothing of it.
        let lost = losses[0][name].as_u64().unwrap_or_default();
        assert_eq!(lost, none, "the recording lost {name}");
    }
    let source = of_kind("source")[0];
    let info = SourceInfo {
        kernel: text(&source["kernel"]).expect("a release"),
        entries: names(&source["entries"]),
        missing: names(&source["missing"]),
    };
    let mut state = State::new(info, String::new(), Filter::default());
    let mut counts = Vec::new();
    // Rows that share a subject or a device have several ids for it, which the model knows how to
    // bear.
    for (id, row) in (1..).zip(of_kind("count")) {
        let key = key(id, row);
        observe(&mut state, subject(id, &row["subject"]));
        observe(&mut state, device(id, &row["device"]));
        if !row["process"].is_null() {
            let (process, thread) = (number(&row["process"]), number(&row["thread"]));
            let facts = CommandFacts {
                key,
                process,
                thread,
            };
            observe(&mut state, Observation::Command(facts));
        }
        let count = Count {
            calls: row["calls"].as_u64().expect("calls"),
            bytes: row["bytes"].as_u64().unwrap_or(0),
            ..Count::default()
        };
        counts.push((key, count));
    }
    let seconds = source["seconds"].as_f64().expect("seconds");
    let snapshot = Snapshot {
        at: Duration::from_secs_f64(seconds),
        counts,
        ..Snapshot::default()
    };
    observe(&mut state, Observation::Counts(snapshot));
    state
}

/// Pixels of a character and a line.
const CELL: (f32, u16) = (8.4, 19);
/// Pixels around the text.
const MARGIN: u16 = 12;
const INK: &str = "#d0d3d1";
const PAPER: &str = "#1e2326";

fn colour(colour: Color) -> &'static str {
    match colour {
        Color::Green => "#98c379",
        Color::Cyan => "#56b6c2",
        Color::Magenta => "#d183e8",
        Color::Yellow => "#e5c07b",
        Color::Red => "#e86671",
        _ => INK,
    }
}

/// What the screen shows, as text that one can select.
fn svg(buffer: &Buffer) -> String {
    let x = |column: usize| f32::from(u16::try_from(column).expect("columns")) * CELL.0;
    let (columns, lines) = (usize::from(buffer.area.width), buffer.area.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.1} {}\">\n\
         <title>passgate top</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAPER}\"/>\n\
         <g transform=\"translate({MARGIN} {MARGIN})\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"14\">\n",
        x(columns) + f32::from(2 * MARGIN),
        lines * CELL.1 + 2 * MARGIN,
    );
    for line in 0..lines {
        let row = usize::from(line) * columns..(usize::from(line) + 1) * columns;
        let cells: Vec<(usize, &Cell)> = buffer.content[row].iter().enumerate().collect();
        let alike = |a: &(usize, &Cell), b: &(usize, &Cell)| {
            (a.1.fg, a.1.modifier) == (b.1.fg, b.1.modifier)
        };
        for run in cells.chunk_by(alike) {
            let (first, cell) = run[0];
            let text: String = run.iter().map(|(_, cell)| cell.symbol()).collect();
            let reversed = cell.modifier.contains(Modifier::REVERSED);
            if text.trim().is_empty() && !reversed {
                continue;
            }
            let (left, width) = (x(first), x(run.len()));
            let mut ink = colour(cell.fg);
            if reversed {
                let top = line * CELL.1;
                let height = CELL.1;
                svg += &format!(
                    "<rect x=\"{left:.1}\" y=\"{top}\" width=\"{width:.1}\" height=\"{height}\" fill=\"{ink}\"/>\n"
                );
                ink = PAPER;
            }
            let weight = if cell.modifier.contains(Modifier::BOLD) {
                " font-weight=\"bold\""
            } else {
                ""
            };
            let opacity = if cell.modifier.contains(Modifier::DIM) {
                " opacity=\"0.65\""
            } else {
                ""
            };
            let base = line * CELL.1 + 14;
            let text = text.replace('&', "&amp;").replace('<', "&lt;");
            // Blanks that are not to be joined.
            let text = text.replace(' ', "\u{a0}");
            svg += &format!(
                "<text x=\"{left:.1}\" y=\"{base}\" textLength=\"{width:.1}\" fill=\"{ink}\"{weight}{opacity}>{text}</text>\n"
            );
        }
    }
    svg + "</g>\n</svg>\n"
}

#[test]
fn the_picture_shows_the_view_as_it_is() {
    let docs = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs");
    let recording = fs::read_to_string(docs.join("top.jsonl")).expect("a recording");
    let state = replayed(&recording);
    let terminal = drawn(&state, WIDTH, HEIGHT);
    let shown = terminal.backend().to_string();
    for title in ["ENTRY", "COMMAND", "CALLS/S", "BYTES", "CLASS"] {
        assert!(shown.contains(title), "{title}:\n{shown}");
    }
    let picture = svg(terminal.backend().buffer());
    let path = docs.join("top.svg");
    if std::env::var_os("PASSGATE_WRITE_DOCS").is_some() {
        fs::write(&path, &picture).expect("the picture is written");
    } else {
        let old = fs::read_to_string(&path).expect("the picture");
        assert!(
            old == picture,
            "docs/top.svg is out of date: PASSGATE_WRITE_DOCS=1 cargo test -p passgate --lib picture"
        );
    }
}
