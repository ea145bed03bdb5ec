//! Remote procedure calls of firmware: the kernel's fwctl core, and behind it a device of ours that
//! counts what reaches it.

use std::process::Stdio;

use crate::{
    Outcome, Test,
    client::fwctl::{CALLS, LENGTHS},
    ensure,
    expected::{Expected, only},
    need::Need,
    observe::this,
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "fwctl::every_scope",
        &[Need::Driver("fwctl_echo")],
        every_scope,
    )]
}

/// How many calls have reached the device, as its driver has it.
pub(crate) fn reached() -> Result<u64, String> {
    let path = "/sys/module/fwctl_echo/parameters/calls";
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    text.trim().parse().map_err(|e| format!("{path}: {e}"))
}

fn every_scope() -> Outcome {
    let before = reached()?;
    let client = format!("{} client fwctl /dev/fwctl/fwctl0", this());
    let session = Session::run(Stdio::null(), &[("fwctl", client)])?;
    let reached = reached()? - before;
    let observed = session.of("fwctl")?;

    // Request and room for the answer.
    let bytes = |scope: usize| Some(CALLS[scope] * 3 * u64::from(LENGTHS[scope]));
    let rpc = |scope, calls, bytes| Expected("fwctl0", "ioctl", "FWCTL_RPC", scope, calls, bytes);
    let scopes = [
        "configuration.request",
        "debug-read-only.request",
        "debug-write.request",
        "debug-write-full.request",
    ];
    let mut expected = vec![
        Expected("fwctl0", "open", "open", Some("rw"), 1, None),
        Expected("fwctl0", "ioctl", "FWCTL_INFO", None, 1, None),
        // Refused by the core, and counted all the same.
        rpc(Some("undefined-scope.0x00"), 1, Some(16)),
    ];
    for (scope, name) in scopes.into_iter().enumerate() {
        expected.push(rpc(Some(name), CALLS[scope], bytes(scope)));
    }
    only(&observed, "fwctl0", &expected)?;

    let mut passed = 0;
    for row in observed.rows() {
        let scope = row["sub"].as_str().filter(|sub| scopes.contains(sub));
        let class = match (&row["command"], scope) {
            (command, Some(_)) if command == "FWCTL_RPC" => "opaque",
            (command, None) if command == "FWCTL_RPC" => "unknown",
            (command, _) if command == "FWCTL_INFO" => "driver",
            _ => continue,
        };
        ensure!(row["class"] == class, "not {class}: {row}");
        if scope.is_some() {
            passed += row["calls"].as_u64().unwrap_or_default();
        }
    }
    ensure!(
        passed == reached,
        "{passed} calls were counted, {reached} have reached the device:\n{}",
        observed.text()
    );
    Ok(())
}
