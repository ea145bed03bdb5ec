//! Ways around: how a command may come to a device without an open and an ioctl that somebody
//! watches. Each is seen.

mod descriptors;
mod registers;

use std::{
    fs::File,
    os::{fd::AsRawFd as _, unix::fs::MetadataExt as _},
    process::Command,
    sync::OnceLock,
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::{Value, json};

use self::descriptors::Other;
pub(crate) use self::{descriptors::pass, registers::bar0};
use crate::{
    Outcome, Test,
    client::descriptors::FIXED_FD_INSTALL,
    ensure,
    machine::run,
    need::Need,
    observe::{Observed, this},
    pci::{Bound, EDU, SECOND_NVME},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "bypasses::a_descriptor_received_over_a_socket",
            &[Need::Nvme],
            descriptors::received_over_a_socket,
        ),
        Test::new(
            "bypasses::a_descriptor_taken_from_another_process",
            &[Need::Nvme],
            descriptors::taken_from_another_process,
        ),
        Test::new(
            "bypasses::a_descriptor_that_seccomp_adds",
            &[Need::Nvme, Need::File("/proc/sys/kernel/seccomp")],
            descriptors::added_by_seccomp,
        ),
        Test::new(
            "bypasses::a_descriptor_installed_from_fixed_files",
            &[Need::Nvme, Need::Uring(FIXED_FD_INSTALL)],
            descriptors::installed_from_fixed_files,
        ),
        Test::new(
            "bypasses::an_inherited_descriptor",
            &[Need::Nvme],
            descriptors::inherited,
        ),
        Test::new(
            "bypasses::a_descriptor_that_is_but_a_place",
            &[Need::Nvme],
            descriptors::but_a_place,
        ),
        Test::new("bypasses::a_node_in_an_odd_place", &[Need::Nvme], odd_node),
        Test::new(
            "bypasses::a_mapped_device_over_the_disk",
            &[Need::Nvme, Need::Driver("dm-mod")],
            mapped_device,
        ),
        Test::new("bypasses::a_partition", &[Need::Nvme], partition),
        Test::new(
            "bypasses::physical_memory",
            &[Need::File("/dev/mem")],
            registers::physical_memory,
        ),
        Test::new(
            "bypasses::memory_that_is_remapped",
            &[Need::File("/dev/mem")],
            registers::memory_that_is_remapped,
        ),
        Test::new(
            "bypasses::ports",
            &[Need::File("/dev/port")],
            registers::ports,
        ),
        Test::new(
            "bypasses::processor_registers",
            &[Need::Driver("msr")],
            registers::of_a_processor,
        ),
        Test::new(
            "bypasses::configuration_space_in_sysfs",
            &[],
            registers::configuration_in_sysfs,
        ),
        Test::new(
            "bypasses::configuration_space_by_an_io_uring",
            &[],
            registers::configuration_by_a_ring,
        ),
        Test::new(
            "bypasses::configuration_space_by_a_polled_io_uring",
            &[],
            registers::configuration_by_a_polled_ring,
        ),
        Test::new(
            "bypasses::a_resource_in_sysfs",
            &[],
            registers::resource_in_sysfs,
        ),
        Test::new(
            "bypasses::ports_of_a_resource_in_sysfs",
            &[],
            registers::ports_in_sysfs,
        ),
        Test::new(
            "bypasses::expansion_rom_in_sysfs",
            &[],
            registers::rom_in_sysfs,
        ),
        Test::new(
            "bypasses::configuration_space_in_procfs",
            &[Need::File(PROCFS)],
            registers::configuration_in_procfs,
        ),
        Test::new(
            "bypasses::a_resource_in_procfs",
            &[Need::File(PROCFS)],
            registers::resource_in_procfs,
        ),
        Test::new(
            "bypasses::uio",
            &[Need::Driver("uio_pci_generic")],
            registers::uio,
        ),
        Test::new(
            "bypasses::uio_registers",
            &[Need::Driver("uio_cif")],
            registers::of_uio,
        ),
    ]
}

pub(crate) const NODE: &str = "/dev/nvme0n1";
/// The file of edu in procfs.
pub(crate) const PROCFS: &str = "/proc/bus/pci/00/05.0";
/// Another node of the controller.
const ODD: &str = "/tmp/odd node";
/// A part of the disk.
pub(crate) const PARTITION: &str = "/dev/nvme0n1p1";

pub(crate) type Fallible<T> = Result<T, String>;

/// Adds what was tried to an error.
pub(crate) trait Tried<T> {
    fn tried(self, what: &str) -> Fallible<T>;
}

impl<T, E: std::fmt::Display> Tried<T> for Result<T, E> {
    fn tried(self, what: &str) -> Fallible<T> {
        self.map_err(|error| format!("{what}: {error}"))
    }
}

/// The one row for a device, an entry and a command, which must have so many calls.
fn row<'a>(
    observed: &'a Observed,
    device: &str,
    entry: &str,
    command: &str,
    calls: u64,
) -> Fallible<&'a Value> {
    let mut found = observed.rows().filter(|row| {
        row["device"]["name"] == device && row["entry"] == entry && row["command"] == command
    });
    let (Some(row), None) = (found.next(), found.next()) else {
        return Err(format!(
            "not one row {device} {entry} {command}:\n{}",
            observed.text()
        ));
    };
    if row["calls"] == calls {
        Ok(row)
    } else {
        Err(format!("not {calls} calls: {row}"))
    }
}

/// Fails unless the command succeeded and nothing was lost.
pub(crate) fn sound(observed: &Observed) -> Outcome {
    ensure!(
        observed.output.status.success(),
        "the client failed: {}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// What was counted of one of the clients that run while they are observed; the first caller runs
/// them all.
fn counted(client: &str) -> Fallible<Observed> {
    static SESSION: OnceLock<Fallible<Session>> = OnceLock::new();
    let session = SESSION.get_or_init(|| Session::undisturbed(session));
    session.as_ref().map_err(String::clone)?.of(client)
}

/// Every client. Those that this kernel has nothing for fail, and no test asks for them.
fn session() -> Fallible<Session> {
    for module in ["msr", "dm-mod"] {
        // Where there is none, the tests that need it are skipped.
        let _ = Command::new("modprobe").args(["--quiet", module]).status();
    }
    let file = File::open(NODE).tried(NODE)?;
    let descriptor = file.as_raw_fd();
    let process = std::process::id();
    let others = Other::start_all(&file)?;
    let number = std::fs::metadata("/dev/nvme0").tried("/dev/nvme0")?.rdev();
    let _ = std::fs::remove_file(ODD);
    mknodat(CWD, ODD, FileType::CharacterDevice, Mode::RWXU, number).tried("mknod")?;
    let partition = Partition::of(NODE)?;
    let mapped = Mapped::over(NODE);
    let uio = Bound::to("uio_pci_generic", "uio_pci_generic", EDU);
    // Its driver looks at no device.
    let cif = Bound::to("uio_cif", "hilscher", SECOND_NVME);
    let this = format!("{} client", this());
    let mut clients = vec![
        ("inherited", format!("{this} inherited")),
        (
            "received",
            format!("{this} descriptor received {}", Other::SENDS),
        ),
        (
            "taken",
            format!("{this} descriptor taken {process} {descriptor}"),
        ),
        (
            "added",
            format!("{this} descriptor added {}", Other::SUPERVISES),
        ),
        ("installed", format!("{this} descriptor installed")),
        ("place", format!("{this} descriptor place /dev/nvme0")),
        ("odd", format!("{this} nvme identify '{ODD}' 2")),
        ("mapped", format!("{this} descriptor opened /dev/dm-0")),
        ("partition", format!("{this} descriptor opened {PARTITION}")),
    ];
    clients.extend(registers::clients(&this)?);
    let session = Session::run(file, &clients);
    drop((partition, mapped, uio, cif));
    Other::finish_all(others)?;
    session
}

/// What a file is counts, not where its node is.
fn odd_node() -> Outcome {
    let observed = counted("odd")?;
    let row = row(&observed, "nvme0", "ioctl", "NVME_IOCTL_ADMIN_CMD", 2)?;
    ensure!(
        row["sub"] == "admin.identify" && row["device"]["node"] == "/dev/nvme0",
        "another row: {row}"
    );
    sound(&observed)
}

/// A device mapper's disk, taken down in the end.
struct Mapped;

impl Mapped {
    fn over(disk: &str) -> Fallible<Self> {
        let table = format!("0 1000 linear {disk} 0");
        // Nobody makes nodes here but the kernel.
        dmsetup(&[
            "--noudevsync",
            "--noudevrules",
            "create",
            "lin",
            "--table",
            &table,
        ])?;
        Ok(Self)
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        let _ = dmsetup(&["--noudevsync", "--noudevrules", "remove", "lin"]);
    }
}

fn dmsetup(arguments: &[&str]) -> Fallible<()> {
    let status = Command::new("dmsetup").args(arguments).status();
    let status = status.tried("dmsetup")?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("dmsetup {arguments:?}: {status}"))
    }
}

fn mapped_device() -> Outcome {
    let observed = counted("mapped")?;
    let row = row(&observed, "dm-0", "ioctl", "NVME_IOCTL_ID", 1)?;
    let device = &row["device"];
    ensure!(
        device["lower"] == json!(["nvme0n1"]) && device["alias"] == "lin",
        "another device: {device}"
    );
    sound(&observed)
}

/// A partition that no table on the disk tells of, taken away in the end.
pub(crate) struct Partition(&'static str);

impl Partition {
    pub(crate) fn of(disk: &'static str) -> Fallible<Self> {
        run(&["addpart", disk, "1", "2048", "2048"])?;
        Ok(Self(disk))
    }
}

impl Drop for Partition {
    fn drop(&mut self) {
        let _ = run(&["delpart", self.0, "1"]);
    }
}

/// The disk is meant.
fn partition() -> Outcome {
    let observed = counted("partition")?;
    for (entry, command) in [("open", "open"), ("ioctl", "NVME_IOCTL_ID")] {
        let row = row(&observed, "nvme0n1", entry, command, 1)?;
        ensure!(
            row["device"]["node"] == NODE && row["device"]["interface"] == "disk",
            "another device: {row}"
        );
    }
    ensure!(
        observed.rows().count() == 2,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(&observed)
}
