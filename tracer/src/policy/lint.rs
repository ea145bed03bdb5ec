//! Warnings: rules that do nothing, and rules that do less than they seem to.

mod capacity;
mod racy;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Policy, Rule,
    compile::{Compiled, bits::Bits},
    diagnostic::{Diagnostic, Topic},
    evaluate::of_device,
    facts::{Device, Subject},
    rule::{DeviceSelector, Match, Ranges},
    told_apart,
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
    /// Its devices, with nodes or without.
    pub devices: Vec<Device>,
    /// Kinds of which its drivers check their copies of commands; None where nobody knows.
    pub checked: Option<Vec<u16>>,
}

/// Every warning about a policy that was compiled for all kinds of devices.
pub fn warnings(compiled: &Compiled, here: &Here) -> Vec<Diagnostic> {
    let policy = compiled.policy();
    let with_drivers = compiled.with_drivers();
    let classes = classes(&with_drivers);
    let is_compared = policy.rules.len() <= MOST_COMPARED;
    let covering = is_compared.then(|| Covering::of(policy)).flatten();
    let mut all = Vec::new();
    for (at, rule) in policy.rules.iter().enumerate() {
        if let Some(why) = never(rule, &classes[at]) {
            all.push(why);
            continue;
        }
        if let Some(covering) = &covering {
            all.extend(
                contradicts(rule, covering, at)
                    .or_else(|| shadowed(policy, &classes, covering, at)),
            );
        }
        all.extend(racy::warnings(&with_drivers, covering.as_ref(), at, here));
        all.extend(moot(rule, &here.nodes));
    }
    all.extend(capacity::warning(compiled));
    all.extend(covering.is_none().then(|| uncompared(policy)).flatten());
    all.sort_by_key(|warning| warning.at);
    all
}

/// That rules are not compared with each other, and why: at the first of too many, or at the first.
fn uncompared(policy: &Policy) -> Option<Diagnostic> {
    let all = policy.rules.len();
    let beyond = policy.rules.get(MOST_COMPARED);
    let at = beyond.or(policy.rules.first())?.at;
    let why = match beyond {
        Some(_) => format!("there are {all} rules, and more than {MOST_COMPARED} are not compared"),
        None => format!("what the selectors of {all} rules tell apart is too much to be compared"),
    };
    let message = format!(
        "{why}: rules that never decide, since earlier ones have their calls, are not told"
    );
    let help =
        "compare parts of it, or write lists in place of rules that differ in one selector alone";
    Some(Diagnostic::warning(Topic::Shadowed, at, message).help(help))
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

fn shadowed(
    policy: &Policy,
    classes: &[BTreeSet<(u16, u32)>],
    covering: &Covering,
    at: usize,
) -> Option<Diagnostic> {
    let rule = &policy.rules[at];
    let before = policy.rules[..at].iter().enumerate();
    let over: Vec<usize> = before
        .filter(|(other_at, other)| {
            covering.has(*other_at, at) && covers_kinds(&other.device, &rule.device)
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

fn contradicts(rule: &Rule, covering: &Covering, at: usize) -> Option<Diagnostic> {
    if covering.all[at].is_some() {
        return None;
    }
    let message = format!(
        "\"{}\" can never match where all is known: no subject or device is all of what it names",
        rule.name
    );
    Some(Diagnostic::warning(Topic::NeverMatches, rule.at, message))
}

/// Rules whose subjects and devices, beside their kinds, are another's or more, by that other's place. None
/// of a rule whose selectors contradict each other.
struct Covering {
    all: Vec<Option<Bits>>,
    /// The same of devices alone.
    devices: Vec<Option<Bits>>,
}

impl Covering {
    /// None where there is too much to look at.
    fn of(policy: &Policy) -> Option<Self> {
        let rules: Vec<&Rule> = policy.rules.iter().collect();
        let subjects = told_apart::subjects(&rules, &Subject::default());
        // A rule that covers another for each single name does so for a device with two: one of them is right
        // for the other rule, and so for it.
        let devices = told_apart::devices(&rules, false);
        let is_whole =
            subjects.iter().all(|axis| axis.is_whole) && devices.iter().all(|axis| axis.is_whole);
        if !is_whole {
            return None;
        }
        let of_devices = |at| joined(devices.iter().map(|axis| axis.covering(at)));
        let devices: Vec<Option<Bits>> = (0..rules.len()).map(of_devices).collect();
        let of_rule = |at: usize| {
            let subjects = subjects.iter().map(|axis| axis.covering(at));
            joined(subjects.chain([devices[at].clone()]))
        };
        let all = (0..rules.len()).map(of_rule).collect();
        Some(Self { all, devices })
    }

    fn has(&self, one: usize, other: usize) -> bool {
        self.all[other].as_ref().is_some_and(|all| all.has(one))
    }

    fn has_devices(&self, one: usize, other: usize) -> bool {
        self.devices[other].as_ref().is_some_and(|all| all.has(one))
    }
}

/// What is in all of them; None where one of them is not there.
fn joined(mut all: impl Iterator<Item = Option<Bits>>) -> Option<Bits> {
    let first = all.next().flatten()?;
    all.try_fold(first, |all, own| Some(all.and(&own?)))
}

fn covers_kinds(one: &DeviceSelector, other: &DeviceSelector) -> bool {
    match (&one.kinds, &other.kinds) {
        (None, _) => true,
        (Some(one), Some(other)) => other.is_subset(one),
        (Some(_), None) => false,
    }
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
    let nodes = match meant.len() {
        1 => "the node".to_owned(),
        many => format!("the {many} nodes"),
    };
    let message = format!(
        "\"{}\" refuses users who may not open {nodes} that it is about",
        rule.name
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
            ..Here::default()
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
    fn commands_of_drivers_are_commands() {
        let amd = "device = { family = 'drm', driver = 'amdgpu' }\n";
        for rule in [
            "allow = ['DRM_IOCTL_AMDGPU_INFO']",
            "audit = ['DRM_IOCTL_AMDGPU_INFO']",
            "deny = ['DRM_IOCTL_AMDGPU_INFO']\nunknown = 'skip'",
        ] {
            assert_eq!(topics(&format!("[[rule]]\n{amd}{rule}\n"), &[]), []);
        }
        // One has more than the one before it.
        let text = format!(
            "[[rule]]\n{amd}allow = ['DRM_IOCTL_VERSION']\n\
             [[rule]]\n{amd}allow = ['DRM_IOCTL_VERSION', 'DRM_IOCTL_AMDGPU_INFO']\n\
             [[rule]]\n{amd}deny = '*'\n"
        );
        assert_eq!(topics(&text, &[]), []);
        let text = "[[rule]]\ndevice = { family = 'fwctl' }\nallow = ['debug-read-only.*']\n\
                    [[rule]]\ndevice = { family = 'fwctl' }\ndeny = '*'\n";
        let topics: Vec<Topic> = topics(text, &[])
            .into_iter()
            .map(|(topic, _)| topic)
            .collect();
        assert_eq!(topics, [Topic::Racy]);
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
    fn a_pattern_that_an_earlier_one_covers_is_told() {
        let covers = |earlier: &str, later: &str| {
            let text =
                format!("[[rule]]\n{earlier}\nallow = '*'\n[[rule]]\n{later}\nallow = '*'\n");
            Covering::of(&policy(&text)).expect("room").has(0, 1)
        };
        let nvme = "device = { family = 'nvme' }";
        for (key, earlier, later, expected) in [
            ("exe", "'/usr/**'", "'/usr/bin/x'", true),
            ("exe", "'/usr/**'", "'/usr/*/x*'", true),
            ("exe", "'/usr/*/x*'", "'/usr/**'", false),
            ("exe", "['/a[a-m]', '/a[n-z]']", "'/a[a-z]'", true),
            (
                "parent",
                "'/usr/bin/*'",
                "['/usr/bin/a', '/usr/bin/b']",
                true,
            ),
            ("parent", "'/usr/bin/*'", "['/usr/bin/a', '/bin/b']", false),
            ("cgroup", "'/a/**'", "'/a/b/c'", true),
            ("unit", "'*.service'", "'a.service'", true),
            ("unit", "'a*.service'", "'*.service'", false),
            ("uid", "'0-10'", "[3, 5]", true),
            ("uid", "['0-4', '5-10']", "'3-6'", true),
            ("uid", "'0-10'", "'3-11'", false),
        ] {
            let rule = |value: &str| format!("subject = {{ {key} = {value} }}\n{nvme}");
            assert_eq!(
                covers(&rule(earlier), &rule(later)),
                expected,
                "{key} {earlier} {later}"
            );
        }
        for (key, earlier, later, expected) in [
            ("name", "'nvme*'", "'nvme0'", true),
            ("name", "'nvme?'", "'nvme*'", false),
            ("node", "'/dev/**'", "'/dev/nvme0'", true),
            ("bus", "'pci 0000:*'", "'pci 0000:00:04.0'", true),
            ("bus", "'pci 0000:*'", "'0000:00:04.0'", false),
            ("bus", "'0000:*'", "'pci 0000:00:04.0'", true),
            ("driver", "'nvme*'", "'nvme'", true),
            ("ids", "'8086:*'", "'8086:1234'", true),
        ] {
            let rule = |value: &str| format!("device = {{ family = 'nvme', {key} = {value} }}");
            assert_eq!(
                covers(&rule(earlier), &rule(later)),
                expected,
                "{key} {earlier} {later}"
            );
        }
    }

    #[test]
    fn rules_are_compared_however_many_names_they_have() {
        let rule = |name: &str| {
            format!("[[rule]]\ndevice = {{ family = 'nvme', name = '{name}' }}\ndeny = '*'\n")
        };
        let mut text: String = (0..60).map(|at| rule(&format!("vg{at}-*"))).collect();
        text += &rule("vg7-root");
        let (topic, message) = only(&text);
        assert_eq!(topic, Topic::Shadowed);
        assert!(
            message.contains("\"rule 61\" never decides: \"rule 8\""),
            "{message}"
        );
        // Either name of a device may be the right one.
        let text = "[[rule]]\ndevice = { name = 'a' }\ndeny = '*'\n\
                    [[rule]]\ndevice = { name = ['a', 'b'] }\ndeny = '*'\n";
        let covering = Covering::of(&policy(text)).expect("room");
        assert!(covering.has(1, 0) && !covering.has(0, 1));
    }

    #[test]
    fn rules_that_are_too_many_or_say_too_much_to_be_compared_are_told() {
        let all = |rules: usize, ids: usize| -> String {
            let rule = |at: usize| {
                let ids = (0..ids).map(|id| format!("{}, ", (at * ids + id) * 2));
                format!(
                    "[[rule]]\nsubject = {{ uid = [{}] }}\ndevice = {{ family = 'uio' }}\ndeny = '*'\n",
                    ids.collect::<String>()
                )
            };
            (0..rules).map(rule).collect()
        };
        for (rules, ids, at, why) in [
            (
                MOST_COMPARED + 1,
                1,
                MOST_COMPARED,
                "more than 2000 are not compared: ",
            ),
            (1000, 11, 0, "is too much to be compared: "),
        ] {
            let policy = policy(&all(rules, ids));
            assert!(policy.rules.len() > MOST_COMPARED || Covering::of(&policy).is_none());
            let told = uncompared(&policy).expect("a note");
            assert_eq!(
                (told.topic, told.at),
                (Topic::Shadowed, policy.rules[at].at)
            );
            assert!(told.message.contains(why), "{}", told.message);
        }
    }

    #[test]
    fn a_subject_that_nobody_is_is_told() {
        let rule = |subject: &str| {
            format!(
                "[[rule]]\nsubject = {{ {subject} }}\ndevice = {{ family = 'uio' }}\nallow = '*'\n"
            )
        };
        let (topic, message) = only(&rule("cgroup = '/a.service', unit = 'b.service'"));
        assert_eq!(topic, Topic::NeverMatches);
        assert!(message.contains("no subject or device"), "{message}");
        let meant = Covering::of(&policy(&rule("cgroup = '/a/**', unit = 'b.service'")));
        assert!(meant.expect("room").all[0].is_some());
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
