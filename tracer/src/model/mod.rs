//! The model: merges what sources observed into rows. Pure: no I/O, and time comes with the
//! observations.

pub mod cgroup;
pub mod filter;
pub mod holding;
pub mod observation;
pub mod openness;
pub mod query;
pub mod row;

use std::{collections::BTreeMap, hash::Hash, sync::Arc, time::Duration};

// Every row is looked up at every reading: the standard library's hash takes half of that.
use foldhash::{HashMap, HashMapExt as _};
use tracer_common::count::{CountKey, UNNAMED};

use crate::families::Class;
use holding::{Holding, Memory};
use observation::{CallFacts, Count, Judgement, Losses, Observation, Snapshot};
use row::{Action, Device, Row, Subject};

/// All that was observed so far.
#[derive(Debug, Default)]
pub struct Model {
    subjects: Names<Subject>,
    devices: Names<Device>,
    /// What a policy last said of each key.
    judgements: HashMap<CountKey, Judgement>,
    /// The process and the thread that sent each first.
    senders: HashMap<CountKey, (u32, u32)>,
    /// What was held before the source began.
    holdings: Vec<observation::Holding>,
    /// The newest snapshot.
    now: Snapshot,
    /// The one before it, as calls by key. Before the first there is the source's beginning,
    /// when nothing was counted yet.
    before: (Duration, HashMap<CountKey, u64>),
}

/// What the model knows at one time, in the form that sinks take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Every row, in no particular order.
    pub rows: Vec<Row>,
    /// Descriptors and mappings of before the source began.
    pub holdings: Vec<Holding>,
    /// Memory that processes give devices now.
    pub memory: Vec<Memory>,
    /// Calls that had no room for a row of their own.
    pub overflow: Count,
    /// Every loss counter.
    pub losses: Losses,
    /// When, since the source began.
    pub at: Duration,
}

impl Model {
    /// A model that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in one piece of news.
    pub fn apply(&mut self, observation: Observation) {
        match observation {
            Observation::Subject(facts) => self.subjects.name(facts.id, facts.into()),
            Observation::Device(facts) => self.devices.name(facts.id, facts.into()),
            Observation::Command(facts) => {
                let sender = (facts.process, facts.thread);
                self.senders.entry(facts.key).or_insert(sender);
            }
            Observation::Holding(holding) => self.holdings.push(holding),
            // Whoever tells calls one by one names each as it comes.
            Observation::Call(_) => {}
            Observation::Judged(judgement) => {
                self.judgements.insert(judgement.key, judgement);
            }
            Observation::Counts(snapshot) => {
                let last = std::mem::replace(&mut self.now, snapshot);
                // Two snapshots of one moment have no interval between them to tell a rate.
                if self.now.at > last.at {
                    let calls = last.counts.iter().map(|(key, count)| (*key, count.calls));
                    self.before = (last.at, calls.collect());
                }
            }
        }
    }

    /// Everything as of the newest snapshot. Keys that name the same thing make one row, and
    /// what was lost or never named is a row without names.
    pub fn report(&self) -> Report {
        Report {
            rows: self.rows(),
            holdings: self.holdings(),
            memory: self.memory(),
            overflow: self.now.overflow,
            losses: self.now.losses,
            at: self.now.at,
        }
    }

    /// A call as a row, by what is known so far: one call, with its names.
    pub fn row(&self, call: &CallFacts) -> Row {
        let device = self.devices.of(call.key.device);
        Row {
            action: Action::new(device.kind_id, device.driver.as_deref(), &call.key),
            subject: self.subjects.of(call.key.subject),
            device,
            count: Count {
                calls: 1,
                bytes: call.amount,
                ..Count::default()
            },
            rate: 0.0,
            process: Some(call.process),
            thread: Some(call.thread),
            ruling: None,
        }
    }

    /// Every key that was counted or judged as a row of its own, with what a policy last said of it. What was
    /// judged before its driver had it, and passed, is counted under another key.
    pub fn judged(&self) -> impl Iterator<Item = (Row, Option<&Judgement>)> {
        let counts = self.now.counts.iter().copied();
        let counted: HashMap<CountKey, Count> = counts.collect();
        let others = self.judgements.keys().copied();
        let others = others.filter(|key| !counted.contains_key(key));
        let others: Vec<CountKey> = others.collect();
        let all = counted
            .into_iter()
            .chain(others.into_iter().map(|key| (key, Count::default())));
        all.map(|(key, count)| {
            let device = self.devices.of(key.device);
            let sender = self.senders.get(&key);
            let row = Row {
                action: Action::new(device.kind_id, device.driver.as_deref(), &key),
                subject: self.subjects.of(key.subject),
                device,
                count,
                rate: 0.0,
                process: sender.map(|(process, _)| *process),
                thread: sender.map(|(_, thread)| *thread),
                ruling: None,
            };
            (row, self.judgements.get(&key))
        })
    }

    /// Every loss counter, as of the newest snapshot.
    pub fn losses(&self) -> Losses {
        self.now.losses
    }

    fn holdings(&self) -> Vec<Holding> {
        let named = |holding: &observation::Holding| Holding {
            subject: self.subjects.of(holding.subject),
            device: self.devices.of(holding.device),
            process: holding.process,
            what: holding.what,
            mode: holding.mode,
        };
        self.holdings.iter().map(named).collect()
    }

    fn memory(&self) -> Vec<Memory> {
        let mut by_process: BTreeMap<(u32, u32, u32), Memory> = BTreeMap::new();
        for held in &self.now.held {
            let (subject, device) = (
                self.subjects.slot(held.subject),
                self.devices.slot(held.device),
            );
            let memory = by_process
                .entry((held.process, device, subject))
                .or_insert_with(|| Memory {
                    subject: self.subjects.get(subject),
                    device: self.devices.get(device),
                    process: held.process,
                    bytes: 0,
                    shared: false,
                    partial: false,
                });
            memory.bytes = memory.bytes.saturating_add(held.bytes);
            memory.shared |= held.shared;
            memory.partial |= held.partial;
        }
        by_process
            .into_values()
            .filter(|memory| memory.bytes > 0 || memory.partial)
            .collect()
    }

    fn rows(&self) -> Vec<Row> {
        let (then, before) = &self.before;
        let seconds = self.now.at.saturating_sub(*then).as_secs_f64();
        let mut merged: HashMap<CountKey, Merged> = HashMap::with_capacity(self.now.counts.len());
        for (key, count) in &self.now.counts {
            let canonical = CountKey {
                subject: self.subjects.slot(key.subject),
                device: self.devices.slot(key.device),
                ..*key
            };
            let row = merged.entry(canonical).or_default();
            row.count.add(count);
            let last = before.get(key).copied().unwrap_or(0);
            row.recent = row.recent.saturating_add(count.calls.saturating_sub(last));
            row.sender = row.sender.or(self.senders.get(key).copied());
        }
        let row = |(key, merged): (CountKey, Merged)| {
            let device = self.devices.get(key.device);
            Row {
                action: Action::new(device.kind_id, device.driver.as_deref(), &key),
                subject: self.subjects.get(key.subject),
                device,
                count: merged.count,
                process: merged.sender.map(|(process, _)| process),
                thread: merged.sender.map(|(_, thread)| thread),
                ruling: None,
                rate: if seconds > 0.0 {
                    merged.recent as f64 / seconds
                } else {
                    0.0
                },
            }
        };
        merged.into_iter().map(row).collect()
    }
}

/// What the keys of one row come to.
#[derive(Debug, Default)]
struct Merged {
    count: Count,
    /// Calls in the last interval.
    recent: u64,
    /// Process and thread.
    sender: Option<(u32, u32)>,
}

/// Sums over rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals {
    /// Calls and bytes.
    pub count: Count,
    /// Calls per second in the last interval.
    pub rate: f64,
    /// Calls by class, in the order of [`Class::ALL`].
    pub by_class: [u64; Class::ALL.len()],
}

impl Totals {
    /// Sums up.
    pub fn of(rows: &[Row]) -> Self {
        let mut totals = Self::default();
        for row in rows {
            totals.count.add(&row.count);
            totals.rate += row.rate;
            for (class, calls) in Class::ALL.iter().zip(&mut totals.by_class) {
                if *class == row.action.class {
                    *calls = calls.saturating_add(row.count.calls);
                }
            }
        }
        totals
    }

    /// The share of calls of a class, from 0 to 1; None where there are no calls.
    pub fn share(&self, class: Class) -> Option<f64> {
        let calls = Class::ALL
            .iter()
            .zip(self.by_class)
            .find(|(known, _)| **known == class)?
            .1;
        (self.count.calls > 0).then(|| calls as f64 / self.count.calls as f64)
    }
}

/// Names by id, where several ids may have the same name: each name has one slot. Slot 0 is for
/// what has no name.
#[derive(Debug)]
struct Names<T> {
    slots: Vec<Arc<T>>,
    by_id: HashMap<u32, u32>,
    by_name: HashMap<Arc<T>, u32>,
}

impl<T: Default> Default for Names<T> {
    fn default() -> Self {
        Self {
            slots: vec![Arc::default()],
            by_id: HashMap::new(),
            by_name: HashMap::new(),
        }
    }
}

impl<T: Eq + Hash> Names<T> {
    fn name(&mut self, id: u32, name: T) {
        let slot = match self.by_name.get(&name) {
            Some(slot) => *slot,
            None => {
                // Ids are 32-bit, so there are never more names than slots can count.
                let slot = u32::try_from(self.slots.len()).unwrap_or(UNNAMED);
                let name = Arc::new(name);
                self.slots.push(Arc::clone(&name));
                self.by_name.insert(name, slot);
                slot
            }
        };
        self.by_id.insert(id, slot);
    }

    fn slot(&self, id: u32) -> u32 {
        self.by_id.get(&id).copied().unwrap_or(UNNAMED)
    }

    fn of(&self, id: u32) -> Arc<T> {
        self.get(self.slot(id))
    }

    fn get(&self, slot: u32) -> Arc<T> {
        let index = usize::try_from(slot)
            .ok()
            .filter(|index| *index < self.slots.len());
        Arc::clone(&self.slots[index.unwrap_or(0)])
    }
}

#[cfg(test)]
pub(crate) mod tests;
