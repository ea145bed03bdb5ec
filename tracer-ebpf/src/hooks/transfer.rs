//! Reads and writes that carry commands, at the drivers' own functions: other files' reads and writes
//! cost nothing.

use aya_ebpf::{macros::kprobe, programs::ProbeContext};
use tracer_common::{count::entry, spec::mode};

use crate::{
    call::Call,
    device,
    kernel::{Copied, Pointer, offset, peek},
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

/// `write_iter(request, what)` of a driver's `file_operations`, which are a `kiocb` and an `iov_iter`. What
/// is written may lie in many places, and is not read.
#[kprobe]
fn file_write_iter(context: ProbeContext) -> u32 {
    let _ = gathered(&context);
    0
}

#[inline(always)]
fn gathered(context: &ProbeContext) -> Option<()> {
    let request: u64 = context.arg(0)?;
    let from: u64 = context.arg(1)?;
    let file: u64 = peek(request + offset!(request_file) as u64)?;
    let device = device::identify::<Copied>(file as Pointer)?;
    let offset = peek(request + offset!(request_position) as u64)?;
    let length = peek(from + offset!(iterator_length) as u64)?;
    Call::access(&device, entry::WRITE, mode::WRITE, offset, length).observe(context, &device);
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
    let file: u64 = context.arg(0)?;
    let device = device::identify::<Copied>(file as Pointer)?;
    // The buffer is the kernel's, and no command lies in it.
    Call::access(&device, entry, mode, context.arg(4)?, context.arg(5)?).observe(context, &device);
    Some(())
}
