//! The self-test: a call by each entry, made by this process on the null and the zero device, and a
//! look at whether it was counted. What is attached may still not run: another program on a hook may
//! end each call before, and ftrace may be off.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{self, IoSlice, IoSliceMut, Read as _, Write as _},
    mem::MaybeUninit,
    os::fd::{AsFd as _, AsRawFd as _},
    ptr,
};

use aya::{Ebpf, maps::Map};
use io_uring::{IoUring, opcode, types};
use rustix::{
    io::Errno,
    mm::{MapFlags, MprotectFlags, ProtFlags, mmap, mprotect, munmap},
    net::{
        AddressFamily, RecvAncillaryBuffer, RecvFlags, SendAncillaryBuffer, SendAncillaryMessage,
        SendFlags, SocketFlags, SocketType, recvmsg, sendmsg, socketpair,
    },
};
use serde::Serialize;
use tracer_common::count::{CountKey, entry};

use super::{
    hooks::{HOOKS, Hook, Point},
    probes::Probes,
    recognition::{Recognised, TRIED_FUNCTIONS},
    tallies,
};
use crate::{
    exit::{Error, Result},
    families::Symbol,
    model::row::entry_name,
};

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// The entry it was made by.
    pub entry: &'static str,
    /// Whether it was counted; None where it could not be made, or could not have been counted.
    pub counted: Option<bool>,
    /// Why not.
    pub reason: Option<String>,
}

/// An ioctl number that no driver knows.
pub const UNKNOWN_COMMAND: u32 = 0x7a5e;

/// Makes the calls with attached programs and looks at what they counted.
pub(super) fn run(ebpf: &mut Ebpf, probes: &mut [Probes]) -> Result<Vec<Trial>> {
    let tried = Recognised::for_trial()?;
    tried.apply(ebpf)?;
    for probes in probes.iter_mut() {
        probes.add(ebpf, &tried)?;
    }
    let before = counts(ebpf)?;
    let made: Vec<(u8, std::result::Result<(), String>)> = CALLS
        .iter()
        .map(|(entry, call)| match lacks(probes, *entry) {
            Some(reason) => (*entry, Err(reason)),
            None => (*entry, call().map_err(|e| e.to_string())),
        })
        .collect();
    let counted = entries(&before, counts(ebpf)?);
    Ok(made
        .into_iter()
        .map(|(entry, made)| Trial {
            entry: entry_name(entry),
            counted: made.is_ok().then(|| counted.contains(&entry)),
            reason: made.err(),
        })
        .collect())
}

/// The function whose calls a hook is tried by; None for hooks that count the calls of all files, or of
/// files of sysfs, which are not opened for a trial.
fn tried_at(hook: &Hook) -> Option<&'static Symbol> {
    let Point::Drivers(call) = hook.point else {
        return None;
    };
    let probe = TRIED_FUNCTIONS.iter().find(|probe| probe.call == call)?;
    Some(&probe.function)
}

/// Why nothing is attached to the function that an entry is tried by: then a call would tell nothing. None
/// where something is, or where the entry needs no such function.
fn lacks(probes: &[Probes], entry: u8) -> Option<String> {
    let mut probes = probes.iter().filter(|at| at.hook.entry == Some(entry));
    probes.find_map(|at| at.lacks(tried_at(at.hook)?))
}

/// Whether the call that a hook counts was counted; None where there was none.
pub(super) fn runs(hook: &str, trials: &[Trial]) -> Option<bool> {
    let hook = HOOKS.iter().find(|known| known.name == hook)?;
    if matches!(hook.point, Point::Drivers(_)) && tried_at(hook).is_none() {
        return None;
    }
    let name = entry_name(hook.entry?);
    trials.iter().find(|trial| trial.entry == name)?.counted
}

/// What was counted, and how often.
type Counts = HashMap<CountKey, u64>;

/// The entries that more was counted by than before: what this process did to be ready is no trial.
fn entries(before: &Counts, after: Counts) -> Vec<u8> {
    let more = after
        .into_iter()
        .filter(|(key, calls)| before.get(key).is_none_or(|before| calls > before));
    more.map(|(key, _)| key.entry).collect()
}

fn counts(ebpf: &mut Ebpf) -> Result<Counts> {
    let (Some(Map::HashMap(rows)), Some(Map::PerCpuArray(counts))) =
        (ebpf.map("ROWS"), ebpf.map("COUNTS"))
    else {
        return Err(Error::failure("the maps of counts are missing"));
    };
    let (counts, _) = tallies::counts(rows, counts)?;
    let counts = counts.into_iter();
    Ok(counts.map(|(key, count)| (key, count.calls)).collect())
}

/// Whether a call was made. What it was answered does not matter: the driver knows no such command, and
/// who refuses it may do so before what is attached has counted it.
type Made = io::Result<()>;

/// An entry, and a call by it.
type Attempt = (u8, fn() -> Made);

/// A call by each entry.
const CALLS: &[Attempt] = &[
    (entry::IOCTL, native_ioctl),
    (entry::COMPAT_IOCTL, compat_ioctl),
    (entry::URING_CMD, uring_command),
    (entry::MMAP, map),
    (entry::MPROTECT, widen),
    (entry::OPEN, open),
    (entry::RECEIVE, receive),
    (entry::READ, read),
    (entry::WRITE, write),
];

fn null() -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open("/dev/null")
}

fn native_ioctl() -> Made {
    let null = null()?;
    // SAFETY: the null device knows no commands, and this one has no argument.
    let _answer = unsafe {
        rustix::ioctl::ioctl(
            null.as_fd(),
            rustix::ioctl::NoArg::<{ UNKNOWN_COMMAND }>::new(),
        )
    };
    Ok(())
}

/// In a process of its own: where the kernel runs no 32-bit programs, the instruction ends it.
fn compat_ioctl() -> Made {
    let status = std::process::Command::new("/proc/self/exe")
        .arg("compat-ioctl")
        .status()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other("this kernel runs no 32-bit programs"))
    }
}

/// What `passgate compat-ioctl` does: an ioctl by the way of 32-bit programs.
///
/// # Errors
///
/// Where the null device cannot be opened, or the architecture has no such way.
pub fn compat_ioctl_by_interrupt() -> Made {
    let null = null()?;
    #[cfg(target_arch = "x86_64")]
    {
        /// `__NR_ioctl` of 32-bit x86.
        const IOCTL: u64 = 54;
        // SAFETY: the null device knows no commands, and this one has no argument. The kernel saves
        // what it changes, but for the registers named here.
        unsafe {
            std::arch::asm!(
                "xchg rbx, {descriptor}",
                "int 0x80",
                "xchg rbx, {descriptor}",
                descriptor = inout(reg) i64::from(null.as_raw_fd()) => _,
                inout("rax") IOCTL => _,
                in("rcx") u64::from(UNKNOWN_COMMAND),
                in("rdx") 0_u64,
                out("r8") _, out("r9") _, out("r10") _, out("r11") _,
            );
        }
        Ok(())
    }
    #[cfg(not(target_arch = "x86_64"))]
    {
        drop(null);
        Err(io::Error::other(
            "there is no such trial on this architecture",
        ))
    }
}

fn uring_command() -> Made {
    let null = null()?;
    let mut ring = IoUring::new(1)?;
    let command = opcode::UringCmd16::new(types::Fd(null.as_raw_fd()), UNKNOWN_COMMAND).build();
    // SAFETY: the command has no data, and the file stays open until it ends.
    unsafe { ring.submission().push(&command) }.map_err(io::Error::other)?;
    ring.submit_and_wait(1)?;
    let answer = ring.completion().next();
    let answer = answer.ok_or_else(|| io::Error::other("io_uring did not answer"))?;
    // Kernels whose io_uring, or whose null device, knows no commands.
    let unknown = [Errno::INVAL, Errno::OPNOTSUPP].map(Errno::raw_os_error);
    if unknown.contains(&-answer.result()) {
        return Err(io::Error::from_raw_os_error(-answer.result()));
    }
    Ok(())
}

/// A new mapping of a page that nobody else uses, until it is unmapped.
fn mapped(then: impl FnOnce(*mut std::ffi::c_void) -> Made) -> Made {
    let zero = File::open("/dev/zero")?;
    // SAFETY: what is mapped is unmapped here, and used by nobody else in between.
    unsafe {
        let at = mmap(
            ptr::null_mut(),
            1,
            ProtFlags::READ,
            MapFlags::PRIVATE,
            &zero,
            0,
        )?;
        let done = then(at);
        munmap(at, 1)?;
        done
    }
}

fn map() -> Made {
    mapped(|_| Ok(()))
}

fn widen() -> Made {
    mapped(|at| {
        // SAFETY: the caller's own mapping.
        let _answer = unsafe { mprotect(at, 1, MprotectFlags::READ | MprotectFlags::WRITE) };
        Ok(())
    })
}

fn open() -> Made {
    null().map(drop)
}

fn receive() -> Made {
    let null = null()?;
    let (from, to) = socketpair(
        AddressFamily::UNIX,
        SocketType::STREAM,
        SocketFlags::CLOEXEC,
        None,
    )?;
    let descriptors = [null.as_fd()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = SendAncillaryBuffer::new(&mut space);
    message.push(SendAncillaryMessage::ScmRights(&descriptors));
    sendmsg(
        &from,
        &[IoSlice::new(&[0])],
        &mut message,
        SendFlags::empty(),
    )?;
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = RecvAncillaryBuffer::new(&mut space);
    let mut byte = [0];
    recvmsg(
        &to,
        &mut [IoSliceMut::new(&mut byte)],
        &mut message,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    // What was received is closed with the buffer.
    Ok(())
}

fn read() -> Made {
    let _answer = null()?.read(&mut [0]);
    Ok(())
}

fn write() -> Made {
    let _answer = null()?.write(&[0]);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_before_the_trial_is_none() {
        let key = |entry| CountKey {
            entry,
            ..CountKey::ZERO
        };
        let before = Counts::from([(key(entry::OPEN), 3), (key(entry::READ), 1)]);
        let after = Counts::from([
            (key(entry::OPEN), 3),
            (key(entry::READ), 2),
            (key(entry::MMAP), 1),
        ]);
        let mut counted = entries(&before, after);
        counted.sort_unstable();
        assert_eq!(counted, [entry::MMAP, entry::READ]);
    }
}
