//! Reading the counting maps.

use aya::{
    maps::{HashMap, MapData, MapError, PerCpuArray},
    util::nr_cpus,
};
use tracer_common::{
    count::{CountKey, CountValue, NO_ROW},
    held::{Held, HeldKey},
    loss::{LOSSES, Loss},
};
use zerocopy::FromBytes as _;

use super::{batch, uninterrupted::during};
use crate::{
    exit::{Error, Result},
    model::observation::{Count, HeldMemory},
};

const KEY: usize = size_of::<CountKey>();
const VALUE: usize = size_of::<CountValue>();

/// The counting maps.
pub struct Tallies {
    /// Rows by their keys.
    pub(super) rows: MapData,
    /// Counts by row, on each CPU.
    pub(super) counts: MapData,
    pub(super) losses: PerCpuArray<MapData, u64>,
    pub(super) held: HashMap<MapData, [u8; size_of::<HeldKey>()], [u8; size_of::<Held>()]>,
}

impl Tallies {
    /// Every key with its count, summed over CPUs, and calls for whose key there was no room.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses a look-up.
    pub fn counts(&self) -> Result<(Vec<(CountKey, Count)>, Count)> {
        counts(&self.rows, &self.counts)
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

/// As [`Tallies::counts`].
pub(super) fn counts(rows: &MapData, counts: &MapData) -> Result<(Vec<(CountKey, Count)>, Count)> {
    let unreadable = |error| unreadable(MapError::IoError(error));
    let cpus = nr_cpus().map_err(|(file, error)| {
        Error::failure(format!(
            "cannot read how many CPUs there are, {file}: {error}"
        ))
    })?;
    let mut keys: Vec<(CountKey, usize)> = Vec::new();
    let take = |known: &[u8], rows: &[u8]| {
        let known = known.as_chunks::<KEY>().0.iter();
        let rows = rows.as_chunks::<{ size_of::<u32>() }>().0.iter();
        keys.extend(known.zip(rows).map(|(key, row)| {
            let key = CountKey::read_from_bytes(key).unwrap_or(CountKey::ZERO);
            (key, u32::from_ne_bytes(*row) as usize)
        }));
    };
    batch::each(rows, KEY, size_of::<u32>(), usize::MAX, take).map_err(unreadable)?;
    // Read after the rows: each of them has its place there. Summed up as they come, for on many CPUs they are many
    // bytes.
    let most = keys.iter().map(|(_, row)| *row).max().unwrap_or(0) + 1;
    let mut sums: Vec<Count> = Vec::with_capacity(most);
    let each = cpus * VALUE;
    let take = |_: &[u8], values: &[u8]| sums.extend(values.chunks_exact(each).map(sum));
    batch::each(counts, size_of::<u32>(), each, most, take).map_err(unreadable)?;
    let of = |row: usize| sums.get(row).copied().unwrap_or_default();
    let all = keys.into_iter().map(|(key, row)| (key, of(row)));
    // A key is entered a moment before its first call is counted.
    let counted = all.filter(|(_, count)| *count != Count::default());
    Ok((counted.collect(), of(NO_ROW as usize)))
}

/// The sum of values that lie one behind the other.
fn sum(values: &[u8]) -> Count {
    let mut total = Count::default();
    for value in values.chunks_exact(VALUE) {
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
