//! What two policies decide otherwise.

mod parties;
mod settings;

pub use settings::{Setting, settings};

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use tracer_common::policy::{Call, NO_RULE, Verdict};

use super::{
    Policy, Rule,
    compile::{Compiled, bits::Bits},
    diagnostic::Diagnostic,
    possible::{Edges, Possible, told_apart},
    rule::{Effect, action},
    simulate::{self, to_what, what, who},
    traffic::Observed,
};
use crate::families;
use parties::{devices, subjects};

/// Calls that two policies decide otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Who.
    pub subject: String,
    /// To what.
    pub device: String,
    /// What the old policy does, and by which rule.
    pub old: (Effect, Option<usize>),
    /// What the new one does.
    pub new: (Effect, Option<usize>),
    /// What the calls say.
    pub commands: BTreeSet<String>,
    /// How many calls were compared of which that is true.
    pub cases: u64,
    /// How many more subjects that rules tell apart, and of whom all is known, it is true of.
    pub more: usize,
    /// How many calls were observed; None for those that are only possible.
    pub calls: Option<u64>,
}

/// What was compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// What is decided otherwise.
    pub differences: Vec<Difference>,
    /// Whether all was compared that rules tell apart; else there may be more.
    pub is_whole: bool,
}

type Differences = BTreeMap<(String, String, Vec<u32>), Difference>;

/// What matters of an effect: of what passes in any case not its mode, and an error only to what is refused.
fn outcome(effect: Effect) -> (u8, Option<u8>, Option<u16>) {
    let mode = (effect.action != action::ALLOW).then_some(effect.mode);
    let errno = effect.refuses().then_some(effect.errno);
    (effect.action, mode, errno)
}

/// Whether two policies differ in what decides where no rule does.
pub fn have_other_defaults(old: &Policy, new: &Policy) -> bool {
    outcome(old.default) != outcome(new.default)
}

fn add(
    all: &mut Differences,
    (subject, more, device): (String, usize, String),
    (old, new): (Verdict, Verdict),
    command: String,
    calls: Option<u64>,
) {
    let (before, after) = (simulate::effect(&old), simulate::effect(&new));
    if outcome(before) == outcome(after) {
        return;
    }
    let rule = |verdict: Verdict| (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
    let key = vec![
        old.rule,
        new.rule,
        u32::from(before.action),
        u32::from(after.action),
    ];
    let entry = all.entry((subject.clone(), device.clone(), key));
    let difference = entry.or_insert_with(|| Difference {
        subject,
        device,
        old: (before, rule(old)),
        new: (after, rule(new)),
        commands: BTreeSet::new(),
        cases: 0,
        more,
        calls: calls.map(|_| 0),
    });
    difference.commands.insert(command);
    difference.cases += 1;
    if let (Some(sum), Some(calls)) = (&mut difference.calls, calls) {
        *sum = sum.saturating_add(calls);
    }
}

/// Compares what was observed.
///
/// # Errors
///
/// Where a policy has no room for the devices.
pub fn observed(
    old: &mut Compiled,
    new: &mut Compiled,
    traffic: &[Observed],
) -> Result<Compared, Diagnostic> {
    let mut all = Differences::new();
    for observed in traffic {
        let (subject, device, call) = (&observed.subject, &observed.device, &observed.call);
        let verdicts = (
            old.decide(subject, device, call)?,
            new.decide(subject, device, call)?,
        );
        let place = (who(observed), 0, to_what(observed));
        add(
            &mut all,
            place,
            verdicts,
            what(observed),
            Some(observed.calls),
        );
    }
    Ok(Compared {
        differences: all.into_values().collect(),
        is_whole: true,
    })
}

/// Most calls that are compared.
const MOST: usize = 8_000_000;

/// Compares what is possible: of a subject, a device and a call of each kind that rules of either policy
/// tell apart.
///
/// # Errors
///
/// Where a policy has no room for the devices.
pub fn all(old: &mut Compiled, new: &mut Compiled) -> Result<Compared, Diagnostic> {
    all_within(old, new, MOST)
}

fn all_within(old: &mut Compiled, new: &mut Compiled, most: usize) -> Result<Compared, Diagnostic> {
    let policies = [old.policy().clone(), new.policy().clone()];
    let rules: Vec<&Rule> = policies.iter().flat_map(|policy| &policy.rules).collect();
    let defaults = policies.each_ref().map(|policy| outcome(policy.default));
    let edges = Edges::of(rules.iter().copied());
    let (subjects, mut is_whole) = subjects(&rules);
    let labels: Vec<_> = subjects
        .iter()
        .map(|subject| (old.subject(&subject.party), new.subject(&subject.party)))
        .collect();
    let mut all = Differences::new();
    let mut left = most;
    for kind in families::kinds().map(|entry| entry.id).chain([0]) {
        let is_about = |rule: &&&Rule| {
            let kinds = rule.device.kinds.as_ref();
            kind == 0 || kinds.is_none_or(|kinds| kinds.contains(&kind))
        };
        if !rules.iter().any(|rule| is_about(&rule)) && defaults[0] == defaults[1] {
            continue;
        }
        let (devices, are_all) = devices(kind, &rules);
        is_whole &= are_all;
        // An image is made anew for what devices add: once for all of them.
        let device_labels = devices
            .iter()
            .map(|device| Ok((old.device(&device.party)?, new.device(&device.party)?)))
            .collect::<Result<Vec<_>, Diagnostic>>()?;
        // Of a driver with commands of its own nothing else need be compared again.
        let general = devices.iter().filter(|device| device.is_general());
        let general: HashSet<_> = general.map(|device| &device.rules).collect();
        let mut by_driver: HashMap<Option<&str>, Vec<Possible>> = HashMap::new();
        for (device, (before, after)) in devices.iter().zip(device_labels) {
            let calls = by_driver
                .entry(device.party.driver())
                .or_insert_with(|| told_apart(&device.party, &edges));
            let is_apart = |possible: &&Possible| {
                let Call { entry, command, .. } = possible.call;
                !general.contains(&device.rules)
                    || device.is_general()
                    || device.has_own(entry, command)
            };
            // Whom the same rules are about, the same is decided of.
            let own: Vec<Bits> = subjects
                .iter()
                .map(|subject| subject.rules.and(&device.rules))
                .collect();
            let mut alike: HashMap<&Bits, usize> = HashMap::new();
            for (subject, rules) in subjects.iter().zip(&own) {
                *alike.entry(rules).or_default() += usize::from(subject.is_known());
            }
            for ((subject, label), rules) in subjects.iter().zip(&labels).zip(&own) {
                let Some(alike) = alike.remove(rules) else {
                    continue;
                };
                for possible in calls.iter().filter(is_apart) {
                    let Some(fewer) = left.checked_sub(1) else {
                        is_whole = false;
                        break;
                    };
                    left = fewer;
                    let verdicts = (
                        old.decide_labelled(label.0, before, &possible.call)?,
                        new.decide_labelled(label.1, after, &possible.call)?,
                    );
                    let place = (
                        subject.name.clone(),
                        alike.saturating_sub(1),
                        device.name.clone(),
                    );
                    add(&mut all, place, verdicts, possible.name.clone(), None);
                }
            }
        }
    }
    Ok(Compared {
        differences: all.into_values().collect(),
        is_whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::policy;

    fn compiled(text: &str) -> Compiled {
        Compiled::new(policy(text), 1).expect("room")
    }

    fn compared(old: &str, new: &str) -> Compared {
        all(&mut compiled(old), &mut compiled(new)).expect("room")
    }

    /// What two policies that are not equal decide otherwise.
    fn differ(old: &str, new: &str) -> Vec<Difference> {
        let compared = compared(old, new);
        assert!(compared.is_whole, "{old}{new}");
        assert!(!compared.differences.is_empty(), "{old}{new}");
        compared.differences
    }

    fn by_subject(subject: &str) -> String {
        format!("[[rule]]\nsubject = {{ {subject} }}\ndevice = {{ family = 'uio' }}\ndeny = '*'\n")
    }

    #[test]
    fn all_that_selects_a_subject_is_compared() {
        for (old, new) in [
            ("gid = [1, 5]", "gid = [1, 6]"),
            ("exe = ['/a', '/b']", "exe = ['/a', '/c']"),
            ("exe = '/a*'", "exe = '/a'"),
            ("exe = '/a[0-3]'", "exe = '/a[0-4]'"),
            ("exe = '/a/**'", "exe = '/a/*'"),
            ("parent = ['/a', '/b']", "parent = '/a'"),
            ("cgroup = ['/a', '/b/**']", "cgroup = ['/a', '/b/*/**']"),
            ("unit = ['a.service', 'b.service']", "unit = 'a.service'"),
            ("unit = '*.service'", "unit = '[!z]*.service'"),
        ] {
            differ(&by_subject(old), &by_subject(new));
        }
        let named = differ(
            &by_subject("uid = '1000-1999'"),
            &by_subject("uid = '1000-2999'"),
        );
        let names: BTreeSet<&str> = named.iter().map(|one| one.subject.as_str()).collect();
        assert_eq!(names, BTreeSet::from(["uid 2000"]));
        let apply = format!(
            "{}unknown = {{ subject = 'skip' }}\n",
            by_subject("uid = 1")
        );
        let named = differ(&by_subject("uid = 1"), &apply);
        assert!(
            named.iter().all(|one| one.subject.contains("not known")),
            "{named:?}"
        );
    }

    #[test]
    fn all_that_selects_a_device_is_compared() {
        let by_device = |device: &str| {
            format!("[[rule]]\ndevice = {{ family = 'uio', {device} }}\ndeny = '*'\n")
        };
        for (old, new) in [
            ("name = ['a', 'b']", "name = ['a', 'c']"),
            ("name = 'a*'", "name = 'a?'"),
            ("driver = ['a', 'b']", "driver = 'a'"),
            ("node = ['/dev/a', '/dev/b']", "node = '/dev/a'"),
            ("bus = ['pci *', '0']", "bus = ['pci *', '1']"),
            ("ids = '0001:*'", "ids = '0001:0002'"),
        ] {
            differ(&by_device(old), &by_device(new));
        }
        let skip = format!(
            "{}unknown = {{ device = 'skip' }}\n",
            by_device("name = 'a'")
        );
        let named = differ(&by_device("name = 'a'"), &skip);
        assert!(
            named.iter().all(|one| one.device.contains("not resolved")),
            "{named:?}"
        );
    }

    #[test]
    fn all_numbers_that_rules_name_are_compared() {
        let by_call = |call: &str| {
            format!(
                "[[rule]]\ndevice = {{ family = 'nvme', kind = 'controller' }}\nentry = 'ioctl'\n{call}\n"
            )
        };
        for (old, new) in [
            ("deny = 'sub:0xc0-0xcf'", "deny = 'sub:0xc0-0xdf'"),
            ("deny = 'sub:0xc1-0xcf'", "deny = 'sub:0xc2-0xcf'"),
            ("deny = 'sub:0x02/0xc0-0xcf'", "deny = 'sub:0x02/0xc0-0xce'"),
            (
                "deny = 'command:0xabc0-0xabcf'",
                "deny = 'command:0xabc0-0xabce'",
            ),
            (
                "deny = 'command:0x4e40-0x4e50'",
                "deny = 'command:0x4e40-0x4e4f'",
            ),
            (
                "deny = '*'\namount = { over = 4096 }",
                "deny = '*'\namount = { over = 4097 }",
            ),
        ] {
            differ(&by_call(old), &by_call(new));
        }
        let out = |old: &str, new: &str| compared(&by_call(old), &by_call(new)).differences;
        let same = out(
            "deny = 'sub:0xc0-0xcf'",
            "deny = ['sub:0xc0-0xc4', 'sub:0xc5-0xcf']",
        );
        assert!(same.is_empty(), "{same:?}");
    }

    #[test]
    fn how_many_calls_and_subjects_a_difference_stands_for_is_counted() {
        let others = by_subject("exe = '/a'") + &by_subject("exe = '/b'");
        let rule = |codes: &str| {
            let rule = "device = { family = 'nvme', kind = 'disk' }\nentry = 'ioctl'\ncommand = 'NVME_IOCTL_IO_CMD'";
            format!("{others}[[rule]]\n{rule}\ndeny = 'sub:{codes}'\n")
        };
        let all = differ(&rule("0xc0-0xcf"), &rule("0xc0-0xdf"));
        let of_disks = all.iter().find(|one| one.device == "nvme disk");
        let one = of_disks.expect("a difference");
        // Beside any other those whom the rules about another device name.
        assert_eq!((one.subject.as_str(), one.more), ("any other", 2));
        // One name for both ends of what is new.
        assert_eq!((one.commands.len(), one.cases), (1, 2), "{one:?}");
    }

    #[test]
    fn what_was_cut_is_not_called_equal() {
        let (mut old, mut new) = (
            compiled(&by_subject("uid = 1")),
            compiled(&by_subject("uid = 1")),
        );
        let compared = all_within(&mut old, &mut new, 5).expect("room");
        assert!(compared.differences.is_empty() && !compared.is_whole);
    }
}
