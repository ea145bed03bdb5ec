//! Real clients, each seen with its device, sub-command, class and exact count.

use serde_json::{Value, json};

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{Observed, ioctls, scsi},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("clients::nvme_id_ctrl", &[Need::Nvme], nvme_id_ctrl),
        Test::new("clients::nvme_smart_log", &[Need::Nvme], nvme_smart_log),
        Test::new(
            "clients::nvme_vendor_command",
            &[Need::Nvme],
            nvme_vendor_command,
        ),
        Test::new("clients::sg_inq", &[Need::Sg], sg_inq),
        Test::new(
            "clients::sg_raw_vendor_command",
            &[Need::Sg],
            sg_raw_vendor_command,
        ),
        Test::new(
            "clients::sg_raw_through_a_disk_and_bsg",
            &[Need::Sg, Need::Bsg],
            sg_raw_through_a_disk_and_bsg,
        ),
    ]
}

/// Checks the fields of a row that a test knows.
fn expect(observed: &Observed, row: &Value, fields: &[(&str, Value)]) -> Outcome {
    for (path, expected) in fields {
        let found = row.pointer(path).unwrap_or(&Value::Null);
        ensure!(
            found == expected,
            "{path} is {found}, not {expected}, in\n{}",
            observed.text()
        );
    }
    Ok(())
}

fn nvme_id_ctrl() -> Outcome {
    let observed = ioctls(&["nvme", "id-ctrl", "/dev/nvme0"])?;
    ensure!(
        observed.output.status.success(),
        "nvme failed: {}",
        observed.text()
    );
    let row = observed.row("nvme0", "NVME_IOCTL_ADMIN_CMD", Some("admin.identify"))?;
    expect(
        &observed,
        row,
        &[
            ("/schema", json!(1)),
            ("/kind", json!("count")),
            ("/subject/exe", json!("/usr/sbin/nvme")),
            ("/subject/comm", json!("nvme")),
            ("/subject/uid", json!(0)),
            ("/device/family", json!("nvme")),
            ("/device/node", json!("/dev/nvme0")),
            ("/device/driver", json!("nvme")),
            ("/entry", json!("ioctl")),
            ("/number", json!("0xc0484e41")),
            ("/sub_code", json!(6)),
            ("/class", json!("standard")),
            ("/calls", json!(1)),
            ("/denied", json!(0)),
            ("/audited", json!(0)),
            ("/bytes", json!(4096)),
            ("/argument", json!("decoded")),
        ],
    )?;
    ensure!(row["process"].as_u64() > Some(1), "no process in {row}");
    let bus = row["device"]["bus"].as_str().unwrap_or_default();
    ensure!(bus.starts_with("pci 0000:"), "the bus is {bus:?}");
    let node = std::fs::metadata("/dev/nvme0").map_err(|e| e.to_string())?;
    let number = std::os::unix::fs::MetadataExt::rdev(&node);
    let number = format!(
        "c {}:{}",
        rustix::fs::major(number),
        rustix::fs::minor(number)
    );
    expect(&observed, row, &[("/device/dev", json!(number))])?;
    Ok(observed.lossless()?)
}

fn nvme_smart_log() -> Outcome {
    let observed = ioctls(&["nvme", "smart-log", "/dev/nvme0"])?;
    ensure!(
        observed.output.status.success(),
        "nvme failed: {}",
        observed.text()
    );
    let row = observed.row("nvme0", "NVME_IOCTL_ADMIN_CMD", Some("admin.get-log-page"))?;
    expect(
        &observed,
        row,
        &[
            ("/sub_code", json!(2)),
            ("/class", json!("standard")),
            ("/calls", json!(1)),
            ("/bytes", json!(512)),
            ("/fields/nsid", json!(u32::MAX)),
        ],
    )?;
    Ok(observed.lossless()?)
}

fn nvme_vendor_command() -> Outcome {
    let observed = ioctls(&["nvme", "admin-passthru", "/dev/nvme0", "--opcode=0xc1"])?;
    ensure!(
        !observed.output.status.success(),
        "the device took a vendor command: {}",
        observed.text()
    );
    let row = observed
        .rows()
        .find(|row| row["command"] == "NVME_IOCTL_ADMIN_CMD" && row["sub_code"] == 0xc1)
        .ok_or_else(|| format!("no vendor command in\n{}", observed.text()))?;
    expect(
        &observed,
        row,
        &[
            ("/device/name", json!("nvme0")),
            ("/sub", json!("admin.vendor")),
            ("/class", json!("opaque")),
            ("/calls", json!(1)),
        ],
    )?;
    Ok(observed.lossless()?)
}

fn sg_inq() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = ioctls(&["sg_inq", "--only", &format!("/dev/{sg}")])?;
    ensure!(
        observed.output.status.success(),
        "sg_inq failed: {}",
        observed.text()
    );
    let row = observed.row(&sg, "SG_IO", Some("scsi.inquiry"))?;
    expect(
        &observed,
        row,
        &[
            ("/subject/exe", json!("/usr/bin/sg_inq")),
            ("/device/family", json!("scsi")),
            ("/device/driver", json!("sd")),
            ("/sub_code", json!(0x12)),
            ("/class", json!("standard")),
            ("/argument", json!("decoded")),
        ],
    )?;
    let calls = row["calls"].as_u64().unwrap_or_default();
    let strace = calls_by_strace(&["sg_inq", "--only", &format!("/dev/{sg}")])?;
    ensure!(
        calls == strace,
        "{calls} calls counted, strace saw {strace}"
    );
    Ok(observed.lossless()?)
}

/// How often a command calls SG_IO, by another tool's account.
fn calls_by_strace(command: &[&str]) -> Result<u64, String> {
    let output = std::process::Command::new("strace")
        .args(["-f", "-e", "trace=ioctl"])
        .args(command)
        .output()
        .map_err(|e| format!("cannot run strace: {e}"))?;
    let log = String::from_utf8_lossy(&output.stderr);
    Ok(log.lines().filter(|line| line.contains("SG_IO,")).count() as u64)
}

fn sg_raw_vendor_command() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = ioctls(&[
        "sg_raw",
        &format!("/dev/{sg}"),
        "c1",
        "0",
        "0",
        "0",
        "0",
        "0",
    ])?;
    let row = observed
        .rows()
        .find(|row| row["command"] == "SG_IO" && row["sub_code"] == 0xc1)
        .ok_or_else(|| format!("no vendor command in\n{}", observed.text()))?;
    expect(
        &observed,
        row,
        &[
            ("/device/name", json!(sg)),
            ("/subject/exe", json!("/usr/bin/sg_raw")),
            ("/sub", json!("scsi.vendor")),
            ("/class", json!("opaque")),
            ("/calls", json!(1)),
        ],
    )?;
    Ok(observed.lossless()?)
}

/// The same TEST UNIT READY through the disk's node (version 3 of the header) and through bsg
/// (version 4).
fn sg_raw_through_a_disk_and_bsg() -> Outcome {
    let (sg, disk) = scsi()?;
    let address = std::fs::read_link(format!("/sys/class/scsi_generic/{sg}/device"))
        .map_err(|e| e.to_string())?;
    let address = address
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for (node, name) in [
        (format!("/dev/{disk}"), disk),
        (format!("/dev/bsg/{address}"), address),
    ] {
        let observed = ioctls(&["sg_raw", &node, "0", "0", "0", "0", "0", "0"])?;
        ensure!(
            observed.output.status.success(),
            "sg_raw failed: {}",
            observed.text()
        );
        let row = observed.row(&name, "SG_IO", Some("scsi.test-unit-ready"))?;
        expect(
            &observed,
            row,
            &[
                ("/device/family", json!("scsi")),
                ("/device/node", json!(node)),
                ("/sub_code", json!(0)),
                ("/class", json!("standard")),
                ("/calls", json!(1)),
            ],
        )?;
        observed.lossless()?;
    }
    Ok(())
}
