//! `passgate families`: the registry, as the tables have it.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    cli::Format,
    exit::Result,
    families::{self, Argument, Command, Entry, Meaning, SubCommands, Via},
    sinks,
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
                    "    {:#010x}  {:<28} {class}{}",
                    command.number,
                    command.name,
                    remark(command.note)
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
    let line = |meaning: Meaning| {
        let (first, last) = (meaning.codes.start(), meaning.codes.end());
        let codes = if first == last {
            format!("{first:#04x}")
        } else {
            format!("{first:#04x}-{last:#04x}")
        };
        format!(
            "      {codes:<9}  {:<44} {}{}",
            format!("{}.{}", sub.group, meaning.name),
            meaning.class.name(),
            remark(meaning.note)
        )
    };
    sub.meanings().map(line).collect()
}

/// What a class leaves open, to stand behind it.
fn remark(note: Option<&str>) -> String {
    note.map_or_else(String::new, |note| format!(" ({note})"))
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
    when: Option<u32>,
}

fn json(out: &mut impl Write) -> io::Result<()> {
    for family in families::FAMILIES {
        let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
        let line = FamilyJson {
            schema: sinks::json::SCHEMA,
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
        note: command.note,
        second: command.argument.and_then(|argument| argument.second),
        amount: command.has_amount(),
        sub: command.argument.map(subs_json).unwrap_or_default(),
    }
}

fn subs_json(argument: &'static Argument) -> Vec<SubJson> {
    let line = |sub: &SubCommands, meaning: Meaning| SubJson {
        sub: format!("{}.{}", sub.group, meaning.name),
        first: *meaning.codes.start(),
        last: *meaning.codes.end(),
        class: meaning.class.name(),
        source: meaning.source,
        note: meaning.note,
        when: sub.when,
    };
    let subs = argument.sub.iter();
    subs.flat_map(|sub| sub.meanings().map(move |meaning| line(sub, meaning)))
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
                    for Meaning { name, .. } in sub.meanings() {
                        assert!(text.contains(&format!("{}.{name} ", sub.group)), "{name}");
                    }
                }
            }
        }
        assert!(text.contains("0xc0-0xff  admin.vendor"));
        let pass_through = text
            .lines()
            .find(|line| line.contains("ata-pass-through-16"));
        assert!(
            pass_through.is_some_and(|line| line.contains("unknown (may be any ATA command")),
            "{pass_through:?}"
        );
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
