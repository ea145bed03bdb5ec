//! NVMe and SCSI commands by io_uring.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::{fd::AsRawFd as _, unix::process::CommandExt as _},
    process::Command,
};

use io_uring::{IoUring, cqueue, opcode, squeue, types};

use super::{
    Done, mixed,
    nvme::{low, passthru, put},
    open,
};

/// The drivers take entries of double size only.
type Ring = IoUring<squeue::Entry128, cqueue::Entry32>;

/// What a ring is made with.
struct Setup {
    /// Entries of its submission queue.
    entries: u32,
    /// Whether the kernel polls the submission queue.
    polled: bool,
    /// Whether the file is registered with the ring, and addressed by its index there.
    fixed: bool,
    /// Whether a worker of the ring is to issue the commands.
    worker: bool,
    /// Whether completions are polled for at the device.
    iopoll: bool,
}

/// What is sent, and how.
struct Sender {
    ring: Ring,
    setup: Setup,
    file: File,
    number: u32,
    payload: [u8; 80],
}

pub(super) fn run(words: &[&str]) -> Done {
    let [way, name, node, count, flags @ ..] = words else {
        return Err(format!("no such io_uring client: {words:?}").into());
    };
    let count: u32 = count.parse()?;
    if *way == "mixes" {
        return mixed::run(name, node, count);
    }
    let setup = Setup {
        entries: match *way {
            "crowds" => count,
            "links" => 2,
            _ => 1,
        },
        polled: flags.contains(&"sqpoll"),
        fixed: flags.contains(&"fixed"),
        worker: flags.contains(&"worker"),
        iopoll: flags.contains(&"iopoll"),
    };
    let mut sender = Sender::new(name, node, setup)?;
    match *way {
        "sends" => sender.one_by_one(count)?,
        "holds" => sender.later(count)?,
        "crowds" => sender.at_once(count)?,
        "links" => sender.behind_a_worker(count)?,
        "passes" => sender.by_another(count)?,
        _ => return Err(format!("no such way: {way}").into()),
    }
    Ok(())
}

/// A command by its name: its number and its payload.
pub(super) fn command(name: &str) -> Result<(u32, [u8; 80]), Box<dyn std::error::Error>> {
    match name {
        "inquiry" => return Ok((0, takes(0x12, 0)?)),
        // All pages.
        "mode-sense" => return Ok((0, takes(0x1a, 0x3f)?)),
        _ => {}
    }
    let (ioctl, command) = passthru(name, low()?)?;
    // NVME_URING_CMD_ADMIN is NVME_IOCTL_ADMIN_CMD + 0x41, and NVME_URING_CMD_IO is
    // NVME_IOCTL_IO_CMD + 0x3d.
    let number = ioctl + if name == "read" { 0x3d } else { 0x41 };
    let mut payload = [0; 80];
    payload[..command.len()].copy_from_slice(&command);
    Ok((number, payload))
}

/// A SCSI command that takes a few bytes, by its opcode and its page, in a struct bsg_uring_cmd (`linux/bsg.h` of
/// Linux 7.2).
fn takes(opcode: u8, page: u8) -> Result<[u8; 80], Box<dyn std::error::Error>> {
    const LENGTH: u8 = 36;
    let low = low()?;
    // SAFETY: the memory is new, and has room for it.
    unsafe { put(&[opcode, 0, page, 0, LENGTH, 0], low) };
    let mut payload = [0; 80];
    payload[..8].copy_from_slice(&low.to_le_bytes());
    payload[8] = 6;
    payload[48..56].copy_from_slice(&(low + 4096).to_le_bytes());
    payload[56] = LENGTH;
    payload[64..68].copy_from_slice(&5000_u32.to_le_bytes());
    Ok(payload)
}

impl Sender {
    fn new(name: &str, node: &str, setup: Setup) -> Result<Self, Box<dyn std::error::Error>> {
        let mut builder = Ring::builder();
        if setup.polled {
            builder.setup_sqpoll(1000);
        }
        if setup.iopoll {
            builder.setup_iopoll();
        }
        let ring = builder.build(setup.entries)?;
        let file = open(node)?;
        if setup.fixed {
            ring.submitter().register_files(&[file.as_raw_fd()])?;
        }
        let (number, payload) = command(name)?;
        Ok(Self {
            ring,
            setup,
            file,
            number,
            payload,
        })
    }

    fn entry(&self) -> squeue::Entry128 {
        let build = |command: opcode::UringCmd80| command.cmd(self.payload).build();
        let entry = if self.setup.fixed {
            build(opcode::UringCmd80::new(types::Fixed(0), self.number))
        } else {
            build(opcode::UringCmd80::new(
                types::Fd(self.file.as_raw_fd()),
                self.number,
            ))
        };
        if self.setup.worker {
            entry.flags(squeue::Flags::ASYNC)
        } else {
            entry
        }
    }

    /// Submits as many commands, and waits for all of them.
    fn at_once(&mut self, count: u32) -> io::Result<()> {
        for _ in 0..count {
            let entry = self.entry();
            // SAFETY: the data's memory and the file stay until the commands have ended.
            unsafe { self.ring.submission().push(&entry) }.map_err(io::Error::other)?;
        }
        self.finish(count)
    }

    /// Submits what there is, and waits for as many.
    fn finish(&mut self, count: u32) -> io::Result<()> {
        self.ring.submit_and_wait(count as usize)?;
        for _ in 0..count {
            let result = loop {
                if let Some(done) = self.ring.completion().next() {
                    break done.result();
                }
                // A ring that polls does not wait for what a worker has not issued yet.
                self.ring.submit_and_wait(1)?;
            };
            match result {
                0 => {}
                error if error < 0 => return Err(io::Error::from_raw_os_error(-error)),
                other => return Err(io::Error::other(format!("the device answered {other}"))),
            }
        }
        Ok(())
    }

    fn one_by_one(&mut self, count: u32) -> io::Result<()> {
        (0..count).try_for_each(|_| self.at_once(1))
    }

    /// Links each command to an operation that does nothing, which a worker does: the worker goes on with
    /// the command, which it is the first to issue.
    fn behind_a_worker(&mut self, count: u32) -> io::Result<()> {
        for _ in 0..count {
            let before = opcode::Nop::new().build();
            let before = before.flags(squeue::Flags::ASYNC | squeue::Flags::IO_LINK);
            let link = [before.into(), self.entry()];
            // SAFETY: as above.
            unsafe { self.ring.submission().push_multiple(&link) }.map_err(io::Error::other)?;
            self.finish(2)?;
        }
        Ok(())
    }

    /// Keeps nothing but the ring, which has the file, until whoever started this says so.
    fn later(mut self, count: u32) -> io::Result<()> {
        self.file = File::open("/dev/null")?;
        println!("held");
        io::stdin().read_to_end(&mut Vec::new())?;
        self.one_by_one(count)
    }

    /// Lets another process submit, in a cgroup of its own, which makes it another subject.
    fn by_another(&mut self, count: u32) -> Done {
        // 0::/ and the path, on version 2.
        let cgroup = fs::read_to_string("/proc/self/cgroup")?;
        let cgroup = cgroup.trim().rsplit("::").next().ok_or("no cgroup")?;
        let cgroup = format!("/sys/fs/cgroup{cgroup}/submitter");
        fs::create_dir_all(&cgroup)?;
        let mut child = Command::new("true");
        let this = std::ptr::from_mut(self).expose_provenance();
        // SAFETY: this process has one thread, so that its copy may do anything; and it waits here
        // while the copy uses the ring.
        unsafe {
            child.pre_exec(move || {
                let sender = &mut *std::ptr::with_exposed_provenance_mut::<Self>(this);
                fs::write(format!("{cgroup}/cgroup.procs"), "0")?;
                sender.one_by_one(count)
            });
        }
        if child.status()?.success() {
            Ok(())
        } else {
            Err("the other process failed".into())
        }
    }
}
