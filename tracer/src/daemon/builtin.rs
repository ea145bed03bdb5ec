//! Rules that a daemon has beside those of its policy: its self-test, and what keeps the machine in operation, which
//! only rules that are `essential` come before.

use std::fmt::Write as _;

use super::essentials::Essentials;
use crate::{
    exit::{Error, Exit, Result},
    families::{self, Command},
    policy::{self, Policy, Text},
};

/// The name of the rule that refuses the self-test's call.
pub const SELF_TEST: &str = "passgate's self-test";
/// An ioctl number that no driver knows: "pgst".
pub const SELF_TEST_COMMAND: u32 = 0x7067_7374;
/// What its caller gets; no driver returns it for a number that it does not know.
pub const SELF_TEST_ERROR: rustix::io::Errno = rustix::io::Errno::XDEV;

/// A policy with the rules of the daemon's own. Those that are essential come first, in their order.
///
/// # Errors
///
/// Where a path cannot be written in a policy, which is a bug.
pub fn with_builtin(policy: Policy, essentials: &Essentials) -> Result<Policy> {
    let before = rules(&self_test(&essentials.own))?;
    let mut own = rules(&text(essentials, &policy.daemon.break_glass))?;
    // Of other kinds nothing has to be told apart for them.
    let disks = || families::kinds().filter(|entry| entry.kind.all_commands().any(is_a_disk_s));
    for rule in own
        .rules
        .iter_mut()
        .filter(|rule| rule.device.node.is_some())
    {
        rule.device.kinds = Some(disks().map(|entry| entry.id).collect());
    }
    let names: Vec<&str> = before
        .rules
        .iter()
        .chain(&own.rules)
        .map(|rule| rule.name.as_str())
        .collect();
    if let Some(rule) = policy
        .rules
        .iter()
        .find(|rule| names.contains(&rule.name.as_str()))
    {
        let message = format!(
            "a rule is called \"{}\", as one that a daemon has of itself",
            rule.name
        );
        return Err(Error::new(Exit::Usage, message).remedy("give it another name"));
    }
    let (essential, others): (Vec<_>, Vec<_>) =
        policy.rules.into_iter().partition(|rule| rule.essential);
    let all = before
        .rules
        .into_iter()
        .chain(essential)
        .chain(own.rules)
        .chain(others);
    Ok(Policy {
        rules: all.collect(),
        ..policy
    })
}

fn rules(text: &str) -> Result<Policy> {
    policy::read(&[Text::new("built-in rules", text)]).map_err(|errors| {
        let errors: String = errors
            .iter()
            .map(|error| error.message.clone() + "; ")
            .collect();
        Error::failure(format!("the built-in rules are wrong: {errors}"))
            .remedy("report this as a bug")
    })
}

fn self_test(own: &str) -> String {
    format!(
        "version = 1\n[[rule]]\nname = {}\nsubject = {{ exe = {} }}\nentry = \"ioctl\"\ncommand = \"command:{SELF_TEST_COMMAND:#x}\"\n\
         deny = \"*\"\nerrno = \"EXDEV\"\nmode = \"enforce\"\n",
        quoted(SELF_TEST),
        pattern(own),
    )
}

fn text(essentials: &Essentials, break_glass: &[String]) -> String {
    let mut text = "version = 1\n".to_owned();
    let mut rule = |name: &str, selector: String, allow: &str| {
        let name = quoted(name);
        let _ = write!(
            text,
            "[[rule]]\nname = {name}\n{selector}\nallow = {allow}\n"
        );
    };
    let roots = |paths: &[String]| format!("subject = {{ exe = {}, uid = 0 }}", list(paths));
    if !break_glass.is_empty() {
        rule("break-glass", roots(break_glass), "\"*\"");
    }
    rule(
        "passgate itself",
        roots(std::slice::from_ref(&essentials.own)),
        "\"*\"",
    );
    if let Some(init) = &essentials.init {
        rule("init", roots(std::slice::from_ref(init)), "\"*\"");
    }
    rule(
        "udev",
        "subject = { unit = \"systemd-udevd.service\", uid = 0 }".to_owned(),
        "\"*\"",
    );
    if !essentials.disks.is_empty() {
        let device = format!("device = {{ node = {} }}", list(&essentials.disks));
        let uses = "entry = [\"open\", \"receive\", \"read\", \"write\", \"mmap\", \"mprotect\"]";
        rule("the system's disks", format!("{device}\n{uses}"), "\"*\"");
        rule(
            "the system's disks, their commands",
            device,
            &list_of(ordinary_commands()),
        );
    }
    text
}

/// Whether a command is one that every disk has, and that passes nothing through.
fn is_a_disk_s(command: &Command) -> bool {
    command.name.starts_with("BLK") || command.name == "HDIO_GETGEO"
}

/// All of those.
fn ordinary_commands() -> impl Iterator<Item = String> {
    let commands = families::kinds().flat_map(|entry| entry.kind.all_commands());
    let names = commands
        .filter(|command| is_a_disk_s(command))
        .map(|command| command.name);
    let names: std::collections::BTreeSet<&str> = names.collect();
    names.into_iter().map(quoted)
}

/// A string of TOML: JSON's are.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A pattern that matches this path alone.
fn pattern(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for character in path.chars() {
        if matches!(character, '*' | '?' | '[' | ']' | '{' | '}' | '\\') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    quoted(&escaped)
}

fn list(paths: &[String]) -> String {
    list_of(paths.iter().map(|path| pattern(path)))
}

fn list_of(words: impl Iterator<Item = String>) -> String {
    format!("[{}]", words.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::rule::action;

    fn essentials() -> Essentials {
        Essentials {
            own: "/opt/odd [name]/pass\"gate".to_owned(),
            init: Some("/usr/lib/systemd/systemd".to_owned()),
            disks: vec!["/dev/vda".to_owned(), "/dev/vda1".to_owned()],
        }
    }

    #[test]
    fn essential_rules_come_before_what_keeps_a_machine_in_operation() {
        let text = "version = 1\n[daemon]\nbreak-glass = '/root/rescue'\n[[rule]]\nname = 'broad'\ndeny = '*'\n\
                    [[rule]]\nname = 'named'\nessential = true\ndevice = { node = '/dev/vda' }\ndeny = '*'\n";
        let policy = policy::read(&[Text::new("p", text)]).expect("a policy");
        let policy = with_builtin(policy, &essentials()).expect("rules");
        let names: Vec<&str> = policy.rules.iter().map(|rule| rule.name.as_str()).collect();
        assert_eq!(
            names,
            [
                SELF_TEST,
                "named",
                "break-glass",
                "passgate itself",
                "init",
                "udev",
                "the system's disks",
                "the system's disks, their commands",
                "broad",
            ]
        );
        assert_eq!(policy.rules[0].effect.action, action::DENY);
        assert_eq!(policy.rules[0].effect.errno, 18);
    }

    #[test]
    fn what_is_essential_names_something() {
        let text = "version = 1\n[[rule]]\nessential = true\ndeny = '*'\n";
        let errors = policy::read(&[Text::new("p", text)]).expect_err("refused");
        assert!(errors[0].message.contains("essential"), "{errors:?}");
    }
}
