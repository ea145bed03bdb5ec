//! Registers and memory through files that give them away.

use std::{
    ffi::CString,
    fs::{File, OpenOptions},
    io::{self, Read as _},
    os::{
        fd::{FromRawFd as _, OwnedFd},
        unix::fs::{FileExt as _, OpenOptionsExt as _},
    },
    ptr,
};

use io_uring::{IoUring, opcode, squeue, types};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::pwritev,
    mm::{MapFlags, ProtFlags, mmap},
};

use super::{Done, mapped::stay, open, send};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["by-ring", access @ ..] => by_ring(IoUring::new(2)?, squeue::Flags::empty(), access),
        ["by-workers", access @ ..] => by_ring(IoUring::new(2)?, squeue::Flags::ASYNC, access),
        ["by-polled-ring", access @ ..] => {
            let ring = IoUring::builder().setup_sqpoll(1000).build(2)?;
            by_ring(ring, squeue::Flags::empty(), access)
        }
        ["read", node, offset, length] => {
            let mut bytes = vec![0; length.parse()?];
            Ok(open(node)?.read_exact_at(&mut bytes, offset.parse()?)?)
        }
        ["write", node, offset, length, word] => write(node, offset, length, word),
        // From several buffers.
        ["gathers", node, offset, length, word] => {
            let bytes = word.parse::<u64>()?.to_le_bytes();
            let file = OpenOptions::new().write(true).open(node)?;
            let (first, rest) = bytes[..length.parse()?].split_at(1);
            let parts = [first, rest].map(io::IoSlice::new);
            pwritev(file, &parts, offset.parse()?)?;
            Ok(())
        }
        ["refused", node, offset, length, word] => match write(node, offset, length, word) {
            Ok(()) => Err("the driver took it".into()),
            Err(error) if error.is::<io::Error>() && std::fs::exists(node)? => Ok(()),
            Err(error) => Err(error),
        },
        ["maps", node, offset, length] => {
            let _mapping = map(node, offset.parse()?, length.parse()?)?;
            Ok(())
        }
        ["remaps", node, offset, length] => remap(node, offset.parse()?, length.parse()?),
        ["holds", node, offset, length] => {
            let _mapping = map(node, offset.parse()?, length.parse()?)?;
            stay()
        }
        // The mapping alone.
        ["holds-closed", node, offset, length] => {
            drop(map(node, offset.parse()?, length.parse()?)?);
            stay()
        }
        ["rom", file] => rom(file),
        ["interrupts", node, address] => interrupts(node, address),
        _ => Err(format!("no such registers: {words:?}").into()),
    }
}

/// The low bytes of a word.
fn write(node: &str, offset: &str, length: &str, word: &str) -> Done {
    let bytes = word.parse::<u64>()?.to_le_bytes();
    let file = OpenOptions::new().write(true).open(node)?;
    Ok(file.write_all_at(&bytes[..length.parse()?], offset.parse()?)?)
}

/// Reads the beginning of an expansion ROM, which must be turned on for that
/// (`Documentation/PCI/sysfs-pci.rst`).
fn rom(file: &str) -> Done {
    let file = OpenOptions::new().read(true).write(true).open(file)?;
    let mut bytes = [0; 16];
    file.write_all_at(b"1", 0)?;
    let outcome = file.read_exact_at(&mut bytes, 0);
    file.write_all_at(b"0", 0)?;
    outcome?;
    if bytes[..2] == [0x55, 0xaa] {
        Ok(())
    } else {
        Err(format!("this is no expansion ROM: {bytes:x?}").into())
    }
}

/// Opens a file and reads or writes it, by an io_uring's operations.
fn by_ring(mut ring: IoUring, flags: squeue::Flags, access: &[&str]) -> Done {
    let (way, node, offset, length, word) = match *access {
        ["read", node, offset, length] => (libc::O_RDONLY, node, offset, length, 0),
        ["write", node, offset, length, word] => {
            (libc::O_WRONLY, node, offset, length, word.parse::<u64>()?)
        }
        _ => return Err(format!("no such access: {access:?}").into()),
    };
    let path = CString::new(node)?;
    let open = opcode::OpenAt::new(types::Fd(libc::AT_FDCWD), path.as_ptr()).flags(way);
    let descriptor = operate(&mut ring, &open.build().flags(flags))?;
    // SAFETY: the ring has just opened it for this process.
    let file = unsafe { OwnedFd::from_raw_fd(descriptor) };
    let (offset, length) = (offset.parse()?, length.parse()?);
    let mut bytes = word.to_le_bytes();
    let file = types::Fd(std::os::fd::AsRawFd::as_raw_fd(&file));
    let access = if way == libc::O_RDONLY {
        let read = opcode::Read::new(file, bytes.as_mut_ptr(), length);
        read.offset(offset).build()
    } else {
        let write = opcode::Write::new(file, bytes.as_ptr(), length);
        write.offset(offset).build()
    };
    if operate(&mut ring, &access.flags(flags))? == i32::try_from(length)? {
        Ok(())
    } else {
        Err("not all of it".into())
    }
}

/// Submits an operation, and waits for its result.
fn operate(ring: &mut IoUring, operation: &squeue::Entry) -> io::Result<i32> {
    // SAFETY: what it points to stays until it has ended.
    unsafe { ring.submission().push(operation) }.map_err(io::Error::other)?;
    ring.submit_and_wait(1)?;
    let done = ring.completion().next();
    let result = done.ok_or(io::ErrorKind::UnexpectedEof)?.result();
    if result < 0 {
        Err(io::Error::from_raw_os_error(-result))
    } else {
        Ok(result)
    }
}

/// Maps a part of a file, and then the next one in its place.
fn remap(node: &str, offset: u64, length: usize) -> Done {
    let mapping = map(node, offset, length)?;
    let next = (usize::try_from(offset)? + length) / rustix::param::page_size();
    // SAFETY: the mapping is this process's own, and nobody looks at what is mapped there.
    let answer =
        unsafe { libc::syscall(libc::SYS_remap_file_pages, mapping.at, length, 0, next, 0) };
    match answer {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error().into()),
    }
}

/// A part of a file that is mapped to the process's end.
struct Mapping {
    _file: File,
    at: *mut u32,
}

fn map(node: &str, offset: u64, length: usize) -> Result<Mapping, Box<dyn std::error::Error>> {
    /// Where a mapping is of memory, not of ports (`linux/pci.h`).
    const PCIIOC_MMAP_IS_MEM: u32 = 0x5043_4902;
    let file = OpenOptions::new().read(true).write(true).open(node)?;
    if node.starts_with("/proc/") {
        send(&file, PCIIOC_MMAP_IS_MEM, 0)?;
    }
    let protection = ProtFlags::READ | ProtFlags::WRITE;
    // SAFETY: a new mapping, which nobody else knows.
    let at = unsafe {
        mmap(
            ptr::null_mut(),
            length,
            protection,
            MapFlags::SHARED,
            &file,
            offset,
        )
    }?;
    Ok(Mapping {
        _file: file,
        at: at.cast(),
    })
}

/// Has edu interrupt (QEMU, docs/specs/edu.rst), and reads from UIO how often it did.
fn interrupts(node: &str, address: &str) -> Done {
    const RAISE: usize = 0x60 / 4;
    const ACKNOWLEDGE: usize = 0x64 / 4;
    let device = format!("/sys/bus/pci/devices/{address}");
    let registers = map(&format!("{device}/resource0"), 0, 4096)?;
    let mut uio = OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(libc::O_NONBLOCK)
        .open(node)?;
    // The kernel turns them off at each, and whoever had the device before may have.
    turn_on(&device)?;
    // SAFETY: the register is within the mapping, and the device's own.
    unsafe { registers.at.add(RAISE).write_volatile(1) };
    let patience = Timespec {
        tv_sec: 10,
        tv_nsec: 0,
    };
    let interrupted = poll(&mut [PollFd::new(&uio, PollFlags::IN)], Some(&patience));
    // SAFETY: as above.
    unsafe { registers.at.add(ACKNOWLEDGE).write_volatile(1) };
    if interrupted? == 0 {
        return Err("the device did not interrupt".into());
    }
    uio.read_exact(&mut [0; 4])?;
    turn_on(&device)
}

/// Lets a function interrupt, in its command register.
fn turn_on(device: &str) -> Done {
    /// Where the register is, and the bit that turns interrupts off (`linux/pci_regs.h`).
    const COMMAND: u64 = 4;
    const OFF: u16 = 1 << 10;
    let path = format!("{device}/config");
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let mut command = [0; 2];
    file.read_exact_at(&mut command, COMMAND)?;
    let command = u16::from_le_bytes(command) & !OFF;
    Ok(file.write_all_at(&command.to_le_bytes(), COMMAND)?)
}
