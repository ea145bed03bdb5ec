//! From traffic to the smallest policy that lets it pass.

mod allowed;
#[cfg(test)]
mod tests;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use allowed::{Allowed, Need, Seen};

use super::{
    facts::{Place, Told},
    glob::{Glob, Pattern},
    traffic::Observed,
};
use crate::{families, model::cgroup};

/// How far to generalise what was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// What tells commands of one sub-command apart, too; codes where a name has several.
    Exact,
    /// Sub-commands by their names, which may be those of ranges.
    Sub,
    /// Classes; what is opaque or not known by its most exact name all the same.
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

/// Whom a rule is about, in the order of the rules. Each is written as a pattern that matches it alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Unit(String),
    Container(String),
    Exe(String),
    /// Kernel threads of a user: they have no executable, and which of them it was has no name.
    Kernel(u32),
}

/// What a rule is about: who, and a family.
type About = (Who, &'static str);

/// What a rule allows.
type Rule = BTreeMap<Allowed, Seen>;

/// Makes a policy of traffic. That which it lets pass makes the same policy: each call is counted at the
/// broadest thing that allows it, and nothing is named for the sake of a call that something broader allows.
pub fn learn(traffic: &[Observed], by: By, over: Over) -> Learned {
    let mut needed: BTreeMap<About, BTreeSet<Need>> = BTreeMap::new();
    let mut learned = Learned::default();
    for observed in traffic {
        match about(observed, over) {
            Some(about) => {
                let need = allowed::need(&told(observed), &observed.call, by);
                needed.entry(about).or_default().insert(need);
            }
            None => learned.left_out = learned.left_out.saturating_add(observed.calls),
        }
    }
    let named: BTreeMap<About, BTreeSet<Allowed>> = needed
        .into_iter()
        .map(|(about, needs)| (about, allowed::named(needs)))
        .collect();
    let mut rules: BTreeMap<About, Rule> = BTreeMap::new();
    for observed in traffic {
        let Some(about) = about(observed, over) else {
            continue;
        };
        let told = told(observed);
        let need = allowed::need(&told, &observed.call, by);
        let named = named.get(&about);
        let is_named = |way: &Allowed| named.is_some_and(|named| named.contains(way));
        let at = need.broader.into_iter().find(is_named).unwrap_or(need.own);
        let seen = rules.entry(about).or_default().entry(at).or_default();
        seen.add(&told, observed.call.entry, observed.calls);
    }
    text::write(&rules, over, &mut learned);
    learned
}

fn told(observed: &Observed) -> Told {
    let kind = families::kind(observed.device.kind);
    let mut told = Told::of(kind, observed.device.driver(), &observed.call);
    let drivers = kind.map_or(&[][..], |entry| entry.kind.by_driver);
    if observed.device.place != Place::Known {
        // A rule about such a device holds where it does for each driver, and a name that is not every driver's
        // allows nothing there: codes do.
        let is_other = |(driver, _): &(&str, _)| {
            let other = Told::of(kind, Some(driver), &observed.call);
            (other.sub, other.full) != (told.sub.clone(), told.full.clone())
        };
        if drivers.iter().any(is_other) {
            (told.sub, told.full) = (None, None);
        }
    }
    told
}

fn about(observed: &Observed, over: Over) -> Option<About> {
    let subject = &observed.subject;
    let family = families::kind(observed.device.kind)?.family.name;
    if subject.place != Place::Known {
        return None;
    }
    // By the cgroup, as policies have it, whatever else a recording says.
    let cgroup = subject.cgroup.as_deref();
    let named = match over {
        Over::Exe => None,
        Over::Unit => cgroup
            .and_then(cgroup::unit)
            .map(literal)
            .filter(|unit| Pattern::parse(unit).is_ok())
            .map(Who::Unit),
        Over::Container => cgroup
            .and_then(cgroup::container)
            .map(|container| container.id.into_owned())
            .filter(|id| is_plain(id))
            .map(Who::Container),
    };
    let exe = || {
        let exe = subject.exe.as_deref().filter(|exe| !exe.is_empty())?;
        let exe = literal(exe);
        Glob::parse(&exe).is_ok().then_some(Who::Exe(exe))
    };
    let kernel = || observed.kernel.then_some(Who::Kernel(subject.uid?));
    Some((named.or_else(exe).or_else(kernel)?, family))
}

/// Whether a container's name can stand in a policy, where it stands for nothing else.
fn is_plain(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-@:".contains(&byte);
    !id.is_empty() && id.bytes().all(is_plain)
}

/// A path or a name as a pattern that stands for itself.
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
