//! A call is decided again by what the kernel copied of it: another thread may have changed its argument since its
//! hook looked.
//!
//! The hook notes by what it decided. Where the driver checks its own copy, the copy is compared, decided if it is
//! another, and a refusal noted; the driver then asks whether its caller has a capability, and has that answer. When
//! the call returns, what was noted is forgotten.

use core::hint::black_box;

use aya_ebpf::{bindings::BPF_ANY, programs::ProbeContext};
use tracer_common::{
    copy::{BUT_READ_WRITE, CHANGED, LOCKDOWN, PARAMETER, SECOND, WATCHED},
    count::argument,
    loss::Loss,
    spec::{COPY, SpecKey, mode},
};

use crate::{
    argument::{Copied, copied, spec_at},
    atomic,
    call::Call,
    count,
    kernel::{Pointer, constant, current, field, low, offset},
    loss,
    maps::{CHECKS, DECIDED, DECIDED_BY, DECIDED_PARTS, Decided},
    verdict::{self, Outcome},
};

/// Whether a policy decides anything that copies are looked at for. Written by the loader; the verifier removes
/// the rest where it is 0.
#[unsafe(no_mangle)]
static COPIES: u32 = 0;

/// Capabilities that drivers ask for where they check copies, a bit each. Written by the loader.
#[unsafe(no_mangle)]
static CAPABILITIES: u32 = 0;

/// For what reason drivers ask whether the kernel is locked down; 0, for which none asks, where it is not known.
/// Written by the loader.
#[unsafe(no_mangle)]
static LOCKDOWN_REASON: u32 = 0;

/// What is noted before anything is known.
static NOTHING: Decided = Decided {
    call: Call::NONE,
    seen: 0,
    status: 0,
};

/// Forgets what was noted of the running task's last call.
#[inline(always)]
pub(crate) fn forget_last() {
    if are_looked_at() {
        forget(current() as u64);
    }
}

/// Whether copies are looked at.
#[inline(always)]
pub(crate) fn are_looked_at() -> bool {
    constant(&COPIES) != 0
}

/// Whether the kernel checks its own copy of commands to a kind of device, through such a file.
///
/// # Safety
///
/// The file must be the hook's.
#[inline(always)]
pub(crate) unsafe fn is_checked(kind: u32, file: Pointer) -> bool {
    const BOTH: u32 = mode::READ | mode::WRITE;
    if !are_looked_at() {
        return false;
    }
    let Some(check) = CHECKS.get(kind) else {
        return false;
    };
    // SAFETY: as the caller promised. `FMODE_READ` and `FMODE_WRITE` are the bits of reading and writing.
    let opened = unsafe { field::<u32>(file, offset!(file_mode)) };
    *check != 0 && (*check & BUT_READ_WRITE == 0 || opened & BOTH != BOTH)
}

/// Notes a call as it was decided, where it passes and its copy is to be decided as well. False where there is no
/// room.
#[inline(always)]
pub(crate) fn note(call: &Call, outcome: Outcome) -> bool {
    if !are_looked_at() || !call.may_change() {
        return true;
    }
    if call.is_checked && outcome.is_racy() && !outcome.is_refused() {
        return expect(call);
    }
    forget(current() as u64);
    true
}

#[inline(never)]
fn expect(call: &Call) -> bool {
    let task = current() as u64;
    let check = CHECKS.get(call.kind).map_or(0, |check| *check);
    let is_looked_at = if check & LOCKDOWN == 0 {
        spec_at(spec(call)).is_some()
    } else {
        call.key.second != check >> SECOND
    };
    if !is_looked_at {
        forget(task);
        return true;
    }
    let is_new = DECIDED.get_ptr(&task).is_none();
    if DECIDED.insert(&task, &NOTHING, u64::from(BPF_ANY)).is_err() {
        loss::count(Loss::CopiesUnseen);
        // Where nobody is asked, it could not be refused later, either.
        return check & WATCHED != 0;
    }
    if is_new {
        change(task, 1);
    }
    if let Some(decided) = DECIDED.get_ptr_mut(&task) {
        // SAFETY: the pointer is a map value's, which only this task writes.
        unsafe {
            (*decided).call = *call;
            // Of other commands nobody asks.
            (*decided).seen = u32::from(check & LOCKDOWN != 0);
        }
    }
    true
}

/// By what a copy of a call is taken apart.
#[inline(always)]
pub(crate) fn spec(call: &Call) -> SpecKey {
    SpecKey {
        kind: call.kind as u16,
        entry: COPY,
        variant: 0,
        command: call.key.command,
    }
}

/// The driver checks a copy.
#[inline(always)]
pub(crate) fn look(context: &ProbeContext) -> Option<()> {
    let decided = DECIDED.get_ptr_mut(&(current() as u64))?;
    // SAFETY: the pointer is a map value's, which only this task writes.
    let mut call = unsafe { (*decided).call };
    // Loaded one by one: the verifier takes no place in the registers that is computed.
    let [first, second, third] = [
        black_box(context.arg::<u64>(0)?),
        black_box(context.arg::<u64>(1)?),
        black_box(context.arg::<u64>(2)?),
    ];
    let check = *CHECKS.get(call.kind)?;
    let address = match check & PARAMETER {
        1 => first,
        2 => second,
        3 => third,
        _ => return None,
    };
    let copied = copied(&mut call, address);
    if copied == Copied::Unknown {
        return None;
    }
    let mut status = 0;
    if copied == Copied::Another {
        if check & WATCHED == 0 {
            status = decide_again(&call);
        } else {
            tell(&call);
        }
    }
    // SAFETY: as above.
    unsafe {
        (*decided).seen = 1;
        (*decided).status = status;
    }
    Some(())
}

/// Decides what a call has become; what it is to be told.
#[inline(always)]
fn decide_again(call: &Call) -> i32 {
    let outcome = verdict::judge(call);
    // It is counted as what it was; no other program counts what it has become.
    if outcome.is_refused() || outcome.is_audited() {
        count::count_anew(call, outcome);
    }
    outcome.status()
}

/// Says what a call has become that nobody can refuse any more.
#[inline(always)]
fn tell(call: &Call) {
    let outcome = verdict::judge(call);
    if outcome.is_refused() {
        loss::count(Loss::RaceLost);
    }
    if outcome.is_refused() || outcome.is_audited() {
        count::count_audited(call);
    }
}

/// What the running task is to be told whose driver asks whether the kernel is locked down: 0, or an error.
#[inline(always)]
pub(crate) fn of_lockdown(reason: u32) -> i32 {
    if reason == 0 || reason != constant(&LOCKDOWN_REASON) {
        return 0;
    }
    let Some(decided) = DECIDED.get_ptr(&(current() as u64)) else {
        return 0;
    };
    // SAFETY: the pointer is a map value's, which only this task writes.
    let mut call = unsafe { (*decided).call };
    let check = CHECKS.get(call.kind).map_or(0, |check| *check);
    if check & LOCKDOWN == 0 {
        return 0;
    }
    call.key.argument = argument::DECODED;
    call.key.second = check >> SECOND;
    call.key.sub = CHANGED;
    call.key.detail = 0;
    decide_again(&call)
}

/// What the running task is to be told that is asked for a capability: 0, or an error. Said once: the driver asks
/// once, and what is asked after that has nothing to do with the copy.
#[inline(always)]
pub(crate) fn answer(capability: u32) -> i32 {
    if capability >= u32::BITS || constant(&CAPABILITIES) & (1 << (capability & 31)) == 0 {
        return 0;
    }
    let Some(decided) = DECIDED.get_ptr_mut(&(current() as u64)) else {
        return 0;
    };
    // SAFETY: the pointer is a map value's, which only this task writes.
    unsafe {
        let status = (&raw const (*decided).status).read_volatile();
        (&raw mut (*decided).status).write_volatile(0);
        status
    }
}

/// What an ioctl returns that cannot write its result to the caller, which the device may have done (`EFAULT`).
const FAULT: i64 = -14;

/// An ioctl returns.
#[inline(always)]
pub(crate) fn returned(result: i64) {
    over(result >= 0 || result == FAULT);
}

/// The call is over, and the driver may have done what it was sent or has not.
#[inline(always)]
pub(crate) fn over(passed: bool) {
    let task = current() as u64;
    if !may_be_noted(task) {
        return;
    }
    let Some(decided) = DECIDED.get_ptr(&task) else {
        return;
    };
    // SAFETY: the pointer is a map value's.
    let (seen, status) = unsafe { ((*decided).seen, (*decided).status) };
    // Nobody asked who had to be told.
    if status != 0 {
        loss::count(Loss::RaceLost);
    }
    if passed && seen == 0 {
        loss::count(Loss::CopiesUnseen);
    }
    remove(task);
}

/// Forgets what was noted of a task's call whose end was not seen.
#[inline(never)]
pub(crate) fn forget(task: u64) {
    if may_be_noted(task) && DECIDED.get_ptr(&task).is_some() {
        remove(task);
    }
}

#[inline(always)]
fn remove(task: u64) {
    if DECIDED.remove(&task).is_ok() {
        change(task, -1);
    }
}

/// Which part a task's address falls into.
#[inline(always)]
fn part(task: u64) -> u32 {
    (low(task) >> 6) & (DECIDED_PARTS as u32 - 1)
}

/// Whether a call of the task may be noted: asked of every ioctl, before a table is.
#[inline(always)]
fn may_be_noted(task: u64) -> bool {
    DECIDED_BY.get(part(task)).is_some_and(|count| *count != 0)
}

#[inline(always)]
fn change(task: u64, by: i32) {
    if let Some(count) = DECIDED_BY.get_ptr_mut(part(task)) {
        // SAFETY: the pointer is a map value's.
        unsafe { atomic::add_word(count, by as u32) };
    }
}
