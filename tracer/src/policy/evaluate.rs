//! The meaning of a policy: rules in their order, the first that applies decides. What is compiled must
//! decide the same; a test holds that.

use tracer_common::{count::argument, policy::Call};

use super::{
    Policy,
    facts::{Device, Place, Subject, Told, bears_class, names},
    glob::{Glob, Pattern},
    rule::{
        CallSelector, DeviceSelector, Effect, Item, Match, Ranges, Reason, Rule, SubjectSelector,
        Unknown, action,
    },
};
use crate::{
    families::{self, Class, Entry},
    model::cgroup,
};

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Index of the rule that decided; None where none did.
    pub rule: Option<usize>,
    /// What happens.
    pub effect: Effect,
    /// What was not known, and made the rule apply all the same.
    pub unknown: Unknown,
    /// Whether it was refused only because the rule is strict.
    pub strict: bool,
}

/// What a rule makes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applied {
    /// What was not known.
    pub unknown: Unknown,
    /// Whether a strict rule refuses what it would have allowed, or what might become what it refuses.
    pub strict: bool,
}

/// Decides a call by walking through the rules.
pub fn evaluate(policy: &Policy, subject: &Subject, device: &Device, call: &Call) -> Decision {
    for (index, rule) in policy.rules.iter().enumerate() {
        if let Some(applied) = apply(rule, subject, device, call) {
            return Decision {
                rule: Some(index),
                effect: effect(rule, applied),
                unknown: applied.unknown,
                strict: applied.strict,
            };
        }
    }
    Decision {
        rule: None,
        effect: policy.default,
        unknown: Unknown::NONE,
        strict: false,
    }
}

/// What a rule that applies does.
pub fn effect(rule: &Rule, applied: Applied) -> Effect {
    if applied.strict && !rule.effect.refuses() {
        return Effect {
            action: action::DENY,
            ..rule.effect
        };
    }
    rule.effect
}

/// Whether a rule applies to a call.
pub fn apply(rule: &Rule, subject: &Subject, device: &Device, call: &Call) -> Option<Applied> {
    let who = of_subject(&rule.subject, subject).and(of_device(&rule.device, device));
    if !who.applies(rule.applies) {
        return None;
    }
    let (Match::Yes(mut unknown), Some(mut applied)) = (who, of_call(rule, device, call)) else {
        return None;
    };
    unknown = unknown.and(applied.unknown);
    applied.unknown = unknown;
    Some(applied)
}

/// Whether a subject is meant.
pub fn of_subject(selector: &SubjectSelector, subject: &Subject) -> Match {
    let reason = match subject.place {
        Place::NoRoom => Reason::Full,
        _ => Reason::Subject,
    };
    let is_known = subject.place == Place::Known;
    let unknown = Match::maybe(reason);
    let path = |globs: &Option<Vec<Glob>>, path: &Option<String>| match (globs, path) {
        (None, _) => Match::CERTAIN,
        (Some(globs), Some(path)) if is_known => {
            Match::certain(!path.is_empty() && globs.iter().any(|glob| glob.matches(path)))
        }
        _ => unknown,
    };
    let id = |ranges: &Option<Ranges>, id: Option<u32>| match (ranges, id) {
        (None, _) => Match::CERTAIN,
        (Some(ranges), Some(id)) if is_known => {
            Match::certain(ranges.iter().any(|range| Item::range(*range).contains(&id)))
        }
        _ => unknown,
    };
    let of_cgroup = |wanted: bool, holds: &dyn Fn(&str) -> bool| match (wanted, &subject.cgroup) {
        (false, _) => Match::CERTAIN,
        (true, Some(path)) if is_known => Match::certain(holds(path)),
        _ => unknown,
    };
    let unit = of_cgroup(selector.unit.is_some(), &|path| {
        let unit = cgroup::unit(path);
        unit.is_some_and(|unit| any(selector.unit.as_deref(), unit))
    });
    let container = of_cgroup(selector.container.is_some(), &|path| {
        let container = cgroup::container(path);
        container.is_some_and(|container| any(selector.container.as_deref(), &container.id))
    });
    path(&selector.exe, &subject.exe)
        .and(path(&selector.parent, &subject.parent))
        .and(path(&selector.cgroup, &subject.cgroup))
        .and(unit)
        .and(container)
        .and(id(&selector.uid, subject.uid))
        .and(id(&selector.gid, subject.gid))
}

fn any(patterns: Option<&[Pattern]>, name: &str) -> bool {
    patterns.is_none_or(|patterns| patterns.iter().any(|pattern| pattern.matches(name)))
}

/// Whether a device is meant.
pub fn of_device(selector: &DeviceSelector, device: &Device) -> Match {
    let reason = match device.place {
        Place::NoRoom => Reason::Full,
        _ => Reason::Device,
    };
    let kind = match &selector.kinds {
        Some(_) if device.kind == 0 => Match::maybe(reason),
        Some(kinds) => Match::certain(kinds.contains(&device.kind)),
        None => Match::CERTAIN,
    };
    if selector.is_by_kind() {
        return kind;
    }
    if device.place != Place::Known {
        return kind.and(Match::maybe(reason));
    }
    let one = |patterns: &Option<Vec<Pattern>>, names: &[Option<&str>]| {
        patterns.as_deref().is_none_or(|patterns| {
            let mut names = names.iter().flatten();
            names.any(|name| any(Some(patterns), name))
        })
    };
    let bus = device.bus.as_deref();
    let address = bus.map(|bus| bus.rsplit(' ').next().unwrap_or(bus));
    let node = selector.node.as_deref().is_none_or(|globs| {
        let node = device.node.as_deref();
        node.is_some_and(|node| globs.iter().any(|glob| glob.matches(node)))
    });
    kind.and(Match::certain(
        one(&selector.driver, &[device.driver()])
            && one(
                &selector.name,
                &[device.name.as_deref(), device.alias.as_deref()],
            )
            && one(&selector.bus, &[bus, address])
            && one(&selector.ids, &[device.ids.as_deref()])
            && node,
    ))
}

/// Whether a rule applies to a call whose subject and device are meant.
pub fn of_call(rule: &Rule, device: &Device, call: &Call) -> Option<Applied> {
    let entry = families::kind(device.kind);
    // What drivers have for themselves is told by the driver.
    let drivers = entry.map_or(&[][..], |entry| entry.kind.by_driver);
    if device.place == Place::Known || drivers.is_empty() {
        return told(rule, &Told::of(entry, device.driver(), call), call);
    }
    let reason = match device.place {
        Place::NoRoom => Reason::Full,
        _ => Reason::Device,
    };
    let all = drivers
        .iter()
        .map(|(driver, _)| Some(*driver))
        .chain([None]);
    several(
        rule,
        all.map(|driver| told(rule, &Told::of(entry, driver, call), call)),
        reason,
    )
}

/// What a rule makes of a call that may be any of several.
pub(super) fn several(
    rule: &Rule,
    all: impl IntoIterator<Item = Option<Applied>>,
    reason: Reason,
) -> Option<Applied> {
    let mut all = all.into_iter();
    let first = all.next().flatten();
    let Some(other) = all.find(|other| other.is_some() != first.is_some()) else {
        return first;
    };
    let reason = Unknown::of(reason);
    let mut applied = first.or(other)?;
    applied.unknown = applied.unknown.and(reason);
    rule.applies.has(reason).then_some(applied)
}

/// Whether a rule applies to a call with names.
pub(super) fn told(rule: &Rule, told: &Told, call: &Call) -> Option<Applied> {
    let matches = selects(&rule.call, told, call, false);
    let applied = |unknown, strict| Some(Applied { unknown, strict });
    if rule.strict && told.rests_on_memory() {
        // What the argument may have become when the driver reads it.
        let mut any = told.clone();
        any.state = argument::UNREADABLE;
        let any = selects(&rule.call, &any, call, true);
        if rule.effect.refuses() {
            return match any {
                Match::No => None,
                Match::Yes(_) => match matches {
                    Match::Yes(unknown) if rule.applies.has(unknown) => applied(unknown, false),
                    _ => applied(Unknown::NONE, true),
                },
            };
        }
        return match matches {
            Match::Yes(unknown) if rule.applies.has(unknown) => {
                applied(unknown, any != Match::CERTAIN)
            }
            _ => None,
        };
    }
    match matches {
        Match::Yes(unknown) if rule.applies.has(unknown) => applied(unknown, false),
        _ => None,
    }
}

/// Whether calls are meant. With `probe` it is asked of all that the argument may say: what it does say
/// now does not count.
fn selects(selector: &CallSelector, told: &Told, call: &Call, probe: bool) -> Match {
    if !selector.entries.contains(&call.entry) {
        return Match::No;
    }
    let commands = selector
        .commands
        .as_deref()
        .map_or(Match::CERTAIN, |commands| {
            let commands = commands.iter();
            Match::any(commands.map(|item| match told.unknown_part {
                Some(kind) if !is_command(item, told) => of_unknown_part(item, kind, call.entry),
                _ => Match::certain(is_command(item, told)),
            }))
        });
    if commands == Match::No {
        return Match::No;
    }
    let amount = match selector.amount {
        None => Match::CERTAIN,
        Some(_) if told.unknown_part.is_some() => Match::maybe(Reason::Argument),
        Some((least, most)) => match told.argument {
            Some(argument) if argument.has_amount() => match told.amount {
                Some(amount) if !probe && !told.is_undecoded() => {
                    Match::certain((least..=most).contains(&amount))
                }
                _ => Match::maybe(Reason::Argument),
            },
            _ => Match::No,
        },
    };
    let items = selector.items.iter();
    commands
        .and(amount)
        .and(Match::any(items.map(|item| match told.unknown_part {
            Some(kind) if !is_command(item, told) => of_unknown_part(item, kind, call.entry),
            _ => of_item(item, told, probe),
        })))
}

/// Whether an item may be about a use of a part that is not known: one that names a part may.
fn of_unknown_part(item: &Item, kind: Entry, by: u8) -> Match {
    let Item::Named(name) = item else {
        return Match::maybe(Reason::Argument);
    };
    let mut parts = kind
        .kind
        .all_commands()
        .filter(|command| command.entries.has(by));
    let names_one = parts.any(|command| {
        let argument = command.argument(by);
        name.matches(command.name)
            || argument.is_some_and(|argument| names(argument).iter().any(|own| name.matches(own)))
    });
    match names_one {
        true => Match::maybe(Reason::Argument),
        false => Match::No,
    }
}

/// Whether an item names a call's command.
pub(super) fn is_command(item: &Item, told: &Told) -> bool {
    match item {
        Item::All => true,
        Item::Numbers(first, last) => (*first..=*last).contains(&told.number),
        Item::Named(name) => told
            .command
            .is_some_and(|command| name.matches(command.name)),
        Item::Codes(..) | Item::Class(_) => false,
    }
}

/// Whether a rule may be about a call, whatever its argument says.
pub(super) fn may_be_about(rule: &Rule, told: &Told, call: &Call) -> bool {
    let mut any = told.clone();
    any.state = argument::UNREADABLE;
    selects(&rule.call, told, call, false) != Match::No
        || told.argument.is_some() && selects(&rule.call, &any, call, true) != Match::No
}

fn of_item(item: &Item, told: &Told, probe: bool) -> Match {
    if is_command(item, told) {
        return Match::CERTAIN;
    }
    let undecoded = told.argument.filter(|_| told.is_undecoded());
    match item {
        Item::All | Item::Numbers(..) => Match::No,
        Item::Named(name) => {
            if let Some(argument) = undecoded {
                return match names(argument).iter().any(|own| name.matches(own)) {
                    true => Match::maybe(Reason::Argument),
                    false => Match::No,
                };
            }
            let names = [&told.sub, &told.full];
            let mut names = names.into_iter().flatten();
            Match::certain(names.any(|own| name.matches(own)))
        }
        Item::Codes(sub, detail) => match undecoded {
            Some(argument) if argument.spec.sub.bits > 0 => Match::maybe(Reason::Argument),
            _ => Match::certain(
                told.sub_code
                    .is_some_and(|code| Item::range(*sub).contains(&code))
                    && detail.is_none_or(|detail| {
                        let code = told.detail_code;
                        code.is_some_and(|code| Item::range(detail).contains(&code))
                    }),
            ),
        },
        Item::Class(class) => match undecoded {
            Some(argument) if bears_class(argument) => match *class == Class::Unknown && !probe {
                true => Match::CERTAIN,
                false => Match::maybe(Reason::Argument),
            },
            _ if told.class == *class => Match::CERTAIN,
            _ if !told.is_classed => Match::maybe(Reason::Command),
            _ => Match::No,
        },
    }
}
