//! Ids of devices, which the programs and this process give out from one counter.

use std::sync::atomic::{AtomicU64, Ordering};

use aya::{
    Ebpf,
    maps::{Map, MapData},
};

use super::{load::take, memory::Memory};
use crate::exit::{Error, Result};

/// The counter of devices among the programs' counters (`Sequence` of the programs).
const DEVICES: usize = 1;
const COUNTERS: usize = 3;

/// The counter of devices' ids.
pub(super) struct Ids {
    memory: Memory,
    /// Programs that are loaded later know it by its descriptor.
    _counters: MapData,
    /// How many this process may take: more are for devices that are called.
    most: u64,
}

impl Ids {
    /// Takes the counters. Only once. There is room for so many devices.
    pub(super) fn new(ebpf: &mut Ebpf, devices: u32) -> Result<Self> {
        let Map::Array(counters) = take(ebpf, "SEQUENCES")? else {
            return Err(Error::failure("the map SEQUENCES is no array"));
        };
        Ok(Self {
            memory: Memory::of(&counters, COUNTERS * size_of::<u64>())?,
            _counters: counters,
            most: u64::from(devices / 2),
        })
    }

    /// The next id; None where half of them are given out.
    pub(super) fn next(&self) -> Option<u32> {
        let counter = self.memory.at::<u64>(DEVICES)?;
        // SAFETY: the counter lies in the mapping, and programs raise it in one step, too.
        let counter = unsafe { AtomicU64::from_ptr(counter.as_ptr()) };
        if counter.load(Ordering::Relaxed) >= self.most {
            return None;
        }
        u32::try_from(counter.fetch_add(1, Ordering::Relaxed) + 1).ok()
    }
}
