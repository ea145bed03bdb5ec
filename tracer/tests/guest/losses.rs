//! Whatever cannot be done is counted, and the calls that it is about are counted all the same.

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::{FTRACE, Setting},
    need::Need,
    observe::{Observed, ioctls, ioctls_with, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "losses::rows_that_find_no_room_are_in_the_overflow",
            &[Need::Nvme],
            rows,
        ),
        Test::new(
            "losses::a_subject_that_finds_no_room_is_unnamed",
            &[Need::Nvme],
            subjects,
        ),
        Test::new(
            "losses::a_device_that_finds_no_room_is_unnamed",
            &[Need::Nvme],
            devices,
        ),
        Test::new(
            "losses::a_subject_that_cannot_be_announced_is_unnamed",
            &[Need::Nvme],
            events,
        ),
        Test::new(
            "losses::a_path_too_deep_lacks_its_beginning",
            &[Need::Nvme],
            deep_path,
        ),
        Test::new(
            "losses::a_log_that_nobody_reads_does_no_harm",
            &[Need::Nvme],
            log_without_reader,
        ),
        Test::new(
            "losses::ftrace_that_is_turned_off_meanwhile",
            &[Need::FtraceSwitch],
            ftrace_off,
        ),
    ]
}

/// Fails unless exactly this is lost.
fn lost(observed: &Observed, name: &str, count: u64) -> Outcome {
    let found = observed.loss(name)?;
    ensure!(
        found == count,
        "{name} is {found}, not {count}:\n{}",
        observed.text()
    );
    let losses = observed
        .lines
        .last()
        .and_then(Value::as_object)
        .ok_or("no last line")?;
    let others = losses
        .iter()
        .filter(|(other, _)| other.as_str() != name && other.as_str() != "schema");
    let sum: u64 = others.filter_map(|(_, count)| count.as_u64()).sum();
    ensure!(sum == 0, "more than {name} is lost:\n{}", observed.text());
    Ok(())
}

/// Calls of rows whose subject, or device, has no name.
fn unnamed(observed: &Observed, what: &str, field: &str) -> u64 {
    let rows = observed.rows().filter(|row| row[what][field].is_null());
    rows.filter_map(|row| row["calls"].as_u64()).sum()
}

fn rows() -> Outcome {
    const COMMANDS: u64 = 20_000;
    let count = COMMANDS.to_string();
    let observed = ioctls(&[this().as_str(), "client", "floods", "/dev/nvme0n1", &count])?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        String::from_utf8_lossy(&observed.output.stderr)
    );
    let calls = |kind: &str| -> u64 {
        observed
            .lines
            .iter()
            .filter(|line| line["kind"] == kind)
            .filter_map(|line| line["calls"].as_u64())
            .sum()
    };
    let (counted, overflow) = (calls("count"), calls("overflow"));
    ensure!(counted == 16_384, "{counted} counted in rows");
    ensure!(
        counted + overflow == COMMANDS,
        "{counted} counted and {overflow} overflowed of {COMMANDS}"
    );
    ensure!(
        observed.loss("counts_full")? == overflow,
        "counts_full is not {overflow}"
    );
    ensure!(
        observed
            .rows()
            .all(|row| row["class"] == "unknown" && row["sub"] == Value::Null),
        "a command that nobody knows has a class"
    );
    let roomy = ioctls_with(
        &["--room", "rows=30000"],
        &[this().as_str(), "client", "floods", "/dev/nvme0n1", &count],
    )?;
    ensure!(
        roomy.rows().count() as u64 == COMMANDS,
        "{} rows",
        roomy.rows().count()
    );
    ensure!(roomy.loss("counts_full")? == 0, "lost in spite of room");
    Ok(())
}

fn subjects() -> Outcome {
    let observed = ioctls_with(
        &["--room", "subjects=1"],
        &[this().as_str(), "client", "changes-uid", "/dev/nvme0n1"],
    )?;
    lost(&observed, "subjects_full", 1)?;
    ensure!(
        unnamed(&observed, "subject", "exe") == 1,
        "{}",
        observed.text()
    );
    ensure!(observed.rows().count() == 2, "{}", observed.text());
    Ok(())
}

fn devices() -> Outcome {
    let this = this();
    let script =
        format!("{this} client floods /dev/nvme0 1 && {this} client floods /dev/nvme0n1 1");
    let observed = ioctls_with(&["--room", "devices=1"], &["sh", "-c", script.as_str()])?;
    lost(&observed, "devices_full", 1)?;
    ensure!(
        unnamed(&observed, "device", "name") == 1,
        "{}",
        observed.text()
    );
    Ok(())
}

/// The command stops passgate, so that nobody empties a ring buffer that holds one subject only.
fn events() -> Outcome {
    let script = format!(
        "kill -STOP $PPID; {} client changes-uid /dev/nvme0n1; kill -CONT $PPID",
        this()
    );
    let observed = ioctls_with(&["--room", "ring=4096"], &["sh", "-c", script.as_str()])?;
    lost(&observed, "events_full", 1)?;
    ensure!(
        unnamed(&observed, "subject", "exe") == 1,
        "{}",
        observed.text()
    );
    Ok(())
}

fn deep_path() -> Outcome {
    let folder = format!("/tmp/deep{}", "/d".repeat(300));
    std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
    let client = format!("{folder}/client");
    std::fs::copy(this(), &client).map_err(|e| e.to_string())?;
    let observed = ioctls(&[client.as_str(), "client", "floods", "/dev/nvme0n1", "1"])?;
    lost(&observed, "path_truncated", 1)?;
    let row = observed.rows().next().ok_or("no row")?;
    let exe = row["subject"]["exe"].as_str().unwrap_or_default();
    ensure!(
        exe.starts_with("…/d/") && exe.ends_with("/d/client"),
        "the path is {exe}"
    );
    Ok(())
}

fn log_without_reader() -> Outcome {
    let report = "/tmp/without-reader.jsonl";
    let mut counting = crate::observe::passgate()
        .args(["stat", "--kernel-log", "--entries", "ioctl", "--json"])
        .args(["--output", report, "--"])
        .args([this().as_str(), "client", "floods", "/dev/nvme0", "100"])
        .stderr(std::process::Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    drop(counting.stderr.take());
    let status = counting.wait().map_err(|e| e.to_string())?;
    ensure!(status.success(), "status {status:?}");
    let report = std::fs::read_to_string(report).map_err(|e| e.to_string())?;
    let rows = report.matches("\"kind\":\"count\"").count();
    let ended = report.lines().last().unwrap_or_default();
    ensure!(
        rows == 100 && ended.contains("\"kind\":\"losses\""),
        "{rows} rows, not 100, and at the end {ended}"
    );
    Ok(())
}

fn ftrace_off() -> Outcome {
    // It gets its value back whatever becomes of the command.
    let setting = Setting::change(FTRACE, "1").map_err(|e| format!("{FTRACE}: {e}"))?;
    let observed = ioctls(&["sh", "-c", &format!("echo 0 > {FTRACE}")]);
    drop(setting);
    let found = observed?.loss("ftrace_off")?;
    ensure!(found > 0, "nobody noticed that nothing ran");
    let found = ioctls(&["true"])?.loss("ftrace_off")?;
    ensure!(found == 0, "off {found} times when it was on");
    Ok(())
}
