//! What is called. No call reaches a device: some the driver answers by itself, others it refuses at once,
//! after the hooks, so that nothing is measured that an emulated device takes time for.

use std::{
    fs::File,
    io::{self, Write as _},
    os::{
        fd::{AsFd, AsRawFd as _},
        unix::{fs::FileExt as _, net::UnixDatagram},
    },
    path::Path,
    ptr,
};

use io_uring::{IoUring, cqueue, opcode, squeue, types};
use rustix::{
    fs::{MemfdFlags, memfd_create},
    io::{Errno, ioctl_fionread},
    ioctl::{Ioctl, IoctlOutput, Opcode, ioctl},
    mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap},
    pty::{OpenptFlags, openpt},
    termios::tcgetwinsize,
};

use super::events;
use crate::cli::{Call, Nodes};

/// NVME_IOCTL_ID, NVME_IOCTL_ADMIN_CMD, NVME_URING_CMD_ADMIN (`linux/nvme_ioctl.h`) and SG_GET_VERSION_NUM
/// (`scsi/sg.h`).
const NVME_ID: u32 = 0x4e40;
const NVME_ADMIN: u32 = 0xc048_4e41;
const NVME_URING_ADMIN: u32 = 0xc048_4e82;
const SG_VERSION: u32 = 0x2282;

/// One call after another, all alike.
pub(super) struct Calls {
    call: Box<dyn FnMut() -> io::Result<()> + Send>,
    /// After how many they begin anew.
    turn: usize,
}

impl Calls {
    pub(super) fn new(call: impl FnMut() -> io::Result<()> + Send + 'static) -> Self {
        Self {
            call: Box::new(call),
            turn: 1,
        }
    }

    /// Makes the next.
    pub(super) fn call(&mut self) -> io::Result<()> {
        (self.call)()
    }

    /// Makes each once.
    pub(super) fn warm_up(&mut self) -> io::Result<()> {
        (0..self.turn).try_for_each(|_| self.call())
    }
}

/// Opens what is called.
pub(super) fn prepare(call: Call, nodes: &Nodes) -> io::Result<Calls> {
    let open = |path: &Path| {
        File::open(path).map_err(|e| io::Error::new(e.kind(), format!("{}: {e}", path.display())))
    };
    Ok(match call {
        Call::NvmeId => {
            let file = open(&nodes.namespace)?;
            Calls::new(move || send(&file, NVME_ID, 0))
        }
        Call::NvmeAdmin => {
            let (file, command) = (open(&nodes.controller)?, Low::new(&refused())?);
            Calls::new(move || refusal(Errno::INVAL, send(&file, NVME_ADMIN, command.address())))
        }
        Call::CompatId => {
            let file = open(&nodes.namespace)?;
            Calls::new(move || send_compat(&file, NVME_ID, 0))
        }
        Call::CompatAdmin => {
            let (file, command) = (open(&nodes.controller)?, Low::new(&refused())?);
            Calls::new(move || {
                refusal(
                    Errno::INVAL,
                    send_compat(&file, NVME_ADMIN, command.address()),
                )
            })
        }
        Call::UringId => uring(open(&nodes.controller)?, NVME_ID, Errno::NOTTY)?,
        Call::UringAdmin => uring(open(&nodes.controller)?, NVME_URING_ADMIN, Errno::INVAL)?,
        Call::OneOnOne | Call::ManyOnOne => in_turn(nodes.generic.get(..1), open)?,
        Call::OneOnMany | Call::ManyOnMany => in_turn(Some(&nodes.generic), open)?,
        Call::IoctlSocket => {
            let socket = UnixDatagram::unbound()?;
            Calls::new(move || Ok(ioctl_fionread(&socket).map(drop)?))
        }
        Call::IoctlPipe => {
            let (from, to) = io::pipe()?;
            Calls::new(move || {
                let _writer = &to;
                Ok(ioctl_fionread(&from).map(drop)?)
            })
        }
        Call::IoctlFile => {
            let file = regular()?;
            Calls::new(move || Ok(ioctl_fionread(&file).map(drop)?))
        }
        Call::IoctlTerminal => {
            let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
            Calls::new(move || Ok(tcgetwinsize(&terminal).map(drop)?))
        }
        Call::IoctlNull => {
            let null = File::open("/dev/null")?;
            Calls::new(move || refusal(Errno::NOTTY, ioctl_fionread(&null).map(drop)))
        }
        Call::ReadPipe => {
            let (from, mut to) = io::pipe()?;
            to.write_all(&[0; PIPE])?;
            let mut left = PIPE;
            Calls::new(move || {
                if left == 0 {
                    to.write_all(&[0; PIPE])?;
                    left = PIPE;
                }
                left -= 1;
                Ok(rustix::io::read(&from, &mut [0_u8; 1]).map(drop)?)
            })
        }
        Call::ReadFile => {
            let file = regular()?;
            Calls::new(move || file.read_exact_at(&mut [0], 0))
        }
        Call::OpenFile => {
            let file = regular()?;
            let path = format!("/proc/self/fd/{}", file.as_raw_fd());
            Calls::new(move || {
                let _file = &file;
                File::open(&path).map(drop)
            })
        }
        Call::MapFile => {
            let file = regular()?;
            Calls::new(move || map_and_unmap(&file))
        }
        Call::EventTraced => events::traced(false),
        Call::EventJson => events::traced(true),
        Call::EventFirst => events::first_seen(),
        Call::Snapshot => events::snapshot(),
    })
}

/// Sends a device so many commands that no driver knows, each once.
pub(super) fn unknown(node: &Path, commands: u32) -> io::Result<()> {
    /// What they have in common: a type that nobody has, no argument.
    const TYPE: u32 = 0xff00_0000;
    let file = File::open(node)?;
    (0..commands).try_for_each(|number| refusal(Errno::NOTTY, send(&file, TYPE | number, 0)))
}

/// Bytes that a pipe is filled with: a call reads one of them.
const PIPE: usize = 60_000;

/// What the driver is expected to answer.
fn refusal(expected: Errno, answer: Result<(), impl Into<io::Error>>) -> io::Result<()> {
    match answer.map_err(Into::into) {
        Err(error) if error.raw_os_error() == Some(expected.raw_os_error()) => Ok(()),
        Err(error) => Err(error),
        Ok(()) => Err(io::Error::other(format!(
            "the driver took what it was to refuse: {expected}"
        ))),
    }
}

/// SG_GET_VERSION_NUM on one device after another.
fn in_turn(
    nodes: Option<&[std::path::PathBuf]>,
    open: impl Fn(&Path) -> io::Result<File>,
) -> io::Result<Calls> {
    let nodes = nodes.unwrap_or_default();
    let files: Vec<File> = nodes
        .iter()
        .map(|node| open(node))
        .collect::<io::Result<_>>()?;
    let turn = files.len();
    let mut at = 0;
    let mut version = Box::new(0_i32);
    let call = move || {
        let file = files
            .get(at)
            .ok_or_else(|| io::Error::other("no SCSI generic device was named"))?;
        at = if at + 1 == files.len() { 0 } else { at + 1 };
        send(file, SG_VERSION, (&raw mut *version).expose_provenance())
    };
    Ok(Calls {
        turn: turn.max(1),
        ..Calls::new(call)
    })
}

/// Identify of a controller in a `struct nvme_passthru_cmd`, or as much of a `struct nvme_uring_cmd`, with a
/// flag that no command has: the driver copies it and refuses it.
fn refused() -> [u8; 80] {
    const IDENTIFY: u8 = 0x06;
    let mut command = [0; 80];
    command[0] = IDENTIFY;
    command[1] = 1;
    command[36..40].copy_from_slice(&4096_u32.to_le_bytes());
    command[40] = 1;
    command
}

/// A page at an address of 32 bits, until the process ends: 32-bit programs have no others.
struct Low(usize);

impl Low {
    fn new(bytes: &[u8; 80]) -> io::Result<Self> {
        // SAFETY: a new mapping at a place of the kernel's choice, with room for the bytes.
        unsafe {
            let at = mmap_anonymous(
                ptr::null_mut(),
                4096,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE | LOW,
            )?;
            at.cast::<[u8; 80]>().write(*bytes);
            Ok(Self(at.expose_provenance()))
        }
    }

    fn address(&self) -> usize {
        self.0
    }
}

/// `MAP_32BIT`, which other architectures do not have.
#[cfg(target_arch = "x86_64")]
const LOW: MapFlags = MapFlags::from_bits_retain(0x40);
#[cfg(not(target_arch = "x86_64"))]
const LOW: MapFlags = MapFlags::empty();

/// An ioctl with any number and any argument.
struct Numbered {
    number: u32,
    argument: usize,
}

// SAFETY: only commands that write nowhere, or to memory that outlives the call, are sent.
unsafe impl Ioctl for Numbered {
    type Output = ();
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        self.number
    }

    fn as_ptr(&mut self) -> *mut rustix::ffi::c_void {
        ptr::with_exposed_provenance_mut(self.argument)
    }

    unsafe fn output_from_ptr(
        _: IoctlOutput,
        _: *mut rustix::ffi::c_void,
    ) -> rustix::io::Result<()> {
        Ok(())
    }
}

fn send(file: impl AsFd, number: u32, argument: usize) -> io::Result<()> {
    // SAFETY: see `Numbered`.
    Ok(unsafe { ioctl(file, Numbered { number, argument }) }?)
}

/// The same by the way of 32-bit programs.
#[cfg(target_arch = "x86_64")]
fn send_compat(file: &File, number: u32, argument: usize) -> io::Result<()> {
    /// `__NR_ioctl` of 32-bit x86.
    const IOCTL: i64 = 54;
    let mut answer = IOCTL;
    // SAFETY: as with `Numbered`. The kernel saves what it changes, but for the registers named here; rbx,
    // which the compiler keeps for itself, is put back.
    unsafe {
        std::arch::asm!(
            "xchg rbx, {descriptor}",
            "int 0x80",
            "xchg rbx, {descriptor}",
            descriptor = inout(reg) i64::from(file.as_raw_fd()) => _,
            inout("rax") answer,
            in("rcx") u64::from(number),
            in("rdx") argument,
            out("r8") _, out("r9") _, out("r10") _, out("r11") _,
        );
    }
    match i32::try_from(answer) {
        Ok(error) if error < 0 => Err(io::Error::from_raw_os_error(-error)),
        _ => Ok(()),
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn send_compat(_: &File, _: u32, _: usize) -> io::Result<()> {
    Err(Errno::NOSYS.into())
}

/// An io_uring command and its answer.
fn uring(file: File, number: u32, expected: Errno) -> io::Result<Calls> {
    // The driver takes entries of double size only.
    let mut ring: IoUring<squeue::Entry128, cqueue::Entry32> = IoUring::builder().build(1)?;
    Ok(Calls::new(move || {
        let descriptor = types::Fd(file.as_raw_fd());
        let command = opcode::UringCmd80::new(descriptor, number)
            .cmd(refused())
            .build();
        // SAFETY: the command is refused, so that it has no data, and the file stays open until then.
        unsafe { ring.submission().push(&command) }.map_err(io::Error::other)?;
        ring.submit_and_wait(1)?;
        let answer = ring.completion().next();
        let answer = answer.ok_or_else(|| io::Error::other("io_uring did not answer"))?;
        let answer = match answer.result() {
            error if error < 0 => Err(io::Error::from_raw_os_error(-error)),
            _ => Ok(()),
        };
        refusal(expected, answer)
    }))
}

/// A regular file in memory, whose calls wait for nothing.
fn regular() -> io::Result<File> {
    let mut file = File::from(memfd_create("measured", MemfdFlags::CLOEXEC)?);
    file.write_all(&[0])?;
    Ok(file)
}

fn map_and_unmap(file: &File) -> io::Result<()> {
    let (protection, flags) = (ProtFlags::READ, MapFlags::PRIVATE);
    // SAFETY: a new mapping somewhere, that nobody uses until it is unmapped.
    unsafe {
        let at = mmap(ptr::null_mut(), 1, protection, flags, file, 0)?;
        Ok(munmap(at, 1)?)
    }
}
