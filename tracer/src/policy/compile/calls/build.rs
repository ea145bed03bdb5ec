//! What the tree of a kind's calls is built for: devices, rules, and what is asked of a command's argument.

use std::collections::BTreeSet;

use tracer_common::policy::{CHECKED_AGAIN, Call};

use crate::{
    families::{
        Argument, Class, Command, Entry, SubCommands,
        copied::{Copied, Lockdown, Unasked},
    },
    policy::{
        evaluate,
        facts::Told,
        rule::{Item, Reason, Rule},
    },
};

/// What it takes to ask rules about a call: each of their items may be asked.
pub(super) fn weight(rules: &[(usize, &Rule)]) -> usize {
    let items = rules.iter().map(|(_, rule)| rule.call.items.len().max(1));
    items.sum()
}

/// Which devices a tree is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::policy::compile) struct TreeKey {
    /// The kind; 0 where it is not known.
    pub(in crate::policy::compile) kind: u16,
    /// The driver whose own commands count.
    pub(in crate::policy::compile) driver: Option<&'static str>,
    /// Why the driver is not known, where it matters.
    pub(in crate::policy::compile) unknown: Option<Reason>,
}

/// What the decision by an argument depends on, beside the argument.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ArgumentKey {
    /// For each driver, the argument's tables, and how open the command itself is.
    arguments: Vec<(Option<Looked>, Option<Class>)>,
    /// Selectors that may be about the command, each with whether it names the command itself.
    selectors: Vec<(usize, bool)>,
    unknown: Option<Reason>,
    /// Of which kind it is a part that is not known: rules about any of its parts may be about that.
    unknown_part: Option<u16>,
    /// Whether strict rules refuse what they would allow.
    rests_on_memory: bool,
    /// What a driver's copy says, by its address.
    copied: Option<usize>,
    /// Of which forms the kernel asks, by its address.
    lockdown: Option<usize>,
}

/// What is looked at of an argument: its tables by their address, whether it has sub-commands, and amounts.
type Looked = ((usize, usize), bool, bool);

/// What a tree is built for.
pub(super) struct Build<'a> {
    pub(super) entry: Option<Entry>,
    pub(super) drivers: Vec<Option<&'static str>>,
    pub(super) unknown: Option<Reason>,
    /// Distinct selectors that matter here, with their numbers and a rule that has each.
    pub(super) rules: Vec<(usize, &'a Rule)>,
    /// What it takes to ask all of them about a call.
    pub(super) weight: usize,
    pub(super) kind: u16,
    /// The command of each driver, once one is looked at.
    pub(super) commands: Option<Vec<Option<&'static Command>>>,
}

impl Build<'_> {
    pub(super) fn told(&self, call: &Call) -> Vec<Told> {
        if let Some(commands) = &self.commands {
            let commands = commands.iter();
            return commands
                .map(|command| Told::with(self.entry, *command, call))
                .collect();
        }
        let drivers = self.drivers.iter();
        drivers
            .map(|driver| Told::of(self.entry, *driver, call))
            .collect()
    }

    pub(super) fn key(&self, told: &[Told]) -> ArgumentKey {
        let by_amount = self
            .rules
            .iter()
            .any(|(_, rule)| rule.call.amount.is_some());
        let strict = self.rules.iter().any(|(_, rule)| rule.strict);
        let arguments = told.iter().map(|told| {
            let argument = told.argument.map(|argument| {
                let names = (argument.sub.as_ptr().addr(), argument.sub.len());
                let has_amount = by_amount && argument.has_amount();
                (names, argument.spec.sub.bits > 0, has_amount)
            });
            (argument, told.command.map(|command| command.class))
        });
        let names = |rule: &Rule| {
            let mut items = rule.call.items.iter();
            items.any(|item| told.iter().any(|told| evaluate::is_command(item, told)))
        };
        ArgumentKey {
            arguments: arguments.collect(),
            selectors: self
                .rules
                .iter()
                .map(|(at, rule)| (*at, names(rule)))
                .collect(),
            unknown: self.unknown,
            unknown_part: told
                .iter()
                .find_map(|told| told.unknown_part)
                .map(|kind| kind.id),
            rests_on_memory: strict && told.iter().any(Told::rests_on_memory),
            copied: self
                .copied()
                .map(|copied| std::ptr::from_ref(copied).addr()),
            lockdown: self
                .lockdown()
                .map(|lockdown| std::ptr::from_ref(lockdown).addr()),
        }
    }

    /// What the driver's copy of a command says. What drivers have for themselves is not looked at.
    pub(super) fn copied(&self) -> Option<&'static Copied> {
        let Some([Some(command)]) = self.commands.as_deref() else {
            return None;
        };
        self.entry?.kind.copied(command)
    }

    /// Of which of its forms the kernel asks whether it is locked down.
    pub(super) fn lockdown(&self) -> Option<&'static Lockdown> {
        let Some([Some(command)]) = self.commands.as_deref() else {
            return None;
        };
        let lockdown = self.entry?.kind.lockdown;
        lockdown.filter(|lockdown| lockdown.command == command.number)
    }

    /// The flag of a call's leaf: whether the driver asks about what says the same.
    pub(super) fn check(&self, call: &Call, detail: Option<u32>) -> u32 {
        let is_asked = |copied: &Copied| {
            // What the copy does not say is 0 there.
            let is_said = copied.spec.second.bits > 0 || call.second == 0;
            is_said && copied.is_asked(call.sub, detail)
        };
        match self.copied().is_some_and(is_asked) {
            true => CHECKED_AGAIN,
            false => 0,
        }
    }

    pub(super) fn applying(&self, call: &Call) -> impl Iterator<Item = &'static SubCommands> {
        let commands = self.commands.iter().flatten().copied().flatten();
        let arguments = commands.filter_map(|command| command.argument(call.entry));
        arguments.filter_map(|argument| argument.applying(call.second))
    }

    pub(super) fn unasked(&self) -> impl Iterator<Item = &'static Unasked> + use<> {
        let copied = self.copied().into_iter();
        copied.flat_map(|copied| copied.unasked)
    }

    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.rules.iter().flat_map(|(_, rule)| &rule.call.items)
    }
}

/// Where segments begin.
pub(super) struct Edges(pub(super) BTreeSet<u32>);

impl Default for Edges {
    fn default() -> Self {
        Self(BTreeSet::from([0]))
    }
}

impl Edges {
    pub(super) fn add(&mut self, first: u32, last: u32) {
        self.0.insert(first);
        self.0.extend(last.checked_add(1));
    }
}

/// The conditions on the second field, those of one mask that follow each other together.
pub(super) fn whens(arguments: &[&'static Argument]) -> Vec<(u32, Vec<u32>)> {
    let mut all: Vec<(u32, Vec<u32>)> = Vec::new();
    for argument in arguments {
        for when in argument.sub.iter().filter_map(|sub| sub.when) {
            match all.last_mut() {
                Some((mask, values)) if *mask == when.mask => {
                    if !values.contains(&when.value) {
                        values.push(when.value);
                    }
                }
                _ => all.push((when.mask, vec![when.value])),
            }
        }
    }
    all
}

/// A second field for which one condition holds and others do not.
pub(super) fn find(required: Option<(u32, u32)>, not: &[(u32, u32)]) -> Option<u32> {
    let fill = |at: u32| [at, at << 8, at << 12, at << 16, at << 24, !at];
    let most = u32::try_from(not.len())
        .unwrap_or(u32::MAX)
        .saturating_add(2);
    let candidates = (0..=most).flat_map(fill);
    let mut fitting = candidates.map(|candidate| match required {
        Some((mask, value)) => value & mask | candidate & !mask,
        None => candidate,
    });
    fitting.find(|second| not.iter().all(|(mask, value)| second & mask != *value))
}
