//! Disks that userspace serves: every command comes by io_uring, and what a device has no answer for at
//! once, a worker sends again.

use std::{fs, process::Command};

use crate::{
    Outcome, Test, ensure,
    expected::{Expected, only},
    need::Need,
    observe::{stat, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "ublk::a_disk_that_userspace_serves",
        &[Need::Driver("ublk_drv")],
        a_disk_that_userspace_serves,
    )]
}

fn a_disk_that_userspace_serves() -> Outcome {
    let status = Command::new("modprobe").arg("ublk_drv").status();
    ensure!(
        status.as_ref().is_ok_and(std::process::ExitStatus::success),
        "modprobe ublk_drv: {status:?}"
    );
    let served = "/tmp/ublk-served";
    let observed = stat(&[this().as_str(), "client", "ublk", "serves", served])?;
    ensure!(
        observed.output.status.success(),
        "the server failed:\n{}",
        observed.text()
    );
    let served = fs::read_to_string(served).map_err(|e| e.to_string())?;
    let served: u64 = served.parse().map_err(|e| format!("{served}: {e}"))?;
    ensure!(served > 0, "nobody read the disk, this shows nothing");
    let by_uring =
        |device, command, calls| Expected(device, "uring-cmd", command, None, calls, None);
    let controls = [
        "UBLK_U_CMD_ADD_DEV",
        "UBLK_U_CMD_GET_DEV_INFO",
        "UBLK_U_CMD_SET_PARAMS",
        "UBLK_U_CMD_START_DEV",
        "UBLK_U_CMD_STOP_DEV",
        "UBLK_U_CMD_DEL_DEV",
    ];
    for command in controls {
        by_uring("ublk-control", command, 1).check(&observed)?;
    }
    // The server's, and its user's.
    Expected("ublk-control", "open", "open", Some("rw"), 2, None).check(&observed)?;
    only(
        &observed,
        "ublkc0",
        &[
            Expected("ublkc0", "open", "open", Some("rw"), 1, None),
            Expected("ublkc0", "mmap", "mmap", Some("r"), 1, Some(4096)),
            by_uring("ublkc0", "UBLK_U_IO_FETCH_REQ", 1),
            by_uring("ublkc0", "UBLK_U_IO_COMMIT_AND_FETCH_REQ", served),
        ],
    )?;
    only(
        &observed,
        "ublkb0",
        &[
            Expected("ublkb0", "open", "open", Some("r"), 1, None),
            Expected("ublkb0", "ioctl", "BLKGETSIZE64", None, 1, None),
        ],
    )
}
