//! One automaton for all paths of a list. It reads a path's components, the last first, each NUL-terminated, as the
//! kernel side has them.

use std::collections::BTreeSet;

use super::nfa::{ANY, Many, Moves, Node, Sets};
use crate::policy::glob::{Component, Glob};

/// A deterministic automaton.
#[derive(Clone, Debug, Default)]
pub(super) struct Automaton {
    /// The column of each byte.
    pub(super) bytes: Vec<u32>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// The next state by state and column.
    pub(super) cells: Vec<u32>,
    /// By state: which globs match a path that ends there, by their places in the list.
    pub(super) ends: Vec<Vec<u32>>,
}

impl Many {
    fn glob(&mut self, glob: &Glob, accepts: u32) {
        let mut next = self.add(Node::Accepts(accepts));
        for component in &glob.0 {
            next = match component {
                Component::One(pattern) => {
                    let end = self.byte(0, next);
                    self.pattern(pattern, end)
                }
                Component::Depth => {
                    let split = self.add(Node::Splits(vec![next]));
                    let end = self.byte(0, split);
                    let rest = self.many(&[ANY], end);
                    let first = self.add(Node::Takes(vec![ANY], rest));
                    self.set(split, Node::Splits(vec![first, next]));
                    split
                }
            };
        }
        self.begins(next);
    }
}

impl Automaton {
    /// Builds it, within room for so many cells. The root of cgroups is a path without components; of
    /// executables, that is none.
    ///
    /// # Errors
    ///
    /// Where there is no room: the glob that most of it is for.
    pub(super) fn build(globs: &[Glob], is_empty_a_path: bool, room: usize) -> Result<Self, usize> {
        let mut many = Many::default();
        for (which, glob) in (0..).zip(globs) {
            many.glob(glob, which);
        }
        let mut edges = BTreeSet::from([0, 1]);
        many.edges(&mut edges);
        let edges: Vec<u8> = edges.into_iter().collect();
        let mut automaton = Self {
            bytes: columns(&edges),
            columns: edges.len(),
            ..Self::default()
        };
        let moves = Moves::of(&many, &edges);
        let mut sets = Sets::within(room, edges.len());
        // Whoever has no path is not whoever has any.
        sets.add(many.close(&many.starts).into());
        let mut at = 0;
        while let Some(set) = sets.get(at) {
            automaton.ends.push(match at > 0 || is_empty_a_path {
                true => many.accepted(&set),
                false => Vec::new(),
            });
            let row = automaton.cells.len();
            automaton.cells.resize(row + edges.len(), 0);
            for (next, columns) in moves.from(&set) {
                let next = sets.number(next);
                for column in columns {
                    automaton.cells[row + column] = next;
                }
            }
            if sets.are_too_many() {
                return Err(most(&many.looking(sets.all())));
            }
            at += 1;
        }
        Ok(automaton)
    }
}

/// The column of each byte: bytes between two edges have one.
pub(super) fn columns(edges: &[u8]) -> Vec<u32> {
    let column = |byte: u8| edges.partition_point(|edge| *edge <= byte).max(1) - 1;
    (0..=255)
        .map(|byte| u32::try_from(column(byte)).unwrap_or(0))
        .collect()
}

/// Where the most is.
pub(super) fn most(counts: &[usize]) -> usize {
    let all = counts.iter().enumerate();
    all.max_by_key(|(_, count)| **count).map_or(0, |(at, _)| at)
}
