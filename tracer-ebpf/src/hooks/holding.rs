//! What decides how much memory a process gives a device: ioctls as the driver takes and returns them,
//! and the end of what they were for.

use aya_ebpf::{
    macros::{kprobe, kretprobe},
    programs::{ProbeContext, RetProbeContext},
};

use crate::held;

/// The beginning of `unlocked_ioctl(file, command, argument)`.
#[kprobe]
fn ioctl_begin(context: ProbeContext) -> u32 {
    if let (Some(file), Some(command), Some(argument)) =
        (context.arg(0), context.arg::<u64>(1), context.arg(2))
    {
        held::begin(file, command as u32, argument);
    }
    0
}

/// Its end.
#[kretprobe]
fn ioctl_result(context: RetProbeContext) -> u32 {
    held::settle(context.ret());
    0
}

/// `(address_space, command, argument)`, to which the driver passes an ioctl on.
#[kprobe]
fn address_space(context: ProbeContext) -> u32 {
    if let Some(owner) = context.arg(0) {
        held::through(owner);
    }
    0
}

/// `(address_space)`: its end.
#[kprobe]
fn address_space_end(context: ProbeContext) -> u32 {
    if let Some(owner) = context.arg(0) {
        held::release(owner);
    }
    0
}

/// `release(inode, file)`.
#[kprobe]
fn file_release(context: ProbeContext) -> u32 {
    if let Some(file) = context.arg(1) {
        held::release(file);
    }
    0
}
