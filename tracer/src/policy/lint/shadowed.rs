//! Rules that never decide, since earlier ones have their calls, and such as contradict themselves.

use std::{cell::OnceCell, collections::BTreeSet};

use super::{classes, covers_kinds};
use crate::{
    families,
    policy::{
        Policy, Rule,
        compile::{Compiled, bits::Bits},
        diagnostic::{Diagnostic, Topic},
        facts::{Device, Subject},
        rule::{DeviceSelector, Item, Reason, SubjectSelector, Unknown},
        told_apart,
    },
};

/// More rules than these are not compared with each other for shadowing.
pub(super) const MOST_COMPARED: usize = 2000;

/// That rules are not compared with each other, and why: at the first of too many, or at the first.
pub(super) fn uncompared(policy: &Policy) -> Option<Diagnostic> {
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

pub(super) fn shadowed(
    policy: &Policy,
    classes: &[BTreeSet<(u16, u32)>],
    certain: &Certain<'_>,
    covering: &Covering,
    at: usize,
) -> Option<Diagnostic> {
    let rule = &policy.rules[at];
    let before = policy.rules[..at].iter().enumerate();
    let over: Vec<usize> = before
        .filter(|(other_at, other)| {
            // What is essential a daemon asks before all else.
            (other.essential || !rule.essential)
                && covering.has(*other_at, at)
                && covers_kinds(&other.device, &rule.device)
        })
        .map(|(other, _)| other)
        .collect();
    let has_all = |over: &[usize], classes: &[BTreeSet<(u16, u32)>]| {
        let is_covered =
            |class: &(u16, u32)| over.iter().any(|other| classes[*other].contains(class));
        !over.is_empty() && classes[at].iter().all(is_covered)
    };
    let left = |other: usize| left_unknown(&policy.rules[other], rule);
    let always = over.iter().copied();
    let always: Vec<usize> = always.filter(|other| left(*other).is_empty()).collect();
    let message = |what: &str, whose: &str, by: &[usize], classes: &[BTreeSet<(u16, u32)>]| {
        let by: Vec<String> = by
            .iter()
            .filter(|other| !classes[**other].is_disjoint(&classes[at]))
            .map(|other| format!("\"{}\"", policy.rules[*other].name))
            .collect();
        format!(
            "\"{}\" {what}: {} before it has all of its {whose}",
            rule.name,
            by.join(", ")
        )
    };
    let warning = |message| Some(Diagnostic::warning(Topic::Shadowed, rule.at, message));
    let help = "put it before them, or take it out";
    if has_all(&always, classes) {
        return warning(message("never decides", "calls", &always, classes))
            .map(|told| told.help(help));
    }
    if over.is_empty() {
        return None;
    }
    let parties = over
        .iter()
        .fold(Unknown::NONE, |all, other| all.and(left(*other)));
    let parties = [
        (Reason::Subject, "who calls"),
        (Reason::Device, "to which device"),
    ]
    .into_iter()
    .filter(|(reason, _)| parties.has(Unknown::of(*reason)))
    .map(|(_, what)| what);
    let only = |unknown: Vec<&str>| {
        let unknown = unknown.join(", or ");
        format!("decides only where it is not known {unknown}")
    };
    if has_all(&over, classes) {
        let what = only(parties.collect());
        return warning(message(&what, "other calls", &over, classes)).map(|told| told.help(help));
    }
    let known = certain.classes()?;
    // What it is about only where not all is known is no more than that.
    if known[at].is_empty() || !has_all(&over, known) {
        return None;
    }
    let is_class = |item: &Item| matches!(item, Item::Class(_));
    let of_calls = match rule.call.items.iter().any(is_class) {
        true => "what the argument says, or how open the command is",
        false => "what the argument says",
    };
    let what = only([of_calls].into_iter().chain(parties).collect());
    warning(message(&what, "other calls", &over, known)).map(|told| told.help(help))
}

/// Where a rule that is about all subjects and devices of another is not about them since they are not known.
fn left_unknown(one: &Rule, other: &Rule) -> Unknown {
    let parts = |rule: &Rule| {
        let (subject, device) = (&rule.subject, &rule.device);
        let of_cgroup =
            subject.cgroup.is_none() && subject.unit.is_none() && subject.container.is_none();
        [
            (device.kinds.is_none(), Reason::Device),
            (device.is_by_kind(), Reason::Device),
            (subject.exe.is_none(), Reason::Subject),
            (subject.parent.is_none(), Reason::Subject),
            (of_cgroup, Reason::Subject),
            (subject.uid.is_none(), Reason::Subject),
            (subject.gid.is_none(), Reason::Subject),
        ]
    };
    // A device whose kind is not known has no names of commands.
    let is_name = |item: &Item| matches!(item, Item::Named(_) | Item::Codes(..));
    let from = usize::from(other.call.items.iter().all(is_name));
    let parts = parts(one).into_iter().zip(parts(other)).skip(from);
    let mut all = Unknown::NONE;
    for ((one_is_all, reason), (other_is_all, _)) in parts {
        let has =
            |rule: &Rule, is_all: bool, reason| is_all || rule.applies.has(Unknown::of(reason));
        let mut reasons = [reason, Reason::Full].into_iter();
        if reasons.any(|reason| has(other, other_is_all, reason) && !has(one, one_is_all, reason)) {
            all = all.and(Unknown::of(reason));
        }
    }
    all
}

/// Calls of kinds, by the classes that the kernel tells apart.
type Calls = BTreeSet<(u16, u32)>;

/// Kinds and classes of calls that rules are about for certain: worked out where it is asked for.
pub(super) struct Certain<'a> {
    policy: &'a Policy,
    classes: OnceCell<Option<Vec<Calls>>>,
}

impl<'a> Certain<'a> {
    pub(super) fn of(policy: &'a Policy) -> Self {
        Self {
            policy,
            classes: OnceCell::new(),
        }
    }

    /// None where there is no room.
    fn classes(&self) -> Option<&[BTreeSet<(u16, u32)>]> {
        let classes = self.classes.get_or_init(|| {
            let mut policy = self.policy.clone();
            for rule in &mut policy.rules {
                // Parties make no difference to classes, kinds aside.
                rule.subject = SubjectSelector::default();
                rule.device = DeviceSelector {
                    kinds: rule.device.kinds.take(),
                    ..DeviceSelector::default()
                };
                rule.applies = Unknown::NONE;
            }
            Some(classes(&of_meant_kinds(policy)?.with_drivers()))
        });
        classes.as_deref()
    }
}

pub(super) fn contradicts(rule: &Rule, covering: &Covering, at: usize) -> Option<Diagnostic> {
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
pub(super) struct Covering {
    pub(super) all: Vec<Option<Bits>>,
    /// The same of devices alone.
    devices: Vec<Option<Bits>>,
}

impl Covering {
    /// None where there is too much to look at.
    pub(super) fn of(policy: &Policy) -> Option<Self> {
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

    pub(super) fn has(&self, one: usize, other: usize) -> bool {
        self.all[other].as_ref().is_some_and(|all| all.has(one))
    }

    pub(super) fn has_devices(&self, one: usize, other: usize) -> bool {
        self.devices[other].as_ref().is_some_and(|all| all.has(one))
    }
}

/// What is in all of them; None where one of them is not there.
fn joined(mut all: impl Iterator<Item = Option<Bits>>) -> Option<Bits> {
    let first = all.next().flatten()?;
    all.try_fold(first, |all, own| Some(all.and(&own?)))
}

/// A policy compiled for unresolved devices of the kinds that its rules are about; None where there is no room.
pub(super) fn of_meant_kinds(policy: Policy) -> Option<Compiled> {
    let is_meant = |rule: &Rule, kind: u16| {
        let kinds = rule.device.kinds.as_ref();
        kinds.is_none_or(|kinds| kinds.contains(&kind))
    };
    let kinds = families::kinds().map(|entry| entry.id);
    let kinds = kinds.filter(|kind| policy.rules.iter().any(|rule| is_meant(rule, *kind)));
    let kinds: Vec<u16> = kinds.collect();
    let mut compiled = Compiled::new(policy, 1).ok()?;
    for kind in kinds {
        compiled.device(&Device::unresolved(kind)).ok()?;
    }
    Some(compiled)
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{only, topics},
        *,
    };
    use crate::policy::tests::policy;

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
    fn an_essential_rule_is_asked_before_others() {
        let rules = |first: &str, second: &str| {
            let uio = "device = { family = 'uio' }\nallow = '*'\n";
            topics(
                &format!("[[rule]]\n{first}{uio}[[rule]]\n{second}{uio}"),
                &[],
            )
        };
        let essential = "essential = true\n";
        assert_eq!(rules("", essential), []);
        for first in ["", essential] {
            assert_eq!(rules(first, "").len(), 1, "{first}");
        }
        assert_eq!(rules(essential, essential).len(), 1);
    }

    #[test]
    fn a_refusal_that_an_earlier_rule_covers_is_told_with_where_it_decides_all_the_same() {
        let uio = "device = { family = 'uio' }";
        let both =
            |first: &str, second: &str| only(&format!("[[rule]]\n{first}\n[[rule]]\n{second}\n"));
        let of = |subject: &str, says: &str| format!("subject = {{ {subject} }}\n{uio}\n{says}");
        for (first, second) in [
            ("exe = '/usr/**'", "exe = '/usr/bin/evil'"),
            ("uid = '1000-2000'", "uid = 1500"),
        ] {
            let told = |unknown: &str| {
                let second = of(second, &format!("deny = '*'\n{unknown}"));
                let (topic, message) = both(&of(first, "allow = '*'"), &second);
                assert_eq!(topic, Topic::Shadowed, "{message}");
                message
            };
            let message = told("");
            assert!(message.contains("\"rule 2\" decides only where it is not known who calls, or to which device: \"rule 1\" before"), "{message}");
            let message = told("unknown = 'skip'");
            assert!(
                message.contains("\"rule 2\" never decides: \"rule 1\" before"),
                "{message}"
            );
        }
        // Both are about whoever is not known.
        let message = both(
            &of("uid = '0-9'", "deny = '*'"),
            &of("uid = 5", "deny = '*'"),
        )
        .1;
        assert!(message.contains("\"rule 2\" never decides"), "{message}");
        // A device's names come later.
        let nvme = |name: &str| format!("device = {{ family = 'nvme'{name} }}\n");
        let message = both(
            &(nvme(", name = 'nvme*'") + "allow = 'NVME_IOCTL_RESET'"),
            &(nvme(", name = 'nvme0'") + "deny = 'NVME_IOCTL_RESET'"),
        )
        .1;
        assert!(message.contains("not known to which device: "), "{message}");
    }

    #[test]
    fn a_refusal_that_only_unread_arguments_are_left_for_is_told() {
        let rules = |second: &str| {
            let nvme = "[[rule]]\ndevice = { family = 'nvme' }\n";
            let text = format!("{nvme}allow = 'admin.*'\n{nvme}{second}\n");
            let all = topics(&text, &[]).into_iter();
            let shadowed = all.filter(|(topic, _)| *topic == Topic::Shadowed);
            shadowed
                .map(|(_, message)| message)
                .collect::<Vec<String>>()
        };
        let all = rules("deny = 'admin.vendor'");
        assert_eq!(
            all,
            [
                "\"rule 2\" decides only where it is not known what the argument says: \"rule 1\" before it has all of \
             its other calls"
            ]
        );
        let all = rules("deny = 'admin.vendor'\nunknown = 'skip'");
        assert!(
            all.len() == 1 && all[0].contains("never decides"),
            "{all:?}"
        );
        assert_eq!(rules("deny = ['admin.vendor', 'io.vendor']"), [""; 0]);
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
        let nobody = rule("cgroup = '/a.service', unit = 'b.service'");
        // One that refuses is about whoever is not known.
        for text in [nobody.replace("allow", "deny"), nobody] {
            let (topic, message) = only(&text);
            assert_eq!(topic, Topic::NeverMatches);
            assert!(message.contains("no subject or device"), "{message}");
        }
        let meant = Covering::of(&policy(&rule("cgroup = '/a/**', unit = 'b.service'")));
        assert!(meant.expect("room").all[0].is_some());
    }
}
