//! Descriptors of device files that a process gets.

use aya_ebpf::{
    macros::{fexit, lsm},
    programs::{FExitContext, LsmContext},
};
use tracer_common::count::entry;

use crate::{
    call::Call,
    device::{self, Device},
    kernel::{Direct, Pointer, earlier, first_refusal},
};

/// open(2): the end of `vfs_open(path, file)`, when the driver has taken the file over: before, the
/// operations are those that only find the driver.
#[fexit(function = "vfs_open")]
fn open(context: FExitContext) -> i32 {
    let result: i32 = context.arg(2);
    let file = context.arg(1);
    if result == 0
        && let Some(call) = got(entry::OPEN, file, device::of_opened)
    {
        call.observe();
    }
    0
}

/// open(2): `security_file_open(file)`, before the driver knows of it. What the node is, its number tells.
#[lsm(hook = "file_open", sleepable)]
fn file_open(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    let file: Pointer = context.arg(0);
    first_refusal(earlier, opens(file).unwrap_or(0))
}

#[inline(always)]
fn opens(file: Pointer) -> Option<i32> {
    // SAFETY: `file` is the hook's argument.
    let mode = unsafe { device::mode::<Direct>(file) }?;
    let device = device::of_node(file)?;
    let call = Call::access(&device, entry::OPEN, mode, 0, 0).of(0);
    Some(call.gate())
}

/// A descriptor from another process: `security_file_receive(file)`.
#[lsm(hook = "file_receive")]
fn file_receive(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    let status = match got(entry::RECEIVE, context.arg(0), device::identify::<Direct>) {
        Some(call) => call.decide(),
        None => 0,
    };
    first_refusal(earlier, status)
}

#[inline(always)]
fn got(entry: u8, file: Pointer, identify: impl Fn(Pointer) -> Option<Device>) -> Option<Call> {
    // SAFETY: `file` is the hook's argument.
    let mode = unsafe { device::mode::<Direct>(file) }?;
    let device = identify(file)?;
    Some(Call::access(&device, entry, mode, 0, 0).of(0))
}
