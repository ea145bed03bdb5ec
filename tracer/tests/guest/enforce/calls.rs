//! Calls of chance that do no harm.

use std::{
    fs,
    os::fd::{AsFd as _, AsRawFd as _},
};

use io_uring::{IoUring, cqueue, opcode, squeue, types};
use rustix::io::Errno;
use tracer_common::count::entry;

use super::chance::Chance;
use crate::{
    client::{self, NVME_ID},
    observe::scsi,
};

/// `NVME_IOCTL_ADMIN64_CMD` and `NVME_IOCTL_IO64_CMD` of `linux/nvme_ioctl.h`.
const NVME_ADMIN64: u32 = 0xc050_4e47;
const NVME_IO64: u32 = 0xc050_4e48;
/// `NVME_URING_CMD_IO` and `NVME_URING_CMD_ADMIN` of `linux/nvme_ioctl.h`.
const NVME_URING_IO: u32 = 0xc048_4e80;
const NVME_URING_ADMIN: u32 = 0xc048_4e82;

/// What calls are made to.
pub(super) struct Nodes {
    pub(super) controller: fs::File,
    pub(super) namespace: fs::File,
    generic: fs::File,
    /// The name of that.
    sg: String,
    ring: IoUring<squeue::Entry128, cqueue::Entry32>,
}

/// How a call ended.
pub(super) struct Made {
    /// See [`entry`].
    pub(super) entry: u8,
    /// What it returned.
    pub(super) result: Result<i32, Errno>,
}

impl Nodes {
    pub(super) fn open() -> Result<Self, String> {
        let open = |node: &str| {
            let file = fs::File::options().read(true).open(node);
            file.map_err(|e| format!("{node}: {e}"))
        };
        let (sg, _) = scsi()?;
        Ok(Self {
            controller: open("/dev/nvme0")?,
            namespace: open("/dev/ng0n1")?,
            generic: open(&format!("/dev/{sg}"))?,
            sg,
            ring: IoUring::builder()
                .build(1)
                .map_err(|e| format!("io_uring_setup: {e}"))?,
        })
    }

    /// Sends a vendor command without data.
    pub(super) fn vendor(&self) -> Result<i32, Errno> {
        let mut vendor = command(0xc1, 0, 0);
        let address = vendor.as_mut_ptr().expose_provenance();
        client::call(&self.controller, client::NVME_ADMIN, address)
    }

    /// Makes a call of chance.
    pub(super) fn call(&mut self, chance: &mut Chance, data: &mut [u8; 4096]) -> Made {
        match chance.below(12) {
            0..=7 => Made {
                entry: entry::IOCTL,
                result: self.ioctl(chance, data),
            },
            8 | 9 => Made {
                entry: entry::URING_CMD,
                result: self.by_ring(chance, data),
            },
            _ => Made {
                entry: entry::OPEN,
                result: self.opens(chance),
            },
        }
    }

    fn ioctl(&self, chance: &mut Chance, data: &mut [u8; 4096]) -> Result<i32, Errno> {
        let address = data.as_mut_ptr().expose_provenance();
        match chance.below(8) {
            0 => client::call(&self.namespace, NVME_ID, 0),
            // An argument that cannot be read.
            1 => client::call(&self.controller, client::NVME_ADMIN, 8),
            2 | 3 => {
                let mut cdb = [chance.of(&[0_u8, 0x12, 0xc1, 0xd0]), 0, 0, 0, 36, 0];
                let length = chance.of(&[36_u32, 1024]);
                cdb[3] = u8::try_from(length >> 8).unwrap_or(0);
                let mut header = client::header(cdb.as_ptr() as usize, 6);
                // SG_DXFER_FROM_DEV
                header[4..8].copy_from_slice(&(-3_i32).to_le_bytes());
                header[12..16].copy_from_slice(&length.to_le_bytes());
                header[16..24].copy_from_slice(&address.to_le_bytes());
                client::call(&self.generic, client::SG_IO, header.as_mut_ptr() as usize)
            }
            4 => {
                let mut command = io(chance, address);
                let number = chance.of(&[client::nvme::NVME_IO, NVME_IO64]);
                client::call(&self.namespace, number, command.as_mut_ptr() as usize)
            }
            _ => {
                let mut command = admin(chance, address);
                let file = chance.of(&[self.controller.as_fd(), self.namespace.as_fd()]);
                let number = chance.of(&[client::NVME_ADMIN, NVME_ADMIN64]);
                client::call(file, number, command.as_mut_ptr() as usize)
            }
        }
    }

    fn by_ring(&mut self, chance: &mut Chance, data: &mut [u8; 4096]) -> Result<i32, Errno> {
        let address = data.as_mut_ptr().expose_provenance();
        let (number, command) = match chance.below(3) {
            0 => (NVME_URING_IO, io(chance, address)),
            _ => (NVME_URING_ADMIN, admin(chance, address)),
        };
        let file = types::Fd(self.namespace.as_raw_fd());
        let entry = opcode::UringCmd80::new(file, number).cmd(command).build();
        let failed = |error: std::io::Error| Errno::from_io_error(&error).unwrap_or(Errno::IO);
        // SAFETY: the file and the data's memory are there until the command has ended, below.
        let pushed = unsafe { self.ring.submission().push(&entry) };
        pushed.map_err(|_| Errno::AGAIN)?;
        self.ring.submit_and_wait(1).map_err(failed)?;
        let done = self.ring.completion().next().ok_or(Errno::IO)?.result();
        match u32::try_from(done) {
            Ok(_) => Ok(done),
            Err(_) => Err(Errno::from_raw_os_error(-done)),
        }
    }

    fn opens(&self, chance: &mut Chance) -> Result<i32, Errno> {
        let sg = format!("/dev/{}", self.sg);
        let node = chance.of(&["/dev/nvme0", "/dev/ng0n1", "/dev/nvme0n1", sg.as_str()]);
        let (read, write) = chance.of(&[(true, false), (true, true), (false, true)]);
        let opened = fs::File::options().read(read).write(write).open(node);
        match opened {
            Ok(_) => Ok(0),
            Err(error) => Err(Errno::from_io_error(&error).unwrap_or(Errno::IO)),
        }
    }
}

/// A command of a namespace: to read, or one that no drive has.
fn io(chance: &mut Chance, data: usize) -> [u8; 80] {
    let (opcode, length) = chance.of(&[(0x02_u8, 512_u32), (0x90, 0)]);
    let mut command = command(opcode, data, length);
    command[4] = 1;
    command
}

/// An admin command that does no harm, or a vendor's.
fn admin(chance: &mut Chance, data: usize) -> [u8; 80] {
    let opcode = chance.of(&[0x06_u8, 0x02, 0xc1, 0xd3, 0x0a]);
    let length = match opcode {
        0x06 => 4096,
        0x02 => 512,
        _ => 0,
    };
    let mut command = command(opcode, data, length);
    // Identify's structures and logs that every drive has, features.
    command[40] = match opcode {
        0x06 | 0x0a => 1,
        _ => chance.of(&[1, 2]),
    };
    if opcode == 0x02 {
        command[42] = 127;
    }
    command
}

/// The calling thread's real user and group, of which the first is another's for as long as it is in force.
pub(super) fn become_user(uid: u32, gid: u32) -> Result<(), String> {
    for (what, call, id) in [
        ("user", libc::SYS_setresuid, uid),
        ("group", libc::SYS_setresgid, gid),
    ] {
        // SAFETY: it takes numbers only; the effective ones stay root's, and so do its capabilities.
        if unsafe { libc::syscall(call, id, 0, 0) } != 0 {
            let error = std::io::Error::last_os_error();
            return Err(format!("cannot become {what} {id}: {error}"));
        }
    }
    Ok(())
}

/// struct nvme_passthru_cmd64, which but for its result begins as struct nvme_passthru_cmd does.
pub(super) fn command(opcode: u8, data: usize, length: u32) -> [u8; 80] {
    let mut command = [0; 80];
    command[0] = opcode;
    if length > 0 {
        command[24..32].copy_from_slice(&data.to_le_bytes());
        command[36..40].copy_from_slice(&length.to_le_bytes());
    }
    command
}
