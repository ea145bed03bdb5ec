//! Commands to the mailbox of a CXL memory device (`linux/cxl_mem.h`).

use std::fs::File;

use rustix::io::Errno;

use super::{
    Done, call,
    iommufd::word,
    vfio::{Made, argument, read_write, words},
};

/// CXL_MEM_QUERY_COMMANDS
const QUERY: u32 = 0x8008_ce01;
/// CXL_MEM_SEND_COMMAND
pub(super) const SEND: u32 = 0xc030_ce02;

/// CXL_MEM_COMMAND_ID_IDENTIFY
pub(super) const IDENTIFY: u32 = 1;
/// CXL_MEM_COMMAND_ID_RAW
pub(super) const RAW: u32 = 2;
/// CXL_MEM_COMMAND_ID_GET_LSA
const GET_LSA: u32 = 6;
/// The opcode of what the kernel's id 1 stands for.
const IDENTIFY_OPCODE: u16 = 0x4000;
/// Set LSA: raw, the kernel lets it pass only where all raw commands may.
const SET_LSA_OPCODE: u16 = 0x4103;
/// One that is the vendor's to define.
const VENDOR_OPCODE: u16 = 0xc0de;

/// How long the answer to Identify is.
pub(crate) const IDENTITY: usize = 0x43;
/// How much of the label storage area is read, and raw, written.
pub(crate) const LABELS: usize = 64;
/// How often the device is asked who it is, by id and raw.
pub(crate) const CALLS: u64 = 3;

pub(super) fn run(arguments: &[&str]) -> Done {
    let [way, node] = arguments else {
        return Err(format!("no such client of CXL: {arguments:?}").into());
    };
    let file = read_write(node)?;
    match *way {
        "asks" => asks(&file),
        "raw" => raw(&file),
        _ => Err(format!("no such way: {way}").into()),
    }
}

/// What the kernel lets pass: the ids, asked for twice, first how many there are.
fn ids(file: &File) -> Made<Vec<u32>> {
    let count = word(&argument(file, QUERY, words(&[0, 0]))?, 0);
    let mut room = vec![0; 2 + 4 * count as usize];
    room[0] = count;
    let answer = argument(file, QUERY, words(&room))?;
    // struct cxl_command_info: id, flags, size_in, size_out.
    let entries = (0..count as usize).map(|entry| word(&answer, 8 + 16 * entry));
    Ok(entries.collect())
}

/// A command: the opcode where the id is that of the raw command, and else 0.
pub(super) fn command(id: u32, opcode: u16, input: &[u8], output: usize, room: usize) -> Vec<u8> {
    let mut command = words(&[id, 0, opcode.into(), 0]);
    for (length, at) in [
        (input.len(), input.as_ptr().expose_provenance()),
        (room, output),
    ] {
        command.extend(length.to_le_bytes());
        command.extend(at.to_le_bytes());
    }
    command
}

fn send(file: &File, id: u32, opcode: u16, input: &[u8], output: &mut [u8]) -> Made<u32> {
    let at = output.as_mut_ptr().expose_provenance();
    let mut command = command(id, opcode, input, at, output.len());
    call(file, SEND, command.as_mut_ptr().expose_provenance())?;
    // What the device itself answered, 0 for success.
    Ok(word(&command, 12))
}

fn identify(file: &File, id: u32, opcode: u16) -> Made<[u8; IDENTITY]> {
    let mut identity = [0; IDENTITY];
    let status = send(file, id, opcode, &[], &mut identity)?;
    // It begins with the firmware's version, in ASCII.
    if status == 0 && identity[0].is_ascii_graphic() {
        Ok(identity)
    } else {
        Err(format!("the device answered {status}: {identity:x?}").into())
    }
}

/// A part of the label storage area: where it begins, and how long it is.
fn labels() -> Vec<u8> {
    [words(&[0]), LABELS.to_le_bytes()[..4].to_vec()].concat()
}

fn asks(file: &File) -> Done {
    if !ids(file)?.contains(&IDENTIFY) {
        return Err("the kernel has no Identify".into());
    }
    for _ in 0..CALLS {
        identify(file, IDENTIFY, 0)?;
    }
    match send(file, GET_LSA, 0, &labels(), &mut [0; LABELS])? {
        0 => Ok(()),
        status => Err(format!("the device answered {status}").into()),
    }
}

/// Commands by their opcode, which a kernel may be built to refuse.
fn raw(file: &File) -> Done {
    let taken = ids(file)?.contains(&RAW);
    for _ in 0..CALLS {
        as_built(taken, identify(file, RAW, IDENTIFY_OPCODE).map(drop))?;
    }
    let input = [words(&[0, 0]), vec![0; LABELS]].concat();
    as_built(
        taken,
        send(file, RAW, SET_LSA_OPCODE, &input, &mut []).map(drop),
    )?;
    // The device knows none, and says so.
    as_built(
        taken,
        send(file, RAW, VENDOR_OPCODE, &[], &mut [0; 8]).map(drop),
    )
}

fn as_built(taken: bool, outcome: Done) -> Done {
    match outcome {
        Ok(()) if taken => Ok(()),
        Ok(()) => Err("the kernel takes raw commands though it says that it does not".into()),
        Err(error) if !taken && error.downcast_ref() == Some(&Errno::PERM) => Ok(()),
        Err(error) => Err(error),
    }
}
