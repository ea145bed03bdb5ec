//! A map's memory, which this process and the programs write at the same time.

use std::{os::fd::AsFd as _, ptr::NonNull};

use aya::maps::MapData;
use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};

use crate::exit::{Error, Result};

/// An array that was made to be mapped, for as long as this is there.
pub(super) struct Memory {
    address: NonNull<u8>,
    bytes: usize,
}

// SAFETY: the memory is the map's, which any thread may write; nothing else here refers to it.
unsafe impl Send for Memory {}
// SAFETY: it gives out addresses alone; whoever uses one says why that is sound.
unsafe impl Sync for Memory {}

impl Memory {
    /// The first bytes of a map.
    pub(super) fn of(map: &MapData, bytes: usize) -> Result<Self> {
        // SAFETY: a new mapping, at a place of the kernel's choice.
        let mapped = unsafe {
            mmap(
                std::ptr::null_mut(),
                bytes,
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
                map.fd().as_fd(),
                0,
            )
        };
        let address =
            mapped.map_err(|e| Error::failure(format!("cannot map a map's memory: {e}")))?;
        let address = NonNull::new(address.cast())
            .ok_or_else(|| Error::failure("a map's memory is at address zero"))?;
        Ok(Self { address, bytes })
    }

    /// The place of the value at an index, if all there is were values of this type.
    pub(super) fn at<T>(&self, index: usize) -> Option<NonNull<T>> {
        let end = index.checked_add(1)?.checked_mul(size_of::<T>())?;
        // SAFETY: the value lies within the mapping.
        (end <= self.bytes).then(|| unsafe { self.address.cast::<T>().add(index) })
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        // SAFETY: the mapping is this one's, and nothing refers to it any more.
        let _ = unsafe { munmap(self.address.as_ptr().cast(), self.bytes) };
    }
}
