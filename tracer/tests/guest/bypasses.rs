//! Ways around: how a command may come to a device without an open and an ioctl that somebody
//! watches. Each is seen.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, IoSlice},
    mem::MaybeUninit,
    os::{
        fd::{AsFd as _, AsRawFd as _},
        unix::{
            fs::{FileExt as _, MetadataExt as _},
            net::{UnixListener, UnixStream},
        },
    },
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use rustix::{
    fs::{CWD, FileType, Mode, mknodat},
    net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg},
};
use serde_json::{Value, json};

use crate::{
    Outcome, Test,
    client::vfio::WINDOW,
    ensure,
    need::Need,
    observe::{Observed, stat_with, this},
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
        Test::new(
            "bypasses::a_descriptor_that_was_open_before",
            &[Need::Nvme],
            open_before,
        ),
        Test::new(
            "bypasses::a_fixed_file_that_was_registered_before",
            &[Need::Nvme],
            registered_before,
        ),
        Test::new(
            "bypasses::registers_that_were_mapped_before",
            &[Need::Driver("vfio-pci")],
            mapped_before,
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
        Test::new("bypasses::uio", &[Need::Driver("uio_pci_generic")], uio),
    ]
}

const NODE: &str = "/dev/nvme0n1";
/// Another node of the controller.
const ODD: &str = "/tmp/odd node";
/// Where a descriptor is handed out.
const SOCKET: &str = "/tmp/descriptors";

type Fallible<T> = Result<T, String>;

/// Adds what was tried to an error.
trait Tried<T> {
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
fn sound(observed: &Observed) -> Outcome {
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
    let session = SESSION.get_or_init(session);
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

/// A client that holds what it has until it may go on.
struct Holder(Child);

impl Holder {
    fn start(words: &[&str]) -> Fallible<Self> {
        let mut child = Command::new(this())
            .arg("client")
            .args(words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .tried("the holder")?;
        let out = child.stdout.take().ok_or("no standard output")?;
        let mut line = String::new();
        BufReader::new(out)
            .read_line(&mut line)
            .tried("the holder")?;
        if line == "held\n" {
            Ok(Self(child))
        } else {
            Err(format!("the holder holds nothing: {:?}", child.wait()))
        }
    }

    fn process(&self) -> u32 {
        self.0.id()
    }

    /// Lets it go on, to its end.
    fn finish(&mut self) -> Fallible<()> {
        drop(self.0.stdin.take());
        let status = self.0.wait().tried("the holder")?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("the holder failed: {status}"))
        }
    }
}

/// What was there before passgate.
struct Before {
    observed: Observed,
    /// The processes that had it.
    descriptor: u32,
    fixed: u32,
    mapping: Option<u32>,
}

/// Observes everybody while clients go on that hold something already; the first caller does.
fn before() -> Fallible<&'static Before> {
    static BEFORE: OnceLock<Fallible<Before>> = OnceLock::new();
    BEFORE
        .get_or_init(observe_before)
        .as_ref()
        .map_err(String::clone)
}

fn observe_before() -> Fallible<Before> {
    // Where there is no VFIO, the test that needs it is skipped.
    let edu = Bound::to_vfio(EDU);
    let mut descriptor = Holder::start(&["descriptor", "held", NODE])?;
    let mut fixed = Holder::start(&["uring", "holds", "identify", "/dev/nvme0", "3", "fixed"])?;
    let mut mapping = match edu {
        Ok(_) => Some(Holder::start(&["vfio", "holds", EDU])?),
        Err(_) => None,
    };
    let processes = (
        descriptor.process(),
        fixed.process(),
        mapping.as_ref().map(Holder::process),
    );
    // The command writes to one when everything is attached, and reads the other until the clients
    // have ended.
    let (attached, ended) = ("/tmp/attached", "/tmp/ended");
    for fifo in [attached, ended] {
        let _ = std::fs::remove_file(fifo);
        mknodat(CWD, fifo, FileType::Fifo, Mode::RWXU, 0).tried("a pipe")?;
    }
    let relay = std::thread::spawn(move || -> Fallible<()> {
        std::fs::read(attached).tried("the pipe")?;
        let clients = [Some(&mut descriptor), Some(&mut fixed), mapping.as_mut()];
        let finished: Fallible<()> = clients.into_iter().flatten().try_for_each(Holder::finish);
        std::fs::write(ended, "ended\n").tried("the pipe")?;
        finished
    });
    let script = format!("echo > {attached}; read -r ended < {ended}");
    let observed = stat_with(&["--all", "--duration", "60"], &["sh", "-c", &script])?;
    relay.join().map_err(|_| "the relay panicked")??;
    drop(edu);
    let (descriptor, fixed, mapping) = processes;
    Ok(Before {
        observed,
        descriptor,
        fixed,
        mapping,
    })
}

/// The line for what a process held before.
fn holding<'a>(
    observed: &'a Observed,
    process: u32,
    what: &str,
    device: &str,
) -> Fallible<&'a Value> {
    observed
        .lines
        .iter()
        .find(|line| {
            line["kind"] == "holding"
                && line["what"] == what
                && line["process"] == process
                && line["device"]["name"] == device
        })
        .ok_or_else(|| format!("no {what} of {process} on {device}:\n{}", observed.text()))
}

/// Calls of a process.
fn calls_of<'a>(observed: &'a Observed, process: u32, entry: &str) -> Vec<&'a Value> {
    let rows = observed.rows();
    rows.filter(|row| row["process"] == process && row["entry"] == entry)
        .collect()
}

/// Listed at the start, and counted from its first command.
fn open_before() -> Outcome {
    let Before {
        observed,
        descriptor: process,
        ..
    } = before()?;
    let descriptor = holding(observed, *process, "descriptor", "nvme0n1")?;
    ensure!(
        descriptor["mode"] == "r"
            && descriptor["descriptor"].is_u64()
            && descriptor["subject"]["exe"] == this(),
        "another descriptor: {descriptor}"
    );
    let calls = calls_of(observed, *process, "ioctl");
    ensure!(
        calls.len() == 1 && calls[0]["command"] == "NVME_IOCTL_ID" && calls[0]["calls"] == 1,
        "its command was not counted:\n{}",
        observed.text()
    );
    sound(observed)
}

/// A file that only an io_uring has is in no list, and its commands are counted all the same.
fn registered_before() -> Outcome {
    let Before {
        observed,
        fixed: process,
        ..
    } = before()?;
    let calls = calls_of(observed, *process, "uring-cmd");
    ensure!(
        calls.len() == 1 && calls[0]["sub"] == "admin.identify" && calls[0]["calls"] == 3,
        "its commands were not counted:\n{}",
        observed.text()
    );
    sound(observed)
}

/// What goes through a mapping is not seen, but the mapping is.
fn mapped_before() -> Outcome {
    let Before {
        observed, mapping, ..
    } = before()?;
    let process = mapping.ok_or("edu could not be bound to vfio-pci")?;
    let mapping = holding(observed, process, "mapping", EDU)?;
    ensure!(
        mapping["region"] == "bar0"
            && mapping["length"] == WINDOW
            && mapping["mode"] == "r"
            && mapping["device"]["bus"] == format!("pci {EDU}"),
        "another mapping: {mapping}"
    );
    let descriptor = holding(observed, process, "descriptor", EDU)?;
    ensure!(descriptor["mode"] == "rw", "another mode: {descriptor}");
    sound(observed)
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
fn bar0() -> Fallible<(u64, u64)> {
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
    let observed = counted("config-read")?;
    let read = row(&observed, EDU, "read", "config", 1)?;
    ensure!(
        read["sub"] == "bar0"
            && read["bytes"] == 4
            && read["device"]["bus"] == format!("pci {EDU}"),
        "another read: {read}"
    );
    sound(&observed)?;
    let observed = counted("config-written")?;
    let write = row(&observed, EDU, "write", "config", 1)?;
    ensure!(
        write["sub"] == "command" && write["bytes"] == 2,
        "another write: {write}"
    );
    sound(&observed)
}

fn resource_in_sysfs() -> Outcome {
    let (_, length) = bar0()?;
    let observed = counted("resource")?;
    let map = row(&observed, EDU, "mmap", "resource0", 1)?;
    ensure!(
        map["sub"] == "rw"
            && map["bytes"] == length
            && map["class"] == "opaque"
            && map["device"]["family"] == "pci",
        "another mapping: {map}"
    );
    sound(&observed)
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
