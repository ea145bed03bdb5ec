//! Calls told one by one, with what came of them.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{passgate, this},
    pci::EDU,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("trace::an_admin_command", &[Need::Nvme], admin_command),
        Test::new("trace::io_uring_commands", &[Need::Nvme], uring_commands),
        Test::new("trace::what_an_io_uring_performs", &[], by_a_ring),
        Test::new("trace::errors", &[Need::Nvme], errors),
        Test::new("trace::only_what_matches", &[Need::Nvme], filtered),
        Test::new("trace::what_is_not_told_is_counted", &[Need::Nvme], untold),
    ]
}

/// Runs `passgate trace --json` over a command.
fn traced(options: &[&str], command: &[&str]) -> Result<Vec<Value>, String> {
    let report = PathBuf::from(format!("/tmp/trace-{}.jsonl", std::process::id()));
    let output = passgate()
        .args(["trace", "--json", "--output"])
        .arg(&report)
        .args(options)
        .arg("--")
        .args(command)
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    if !output.status.success() {
        return Err(format!(
            "{command:?} ended with {}: {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    let text = fs::read_to_string(&report).map_err(|e| e.to_string())?;
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(|e| format!("{e}: {line}")))
        .collect()
}

/// Those that tell a call of a command.
fn calls<'a>(lines: &'a [Value], command: &str) -> Vec<&'a Value> {
    let is_one = |line: &&Value| line["kind"] == "call" && line["command"] == command;
    lines.iter().filter(is_one).collect()
}

fn admin_command() -> Outcome {
    let lines = traced(&[], &["nvme", "id-ctrl", "/dev/nvme0"])?;
    let opened = calls(&lines, "open");
    ensure!(
        opened.len() == 1
            && opened[0]["device"]["name"] == "nvme0"
            && opened[0]["result"]
                .as_i64()
                .is_some_and(|result| result >= 0),
        "not one descriptor: {opened:?}"
    );
    let sent = calls(&lines, "NVME_IOCTL_ADMIN_CMD");
    let [identify] = sent.as_slice() else {
        return Err(format!("{} admin commands: {lines:?}", sent.len()).into());
    };
    let argument = identify["argument_bytes"].as_str().unwrap_or_default();
    ensure!(
        identify["sub"] == "admin.identify"
            && identify["detail"] == "controller"
            && identify["result"] == 0
            && identify["duration"].as_f64().is_some_and(|took| took > 0.0)
            && identify["bytes"] == 4096
            && identify["fields"]["opcode"] == "6"
            && identify["fields"]["cdw10"] == "1"
            && argument.len() == 144
            && argument.starts_with("06"),
        "another command: {identify}"
    );
    Ok(())
}

fn uring_commands() -> Outcome {
    const CALLS: usize = 8;
    let this = this();
    let count = CALLS.to_string();
    let client = [
        &this,
        "client",
        "uring",
        "sends",
        "identify",
        "/dev/nvme0",
        &count,
    ];
    let lines = traced(&["--entries", "uring-cmd"], &client)?;
    let sent = calls(&lines, "NVME_URING_CMD_ADMIN");
    ensure!(
        sent.len() == CALLS
            && sent.iter().all(|call| call["result"] == 0
                && call["sub"] == "admin.identify"
                && call["entry"] == "uring-cmd"
                && call["duration"].as_f64().is_some_and(|took| took > 0.0)),
        "not {CALLS} commands with a result: {lines:?}"
    );
    Ok(())
}

/// What is opened and read by a ring has no result of a system call, whoever performs it: its process, its
/// workers, or the thread that polls it.
fn by_a_ring() -> Outcome {
    let this = this();
    let config = format!("/sys/bus/pci/devices/{EDU}/config");
    for way in ["read", "by-ring", "by-workers", "by-polled-ring"] {
        let mut client = vec![this.as_str(), "client", "registers", way];
        client.extend((way != "read").then_some("read"));
        client.extend([config.as_str(), "16", "4"]);
        let lines = traced(&[], &client)?;
        let told: Vec<_> = lines
            .iter()
            .filter(|line| line["kind"] == "call" && line["device"]["name"] == EDU)
            .collect();
        let entries: Vec<_> = told.iter().map(|call| &call["entry"]).collect();
        ensure!(entries == ["open", "read"], "{way}: {lines:?}");
        let of_a_call = way == "read";
        ensure!(
            told.iter().all(|call| {
                call["result"].is_i64() == of_a_call && call["duration"].is_null() != of_a_call
            }) && (!of_a_call || told[1]["result"] == 4),
            "{way}: not the result of a system call: {told:?}"
        );
    }
    Ok(())
}

/// The driver knows none of these numbers.
fn errors() -> Outcome {
    const ENOTTY: i64 = 25;
    let this = this();
    let client = [&this, "client", "floods", "/dev/nvme0n1", "5"];
    let lines = traced(&["--entries", "ioctl"], &client)?;
    let sent: Vec<_> = lines.iter().filter(|line| line["kind"] == "call").collect();
    ensure!(
        sent.len() == 5 && sent.iter().all(|call| call["result"] == -ENOTTY),
        "not five that fail: {lines:?}"
    );
    Ok(())
}

fn filtered() -> Outcome {
    let client = ["nvme", "id-ctrl", "/dev/nvme0"];
    let lines = traced(&["--filter", "entry=open"], &client)?;
    let told: Vec<_> = lines.iter().filter(|line| line["kind"] == "call").collect();
    ensure!(
        told.len() == 1 && told[0]["entry"] == "open",
        "more than what matches: {told:?}"
    );
    Ok(())
}

fn untold() -> Outcome {
    const COMMANDS: u64 = 20_000;
    let this = this();
    let count = COMMANDS.to_string();
    let client = [&this, "client", "floods", "/dev/nvme0n1", &count];
    let lines = traced(&["--entries", "ioctl", "--room", "ring=4096"], &client)?;
    let told = lines.iter().filter(|line| line["kind"] == "call").count() as u64;
    let lost = lines.last().and_then(|line| line["calls_untold"].as_u64());
    let lost = lost.ok_or("no losses")?;
    ensure!(
        lost > 0 && told + lost == COMMANDS,
        "{told} told and {lost} not, of {COMMANDS}"
    );
    Ok(())
}
