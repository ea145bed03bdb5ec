//! From rules to the tables that [`tracer_common::policy`] decides by.
//!
//! Tables only grow: what a device adds that comes later, a group or a tree, stands behind what was
//! there before, so that it can be added to what the kernel holds and counts once its label is set.

mod automaton;
pub(super) mod bits;
pub(super) mod calls;
mod components;
mod forms;
mod image;
pub(super) mod limits;
mod nfa;
pub(super) mod strings;
mod subjects;
mod varying;

use std::collections::{BTreeSet, HashMap, HashSet};

use tracer_common::policy::{DeviceLabel, NO_RULE, PolicyHeader, Quad, Verdict};

use super::{
    Policy, Rule,
    diagnostic::Diagnostic,
    evaluate,
    facts::{Device, Place},
    rule::{CallSelector, Effect, Reason, Unknown},
};
use crate::families;
use bits::Bits;
pub use calls::Region;
use calls::{Calls, Tree, TreeKey};
pub use image::{Block, labelled, place_of};
use limits::Room;

/// A policy in the form in which it decides.
#[derive(Clone, Debug)]
pub struct Compiled {
    policy: Policy,
    room: Room,
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
    trees: Vec<Planted>,
    /// Trees by what they are for.
    by_key: HashMap<TreeKey, usize>,
    /// Labels that were given already, by group and tree.
    labels: HashMap<(u32, usize), DeviceLabel>,
    /// Whose verdicts on a tree's classes were worked out already, with the choices that matter to them.
    done: HashMap<(u32, usize), Bits>,
    /// Labels of kinds by id, unresolved and without room.
    kinds: Vec<[DeviceLabel; 2]>,
    /// How often the tables have grown.
    revision: u32,
    /// The image that decides here, and which revision it is of.
    own: Vec<Quad>,
    own_revision: Option<u32>,
}

/// A tree, and where it is among the tables.
#[derive(Clone, Debug)]
struct Planted {
    tree: Tree,
    /// The classes that it leads to.
    classes: Vec<u32>,
    /// Between which of these memory chooses, by their places, for each choice.
    choices: Vec<Vec<usize>>,
    /// Its roots, by the choices that matter to anybody.
    roots: HashMap<Bits, u32>,
}

/// A tree has so many roots at most, and one more where all choices matter: it is taken where devices tell yet others
/// apart.
const MOST_ROOTS: usize = 16;

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
    /// How many groups there is room for.
    pub most_groups: usize,
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
        Self::new_within(policy, generation, Room::KERNEL)
    }

    /// The same within other room.
    pub(super) fn new_within(policy: Policy, generation: u32, room: Room) -> Result<Self> {
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
                patience: policy.daemon.heartbeat,
                fallback: u32::from(policy.daemon.silent),
                ..PolicyHeader::ZERO
            },
            bytes: Vec::new(),
            cells: Vec::new(),
            ends: Vec::new(),
            cross: Vec::new(),
            calls: Calls::new(room),
            who: Vec::new(),
            usual: Vec::new(),
            exceptions: HashMap::new(),
            selectors,
            exemplars,
            subjects: Vec::new(),
            groups: HashMap::new(),
            whos: HashMap::new(),
            rules_of: Vec::new(),
            trees: Vec::new(),
            by_key: HashMap::new(),
            labels: HashMap::new(),
            done: HashMap::new(),
            kinds: Vec::new(),
            own: Vec::new(),
            own_revision: None,
            revision: 0,
            room,
            policy,
        };
        compiled.compile_subjects()?;
        Ok(compiled)
    }

    /// The same with every kind of device that there is, resolved and not.
    ///
    /// # Errors
    ///
    /// Where there is more than there is room for.
    pub fn whole(policy: Policy, generation: u32) -> Result<Self> {
        Self::whole_within(policy, generation, Room::KERNEL)
    }

    /// The same within other room.
    pub(super) fn whole_within(policy: Policy, generation: u32, room: Room) -> Result<Self> {
        let mut compiled = Self::new_within(policy, generation, room)?;
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

    /// The same with the calls of each driver that has commands of its own, for whoever asks what rules can be
    /// about: such commands are told by the driver. What there is no room for is left out.
    #[must_use]
    pub fn with_drivers(&self) -> Self {
        let mut all = self.clone();
        for entry in families::kinds() {
            let is_meant = |rule: &Rule| {
                let kinds = rule.device.kinds.as_ref();
                kinds.is_none_or(|kinds| kinds.contains(&entry.id))
            };
            if !self.policy.rules.iter().any(is_meant) {
                continue;
            }
            for (driver, _) in entry.kind.by_driver {
                let _ = all.device(&Device {
                    kind: entry.id,
                    place: Place::Known,
                    driver: Some((*driver).to_owned()),
                    ..Device::default()
                });
            }
        }
        all
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
            most_groups: self.most_groups(),
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

    /// The rules that may be about each of the subjects that rules tell apart.
    pub(super) fn subjects(&self) -> &[Bits] {
        &self.subjects
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
        let tree = match self.by_key.get(&key) {
            Some(tree) => *tree,
            None => self.plant(key)?,
        };
        if let Some(label) = self.labels.get(&(group, tree)) {
            return Ok(*label);
        }
        self.revision += 1;
        let start = group as usize * self.subjects.len();
        // In order, so that the same policy is always refused for the same rule.
        let whos: BTreeSet<u32> = self.who[start..start + self.subjects.len()]
            .iter()
            .copied()
            .collect();
        let mut varying = Bits::default();
        for who in whos {
            varying.or(&self.verdicts_of(who, tree)?);
        }
        let root = self.root(tree, varying)?;
        let label = DeviceLabel { root, group };
        self.labels.insert((group, tree), label);
        Ok(label)
    }

    /// Rules that may have something to say of a kind's calls, one for each selector.
    fn relevant(&self, kind: u16) -> Vec<(usize, &Rule)> {
        let mut relevant = HashSet::new();
        for (at, rule) in self.rules() {
            let kinds = rule.device.kinds.as_ref();
            if kind == 0 || kinds.is_none_or(|kinds| kinds.contains(&kind)) {
                relevant.insert(self.selectors[at]);
            }
        }
        let exemplars = self.exemplars.iter().enumerate();
        exemplars
            .filter(|(selector, _)| relevant.contains(selector))
            .map(|(selector, rule)| (selector, &self.policy.rules[*rule]))
            .collect()
    }

    /// Builds a tree.
    fn plant(&mut self, key: TreeKey) -> Result<usize> {
        let mut calls = std::mem::take(&mut self.calls);
        let rules = self.relevant(key.kind);
        let built = calls.tree(&key, rules.clone());
        let built = built.map_err(|message| {
            Self::full_of_calls(rules.into_iter().map(|(_, rule)| rule), &message)
        });
        self.calls = calls;
        let (tree, choices) = built?;
        let classes: Vec<u32> = tree.classes().into_iter().collect();
        let places = |choice: &BTreeSet<u32>| {
            let places = choice.iter().map(|class| classes.binary_search(class));
            places.flatten().collect()
        };
        let choices = choices.iter().map(places).collect();
        self.trees.push(Planted {
            tree,
            classes,
            choices,
            roots: HashMap::new(),
        });
        let at = self.trees.len() - 1;
        self.by_key.insert(key, at);
        Ok(at)
    }

    /// The root of a tree where these choices matter to somebody.
    fn root(&mut self, tree: usize, mut varying: Bits) -> Result<u32> {
        let planted = &mut self.trees[tree];
        if planted.roots.len() >= MOST_ROOTS && !planted.roots.contains_key(&varying) {
            varying = (0..planted.choices.len()).collect();
        }
        if let Some(root) = planted.roots.get(&varying) {
            return Ok(*root);
        }
        match self.calls.root(&planted.tree, &varying) {
            Ok(root) => {
                planted.roots.insert(varying, root);
                Ok(root)
            }
            Err(message) => {
                let mut keys = self.by_key.iter();
                let kind = keys
                    .find(|(_, at)| **at == tree)
                    .map_or(0, |(key, _)| key.kind);
                let rules = self.relevant(kind).into_iter();
                Err(Self::full_of_calls(rules.map(|(_, rule)| rule), &message))
            }
        }
    }

    /// A group of devices that the same rules may be about.
    fn group(&mut self, bits: Bits) -> Result<u32> {
        if self.who.len() + self.subjects.len() > self.room.who {
            return Err(self.full_of_pairs(&bits));
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
        self.verdict_of(all.map(|at| (at, self.policy.rules[at].effect)))
    }

    fn verdict_of(&self, decided: Option<(usize, Effect)>) -> Verdict {
        let effect = decided.map_or(self.policy.default, |(_, effect)| effect);
        Verdict {
            rule: decided.map_or(NO_RULE, |(rule, _)| index(rule)),
            errno: effect.errno,
            action: effect.action,
            mode: effect.mode,
            ..Verdict::ZERO
        }
    }

    /// What a rule does with calls of a class that it applies to.
    pub(super) fn effect(&self, rule: usize, class: u32) -> Effect {
        let strict = &self.calls.classes[class as usize].strict;
        evaluate::effect(
            &self.policy.rules[rule],
            evaluate::Applied {
                unknown: Unknown::NONE,
                strict: strict.has(self.selectors[rule]),
            },
        )
    }

    /// Works out the verdicts on a tree's classes; the choices by which different things become of their calls.
    fn verdicts_of(&mut self, who: u32, tree: usize) -> Result<Bits> {
        if let Some(varying) = self.done.get(&(who, tree)) {
            return Ok(varying.clone());
        }
        let rules: Vec<usize> = self.rules_of[who as usize].iter().collect();
        let usual = self.usual[who as usize];
        let Planted {
            classes, choices, ..
        } = &self.trees[tree];
        let mut outcomes = Vec::with_capacity(classes.len());
        for call in classes {
            let class = &self.calls.classes[*call as usize];
            let mut rules = rules.iter().copied();
            let decided = rules
                .find(|rule| class.applies.has(self.selectors[*rule]))
                .map(|rule| (rule, self.effect(rule, *call)));
            let verdict = self.verdict_of(decided);
            if verdict != usual {
                self.exceptions.insert((who, *call), verdict);
            }
            let effect = decided.map_or(self.policy.default, |(_, effect)| effect);
            outcomes.push(effect.outcome());
        }
        if self.exceptions.len() > self.room.verdicts {
            return Err(self.full_of_verdicts());
        }
        let varies = |choice: &[usize]| {
            let mut pairs = choice.windows(2);
            pairs.any(|pair| outcomes[pair[0]] != outcomes[pair[1]])
        };
        let choices = choices.iter().enumerate();
        let varying: Bits = choices
            .filter(|(_, choice)| varies(choice))
            .map(|(at, _)| at)
            .collect();
        self.done.insert((who, tree), varying.clone());
        Ok(varying)
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
