//! A learned policy's text.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use super::{
    About, Learned, Over, Rule, Who,
    allowed::{Line, lines},
};
use crate::{model::row::entry_name, plural::counted};

/// Widest item that comments are put in one column behind.
const WIDEST: usize = 48;

/// Writes rules, and counts what is in them.
pub(super) fn write(rules: &BTreeMap<About, Rule>, over: Over, learned: &mut Learned) {
    let mut text = String::from(
        "# Allows what was seen, and refuses the rest of the devices that were seen. \"LOOK\" marks what a\n\
         # person should look at. What else an argument says no rule can name, and is allowed whatever it\n\
         # is: addresses, lengths, of SCSI's mode and log pages the subpage and which of its values are meant.\n\
         version = 1\n",
    );
    if learned.left_out > 0 {
        let _ = writeln!(
            text,
            "# LOOK: {} not in here: nobody knows who made them, or to what.",
            counted(learned.left_out, "call is", "calls are")
        );
    }
    let families: BTreeSet<&str> = rules.keys().map(|(_, family)| *family).collect();
    let mut before: Option<&Who> = None;
    for ((who, family), rule) in rules {
        separate(&mut text, before, who, over, &families);
        before = Some(who);
        let (whose, of_command): (Vec<Line>, Vec<Line>) = lines(rule)
            .into_iter()
            .partition(|line| line.command.is_none());
        if !whose.is_empty() {
            one(&mut text, who, family, None, &whose, learned);
        }
        for lines in of_command.chunk_by(|a, b| a.command == b.command) {
            let command = lines.first().and_then(|line| line.command);
            one(&mut text, who, family, command, lines, learned);
        }
    }
    if !families.is_empty() {
        refuse(&mut text, "everything else", "", &families);
    }
    learned.text = text;
}

/// Keeps rules about executables from those who have a unit or a container, and rules about kernel threads
/// from those who have an executable: what they may is said before.
fn separate(
    text: &mut String,
    before: Option<&Who>,
    who: &Who,
    over: Over,
    families: &BTreeSet<&str>,
) {
    let is_exe = |who: &Who| matches!(who, Who::Exe(_));
    let is_kernel = |who: &Who| matches!(who, Who::Kernel(_));
    let is_named = |who: &Who| !is_exe(who) && !is_kernel(who);
    if before.is_none_or(is_named) && !is_named(who) {
        // Whose cgroup is not known was seen by its executable.
        let subject = |key: &str| {
            format!("subject = {{ {key} = \"*\" }}\nunknown = {{ subject = \"skip\" }}\n")
        };
        match over {
            Over::Exe => {}
            Over::Unit => refuse(text, "other units", &subject("unit"), families),
            Over::Container => refuse(text, "other containers", &subject("container"), families),
        }
    }
    if !before.is_some_and(is_kernel) && is_kernel(who) {
        let subject = "subject = { exe = \"/**\" }\n";
        refuse(text, "other executables", subject, families);
    }
}

fn refuse(text: &mut String, name: &str, subject: &str, families: &BTreeSet<&str>) {
    let families = list(families.iter().copied());
    let _ = writeln!(
        text,
        "\n[[rule]]\nname = {}\n{subject}device = {{ family = {families} }}\ndeny = \"*\"",
        quoted(name),
    );
}

fn one(
    text: &mut String,
    who: &Who,
    family: &str,
    command: Option<&str>,
    lines: &[Line],
    learned: &mut Learned,
) {
    learned.rules += 1;
    let (subject, whose) = match who {
        Who::Unit(unit) => (format!("unit = {}", quoted(unit)), format!("unit {unit}")),
        Who::Container(id) => (
            format!("container = {}", quoted(id)),
            format!("container {id}"),
        ),
        Who::Exe(exe) => (format!("exe = {}", quoted(exe)), exe.clone()),
        Who::Kernel(uid) => (
            format!("uid = {uid}"),
            format!("kernel threads of user {uid}"),
        ),
    };
    let name = match command {
        Some(command) => format!("{family} by {whose}, {command} by code"),
        None => format!("{family} by {whose}"),
    };
    let _ = writeln!(text, "\n[[rule]]\nname = {}", quoted(&name));
    let _ = writeln!(text, "subject = {{ {subject} }}");
    let _ = writeln!(text, "device = {{ family = {} }}", quoted(family));
    let entries: BTreeSet<u8> = lines
        .iter()
        .flat_map(|line| line.seen.entries.iter().copied())
        .collect();
    let _ = writeln!(
        text,
        "entry = {}",
        list(entries.into_iter().map(entry_name))
    );
    if let Some(command) = command {
        let _ = writeln!(text, "command = {}", quoted(command));
    }
    let items: Vec<String> = lines.iter().map(|line| quoted(&line.item)).collect();
    let widths = items.iter().map(|item| item.chars().count());
    let wide = widths.filter(|width| *width <= WIDEST).max().unwrap_or(0);
    text.push_str("allow = [\n");
    for (item, line) in items.iter().zip(lines) {
        let item = format!("{item},");
        let _ = writeln!(
            text,
            "  {item:<wide$} # {}",
            comment(line, learned),
            wide = wide + 1
        );
    }
    text.push_str("]\n");
}

/// How often it was seen, and what to look at.
fn comment(line: &Line, learned: &mut Learned) -> String {
    let seen = &line.seen;
    let mut comment = counted(seen.calls, "call", "calls");
    if let (Some(name), Some(_)) = (&seen.name, line.command) {
        let _ = write!(comment, " of {name}");
    }
    let mut looks = Vec::new();
    match (line.once, line.things) {
        (0, _) => {}
        (once, things) if once == things => looks.push("once".to_owned()),
        (once, things) => looks.push(format!("{once} of {things} once")),
    }
    if seen.is_opaque {
        looks.push("opaque".to_owned());
    }
    if seen.is_unknown {
        looks.push("without a name".to_owned());
    }
    if seen.unread > 0 {
        looks.push(format!("{} unreadable, so allowed whole", seen.unread));
    }
    learned.items += 1;
    if !looks.is_empty() {
        learned.marked += 1;
        let _ = write!(comment, "; LOOK: {}", looks.join(", "));
    }
    comment
}

/// A word, or a list of them.
fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(quoted).collect();
    match words.as_slice() {
        [word] => word.clone(),
        words => format!("[{}]", words.join(", ")),
    }
}

/// A string as TOML has it.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
