//! One command counts the same by every entry, and each entry is told.

use std::{process::Stdio, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::usb_of,
    need::Need,
    observe::{Observed, scsi, this},
    pci::{Bound, EDU},
    session::{Client, Session},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new("entries::ioctl", &[Need::Nvme], by_ioctl),
        Test::new(
            "entries::compat_ioctl",
            &[Need::Nvme, Need::Compat],
            by_compat_ioctl,
        ),
        Test::new(
            "entries::compat_ioctl_of_another_layout",
            &[Need::Sg, Need::Compat],
            compat_ioctl_of_another_layout,
        ),
        Test::new(
            "entries::nvme_of_32_bits",
            &[Need::Nvme, Need::Compat, Need::I386],
            nvme_of_32_bits,
        ),
        Test::new(
            "entries::sg_inq_of_32_bits",
            &[Need::Sg, Need::Compat, Need::I386],
            sg_inq_of_32_bits,
        ),
        Test::new(
            "entries::sg_raw_of_32_bits_through_bsg",
            &[Need::Sg, Need::Bsg, Need::Compat, Need::I386],
            sg_raw_of_32_bits,
        ),
        Test::new(
            "entries::compat_ioctl_of_usb",
            &[Need::Driver("usbhid"), Need::Compat],
            compat_ioctl_of_usb,
        ),
        Test::new(
            "entries::compat_ioctl_of_vfio",
            &[Need::Driver("vfio-pci"), Need::Compat],
            compat_ioctl_of_vfio,
        ),
        Test::new("entries::uring_cmd", &[Need::Nvme], by_uring),
        Test::new(
            "entries::uring_cmd_to_a_fixed_file",
            &[Need::Nvme],
            by_uring_to_a_fixed_file,
        ),
        Test::new(
            "entries::uring_cmd_of_a_polled_ring",
            &[Need::Nvme],
            by_polled_ring,
        ),
        Test::new(
            "entries::uring_cmd128_in_a_ring_of_both_sizes",
            &[Need::Nvme, Need::UringCmd128],
            by_mixed_ring,
        ),
        Test::new("entries::uring_cmd_of_a_worker", &[Need::Nvme], by_a_worker),
        Test::new(
            "entries::uring_cmd_linked_behind_a_worker",
            &[Need::Nvme],
            linked_behind_a_worker,
        ),
        Test::new(
            "entries::uring_cmds_of_workers_that_poll_the_device",
            &[Need::Nvme],
            of_workers_that_poll,
        ),
        Test::new(
            "entries::more_uring_cmds_than_the_device_takes",
            &[Need::Nvme],
            more_than_the_device_takes,
        ),
        Test::new(
            "entries::read_by_ioctl_and_by_uring_cmd",
            &[Need::Nvme],
            read_by_ioctl_and_by_uring_cmd,
        ),
        Test::new(
            "entries::a_ring_that_another_process_submits_to",
            &[Need::Nvme],
            a_ring_that_another_process_submits_to,
        ),
        Test::new(
            "entries::a_polled_ring_that_another_process_submits_to",
            &[Need::Nvme],
            a_polled_ring_that_another_process_submits_to,
        ),
        Test::new("entries::fio_by_uring_cmd", &[Need::Nvme], fio),
    ]
}

/// How often each entry is used.
const CALLS: u32 = 7;
/// More commands than the device's queue has room for.
const MANY: u32 = 256;

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        // Where there is no VFIO, the test that needs it is skipped.
        let _edu = Bound::to_vfio(EDU);
        Session::run(Stdio::null(), &clients())
    });
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Every client. Those that this kernel has nothing for fail, and no test asks for them.
fn clients() -> Vec<Client> {
    let this = this();
    let sg = scsi().map_or_else(|_| "/dev/sg0".to_owned(), |(sg, _)| format!("/dev/{sg}"));
    let usb = usb_of("hidraw0").unwrap_or_default();
    let bsg = bsg().unwrap_or_default();
    let i386 = std::env::var("PASSGATE_I386").unwrap_or_default();
    let of_32_bits = format!(
        "{i386}/lib/ld-linux.so.2 --library-path \
         {i386}/lib/i386-linux-gnu:{i386}/usr/lib/i386-linux-gnu {i386}"
    );
    let uring = format!("{this} client uring");
    let identify = format!("identify /dev/nvme0 {CALLS}");
    vec![
        ("ioctl", format!("{this} client nvme {identify}")),
        ("compat-ioctl", format!("{this} client compat {identify}")),
        (
            "another-layout",
            format!("{this} client compat inquiry {sg} {CALLS}"),
        ),
        (
            "nvme-of-32-bits",
            format!("{of_32_bits}/usr/sbin/nvme id-ctrl /dev/nvme0"),
        ),
        (
            "sg-inq-of-32-bits",
            format!("{of_32_bits}/usr/bin/sg_inq {sg}"),
        ),
        (
            "sg-raw-of-32-bits",
            format!("{of_32_bits}/usr/bin/sg_raw /dev/bsg/{bsg} 0 0 0 0 0 0"),
        ),
        (
            "compat-control",
            format!("{this} client compat control {usb} {CALLS}"),
        ),
        (
            "compat-urb",
            format!("{this} client compat urb {usb} {CALLS}"),
        ),
        (
            "compat-vfio",
            format!("{this} client compat vfio {EDU} {CALLS}"),
        ),
        ("uring", format!("{uring} sends {identify}")),
        ("fixed", format!("{uring} sends {identify} fixed")),
        ("polled", format!("{uring} sends {identify} sqpoll fixed")),
        ("mixed", format!("{uring} mixes {identify}")),
        ("worker", format!("{uring} sends {identify} worker")),
        ("linked", format!("{uring} links {identify}")),
        (
            "iopoll",
            format!("{uring} crowds read /dev/ng0n1 {MANY} iopoll worker"),
        ),
        (
            "crowd",
            format!("{uring} crowds identify /dev/nvme0 {MANY}"),
        ),
        (
            "read",
            format!("{this} client nvme read /dev/ng0n1 {CALLS}"),
        ),
        (
            "uring-read",
            format!("{uring} sends read /dev/ng0n1 {CALLS}"),
        ),
        ("passed", format!("{uring} passes {identify}")),
        (
            "passed-polled",
            format!("{uring} passes {identify} sqpoll fixed"),
        ),
        (
            "fio",
            "fio --name=t --filename=/dev/ng0n1 --ioengine=io_uring_cmd --cmd_type=nvme \
             --rw=randread --bs=4k --iodepth=4 --number_ios=100 --size=16M"
                .to_owned(),
        ),
    ]
}

/// Rows of one sub-command to one device.
fn rows<'a>(observed: &'a Observed, device: &str, sub: &str) -> Vec<&'a Value> {
    let rows = observed.rows();
    rows.filter(|row| row["device"]["name"] == device && row["sub"] == sub)
        .collect()
}

/// What one row must be.
struct Expected<'a> {
    device: &'a str,
    entry: &'a str,
    origin: &'a str,
    command: &'a str,
    sub: &'a str,
    calls: u32,
    bytes: u32,
}

impl Expected<'_> {
    /// Identify, sent to a controller.
    const IDENTIFY: Self = Self {
        device: "nvme0",
        entry: "uring-cmd",
        origin: "caller",
        command: "NVME_URING_CMD_ADMIN",
        sub: "admin.identify",
        calls: CALLS,
        bytes: 4096 * CALLS,
    };

    /// Fails unless this is the only row of the sub-command, and nothing was lost.
    fn only(&self, observed: &Observed) -> Outcome {
        let found = rows(observed, self.device, self.sub);
        let [row] = found.as_slice() else {
            return Err(format!(
                "{} rows of {}, not one:\n{}",
                found.len(),
                self.sub,
                observed.text()
            )
            .into());
        };
        for (field, expected) in [
            ("entry", self.entry.into()),
            ("origin", self.origin.into()),
            ("command", self.command.into()),
            ("class", "standard".into()),
            ("argument", "decoded".into()),
            ("calls", Value::from(self.calls)),
            ("bytes", Value::from(self.bytes)),
        ] {
            ensure!(
                row[field] == expected,
                "{field} is {}, not {expected}, in {row}",
                row[field]
            );
        }
        Ok(observed.lossless()?)
    }
}

fn by_ioctl() -> Outcome {
    Expected {
        entry: "ioctl",
        command: "NVME_IOCTL_ADMIN_CMD",
        ..Expected::IDENTIFY
    }
    .only(&counted("ioctl")?)
}

fn by_compat_ioctl() -> Outcome {
    Expected {
        entry: "compat-ioctl",
        command: "NVME_IOCTL_ADMIN_CMD",
        ..Expected::IDENTIFY
    }
    .only(&counted("compat-ioctl")?)
}

/// The header of SG_IO has pointers, which are shorter there.
fn compat_ioctl_of_another_layout() -> Outcome {
    let (sg, _) = scsi()?;
    Expected {
        device: &sg,
        entry: "compat-ioctl",
        command: "SG_IO",
        sub: "scsi.inquiry",
        bytes: 36 * CALLS,
        ..Expected::IDENTIFY
    }
    .only(&counted("another-layout")?)
}

fn nvme_of_32_bits() -> Outcome {
    Expected {
        entry: "compat-ioctl",
        command: "NVME_IOCTL_ADMIN_CMD",
        calls: 1,
        bytes: 4096,
        ..Expected::IDENTIFY
    }
    .only(&counted("nvme-of-32-bits")?)
}

fn sg_inq_of_32_bits() -> Outcome {
    let (sg, _) = scsi()?;
    let observed = counted("sg-inq-of-32-bits")?;
    let found = rows(&observed, &sg, "scsi.inquiry");
    ensure!(
        !found.is_empty() && found.iter().all(|row| row["entry"] == "compat-ioctl"),
        "no INQUIRY of 32 bits:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// The disk's node of the block layer's SCSI generic.
fn bsg() -> Result<String, String> {
    let (sg, _) = scsi()?;
    let device = std::fs::read_link(format!("/sys/class/scsi_generic/{sg}/device"))
        .map_err(|e| e.to_string())?;
    let name = device.file_name().ok_or("a device without a name")?;
    Ok(name.to_string_lossy().into_owned())
}

/// Version 4 of the header, which is the same for 32 bits.
fn sg_raw_of_32_bits() -> Outcome {
    Expected {
        device: &bsg()?,
        entry: "compat-ioctl",
        command: "SG_IO",
        sub: "scsi.test-unit-ready",
        calls: 1,
        bytes: 0,
        ..Expected::IDENTIFY
    }
    .only(&counted("sg-raw-of-32-bits")?)
}

/// A control transfer by itself, and as a URB; both have pointers, which are shorter there.
fn compat_ioctl_of_usb() -> Outcome {
    let node = usb_of("hidraw0")?;
    for (client, command, bytes) in [
        ("compat-control", "USBDEVFS_CONTROL32", 18),
        ("compat-urb", "USBDEVFS_SUBMITURB32", 26),
    ] {
        let observed = counted(client)?;
        let name = observed
            .rows()
            .find(|row| row["device"]["node"] == node.as_str())
            .and_then(|row| row["device"]["name"].as_str())
            .ok_or_else(|| format!("no row of {node}:\n{}", observed.text()))?;
        Expected {
            device: name,
            entry: "compat-ioctl",
            command,
            sub: "control.get-descriptor",
            bytes: bytes * CALLS,
            ..Expected::IDENTIFY
        }
        .only(&observed)?;
    }
    Ok(())
}

fn compat_ioctl_of_vfio() -> Outcome {
    let observed = counted("compat-vfio")?;
    for (device, command, calls, bytes) in [
        (EDU, "VFIO_DEVICE_GET_INFO", CALLS, Value::Null),
        ("vfio", "VFIO_IOMMU_MAP_DMA", 1, 4096.into()),
    ] {
        let row = observed.row(device, command, None)?;
        ensure!(
            row["entry"] == "compat-ioctl" && row["calls"] == calls && row["bytes"] == bytes,
            "not {calls} calls of 32 bits and {bytes} bytes: {row}"
        );
    }
    Ok(observed.lossless()?)
}

fn by_uring() -> Outcome {
    Expected::IDENTIFY.only(&counted("uring")?)
}

fn by_uring_to_a_fixed_file() -> Outcome {
    Expected::IDENTIFY.only(&counted("fixed")?)
}

fn by_polled_ring() -> Outcome {
    Expected {
        origin: "ring-creator",
        ..Expected::IDENTIFY
    }
    .only(&counted("polled")?)
}

/// Another operation of io_uring, of which commands in rings of single size have use.
fn by_mixed_ring() -> Outcome {
    Expected::IDENTIFY.only(&counted("mixed")?)
}

/// The thread is one of the process that submits.
fn by_a_worker() -> Outcome {
    Expected::IDENTIFY.only(&counted("worker")?)
}

/// A worker goes on with what is linked to its work, and is the first to issue it.
fn linked_behind_a_worker() -> Outcome {
    Expected::IDENTIFY.only(&counted("linked")?)
}

/// A worker of such a ring tries again and again where the device has no room.
fn of_workers_that_poll() -> Outcome {
    Expected {
        device: "ng0n1",
        command: "NVME_URING_CMD_IO",
        sub: "io.read",
        calls: MANY,
        bytes: 512 * MANY,
        ..Expected::IDENTIFY
    }
    .only(&counted("iopoll")?)
}

/// What finds no room in the device's queue is issued again by a worker, and is one command still.
fn more_than_the_device_takes() -> Outcome {
    Expected {
        calls: MANY,
        bytes: 4096 * MANY,
        ..Expected::IDENTIFY
    }
    .only(&counted("crowd")?)
}

/// The generic character device of a namespace.
fn read_by_ioctl_and_by_uring_cmd() -> Outcome {
    let by_ioctl = Expected {
        device: "ng0n1",
        entry: "ioctl",
        command: "NVME_IOCTL_IO_CMD",
        sub: "io.read",
        bytes: 512 * CALLS,
        ..Expected::IDENTIFY
    };
    by_ioctl.only(&counted("read")?)?;
    Expected {
        entry: "uring-cmd",
        command: "NVME_URING_CMD_IO",
        ..by_ioctl
    }
    .only(&counted("uring-read")?)
}

/// The cgroup of whom the one row of a command is about.
fn cgroup_of(observed: &Observed) -> Option<&str> {
    let rows = rows(observed, "nvme0", "admin.identify");
    rows.first()
        .and_then(|row| row["subject"]["cgroup"].as_str())
}

fn a_ring_that_another_process_submits_to() -> Outcome {
    let observed = counted("passed")?;
    Expected::IDENTIFY.only(&observed)?;
    let cgroup = cgroup_of(&observed);
    ensure!(
        cgroup == Some("/passed/submitter"),
        "the subject is not who submitted, but in {cgroup:?}"
    );
    Ok(())
}

fn a_polled_ring_that_another_process_submits_to() -> Outcome {
    let observed = counted("passed-polled")?;
    Expected {
        origin: "ring-creator",
        ..Expected::IDENTIFY
    }
    .only(&observed)?;
    let cgroup = cgroup_of(&observed);
    ensure!(
        cgroup == Some("/passed-polled"),
        "the subject is not who made the ring, but in {cgroup:?}"
    );
    Ok(())
}

/// A client written by others: it sends as many reads as it is told to.
fn fio() -> Outcome {
    Expected {
        device: "ng0n1",
        command: "NVME_URING_CMD_IO",
        sub: "io.read",
        calls: 100,
        bytes: 100 * 4096,
        ..Expected::IDENTIFY
    }
    .only(&counted("fio")?)
}
