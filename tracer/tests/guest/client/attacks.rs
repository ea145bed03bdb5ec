//! Attackers: commands that become others between the look that is taken at them and the driver's copy.

use std::{
    fs::File,
    hint, io,
    io::Read as _,
    os::fd::AsRawFd as _,
    ptr,
    sync::atomic::{AtomicBool, AtomicU8, AtomicUsize, Ordering},
    thread,
};

use io_uring::{IoUring, cqueue, opcode, squeue, types};
use rustix::{
    io::Errno,
    mm::{
        Advice, MapFlags, ProtFlags, UserfaultfdFlags, madvise, mmap, mmap_anonymous, userfaultfd,
    },
    thread::{CpuSet, sched_setaffinity},
};

use super::{
    Done, NVME_ADMIN, SG_IO, call, compat, cxl, header,
    nvme::{NVME_IO, low, passthru},
    open, send, uring,
};

/// The opcode that is refused, for both families.
pub(crate) const VENDOR: u8 = 0xc1;
/// Another, of attacks that nothing holds off: so that whoever counts can tell them apart.
const OTHER_VENDOR: u8 = 0xc2;
/// Identify.
const IDENTIFY: u8 = 0x06;
/// TEST UNIT READY.
const READY: u8 = 0x00;
const PAGE: usize = 4096;

/// What became of all attacks.
#[derive(Default)]
struct Tally {
    /// The kernel refused them.
    refused: u64,
    /// The harmless command was sent.
    harmless: u64,
    /// The other one was: the device says that it does not know it.
    reached: u64,
    /// They failed in another way.
    other: u64,
}

impl Tally {
    fn add(&mut self, outcome: rustix::io::Result<i32>) {
        let count = match outcome {
            Ok(0) => &mut self.harmless,
            Ok(_) => &mut self.reached,
            Err(Errno::ACCESS | Errno::PERM) => &mut self.refused,
            Err(_) => &mut self.other,
        };
        *count += 1;
    }
}

/// Attacks a device in one of several ways, or with `calm` sends the harmless command as often, and says what became
/// of it, each line with a name before it.
pub(super) fn run(words: &[&str]) -> Done {
    let [way, node, count, name] = words else {
        return Err(format!("no such attacker: {words:?}").into());
    };
    let count: u64 = count.parse()?;
    let tally = match *way {
        "nvme-calm" => nvme(node, count, false)?,
        "nvme-flips" => nvme(node, count, true)?,
        "nvme-compat" => nvme_compat(node, count)?,
        "nvme-io" => nvme_io(node, count)?,
        "bsg-flips" => bsg(node, count)?,
        "nvme-stalls" => nvme_stalls(node, count)?,
        "ring-flips" => ring(node, count)?,
        "cxl-calm" => cxl(node, count, false)?,
        "cxl-flips" => cxl(node, count, true)?,
        "cxl-stalls" => cxl_stalls(node, count)?,
        "scsi-calm" => scsi(&open(node)?, count, false)?,
        "scsi-flips" => scsi(&open(node)?, count, true)?,
        "scsi-stalls" => scsi_stalls(&open(node)?, count, VENDOR)?,
        "scsi-stalls-rw" => scsi_stalls(&super::vfio::read_write(node)?, count, OTHER_VENDOR)?,
        _ => return Err(format!("no such attack: {way}").into()),
    };
    println!("{name}-refused {}", tally.refused);
    println!("{name}-harmless {}", tally.harmless);
    println!("{name}-reached {}", tally.reached);
    println!("{name}-other {}", tally.other);
    Ok(())
}

/// Does something again and again, while another thread on another CPU makes one byte now this, now that.
fn while_flipping(
    byte: &AtomicU8,
    [one, other]: [u8; 2],
    flips: bool,
    mut attack: impl FnMut() -> rustix::io::Result<i32>,
    count: u64,
) -> Result<Tally, Box<dyn std::error::Error>> {
    let over = AtomicBool::new(!flips);
    let mut tally = Tally::default();
    thread::scope(|scope| {
        scope.spawn(|| {
            let _ = stay_on(1);
            while !over.load(Ordering::Relaxed) {
                byte.store(other, Ordering::Relaxed);
                byte.store(one, Ordering::Relaxed);
            }
        });
        if flips {
            let _ = stay_on(0);
        }
        for _ in 0..count {
            tally.add(attack());
        }
        over.store(true, Ordering::Relaxed);
    });
    Ok(tally)
}

fn stay_on(cpu: usize) -> rustix::io::Result<()> {
    let mut cpus = CpuSet::new();
    cpus.set(cpu);
    sched_setaffinity(None, &cpus)
}

/// A byte that another thread and the kernel use as well.
///
/// # Safety
///
/// It must be mapped until the process ends, and only be used as an atomic one.
unsafe fn shared(at: usize) -> &'static AtomicU8 {
    // SAFETY: as the caller promised.
    unsafe { AtomicU8::from_ptr(ptr::with_exposed_provenance_mut(at)) }
}

/// New pages, which stay until the process ends.
fn pages(count: usize) -> rustix::io::Result<usize> {
    // SAFETY: a new mapping, at a place of the kernel's choice.
    let at = unsafe {
        mmap_anonymous(
            ptr::null_mut(),
            count * PAGE,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::PRIVATE,
        )
    }?;
    Ok(at.expose_provenance())
}

/// Copies bytes to pages of this process's.
///
/// # Safety
///
/// There must be room, which only the kernel uses meanwhile.
unsafe fn put(bytes: &[u8], at: usize) {
    // SAFETY: as the caller promised.
    unsafe {
        ptr::copy_nonoverlapping(
            bytes.as_ptr(),
            ptr::with_exposed_provenance_mut(at),
            bytes.len(),
        );
    }
}

fn nvme(node: &str, count: u64, flips: bool) -> Result<Tally, Box<dyn std::error::Error>> {
    let file = open(node)?;
    let at = pages(2)?;
    let (_, command) = passthru("identify", at + PAGE)?;
    // SAFETY: the pages are new, and nobody knows them yet.
    let opcode = unsafe {
        put(&command, at);
        shared(at)
    };
    let attack = || call(&file, NVME_ADMIN, at);
    while_flipping(opcode, [IDENTIFY, VENDOR], flips, attack, count)
}

/// As a 32-bit process sends them.
fn nvme_compat(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    let file = open(node)?;
    let at = low()?;
    let (_, command) = passthru("identify", at + PAGE)?;
    // SAFETY: the pages are new, and nobody knows them yet.
    let opcode = unsafe {
        put(&command, at);
        shared(at)
    };
    let attack = || compat::ioctl(&file, NVME_ADMIN, at);
    while_flipping(opcode, [IDENTIFY, VENDOR], true, attack, count)
}

/// Commands to a namespace: Flush, and a vendor's.
fn nvme_io(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    const FLUSH: u8 = 0x00;
    let file = open(node)?;
    let at = pages(1)?;
    let mut command = [0; 72];
    command[0] = FLUSH;
    command[4] = 1;
    // SAFETY: the page is new, and nobody knows it yet.
    let opcode = unsafe {
        put(&command, at);
        shared(at)
    };
    let attack = || call(&file, NVME_IO, at);
    while_flipping(opcode, [FLUSH, VENDOR], true, attack, count)
}

/// SG_IO of the fourth version (`struct sg_io_v4` of `linux/bsg.h`).
fn bsg(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    /// Where the answer has the SCSI status.
    const STATUS: usize = 116;
    let file = super::vfio::read_write(node)?;
    let cdb = pages(1)?;
    // SAFETY: the page is new and stays.
    let opcode = unsafe { shared(cdb) };
    let attack = || {
        let mut header = [0_u8; 160];
        header[0] = b'Q';
        header[12] = 6;
        header[16..24].copy_from_slice(&cdb.to_le_bytes());
        header[88..92].copy_from_slice(&5000_u32.to_le_bytes());
        send(&file, SG_IO, header.as_mut_ptr().expose_provenance())?;
        Ok(i32::from(header[STATUS]))
    };
    while_flipping(opcode, [READY, VENDOR], true, attack, count)
}

/// The command lies in a ring's memory, which is mapped a second time.
fn ring(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    /// `IORING_OFF_SQES` of `linux/io_uring.h`.
    const ENTRIES: u64 = 0x1000_0000;
    /// Where an entry has its payload, and that its opcode.
    const OPCODE: usize = 48;
    let file = open(node)?;
    let mut ring: IoUring<squeue::Entry128, cqueue::Entry32> = IoUring::builder().build(1)?;
    // SAFETY: a new mapping, at a place of the kernel's choice.
    let at = unsafe {
        mmap(
            ptr::null_mut(),
            PAGE,
            ProtFlags::READ | ProtFlags::WRITE,
            MapFlags::SHARED | MapFlags::POPULATE,
            rustix::fd::BorrowedFd::borrow_raw(ring.as_raw_fd()),
            ENTRIES,
        )
    }?;
    // SAFETY: the mapping stays until the process ends.
    let opcode = unsafe { shared(at.expose_provenance() + OPCODE) };
    let (number, payload) = uring::command("identify")?;
    let attack = || {
        let command = opcode::UringCmd80::new(types::Fd(file.as_raw_fd()), number);
        // SAFETY: the data's memory and the file stay until the command has ended.
        let pushed = unsafe { ring.submission().push(&command.cmd(payload).build()) };
        pushed.map_err(|_| Errno::BUSY)?;
        ring.submit_and_wait(1)
            .map_err(|e| Errno::from_io_error(&e).unwrap_or(Errno::IO))?;
        let done = ring.completion().next().ok_or(Errno::AGAIN)?;
        match done.result() {
            error if error < 0 => Err(Errno::from_raw_os_error(-error)),
            status => Ok(status),
        }
    };
    while_flipping(opcode, [IDENTIFY, VENDOR], true, attack, count)
}

/// A CDB without data, in memory at an address.
fn cdb_header(cdb: usize) -> [u8; 88] {
    header(cdb, 6)
}

/// What SG_IO's answer says: 0, or the SCSI status.
fn status(sent: rustix::io::Result<()>, header: &[u8; 88]) -> rustix::io::Result<i32> {
    const STATUS: usize = 64;
    sent.map(|()| i32::from(header[STATUS]))
}

/// Until the device has told what it has to tell first.
fn is_ready(file: &File) -> Done {
    let cdb = pages(1)?;
    for _ in 0..10 {
        let mut header = cdb_header(cdb);
        let sent = send(file, SG_IO, header.as_mut_ptr().expose_provenance());
        if status(sent, &header)? == 0 {
            return Ok(());
        }
    }
    Err("the device is not ready".into())
}

fn scsi(file: &File, count: u64, flips: bool) -> Result<Tally, Box<dyn std::error::Error>> {
    is_ready(file)?;
    let cdb = pages(1)?;
    // SAFETY: the page is new and stays.
    let opcode = unsafe { shared(cdb) };
    let attack = || {
        let mut header = cdb_header(cdb);
        let sent = send(file, SG_IO, header.as_mut_ptr().expose_provenance());
        status(sent, &header)
    };
    while_flipping(opcode, [READY, VENDOR], flips, attack, count)
}

/// Pages that are brought in by this process, when the kernel asks for them.
struct Faults {
    file: File,
}

impl Faults {
    fn of(at: usize, count: usize) -> io::Result<Self> {
        const API: u32 = 0xc018_aa3f;
        const REGISTER: u32 = 0xc020_aa00;
        /// `UFFD_API`, and `UFFDIO_REGISTER_MODE_MISSING`.
        const VERSION: u64 = 0xaa;
        const MISSING: u64 = 1;
        // SAFETY: whoever reads these pages waits for this process, which answers.
        let file = File::from(unsafe { userfaultfd(UserfaultfdFlags::CLOEXEC) }?);
        let mut version = [VERSION, 0, 0];
        send(&file, API, version.as_mut_ptr().expose_provenance())?;
        let mut range = [at as u64, (count * PAGE) as u64, MISSING, 0];
        send(&file, REGISTER, range.as_mut_ptr().expose_provenance())?;
        Ok(Self { file })
    }

    /// Waits until somebody asks for a page.
    fn wait(&mut self) -> io::Result<()> {
        self.file.read_exact(&mut [0; 32])
    }

    /// Answers with a page.
    fn answer(&self, at: usize, page: &[u8; PAGE]) -> io::Result<()> {
        const COPY: u32 = 0xc028_aa03;
        const WAKE: u32 = 0x8010_aa02;
        let from = page.as_ptr().expose_provenance() as u64;
        let mut copy = [at as u64, from, PAGE as u64, 0, 0];
        match send(&self.file, COPY, copy.as_mut_ptr().expose_provenance()) {
            // It is there already, and somebody still waits.
            Err(Errno::EXIST) => {
                let mut range = [at as u64, PAGE as u64];
                Ok(send(
                    &self.file,
                    WAKE,
                    range.as_mut_ptr().expose_provenance(),
                )?)
            }
            other => Ok(other?),
        }
    }
}

fn forget(at: usize) -> rustix::io::Result<()> {
    // SAFETY: what is in the page is not needed any more.
    unsafe {
        madvise(
            ptr::with_exposed_provenance_mut(at),
            PAGE,
            Advice::LinuxDontNeed,
        )
    }
}

/// The header reaches into a page that is not there: the look is over, and the CDB not yet copied, when the driver
/// asks for it.
fn scsi_stalls(file: &File, count: u64, vendor: u8) -> Result<Tally, Box<dyn std::error::Error>> {
    /// Bytes of the header in the page before: more than are looked at.
    const BEFORE: usize = 40;
    is_ready(file)?;
    let (at, cdb) = (pages(2)?, pages(1)?);
    let behind = at + PAGE;
    // SAFETY: the page is new and stays.
    let opcode = unsafe { shared(cdb) };
    let whole = cdb_header(cdb);
    let mut page = [0; PAGE];
    page[..whole.len() - BEFORE].copy_from_slice(&whole[BEFORE..]);
    let mut faults = Faults::of(behind, 1)?;
    thread::spawn(move || -> io::Result<()> {
        loop {
            faults.wait()?;
            opcode.store(vendor, Ordering::SeqCst);
            faults.answer(behind, &page)?;
        }
    });
    let mut tally = Tally::default();
    for _ in 0..count {
        opcode.store(READY, Ordering::SeqCst);
        forget(behind)?;
        // SAFETY: the page before is this thread's.
        unsafe { put(&whole[..BEFORE], behind - BEFORE) };
        let sent = send(file, SG_IO, behind - BEFORE);
        let mut answer = [0; 88];
        // SAFETY: both pages are there once the call has returned.
        unsafe {
            ptr::copy_nonoverlapping(
                ptr::with_exposed_provenance(behind - BEFORE),
                answer.as_mut_ptr(),
                answer.len(),
            );
        }
        tally.add(status(sent, &answer));
    }
    Ok(tally)
}

/// The page of a command is taken away as soon as it was looked at, and another is there when the driver asks for it.
fn stalls(
    at: usize,
    [harmless, other]: [[u8; PAGE]; 2],
    attack: impl Fn() -> rustix::io::Result<i32>,
    count: u64,
) -> Result<Tally, Box<dyn std::error::Error>> {
    let asked: &'static AtomicUsize = Box::leak(Box::default());
    let mut faults = Faults::of(at, 1)?;
    thread::spawn(move || -> io::Result<()> {
        let mut pause = 0;
        loop {
            faults.wait()?;
            if asked.fetch_add(1, Ordering::SeqCst) > 0 {
                faults.answer(at, &other)?;
                continue;
            }
            faults.answer(at, &harmless)?;
            // The look takes now less, now more.
            pause = (pause * 37 + 11) % 4001;
            (0..pause).for_each(|_| hint::spin_loop());
            forget(at)?;
        }
    });
    let mut tally = Tally::default();
    for _ in 0..count {
        asked.store(0, Ordering::SeqCst);
        forget(at)?;
        tally.add(attack());
    }
    Ok(tally)
}

/// A page that begins with a command, whose first byte is another.
fn page(command: &[u8], first: u8) -> [u8; PAGE] {
    let mut page = [0; PAGE];
    page[..command.len()].copy_from_slice(command);
    page[0] = first;
    page
}

fn nvme_stalls(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    let file = open(node)?;
    let (at, data) = (pages(1)?, pages(1)?);
    let (_, command) = passthru("identify", data)?;
    let both = [IDENTIFY, VENDOR].map(|opcode| page(&command, opcode));
    stalls(at, both, || call(&file, NVME_ADMIN, at), count)
}

/// The ids of CXL's Identify and of raw commands. Raw, the opcode is 0, which devices do not know.
const CXL: [u8; 2] = [cxl::IDENTIFY.to_le_bytes()[0], cxl::RAW.to_le_bytes()[0]];

/// Sends a command of CXL, and returns what the device answered.
///
/// # Safety
///
/// It must lie there, in memory that stays and that only other threads and the kernel use.
unsafe fn send_cxl(file: &File, at: usize) -> rustix::io::Result<i32> {
    /// Where the answer is.
    const STATUS: usize = 12;
    call(file, cxl::SEND, at)?;
    // SAFETY: as the caller promised; the kernel has written there.
    Ok(unsafe { ptr::with_exposed_provenance::<i32>(at + STATUS).read_volatile() })
}

fn cxl(node: &str, count: u64, flips: bool) -> Result<Tally, Box<dyn std::error::Error>> {
    let file = super::vfio::read_write(node)?;
    let at = pages(2)?;
    let command = cxl::command(cxl::IDENTIFY, 0, &[], at + PAGE, cxl::IDENTITY);
    // SAFETY: the pages are new, and nobody knows them yet.
    let id = unsafe {
        put(&command, at);
        shared(at)
    };
    // SAFETY: the pages stay.
    let attack = || unsafe { send_cxl(&file, at) };
    while_flipping(id, CXL, flips, attack, count)
}

fn cxl_stalls(node: &str, count: u64) -> Result<Tally, Box<dyn std::error::Error>> {
    let file = super::vfio::read_write(node)?;
    let (at, data) = (pages(1)?, pages(1)?);
    let command = cxl::command(cxl::IDENTIFY, 0, &[], data, cxl::IDENTITY);
    let both = CXL.map(|id| page(&command, id));
    // SAFETY: the pages stay.
    stalls(at, both, || unsafe { send_cxl(&file, at) }, count)
}
