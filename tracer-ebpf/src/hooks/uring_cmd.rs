//! io_uring commands: `security_uring_cmd(ioucmd)`, just before the driver's own function.

use aya_ebpf::{helpers::generated::bpf_get_current_task_btf, macros::lsm, programs::LsmContext};
use tracer_common::count::origin;

use crate::{
    call::Call,
    device,
    kernel::{Direct, Pointer, earlier, field, offset, peek},
};

/// `IORING_SETUP_SQPOLL` of `linux/io_uring.h`: a thread of the ring's creator issues what is
/// submitted.
const SQPOLL: u32 = 1 << 1;

/// `PF_IO_WORKER` of `linux/sched.h`: a thread that works for an io_uring.
const IO_WORKER: u32 = 1 << 4;

/// `REQ_F_FORCE_ASYNC` of `linux/io_uring_types.h`, as the submission's own flag: a worker issues the
/// request from the first.
const FORCE_ASYNC: u32 = 1 << 4;

/// Counts the commands that reach passthrough devices. The payload lies in the submission queue,
/// which is mapped into the kernel.
#[lsm(hook = "uring_cmd")]
fn uring_cmd(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    observe(&context);
    earlier
}

#[inline(always)]
fn observe(context: &LsmContext) {
    let command: Pointer = context.arg(0);
    // SAFETY: `command` is the hook's argument.
    let file: Pointer = unsafe { field(command, offset!(uring_file)) };
    let Some(device) = device::identify::<Direct>(file) else {
        return;
    };
    if is_issued_again(command as u64) {
        return;
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
    call.observe(context, &device);
}

/// Whether a request that came by here before comes again: a device that had no room for it at once gets
/// it from a worker later.
#[inline(always)]
fn is_issued_again(request: u64) -> bool {
    // SAFETY: the helper has no preconditions.
    let task: Pointer = unsafe { bpf_get_current_task_btf() }.cast_const().cast();
    // SAFETY: `task` comes from the helper. The thread that polls submissions has no worker.
    let (flags, worker): (u32, u64) = unsafe {
        (
            field(task, offset!(task_flags)),
            field(task, offset!(task_worker)),
        )
    };
    if flags & IO_WORKER == 0 || worker == 0 {
        return false;
    }
    let flags = peek::<u32>(request + offset!(request_flags) as u64).unwrap_or(FORCE_ASYNC);
    flags & FORCE_ASYNC == 0
}

/// Whom the running task acts for. A command lies at the beginning of its request.
#[inline(always)]
fn origin(request: u64) -> u8 {
    let flags = peek::<u64>(request + offset!(request_ring) as u64)
        .and_then(|ring| peek::<u32>(ring + offset!(ring_flags) as u64));
    match flags {
        Some(flags) if flags & SQPOLL != 0 => origin::RING_CREATOR,
        _ => origin::CALLER,
    }
}
