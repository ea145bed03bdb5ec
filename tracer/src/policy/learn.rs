//! From traffic to the smallest policy that lets it pass.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use tracer_common::count::{argument, entry};

use super::{
    facts::{Place, Told, bears_class},
    simulate::command,
    traffic::Observed,
};
use crate::families::{self, Class};

/// How far to generalise what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What tells commands of one sub-command apart, too.
    Exact,
    /// Sub-commands.
    Sub,
    /// Classes; what is opaque or not known by its sub-command all the same.
    Class,
}

/// Whom rules are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Executables.
    Exe,
    /// Systemd units; executables where there is none.
    Unit,
    /// Containers; executables where there is none.
    Container,
}

/// A policy that was learned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Learned {
    /// Its text.
    pub text: String,
    /// How many rules allow something.
    pub rules: usize,
    /// How many things they allow.
    pub items: usize,
    /// How many of those a person should look at.
    pub marked: usize,
    /// Calls that no rule can be about: nobody knows who made them, or to what.
    pub left_out: u64,
}

/// What a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct About {
    /// A key and a value of its subject.
    subject: (&'static str, String),
    family: &'static str,
}

/// What a rule allows, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Allowed {
    Name(String),
    /// Codes without names.
    Codes(u32, Option<u32>),
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    calls: u64,
    is_opaque: bool,
    is_unknown: bool,
}

#[derive(Debug, Default)]
struct Rule {
    allowed: BTreeMap<Allowed, Seen>,
    unreadable: u64,
    is_kernel: bool,
}

/// Makes a policy of traffic.
pub fn learn(traffic: &[Observed], by: By, over: Over) -> Learned {
    let mut rules: BTreeMap<About, Rule> = BTreeMap::new();
    let mut learned = Learned::default();
    for observed in traffic {
        let Some(about) = about(observed, over) else {
            learned.left_out = learned.left_out.saturating_add(observed.calls);
            continue;
        };
        let rule = rules.entry(about).or_default();
        rule.is_kernel |= observed.kernel;
        let told = Told::of(
            families::kind(observed.device.kind),
            observed.device.driver(),
            &observed.call,
        );
        let is_unread = matches!(told.state, argument::UNREADABLE | argument::MALFORMED);
        if is_unread {
            rule.unreadable = rule.unreadable.saturating_add(observed.calls);
        }
        let seen = rule
            .allowed
            .entry(allowed(&told, by, observed.call.entry))
            .or_default();
        seen.calls = seen.calls.saturating_add(observed.calls);
        seen.is_opaque |= told.class == Class::Opaque;
        seen.is_unknown |= told.class == Class::Unknown && !told.is_classed;
    }
    learned.rules = rules.len();
    write(&rules, &mut learned);
    learned
}

fn about(observed: &Observed, over: Over) -> Option<About> {
    let subject = &observed.subject;
    let family = families::kind(observed.device.kind)?.family.name;
    if subject.place != Place::Known {
        return None;
    }
    let exe = || {
        subject
            .exe
            .clone()
            .filter(|exe| !exe.is_empty())
            .map(|exe| ("exe", exe))
    };
    let named = match over {
        Over::Exe => None,
        Over::Unit => observed.unit.clone().map(|unit| ("unit", unit)),
        Over::Container => observed
            .container
            .clone()
            .map(|container| ("container", container)),
    };
    // Kernel threads have no executable, and which of them it was has no name.
    let kernel = || observed.kernel.then_some(("uid", subject.uid?.to_string()));
    let subject = named.or_else(exe).or_else(kernel)?;
    Some(About { subject, family })
}

fn allowed(told: &Told, by: By, from: u8) -> Allowed {
    let is_opaque = told.class == Class::Opaque || told.class == Class::Unknown;
    let by_class = by == By::Class && !is_opaque;
    // How a file is opened or mapped is no sub-command of its own: the call is named.
    let is_access = [entry::OPEN, entry::RECEIVE, entry::MMAP, entry::MPROTECT].contains(&from);
    if by_class {
        return Allowed::Name(format!("class:{}", told.class.name()));
    }
    let speaks = told.argument.is_some_and(bears_class) && !is_access && !told.is_undecoded();
    if !speaks {
        return Allowed::Name(command(told));
    }
    let name = match by {
        By::Exact => told.full.as_ref().or(told.sub.as_ref()),
        By::Sub | By::Class => told.sub.as_ref(),
    };
    match name {
        // Named by its code, for nothing else tells it apart from others without a name.
        Some(name) if name.ends_with("unknown") => {
            let detail = told
                .detail_code
                .filter(|_| by == By::Exact && told.sub.as_ref() != Some(name));
            Allowed::Codes(told.sub_code.unwrap_or_default(), detail)
        }
        Some(name) => Allowed::Name(name.clone()),
        None => match told.sub_code {
            Some(code) => Allowed::Codes(code, None),
            None => Allowed::Name(command(told)),
        },
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

/// A path or a name that stands for itself.
fn literal(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if matches!(c, '*' | '?' | '[' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// What is written in an allowed thing's place, those whose codes follow each other together.
fn lines(rule: &Rule) -> Vec<(String, Seen)> {
    let mut lines: Vec<(String, Seen)> = Vec::new();
    let mut ranges: Vec<(u32, u32, Seen)> = Vec::new();
    for (allowed, seen) in &rule.allowed {
        match allowed {
            Allowed::Name(name) => lines.push((name.clone(), *seen)),
            Allowed::Codes(sub, Some(detail)) => {
                lines.push((format!("sub:{sub:#04x}/{detail:#04x}"), *seen));
            }
            Allowed::Codes(sub, None) => match ranges.last_mut() {
                Some((_, last, all)) if last.checked_add(1) == Some(*sub) => {
                    *last = *sub;
                    all.calls = all.calls.saturating_add(seen.calls);
                    all.is_opaque |= seen.is_opaque;
                    all.is_unknown |= seen.is_unknown;
                }
                _ => ranges.push((*sub, *sub, *seen)),
            },
        }
    }
    lines.extend(ranges.into_iter().map(|(first, last, seen)| {
        let text = match first == last {
            true => format!("sub:{first:#04x}"),
            false => format!("sub:{first:#04x}-{last:#04x}"),
        };
        (text, seen)
    }));
    lines
}

fn write(rules: &BTreeMap<About, Rule>, learned: &mut Learned) {
    let mut text = String::from(
        "# Allows what was seen, and refuses the rest of the devices that were seen. \"LOOK\" marks what a\n\
         # person should look at.\nversion = 1\n",
    );
    if learned.left_out > 0 {
        let _ = writeln!(
            text,
            "# LOOK: {} calls are not in here: nobody knows who made them, or to what.",
            learned.left_out
        );
    }
    for (about, rule) in rules {
        let (key, value) = &about.subject;
        let short = value.rsplit('/').next().unwrap_or(value);
        let name = match *key {
            "exe" => format!("{} by {value}", about.family),
            key => format!("{} by {key} {short}", about.family),
        };
        let value = match *key {
            "uid" => value.clone(),
            _ => literal(value),
        };
        let _ = writeln!(text, "\n[[rule]]\nname = {}", quoted(&name));
        if rule.is_kernel && *key == "uid" {
            learned.marked += 1;
            text.push_str("# LOOK: kernel threads, and whoever else has this user id.\n");
        }
        let _ = writeln!(text, "subject = {{ {key} = {} }}", quoted(&value));
        let _ = writeln!(text, "device = {{ family = {} }}", quoted(about.family));
        if rule.unreadable > 0 {
            learned.marked += 1;
            let _ = writeln!(
                text,
                "# LOOK: the arguments of {} calls could not be read; their commands are allowed whole.",
                rule.unreadable
            );
        }
        text.push_str("allow = [\n");
        for (item, seen) in lines(rule) {
            learned.items += 1;
            let mut looks = Vec::new();
            if seen.calls == 1 {
                looks.push("once");
            }
            if seen.is_opaque {
                looks.push("opaque");
            }
            if seen.is_unknown {
                looks.push("without a name");
            }
            let calls = match looks.as_slice() {
                [] => format!("{} calls", seen.calls),
                looks => {
                    learned.marked += 1;
                    format!("{} calls; LOOK: {}", seen.calls, looks.join(", "))
                }
            };
            let _ = writeln!(text, "  {}, # {calls}", quoted(&item));
        }
        text.push_str("]\n");
    }
    let families: BTreeSet<&str> = rules.keys().map(|about| about.family).collect();
    if !families.is_empty() {
        let families: Vec<String> = families.into_iter().map(quoted).collect();
        let _ = writeln!(
            text,
            "\n[[rule]]\nname = \"everything else\"\ndevice = {{ family = [{}] }}\ndeny = \"*\"",
            families.join(", ")
        );
    }
    learned.text = text;
}
