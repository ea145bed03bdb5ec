//! What was there before passgate: descriptors and mappings that processes have already.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

use rustix::fs::{CWD, FileType, Mode, mknodat};
use serde_json::Value;

use crate::{
    Outcome, Test,
    bypasses::{Fallible, NODE, PROCFS, Tried as _, bar0, sound},
    client::vfio::WINDOW,
    ensure,
    need::Need,
    observe::{Observed, stat_with, this},
    pci::{Bound, EDU},
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
    ]
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
    sysfs: u32,
    procfs: Option<u32>,
}

/// How much the registers' holders map.
const PAGE: &str = "4096";

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
    // Where there is no procfs of PCI, and no VFIO, the tests that need them are skipped.
    let mut procfs = match std::fs::exists(PROCFS) {
        Ok(true) => Some(Holder::start(&[
            "registers",
            "holds",
            PROCFS,
            &address.to_string(),
            PAGE,
        ])?),
        _ => None,
    };
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
        sysfs.process(),
        procfs.as_ref().map(Holder::process),
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
        let clients = [
            Some(&mut descriptor),
            Some(&mut fixed),
            mapping.as_mut(),
            Some(&mut sysfs),
            procfs.as_mut(),
        ];
        let finished: Fallible<()> = clients.into_iter().flatten().try_for_each(Holder::finish);
        std::fs::write(ended, "ended\n").tried("the pipe")?;
        finished
    });
    let script = format!("echo > {attached}; read -r ended < {ended}");
    let observed = stat_with(&["--all", "--duration", "60"], &["sh", "-c", &script])?;
    relay.join().map_err(|_| "the relay panicked")??;
    drop(edu);
    let (descriptor, fixed, mapping, sysfs, procfs) = processes;
    Ok(Before {
        observed,
        descriptor,
        fixed,
        mapping,
        sysfs,
        procfs,
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
            && mapping["length"].to_string() == PAGE
            && mapping["offset"] == address
            && mapping["mode"] == "rw"
            && mapping["device"]["family"] == "pci"
            && mapping["device"]["bus"] == format!("pci {EDU}"),
        "another mapping: {mapping}"
    );
    let descriptor = holding(observed, process, "descriptor", EDU)?;
    ensure!(descriptor["mode"] == "rw", "another mode: {descriptor}");
    let held = observed
        .lines
        .iter()
        .filter(|line| line["kind"] == "holding" && line["process"] == process);
    ensure!(
        held.count() == 2 && !observed.rows().any(|row| row["process"] == process),
        "more than that:\n{}",
        observed.text()
    );
    sound(observed)
}
