//! Memory that processes give devices, kept account of where the drivers take and return their ioctls:
//! what is refused on its way never comes there.
//!
//! The sum is of I/O virtual addresses, by address space. Amounts are those that the argument says when
//! the call is over: in the caller's memory, which it may change meanwhile. The driver's locks are dropped
//! by then, so that another thread may have ended the address space between.

use core::ffi::c_void;

use aya_ebpf::{
    bindings::{BPF_ANY, BPF_NOEXIST},
    helpers::{bpf_get_current_pid_tgid, generated::bpf_for_each_map_elem},
};
use tracer_common::{
    count::{MOST_BYTES, entry},
    held::{Held, HeldKey, Pending},
    loss::Loss,
    spec::{SpecKey, flag},
};

use crate::{
    argument::{change, spec_at},
    atomic, device,
    kernel::{self, Copied, Pointer},
    loss,
    maps::{HELD, PENDING},
    scope, subject,
};

/// The driver takes an ioctl of the running task.
#[inline(always)]
pub(crate) fn begin(file: u64, command: u32, argument: u64) {
    let task = current();
    if PENDING.get_ptr(&task).is_some() {
        // The one before had a result.
        loss::count(Loss::ResultsMissed);
    }
    let Some(pending) = expected(file, command, argument) else {
        // Else this call's result would be taken for that of another.
        let _ = PENDING.remove(&task);
        return;
    };
    if PENDING.insert(&task, pending, u64::from(BPF_ANY)).is_err() {
        loss::count(Loss::HeldFull);
    }
}

/// What is to be done when the call is over; None where it changes nothing. Asked for everybody, who may
/// map and unmap where one who is observed maps.
#[inline(always)]
fn expected(file: u64, command: u32, argument: u64) -> Option<Pending> {
    let device = device::identify::<Copied>(file as Pointer)?;
    // 32-bit processes have the same layouts.
    let spec = SpecKey {
        kind: device.value.kind as u16,
        entry: entry::IOCTL,
        variant: 0,
        command: command & device.value.command_mask,
    };
    let flags = spec_at(spec)?.flags;
    (flags & flag::HELD != 0).then_some(Pending {
        owner: file,
        argument,
        spec,
        device: device.value.id,
        reserved: 0,
    })
}

/// The call has come to what its address space ends with.
#[inline(always)]
pub(crate) fn through(owner: u64) {
    if let Some(pending) = PENDING.get_ptr_mut(&current()) {
        // SAFETY: the pointer is a map value's, and the entry this task's own.
        unsafe { (*pending).owner = owner };
    }
}

/// The driver's call is over.
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
    let Some(change) = change(&pending.spec, pending.argument) else {
        loss::count(Loss::ArgumentUnreadable);
        return;
    };
    let key = HeldKey {
        owner: pending.owner,
        object: change.object,
        reserved: 0,
    };
    if change.flags == 0 {
        return;
    }
    if change.flags & flag::ENDS != 0 {
        // It may be another kind of object, or have held nothing.
        let _ = HELD.remove(&key);
    } else if change.amount > MOST_BYTES {
        // The kernel has taken no such amount: it was changed behind the kernel's back.
        loss::count(Loss::ArgumentMalformed);
    } else if change.flags & flag::HOLDS != 0 {
        give(&key, &pending, change.amount);
    } else if change.flags & flag::RELEASES != 0
        && let Some(held) = HELD.get_ptr_mut(&key)
    {
        take_back(held, change.amount);
    }
}

#[inline(always)]
fn give(key: &HeldKey, pending: &Pending, amount: u64) {
    if HELD.get_ptr_mut(key).is_none() {
        // Where one who is observed maps, whoever else does so counts as well.
        if !scope::observes_current() {
            return;
        }
        let held = Held {
            subject: subject::of_current(),
            device: pending.device,
            process: process(),
            ..Held::ZERO
        };
        // Another thread may have been first.
        let _ = HELD.insert(key, held, u64::from(BPF_NOEXIST));
    }
    match HELD.get_ptr_mut(key) {
        Some(held) => {
            note_process(held);
            // SAFETY: the pointer is a map value's.
            unsafe { atomic::add(&raw mut (*held).bytes, amount) };
        }
        None => loss::count(Loss::HeldFull),
    }
}

#[inline(always)]
fn take_back(held: *mut Held, amount: u64) {
    note_process(held);
    // SAFETY: the pointer is a map value's.
    unsafe {
        let bytes = &raw mut (*held).bytes;
        let missing = amount.wrapping_sub(atomic::subtract(bytes, amount));
        if missing.cast_signed() > 0 {
            // What was given before this was watched is in no sum.
            atomic::add(bytes, missing.min(amount));
            (&raw mut (*held).partial).write_volatile(1);
        }
    }
}

#[inline(always)]
fn note_process(held: *mut Held) {
    // SAFETY: the pointer is a map value's.
    unsafe {
        if (*held).process != process() {
            (&raw mut (*held).shared).write_volatile(1);
        }
    }
}

/// Everything that was held through this was given back.
#[inline(always)]
pub(crate) fn release(owner: u64) {
    // In this order: a call that settles meanwhile must not enter what was just removed.
    for_each(&raw const PENDING, remove_pending, &owner);
    for_each(&raw const HELD, remove_held, &owner);
}

type Callback = extern "C" fn(*const c_void, *const u8, *const u8, *const u64) -> i64;

#[inline(always)]
fn for_each<M>(map: *const M, callback: Callback, owner: &u64) {
    // SAFETY: `map` is a map, and the callbacks take what the helper passes for it.
    unsafe {
        bpf_for_each_map_elem(
            map.cast_mut().cast(),
            callback as *mut c_void,
            core::ptr::from_ref(owner).cast_mut().cast(),
            0,
        );
    }
}

extern "C" fn remove_held(
    _: *const c_void,
    key: *const u8,
    _: *const u8,
    owner: *const u64,
) -> i64 {
    // SAFETY: the helper passes a key of the map, and the pointer that it was given.
    unsafe {
        let key = *key.cast::<HeldKey>();
        if key.owner == *owner {
            let _ = HELD.remove(&key);
        }
    }
    0
}

extern "C" fn remove_pending(
    _: *const c_void,
    key: *const u8,
    value: *const u8,
    owner: *const u64,
) -> i64 {
    // SAFETY: the helper passes a key of the map with its value, and the pointer that it was given.
    unsafe {
        let task = *key.cast::<u64>();
        if (*value.cast::<Pending>()).owner == *owner {
            // The driver has no call under way at an end: this one's result was missed, or comes too late.
            let _ = PENDING.remove(&task);
            loss::count(Loss::ResultsMissed);
        }
    }
    0
}

#[inline(always)]
fn process() -> u32 {
    (bpf_get_current_pid_tgid() >> 32) as u32
}

#[inline(always)]
fn current() -> u64 {
    kernel::current() as u64
}
