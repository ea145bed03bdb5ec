//! NVMe commands by an io_uring whose entries are of both sizes: `IORING_OP_URING_CMD128` takes the room
//! of two. No library has rings of this kind.

use std::{
    io, mem,
    os::fd::{AsRawFd as _, IntoRawFd as _},
};

use io_uring::{IoUring, Parameters, opcode, squeue, types};
use rustix::io_uring::{IoringSetupFlags, io_uring_params, io_uring_setup};

use super::{Done, open, uring::command};
use crate::need::URING_CMD128;

/// `IORING_SETUP_CQE_MIXED` and `IORING_SETUP_SQE_MIXED` of `linux/io_uring.h`.
const MIXED: u32 = 1 << 18 | 1 << 19;
/// `IORING_CQE_F_32`: a completion has the room of two.
const WIDE: u32 = 1 << 15;

/// Sends commands one by one.
pub(super) fn run(name: &str, node: &str, count: u32) -> Done {
    let mut ring = ring()?;
    let file = open(node)?;
    let (number, payload) = command(name)?;
    for _ in 0..count {
        let command = opcode::UringCmd80::new(types::Fd(file.as_raw_fd()), number);
        send(&mut ring, command.cmd(payload).build())?;
    }
    Ok(())
}

fn ring() -> io::Result<IoUring> {
    let mut parameters = io_uring_params::default();
    parameters.flags = IoringSetupFlags::from_bits_retain(MIXED);
    // SAFETY: the parameters name no other file and no memory.
    let descriptor = unsafe { io_uring_setup(2, &mut parameters) }?;
    // SAFETY: both are the kernel's structure, and the kernel has filled it in for this ring. Entries
    // of such rings lie as far apart as those of single size.
    unsafe {
        let parameters: Parameters = mem::transmute(parameters);
        IoUring::from_fd(descriptor.into_raw_fd(), parameters)
    }
}

fn send(ring: &mut IoUring, entry: squeue::Entry128) -> io::Result<()> {
    // SAFETY: an entry of double size is two of single size, and begins with the operation.
    let halves = unsafe {
        let mut halves: [squeue::Entry; 2] = mem::transmute(entry);
        (&raw mut halves).cast::<u8>().write(URING_CMD128);
        halves
    };
    // SAFETY: the data's memory and the file stay until the command has ended.
    unsafe { ring.submission().push_multiple(&halves) }.map_err(io::Error::other)?;
    ring.submit_and_wait(1)?;
    let mut completions = ring.completion();
    let done = completions.next().ok_or(io::ErrorKind::UnexpectedEof)?;
    if done.flags() & WIDE != 0 {
        // The device's answer.
        completions.next();
    }
    match done.result() {
        0 => Ok(()),
        error if error < 0 => Err(io::Error::from_raw_os_error(-error)),
        other => Err(io::Error::other(format!("the device answered {other}"))),
    }
}
