//! `passgate devices`: the passthrough devices of this machine, and who holds them open.

use std::{
    collections::{BTreeMap, HashMap},
    io::{self, Write},
    path::Path,
};

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::written;
use crate::{
    cli::Devices,
    exit::Result,
    families::{self, Argument, Command, Entries, Entry, generic},
    model::{
        observation::{DeviceFacts, DeviceNumber},
        row::Device,
    },
    plural::counted,
    sinks::{
        columns::{GAP, Shape, cut, plan},
        json,
        printable::printable,
        table::{Style, UNNAMED, pad},
    },
    source::{
        holders::{Holder, Holders, Target},
        sysfs::{Identity, Tree},
    },
};

/// Lists what the arguments ask for.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn run(arguments: &Devices) -> Result<()> {
    let holders = Holders::gather(Path::new("/proc"));
    let mut listed = list(&Tree::new(Path::new("/sys")), &holders);
    listed.retain(|line| {
        let is_shown = arguments.all || !line.is_of_bus || !line.holders.is_empty();
        is_shown
            && arguments
                .filter
                .as_deref()
                .is_none_or(|filter| line.is_called(filter))
    });
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = if arguments.json {
        write_json(&mut out, &listed, &holders)
    } else {
        let filter = arguments.filter.as_deref();
        write_table(&mut out, &listed, &holders, filter, Style::of_stdout())
    };
    written(result.and_then(|()| out.flush()))
}

/// How far commands to devices of a kind are taken apart. The family's other kinds do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoded {
    /// The sub-command is read from the argument of those commands that carry one.
    SubCommands,
    /// Commands are told by their numbers, reads and writes by their place; arguments are not read.
    Numbers,
    /// No command is told from another by a name.
    No,
}

impl Decoded {
    fn of(entry: Entry) -> Self {
        let reads = |argument: &Argument| argument.spec.sub.bits > 0;
        let any = |is_meant: &dyn Fn(&Command) -> bool| entry.kind.all_commands().any(is_meant);
        // What a mapping allows is no sub-command, and what the VFS answers reaches no driver.
        if any(&|command| command.entries != Entries::MMAP && command.argument.is_some_and(reads)) {
            Self::SubCommands
        } else if any(&|command| {
            !generic::COMMANDS
                .iter()
                .any(|known| known.name == command.name)
        }) {
            Self::Numbers
        } else {
            Self::No
        }
    }

    /// The name in output.
    const fn name(self) -> &'static str {
        match self {
            Self::SubCommands => "sub-commands",
            Self::Numbers => "numbers",
            Self::No => "no",
        }
    }
}

/// A device with everyone who has it open.
#[derive(Debug)]
struct Listed {
    entry: Entry,
    device: Device,
    holders: Vec<Holder>,
    /// Whether every device of its bus is of its kind.
    is_of_bus: bool,
}

impl Listed {
    /// Whether a name is the device's, or that of what it belongs to.
    fn is_called(&self, name: &str) -> bool {
        let device = &self.device;
        let of_device = [
            &device.name,
            &device.alias,
            &device.node,
            &device.bus,
            &device.ids,
        ];
        // Several places are told apart by commas, a bus and its address by a blank.
        let mut places = device.bus.iter().flat_map(|bus| bus.split(", "));
        self.entry.family.name == name
            || of_device
                .into_iter()
                .any(|own| own.as_deref() == Some(name))
            || places.any(|place| {
                place == name || place.split_once(' ').is_some_and(|(_, at)| at == name)
            })
    }
}

/// Every device that sysfs shows and every one that is open without a place in sysfs, by kind.
fn list(tree: &Tree, holders: &Holders) -> Vec<Listed> {
    // Whoever has a partition open has its disk.
    let disks: HashMap<DeviceNumber, DeviceNumber> = holders
        .targets()
        .filter_map(|target| match target {
            Target::Number(number) => Some((*number, tree.disk(*number))),
            _ => None,
        })
        .collect();
    let mut anonymous = anonymous(holders);
    let mut listed = Vec::new();
    for found in tree.inventory() {
        let named = |name: &String| found.facts.name.as_ref() == Some(name);
        let entry = found.entry;
        let is_held = |target: &Target| match target {
            Target::Number(number) => found.facts.number == disks.get(number).copied(),
            Target::Registers(name) => found.is_of_bus && named(name),
            Target::Anonymous { link, name } => {
                !found.is_of_bus && name.as_ref().is_some_and(named) && is_link_of(entry, link)
            }
        };
        anonymous.remove(&(entry.id, found.facts.name.clone()));
        listed.push(Listed {
            entry,
            holders: holders.of(is_held),
            device: found.facts.into(),
            is_of_bus: found.is_of_bus,
        });
    }
    for ((kind, name), entry) in anonymous {
        let is_held = |target: &Target| matches!(target, Target::Anonymous { link, name: of } if *of == name && is_link_of(entry, link));
        let facts = match &name {
            Some(_) => tree.describe(&Identity {
                kind,
                name: name.clone(),
                ..Identity::default()
            }),
            None => DeviceFacts {
                kind,
                ..DeviceFacts::default()
            },
        };
        listed.push(Listed {
            entry,
            holders: holders.of(is_held),
            device: facts.into(),
            is_of_bus: false,
        });
    }
    listed.sort_by_key(|line| line.entry.id);
    listed
}

/// The anonymous inodes that are held and that a kind knows, by kind and name.
fn anonymous(holders: &Holders) -> BTreeMap<(u16, Option<String>), Entry> {
    let known = holders.targets().filter_map(|target| {
        let Target::Anonymous { link, name } = target else {
            return None;
        };
        let entry = families::kinds().find(|entry| is_link_of(*entry, link))?;
        Some(((entry.id, name.clone()), entry))
    });
    known.collect()
}

/// A link says what its file is, and after a colon which one.
fn is_link_of(entry: Entry, link: &str) -> bool {
    let is_of = |kind: &str| {
        let rest = link.strip_prefix(kind);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || kind.ends_with(':'))
    };
    entry.kind.links.iter().any(|kind| is_of(kind))
}

#[derive(Serialize)]
struct DeviceLine<'a> {
    schema: u32,
    kind: &'static str,
    device: &'a Device,
    decoded: &'static str,
    proven: bool,
    holders: &'a [Holder],
}

/// How many processes were looked into, and how many refused.
#[derive(Serialize)]
struct ProcessesLine {
    schema: u32,
    kind: &'static str,
    seen: usize,
    unseen: usize,
}

/// Writes a `device` line a device, and a `processes` line.
fn write_json(out: &mut impl Write, listed: &[Listed], holders: &Holders) -> io::Result<()> {
    for line in listed {
        let line = DeviceLine {
            schema: json::SCHEMA,
            kind: "device",
            device: &line.device,
            decoded: Decoded::of(line.entry).name(),
            proven: line.entry.kind.proven,
            holders: &line.holders,
        };
        json::line(out, &line)?;
    }
    let processes = ProcessesLine {
        schema: json::SCHEMA,
        kind: "processes",
        seen: holders.seen,
        unseen: holders.unseen,
    };
    json::line(out, &processes)
}

/// A column: its title, what may be done to it where room is short, what it says of a device.
type Column = (&'static str, Shape, fn(&Listed) -> String);

const COLUMNS: &[Column] = &[
    ("DEVICE", Shape::text(0), name),
    ("FAMILY", Shape::text(0), |line| {
        line.entry.family.name.to_owned()
    }),
    ("KIND", Shape::text(1), |line| {
        line.entry.kind.name.to_owned()
    }),
    ("NODE", Shape::text(6), |line| text(&line.device.node)),
    ("NUMBER", Shape::text(7), |line| text(&line.device.dev)),
    ("DRIVER", Shape::text(3), |line| text(&line.device.driver)),
    ("BUS", Shape::text(4), |line| text(&line.device.bus)),
    ("IDS", Shape::text(8), |line| text(&line.device.ids)),
    ("OVER", Shape::text(9), |line| line.device.lower.join(", ")),
    ("DECODED", Shape::text(2), |line| {
        Decoded::of(line.entry).name().to_owned()
    }),
    ("PROVEN", Shape::text(5), |line| yes(line.entry.kind.proven)),
    ("HELD BY", Shape::text(0).enough(28), held_by),
];

fn text(value: &Option<String>) -> String {
    value.clone().unwrap_or_default()
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

/// The kernel's name and the one that whoever set it up gave it.
fn name(line: &Listed) -> String {
    let name = line.device.label().unwrap_or(UNNAMED);
    match &line.device.alias {
        Some(alias) => format!("{name} ({alias})"),
        None => name.to_owned(),
    }
}

/// Everyone, as `qemu[1234] 2 fds 1 map`.
fn held_by(line: &Listed) -> String {
    let count = |count: u32, one: &str, many: &str| match count {
        0 => String::new(),
        _ => format!(" {}", counted(count, one, many)),
    };
    let holder = |holder: &Holder| {
        let (descriptors, mappings) = (holder.descriptors, holder.mappings);
        let held = count(descriptors, "fd", "fds") + &count(mappings, "map", "maps");
        format!("{}[{}]{held}", holder.comm, holder.process)
    };
    line.holders
        .iter()
        .map(holder)
        .collect::<Vec<_>>()
        .join(", ")
}

/// Writes a table as wide as there is room, and what it cannot say.
fn write_table(
    out: &mut impl Write,
    listed: &[Listed],
    holders: &Holders,
    filter: Option<&str>,
    style: Style,
) -> io::Result<()> {
    match filter {
        _ if !listed.is_empty() => write_rows(out, listed, style)?,
        Some(filter) => writeln!(
            out,
            "No passthrough device is called {}; without a name all are listed.",
            printable(filter)
        )?,
        None => writeln!(out, "No passthrough devices were found.")?,
    }
    let held = listed.iter().filter(|line| !line.holders.is_empty());
    writeln!(
        out,
        "\n{}, {} held open; {} looked into",
        counted(listed.len(), "device", "devices"),
        held.count(),
        counted(holders.seen, "process", "processes")
    )?;
    if holders.unseen > 0 {
        let (on, off) = style.alarm();
        let unseen = counted(holders.unseen, "process", "processes");
        // Root is refused in a sandbox, or where a security module has its say.
        let remedy = if rustix::process::geteuid().is_root() {
            "although this is root: CAP_SYS_PTRACE is missing, or a security module forbids it"
        } else {
            "as that takes CAP_SYS_PTRACE: run this as root to see what they hold"
        };
        writeln!(
            out,
            "{on}{unseen} could not be looked into wholly, {remedy}{off}"
        )?;
    }
    Ok(())
}

fn write_rows(out: &mut impl Write, listed: &[Listed], style: Style) -> io::Result<()> {
    const DASH: &str = "-";
    let cell = |line: &Listed, (_, _, say): &Column| match say(line) {
        text if text.is_empty() => DASH.to_owned(),
        text => printable(&text).into_owned(),
    };
    let cells: Vec<Vec<String>> = listed
        .iter()
        .map(|line| COLUMNS.iter().map(|column| cell(line, column)).collect())
        .collect();
    let shapes = COLUMNS.iter().enumerate().map(|(at, (title, shape, _))| {
        let widest = cells.iter().map(|cells| cells[at].width()).max();
        (*shape, widest.unwrap_or(0).max(title.width()))
    });
    let plan = plan(&shapes.collect::<Vec<_>>(), style.width);
    let row = |cell: &dyn Fn(usize) -> String| {
        let cells = plan.iter().map(|(at, width)| {
            let (_, shape, _) = COLUMNS[*at];
            pad(cut(&cell(*at), *width), *width, shape)
        });
        let line = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
        line.trim_end().to_owned()
    };
    let (on, off) = style.head();
    writeln!(out, "{on}{}{off}", row(&|at| COLUMNS[at].0.to_owned()))?;
    for (line, cells) in listed.iter().zip(&cells) {
        // What is in use stands out.
        let (on, off) = if line.holders.is_empty() {
            ("", "")
        } else {
            style.head()
        };
        writeln!(out, "{on}{}{off}", row(&|at| cells[at].clone()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
