//! Native ioctl(2): `security_file_ioctl(file, cmd, arg)`, before the driver sees it.

use aya_ebpf::{macros::lsm, programs::LsmContext};
use aya_log_ebpf::debug;
use tracer_common::{
    count::{CountKey, argument, entry},
    spec::SpecKey,
};

use crate::{
    argument::extract,
    count, device,
    kernel::{Pointer, constant},
    maps::SPECS,
    scope, subject,
};

/// Whether the programs log what they see. Written by the loader; the verifier removes the
/// logging where it is 0.
#[unsafe(no_mangle)]
static KERNEL_LOG: u32 = 0;

/// Counts the commands that reach passthrough devices. Sleepable, so that an argument can be
/// read even where its page is not resident.
#[lsm(hook = "file_ioctl", sleepable)]
fn file_ioctl(context: LsmContext) -> i32 {
    observe(&context);
    // A refusal by an earlier program stands.
    context.arg(3)
}

#[inline(always)]
fn observe(context: &LsmContext) {
    let file: Pointer = context.arg(0);
    let Some(device) = device::identify(file) else {
        return;
    };
    if !scope::observes_current() {
        return;
    }
    let number: u32 = context.arg(1);
    let mut key = CountKey {
        subject: subject::identify(),
        device: device.id,
        command: number & device.command_mask,
        entry: entry::IOCTL,
        argument: argument::NONE,
        ..CountKey::ZERO
    };
    let mut bytes = 0;
    // SAFETY: entries are written by the loader and never change while programs run.
    if let Some(spec) = unsafe {
        SPECS.get(&SpecKey {
            kind: device.kind,
            command: key.command,
        })
    } {
        let extracted = extract(spec, context.arg(2));
        key.argument = extracted.state;
        key.sub = extracted.sub;
        key.second = extracted.second;
        bytes = extracted.amount;
    }
    if constant(&KERNEL_LOG) != 0 {
        debug!(
            context,
            "ioctl: subject {} device {} command {:x} sub {:x} bytes {}",
            key.subject,
            key.device,
            number,
            key.sub,
            bytes
        );
    }
    count::count(&key, bytes, number);
}
