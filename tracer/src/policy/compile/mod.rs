//! From rules to the tables that [`tracer_common::policy`] decides by.
//!
//! Tables only grow: what a device adds that comes later, a group or a tree, stands behind what was
//! there before, so that it can be added to what the kernel holds and counts once its label is set.

mod automaton;
pub(super) mod bits;
pub(super) mod calls;
mod image;
pub(super) mod strings;
mod subjects;

use std::collections::{HashMap, HashSet};

use tracer_common::policy::{
    self as tables, DeviceLabel, LEAF, NO_RULE, PolicyHeader, Quad, Verdict, room,
};

use super::{
    Policy, Rule,
    diagnostic::{Diagnostic, Topic},
    evaluate,
    facts::{Device, Place},
    rule::{CallSelector, Effect, Reason, Unknown},
};
use crate::families;
use bits::Bits;
pub use calls::Region;
use calls::{Calls, TreeKey};
pub use image::{labelled, place_of};

/// A policy in the form in which it decides.
#[derive(Clone, Debug)]
pub struct Compiled {
    policy: Policy,
    header: PolicyHeader,
    bytes: Vec<u32>,
    cells: Vec<u32>,
    ends: Vec<u32>,
    cross: Vec<u32>,
    calls: Calls,
    who: Vec<u32>,
    usual: Vec<Verdict>,
    /// Verdicts that are not the usual one, by who and class.
    exceptions: HashMap<(u32, u32), Verdict>,
    /// The number of each rule's selector of calls; rules that say the same of them have the same.
    selectors: Vec<usize>,
    /// A rule of each selector.
    exemplars: Vec<usize>,
    /// Rules that may be about subjects, by label.
    subjects: Vec<Bits>,
    /// Rules that may be about devices, by group.
    groups: HashMap<Bits, u32>,
    /// Rules by who.
    whos: HashMap<Bits, u32>,
    rules_of: Vec<Bits>,
    /// Roots of trees, with the classes that they lead to.
    roots: HashMap<TreeKey, (u32, Vec<u32>)>,
    /// Verdicts that were worked out already: of groups with roots, and of whom with roots.
    labels: HashSet<(u32, u32)>,
    done: HashSet<(u32, u32)>,
    /// Labels of kinds by id, unresolved and without room.
    kinds: Vec<[DeviceLabel; 2]>,
    /// How often the tables have grown.
    revision: u32,
    /// The image that decides here, and which revision it is of.
    own: Vec<Quad>,
    own_revision: Option<u32>,
}

/// How much of the room there is a policy takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Rules.
    pub rules: usize,
    /// Cells of automata.
    pub cells: usize,
    /// Labels of subjects.
    pub subjects: usize,
    /// Groups of devices.
    pub groups: usize,
    /// Nodes.
    pub nodes: usize,
    /// Segments.
    pub segments: usize,
    /// Classes of calls.
    pub calls: usize,
    /// Verdicts that are not the usual ones.
    pub verdicts: usize,
}

type Result<T> = std::result::Result<T, Diagnostic>;

fn full(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Topic::Capacity, super::diagnostic::Span::default(), message)
        .help("join rules that differ in one selector alone, or split the policy by machine")
}

fn index(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

/// A rule's part that is about calls: rules that have it in common need be asked once.
type SelectorKey<'a> = (&'a CallSelector, bool, bool, Unknown);

impl Compiled {
    /// Compiles what is about subjects. Devices are added as they come, by [`Self::device`].
    ///
    /// # Errors
    ///
    /// Where there is more than there is room for.
    pub fn new(policy: Policy, generation: u32) -> Result<Self> {
        Self::new_within(policy, generation, room::CELLS)
    }

    /// The same with other room for the automata's cells.
    pub(super) fn new_within(policy: Policy, generation: u32, cells: usize) -> Result<Self> {
        let (mut selectors, mut exemplars) = (Vec::new(), Vec::new());
        let mut known: HashMap<SelectorKey<'_>, usize> = HashMap::new();
        for (at, rule) in policy.rules.iter().enumerate() {
            let key = (&rule.call, rule.strict, rule.effect.refuses(), rule.applies);
            let selector = *known.entry(key).or_insert_with(|| {
                exemplars.push(at);
                exemplars.len() - 1
            });
            selectors.push(selector);
        }
        let mut compiled = Self {
            header: PolicyHeader {
                generation,
                ..PolicyHeader::ZERO
            },
            bytes: Vec::new(),
            cells: Vec::new(),
            ends: Vec::new(),
            cross: Vec::new(),
            calls: Calls::default(),
            who: Vec::new(),
            usual: Vec::new(),
            exceptions: HashMap::new(),
            selectors,
            exemplars,
            subjects: Vec::new(),
            groups: HashMap::new(),
            whos: HashMap::new(),
            rules_of: Vec::new(),
            roots: HashMap::new(),
            labels: HashSet::new(),
            done: HashSet::new(),
            kinds: Vec::new(),
            own: Vec::new(),
            own_revision: None,
            revision: 0,
            policy,
        };
        compiled.compile_subjects(cells)?;
        Ok(compiled)
    }

    /// The same with every kind of device that there is, resolved and not.
    ///
    /// # Errors
    ///
    /// Where there is more than there is room for.
    pub fn whole(policy: Policy, generation: u32) -> Result<Self> {
        let mut compiled = Self::new(policy, generation)?;
        for kind in families::kinds().map(|entry| entry.id).chain([0]) {
            let labels = compiled.of_kind(kind)?;
            let place = usize::from(kind);
            if compiled.kinds.len() <= place {
                compiled.kinds.resize(place + 1, [DeviceLabel::ZERO; 2]);
            }
            compiled.kinds[place] = labels;
        }
        Ok(compiled)
    }

    /// The policy that it is of.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// How large it is.
    pub fn size(&self) -> Size {
        Size {
            rules: self.policy.rules.len(),
            cells: self.cells.len(),
            subjects: self.subjects.len(),
            groups: self.groups.len(),
            nodes: self.calls.nodes.len(),
            segments: self.calls.segments.len(),
            calls: self.calls.classes.len(),
            verdicts: self.exceptions.len(),
        }
    }

    /// Calls of each command of the devices so far, as far as the rules tell them apart.
    pub fn regions(&self) -> &[Region] {
        &self.calls.regions
    }

    /// Whether a rule applies to a class of calls, whoever makes them and to whatever.
    pub fn applies(&self, rule: usize, class: u32) -> bool {
        let selector = self.selectors[rule];
        self.calls.classes[class as usize].applies.has(selector)
    }

    fn rules(&self) -> impl Iterator<Item = (usize, &Rule)> {
        self.policy.rules.iter().enumerate()
    }

    /// The label of a device. Those of before keep theirs.
    ///
    /// # Errors
    ///
    /// Where there is more than there is room for.
    pub fn device(&mut self, device: &Device) -> Result<DeviceLabel> {
        let rules = self.rules();
        let bits: Bits = rules
            .filter(|(_, rule)| evaluate::of_device(&rule.device, device).applies(rule.applies))
            .map(|(at, _)| at)
            .collect();
        let group = match self.groups.get(&bits) {
            Some(group) => *group,
            None => self.group(bits)?,
        };
        let entry = families::kind(device.kind);
        let own = entry.map_or(&[][..], |entry| entry.kind.by_driver);
        let driver = own
            .iter()
            .find(|(driver, _)| Some(*driver) == device.driver());
        let is_known = device.place == Place::Known || own.is_empty();
        let key = TreeKey {
            kind: device.kind,
            driver: driver.map(|(driver, _)| *driver).filter(|_| is_known),
            unknown: (!is_known).then_some(match device.place {
                Place::NoRoom => Reason::Full,
                _ => Reason::Device,
            }),
        };
        if !self.roots.contains_key(&key) {
            // Rules that are about no device of this kind have nothing to say of its calls.
            let mut relevant = HashSet::new();
            for (at, rule) in self.policy.rules.iter().enumerate() {
                let kinds = rule.device.kinds.as_ref();
                if device.kind == 0 || kinds.is_none_or(|kinds| kinds.contains(&device.kind)) {
                    relevant.insert(self.selectors[at]);
                }
            }
            let exemplars = self.exemplars.iter().enumerate();
            let rules = exemplars
                .filter(|(selector, _)| relevant.contains(selector))
                .map(|(selector, rule)| (selector, &self.policy.rules[*rule]));
            let before = self.calls.regions.len();
            let root = self.calls.root(&key, rules.collect()).map_err(full)?;
            let regions = &self.calls.regions[before..];
            let mut classes: Vec<u32> = regions
                .iter()
                .flat_map(|region| region.classes.iter().copied())
                .collect();
            // What comes in by no entry.
            classes.extend(self.leaf(root));
            classes.sort_unstable();
            classes.dedup();
            self.roots.insert(key.clone(), (root, classes));
        }
        let (root, classes) = self.roots[&key].clone();
        let label = DeviceLabel { root, group };
        if self.labels.contains(&(group, root)) {
            return Ok(label);
        }
        self.revision += 1;
        let start = group as usize * self.subjects.len();
        let whos: HashSet<u32> = self.who[start..start + self.subjects.len()]
            .iter()
            .copied()
            .collect();
        for who in whos {
            if !self.done.contains(&(who, root)) {
                self.verdicts_of(who, &classes)?;
                self.done.insert((who, root));
            }
        }
        self.labels.insert((group, root));
        Ok(label)
    }

    /// The class of what a tree's root says of entries that there are not.
    fn leaf(&self, root: u32) -> Option<u32> {
        let node = self.calls.nodes.get(root as usize)?;
        let target = self.calls.segments.get(node.start as usize)?.target;
        (target & LEAF != 0).then_some(target & !LEAF & !tables::RACE)
    }

    /// A group of devices that the same rules may be about.
    fn group(&mut self, bits: Bits) -> Result<u32> {
        if self.who.len() + self.subjects.len() > room::WHO {
            return Err(full(format!(
                "there are more than {} pairs of a subject and a group of devices that rules tell apart",
                room::WHO
            )));
        }
        let group = index(self.groups.len());
        for subject in 0..self.subjects.len() {
            let rules = self.subjects[subject].and(&bits);
            let who = match self.whos.get(&rules) {
                Some(who) => *who,
                None => {
                    let who = index(self.rules_of.len());
                    self.usual.push(self.usual_of(&rules));
                    self.rules_of.push(rules.clone());
                    self.whos.insert(rules, who);
                    who
                }
            };
            self.who.push(who);
        }
        self.groups.insert(bits, group);
        Ok(group)
    }

    /// What decides what no rule before the first speaks of that is about everything.
    fn usual_of(&self, rules: &Bits) -> Verdict {
        let all = rules.iter().find(|at| {
            let call = &self.policy.rules[*at].call;
            call.items.contains(&super::rule::Item::All)
                && call.commands.is_none()
                && call.amount.is_none()
                && call.entries.len() == tracer_common::count::entry::ALL.len()
        });
        self.verdict_of(all, false)
    }

    fn verdict_of(&self, rule: Option<usize>, strict: bool) -> Verdict {
        let effect: Effect = match rule {
            Some(at) => evaluate::effect(
                &self.policy.rules[at],
                evaluate::Applied {
                    unknown: Unknown::NONE,
                    strict,
                },
            ),
            None => self.policy.default,
        };
        Verdict {
            rule: rule.map_or(NO_RULE, index),
            errno: effect.errno,
            action: effect.action,
            mode: effect.mode,
            ..Verdict::ZERO
        }
    }

    fn verdicts_of(&mut self, who: u32, classes: &[u32]) -> Result<()> {
        let rules: Vec<usize> = self.rules_of[who as usize].iter().collect();
        let usual = self.usual[who as usize];
        for call in classes {
            let class = &self.calls.classes[*call as usize];
            let found = rules
                .iter()
                .find(|rule| class.applies.has(self.selectors[**rule]));
            let strict = found.is_some_and(|rule| class.strict.has(self.selectors[*rule]));
            let verdict = self.verdict_of(found.copied(), strict);
            if verdict != usual {
                self.exceptions.insert((who, *call), verdict);
            }
        }
        if self.exceptions.len() > room::VERDICTS {
            return Err(full(format!(
                "there are more than {} verdicts",
                room::VERDICTS
            )));
        }
        Ok(())
    }

    /// The label of the device of this kind, resolved or not, and the one where there is no room for it.
    fn of_kind(&mut self, kind: u16) -> Result<[DeviceLabel; 2]> {
        let mut label = |place| {
            self.device(&Device {
                kind,
                place,
                ..Device::default()
            })
        };
        Ok([label(Place::Unknown)?, label(Place::NoRoom)?])
    }
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod tests;
