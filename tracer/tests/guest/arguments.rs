//! Arguments are read where they can be, and where they cannot the call is not disturbed.

use rustix::io::Errno;
use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{Observed, ioctls, scsi, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "arguments::a_page_that_is_not_resident_is_read",
            &[Need::Nvme],
            a_page_that_is_not_resident_is_read,
        ),
        Test::new(
            "arguments::an_unmapped_argument_is_undecodable",
            &[Need::Nvme],
            an_unmapped_argument_is_undecodable,
        ),
        Test::new(
            "arguments::a_command_at_the_end_of_a_page_is_read",
            &[Need::Sg],
            a_command_at_the_end_of_a_page_is_read,
        ),
        Test::new(
            "arguments::an_unmapped_command_is_undecodable",
            &[Need::Sg],
            an_unmapped_command_is_undecodable,
        ),
        Test::new(
            "arguments::a_wrong_guard_is_malformed",
            &[Need::Sg],
            a_wrong_guard_is_malformed,
        ),
    ]
}

fn client(name: &str, node: &str) -> Result<Observed, String> {
    ioctls(&[this().as_str(), "client", name, node])
}

/// The status that the client has when nobody observes it.
fn unobserved(name: &str, node: &str) -> Result<Option<i32>, String> {
    let status = std::process::Command::new(this())
        .args(["client", name, node])
        .status();
    status
        .map(|status| status.code())
        .map_err(|e| e.to_string())
}

fn a_page_that_is_not_resident_is_read() -> Outcome {
    let observed = client("not-resident", "/dev/nvme0")?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let row = observed.row("nvme0", "NVME_IOCTL_ADMIN_CMD", Some("admin.identify"))?;
    ensure!(row["calls"] == 1 && row["bytes"] == 4096, "wrong row {row}");
    Ok(observed.lossless()?)
}

fn an_unmapped_argument_is_undecodable() -> Outcome {
    let observed = client("unmapped", "/dev/nvme0")?;
    let row = observed.row("nvme0", "NVME_IOCTL_ADMIN_CMD", None)?;
    undecodable(&observed, row, "unreadable")?;
    ensure!(
        observed.loss("argument_unreadable")? == 1,
        "not counted as a loss:\n{}",
        observed.text()
    );
    same_error("unmapped", "/dev/nvme0", &observed, Errno::FAULT)
}

fn undecodable(observed: &Observed, row: &Value, argument: &str) -> Outcome {
    ensure!(
        row["calls"] == 1
            && row["sub"].is_null()
            && row["class"] == "unknown"
            && row["argument"] == argument,
        "wrong row {row} in\n{}",
        observed.text()
    );
    Ok(())
}

/// The call fails as it fails unobserved.
fn same_error(name: &str, node: &str, observed: &Observed, errno: Errno) -> Outcome {
    let expected = unobserved(name, node)?;
    ensure!(
        expected == Some(errno.raw_os_error()),
        "unobserved, the client ends with {expected:?}"
    );
    let status = observed.output.status.code();
    ensure!(
        status == expected,
        "observed, the client ends with {status:?}, not {expected:?}"
    );
    Ok(())
}

fn a_command_at_the_end_of_a_page_is_read() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = client("short-cdb", &format!("/dev/{sg}"))?;
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    let row = observed.row(&sg, "SG_IO", Some("scsi.test-unit-ready"))?;
    ensure!(row["calls"] == 1, "wrong row {row}");
    Ok(observed.lossless()?)
}

fn an_unmapped_command_is_undecodable() -> Outcome {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    let observed = client("unmapped-cdb", &node)?;
    undecodable(&observed, observed.row(&sg, "SG_IO", None)?, "unreadable")?;
    ensure!(
        observed.loss("argument_unreadable")? == 1,
        "not counted as a loss:\n{}",
        observed.text()
    );
    same_error("unmapped-cdb", &node, &observed, Errno::FAULT)
}

fn a_wrong_guard_is_malformed() -> Outcome {
    let (sg, _) = scsi()?;
    let node = format!("/dev/{sg}");
    let observed = client("wrong-guard", &node)?;
    undecodable(&observed, observed.row(&sg, "SG_IO", None)?, "malformed")?;
    ensure!(
        observed.loss("argument_malformed")? == 1,
        "not counted as a loss:\n{}",
        observed.text()
    );
    same_error("wrong-guard", &node, &observed, Errno::NOSYS)
}
