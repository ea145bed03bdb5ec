//! Counting a call: exact under preemption and on any number of CPUs.

use aya_ebpf::{bindings::BPF_NOEXIST, helpers::bpf_get_current_pid_tgid};
use tracer_common::{
    count::{CountKey, CountValue, FULL_BYTES, MOST_BYTES},
    loss::Loss,
    record::{CommandSeen, Header, kind},
};

use crate::{
    atomic, loss,
    maps::{COUNTS, EVENTS, OVERFLOW},
    verdict::Outcome,
};

/// Counts one call.
#[inline(always)]
pub(crate) fn count(key: &CountKey, bytes: u64, outcome: Outcome) {
    add(
        key,
        CountValue {
            calls: 1,
            denied: u64::from(outcome.is_refused()),
            audited: u64::from(outcome.is_audited()),
            // The caller chose it.
            bytes: if bytes > MOST_BYTES { 0 } else { bytes },
        },
    );
}

/// Counts that a call would have been refused, which is counted itself when it reaches its driver.
#[inline(always)]
pub(crate) fn count_audited(key: &CountKey) {
    add(
        key,
        CountValue {
            audited: 1,
            ..CountValue::ZERO
        },
    );
}

#[inline(always)]
fn add(key: &CountKey, more: CountValue) {
    match COUNTS.get_ptr_mut(key) {
        Some(value) => add_to(value, &more),
        None => first(key, &more),
    }
}

#[inline(always)]
fn add_to(value: *mut CountValue, more: &CountValue) {
    // SAFETY: the pointer is a map value's.
    unsafe {
        if more.calls != 0 {
            atomic::add(&raw mut (*value).calls, 1);
        }
        if more.denied != 0 {
            atomic::add(&raw mut (*value).denied, 1);
        }
        if more.audited != 0 {
            atomic::add(&raw mut (*value).audited, 1);
        }
        if more.bytes != 0 && (&raw const (*value).bytes).read_volatile() < FULL_BYTES {
            atomic::add(&raw mut (*value).bytes, more.bytes);
        }
    }
}

/// The slow path: makes the key with this call in it, and announces it.
#[inline(never)]
fn first(key: &CountKey, more: &CountValue) {
    if COUNTS.insert(key, more, u64::from(BPF_NOEXIST)).is_ok() {
        announce(key);
        return;
    }
    // Another CPU made it in the meantime, or there is no room.
    if let Some(value) = COUNTS.get_ptr_mut(key) {
        add_to(value, more);
        return;
    }
    loss::count(Loss::CountsFull);
    if let Some(value) = OVERFLOW.get_ptr_mut(0) {
        add_to(value, more);
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
