//! What `doctor` says of this kernel is so.

use passgate::kernel::selftest::UNKNOWN_COMMAND;
use serde_json::Value;

use crate::{
    Outcome, Test,
    ender::Ender,
    ensure,
    machine::{FTRACE, Setting, run},
    need::Need,
    observe::passgate,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "doctor::every_entry_counts",
            &[Need::Nvme],
            every_entry_counts,
        ),
        Test::new(
            "doctor::ftrace_that_is_off_is_found",
            &[Need::FtraceSwitch],
            ftrace_that_is_off_is_found,
        ),
        Test::new(
            "doctor::a_hook_that_another_program_keeps_from_running_is_found",
            &[Need::Nvme],
            a_hook_that_another_program_keeps_from_running_is_found,
        ),
        Test::new(
            "doctor::a_family_without_a_driver",
            &[Need::Module("ib_uverbs"), Need::Module("rdma_rxe")],
            a_family_without_a_driver,
        ),
    ]
}

/// What it reports, and its status.
fn examine() -> Result<(Value, Option<i32>), String> {
    let output = passgate()
        .args(["doctor", "--json"])
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let report = serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?;
    Ok((report, output.status.code()))
}

/// The row of a family in the coverage matrix.
fn family<'a>(report: &'a Value, name: &str) -> Result<&'a Value, String> {
    let mut rows = report["coverage"].as_array().into_iter().flatten();
    rows.find(|row| row["family"] == name)
        .ok_or_else(|| format!("no family {name}: {report}"))
}

fn cell<'a>(row: &'a Value, entry: &str) -> &'a Value {
    let mut cells = row["cells"].as_array().into_iter().flatten();
    cells
        .find(|cell| cell["entry"] == entry)
        .unwrap_or(&Value::Null)
}

fn every_entry_counts() -> Outcome {
    const ENTRIES: [&str; 9] = [
        "ioctl",
        "compat-ioctl",
        "uring-cmd",
        "mmap",
        "mprotect",
        "open",
        "receive",
        "read",
        "write",
    ];
    let (report, status) = examine()?;
    ensure!(status == Some(0), "status {status:?}: {report}");
    let trials = report["trials"].as_array().ok_or("no trials")?;
    let hooks = report["hooks"].as_array().ok_or("no hooks")?;
    for entry in ENTRIES {
        let trial = trials
            .iter()
            .find(|trial| trial["entry"] == entry)
            .ok_or_else(|| format!("no trial of {entry}"))?;
        // Only the hook of 32-bit processes is missing from kernels that are supported.
        let is_there = entry != "compat-ioctl" || Need::Compat.missing().is_none();
        ensure!(
            (trial["counted"] == true) == is_there,
            "{entry}: {trial}, with the hooks {hooks:?}"
        );
    }
    let nvme = cell(family(&report, "nvme")?, "ioctl");
    ensure!(
        nvme["state"] == "attached" && nvme["reason"].is_null(),
        "{nvme}"
    );
    // Families that numbers tell, with a driver and without one.
    let drm = cell(family(&report, "drm")?, "ioctl");
    let nvidia = cell(family(&report, "nvidia")?, "ioctl");
    ensure!(
        drm["state"] == "attached" && nvidia["state"] == "not",
        "{drm} {nvidia}"
    );
    let text = passgate()
        .arg("doctor")
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let text = String::from_utf8_lossy(&text.stdout);
    ensure!(
        text.contains("self-test") && text.contains("coverage") && !text.contains("FAIL"),
        "{text}"
    );
    Ok(())
}

fn ftrace_that_is_off_is_found() -> Outcome {
    let off = Setting::change(FTRACE, "0").map_err(|e| format!("cannot turn ftrace off: {e}"))?;
    let examined = examine();
    drop(off);
    let (report, status) = examined?;
    ensure!(
        status == Some(1) && report["sound"] == false,
        "status {status:?} without ftrace: {report}"
    );
    ensure!(
        report["facts"].to_string().contains("ftrace_enabled"),
        "ftrace is not named: {report}"
    );
    let (report, status) = examine()?;
    ensure!(
        status == Some(0) && report["sound"] == true,
        "status {status:?} with ftrace on again: {report}"
    );
    Ok(())
}

fn a_hook_that_another_program_keeps_from_running_is_found() -> Outcome {
    let ender = Ender::before_ioctls(UNKNOWN_COMMAND)?;
    let examined = examine();
    drop(ender);
    let (report, status) = examined?;
    ensure!(
        status == Some(1) && report["sound"] == false,
        "status {status:?} with the other program: {report}"
    );
    let of = |list: &str, key: &str, name: &str| {
        let mut all = report[list].as_array().into_iter().flatten();
        all.find(|item| item[key] == name).cloned()
    };
    let hook = of("hooks", "name", "file_ioctl").ok_or("no hook")?;
    ensure!(hook["attached"] == true && hook["runs"] == false, "{hook}");
    let trial = of("trials", "entry", "ioctl").ok_or("no trial")?;
    ensure!(trial["counted"] == false, "{trial}");
    let other = of("trials", "entry", "read").ok_or("no trial")?;
    ensure!(other["counted"] == true, "{other}");
    let ioctl = cell(family(&report, "nvme")?, "ioctl");
    ensure!(
        ioctl["state"] == "not"
            && ioctl["reason"]
                .as_str()
                .is_some_and(|reason| reason.contains("another program")),
        "{ioctl}"
    );
    let (report, status) = examine()?;
    ensure!(
        status == Some(0) && report["sound"] == true,
        "status {status:?} without it: {report}"
    );
    Ok(())
}

fn a_family_without_a_driver() -> Outcome {
    for module in ["rdma_rxe", "ib_uverbs"] {
        run(&["modprobe", "--remove", module])?;
    }
    let (report, status) = examine()?;
    ensure!(status == Some(0), "status {status:?}: {report}");
    let row = family(&report, "rdma")?;
    let ioctl = cell(row, "ioctl");
    ensure!(
        row["present"] == false
            && ioctl["state"] == "not"
            && ioctl["reason"]
                .as_str()
                .is_some_and(|reason| reason.contains("no driver")),
        "without its driver: {row}"
    );
    run(&["modprobe", "ib_uverbs"])?;
    let (report, _) = examine()?;
    let row = family(&report, "rdma")?;
    ensure!(
        row["present"] == true && cell(row, "ioctl")["state"] == "attached",
        "with its driver: {row}"
    );
    Ok(())
}
