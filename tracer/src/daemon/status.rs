//! How the daemon is: what it answers, and what is told of it.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use serde::{Deserialize, Serialize};

use crate::{plural::counted, sinks::printable::printable};

/// How a daemon is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Status {
    /// Version of this form.
    pub schema: u32,
    /// `status`.
    pub kind: String,
    /// passgate's version.
    pub version: String,
    /// The daemon's process id.
    pub process: u32,
    /// The strictest mode that anything is in: `enforce`, `audit` or `observe`.
    pub mode: String,
    /// Why nothing is enforced, where the break-glass is used.
    pub break_glass: Option<String>,
    /// Number of the set of programs.
    pub set: u32,
    /// Number of the policy: another with each reload.
    pub generation: u32,
    /// Where the policy is from.
    pub policy: String,
    /// SHA-256 over its texts, in their order.
    pub digest: String,
    /// What becomes of it when the daemon ends: `keep` or `release`.
    pub on_exit: String,
    /// Seconds until it goes back to the policy before, where one is on trial.
    pub trial: Option<u64>,
    /// Seconds since the policy was put in force.
    pub since: u64,
    /// Why the last reload failed, if it did.
    pub failed: Option<String>,
    /// How often a policy could not be put in force.
    pub failures: u64,
    /// What is wrong now: each is in the log as well.
    pub alarms: Vec<String>,
    /// Milliseconds since the last heartbeat.
    pub heartbeat_age: u64,
    /// Self-tests that were passed.
    pub self_tests: u64,
    /// The rules in their order.
    pub rules: Vec<RuleStatus>,
    /// Calls of all devices.
    pub calls: u64,
    /// Calls that were refused.
    pub denied: u64,
    /// Calls that would have been.
    pub audited: u64,
    /// Why a hook is not attached; None where it is.
    pub hooks: BTreeMap<String, Option<String>>,
    /// What was lost, by kind; zeros are left out.
    pub losses: BTreeMap<String, u64>,
    /// Lines that the log left out, and could not write.
    pub log: LogStatus,
    /// Resident memory of the daemon, in bytes.
    pub resident: u64,
}

/// What a rule did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleStatus {
    /// Its name.
    pub name: String,
    /// What it does.
    pub action: String,
    /// How far that goes.
    pub mode: String,
    /// Calls that it refused.
    pub refused: u64,
    /// Calls that it would have refused.
    pub would_refuse: u64,
    /// Calls that it had told.
    pub audited: u64,
    /// Seconds since the last of them.
    pub last: Option<u64>,
}

/// What became of the log's lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogStatus {
    /// Left out because there were too many of one rule.
    pub left_out: u64,
    /// Could not be written.
    pub lost: u64,
}

/// Writes it for people.
///
/// # Errors
///
/// Those of the writer.
pub fn text(out: &mut impl Write, status: &Status) -> io::Result<()> {
    writeln!(
        out,
        "passgate {} process {}: {}, generation {} of set {}, for {} s",
        status.version, status.process, status.mode, status.generation, status.set, status.since
    )?;
    writeln!(out, "policy     {}", printable(&status.policy))?;
    writeln!(out, "digest     {}", status.digest)?;
    writeln!(out, "on exit    {}", status.on_exit)?;
    if let Some(why) = &status.break_glass {
        writeln!(out, "NOTHING IS ENFORCED: {}", printable(why))?;
    }
    if let Some(seconds) = status.trial {
        writeln!(
            out,
            "on trial   goes back in {seconds} s unless: passgate confirm"
        )?;
    }
    writeln!(
        out,
        "heartbeat  {} ms ago, {} passed",
        status.heartbeat_age,
        counted(status.self_tests, "self-test", "self-tests")
    )?;
    writeln!(
        out,
        "calls      {}, {} refused, {} would have been",
        status.calls, status.denied, status.audited
    )?;
    writeln!(out, "memory     {} KiB resident", status.resident / 1024)?;
    for alarm in &status.alarms {
        writeln!(out, "ALARM      {}", printable(alarm))?;
    }
    if let Some(why) = &status.failed {
        writeln!(
            out,
            "the last reload failed, and the policy before is in force: {}",
            printable(why)
        )?;
    }
    for rule in &status.rules {
        let last = rule
            .last
            .map_or_else(String::new, |last| format!(", the last {last} s ago"));
        writeln!(
            out,
            "rule       {}: {} ({}), {} refused, {} would have been, {} told{last}",
            printable(&rule.name),
            rule.action,
            rule.mode,
            rule.refused,
            rule.would_refuse,
            rule.audited
        )?;
    }
    let missing = status
        .hooks
        .iter()
        .filter_map(|(name, why)| Some((name, why.as_ref()?)));
    let attached = status.hooks.len() - missing.clone().count();
    writeln!(out, "hooks      {attached} attached")?;
    for (name, why) in missing {
        let why = why.lines().next().unwrap_or_default();
        writeln!(out, "           not {name}: {}", printable(why))?;
    }
    for (name, count) in &status.losses {
        writeln!(out, "loss       {name}: {count}")?;
    }
    if status.log != LogStatus::default() {
        let LogStatus { left_out, lost } = status.log;
        writeln!(
            out,
            "log        {} left out, {lost} not written",
            counted(left_out, "line", "lines")
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    /// All of it is there, and much is wrong.
    fn status() -> Status {
        let word = |word: &str| word.to_owned();
        let rule = |last| RuleStatus {
            name: word("no vendor"),
            action: word("deny"),
            mode: word("enforce"),
            refused: 3,
            would_refuse: 2,
            audited: 1,
            last,
        };
        Status {
            schema: crate::sinks::json::SCHEMA,
            kind: word("status"),
            mode: word("enforce"),
            break_glass: Some(word("/etc/passgate/passgate.off is there")),
            trial: Some(7),
            failed: Some(word("line 3: \x1b[2J")),
            alarms: vec![word("kernel.ftrace_enabled is 0")],
            rules: vec![rule(Some(5)), rule(None)],
            hooks: BTreeMap::from([
                (word("file_ioctl"), None),
                (word("task_alloc"), Some(word("the kernel refused it"))),
            ]),
            losses: BTreeMap::from([(word("events_full"), 4)]),
            log: LogStatus {
                left_out: 1,
                lost: 2,
            },
            ..Status::default()
        }
    }

    #[test]
    fn its_fields_are_documented() {
        let lines =
            [status(), Status::default()].map(|status| serde_json::to_value(status).expect("JSON"));
        assert_documented("status", &lines);
    }

    #[test]
    fn people_are_told_what_is_wrong_and_by_nobody_else() {
        let mut out = Vec::new();
        text(&mut out, &status()).expect("memory takes all writes");
        let text = String::from_utf8(out).expect("text");
        for told in [
            "NOTHING IS ENFORCED: /etc/passgate/passgate.off is there",
            "goes back in 7 s",
            "ALARM      kernel.ftrace_enabled is 0",
            "the last reload failed",
            "no vendor: deny (enforce), 3 refused, 2 would have been, 1 told, the last 5 s ago",
            "not task_alloc: the kernel refused it",
            "loss       events_full: 4",
            "1 line left out, 2 not written",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        assert!(!text.contains('\x1b'), "{text}");
    }
}
