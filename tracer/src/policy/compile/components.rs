//! An automaton for paths in two steps: one automaton tells what each component may be, and another what the path is by
//! that. What is known of the components before does not multiply with where in the next one the first is, so that
//! ids of containers, which may stand in many places, take no more room than their digits.

use std::collections::{BTreeSet, HashMap, hash_map::Entry};

use super::{
    automaton::{columns, most},
    forms::{self, Found},
    nfa::{Many, Moves, Sets},
};
use crate::policy::glob::{Component, Glob, Pattern};

/// The automata. They read a path's components, the last first, each NUL-terminated.
#[derive(Clone, Debug, Default)]
pub(super) struct Components {
    /// The column of each byte, of the first automaton; NUL has none.
    pub(super) bytes: Vec<u32>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// The next state by state and column.
    pub(super) cells: Vec<u32>,
    /// By state: the class of a component that ends there.
    pub(super) classes: Vec<u32>,
    /// How many classes there are.
    pub(super) count: usize,
    /// The second automaton's next state by state and class.
    pub(super) folds: Vec<u32>,
    /// What each of its states says of a path that ends there.
    pub(super) ends: Vec<End>,
}

/// What is said of a path: which patterns match, by their places in the lists that were given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct End {
    pub(super) globs: Vec<u32>,
    pub(super) units: Vec<u32>,
    pub(super) containers: Vec<u32>,
}

/// What components of globs are looked for, and where a glob is on the way: in front of so many of its components.
#[derive(Default)]
struct Steps<'a> {
    patterns: Vec<&'a Pattern>,
    /// By place: the glob that ends there, or what its next component must be, one place before.
    all: Vec<Step>,
    starts: Vec<u32>,
}

enum Step {
    Ends(u32),
    /// A component that this pattern matches.
    One(u32),
    /// Any number of components.
    Depth,
}

impl<'a> Steps<'a> {
    fn of(globs: &'a [Glob]) -> Self {
        let mut steps = Self::default();
        let mut known: HashMap<&Pattern, u32> = HashMap::new();
        for (glob, which) in globs.iter().zip(0..) {
            steps.all.push(Step::Ends(which));
            for component in &glob.0 {
                steps.all.push(match component {
                    Component::Depth => Step::Depth,
                    Component::One(pattern) => {
                        Step::One(*known.entry(pattern).or_insert_with(|| {
                            steps.patterns.push(pattern);
                            place(steps.patterns.len() - 1)
                        }))
                    }
                });
            }
            steps.starts.push(place(steps.all.len() - 1));
        }
        steps
    }

    /// With what comes after any number of components, which may be none.
    fn closed(&self, from: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut all = BTreeSet::new();
        for mut at in from {
            while all.insert(at) && matches!(self.all[at as usize], Step::Depth) {
                at -= 1;
            }
        }
        all.into_iter().collect()
    }

    fn next(&self, states: &[u32], matching: &[u32]) -> Vec<u32> {
        self.closed(states.iter().filter_map(|at| match self.all[*at as usize] {
            Step::Ends(_) => None,
            Step::One(pattern) => matching.binary_search(&pattern).is_ok().then(|| at - 1),
            Step::Depth => Some(*at),
        }))
    }

    fn ended(&self, states: &[u32]) -> Vec<u32> {
        let ended = |at: &u32| match self.all[*at as usize] {
            Step::Ends(glob) => Some(glob),
            _ => None,
        };
        states.iter().filter_map(ended).collect()
    }
}

/// A state of the second automaton.
#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    /// Whether there was a component: whoever has no path is not whoever has any.
    begun: bool,
    globs: Vec<u32>,
    found: Found,
}

fn place(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl Components {
    /// Builds them, within room for so many cells. The root of cgroups is a path without components; of
    /// executables, that is none.
    ///
    /// # Errors
    ///
    /// Where there is no room: the pattern that most of it is for, by its place in the lists one behind the other.
    pub(super) fn build(
        globs: &[Glob],
        units: &[Pattern],
        containers: &[Pattern],
        is_empty_a_path: bool,
        room: usize,
    ) -> Result<Self, usize> {
        let steps = Steps::of(globs);
        let mut many = Many::default();
        for (which, pattern) in (0..).zip(&steps.patterns) {
            many.form(which, |many, next| many.pattern(pattern, next));
        }
        let first_unit = place(steps.patterns.len());
        if !units.is_empty() {
            forms::units(&mut many, first_unit, units);
        }
        let first_container = first_unit + forms::unit_forms(units);
        if !containers.is_empty() {
            forms::containers(&mut many, first_container, containers);
        }
        let (mut components, meanings) = Self::of_bytes(&many, room).map_err(|looking| {
            most(&forms::by_pattern(
                &looking,
                steps.patterns.len(),
                units.len(),
                containers.len(),
            ))
        })?;
        let first = State {
            begun: false,
            globs: steps.closed(steps.starts.iter().copied()),
            found: Found::default(),
        };
        let mut known: HashMap<State, u32> = HashMap::from([(first.clone(), 0)]);
        let mut states = vec![first];
        let mut at = 0;
        while at < states.len() {
            let state = states[at].clone();
            components.ends.push(match state.begun || is_empty_a_path {
                true => {
                    let (units, containers) = state.found.end();
                    End {
                        globs: steps.ended(&state.globs),
                        units,
                        containers,
                    }
                }
                false => End::default(),
            });
            for meaning in &meanings {
                let split = meaning.partition_point(|which| *which < first_unit);
                let (of_globs, rest) = meaning.split_at(split);
                let split = rest.partition_point(|which| *which < first_container);
                let (of_units, of_containers) = rest.split_at(split);
                let mut found = state.found.clone();
                if !units.is_empty() {
                    found.unit(&from(of_units, first_unit));
                }
                if !containers.is_empty() {
                    found.container(&from(of_containers, first_container));
                }
                let next = State {
                    begun: true,
                    globs: steps.next(&state.globs, of_globs),
                    found,
                };
                let id = *known.entry(next).or_insert_with_key(|next| {
                    states.push(next.clone());
                    place(states.len() - 1)
                });
                components.folds.push(id);
            }
            if components.cells.len() + states.len() * meanings.len() > room {
                let first = steps.patterns.len();
                return Err(remembered_most(
                    &states,
                    first,
                    [units.len(), containers.len()],
                ));
            }
            at += 1;
        }
        Ok(components)
    }

    /// The first automaton, and by class what a component is; where there is no room, how many states look for each
    /// form.
    fn of_bytes(many: &Many, room: usize) -> Result<(Self, Vec<Vec<u32>>), Vec<usize>> {
        let mut edges = BTreeSet::from([1]);
        many.edges(&mut edges);
        let edges: Vec<u8> = edges.into_iter().collect();
        let mut built = Self {
            bytes: columns(&edges),
            columns: edges.len(),
            ..Self::default()
        };
        let mut meanings: Vec<Vec<u32>> = Vec::new();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let moves = Moves::of(many, &edges);
        let mut sets = Sets::within(room, edges.len());
        sets.number(many.close(&many.starts));
        let mut at = 0;
        while let Some(set) = sets.get(at) {
            let meaning = many.accepted(&set);
            built.classes.push(match known.entry(meaning) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(new) => {
                    meanings.push(new.key().clone());
                    *new.insert(place(meanings.len() - 1))
                }
            });
            let row = built.cells.len();
            built.cells.resize(row + edges.len(), 0);
            for (next, columns) in moves.from(&set) {
                let next = sets.number(next);
                for column in columns {
                    built.cells[row + column] = next;
                }
            }
            if sets.are_too_many() {
                return Err(many.looking(sets.all()));
            }
            at += 1;
        }
        built.count = meanings.len();
        Ok((built, meanings))
    }
}

/// The pattern that the most states remember.
fn remembered_most(states: &[State], first: usize, [units, containers]: [usize; 2]) -> usize {
    let mut counts = vec![0; first + units + containers];
    for state in states {
        let [of_units, of_containers] = state.found.remembered();
        let of_units = of_units.map(|which| first + which as usize);
        let of_containers = of_containers.map(|which| first + units + which as usize);
        for place in of_units.chain(of_containers) {
            counts[place] += 1;
        }
    }
    most(&counts)
}

/// Numbers from where theirs begin.
fn from(all: &[u32], first: u32) -> Vec<u32> {
    all.iter().map(|which| which - first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patterns(texts: &[&str]) -> Vec<Pattern> {
        let parse = |text: &&str| Pattern::parse(text).expect("a pattern");
        texts.iter().map(parse).collect()
    }

    #[test]
    fn containers_do_not_multiply() {
        let ids: Vec<String> = (0..10_u64)
            .map(|at| {
                let first = at.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 16;
                format!("{first:012x}{}", "[0-9a-f]".repeat(52))
            })
            .collect();
        let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
        let size = |containers: &[&str]| {
            let built =
                Components::build(&[], &[], &patterns(containers), true, 1 << 23).expect("room");
            built.cells.len() + built.folds.len()
        };
        let (few, all) = (size(&ids[..5]), size(&ids));
        assert!(all < few * 2 && all < 10 * 80_000, "{few} {all}");
    }

    #[test]
    fn what_has_no_room_is_told_by_its_pattern() {
        let units = patterns(&["a.service", "*a*b*c*d*e*"]);
        assert_eq!(
            Components::build(&[], &units, &[], true, 1 << 10).err(),
            Some(1)
        );
    }

    #[test]
    fn what_is_remembered_too_often_is_told_by_its_pattern() {
        // Every set of those that match a slice is remembered, for a unit may follow.
        let texts: Vec<String> = (0..10)
            .map(|at| format!("*{}*.slice", char::from(b'a' + at)))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let units = patterns(&texts);
        let size = |room| Components::build(&[], &units, &[], true, room);
        let built = size(1 << 23).expect("room");
        let (first, whole) = (built.cells.len(), built.cells.len() + built.folds.len());
        assert!(size(whole).is_ok());
        assert!(size(first).expect_err("no room") < units.len());
    }
}
