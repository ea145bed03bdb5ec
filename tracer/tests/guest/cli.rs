//! The command line against a real kernel: statuses, errors, and what `doctor` says.

use std::{
    os::unix::{fs::PermissionsExt, process::CommandExt as _},
    process::Output,
};

use serde_json::Value;

use crate::{
    Outcome, Test,
    ender::Ender,
    ensure,
    need::Need,
    observe::{ioctls_with, passgate, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "cli::the_command_s_status_is_passed_on",
            &[],
            the_command_s_status_is_passed_on,
        ),
        Test::new(
            "cli::a_command_that_does_not_exist",
            &[],
            a_command_that_does_not_exist,
        ),
        Test::new(
            "cli::a_command_that_cannot_be_executed",
            &[],
            a_command_that_cannot_be_executed,
        ),
        Test::new("cli::bad_flags", &[], bad_flags),
        Test::new("cli::without_privilege", &[], without_privilege),
        Test::new(
            "cli::a_report_that_cannot_be_written",
            &[],
            a_report_that_cannot_be_written,
        ),
        Test::new(
            "cli::a_duration_ends_the_command",
            &[],
            a_duration_ends_the_command,
        ),
        Test::new(
            "cli::a_command_that_does_not_obey_is_killed",
            &[],
            a_command_that_does_not_obey_is_killed,
        ),
        Test::new("cli::hidden_addresses", &[], hidden_addresses),
        Test::new(
            "cli::a_required_hook_that_is_not_permitted",
            &[],
            a_required_hook_that_is_not_permitted,
        ),
        Test::new(
            "cli::sigint_ends_counting_with_a_report",
            &[Need::Nvme],
            sigint_ends_counting_with_a_report,
        ),
        Test::new(
            "cli::doctor_finds_nothing_wrong",
            &[],
            doctor_finds_nothing_wrong,
        ),
        Test::new("cli::every_program_loads", &[], every_program_loads),
        Test::new(
            "cli::the_programs_log_when_asked",
            &[Need::Nvme],
            the_programs_log_when_asked,
        ),
    ]
}

/// Tests for a guest that was booted without BPF among its security modules.
pub(crate) fn without_bpf_lsm() -> Vec<Test> {
    vec![Test::new(
        "cli::without_bpf_lsm_every_command_says_so",
        &[],
        without_bpf_lsm_every_command_says_so,
    )]
}

fn run(arguments: &[&str]) -> Result<Output, String> {
    passgate()
        .args(arguments)
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))
}

/// A failure with this status whose message has all these words, and is no panic.
fn fails(output: &Output, status: i32, words: &[&str]) -> Outcome {
    let message = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.code() == Some(status),
        "status {:?}, not {status}: {message}",
        output.status
    );
    for word in words {
        ensure!(message.contains(word), "no {word:?} in: {message}");
    }
    ensure!(
        !message.contains("panicked") && !message.contains("backtrace"),
        "a panic: {message}"
    );
    ensure!(
        output.stdout.is_empty(),
        "output beside an error: {}",
        String::from_utf8_lossy(&output.stdout)
    );
    Ok(())
}

fn the_command_s_status_is_passed_on() -> Outcome {
    for (script, status) in [("exit 0", 0), ("exit 42", 42), ("kill -9 $$", 137)] {
        let observed = ioctls_with(&[], &["sh", "-c", script])?;
        ensure!(
            observed.output.status.code() == Some(status),
            "{script}: {:?}",
            observed.output.status
        );
    }
    Ok(())
}

fn a_command_that_does_not_exist() -> Outcome {
    fails(
        &run(&["stat", "--", "no-such-command"])?,
        127,
        &["there is no command no-such-command", "check its name"],
    )
}

fn a_command_that_cannot_be_executed() -> Outcome {
    std::fs::write("/tmp/not-executable", "#!/bin/sh\n").map_err(|e| e.to_string())?;
    std::fs::set_permissions("/tmp/not-executable", PermissionsExt::from_mode(0o644))
        .map_err(|e| e.to_string())?;
    fails(
        &run(&["stat", "--", "/tmp/not-executable"])?,
        126,
        &["/tmp/not-executable cannot be executed", "chmod +x"],
    )
}

fn bad_flags() -> Outcome {
    fails(&run(&["stat", "--nonsense"])?, 2, &["--nonsense", "--help"])?;
    fails(&run(&["stat", "--duration", "soon"])?, 2, &["soon"])?;
    fails(&run(&["nonsense"])?, 2, &["nonsense"])
}

fn without_privilege() -> Outcome {
    for arguments in [
        &["stat", "--duration", "1"][..],
        &["stat", "--", "true"],
        &["top"],
    ] {
        let output = passgate()
            .args(arguments)
            .uid(65534)
            .output()
            .map_err(|e| e.to_string())?;
        fails(&output, 77, &["CAP_BPF", "sudo passgate"])?;
    }
    Ok(())
}

fn a_report_that_cannot_be_written() -> Outcome {
    fails(
        &run(&["stat", "--output", "/proc/no/such/file", "--", "true"])?,
        125,
        &["/proc/no/such/file"],
    )
}

fn a_duration_ends_the_command() -> Outcome {
    // 143: ended by SIGTERM, which is 15.
    let observed = ioctls_with(&["--duration", "1"], &["sleep", "1000"])?;
    ensure!(
        observed.output.status.code() == Some(143),
        "status {:?}",
        observed.output.status
    );
    Ok(())
}

/// It is asked first, and made to some seconds later.
fn a_command_that_does_not_obey_is_killed() -> Outcome {
    // 137: ended by SIGKILL, which is 9.
    let observed = ioctls_with(
        &["--duration", "1"],
        &["sh", "-c", "trap '' TERM; while :; do :; done"],
    )?;
    ensure!(
        observed.output.status.code() == Some(137),
        "status {:?}",
        observed.output.status
    );
    Ok(())
}

/// Nothing shows beforehand that attaching will be refused.
fn a_required_hook_that_is_not_permitted() -> Outcome {
    let ender = Ender::before_attaching()?;
    let everybody = run(&["stat", "--duration", "1"]);
    let one_command = run(&["stat", "--", "true"]);
    drop(ender);
    fails(&everybody?, 77, &["refused file_ioctl", "run as root"])?;
    fails(&one_command?, 77, &["refused task_free", "run as root"])
}

/// With addresses hidden even from root nothing can be recognised.
fn hidden_addresses() -> Outcome {
    let restrict = |value: &str| {
        std::fs::write("/proc/sys/kernel/kptr_restrict", value)
            .map_err(|e| format!("kptr_restrict: {e}"))
    };
    let before =
        std::fs::read_to_string("/proc/sys/kernel/kptr_restrict").map_err(|e| e.to_string())?;
    restrict("2")?;
    let (stat, doctor) = (run(&["stat", "--", "true"]), run(&["doctor"]));
    restrict(before.trim())?;
    fails(&stat?, 77, &["hides its addresses", "kptr_restrict"])?;
    let doctor = doctor?;
    let text = String::from_utf8_lossy(&doctor.stdout);
    ensure!(
        doctor.status.code() == Some(1) && text.contains("hides its addresses"),
        "{:?} {text}",
        doctor.status
    );
    Ok(())
}

/// As Ctrl-C does it: everything counted so far is written, and the status is a success.
fn sigint_ends_counting_with_a_report() -> Outcome {
    let report = "/tmp/interrupted.jsonl";
    let ready = "/tmp/interrupted.log";
    let log = std::fs::File::create(ready).map_err(|e| e.to_string())?;
    let mut counting = passgate()
        .args(["stat", "--kernel-log", "--json", "--output", report])
        .stderr(log)
        .spawn()
        .map_err(|e| e.to_string())?;
    // It counts as soon as it logs a command.
    while !std::fs::read_to_string(ready).is_ok_and(|log| log.contains("device")) {
        if let Some(status) = counting.try_wait().map_err(|e| e.to_string())? {
            return Err(format!("it ended by itself: {status}").into());
        }
        let _ = std::process::Command::new(this())
            .args(["client", "floods", "/dev/nvme0", "1"])
            .status();
    }
    let pid = rustix::process::Pid::from_child(&counting);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).map_err(|e| e.to_string())?;
    let status = counting.wait().map_err(|e| e.to_string())?;
    ensure!(status.success(), "status {status:?}");
    let text = std::fs::read_to_string(report).map_err(|e| e.to_string())?;
    ensure!(
        text.contains("\"nvme0\"") && text.contains("\"kind\":\"losses\""),
        "report: {text}"
    );
    Ok(())
}

fn doctor_finds_nothing_wrong() -> Outcome {
    let output = run(&["doctor", "--json"])?;
    ensure!(output.status.success(), "status {:?}", output.status);
    let report: Value = serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?;
    ensure!(report["sound"] == true, "not sound: {report}");
    let hooks = report["hooks"].as_array().ok_or("no hooks")?;
    // No driver of this machine need have one of these; and some are for other commands than this one.
    let may_lack = |hook: &Value| {
        let refused = hook["refused"].as_array();
        let reason = hook["reason"].as_str().unwrap_or_default();
        (hook["name"] == "file_write_iter" && refused.is_some_and(Vec::is_empty))
            || reason.starts_with("attached where")
    };
    ensure!(
        !hooks.is_empty()
            && hooks
                .iter()
                .all(|hook| hook["attached"] == true || may_lack(hook)),
        "hooks: {report}"
    );
    let release = rustix::system::uname();
    let release = release.release().to_string_lossy();
    ensure!(
        report["facts"][0]["value"] == release.as_ref(),
        "kernel: {report}"
    );
    let text = String::from_utf8_lossy(&run(&["doctor"])?.stdout).into_owned();
    ensure!(text.contains("all that is attached works"), "{text}");
    Ok(())
}

fn every_program_loads() -> Outcome {
    let output = run(&["load-report"])?;
    let report: Value = serde_json::from_slice(&output.stdout).map_err(|e| e.to_string())?;
    let programs = report["programs"].as_array().ok_or("no programs")?;
    let names: Vec<&str> = programs
        .iter()
        .filter_map(|program| program["name"].as_str())
        .collect();
    for name in ["empty", "file_ioctl", "uring_cmd", "file_write", "task_vma"] {
        ensure!(names.contains(&name), "no {name} in {names:?}");
    }
    for program in programs {
        ensure!(
            program["error"].is_null()
                && program["instructions"].as_u64() > Some(0)
                && program["jited_bytes"].as_u64() > Some(0),
            "{program}"
        );
    }
    Ok(())
}

/// And are silent when not.
fn the_programs_log_when_asked() -> Outcome {
    let command = [
        this(),
        "client".into(),
        "floods".into(),
        "/dev/nvme0".into(),
        "1".into(),
    ];
    let asked = ioctls_with(&["--kernel-log"], &command)?;
    let log = String::from_utf8_lossy(&asked.output.stderr).into_owned();
    ensure!(
        log.contains("kernel: debug") && log.contains("command 5a000000"),
        "log: {log}"
    );
    let silent = ioctls_with(&[], &command)?;
    ensure!(
        silent.output.stderr.is_empty(),
        "log: {}",
        String::from_utf8_lossy(&silent.output.stderr)
    );
    Ok(())
}

fn without_bpf_lsm_every_command_says_so() -> Outcome {
    for arguments in [
        &["stat", "--duration", "1"][..],
        &["stat", "--", "true"],
        &["top"],
    ] {
        fails(
            &run(arguments)?,
            69,
            &[
                "BPF is not among the kernel's active security modules",
                "lsm=",
            ],
        )?;
    }
    let output = run(&["doctor"])?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.code() == Some(1),
        "doctor's status is {:?}",
        output.status
    );
    ensure!(
        text.contains("BPF is not among")
            && text.contains("fix: boot with the kernel parameter lsm="),
        "{text}"
    );
    Ok(())
}
