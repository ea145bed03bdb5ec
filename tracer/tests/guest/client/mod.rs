//! The client side: commands in forms that no packaged tool sends.

pub(crate) mod attacks;
pub(crate) mod buses;
mod compat;
pub(crate) mod cxl;
pub(crate) mod descriptors;
pub(crate) mod file;
pub(crate) mod fwctl;
pub(crate) mod graphics;
mod hotplug;
mod intrusions;
pub(crate) mod iommufd;
mod limits;
pub(crate) mod mapped;
mod media;
mod mixed;
pub(crate) mod network;
pub(crate) mod nvme;
pub(crate) mod other;
mod registers;
mod request;
pub(crate) mod storage;
mod subjects;
pub(crate) mod transfers;
mod ublk;
mod uring;
pub(crate) mod usbip;
pub(crate) mod vfio;
pub(crate) mod virtualization;

use std::{
    fs::{File, OpenOptions},
    io::Write as _,
    os::{fd::AsFd, unix::process::CommandExt as _},
    process::{Command, ExitCode},
    ptr,
};

use rustix::{
    ioctl::{Ioctl, IoctlOutput, Opcode, ioctl},
    mm::{MapFlags, ProtFlags, mmap, mmap_anonymous, munmap},
    thread::{CpuSet, Uid, sched_setaffinity, set_thread_uid},
};

/// NVME_IOCTL_ID
pub(crate) const NVME_ID: u32 = 0x4e40;
/// NVME_IOCTL_ADMIN_CMD
pub(crate) const NVME_ADMIN: u32 = 0xc048_4e41;
/// SG_IO
pub(crate) const SG_IO: u32 = 0x2285;
/// Calls a thread of `hammer` makes.
pub(crate) const CALLS: u32 = 100_000;
/// Threads of `hammer`.
pub(crate) const THREADS: u32 = 4;

/// An ioctl with any number and any argument.
struct Raw {
    number: u32,
    argument: usize,
}

// SAFETY: only commands that write nowhere, or to buffers that outlive the call, are sent.
unsafe impl Ioctl for Raw {
    type Output = i32;
    const IS_MUTATING: bool = true;

    fn opcode(&self) -> Opcode {
        self.number
    }

    fn as_ptr(&mut self) -> *mut rustix::ffi::c_void {
        ptr::with_exposed_provenance_mut(self.argument)
    }

    unsafe fn output_from_ptr(
        result: IoctlOutput,
        _: *mut rustix::ffi::c_void,
    ) -> rustix::io::Result<i32> {
        Ok(result)
    }
}

/// Makes an ioctl; what it returns is its own.
pub(crate) fn call(file: impl AsFd, number: u32, argument: usize) -> rustix::io::Result<i32> {
    // SAFETY: see `Raw`.
    unsafe { ioctl(file, Raw { number, argument }) }
}

/// The same, of which only success matters.
pub(crate) fn send(file: impl AsFd, number: u32, argument: usize) -> rustix::io::Result<()> {
    call(file, number, argument).map(drop)
}

/// Runs a client; its exit status is 0, or the errno of the call that it is about.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["hammer", node] => hammer(node),
        ["changes-uid", node] => changes_uid(node),
        ["executes", node, other] => executes(node, other),
        ["inherited"] => inherited(),
        ["moves", node, cgroup] => moves(node, cgroup),
        ["not-resident", node] => not_resident(node),
        ["unmapped", node] => unmapped(node),
        ["short-cdb", node] => short_cdb(node),
        ["unmapped-cdb", node] => unmapped_cdb(node),
        ["wrong-guard", node] => wrong_guard(node),
        ["floods", node, count] => floods(node, count),
        ["attack", rest @ ..] => attacks::run(rest),
        ["nvme", rest @ ..] => nvme::run(rest),
        ["uring", rest @ ..] => uring::run(rest),
        ["compat", rest @ ..] => compat::run(rest),
        ["vfio", rest @ ..] => vfio::run(rest),
        ["iommufd", rest @ ..] => iommufd::run(rest),
        ["fwctl", rest @ ..] => fwctl::run(rest),
        ["cxl", rest @ ..] => cxl::run(rest),
        ["mapped", rest @ ..] => mapped::run(rest),
        ["network", rest @ ..] => network::run(rest),
        ["media", rest @ ..] => media::run(rest),
        ["graphics", rest @ ..] => graphics::run(rest),
        ["virtualization", rest @ ..] => virtualization::run(rest),
        ["buses", rest @ ..] => buses::run(rest),
        ["storage", rest @ ..] => storage::run(rest),
        ["other", rest @ ..] => other::run(rest),
        ["registers", rest @ ..] => registers::run(rest),
        ["descriptor", rest @ ..] => descriptors::run(rest),
        ["file", rest @ ..] => file::run(rest),
        ["transfer", rest @ ..] => transfers::run(rest),
        ["ublk", rest @ ..] => ublk::run(rest),
        ["usbip", rest @ ..] => usbip::run(rest),
        ["hotplug", rest @ ..] => hotplug::run(rest),
        ["subject", rest @ ..] => subjects::run(rest),
        ["limits", rest @ ..] => limits::run(rest),
        ["intrusion", rest @ ..] => intrusions::run(rest),
        _ => Err(format!("no such client: {words:?}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => match errno(&*error) {
            Some(errno) => ExitCode::from(u8::try_from(errno).unwrap_or(255)),
            None => {
                eprintln!("{error}");
                ExitCode::from(255)
            }
        },
    }
}

/// The number of the system's error that an error is.
fn errno(error: &(dyn std::error::Error + 'static)) -> Option<i32> {
    let raw = error.downcast_ref::<rustix::io::Errno>();
    let raw = raw.map(|errno| errno.raw_os_error());
    raw.or_else(|| error.downcast_ref::<std::io::Error>()?.raw_os_error())
}

type Done = Result<(), Box<dyn std::error::Error>>;

fn open(node: &str) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(node)
}

/// Threads on two CPUs, each with its own descriptor.
fn hammer(node: &str) -> Done {
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                scope.spawn(move || -> Result<(), String> {
                    let mut cpus = CpuSet::new();
                    cpus.set(thread as usize % 2);
                    sched_setaffinity(None, &cpus).map_err(|e| e.to_string())?;
                    let file = open(node).map_err(|e| e.to_string())?;
                    (0..CALLS).try_for_each(|_| send(&file, NVME_ID, 0).map_err(|e| e.to_string()))
                })
            })
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())?)
    })?;
    Ok(())
}

fn changes_uid(node: &str) -> Done {
    let file = open(node)?;
    send(&file, NVME_ID, 0)?;
    set_thread_uid(Uid::from_raw(1000))?;
    send(&file, NVME_ID, 0)?;
    Ok(())
}

/// Sends a command, becomes another executable with the device on standard input, and there sends
/// the same again.
fn executes(node: &str, other: &str) -> Done {
    std::fs::copy(std::env::current_exe()?, other)?;
    let file = open(node)?;
    send(&file, NVME_ID, 0)?;
    Err(Command::new(other)
        .args(["client", "inherited"])
        .stdin(file)
        .exec()
        .into())
}

fn inherited() -> Done {
    send(std::io::stdin(), NVME_ID, 0)?;
    Ok(())
}

fn moves(node: &str, cgroup: &str) -> Done {
    let file = open(node)?;
    send(&file, NVME_ID, 0)?;
    std::fs::create_dir_all(cgroup)?;
    std::fs::write(
        format!("{cgroup}/cgroup.procs"),
        std::process::id().to_string(),
    )?;
    send(&file, NVME_ID, 0)?;
    Ok(())
}

/// An NVMe Identify whose argument lies in a page of a file that nobody has touched.
fn not_resident(node: &str) -> Done {
    let mut command = [0_u8; 4096];
    command[0] = 0x06;
    command[36..40].copy_from_slice(&4096_u32.to_le_bytes());
    command[40] = 1;
    let path = "/tmp/argument";
    File::create(path)?.write_all(&command)?;
    let file = open(path)?;
    // SAFETY: a new mapping; it is left to the process's end.
    let (argument, data) = unsafe {
        (
            mmap(
                ptr::null_mut(),
                4096,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE,
                &file,
                0,
            )?,
            mmap_anonymous(
                ptr::null_mut(),
                4096,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::PRIVATE,
            )?,
        )
    };
    // The data pointer must be in the argument, too; through the file, not through the mapping.
    std::os::unix::fs::FileExt::write_all_at(
        &OpenOptions::new().write(true).open(path)?,
        &(data as u64).to_le_bytes(),
        24,
    )?;
    // Bit 63 of a pagemap entry says that the page is there (admin-guide/mm/pagemap).
    let pagemap = File::open("/proc/self/pagemap")?;
    let mut entry = [0_u8; 8];
    std::os::unix::fs::FileExt::read_exact_at(&pagemap, &mut entry, argument as u64 / 4096 * 8)?;
    if u64::from_le_bytes(entry) >> 63 != 0 {
        return Err("the argument's page is resident: the test proves nothing".into());
    }
    send(open(node)?, NVME_ADMIN, argument as usize)?;
    Ok(())
}

fn unmapped(node: &str) -> Done {
    send(open(node)?, NVME_ADMIN, hole()?)?;
    Ok(())
}

/// The address of a page that was mapped once and is no more.
fn hole() -> rustix::io::Result<usize> {
    // SAFETY: a new mapping that nobody else knows is made and undone.
    unsafe {
        let page = mmap_anonymous(ptr::null_mut(), 4096, ProtFlags::READ, MapFlags::PRIVATE)?;
        munmap(page, 4096)?;
        Ok(page as usize)
    }
}

/// An sg_io_hdr of version 3 for a command without data.
pub(crate) fn header(command: usize, length: u8) -> [u8; 88] {
    let mut header = [0_u8; 88];
    header[0] = b'S';
    header[4..8].copy_from_slice(&(-1_i32).to_le_bytes());
    header[8] = length;
    header[24..32].copy_from_slice(&command.to_le_bytes());
    header[40..44].copy_from_slice(&5000_u32.to_le_bytes());
    header
}

/// TEST UNIT READY in the last six bytes before a page that is not mapped.
fn short_cdb(node: &str) -> Done {
    // SAFETY: two new pages, the second of which is given back.
    let end = unsafe {
        let pages = mmap_anonymous(
            ptr::null_mut(),
            8192,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE,
        )?;
        munmap(pages.byte_add(4096), 4096)?;
        pages as usize + 4096
    };
    let mut header = header(end - 6, 6);
    send(open(node)?, SG_IO, header.as_mut_ptr() as usize)?;
    Ok(())
}

fn unmapped_cdb(node: &str) -> Done {
    let mut header = header(hole()?, 6);
    send(open(node)?, SG_IO, header.as_mut_ptr() as usize)?;
    Ok(())
}

fn wrong_guard(node: &str) -> Done {
    let command = [0_u8; 6];
    let mut header = header(command.as_ptr() as usize, 6);
    header[0] = b'X';
    send(open(node)?, SG_IO, header.as_mut_ptr() as usize)?;
    Ok(())
}

/// As many different commands as asked for; the driver knows none of them.
fn floods(node: &str, count: &str) -> Done {
    let file = open(node)?;
    for number in 0..count.parse::<u32>()? {
        if send(&file, 0x5a00_0000 | number, 0) != Err(rustix::io::Errno::NOTTY) {
            return Err(format!("the driver knows command {number}").into());
        }
    }
    Ok(())
}
