//! Mappings of device files.

use aya_ebpf::{
    macros::{fentry, lsm},
    programs::{FEntryContext, LsmContext},
};
use tracer_common::{count::entry, spec::mode};

use crate::{
    call::Call,
    device,
    kernel::{Direct, Pointer, bytes_of_pages, earlier, field, first_refusal, offset},
    maps::Place,
    place,
};

const MODES: u32 = mode::READ | mode::WRITE | mode::EXECUTE;

/// mmap(2) on its way: `vm_mmap_pgoff(file, address, length, protection, flags, page_offset)`. Notes what the
/// hook that decides is not told.
#[fentry(function = "vm_mmap_pgoff")]
fn mmap_place(context: FEntryContext) -> i32 {
    let file: Pointer = context.arg(0);
    if file.is_null() || device::identify::<Direct>(file).is_none() {
        return 0;
    }
    place::note(
        entry::MMAP,
        file,
        0,
        context.arg(2),
        bytes_of_pages(context.arg(5)),
    );
    0
}

/// `security_mmap_file(file, requested, protection, flags)` decides. A mapping that did not come by
/// [`mmap_place`] is judged as one of everything, by no name: its argument is not known.
#[lsm(hook = "mmap_file", sleepable)]
fn mmap_file(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 4);
    first_refusal(earlier, map(&context))
}

#[inline(always)]
fn map(context: &LsmContext) -> i32 {
    let file: Pointer = context.arg(0);
    if file.is_null() {
        return 0;
    }
    let Some(device) = device::identify::<Direct>(file) else {
        return 0;
    };
    let Place { length, offset, .. } = place::take(entry::MMAP, file);
    let protection: u64 = context.arg(2);
    let call = Call::access(
        &device,
        entry::MMAP,
        protection as u32 & MODES,
        offset,
        length,
    );
    call.gate()
}

/// mmap(2) and remap_file_pages(2): `mmap_region(file, address, length, area_flags, page_offset, list)`,
/// where every mapping that is made comes by, after the checks that need no driver. `security_mmap_file`
/// has neither length nor offset.
#[fentry(function = "mmap_region")]
fn mmap(context: FEntryContext) -> i32 {
    let file: Pointer = context.arg(0);
    if file.is_null() {
        return 0;
    }
    let Some(device) = device::identify::<Direct>(file) else {
        return 0;
    };
    // VM_READ, VM_WRITE and VM_EXEC are the protection's bits.
    let flags: u64 = context.arg(3);
    let call = Call::access(
        &device,
        entry::MMAP,
        flags as u32 & MODES,
        bytes_of_pages(context.arg(4)),
        context.arg(2),
    );
    call.observe();
    0
}

/// mprotect(2): `security_file_mprotect(vma, requested, protection)`, counted where it widens what the
/// mapping allows. The length is the whole mapping's.
#[lsm(hook = "file_mprotect")]
fn file_mprotect(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 3);
    first_refusal(earlier, widen(&context))
}

#[inline(always)]
fn widen(context: &LsmContext) -> i32 {
    let area: Pointer = context.arg(0);
    // SAFETY: `area` is the hook's argument.
    let (file, flags): (Pointer, u64) = unsafe {
        (
            field(area, offset!(area_file)),
            field(area, offset!(area_flags)),
        )
    };
    let wanted: u64 = context.arg(2);
    if file.is_null() || wanted & !flags & u64::from(MODES) == 0 {
        return 0;
    }
    let Some(device) = device::identify::<Direct>(file) else {
        return 0;
    };
    // SAFETY: as above.
    let (start, end, pages): (u64, u64, u64) = unsafe {
        (
            field(area, offset!(area_start)),
            field(area, offset!(area_end)),
            field(area, offset!(area_offset)),
        )
    };
    let call = Call::access(
        &device,
        entry::MPROTECT,
        wanted as u32 & MODES,
        bytes_of_pages(pages),
        end - start,
    );
    call.decide()
}
