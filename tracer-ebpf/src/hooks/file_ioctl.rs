//! ioctl(2): `security_file_ioctl(file, cmd, arg)`, before the driver sees it, and the same for 32-bit
//! processes, which kernels without a hook of their own for them let pass by the first.

use aya_ebpf::{macros::lsm, programs::LsmContext};
use tracer_common::count::entry;

use crate::{
    argument::Memory,
    call::Call,
    device,
    kernel::{Direct, Pointer, current, earlier, field, first_refusal, offset},
};

/// Counts the commands that reach passthrough devices. Sleepable, so that an argument can be
/// read even where its page is not resident.
#[lsm(hook = "file_ioctl", sleepable)]
fn file_ioctl(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 3);
    first_refusal(earlier, decide(&context, entry, Memory::User))
}

/// The same for 32-bit processes. The kernel lets no program sleep there.
#[lsm(hook = "file_ioctl_compat")]
fn file_ioctl_compat(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 3);
    let status = decide(&context, || entry::COMPAT_IOCTL, Memory::ResidentUser);
    first_refusal(earlier, status)
}

/// Which entry a call of the first hook came by.
#[inline(always)]
fn entry() -> u8 {
    /// `TS_COMPAT` of x86's `asm/thread_info.h`.
    const COMPAT: u32 = 1 << 1;
    match offset!(task_status) {
        0 => entry::IOCTL,
        // SAFETY: the offset is that of the status.
        status if unsafe { field::<u32>(current(), status) } & COMPAT != 0 => entry::COMPAT_IOCTL,
        _ => entry::IOCTL,
    }
}

#[inline(always)]
fn decide(context: &LsmContext, entry: impl Fn() -> u8, memory: Memory) -> i32 {
    let file: Pointer = context.arg(0);
    let number = context.arg(1);
    let Some(device) = device::identify_called::<Direct>(file, number) else {
        return 0;
    };
    let call = Call::ioctl(&device, entry(), number, memory, context.arg(2));
    // SAFETY: `file` is the hook's argument.
    unsafe { call.through(file) }.decide()
}
