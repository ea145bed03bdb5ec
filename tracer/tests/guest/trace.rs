//! Calls told one by one, with what came of them.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{passgate, scsi, this},
    pci::EDU,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("trace::an_admin_command", &[Need::Nvme], admin_command),
        Test::new("trace::io_uring_commands", &[Need::Nvme], uring_commands),
        Test::new("trace::what_an_io_uring_performs", &[], by_a_ring),
        Test::new("trace::errors", &[Need::Nvme], errors),
        Test::new("trace::scsi_commands", &[Need::Sg], scsi_commands),
        Test::new("trace::scsi_commands_for_people", &[Need::Sg], for_people),
        Test::new(
            "trace::only_what_matches",
            &[Need::Nvme, Need::Sg],
            filtered,
        ),
        Test::new("trace::what_a_policy_says", &[Need::Nvme], by_policy),
        Test::new("trace::what_is_not_told_is_counted", &[Need::Nvme], untold),
    ]
}

/// Runs `passgate trace --json` over a command.
pub(crate) fn traced(options: &[&str], command: &[&str]) -> Result<Vec<Value>, String> {
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
pub(crate) fn calls<'a>(lines: &'a [Value], command: &str) -> Vec<&'a Value> {
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

/// An INQUIRY, and a command with an operation code of a vendor's, which the disk does not take.
fn scsi_clients(sg: &str) -> String {
    format!("sg_inq /dev/{sg} >/dev/null; sg_raw --request=96 /dev/{sg} c2 01 02 03 04 00 || :")
}

fn scsi_commands() -> Outcome {
    let (sg, _) = scsi()?;
    let lines = traced(&["--entries", "ioctl"], &["bash", "-c", &scsi_clients(&sg)])?;
    let sent = calls(&lines, "SG_IO");
    let inquiries: Vec<_> = sent
        .iter()
        .filter(|call| call["sub"] == "scsi.inquiry" && call["detail"] == "standard")
        .collect();
    ensure!(
        !inquiries.is_empty()
            && inquiries.iter().all(|call| call["class"] == "standard"
                && call["result"] == 0
                && call["device"]["name"] == *sg
                && call["device"]["family"] == "scsi"
                && call["bytes"].as_u64() >= Some(36)
                && call["argument_bytes"]
                    .as_str()
                    .is_some_and(|bytes| bytes.starts_with("53000000fdffffff"))
                && call["pointed_bytes"]
                    .as_str()
                    .is_some_and(|bytes| bytes.starts_with("12"))
                && program(call) == "sg_inq"),
        "no INQUIRY by its name: {lines:?}"
    );
    let vendors: Vec<_> = sent
        .iter()
        .filter(|call| call["sub_code"] == 0xc2)
        .collect();
    let [vendor] = vendors.as_slice() else {
        return Err(format!("not one command of a vendor's: {lines:?}").into());
    };
    // That the disk did not take it, the header says; the call itself has succeeded.
    ensure!(
        vendor["sub"] == "scsi.vendor"
            && vendor["class"] == "opaque"
            && vendor["result"] == 0
            && vendor["bytes"] == 96
            && vendor["pointed_bytes"] == "c20102030400"
            && program(vendor) == "sg_raw",
        "another command: {vendor}"
    );
    Ok(())
}

/// The name of the executable that made a call.
fn program(call: &Value) -> &str {
    let exe = call["subject"]["exe"].as_str().unwrap_or_default();
    exe.rsplit('/').next().unwrap_or_default()
}

fn for_people() -> Outcome {
    let (sg, _) = scsi()?;
    let report = format!("/tmp/trace-{}.txt", std::process::id());
    let output = passgate()
        .args(["trace", "--entries", "ioctl", "--output", &report, "--"])
        .args(["bash", "-c", &scsi_clients(&sg)])
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let text = fs::read_to_string(&report).map_err(|e| format!("{report}: {e}"))?;
    ensure!(
        output.status.success() && text.ends_with("calls told. Losses: none\n"),
        "{}\n{text}",
        String::from_utf8_lossy(&output.stderr)
    );
    // Seconds, program and thread, device, entry, command, bytes, class, result, duration.
    let is_like = |line: &str, program: &str, parts: [&str; 3]| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let seconds = words.first().and_then(|word| word.parse::<f64>().ok());
        let thread = words
            .get(1)
            .and_then(|word| {
                word.strip_prefix(program)?
                    .strip_prefix('[')?
                    .strip_suffix(']')
            })
            .and_then(|thread| thread.parse::<u32>().ok());
        let took = words.last().and_then(|word| {
            word.strip_prefix('<')?
                .strip_suffix('>')?
                .parse::<f64>()
                .ok()
        });
        seconds.is_some()
            && thread.is_some()
            && took.is_some_and(|took| took > 0.0)
            && parts.iter().all(|part| line.contains(part))
    };
    let inquiry = format!(" /dev/{sg} ioctl SG_IO scsi.inquiry.standard {{");
    let vendor = format!(" /dev/{sg} ioctl SG_IO scsi.vendor 0xc2 {{");
    for (program, parts) in [
        ("sg_inq", [&*inquiry, "->12", " B standard = 0 <"]),
        ("sg_raw", [&*vendor, "->c20102030400", " 96 B opaque = 0 <"]),
    ] {
        ensure!(
            text.lines().any(|line| is_like(line, program, parts)),
            "no line of {program} with {parts:?}:\n{text}"
        );
    }
    Ok(())
}

/// By what the device, the command and the subject are; all of what matches, and nothing else.
fn filtered() -> Outcome {
    let (sg, _) = scsi()?;
    let clients = format!(
        "nvme id-ctrl /dev/nvme0; nvme admin-passthru /dev/nvme0 --opcode=0xc1; {}",
        scsi_clients(&sg)
    );
    let command = ["bash", "-c", &clients];
    let whole = traced(&[], &command)?;
    let of = |lines: &[Value]| -> Vec<Value> {
        let calls = lines.iter().filter(|line| line["kind"] == "call");
        // What is the same in each run.
        calls
            .map(|call| {
                serde_json::json!([
                    call["device"]["name"],
                    call["entry"],
                    call["command"],
                    call["sub"],
                    call["sub_code"],
                    call["subject"]["exe"],
                ])
            })
            .collect()
    };
    let device = format!("device={sg}");
    type Matches = fn(&Value) -> bool;
    let filters: [(&str, Matches); 5] = [
        ("entry=open", |call| call["entry"] == "open"),
        (&device, |call| call["device"]["family"] == "scsi"),
        ("class=opaque", |call| call["class"] == "opaque"),
        ("exe=sg_inq", |call| program(call) == "sg_inq"),
        ("family=scsi class!=opaque", |call| {
            call["device"]["family"] == "scsi" && call["class"] != "opaque"
        }),
    ];
    for (filter, matches) in filters {
        let wanted: Vec<Value> = whole.iter().filter(|line| matches(line)).cloned().collect();
        let (wanted, all) = (of(&wanted), of(&whole));
        let told = of(&traced(&["--filter", filter], &command)?);
        ensure!(
            !wanted.is_empty() && wanted.len() < all.len() && told == wanted,
            "{filter} told {told:?}, not {wanted:?}"
        );
    }
    Ok(())
}

fn by_policy() -> Outcome {
    let policy = PathBuf::from("/tmp/trace-policy.toml");
    let rule = "version = 1\n[[rule]]\nname = 'no identify'\ndevice = { family = 'nvme' }\ndeny = 'admin.identify'\n";
    fs::write(&policy, rule)?;
    let of = ["--policy", "/tmp/trace-policy.toml"];
    let lines = traced(&of, &["nvme", "id-ctrl", "/dev/nvme0"])?;
    let sent = calls(&lines, "NVME_IOCTL_ADMIN_CMD");
    let opened = calls(&lines, "open");
    // It says so, and refuses nothing.
    ensure!(
        sent.len() == 1
            && sent[0]["verdict"] == "deny"
            && sent[0]["rule"] == "no identify"
            && sent[0]["result"] == 0,
        "the policy refuses it: {sent:?}"
    );
    ensure!(
        !opened.is_empty()
            && opened
                .iter()
                .all(|line| line["verdict"] == "allow" && line["rule"] == "[default]"),
        "the policy allows it: {opened:?}"
    );
    let only = [&of[..], &["--filter", "verdict=deny"]].concat();
    let lines = traced(&only, &["nvme", "id-ctrl", "/dev/nvme0"])?;
    let told: Vec<_> = lines.iter().filter(|line| line["kind"] == "call").collect();
    ensure!(
        !told.is_empty() && told.iter().all(|line| line["verdict"] == "deny"),
        "the filter lets others through: {told:?}"
    );
    let output = passgate()
        .args(["trace", "--filter", "verdict=deny", "--", "true"])
        .output()?;
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.code() == Some(2) && error.contains("--policy"),
        "a filter by what no policy says: {}, {error}",
        output.status
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
