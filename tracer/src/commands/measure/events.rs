//! What userspace does with what the kernel side tells: a call of these is an event, or a thousand rows.

use std::{io, time::Duration};

use bytes::Bytes;
use tracer_common::{
    count::CountKey,
    record::{CallSeen, CommandSeen, Header, call, kind},
};
use zerocopy::IntoBytes as _;

use super::{
    Calls,
    machine::{Size, counts, key, named},
};
use crate::{
    model::{
        Model,
        observation::{CommandFacts, Observation},
    },
    sinks::calls,
    source::wire::{self, Record},
};

/// Rows of a snapshot.
const ROWS: u32 = 1_000;
const SIZE: Size = Size {
    devices: 50,
    subjects: 100,
    rows: ROWS,
};

fn keys() -> Vec<CountKey> {
    (0..SIZE.rows).map(|row| key(SIZE, row)).collect()
}

fn model() -> Model {
    let mut model = Model::new();
    named(SIZE).into_iter().for_each(|news| model.apply(news));
    model
}

/// The keys one after another, for ever.
fn in_turn() -> impl FnMut() -> CountKey + Send + 'static {
    let keys = keys();
    let mut at = 0;
    move || {
        at = (at + 1) % keys.len();
        keys[at]
    }
}

/// A record of `trace`: decoded, given its names, and written as a line, of text or JSON.
pub(super) fn traced(json: bool) -> Calls {
    let (mut model, mut next) = (model(), in_turn());
    Calls::new(move || {
        let record = CallSeen {
            header: Header::of::<CallSeen>(kind::CALL),
            key: next(),
            process: 7,
            thread: 7,
            argument_length: 72,
            flags: call::RESULT,
            duration: 1_000,
            ..CallSeen::ZERO
        };
        let Ok(Record::Call(seen)) = wire::decode(Bytes::copy_from_slice(record.as_bytes())) else {
            return Err(io::Error::other("the record was not decoded"));
        };
        let call = wire::call(&seen);
        let row = model.row(&call);
        if json {
            calls::json(&mut io::sink(), &row, &call, Duration::ZERO)
        } else {
            calls::text(&mut io::sink(), &row, &call, Duration::ZERO)
        }
    })
}

/// The record of a row's first call: decoded, and taken into the model.
pub(super) fn first_seen() -> Calls {
    let (mut model, mut next) = (model(), in_turn());
    Calls::new(move || {
        let record = CommandSeen {
            header: Header::of::<CommandSeen>(kind::COMMAND),
            key: next(),
            process: 7,
            thread: 7,
        };
        let Ok(Record::Command(seen)) = wire::decode(Bytes::copy_from_slice(record.as_bytes()))
        else {
            return Err(io::Error::other("the record was not decoded"));
        };
        model.apply(Observation::Command(CommandFacts {
            key: seen.key,
            process: seen.process,
            thread: seen.thread,
        }));
        Ok(())
    })
}

/// A reading of all counts: taken into the model, and merged into rows with their names.
pub(super) fn snapshot() -> Calls {
    let (mut model, keys) = (model(), keys());
    let mut at = Duration::ZERO;
    Calls::new(move || {
        at += Duration::from_secs(1);
        model.apply(counts(&keys, at));
        match model.report().rows.len() {
            0 => Err(io::Error::other("there are no rows")),
            _ => Ok(()),
        }
    })
}
