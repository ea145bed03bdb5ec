//! Descriptors of device files that a process gets.

use aya_ebpf::{
    macros::{fexit, lsm},
    programs::{FExitContext, LsmContext},
};
use tracer_common::count::entry;

use crate::{
    call::Call,
    device,
    kernel::{Direct, Pointer, earlier},
};

/// open(2): the end of `vfs_open(path, file)`, when the driver has taken the file over: before, the
/// operations are those that only find the driver.
#[fexit(function = "vfs_open")]
fn open(context: FExitContext) -> i32 {
    let result: i32 = context.arg(2);
    if result == 0 {
        observe(&context, entry::OPEN, context.arg(1));
    }
    0
}

/// A descriptor from another process: `security_file_receive(file)`.
#[lsm(hook = "file_receive")]
fn file_receive(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    observe(&context, entry::RECEIVE, context.arg(0));
    earlier
}

#[inline(always)]
fn observe(context: &impl aya_ebpf::EbpfContext, entry: u8, file: Pointer) {
    // SAFETY: `file` is the hook's argument.
    let Some(mode) = (unsafe { device::mode::<Direct>(file) }) else {
        return;
    };
    let Some(device) = device::identify::<Direct>(file) else {
        return;
    };
    Call::access(&device, entry, mode, 0, 0)
        .of(0)
        .observe(context, &device);
}
