//! Reads and writes that carry commands, at the drivers' own functions: other files' reads and writes
//! cost nothing.

use aya_ebpf::{
    EbpfContext as _, helpers::generated::bpf_get_func_ip, macros::kprobe, programs::ProbeContext,
};
use tracer_common::{count::entry, spec::mode};

use crate::{
    call::Call,
    device,
    kernel::{Copied, Pointer, bytes_of_pages, offset, peek},
};

/// `read(file, buffer, length, *offset)` of a driver's `file_operations`.
#[kprobe]
fn file_read(context: ProbeContext) -> u32 {
    let _ = file(&context, entry::READ, mode::READ);
    0
}

/// `write(file, buffer, length, *offset)` of a driver's `file_operations`.
#[kprobe]
fn file_write(context: ProbeContext) -> u32 {
    let _ = file(&context, entry::WRITE, mode::WRITE);
    0
}

#[inline(always)]
fn file(context: &ProbeContext, entry: u8, mode: u32) -> Option<()> {
    let file: u64 = context.arg(0)?;
    let device = device::identify::<Copied>(file as Pointer)?;
    let at: u64 = context.arg(3)?;
    // A file without a position has no offset.
    let offset = peek(at).unwrap_or(0);
    let call = Call::access(&device, entry, mode, offset, context.arg(2)?);
    if entry == entry::WRITE {
        call.with(context.arg(1)?).observe(context, &device);
    } else {
        call.observe(context, &device);
    }
    Some(())
}

/// `read(file, kobject, attribute, buffer, offset, length)` of a binary sysfs attribute.
#[kprobe]
fn attribute_read(context: ProbeContext) -> u32 {
    let _ = attribute(&context, entry::READ, mode::READ);
    0
}

/// `write` of one, with the same parameters.
#[kprobe]
fn attribute_write(context: ProbeContext) -> u32 {
    let _ = attribute(&context, entry::WRITE, mode::WRITE);
    0
}

#[inline(always)]
fn attribute(context: &ProbeContext, entry: u8, mode: u32) -> Option<()> {
    let device = of_attribute(context)?;
    // The buffer is the kernel's, and no command lies in it.
    Call::access(&device, entry, mode, context.arg(4)?, context.arg(5)?)
        .of(command(context.arg(2)?))
        .observe(context, &device);
    Some(())
}

/// `mmap(file, kobject, attribute, vma)` of a binary sysfs attribute.
#[kprobe]
fn attribute_map(context: ProbeContext) -> u32 {
    let _ = map(&context);
    0
}

#[inline(always)]
fn map(context: &ProbeContext) -> Option<()> {
    let device = of_attribute(context)?;
    let area: u64 = context.arg(3)?;
    let at = |offset: usize| peek::<u64>(area + offset as u64);
    let length = at(offset!(area_end))? - at(offset!(area_start))?;
    let mode = at(offset!(area_flags))? as u32 & (mode::READ | mode::WRITE | mode::EXECUTE);
    let offset = bytes_of_pages(at(offset!(area_offset))?);
    Call::access(&device, entry::MMAP, mode, offset, length)
        .of(command(context.arg(2)?))
        .observe(context, &device);
    Some(())
}

#[inline(always)]
fn of_attribute(context: &ProbeContext) -> Option<tracer_common::identity::DeviceValue> {
    // SAFETY: the context is the program's own.
    let function = unsafe { bpf_get_func_ip(context.as_ptr()) };
    device::of_object(function, context.arg(1)?)
}

/// What tells attributes of one function apart: what the driver keeps with each, for PCI resources
/// the number.
#[inline(always)]
fn command(attribute: u64) -> u32 {
    peek::<u64>(attribute + offset!(attribute_private) as u64).unwrap_or(0) as u32
}
