//! The running kernel as a source: first sights from the ring buffer as they come, counts when
//! they are asked for.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use bytes::Bytes;
use tokio::{
    io::{Interest, unix::AsyncFd},
    sync::mpsc,
    time::MissedTickBehavior,
};
use tracer_common::record::Header;

use super::{
    sysfs,
    wire::{self, Record},
};
use crate::{
    exit::{Error, Result},
    kernel::{Kernel, Ring, Tallies},
    model::observation::{CommandFacts, Losses, Observation, Snapshot},
};

/// How many unknown records are kept for whoever wants to look at them.
const UNKNOWN_KEPT: usize = 16;

/// What the programs tell, read by readiness.
pub struct Live {
    ring: AsyncFd<Ring>,
    tallies: Tallies,
    began: Instant,
    losses: Losses,
    unknown: Vec<(Header, Bytes)>,
}

impl Live {
    /// Takes over a kernel's maps. Needs a tokio runtime.
    ///
    /// # Errors
    ///
    /// Where they were taken before.
    pub fn new(kernel: &mut Kernel) -> Result<Self> {
        // SAFETY: a ring owns its descriptor, which stays the same and open while the ring lives.
        let ring = unsafe { AsyncFd::register_with_interest(kernel.ring()?, Interest::READABLE) }
            .map_err(|e| Error::failure(format!("cannot wait for the ring buffer: {e}")))?;
        Ok(Self {
            ring,
            tallies: kernel.tallies()?,
            began: Instant::now(),
            losses: Losses::default(),
            unknown: Vec::new(),
        })
    }

    /// Waits until there are records and returns what they tell.
    ///
    /// # Errors
    ///
    /// Where the ring buffer cannot be waited for.
    pub async fn sights(&mut self) -> Result<Vec<Observation>> {
        let mut guard = self
            .ring
            .readable_mut()
            .await
            .map_err(|e| Error::failure(format!("cannot wait for the ring buffer: {e}")))?;
        guard.clear_ready();
        Ok(self.pending())
    }

    /// What the records that are there now tell, without waiting.
    pub fn pending(&mut self) -> Vec<Observation> {
        let mut records = Vec::new();
        self.ring
            .get_mut()
            .drain(|bytes| records.push(wire::decode(Bytes::copy_from_slice(bytes))));
        records
            .into_iter()
            .filter_map(|record| match record {
                Ok(Record::Subject(seen)) => Some(Observation::Subject(wire::subject(&seen))),
                Ok(Record::Device(seen)) => Some(Observation::Device(sysfs::describe(
                    &seen,
                    Path::new("/sys"),
                ))),
                Ok(Record::Command(seen)) => Some(Observation::Command(CommandFacts {
                    key: seen.key,
                    process: seen.process,
                })),
                Ok(Record::Unknown(header, bytes)) => {
                    self.losses.records_unknown += 1;
                    if self.unknown.len() < UNKNOWN_KEPT {
                        self.unknown.push((header, bytes));
                    }
                    None
                }
                Err(_) => {
                    self.losses.records_malformed += 1;
                    None
                }
            })
            .collect()
    }

    /// Records of unknown kind, the first few, as they came.
    pub fn unknown(&self) -> &[(Header, Bytes)] {
        &self.unknown
    }

    /// Reads every count.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn counts(&mut self) -> Result<Observation> {
        self.losses.kernel = self.tallies.losses()?;
        Ok(Observation::Counts(Snapshot {
            at: self.began.elapsed(),
            counts: self.tallies.counts()?,
            overflow: self.tallies.overflow()?,
            losses: self.losses,
        }))
    }

    /// Sends observations until the receiver is gone: sights at once, counts at every interval.
    ///
    /// # Errors
    ///
    /// Where a map cannot be read.
    pub async fn feed(mut self, every: Duration, to: mpsc::Sender<Observation>) -> Result<()> {
        let mut tick = tokio::time::interval(every);
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            let observations = tokio::select! {
                sights = self.sights() => sights?,
                _ = tick.tick() => {
                    // Names first: whatever is counted by now was announced before.
                    let counts = self.counts()?;
                    let mut observations = self.pending();
                    observations.push(counts);
                    observations
                }
            };
            for observation in observations {
                if to.send(observation).await.is_err() {
                    return Ok(());
                }
            }
        }
    }
}
