//! Reading the counting maps.

use aya::maps::{HashMap, MapData, MapError, PerCpuArray, PerCpuHashMap, PerCpuValues};
use tracer_common::{
    count::{CountKey, CountValue},
    held::{Held, HeldKey},
    loss::{LOSSES, Loss},
};
use zerocopy::FromBytes as _;

use super::uninterrupted::during;
use crate::{
    exit::{Error, Result},
    model::observation::{Count, HeldMemory},
};

const KEY: usize = size_of::<CountKey>();
const VALUE: usize = size_of::<CountValue>();

/// The counting maps.
pub struct Tallies {
    pub(super) counts: PerCpuHashMap<MapData, [u8; KEY], [u8; VALUE]>,
    pub(super) overflow: PerCpuArray<MapData, [u8; VALUE]>,
    pub(super) losses: PerCpuArray<MapData, u64>,
    pub(super) held: HashMap<MapData, [u8; size_of::<HeldKey>()], [u8; size_of::<Held>()]>,
}

impl Tallies {
    /// Every key with its count, summed over CPUs.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses a look-up.
    pub fn counts(&self) -> Result<Vec<(CountKey, Count)>> {
        let entries = self.counts.iter().map(|entry| {
            let (key, values) = entry?;
            Ok((
                CountKey::read_from_bytes(&key).unwrap_or(CountKey::ZERO),
                sum(&values),
            ))
        });
        collect(entries)
    }

    /// Calls for whose key there was no room.
    ///
    /// # Errors
    ///
    /// As [`Self::counts`].
    pub fn overflow(&self) -> Result<Count> {
        during(|| self.overflow.get(&0, 0))
            .map(|values| sum(&values))
            .map_err(unreadable)
    }

    /// Memory that processes give devices, by I/O address space.
    ///
    /// # Errors
    ///
    /// As [`Self::counts`].
    pub fn held(&self) -> Result<Vec<HeldMemory>> {
        let entries = self.held.iter().map(|entry| {
            let (_, value) = entry?;
            let held = Held::read_from_bytes(&value).unwrap_or(Held::ZERO);
            Ok(HeldMemory {
                subject: held.subject,
                device: held.device,
                process: held.process,
                // Below zero for the moment in which more is taken back than was given.
                bytes: held.bytes.cast_signed().max(0).cast_unsigned(),
                shared: held.shared != 0,
                partial: held.partial != 0,
            })
        });
        collect(entries)
    }

    /// One loss.
    ///
    /// # Errors
    ///
    /// As [`Self::counts`].
    pub fn lost(&self, loss: Loss) -> Result<u64> {
        let slot = loss as u32;
        let values = during(|| self.losses.get(&slot, 0)).map_err(unreadable)?;
        Ok(values.iter().sum())
    }

    /// Losses by slot.
    ///
    /// # Errors
    ///
    /// As [`Self::counts`].
    pub fn losses(&self) -> Result<[u64; LOSSES]> {
        let mut losses = [0; LOSSES];
        for (loss, count) in Loss::ALL.iter().zip(&mut losses) {
            *count = self.lost(*loss)?;
        }
        Ok(losses)
    }
}

/// Reads a map whole.
fn collect<T>(entries: impl Iterator<Item = std::result::Result<T, MapError>>) -> Result<Vec<T>> {
    during(|| entries.collect::<std::result::Result<_, _>>()).map_err(unreadable)
}

fn sum(values: &PerCpuValues<[u8; VALUE]>) -> Count {
    let mut total = Count::default();
    for value in values.iter() {
        let CountValue {
            calls,
            denied,
            audited,
            bytes,
        } = CountValue::read_from_bytes(value).unwrap_or(CountValue::ZERO);
        total.add(&Count {
            calls,
            denied,
            audited,
            bytes,
        });
    }
    total
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the shape that map_err takes"
)]
fn unreadable(error: MapError) -> Error {
    Error::failure(format!("cannot read the counts: {error}"))
}
