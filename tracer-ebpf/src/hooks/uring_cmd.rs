//! io_uring commands: `security_uring_cmd(ioucmd)`, just before the driver's own function.
//!
//! A device that has no room for a command at once answers EAGAIN, and the same request is issued again by
//! a worker. Nothing in a request tells that on all kernels: a worker may as well be the first to issue
//! it, where it was told to or where the request is linked behind another that it had. So what was
//! answered so is noted, until it is issued again or the request's memory becomes another.

use core::hint::black_box;

use aya_ebpf::{
    bindings::BPF_ANY,
    macros::{fentry, fexit, lsm},
    programs::{FEntryContext, FExitContext, LsmContext},
};
use tracer_common::count::origin;

use crate::{
    call::Call,
    copy, device,
    kernel::{Direct, Pointer, earlier, field, first_refusal, offset, peek},
    maps::{ANSWERED, ANSWERS},
};

/// `IORING_SETUP_SQPOLL` of `linux/io_uring.h`: a thread of the ring's creator issues what is
/// submitted.
const SQPOLL: u32 = 1 << 1;

/// What a driver answers that has no room for a command, or would have to wait for it (`linux/errno.h`).
const EAGAIN: i32 = -11;

/// What it answers where the command ends later.
const EIOCBQUEUED: i32 = -529;

/// Counts the commands that reach passthrough devices. The payload lies in the submission queue,
/// which is mapped into the kernel.
#[lsm(hook = "uring_cmd")]
fn uring_cmd(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    first_refusal(earlier, decide(&context))
}

#[inline(always)]
fn decide(context: &LsmContext) -> i32 {
    let command: Pointer = context.arg(0);
    // SAFETY: `command` is the hook's argument.
    let file: Pointer = unsafe { field(command, offset!(uring_file)) };
    let Some(device) = device::identify::<Direct>(file) else {
        return 0;
    };
    let is_again = was_answered(command as u64);
    if is_again && !copy::are_looked_at() {
        return 0;
    }
    // SAFETY: as above.
    let (operation, payload): (u32, u64) = unsafe {
        (
            field(command, offset!(uring_operation)),
            field(command, offset!(uring_payload)),
        )
    };
    let call = Call::uring(
        &device,
        origin(command as u64),
        command as u64,
        operation,
        payload + offset!(uring_skip) as u64,
    );
    // SAFETY: the file is the command's. Opaque to the compiler, which would make all that follows twice.
    unsafe { call.again(black_box(is_again)).through(file) }.decide()
}

/// Whether a request came by here before, and is issued again. Told once.
#[inline(always)]
fn was_answered(request: u64) -> bool {
    // Most machines have no device that ever lacks room.
    any_answered() && ANSWERED.get_ptr(&request).is_some() && ANSWERED.remove(&request).is_ok()
}

#[inline(always)]
fn any_answered() -> bool {
    ANSWERS.get(0).is_some_and(|answers| *answers != 0)
}

/// The end of `io_uring_cmd(request, flags)`. What finds no room is counted twice, not lost.
#[fexit(function = "io_uring_cmd")]
fn uring_answer(context: FExitContext) -> i32 {
    let request: Pointer = context.arg(0);
    let answer: i32 = context.arg(2);
    // A block device may queue a command first, and have a worker issue it again when it finds no room.
    if answer == EAGAIN || answer == EIOCBQUEUED && is_of_a_disk(request) {
        let _ = ANSWERED.insert(&(request as u64), 1, u64::from(BPF_ANY));
        if !any_answered() {
            let _ = ANSWERS.set(0, 1, 0);
        }
    }
    0
}

/// A command lies at the beginning of its request.
#[inline(always)]
fn is_of_a_disk(request: Pointer) -> bool {
    // SAFETY: `request` is the program's argument.
    unsafe { device::is_block::<Direct>(field(request, offset!(uring_file))) }
}

/// `io_uring_cmd_prep(request, submission)`: the memory is another request's, which may be abandoned
/// before a worker comes to it.
#[fentry(function = "io_uring_cmd_prep")]
fn uring_prepare(context: FEntryContext) -> i32 {
    let request: Pointer = context.arg(0);
    let _ = was_answered(request as u64);
    0
}

/// Whom the running task acts for. A command lies at the beginning of its request.
#[inline(always)]
fn origin(request: u64) -> u8 {
    let flags = peek::<u64>(request + offset!(request_ring) as u64)
        .and_then(|ring| peek::<u32>(ring + offset!(ring_flags) as u64));
    // Without a branch: the verifier would look at all that follows twice.
    const { assert!(origin::CALLER == 0 && origin::RING_CREATOR == SQPOLL as u8 >> 1) };
    ((flags.unwrap_or(0) & SQPOLL) >> 1) as u8
}
