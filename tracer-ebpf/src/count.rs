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
};

/// Counts one call.
#[inline(always)]
pub(crate) fn count(key: &CountKey, bytes: u64) {
    // The caller chose it.
    let bytes = if bytes > MOST_BYTES { 0 } else { bytes };
    match COUNTS.get_ptr_mut(key) {
        Some(value) => add(value, bytes),
        None => first(key, bytes),
    }
}

#[inline(always)]
fn add(value: *mut CountValue, bytes: u64) {
    // SAFETY: the pointer is a map value's.
    unsafe {
        atomic::add(&raw mut (*value).calls, 1);
        if bytes != 0 && (&raw const (*value).bytes).read_volatile() < FULL_BYTES {
            atomic::add(&raw mut (*value).bytes, bytes);
        }
    }
}

/// The slow path: makes the key with this call in it, and announces it.
#[inline(never)]
fn first(key: &CountKey, bytes: u64) {
    let value = CountValue {
        calls: 1,
        bytes,
        ..CountValue::ZERO
    };
    if COUNTS.insert(key, value, u64::from(BPF_NOEXIST)).is_ok() {
        announce(key);
        return;
    }
    // Another CPU made it in the meantime, or there is no room.
    if let Some(value) = COUNTS.get_ptr_mut(key) {
        add(value, bytes);
        return;
    }
    loss::count(Loss::CountsFull);
    if let Some(value) = OVERFLOW.get_ptr_mut(0) {
        add(value, bytes);
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
