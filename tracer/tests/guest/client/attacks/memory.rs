//! Memory that another thread and the kernel use as well.

use std::{fs::File, io, io::Read as _, ptr, sync::atomic::AtomicU8};

use rustix::{
    io::Errno,
    mm::{Advice, MapFlags, ProtFlags, UserfaultfdFlags, madvise, mmap_anonymous, userfaultfd},
};

use super::send;

pub(super) const PAGE: usize = 4096;

/// A byte that another thread and the kernel use as well.
///
/// # Safety
///
/// It must be mapped until the process ends, and only be used as an atomic one.
pub(super) unsafe fn shared(at: usize) -> &'static AtomicU8 {
    // SAFETY: as the caller promised.
    unsafe { AtomicU8::from_ptr(ptr::with_exposed_provenance_mut(at)) }
}

/// A number that the kernel has written.
///
/// # Safety
///
/// It must be mapped.
pub(super) unsafe fn written(at: usize) -> u32 {
    // SAFETY: as the caller promised.
    unsafe { ptr::with_exposed_provenance::<u32>(at).read_unaligned() }
}

/// New pages, which stay until the process ends.
pub(super) fn pages(count: usize) -> rustix::io::Result<usize> {
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

/// Pages that are brought in by this process, when the kernel asks for them.
pub(super) struct Faults {
    file: File,
}

impl Faults {
    /// One page's.
    pub(super) fn of(at: usize) -> io::Result<Self> {
        const API: u32 = 0xc018_aa3f;
        const REGISTER: u32 = 0xc020_aa00;
        /// `UFFD_API`, and `UFFDIO_REGISTER_MODE_MISSING`.
        const VERSION: u64 = 0xaa;
        const MISSING: u64 = 1;
        // SAFETY: whoever reads these pages waits for this process, which answers.
        let file = File::from(unsafe { userfaultfd(UserfaultfdFlags::CLOEXEC) }?);
        let mut version = [VERSION, 0, 0];
        send(&file, API, version.as_mut_ptr().expose_provenance())?;
        let mut range = [at as u64, PAGE as u64, MISSING, 0];
        send(&file, REGISTER, range.as_mut_ptr().expose_provenance())?;
        Ok(Self { file })
    }

    /// Waits until somebody asks for a page.
    pub(super) fn wait(&self) -> io::Result<()> {
        (&self.file).read_exact(&mut [0; 32])
    }

    /// Answers with a page.
    pub(super) fn answer(&self, at: usize, page: &[u8; PAGE]) -> io::Result<()> {
        const COPY: u32 = 0xc028_aa03;
        const WAKE: u32 = 0x8010_aa02;
        let from = page.as_ptr().expose_provenance() as u64;
        let mut copy = [at as u64, from, PAGE as u64, 0, 0];
        match send(&self.file, COPY, copy.as_mut_ptr().expose_provenance()) {
            // It is there already, and somebody still waits.
            Err(Errno::EXIST) => {
                let mut range = [at as u64, PAGE as u64];
                let at = range.as_mut_ptr().expose_provenance();
                Ok(send(&self.file, WAKE, at)?)
            }
            other => Ok(other?),
        }
    }
}

/// Takes a page away, with all that is in it.
///
/// # Safety
///
/// Nothing that Rust knows of may lie there.
pub(super) unsafe fn forget(at: usize) -> rustix::io::Result<()> {
    // SAFETY: as the caller promised.
    unsafe {
        madvise(
            ptr::with_exposed_provenance_mut(at),
            PAGE,
            Advice::LinuxDontNeed,
        )
    }
}
