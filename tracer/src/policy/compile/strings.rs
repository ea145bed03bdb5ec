//! A string of each kind that patterns tell apart: what is true of one is true of all of its kind.

use std::collections::{HashSet, VecDeque};

use super::automaton::Automaton;
use crate::policy::glob::{Component, Glob, Pattern, Token};

/// A path of each kind that these tell apart, the shortest; `/` of cgroups, nothing of executables, is
/// among them. None where there are more states than so many cells have.
pub(in crate::policy) fn paths(
    globs: &[Glob],
    units: &[Pattern],
    containers: &[Pattern],
    is_empty_a_path: bool,
    cells: usize,
) -> Option<Vec<String>> {
    let automaton = Automaton::build(globs, units, containers, is_empty_a_path, cells)?;
    let empty = if is_empty_a_path { "/" } else { "" };
    let mut all = vec![empty.to_owned()];
    all.extend(shortest(&automaton, false));
    Some(all)
}

/// The same of names. Of a bus and an address the address may be meant as well.
pub(in crate::policy) fn names(
    patterns: &[Pattern],
    is_bus: bool,
    cells: usize,
) -> Option<Vec<String>> {
    let one = |pattern: Pattern| Glob(vec![Component::One(pattern)]);
    let mut globs: Vec<Glob> = patterns.iter().cloned().map(one).collect();
    if is_bus {
        globs.extend(patterns.iter().map(|pattern| {
            let mut behind = vec![Token::Run, Token::Byte(b' ')];
            behind.extend(pattern.0.iter().cloned());
            one(Pattern(behind))
        }));
    }
    let automaton = Automaton::build(&globs, &[], &[], false, cells)?;
    Some(shortest(&automaton, true))
}

/// A byte of each column, those first that people read best.
fn alphabet(automaton: &Automaton, is_name: bool) -> Vec<u8> {
    let plain = (b'x'..=b'z').chain(b'a'..=b'w').chain(b'0'..=b'9');
    let all = plain.chain(b'A'..=b'Z').chain(*b"-._ ").chain(1..=u8::MAX);
    let mut seen = HashSet::new();
    all.filter(|byte| is_name || *byte != b'/')
        .filter(|byte| seen.insert(automaton.bytes[usize::from(*byte)]))
        .collect()
}

/// How a state was reached: by which byte, and from where.
struct Step {
    state: u32,
    byte: u8,
    from: usize,
}

/// The shortest string that ends in each way, in the order of their lengths.
fn shortest(automaton: &Automaton, is_name: bool) -> Vec<String> {
    let alphabet = alphabet(automaton, is_name);
    let next = |state: u32, byte: u8| {
        let column = automaton.bytes[usize::from(byte)] as usize;
        automaton.cells[state as usize * automaton.columns + column]
    };
    let mut steps = vec![Step {
        state: 0,
        byte: 0,
        from: 0,
    }];
    let (mut ends, mut all) = (HashSet::new(), Vec::new());
    // With whether a component has begun: none is empty.
    let mut seen = HashSet::from([(0, false)]);
    let mut waiting = VecDeque::from([(0_usize, false)]);
    while let Some((at, begun)) = waiting.pop_front() {
        let state = steps[at].state;
        if at > 0 && !begun {
            if ends.insert(&automaton.ends[state as usize]) {
                all.push(text(&steps, at));
            }
            if is_name {
                continue;
            }
        }
        let end = begun.then_some(0);
        for byte in alphabet.iter().copied().chain(end) {
            let state = next(state, byte);
            if seen.insert((state, byte != 0)) {
                steps.push(Step {
                    state,
                    byte,
                    from: at,
                });
                waiting.push_back((steps.len() - 1, byte != 0));
            }
        }
    }
    match is_name {
        true => all.iter().map(|path| path[1..].to_owned()).collect(),
        false => all,
    }
}

/// The path that was read up to a step: its components were read from the last to the first.
fn text(steps: &[Step], mut at: usize) -> String {
    let mut bytes = Vec::new();
    while at > 0 {
        bytes.push(steps[at].byte);
        at = steps[at].from;
    }
    bytes.reverse();
    let mut path = Vec::new();
    let components = bytes.split(|byte| *byte == 0).rev();
    for component in components.filter(|component| !component.is_empty()) {
        path.push(b'/');
        path.extend_from_slice(component);
    }
    String::from_utf8_lossy(&path).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_path_of_each_kind() {
        let globs: Vec<Glob> = ["/a/*", "/a/b", "/a/**", "/[c-e]"]
            .iter()
            .map(|glob| Glob::parse(glob).expect("a pattern"))
            .collect();
        let mut kinds = HashSet::new();
        for path in paths(&globs, &[], &[], false, 1 << 20).expect("room") {
            let kind: Vec<bool> = globs.iter().map(|glob| glob.matches(&path)).collect();
            kinds.insert(kind);
        }
        // None, the last alone, `/a/**` alone, with `/a/*`, and with `/a/b`.
        assert_eq!(kinds.len(), 5, "{kinds:?}");
        let unit = [Pattern::parse("a.service").expect("a pattern")];
        let all = paths(&[], &unit, &[], true, 1 << 20).expect("room");
        assert!(all.contains(&"/a.service".to_owned()), "{all:?}");
    }

    #[test]
    fn there_is_a_name_of_each_kind() {
        let patterns: Vec<Pattern> = ["nvme?", "nvme[0-4]", "pci 0000:*", "0000:00:04.0"]
            .iter()
            .map(|pattern| Pattern::parse(pattern).expect("a pattern"))
            .collect();
        let all = names(&patterns, true, 1 << 20).expect("room");
        for name in ["nvme0", "nvmex", "x", "pci 0000:", "pci 0000:00:04.0"] {
            assert!(all.contains(&name.to_owned()), "{name} {all:?}");
        }
    }
}
