//! Registers, ports and memory of devices through files that give them away.

use std::{fs::File, os::unix::fs::FileExt as _};

use serde_json::Value;

use super::{Fallible, PROCFS, Tried as _, counted, row, sound};
use crate::{
    Outcome, ensure,
    observe::Observed,
    pci::{EDU, SECOND_NVME, TEST_DEVICE},
    session::Client,
};

/// Those who read, write and map.
pub(super) fn clients(this: &str) -> Fallible<Vec<Client>> {
    let (address, length) = bar0()?;
    let config = format!("/sys/bus/pci/devices/{EDU}/config");
    let resource = format!("/sys/bus/pci/devices/{EDU}/resource0");
    let ports = format!("/sys/bus/pci/devices/{TEST_DEVICE}/resource1");
    let mut command = [0; 2];
    File::open(&config)
        .and_then(|file| file.read_exact_at(&mut command, 4))
        .tried(&config)?;
    let command = u16::from_le_bytes(command);
    let clients = [
        // The BIOS: what lies below 1 MiB may be read everywhere.
        ("memory-read", "read /dev/mem 1048560 16".to_owned()),
        // Where a VGA card's memory would be.
        ("memory-written", "write /dev/mem 655360 4 0".to_owned()),
        ("memory-mapped", format!("maps /dev/mem {address} 4096")),
        ("memory-remapped", format!("remaps /dev/mem {address} 4096")),
        // The port of the POST codes does nothing.
        ("port-read", "read /dev/port 128 1".to_owned()),
        ("port-written", "write /dev/port 128 1 0".to_owned()),
        ("msr-read", "read /dev/cpu/0/msr 16 8".to_owned()),
        // Which this processor has not, and the driver lets be written without a word.
        ("msr-written", "write /dev/cpu/0/msr 432 8 0".to_owned()),
        ("config-read", format!("read {config} 16 4")),
        // The command register, written back as it is.
        ("config-written", format!("write {config} 4 2 {command}")),
        ("ring-read", format!("by-ring read {config} 16 4")),
        (
            "ring-written",
            format!("by-ring write {config} 4 2 {command}"),
        ),
        ("polled-read", format!("by-polled-ring read {config} 16 4")),
        (
            "polled-written",
            format!("by-polled-ring write {config} 4 2 {command}"),
        ),
        ("resource", format!("maps {resource} 0 {length}")),
        ("ports-read", format!("read {ports} 0 4")),
        // The number of a test, of which there is the first.
        ("ports-written", format!("write {ports} 0 1 0")),
        ("rom", format!("rom {}", rom())),
        ("procfs-read", format!("read {PROCFS} 16 4")),
        ("procfs-written", format!("write {PROCFS} 4 2 {command}")),
        ("procfs-mapped", format!("maps {PROCFS} {address} {length}")),
        ("uio", format!("interrupts {} {EDU}", uio_node(EDU))),
        // This driver cannot turn interrupts off, and says so.
        ("uio-written", format!("refused {} 0 4 0", uio_node(EDU))),
        (
            "uio-mapped",
            format!("maps {} 0 4096", uio_node(SECOND_NVME)),
        ),
    ];
    let clients = clients.map(|(name, words)| (name, format!("{this} registers {words}")));
    Ok(clients.into())
}

/// The expansion ROM of some function that has one.
fn rom() -> String {
    let functions = std::fs::read_dir("/sys/bus/pci/devices");
    let mut files = functions
        .into_iter()
        .flatten()
        .flatten()
        .map(|function| function.path().join("rom"));
    let found = files.find(|file| file.exists());
    found.unwrap_or_default().display().to_string()
}

/// The node by which UIO shows a function, where it does.
fn uio_node(address: &str) -> String {
    let folder = std::fs::read_dir(format!("/sys/bus/pci/devices/{address}/uio"));
    let name = folder.ok().and_then(|mut folder| folder.next()?.ok());
    name.map_or_else(
        || "/dev/no-uio".to_owned(),
        |name| format!("/dev/{}", name.file_name().display()),
    )
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

/// One opaque access of a whole session's client.
fn access(client: &str, device: &str, entry: &str, bytes: u64) -> Outcome {
    let observed = counted(client)?;
    let access = row(&observed, device, entry, entry, 1)?;
    ensure!(
        access["bytes"] == bytes && access["class"] == "opaque",
        "another access: {access}"
    );
    sound(&observed)
}

pub(super) fn physical_memory() -> Outcome {
    access("memory-read", "mem", "read", 16)?;
    access("memory-written", "mem", "write", 4)?;
    let observed = counted("memory-mapped")?;
    let map = row(&observed, "mem", "mmap", "mmap", 1)?;
    ensure!(
        map["bytes"] == 4096 && map["sub"] == "rw" && map["class"] == "opaque",
        "another mapping: {map}"
    );
    sound(&observed)
}

/// By mmap(2), and by remap_file_pages(2), which asks the driver again and no LSM hook of some kernels.
pub(super) fn memory_that_is_remapped() -> Outcome {
    let observed = counted("memory-remapped")?;
    let map = row(&observed, "mem", "mmap", "mmap", 2)?;
    ensure!(
        map["bytes"] == 2 * 4096 && map["sub"] == "rw",
        "another mapping: {map}"
    );
    sound(&observed)
}

pub(super) fn ports() -> Outcome {
    access("port-read", "port", "read", 1)?;
    access("port-written", "port", "write", 1)
}

pub(super) fn of_a_processor() -> Outcome {
    for (client, entry, register) in [
        ("msr-read", "read", "ia32-time-stamp-counter"),
        ("msr-written", "write", "ia32-energy-perf-bias"),
    ] {
        let observed = counted(client)?;
        let access = row(&observed, "msr0", entry, register, 1)?;
        ensure!(
            access["bytes"] == 8 && access["device"]["family"] == "msr",
            "another access: {access}"
        );
        sound(&observed)?;
    }
    Ok(())
}

pub(super) fn configuration_in_sysfs() -> Outcome {
    configuration(&counted("config-read")?, &counted("config-written")?)
}

/// An io_uring opens the file, and reads or writes it.
pub(super) fn configuration_by_a_ring() -> Outcome {
    configuration(&counted("ring-read")?, &counted("ring-written")?)
}

/// The same by the kernel's thread that polls the ring, which is one of whoever made it.
pub(super) fn configuration_by_a_polled_ring() -> Outcome {
    let (by_reader, by_writer) = (counted("polled-read")?, counted("polled-written")?);
    for row in by_reader.rows().chain(by_writer.rows()) {
        ensure!(row["origin"] == "caller", "another origin: {row}");
    }
    configuration(&by_reader, &by_writer)
}

pub(super) fn configuration_in_procfs() -> Outcome {
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

pub(super) fn resource_in_sysfs() -> Outcome {
    let observed = counted("resource")?;
    resource(&observed, "resource0")?;
    ensure!(
        observed.rows().count() == 2,
        "more than an open and a mapping was counted:\n{}",
        observed.text()
    );
    sound(&observed)
}

pub(super) fn resource_in_procfs() -> Outcome {
    let observed = counted("procfs-mapped")?;
    row(&observed, EDU, "ioctl", "PCIIOC_MMAP_IS_MEM", 1)?;
    resource(&observed, "resource")?;
    sound(&observed)
}

pub(super) fn ports_in_sysfs() -> Outcome {
    for (client, entry, mode, bytes) in [
        ("ports-read", "read", "r", 4),
        ("ports-written", "write", "w", 1),
    ] {
        let observed = counted(client)?;
        let access = row(&observed, TEST_DEVICE, entry, "resource1", 1)?;
        let open = row(&observed, TEST_DEVICE, "open", "open", 1)?;
        ensure!(
            access["bytes"] == bytes
                && access["class"] == "opaque"
                && access["device"]["family"] == "pci"
                && open["sub"] == mode
                && observed.rows().count() == 2,
            "another access, or more than that:\n{}",
            observed.text()
        );
        sound(&observed)?;
    }
    Ok(())
}

/// It is turned on, read and turned off.
pub(super) fn rom_in_sysfs() -> Outcome {
    let observed = counted("rom")?;
    let first = observed.rows().next().ok_or("nothing was counted")?;
    let device = first["device"]["name"].as_str().unwrap_or_default();
    for (entry, command, calls, bytes) in [
        ("open", "open", 1, Value::Null),
        ("write", "rom", 2, 2.into()),
        ("read", "rom", 1, 16.into()),
    ] {
        let row = row(&observed, device, entry, command, calls)?;
        ensure!(
            row["bytes"] == bytes
                && row["device"]["family"] == "pci"
                && row["device"]["interface"] == "rom"
                && row["device"]["bus"] == format!("pci {device}"),
            "another {entry}: {row}"
        );
    }
    ensure!(
        observed.rows().count() == 3,
        "more than that was counted:\n{}",
        observed.text()
    );
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

/// A read waits for an interrupt, and a write would turn it on or off.
pub(super) fn uio() -> Outcome {
    for (client, entry, mode) in [("uio", "read", "rw"), ("uio-written", "write", "w")] {
        let observed = counted(client)?;
        let access = row(&observed, "uio0", entry, "interrupts", 1)?;
        ensure!(
            access["device"]["bus"] == format!("pci {EDU}") && access["bytes"] == 4,
            "another access: {access}"
        );
        let open = row(&observed, "uio0", "open", "open", 1)?;
        ensure!(open["sub"] == mode, "another open: {open}");
        sound(&observed)?;
    }
    Ok(())
}

/// A driver that gives out a device's registers.
pub(super) fn of_uio() -> Outcome {
    let observed = counted("uio-mapped")?;
    let map = row(&observed, "uio1", "mmap", "map0", 1)?;
    ensure!(
        map["bytes"] == 4096
            && map["sub"] == "rw"
            && map["class"] == "opaque"
            && map["device"]["bus"] == format!("pci {SECOND_NVME}"),
        "another mapping: {map}"
    );
    row(&observed, "uio1", "open", "open", 1)?;
    sound(&observed)
}
