//! Devices and modules that come and go.

use aya_ebpf::{
    helpers::generated::bpf_probe_read_kernel_str,
    macros::{btf_tracepoint, fentry, fexit},
    programs::{BtfTracePointContext, FEntryContext, FExitContext},
};
use tracer_common::{
    loss::Loss,
    record::{Header, MODULE_BYTES, ModuleChanged, NodeAdded, kind},
};

use crate::{
    device,
    kernel::{Pointer, field, offset},
    loss,
    maps::EVENTS,
};

/// `device_del(device)`: its number and its name may be another's soon.
#[fentry(function = "device_del")]
fn device_del(context: FEntryContext) -> i32 {
    forget(context.arg(0));
    0
}

/// `device_add(device)`: its number and its name may have been another's, of whom files that were still
/// open were used after it had gone.
#[fentry(function = "device_add")]
fn device_add(context: FEntryContext) -> i32 {
    forget(context.arg(0));
    0
}

/// The end of `device_add(device)`, when sysfs has it: userspace can give it its label now.
#[fexit(function = "device_add")]
fn device_added(context: FExitContext) -> i32 {
    let device: Pointer = context.arg(0);
    let result: i32 = context.arg(1);
    // SAFETY: `device` is the program's argument, and is there where it was added.
    let number = unsafe {
        if result == 0 {
            field(device, offset!(device_number))
        } else {
            0
        }
    };
    if number != 0 {
        announce_node(number);
    }
    0
}

/// Tells of a device that may be called before anybody asks what it is.
#[inline(always)]
fn announce_node(number: u32) {
    let Some(mut record) = EVENTS.reserve_untyped::<NodeAdded>(0) else {
        loss::count(Loss::NodesLost);
        return;
    };
    record.write(NodeAdded {
        header: const { Header::of::<NodeAdded>(kind::NODE) },
        number,
        reserved: 0,
    });
    record.submit(0);
}

#[inline(always)]
fn forget(device: Pointer) {
    // SAFETY: `device` is the programs' argument.
    unsafe {
        device::forget(
            field(device, offset!(device_number)),
            field(device, offset!(device_name)),
        );
    }
}

/// A module was loaded; its devices come after.
#[btf_tracepoint(function = "module_load")]
fn module_load(context: BtfTracePointContext) -> i32 {
    announce(context.arg(0), 1);
    0
}

/// A module goes away, and its addresses may be another's soon.
#[btf_tracepoint(function = "module_free")]
fn module_free(context: BtfTracePointContext) -> i32 {
    announce(context.arg(0), 0);
    0
}

#[inline(always)]
fn announce(module: Pointer, loaded: u32) {
    let Some(mut record) = EVENTS.reserve_untyped::<ModuleChanged>(0) else {
        loss::count(Loss::ModulesLost);
        return;
    };
    record.write(ModuleChanged {
        header: const { Header::of::<ModuleChanged>(kind::MODULE) },
        name: [0; MODULE_BYTES],
        loaded,
        reserved: 0,
    });
    // SAFETY: the record has room for it, and the helper checks the address.
    unsafe {
        bpf_probe_read_kernel_str(
            (&raw mut (*record.as_mut_ptr()).name).cast(),
            MODULE_BYTES as u32,
            (module as u64 + offset!(module_name) as u64) as *const _,
        );
    }
    record.submit(0);
}
