//! Decisions that memory of the caller's makes, where what is refused could become what is allowed, or the
//! other way round.

mod named;
mod opening;
mod stake;

use std::collections::{BTreeMap, BTreeSet};

use named::Commands;
use stake::Stake;

use super::{Here, shadowed::Covering};
use crate::{
    families::{self, Entry},
    policy::{
        Rule,
        compile::{Compiled, Region},
        diagnostic::{Diagnostic, Topic},
        races,
    },
};

/// What the warnings about one rule say.
#[derive(Default)]
struct Found<'a> {
    /// Commands of which something is refused whose copy nobody asks about.
    racy: Commands<'a>,
    /// By when that is so, commands of which all that is refused is asked about, but not always.
    at_times: BTreeMap<String, Commands<'a>>,
    /// Kinds of which nobody is asked where they are open for reading and writing, by their ids: with their names those
    /// that can be opened so.
    open: BTreeMap<u16, Option<&'static str>>,
}

pub(super) fn warnings(
    compiled: &Compiled,
    covering: Option<&Covering>,
    at: usize,
    here: &Here,
) -> Vec<Diagnostic> {
    let rule = &compiled.policy().rules[at];
    // One that refuses is about whole commands. One that allows is not about what else they may become.
    if rule.strict && rule.effect.refuses() {
        return Vec::new();
    }
    let mut stake = Stake::of_rule(compiled, covering, at);
    let mut found = Found::default();
    for region in compiled
        .regions()
        .iter()
        .filter(|region| region.rests_on_memory)
    {
        let kinds = rule.device.kinds.as_ref();
        if kinds.is_some_and(|kinds| !kinds.contains(&region.kind)) {
            continue;
        }
        let classes = stake.of(region);
        if let Some(entry) = families::kind(region.kind).filter(|_| !classes.is_empty()) {
            found.look(&stake, covering, region, &classes, entry, here);
        }
    }
    found.told(rule)
}

impl<'a> Found<'a> {
    fn look(
        &mut self,
        stake: &Stake<'_>,
        covering: Option<&Covering>,
        region: &'a Region,
        classes: &BTreeSet<u32>,
        entry: Entry,
        here: &Here,
    ) {
        let checked = here
            .checked
            .as_ref()
            .map(|kinds| kinds.contains(&region.kind));
        let looks_again = entry.kind.decides_again() && checked != Some(false);
        if looks_again && entry.kind.check.is_some_and(|check| check.but_read_write) {
            let is_closed = || opening::is_closed(stake.compiled, covering, stake.at, entry);
            let name = || Some(entry.kind.name).filter(|_| !is_closed());
            self.open.entry(region.kind).or_insert_with(name);
        }
        if !looks_again || !region.unchecked.is_disjoint(classes) {
            self.racy.add(entry, region);
            return;
        }
        // What is asked about a lockdown is asked on every kernel, of every file.
        let Some(check) = entry.kind.check else {
            return;
        };
        let mut add = |when: String| {
            self.at_times.entry(when).or_default().add(entry, region);
        };
        if let Some(condition) = check.condition().filter(|_| checked.is_none()) {
            add(format!("but {condition}"));
        }
        if let Some(kind) = self.open.get(&region.kind).copied().flatten() {
            add(format!("through {}", opened(kind)));
        }
    }

    fn told(self, rule: &Rule) -> Vec<Diagnostic> {
        // What a strict rule allows of what memory says it refuses.
        let does = match rule.effect.refuses() || rule.strict {
            true => "refuses",
            false => "allows",
        };
        let instead = match rule.strict {
            true => "a rule behind it that refuses the whole command leaves nothing to change",
            false => "strict = true decides by command instead",
        };
        let by = format!(
            "\"{}\" {does} by what the caller's memory says, which another thread can change after it was looked at",
            rule.name
        );
        let mut all = Vec::new();
        if !self.racy.is_empty() {
            let remedy = self.racy.family().map(|family| {
                let open = self.open.values().flatten();
                let open =
                    open.map(|kind| format!(", nor for what comes through {}", opened(kind)));
                format!("{}{}; ", races::remedy(family), open.collect::<String>())
            });
            let help = format!("{}{instead}", remedy.unwrap_or_default());
            let message = format!("{by}: {}", self.racy);
            all.push(Diagnostic::warning(Topic::Racy, rule.at, message).help(help));
        }
        for (when, commands) in &self.at_times {
            let message = format!("{by}, and what it becomes is not refused {when}: {commands}",);
            let help = match when.starts_with("through") {
                true => {
                    "a rule that refuses that opening closes it: entry = ['open', 'receive'], deny = ['rw']"
                }
                false => "check --here knows what the running kernel has",
            };
            let help = format!("{help}; {instead}");
            all.push(Diagnostic::warning(Topic::Racy, rule.at, message).help(help));
        }
        all
    }
}

/// What the kernel asks nobody about.
fn opened(kind: &str) -> String {
    format!("{kind} that is open for reading and writing")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{facts::Device, tests::policy};

    /// What is said of a policy, and on what kernel: the kinds whose copies its drivers check.
    fn warned(text: &str, checked: Option<Vec<u16>>) -> Vec<String> {
        let all = warnings(text, checked).into_iter();
        all.map(|warning| warning.message).collect()
    }

    fn warnings(text: &str, checked: Option<Vec<u16>>) -> Vec<Diagnostic> {
        let mut compiled = Compiled::new(policy(text), 1).expect("room");
        for kind in all().into_iter().flatten() {
            let device = Device::unresolved(kind);
            compiled.device(&device).expect("room");
        }
        let here = Here {
            checked,
            ..Here::default()
        };
        let all = super::super::warnings(&compiled, &here).into_iter();
        all.filter(|warning| warning.topic == Topic::Racy).collect()
    }

    fn all() -> Option<Vec<u16>> {
        let kinds = families::kinds().filter(|entry| entry.kind.decides_again());
        Some(kinds.map(|entry| entry.id).collect())
    }

    #[test]
    fn what_nobody_asks_about_is_racy() {
        // Of a form of Identify that the driver lets pass, and of an I/O command.
        for name in ["admin.identify.controller", "io.write"] {
            let text = format!("[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = ['{name}']\n");
            let [only] = &warned(&text, all())[..] else {
                panic!("{name}");
            };
            assert!(only.contains("NVME_IOCTL_"), "{only}");
            assert!(warned(&format!("{text}strict = true\n"), all()).is_empty());
        }
        let text =
            "[[rule]]\ndevice = { family = 'scsi', kind = 'disk' }\ndeny = ['scsi.mode-sense-6']\n";
        assert_eq!(warned(text, all()).len(), 1);
        let text = "[[rule]]\ndevice = { family = 'nvme' }\ndeny = ['*']\n";
        assert!(warned(text, None).is_empty());
    }

    #[test]
    fn what_the_kernel_asks_about_is_sound_where_it_does() {
        let text = "[[rule]]\ndevice = { family = 'nvme' }\ndeny = ['admin.vendor', 'io.vendor']\n";
        assert_eq!(warned(text, all()), Vec::<String>::new());
        let [only] = &warned(text, None)[..] else {
            panic!("it is not said where");
        };
        let when = "is not refused but on Linux 6.2 and newer with the driver as a module: NVME_";
        assert!(only.contains(when), "{only}");
        let [only] = &warned(text, Some(Vec::new()))[..] else {
            panic!("no driver checks");
        };
        assert!(!only.contains("6.2"), "{only}");
    }

    #[test]
    fn raw_commands_of_cxl_are_refused_soundly_as_a_whole() {
        let rules = |items: &str| {
            let text = format!("[[rule]]\ndevice = {{ family = 'cxl' }}\ndeny = [{items}]\n");
            warned(&text, all())
        };
        assert_eq!(rules("'raw.*'"), Vec::<String>::new());
        assert_eq!(rules("'raw.sanitize'").len(), 1);
        assert_eq!(rules("'raw.*', 'set-lsa'").len(), 1);
        let text = "[[rule]]\ndevice = { family = 'cxl' }\ndeny = ['raw.*']\n";
        assert_eq!(warned(text, Some(Vec::new())).len(), 1);
    }

    #[test]
    fn what_is_allowed_is_racy_where_something_else_would_be_refused() {
        let allow = "[[rule]]\ndevice = { family = 'nvme' }\nallow = ['admin.identify']\nentry = 'ioctl'\n\
                     command = 'NVME_IOCTL_ADMIN*'\n";
        assert!(warned(allow, all()).is_empty());
        // All of Identify is allowed, and the driver asks about all else.
        let text = format!("[default]\naction = 'deny'\n{allow}");
        assert!(warned(&text, all()).is_empty());
        assert_eq!(warned(&text, Some(Vec::new())).len(), 1);
    }

    #[test]
    fn sg_opened_for_reading_and_writing_is_told_unless_it_is_refused() {
        let text = "[[rule]]\nname = 'a'\ndevice = { family = 'scsi', kind = 'sg' }\ncommand = 'SG_IO'\ndeny = ['sub:0xc0-0xe9']\n";
        let [only] = &warned(text, None)[..] else {
            panic!("it is not told");
        };
        assert!(only.contains("open for reading and writing"), "{only}");
        let closed = "[[rule]]\nname = 'b'\ndevice = { family = 'scsi', kind = 'sg' }\n\
                      entry = ['open', 'receive']\ndeny = ['rw']\n";
        let is_told = |before: &str| !warned(&format!("{before}{text}"), None).is_empty();
        assert!(!is_told(closed));
        // What is received is as good as what was opened.
        let open = closed.replace("['open', 'receive']", "'open'");
        assert!(is_told(&open));
        assert!(!is_told(&format!(
            "{open}{}",
            open.replace("open", "receive").replace("'b'", "'c'")
        )));
        // Somebody is let in before, of whom the rule is as well, or all devices but one are closed.
        let allow = "[[rule]]\nname = 'd'\nsubject = { exe = '/a' }\ndevice = { family = 'scsi' }\n\
                     entry = ['open', 'receive']\nallow = 'rw'\n";
        assert!(is_told(&format!("{allow}{closed}")));
        assert!(!is_told(&format!("{closed}{allow}")));
        assert!(is_told(
            &closed.replace("kind = 'sg'", "kind = 'sg', name = 'sg0'")
        ));
        let other = text.replace("device =", "subject = { exe = '/b' }\ndevice =");
        assert!(warned(&format!("{allow}{closed}{other}"), None).is_empty());
        assert!(is_told(&format!("{}mode = 'audit'\n", closed)));
    }

    #[test]
    fn sg_opened_for_reading_and_writing_is_named_beside_safe_opcodes() {
        let text = "[[rule]]\nname = 'a'\ndevice = { family = 'scsi' }\ndeny = 'scsi.vendor'\n";
        let helps = |text: &str| -> Vec<String> {
            let all = warnings(text, None).into_iter();
            all.filter_map(|warning| warning.help).collect()
        };
        let opened = "nor for what comes through sg that is open for reading and writing; strict";
        let safe = |helps: &[String]| {
            let mut all = helps.iter().filter(|help| help.contains("takes for safe"));
            all.next().expect("such opcodes").clone()
        };
        assert!(safe(&helps(text)).contains(opened));
        let closed = "[[rule]]\ndevice = { family = 'scsi', kind = 'sg' }\n\
                      entry = ['open', 'receive']\ndeny = ['rw']\n";
        assert!(!safe(&helps(&format!("{closed}{text}"))).contains("through sg"));
    }

    #[test]
    fn what_a_strict_rule_refuses_of_what_it_allows_is_racy_where_the_rest_passes() {
        let strict =
            "[[rule]]\ndevice = { family = 'nvme' }\nallow = 'admin.identify'\nstrict = true\n";
        let [only] = &warnings(strict, Some(Vec::new()))[..] else {
            panic!("it is not told");
        };
        assert!(only.message.contains("\" refuses by "), "{}", only.message);
        let help = only.help.as_deref().expect("help");
        assert!(
            help.contains("a rule behind it that refuses the whole command"),
            "{help}"
        );
        let deny = "[[rule]]\ndevice = { family = 'nvme' }\ndeny = '*'\n";
        for text in [
            format!("{strict}{deny}"),
            format!("[default]\naction = 'deny'\n{strict}"),
            strict.replace("admin.identify", "*"),
        ] {
            assert_eq!(warned(&text, Some(Vec::new())), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_the_same_becomes_of_is_not_racy() {
        let nvme = "[[rule]]\ndevice = { family = 'nvme' }\n";
        let root = "[[rule]]\nsubject = { uid = 0 }\ndevice = { family = 'nvme' }\n";
        let user = "[[rule]]\nsubject = { uid = 5 }\ndevice = { family = 'nvme' }\n";
        let both = "[[rule]]\nsubject = { uid = [0, 5] }\ndevice = { family = 'nvme' }\n";
        let denies = "[default]\naction = 'deny'\n";
        let told = |default: &str, rules: &[(&str, &str)]| {
            let rules = rules.iter().map(|(whose, says)| format!("{whose}{says}\n"));
            warned(&format!("{default}{}", rules.collect::<String>()), all()).len()
        };
        for (default, rules) in [
            // Rules that never decide, and such as decide no otherwise than what stands behind them.
            (
                "",
                &[(nvme, "deny = '*'"), (nvme, "deny = 'admin.identify'")][..],
            ),
            (
                "",
                &[(nvme, "allow = '*'"), (root, "deny = 'admin.identify'")],
            ),
            (
                "",
                &[
                    (nvme, "deny = '*'\nmode = 'audit'"),
                    (nvme, "deny = 'admin.identify'"),
                ],
            ),
            (
                denies,
                &[(nvme, "deny = '*'"), (nvme, "allow = 'admin.identify'")],
            ),
            (
                "",
                &[
                    (nvme, "deny = 'admin.identify'"),
                    (nvme, "deny = '*'\nerrno = 'EACCES'"),
                ],
            ),
            (denies, &[(nvme, "deny = 'admin.identify'")]),
            (
                denies,
                &[(nvme, "allow = 'admin.identify'"), (nvme, "allow = '*'")],
            ),
            // What others may is nothing to whom the rule is about, and what two rules decide of them together.
            (
                denies,
                &[(root, "deny = 'admin.identify'"), (user, "allow = '*'")],
            ),
            (
                "",
                &[
                    (root, "deny = '*'"),
                    (user, "deny = '*'"),
                    (both, "deny = 'admin.identify'"),
                ],
            ),
        ] {
            assert_eq!(told(default, rules), 0, "{default}{rules:?}");
        }
        for (default, rules) in [
            // Others come to it, or to what stands behind it.
            (
                "",
                &[(root, "deny = '*'"), (nvme, "deny = 'admin.identify'")][..],
            ),
            (
                "",
                &[(nvme, "deny = 'admin.identify'"), (root, "deny = '*'")],
            ),
            (
                "",
                &[
                    (nvme, "deny = 'admin.identify'"),
                    (nvme, "deny = '*'\nmode = 'audit'"),
                ],
            ),
            (
                denies,
                &[(nvme, "allow = 'io.read'"), (root, "allow = '*'")],
            ),
            (
                denies,
                &[(root, "deny = 'admin.identify'"), (nvme, "allow = '*'")],
            ),
            (
                "",
                &[(root, "deny = '*'"), (both, "deny = 'admin.identify'")],
            ),
            // Of what a strict rule allows it refuses what another does not.
            (
                "",
                &[
                    (nvme, "deny = 'admin.identify'"),
                    (nvme, "allow = '*'\nstrict = true"),
                ],
            ),
        ] {
            assert_eq!(told(default, rules), 1, "{default}{rules:?}");
        }
    }

    #[test]
    fn commands_of_all_devices_are_named_before_those_of_one_driver() {
        let text = "[[rule]]\ndevice = { family = 'scsi' }\ndeny = 'class:opaque'\n";
        let [only] = &warned(text, Some(Vec::new()))[..] else {
            panic!("it is said once");
        };
        assert!(only.contains(": SG_IO, "), "{only}");
        // Of all families, too; how many are left out is said.
        let text = "[[rule]]\ndeny = 'class:opaque'\n";
        let [only] = &warned(text, Some(Vec::new()))[..] else {
            panic!("it is said once");
        };
        for part in ["SG_IO, ", "NVME_IOCTL_ADMIN", " more"] {
            assert!(only.contains(part), "{part}: {only}");
        }
    }
}
