//! Rows of readings. There are thousands of keys in each, and nearly all were in the one before: which row a
//! key belongs to is found once, and the row named and put in order once.

use std::{sync::Arc, time::Duration};

use foldhash::HashMap;
use tracer_common::count::CountKey;

use super::{
    names::Names,
    observation::{Count, Snapshot},
    query,
    row::{Action, Device, Row, Subject},
};

/// All keys and the rows that they belong to.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Places in `keys`.
    places: HashMap<CountKey, usize>,
    keys: Vec<Key>,
    /// The places of the newest snapshot's keys, in its order.
    newest: Vec<usize>,
    /// When the snapshot was taken that [`Key::before`] is of; at first the source's beginning, when nothing
    /// was counted yet.
    before: Duration,
    lines: Lines,
}

/// What is known of a key.
#[derive(Clone, Debug, Default)]
struct Key {
    /// The process and the thread that sent it first.
    sender: Option<(u32, u32)>,
    /// Calls until the interval began.
    before: u64,
    /// Its line, and the key with the slots that this was found by: its names may be others by now.
    line: Option<(usize, CountKey)>,
}

impl Rows {
    fn key(&mut self, key: &CountKey) -> usize {
        let next = self.keys.len();
        let place = *self.places.entry(*key).or_insert(next);
        if place == next {
            self.keys.push(Key::default());
        }
        place
    }

    /// Takes in who sent a key; the first one stays.
    pub(super) fn sent(&mut self, key: &CountKey, sender: (u32, u32)) {
        let place = self.key(key);
        self.keys[place].sender.get_or_insert(sender);
    }

    /// The process and the thread that sent a key first.
    pub(super) fn sender(&self, key: &CountKey) -> Option<(u32, u32)> {
        self.keys[*self.places.get(key)?].sender
    }

    /// Takes in the newest snapshot; `last` is the one before it.
    pub(super) fn read(&mut self, last: &Snapshot, now: &Snapshot) {
        // Two snapshots of one moment have no interval between them to tell a rate.
        if now.at > last.at {
            self.before = last.at;
            self.keys.iter_mut().for_each(|key| key.before = 0);
            for (place, (_, count)) in self.newest.iter().zip(&last.counts) {
                self.keys[*place].before = count.calls;
            }
        }
        let known = std::mem::take(&mut self.newest);
        // The kernel side's rows come in the same order each time.
        let again = |at: usize, key: &CountKey| {
            let (before, _) = last.counts.get(at)?;
            known.get(at).copied().filter(|_| before == key)
        };
        let keys = now.counts.iter().enumerate();
        self.newest = keys
            .map(|(at, (key, _))| again(at, key).unwrap_or_else(|| self.key(key)))
            .collect();
    }

    /// The rows of the newest snapshot, in the order of names. Keys that name the same thing make one.
    pub(super) fn merged(&mut self, names: &mut Names, now: &Snapshot) -> Vec<Row> {
        let seconds = now.at.saturating_sub(self.before).as_secs_f64();
        let mut all: Vec<Option<Merged>> = vec![None; self.lines.all.len()];
        for (place, (key, count)) in self.newest.iter().zip(&now.counts) {
            let known = &mut self.keys[*place];
            let about = names.about(key);
            let line = match known.line {
                Some((line, before)) if before == about => line,
                _ => {
                    let line = self.lines.find(&about, names);
                    known.line = Some((line, about));
                    line
                }
            };
            if line >= all.len() {
                all.resize(line + 1, None);
            }
            let merged = all[line].get_or_insert_default();
            merged.count.add(count);
            let recent = count.calls.saturating_sub(known.before);
            merged.recent = merged.recent.saturating_add(recent);
            merged.sender = merged.sender.or(known.sender);
        }
        let row = |(line, merged): (&Line, Merged)| Row {
            subject: Arc::clone(&line.subject),
            device: Arc::clone(&line.device),
            action: Arc::clone(&line.action),
            count: merged.count,
            rate: if seconds > 0.0 {
                merged.recent as f64 / seconds
            } else {
                0.0
            },
            process: merged.sender.map(|(process, _)| process),
            thread: merged.sender.map(|(_, thread)| thread),
            ruling: None,
        };
        self.lines.sort();
        let of_line = |at: &usize| Some((&self.lines.all[*at], all[*at]?));
        self.lines
            .order
            .iter()
            .filter_map(of_line)
            .map(row)
            .collect()
    }
}

/// What the keys of one row come to.
#[derive(Clone, Copy, Debug, Default)]
struct Merged {
    count: Count,
    /// Calls in the last interval.
    recent: u64,
    /// Process and thread.
    sender: Option<(u32, u32)>,
}

/// What rows are about.
#[derive(Debug, Default)]
struct Lines {
    /// Places in `all`, by keys with slots.
    places: HashMap<CountKey, usize>,
    all: Vec<Line>,
    /// Places in `all` in the order of names.
    order: Vec<usize>,
}

/// What a row is about.
#[derive(Debug)]
struct Line {
    subject: Arc<Subject>,
    device: Arc<Device>,
    action: Arc<Action>,
}

impl Lines {
    /// The place of what a key with slots is about.
    fn find(&mut self, about: &CountKey, names: &mut Names) -> usize {
        *self.places.entry(*about).or_insert_with(|| {
            self.all.push(Line {
                subject: names.subjects.get(about.subject),
                device: names.devices.get(about.device),
                action: names.action(about),
            });
            self.all.len() - 1
        })
    }

    /// Puts those that are new in order.
    fn sort(&mut self) {
        if self.order.len() < self.all.len() {
            self.order.extend(self.order.len()..self.all.len());
            let all = &self.all;
            // Those of before are in order already, which such a sort makes use of.
            self.order.sort_by(|a, b| {
                let names = |at: &usize| {
                    let Line {
                        subject,
                        device,
                        action,
                    } = &all[*at];
                    query::names(subject, device, action)
                };
                names(a).cmp(&names(b))
            });
        }
    }
}
