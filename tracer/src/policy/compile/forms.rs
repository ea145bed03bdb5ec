//! What a component of a cgroup's path may be, for units and for containers, and what is made of that on the way to the
//! root: as [`crate::model::cgroup`] has it.

use super::nfa::{ANY, Many, Node};
use crate::{
    model::cgroup::{DIGITS, HEXADECIMAL, UNIT_ENDS},
    policy::glob::{Pattern, Token},
};

const HEX: [(u8, u8); 3] = [(b'0', b'9'), (b'a', b'f'), (b'A', b'F')];

/// What a component may be, for units, from the first number on that is theirs. From [`UNITS`] on: a pattern of the
/// policy matches it.
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

/// How many numbers these patterns of units take.
pub(super) fn unit_forms(patterns: &[Pattern]) -> u32 {
    match patterns {
        [] => 0,
        all => UNITS + u32::try_from(all.len()).unwrap_or(u32::MAX - UNITS),
    }
}

/// What is counted of each form, by pattern: of globs' components, units and containers.
pub(super) fn by_pattern(
    counts: &[usize],
    globs: usize,
    units: usize,
    containers: usize,
) -> Vec<usize> {
    let mut rest = counts.iter().copied();
    let mut all: Vec<usize> = rest.by_ref().take(globs).collect();
    if units > 0 {
        all.extend(rest.by_ref().skip(UNIT_ENDS.len()).take(units));
    }
    if containers > 0 {
        let forms: Vec<usize> = rest.skip(CONTAINERS as usize).collect();
        all.extend(forms.chunks(4).map(|forms| forms.iter().sum::<usize>()));
    }
    all
}

/// What [`crate::model::cgroup::unit`] looks for.
pub(super) fn units(many: &mut Many, first: u32, patterns: &[Pattern]) {
    let [.., slice] = UNIT_ENDS;
    for end in UNIT_ENDS {
        let which = if end == slice { SLICE } else { LEAF };
        many.form(first + which, |many, next| {
            let end = many.text(end, next);
            let rest = many.many(&[ANY], end);
            many.add(Node::Takes(vec![ANY], rest))
        });
    }
    for (which, pattern) in (first + UNITS..).zip(patterns) {
        many.form(which, |many, next| many.pattern(pattern, next));
    }
}

/// What [`crate::model::cgroup::container`] looks for.
pub(super) fn containers(many: &mut Many, first: u32, patterns: &[Pattern]) {
    let all = Pattern(vec![Token::Run]);
    // An id, alone or behind `-` or `:`. What may stand in front of it is looked for once, whichever id it is of.
    let ids = many.either(Vec::new());
    let mut of_ids = Vec::new();
    let mut by_id = |many: &mut Many, pattern: &Pattern, next: u32| {
        let end = maybe_scope(many, next);
        let id = id(many, pattern, end);
        of_ids.push(id);
        id
    };
    let machine = |many: &mut Many, pattern: &Pattern, next: u32| {
        let mut forms = Vec::new();
        for (front, back) in [("systemd-nspawn@", ".service"), ("machine-", ".scope")] {
            let end = many.text(back, next);
            let name = escaped(many, pattern, end);
            forms.push(many.text(front, name));
        }
        many.either(forms)
    };
    many.form(first + BY_ID, |many, next| {
        let id = by_id(many, &all, next);
        let behind = many.add(Node::Takes(vec![(b'-', b'-'), (b':', b':')], ids));
        let front = many.many(&[ANY], behind);
        many.either(vec![id, front])
    });
    many.form(first + MONITOR, |many, next| {
        const PART: [(u8, u8); 2] = [(1, b':' - 1), (b':' + 1, 255)];
        let end = maybe_scope(many, next);
        let id = id(many, &all, end);
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
    many.form(first + PAYLOAD, |many, next| {
        let rest = many.many(&[ANY], next);
        let first = many.add(Node::Takes(vec![ANY], rest));
        many.text("lxc.payload.", first)
    });
    many.form(first + NO_PAYLOAD, |many, next| {
        many.text("lxc.payload.", next)
    });
    many.form(first + MACHINE, |many, next| {
        let mut forms = Vec::new();
        for (front, back) in [("systemd-nspawn@", ".service"), ("machine-", ".scope")] {
            let end = many.text(back, next);
            let rest = escaped(many, &all, end);
            let first = any_escaped(many, rest);
            forms.push(many.text(front, first));
        }
        many.either(forms)
    });
    many.form(first + LXC, |many, next| many.text("lxc", next));
    many.form(first + LXC_PAYLOAD, |many, next| {
        many.text("lxc.payload", next)
    });
    for (which, pattern) in (first + CONTAINERS..).step_by(4).zip(patterns) {
        many.form(which, |many, next| by_id(many, pattern, next));
        many.form(which + 1, |many, next| {
            let name = many.pattern(pattern, next);
            many.text("lxc.payload.", name)
        });
        many.form(which + 2, |many, next| machine(many, pattern, next));
        // A name that is an id is known by that.
        many.form(which + 3, |many, next| match is_an_id(pattern) {
            true => many.either(Vec::new()),
            false => many.pattern(pattern, next),
        });
    }
    many.set(ids, Node::Splits(of_ids));
}

/// What was found out on the way to the root.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Found {
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
    /// One more component, by what of units it may be.
    pub(super) fn unit(&mut self, what: &[u32]) {
        if self.unit.is_some() {
            return;
        }
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

    /// The same of containers.
    pub(super) fn container(&mut self, what: &[u32]) {
        if self.container.is_some() {
            return;
        }
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

    /// Which patterns it remembers, of units and of containers.
    pub(super) fn remembered(&self) -> [impl Iterator<Item = u32>; 2] {
        let all = |of: &[&Option<Vec<u32>>]| {
            let all = of.iter().filter_map(|own| own.as_ref()).flatten();
            all.copied().collect::<Vec<u32>>().into_iter()
        };
        [
            all(&[&self.unit, &self.slice]),
            all(&[&self.container, &self.pending, &self.at_root]),
        ]
    }

    /// The patterns of units and of containers that the whole path matches.
    pub(super) fn end(&self) -> (Vec<u32>, Vec<u32>) {
        let unit = self.unit.as_ref().or(self.slice.as_ref());
        let container = self.container.as_ref().or(self.at_root.as_ref());
        (
            unit.cloned().unwrap_or_default(),
            container.cloned().unwrap_or_default(),
        )
    }
}

/// Whether a pattern matches nothing but ids.
fn is_an_id(Pattern(tokens): &Pattern) -> bool {
    let is_digit = |byte: u8| HEXADECIMAL.iter().any(|(a, b)| (*a..=*b).contains(&byte));
    let takes_digits = |token: &Token| match token {
        Token::Byte(byte) => is_digit(*byte),
        Token::Set(ranges, false) => ranges == &HEXADECIMAL,
        _ => false,
    };
    tokens.len() == DIGITS && tokens.iter().all(takes_digits)
}

/// `.scope` or nothing, then the end.
fn maybe_scope(many: &mut Many, next: u32) -> u32 {
    let scope = many.text(".scope", next);
    many.either(vec![scope, next])
}

/// The digits of an id that a pattern matches.
fn id(many: &mut Many, pattern: &Pattern, next: u32) -> u32 {
    // By how many tokens and digits are left; built from the end.
    let tokens = &pattern.0;
    let dead = many.add(Node::Splits(Vec::new()));
    let mut after = vec![dead; DIGITS + 1];
    after[0] = next;
    for token in tokens.iter().rev() {
        let mut here = vec![dead; DIGITS + 1];
        for left in 0..=DIGITS {
            here[left] = match token {
                Token::Byte(byte) if left > 0 && after[left - 1] != dead => {
                    many.byte(*byte, after[left - 1])
                }
                Token::Set(ranges, false) if left > 0 && after[left - 1] != dead => {
                    many.add(Node::Takes(ranges.clone(), after[left - 1]))
                }
                Token::Run if left == 0 => after[0],
                Token::Run => {
                    let takes = many.add(Node::Takes(HEXADECIMAL.to_vec(), here[left - 1]));
                    many.either(vec![takes, after[left]])
                }
                _ => dead,
            };
        }
        after = here;
    }
    after[DIGITS]
}

/// A byte of a name in which systemd may have written it as `\x2d`.
fn any_escaped(many: &mut Many, next: u32) -> u32 {
    let plain = many.add(Node::Takes(vec![(1, b'\\' - 1), (b'\\' + 1, 255)], next));
    let low = many.add(Node::Takes(HEX.to_vec(), next));
    let high = many.add(Node::Takes(HEX.to_vec(), low));
    let escape = many.text("\\x", high);
    many.either(vec![plain, escape])
}

/// The same of one byte.
fn byte_escaped(many: &mut Many, byte: u8, next: u32) -> u32 {
    let code = |digit: u8| match digit {
        0..=9 => vec![(b'0' + digit, b'0' + digit)],
        _ => vec![
            (b'a' + digit - 10, b'a' + digit - 10),
            (b'A' + digit - 10, b'A' + digit - 10),
        ],
    };
    let plain = many.byte(byte, next);
    let low = many.add(Node::Takes(code(byte & 15), next));
    let high = many.add(Node::Takes(code(byte >> 4), low));
    let escape = many.text("\\x", high);
    many.either(vec![plain, escape])
}

/// The same of a digit of an id: `0` to `9` are 0x30 and so on, `a` to `f` 0x61 and so on.
fn digit_escaped(many: &mut Many, next: u32) -> u32 {
    let plain = many.add(Node::Takes(HEXADECIMAL.to_vec(), next));
    let figure = many.add(Node::Takes(vec![(b'0', b'9')], next));
    let letter = many.add(Node::Takes(vec![(b'1', b'6')], next));
    let (three, six) = (many.byte(b'3', figure), many.byte(b'6', letter));
    let high = many.either(vec![three, six]);
    let escape = many.text("\\x", high);
    many.either(vec![plain, escape])
}

/// A name that systemd may have written so.
fn escaped(many: &mut Many, pattern: &Pattern, next: u32) -> u32 {
    let tokens = pattern.0.iter().rev();
    tokens.fold(next, |next, token| match token {
        Token::Byte(byte) => byte_escaped(many, *byte, next),
        Token::Set(..) => digit_escaped(many, next),
        Token::One => any_escaped(many, next),
        Token::Run => {
            let split = many.add(Node::Splits(Vec::new()));
            let any = any_escaped(many, split);
            many.set(split, Node::Splits(vec![any, next]));
            split
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{super::nfa::Moves, *};

    #[test]
    fn what_stands_before_an_id_is_looked_for_once() {
        let looked_for = |ids: u64| {
            let pattern = |at: u64| {
                let id = format!("{at:012x}{}", "[0-9a-f]".repeat(52));
                Pattern::parse(&id).expect("a pattern")
            };
            let patterns: Vec<Pattern> = (0..ids).map(pattern).collect();
            let mut many = Many::default();
            containers(&mut many, 0, &patterns);
            // Behind what begins no id: one may follow all the same.
            let edges: Vec<u8> = (1..=255).collect();
            let moves = Moves::of(&many, &edges);
            let all = moves.from(&many.close(&many.starts)).into_iter();
            let mut all = all.filter(|(_, columns)| columns.contains(&usize::from(b'x' - 1)));
            all.next().expect("each byte leads on").0.len()
        };
        assert_eq!(looked_for(2), looked_for(20));
    }
}
