//! `passgate families`: the registry, as the tables have it.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    cli::Format,
    exit::Result,
    families::{self, Argument, Class, Command, Entry, SubCommands, Via},
};

use super::written;

/// Prints every family with its kinds, commands and sub-commands.
///
/// # Errors
///
/// Where standard output cannot be written.
pub fn run(format: Format) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = if format.json {
        json(&mut out)
    } else {
        text(&mut out)
    };
    written(result.and_then(|()| out.flush()))
}

fn text(out: &mut impl Write) -> io::Result<()> {
    for family in families::FAMILIES {
        writeln!(out, "{}: {}", family.name, family.title)?;
        let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
        // Kinds share tables: what one kind listed is not listed again.
        let mut listed = HashSet::new();
        for Entry { kind, .. } in kinds {
            writeln!(out, "\n  {}: {}", kind.name, kind.title)?;
            writeln!(out, "    recognised by {}", recognition(kind))?;
            for command in kind.all_commands() {
                let class = command
                    .argument
                    .map_or(command.class.name(), |_| "by sub-command");
                writeln!(
                    out,
                    "    {:#010x}  {:<28} {class}",
                    command.number, command.name
                )?;
            }
            let subs = kind.all_commands().filter_map(|command| command.argument);
            let lines = subs.flat_map(|argument| argument.sub).flat_map(sub_lines);
            let new: Vec<_> = lines.filter(|line| listed.insert(line.clone())).collect();
            if !new.is_empty() {
                writeln!(out, "    sub-commands:")?;
            }
            for line in new {
                writeln!(out, "{line}")?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn recognition(kind: &families::Kind) -> String {
    let symbols: Vec<_> = kind
        .operations
        .iter()
        .map(|symbol| match symbol.module {
            Some(module) => format!("{} [{module}]", symbol.name),
            None => symbol.name.to_owned(),
        })
        .collect();
    let of = match kind.via {
        Via::Operations => "the file's operations",
        Via::Disk => "the disk's operations",
    };
    format!("{of}: {}", symbols.join(", "))
}

fn sub_lines(sub: &SubCommands) -> Vec<String> {
    let line = |codes: String, name: &str, class: Class| {
        format!(
            "      {codes:<9}  {:<44} {}",
            format!("{}.{name}", sub.group),
            class.name()
        )
    };
    let named = sub.tables.iter().flat_map(|table| {
        table
            .codes
            .iter()
            .map(|(code, name)| line(format!("{code:#04x}"), name, table.class))
    });
    let ranges = sub.ranges.iter().map(|range| {
        let codes = format!("{:#04x}-{:#04x}", range.codes.start(), range.codes.end());
        line(codes, range.name, range.class)
    });
    named.chain(ranges).collect()
}

#[derive(Serialize)]
struct FamilyJson {
    schema: u32,
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
    command_mask: String,
    commands: Vec<CommandJson>,
}

#[derive(Serialize)]
struct SymbolJson {
    module: Option<&'static str>,
    symbol: &'static str,
}

#[derive(Serialize)]
struct CommandJson {
    command: &'static str,
    number: String,
    class: Option<&'static str>,
    source: &'static str,
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
    when: Option<u32>,
}

fn json(out: &mut impl Write) -> io::Result<()> {
    for family in families::FAMILIES {
        let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
        let line = FamilyJson {
            schema: crate::sinks::json::SCHEMA,
            family: family.name,
            title: family.title,
            kinds: kinds.map(kind_json).collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
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
        },
        operations: kind
            .operations
            .iter()
            .map(|symbol| SymbolJson {
                module: symbol.module,
                symbol: symbol.name,
            })
            .collect(),
        command_mask: format!("{:#x}", kind.command_mask),
        commands: kind.all_commands().map(command_json).collect(),
    }
}

fn command_json(command: &'static Command) -> CommandJson {
    CommandJson {
        command: command.name,
        number: format!("{:#x}", command.number),
        class: command.argument.is_none().then(|| command.class.name()),
        source: command.source,
        second: command.argument.and_then(|argument| argument.second),
        amount: command.has_amount(),
        sub: command.argument.map(subs_json).unwrap_or_default(),
    }
}

fn subs_json(argument: &'static Argument) -> Vec<SubJson> {
    let line = |group: &str, name: &str, first, last, class: Class, source, when| SubJson {
        sub: format!("{group}.{name}"),
        first,
        last,
        class: class.name(),
        source,
        when,
    };
    argument
        .sub
        .iter()
        .flat_map(|sub| {
            let tables = sub.tables.iter().flat_map(move |table| {
                table.codes.iter().map(move |(code, name)| {
                    line(
                        sub.group,
                        name,
                        *code,
                        *code,
                        table.class,
                        table.source,
                        sub.when,
                    )
                })
            });
            tables.chain(sub.ranges.iter().map(move |range| {
                let (first, last) = (*range.codes.start(), *range.codes.end());
                line(
                    sub.group,
                    range.name,
                    first,
                    last,
                    range.class,
                    range.source,
                    sub.when,
                )
            }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_sub_command_is_listed() {
        let mut out = Vec::new();
        text(&mut out).expect("memory takes all writes");
        let text = String::from_utf8(out).expect("text");
        for entry in families::kinds() {
            for command in entry.kind.all_commands() {
                assert!(text.contains(command.name), "{}", command.name);
                for sub in command
                    .argument
                    .into_iter()
                    .flat_map(|argument| argument.sub)
                {
                    for (_, name) in sub.tables.iter().flat_map(|table| table.codes) {
                        assert!(text.contains(&format!("{}.{name} ", sub.group)), "{name}");
                    }
                }
            }
        }
        assert!(text.contains("0xc0-0xff  admin.vendor"));
    }

    #[test]
    fn json_has_a_family_a_line() {
        let mut out = Vec::new();
        json(&mut out).expect("memory takes all writes");
        let lines: Vec<serde_json::Value> = String::from_utf8(out)
            .expect("text")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(lines.len(), families::FAMILIES.len());
        assert_eq!(lines[0]["family"], "nvme");
        assert_eq!(lines[0]["kinds"][0]["commands"][1]["number"], "0xc0484e41");
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
