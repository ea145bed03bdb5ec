//! What the selectors of rules tell apart: of each thing that is known of a subject or a device, a value of
//! each kind with the rules that it is right for.

use std::collections::{BTreeSet, HashSet};

use tracer_common::policy::room;

use super::{
    Rule,
    compile::{bits::Bits, strings},
    evaluate::{of_device, of_subject},
    facts::{Device, Subject},
    glob::{Glob, Pattern},
    rule::{DeviceSelector, Ranges, SubjectSelector},
};

/// One thing that is known of a party.
pub(super) struct Axis<P> {
    /// Takes it over from another party.
    pub(super) set: fn(&mut P, &P),
    /// A value of each kind. The first is the first that was given.
    pub(super) values: Vec<Value<P>>,
    /// Whether no kind was left out.
    pub(super) is_whole: bool,
}

/// A value.
pub(super) struct Value<P> {
    /// A party of which nothing else is known.
    pub(super) party: P,
    /// Whether the value is known.
    pub(super) is_known: bool,
    /// Rules that it is right for.
    pub(super) rules: Bits,
}

/// Most questions whether a rule is about a value.
const MOST: usize = 20_000_000;
/// Most names that are looked at in pairs, as a device's own and the one that it was given.
const MOST_PAIRED: usize = 24;

/// Where the axis of drivers is among those of devices.
pub(super) const DRIVER: usize = 0;

impl<P> Axis<P> {
    fn new(
        set: fn(&mut P, &P),
        values: impl IntoIterator<Item = (P, bool)>,
        is_whole: bool,
        rules: usize,
        holds: impl Fn(usize, &P) -> bool,
    ) -> Self {
        let mut axis = Self {
            set,
            values: Vec::new(),
            is_whole,
        };
        let mut seen = HashSet::new();
        for (asked, (party, is_known)) in values.into_iter().enumerate() {
            if asked.saturating_mul(rules) > MOST {
                axis.is_whole = false;
                break;
            }
            let bits: Bits = (0..rules).filter(|rule| holds(*rule, &party)).collect();
            if seen.insert((bits.clone(), is_known)) {
                axis.values.push(Value {
                    party,
                    is_known,
                    rules: bits,
                });
            }
        }
        axis
    }

    /// Rules that are right wherever another one is, as far as what is known goes; None where that one is
    /// never right.
    pub(super) fn covering(&self, rule: usize) -> Option<Bits> {
        let values = self.values.iter();
        let own = values.filter(|value| value.is_known && value.rules.has(rule));
        own.map(|value| value.rules.clone())
            .reduce(|all, rules| all.and(&rules))
    }
}

/// What is known of subjects; of each the first value is this subject's.
pub(super) fn subjects(rules: &[&Rule], first: &Subject) -> Vec<Axis<Subject>> {
    type Project = fn(&SubjectSelector) -> SubjectSelector;
    let axis = |set: fn(&mut Subject, &Subject), project: Project, values: Option<Vec<Subject>>| {
        let selectors: Vec<SubjectSelector> =
            rules.iter().map(|rule| project(&rule.subject)).collect();
        let is_whole = values.is_some();
        let mut own = Subject::default();
        set(&mut own, first);
        // Of a subject of whom nothing is known this is not, either.
        let is_known = own != Subject::default();
        let values = values.unwrap_or_default().into_iter();
        let known = values.map(|value| (value, true));
        let known = [(own, is_known)].into_iter().chain(known);
        Axis::new(
            set,
            known.chain([(Subject::default(), false)]),
            is_whole,
            rules.len(),
            |rule, subject| of_subject(&selectors[rule], subject).applies(rules[rule].applies),
        )
    };
    let all = |of: fn(&SubjectSelector) -> &Option<Vec<Glob>>| -> Vec<Glob> {
        collected(rules.iter().filter_map(|rule| of(&rule.subject).as_ref()))
    };
    let patterns = |of: fn(&SubjectSelector) -> &Option<Vec<Pattern>>| -> Vec<Pattern> {
        collected(rules.iter().filter_map(|rule| of(&rule.subject).as_ref()))
    };
    let paths = |globs: &[Glob], make: fn(String) -> Subject| {
        let all = strings::paths(globs, &[], &[], false, room::CELLS)?;
        Some(all.into_iter().map(make).collect())
    };
    let ids = |of: fn(&SubjectSelector) -> &Option<Ranges>, make: fn(u32) -> Subject| {
        let ranges = rules.iter().filter_map(|rule| of(&rule.subject).as_ref());
        let mut all = BTreeSet::from([0]);
        for (first, last) in ranges.flatten() {
            all.insert(*first);
            all.extend(last.checked_add(1));
        }
        Some(all.into_iter().map(make).collect::<Vec<Subject>>())
    };
    let cgroups = strings::paths(
        &all(|subject| &subject.cgroup),
        &patterns(|subject| &subject.unit),
        &patterns(|subject| &subject.container),
        true,
        room::CELLS,
    );
    let cgroups = cgroups.map(|all| {
        let make = |path| Subject {
            cgroup: Some(path),
            ..Subject::default()
        };
        all.into_iter().map(make).collect()
    });
    vec![
        axis(
            |subject, value| subject.exe.clone_from(&value.exe),
            |own| SubjectSelector {
                exe: own.exe.clone(),
                ..SubjectSelector::default()
            },
            paths(&all(|subject| &subject.exe), |path| Subject {
                exe: Some(path),
                ..Subject::default()
            }),
        ),
        axis(
            |subject, value| subject.parent.clone_from(&value.parent),
            |own| SubjectSelector {
                parent: own.parent.clone(),
                ..SubjectSelector::default()
            },
            paths(&all(|subject| &subject.parent), |path| Subject {
                parent: Some(path),
                ..Subject::default()
            }),
        ),
        axis(
            |subject, value| subject.cgroup.clone_from(&value.cgroup),
            |own| SubjectSelector {
                cgroup: own.cgroup.clone(),
                unit: own.unit.clone(),
                container: own.container.clone(),
                ..SubjectSelector::default()
            },
            cgroups,
        ),
        axis(
            |subject, value| subject.uid = value.uid,
            |own| SubjectSelector {
                uid: own.uid.clone(),
                ..SubjectSelector::default()
            },
            ids(
                |subject| &subject.uid,
                |id| Subject {
                    uid: Some(id),
                    ..Subject::default()
                },
            ),
        ),
        axis(
            |subject, value| subject.gid = value.gid,
            |own| SubjectSelector {
                gid: own.gid.clone(),
                ..SubjectSelector::default()
            },
            ids(
                |subject| &subject.gid,
                |id| Subject {
                    gid: Some(id),
                    ..Subject::default()
                },
            ),
        ),
    ]
}

/// What is known of devices beside their kinds; of each the first value is that nothing is known. With
/// `pairs` a device has two names: which rules are right for one name tells which cover others, but not
/// which are right for a device.
pub(super) fn devices(rules: &[&Rule], pairs: bool) -> Vec<Axis<Device>> {
    type Project = fn(&DeviceSelector) -> DeviceSelector;
    let axis = |set: fn(&mut Device, &Device), project: Project, values: Option<Vec<Device>>| {
        let selectors: Vec<DeviceSelector> =
            rules.iter().map(|rule| project(&rule.device)).collect();
        let is_whole = values.is_some();
        let values = values.unwrap_or_default().into_iter();
        let values = [Device::default()].into_iter().chain(values);
        Axis::new(
            set,
            values.map(|value| (value, true)),
            is_whole,
            rules.len(),
            |rule, device| of_device(&selectors[rule], device).applies(rules[rule].applies),
        )
    };
    let names = |of: fn(&DeviceSelector) -> &Option<Vec<Pattern>>, is_bus: bool| {
        let patterns = rules.iter().filter_map(|rule| of(&rule.device).as_ref());
        let patterns: Vec<Pattern> = collected(patterns);
        strings::names(&patterns, is_bus, room::CELLS)
    };
    let made = |all: Option<Vec<String>>, make: fn(String) -> Device| {
        Some(all?.into_iter().map(make).collect())
    };
    let own_names = names(|device| &device.name, false);
    let is_paired = pairs
        && own_names
            .as_ref()
            .is_some_and(|names| names.len() <= MOST_PAIRED);
    let named = own_names.map(|names| {
        let one = names.iter().map(|name| Device {
            name: Some(name.clone()),
            ..Device::default()
        });
        let mut all: Vec<Device> = one.collect();
        if is_paired {
            let pairs = names
                .iter()
                .flat_map(|name| names.iter().map(move |alias| (name, alias)));
            all.extend(pairs.map(|(name, alias)| Device {
                name: Some(name.clone()),
                alias: Some(alias.clone()),
                ..Device::default()
            }));
        }
        all
    });
    let globs = rules.iter().filter_map(|rule| rule.device.node.as_ref());
    let nodes = strings::paths(&collected(globs), &[], &[], false, room::CELLS);
    let mut by_name = axis(
        |device, value| {
            device.name.clone_from(&value.name);
            device.alias.clone_from(&value.alias);
        },
        |own| DeviceSelector {
            name: own.name.clone(),
            ..DeviceSelector::default()
        },
        named,
    );
    by_name.is_whole &= is_paired || !pairs;
    vec![
        axis(
            |device, value| device.driver.clone_from(&value.driver),
            |own| DeviceSelector {
                driver: own.driver.clone(),
                ..DeviceSelector::default()
            },
            made(names(|device| &device.driver, false), |driver| Device {
                driver: Some(driver),
                ..Device::default()
            }),
        ),
        by_name,
        axis(
            |device, value| device.node.clone_from(&value.node),
            |own| DeviceSelector {
                node: own.node.clone(),
                ..DeviceSelector::default()
            },
            made(nodes, |node| Device {
                node: Some(node).filter(|node| !node.is_empty()),
                ..Device::default()
            }),
        ),
        axis(
            |device, value| device.bus.clone_from(&value.bus),
            |own| DeviceSelector {
                bus: own.bus.clone(),
                ..DeviceSelector::default()
            },
            made(names(|device| &device.bus, true), |bus| Device {
                bus: Some(bus),
                ..Device::default()
            }),
        ),
        axis(
            |device, value| device.ids.clone_from(&value.ids),
            |own| DeviceSelector {
                ids: own.ids.clone(),
                ..DeviceSelector::default()
            },
            made(names(|device| &device.ids, false), |ids| Device {
                ids: Some(ids),
                ..Device::default()
            }),
        ),
    ]
}

/// Patterns of all lists, each once.
fn collected<'a, T: Clone + Ord + 'a>(lists: impl Iterator<Item = &'a Vec<T>>) -> Vec<T> {
    let all: BTreeSet<&T> = lists.flatten().collect();
    all.into_iter().cloned().collect()
}
