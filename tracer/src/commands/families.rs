//! `passgate families`: the registry, as the tables have it.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    cli,
    exit::Result,
    families::{self, Argument, Call, Command, Entry, Meaning, SubCommands, Via},
    model::row::entry_name,
    sinks,
};

use super::{family, written};

/// Prints every family, or one, with its kinds, commands, sub-commands and details.
///
/// # Errors
///
/// Where there is no such family, or standard output cannot be written.
pub fn run(arguments: &cli::Families) -> Result<()> {
    let one = arguments.name.as_deref().map(family).transpose()?;
    let listed = one.map_or(families::FAMILIES.to_vec(), |one| vec![one]);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = if arguments.json {
        json(&mut out, &listed)
    } else {
        text(&mut out, &listed)
    };
    written(result.and_then(|()| out.flush()))
}

fn text(out: &mut impl Write, listed: &[&families::Family]) -> io::Result<()> {
    for family in listed {
        writeln!(out, "{}: {}", family.name, family.title)?;
        let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
        // Kinds share tables: what one kind listed is not listed again.
        let mut listed = HashSet::new();
        for Entry { kind, .. } in kinds {
            writeln!(out, "\n  {}: {}", kind.name, kind.title)?;
            writeln!(out, "    recognised by {}", recognition(kind))?;
            if !kind.probes.is_empty() {
                let functions = kind.probes.iter().map(|probe| probe.function.name);
                let functions: Vec<_> = functions.collect();
                writeln!(out, "    counted at {}", functions.join(", "))?;
            }
            if !kind.proven {
                writeln!(out, "    not proven: no test has driven its commands yet")?;
            }
            for (driver, command) in with_drivers(kind) {
                let class = if has_names(command) {
                    "by sub-command"
                } else {
                    command.class.name()
                };
                let driver = driver.map_or_else(String::new, |name| format!(" [{name}]"));
                writeln!(
                    out,
                    "    {:<10}  {:<13} {:<36} {class}{driver}{}",
                    number(command.number),
                    entries(command),
                    command.name,
                    remark(command.note)
                )?;
            }
            let with_arguments =
                with_drivers(kind).filter_map(|(_, command)| Some((command, command.argument?)));
            for (command, argument) in with_arguments {
                let lines: Vec<_> = argument.sub.iter().flat_map(sub_lines).collect();
                if lines.is_empty() || !listed.insert(lines.clone()) {
                    continue;
                }
                writeln!(out, "    sub-commands, as of {}:", command.name)?;
                for line in lines {
                    writeln!(out, "{line}")?;
                }
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Every command of a kind, then those that drivers have for themselves, with the driver's name.
fn with_drivers(
    kind: &'static families::Kind,
) -> impl Iterator<Item = (Option<&'static str>, &'static Command)> {
    let own = kind.by_driver.iter().flat_map(|(driver, tables)| {
        let commands = tables.iter().copied().flatten();
        commands.map(move |command| (Some(*driver), command))
    });
    kind.all_commands()
        .map(|command| (None, command))
        .chain(own)
}

fn recognition(kind: &families::Kind) -> String {
    let symbols = |symbols: &mut dyn Iterator<Item = &families::Symbol>| {
        let named = symbols.map(|symbol| match symbol.module {
            Some(module) => format!("{} [{module}]", symbol.name),
            None => symbol.name.to_owned(),
        });
        named.collect::<Vec<_>>().join(", ")
    };
    match kind.via {
        Via::Numbers(majors) => {
            let majors: Vec<_> = majors.iter().map(u32::to_string).collect();
            return format!("its major number: {}", majors.join(", "));
        }
        Via::AnyCharacter => return "nothing else that tells a character device".into(),
        Via::AnyDisk => return "nothing else that tells a disk".into(),
        _ => {}
    }
    if kind.operations.is_empty() {
        let functions = symbols(&mut kind.probes.iter().map(|probe| &probe.function));
        return format!("the function that is called: {functions}");
    }
    let of = match kind.via {
        Via::Disk => "the disk's operations",
        _ => "the file's operations",
    };
    let operations = symbols(&mut kind.operations.iter());
    format!("{of}: {operations}{}", apart(kind.via))
}

/// What tells devices of a kind apart, where it is not the device number.
fn apart(via: Via) -> &'static str {
    match via {
        Via::Name(_) => "; devices by name",
        Via::Alike | Via::Sockets => "; all are one device",
        Via::UnlessNumbered => ", unless its major number tells another kind",
        _ => "",
    }
}

/// Whether sub-commands with names decide the class.
fn has_names(command: &Command) -> bool {
    command.argument.is_some_and(|argument| {
        let mut all = argument.sub.iter().flat_map(SubCommands::meanings);
        all.any(|meaning| meaning.class != families::Class::Unknown)
    })
}

/// A command's number, where it has one.
fn number(number: u32) -> String {
    if number == families::generic::ANY {
        "any".to_owned()
    } else {
        format!("{number:#010x}")
    }
}

/// How a command comes in.
fn entries(command: &Command) -> String {
    if command.entries == families::Entries::IOCTL {
        return "ioctl".to_owned();
    }
    let names: Vec<_> = command.entries.iter().map(entry_name).collect();
    names.join(",")
}

/// A sub-command's name with that of its group.
fn qualified(group: &str, name: &str) -> String {
    if group.is_empty() {
        name.to_owned()
    } else {
        format!("{group}.{name}")
    }
}

fn sub_lines(sub: &SubCommands) -> Vec<String> {
    let line = |depth: usize, of: &SubCommands, meaning: &Meaning| {
        let (first, last) = codes(of, meaning);
        let codes = if first == last {
            format!("{first:#04x}")
        } else {
            format!("{first:#04x}-{last:#04x}")
        };
        format!(
            "{:depth$}{codes:<13}  {:<width$} {}{}",
            "",
            qualified(of.group, meaning.name),
            meaning.class.name(),
            remark(meaning.note),
            width = 50usize.saturating_sub(depth)
        )
    };
    let lines = |meaning: Meaning| {
        let mut lines = vec![line(6, sub, &meaning)];
        // What has a name of its own, then what only a range has.
        let code = *meaning.codes.start();
        if *meaning.codes.end() == code
            && let Some(detail) = sub.detail(code)
        {
            let of = |meaning: Meaning| line(8, &detail.values, &meaning);
            lines.extend(detail.values.meanings().map(of));
        }
        lines
    };
    sub.meanings().flat_map(lines).collect()
}

/// The first and the last code, as their source has them.
fn codes(of: &SubCommands, meaning: &Meaning) -> (u32, u32) {
    (
        of.shown(*meaning.codes.start()),
        of.shown(*meaning.codes.end()),
    )
}

/// What a class leaves open, to stand behind it.
fn remark(note: Option<&str>) -> String {
    note.map_or_else(String::new, |note| format!(" ({note})"))
}

#[derive(Serialize)]
struct FamilyJson {
    schema: u32,
    kind: &'static str,
    family: &'static str,
    title: &'static str,
    kinds: Vec<KindJson>,
}

#[derive(Serialize)]
struct KindJson {
    id: u16,
    kind: &'static str,
    title: &'static str,
    via: &'static str,
    operations: Vec<SymbolJson>,
    probes: Vec<ProbeJson>,
    sysfs: Vec<SysfsJson>,
    proven: bool,
    command_mask: String,
    selector: Option<u8>,
    commands: Vec<CommandJson>,
}

#[derive(Serialize)]
struct SymbolJson {
    module: Option<&'static str>,
    symbol: &'static str,
}

#[derive(Serialize)]
struct ProbeJson {
    call: &'static str,
    module: Option<&'static str>,
    symbol: &'static str,
}

#[derive(Serialize)]
struct SysfsJson {
    subsystem: &'static str,
    name: Option<&'static str>,
    numbered: bool,
    parent: Option<&'static str>,
}

#[derive(Serialize)]
struct CommandJson {
    command: &'static str,
    driver: Option<&'static str>,
    /// Absent where any number is the command.
    number: Option<String>,
    entries: Vec<&'static str>,
    class: Option<&'static str>,
    source: &'static str,
    note: Option<&'static str>,
    second: Option<&'static str>,
    amount: bool,
    sub: Vec<SubJson>,
}

#[derive(Serialize)]
struct SubJson {
    sub: String,
    first: u32,
    last: u32,
    class: &'static str,
    source: &'static str,
    note: Option<&'static str>,
    when: Option<WhenJson>,
    details: Vec<DetailJson>,
}

#[derive(Serialize)]
struct DetailJson {
    detail: String,
    first: u32,
    last: u32,
    class: &'static str,
    source: &'static str,
    note: Option<&'static str>,
}

/// What a second field must be under a mask.
#[derive(Serialize)]
struct WhenJson {
    mask: u32,
    value: u32,
}

fn json(out: &mut impl Write, listed: &[&families::Family]) -> io::Result<()> {
    for family in listed {
        let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
        let line = FamilyJson {
            schema: sinks::json::SCHEMA,
            kind: "family",
            family: family.name,
            title: family.title,
            kinds: kinds.map(kind_json).collect(),
        };
        sinks::json::line(out, &line)?;
    }
    Ok(())
}

fn kind_json(Entry { id, kind, .. }: Entry) -> KindJson {
    KindJson {
        id,
        kind: kind.name,
        title: kind.title,
        via: match kind.via {
            Via::Operations => "operations",
            Via::Disk => "disk",
            Via::Name(_) => "name",
            Via::Alike => "kind",
            Via::Sockets => "socket",
            Via::Numbers(_) => "number",
            Via::UnlessNumbered => "operations-unless-number",
            Via::AnyCharacter => "any-character",
            Via::AnyDisk => "any-disk",
        },
        operations: kind.operations.iter().map(symbol_json).collect(),
        probes: kind.probes.iter().map(probe_json).collect(),
        sysfs: kind.sysfs.iter().map(sysfs_json).collect(),
        proven: kind.proven,
        command_mask: format!("{:#x}", kind.command_mask),
        selector: kind.selector,
        commands: with_drivers(kind).map(command_json).collect(),
    }
}

fn symbol_json(symbol: &families::Symbol) -> SymbolJson {
    SymbolJson {
        module: symbol.module,
        symbol: symbol.name,
    }
}

fn probe_json(probe: &families::Probe) -> ProbeJson {
    ProbeJson {
        call: match probe.call {
            Call::Read => "read",
            Call::Write => "write",
            Call::WriteIter => "write-iter",
            Call::AttributeRead => "attribute-read",
            Call::AttributeWrite => "attribute-write",
            Call::Ioctl => "ioctl",
            Call::Release => "release",
            Call::AddressSpace => "address-space",
            Call::AddressSpaceEnd => "address-space-end",
            Call::Check => "check",
        },
        module: probe.function.module,
        symbol: probe.function.name,
    }
}

fn sysfs_json(sysfs: &families::Sysfs) -> SysfsJson {
    SysfsJson {
        subsystem: sysfs.subsystem,
        name: sysfs.name,
        numbered: sysfs.numbered,
        parent: sysfs.parent,
    }
}

fn command_json((driver, command): (Option<&'static str>, &'static Command)) -> CommandJson {
    CommandJson {
        command: command.name,
        driver,
        number: (command.number != families::generic::ANY)
            .then(|| format!("{:#x}", command.number)),
        entries: command.entries.iter().map(entry_name).collect(),
        class: (!has_names(command)).then(|| command.class.name()),
        source: command.source,
        note: command.note,
        second: command.argument.and_then(|argument| argument.second),
        amount: command.argument.is_some_and(Argument::has_amount),
        sub: command.argument.map(subs_json).unwrap_or_default(),
    }
}

fn subs_json(argument: &'static Argument) -> Vec<SubJson> {
    let line = |sub: &SubCommands, meaning: Meaning| SubJson {
        sub: qualified(sub.group, meaning.name),
        first: codes(sub, &meaning).0,
        last: codes(sub, &meaning).1,
        class: meaning.class.name(),
        source: meaning.source,
        note: meaning.note,
        when: sub.when.map(|when| WhenJson {
            mask: when.mask,
            value: when.value,
        }),
        details: details_json(sub, &meaning),
    };
    let subs = argument.sub.iter();
    subs.flat_map(|sub| sub.meanings().map(move |meaning| line(sub, meaning)))
        .collect()
}

fn details_json(sub: &SubCommands, meaning: &Meaning) -> Vec<DetailJson> {
    let code = *meaning.codes.start();
    let values = sub.detail(code).filter(|_| *meaning.codes.end() == code);
    let values = values.map(|detail| &detail.values);
    let line = |values: &SubCommands, meaning: Meaning| DetailJson {
        detail: qualified(values.group, meaning.name),
        first: codes(values, &meaning).0,
        last: codes(values, &meaning).1,
        class: meaning.class.name(),
        source: meaning.source,
        note: meaning.note,
    };
    let all = values.into_iter();
    all.flat_map(|values| values.meanings().map(|meaning| line(values, meaning)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_documented() {
        let mut out = Vec::new();
        json(&mut out, families::FAMILIES).expect("memory takes all writes");
        let text = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        sinks::documented::assert_documented("family", &lines);
    }

    #[test]
    fn every_command_and_sub_command_is_listed() {
        let mut out = Vec::new();
        text(&mut out, families::FAMILIES).expect("memory takes all writes");
        let text = String::from_utf8(out).expect("text");
        let words: HashSet<&str> = text.split_whitespace().collect();
        for entry in families::kinds() {
            for command in entry.kind.all_commands() {
                assert!(text.contains(command.name), "{}", command.name);
                for sub in command
                    .argument
                    .into_iter()
                    .flat_map(|argument| argument.sub)
                {
                    for Meaning { name, .. } in sub.meanings() {
                        let name = qualified(sub.group, name);
                        assert!(words.contains(&*name), "{name}");
                    }
                }
            }
        }
        assert!(text.contains("0xc0-0xff      admin.vendor"));
        // Big-endian in the mailbox, and as the manual has it here.
        assert!(text.contains("0x100          configuration.query-hca-cap"));
        let pass_through = text
            .lines()
            .find(|line| line.contains("ata-pass-through-16"));
        assert!(
            pass_through.is_some_and(|line| line.contains("unknown (as open as the ATA command)")),
            "{pass_through:?}"
        );
    }

    #[test]
    fn json_has_a_family_a_line() {
        let mut out = Vec::new();
        json(&mut out, families::FAMILIES).expect("memory takes all writes");
        let lines: Vec<serde_json::Value> = String::from_utf8(out)
            .expect("text")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), families::FAMILIES.len());
        assert_eq!(lines[0]["family"], "nvme");
        assert_eq!(lines[0]["kinds"][0]["commands"][1]["number"], "0xc0484e41");
        let fwctl = lines.iter().find(|line| line["family"] == "fwctl");
        let commands = fwctl.and_then(|line| line["kinds"][0]["commands"].as_array());
        let mut subs = commands.expect("commands").iter().flat_map(|command| {
            let subs = command["sub"].as_array().expect("sub-commands");
            subs.iter()
        });
        let register = subs.find(|sub| sub["sub"] == "configuration.access-reg");
        assert_eq!(register.expect("a name")["first"], 0x805);
        let ids: Vec<_> = lines
            .iter()
            .flat_map(|line| line["kinds"].as_array().expect("kinds"))
            .map(|kind| kind["id"].as_u64().expect("an id"))
            .collect();
        assert!(
            ids.iter().zip(1..).all(|(id, expected)| *id == expected),
            "{ids:?}"
        );
    }
}
