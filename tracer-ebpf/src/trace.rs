//! Calls told one by one: what a call is, is noted at its hook, and told when its result is known.

use aya_ebpf::{
    bindings::BPF_ANY,
    helpers::{
        bpf_get_current_pid_tgid,
        generated::{
            bpf_ktime_get_boot_ns, bpf_probe_read_kernel, bpf_probe_read_user, bpf_task_pt_regs,
        },
    },
};
use tracer_common::{
    loss::Loss,
    record::{ARGUMENT_BYTES, CallSeen, Header, POINTED_BYTES, call, kind},
    spec,
};

use crate::{
    argument::Memory,
    call::Call,
    kernel::{Pointer, constant, current, field, offset},
    loss,
    maps::{CALLS, EVENTS},
};

/// Whether calls are told one by one. Written by the loader; the verifier removes the rest where it is 0.
#[unsafe(no_mangle)]
static TRACE: u32 = 0;

/// Bytes that are read of an argument of which nothing is known.
const UNKNOWN_BYTES: u32 = 64;

/// What a call is before anything is known of it.
static NOTHING: CallSeen = CallSeen::ZERO;

/// Whether calls are told one by one.
#[inline(always)]
pub(crate) fn is_wanted() -> bool {
    constant(&TRACE) != 0
}

/// Notes a call that begins, where calls are told.
#[inline(always)]
pub(crate) fn begin(call: &Call) {
    if is_wanted() {
        // SAFETY: it is valid.
        unsafe { note_call(call) };
    }
}

/// # Safety
///
/// The pointer must be null or valid.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn note_call(call: *const Call) -> u32 {
    // Asked for again: the verifier looks at it even where nobody calls it.
    if constant(&TRACE) != 0
        // SAFETY: as the caller promised.
        && let Some(call) = unsafe { call.as_ref() }
    {
        note(call);
    }
    0
}

#[inline(always)]
fn note(seen: &Call) {
    let id = if seen.request == 0 {
        task()
    } else {
        seen.request
    };
    // One system call may pass several: descriptors that are received together.
    if let Some(before) = CALLS.get_ptr_mut(&id) {
        tell(before);
    }
    if CALLS.insert(&id, &NOTHING, u64::from(BPF_ANY)).is_err() {
        loss::count(Loss::CallsUntold);
        return;
    }
    let Some(noted) = CALLS.get_ptr_mut(&id) else {
        return;
    };
    let thread = bpf_get_current_pid_tgid();
    // SAFETY: the pointer is a map value's, which no other call's end looks for meanwhile.
    unsafe {
        (*noted).header = const { Header::of::<CallSeen>(kind::CALL) };
        (*noted).key = seen.key;
        (*noted).process = (thread >> 32) as u32;
        (*noted).thread = thread as u32;
        (*noted).number = seen.number;
        (*noted).amount = seen.amount;
        (*noted).words = seen.words;
        let length = length(seen).min(ARGUMENT_BYTES as u32);
        let argument = (&raw mut (*noted).argument).cast();
        if copy(seen.memory, argument, length, seen.address) {
            (*noted).argument_length = length as u16;
        }
        let pointed = seen.target_length.min(POINTED_BYTES as u32);
        let target = (&raw mut (*noted).pointed).cast();
        if seen.target != 0 && copy(Memory::User, target, pointed, seen.target) {
            (*noted).pointed_length = pointed as u16;
        }
        (*noted).time = bpf_ktime_get_boot_ns();
    }
    if seen.request == 0 && is_for_a_ring() {
        tell(noted);
        let _ = CALLS.remove(&id);
    }
}

/// Whether the running task performs what was submitted to an io_uring: no system call returns what comes
/// of it. A task that is in its own call for that may be at its end, when the result was told.
#[inline(always)]
fn is_for_a_ring() -> bool {
    /// `PF_IO_WORKER` and `PF_USER_WORKER` of `linux/sched.h`: those never return.
    const WORKER: u32 = 0x10 | 0x4000;
    /// `__NR_io_uring_enter`, on every architecture but alpha.
    const ENTER: u32 = 426;
    let task = current();
    // SAFETY: the helper takes a task, and returns its registers.
    unsafe {
        if field::<u32>(task, offset!(task_flags)) & WORKER != 0 {
            return true;
        }
        let call = offset!(registers_call);
        let registers = bpf_task_pt_regs(task.cast_mut().cast()) as Pointer;
        call != 0 && field::<u32>(registers, call) == ENTER
    }
}

/// Tells a call that ended. `request` is its request, 0 for what the running task called.
#[inline(always)]
pub(crate) fn end(request: u64, result: u64) {
    let id = if request == 0 { task() } else { request };
    let Some(seen) = CALLS.get_ptr_mut(&id) else {
        return;
    };
    // SAFETY: as in `note`.
    unsafe {
        (*seen).duration = bpf_ktime_get_boot_ns() - (*seen).time;
        (*seen).result = result;
        (*seen).flags = call::RESULT;
    }
    tell(seen);
    let _ = CALLS.remove(&id);
}

/// Sends what is known of a call.
#[inline(always)]
fn tell(seen: *const CallSeen) {
    let Some(mut record) = EVENTS.reserve_untyped::<CallSeen>(0) else {
        loss::count(Loss::CallsUntold);
        return;
    };
    // SAFETY: both have room for a record.
    unsafe {
        bpf_probe_read_kernel(
            record.as_mut_ptr().cast(),
            size_of::<CallSeen>() as u32,
            seen.cast(),
        );
    }
    record.submit(0);
}

/// How many bytes the argument has, as far as can be told.
#[inline(always)]
fn length(seen: &Call) -> u32 {
    const SIZE_SHIFT: u32 = 16;
    const SIZE_BITS: u32 = 14;
    let said = (seen.number >> SIZE_SHIFT) & ((1 << SIZE_BITS) - 1);
    match seen.memory {
        Memory::None => 0,
        // What is written is as long as the call says.
        Memory::ResidentUser if seen.words[spec::call::LENGTH as usize] != 0 => {
            seen.words[spec::call::LENGTH as usize]
        }
        _ if said != 0 => said,
        _ if seen.length != 0 => seen.length,
        _ => UNKNOWN_BYTES,
    }
}

/// Copies what is resident: what a spec read is by now.
///
/// # Safety
///
/// `to` must have room for `length` bytes.
#[inline(always)]
unsafe fn copy(memory: Memory, to: *mut core::ffi::c_void, length: u32, from: u64) -> bool {
    let from = from as *const _;
    if length == 0 {
        return false;
    }
    // SAFETY: as the caller promised; the helpers check the source.
    unsafe {
        match memory {
            Memory::User | Memory::ResidentUser => bpf_probe_read_user(to, length, from) == 0,
            Memory::Kernel => bpf_probe_read_kernel(to, length, from) == 0,
            Memory::None => false,
        }
    }
}

/// What stands for the running task.
#[inline(always)]
fn task() -> u64 {
    current() as u64
}
