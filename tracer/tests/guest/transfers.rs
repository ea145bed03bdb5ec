//! Commands that are written, and requests inside of ioctls that other tests do not send: each with
//! its family, device, sub-command and exact count.

use std::process::Command;

use serde_json::Value;

use crate::{
    Outcome, Test,
    client::transfers::REPORT,
    ensure,
    machine::{Adapter, Tpm, usb_of},
    need::Need,
    observe::{Observed, scsi, stat, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "transfers::sg_write_in_both_forms",
            &[Need::Sg],
            sg_write_in_both_forms,
        ),
        Test::new(
            "transfers::hidraw_write",
            &[Need::Driver("usbhid")],
            hidraw_write,
        ),
        Test::new(
            "transfers::ipmi_request",
            &[Need::Driver("ipmi_devintf")],
            ipmi_request,
        ),
        Test::new(
            "transfers::tpm_command",
            &[Need::Driver("tpm_vtpm_proxy")],
            tpm_command,
        ),
        Test::new(
            "transfers::uverbs_commands",
            &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
            uverbs_commands,
        ),
        Test::new(
            "transfers::usb_control_transfers",
            &[Need::Driver("usbhid")],
            usb_control_transfers,
        ),
    ]
}

/// How often our own clients send what they send.
const TIMES: u64 = 5;

fn transfer(way: &str, node: &str) -> Result<Observed, String> {
    let times = TIMES.to_string();
    succeeds(&[&this(), "client", "transfer", way, node, &times])
}

fn succeeds(command: &[&str]) -> Result<Observed, String> {
    let observed = stat(command)?;
    observed.lossless()?;
    if observed.output.status.success() {
        Ok(observed)
    } else {
        Err(format!("{command:?} failed: {}", observed.text()))
    }
}

/// Checks a row's family, entry, class and count.
fn check(row: &Value, family: &str, entry: &str, class: &str, calls: u64) -> Outcome {
    ensure!(
        row["device"]["family"] == family
            && row["entry"] == entry
            && row["class"] == class
            && row["calls"] == calls,
        "not {calls} calls of {family} by {entry}, {class}: {row}"
    );
    Ok(())
}

/// Calls of a command, whatever its sub-commands.
fn calls(observed: &Observed, command: &str) -> u64 {
    observed
        .rows()
        .filter(|row| row["command"] == command)
        .filter_map(|row| row["calls"].as_u64())
        .sum()
}

/// How many lines with a text strace writes about a command's ioctls or writes.
fn by_strace(command: &[&str], text: &str) -> Result<u64, String> {
    let output = Command::new("strace")
        .args(["-f", "-e", "trace=ioctl,write", "-x"])
        .args(command)
        .output()
        .map_err(|e| format!("cannot run strace: {e}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    Ok(log.lines().filter(|line| line.contains(text)).count() as u64)
}

fn sg_write_in_both_forms() -> Outcome {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    for (way, sub, code) in [
        ("sg-old", "scsi.inquiry", 0x12),
        ("sg-v3", "scsi.test-unit-ready", 0),
    ] {
        let observed = transfer(way, &node)?;
        let row = observed.row(&sg, "write", Some(sub))?;
        check(row, "scsi", "write", "standard", TIMES)?;
        ensure!(row["sub_code"] == code, "{row}");
        // Each reply is read.
        let row = observed.row(&sg, "read", None)?;
        check(row, "scsi", "read", "unknown", TIMES)?;
    }
    Ok(())
}

fn hidraw_write() -> Outcome {
    let observed = transfer("hid-report", "/dev/hidraw0")?;
    let row = observed.row("hidraw0", "write", None)?;
    check(row, "hid", "write", "opaque", TIMES)?;
    ensure!(
        row["sub_code"] == REPORT && row["bytes"] == 2 * TIMES,
        "not two bytes of report {REPORT}: {row}"
    );
    Ok(())
}

fn ipmi_request() -> Outcome {
    let command = ["ipmitool", "mc", "info"];
    let observed = succeeds(&command)?;
    let row = observed.row("ipmi0", "IPMICTL_SEND_COMMAND", Some("app.get-device-id"))?;
    let sent = row["calls"].as_u64().unwrap_or_default();
    check(row, "ipmi", "ioctl", "standard", sent)?;
    ensure!(row["fields"]["netfn"] == 6, "{row}");
    let counted = calls(&observed, "IPMICTL_SEND_COMMAND");
    let strace = by_strace(&command, "IPMICTL_SEND_COMMAND,")?;
    ensure!(
        counted == strace && strace > 0,
        "{counted} requests counted, strace saw {strace}"
    );
    Ok(())
}

fn tpm_command() -> Outcome {
    let _tpm = Tpm::start()?;
    let device = format!("device:{}", Tpm::NODE);
    let command = ["tpm2_getrandom", "--tcti", &device, "--hex", "8"];
    let observed = succeeds(&command)?;
    let row = observed
        .rows()
        .find(|row| row["command"] == "write" && row["sub_code"] == 0x17b)
        .ok_or_else(|| format!("no TPM2_GetRandom in\n{}", observed.text()))?;
    // Tag, size and code of the command.
    let strace = by_strace(&command, r#""\x80\x01\x00\x00\x00\x0c\x00\x00\x01\x7b"#)?;
    check(row, "tpm", "write", "standard", strace)?;
    ensure!(
        row["device"]["name"] == "tpm0"
            && row["sub"]
                .as_str()
                .is_some_and(|sub| sub.ends_with("get-random"))
            && strace > 0
            && row["bytes"] == 12 * strace,
        "strace saw {strace}, each with a header of ten bytes and a number of two: {row}"
    );
    Ok(())
}

fn uverbs_commands() -> Outcome {
    let _adapter = Adapter::start()?;
    let observed = succeeds(&["ibv_devinfo"])?;
    let rows: Vec<&Value> = observed
        .rows()
        .filter(|row| row["device"]["family"] == "rdma" && row["entry"] != "open")
        .collect();
    ensure!(
        !rows.is_empty()
            && rows.iter().all(|row| row["device"]["name"] == "uverbs0"
                && row["subject"]["exe"] == "/usr/bin/ibv_devinfo"
                && row["class"] == "standard"),
        "{}",
        observed.text()
    );
    let counted = calls(&observed, "RDMA_VERBS_IOCTL");
    let strace = by_strace(&["ibv_devinfo"], "RDMA_VERBS_IOCTL,")?;
    ensure!(
        counted == strace && strace > 0,
        "{counted} commands counted, strace saw {strace}"
    );
    let observed = transfer("verbs", Adapter::NODE)?;
    for sub in ["write.get-context", "write.query-device"] {
        let row = observed.row("uverbs0", "write", Some(sub))?;
        check(row, "rdma", "write", "standard", TIMES)?;
    }
    Ok(())
}

fn usb_control_transfers() -> Outcome {
    let observed = transfer("usb-control", &usb_of("hidraw0")?)?;
    let row = observed
        .rows()
        .find(|row| row["command"] == "USBDEVFS_CONTROL" && row["sub"] == "control.get-descriptor")
        .ok_or_else(|| format!("no control transfer in\n{}", observed.text()))?;
    check(row, "usb", "ioctl", "standard", TIMES)?;
    ensure!(
        row["device"]["bus"]
            .as_str()
            .is_some_and(|bus| bus.starts_with("usb 1-"))
            && row["bytes"] == 18 * TIMES,
        "{row}"
    );
    let command = ["lsusb", "-v"];
    let observed = stat(&command)?;
    observed.lossless()?;
    // libusb waits for its control transfers as it does for all others.
    let counted = calls(&observed, "USBDEVFS_SUBMITURB");
    let strace = by_strace(&command, "USBDEVFS_SUBMITURB,")?;
    let devices: std::collections::BTreeSet<&str> = observed
        .rows()
        .filter(|row| {
            row["command"] == "USBDEVFS_SUBMITURB" && row["sub"] == "control.get-descriptor"
        })
        .filter_map(|row| row["device"]["name"].as_str())
        .collect();
    ensure!(
        counted == strace && strace > 0 && devices.len() > 1,
        "{counted} transfers counted, strace saw {strace}:\n{}",
        observed.text()
    );
    Ok(())
}
