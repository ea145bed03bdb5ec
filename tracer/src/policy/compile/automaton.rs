//! One automaton for all patterns of a policy. It reads a path's components, the last first, each
//! NUL-terminated, as the kernel side has them.

use std::collections::{BTreeSet, HashMap};

use crate::policy::glob::{Component, Glob, Pattern, Token};

/// A deterministic automaton.
#[derive(Clone, Debug, Default)]
pub(super) struct Automaton {
    /// The column of each byte.
    pub(super) bytes: Vec<u32>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// The next state by state and column.
    pub(super) cells: Vec<u32>,
    /// What each state says of a path that ends there.
    pub(super) ends: Vec<End>,
}

/// What is said of a path: which patterns match, by their places in the lists that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct End {
    pub(super) globs: Vec<u32>,
    pub(super) units: Vec<u32>,
    pub(super) containers: Vec<u32>,
}

type Ranges = Vec<(u8, u8)>;
/// Every byte of a component.
const ANY: (u8, u8) = (1, 255);
const DIGITS: [(u8, u8); 2] = [(b'0', b'9'), (b'a', b'f')];
const HEX: [(u8, u8); 3] = [(b'0', b'9'), (b'a', b'f'), (b'A', b'F')];
/// Digits of a container's id.
const ID: usize = 64;

/// An automaton whose states are many at a time.
#[derive(Default)]
struct Many {
    nodes: Vec<Node>,
    /// Where it begins.
    starts: Vec<u32>,
}

enum Node {
    Takes(Ranges, u32),
    Splits(Vec<u32>),
    Accepts(u32),
}

impl Many {
    fn add(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        u32::try_from(self.nodes.len() - 1).unwrap_or(u32::MAX)
    }

    fn byte(&mut self, byte: u8, next: u32) -> u32 {
        self.add(Node::Takes(vec![(byte, byte)], next))
    }

    fn text(&mut self, text: &str, next: u32) -> u32 {
        text.bytes()
            .rev()
            .fold(next, |next, byte| self.byte(byte, next))
    }

    /// Any number of bytes of these.
    fn many(&mut self, ranges: &[(u8, u8)], next: u32) -> u32 {
        let split = self.add(Node::Splits(vec![next]));
        let takes = self.add(Node::Takes(ranges.to_vec(), split));
        self.nodes[split as usize] = Node::Splits(vec![takes, next]);
        split
    }

    fn either(&mut self, all: Vec<u32>) -> u32 {
        self.add(Node::Splits(all))
    }

    fn pattern(&mut self, pattern: &Pattern, next: u32) -> u32 {
        pattern
            .0
            .iter()
            .rev()
            .fold(next, |next, token| match token {
                Token::Byte(byte) => self.byte(*byte, next),
                Token::One => self.add(Node::Takes(vec![ANY], next)),
                Token::Run => self.many(&[ANY], next),
                Token::Set(..) => {
                    let bytes = (1..=255).filter(|byte| token.takes(*byte));
                    let ranges = bytes.map(|byte| (byte, byte)).collect();
                    self.add(Node::Takes(ranges, next))
                }
            })
    }

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
                    self.nodes[split as usize] = Node::Splits(vec![first, next]);
                    split
                }
            };
        }
        self.starts.push(next);
    }

    /// A component of this form.
    fn form(&mut self, accepts: u32, make: impl FnOnce(&mut Self, u32) -> u32) {
        let end = self.add(Node::Accepts(accepts));
        let start = make(self, end);
        self.starts.push(start);
    }

    /// `.scope` or nothing, then the end.
    fn maybe_scope(&mut self, next: u32) -> u32 {
        let scope = self.text(".scope", next);
        self.either(vec![scope, next])
    }

    /// The digits of an id that a pattern matches.
    fn id(&mut self, pattern: &Pattern, next: u32) -> u32 {
        // By how many tokens and digits are left; built from the end.
        let tokens = &pattern.0;
        let dead = self.add(Node::Splits(Vec::new()));
        let mut after = vec![dead; ID + 1];
        after[0] = next;
        for token in tokens.iter().rev() {
            let mut here = vec![dead; ID + 1];
            for left in 0..=ID {
                here[left] = match token {
                    Token::Byte(byte) if left > 0 && after[left - 1] != dead => {
                        self.byte(*byte, after[left - 1])
                    }
                    Token::Run if left == 0 => after[0],
                    Token::Run => {
                        let takes = self.add(Node::Takes(DIGITS.to_vec(), here[left - 1]));
                        self.either(vec![takes, after[left]])
                    }
                    _ => dead,
                };
            }
            after = here;
        }
        after[ID]
    }

    /// A name in which systemd may have written bytes as `\x2d`.
    fn escaped(&mut self, pattern: &Pattern, next: u32) -> u32 {
        pattern
            .0
            .iter()
            .rev()
            .fold(next, |next, token| match token {
                Token::Byte(byte) => {
                    let plain = self.byte(*byte, next);
                    let code = |digit: u8| match digit {
                        0..=9 => vec![(b'0' + digit, b'0' + digit)],
                        _ => vec![
                            (b'a' + digit - 10, b'a' + digit - 10),
                            (b'A' + digit - 10, b'A' + digit - 10),
                        ],
                    };
                    let low = self.add(Node::Takes(code(byte & 15), next));
                    let high = self.add(Node::Takes(code(byte >> 4), low));
                    let escape = self.text("\\x", high);
                    self.either(vec![plain, escape])
                }
                _ => {
                    let split = self.add(Node::Splits(Vec::new()));
                    let plain =
                        self.add(Node::Takes(vec![(1, b'\\' - 1), (b'\\' + 1, 255)], split));
                    let low = self.add(Node::Takes(HEX.to_vec(), split));
                    let high = self.add(Node::Takes(HEX.to_vec(), low));
                    let escape = self.text("\\x", high);
                    self.nodes[split as usize] = Node::Splits(vec![plain, escape, next]);
                    split
                }
            })
    }

    fn close(&self, from: &[u32]) -> Vec<u32> {
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

    fn next(&self, states: &[u32], byte: u8) -> Vec<u32> {
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

    fn accepted(&self, states: &[u32]) -> Vec<u32> {
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
    fn edges(&self, edges: &mut BTreeSet<u8>) {
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

/// What a component may be, for units. From [`UNITS`] on: a pattern of the policy matches it.
const LEAF: u32 = 0;
const SLICE: u32 = 1;
const UNITS: u32 = 2;
/// What a component may be, for containers.
const BY_ID: u32 = 0;
const MONITOR: u32 = 1;
const PAYLOAD: u32 = 2;
const NO_PAYLOAD: u32 = 3;
const MACHINE: u32 = 4;
const LXC: u32 = 5;
const LXC_PAYLOAD: u32 = 6;
/// From here on, four for each pattern: an id, a payload's name, a machine's name, any name.
const CONTAINERS: u32 = 7;

/// What [`crate::model::cgroup::unit`] looks for.
fn units(patterns: &[Pattern]) -> Many {
    let mut many = Many::default();
    for end in [".service", ".scope", ".socket", ".mount", ".swap", ".slice"] {
        let which = if end == ".slice" { SLICE } else { LEAF };
        many.form(which, |many, next| {
            let end = many.text(end, next);
            let rest = many.many(&[ANY], end);
            many.add(Node::Takes(vec![ANY], rest))
        });
    }
    for (which, pattern) in (UNITS..).zip(patterns) {
        many.form(which, |many, next| many.pattern(pattern, next));
    }
    many
}

/// What [`crate::model::cgroup::container`] looks for.
fn containers(patterns: &[Pattern]) -> Many {
    let mut many = Many::default();
    let all = Pattern(vec![Token::Run]);
    // An id, alone or behind `-` or `:`.
    let by_id = |many: &mut Many, pattern: &Pattern, next: u32| {
        let end = many.maybe_scope(next);
        let id = many.id(pattern, end);
        let behind = many.add(Node::Takes(vec![(b'-', b'-'), (b':', b':')], id));
        let front = many.many(&[ANY], behind);
        many.either(vec![id, front])
    };
    let machine = |many: &mut Many, pattern: &Pattern, next: u32| {
        let mut forms = Vec::new();
        for (front, back) in [("systemd-nspawn@", ".service"), ("machine-", ".scope")] {
            let end = many.text(back, next);
            let name = many.escaped(pattern, end);
            forms.push(many.text(front, name));
        }
        many.either(forms)
    };
    many.form(BY_ID, |many, next| by_id(many, &all, next));
    many.form(MONITOR, |many, next| {
        const PART: [(u8, u8); 2] = [(1, b':' - 1), (b':' + 1, 255)];
        let end = many.maybe_scope(next);
        let id = many.id(&all, end);
        let behind = many.add(Node::Takes(vec![(b'-', b'-'), (b':', b':')], id));
        let more = many.many(&PART, behind);
        let more = many.byte(b'-', more);
        let after = many.either(vec![behind, more]);
        let monitor = many.text("conmon", after);
        let before = many.byte(b'-', monitor);
        let before = many.many(&PART, before);
        let part = many.either(vec![monitor, before]);
        let colon = many.byte(b':', part);
        let front = many.many(&[ANY], colon);
        many.either(vec![part, front])
    });
    many.form(PAYLOAD, |many, next| {
        let rest = many.many(&[ANY], next);
        let first = many.add(Node::Takes(vec![ANY], rest));
        many.text("lxc.payload.", first)
    });
    many.form(NO_PAYLOAD, |many, next| many.text("lxc.payload.", next));
    many.form(MACHINE, |many, next| {
        let mut forms = Vec::new();
        for (front, back) in [("systemd-nspawn@", ".service"), ("machine-", ".scope")] {
            let end = many.text(back, next);
            let rest = many.many(&[ANY], end);
            let first = many.add(Node::Takes(vec![ANY], rest));
            forms.push(many.text(front, first));
        }
        many.either(forms)
    });
    many.form(LXC, |many, next| many.text("lxc", next));
    many.form(LXC_PAYLOAD, |many, next| many.text("lxc.payload", next));
    for (which, pattern) in (CONTAINERS..).step_by(4).zip(patterns) {
        many.form(which, |many, next| by_id(many, pattern, next));
        many.form(which + 1, |many, next| {
            let name = many.pattern(pattern, next);
            many.text("lxc.payload.", name)
        });
        many.form(which + 2, |many, next| machine(many, pattern, next));
        many.form(which + 3, |many, next| many.pattern(pattern, next));
    }
    many
}

/// What was found out on the way to the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct Found {
    /// Patterns that the unit matches, once there is one.
    unit: Option<Vec<u32>>,
    /// The same of the innermost slice, which is the unit where there is no other.
    slice: Option<Vec<u32>>,
    container: Option<Vec<u32>>,
    /// Of the component before: it is a container where its parent is `lxc.payload`.
    pending: Option<Vec<u32>>,
    /// Of the one before that, whose parent was `lxc`: it is a container where that is at the root.
    at_root: Option<Vec<u32>>,
}

impl Found {
    fn unit(&mut self, what: &[u32]) {
        let matches = || {
            let patterns = what.iter().filter(|which| **which >= UNITS);
            Some(patterns.map(|which| which - UNITS).collect())
        };
        if what.contains(&LEAF) {
            self.unit = matches();
            self.slice = None;
        } else if what.contains(&SLICE) && self.slice.is_none() {
            self.slice = matches();
        }
    }

    fn container(&mut self, what: &[u32]) {
        let matches = |form: u32| {
            let patterns = what
                .iter()
                .filter_map(|which| which.checked_sub(CONTAINERS));
            let of_form = patterns.filter(|which| which % 4 == form);
            Some(of_form.map(|which| which / 4).collect::<Vec<u32>>())
        };
        self.at_root = None;
        if let Some(before) = self.pending.take() {
            if what.contains(&LXC_PAYLOAD) {
                self.container = Some(before);
                return;
            }
            if what.contains(&LXC) {
                self.at_root = Some(before);
            }
        }
        if what.contains(&BY_ID) && !what.contains(&MONITOR) {
            self.container = matches(0);
        } else if what.contains(&PAYLOAD) {
            self.container = matches(1);
        } else if what.contains(&MACHINE) {
            self.container = matches(2);
        } else if !what.contains(&NO_PAYLOAD) {
            self.pending = matches(3);
        }
        if self.container.is_some() {
            self.at_root = None;
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
struct State {
    /// Whether a byte was read: whoever has no path is not whoever has any.
    begun: bool,
    globs: Vec<u32>,
    units: Vec<u32>,
    containers: Vec<u32>,
    found: Found,
}

impl Automaton {
    /// Builds it; None where it has more cells than there is room for. The root of cgroups is a path
    /// without components; of executables, that is none.
    pub(super) fn build(
        globs: &[Glob],
        unit_patterns: &[Pattern],
        container_patterns: &[Pattern],
        is_empty_a_path: bool,
        room: usize,
    ) -> Option<Self> {
        let mut paths = Many::default();
        for (which, glob) in (0..).zip(globs) {
            paths.glob(glob, which);
        }
        let units = match unit_patterns {
            [] => Many::default(),
            patterns => units(patterns),
        };
        let containers = match container_patterns {
            [] => Many::default(),
            patterns => containers(patterns),
        };
        let mut edges = BTreeSet::from([0, 1]);
        for many in [&paths, &units, &containers] {
            many.edges(&mut edges);
        }
        let edges: Vec<u8> = edges.into_iter().collect();
        let column = |byte: u8| edges.partition_point(|edge| *edge <= byte) - 1;
        let bytes = (0..=255).map(|byte| u32::try_from(column(byte)).unwrap_or(0));
        let mut automaton = Self {
            bytes: bytes.collect(),
            columns: edges.len(),
            ..Self::default()
        };
        let (unit_start, container_start) = (
            units.close(&units.starts),
            containers.close(&containers.starts),
        );
        let first = State {
            begun: false,
            globs: paths.close(&paths.starts),
            units: unit_start.clone(),
            containers: container_start.clone(),
            found: Found::default(),
        };
        let mut ids: HashMap<State, u32> = HashMap::from([(first.clone(), 0)]);
        let mut states = vec![first];
        let mut at = 0;
        while at < states.len() {
            let state = std::mem::take(&mut states[at]);
            automaton.ends.push(match state.begun || is_empty_a_path {
                true => state.end(&paths),
                false => End::default(),
            });
            for byte in &edges {
                let mut next = State {
                    begun: true,
                    globs: paths.next(&state.globs, *byte),
                    found: state.found.clone(),
                    ..State::default()
                };
                if *byte == 0 {
                    let found = &mut next.found;
                    if found.unit.is_none() && !unit_patterns.is_empty() {
                        found.unit(&units.accepted(&state.units));
                    }
                    if found.container.is_none() && !container_patterns.is_empty() {
                        found.container(&containers.accepted(&state.containers));
                    }
                    if found.unit.is_none() {
                        next.units.clone_from(&unit_start);
                    }
                    if found.container.is_none() {
                        next.containers.clone_from(&container_start);
                    }
                } else {
                    next.units = units.next(&state.units, *byte);
                    next.containers = containers.next(&state.containers, *byte);
                }
                let id = match ids.get(&next) {
                    Some(id) => *id,
                    None => {
                        let id = u32::try_from(states.len()).ok()?;
                        ids.insert(next.clone(), id);
                        states.push(next);
                        id
                    }
                };
                automaton.cells.push(id);
            }
            if states.len() * edges.len() > room {
                return None;
            }
            at += 1;
        }
        Some(automaton)
    }
}

impl State {
    fn end(&self, paths: &Many) -> End {
        let unit = self.found.unit.as_ref().or(self.found.slice.as_ref());
        let container = self
            .found
            .container
            .as_ref()
            .or(self.found.at_root.as_ref());
        End {
            globs: paths.accepted(&self.globs),
            units: unit.cloned().unwrap_or_default(),
            containers: container.cloned().unwrap_or_default(),
        }
    }
}
