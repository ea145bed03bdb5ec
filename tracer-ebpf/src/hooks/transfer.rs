//! Reads and writes that carry commands, at the drivers' own functions: other files' reads and writes
//! cost nothing.

use aya_ebpf::{
    macros::{fentry, fexit, kprobe, lsm},
    programs::{FEntryContext, FExitContext, LsmContext, ProbeContext},
};
use tracer_common::{count::entry, policy::KIND_WORDS, spec::mode};

use crate::{
    call::Call,
    device::{self, Device},
    kernel::{Copied, Direct, Pointer, constant, earlier, first_refusal, offset, peek},
    maps::Place,
    place,
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
        call.with(context.arg(1)?).observe();
    } else {
        call.observe();
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
    Call::access(&device, entry::WRITE, mode::WRITE, offset, length).observe();
    Some(())
}

/// read(2), pread(2) on their way: `vfs_read(file, buffer, length, *offset)`. Notes what the hook that decides
/// is not told.
#[fentry(function = "vfs_read")]
fn read_place(context: FEntryContext) -> i32 {
    note(&context, entry::READ);
    0
}

/// The same of write(2) and pwrite(2): `vfs_write`.
#[fentry(function = "vfs_write")]
fn write_place(context: FEntryContext) -> i32 {
    note(&context, entry::WRITE);
    0
}

/// The end of `vfs_read`, which may have come to an end before the hook that decides.
#[fexit(function = "vfs_read")]
fn read_over(_context: FExitContext) -> i32 {
    place::forget();
    0
}

/// The same of `vfs_write`.
#[fexit(function = "vfs_write")]
fn write_over(_context: FExitContext) -> i32 {
    place::forget();
    0
}

#[inline(always)]
fn note(context: &FEntryContext, entry: u8) {
    let file: Pointer = context.arg(0);
    let Some(device) = device::identify::<Direct>(file) else {
        return;
    };
    if carries_commands(&device) {
        // A file without a position has no offset.
        let offset = peek(context.arg(3)).unwrap_or(0);
        place::note(entry, file, context.arg(1), context.arg(2), offset);
    }
}

/// `security_file_permission(file, mask)` decides reads and writes, of the kinds whose reads and writes are
/// observed. What did not come by [`read_place`] or [`write_place`], as readv(2) does, is judged as one of a
/// part that has no name.
#[lsm(hook = "file_permission")]
fn file_permission(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    first_refusal(earlier, transfer(&context))
}

/// `MAY_WRITE` and `MAY_READ` of `linux/fs.h`.
const MAY_WRITE: i32 = 1 << 1;
const MAY_READ: i32 = 4;

#[inline(always)]
fn transfer(context: &LsmContext) -> i32 {
    let file: Pointer = context.arg(0);
    let mask: i32 = context.arg(1);
    if mask & (MAY_READ | MAY_WRITE) == 0 {
        return 0;
    }
    let Some(device) = device::identify::<Direct>(file) else {
        return 0;
    };
    if !carries_commands(&device) {
        return 0;
    }
    // Without a branch: the verifier would look at all that follows twice. No read has a spec that reads memory.
    const { assert!(entry::WRITE == entry::READ + 1 && mode::WRITE == mode::READ << 1) };
    let writes = mask as u32 >> 1 & 1;
    let Place {
        buffer,
        length,
        offset,
        ..
    } = place::take(entry::READ + writes as u8, file);
    let call = Call::access(
        &device,
        entry::READ + writes as u8,
        mode::READ << writes,
        offset,
        length,
    );
    call.with(buffer).gate()
}

/// Kinds whose reads and writes carry commands, a bit each. Written by the loader.
#[unsafe(no_mangle)]
static TRANSFERS: [u32; KIND_WORDS] = [0; KIND_WORDS];

#[inline(always)]
fn carries_commands(device: &Device) -> bool {
    let kind = device.value.kind as usize;
    constant(&TRANSFERS[(kind / 32) & (KIND_WORDS - 1)]) & (1 << (kind & 31)) != 0
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
    Call::access(&device, entry, mode, context.arg(4)?, context.arg(5)?).observe();
    Some(())
}
