//! I/O address spaces of iommufd, without a device (`linux/iommufd.h`).

use std::fs::File;

use super::{
    Done, call,
    mapped::stay,
    vfio::{CHECK_EXTENSION, Made, TYPE1V2, argument, map, memory, read_write, unmap, words},
};

const fn number(command: u32) -> u32 {
    0x3b80 + command
}

const DESTROY: u32 = number(0);
const IOAS_ALLOC: u32 = number(1);
const IOAS_COPY: u32 = number(3);
const IOAS_MAP: u32 = number(5);
const IOAS_UNMAP: u32 = number(6);
const VFIO_IOAS: u32 = number(8);

/// IOMMU_IOAS_MAP_FIXED_IOVA | IOMMU_IOAS_MAP_WRITEABLE | IOMMU_IOAS_MAP_READABLE
const FIXED: u32 = 7;
/// IOMMU_VFIO_IOAS_SET
const SET: u32 = 1;

/// What is mapped in one address space, and copied from there.
pub(crate) const FIRST: u64 = 65_536;
/// What is mapped in the other.
pub(crate) const SECOND: u64 = 8192;
/// Address spaces that one process makes, with a page in each.
pub(crate) const MANY: u64 = 5000;
/// How much that is.
pub(crate) const PAGE: u64 = 4096;

pub(super) fn run(arguments: &[&str]) -> Done {
    let iommu = Iommu(read_write("/dev/iommu")?);
    match *arguments {
        // What is copied outlives what it was copied from.
        ["destroys"] => {
            let (from, to) = (iommu.allocate()?, iommu.allocate()?);
            iommu.map(from, 0, FIRST)?;
            iommu.map(to, 0, SECOND)?;
            iommu.copy(to, SECOND, from, 0, FIRST)?;
            iommu.destroy(from)?;
            // It holds nothing.
            let empty = iommu.allocate()?;
            iommu.destroy(empty)?;
            stay()
        }
        ["unmaps-all"] => {
            let (one, other) = (iommu.allocate()?, iommu.allocate()?);
            iommu.map(one, 0, FIRST)?;
            iommu.map(one, FIRST, SECOND)?;
            iommu.map(other, 0, SECOND)?;
            if iommu.unmap(one, 0, u64::MAX)? != FIRST + SECOND {
                return Err("not everything was unmapped".into());
            }
            iommu.map(one, 0, PAGE)?;
            stay()
        }
        // The commands of a VFIO container.
        ["speaks-vfio"] => {
            let space = iommu.allocate()?;
            argument(&iommu.0, VFIO_IOAS, words(&[16, space, SET, 0]))?;
            if call(&iommu.0, CHECK_EXTENSION, TYPE1V2)? != 1 {
                return Err("it is no VFIO container".into());
            }
            map(&iommu.0, 0, FIRST)?;
            map(&iommu.0, FIRST, SECOND)?;
            unmap(&iommu.0, 0, 0, FIRST)?;
            stay()
        }
        ["closes"] => {
            let space = iommu.allocate()?;
            iommu.map(space, 0, FIRST)?;
            drop(iommu);
            stay()
        }
        ["many"] => {
            for _ in 0..MANY {
                let space = iommu.allocate()?;
                iommu.map(space, 0, PAGE)?;
            }
            stay()
        }
        _ => Err(format!("no such way: {arguments:?}").into()),
    }
}

struct Iommu(File);

impl Iommu {
    fn send(&self, number: u32, head: &[u32], tail: &[u64]) -> Made<Vec<u8>> {
        let mut bytes = words(head);
        bytes.extend(tail.iter().flat_map(|word| word.to_le_bytes()));
        Ok(argument(&self.0, number, bytes)?)
    }

    fn allocate(&self) -> Made<u32> {
        let said = self.send(IOAS_ALLOC, &[12, 0, 0], &[])?;
        Ok(u32::from_le_bytes(said[8..12].try_into()?))
    }

    fn map(&self, space: u32, iova: u64, size: u64) -> Done {
        let tail = [memory(size)?, size, iova];
        self.send(IOAS_MAP, &[40, FIXED, space, 0], &tail)?;
        Ok(())
    }

    fn copy(&self, to: u32, at: u64, from: u32, iova: u64, size: u64) -> Done {
        self.send(IOAS_COPY, &[40, FIXED, to, from], &[size, at, iova])?;
        Ok(())
    }

    fn unmap(&self, space: u32, iova: u64, size: u64) -> Made<u64> {
        let said = self.send(IOAS_UNMAP, &[24, space], &[iova, size])?;
        Ok(u64::from_le_bytes(said[16..24].try_into()?))
    }

    fn destroy(&self, object: u32) -> Done {
        self.send(DESTROY, &[8, object], &[])?;
        Ok(())
    }
}
