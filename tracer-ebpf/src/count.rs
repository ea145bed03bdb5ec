//! Counting a call: exact under preemption and on any number of CPUs.

use aya_ebpf::{bindings::BPF_NOEXIST, helpers::bpf_get_current_pid_tgid};
use tracer_common::{
    count::{CountKey, CountValue, FULL_BYTES, MOST_BYTES},
    loss::Loss,
    record::{CommandSeen, Header, kind},
};

use crate::{
    atomic,
    call::Call,
    loss,
    maps::{COUNTS, EVENTS, OVERFLOW},
    verdict::Outcome,
};

/// What a call adds to its row: itself, unless it [`PASSES_ELSEWHERE`], and what became of it.
const REFUSED: u32 = 1;
/// See [`REFUSED`]: it would have been refused.
const AUDITED: u32 = 2;
/// See [`REFUSED`]: it was counted, or will be, where it passes.
const PASSES_ELSEWHERE: u32 = 4;

/// Counts one call.
#[inline(always)]
pub(crate) fn count(call: &Call, outcome: Outcome) {
    let refused = if outcome.is_refused() { REFUSED } else { 0 };
    let audited = if outcome.is_audited() { AUDITED } else { 0 };
    add(call, refused | audited);
}

/// Counts that a call would have been refused, which is counted itself when it reaches its driver.
#[inline(always)]
pub(crate) fn count_audited(call: &Call) {
    add(call, AUDITED | PASSES_ELSEWHERE);
}

/// The key is copied, for Linux 6.1 takes none of a map that lies with a caller; and into a frame of its own, for
/// there is not much room.
#[inline(never)]
fn add(call: &Call, what: u32) {
    let key = call.key;
    // The caller chose the amount.
    let bytes = if what & PASSES_ELSEWHERE == 0 && call.amount <= MOST_BYTES {
        call.amount
    } else {
        0
    };
    match COUNTS.get_ptr_mut(&key) {
        Some(value) => add_to(value, what, bytes),
        None => first(&key, what, bytes),
    }
}

#[inline(always)]
fn add_to(value: *mut CountValue, what: u32, bytes: u64) {
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

/// The slow path: makes the key with this call in it, and announces it.
#[inline(never)]
fn first(key: &CountKey, what: u32, bytes: u64) {
    let value = CountValue {
        calls: u64::from(what & PASSES_ELSEWHERE == 0),
        denied: u64::from(what & REFUSED != 0),
        audited: u64::from(what & AUDITED != 0),
        bytes,
    };
    if COUNTS.insert(key, value, u64::from(BPF_NOEXIST)).is_ok() {
        announce(key);
        return;
    }
    // Another CPU made it in the meantime, or there is no room.
    if let Some(value) = COUNTS.get_ptr_mut(key) {
        add_to(value, what, bytes);
        return;
    }
    loss::count(Loss::CountsFull);
    if let Some(value) = OVERFLOW.get_ptr_mut(0) {
        add_to(value, what, bytes);
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
