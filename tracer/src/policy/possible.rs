//! The calls that there can be: one for each name that the families' tables have, and one between all
//! numbers at which rules begin and end.

use std::collections::BTreeSet;

use tracer_common::{
    count::{UNKNOWN_PART, argument, entry},
    policy::Call,
};

use super::{
    Rule,
    compile::calls::call,
    facts::{self, Device, Told},
    rule::Item,
    simulate,
};
use crate::families::{self, Argument, Command, Entry, SubCommands, generic};

/// A call with what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Possible {
    /// The command's name; empty where it has none.
    pub command: &'static str,
    /// The most exact name of what it says.
    pub name: String,
    /// The call.
    pub call: Call,
}

/// Where what rules say of numbers begins, and what is behind it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edges {
    numbers: BTreeSet<u32>,
    subs: BTreeSet<u32>,
    details: BTreeSet<u32>,
    amounts: BTreeSet<u64>,
}

impl Edges {
    /// Those of rules.
    pub fn of<'a>(rules: impl IntoIterator<Item = &'a Rule>) -> Self {
        let mut edges = Self::default();
        for call in rules.into_iter().map(|rule| &rule.call) {
            for item in call.commands.iter().flatten().chain(&call.items) {
                match item {
                    Item::Numbers(first, last) => between(&mut edges.numbers, *first, *last),
                    Item::Codes(sub, detail) => {
                        between(&mut edges.subs, sub.0, sub.1);
                        if let Some((first, last)) = detail {
                            between(&mut edges.details, *first, *last);
                        }
                    }
                    Item::All | Item::Named(_) | Item::Class(_) => {}
                }
            }
            if let Some((least, most)) = call.amount {
                edges.amounts.insert(least);
                edges.amounts.extend(most.checked_add(1));
            }
        }
        edges
    }
}

/// A number of what is before a range, one in it, and one behind it.
fn between(edges: &mut BTreeSet<u32>, first: u32, last: u32) {
    edges.extend(first.checked_sub(1));
    edges.extend([first, last]);
    edges.extend(last.checked_add(1));
}

/// Every call of a device's kind that rules can tell from others: those of [`possible`], and those by
/// numbers, codes and amounts.
pub fn told_apart(device: &Device, edges: &Edges) -> Vec<Possible> {
    let mut all = possible(device);
    let entry = families::kind(device.kind);
    let mut add = |command: &'static str, call: Call| {
        let told = Told::of(entry, device.driver(), &call);
        let name = simulate::name(&told);
        all.push(Possible {
            command,
            name,
            call,
        });
    };
    let named: Vec<(&'static Command, u8, u32)> = entry.map_or_else(Vec::new, |entry| {
        let named = possible(device).into_iter().map(|possible| {
            let Call {
                entry: by, command, ..
            } = possible.call;
            (entry.kind.called(device.driver(), by, command), by, command)
        });
        let mut named: Vec<_> = named
            .filter_map(|(command, by, number)| Some((command?, by, number)))
            .collect();
        named.dedup_by_key(|(_, by, number)| (*by, *number));
        named
    });
    for (command, by, number) in named {
        if let Some(argument) = command.argument(by) {
            for call in by_codes(argument, &call(by, number), edges) {
                add(command.name, call);
            }
        }
    }
    for by in entry::ALL {
        for number in unnamed(entry, device.driver(), by, &edges.numbers) {
            let call = call(by, number);
            let known = entry.and_then(|entry| entry.kind.called(device.driver(), by, number));
            match known.and_then(|known| known.argument(by)) {
                Some(argument) => {
                    for call in by_codes(argument, &call, edges) {
                        add("", call);
                    }
                }
                None => add("", call),
            }
        }
        if facts::uses_a_part(by) {
            add("", call(by, UNKNOWN_PART));
        }
    }
    all
}

/// Numbers that no table names: one between each two at which rules change, where there is one.
fn unnamed(
    entry: Option<Entry>,
    driver: Option<&str>,
    by: u8,
    edges: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let is_named = |number: u32| {
        let known = entry.and_then(|entry| entry.kind.called(driver, by, number));
        known.is_some_and(|known| known.number != generic::ANY)
    };
    let is_whole = |number: u32| facts::masked(entry, by, number) == number;
    // What opens and receives has no other number.
    let has_numbers = ![entry::OPEN, entry::RECEIVE].contains(&by);
    let own = edges.iter().copied().filter(|_| has_numbers);
    let starts: Vec<u32> = own.chain([0]).collect();
    let first = |start: u32| {
        let end = edges.range(start.saturating_add(1)..).next().copied();
        (start..end.unwrap_or(u32::MAX)).find(|number| !is_named(*number))
    };
    let found = starts.into_iter().filter_map(first);
    found.filter(|number| is_whole(*number)).collect()
}

/// Calls of a command by the codes at which its names and rules begin and end, with each amount that
/// rules tell apart.
fn by_codes(argument: &'static Argument, call: &Call, edges: &Edges) -> Vec<Call> {
    let decoded = Call {
        argument: argument::DECODED,
        ..*call
    };
    let mut amounts = BTreeSet::from([0]);
    if argument.has_amount() {
        amounts.extend(&edges.amounts);
    }
    let mut all = Vec::new();
    for second in seconds(argument) {
        let names = argument.applying(second);
        for sub in codes(names, argument, &edges.subs) {
            let detail = names.and_then(|names| names.detail(sub));
            let details = detail.map_or_else(
                || BTreeSet::from([0]),
                |detail| {
                    let mut all = edges.details.clone();
                    all.insert(0);
                    for meaning in detail.values.meanings() {
                        between(&mut all, *meaning.codes.start(), *meaning.codes.end());
                    }
                    all
                },
            );
            for detail in details {
                all.extend(amounts.iter().map(|amount| Call {
                    second,
                    sub,
                    detail,
                    amount: *amount,
                    ..decoded
                }));
            }
        }
    }
    all.push(*call);
    all.push(Call {
        argument: argument::UNREADABLE,
        ..*call
    });
    all
}

/// A second field for each of an argument's names that hold by it, and one for which none do.
fn seconds(argument: &Argument) -> Vec<u32> {
    let whens = argument.sub.iter().filter_map(|names| names.when);
    let whens = whens.flat_map(|when| [when.value, when.value | !when.mask]);
    let mut seen: Vec<Option<&'static SubCommands>> = Vec::new();
    let mut is_new = |second: &u32| {
        let names = argument.applying(*second);
        let known = |own: &Option<&SubCommands>| match (own, names) {
            (Some(own), Some(names)) => std::ptr::eq(*own, names),
            (own, names) => own.is_none() && names.is_none(),
        };
        let is_new = !seen.iter().any(known);
        if is_new {
            seen.push(names);
        }
        is_new
    };
    let all = [0].into_iter().chain(whens).chain(1..=64).chain([u32::MAX]);
    all.filter(|second| is_new(second)).collect()
}

/// Codes of sub-commands at which names and rules begin and end.
fn codes(
    names: Option<&'static SubCommands>,
    argument: &Argument,
    edges: &BTreeSet<u32>,
) -> BTreeSet<u32> {
    let mut codes = BTreeSet::from([0]);
    if argument.spec.sub.bits == 0 {
        return codes;
    }
    codes.extend(edges);
    if let Some(names) = names {
        for meaning in names.meanings() {
            between(&mut codes, *meaning.codes.start(), *meaning.codes.end());
        }
        codes.extend(names.details.iter().map(|detail| detail.sub));
    }
    codes
}

/// The second field for which an argument's names hold.
fn second(when: Option<families::When>) -> u32 {
    when.map_or(0, |when| when.value)
}

/// Every call of a device's kind that has a name, and for each command that has an argument one that
/// cannot be read.
pub fn possible(device: &Device) -> Vec<Possible> {
    let Some(entry) = families::kind(device.kind) else {
        return Vec::new();
    };
    let own = entry.kind.by_driver.iter();
    let own = own.filter(|(driver, _)| device.driver().is_none_or(|known| known == *driver));
    let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
    let mut all = Vec::new();
    for command in own.chain(entry.kind.all_commands()).chain(generic::CALLS) {
        for by in command.entries.iter() {
            let number = match command.number {
                generic::ANY => 0,
                number => facts::masked(Some(entry), by, number),
            };
            // What a command hides is no call of its own.
            let called = entry.kind.called(device.driver(), by, number);
            if called.is_some_and(|called| called.name != command.name) {
                continue;
            }
            for call in calls(command, by, number) {
                let told = Told::of(Some(entry), device.driver(), &call);
                all.push(Possible {
                    command: command.name,
                    name: simulate::name(&told),
                    call,
                });
            }
        }
    }
    all
}

fn calls(command: &'static Command, by: u8, number: u32) -> Vec<Call> {
    let plain = call(by, number);
    let Some(argument) = command.argument(by) else {
        return vec![plain];
    };
    let decoded = Call {
        argument: argument::DECODED,
        ..plain
    };
    let mut all = Vec::new();
    for names in argument.sub {
        let second = second(names.when);
        for meaning in names.meanings() {
            let sub = *meaning.codes.start();
            let call = Call {
                second,
                sub,
                ..decoded
            };
            match names.detail(sub) {
                Some(detail) => all.extend(detail.values.meanings().map(|value| Call {
                    detail: *value.codes.start(),
                    ..call
                })),
                None => all.push(call),
            }
        }
    }
    if all.is_empty() {
        all.push(decoded);
    }
    all.push(Call {
        argument: argument::UNREADABLE,
        ..plain
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::{nvme, policy};

    #[test]
    fn what_opens_has_no_number() {
        let policy =
            policy("[[rule]]\ndevice = { family = 'nvme' }\ndeny = 'command:0x4e50-0x4e60'\n");
        let all = told_apart(&nvme(), &Edges::of(&policy.rules));
        let by = |by: u8| {
            let own = all.iter().filter(move |one| one.call.entry == by);
            own.map(|one| one.call.command).collect::<BTreeSet<u32>>()
        };
        assert_eq!(by(entry::OPEN), BTreeSet::from([0]));
        assert!(by(entry::IOCTL).is_superset(&BTreeSet::from([0x4e4f, 0x4e50, 0x4e61])));
    }
}
