//! Patterns as automata whose states are many at a time, before one is made of them whose states are single.

use std::collections::BTreeSet;

use crate::policy::glob::{Pattern, Token};

/// The first and the last byte of each.
type Ranges = Vec<(u8, u8)>;
/// Every byte of a component.
pub(super) const ANY: (u8, u8) = (1, 255);

/// An automaton whose states are many at a time.
#[derive(Default)]
pub(super) struct Many {
    nodes: Vec<Node>,
    /// Where it begins: each form that it looks for.
    pub(super) starts: Vec<u32>,
    /// Behind the nodes of each.
    ends: Vec<usize>,
}

pub(super) enum Node {
    Takes(Ranges, u32),
    Splits(Vec<u32>),
    Accepts(u32),
}

impl Many {
    pub(super) fn add(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    /// Makes a node what it is to be, when what it leads to is there.
    pub(super) fn set(&mut self, node: u32, to: Node) {
        self.nodes[node as usize] = to;
    }

    pub(super) fn byte(&mut self, byte: u8, next: u32) -> u32 {
        self.add(Node::Takes(vec![(byte, byte)], next))
    }

    pub(super) fn text(&mut self, text: &str, next: u32) -> u32 {
        text.bytes()
            .rev()
            .fold(next, |next, byte| self.byte(byte, next))
    }

    /// Any number of bytes of these.
    pub(super) fn many(&mut self, ranges: &[(u8, u8)], next: u32) -> u32 {
        let split = self.add(Node::Splits(vec![next]));
        let takes = self.add(Node::Takes(ranges.to_vec(), split));
        self.nodes[split as usize] = Node::Splits(vec![takes, next]);
        split
    }

    pub(super) fn either(&mut self, all: Vec<u32>) -> u32 {
        self.add(Node::Splits(all))
    }

    pub(super) fn pattern(&mut self, pattern: &Pattern, next: u32) -> u32 {
        pattern
            .0
            .iter()
            .rev()
            .fold(next, |next, token| match token {
                Token::Byte(byte) => self.byte(*byte, next),
                Token::One => self.add(Node::Takes(vec![ANY], next)),
                Token::Run => self.many(&[ANY], next),
                Token::Set(..) => {
                    let mut ranges = Ranges::new();
                    for byte in (1..=255).filter(|byte| token.takes(*byte)) {
                        match ranges.last_mut() {
                            Some((_, last)) if *last + 1 == byte => *last = byte,
                            _ => ranges.push((byte, byte)),
                        }
                    }
                    self.add(Node::Takes(ranges, next))
                }
            })
    }

    pub(super) fn begins(&mut self, start: u32) {
        self.starts.push(start);
        self.ends.push(self.nodes.len());
    }

    /// How many of these states are looking for each form.
    pub(super) fn looking<'a>(&self, all: impl Iterator<Item = &'a Vec<u32>>) -> Vec<usize> {
        let mut counts = vec![0; self.ends.len()];
        for node in all.flatten() {
            let form = self.ends.partition_point(|end| *end <= *node as usize);
            if let Some(count) = counts.get_mut(form) {
                *count += 1;
            }
        }
        counts
    }

    /// A component of this form.
    pub(super) fn form(&mut self, accepts: u32, make: impl FnOnce(&mut Self, u32) -> u32) {
        let end = self.add(Node::Accepts(accepts));
        let start = make(self, end);
        self.begins(start);
    }

    pub(super) fn close(&self, from: &[u32]) -> Vec<u32> {
        let (mut seen, mut all) = (BTreeSet::new(), BTreeSet::new());
        let mut waiting = from.to_vec();
        while let Some(node) = waiting.pop() {
            match &self.nodes[node as usize] {
                Node::Splits(next) if seen.insert(node) => waiting.extend(next),
                Node::Splits(_) => {}
                Node::Takes(..) | Node::Accepts(_) => {
                    all.insert(node);
                }
            }
        }
        all.into_iter().collect()
    }

    pub(super) fn next(&self, states: &[u32], byte: u8) -> Vec<u32> {
        let takes = |node: &u32| match &self.nodes[*node as usize] {
            Node::Takes(ranges, next) => {
                let mut ranges = ranges.iter();
                ranges
                    .any(|(a, b)| (*a..=*b).contains(&byte))
                    .then_some(*next)
            }
            _ => None,
        };
        let next: Vec<u32> = states.iter().filter_map(takes).collect();
        if next.is_empty() {
            next
        } else {
            self.close(&next)
        }
    }

    pub(super) fn accepted(&self, states: &[u32]) -> Vec<u32> {
        let accepts = |node: &u32| match &self.nodes[*node as usize] {
            Node::Accepts(which) => Some(*which),
            _ => None,
        };
        let mut all: Vec<u32> = states.iter().filter_map(accepts).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Where ranges begin and end.
    pub(super) fn edges(&self, edges: &mut BTreeSet<u8>) {
        for node in &self.nodes {
            if let Node::Takes(ranges, _) = node {
                for (first, last) in ranges {
                    edges.insert(*first);
                    edges.extend(last.checked_add(1));
                }
            }
        }
    }
}
