//! Warnings: rules that do nothing, and rules that do less than they seem to.

mod racy;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Policy, Rule,
    compile::Compiled,
    diagnostic::{Diagnostic, Topic},
    evaluate::of_device,
    facts::Device,
    rule::{DeviceSelector, Match, Ranges, SubjectSelector},
};
use crate::model::row::entry_name;

/// More rules than these are not compared with each other for shadowing.
const MOST_COMPARED: usize = 2000;

/// The node of a device and who may open it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The device.
    pub device: Device,
    /// Permission bits of its mode.
    pub mode: u32,
    /// Its owner.
    pub uid: u32,
    /// Its group.
    pub gid: u32,
}

/// What is known of the machine that a policy is for.
#[derive(Clone, Debug, Default)]
pub struct Here {
    /// The nodes of its devices.
    pub nodes: Vec<Node>,
    /// Kinds of which its drivers check their copies of commands; None where nobody knows.
    pub checked: Option<Vec<u16>>,
}

/// Every warning about a policy that was compiled for all kinds of devices.
pub fn warnings(compiled: &Compiled, here: &Here) -> Vec<Diagnostic> {
    let policy = compiled.policy();
    let classes = classes(compiled);
    let mut all = Vec::new();
    for (at, rule) in policy.rules.iter().enumerate() {
        if let Some(why) = never(rule, &classes[at]) {
            all.push(why);
            continue;
        }
        all.extend(shadowed(policy, &classes, at));
        all.extend(racy::warnings(compiled, at, here));
        all.extend(moot(rule, &here.nodes));
    }
    all.sort_by_key(|warning| warning.at);
    all
}

/// Kinds and classes of calls that each rule applies to.
fn classes(compiled: &Compiled) -> Vec<BTreeSet<(u16, u32)>> {
    let rules = compiled.policy().rules.iter().enumerate();
    // What regions have in common is looked at once.
    let mut by_kind: BTreeMap<u16, BTreeSet<u32>> = BTreeMap::new();
    for region in compiled.regions() {
        by_kind
            .entry(region.kind)
            .or_default()
            .extend(&region.classes);
    }
    let of_rule = |(at, rule): (usize, &Rule)| {
        let mut all = BTreeSet::new();
        for (kind, classes) in &by_kind {
            let kinds = rule.device.kinds.as_ref();
            if *kind == 0 || kinds.is_some_and(|kinds| !kinds.contains(kind)) {
                continue;
            }
            let classes = classes.iter().filter(|class| compiled.applies(at, **class));
            all.extend(classes.map(|class| (*kind, *class)));
        }
        all
    };
    rules.map(of_rule).collect()
}

fn never(rule: &Rule, classes: &BTreeSet<(u16, u32)>) -> Option<Diagnostic> {
    if !classes.is_empty() {
        return None;
    }
    let entries: Vec<&str> = rule
        .call
        .entries
        .iter()
        .map(|entry| entry_name(*entry))
        .collect();
    let why = if rule.device.kinds.as_ref().is_some_and(BTreeSet::is_empty) {
        "no kind of device is of its family, its kind and its class".to_owned()
    } else if entries.len() < tracer_common::count::entry::ALL.len() {
        format!("what it names does not come in by {}", entries.join(", "))
    } else if rule.call.amount.is_some() {
        "the arguments of what it names do not say an amount".to_owned()
    } else {
        "its devices have no command that is all of what it names".to_owned()
    };
    let message = format!("\"{}\" can never match: {why}", rule.name);
    Some(Diagnostic::warning(Topic::NeverMatches, rule.at, message))
}

fn shadowed(policy: &Policy, classes: &[BTreeSet<(u16, u32)>], at: usize) -> Option<Diagnostic> {
    if policy.rules.len() > MOST_COMPARED {
        return None;
    }
    let rule = &policy.rules[at];
    let before = policy.rules[..at].iter().enumerate();
    let over: Vec<usize> = before
        .filter(|(_, other)| {
            covers_subject(&other.subject, &rule.subject)
                && covers_device(&other.device, &rule.device)
        })
        .map(|(other, _)| other)
        .collect();
    let is_covered = |class: &(u16, u32)| over.iter().any(|other| classes[*other].contains(class));
    if over.is_empty() || !classes[at].iter().all(is_covered) {
        return None;
    }
    let by: Vec<String> = over
        .iter()
        .filter(|other| !classes[**other].is_disjoint(&classes[at]))
        .map(|other| format!("\"{}\"", policy.rules[*other].name))
        .collect();
    let message = format!(
        "\"{}\" never decides: {} before it has all of its calls",
        rule.name,
        by.join(", ")
    );
    let help = "put it before them, or take it out";
    Some(Diagnostic::warning(Topic::Shadowed, rule.at, message).help(help))
}

fn covers<T: PartialEq>(one: &Option<Vec<T>>, other: &Option<Vec<T>>) -> bool {
    match (one, other) {
        (None, _) => true,
        (Some(one), Some(other)) => other.iter().all(|own| one.contains(own)),
        (Some(_), None) => false,
    }
}

fn covers_ids(one: &Option<Ranges>, other: &Option<Ranges>) -> bool {
    match (one, other) {
        (None, _) => true,
        (Some(one), Some(other)) => other
            .iter()
            .all(|(first, last)| one.iter().any(|(from, to)| from <= first && last <= to)),
        (Some(_), None) => false,
    }
}

fn covers_subject(one: &SubjectSelector, other: &SubjectSelector) -> bool {
    covers(&one.exe, &other.exe)
        && covers(&one.parent, &other.parent)
        && covers(&one.cgroup, &other.cgroup)
        && covers(&one.unit, &other.unit)
        && covers(&one.container, &other.container)
        && covers_ids(&one.uid, &other.uid)
        && covers_ids(&one.gid, &other.gid)
}

fn covers_device(one: &DeviceSelector, other: &DeviceSelector) -> bool {
    let kinds = match (&one.kinds, &other.kinds) {
        (None, _) => true,
        (Some(one), Some(other)) => other.is_subset(one),
        (Some(_), None) => false,
    };
    kinds
        && covers(&one.driver, &other.driver)
        && covers(&one.name, &other.name)
        && covers(&one.node, &other.node)
        && covers(&one.bus, &other.bus)
        && covers(&one.ids, &other.ids)
}

/// Whether a call can be about what both select, as far as kinds tell.
fn meet(one: &DeviceSelector, other: &DeviceSelector) -> bool {
    match (&one.kinds, &other.kinds) {
        (Some(one), Some(other)) => !one.is_disjoint(other),
        _ => true,
    }
}

/// A refusal to users who cannot open the nodes anyway.
fn moot(rule: &Rule, nodes: &[Node]) -> Option<Diagnostic> {
    let uids = rule
        .subject
        .uid
        .as_ref()
        .filter(|_| rule.effect.refuses())?;
    let has = |ranges: &Ranges, id: u32| ranges.iter().any(|(a, b)| (*a..=*b).contains(&id));
    let meant: Vec<&Node> = nodes
        .iter()
        .filter(|node| of_device(&rule.device, &node.device) != Match::No)
        .collect();
    let is_closed = |node: &&Node| {
        let by_group = node.mode & 0o060 != 0
            && rule
                .subject
                .gid
                .as_ref()
                .is_none_or(|gids| has(gids, node.gid));
        node.mode & 0o006 == 0 && !by_group && !(has(uids, node.uid) && node.mode & 0o600 != 0)
    };
    if meant.is_empty() || has(uids, 0) || !meant.iter().all(is_closed) {
        return None;
    }
    let message = format!(
        "\"{}\" refuses users who may not open the {} nodes that it is about",
        rule.name,
        meant.len()
    );
    let help = "it matters only where they get a descriptor from others, or capabilities";
    Some(Diagnostic::warning(Topic::Moot, rule.at, message).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::{nvme, policy};

    fn topics(text: &str, nodes: &[Node]) -> Vec<(Topic, String)> {
        let compiled = Compiled::whole(policy(text), 1).expect("room");
        let here = Here {
            nodes: nodes.to_vec(),
            checked: None,
        };
        let all = warnings(&compiled, &here).into_iter();
        all.map(|warning| (warning.topic, warning.message))
            .collect()
    }

    fn only(text: &str) -> (Topic, String) {
        let mut all = topics(text, &[]);
        assert_eq!(all.len(), 1, "{all:?}");
        all.remove(0)
    }

    #[test]
    fn a_rule_that_can_never_match_is_told() {
        let (topic, message) = only(
            "[[rule]]\ndevice = { family = 'nvme' }\nentry = 'mmap'\ndeny = ['NVME_IOCTL_RESET']\n",
        );
        assert_eq!(topic, Topic::NeverMatches);
        assert!(message.contains("does not come in by mmap"), "{message}");
        let (topic, _) = only(
            "[[rule]]\ndevice = { family = 'nvme' }\ncommand = 'NVME_IOCTL_RESET'\ndeny = ['class:opaque']\n\
             unknown = 'skip'\n",
        );
        assert_eq!(topic, Topic::NeverMatches);
    }

    #[test]
    fn a_rule_that_those_before_it_cover_is_told() {
        let first = "[[rule]]\nname = 'a'\ndevice = { family = 'nvme' }\nallow = ['NVME_IOCTL_RESET']\n\
                     [[rule]]\nname = 'b'\ndevice = { family = 'nvme' }\ndeny = ['NVME_IOCTL_RESCAN']\n";
        let covered = "[[rule]]\nname = 'c'\nsubject = { uid = 0 }\ndevice = { family = 'nvme', kind = 'disk' }\n\
                       deny = ['NVME_IOCTL_RES*']\ncommand = 'NVME_IOCTL_RES[EC]*'\n";
        let (topic, message) = only(&format!("{first}{covered}"));
        assert_eq!(topic, Topic::Shadowed);
        assert!(message.contains("\"a\", \"b\""), "{message}");
        assert!(topics(&format!("{covered}{first}"), &[]).is_empty());
    }

    #[test]
    fn what_permissions_refuse_already_is_told() {
        let node = |mode| Node {
            device: nvme(),
            mode,
            uid: 0,
            gid: 6,
        };
        let text =
            "[[rule]]\nsubject = { uid = '1000-1999' }\ndevice = { family = 'nvme' }\ndeny = '*'\n";
        let moot = |mode| {
            topics(text, &[node(mode)])
                .iter()
                .any(|(topic, _)| *topic == Topic::Moot)
        };
        assert!(moot(0o600));
        assert!(!moot(0o660), "they may be in the group");
        assert!(!moot(0o666));
        assert!(topics(text, &[]).is_empty());
    }
}
