//! What an attacker tries against the daemon itself: its process, its maps, its programs and its links.
//!
//! Where several things are tried, all of them must be refused alike; how the first was that was not, is told.

use std::{
    ffi::CString,
    fs::{self, OpenOptions},
    io,
    os::{
        fd::{AsRawFd as _, FromRawFd as _, OwnedFd},
        unix::fs::OpenOptionsExt as _,
    },
    path::Path,
    ptr,
};

use super::{Done, descriptors::taken};
use crate::daemon::send_vendor;

/// What descriptors of maps are called in /proc.
const MAP: &str = "anon_inode:bpf-map";

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["attach", process] => traces(libc::PTRACE_ATTACH, process),
        ["seize", process] => traces(libc::PTRACE_SEIZE, process),
        ["memory", process] => memory(process),
        ["memory-file", process] => Ok(OpenOptions::new()
            .read(true)
            .write(true)
            .open(format!("/proc/{process}/mem"))
            .map(drop)?),
        ["takes", process] => {
            let maps = descriptors(process)?;
            all(maps.iter().map(|map| taken(process, map).map(drop)))
        }
        ["reopens", process] => {
            let maps = descriptors(process)?;
            let paths = maps.iter().map(|map| format!("/proc/{process}/fd/{map}"));
            all(paths.map(|path| reopen(Path::new(&path))))
        }
        ["reopens-mappings", process] => {
            let mappings = mappings(process)?;
            all(mappings.iter().map(|path| reopen(path)))
        }
        ["bpf", command, what, rest @ ..] => bpf_objects(command, what, rest),
        ["gets", pin, how] => gets(pin, how).map(drop),
        ["writes", path, text] => {
            // As `echo` does where the shell is told not to make it.
            let mut file = OpenOptions::new().write(true).open(path)?;
            Ok(io::Write::write_all(&mut file, text.as_bytes())?)
        }
        ["unmounted", place, node] => unmounted(place, node),
        ["ports"] => ports(),
        ["by-a-program"] => by_a_program(),
        _ => Err(format!("no such intrusion: {words:?}").into()),
    }
}

/// Sends a vendor's command when what this was started from is mounted nowhere any more.
fn unmounted(place: &str, node: &str) -> Done {
    let place = CString::new(place)?;
    // SAFETY: the path is a C string.
    if unsafe { libc::umount2(place.as_ptr(), libc::MNT_DETACH) } != 0 {
        return Err(io::Error::last_os_error().into());
    }
    Ok(send_vendor(&fs::File::open(node)?).map(drop)?)
}

/// Nothing where one of them succeeded, and else how the last was refused; none at all is an error of another kind.
fn all(tried: impl Iterator<Item = Done>) -> Done {
    let mut last = Err("there is nothing to try".into());
    for tried in tried {
        last = tried;
        if last.is_ok() {
            break;
        }
    }
    last
}

fn failed(result: libc::c_long) -> io::Result<libc::c_long> {
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(result)
}

fn traces(how: u32, process: &str) -> Done {
    let process: libc::pid_t = process.parse()?;
    // SAFETY: neither way reads or writes memory of this process.
    failed(unsafe { libc::ptrace(how, process, 0_usize, 0_usize) })?;
    // SAFETY: as above. One that is not stopped yet is let go when this process ends.
    unsafe { libc::ptrace(libc::PTRACE_DETACH, process, 0_usize, 0_usize) };
    Ok(())
}

/// Writes what is there to the end of its stack that it has not come to.
fn memory(process: &str) -> Done {
    let maps = fs::read_to_string(format!("/proc/{process}/maps"))?;
    let stack = maps.lines().find(|line| line.ends_with("[stack]"));
    let (from, _) = stack
        .and_then(|line| line.split_once('-'))
        .ok_or("it has no stack")?;
    let from = usize::from_str_radix(from, 16)?;
    let mut byte = [0_u8];
    let here = libc::iovec {
        iov_base: byte.as_mut_ptr().cast(),
        iov_len: 1,
    };
    let there = libc::iovec {
        iov_base: ptr::with_exposed_provenance_mut(from),
        iov_len: 1,
    };
    let process = process.parse()?;
    // SAFETY: the byte is this process's; what is there is another's.
    let read =
        unsafe { libc::process_vm_readv(process, &raw const here, 1, &raw const there, 1, 0) };
    failed(read as libc::c_long)?;
    // SAFETY: as above.
    let written =
        unsafe { libc::process_vm_writev(process, &raw const here, 1, &raw const there, 1, 0) };
    failed(written as libc::c_long)?;
    Ok(())
}

/// Its descriptors of maps.
fn descriptors(process: &str) -> io::Result<Vec<String>> {
    let mut maps = Vec::new();
    for entry in fs::read_dir(format!("/proc/{process}/fd"))? {
        let entry = entry?;
        if fs::read_link(entry.path()).is_ok_and(|to| to == Path::new(MAP)) {
            maps.push(entry.file_name().display().to_string());
        }
    }
    Ok(maps)
}

/// What it has mapped of them, as files.
fn mappings(process: &str) -> io::Result<Vec<std::path::PathBuf>> {
    let mut mappings = Vec::new();
    for entry in fs::read_dir(format!("/proc/{process}/map_files"))? {
        let path = entry?.path();
        if fs::read_link(&path).is_ok_and(|to| to.starts_with("anon_inode:bpf-map")) {
            mappings.push(path);
        }
    }
    Ok(mappings)
}

fn reopen(path: &Path) -> Done {
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true);
    Ok(options.custom_flags(libc::O_CLOEXEC).open(path).map(drop)?)
}

/// Commands of bpf(2), `include/uapi/linux/bpf.h`.
mod command {
    pub(super) const MAP_CREATE: libc::c_long = 0;
    pub(super) const MAP_LOOKUP: libc::c_long = 1;
    pub(super) const PROGRAM_LOAD: libc::c_long = 5;
    pub(super) const GET: libc::c_long = 7;
    pub(super) const PROGRAM_RUN: libc::c_long = 10;
    pub(super) const PROGRAM_BY_ID: libc::c_long = 13;
    pub(super) const MAP_BY_ID: libc::c_long = 14;
    pub(super) const INFO: libc::c_long = 15;
    pub(super) const LINK_UPDATE: libc::c_long = 29;
    pub(super) const LINK_BY_ID: libc::c_long = 30;
    pub(super) const LINK_DETACH: libc::c_long = 34;
}
/// BPF_F_RDONLY
const READ_ONLY: u32 = 1 << 3;

/// bpf(2) with the first words of its attributes; the others are zero.
fn bpf(number: libc::c_long, first: &[u32]) -> io::Result<i32> {
    let mut words = [0_u32; 32];
    words[..first.len()].copy_from_slice(first);
    // SAFETY: the kernel reads and writes as many bytes as it is told that there are, and what addresses among them
    // lead to lives as long as the call.
    let result = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            number,
            words.as_mut_ptr(),
            size_of_val(&words),
        )
    };
    Ok(i32::try_from(failed(result)?).unwrap_or(i32::MAX))
}

/// The same for what gives a descriptor out.
fn descriptor(number: libc::c_long, first: &[u32]) -> io::Result<OwnedFd> {
    let descriptor = bpf(number, first)?;
    // SAFETY: the kernel has just made it for this process.
    Ok(unsafe { OwnedFd::from_raw_fd(descriptor) })
}

/// Both halves of an address.
fn halves<T: ?Sized>(of: &T) -> [u32; 2] {
    let bytes = ptr::from_ref(of)
        .cast::<u8>()
        .expose_provenance()
        .to_ne_bytes();
    let (first, second) = bytes.split_at(4);
    [first, second].map(|half| u32::from_ne_bytes(half.try_into().unwrap_or_default()))
}

fn word(descriptor: &OwnedFd) -> u32 {
    descriptor.as_raw_fd().cast_unsigned()
}

/// What a process has of a kind, by the ids that /proc says of its descriptors.
fn ids(process: &str, kind: &str) -> io::Result<Vec<u32>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(format!("/proc/{process}/fdinfo"))? {
        // It may have closed it since.
        let text = fs::read_to_string(entry?.path()).unwrap_or_default();
        let mut lines = text.lines();
        let id = lines.find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
        ids.extend(id.and_then(|id| id.trim().parse::<u32>().ok()));
    }
    Ok(ids)
}

fn bpf_objects(what: &str, process: &str, how: &[&str]) -> Done {
    match what {
        "maps" => {
            let flags = if how == ["r"] { READ_ONLY } else { 0 };
            let maps = ids(process, "map_id")?;
            all(maps
                .iter()
                .map(|id| Ok(descriptor(command::MAP_BY_ID, &[*id, 0, flags]).map(drop)?)))
        }
        "programs" => {
            let programs = ids(process, "prog_id")?;
            all(programs
                .iter()
                .map(|id| Ok(descriptor(command::PROGRAM_BY_ID, &[*id]).map(drop)?)))
        }
        "links" => {
            let links = ids(process, "link_id")?;
            all(links.iter().map(|id| {
                let link = descriptor(command::LINK_BY_ID, &[*id])?;
                match how {
                    ["detached"] => bpf(command::LINK_DETACH, &[word(&link)])?,
                    _ => bpf(
                        command::LINK_UPDATE,
                        &[word(&link), word(&program(&returns())?)],
                    )?,
                };
                Ok(())
            }))
        }
        _ => Err(format!("no such objects: {what}").into()),
    }
}

/// What is pinned there.
fn gets(pin: &str, how: &str) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let path = CString::new(pin)?;
    let [low, high] = halves(path.as_c_str().to_bytes_with_nul());
    let flags = if how == "r" { READ_ONLY } else { 0 };
    Ok(descriptor(command::GET, &[low, high, 0, flags])?)
}

/// An instruction: its code, its two registers, offset and number.
fn instruction(code: u8, registers: u8, offset: i16, number: i32) -> u64 {
    u64::from(code)
        | u64::from(registers) << 8
        | u64::from(offset.cast_unsigned()) << 16
        | u64::from(number.cast_unsigned()) << 32
}

/// A program that does nothing.
fn returns() -> Vec<u64> {
    vec![instruction(0xb7, 0, 0, 0), instruction(0x95, 0, 0, 0)]
}

/// Loads a socket filter.
fn program(instructions: &[u64]) -> io::Result<OwnedFd> {
    const SOCKET_FILTER: u32 = 1;
    let licence = b"GPL\0";
    let count = u32::try_from(instructions.len()).unwrap_or(u32::MAX);
    let [code_low, code_high] = halves(instructions);
    let [licence_low, licence_high] = halves(licence.as_slice());
    descriptor(
        command::PROGRAM_LOAD,
        &[
            SOCKET_FILTER,
            count,
            code_low,
            code_high,
            licence_low,
            licence_high,
        ],
    )
}

/// A descriptor of a map that is only to be read is enough to write to it, by a program that is loaded with it. Of a
/// map of this process's own, which nobody guards.
fn by_a_program() -> Done {
    const ARRAY: u32 = 2;
    const WRITTEN: u32 = 0x600d;
    let map = descriptor(command::MAP_CREATE, &[ARRAY, 4, 8, 1])?;
    let mut info = [0_u32; 64];
    let [low, high] = halves(&info);
    bpf(
        command::INFO,
        &[word(&map), u32::try_from(size_of_val(&info))?, low, high],
    )?;
    // SAFETY: the kernel has written there behind the compiler's back.
    let id = unsafe { info.as_mut_ptr().add(1).read_volatile() };
    let to_read = descriptor(command::MAP_BY_ID, &[id, 0, READ_ONLY])?;
    // The address of its first value, a number stored there, and the end.
    let mut code = vec![
        instruction(0x18, 2 << 4 | 1, 0, to_read.as_raw_fd()),
        instruction(0, 0, 0, 0),
        instruction(0x62, 1, 0, WRITTEN.cast_signed()),
    ];
    code.extend(returns());
    let program = program(&code)?;
    let packet = [0_u8; 64];
    let [low, high] = halves(&packet);
    bpf(
        command::PROGRAM_RUN,
        &[
            word(&program),
            0,
            u32::try_from(packet.len())?,
            0,
            low,
            high,
        ],
    )?;
    let (key, mut value) = (0_u32, [0_u32; 2]);
    let ([key_low, key_high], [low, high]) = (halves(&key), halves(&value));
    bpf(
        command::MAP_LOOKUP,
        &[word(&map), 0, key_low, key_high, low, high],
    )?;
    // SAFETY: as above.
    let value = unsafe { value.as_mut_ptr().read_volatile() };
    if value == WRITTEN {
        Ok(())
    } else {
        Err(format!("the map has {value:#x}").into())
    }
}

/// Ports of devices, past every file.
fn ports() -> Done {
    const ALL: i32 = 3;
    // SAFETY: nothing is sent to any port.
    failed(unsafe { libc::iopl(ALL) }.into())?;
    Ok(())
}
