//! What two policies say otherwise beside what they decide: of a daemon, and of what is essential.

use crate::policy::{
    Daemon, Policy, Rule,
    diagnostic::Span,
    resolve::{ON_EXIT, mode_name},
};

/// A setting that two policies have otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What the old policy has, in words.
    pub old: Vec<String>,
    /// What the new one has.
    pub new: Vec<String>,
}

/// What two policies say otherwise to a daemon: its table, and the rules that come before what it never refuses.
pub fn settings(old: &Policy, new: &Policy) -> Vec<Setting> {
    let mut all: Vec<Setting> = of_daemon(&old.daemon)
        .into_iter()
        .zip(of_daemon(&new.daemon))
        .filter(|((_, old), (_, new))| old != new)
        .map(|((key, old), (_, new))| Setting { key, old, new })
        .collect();
    if essential(old) != essential(new) {
        let names = |policy: &Policy| {
            let rules = policy.rules.iter().filter(|rule| rule.essential);
            rules.map(|rule| rule.name.clone()).collect()
        };
        all.push(Setting {
            key: "essential",
            old: names(old),
            new: names(new),
        });
    }
    all
}

/// The table's settings, with what holds where it does not have them.
fn of_daemon(daemon: &Daemon) -> Vec<(&'static str, Vec<String>)> {
    let keeps = ON_EXIT.iter().find(|(_, keeps)| *keeps == daemon.keep);
    let heartbeat = (daemon.heartbeat > 0).then(|| format!("{}ms", daemon.heartbeat));
    // Without a heartbeat nobody is silent.
    let silent = heartbeat
        .iter()
        .map(|_| mode_name(daemon.silent).to_owned());
    let silent = silent.collect();
    let mut executables = daemon.break_glass.clone();
    executables.sort();
    executables.dedup();
    vec![
        (
            "on-exit",
            keeps.iter().map(|(name, _)| (*name).to_owned()).collect(),
        ),
        ("heartbeat", heartbeat.into_iter().collect()),
        ("silent", silent),
        ("break-glass", executables),
    ]
}

/// The rules that are essential, in their order, but for what they are called and where they stand.
fn essential(policy: &Policy) -> Vec<Rule> {
    let rules = policy.rules.iter().filter(|rule| rule.essential);
    let nameless = rules.map(|rule| Rule {
        name: String::new(),
        at: Span::default(),
        ..rule.clone()
    });
    nameless.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::tests::policy;

    #[test]
    fn what_a_daemon_is_told_otherwise_is_told() {
        let rule = |name: &str, more: &str| {
            policy(&format!(
                "[[rule]]\nname = '{name}'\ndevice = {{ family = 'nvme' }}\ndeny = '*'\n{more}"
            ))
        };
        let keys = |old: &Policy, new: &Policy| -> Vec<&'static str> {
            settings(old, new)
                .iter()
                .map(|setting| setting.key)
                .collect()
        };
        let plain = rule("a", "");
        for (more, expected) in [
            ("[daemon]\non-exit = 'release'\n", &["on-exit"][..]),
            ("[daemon]\nheartbeat = '5s'\n", &["heartbeat", "silent"]),
            ("[daemon]\nbreak-glass = '/bin/a'\n", &["break-glass"]),
            ("essential = true\n", &["essential"]),
            // What holds anyway, and a name.
            ("[daemon]\non-exit = 'keep'\n", &[]),
            ("", &[]),
        ] {
            let other = rule("b", more);
            assert_eq!(keys(&plain, &other), expected, "{more}");
            assert_eq!(keys(&other, &plain), expected, "{more}");
        }
        let all = settings(&plain, &rule("b", "essential = true\n"));
        assert_eq!((&all[0].old, &all[0].new), (&vec![], &vec!["b".to_owned()]));
        let paths = |paths: &str| rule("a", &format!("[daemon]\nbreak-glass = [{paths}]\n"));
        assert!(keys(&paths("'/a', '/b'"), &paths("'/b', '/a', '/a'")).is_empty());
        let essential = |name: &str| rule(name, "essential = true\n");
        assert!(keys(&essential("a"), &essential("b")).is_empty());
    }
}
