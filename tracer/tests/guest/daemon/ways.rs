//! What it tells, whom it trusts, and what it never refuses.

use std::{
    fs,
    os::unix::fs::{FileExt as _, PermissionsExt as _},
};

use super::{Daemon, REFUSED, VENDOR, get, guarded, is_refused, sent, vendor};
use crate::{
    Outcome, Test, ensure,
    machine::{FTRACE, run, wait_until},
    need::Need,
    observe::{passgate, this},
};

pub(super) fn tests() -> Vec<Test> {
    vec![
        Test::new("daemon::what_it_tells_and_keeps", &[Need::Nvme], in_force),
        Test::new("daemon::a_policy_that_others_may_write", &[], untrusted),
        Test::new("daemon::the_break_glass", &[Need::Nvme], break_glass),
    ]
}

pub(super) fn of_one_kernel() -> Vec<Test> {
    vec![Test::new(
        "daemon::what_is_essential",
        &[Need::Nvme],
        essential,
    )]
}

/// What one daemon shows: loading programs takes longer than all of this.
fn in_force() -> Outcome {
    let maps = guarded::maps_now()?;
    let switch = fs::File::options()
        .write(true)
        .open(FTRACE)
        .map_err(|e| e.to_string())?;
    let mut daemon = Daemon::new("force", VENDOR)?;
    daemon.enforce(&["--run-times"])?;
    daemon.ready()?;
    let step = |what: &str, done: Result<(), String>| done.map_err(|e| format!("{what}: {e}"));
    step("what it tells", told(&daemon))?;
    if Need::Function("nvme_cmd_allowed").missing().is_none() {
        step("what changes meanwhile", races())?;
    }
    step("who is not root", only_root(&daemon))?;
    step("ftrace", ftrace_off(&daemon, &switch))?;
    step("its maps", guarded::maps(&daemon, &maps))?;
    step("its pins", guarded::pins(&daemon))?;
    Ok(())
}

/// Its log, its status and its metrics.
fn told(daemon: &Daemon) -> Result<(), String> {
    for _ in 0..3 {
        ensure!(vendor()? == REFUSED, "a vendor's command passes");
    }
    ensure!(sent("identify")? == 0, "identify does not pass");
    wait_until("the log has them", || daemon.log().len() >= 3)?;
    for line in daemon.log() {
        ensure!(
            line["kind"] == "decision"
                && line["outcome"] == "refused"
                && line["rule"] == "no vendor"
                && line["errno"] == "EACCES"
                && line["sub"] == "admin.vendor"
                && line["device"]["name"] == "nvme0"
                && line["subject"]["exe"] == this(),
            "not as it is: {line}"
        );
    }
    let status = daemon.status()?;
    let rules = status["rules"].as_array().ok_or("no rules")?;
    let rule = rules
        .iter()
        .find(|rule| rule["name"] == "no vendor")
        .ok_or("no rule")?;
    ensure!(
        rule["refused"] == 3 && status["denied"].as_u64().is_some_and(|denied| denied >= 3),
        "not as it is: {status}"
    );
    ensure!(
        status["alarms"].as_array().is_some_and(Vec::is_empty),
        "something is wrong: {status}"
    );
    let metrics = scrape(daemon)?;
    for line in [
        "passgate_rule_refusals_total{rule=\"no vendor\"} 3",
        "passgate_refusals_total{family=\"nvme\",device=\"nvme0\",class=\"opaque\"} 3",
        "passgate_hook_attached{hook=\"file_ioctl\"} 1",
        "passgate_policy_generation 1.0",
        "# EOF",
    ] {
        ensure!(
            metrics.lines().any(|has| has == line),
            "there is no line {line}: {metrics}"
        );
    }
    for counter in ["run_seconds", "runs"] {
        let name = format!("passgate_program_{counter}_total{{program=\"file_ioctl\"}} ");
        let mut lines = metrics.lines();
        let value = lines.find_map(|line| line.strip_prefix(&name)?.parse::<f64>().ok());
        ensure!(
            value.is_some_and(|value| value > 0.0),
            "{name}is {value:?}: {metrics}"
        );
    }
    Ok(())
}

/// Nothing that becomes what is refused reaches the drive.
fn races() -> Result<(), String> {
    for way in ["flips", "stalls"] {
        let output = std::process::Command::new(this())
            .args(["client", "attack", "nvme", way, "/dev/nvme0", "300", "it"])
            .output()
            .map_err(|e| format!("cannot run the attacker: {e}"))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let count = |what: &str| {
            let name = format!("it-{what} ");
            let mut lines = said.lines();
            lines.find_map(|line| line.strip_prefix(&name)?.parse::<u64>().ok())
        };
        let (refused, reached) = (count("refused"), count("reached"));
        ensure!(
            reached == Some(0) && refused.is_some_and(|refused| refused > 0),
            "{way}: {refused:?} were refused, {reached:?} reached the drive: {said}"
        );
    }
    Ok(())
}

/// What its metrics are.
fn scrape(daemon: &Daemon) -> Result<String, String> {
    let said = daemon.said();
    let at = said
        .split_once("http://")
        .and_then(|(_, behind)| behind.split_once("/metrics"))
        .map(|(at, _)| at)
        .ok_or_else(|| format!("it does not say where metrics are: {said}"))?;
    get(at, "/metrics")
}

fn untrusted() -> Outcome {
    let mut daemon = Daemon::new("untrusted", VENDOR)?;
    let refuses = |daemon: &mut Daemon, what: &str| -> Result<(), String> {
        daemon.enforce(&[])?;
        let status = daemon.ended()?;
        let said = daemon.said();
        ensure!(status == Some(77), "it ended with {status:?}: {said}");
        ensure!(said.contains(what), "it does not name {what}: {said}");
        fs::remove_file(daemon.at.join("said")).map_err(|e| e.to_string())
    };
    let mode = |path: &std::path::Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|e| e.to_string())
    };
    let policy = daemon.policy();
    mode(&policy, 0o666)?;
    refuses(&mut daemon, &policy.display().to_string())?;
    mode(&policy, 0o644)?;
    let at = daemon.at.clone();
    mode(&at, 0o775)?;
    refuses(&mut daemon, &at.display().to_string())?;
    mode(&at, 0o755)?;
    run(&["chown", "1234", &policy.display().to_string()])?;
    refuses(&mut daemon, "1234")?;
    run(&["chown", "0", &policy.display().to_string()])?;
    // By a link that is somebody else's.
    let real = at.join("real.toml");
    fs::rename(&policy, &real).map_err(|e| e.to_string())?;
    std::os::unix::fs::symlink(&real, &policy).map_err(|e| e.to_string())?;
    run(&["chown", "-h", "1234", &policy.display().to_string()])?;
    Ok(refuses(&mut daemon, "1234")?)
}

fn break_glass() -> Outcome {
    let mut daemon = Daemon::new("glass", VENDOR)?;
    let glass = daemon.at.join("passgate.off");
    fs::write(&glass, "").map_err(|e| e.to_string())?;
    daemon.enforce(&[])?;
    daemon.ready()?;
    is_refused(false, "with the break-glass")?;
    let output = daemon.tell(&["status"])?;
    ensure!(
        output.status.code() == Some(1),
        "its status is {}",
        output.status
    );
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(text.contains("NOTHING IS ENFORCED"), "{text}");
    fs::remove_file(&glass).map_err(|e| e.to_string())?;
    daemon.does(&["reload"])?;
    is_refused(true, "without it")?;
    // An executable of root's that is always allowed.
    daemon.write(&format!("[daemon]\nbreak-glass = '{}'\n{VENDOR}", this()))?;
    daemon.does(&["reload"])?;
    Ok(is_refused(false, "as who is always allowed")?)
}

/// A disk that a system directory lies on.
const DISK: &str = "/dev/nvme0n1";
const MOUNTED: &str = "/boot";

fn essential() -> Outcome {
    // Everything of everybody.
    let broad = format!(
        "[[rule]]\nname = 'broad'\ndevice = {{ node = ['{DISK}', '/dev/nvme1n1'] }}\ndeny = '*'\nerrno = 'EACCES'\n"
    );
    fs::create_dir_all(MOUNTED).map_err(|e| e.to_string())?;
    run(&["mkfs.ext4", "-q", "-F", DISK])?;
    let _mounted = Mounted::new()?;
    let daemon = Daemon::start("essential", &broad)?;
    let does = |words: &[&str]| {
        let output = std::process::Command::new(words[0])
            .args(&words[1..])
            .output();
        output
            .map(|output| output.status.success())
            .map_err(|e| e.to_string())
    };
    let uses = |node: &str| does(&["blockdev", "--getsize64", node]);
    ensure!(uses(DISK)?, "the system's disk cannot be used");
    ensure!(!uses("/dev/nvme1n1")?, "another disk can");
    // What passes something through is no part of reaching it.
    let identify = does(&["nvme", "id-ns", DISK])?;
    ensure!(!identify, "a command passes through the system's disk");
    daemon.write(&format!("{broad}essential = true\n"))?;
    daemon.does(&["reload"])?;
    ensure!(
        !uses(DISK)?,
        "a rule that says so does not refuse the system's disk"
    );
    Ok(())
}

/// The disk, mounted.
struct Mounted;

impl Mounted {
    fn new() -> Result<Self, String> {
        run(&["mount", "-t", "ext4", DISK, MOUNTED]).map(|_| Self)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = run(&["umount", MOUNTED]);
    }
}

/// Only root changes anything.
fn only_root(daemon: &Daemon) -> Result<(), String> {
    fs::set_permissions(&daemon.at, fs::Permissions::from_mode(0o755))
        .map_err(|e| e.to_string())?;
    let _open = Open::root()?;
    let binary = passgate().get_program().to_owned();
    let directory = daemon.at.display().to_string();
    let by = |words: &[&str]| {
        std::process::Command::new("setpriv")
            .args(["--reuid", "1234", "--regid", "1234", "--clear-groups", "--"])
            .arg(&binary)
            .args(words)
            .args(["--directory", &directory])
            .output()
            .map_err(|e| e.to_string())
    };
    for words in [&["reload"][..], &["confirm"], &["stop"]] {
        let output = by(words)?;
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        ensure!(
            output.status.code() == Some(77) && said.contains("only root"),
            "{words:?}: {}: {said}",
            output.status
        );
    }
    let output = by(&["status"])?;
    ensure!(
        output.status.success(),
        "it does not say how it is: {}",
        output.status
    );
    ensure!(daemon.status().is_ok(), "it is gone");
    Ok(())
}

/// /root, which others may pass through for a while.
pub(super) struct Open(u32);

impl Open {
    pub(super) fn root() -> Result<Self, String> {
        let before = fs::metadata("/root")
            .map_err(|e| e.to_string())?
            .permissions()
            .mode();
        fs::set_permissions("/root", fs::Permissions::from_mode(0o755))
            .map_err(|e| e.to_string())?;
        Ok(Self(before))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        let _ = fs::set_permissions("/root", fs::Permissions::from_mode(self.0));
    }
}

/// Programs that do not run are noticed: nobody else opens the switch, but it may have been open before.
fn ftrace_off(daemon: &Daemon, switch: &fs::File) -> Result<(), String> {
    let alarms = |daemon: &Daemon| {
        let status = daemon.status().unwrap_or_default();
        status["alarms"].as_array().map_or(0, Vec::len)
    };
    ensure!(alarms(daemon) == 0, "something is wrong from the beginning");
    let opened = fs::File::options().write(true).open(FTRACE);
    let refused = opened.err().and_then(|error| error.raw_os_error());
    ensure!(
        refused == Some(libc::EPERM),
        "the switch was opened, or refused otherwise: {refused:?}"
    );
    // The kernel may not let it be turned off while programs are attached.
    if switch.write_all_at(b"0", 0).is_err() {
        return is_refused(true, "with ftrace");
    }
    let noticed = wait_until("it is noticed", || alarms(daemon) > 0);
    switch.write_all_at(b"1", 0).map_err(|e| e.to_string())?;
    noticed?;
    wait_until("all is well again", || alarms(daemon) == 0)?;
    is_refused(true, "with ftrace again")
}
