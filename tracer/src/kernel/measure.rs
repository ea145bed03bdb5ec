//! One measurement: how long a loop of device commands takes with a given program attached. The
//! benchmark runs it in a guest whose clock counts instructions.

use std::{
    any::Any,
    fs::File,
    io::{Read as _, Write as _},
    os::{
        fd::AsRawFd as _,
        unix::{fs::FileExt as _, net::UnixDatagram},
    },
    path::Path,
    ptr,
    time::{Duration, Instant},
};

use rustix::{
    fs::{MemfdFlags, memfd_create},
    io::ioctl_fionread,
    ioctl::{NoArg, Opcode, ioctl, opcode},
    mm::{MapFlags, ProtFlags, mmap, munmap},
};

use super::{
    Options,
    attach::EMPTY,
    btf,
    load::{load, prepare},
    object::OBJECT,
};
use crate::exit::{Error, Result};

/// What is attached while the loop runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attached {
    /// Nothing: the baseline.
    Nothing,
    /// A program that does nothing: the floor.
    Empty,
    /// passgate, counting.
    Counting,
}

/// What the loop calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called {
    /// NVME_IOCTL_ID on the device.
    NvmeId,
    /// FIONREAD on a socket.
    IoctlSocket,
    /// read(2) of a byte from a pipe.
    ReadPipe,
    /// read(2) of a byte from a regular file.
    ReadFile,
    /// open(2) of a regular file, and close(2).
    OpenFile,
    /// mmap(2) of a page of a regular file, and munmap(2).
    MapFile,
}

/// NVME_IOCTL_ID: answers with the namespace's id and reads no argument
/// (`include/uapi/linux/nvme_ioctl.h`).
const NVME_IOCTL_ID: Opcode = opcode::none(b'N', 0x40);

/// Calls that a filled pipe is good for: a byte each.
const PIPE: u32 = 60_000;

/// Programs that are attached until this is dropped.
pub struct Watch(#[expect(dead_code, reason = "kept for its end")] Option<Box<dyn Any>>);

/// Attaches what calls are measured with.
///
/// # Errors
///
/// Where the programs do not load.
pub fn attach(attached: Attached) -> Result<Watch> {
    let programs: Option<Box<dyn Any>> = match attached {
        Attached::Nothing => None,
        Attached::Empty => {
            let mut ebpf = prepare(OBJECT, Options::default())?;
            super::attach::attach(&mut ebpf, EMPTY, btf::functions()?)?;
            Some(Box::new(ebpf))
        }
        Attached::Counting => Some(Box::new(load(Options::default())?)),
    };
    Ok(Watch(programs))
}

/// Times `calls` calls, those of NVME_IOCTL_ID on a node.
///
/// # Errors
///
/// Where the node does not take the command.
pub fn measure(called: Called, node: &Path, calls: u32) -> Result<Duration> {
    let failed = |e: std::io::Error| Error::failure(format!("cannot prepare the calls: {e}"));
    let mut call: Box<dyn FnMut() -> std::io::Result<()>> = match called {
        Called::NvmeId => {
            let file = File::open(node)
                .map_err(|e| Error::failure(format!("cannot open {}: {e}", node.display())))?;
            Box::new(move || {
                // SAFETY: the command takes no argument and changes nothing.
                let answer = unsafe { ioctl(&file, NoArg::<{ NVME_IOCTL_ID }>::new()) };
                answer.map_err(std::io::Error::from)
            })
        }
        Called::IoctlSocket => {
            let socket = UnixDatagram::unbound().map_err(failed)?;
            Box::new(move || Ok(ioctl_fionread(&socket).map(drop)?))
        }
        Called::ReadPipe => {
            let (mut from, mut to) = std::io::pipe().map_err(failed)?;
            let bytes = usize::try_from(calls.saturating_add(1).min(PIPE)).unwrap_or_default();
            to.write_all(&vec![0; bytes]).map_err(failed)?;
            Box::new(move || {
                let _writer = &to;
                from.read_exact(&mut [0])
            })
        }
        Called::ReadFile => {
            let file = regular().map_err(failed)?;
            Box::new(move || file.read_exact_at(&mut [0], 0))
        }
        Called::OpenFile => {
            let file = regular().map_err(failed)?;
            let path = format!("/proc/self/fd/{}", file.as_raw_fd());
            Box::new(move || {
                let _file = &file;
                File::open(&path).map(drop)
            })
        }
        Called::MapFile => {
            let file = regular().map_err(failed)?;
            Box::new(move || map_and_unmap(&file))
        }
    };
    // The first call takes the slow paths.
    call().map_err(|e| {
        Error::failure(format!("a call of {} fails: {e}", node.display()))
            .remedy("name the node of an NVMe namespace, such as /dev/nvme0n1")
    })?;
    let began = Instant::now();
    for _ in 0..calls {
        let _ = call();
    }
    Ok(began.elapsed())
}

/// A regular file in memory, whose calls wait for nothing.
fn regular() -> std::io::Result<File> {
    let mut file = File::from(memfd_create("measured", MemfdFlags::CLOEXEC)?);
    file.write_all(&[0])?;
    Ok(file)
}

fn map_and_unmap(file: &File) -> std::io::Result<()> {
    let (protection, flags) = (ProtFlags::READ, MapFlags::PRIVATE);
    // SAFETY: a new mapping somewhere, that nobody uses until it is unmapped.
    unsafe {
        let at = mmap(ptr::null_mut(), 1, protection, flags, file, 0)?;
        Ok(munmap(at, 1)?)
    }
}
