//! I/O address spaces as objects of /dev/iommu (`linux/iommufd.h`).

use std::{
    fs::File,
    ops::RangeInclusive,
    os::fd::{AsFd as _, AsRawFd as _},
    process::Command,
};

use rustix::fs::{MemfdFlags, memfd_create};

use super::{
    Done, call,
    mapped::{FIRST, SECOND, stay},
    send,
    vfio::{self, CHECK_EXTENSION, Made, TYPE1V2, argument, read_write, words},
};

const DESTROY: u32 = 0x3b80;
const IOAS_ALLOC: u32 = 0x3b81;
const IOAS_ALLOW_IOVAS: u32 = 0x3b82;
const IOAS_COPY: u32 = 0x3b83;
const IOAS_IOVA_RANGES: u32 = 0x3b84;
const IOAS_MAP: u32 = 0x3b85;
const IOAS_UNMAP: u32 = 0x3b86;
const OPTION: u32 = 0x3b87;
const VFIO_IOAS: u32 = 0x3b88;
const HWPT_ALLOC: u32 = 0x3b89;
const GET_HW_INFO: u32 = 0x3b8a;
const IOAS_MAP_FILE: u32 = 0x3b8f;
const IOAS_CHANGE_PROCESS: u32 = 0x3b92;
/// Every command that the header has.
const ALL: RangeInclusive<u32> = DESTROY..=0x3b95;

/// IOMMU_IOAS_MAP_FIXED_IOVA, and for the device to read and to write.
const FIXED: u32 = 1 | 2 | 4;

/// IOMMU_VFIO_IOAS_SET
const SET: u32 = 1;

/// Sizes of the memory that is mapped.
pub(crate) const MAPPED: [u64; 4] = [4096, 2 << 20, 65_536, 16_384];
/// Which of them is taken back.
pub(crate) const UNMAPPED: usize = 1;
/// How much of a file is mapped.
pub(crate) const OF_FILE: u64 = 32_768;
/// How often the first of the sizes is copied to another address space.
pub(crate) const COPIES: u64 = 3;
/// Address spaces that one process makes, with a page in each.
pub(crate) const MANY: u64 = 5000;
/// How much that is.
pub(crate) const PAGE: u64 = 4096;

pub(super) fn run(arguments: &[&str]) -> Done {
    let iommufd = Iommufd::open()?;
    match arguments {
        ["manages"] => iommufd.manages(),
        ["refuses"] => iommufd.refuses(),
        ["holds"] => {
            let ioas = iommufd.allocate()?;
            iommufd.memory(ioas)?;
            iommufd.of_file(ioas)?;
            stay()
        }
        // The process stays, the file goes.
        ["closes"] => {
            let ioas = iommufd.allocate()?;
            iommufd.memory(ioas)?;
            drop(iommufd);
            stay()
        }
        // What is copied outlives what it was copied from.
        ["destroys"] => {
            let (from, to) = (iommufd.allocate()?, iommufd.allocate()?);
            iommufd.map(from, 0, FIRST)?;
            iommufd.map(to, 0, SECOND)?;
            iommufd.copy(to, SECOND, from, 0, FIRST)?;
            iommufd.destroy(from)?;
            // It holds nothing.
            let empty = iommufd.allocate()?;
            iommufd.destroy(empty)?;
            stay()
        }
        ["unmaps-all"] => {
            let (one, other) = (iommufd.allocate()?, iommufd.allocate()?);
            iommufd.map(one, 0, FIRST)?;
            iommufd.map(one, FIRST, SECOND)?;
            iommufd.map(other, 0, SECOND)?;
            if iommufd.unmap(one, 0, u64::MAX)? != FIRST + SECOND {
                return Err("not everything was unmapped".into());
            }
            iommufd.map(one, 0, PAGE)?;
            stay()
        }
        // To a process that has the file from this one, and stays in its place.
        ["hands-over"] => {
            iommufd.of_file(iommufd.allocate()?)?;
            let mut successor = Command::new(std::env::current_exe()?);
            let file = iommufd.0.try_clone()?;
            let status = successor
                .args(["client", "iommufd", "takes-over"])
                .stdin(file)
                .status()?;
            if !status.success() {
                return Err(format!("the successor: {status}").into());
            }
            stay()
        }
        ["takes-over"] => {
            let file = File::from(std::io::stdin().as_fd().try_clone_to_owned()?);
            argument(&file, IOAS_CHANGE_PROCESS, words(&[8, 0]))?;
            Ok(())
        }
        // The commands of a VFIO container.
        ["speaks-vfio"] => {
            let space = iommufd.allocate()?;
            argument(&iommufd.0, VFIO_IOAS, words(&[12, space, SET]))?;
            if call(&iommufd.0, CHECK_EXTENSION, TYPE1V2)? != 1 {
                return Err("it is no VFIO container".into());
            }
            vfio::map(&iommufd.0, 0, FIRST)?;
            vfio::map(&iommufd.0, FIRST, SECOND)?;
            vfio::unmap(&iommufd.0, 0, 0, FIRST)?;
            stay()
        }
        ["many"] => {
            for _ in 0..MANY {
                let space = iommufd.allocate()?;
                iommufd.map(space, 0, PAGE)?;
            }
            stay()
        }
        _ => Err(format!("no such client of iommufd: {arguments:?}").into()),
    }
}

pub(super) struct Iommufd(File);

impl Iommufd {
    pub(super) fn open() -> std::io::Result<Self> {
        read_write("/dev/iommu").map(Self)
    }

    /// Its descriptor, as an argument has it.
    pub(super) fn descriptor(&self) -> u32 {
        self.0.as_raw_fd().cast_unsigned()
    }

    /// A new I/O address space: its id.
    pub(super) fn allocate(&self) -> Made<u32> {
        let answer = argument(&self.0, IOAS_ALLOC, words(&[12, 0, 0]))?;
        Ok(word(&answer, 8))
    }

    /// Gives the devices of an address space new memory, to be read and written.
    fn map(&self, ioas: u32, iova: u64, size: u64) -> Done {
        let map = join(&[40, FIXED, ioas, 0], &[vfio::memory(size)?, size, iova]);
        argument(&self.0, IOAS_MAP, map)?;
        Ok(())
    }

    /// Takes memory back. Returns how much it was.
    fn unmap(&self, ioas: u32, iova: u64, size: u64) -> Made<u64> {
        let unmap = join(&[24, ioas], &[iova, size]);
        let unmapped = argument(&self.0, IOAS_UNMAP, unmap)?;
        Ok(u64::from_le_bytes(unmapped[16..24].try_into()?))
    }

    /// Maps in one address space, at an address, what another has at an address.
    fn copy(&self, to: u32, at: u64, from: u32, iova: u64, size: u64) -> Done {
        let copy = join(&[40, FIXED, to, from], &[size, at, iova]);
        argument(&self.0, IOAS_COPY, copy)?;
        Ok(())
    }

    /// Maps memory of every size at one address after the other, and takes one back.
    pub(super) fn memory(&self, ioas: u32) -> Done {
        let mut iova = 0;
        for (index, size) in MAPPED.into_iter().enumerate() {
            self.map(ioas, iova, size)?;
            if index == UNMAPPED {
                self.unmap(ioas, iova, size)?;
            }
            iova += size;
        }
        Ok(())
    }

    /// Maps a file.
    fn of_file(&self, ioas: u32) -> Done {
        let file = File::from(memfd_create("memory", MemfdFlags::CLOEXEC)?);
        file.set_len(OF_FILE)?;
        let descriptor = file.as_raw_fd().cast_unsigned();
        // Far behind everything else.
        let map = join(&[40, FIXED, ioas, descriptor], &[0, OF_FILE, 1 << 30]);
        argument(&self.0, IOAS_MAP_FILE, map)?;
        Ok(())
    }

    /// All that goes without a device.
    fn manages(&self) -> Done {
        let [ioas, other] = [self.allocate()?, self.allocate()?];
        let mut ranges = [0_u64; 16];
        let at = ranges.as_mut_ptr().expose_provenance() as u64;
        argument(&self.0, IOAS_IOVA_RANGES, join(&[32, ioas, 8, 0], &[at, 0]))?;
        // None: everything is allowed again.
        argument(&self.0, IOAS_ALLOW_IOVAS, join(&[24, ioas, 0, 0], &[0]))?;
        // How pinned memory is accounted for, asked.
        argument(&self.0, OPTION, join(&[24, 0, 1, 0], &[0]))?;
        // The address space that VFIO's own commands would use: set, and cleared.
        argument(&self.0, VFIO_IOAS, words(&[12, ioas, SET]))?;
        argument(&self.0, VFIO_IOAS, words(&[12, ioas, 2]))?;
        self.memory(ioas)?;
        self.of_file(ioas)?;
        for copy in 0..COPIES {
            let length = MAPPED[0];
            self.copy(other, copy * length, ioas, 0, length)?;
        }
        self.destroy(other)
    }

    pub(super) fn destroy(&self, object: u32) -> Done {
        argument(&self.0, DESTROY, words(&[8, object]))?;
        Ok(())
    }

    /// What the IOMMU of a device can do, and a page table for it: its id.
    pub(super) fn page_table(&self, device: u32, ioas: u32) -> Made<u32> {
        argument(&self.0, GET_HW_INFO, join(&[40, 0, device, 0], &[0, 0, 0]))?;
        let answer = argument(
            &self.0,
            HWPT_ALLOC,
            join(&[48, 0, device, ioas, 0, 0, 0, 0], &[0, 0]),
        )?;
        Ok(word(&answer, 16))
    }

    /// Every command with a structure of no length, which none takes.
    fn refuses(&self) -> Done {
        let mut none = [0_u64; 16];
        for number in ALL {
            if send(&self.0, number, none.as_mut_ptr().expose_provenance())
                != Err(rustix::io::Errno::INVAL)
            {
                return Err(format!("the kernel takes {number:#x} so").into());
            }
        }
        Ok(())
    }
}

/// A structure of words and, behind them, of double words.
fn join(head: &[u32], rest: &[u64]) -> Vec<u8> {
    let mut bytes = words(head);
    bytes.extend(rest.iter().flat_map(|word| word.to_le_bytes()));
    bytes
}

/// A word of an answer.
pub(super) fn word(answer: &[u8], at: usize) -> u32 {
    let bytes = answer.get(at..at + 4).and_then(|word| word.try_into().ok());
    bytes.map_or(0, u32::from_le_bytes)
}
