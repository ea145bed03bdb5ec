//! Warnings: rules that do nothing, and rules that do less than they seem to.

mod capacity;
mod racy;
mod shadowed;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Rule,
    compile::Compiled,
    diagnostic::{Diagnostic, Topic},
    evaluate::of_device,
    facts::Device,
    rule::{DeviceSelector, Match, Ranges},
};
use crate::{families, model::row::entry_name};
use shadowed::{Certain, Covering, MOST_COMPARED, contradicts, shadowed, uncompared};

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
    let certain = Certain::of(policy);
    let mut all = policy.warnings.clone();
    for (at, rule) in policy.rules.iter().enumerate() {
        if let Some(why) = never(rule, &classes[at]) {
            all.push(why);
            continue;
        }
        if let Some(covering) = &covering {
            all.extend(
                contradicts(rule, covering, at)
                    .or_else(|| shadowed(policy, &classes, &certain, covering, at)),
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
    // Not all devices that no family knows are listed, such as those whose nodes are everybody's.
    let is_listed = |kind: &u16| {
        let entry = families::kind(*kind);
        entry.is_some_and(|entry| entry.family.name != families::other::FAMILY.name)
    };
    if !rule.device.kinds.as_ref()?.iter().all(is_listed) {
        return None;
    }
    let has = |ranges: &Ranges, id: u32| ranges.iter().any(|(a, b)| (*a..=*b).contains(&id));
    let meant: Vec<&Node> = nodes
        .iter()
        .filter(|node| of_device(&rule.device, &node.device) != Match::No)
        .collect();
    let is_closed = |node: &&Node| {
        // A process may be in the node's group whatever its real one is.
        node.mode & 0o066 == 0 && !(has(uids, node.uid) && node.mode & 0o600 != 0)
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
    use super::{shadowed::of_meant_kinds, *};
    use crate::policy::tests::{kind, nvme, policy};

    pub(super) fn topics(text: &str, nodes: &[Node]) -> Vec<(Topic, String)> {
        let compiled = of_meant_kinds(policy(text)).expect("room");
        let here = Here {
            nodes: nodes.to_vec(),
            ..Here::default()
        };
        let all = warnings(&compiled, &here).into_iter();
        all.map(|warning| (warning.topic, warning.message))
            .collect()
    }

    pub(super) fn only(text: &str) -> (Topic, String) {
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
    fn what_a_rule_names_for_nothing_is_told_at_its_place() {
        let told = |text: &str| {
            let policy = policy(text);
            let at = |warning: &Diagnostic| {
                let text = format!("version = 1\n{text}");
                text[warning.at.start..warning.at.end].to_owned()
            };
            let all = policy.warnings.iter();
            all.map(|warning| (at(warning), warning.message.clone()))
                .collect::<Vec<_>>()
        };
        let nvme = "[[rule]]\ndevice = { family = 'nvme' }\n";
        let text = format!("{nvme}entry = 'ioctl'\ndeny = ['open', 'NVME_IOCTL_RESET']\n");
        let [(at, message)] = &told(&text)[..] else {
            panic!("one does not come in");
        };
        assert_eq!(at, "'open'");
        assert!(
            message.contains("no call of that name comes in by ioctl"),
            "{message}"
        );
        assert!(topics(&text, &[]).iter().any(|(_, told)| told == message));
        // Where none does it is said of the rule, and others may use what is in a set.
        for rest in [
            "entry = 'ioctl'\ndeny = 'open'\n",
            "entry = 'ioctl'\ndeny = '@all'\n[sets]\nall = ['open', 'NVME_IOCTL_RESET']\n",
            "entry = 'uring-cmd'\ndeny = ['admin.*', 'io.write']\n",
            "entry = 'open'\ndeny = ['rw', 'open']\n",
        ] {
            assert_eq!(told(&format!("{nvme}{rest}")), [], "{rest}");
        }
        for (rest, message) in [
            (
                "deny = 'sub:0xc0/0x1'",
                "nothing tells commands of that code apart",
            ),
            ("deny = 'sub:0x06/0x10000'", "is not greater than 0xff"),
            (
                "entry = 'open'\ndeny = 'command:0x4e44'",
                "has the number 0",
            ),
        ] {
            let all = told(&format!("{nvme}{rest}\n"));
            let [(at, told)] = &all[..] else {
                panic!("{rest}: {all:?}");
            };
            assert!(at.starts_with('\'') && told.contains(message), "{told}");
        }
        for rest in [
            "deny = 'sub:0x06/0xff'",
            "deny = 'sub:0x00-0xff/0x1'",
            "entry = ['open', 'ioctl']\ndeny = 'command:0x4e44'",
            "entry = 'open'\ndeny = 'command:0x0-0x4e44'",
        ] {
            assert_eq!(told(&format!("{nvme}{rest}\n")), [], "{rest}");
        }
        let code = |code: &str| {
            told(&format!(
                "{nvme}command = 'NVME_IOCTL_ADMIN_CMD'\ndeny = '{code}'\n"
            ))
        };
        assert_eq!(code("sub:0xff"), []);
        assert_eq!(code("sub:0x02/0xff"), []);
        let [(at, message)] = &code("sub:0x1ff")[..] else {
            panic!("an opcode has a byte");
        };
        assert_eq!(at, "'sub:0x1ff'");
        assert!(
            message.contains("no code is greater than 0xff"),
            "{message}"
        );
    }

    #[test]
    fn a_set_that_no_rule_uses_is_told() {
        let rule = "[[rule]]\ndevice = { family = 'uio' }\ndeny = '@a'\n";
        let sets = "[sets]\na = '@b'\nb = 'open'\nc = ['@d', 'NVME_IOCTL_AMDIN']\nd = 'mmap'\n";
        let all = topics(&format!("{rule}{sets}"), &[]);
        let told: Vec<&str> = all.iter().map(|(_, message)| &message[..24]).collect();
        assert!(
            all.iter().all(|(topic, _)| *topic == Topic::Unused),
            "{all:?}"
        );
        assert_eq!(
            told,
            ["no rule uses the set \"c\"", "no rule uses the set \"d\""]
        );
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
        let with_group = text.replace("uid", "gid = 1000, uid");
        let all = topics(&with_group, &[node(0o660)]);
        assert!(
            all.is_empty(),
            "a process has other groups beside its real one: {all:?}"
        );
    }

    #[test]
    fn of_devices_that_no_family_knows_permissions_are_not_known() {
        let mut device = nvme();
        device.kind = kind("other", "character");
        let node = |device| Node {
            device,
            mode: 0o600,
            uid: 0,
            gid: 6,
        };
        for device_key in [
            "",
            "device = { family = 'other' }\n",
            "device = { family = ['nvme', 'other'] }\n",
        ] {
            let text = format!("[[rule]]\nsubject = {{ uid = 1000 }}\n{device_key}deny = '*'\n");
            let all = topics(&text, &[node(device.clone()), node(nvme())]);
            assert!(
                all.iter().all(|(topic, _)| *topic != Topic::Moot),
                "{all:?}"
            );
        }
    }
}
