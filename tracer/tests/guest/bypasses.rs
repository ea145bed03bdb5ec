//! Ways around: how a command may come to a device without an open and an ioctl that somebody
//! watches. Each is seen.

use std::{
    fs::File,
    io::IoSlice,
    mem::MaybeUninit,
    os::{
        fd::{AsFd as _, AsRawFd as _},
        unix::{
            fs::{FileExt as _, MetadataExt as _},
            net::{UnixListener, UnixStream},
        },
    },
    process::Command,
    sync::OnceLock,
};

use rustix::{
    fs::{CWD, FileType, Mode, mknodat},
    net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg},
};
use serde_json::{Value, json};

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{Observed, this},
    pci::{Bound, EDU},
    session::Session,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "bypasses::a_descriptor_received_over_a_socket",
            &[Need::Nvme],
            received_over_a_socket,
        ),
        Test::new(
            "bypasses::a_descriptor_taken_from_another_process",
            &[Need::Nvme],
            taken_from_another_process,
        ),
        Test::new(
            "bypasses::an_inherited_descriptor",
            &[Need::Nvme],
            inherited,
        ),
        Test::new("bypasses::a_node_in_an_odd_place", &[Need::Nvme], odd_node),
        Test::new(
            "bypasses::a_mapped_device_over_the_disk",
            &[Need::Nvme, Need::Driver("dm-mod")],
            mapped_device,
        ),
        Test::new(
            "bypasses::physical_memory",
            &[Need::File("/dev/mem")],
            physical_memory,
        ),
        Test::new("bypasses::ports", &[Need::File("/dev/port")], ports),
        Test::new(
            "bypasses::processor_registers",
            &[Need::Driver("msr")],
            processor_registers,
        ),
        Test::new(
            "bypasses::configuration_space_in_sysfs",
            &[],
            configuration_in_sysfs,
        ),
        Test::new("bypasses::a_resource_in_sysfs", &[], resource_in_sysfs),
        Test::new(
            "bypasses::configuration_space_in_procfs",
            &[Need::File(PROCFS)],
            configuration_in_procfs,
        ),
        Test::new(
            "bypasses::a_resource_in_procfs",
            &[Need::File(PROCFS)],
            resource_in_procfs,
        ),
        Test::new("bypasses::uio", &[Need::Driver("uio_pci_generic")], uio),
    ]
}

pub(crate) const NODE: &str = "/dev/nvme0n1";
/// The file of edu in procfs.
pub(crate) const PROCFS: &str = "/proc/bus/pci/00/05.0";
/// Another node of the controller.
const ODD: &str = "/tmp/odd node";
/// Where a descriptor is handed out.
const SOCKET: &str = "/tmp/descriptors";

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
    let sender = Sender::start(file.try_clone().tried(NODE)?)?;
    let number = std::fs::metadata("/dev/nvme0").tried("/dev/nvme0")?.rdev();
    let _ = std::fs::remove_file(ODD);
    mknodat(CWD, ODD, FileType::CharacterDevice, Mode::RWXU, number).tried("mknod")?;
    let mapped = Mapped::over(NODE);
    let uio = Bound::to("uio_pci_generic", "uio_pci_generic", EDU);
    let (address, length) = bar0()?;
    let this = format!("{} client", this());
    let config = format!("/sys/bus/pci/devices/{EDU}/config");
    let resource = format!("/sys/bus/pci/devices/{EDU}/resource0");
    let mut command = [0; 2];
    File::open(&config)
        .and_then(|file| file.read_exact_at(&mut command, 4))
        .tried(&config)?;
    let command = u16::from_le_bytes(command);
    let clients = [
        ("inherited", format!("{this} inherited")),
        ("received", format!("{this} descriptor received {SOCKET}")),
        (
            "taken",
            format!("{this} descriptor taken {process} {descriptor}"),
        ),
        ("odd", format!("{this} nvme identify '{ODD}' 2")),
        ("mapped", format!("{this} descriptor opened /dev/dm-0")),
        // The BIOS: what lies below 1 MiB may be read everywhere.
        (
            "memory-read",
            format!("{this} registers read /dev/mem 1048560 16"),
        ),
        (
            "memory-mapped",
            format!("{this} registers maps /dev/mem {address} 4096"),
        ),
        // The port of the POST codes does nothing.
        ("port", format!("{this} registers read /dev/port 128 1")),
        ("msr", format!("{this} registers read /dev/cpu/0/msr 16 8")),
        (
            "config-read",
            format!("{this} registers read {config} 16 4"),
        ),
        // The command register, written back as it is.
        (
            "config-written",
            format!("{this} registers write {config} 4 {command}"),
        ),
        (
            "resource",
            format!("{this} registers maps {resource} 0 {length}"),
        ),
        (
            "procfs-read",
            format!("{this} registers read {PROCFS} 16 4"),
        ),
        (
            "procfs-written",
            format!("{this} registers write {PROCFS} 4 {command}"),
        ),
        (
            "procfs-mapped",
            format!("{this} registers maps {PROCFS} {address} {length}"),
        ),
        // This driver cannot turn interrupts off, and says so.
        (
            "uio",
            format!("[ -e /dev/uio0 ] && {this} registers write /dev/uio0 0 0 || true"),
        ),
    ];
    let session = Session::run(file, &clients);
    drop((mapped, uio));
    sender.finish()?;
    session
}

/// A command came in by a descriptor that was received and not opened.
fn by_received(observed: &Observed) -> Outcome {
    let receive = row(observed, "nvme0n1", "receive", "receive", 1)?;
    ensure!(receive["sub"] == "r", "another mode: {receive}");
    row(observed, "nvme0n1", "ioctl", "NVME_IOCTL_ID", 1)?;
    ensure!(
        observed.rows().count() == 2,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(observed)
}

/// SCM_RIGHTS, from a process that nobody observes.
fn received_over_a_socket() -> Outcome {
    by_received(&counted("received")?)
}

/// Sends a descriptor to whoever asks.
struct Sender(std::thread::JoinHandle<std::io::Result<()>>);

impl Sender {
    fn start(file: File) -> Fallible<Self> {
        let _ = std::fs::remove_file(SOCKET);
        let listener = UnixListener::bind(SOCKET).tried("a socket")?;
        Ok(Self(std::thread::spawn(move || {
            let (socket, _) = listener.accept()?;
            pass(&socket, &file)
        })))
    }

    /// Ends it, even where nobody has asked.
    fn finish(self) -> Fallible<()> {
        let _ = UnixStream::connect(SOCKET);
        self.0
            .join()
            .map_err(|_| "the sender panicked")?
            .tried("the sender")
    }
}

fn pass(socket: &UnixStream, file: &File) -> std::io::Result<()> {
    let descriptors = [file.as_fd()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = SendAncillaryBuffer::new(&mut space);
    message.push(SendAncillaryMessage::ScmRights(&descriptors));
    sendmsg(
        socket,
        &[IoSlice::new(&[0])],
        &mut message,
        SendFlags::empty(),
    )?;
    Ok(())
}

/// pidfd_getfd, from a process that nobody observes.
fn taken_from_another_process() -> Outcome {
    by_received(&counted("taken")?)
}

/// From before the command, past passgate itself.
fn inherited() -> Outcome {
    let observed = counted("inherited")?;
    row(&observed, "nvme0n1", "ioctl", "NVME_IOCTL_ID", 1)?;
    ensure!(
        observed.rows().count() == 1,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(&observed)
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

/// Where a BAR of edu lies, and how long it is.
pub(crate) fn bar0() -> Fallible<(u64, u64)> {
    let path = format!("/sys/bus/pci/devices/{EDU}/resource");
    let text = std::fs::read_to_string(&path).tried(&path)?;
    let mut words = text
        .split_whitespace()
        .map(|word| u64::from_str_radix(word.trim_start_matches("0x"), 16).tried("an address"));
    let mut word = || words.next().ok_or("no address")?;
    let (start, end) = (word()?, word()?);
    Ok((start, end - start + 1))
}

fn physical_memory() -> Outcome {
    let observed = counted("memory-read")?;
    let read = row(&observed, "mem", "read", "read", 1)?;
    ensure!(
        read["bytes"] == 16 && read["class"] == "opaque",
        "another read: {read}"
    );
    sound(&observed)?;
    let observed = counted("memory-mapped")?;
    let map = row(&observed, "mem", "mmap", "mmap", 1)?;
    ensure!(
        map["bytes"] == 4096 && map["sub"] == "rw" && map["class"] == "opaque",
        "another mapping: {map}"
    );
    sound(&observed)
}

fn ports() -> Outcome {
    let observed = counted("port")?;
    let read = row(&observed, "port", "read", "read", 1)?;
    ensure!(
        read["bytes"] == 1 && read["class"] == "opaque",
        "another read: {read}"
    );
    sound(&observed)
}

fn processor_registers() -> Outcome {
    let observed = counted("msr")?;
    let read = row(&observed, "msr0", "read", "ia32-time-stamp-counter", 1)?;
    ensure!(
        read["bytes"] == 8 && read["device"]["family"] == "msr",
        "another read: {read}"
    );
    sound(&observed)
}

fn configuration_in_sysfs() -> Outcome {
    configuration(&counted("config-read")?, &counted("config-written")?)
}

fn configuration_in_procfs() -> Outcome {
    configuration(&counted("procfs-read")?, &counted("procfs-written")?)
}

/// The file was opened twice, once to read a register and once to write another.
fn configuration(by_reader: &Observed, by_writer: &Observed) -> Outcome {
    let read = row(by_reader, EDU, "read", "config", 1)?;
    ensure!(
        read["sub"] == "bar0"
            && read["bytes"] == 4
            && read["device"]["family"] == "pci"
            && read["device"]["bus"] == format!("pci {EDU}"),
        "another read: {read}"
    );
    let write = row(by_writer, EDU, "write", "config", 1)?;
    ensure!(
        write["sub"] == "command" && write["bytes"] == 2,
        "another write: {write}"
    );
    for (observed, mode) in [(by_reader, "r"), (by_writer, "w")] {
        let open = row(observed, EDU, "open", "open", 1)?;
        ensure!(
            open["sub"] == mode && observed.rows().count() == 2,
            "another open, or more than that:\n{}",
            observed.text()
        );
        sound(observed)?;
    }
    Ok(())
}

fn resource_in_sysfs() -> Outcome {
    let observed = counted("resource")?;
    resource(&observed, "resource0")?;
    ensure!(
        observed.rows().count() == 2,
        "more than an open and a mapping was counted:\n{}",
        observed.text()
    );
    sound(&observed)
}

fn resource_in_procfs() -> Outcome {
    let observed = counted("procfs-mapped")?;
    row(&observed, EDU, "ioctl", "PCIIOC_MMAP_IS_MEM", 1)?;
    resource(&observed, "resource")?;
    sound(&observed)
}

/// The whole of a resource was mapped.
fn resource(observed: &Observed, name: &str) -> Outcome {
    let (_, length) = bar0()?;
    let map = row(observed, EDU, "mmap", name, 1)?;
    ensure!(
        map["sub"] == "rw"
            && map["bytes"] == length
            && map["class"] == "opaque"
            && map["device"]["family"] == "pci",
        "another mapping: {map}"
    );
    let open = row(observed, EDU, "open", "open", 1)?;
    ensure!(open["sub"] == "rw", "another open: {open}");
    Ok(())
}

fn uio() -> Outcome {
    let observed = counted("uio")?;
    let write = row(&observed, "uio0", "write", "interrupts", 1)?;
    ensure!(
        write["device"]["bus"] == format!("pci {EDU}") && write["bytes"] == 4,
        "another write: {write}"
    );
    row(&observed, "uio0", "open", "open", 1)?;
    sound(&observed)
}
