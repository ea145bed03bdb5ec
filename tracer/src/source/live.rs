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
use tracer_common::{loss::Loss, record::Header};

use super::{
    modules::Modules,
    policing::Policing,
    sysfs::{Identity, Tree},
    wire::{self, Record},
};
use crate::{
    exit::{Error, Result},
    kernel::{Kernel, Ring, Tallies, ftrace_is_off, hooks::State},
    model::observation::{CommandFacts, DeviceNumber, Losses, Observation, Snapshot},
    policy::compile::Compiled,
};

/// How many unknown records are kept for whoever wants to look at them.
const UNKNOWN_KEPT: usize = 16;

/// What the programs tell, read by readiness.
pub struct Live {
    /// Until it is detached.
    kernel: Option<Kernel>,
    ring: AsyncFd<Ring>,
    tallies: Tallies,
    sysfs: Tree,
    began: Instant,
    losses: Losses,
    unknown: Vec<(Header, Bytes)>,
    modules: Modules,
    policing: Option<Policing>,
    /// Whether the buffer was left before it was empty.
    is_more: bool,
    /// Devices that came since the policy's were known.
    came: Vec<DeviceNumber>,
    /// Whether devices may be there that the policy does not know.
    behind: bool,
    /// What failed while records were taken that had to be passed on; told next.
    failed: Option<Error>,
}

/// A record, or what could not be decoded.
type Told = std::result::Result<Record, wire::Malformed>;

impl Live {
    /// Takes over a kernel's maps. Needs a tokio runtime.
    ///
    /// # Errors
    ///
    /// Where they were taken before.
    pub fn new(mut kernel: Kernel) -> Result<Self> {
        // SAFETY: a ring owns its descriptor, which stays the same and open while the ring lives.
        let ring = unsafe { AsyncFd::register_with_interest(kernel.ring()?, Interest::READABLE) }
            .map_err(|e| Error::failure(format!("cannot wait for the ring buffer: {e}")))?;
        Ok(Self {
            ring,
            tallies: kernel.tallies()?,
            kernel: Some(kernel),
            sysfs: Tree::new(Path::new("/sys")),
            began: Instant::now(),
            losses: Losses::default(),
            unknown: Vec::new(),
            modules: Modules::new(),
            policing: None,
            is_more: false,
            came: Vec::new(),
            behind: false,
            failed: None,
        })
    }

    /// The same with the policy that the kernel was loaded with, which devices are given their labels of.
    ///
    /// # Errors
    ///
    /// As [`Self::new`], and where the kernel was loaded without one.
    pub fn policed(mut kernel: Kernel, compiled: Compiled, places: u32) -> Result<Self> {
        let map = kernel
            .policy()
            .ok_or_else(|| Error::failure("the programs were loaded without a policy"))?;
        let mut live = Self::new(kernel)?;
        let mut policing = Policing::new(compiled, map, places);
        policing.know(&live.sysfs, &[])?;
        live.policing = Some(policing);
        Ok(live)
    }

    /// Waits until there are records and returns what they tell. Meanwhile the programs follow drivers
    /// that came or went.
    ///
    /// # Errors
    ///
    /// Where the ring buffer cannot be waited for.
    pub async fn sights(&mut self) -> Result<Vec<Observation>> {
        if self.is_more || self.failed.is_some() {
            // Others have their turn.
            tokio::task::yield_now().await;
            return self.pending();
        }
        tokio::select! {
            ready = self.ring.readable_mut() => {
                ready
                    .map_err(|e| {
                        Error::failure(format!("cannot wait for the ring buffer: {e}"))
                    })?
                    .clear_ready();
            }
            found = self.modules.found() => {
                // What cannot be followed is a loss: what was known before is observed as before.
                if let (Ok((found, unloaded)), Some(kernel)) = (found, &mut self.kernel)
                    && kernel.follow(&found, &unloaded).is_err()
                {
                    self.modules.note_failed();
                }
            }
        }
        self.pending()
    }

    /// What the records that are there now tell, without waiting.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses. No record is lost for that.
    pub fn pending(&mut self) -> Result<Vec<Observation>> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let mut records = Vec::new();
        self.is_more = !drain(self.ring.get_mut(), &mut records);
        Ok(self.told(records))
    }

    /// What records tell. What fails with it is told next.
    fn told(&mut self, records: Vec<Told>) -> Vec<Observation> {
        for record in &records {
            match record {
                Ok(Record::Module(seen)) => {
                    self.modules.note(wire::text(&seen.name), seen.loaded != 0);
                }
                // A number does not say whether it is a block device's.
                Ok(Record::Node(seen)) => {
                    let ways = [false, true].map(|block| DeviceNumber::of(seen.number, block));
                    self.came.extend(ways);
                }
                _ => {}
            }
        }
        let observations = self.observations(records);
        self.failed = self.follow(&observations).err();
        observations
    }

    /// Looks for what modules brought, and gives devices their labels.
    fn follow(&mut self, observations: &[Observation]) -> Result<()> {
        // What was lost was lost before the ring had room again.
        self.modules
            .note_lost(self.tallies.lost(Loss::ModulesLost)?);
        if self.kernel.is_some() {
            self.modules.look();
        }
        let Some(policing) = &mut self.policing else {
            return Ok(());
        };
        self.behind |= policing.lost(self.tallies.lost(Loss::NodesLost)?) || !self.came.is_empty();
        let mut known = Ok(());
        if self.behind {
            known = policing.know(&self.sysfs, &self.came);
        }
        if known.is_ok() {
            self.came.clear();
            self.behind = false;
        }
        let devices = observations
            .iter()
            .filter_map(|observation| match observation {
                Observation::Device(facts) => Some(facts.clone()),
                _ => None,
            });
        let labelled = policing.label(&devices.collect::<Vec<_>>());
        self.losses.devices_unlabelled = policing.unlabelled();
        known.and(labelled)
    }

    fn observations(&mut self, records: Vec<Told>) -> Vec<Observation> {
        records
            .into_iter()
            .filter_map(|record| match record {
                Ok(Record::Subject(seen)) => Some(Observation::Subject(wire::subject(&seen))),
                Ok(Record::Device(seen)) => {
                    let facts = self.sysfs.describe(&Identity::from(&seen));
                    Some(Observation::Device(facts))
                }
                Ok(Record::Command(seen)) => Some(Observation::Command(CommandFacts {
                    key: seen.key,
                    process: seen.process,
                    thread: seen.thread,
                })),
                Ok(Record::Holding(seen)) => Some(Observation::Holding(wire::holding(&seen))),
                Ok(Record::Call(seen)) => Some(Observation::Call(Box::new(wire::call(&seen)))),
                Ok(Record::Judged(seen)) => Some(Observation::Judged(wire::judged(&seen))),
                Ok(Record::Module(_) | Record::Node(_)) => None,
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

    /// Exchanges the policy for another, in one step.
    ///
    /// # Errors
    ///
    /// Where there is none, or no room for the other; the policy of before stays in force.
    pub fn exchange(&mut self, compiled: Compiled) -> Result<()> {
        match &mut self.policing {
            Some(policing) => policing.exchange(compiled),
            None => Err(Error::failure("the programs were loaded without a policy")),
        }
    }

    /// Whether the programs have all that another policy takes.
    pub fn suits(&self, compiled: &Compiled) -> bool {
        let policing = self.policing.as_ref();
        policing.is_some_and(|policing| policing.suits(compiled))
    }

    /// The policy in force.
    pub fn policy(&self) -> Option<&Compiled> {
        self.policing.as_ref().map(Policing::compiled)
    }

    /// What became of every hook; nothing once they are detached.
    pub fn hooks(&self) -> Vec<State> {
        self.kernel.as_ref().map(Kernel::hooks).unwrap_or_default()
    }

    /// Programs with the seconds that they ran and how often, where the kernel measures that.
    pub fn runs(&self) -> Vec<(String, f64, u64)> {
        self.kernel.as_ref().map(Kernel::runs).unwrap_or_default()
    }

    /// What processes had open and mapped before the source began, with all that was seen meanwhile.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn walk(&mut self) -> Result<Vec<Observation>> {
        let mut records = Vec::new();
        if let Some(kernel) = &mut self.kernel {
            kernel.walk(|| while !drain(self.ring.get_mut(), &mut records) {})?;
        }
        Ok(self.told(records))
    }

    /// Takes the programs out of the kernel. What they counted stays to be read.
    pub fn detach(&mut self) {
        self.look();
        self.kernel = None;
    }

    /// Notes what the kernel itself says of the programs.
    fn look(&mut self) {
        if let Some(kernel) = &self.kernel {
            self.losses.calls_missed = kernel.missed();
            self.losses.ftrace_off += u64::from(ftrace_is_off());
        }
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
        let losses = self.losses()?;
        let (counts, overflow) = self.tallies.counts()?;
        Ok(Observation::Counts(Snapshot {
            at: self.began.elapsed(),
            counts,
            overflow,
            held: self.tallies.held()?,
            losses,
        }))
    }

    /// Reads what was lost until now, without the counts.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn losses(&mut self) -> Result<Losses> {
        self.losses.kernel = self.tallies.losses()?;
        self.losses.kernel[Loss::ModulesLost as usize] += self.modules.failed();
        self.look();
        Ok(self.losses)
    }

    /// How often a call found no room for its subject, its device or its row.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn full(&self) -> Result<u64> {
        let full = [Loss::SubjectsFull, Loss::DevicesFull, Loss::CountsFull];
        full.into_iter().map(|loss| self.tallies.lost(loss)).sum()
    }

    /// Sends observations until the receiver is gone: what was there before, sights at once, counts at
    /// every interval.
    ///
    /// # Errors
    ///
    /// Where a map cannot be read.
    pub async fn feed(mut self, every: Duration, to: mpsc::Sender<Observation>) -> Result<()> {
        let mut tick = tokio::time::interval(every);
        tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut observations = self.walk()?;
        loop {
            for observation in observations {
                if to.send(observation).await.is_err() {
                    return Ok(());
                }
            }
            observations = tokio::select! {
                sights = self.sights() => sights?,
                _ = tick.tick() => {
                    // Names first: whatever is counted by now was announced before.
                    let counts = self.counts()?;
                    let mut observations = self.pending()?;
                    observations.push(counts);
                    observations
                }
            };
        }
    }
}

/// Takes what a ring buffer has; whether that was all.
fn drain(ring: &mut Ring, records: &mut Vec<Told>) -> bool {
    /// Whoever fills the buffer faster than it is read gets no further than this: there is more to do.
    const MOST: usize = 8192;
    ring.drain(MOST, |bytes| {
        records.push(wire::decode(Bytes::copy_from_slice(bytes)))
    })
}
