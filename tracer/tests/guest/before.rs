//! What was there before passgate: descriptors and mappings that processes have already.

use std::{fs, path::Path, sync::OnceLock};

use serde_json::Value;

use crate::{
    Outcome, Test,
    bypasses::{Fallible, NODE, PROCFS, Tried as _, bar0, sound},
    client::vfio::WINDOW,
    ensure,
    holder::Holder,
    need::Need,
    observe::{Observed, stat_with, this},
    pci::{Bound, EDU},
    session::fifo,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "before::a_descriptor_that_was_open",
            &[Need::Nvme],
            open_before,
        ),
        Test::new(
            "before::a_fixed_file_that_was_registered",
            &[Need::Nvme],
            registered_before,
        ),
        Test::new(
            "before::a_descriptor_in_flight",
            &[Need::Nvme],
            in_flight_before,
        ),
        Test::new(
            "before::registers_that_were_mapped",
            &[Need::Nvme, Need::Driver("vfio-pci")],
            mapped_before,
        ),
        Test::new(
            "before::registers_that_were_mapped_through_sysfs",
            &[Need::Nvme],
            mapped_through_sysfs,
        ),
        Test::new(
            "before::registers_that_were_mapped_through_procfs",
            &[Need::Nvme, Need::File(PROCFS)],
            mapped_through_procfs,
        ),
        Test::new(
            "before::registers_that_were_mapped_as_physical_memory",
            &[Need::Nvme, Need::File(MEMORY)],
            mapped_as_physical_memory,
        ),
        Test::new(
            "before::more_than_the_ring_has_room_for",
            &[Need::Nvme],
            more_than_the_ring_has_room_for,
        ),
    ]
}

/// What was there before passgate.
struct Before {
    observed: Observed,
    /// The processes that had it.
    descriptor: u32,
    fixed: u32,
    in_flight: u32,
    mapping: Option<u32>,
    sysfs: u32,
    procfs: Option<u32>,
    memory: Option<u32>,
    /// The number of the first one's descriptor.
    number: u64,
}

/// Another disk: what two processes of one program send to one disk is one row.
const OTHER_NODE: &str = "/dev/nvme1n1";
/// How much the registers' holders map.
const PAGE: &str = "4096";
/// Physical memory, registers among it.
const MEMORY: &str = "/dev/mem";

/// Observes everybody while clients go on that hold something already; the first caller does.
fn before() -> Fallible<&'static Before> {
    static BEFORE: OnceLock<Fallible<Before>> = OnceLock::new();
    BEFORE
        .get_or_init(observe_before)
        .as_ref()
        .map_err(String::clone)
}

fn observe_before() -> Fallible<Before> {
    let (address, _) = bar0()?;
    // While nobody claims the registers.
    let resource = format!("/sys/bus/pci/devices/{EDU}/resource0");
    let mut sysfs = Holder::start(&["registers", "holds", &resource, "0", PAGE])?;
    // Where there is no such file, and no VFIO, the tests that need them are skipped.
    let holder = |way: &str, file: &str| match fs::exists(file) {
        Ok(true) => {
            let words = ["registers", way, file, &address.to_string(), PAGE];
            Holder::start(&words).map(Some)
        }
        _ => Ok(None),
    };
    let mut procfs = holder("holds", PROCFS)?;
    let mut memory = holder("holds-closed", MEMORY)?;
    let edu = Bound::to_vfio(EDU);
    let mut descriptor = Holder::start(&["descriptor", "held", NODE])?;
    let mut fixed = Holder::start(&["uring", "holds", "identify", "/dev/nvme0", "3", "fixed"])?;
    let mut in_flight = Holder::start(&["descriptor", "in-flight", OTHER_NODE])?;
    let mut mapping = match edu {
        Ok(_) => Some(Holder::start(&["vfio", "holds", EDU])?),
        Err(_) => None,
    };
    let processes = (
        descriptor.process(),
        fixed.process(),
        in_flight.process(),
        mapping.as_ref().map(Holder::process),
        sysfs.process(),
        procfs.as_ref().map(Holder::process),
        memory.as_ref().map(Holder::process),
    );
    let number = descriptor_of(descriptor.process(), NODE)?;
    // The command writes to one when everything is attached, and reads the other until the clients
    // have ended.
    let (attached, ended) = ("/tmp/attached", "/tmp/ended");
    for path in [attached, ended] {
        drop(fifo(path)?);
    }
    let relay = std::thread::spawn(move || -> Fallible<()> {
        fs::read(attached).tried("the pipe")?;
        let clients = [
            Some(&mut descriptor),
            Some(&mut fixed),
            Some(&mut in_flight),
            mapping.as_mut(),
            Some(&mut sysfs),
            procfs.as_mut(),
            memory.as_mut(),
        ];
        let finished: Fallible<()> = clients.into_iter().flatten().try_for_each(Holder::finish);
        fs::write(ended, "ended\n").tried("the pipe")?;
        finished
    });
    let script = format!("echo > {attached}; read -r ended < {ended}");
    let observed = stat_with(&["--all", "--duration", "60"], &["sh", "-c", &script])?;
    relay.join().map_err(|_| "the relay panicked")??;
    drop(edu);
    let (descriptor, fixed, in_flight, mapping, sysfs, procfs, memory) = processes;
    Ok(Before {
        observed,
        descriptor,
        fixed,
        in_flight,
        mapping,
        sysfs,
        procfs,
        memory,
        number,
    })
}

/// The number of a process's descriptor of a node.
pub(crate) fn descriptor_of(process: u32, node: &str) -> Fallible<u64> {
    let folder = format!("/proc/{process}/fd");
    let mut descriptors = fs::read_dir(&folder).tried(&folder)?.flatten();
    let found = descriptors
        .find(|descriptor| fs::read_link(descriptor.path()).is_ok_and(|to| to.ends_with(node)))
        .ok_or_else(|| format!("{process} has no {node}"))?;
    let name = found.file_name();
    name.to_string_lossy().parse().tried("a descriptor")
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
        number,
        ..
    } = before()?;
    let descriptor = holding(observed, *process, "descriptor", "nvme0n1")?;
    ensure!(
        descriptor["mode"] == "r"
            && descriptor["descriptor"] == *number
            && descriptor["subject"]["exe"] == this(),
        "another descriptor: {descriptor}"
    );
    let calls = calls_of(observed, *process, "ioctl");
    ensure!(
        calls.len() == 1
            && calls[0]["command"] == "NVME_IOCTL_ID"
            && calls[0]["calls"] == 1
            && calls[0]["subject"]["exe"] == this(),
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
    ensure!(
        held(observed, *process) == 0,
        "what no iterator shows is listed:\n{}",
        observed.text()
    );
    sound(observed)
}

/// A file that only a socket's queue has is in no list, and what comes of it is counted.
fn in_flight_before() -> Outcome {
    let Before {
        observed,
        in_flight: process,
        ..
    } = before()?;
    for (entry, command) in [("receive", "receive"), ("ioctl", "NVME_IOCTL_ID")] {
        let calls = calls_of(observed, *process, entry);
        ensure!(
            calls.len() == 1 && calls[0]["command"] == command && calls[0]["calls"] == 1,
            "its {entry} was not counted:\n{}",
            observed.text()
        );
    }
    ensure!(
        held(observed, *process) == 0,
        "what no iterator shows is listed:\n{}",
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

/// Files of sysfs and procfs have operations in common; what lies behind the inode tells them apart.
fn mapped_through_sysfs() -> Outcome {
    let before = before()?;
    registers(&before.observed, before.sysfs, "resource0".into())
}

fn mapped_through_procfs() -> Outcome {
    let before = before()?;
    let process = before.procfs.ok_or("nothing could be mapped")?;
    registers(&before.observed, process, Value::Null)
}

/// A process has a page of edu's registers mapped, and the file open, and sent nothing since.
fn registers(observed: &Observed, process: u32, region: Value) -> Outcome {
    let (address, _) = bar0()?;
    let mapping = holding(observed, process, "mapping", EDU)?;
    ensure!(
        mapping["region"] == region
            && mapping["length"].as_u64() == PAGE.parse().ok()
            && mapping["offset"] == address
            && mapping["mode"] == "rw"
            && mapping["device"]["family"] == "pci"
            && mapping["device"]["bus"] == format!("pci {EDU}"),
        "another mapping: {mapping}"
    );
    let descriptor = holding(observed, process, "descriptor", EDU)?;
    ensure!(descriptor["mode"] == "rw", "another mode: {descriptor}");
    ensure!(
        held(observed, process) == 2 && !observed.rows().any(|row| row["process"] == process),
        "more than that:\n{}",
        observed.text()
    );
    sound(observed)
}

/// How much a process held.
fn held(observed: &Observed, process: u32) -> usize {
    let lines = observed.lines.iter();
    lines
        .filter(|line| line["kind"] == "holding" && line["process"] == process)
        .count()
}

/// The file was closed, the mapping stayed.
fn mapped_as_physical_memory() -> Outcome {
    let Before {
        observed, memory, ..
    } = before()?;
    let process = memory.ok_or("nothing could be mapped")?;
    let (address, _) = bar0()?;
    let mapping = holding(observed, process, "mapping", "mem")?;
    ensure!(
        mapping["length"].as_u64() == PAGE.parse().ok()
            && mapping["offset"] == address
            && mapping["mode"] == "rw"
            && mapping["subject"]["exe"] == this(),
        "another mapping: {mapping}"
    );
    ensure!(
        held(observed, process) == 1,
        "more than that:\n{}",
        observed.text()
    );
    sound(observed)
}

/// The ring has room for two subjects, or for a hundred descriptors.
fn more_than_the_ring_has_room_for() -> Outcome {
    const DISK: &str = "/dev/nvme0n1";
    let files = (0..500)
        .map(|_| fs::File::open(DISK))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| format!("cannot open the disk: {e}"))?;
    // Other tests may hold some of it as well.
    let own = fs::read_dir("/proc/self/fd").map_err(|e| e.to_string())?;
    let leads =
        |entry: &fs::DirEntry| fs::read_link(entry.path()).is_ok_and(|to| to == Path::new(DISK));
    let descriptors = own.filter_map(Result::ok).filter(leads).count();
    let observed = stat_with(
        &["--all", "--entries", "ioctl", "--room", "ring=8192"],
        &["true"],
    )?;
    drop(files);
    let process = std::process::id();
    let held = observed.lines.iter().filter(|line| {
        line["kind"] == "holding"
            && line["process"] == process
            && line["device"]["name"] == "nvme0n1"
    });
    let held = held.count();
    ensure!(
        held == descriptors,
        "{held} descriptors are listed, and there are {descriptors}"
    );
    Ok(observed.lossless()?)
}
