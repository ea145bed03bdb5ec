//! Running passgate over a command and reading what it counted.

use std::{
    ffi::OsStr,
    fs,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

use crate::proven;

/// The passgate binary under test.
pub(crate) fn passgate() -> Command {
    let binary = std::env::var_os("PASSGATE_BIN").unwrap_or_else(|| "passgate".into());
    Command::new(binary)
}

/// This binary, as a client.
pub(crate) fn this() -> String {
    std::env::current_exe().map_or_else(
        |_| "/proc/self/exe".into(),
        |path| path.display().to_string(),
    )
}

/// What passgate reported, and how the command ended.
pub(crate) struct Observed {
    /// Every line of its JSON.
    pub(crate) lines: Vec<Value>,
    /// Of passgate, and so of the command.
    pub(crate) output: Output,
}

/// Runs `passgate stat --json -- COMMAND`.
pub(crate) fn stat<S: AsRef<OsStr>>(command: &[S]) -> Result<Observed, String> {
    stat_with(&[], command)
}

/// The same for ioctls of 64-bit processes alone.
pub(crate) fn ioctls<S: AsRef<OsStr>>(command: &[S]) -> Result<Observed, String> {
    ioctls_with(&[], command)
}

/// The same with further options.
pub(crate) fn ioctls_with<S: AsRef<OsStr>>(
    options: &[&str],
    command: &[S],
) -> Result<Observed, String> {
    let options: Vec<&str> = ["--entries", "ioctl"]
        .iter()
        .chain(options)
        .copied()
        .collect();
    stat_with(&options, command)
}

/// `stat` with further options.
pub(crate) fn stat_with<S: AsRef<OsStr>>(
    options: &[&str],
    command: &[S],
) -> Result<Observed, String> {
    stat_from(Stdio::null(), options, command)
}

/// The same with something as standard input of the command.
pub(crate) fn stat_from<S: AsRef<OsStr>>(
    input: impl Into<Stdio>,
    options: &[&str],
    command: &[S],
) -> Result<Observed, String> {
    let observed = report(input, options, command)?;
    proven::note(&observed.lines);
    Ok(observed)
}

/// The same for several tests, each of which will be given a part of it.
pub(crate) fn report<S: AsRef<OsStr>>(
    input: impl Into<Stdio>,
    options: &[&str],
    command: &[S],
) -> Result<Observed, String> {
    let report = PathBuf::from(format!("/tmp/report-{}.jsonl", std::process::id()));
    let _ = fs::remove_file(&report);
    let output = passgate()
        .arg("stat")
        .arg("--json")
        .arg("--output")
        .arg(&report)
        .args(options)
        .arg("--")
        .args(command)
        .stdin(input)
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let text = fs::read_to_string(&report).unwrap_or_default();
    let lines = text
        .lines()
        .map(|line| serde_json::from_str(line).map_err(|e| format!("not JSON ({e}): {line}")))
        .collect::<Result<Vec<Value>, String>>()?;
    if lines.is_empty() {
        return Err(format!(
            "no report; passgate said: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Ok(Observed { lines, output })
}

impl Observed {
    /// The rows, without overflow and losses.
    pub(crate) fn rows(&self) -> impl Iterator<Item = &Value> {
        self.lines.iter().filter(|line| line["kind"] == "count")
    }

    /// The one row for a device and a command, by sub-command where that matters.
    pub(crate) fn row(
        &self,
        device: &str,
        command: &str,
        sub: Option<&str>,
    ) -> Result<&Value, String> {
        let mut found = self.rows().filter(|row| {
            row["device"]["name"] == device
                && row["command"] == command
                && sub.is_none_or(|sub| row["sub"] == sub)
        });
        let first = found
            .next()
            .ok_or_else(|| format!("no row {device} {command} {sub:?} in\n{}", self.text()))?;
        match found.next() {
            None => Ok(first),
            Some(_) => Err(format!(
                "more than one row {device} {command} {sub:?} in\n{}",
                self.text()
            )),
        }
    }

    /// The lines for memory that devices have.
    pub(crate) fn memory(&self) -> Vec<&Value> {
        let lines = self.lines.iter();
        lines.filter(|line| line["kind"] == "memory").collect()
    }

    /// One loss counter.
    pub(crate) fn loss(&self, name: &str) -> Result<u64, String> {
        self.lines
            .iter()
            .find(|line| line["kind"] == "losses")
            .and_then(|line| line[name].as_u64())
            .ok_or_else(|| format!("no loss {name} in\n{}", self.text()))
    }

    /// Fails where anything was lost, but for calls that the kernel left a program out of: it counts
    /// those of everybody, and what a client lacks shows in its counts.
    pub(crate) fn lossless(&self) -> Result<(), String> {
        let losses = self
            .lines
            .last()
            .and_then(Value::as_object)
            .ok_or("no last line")?;
        let lost: Vec<String> = losses
            .iter()
            .filter(|(name, count)| {
                !["schema", "calls_missed"].contains(&name.as_str())
                    && count.as_u64().is_some_and(|count| count > 0)
            })
            .map(|(name, count)| format!("{name}={count}"))
            .collect();
        if lost.is_empty() {
            Ok(())
        } else {
            Err(format!("lost {}", lost.join(" ")))
        }
    }

    /// Everything, for messages.
    pub(crate) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Value::to_string).collect();
        format!(
            "{}\n{}",
            lines.join("\n"),
            String::from_utf8_lossy(&self.output.stderr)
        )
    }
}

/// The first SCSI generic node, its name and that of its disk.
pub(crate) fn scsi() -> Result<(String, String), String> {
    let mut names: Vec<String> = fs::read_dir("/sys/class/scsi_generic")
        .map_err(|e| format!("no SCSI generic devices: {e}"))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort();
    for name in names {
        let Ok(mut disks) = fs::read_dir(format!("/sys/class/scsi_generic/{name}/device/block"))
        else {
            continue;
        };
        if let Some(disk) = disks.find_map(|entry| entry.ok()?.file_name().into_string().ok()) {
            return Ok((name, disk));
        }
    }
    Err("no SCSI generic device with a disk".into())
}
