//! What processes hold since before passgate looked.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{stat_with, this},
    pci::EDU,
    subjects::TIMES,
};

/// How much of the registers is mapped.
pub(crate) const MAPPED: usize = 4096;

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "holdings::what_was_there_before",
            &[Need::Nvme, Need::File("/dev/mem")],
            what_was_there_before,
        ),
        Test::new(
            "holdings::more_than_the_ring_has_room_for",
            &[Need::Nvme],
            more_than_the_ring_has_room_for,
        ),
    ]
}

/// A process that ends with this.
struct Holder(Child);

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Where the registers of a function begin: the first number of its first resource.
fn registers(address: &str) -> Result<u64, String> {
    let resources = fs::read_to_string(format!("/sys/bus/pci/devices/{address}/resource"))
        .map_err(|e| e.to_string())?;
    let first = resources.split_whitespace().next().unwrap_or_default();
    u64::from_str_radix(first.trim_start_matches("0x"), 16).map_err(|e| format!("{first}: {e}"))
}

fn what_was_there_before() -> Outcome {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let socket = folder.path().join("poke").display().to_string();
    let address = registers(EDU)?;
    let child = Command::new(this())
        .args(["client", "subject", "holds", "/dev/nvme0n1"])
        .args([&address.to_string(), &socket])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| e.to_string())?;
    let mut holder = Holder(child);
    let mut descriptor = String::new();
    BufReader::new(holder.0.stdout.take().ok_or("no output")?)
        .read_line(&mut descriptor)
        .map_err(|e| e.to_string())?;
    let descriptor: u64 = descriptor.trim().parse().map_err(|_| "nothing is held")?;
    let process = holder.0.id();
    // What the command does, it does after passgate has looked.
    let observed = stat_with(
        &["--all"],
        &[this().as_str(), "client", "subject", "pokes", &socket],
    )?;
    let held: Vec<&Value> = observed
        .lines
        .iter()
        .filter(|line| line["kind"] == "holding" && line["process"] == process)
        .collect();
    let is_ours = |line: &Value| line["subject"]["exe"] == this();
    ensure!(
        held.iter().any(|line| is_ours(line)
            && line["what"] == "descriptor"
            && line["device"]["name"] == "nvme0n1"
            && line["descriptor"] == descriptor
            && line["mode"] == "r"),
        "the descriptor {descriptor} of {process} is missing:\n{}",
        observed.text()
    );
    ensure!(
        held.iter().any(|line| is_ours(line)
            && line["what"] == "mapping"
            && line["device"]["name"] == "mem"
            && line["length"] == MAPPED
            && line["offset"] == address
            && line["mode"] == "rw"),
        "the mapping at {address:#x} of {process} is missing:\n{}",
        observed.text()
    );
    ensure!(
        held.len() == 2,
        "more than two holdings:\n{}",
        observed.text()
    );
    let row = observed.row("nvme0n1", "NVME_IOCTL_ID", None)?;
    ensure!(
        row["calls"] == TIMES && row["process"] == process && is_ours(row),
        "not {TIMES} calls of {process}: {row}"
    );
    Ok(observed.lossless()?)
}

/// The ring has room for two subjects, or for a hundred descriptors.
fn more_than_the_ring_has_room_for() -> Outcome {
    const DESCRIPTORS: usize = 500;
    let files = (0..DESCRIPTORS)
        .map(|_| fs::File::open("/dev/nvme0n1"))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|e| format!("cannot open the disk: {e}"))?;
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
        held == DESCRIPTORS,
        "{held} of {DESCRIPTORS} descriptors are listed"
    );
    Ok(observed.lossless()?)
}
