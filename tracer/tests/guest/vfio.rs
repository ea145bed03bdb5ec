//! Userspace drivers: container, group and device, by a driver of our own and by QEMU.

use std::{fs, process::Stdio, sync::OnceLock};

use crate::{
    Outcome, Test,
    client::vfio::{MAPPED, UNMAPPED, WINDOW},
    ensure,
    expected::Expected,
    need::Need,
    observe::{Observed, this},
    pci::{Bound, EDU, SECOND_NVME},
    session::{Session, Stays},
};

/// Where QEMU writes what it does with its device.
const QEMU_LOG: &str = "/tmp/qemu-vfio.log";

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "vfio::a_driver_of_edu",
            &[Need::Driver("vfio-pci")],
            a_driver_of_edu,
        ),
        Test::new(
            "vfio::memory_that_a_device_has",
            &[Need::Driver("vfio-pci")],
            memory_that_a_device_has,
        ),
        Test::new(
            "vfio::qemu_with_an_nvme_controller",
            &[Need::Driver("vfio-pci"), Need::Nvme],
            qemu_with_an_nvme_controller,
        ),
    ]
}

/// What was counted of one of the clients; the first caller runs them all.
fn counted(client: &str) -> Result<Observed, String> {
    static SESSION: OnceLock<Result<Session, String>> = OnceLock::new();
    let session = SESSION.get_or_init(session);
    session.as_ref().map_err(String::clone)?.of(client)
}

fn session() -> Result<Session, String> {
    let _edu = Bound::to_vfio(EDU)?;
    let _nvme = Bound::to_vfio(SECOND_NVME)?;
    let stays = Stays::new()?;
    let driver = format!("{} client vfio", this());
    // QEMU runs to the end of its firmware, which finds the controller.
    let qemu = format!(
        "coproc Q {{ exec qemu-system-x86_64 -machine q35,accel=tcg -m 64 -nodefaults \
         -display none -no-user-config -chardev stdio,id=d -D {QEMU_LOG} -trace 'vfio_listener_region_add_*' \
         -device isa-debugcon,iobase=0x402,chardev=d -device vfio-pci,host={SECOND_NVME}; }}; \
         pid=$Q_PID; grep -q -m1 'No bootable device' <&${{Q[0]}} || exit 1; kill $pid; wait $pid; true"
    );
    let clients = [
        ("drives", format!("{driver} drives {EDU}")),
        ("qemu", qemu),
        ("holds", stays.run(&format!("{driver} holds {EDU}"))),
    ];
    Session::run(Stdio::null(), &clients)
}

fn a_driver_of_edu() -> Outcome {
    let observed = counted("drives")?;
    let window = Some(WINDOW as u64);
    let expected = [
        Expected(
            "vfio",
            "ioctl",
            "VFIO_CHECK_EXTENSION",
            Some("type1v2"),
            1,
            None,
        ),
        Expected("vfio", "ioctl", "VFIO_SET_IOMMU", Some("type1v2"), 1, None),
        Expected(
            "vfio",
            "ioctl",
            "VFIO_IOMMU_MAP_DMA",
            Some("rw"),
            MAPPED.len() as u64,
            Some(MAPPED.iter().sum()),
        ),
        Expected(
            "vfio",
            "ioctl",
            "VFIO_IOMMU_UNMAP_DMA",
            Some("range"),
            1,
            Some(MAPPED[UNMAPPED]),
        ),
        Expected(EDU, "ioctl", "VFIO_DEVICE_GET_INFO", None, 1, None),
        Expected(
            EDU,
            "ioctl",
            "VFIO_DEVICE_GET_REGION_INFO",
            Some("bar0"),
            1,
            None,
        ),
        Expected(EDU, "mmap", "bar0", Some("r"), 1, window),
        Expected(EDU, "mprotect", "mprotect", Some("rw"), 1, window),
        Expected(EDU, "read", "bar0", None, 1, Some(4)),
        Expected(EDU, "read", "config", Some("vendor-id"), 1, Some(2)),
        Expected(EDU, "read", "config", Some("command"), 1, Some(2)),
        Expected(EDU, "write", "config", Some("command"), 3, Some(6)),
        Expected(
            EDU,
            "ioctl",
            "VFIO_DEVICE_GET_IRQ_INFO",
            Some("msi"),
            1,
            None,
        ),
        Expected(
            EDU,
            "ioctl",
            "VFIO_DEVICE_FEATURE",
            Some("migration"),
            1,
            None,
        ),
        Expected(
            EDU,
            "ioctl",
            "VFIO_DEVICE_FEATURE",
            Some("dma-buf"),
            1,
            None,
        ),
        Expected(EDU, "ioctl", "VFIO_DEVICE_RESET", None, 1, None),
    ];
    for expected in expected {
        expected.check(&observed)?;
    }
    let interrupts: u64 = observed
        .rows()
        .filter(|row| row["command"] == "VFIO_DEVICE_SET_IRQS" && row["sub"] == "msi")
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    ensure!(interrupts == 2, "{interrupts} interrupts set up");
    group(&observed)?;
    of_edu(&observed)?;
    Ok(observed.lossless()?)
}

/// The group is named by its number, and gave out the device.
fn group(observed: &Observed) -> Outcome {
    let row = observed
        .rows()
        .find(|row| row["command"] == "VFIO_GROUP_GET_DEVICE_FD")
        .ok_or_else(|| format!("no group:\n{}", observed.text()))?;
    let node = row["device"]["node"].as_str().unwrap_or_default();
    ensure!(
        row["calls"] == 1 && node.starts_with("/dev/vfio/"),
        "another group: {row}"
    );
    Ok(())
}

/// What came to the device says which it is.
fn of_edu(observed: &Observed) -> Outcome {
    for row in observed.rows().filter(|row| row["device"]["name"] == EDU) {
        let device = &row["device"];
        ensure!(
            device["family"] == "vfio"
                && device["bus"] == format!("pci {EDU}")
                && device["driver"] == "vfio-pci"
                && device["ids"] == "1234:11e8",
            "another device: {row}"
        );
    }
    Ok(())
}

/// Memory counts while the device has it: the driver does not end before the observed command does.
fn memory_that_a_device_has() -> Outcome {
    let observed = counted("holds")?;
    let expected = MAPPED.iter().sum::<u64>() - MAPPED[UNMAPPED];
    let memory = observed.memory();
    ensure!(
        memory.len() == 1
            && memory[0]["bytes"] == expected
            && memory[0]["device"]["name"] == "vfio"
            && memory[0]["subject"]["exe"] == this(),
        "not {expected} bytes held:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}

/// Bytes that QEMU says it maps for its device, by its own trace.
fn mapped_by_qemu() -> Result<u64, String> {
    let log = fs::read_to_string(QEMU_LOG).map_err(|e| format!("{QEMU_LOG}: {e}"))?;
    let hexadecimal = |text: &str| {
        let digits = text.trim().trim_start_matches("0x");
        u64::from_str_radix(digits, 16).map_err(|e| format!("{text}: {e}"))
    };
    let mut sum = 0;
    for line in log.lines() {
        if let Some((_, range)) = line.split_once("region_add [ram] ") {
            let range = range.split(" [").next().unwrap_or_default();
            let (first, last) = range.split_once(" - ").ok_or(line)?;
            sum += hexadecimal(last)? - hexadecimal(first)? + 1;
        } else if line.contains("is not aligned to") {
            // Announced before, and then left out.
            let size = line.split("size=").nth(1).ok_or(line)?;
            sum -= hexadecimal(size.split(' ').next().unwrap_or_default())?;
        }
    }
    Ok(sum)
}

/// A client written by others.
fn qemu_with_an_nvme_controller() -> Outcome {
    let observed = counted("qemu")?;
    let sum = |field: &str, device: &str, entry: &str, command: &str, sub: Option<&str>| -> u64 {
        observed
            .rows()
            .filter(|row| {
                row["device"]["name"] == device
                    && row["entry"] == entry
                    && row["command"] == command
                    && sub.is_none_or(|sub| row["sub"] == sub)
            })
            .filter_map(|row| row[field].as_u64())
            .sum()
    };
    let nvme = SECOND_NVME;
    let (mapped, said) = (
        sum("bytes", "vfio", "ioctl", "VFIO_IOMMU_MAP_DMA", None),
        mapped_by_qemu()?,
    );
    ensure!(
        mapped == said && mapped >= 64 << 20,
        "{mapped} bytes were mapped, and QEMU says {said}:\n{}",
        observed.text()
    );
    for (device, entry, command, sub) in [
        ("vfio", "ioctl", "VFIO_SET_IOMMU", None),
        ("vfio", "ioctl", "VFIO_IOMMU_UNMAP_DMA", None),
        (nvme, "ioctl", "VFIO_DEVICE_GET_REGION_INFO", Some("bar0")),
        (nvme, "ioctl", "VFIO_DEVICE_SET_IRQS", None),
        (nvme, "ioctl", "VFIO_DEVICE_RESET", None),
        (nvme, "mmap", "bar0", None),
        (nvme, "read", "config", None),
        (nvme, "write", "config", Some("command")),
    ] {
        ensure!(
            sum("calls", device, entry, command, sub) > 0,
            "no {entry} {command} {sub:?} of {device}:\n{}",
            observed.text()
        );
    }
    Ok(observed.lossless()?)
}
