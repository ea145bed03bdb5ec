//! From rules to labels of subjects: automata for paths, segments for ids, and the tables that make their
//! classes a label.

use std::collections::HashMap;

use tracer_common::policy::{self as tables, Automaton as Table, room};

use super::{Compiled, Result, automaton::Automaton, bits::Bits, full, index};
use crate::policy::{
    Rule,
    glob::Glob,
    rule::{Ranges, Reason, SubjectSelector, Unknown},
};

impl Compiled {
    /// An automaton for rules' lists of paths, with the rules that each of its classes has.
    fn automaton(
        &mut self,
        at: usize,
        globs_of: impl Fn(&Rule) -> Option<Vec<Glob>>,
        with_cgroup: bool,
        room_for_cells: usize,
    ) -> Result<Vec<Bits>> {
        // Where patterns stand, and which rules have them; for globs, units and containers.
        let (mut globs, mut units, mut containers) =
            (Lists::default(), Lists::default(), Lists::default());
        for (rule, own) in self.policy.rules.iter().enumerate() {
            globs.add(rule, globs_of(own).as_deref());
            if with_cgroup {
                units.add(rule, own.subject.unit.as_deref());
                containers.add(rule, own.subject.container.as_deref());
            }
        }
        let left = room_for_cells.saturating_sub(self.cells.len());
        let built = Automaton::build(&globs.all, &units.all, &containers.all, with_cgroup, left);
        let Some(built) = built else {
            let what = ["executables", "parents", "cgroups, units and containers"][at];
            let message = format!(
                "to tell {what} apart takes more than {} cells: patterns with * in many places multiply",
                room_for_cells
            );
            return Err(full(message));
        };
        let mut classes = Interned::default();
        let ends = built.ends.iter().map(|end| {
            let mut bits = globs.matching(&end.globs);
            if with_cgroup {
                bits = bits.and(&units.matching(&end.units));
                bits = bits.and(&containers.matching(&end.containers));
            }
            classes.intern(bits)
        });
        let ends: Vec<u32> = ends.collect();
        self.header.automata[at] = Table {
            cells: index(self.cells.len()),
            columns: index(built.columns),
            bytes: index(self.bytes.len()),
            ends: index(self.ends.len()),
            states: index(built.ends.len()),
        };
        self.cells.extend(&built.cells);
        self.bytes.extend(&built.bytes);
        self.ends.extend(ends);
        Ok(classes.all)
    }

    /// Ids, each with the rules that its class has.
    fn ids(&mut self, of: impl Fn(&Rule) -> Option<&Ranges>) -> Result<(u32, Vec<Bits>)> {
        let mut changes: Vec<(u64, usize, bool)> = Vec::new();
        let mut bits = Bits::default();
        for (at, rule) in self.policy.rules.iter().enumerate() {
            match of(rule) {
                None => bits.set(at),
                Some(ranges) => {
                    for (first, last) in ranges {
                        changes.push((u64::from(*first), at, true));
                        changes.push((u64::from(*last) + 1, at, false));
                    }
                }
            }
        }
        changes.sort_unstable_by_key(|(first, _, begins)| (*first, *begins));
        let mut classes = Interned::default();
        let mut segments = vec![(0, bits.clone())];
        for (first, rule, begins) in changes {
            match begins {
                true => bits.set(rule),
                false => bits.clear(rule),
            }
            match segments.last_mut() {
                Some((last, own)) if *last == first => own.clone_from(&bits),
                _ => segments.push((first, bits.clone())),
            }
        }
        let mut targets: Vec<(u64, u32)> = Vec::new();
        for (first, bits) in segments {
            let class = classes.intern(bits);
            if first <= u64::from(u32::MAX) && targets.last().is_none_or(|last| last.1 != class) {
                targets.push((first, class));
            }
        }
        let node = self.calls.ids(targets).map_err(full)?;
        Ok((node, classes.all))
    }

    pub(super) fn compile_subjects(&mut self, room_for_cells: usize) -> Result<()> {
        let cells = room_for_cells;
        let exe = |rule: &'_ Rule| rule.subject.exe.clone();
        let exe = self.automaton(tables::path::EXE, exe, false, cells)?;
        let parent = |rule: &'_ Rule| rule.subject.parent.clone();
        let parent = self.automaton(tables::path::PARENT, parent, false, cells)?;
        let cgroup = |rule: &'_ Rule| rule.subject.cgroup.clone();
        let cgroup = self.automaton(tables::path::CGROUP, cgroup, true, cells)?;
        let (node, uid) = self.ids(|rule| rule.subject.uid.as_ref())?;
        self.header.uid = node;
        let (node, gid) = self.ids(|rule| rule.subject.gid.as_ref())?;
        self.header.gid = node;
        // What is not known is a class of its own.
        let is_unknown = |selects: &dyn Fn(&Rule) -> bool| -> Bits {
            let rules = self.rules();
            rules
                .filter(|(_, rule)| {
                    !selects(rule) || rule.applies.has(Unknown::of(Reason::Subject))
                })
                .map(|(at, _)| at)
                .collect()
        };
        let unknown = [
            is_unknown(&|rule| rule.subject.exe.is_some()),
            is_unknown(&|rule| {
                let subject = &rule.subject;
                subject.cgroup.is_some() || subject.unit.is_some() || subject.container.is_some()
            }),
            is_unknown(&|rule| rule.subject.uid.is_some()),
            is_unknown(&|rule| rule.subject.gid.is_some()),
            is_unknown(&|rule| rule.subject.parent.is_some()),
        ];
        let mut axes = [exe, cgroup, uid, gid, parent];
        for (at, (axis, unknown)) in axes.iter_mut().zip(unknown).enumerate() {
            self.header.unknown[at] = index(axis.len());
            axis.push(unknown);
        }
        let [first, rest @ ..] = axes;
        let mut labels = first;
        let mut unnamed = self.header.unknown[0];
        for (at, axis) in rest.into_iter().enumerate() {
            let cells = labels.len().saturating_mul(axis.len());
            if self.cross.len().saturating_add(cells) > room::CROSS {
                return Err(full(format!(
                    "rules combine executables, cgroups, users and groups in more than {} ways",
                    room::CROSS
                )));
            }
            let start = self.cross.len();
            self.header.crossing[at] = index(start);
            self.header.columns[at] = index(axis.len());
            let mut both = Interned::default();
            for label in &labels {
                for class in &axis {
                    self.cross.push(both.intern(label.and(class)));
                }
            }
            let row = unnamed as usize * axis.len();
            let column = self.header.unknown[at + 1] as usize;
            unnamed = self.cross[start + row + column];
            labels = both.all;
        }
        self.header.unnamed = unnamed;
        let without_room = self.rules().filter(|(_, rule)| {
            rule.subject == SubjectSelector::default()
                || rule.applies.has(Unknown::of(Reason::Full))
        });
        let without_room = without_room.map(|(at, _)| at).collect();
        self.header.no_room = index(labels.len());
        labels.push(without_room);
        self.header.subjects = index(labels.len());
        self.subjects = labels;
        Ok(())
    }
}

/// Distinct sets, each with a number.
#[derive(Default)]
struct Interned {
    all: Vec<Bits>,
    known: HashMap<Bits, u32>,
}

impl Interned {
    fn intern(&mut self, bits: Bits) -> u32 {
        match self.known.get(&bits) {
            Some(id) => *id,
            None => {
                let id = index(self.all.len());
                self.all.push(bits.clone());
                self.known.insert(bits, id);
                id
            }
        }
    }
}

/// Distinct patterns, and the rules that have each.
struct Lists<T> {
    all: Vec<T>,
    known: HashMap<T, usize>,
    rules: Vec<Vec<usize>>,
    /// Rules that have none: they are about everybody.
    without: Bits,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            known: HashMap::new(),
            rules: Vec::new(),
            without: Bits::default(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Lists<T> {
    fn add(&mut self, rule: usize, patterns: Option<&[T]>) {
        let Some(patterns) = patterns else {
            return self.without.set(rule);
        };
        for pattern in patterns {
            let at = *self.known.entry(pattern.clone()).or_insert_with(|| {
                self.all.push(pattern.clone());
                self.rules.push(Vec::new());
                self.all.len() - 1
            });
            self.rules[at].push(rule);
        }
    }

    /// Rules that are about what these patterns match.
    fn matching(&self, patterns: &[u32]) -> Bits {
        let mut bits = self.without.clone();
        for pattern in patterns {
            let own: Bits = self.rules[*pattern as usize].iter().copied().collect();
            bits.or(&own);
        }
        bits
    }
}
