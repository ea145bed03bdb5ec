//! How much there is room for, and which rule is told of where there is none.

use std::collections::BTreeSet;

use tracer_common::policy::room;

use super::{Compiled, Result, bits::Bits};
use crate::policy::{
    Rule,
    diagnostic::{Diagnostic, Span, Topic},
    facts::Device,
    rule::DeviceSelector,
};

/// How much a policy may take of what the kernel side looks into, as [`tracer_common::policy::room`] has it.
#[derive(Clone, Copy, Debug)]
pub(in crate::policy) struct Room {
    pub(in crate::policy) cells: usize,
    pub(in crate::policy) cross: usize,
    pub(in crate::policy) nodes: usize,
    pub(in crate::policy) segments: usize,
    pub(in crate::policy) segments_of_node: usize,
    pub(in crate::policy) calls: usize,
    pub(in crate::policy) who: usize,
    pub(in crate::policy) verdicts: usize,
    /// How often a rule may be asked about a call while its trees are built: no room of the kernel's, but time.
    pub(in crate::policy) questions: usize,
}

/// Half a minute of one processor, some minutes without optimization.
const QUESTIONS: usize = 1 << 31;

impl Room {
    /// What the kernel side has.
    pub(in crate::policy) const KERNEL: Self = Self {
        cells: room::CELLS,
        cross: room::CROSS,
        nodes: room::NODES,
        segments: room::SEGMENTS,
        segments_of_node: room::SEGMENTS_OF_NODE,
        calls: room::CALLS,
        who: room::WHO,
        verdicts: room::VERDICTS,
        questions: QUESTIONS,
    };
}

impl Default for Room {
    fn default() -> Self {
        Self::KERNEL
    }
}

/// That there is no room, at the rule that took the most of it or the last.
pub(super) fn full(
    rule: Option<&Rule>,
    message: impl std::fmt::Display,
    part: &str,
    help: &str,
) -> Diagnostic {
    let at = rule.map_or(Span::default(), |rule| rule.at);
    let message = match rule {
        Some(rule) => format!("{message}; \"{}\" {part}", rule.name),
        None => message.to_string(),
    };
    Diagnostic::error(Topic::Capacity, at, message).help(help)
}

/// How much a rule says of calls.
fn weight(rule: &Rule) -> usize {
    let commands = rule.call.commands.as_ref().map_or(0, Vec::len);
    rule.call.items.len() + commands + usize::from(rule.call.amount.is_some())
}

impl Compiled {
    /// What calls have no room for: of these rules the one that says the most of calls is told.
    pub(super) fn full_of_calls<'a>(
        rules: impl Iterator<Item = &'a Rule>,
        message: &str,
    ) -> Diagnostic {
        full(
            rules.max_by_key(|rule| weight(rule)),
            message,
            "names the most of them",
            "name groups, ranges or classes in place of single codes, and the same amounts in all rules",
        )
    }

    /// What pairs have no room for.
    pub(super) fn full_of_pairs(&self, group: &Bits) -> Diagnostic {
        let rules = || group.iter().map(|at| &self.policy.rules[at]);
        let last = rules().filter(|rule| !rule.device.is_all()).last();
        let message = format!(
            "there are more than {} pairs of a subject and a group of devices, of which rules tell {} and more than \
             {} apart",
            self.room.who,
            self.subjects.len(),
            self.groups.len(),
        );
        full(
            last.or_else(|| rules().last()),
            message,
            "is the last that needs another",
            "give rules about the same devices the same device, and join those that differ in their subject alone",
        )
    }

    /// What verdicts have no room for.
    pub(super) fn full_of_verdicts(&self) -> Diagnostic {
        let mut most = vec![0_usize; self.policy.rules.len()];
        for verdict in self.exceptions.values() {
            if let Some(count) = most.get_mut(verdict.rule as usize) {
                *count += 1;
            }
        }
        let most = most.iter().enumerate().max_by_key(|(_, count)| **count);
        full(
            most.map(|(at, _)| &self.policy.rules[at]),
            format!(
                "there are more than {} verdicts, one for each subject and what is decided otherwise of it",
                self.room.verdicts
            ),
            "has the most of them",
            "say of all devices and calls that are decided alike in one rule, and let the default decide the most",
        )
    }

    /// How many more groups of devices there is room for, and where rules name devices by more than their
    /// kind in more ways than that: the first rule that may find no room.
    pub(in crate::policy) fn groups_left(&self) -> (usize, Option<&Rule>) {
        let left = self.most_groups().saturating_sub(self.groups.len());
        let mut known: BTreeSet<&DeviceSelector> = BTreeSet::new();
        let mut rules = self.policy.rules.iter();
        let beyond = rules.find(|rule| {
            !rule.device.is_by_kind() && known.insert(&rule.device) && known.len() > left
        });
        (left, beyond)
    }

    /// How many groups of devices there is room for beside the subjects that rules tell apart.
    pub(super) fn most_groups(&self) -> usize {
        self.room.who / self.subjects.len().max(1)
    }

    /// Gives devices their labels, as they get them when the policy comes into force.
    ///
    /// # Errors
    ///
    /// Where there is no room for one.
    pub fn label_all(&mut self, devices: &[Device]) -> Result<()> {
        devices
            .iter()
            .try_for_each(|device| self.device(device).map(|_| ()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::{kind, nvme, policy};

    /// A rule with what it says, on three lines.
    fn rule(subject: &str, device: &str, call: &str) -> String {
        format!(
            "[[rule]]\nsubject = {{ {subject} }}\ndevice = {{ family = 'uio', {device} }}\n{call}\n"
        )
    }

    /// The error of a policy within other room: which rule it is at, and what it says.
    fn told(rules: &[String], room: Room) -> (usize, String) {
        let policy = policy(&rules.concat());
        let devices = [nvme(), Device::unresolved(kind("uio", "device"))];
        let compiled = Compiled::new_within(policy.clone(), 1, room);
        let labelled = compiled.and_then(|mut compiled| compiled.label_all(&devices));
        let error = labelled.expect_err(&rules.concat());
        assert_eq!(error.topic, Topic::Capacity);
        assert!(error.help.is_some());
        let mut rules = policy.rules.iter();
        let at = rules.position(|rule| rule.at == error.at).expect("a rule");
        let name = &policy.rules[at].name;
        assert!(
            error.message.contains(&format!("\"{name}\"")),
            "{}",
            error.message
        );
        (at, error.message)
    }

    #[test]
    fn the_pattern_that_most_cells_are_for_is_told() {
        let plain = rule("exe = '/usr/bin/a', cgroup = '/a'", "", "allow = '*'");
        let size = Compiled::new(policy(&plain), 1).expect("room").size();
        let room = Room {
            cells: size.cells + 50,
            ..Room::KERNEL
        };
        let id = "0123456789ab";
        for (key, heavy) in [
            ("exe", "/**/*a*b*c*/**/*c*b*a*/**"),
            ("parent", "/**/*a*b*c*/**/*c*b*a*/**"),
            ("cgroup", "/**/*a*b*c*/**/*c*b*a*/**"),
            ("unit", "*a*b*c*b*a*x*y*z*.service"),
            ("container", id),
        ] {
            let heavy = rule(&format!("{key} = '{heavy}'"), "", "allow = '*'");
            let (at, message) = told(&[plain.clone(), heavy, plain.clone()], room);
            assert_eq!(at, 1, "{message}");
            assert!(message.contains(&format!("by its {key}")), "{message}");
        }
    }

    #[test]
    fn the_last_rule_of_what_is_combined_most_is_told() {
        let mut rules: Vec<String> = (0..20)
            .map(|uid| rule(&format!("uid = {uid}"), "", "allow = '*'"))
            .collect();
        rules.push(rule("exe = '/a'", "", "allow = '*'"));
        let room = Room {
            cross: 40,
            ..Room::KERNEL
        };
        let (at, message) = told(&rules, room);
        assert_eq!(at, 19, "{message}");
        assert!(message.contains("22 kinds of users"), "{message}");
    }

    #[test]
    fn the_rule_with_the_most_ids_is_told() {
        let few = rule("uid = 7", "", "allow = '*'");
        let many: Vec<String> = (0..40).map(|id| (id * 2).to_string()).collect();
        let many = rule(&format!("gid = [{}]", many.join(", ")), "", "allow = '*'");
        let room = Room {
            segments_of_node: 50,
            ..Room::KERNEL
        };
        let (at, message) = told(&[few.clone(), many, few], room);
        assert_eq!(at, 1, "{message}");
        assert!(message.contains("the most users or groups"), "{message}");
    }

    #[test]
    fn the_rule_that_names_the_most_calls_is_told() {
        let few = rule("", "", "allow = 'command:7'");
        let many: Vec<String> = (0..40)
            .map(|code| format!("'command:{}'", code * 2))
            .collect();
        let many = rule("", "", &format!("allow = [{}]", many.join(", ")));
        let rules = [few.clone(), many, few];
        for (room, what) in [
            (
                Room {
                    segments: 60,
                    ..Room::KERNEL
                },
                "60 segments",
            ),
            (
                Room {
                    segments_of_node: 60,
                    ..Room::KERNEL
                },
                "60 of them in one place",
            ),
            (
                Room {
                    nodes: 2,
                    ..Room::KERNEL
                },
                "or 2 nodes",
            ),
            (
                Room {
                    calls: 2,
                    ..Room::KERNEL
                },
                "2 classes",
            ),
            (
                Room {
                    questions: 80,
                    ..Room::KERNEL
                },
                "80 questions",
            ),
        ] {
            let (at, message) = told(&rules, room);
            assert_eq!(at, 1, "{message}");
            assert!(message.contains(what), "{message}");
        }
    }

    #[test]
    fn the_last_rule_about_a_device_without_room_is_told() {
        let rules = [
            rule("uid = '0-9'", "", "allow = '*'"),
            rule("uid = '5-20'", "name = 'a'", "deny = '*'"),
            "[[rule]]\nallow = 'command:7'\n".to_owned(),
        ];
        let room = Room {
            who: 8,
            ..Room::KERNEL
        };
        let (at, message) = told(&rules, room);
        assert_eq!(at, 1, "{message}");
        assert!(message.contains("8 pairs"), "{message}");
    }

    #[test]
    fn the_rule_with_the_most_verdicts_is_told() {
        let few = rule("uid = 1", "", "deny = 'command:7'");
        let many = rule(
            "uid = '2-9'",
            "",
            "deny = ['command:1', 'command:3-5', 'command:9']",
        );
        let other = rule("uid = '4-5'", "", "allow = 'command:20'");
        let room = Room {
            verdicts: 3,
            ..Room::KERNEL
        };
        let (at, message) = told(&[few, many, other], room);
        assert_eq!(at, 1, "{message}");
        assert!(message.contains("more than 3 verdicts"), "{message}");
    }
}
