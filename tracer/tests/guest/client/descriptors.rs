//! Descriptors that come from other processes.

use std::{
    fs::File,
    io::{self, IoSliceMut},
    mem::MaybeUninit,
    os::{
        fd::{AsFd, AsRawFd as _, FromRawFd as _, OwnedFd},
        unix::{fs::OpenOptionsExt as _, net::UnixStream},
    },
    ptr,
};

use io_uring::{IoUring, opcode, types};

use rustix::{
    net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg},
    process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open},
};

use super::{Done, NVME_ID, mapped::stay, open, send};
use crate::{bypasses::pass, machine::wait_until};

/// `IORING_OP_FIXED_FD_INSTALL` of `linux/io_uring.h`.
pub(crate) const FIXED_FD_INSTALL: u8 = opcode::FixedFdInstall::CODE;

pub(super) fn run(words: &[&str]) -> Done {
    let descriptor = match words {
        ["received", socket] => received(&UnixStream::connect(socket)?)?,
        ["taken", process, descriptor] => taken(process, descriptor)?,
        ["added", supervisor] => added(supervisor)?,
        // With the file on standard input.
        ["installed"] => installed()?,
        ["in-flight", node] => in_flight(node)?,
        ["opened", node] => open(node)?.into(),
        ["place", node] => return place(node),
        ["held-by-a-thread", node] => held_by_a_thread(node),
        ["held", node] => {
            let file = open(node)?;
            stay()?;
            file.into()
        }
        _ => return Err(format!("no such descriptor: {words:?}").into()),
    };
    send(descriptor.as_fd(), NVME_ID, 0)?;
    Ok(())
}

/// Has a place in the file system, and opens what is there.
fn place(node: &str) -> Done {
    let place = File::options()
        .read(true)
        .custom_flags(libc::O_PATH)
        .open(node)?;
    open(&format!("/proc/self/fd/{}", place.as_raw_fd()))?;
    Ok(())
}

/// Leaves a device to another thread, and ends its first one.
fn held_by_a_thread(node: &str) -> ! {
    let node = node.to_owned();
    std::thread::spawn(move || {
        let done = open(&node).map_err(Into::into).and_then(|_file| {
            // The first thread has no files any more when it has ended.
            wait_until("the first thread has ended", || {
                let said = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
                said.rsplit(") ")
                    .next()
                    .is_some_and(|rest| rest.starts_with('Z'))
            })?;
            stay()
        });
        std::process::exit(i32::from(done.is_err()));
    });
    // SAFETY: the call ends this thread alone, and nothing waits for it.
    unsafe { libc::syscall(libc::SYS_exit, 0) };
    std::process::abort()
}

/// What another process has.
pub(super) fn taken(
    process: &str,
    descriptor: &str,
) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let process = Pid::from_raw(process.parse()?).ok_or("no process has the id 0")?;
    let process = pidfd_open(process, PidfdFlags::empty())?;
    let descriptor = descriptor.parse()?;
    Ok(pidfd_getfd(process, descriptor, PidfdGetfdFlags::empty())?)
}

/// What another process sends.
pub(crate) fn received(socket: &UnixStream) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = RecvAncillaryBuffer::new(&mut space);
    let mut byte = [0];
    recvmsg(
        socket,
        &mut [IoSliceMut::new(&mut byte)],
        &mut message,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    for part in message.drain() {
        if let RecvAncillaryMessage::ScmRights(mut descriptors) = part {
            return Ok(descriptors.next().ok_or("no descriptor")?);
        }
    }
    Err("nothing was sent along".into())
}

/// What a supervisor answers a system call with.
fn added(supervisor: &str) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let listener = filtered(libc::SYS_getppid)?;
    pass(&UnixStream::connect(supervisor)?, &listener)?;
    // Where the supervisor ends without an answer, this ends, too.
    drop(listener);
    // SAFETY: the call has no arguments.
    match i32::try_from(unsafe { libc::syscall(libc::SYS_getppid) })? {
        // SAFETY: it was just made for this process.
        descriptor @ 0.. => Ok(unsafe { OwnedFd::from_raw_fd(descriptor) }),
        _ => Err(io::Error::last_os_error().into()),
    }
}

/// Has a system call of this process answered by whoever has the listener.
fn filtered(number: i64) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let step = |code: u32, jf: u8, k: u32| -> io::Result<libc::sock_filter> {
        let code = code.try_into().map_err(io::Error::other)?;
        Ok(libc::sock_filter { code, jt: 0, jf, k })
    };
    let mut steps = [
        // The number, the first word of struct seccomp_data.
        step(libc::BPF_LD | libc::BPF_W | libc::BPF_ABS, 0, 0)?,
        step(
            libc::BPF_JMP | libc::BPF_JEQ | libc::BPF_K,
            1,
            number.try_into()?,
        )?,
        step(libc::BPF_RET, 0, libc::SECCOMP_RET_USER_NOTIF)?,
        step(libc::BPF_RET, 0, libc::SECCOMP_RET_ALLOW)?,
    ];
    let program = libc::sock_fprog {
        len: steps.len().try_into()?,
        filter: steps.as_mut_ptr(),
    };
    // SAFETY: the kernel reads the program and copies it.
    let listener = unsafe {
        libc::syscall(
            libc::SYS_seccomp,
            libc::SECCOMP_SET_MODE_FILTER,
            libc::SECCOMP_FILTER_FLAG_NEW_LISTENER,
            ptr::from_ref(&program),
        )
    };
    match i32::try_from(listener)? {
        // SAFETY: the kernel has just made it for this process.
        listener @ 0.. => Ok(unsafe { OwnedFd::from_raw_fd(listener) }),
        _ => Err(io::Error::last_os_error().into()),
    }
}

/// Has an io_uring give a descriptor of what it has the file of.
fn installed() -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let mut ring = IoUring::new(1)?;
    ring.submitter()
        .register_files(&[io::stdin().as_raw_fd()])?;
    let install = opcode::FixedFdInstall::new(types::Fixed(0), 0).build();
    // SAFETY: the operation points to nothing.
    unsafe { ring.submission().push(&install) }?;
    ring.submit_and_wait(1)?;
    let done = ring.completion().next();
    match done.ok_or("io_uring did not answer")?.result() {
        // SAFETY: the ring has just made it for this process.
        descriptor @ 0.. => Ok(unsafe { OwnedFd::from_raw_fd(descriptor) }),
        error => Err(io::Error::from_raw_os_error(-error).into()),
    }
}

/// Nobody has a descriptor until whoever started this says so: it lies in a socket's queue.
fn in_flight(node: &str) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let (from, to) = UnixStream::pair()?;
    pass(&from, open(node)?)?;
    stay()?;
    received(&to)
}
