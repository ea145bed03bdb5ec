//! Subjects and devices of each kind that rules tell apart.

use std::collections::HashSet;

use super::super::{
    Rule,
    compile::bits::Bits,
    evaluate::{of_device, of_subject},
    facts::{Device, Place, Subject},
    rule::DeviceSelector,
    told_apart::{self, Axis},
};
use crate::families;

/// A subject or a device.
pub(super) struct Party<P> {
    /// What it is called.
    pub(super) name: String,
    /// What is known of it.
    pub(super) party: P,
    /// The rules that may be about it.
    pub(super) rules: Bits,
}

impl Party<Subject> {
    /// Whether all is known of it that rules may ask for.
    pub(super) fn is_known(&self) -> bool {
        let Subject {
            place,
            exe,
            parent,
            cgroup,
            uid,
            gid,
        } = &self.party;
        let are_named = [exe, parent, cgroup].iter().all(|name| name.is_some());
        *place == Place::Known && are_named && uid.is_some() && gid.is_some()
    }
}

impl Party<Device> {
    /// Whether no driver's own commands are known for it.
    pub(super) fn is_general(&self) -> bool {
        let kind = families::kind(self.party.kind).map(|entry| entry.kind);
        let is_own =
            |driver| kind.is_some_and(|kind| kind.by_driver.iter().any(|(own, _)| *own == driver));
        self.party.place == Place::Known && !self.party.driver().is_some_and(is_own)
    }

    /// Whether its driver, or any where that is not known, has a command for itself.
    pub(super) fn has_own(&self, by: u8, number: u32) -> bool {
        let Some(entry) = families::kind(self.party.kind) else {
            return false;
        };
        let mut drivers = entry.kind.by_driver.iter().map(|(driver, _)| *driver);
        drivers.any(|driver| {
            self.party.driver().is_none_or(|own| own == driver)
                && entry.kind.command_of(driver, by, number).is_some()
        })
    }
}

/// Most subjects, and most devices of a kind.
const MOST: usize = 4096;

/// One for each set of rules that values of all axes have in common, and whether these are all.
fn combined<P: Clone>(start: (P, Bits), axes: &[Axis<P>]) -> (Vec<(P, Bits)>, bool) {
    let mut is_whole = axes.iter().all(|axis| axis.is_whole);
    let mut all = vec![start];
    for axis in axes {
        let mut seen = HashSet::new();
        let mut next: Vec<(P, Bits)> = Vec::new();
        // Values before parties: those of which less is special come first.
        for value in &axis.values {
            for (party, rules) in &all {
                let rules = rules.and(&value.rules);
                if !seen.insert(rules.clone()) {
                    continue;
                }
                if next.len() >= MOST {
                    is_whole = false;
                    break;
                }
                let mut party = party.clone();
                (axis.set)(&mut party, &value.party);
                next.push((party, rules));
            }
        }
        all = next;
    }
    (all, is_whole)
}

/// Somebody whom no rule names.
fn anybody() -> Subject {
    const NOBODY: u32 = 65_533;
    let other = || Some("/(any other)".to_owned());
    Subject {
        place: Place::Known,
        exe: other(),
        parent: other(),
        cgroup: Some("/".to_owned()),
        uid: Some(NOBODY),
        gid: Some(NOBODY),
    }
}

/// Subjects, those of whom less is special first, and whether these are all.
pub(super) fn subjects(rules: &[&Rule]) -> (Vec<Party<Subject>>, bool) {
    let anybody = anybody();
    let axes = told_apart::subjects(rules, &anybody);
    let start = (anybody.clone(), (0..rules.len()).collect());
    let (mut all, is_whole) = combined(start, &axes);
    for place in [Place::Unknown, Place::NoRoom] {
        let nobody = Subject {
            place,
            ..Subject::default()
        };
        let about = rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| of_subject(&rule.subject, &nobody).applies(rule.applies));
        let rules = about.map(|(at, _)| at).collect();
        all.push((nobody, rules));
    }
    let named = all.into_iter().map(|(party, rules)| Party {
        name: subject_name(&party, &anybody),
        party,
        rules,
    });
    (named.collect(), is_whole)
}

/// What sets a subject apart from those whom no rule names.
fn subject_name(subject: &Subject, anybody: &Subject) -> String {
    match subject.place {
        Place::Known => {}
        Place::Unknown => return "not known".to_owned(),
        Place::NoRoom => return "without room".to_owned(),
    }
    let mut told = Vec::new();
    let mut tell = |own: &Option<String>, other: &Option<String>, front: &str, what: &str| {
        if own != other {
            told.push(match own.as_deref() {
                None => format!("{what} not known"),
                Some("") => format!("no {what}"),
                Some(own) => format!("{front}{own}"),
            });
        }
    };
    tell(&subject.exe, &anybody.exe, "", "executable");
    tell(&subject.parent, &anybody.parent, "started by ", "parent");
    tell(&subject.cgroup, &anybody.cgroup, "in ", "cgroup");
    for (own, other, what) in [
        (subject.uid, anybody.uid, "uid"),
        (subject.gid, anybody.gid, "gid"),
    ] {
        if own != other {
            let id = own.map_or_else(|| "not known".to_owned(), |id| id.to_string());
            told.push(format!("{what} {id}"));
        }
    }
    match told.is_empty() {
        true => "any other".to_owned(),
        false => told.join(", "),
    }
}

/// Devices of a kind, 0 for those whose kind is not known, and whether these are all.
pub(super) fn devices(kind: u16, rules: &[&Rule]) -> (Vec<Party<Device>>, bool) {
    let name = families::kind(kind).map_or_else(
        || "(unknown)".to_owned(),
        |entry| format!("{} {}", entry.family.name, entry.kind.name),
    );
    let own = families::kind(kind).map_or(&[][..], |entry| entry.kind.by_driver);
    let about = |device: &Device| -> Bits {
        let rules = rules.iter().enumerate();
        let about = rules.filter(|(_, rule)| of_device(&rule.device, device).applies(rule.applies));
        about.map(|(at, _)| at).collect()
    };
    let (mut all, mut is_whole) = (Vec::new(), true);
    if kind != 0 {
        let of_kind = |(_, rule): &(usize, &&Rule)| {
            let kinds = rule.device.kinds.as_ref();
            kinds.is_none_or(|kinds| kinds.contains(&kind))
        };
        let of_kind: Vec<(usize, &&Rule)> = rules.iter().enumerate().filter(of_kind).collect();
        let own_rules: Vec<&Rule> = of_kind.iter().map(|(_, rule)| **rule).collect();
        let axes = told_apart::devices(&own_rules, true);
        // What commands mean may depend on the driver.
        for driver in [None].into_iter().chain(own.iter().map(|own| Some(own.0))) {
            let start = Device {
                kind,
                driver: driver.map(str::to_owned),
                ..Device::default()
            };
            let (axes, bits) = match driver {
                None => (&axes[..], (0..own_rules.len()).collect()),
                Some(_) => {
                    let is_of = |rule: &Rule| {
                        let selector = DeviceSelector {
                            driver: rule.device.driver.clone(),
                            ..DeviceSelector::default()
                        };
                        of_device(&selector, &start).applies(rule.applies)
                    };
                    let bits = (0..own_rules.len()).filter(|at| is_of(own_rules[*at]));
                    (&axes[told_apart::DRIVER + 1..], bits.collect())
                }
            };
            let (devices, are_all) = combined((start, bits), axes);
            is_whole &= are_all;
            all.extend(devices.into_iter().map(|(device, rules)| {
                let rules = rules.iter().map(|at| of_kind[at].0);
                (device, rules.collect())
            }));
        }
    }
    for place in [Place::Unknown, Place::NoRoom] {
        let device = Device {
            kind,
            place,
            ..Device::default()
        };
        let rules: Bits = about(&device);
        // Where drivers have no commands of their own, nothing but its rules tells it from others.
        if !own.is_empty() || all.iter().all(|(_, known)| *known != rules) {
            all.push((device, rules));
        }
    }
    let named = all.into_iter().map(|(party, rules)| Party {
        name: format!("{name}{}", told(&party)),
        party,
        rules,
    });
    (named.collect(), is_whole)
}

/// What is known of a device.
fn told(device: &Device) -> String {
    match device.place {
        Place::Known => {}
        Place::Unknown => return " not resolved".to_owned(),
        Place::NoRoom => return " without room".to_owned(),
    }
    let facts = [
        &device.driver,
        &device.name,
        &device.alias,
        &device.node,
        &device.bus,
        &device.ids,
    ];
    let facts = facts.into_iter().flatten();
    facts.map(|fact| format!(" {fact}")).collect()
}
