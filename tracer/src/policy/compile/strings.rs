//! A string of each kind that patterns tell apart: what is true of one is true of all of its kind.

use std::collections::{HashSet, VecDeque};

use super::components::Components;
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
    let components = Components::build(globs, units, containers, is_empty_a_path, cells).ok()?;
    let empty = if is_empty_a_path { "/" } else { "" };
    let mut all = vec![empty.to_owned()];
    all.extend(fewest(&components));
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
    let components = Components::build(&globs, &[], &[], false, cells).ok()?;
    let words = shortest(&components, true).into_iter().flatten();
    Some(
        words
            .map(|word| String::from_utf8_lossy(&word).into_owned())
            .collect(),
    )
}

/// A byte of each column, those first that people read best.
fn alphabet(components: &Components, is_name: bool) -> Vec<u8> {
    let plain = (b'x'..=b'z').chain(b'a'..=b'w').chain(b'0'..=b'9');
    let all = plain.chain(b'A'..=b'Z').chain(*b"-._ ").chain(1..=u8::MAX);
    let mut seen = HashSet::new();
    all.filter(|byte| is_name || *byte != b'/')
        .filter(|byte| seen.insert(components.bytes[usize::from(*byte)]))
        .collect()
}

/// The shortest component of each class; None of classes that only no component has.
fn shortest(components: &Components, is_name: bool) -> Vec<Option<Vec<u8>>> {
    let alphabet = alphabet(components, is_name);
    let mut all: Vec<Option<Vec<u8>>> = vec![None; components.count];
    let mut seen = HashSet::new();
    let mut waiting: VecDeque<(u32, Vec<u8>)> = VecDeque::from([(0, Vec::new())]);
    while let Some((state, text)) = waiting.pop_front() {
        for byte in &alphabet {
            let column = components.bytes[usize::from(*byte)] as usize;
            let next = components.cells[state as usize * components.columns + column];
            if seen.insert(next) {
                let mut text = text.clone();
                text.push(*byte);
                let class = components.classes[next as usize] as usize;
                all[class].get_or_insert_with(|| text.clone());
                waiting.push_back((next, text));
            }
        }
    }
    all
}

/// How a state was reached: by a component of which class, and from where.
struct Step {
    state: u32,
    class: usize,
    from: usize,
}

/// A path that ends in each way, of as few components as that takes.
fn fewest(components: &Components) -> Vec<String> {
    let words = shortest(components, false);
    let mut steps = vec![Step {
        state: 0,
        class: 0,
        from: 0,
    }];
    let (mut ends, mut all) = (HashSet::new(), Vec::new());
    let mut seen = HashSet::from([0]);
    let mut at = 0;
    while at < steps.len() {
        let state = steps[at].state as usize;
        if at > 0 && ends.insert(&components.ends[state]) {
            all.push(text(&words, &steps, at));
        }
        let spoken = words.iter().enumerate().filter(|(_, word)| word.is_some());
        for (class, _) in spoken {
            let next = components.folds[state * components.count + class];
            if seen.insert(next) {
                steps.push(Step {
                    state: next,
                    class,
                    from: at,
                });
            }
        }
        at += 1;
    }
    all
}

/// The path that was read up to a step: its components were read from the last to the first.
fn text(words: &[Option<Vec<u8>>], steps: &[Step], mut at: usize) -> String {
    let mut path = Vec::new();
    while at > 0 {
        path.push(b'/');
        path.extend(words[steps[at].class].iter().flatten());
        at = steps[at].from;
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
