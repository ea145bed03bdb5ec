//! Memory that processes give devices, kept account of by the results of calls.

use aya_ebpf::{
    bindings::{BPF_ANY, BPF_NOEXIST},
    helpers::{bpf_get_current_pid_tgid, generated::bpf_get_current_task_btf},
};
use tracer_common::{
    count::CountKey,
    held::{Held, Pending},
    loss::Loss,
    spec::{SpecKey, flag},
};

use crate::{
    argument::amount_after,
    atomic, loss,
    maps::{HELD, PENDING, SPECS},
};

/// Notes a call of the running task whose result will tell.
#[inline(always)]
pub(crate) fn expect(file: u64, argument: u64, spec: SpecKey, key: &CountKey) {
    let pending = Pending {
        file,
        argument,
        spec,
        subject: key.subject,
        device: key.device,
    };
    if PENDING
        .insert(&current(), pending, u64::from(BPF_ANY))
        .is_err()
    {
        loss::count(Loss::HeldFull);
    }
}

/// Takes the result of the running task's call into account.
#[inline(always)]
pub(crate) fn settle(result: i64) {
    let task = current();
    // SAFETY: an entry is this task's own, and nobody else writes it.
    let Some(pending) = (unsafe { PENDING.get(&task) }).copied() else {
        return;
    };
    // It is this task's, so it is there.
    let _ = PENDING.remove(&task);
    if result != 0 {
        return;
    }
    // SAFETY: entries are written by the loader, whole.
    let Some(spec) = (unsafe { SPECS.get(&pending.spec) }) else {
        return;
    };
    let Some(amount) = amount_after(&pending.spec, pending.argument) else {
        loss::count(Loss::ArgumentUnreadable);
        return;
    };
    if spec.flags & flag::HOLDS != 0 {
        make(&pending);
        add(&pending, amount, true);
    } else {
        // What was given before this was watched is in no sum.
        add(&pending, amount.wrapping_neg(), false);
    }
}

#[inline(always)]
fn make(pending: &Pending) {
    if HELD.get_ptr_mut(&pending.file).is_none() {
        let held = Held {
            bytes: 0,
            subject: pending.subject,
            device: pending.device,
            process: (bpf_get_current_pid_tgid() >> 32) as u32,
            reserved: 0,
        };
        // Another thread may have been first.
        let _ = HELD.insert(&pending.file, held, u64::from(BPF_NOEXIST));
    }
}

#[inline(always)]
fn add(pending: &Pending, amount: u64, must: bool) {
    match HELD.get_ptr_mut(&pending.file) {
        // SAFETY: the pointer is a map value's. The sum is below zero where more was taken back than
        // was given while this was watched; user space shows that as nothing.
        Some(held) => unsafe { atomic::add(&raw mut (*held).bytes, amount) },
        None if must => loss::count(Loss::HeldFull),
        None => {}
    }
}

/// Everything that was held through a file was given back.
#[inline(always)]
pub(crate) fn release(file: u64) {
    // Most files hold nothing.
    let _ = HELD.remove(&file);
}

#[inline(always)]
fn current() -> u64 {
    // SAFETY: the helper has no preconditions.
    unsafe { bpf_get_current_task_btf() as u64 }
}
