//! What can be had of a rule by changing memory.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::super::{covers_kinds, meet, shadowed::Covering};
use crate::policy::{
    Effect, Rule,
    compile::{Compiled, Region, bits::Bits},
    evaluate::{self, Applied},
    rule::Unknown,
};

/// What can be had of a rule by changing memory: by one that refuses what it refuses, by one that allows what a later
/// one refuses.
pub(super) struct Stake<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) at: usize,
    /// It is of a rule if it is of any of its subjects.
    views: Vec<View>,
}

/// What some subjects of the rule's have of the other rules.
#[derive(Default)]
struct View {
    /// Rules that have a say in it, in their order, each with whether it is about all that this one is about.
    others: Vec<(usize, bool)>,
    /// Classes whose calls an earlier rule has all of.
    taken: HashMap<u32, bool>,
    /// Classes that this one is not about, with whether something else may become of their calls.
    otherwise: HashMap<u32, bool>,
}

/// A rule whose subjects have more than so many others between them is looked at as if all of them had all of those.
const MOST_VIEWS: usize = 64;

impl<'a> Stake<'a> {
    pub(super) fn of_rule(compiled: &'a Compiled, covering: Option<&Covering>, at: usize) -> Self {
        let exact = covering.and_then(|covering| Self::by_subject(compiled, covering, at));
        let views = exact.unwrap_or_else(|| {
            let is_over = |other| covering.is_some_and(|covering| covering.has(other, at));
            vec![View::of(Self::relevant(compiled, at, &is_over))]
        });
        Self {
            compiled,
            at,
            views,
        }
    }

    /// Rules that may matter beside one, of its devices, with whether they are about all that it is about, if they are
    /// about all but its kinds.
    fn relevant(
        compiled: &Compiled,
        at: usize,
        is_over: &dyn Fn(usize) -> bool,
    ) -> Vec<(usize, bool)> {
        let rules = &compiled.policy().rules;
        let rule = &rules[at];
        let others = rules.iter().enumerate().filter(|(other, _)| *other != at);
        let others = others.filter_map(|(other_at, other)| {
            let is_covering = is_over(other_at) && covers_kinds(&other.device, &rule.device);
            let may_matter = (other.strict || Self::matters(rule, other.effect))
                && (of_memory(rule).refuses() || other_at > at);
            let is_relevant = is_covering || may_matter && meet(&other.device, &rule.device);
            is_relevant.then_some((other_at, is_covering))
        });
        others.collect()
    }

    /// What each subject of a rule's has of the others; None where that is too much.
    fn by_subject(compiled: &Compiled, covering: &Covering, at: usize) -> Option<Vec<View>> {
        let is_over = |other| covering.has_devices(other, at);
        let relevant = Self::relevant(compiled, at, &is_over);
        let places: Bits = relevant.iter().map(|(other, _)| *other).collect();
        let mut seen = HashSet::new();
        for rules in compiled.subjects().iter().filter(|rules| rules.has(at)) {
            seen.insert(rules.and(&places));
            if seen.len() > MOST_VIEWS {
                return None;
            }
        }
        let of = |rules: Bits| {
            let others = relevant.iter().filter(|(other, _)| rules.has(*other));
            View::of(others.copied().collect())
        };
        Some(seen.into_iter().map(of).collect())
    }

    /// Whether it matters that a call gets another effect than the rule's.
    fn matters(rule: &Rule, other: Effect) -> bool {
        let own = of_memory(rule);
        match own.refuses() {
            true => other.outcome() != own.outcome(),
            false => other.refuses(),
        }
    }

    /// Of a region's classes those that can be had.
    pub(super) fn of(&mut self, region: &Region) -> BTreeSet<u32> {
        let (compiled, at) = (self.compiled, self.at);
        let (own, others): (Vec<u32>, Vec<u32>) = region
            .classes
            .iter()
            .partition(|class| compiled.applies(at, **class));
        let refuses = of_memory(&compiled.policy().rules[at]).refuses();
        let mut all = BTreeSet::new();
        for view in &mut self.views {
            let own = own.iter().copied();
            let own: Vec<u32> = own
                .filter(|class| !view.is_taken(compiled, at, *class))
                .collect();
            if own.is_empty() {
                continue;
            }
            let others = others.iter().copied();
            let mut others = others.filter(|class| view.is_otherwise(compiled, at, *class));
            match refuses {
                true if others.next().is_some() => all.extend(own),
                true => {}
                false => all.extend(others),
            }
        }
        all
    }
}

/// What becomes of a rule's calls that memory tells from others: what a strict rule allows of them it refuses.
fn of_memory(rule: &Rule) -> Effect {
    let applied = Applied {
        unknown: Unknown::NONE,
        strict: rule.strict,
    };
    evaluate::effect(rule, applied)
}

impl View {
    fn of(others: Vec<(usize, bool)>) -> Self {
        Self {
            others,
            ..Self::default()
        }
    }

    /// Whether a rule before has all of a class's calls.
    fn is_taken(&mut self, compiled: &Compiled, at: usize, class: u32) -> bool {
        *self.taken.entry(class).or_insert_with(|| {
            let mut before = self.others.iter().take_while(|(other, _)| *other < at);
            before.any(|(other, is_covering)| *is_covering && compiled.applies(*other, class))
        })
    }

    fn is_otherwise(&mut self, compiled: &Compiled, at: usize, class: u32) -> bool {
        *self.otherwise.entry(class).or_insert_with(|| {
            let policy = compiled.policy();
            let rule = &policy.rules[at];
            let applying = self.others.iter();
            for (other, is_covering) in
                applying.filter(|(other, _)| compiled.applies(*other, class))
            {
                // What an earlier rule refuses is that rule's to be told of.
                let is_told_here = of_memory(rule).refuses() || *other > at;
                if is_told_here && Stake::matters(rule, compiled.effect(*other, class)) {
                    return true;
                }
                if *is_covering {
                    return false;
                }
            }
            Stake::matters(rule, policy.default)
        })
    }
}
