//! One command counts the same by every entry, and each entry is told.

use std::{process::Stdio, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    expected::Expected,
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
        Test::new(
            "entries::uring_cmd_of_bsg",
            &[Need::Sg, Need::Bsg, Need::Function("scsi_bsg_uring_cmd")],
            by_uring_to_bsg,
        ),
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
        Session::undisturbed(|| Session::run(Stdio::null(), &clients()))
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
        (
            "bsg",
            format!("{uring} sends inquiry /dev/bsg/{bsg} {CALLS}"),
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

/// Identify, sent to a controller.
const IDENTIFY: Expected<'_> = Expected(
    "nvme0",
    "uring-cmd",
    "NVME_URING_CMD_ADMIN",
    Some("admin.identify"),
    CALLS as u64,
    Some(4096 * CALLS as u64),
);

/// Fails unless this is the only row of its sub-command, whom its caller sent, and nothing was lost.
fn only(client: &str, expected: &Expected<'_>) -> Outcome {
    only_of(&counted(client)?, "caller", expected)
}

/// The same of another origin.
fn only_of(observed: &Observed, origin: &str, expected: &Expected<'_>) -> Outcome {
    let row = expected.row(observed)?;
    let count = rows(observed, expected.0, expected.3.unwrap_or_default()).len();
    ensure!(
        count == 1
            && row["origin"] == origin
            && row["class"] == "standard"
            && row["argument"] == "decoded",
        "{count} rows, or not this one from the {origin}: {row}"
    );
    Ok(observed.lossless()?)
}

fn by_ioctl() -> Outcome {
    let Expected(device, _, _, sub, calls, bytes) = IDENTIFY;
    let command = "NVME_IOCTL_ADMIN_CMD";
    only(
        "ioctl",
        &Expected(device, "ioctl", command, sub, calls, bytes),
    )
}

/// A row of a command by the way of 32-bit programs.
fn compat<'a>(
    device: &'a str,
    command: &'a str,
    sub: &'a str,
    calls: u32,
    bytes: u32,
) -> Expected<'a> {
    let bytes = u64::from(bytes) * u64::from(calls);
    Expected(
        device,
        "compat-ioctl",
        command,
        Some(sub),
        calls.into(),
        Some(bytes),
    )
}

fn by_compat_ioctl() -> Outcome {
    let command = "NVME_IOCTL_ADMIN_CMD";
    only(
        "compat-ioctl",
        &compat("nvme0", command, "admin.identify", CALLS, 4096),
    )
}

/// The header of SG_IO has pointers, which are shorter there.
fn compat_ioctl_of_another_layout() -> Outcome {
    let (sg, _) = scsi()?;
    only(
        "another-layout",
        &compat(&sg, "SG_IO", "scsi.inquiry", CALLS, 36),
    )
}

fn nvme_of_32_bits() -> Outcome {
    let command = "NVME_IOCTL_ADMIN_CMD";
    only(
        "nvme-of-32-bits",
        &compat("nvme0", command, "admin.identify", 1, 4096),
    )
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
    only(
        "sg-raw-of-32-bits",
        &compat(&bsg()?, "SG_IO", "scsi.test-unit-ready", 1, 0),
    )
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
        let sub = "control.get-descriptor";
        only_of(
            &observed,
            "caller",
            &compat(name, command, sub, CALLS, bytes),
        )?;
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
    only("uring", &IDENTIFY)
}

fn by_uring_to_a_fixed_file() -> Outcome {
    only("fixed", &IDENTIFY)
}

fn by_polled_ring() -> Outcome {
    only_of(&counted("polled")?, "ring-creator", &IDENTIFY)
}

/// Another operation of io_uring, of which commands in rings of single size have use.
fn by_mixed_ring() -> Outcome {
    only("mixed", &IDENTIFY)
}

/// The thread is one of the process that submits.
fn by_a_worker() -> Outcome {
    only("worker", &IDENTIFY)
}

/// A worker goes on with what is linked to its work, and is the first to issue it.
fn linked_behind_a_worker() -> Outcome {
    only("linked", &IDENTIFY)
}

/// A worker of such a ring tries again and again where the device has no room.
fn of_workers_that_poll() -> Outcome {
    only(
        "iopoll",
        &Expected(
            "ng0n1",
            "uring-cmd",
            "NVME_URING_CMD_IO",
            Some("io.read"),
            MANY.into(),
            Some(512 * u64::from(MANY)),
        ),
    )
}

/// What finds no room in the device's queue is issued again by a worker, and is one command still.
fn more_than_the_device_takes() -> Outcome {
    let Expected(device, entry, command, sub, ..) = IDENTIFY;
    let (calls, bytes) = (MANY.into(), 4096 * u64::from(MANY));
    only(
        "crowd",
        &Expected(device, entry, command, sub, calls, Some(bytes)),
    )
}

/// Reads from the generic character device of a namespace.
fn reads<'a>(entry: &'a str, command: &'a str, calls: u32, bytes: u32) -> Expected<'a> {
    let bytes = u64::from(bytes) * u64::from(calls);
    Expected(
        "ng0n1",
        entry,
        command,
        Some("io.read"),
        calls.into(),
        Some(bytes),
    )
}

fn read_by_ioctl_and_by_uring_cmd() -> Outcome {
    for (client, entry, command) in [
        ("read", "ioctl", "NVME_IOCTL_IO_CMD"),
        ("uring-read", "uring-cmd", "NVME_URING_CMD_IO"),
    ] {
        only(client, &reads(entry, command, CALLS, 512))?;
    }
    Ok(())
}

/// The cgroup of whom the one row of a command is about.
fn cgroup_of(observed: &Observed) -> Option<&str> {
    let rows = rows(observed, "nvme0", "admin.identify");
    rows.first()
        .and_then(|row| row["subject"]["cgroup"].as_str())
}

fn a_ring_that_another_process_submits_to() -> Outcome {
    let observed = counted("passed")?;
    only_of(&observed, "caller", &IDENTIFY)?;
    let cgroup = cgroup_of(&observed);
    ensure!(
        cgroup == Some("/passed/submitter"),
        "the subject is not who submitted, but in {cgroup:?}"
    );
    Ok(())
}

fn a_polled_ring_that_another_process_submits_to() -> Outcome {
    let observed = counted("passed-polled")?;
    only_of(&observed, "ring-creator", &IDENTIFY)?;
    let cgroup = cgroup_of(&observed);
    ensure!(
        cgroup == Some("/passed-polled"),
        "the subject is not who made the ring, but in {cgroup:?}"
    );
    Ok(())
}

/// A client written by others: it sends as many reads as it is told to.
fn fio() -> Outcome {
    only("fio", &reads("uring-cmd", "NVME_URING_CMD_IO", 100, 4096))
}

/// The driver looks at no number.
fn by_uring_to_bsg() -> Outcome {
    only(
        "bsg",
        &Expected(
            &bsg()?,
            "uring-cmd",
            "bsg_uring_cmd",
            Some("scsi.inquiry"),
            CALLS.into(),
            Some(36 * u64::from(CALLS)),
        ),
    )
}
