//! ioctls by the way of 32-bit programs, from a 64-bit one: all addresses fit 32 bits.

use std::os::fd::{AsFd, AsRawFd as _};

use rustix::io::Errno;

use super::{
    Done, NVME_ADMIN, SG_IO,
    nvme::{low, passthru, put},
    open,
};

pub(super) fn run(words: &[&str]) -> Done {
    let [name, node, count] = words else {
        return Err(format!("no such 32-bit client: {words:?}").into());
    };
    let file = open(node)?;
    let data = low()?;
    let argument = data + 4096;
    let (number, bytes) = match *name {
        "identify" => (NVME_ADMIN, passthru(name, data)?.1.to_vec()),
        "inquiry" => (SG_IO, inquiry(data, argument + 2048)?),
        _ => return Err(format!("no such 32-bit command: {name}").into()),
    };
    for _ in 0..count.parse::<u32>()? {
        // SAFETY: there are four pages, which nobody else uses.
        unsafe { put(&bytes, argument) };
        ioctl(&file, number, argument)?;
    }
    Ok(())
}

/// struct compat_sg_io_hdr with an INQUIRY of 36 bytes, whose command is put at an address.
fn inquiry(data: usize, command: usize) -> Result<Vec<u8>, std::num::TryFromIntError> {
    // SAFETY: there are four pages, which nobody else uses.
    unsafe { put(&[0x12, 0, 0, 0, 36, 0], command) };
    let mut header = vec![0; 64];
    header[0] = b'S';
    // SG_DXFER_FROM_DEV
    header[4..8].copy_from_slice(&(-3_i32).to_le_bytes());
    header[8] = 6;
    header[12..16].copy_from_slice(&36_u32.to_le_bytes());
    header[16..20].copy_from_slice(&u32::try_from(data)?.to_le_bytes());
    header[20..24].copy_from_slice(&u32::try_from(command)?.to_le_bytes());
    header[28..32].copy_from_slice(&5000_u32.to_le_bytes());
    Ok(header)
}

/// ioctl(2) as a 32-bit program makes it.
#[cfg(target_arch = "x86_64")]
fn ioctl(file: impl AsFd, number: u32, argument: usize) -> rustix::io::Result<()> {
    /// `__NR_ioctl` of 32-bit x86.
    const IOCTL: i64 = 54;
    let mut result = IOCTL;
    // SAFETY: as with `Raw`, the command writes to memory that outlives the call. The kernel saves
    // what it changes, but for the registers named here.
    unsafe {
        std::arch::asm!(
            "xchg rbx, {descriptor}",
            "int 0x80",
            "xchg rbx, {descriptor}",
            descriptor = inout(reg) i64::from(file.as_fd().as_raw_fd()) => _,
            inout("rax") result,
            in("rcx") u64::from(number),
            in("rdx") argument,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
        );
    }
    match i32::try_from(result) {
        Ok(result) if result < 0 => Err(Errno::from_raw_os_error(-result)),
        _ => Ok(()),
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn ioctl(_: impl AsFd, _: u32, _: usize) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}
