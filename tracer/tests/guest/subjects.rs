//! Who sent a command is right at every call.

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::Setting,
    need::Need,
    observe::{Observed, ioctls, passgate, stat_with, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "subjects::a_change_of_uid_is_another_subject",
            &[Need::Nvme],
            a_change_of_uid_is_another_subject,
        ),
        Test::new(
            "subjects::an_exec_is_another_subject",
            &[Need::Nvme],
            an_exec_is_another_subject,
        ),
        Test::new(
            "subjects::a_move_between_cgroups_is_another_subject",
            &[Need::Nvme],
            a_move_between_cgroups_is_another_subject,
        ),
        Test::new(
            "subjects::threads_are_one_subject",
            &[Need::Nvme],
            threads_are_one_subject,
        ),
        Test::new(
            "subjects::a_deleted_executable_and_its_successor",
            &[Need::Nvme],
            a_deleted_executable_and_its_successor,
        ),
        Test::new(
            "subjects::ids_are_those_of_the_initial_namespaces",
            &[
                Need::Nvme,
                Need::File("/proc/self/ns/user"),
                Need::File("/proc/self/ns/pid"),
            ],
            ids_are_those_of_the_initial_namespaces,
        ),
        Test::new(
            "subjects::units_sessions_and_containers_by_cgroup",
            &[Need::Nvme],
            units_sessions_and_containers_by_cgroup,
        ),
        Test::new(
            "subjects::a_container_in_a_cgroup_of_version_1",
            &[Need::Nvme, Need::File("/proc/self/ns/cgroup")],
            a_container_in_a_cgroup_of_version_1,
        ),
        Test::new(
            "subjects::a_kernel_thread",
            &[
                Need::Nvme,
                Need::Module(FIRMWARE_MODULE),
                Need::File(FIRMWARE_PATH),
            ],
            a_kernel_thread,
        ),
    ]
}

/// A module that has a kernel thread look for a file when it is loaded.
pub(crate) const FIRMWARE_MODULE: &str = "cfg80211";
/// The file.
const FIRMWARE: &str = "regulatory.db";
/// Where the kernel looks for it first.
const FIRMWARE_PATH: &str = "/sys/module/firmware_class/parameters/path";

const NODE: &str = "/dev/nvme0n1";
/// Threads that send at once.
pub(crate) const THREADS: u64 = 4;
/// How often a sender sends, unless it sends once.
pub(crate) const TIMES: u64 = 7;

/// Values of one field of the subjects, sorted; each subject must have sent one command.
fn subjects(observed: &Observed, field: &str) -> Result<Vec<Value>, String> {
    if !observed.output.status.success() {
        return Err(format!("the client failed: {}", observed.text()));
    }
    let rows: Vec<&Value> = observed
        .rows()
        .filter(|row| row["command"] == "NVME_IOCTL_ID")
        .collect();
    if rows.iter().any(|row| row["calls"] != 1) {
        return Err(format!(
            "a subject sent more than one command:\n{}",
            observed.text()
        ));
    }
    let mut values: Vec<Value> = rows
        .iter()
        .map(|row| row["subject"][field].clone())
        .collect();
    values.sort_by_key(Value::to_string);
    Ok(values)
}

fn a_change_of_uid_is_another_subject() -> Outcome {
    let observed = ioctls(&[this().as_str(), "client", "changes-uid", NODE])?;
    let uids = subjects(&observed, "uid")?;
    ensure!(uids == [0, 1000], "uids {uids:?}");
    Ok(observed.lossless()?)
}

fn an_exec_is_another_subject() -> Outcome {
    let other = "/tmp/another-executable";
    let observed = ioctls(&[this().as_str(), "client", "executes", NODE, other])?;
    let executables = subjects(&observed, "exe")?;
    let mut expected = [this(), other.to_owned()];
    expected.sort();
    ensure!(
        executables == expected,
        "executables {executables:?}, not {expected:?}"
    );
    Ok(observed.lossless()?)
}

fn a_move_between_cgroups_is_another_subject() -> Outcome {
    let container = format!("docker-{}.scope", "ab".repeat(32));
    let cgroup = format!("/sys/fs/cgroup/system.slice/{container}");
    let observed = ioctls(&[this().as_str(), "client", "moves", NODE, &cgroup])?;
    let cgroups = subjects(&observed, "cgroup")?;
    let moved = format!("/system.slice/{container}");
    ensure!(
        cgroups.len() == 2 && cgroups.contains(&Value::from(moved.as_str())),
        "cgroups {cgroups:?}"
    );
    let row = observed
        .rows()
        .find(|row| row["subject"]["cgroup"] == moved.as_str())
        .ok_or("no such row")?;
    ensure!(
        row["subject"]["container"] == "ab".repeat(32),
        "container {}",
        row["subject"]["container"]
    );
    Ok(observed.lossless()?)
}

/// Observes a sender that must succeed without a loss.
fn sender(words: &[&str]) -> Result<Observed, String> {
    let command: Vec<String> = [&this(), "client", "subject"]
        .into_iter()
        .chain(words.iter().copied())
        .map(str::to_owned)
        .collect();
    let observed = ioctls(&command)?;
    observed.lossless()?;
    if observed.output.status.success() {
        Ok(observed)
    } else {
        Err(format!("the sender failed: {}", observed.text()))
    }
}

/// The rows of what senders send.
fn sent(observed: &Observed) -> Vec<&Value> {
    observed
        .rows()
        .filter(|row| row["command"] == "NVME_IOCTL_ID")
        .collect()
}

fn threads_are_one_subject() -> Outcome {
    let observed = sender(&["threads", NODE])?;
    let process = String::from_utf8_lossy(&observed.output.stdout).into_owned();
    let rows = sent(&observed);
    ensure!(
        rows.len() == 1
            && rows[0]["calls"] == THREADS * TIMES
            && rows[0]["process"].as_u64() == process.trim().parse().ok(),
        "not one subject, process {process}:\n{}",
        observed.text()
    );
    Ok(())
}

fn a_deleted_executable_and_its_successor() -> Outcome {
    let path = "/tmp/executable-to-delete";
    let observed = sender(&["deletes", NODE, path])?;
    let rows = sent(&observed);
    ensure!(
        rows.len() == 2 && rows.iter().all(|row| row["subject"]["exe"] == path),
        "not two subjects of one path:\n{}",
        observed.text()
    );
    for (deleted, calls) in [(true, TIMES), (false, 1)] {
        ensure!(
            rows.iter()
                .any(|row| is_deleted(row) == deleted && row["calls"] == calls),
            "not {calls} calls where deleted is {deleted}:\n{}",
            observed.text()
        );
    }
    Ok(())
}

/// What is not deleted does not say so.
fn is_deleted(row: &Value) -> bool {
    row["subject"]["exe_deleted"] == true
}

fn ids_are_those_of_the_initial_namespaces() -> Outcome {
    let observed = sender(&["in-namespaces", NODE, "/tmp/executable-for-all"])?;
    let inside = String::from_utf8_lossy(&observed.output.stdout);
    let outside = inside.strip_prefix("0\n1\n").unwrap_or_default().trim();
    ensure!(
        outside.parse::<u32>().is_ok_and(|process| process > 1),
        "user and process are {inside:?} inside"
    );
    let rows = sent(&observed);
    ensure!(
        rows.len() == 1
            && rows[0]["subject"]["uid"] == 1000
            && rows[0]["process"].as_u64() == outside.parse().ok(),
        "not one subject of user 1000, process {outside}:\n{}",
        observed.text()
    );
    Ok(())
}

fn units_sessions_and_containers_by_cgroup() -> Outcome {
    let id = "0123456789abcdef".repeat(4);
    let pod = "kubepods-besteffort-pod0b1e2d3c_4f5a_6b7c_8d9e_0f1a2b3c4d5e.slice";
    let scope = format!("cri-containerd-{id}.scope");
    let null = Value::Null;
    for (cgroup, [unit, session, user, container, runtime]) in [
        (
            "/user.slice/user-1000.slice/session-7.scope".to_owned(),
            [
                "session-7.scope".into(),
                "7".into(),
                1000.into(),
                null.clone(),
                null.clone(),
            ],
        ),
        (
            "/system.slice/smartd.service/worker".to_owned(),
            [
                "smartd.service".into(),
                null.clone(),
                null.clone(),
                null.clone(),
                null.clone(),
            ],
        ),
        (
            format!("/kubepods.slice/kubepods-besteffort.slice/{pod}/{scope}"),
            [
                scope.as_str().into(),
                null.clone(),
                null.clone(),
                id.as_str().into(),
                "containerd".into(),
            ],
        ),
        (
            format!("/kubepods.slice/kubepods-besteffort.slice/{pod}/crio-{id}.scope"),
            [
                format!("crio-{id}.scope").into(),
                null.clone(),
                null.clone(),
                id.as_str().into(),
                "cri-o".into(),
            ],
        ),
    ] {
        let folder = format!("/sys/fs/cgroup{cgroup}");
        let observed = ioctls(&[this().as_str(), "client", "moves", NODE, &folder])?;
        observed.lossless()?;
        let row = sent(&observed)
            .into_iter()
            .find(|row| row["subject"]["cgroup"] == cgroup.as_str())
            .ok_or_else(|| format!("no subject in {cgroup}:\n{}", observed.text()))?;
        let subject = &row["subject"];
        ensure!(
            row["calls"] == 1
                && subject["unit"] == unit
                && subject["session"] == session
                && subject["user"] == user
                && subject["container"] == container
                && subject["runtime"] == runtime,
            "{row}"
        );
    }
    Ok(())
}

/// In a mount namespace without version 2, as on machines that boot so.
fn a_container_in_a_cgroup_of_version_1() -> Outcome {
    const MOUNTS: &str = "set -e
        umount /sys/fs/cgroup
        mount -t tmpfs none /sys/fs/cgroup
        mkdir /sys/fs/cgroup/devices
        mount -t cgroup -o devices none /sys/fs/cgroup/devices
        exec \"$@\"";
    let report = "/tmp/version-1.jsonl";
    let cgroup = format!("/docker/{}", "5e".repeat(32));
    let folder = format!("/sys/fs/cgroup/devices{cgroup}");
    let output = std::process::Command::new("unshare")
        .args(["--mount", "sh", "-c", MOUNTS, "version-1"])
        .arg(passgate().get_program())
        .args(["stat", "--entries", "ioctl", "--json", "--output", report])
        .args(["--", &this(), "client", "moves", NODE, &folder])
        .output()
        .map_err(|e| e.to_string())?;
    ensure!(output.status.success(), "{output:?}");
    let text = std::fs::read_to_string(report).map_err(|e| e.to_string())?;
    let row = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .find(|row| row["subject"]["cgroup"] == cgroup.as_str())
        .ok_or_else(|| format!("no subject in {cgroup}:\n{text}"))?;
    ensure!(
        row["calls"] == 1
            && row["subject"]["runtime"] == "docker"
            && row["subject"]["container"] == "5e".repeat(32),
        "{row}"
    );
    Ok(())
}

/// It opens what it takes for firmware, and is a device. Finding that, it looks elsewhere.
fn a_kernel_thread() -> Outcome {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let path = folder.path().join(FIRMWARE);
    std::os::unix::fs::symlink(NODE, &path).map_err(|e| e.to_string())?;
    let place = folder.path().display().to_string();
    let _place = Setting::change(FIRMWARE_PATH, &place).map_err(|e| e.to_string())?;
    let observed = stat_with(
        &["--all"],
        &[this().as_str(), "client", "subject", "has-firmware-loaded"],
    )?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let rows: Vec<&Value> = observed
        .rows()
        .filter(|row| row["subject"]["kernel"] == true)
        .collect();
    let comm = rows.first().and_then(|row| row["subject"]["comm"].as_str());
    ensure!(
        rows.len() == 1
            && rows[0]["calls"] == 1
            && rows[0]["entry"] == "open"
            && rows[0]["sub"] == "r"
            && rows[0]["device"]["name"] == "nvme0n1"
            && rows[0]["subject"]["exe"].is_null()
            && comm.is_some_and(|comm| comm.starts_with("kworker/")),
        "not one row of a kernel thread that opened the device once:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
