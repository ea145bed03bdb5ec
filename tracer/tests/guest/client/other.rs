//! Devices that no family knows: one that is a program, by CUSE (`linux/fuse.h`, `fs/fuse/cuse.c`), and a
//! command that no driver knows.

use std::{
    error::Error,
    fs::File,
    io::{Read as _, Write as _},
    ptr, thread,
};

use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap, mprotect};

use super::{Done, mapped::stay, open, send, vfio::read_write};
use crate::machine::wait_for;

/// `_IOWR('z', 0x5e, __u64)`, which nobody has.
pub(crate) const NUMBER: u32 = 0xc008_7a5e;

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        // What a driver answers is not the matter.
        ["sends", nodes @ ..] => {
            for node in nodes {
                let mut argument = 0_u64;
                let _ = send(open(node)?, NUMBER, (&raw mut argument).expose_provenance());
            }
            Ok(())
        }
        ["echoes", node, times] => echoes(node, times.parse()?),
        ["asks", node, commands @ ..] => asks(node, commands),
        ["widens", node, offset] => widens(node, offset.parse()?),
        // Numbers of 0 stand for any that are free.
        ["serves", name, major, minor] => serves(name, [major.parse()?, minor.parse()?]),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// Sends a command that each time must reach the program behind the node.
fn echoes(node: &str, times: u64) -> Done {
    let file = open(node)?;
    for sent in 0..times {
        let mut argument = sent;
        send(&file, NUMBER, (&raw mut argument).expose_provenance())?;
        if argument != sent + 1 {
            return Err(format!("{sent} was answered with {argument}").into());
        }
    }
    Ok(())
}

/// Sends commands, each its number and its argument in hexadecimal: `c0104629:0000`. What is behind the
/// node must take them.
fn asks(node: &str, commands: &[&str]) -> Done {
    let file = read_write(node)?;
    for command in commands {
        let (number, mut bytes) = number_and_argument(command)?;
        send(&file, number, bytes.as_mut_ptr().expose_provenance())?;
    }
    Ok(())
}

/// A command's number and its argument: `c0104629:0000`.
pub(super) fn number_and_argument(command: &str) -> Result<(u32, Vec<u8>), Box<dyn Error>> {
    let (number, argument) = command.split_once(':').ok_or("no argument")?;
    let byte = |at| u8::from_str_radix(argument.get(at..at + 2).unwrap_or_default(), 16);
    let bytes = (0..argument.len()).step_by(2).map(byte);
    Ok((
        u32::from_str_radix(number, 16)?,
        bytes.collect::<Result<_, _>>()?,
    ))
}

/// Maps a page of a file to be read, and asks to write it, too.
fn widens(node: &str, offset: u64) -> Done {
    const PAGE: usize = 4096;
    let file = read_write(node)?;
    // SAFETY: a new mapping, at a place of the kernel's choice.
    let memory = unsafe {
        mmap(
            ptr::null_mut(),
            PAGE,
            ProtFlags::READ,
            MapFlags::SHARED,
            &file,
            offset,
        )?
    };
    // SAFETY: the mapping is this process's, and nothing refers to it.
    unsafe { mprotect(memory, PAGE, MprotectFlags::READ | MprotectFlags::WRITE)? };
    Ok(())
}

/// Bytes of `struct fuse_in_header`, which begins every request.
const HEADER: usize = 40;
/// FUSE_MIN_READ_BUFFER, and as much as a request may have beside that.
const REQUEST: usize = 8192 + 4096;

/// Is a device that answers [`NUMBER`] with one more than it was sent, and any other command with what it was
/// sent, until standard input ends.
fn serves(name: &str, number: [u32; 2]) -> Done {
    let mut channel = read_write("/dev/cuse")?;
    let request = next(&mut channel)?;
    reply(
        &mut channel,
        &request,
        0,
        &introduction(&request, name, number),
    )?;
    thread::spawn(move || {
        // It fails where the device has gone, and with it this process.
        while let Ok(request) = next(&mut channel) {
            if answer(&mut channel, &request).is_err() {
                break;
            }
        }
    });
    wait_for(&format!("/dev/{name}"))?;
    stay()
}

fn next(channel: &mut File) -> std::io::Result<Vec<u8>> {
    let mut request = vec![0; REQUEST];
    let length = channel.read(&mut request)?;
    request.truncate(length);
    Ok(request)
}

/// `struct cuse_init_out` and the device's name.
fn introduction(request: &[u8], name: &str, [major, minor]: [u32; 2]) -> Vec<u8> {
    let versions = [word(request, HEADER), word(request, HEADER + 4)];
    let (unused, flags, most) = (0, 0, 4096);
    let mut words = versions.to_vec();
    words.extend([unused, flags, most, most, major, minor]);
    words.resize(words.len() + 10, 0);
    let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.extend(format!("DEVNAME={name}\0").bytes());
    bytes
}

fn answer(channel: &mut File, request: &[u8]) -> std::io::Result<()> {
    const OPEN: u32 = 14;
    const RELEASE: u32 = 18;
    const INTERRUPT: u32 = 36;
    const IOCTL: u32 = 39;
    /// Bytes of `struct fuse_ioctl_in`, and of `struct fuse_ioctl_out`, whose zeros are success.
    const IN: usize = 32;
    const OUT: usize = 16;
    match word(request, 4) {
        // `struct fuse_open_out`
        OPEN => reply(channel, request, 0, &[0; 16]),
        RELEASE => reply(channel, request, 0, &[]),
        INTERRUPT => Ok(()),
        IOCTL if word(request, HEADER + 12) == NUMBER => {
            let sent = request.get(HEADER + IN..HEADER + IN + 8);
            let sent = sent.and_then(|bytes| bytes.try_into().ok());
            let more = sent.map_or(0, u64::from_le_bytes) + 1;
            let mut answer = vec![0; OUT];
            answer.extend(more.to_le_bytes());
            reply(channel, request, 0, &answer)
        }
        IOCTL => {
            // As much of it as the command's number says that there is to answer.
            let most = usize::try_from(word(request, HEADER + IN - 4)).unwrap_or_default();
            let sent = request.get(HEADER + IN..).unwrap_or_default();
            let answer = [&[0; OUT], &sent[..sent.len().min(most)]].concat();
            reply(channel, request, 0, &answer)
        }
        _ => reply(channel, request, -libc::ENOSYS, &[]),
    }
}

/// `struct fuse_out_header` and what follows it, at once.
fn reply(channel: &mut File, request: &[u8], error: i32, rest: &[u8]) -> std::io::Result<()> {
    let length = u32::try_from(16 + rest.len()).unwrap_or_default();
    let mut bytes = length.to_le_bytes().to_vec();
    bytes.extend(error.to_le_bytes());
    // The request's own mark.
    bytes.extend(request.get(8..16).unwrap_or_default());
    bytes.extend(rest);
    channel.write_all(&bytes)
}

fn word(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.get(at..at + 4).and_then(|word| word.try_into().ok());
    bytes.map_or(0, u32::from_le_bytes)
}
