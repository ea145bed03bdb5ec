//! Sub-commands and parts of devices by entries without a command's number: what is written and read, mapped, widened
//! and received.

use std::{
    fs::File,
    os::{fd::AsRawFd as _, unix::net::UnixListener},
    sync::OnceLock,
};

use super::{Case, sg};
use crate::{
    bypasses::pass,
    enforce::{REFUSED, races::bsg},
    machine::Adapter,
    need::Need,
    observe::this,
    pci::EDU,
};

pub(super) fn cases() -> Vec<Case> {
    vec![
        Case {
            name: "vfio".to_owned(),
            needs: &[Need::Driver("vfio-pci")],
            device: "family = 'vfio'",
            denies: "rw",
            refused: Box::new(|| Ok(format!("{} client vfio maps {EDU} rw", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client vfio maps {EDU} r", this()))),
            passes: 0,
            entry: "mmap",
            function: Some("vfio_device_fops_mmap"),
            number: None,
            reaches: 1,
        },
        Case {
            name: "scsi-write".to_owned(),
            needs: &[Need::Sg],
            device: "family = 'scsi', kind = 'sg'",
            denies: "scsi.test-unit-ready",
            refused: Box::new(|| Ok(transfers("sg-v3", &sg()?))),
            status: REFUSED,
            allowed: Box::new(|| Ok(transfers("sg-old", &sg()?))),
            passes: 0,
            entry: "write",
            function: Some("sg_write"),
            number: None,
            reaches: 1,
        },
        Case {
            name: "rdma-write".to_owned(),
            needs: &[Need::Driver("rdma_rxe"), Need::Driver("dummy")],
            device: "family = 'rdma'",
            denies: "write.query-port",
            // It asks for a context before.
            refused: Box::new(|| Ok(transfers("verbs-port", Adapter::NODE))),
            status: REFUSED,
            allowed: Box::new(|| Ok(transfers("verbs", Adapter::NODE))),
            passes: 0,
            entry: "write",
            function: Some("ib_uverbs_write"),
            number: None,
            // Both ask for a context first.
            reaches: 1 + 2,
        },
        Case {
            name: "received".to_owned(),
            needs: &[Need::Nvme],
            device: "family = 'nvme', kind = 'generic'",
            denies: "receive",
            refused: Box::new(|| Ok(format!("{} client descriptor taken {}", this(), kept()?))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client descriptor opened {DRIVE}", this()))),
            passes: 0,
            entry: "receive",
            // Both send one by what they got.
            function: Some("nvme_ns_chr_ioctl"),
            number: Some(crate::client::NVME_ID),
            reaches: 1,
        },
        Case {
            name: "received-by-socket".to_owned(),
            needs: &[Need::Nvme],
            device: "family = 'nvme', kind = 'disk'",
            denies: "receive",
            refused: Box::new(|| {
                Ok(format!(
                    "{} client descriptor received {}",
                    this(),
                    hands_over()?
                ))
            }),
            // The message comes without the descriptor, and nothing says why.
            status: 255,
            allowed: Box::new(|| Ok(format!("{} client descriptor opened {DISK}", this()))),
            passes: 0,
            entry: "receive",
            function: Some("blkdev_ioctl"),
            number: Some(crate::client::NVME_ID),
            reaches: 1,
        },
        Case {
            name: "widened".to_owned(),
            needs: &[Need::File("/dev/mem")],
            device: "family = 'mem'",
            denies: "mprotect",
            // The firmware's page.
            refused: Box::new(|| Ok(format!("{} client other widens /dev/mem 983040", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client other widens /dev/zero 0", this()))),
            passes: 0,
            entry: "mprotect",
            // It has none.
            function: None,
            number: None,
            reaches: 0,
        },
        Case {
            name: "bsg-uring".to_owned(),
            needs: &[Need::Sg, Need::Bsg, Need::Function("scsi_bsg_uring_cmd")],
            device: "family = 'scsi', kind = 'bsg'",
            denies: "scsi.mode-sense-6",
            refused: Box::new(|| {
                Ok(format!(
                    "{} client uring sends mode-sense {} 1",
                    this(),
                    bsg()?
                ))
            }),
            status: REFUSED,
            allowed: Box::new(|| {
                Ok(format!(
                    "{} client uring sends inquiry {} 1",
                    this(),
                    bsg()?
                ))
            }),
            passes: 0,
            entry: "uring-cmd",
            function: Some("scsi_bsg_uring_cmd"),
            number: None,
            reaches: 1,
        },
        Case {
            name: "vfio-read".to_owned(),
            needs: &[Need::Driver("vfio-pci")],
            device: "family = 'vfio'",
            denies: "bar0",
            refused: Box::new(|| Ok(format!("{} client vfio reads-registers {EDU}", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client vfio reads-configuration {EDU}", this()))),
            passes: 0,
            entry: "read",
            function: Some("vfio_device_fops_read"),
            number: None,
            reaches: 1,
        },
        Case {
            name: "vfio-write".to_owned(),
            needs: &[Need::Driver("vfio-pci")],
            device: "family = 'vfio'",
            denies: "bar0",
            refused: Box::new(|| Ok(format!("{} client vfio writes-registers {EDU}", this()))),
            status: REFUSED,
            allowed: Box::new(|| Ok(format!("{} client vfio writes-configuration {EDU}", this()))),
            passes: 0,
            entry: "write",
            function: Some("vfio_device_fops_write"),
            number: None,
            reaches: 1,
        },
    ]
}

const DRIVE: &str = "/dev/ng0n1";

/// A process that has a drive open, and its descriptor.
fn kept() -> Result<String, String> {
    static KEPT: OnceLock<Result<File, String>> = OnceLock::new();
    let file = KEPT.get_or_init(|| File::open(DRIVE).map_err(|e| format!("{DRIVE}: {e}")));
    let file = file.as_ref().map_err(String::clone)?;
    Ok(format!("{} {}", std::process::id(), file.as_raw_fd()))
}

const DISK: &str = "/dev/nvme0n1";

/// The socket of whoever sends each that connects a disk.
fn hands_over() -> Result<&'static str, String> {
    const SOCKET: &str = "/tmp/hands-over";
    static STARTED: OnceLock<Result<(), String>> = OnceLock::new();
    let started = STARTED.get_or_init(|| {
        let disk = File::open(DISK).map_err(|e| format!("{DISK}: {e}"))?;
        let listener = UnixListener::bind(SOCKET).map_err(|e| format!("{SOCKET}: {e}"))?;
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if let Err(error) = stream.and_then(|stream| pass(&stream, &disk)) {
                    eprintln!("{SOCKET}: {error}");
                }
            }
        });
        Ok(())
    });
    started.clone().map(|()| SOCKET)
}

/// Writes commands to a device.
fn transfers(way: &str, node: &str) -> String {
    format!("{} client transfer {way} {node} 1", this())
}
