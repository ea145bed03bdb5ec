//! The tree by which calls of one kind of device are told apart, as far as a policy's rules tell them
//! apart.

mod build;
mod tree;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use tracer_common::{
    count::{UNKNOWN_PART, argument, entry},
    policy::{CHECKED_AGAIN, Call, DEPTH, LEAF, PolicyNode, PolicySegment, axis},
};

use super::{bits::Bits, limits::Room};
use crate::{
    families::{Argument, copied::Copied, generic},
    policy::{
        evaluate,
        facts::{self, Told},
        rule::{Item, Rule},
    },
};
pub(super) use build::TreeKey;
use build::{ArgumentKey, Build, Edges, find, weight, whens};
pub(super) use tree::Tree;

/// Classes of calls between which memory chooses, a set for each choice.
pub(super) type Choices = Vec<BTreeSet<u32>>;

/// What rules make of a class of calls, by the distinct selectors of rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct CallClass {
    /// Those that apply.
    pub(super) applies: Bits,
    /// Those of them that refuse because they are strict.
    pub(super) strict: Bits,
}

/// Calls of one command by one entry: what the warnings look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// Id of the kind.
    pub kind: u16,
    /// How they come in.
    pub entry: u8,
    /// The command's name, or its number.
    pub command: String,
    /// Whether memory that another thread can change tells them apart, decided alike or not.
    pub rests_on_memory: bool,
    /// Classes of calls that there are.
    pub classes: BTreeSet<u32>,
    /// Those of them that have calls whose copies no driver asks about, where memory tells them apart.
    pub unchecked: BTreeSet<u32>,
}

/// The trees of all devices, and their leaves.
#[derive(Clone, Debug, Default)]
pub(super) struct Calls {
    pub(super) nodes: Vec<PolicyNode>,
    pub(super) segments: Vec<PolicySegment>,
    pub(super) classes: Vec<CallClass>,
    pub(super) regions: Vec<Region>,
    by_node: HashMap<NodeKey, u32>,
    by_class: HashMap<CallClass, u32>,
    /// Trees of arguments that commands have in common.
    by_argument: HashMap<ArgumentKey, Tree>,
    /// Of the tree that is built.
    choices: Choices,
    /// How often an item of a rule was asked about a call.
    questions: usize,
    room: Room,
}

/// A node's word, its mask and its segments.
type NodeKey = (u32, u32, Vec<(u64, u32)>);

impl Calls {
    /// None yet, and room for so many.
    pub(super) fn new(room: Room) -> Self {
        Self {
            room,
            ..Self::default()
        }
    }

    /// The tree of some devices' calls, with the choices in it; the error says of what there is too much.
    pub(super) fn tree(
        &mut self,
        key: &TreeKey,
        rules: Vec<(usize, &Rule)>,
    ) -> Result<(Tree, Choices), String> {
        let entry = crate::families::kind(key.kind);
        let mut drivers = vec![key.driver];
        if key.unknown.is_some() {
            let own = entry.map_or(&[][..], |entry| entry.kind.by_driver);
            drivers.extend(own.iter().map(|(driver, _)| Some(*driver)));
            // The first tells what is reported where all agree; as the evaluation has it.
            drivers.rotate_left(1);
        }
        let build = Build {
            entry,
            drivers,
            unknown: key.unknown,
            weight: weight(&rules),
            rules,
            kind: key.kind,
            commands: None,
        };
        self.choices.clear();
        let tree = self.entries(&build)?;
        if tree.depth() > DEPTH {
            return Err(format!("calls are told apart by more than {DEPTH} words"));
        }
        Ok((tree, std::mem::take(&mut self.choices)))
    }

    /// The root of a tree where these of its choices matter.
    pub(super) fn root(&mut self, tree: &Tree, varying: &Bits) -> Result<u32, String> {
        let target = self.emit(&tree.flagged(varying))?;
        if target & LEAF == 0 {
            return Ok(target);
        }
        // A root is a node.
        self.intern(axis::ENTRY, u32::MAX, vec![(0, target)])
    }

    /// Makes sorted segments a node, without a tree.
    pub(super) fn ids(&mut self, segments: Vec<(u64, u32)>) -> Result<u32, String> {
        let segments = segments
            .into_iter()
            .map(|(first, class)| (first, class | LEAF));
        self.intern(axis::ID, u32::MAX, segments.collect())
    }

    fn entries(&mut self, build: &Build<'_>) -> Result<Tree, String> {
        let mut segments = Vec::new();
        for by in 0..=10 {
            let tree = match entry::ALL.contains(&by) {
                true => self.commands(build, by)?,
                false => Tree::Leaf(self.class(build, &call(by, 0))?),
            };
            segments.push((u64::from(by), tree));
        }
        Ok(Tree::node(axis::ENTRY, u32::MAX, segments))
    }

    fn commands(&mut self, build: &Build<'_>, by: u8) -> Result<Tree, String> {
        let mut numbers = BTreeSet::from([0]);
        let mut add = |first: u32, last: u32| {
            numbers.insert(first);
            numbers.extend(last.checked_add(1));
        };
        if let Some(entry) = build.entry {
            let own = entry.kind.by_driver.iter();
            let own = own.filter(|(driver, _)| build.drivers.contains(&Some(*driver)));
            let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
            for command in entry.kind.all_commands().chain(own) {
                if command.entries.has(by) && command.number != generic::ANY {
                    let number = facts::masked(Some(entry), by, command.number);
                    add(number, number);
                }
            }
        }
        if facts::uses_a_part(by) {
            add(UNKNOWN_PART, UNKNOWN_PART);
        }
        for (_, rule) in &build.rules {
            let commands = rule.call.commands.iter().flatten();
            for item in commands.chain(&rule.call.items) {
                if let Item::Numbers(first, last) = item {
                    add(*first, *last);
                }
            }
        }
        let mut segments = Vec::new();
        for number in numbers {
            segments.push((u64::from(number), self.command(build, &call(by, number))?));
        }
        Ok(Tree::node(axis::COMMAND, u32::MAX, segments))
    }

    fn command(&mut self, build: &Build<'_>, call: &Call) -> Result<Tree, String> {
        let told = build.told(call);
        // Most rules are about other commands.
        let rules = build.rules.iter().filter(|(_, rule)| {
            told.iter()
                .any(|told| evaluate::may_be_about(rule, told, call))
        });
        let rules: Vec<(usize, &Rule)> = rules.copied().collect();
        let build = &Build {
            weight: weight(&rules),
            rules,
            drivers: build.drivers.clone(),
            commands: Some(told.iter().map(|told| told.command).collect()),
            ..*build
        };
        let arguments: Vec<&'static Argument> =
            told.iter().filter_map(|told| told.argument).collect();
        let key = build.key(&told);
        let tree = if arguments.is_empty() {
            Tree::Leaf(self.class(build, call)?)
        } else if let Some(tree) = self
            .by_argument
            .get(&key)
            .filter(|_| build.drivers.len() == 1)
        {
            tree.clone()
        } else {
            let mut segments = Vec::new();
            for state in [
                argument::NONE,
                argument::DECODED,
                argument::UNREADABLE,
                argument::MALFORMED,
            ] {
                let call = Call {
                    argument: state,
                    ..*call
                };
                let tree = match state {
                    argument::DECODED => {
                        self.second(build, &call, &whens(&arguments), &mut Vec::new())?
                    }
                    // What cannot be read now the copy says later.
                    _ if build.copied().is_some() || build.lockdown().is_some() => {
                        Tree::Leaf(self.class(build, &call)? | CHECKED_AGAIN)
                    }
                    _ => Tree::Leaf(self.class(build, &call)?),
                };
                segments.push((u64::from(state), tree));
            }
            let tree = Tree::node(axis::ARGUMENT, u32::MAX, segments);
            self.by_argument.insert(key, tree.clone());
            tree
        };
        let mut leaves = BTreeSet::new();
        tree.leaves(&mut leaves);
        let classes = tree.classes();
        let rests_on_memory = classes.len() > 1 && told.iter().any(Told::rests_on_memory);
        let is_unchecked = |leaf: &u32| rests_on_memory && leaf & CHECKED_AGAIN == 0;
        self.regions.push(Region {
            kind: build.kind,
            entry: call.entry,
            command: told.iter().find_map(|told| told.command).map_or_else(
                || format!("{:#x}", call.command),
                |command| command.name.to_owned(),
            ),
            rests_on_memory,
            unchecked: leaves.into_iter().filter(is_unchecked).collect(),
            classes: classes.clone(),
        });
        Ok(match rests_on_memory {
            true => Tree::Choice(self.choice(classes), Box::new(tree)),
            false => tree.unchecked(),
        })
    }

    fn choice(&mut self, classes: BTreeSet<u32>) -> usize {
        let known = self.choices.iter().position(|known| *known == classes);
        known.unwrap_or_else(|| {
            self.choices.push(classes);
            self.choices.len() - 1
        })
    }

    /// What names depend on, one condition after the other.
    fn second(
        &mut self,
        build: &Build<'_>,
        call: &Call,
        whens: &[(u32, Vec<u32>)],
        not: &mut Vec<(u32, u32)>,
    ) -> Result<Tree, String> {
        let Some(((mask, values), rest)) = whens.split_first() else {
            return match find(None, not) {
                Some(second) => self.sub(build, &Call { second, ..*call }),
                None => self.sub(build, call),
            };
        };
        let mut trees = BTreeMap::new();
        for value in values {
            if let Some(second) = find(Some((*mask, *value)), not) {
                let tree = self.sub(build, &Call { second, ..*call })?;
                let lockdown = build.lockdown().filter(|_| *mask == u32::MAX);
                let is_asked =
                    lockdown.is_some_and(|lockdown| u32::from(lockdown.second) == *value);
                let tree = match tree {
                    // Which of them it is nobody is told: all must be decided alike.
                    Tree::Leaf(class) if is_asked => Tree::Leaf(class | CHECKED_AGAIN),
                    tree => tree,
                };
                trees.insert(*value, tree);
            }
        }
        let before = not.len();
        not.extend(values.iter().map(|value| (*mask, *value)));
        let otherwise = self.second(build, call, rest, not)?;
        not.truncate(before);
        let mut segments = BTreeMap::from([(0, otherwise.clone())]);
        for value in trees.keys() {
            if let Some(next) = value.checked_add(1) {
                segments.insert(u64::from(next), otherwise.clone());
            }
        }
        for (value, tree) in trees {
            segments.insert(u64::from(value), tree);
        }
        Ok(Tree::node(
            axis::SECOND,
            *mask,
            segments.into_iter().collect(),
        ))
    }

    fn sub(&mut self, build: &Build<'_>, call: &Call) -> Result<Tree, String> {
        let mut codes = Edges::default();
        for names in build.applying(call) {
            for meaning in names.meanings() {
                codes.add(*meaning.codes.start(), *meaning.codes.end());
            }
            for detail in names.details {
                codes.add(detail.sub, detail.sub);
            }
        }
        for item in build.items() {
            if let Item::Codes((first, last), _) = item {
                codes.add(*first, *last);
            }
        }
        for unasked in build.unasked() {
            codes.add(unasked.codes.0, unasked.codes.1);
        }
        let mut segments = Vec::new();
        for sub in codes.0 {
            segments.push((u64::from(sub), self.detail(build, &Call { sub, ..*call })?));
        }
        Ok(Tree::node(axis::SUB, u32::MAX, segments))
    }

    fn detail(&mut self, build: &Build<'_>, call: &Call) -> Result<Tree, String> {
        let mut codes = Edges::default();
        let mut has_details = false;
        for names in build.applying(call) {
            for meaning in names
                .detail(call.sub)
                .iter()
                .flat_map(|detail| detail.values.meanings())
            {
                has_details = true;
                codes.add(*meaning.codes.start(), *meaning.codes.end());
            }
            has_details |= names.detail(call.sub).is_some();
        }
        if has_details {
            for item in build.items() {
                if let Item::Codes(_, Some((first, last))) = item {
                    codes.add(*first, *last);
                }
            }
        }
        if has_details {
            let details = build.unasked().filter_map(|unasked| unasked.details);
            for (first, last) in details.flatten() {
                codes.add(*first, *last);
            }
        }
        let mut segments = Vec::new();
        for detail in codes.0 {
            let call = Call { detail, ..*call };
            let checked = build.check(&call, has_details.then_some(detail));
            segments.push((u64::from(detail), self.amount(build, &call, checked)?));
        }
        let tree = Tree::node(axis::DETAIL, u32::MAX, segments);
        let places = build
            .applying(call)
            .filter_map(|names| names.detail(call.sub));
        let is_copied = |copied: &Copied| {
            let mut places = places.into_iter();
            places.all(|detail| detail.values.nested.is_none() && copied.has(detail.field))
        };
        Ok(match tree {
            Tree::Node(..) if !build.copied().is_some_and(is_copied) => tree.unchecked(),
            tree => tree,
        })
    }

    fn amount(&mut self, build: &Build<'_>, call: &Call, checked: u32) -> Result<Tree, String> {
        let mut amounts = BTreeSet::from([0]);
        for (_, rule) in &build.rules {
            if let Some((least, most)) = rule.call.amount {
                amounts.insert(least);
                amounts.extend(most.checked_add(1));
            }
        }
        let mut segments = Vec::new();
        for amount in amounts {
            segments.push((
                amount,
                Tree::Leaf(self.class(build, &Call { amount, ..*call })? | checked),
            ));
        }
        Ok(match Tree::node(axis::AMOUNT, u32::MAX, segments) {
            // The copy says no amount.
            tree @ Tree::Node(..) => tree.unchecked(),
            leaf => leaf,
        })
    }

    /// The class of a call.
    fn class(&mut self, build: &Build<'_>, call: &Call) -> Result<u32, String> {
        let told = build.told(call);
        self.questions = self
            .questions
            .saturating_add(build.weight.saturating_mul(told.len()));
        if self.questions > self.room.questions {
            return Err(format!(
                "commands, codes and amounts multiply: to tell calls apart takes more than {} questions to rules' items",
                self.room.questions
            ));
        }
        let mut class = CallClass::default();
        for (selector, rule) in &build.rules {
            let all = told.iter().map(|told| evaluate::told(rule, told, call));
            let applied = match build.unknown {
                Some(reason) => evaluate::several(rule, all, reason),
                None => all.into_iter().next().flatten(),
            };
            if let Some(applied) = applied {
                class.applies.set(*selector);
                if applied.strict {
                    class.strict.set(*selector);
                }
            }
        }
        if let Some(id) = self.by_class.get(&class) {
            return Ok(*id);
        }
        if self.classes.len() >= self.room.calls {
            return Err(format!(
                "rules tell more than {} classes of calls apart",
                self.room.calls
            ));
        }
        let id = u32::try_from(self.classes.len()).unwrap_or(u32::MAX);
        self.classes.push(class.clone());
        self.by_class.insert(class, id);
        Ok(id)
    }

    fn emit(&mut self, tree: &Tree) -> Result<u32, String> {
        match tree {
            Tree::Choice(_, tree) => self.emit(tree),
            Tree::Leaf(class) => Ok(class | LEAF),
            Tree::Node(axis, mask, segments) => {
                let mut targets = Vec::with_capacity(segments.len());
                for (first, tree) in segments {
                    targets.push((*first, self.emit(tree)?));
                }
                self.intern(*axis, *mask, targets)
            }
        }
    }

    fn intern(&mut self, axis: u32, mask: u32, segments: Vec<(u64, u32)>) -> Result<u32, String> {
        let key = (axis, mask, segments);
        if let Some(id) = self.by_node.get(&key) {
            return Ok(*id);
        }
        let segments = &key.2;
        if segments.len() > self.room.segments_of_node
            || self.segments.len() + segments.len() > self.room.segments
            || self.nodes.len() >= self.room.nodes
        {
            return Err(format!(
                "calls are told apart by more than {} segments, {} of them in one place, or {} nodes",
                self.room.segments, self.room.segments_of_node, self.room.nodes
            ));
        }
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(PolicyNode {
            axis,
            mask,
            start: u32::try_from(self.segments.len()).unwrap_or(u32::MAX),
            count: u32::try_from(segments.len()).unwrap_or(u32::MAX),
        });
        self.segments
            .extend(segments.iter().map(|(first, target)| PolicySegment {
                first: *first,
                target: *target,
                reserved: 0,
            }));
        self.by_node.insert(key, id);
        Ok(id)
    }
}

/// A call whose argument nothing is known of yet.
pub(in crate::policy) const fn call(by: u8, command: u32) -> Call {
    Call {
        entry: by,
        argument: argument::NONE,
        command,
        second: 0,
        sub: 0,
        detail: 0,
        amount: 0,
    }
}
