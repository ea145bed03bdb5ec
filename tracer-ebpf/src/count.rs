//! Counting a call: exact under preemption and on any number of CPUs.

use core::{hint::black_box, mem::offset_of};

use aya_ebpf::{bindings::BPF_NOEXIST, helpers::bpf_get_current_pid_tgid};
use tracer_common::{
    count::{CountKey, FULL_BYTES, MOST_BYTES, NO_ROW},
    loss::Loss,
    record::{CommandSeen, Header, kind},
};

use crate::{
    atomic,
    call::Call,
    loss,
    maps::{COUNTS, EVENTS, RECENT_ROWS, ROWS, Sequence},
    recent,
    verdict::{self, Outcome},
};

/// What a call adds to its row: itself, unless it [`PASSES_ELSEWHERE`], and what became of it.
const REFUSED: u32 = 1;
/// See [`REFUSED`]: it would have been refused.
const AUDITED: u32 = 2;
/// See [`REFUSED`]: it was counted, or will be, where it passes.
const PASSES_ELSEWHERE: u32 = 4;

/// What is known of a key: its row, and how the last call with it was decided.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// Its place in [`COUNTS`]; [`NO_ROW`] where nothing is known.
    index: u32,
    /// In which state the policy decided so, see [`verdict::state`]; 0 where that says nothing of the next call.
    pub(crate) state: u64,
    /// What it said.
    pub(crate) outcome: Outcome,
}

impl Row {
    /// Whether anything is known.
    #[inline(always)]
    pub(crate) fn is_known(self) -> bool {
        self.index != NO_ROW
    }

    /// Nothing is known.
    const NONE: Self = Self {
        index: NO_ROW,
        state: 0,
        outcome: Outcome::PASSES,
    };
}

/// What is known of a key that was counted on this CPU not long ago.
#[inline(always)]
pub(crate) fn recent(call: &Call) -> Row {
    let mixed = recent_key(call).mixed;
    let [index, state, outcome] = recent::find(&RECENT_ROWS, mixed, || recent_key(call).words);
    Row {
        index: index as u32,
        state,
        outcome: Outcome::of(outcome),
    }
}

/// Notes a key's row, and how calls with this key are decided as long as the policy is in that state.
#[inline(never)]
fn note(call: &Call, index: u32, state: u64, outcome: Outcome, is_known: bool) {
    let holds = state != 0 && verdict::holds(&call.key, outcome, state);
    if index != NO_ROW && (holds || !is_known) {
        let state = if holds { state } else { 0 };
        let found = [index.into(), state, outcome.word()];
        recent::note(&RECENT_ROWS, &recent_key(call), &found);
    }
}

/// The key in words. Each is loaded when it is asked for: there is no room to keep them.
#[inline(always)]
fn recent_key(call: &Call) -> recent::Key<4> {
    const {
        assert!(offset_of!(Call, key) % 8 == 0 && size_of::<CountKey>() == 28);
    }
    let key = (&raw const call.key).cast::<u64>();
    // SAFETY: the words lie within the key, the last is half of one, and all are aligned.
    let words = unsafe {
        [
            key.read_volatile(),
            key.add(1).read_volatile(),
            key.add(2).read_volatile(),
            u64::from(key.add(3).cast::<u32>().read_volatile()),
        ]
    };
    recent::Key {
        words,
        mixed: recent::mix(words),
    }
}

/// Counts one call, whose row may be known, and which was decided by the policy in such a state.
#[inline(always)]
pub(crate) fn count(call: &Call, outcome: Outcome, row: Row, state: u64) {
    let is_known = row.is_known();
    let index = if is_known { row.index } else { find(&call.key) };
    if !is_known || row.state != state {
        note(call, index, state, outcome, is_known);
    }
    // Asked for last: there is little room on the stack.
    let outcome = black_box(outcome);
    let refused = if outcome.is_refused() { REFUSED } else { 0 };
    let audited = if outcome.is_audited() { AUDITED } else { 0 };
    add_to(call, index, refused | audited);
}

/// Counts one call that passes, in its row.
#[inline(always)]
pub(crate) fn add(call: &Call, row: Row) {
    add_to(call, row.index, 0);
}

/// Counts a call of which nothing else is known.
#[inline(always)]
pub(crate) fn count_anew(call: &Call, outcome: Outcome) {
    count(call, outcome, Row::NONE, 0);
}

/// Counts that a call would have been refused, which is counted itself when it reaches its driver.
#[inline(always)]
pub(crate) fn count_audited(call: &Call) {
    add_to(call, find(&call.key), AUDITED | PASSES_ELSEWHERE);
}

#[inline(always)]
fn add_to(call: &Call, row: u32, what: u32) {
    // The caller chose the amount.
    let bytes = if what & PASSES_ELSEWHERE == 0 && call.amount <= MOST_BYTES {
        call.amount
    } else {
        0
    };
    let Some(value) = COUNTS.get_ptr_mut(row) else {
        return;
    };
    // SAFETY: the pointer is a map value's.
    unsafe {
        if what & PASSES_ELSEWHERE == 0 {
            atomic::add(&raw mut (*value).calls, 1);
        }
        if what & REFUSED != 0 {
            atomic::add(&raw mut (*value).denied, 1);
        }
        if what & AUDITED != 0 {
            atomic::add(&raw mut (*value).audited, 1);
        }
        if bytes != 0 && (&raw const (*value).bytes).read_volatile() < FULL_BYTES {
            atomic::add(&raw mut (*value).bytes, bytes);
        }
    }
}

/// The row of a key. That is copied, for Linux 6.1 takes none of a map that lies with a caller; and into a frame of
/// its own, for there is not much room.
#[inline(never)]
fn find(key: &CountKey) -> u32 {
    let key = *key;
    // SAFETY: entries are written once, whole, and never change.
    match unsafe { ROWS.get(&key) } {
        Some(row) => *row,
        None => enter(&key),
    }
}

/// The slow path: gives the key a row, and announces it.
#[inline(never)]
fn enter(key: &CountKey) -> u32 {
    let Some(row) = Sequence::Row.next() else {
        loss::count(Loss::CountsFull);
        return NO_ROW;
    };
    if ROWS.insert(key, row, u64::from(BPF_NOEXIST)).is_ok() {
        announce(key);
        return row;
    }
    // Another CPU was first; the row that this one took stays empty.
    // SAFETY: as in `find`.
    match unsafe { ROWS.get(key) } {
        Some(first) => *first,
        None => {
            loss::count(Loss::CountsFull);
            NO_ROW
        }
    }
}

#[inline(always)]
fn announce(key: &CountKey) {
    let Some(mut record) = EVENTS.reserve_untyped::<CommandSeen>(0) else {
        loss::count(Loss::EventsFull);
        return;
    };
    let thread = bpf_get_current_pid_tgid();
    record.write(CommandSeen {
        header: const { Header::of::<CommandSeen>(kind::COMMAND) },
        key: *key,
        process: (thread >> 32) as u32,
        thread: thread as u32,
    });
    record.submit(0);
}
