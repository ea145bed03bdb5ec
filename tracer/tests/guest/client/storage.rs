//! Frames and messages for controllers of disks.

use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};

use super::{
    Done, send,
    vfio::{read_write, words},
};

pub(super) fn run(arguments: &[&str]) -> Done {
    match arguments {
        ["megaraid", host] => megaraid(host.parse()?),
        ["mpt", node] => mpt(node),
        _ => Err(format!("no such client: {arguments:?}").into()),
    }
}

/// The node, which the driver leaves to others to make.
pub(crate) const MEGARAID: &str = "/dev/megaraid_sas_ioctl_node";

/// Asks a controller what it is, by `struct megasas_iocpacket` of
/// `drivers/scsi/megaraid/megaraid_sas.h`.
fn megaraid(host: u32) -> Done {
    const DIRECT: u8 = 5;
    const READ: u16 = 0x10;
    const CONTROLLER_GET_INFO: u32 = 0x0101_0000;
    const LENGTH: u32 = 2048;
    const FRAME: usize = 20;
    const LISTS: usize = FRAME + 128;
    // Where the list is in a frame of this kind.
    const LIST: u32 = 40;
    let devices = std::fs::read_to_string("/proc/devices")?;
    let major = devices
        .lines()
        .find_map(|line| line.trim().strip_suffix(" megaraid_sas_ioctl"))
        .ok_or("the driver has no number")?;
    let _ = std::fs::remove_file(MEGARAID);
    let number = makedev(major.trim().parse()?, 0);
    mknodat(CWD, MEGARAID, FileType::CharacterDevice, Mode::RWXU, number)?;

    let mut data = vec![0_u8; LENGTH as usize];
    let elements = 1;
    let mut packet = words(&[host, LIST, elements, 0, 0]);
    packet.resize(LISTS + 16 * 16, 0);
    packet[FRAME] = DIRECT;
    packet[FRAME + 7] = 1;
    packet[FRAME + 16..FRAME + 18].copy_from_slice(&READ.to_le_bytes());
    packet[FRAME + 20..FRAME + 24].copy_from_slice(&LENGTH.to_le_bytes());
    packet[FRAME + 24..FRAME + 28].copy_from_slice(&CONTROLLER_GET_INFO.to_le_bytes());
    let address = data.as_mut_ptr().expose_provenance() as u64;
    packet[LISTS..LISTS + 8].copy_from_slice(&address.to_le_bytes());
    packet[LISTS + 8..LISTS + 16].copy_from_slice(&u64::from(LENGTH).to_le_bytes());
    // MEGASAS_IOC_FIRMWARE
    const NUMBER: u32 = 0xc194_4d01;
    send(
        read_write(MEGARAID)?,
        NUMBER,
        packet.as_mut_ptr().expose_provenance(),
    )?;
    if data.iter().all(|byte| *byte == 0) {
        return Err("the controller said nothing".into());
    }
    Ok(())
}

/// Asks for a controller where there is none.
fn mpt(node: &str) -> Done {
    // MPT3IOCINFO of `drivers/scsi/mpt3sas/mpt3sas_ctl.h`
    const NUMBER: u32 = 0xc05c_4c11;
    let mut argument = [0_u8; 92];
    match send(
        read_write(node)?,
        NUMBER,
        argument.as_mut_ptr().expose_provenance(),
    ) {
        Err(rustix::io::Errno::NODEV) => Ok(()),
        other => Err(format!("the driver answers {other:?}").into()),
    }
}
