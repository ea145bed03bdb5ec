//! What decides how much memory a process gives a device: results of the driver's ioctl function, and
//! the last close.

use aya_ebpf::{
    macros::{kprobe, kretprobe},
    programs::{ProbeContext, RetProbeContext},
};

use crate::held;

/// The end of `unlocked_ioctl(file, command, argument)`.
#[kretprobe]
fn ioctl_result(context: RetProbeContext) -> u32 {
    held::settle(context.ret());
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
