//! The model: merges what sources observed into rows. Pure: no I/O, and time comes with the
//! observations.

pub mod cgroup;
pub mod filter;
pub mod holding;
mod names;
pub mod observation;
pub mod openness;
pub mod query;
pub mod row;
mod rows;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

// Every row is looked up at every reading: the standard library's hash takes half of that.
use foldhash::HashMap;
use tracer_common::count::CountKey;

use crate::families::Class;
use holding::{Holding, Memory};
use names::Names;
use observation::{CallFacts, Count, Judgement, Losses, Observation, Snapshot};
use row::{Action, Row};
use rows::Rows;

/// All that was observed so far.
#[derive(Debug, Default)]
pub struct Model {
    names: Names,
    /// What a policy last said of each key.
    judgements: HashMap<CountKey, Judgement>,
    /// What was held before the source began.
    holdings: Vec<observation::Holding>,
    /// The newest snapshot.
    now: Snapshot,
    rows: Rows,
}

/// What the model knows at one time, in the form that sinks take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Every row, in an order of names that does not change while counts do.
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
            Observation::Subject(facts) => self.names.subjects.name(facts.id, facts.into()),
            Observation::Device(facts) => self.names.devices.name(facts.id, facts.into()),
            Observation::Command(facts) => {
                let sender = (facts.process, facts.thread);
                self.rows.sent(&facts.key, sender);
            }
            Observation::Holding(holding) => self.holdings.push(holding),
            // Whoever tells calls one by one names each as it comes.
            Observation::Call(_) => {}
            Observation::Judged(judgement) => {
                self.judgements.insert(judgement.key, judgement);
            }
            Observation::Counts(snapshot) => {
                let last = std::mem::replace(&mut self.now, snapshot);
                self.rows.read(&last, &self.now);
            }
        }
    }

    /// Everything as of the newest snapshot. Keys that name the same thing make one row, and
    /// what was lost or never named is a row without names.
    pub fn report(&mut self) -> Report {
        Report {
            rows: self.rows.merged(&mut self.names, &self.now),
            holdings: self.holdings(),
            memory: self.memory(),
            overflow: self.now.overflow,
            losses: self.now.losses,
            at: self.now.at,
        }
    }

    /// A call as a row, by what is known so far: one call, with its names.
    pub fn row(&mut self, call: &CallFacts) -> Row {
        let about = self.names.about(&call.key);
        Row {
            action: self.names.action(&about),
            subject: self.names.subjects.get(about.subject),
            device: self.names.devices.get(about.device),
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

    /// A call that a policy judged as a row, by what is known so far.
    pub fn judged_row(&self, judgement: &Judgement) -> Row {
        let key = &judgement.key;
        let device = self.names.devices.of(key.device);
        let action = Action::new(device.kind_id, device.driver.as_deref(), key);
        Row {
            action: Arc::new(action),
            subject: self.names.subjects.of(key.subject),
            device,
            count: Count {
                calls: 1,
                bytes: judgement.amount,
                ..Count::default()
            },
            rate: 0.0,
            process: Some(judgement.process),
            thread: Some(judgement.thread),
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
            let device = self.names.devices.of(key.device);
            let action = Action::new(device.kind_id, device.driver.as_deref(), &key);
            let sender = self.rows.sender(&key);
            let row = Row {
                action: Arc::new(action),
                subject: self.names.subjects.of(key.subject),
                device,
                count,
                rate: 0.0,
                process: sender.map(|(process, _)| process),
                thread: sender.map(|(_, thread)| thread),
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
            subject: self.names.subjects.of(holding.subject),
            device: self.names.devices.of(holding.device),
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
                self.names.subjects.slot(held.subject),
                self.names.devices.slot(held.device),
            );
            let memory = by_process
                .entry((held.process, device, subject))
                .or_insert_with(|| Memory {
                    subject: self.names.subjects.get(subject),
                    device: self.names.devices.get(device),
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

#[cfg(test)]
pub(crate) mod tests;
