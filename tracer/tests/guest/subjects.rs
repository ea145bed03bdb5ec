//! Who sent a command is right at every call.

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{Observed, stat, this},
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
    ]
}

const NODE: &str = "/dev/nvme0n1";

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
    let observed = stat(&[this().as_str(), "client", "changes-uid", NODE])?;
    let uids = subjects(&observed, "uid")?;
    ensure!(uids == [0, 1000], "uids {uids:?}");
    Ok(observed.lossless()?)
}

fn an_exec_is_another_subject() -> Outcome {
    let other = "/tmp/another-executable";
    let observed = stat(&[this().as_str(), "client", "executes", NODE, other])?;
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
    let observed = stat(&[this().as_str(), "client", "moves", NODE, &cgroup])?;
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
