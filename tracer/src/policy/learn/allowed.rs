//! What a rule allows: the ways in which a call can be named, and codes that follow each other.

use std::collections::{BTreeMap, BTreeSet};

use tracer_common::{
    count::{argument, entry},
    policy::Call,
};

use super::By;
use crate::{
    families::{Class, SubCommand},
    policy::{
        facts::{Told, bears_class},
        simulate,
    },
};

/// A thing that a rule allows, in the order of its lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Allowed {
    /// A command, a sub-command or a class by name.
    Name(String),
    /// A command without a name.
    Number(u32),
    /// Codes of a command's: its sub-command's, and what tells that apart.
    Codes(&'static str, u32, Option<u32>),
}

/// What is needed to allow a call.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Need {
    /// How exact it is: 0 is the broadest.
    rank: usize,
    pub(super) own: Allowed,
    /// What allows it as well, the broadest first.
    pub(super) broader: Vec<Allowed>,
}

/// What was seen of such a thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) calls: u64,
    pub(super) entries: BTreeSet<u8>,
    pub(super) is_opaque: bool,
    pub(super) is_unknown: bool,
    /// Calls whose arguments could not be read, though they tell what is allowed.
    pub(super) unread: u64,
    /// What codes are called, where that is all the same.
    pub(super) name: Option<String>,
}

/// Codes and numbers that follow each other, as one line of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The command that codes are of.
    pub(super) command: Option<&'static str>,
    pub(super) item: String,
    pub(super) seen: Seen,
    /// How many things are in it, and how many of them were seen but once.
    pub(super) things: u64,
    pub(super) once: u64,
}

impl Seen {
    pub(super) fn add(&mut self, told: &Told, by: u8, calls: u64) {
        self.entries.insert(by);
        if self.calls == 0 {
            let name = told.full.as_ref().or(told.sub.as_ref());
            self.name = name.filter(|name| !name.ends_with("unknown")).cloned();
        }
        self.calls = self.calls.saturating_add(calls);
        self.is_opaque |= told.class == Class::Opaque;
        self.is_unknown |= told.class == Class::Unknown && !told.is_classed;
        if is_unread(told) || told.unknown_part.is_some() {
            self.unread = self.unread.saturating_add(calls);
        }
    }

    fn join(&mut self, other: &Self) {
        self.calls = self.calls.saturating_add(other.calls);
        self.entries.extend(&other.entries);
        self.is_opaque |= other.is_opaque;
        self.is_unknown |= other.is_unknown;
        self.unread = self.unread.saturating_add(other.unread);
        if self.name != other.name {
            self.name = None;
        }
    }
}

/// Whether the argument would have told a sub-command and was not read, or not of its form.
fn is_unread(told: &Told) -> bool {
    let is_unread = matches!(told.state, argument::UNREADABLE | argument::MALFORMED);
    is_unread && told.argument.is_some_and(bears_class)
}

/// The whole command.
fn whole(told: &Told) -> Allowed {
    match told.command {
        Some(command) if told.unknown_part.is_none() => Allowed::Name(command.name.to_owned()),
        _ => Allowed::Number(told.number),
    }
}

/// What allows a call as exactly as is asked for.
fn own(told: &Told, call: &Call, by: By) -> Allowed {
    let (Some(argument), Some(command)) = (told.argument, told.command) else {
        return by_class(told, by).unwrap_or_else(|| whole(told));
    };
    let bears = bears_class(argument);
    if bears && told.is_undecoded() {
        return whole(told);
    }
    if let Some(class) = by_class(told, by) {
        return class;
    }
    // How a file is opened or mapped is no sub-command of its own.
    let is_access =
        [entry::OPEN, entry::RECEIVE, entry::MMAP, entry::MPROTECT].contains(&call.entry);
    let Some(code) = told.sub_code.filter(|_| bears && !is_access) else {
        return whole(told);
    };
    let names = argument.applying(call.second);
    // A name that codes share says more than what was seen, and a code without one nothing.
    let is_said = |named: &SubCommand| named.source.is_some() && !(by == By::Exact && named.shared);
    let detail = names.and_then(|names| names.detail(code));
    if let (Some(detail), true) = (detail, by != By::Sub) {
        // Of a code without a name, what its details are called is no name, either.
        let has_name = names.is_some_and(|names| names.name(code).source.is_some());
        return match &told.full {
            Some(full) if has_name && is_said(&detail.values.name(call.detail)) => {
                Allowed::Name(full.clone())
            }
            _ => Allowed::Codes(command.name, code, Some(call.detail)),
        };
    }
    match &told.sub {
        Some(sub) if names.is_some_and(|names| is_said(&names.name(code))) => {
            Allowed::Name(sub.clone())
        }
        _ => Allowed::Codes(command.name, code, None),
    }
}

/// The class, where that is asked for and says anything.
fn by_class(told: &Told, by: By) -> Option<Allowed> {
    let is_open = told.class == Class::Opaque || told.class == Class::Unknown;
    let says = by == By::Class && !is_open && told.unknown_part.is_none();
    says.then(|| Allowed::Name(format!("class:{}", told.class.name())))
}

/// What is needed to allow a call.
pub(super) fn need(told: &Told, call: &Call, by: By) -> Need {
    let own = own(told, call, by);
    let mut ways = ways(told);
    let at = ways.iter().position(|(_, way)| *way == own);
    let rank = at.map_or(0, |at| ways[at].0);
    ways.truncate(at.unwrap_or(0));
    Need {
        rank,
        own,
        broader: ways.into_iter().map(|(_, way)| way).collect(),
    }
}

/// What is to be named, so that all that is needed is allowed: nothing where something broader is.
pub(super) fn named(needs: BTreeSet<Need>) -> BTreeSet<Allowed> {
    let mut named = BTreeSet::new();
    // Whatever is broader was decided before.
    for need in needs {
        if !need.broader.iter().any(|way| named.contains(way)) {
            named.insert(need.own);
        }
    }
    named
}

/// Every way to allow a call by how exact it is, the broadest first.
pub(super) fn ways(told: &Told) -> Vec<(usize, Allowed)> {
    let mut ways = vec![(0, Allowed::Number(told.number))];
    if told.unknown_part.is_some() {
        return ways;
    }
    let name = |name: &String| Allowed::Name(name.clone());
    ways.push((1, Allowed::Name(simulate::command(told))));
    if let (Some(command), Some(code)) = (told.command, told.sub_code) {
        ways.push((2, Allowed::Codes(command.name, code, None)));
        ways.extend(told.sub.as_ref().map(|sub| (3, name(sub))));
        let detail = told.detail_code;
        ways.extend(detail.map(|_| (4, Allowed::Codes(command.name, code, detail))));
        ways.extend(told.full.as_ref().map(|full| (5, name(full))));
    }
    if !(told.is_undecoded() && told.argument.is_some_and(bears_class)) {
        ways.push((6, Allowed::Name(format!("class:{}", told.class.name()))));
    }
    ways
}

/// What is written in allowed things' places: those without a command first.
pub(super) fn lines(allowed: &BTreeMap<Allowed, Seen>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<(&Allowed, u32)> = None;
    for (thing, seen) in allowed {
        let once = u64::from(seen.calls == 1);
        // The first of what it goes on from, and the last code of that.
        if let (Some((first, code)), Some(line)) = (last, lines.last_mut())
            && let Some(next) = code.checked_add(1)
            && let Some(text) = range(first, thing, next)
        {
            line.item = text;
            line.seen.join(seen);
            line.things = line.things.saturating_add(1);
            line.once = line.once.saturating_add(once);
            last = Some((first, next));
            continue;
        }
        let (command, item) = one(thing);
        lines.push(Line {
            command,
            item,
            seen: seen.clone(),
            things: 1,
            once,
        });
        last = match thing {
            Allowed::Name(_) => None,
            Allowed::Number(code)
            | Allowed::Codes(_, code, None)
            | Allowed::Codes(_, _, Some(code)) => Some((thing, *code)),
        };
    }
    lines
}

fn one(thing: &Allowed) -> (Option<&'static str>, String) {
    match thing {
        Allowed::Name(name) => (None, name.clone()),
        Allowed::Number(number) => (None, format!("command:{number:#x}")),
        Allowed::Codes(command, sub, None) => (Some(command), format!("sub:{sub:#04x}")),
        Allowed::Codes(command, sub, Some(detail)) => {
            (Some(command), format!("sub:{sub:#04x}/{detail:#04x}"))
        }
    }
}

/// Everything from the first to this one, which is the next; None where it is not.
fn range(first: &Allowed, thing: &Allowed, next: u32) -> Option<String> {
    match (first, thing) {
        (Allowed::Number(first), Allowed::Number(number)) if *number == next => {
            Some(format!("command:{first:#x}-{number:#x}"))
        }
        (Allowed::Codes(of, first, None), Allowed::Codes(command, sub, None))
            if of == command && *sub == next =>
        {
            Some(format!("sub:{first:#04x}-{sub:#04x}"))
        }
        (Allowed::Codes(of, under, Some(first)), Allowed::Codes(command, sub, Some(detail)))
            if of == command && under == sub && *detail == next =>
        {
            Some(format!("sub:{sub:#04x}/{first:#04x}-{detail:#04x}"))
        }
        _ => None,
    }
}
