//! From rules to labels of subjects: automata for paths, segments for ids, and the tables that make their
//! classes a label.

use std::collections::HashMap;

use tracer_common::policy::{self as tables, Automaton as Table};

use super::{
    Compiled, Result, automaton::Automaton, bits::Bits, components::Components, index, limits::full,
};
use crate::{
    plural::counted,
    policy::{
        Rule,
        diagnostic::Diagnostic,
        glob::{Glob, Pattern},
        rule::{Ranges, Reason, SubjectSelector, Unknown},
    },
};

impl Compiled {
    /// An automaton for rules' lists of paths, with the rules that each of its classes has.
    fn automaton(
        &mut self,
        at: usize,
        key: &str,
        globs_of: impl Fn(&Rule) -> Option<Vec<Glob>>,
    ) -> Result<Vec<Bits>> {
        let globs = self.lists(globs_of);
        if globs.all.is_empty() {
            return Ok(vec![globs.without]);
        }
        let left = self.room.cells.saturating_sub(self.cells.len());
        let is_cgroup = at == tables::path::CGROUP;
        let built = Automaton::build(&globs.all, is_cgroup, left);
        let built = built.map_err(|most| self.full_of_cells(key, globs.rules.get(most)))?;
        let mut classes = Interned::default();
        let ends = built.ends.iter();
        let ends: Vec<u32> = ends
            .map(|end| classes.intern(globs.matching(end)))
            .collect();
        self.header.automata[at] = Table {
            cells: index(self.cells.len()),
            columns: index(built.columns),
            bytes: index(self.bytes.len()),
            ends: index(self.ends.len()),
            states: index(built.ends.len()),
            ..Table::ZERO
        };
        self.cells.extend(&built.cells);
        self.bytes.extend(&built.bytes);
        self.ends.extend(ends);
        Ok(classes.all)
    }

    /// The same for lists of units or of containers, which are told in two steps.
    fn components(
        &mut self,
        at: usize,
        key: &str,
        patterns_of: impl Fn(&Rule) -> Option<Vec<Pattern>>,
    ) -> Result<Vec<Bits>> {
        let patterns = self.lists(patterns_of);
        if patterns.all.is_empty() {
            return Ok(vec![patterns.without]);
        }
        let left = self.room.cells.saturating_sub(self.cells.len());
        let (units, containers): (&[Pattern], &[Pattern]) = match at {
            tables::path::UNIT => (&patterns.all, &[]),
            _ => (&[], &patterns.all),
        };
        let built = Components::build(&[], units, containers, true, left);
        let built = built.map_err(|most| self.full_of_cells(key, patterns.rules.get(most)))?;
        let mut classes = Interned::default();
        let results = built.ends.iter().map(|end| {
            let matching = if at == tables::path::UNIT {
                &end.units
            } else {
                &end.containers
            };
            classes.intern(patterns.matching(matching))
        });
        let results: Vec<u32> = results.collect();
        self.header.automata[at] = Table {
            cells: index(self.cells.len()),
            columns: index(built.columns),
            bytes: index(self.bytes.len()),
            ends: index(self.ends.len()),
            states: index(built.classes.len()),
            kinds: index(built.count),
            folds: index(self.cells.len() + built.cells.len()),
            results: index(self.ends.len() + built.classes.len()),
        };
        self.cells.extend(&built.cells);
        self.cells.extend(&built.folds);
        self.bytes.extend(&built.bytes);
        self.ends.extend(&built.classes);
        self.ends.extend(results);
        Ok(classes.all)
    }

    /// Where patterns stand, and which rules have them.
    fn lists<T: Clone + Eq + std::hash::Hash>(
        &self,
        of: impl Fn(&Rule) -> Option<Vec<T>>,
    ) -> Lists<T> {
        let mut lists = Lists::default();
        for (rule, own) in self.policy.rules.iter().enumerate() {
            lists.add(rule, of(own).as_deref());
        }
        lists
    }

    /// That paths have no room: the first rule with what takes the most of it is told.
    fn full_of_cells(&self, key: &str, rules: Option<&Vec<usize>>) -> Diagnostic {
        let rule = rules.and_then(|rules| rules.first());
        let (why, help) = match key {
            "container" => (
                "each id takes some 75,000",
                "name fewer containers, or their cgroups or units",
            ),
            _ => (
                "patterns with * in many places multiply",
                "write it with fewer *, name fewer, or name a folder with /** in place of many patterns",
            ),
        };
        let message = format!(
            "to tell what rules have for {key} apart takes more than {} cells, or more memory to find out: {why}",
            self.room.cells
        );
        full(
            rule.map(|rule| &self.policy.rules[*rule]),
            message,
            &format!("takes the most, by its {key}"),
            help,
        )
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
        let node = self.calls.ids(targets).map_err(|message| {
            let most = |rule: &&Rule| of(rule).map_or(0, Vec::len);
            full(
                self.policy.rules.iter().max_by_key(most),
                message,
                "names the most users or groups",
                "name ranges in place of single ids, or one group that all of them are in",
            )
        })?;
        Ok((node, classes.all))
    }

    pub(super) fn compile_subjects(&mut self) -> Result<()> {
        let exe = |rule: &'_ Rule| rule.subject.exe.clone();
        let exe = self.automaton(tables::path::EXE, "exe", exe)?;
        let parent = |rule: &'_ Rule| rule.subject.parent.clone();
        let parent = self.automaton(tables::path::PARENT, "parent", parent)?;
        let cgroup = |rule: &'_ Rule| rule.subject.cgroup.clone();
        let cgroup = self.automaton(tables::path::CGROUP, "cgroup", cgroup)?;
        let unit = |rule: &'_ Rule| rule.subject.unit.clone();
        let unit = self.components(tables::path::UNIT, "unit", unit)?;
        let container = |rule: &'_ Rule| rule.subject.container.clone();
        let container = self.components(tables::path::CONTAINER, "container", container)?;
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
            is_unknown(&|rule| rule.subject.cgroup.is_some()),
            is_unknown(&|rule| rule.subject.unit.is_some()),
            is_unknown(&|rule| rule.subject.container.is_some()),
            is_unknown(&|rule| rule.subject.uid.is_some()),
            is_unknown(&|rule| rule.subject.gid.is_some()),
            is_unknown(&|rule| rule.subject.parent.is_some()),
        ];
        let mut axes = [exe, cgroup, unit, container, uid, gid, parent];
        for (at, (axis, unknown)) in axes.iter_mut().zip(unknown).enumerate() {
            self.header.unknown[at] = index(axis.len());
            axis.push(unknown);
        }
        let sizes = axes.each_ref().map(Vec::len);
        let [first, rest @ ..] = axes;
        let mut labels = first;
        let mut unnamed = self.header.unknown[0];
        for (at, axis) in rest.into_iter().enumerate() {
            let cells = labels.len().saturating_mul(axis.len());
            if self.cross.len().saturating_add(cells) > self.room.cross {
                return Err(self.full_of_combinations(sizes));
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

    /// What combinations have no room for: the last rule is told that is about what there is most of.
    fn full_of_combinations(&self, sizes: [usize; 7]) -> Diagnostic {
        const NAMES: [&str; 7] = [
            "executables",
            "cgroups",
            "units",
            "containers",
            "users",
            "groups",
            "parents",
        ];
        let selects = |rule: &&Rule, axis: usize| {
            let subject = &rule.subject;
            match axis {
                0 => subject.exe.is_some(),
                1 => subject.cgroup.is_some(),
                2 => subject.unit.is_some(),
                3 => subject.container.is_some(),
                4 => subject.uid.is_some(),
                5 => subject.gid.is_some(),
                _ => subject.parent.is_some(),
            }
        };
        let most = (0..sizes.len())
            .max_by_key(|axis| sizes[*axis])
            .unwrap_or(0);
        let kinds = sizes.iter().zip(NAMES);
        let kinds: Vec<String> = kinds
            .map(|(size, name)| format!("{} of {name}", counted(*size, "kind", "kinds")))
            .collect();
        let message = format!(
            "rules combine {} in more than {} ways",
            kinds.join(", "),
            self.room.cross
        );
        let rules = self.policy.rules.iter().rev();
        full(
            rules.into_iter().find(|rule| selects(rule, most)),
            message,
            &format!("is the last about {}", NAMES[most]),
            "give rules the same lists, and select by one of these where that is enough",
        )
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
