//! Patterns as automata whose states are many at a time, before one is made of them whose states are single.

use std::{
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

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
    pub(super) fn looking<'a>(&self, all: impl Iterator<Item = &'a [u32]>) -> Vec<usize> {
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

    /// Where its ranges begin and end.
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

/// Where an automaton goes from several states at a time, by columns: bytes that it does not tell apart.
pub(super) struct Moves {
    /// Of each node that takes bytes: the columns, the first and the last of each range.
    takes: Vec<Vec<(usize, usize)>>,
    /// What it leads to, in order.
    leads: Vec<Vec<u32>>,
    columns: usize,
    /// The first column of [`ANY`].
    any: usize,
}

impl Moves {
    /// Of an automaton, with the first byte of each column.
    pub(super) fn of(many: &Many, edges: &[u8]) -> Self {
        let column = |byte: u8| edges.partition_point(|edge| *edge <= byte).max(1) - 1;
        let of = |node: &Node| match node {
            Node::Takes(ranges, next) => {
                let columns = ranges.iter().map(|(a, b)| (column(*a), column(*b)));
                (columns.collect(), many.close(&[*next]))
            }
            Node::Splits(_) | Node::Accepts(_) => (Vec::new(), Vec::new()),
        };
        let (takes, leads) = many.nodes.iter().map(of).unzip();
        Self {
            takes,
            leads,
            columns: edges.len(),
            any: column(ANY.0),
        }
    }

    /// Every set of states that these lead to, with the columns that do.
    pub(super) fn from(&self, states: &[u32]) -> Vec<(Vec<u32>, Vec<usize>)> {
        // Most nodes take every byte, and most columns lead to nothing else.
        let mut of_any = Vec::new();
        let mut of_column: Vec<Vec<u32>> = vec![Vec::new(); self.columns];
        for node in states {
            for (first, last) in &self.takes[*node as usize] {
                if (*first, *last) == (self.any, self.columns - 1) {
                    of_any.push(*node);
                } else {
                    for column in &mut of_column[*first..=*last] {
                        column.push(*node);
                    }
                }
            }
        }
        let of_any = self.led(&of_any);
        let mut found: Vec<(&[u32], bool, Vec<usize>)> = Vec::new();
        for (column, own) in of_column.iter().enumerate() {
            let takes_any = column >= self.any;
            let known = found
                .iter_mut()
                .find(|(other, any, _)| other == own && *any == takes_any);
            match known {
                Some((.., columns)) => columns.push(column),
                None => found.push((own, takes_any, vec![column])),
            }
        }
        let all = found.into_iter().map(|(own, takes_any, columns)| {
            let own = self.led(own);
            let set = match takes_any {
                true => merged(&of_any, &own),
                false => own,
            };
            (set, columns)
        });
        all.collect()
    }

    /// All that these lead to, in order.
    fn led(&self, nodes: &[u32]) -> Vec<u32> {
        let leads = nodes.iter().flat_map(|node| &self.leads[*node as usize]);
        let mut all: Vec<u32> = leads.copied().collect();
        all.sort();
        all.dedup();
        all
    }
}

/// What is in either of two, each of which is in order.
fn merged(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut all = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one, other);
    while let ([a, ..], [b, ..]) = (one, other) {
        all.push(*a.min(b));
        if a <= b {
            one = &one[1..];
        }
        if b <= a {
            other = &other[1..];
        }
    }
    all.extend(one.iter().chain(other));
    all
}

/// Sets of states by number, in the order in which they were found, up to as many numbers together as there is memory
/// for: what is refused for its size is to be refused soon.
pub(super) struct Sets {
    all: Vec<Rc<[u32]>>,
    known: HashMap<Rc<[u32]>, u32>,
    /// How many states are in all of them together, and how many may be.
    states: usize,
    most_states: usize,
    /// How many sets there may be.
    most: usize,
}

/// Most states in all sets together.
const MOST_STATES: usize = 1 << 25;

impl Sets {
    /// None yet, and room for so many cells, where each takes one for each column.
    pub(super) fn within(room: usize, columns: usize) -> Self {
        Self {
            all: Vec::new(),
            known: HashMap::new(),
            states: 0,
            most_states: MOST_STATES,
            most: room / columns.max(1),
        }
    }

    /// The number of a set.
    pub(super) fn number(&mut self, set: Vec<u32>) -> u32 {
        if let Some(number) = self.known.get(set.as_slice()) {
            return *number;
        }
        let set: Rc<[u32]> = set.into();
        let number = self.add(Rc::clone(&set));
        self.known.insert(set, number);
        number
    }

    /// A number for a set that is no other's, whatever is in it.
    pub(super) fn add(&mut self, set: Rc<[u32]>) -> u32 {
        self.states += set.len();
        self.all.push(set);
        u32::try_from(self.all.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn get(&self, number: usize) -> Option<Rc<[u32]>> {
        self.all.get(number).cloned()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &[u32]> {
        self.all.iter().map(|set| &**set)
    }

    /// Whether there are more than there is room for.
    pub(super) fn are_too_many(&self) -> bool {
        self.all.len() > self.most || self.states > self.most_states
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_too_many_by_their_number_or_by_what_is_in_them() {
        let with = |number: u32, length: u32| {
            let mut sets = Sets {
                most_states: 100,
                ..Sets::within(100, 10)
            };
            for first in 0..number {
                let set = || (first..first + length).collect();
                assert_eq!(sets.number(set()), first);
                assert_eq!(sets.number(set()), first, "it is known");
            }
            sets.are_too_many()
        };
        assert!(!with(10, 10));
        assert!(with(11, 1));
        assert!(with(10, 11));
    }

    #[test]
    fn each_column_leads_where_its_bytes_do() {
        let mut many = Many::default();
        let patterns = ["*a*", "a[b-d]?", "*", "?z"];
        for (which, text) in (0..).zip(patterns) {
            let pattern = Pattern::parse(text).expect("a pattern");
            many.form(which, |many, next| many.pattern(&pattern, next));
        }
        let mut edges = BTreeSet::from([0, 1]);
        many.edges(&mut edges);
        let edges: Vec<u8> = edges.into_iter().collect();
        let moves = Moves::of(&many, &edges);
        let step = |set: &[u32], byte: u8| {
            let column = edges.partition_point(|edge| *edge <= byte) - 1;
            let mut all = moves.from(set).into_iter();
            let found = all.find(|(_, columns)| columns.contains(&column));
            found.expect("each column is there").0
        };
        for text in ["", "a", "ab", "abz", "az", "xaz", "zz", "a\u{1}c", "add"] {
            let start = many.close(&many.starts);
            let end = text.bytes().fold(start, |set, byte| step(&set, byte));
            let own = (0..).zip(patterns).filter(|(_, pattern)| {
                let pattern = Pattern::parse(pattern).expect("a pattern");
                pattern.matches(text)
            });
            let own: Vec<u32> = own.map(|(which, _)| which).collect();
            assert_eq!(many.accepted(&end), own, "{text:?}");
        }
        // No pattern takes what ends a component.
        assert!(step(&many.close(&many.starts), 0).is_empty());
    }
}
