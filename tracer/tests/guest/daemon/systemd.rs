//! The daemon as a service of systemd's, in a Debian that boots with it. Loading the programs takes longer than all else,
//! so each test goes on with the service as the one before left it.

use std::{collections::BTreeSet, fs, thread, time::Duration};

use rustix::{
    process::{Pid, Signal, kill_process},
    time::{ClockId, clock_gettime},
};
use serde_json::Value;

use super::{
    LOADING, VENDOR,
    installed::{Service, journal, services_from},
    is_refused,
    lifecycle::Load,
    prometheus::scraped,
    vendor,
};
use crate::{
    Outcome, Test, ensure,
    machine::{run, wait_until, wait_within},
    need::Need,
    observe::this,
};

pub(super) fn tests() -> Vec<Test> {
    let test = |name, run: fn() -> Outcome| Test::new(name, &[Need::Nvme], run);
    vec![
        test("systemd::ready_before_the_services", boots),
        test("systemd::confined", confined),
        test("systemd::what_the_journal_has", told),
        test("systemd::a_reload_is_all_or_nothing", reloads),
        test("systemd::a_restart_leaves_no_gap", restarts),
        test("systemd::a_prometheus_finds_what_was_refused", scraped),
        test("systemd::the_watchdog_leaves_no_gap", watched),
        test("systemd::what_a_stop_leaves", stops),
    ]
}

/// The boot waits for it, and goes on when the policy is in force.
fn boots() -> Outcome {
    let service = Service::at_boot()?;
    for (property, value) in [
        ("ActiveState", "active"),
        ("SubState", "running"),
        ("Result", "success"),
        ("NRestarts", "0"),
        ("UnitFileState", "enabled"),
    ] {
        let is = service.show(property)?;
        ensure!(
            is == value,
            "{property} is {is}: {}",
            service.said().unwrap_or_default()
        );
    }
    is_refused(true, "at the boot")?;
    let started = service.moment("ExecMainStartTimestampMonotonic")?;
    let ready = service.moment("ActiveEnterTimestampMonotonic")?;
    let services = services_from()?;
    ensure!(
        started < ready && ready <= services,
        "it began at {started}, was ready at {ready}, and the services began at {services}"
    );
    let cycles = journal(&["--grep", "ordering cycle"]).unwrap_or_default();
    ensure!(!cycles.contains("passgate"), "{cycles}");
    is_well(&service)
}

/// Nothing is wrong, also by what it says itself.
fn is_well(service: &Service) -> Outcome {
    let status = service.status()?;
    ensure!(
        status["alarms"].as_array().is_some_and(Vec::is_empty) && status["failed"].is_null(),
        "something is wrong: {status}"
    );
    Ok(())
}

/// Capabilities of `linux/capability.h` that the unit leaves it: SYS_PTRACE, SYS_NICE, SYSLOG, PERFMON, BPF.
const CAPABILITIES: [u32; 5] = [19, 23, 34, 38, 39];

/// What the unit takes away is gone, and systemd itself finds it so.
fn confined() -> Outcome {
    let service = Service::with(VENDOR)?;
    let process = service.process()?;
    let text = fs::read_to_string(format!("/proc/{process}/status")).map_err(|e| e.to_string())?;
    let capabilities: u64 = CAPABILITIES.iter().map(|number| 1 << number).sum();
    let capabilities = format!("{capabilities:016x}");
    for (name, value) in [
        ("CapBnd", &*capabilities),
        ("CapEff", &capabilities),
        ("NoNewPrivs", "1"),
        // By a filter.
        ("Seccomp", "2"),
    ] {
        let line = format!("{name}:\t{value}");
        ensure!(text.lines().any(|has| has == line), "no {line}: {text}");
    }
    // As it is loaded, with what systemd knows of this machine; deploy.rs has the same limit.
    run(&[
        "systemd-analyze",
        "security",
        "--no-pager",
        "--threshold=35",
        "passgate.service",
    ])?;
    // Lines that it cannot use, it says.
    let unknown = journal(&["--grep", "passgate.service:[0-9]+:"]).unwrap_or_default();
    ensure!(!unknown.contains("passgate.service"), "{unknown}");
    is_well(&service)
}

/// The lines that journalctl finds by these words.
fn lines(words: &[&str]) -> Result<Vec<Value>, String> {
    let text = journal(&[&["-o", "json", "--all"][..], words].concat())?;
    text.lines()
        .map(|line| serde_json::from_str(line).map_err(|e| format!("{line}: {e}")))
        .collect()
}

/// A refusal is in the journal, with fields by which it is found.
fn told() -> Outcome {
    let service = Service::with(VENDOR)?;
    let words = ["-t", "passgate", "PASSGATE_RULE=no vendor"];
    let before = lines(&words).map_or(0, |lines| lines.len());
    for _ in 0..2 {
        is_refused(true, "by hand")?;
    }
    let mut found = Vec::new();
    wait_until("the journal has them", || {
        found = lines(&words).unwrap_or_default();
        found.len() >= before + 2
    })?;
    let line = found.last().ok_or("no line")?;
    let fields = [
        ("PASSGATE_OUTCOME", "refused"),
        ("PASSGATE_RULE", "no vendor"),
        ("PASSGATE_EXE", &this()),
        ("PASSGATE_DEVICE", "nvme0"),
        ("PASSGATE_ENTRY", "ioctl"),
        ("PASSGATE_SUB", "admin.vendor"),
        ("PASSGATE_CLASS", "opaque"),
        ("PRIORITY", "4"),
        ("SYSLOG_IDENTIFIER", "passgate"),
        ("_TRANSPORT", "journal"),
        ("_SYSTEMD_UNIT", "passgate.service"),
        ("_PID", &service.process()?.to_string()),
    ];
    for (name, value) in fields {
        ensure!(line[name] == value, "{name} is not {value}: {line}");
    }
    for name in ["GENERATION", "PROCESS", "COMMAND"] {
        let is_there = line[format!("PASSGATE_{name}")]
            .as_str()
            .is_some_and(|value| !value.is_empty());
        ensure!(is_there, "there is no PASSGATE_{name}: {line}");
    }
    let whole: Value = serde_json::from_str(line["PASSGATE_JSON"].as_str().unwrap_or_default())
        .map_err(|e| format!("{line}: {e}"))?;
    ensure!(
        whole["kind"] == "decision" && whole["rule"] == "no vendor" && whole["errno"] == "EACCES",
        "not as it is: {whole}"
    );
    // By each of them journalctl finds it.
    let by_device = lines(&["PASSGATE_OUTCOME=refused", "PASSGATE_DEVICE=nvme0"])?;
    let cursors: BTreeSet<&str> = by_device
        .iter()
        .filter_map(|line| line["__CURSOR"].as_str())
        .collect();
    ensure!(
        found
            .iter()
            .filter_map(|line| line["__CURSOR"].as_str())
            .all(|cursor| cursors.contains(cursor)),
        "they are not found by outcome and device: {by_device:?}"
    );
    Ok(())
}

fn reloads() -> Outcome {
    let service = Service::with(VENDOR)?;
    let process = service.process()?;
    service.write("[[rule]]\nallow = ['no such command']\n")?;
    let failed = service.does("reload");
    let said = service.said()?;
    ensure!(failed.is_err(), "a policy with errors is loaded: {said}");
    ensure!(
        said.contains("no such command"),
        "the journal does not say what is wrong: {said}"
    );
    ensure!(
        service.status()?["failed"].is_string(),
        "its status does not say so"
    );
    is_refused(true, "when a reload failed")?;
    service.write(&VENDOR.replace("admin.vendor", "admin.format-nvm"))?;
    service.does("reload")?;
    is_refused(false, "by the new policy")?;
    service.write(VENDOR)?;
    service.does("reload")?;
    is_refused(true, "by the policy of before")?;
    ensure!(
        service.process()? == process && service.show("ActiveState")? == "active",
        "it was not the same process all the time: {}",
        service.said()?
    );
    is_well(&service)
}

/// Shorter than the unit has it, and longer than a busy machine may take for half a second's work.
const WATCHDOG: &str = "[Service]\nWatchdogSec=10s\n";

/// Fails unless all calls since this began were refused.
fn none_passed(load: Load, when: &str) -> Outcome {
    let (passed, refused) = load.end();
    ensure!(
        passed == 0 && refused > 0,
        "{when}, {passed} passed and {refused} were refused"
    );
    Ok(())
}

fn restarts() -> Outcome {
    let service = Service::with(VENDOR)?;
    service.change("watchdog", WATCHDOG)?;
    let load = Load::begin()?;
    let process = service.process()?;
    service.does("restart")?;
    is_refused(true, "restarted")?;
    none_passed(load, "while it was restarted")?;
    ensure!(service.process()? != process, "it is the same process");
    is_well(&service)
}

fn watched() -> Outcome {
    let service = Service::with(VENDOR)?;
    if service.show("WatchdogUSec")? != "10s" {
        service.change("watchdog", WATCHDOG)?;
        service.does("restart")?;
    }
    // It says that it is alive: it has been for longer than it may be silent.
    let ready = service.moment("ActiveEnterTimestampMonotonic")?;
    let longer = Duration::from_micros(ready) + Duration::from_secs(12);
    thread::sleep(longer.saturating_sub(since_boot()));
    let restarts = |service: &Service| service.show("NRestarts");
    ensure!(
        restarts(&service)? == "0",
        "it was ended though it lives: {}",
        service.said()?
    );
    let process = service.process()?;
    let load = Load::begin()?;
    stop_it(process)?;
    let again = || {
        service
            .process()
            .is_ok_and(|now| now != process && now != 0)
            && service
                .show("ActiveState")
                .is_ok_and(|state| state == "active")
    };
    wait_within(LOADING, "it is started again", again)
        .map_err(|e| format!("{e}: {}", service.said().unwrap_or_default()))?;
    is_refused(true, "started again")?;
    none_passed(load, "while the watchdog had it restarted")?;
    let said = service.said()?;
    ensure!(
        said.contains("Watchdog timeout") && restarts(&service)? == "1",
        "it was not for the watchdog: {said}"
    );
    is_well(&service)
}

/// By the clock that systemd's moments are of.
fn since_boot() -> Duration {
    let now = clock_gettime(ClockId::Monotonic);
    Duration::new(now.tv_sec.try_into().unwrap_or_default(), 0)
}

/// Has a process do nothing any more.
fn stop_it(process: u32) -> Result<(), String> {
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    let process = process.ok_or("it does not run")?;
    kill_process(process, Signal::STOP).map_err(|e| format!("it cannot be stopped: {e}"))
}

const RELEASED: &str = "[daemon]\non-exit = 'release'\n";

fn stops() -> Outcome {
    let service = Service::with(VENDOR)?;
    let load = Load::begin()?;
    service.does("stop")?;
    ensure!(
        service.show("ActiveState")? == "inactive" && service.show("Result")? == "success",
        "it ended badly: {}",
        service.said()?
    );
    is_refused(true, "with keep, when it was stopped")?;
    service.write(&format!("{RELEASED}{VENDOR}"))?;
    service.does("start")?;
    is_refused(true, "started again")?;
    none_passed(load, "from its stop to its start")?;
    service.does("stop")?;
    let passes = || vendor().is_ok_and(|status| status != super::REFUSED);
    wait_until("its programs are gone", passes)?;
    let pins = "/sys/fs/bpf/passgate";
    ensure!(
        fs::read_dir(pins).map_or(0, Iterator::count) == 0,
        "{pins} has something"
    );
    // systemctl returns when the policy is in force: not a moment before.
    service.write(VENDOR)?;
    service.does("start")?;
    is_refused(true, "as soon as it is started")?;
    is_well(&service)
}
