//! Where drivers check their copies of commands, and what they ask; where such calls return.

use aya_ebpf::{
    macros::{fexit, kprobe, lsm},
    programs::{FExitContext, LsmContext, ProbeContext},
};

use crate::{
    copy,
    kernel::{earlier, first_refusal},
};

/// The beginning of a driver's function that checks its copy of a command.
#[kprobe]
fn copy_checked(context: ProbeContext) -> u32 {
    let _ = copy::look(&context);
    0
}

/// `security_capable(credentials, namespace, capability, options)`, asked of everybody about everything: what is
/// none of the drivers' questions leaves first.
#[lsm(hook = "capable")]
fn capable(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 4);
    first_refusal(earlier, copy::answer(context.arg(2)))
}

/// `security_locked_down(reason)`.
#[lsm(hook = "locked_down")]
fn locked_down(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    first_refusal(earlier, copy::of_lockdown(context.arg(0)))
}

/// The end of ioctl(2): `(registers)`.
#[fexit(function = "__x64_sys_ioctl")]
fn ioctl_over(context: FExitContext) -> i32 {
    copy::returned(context.arg(1));
    0
}

/// The same of 32-bit processes.
#[fexit(function = "__ia32_compat_sys_ioctl")]
fn compat_ioctl_over(context: FExitContext) -> i32 {
    copy::returned(context.arg(1));
    0
}

/// What a driver answers that goes on with a command (`EIOCBQUEUED` of `linux/errno.h`). One that has failed is
/// told by io_uring as any other that is done.
const QUEUED: i32 = -529;

/// The end of `io_uring_cmd(request, flags)`.
#[fexit(function = "io_uring_cmd")]
fn uring_over(context: FExitContext) -> i32 {
    copy::over(context.arg::<i32>(2) == QUEUED);
    0
}
