//! What was open and mapped before: iterators over every task's descriptors and mappings.

use core::ffi::c_void;

use aya_ebpf::{cty::c_int, helpers::generated::bpf_seq_write};
use tracer_common::{
    loss::Loss,
    record::{Header, Holding, kind},
    spec::mode,
};

use crate::{
    device,
    kernel::{Direct, Pointer, bytes_of_pages, field, offset},
    loss,
    maps::EVENTS,
    subject,
};

/// An iterator's context: pointers and numbers of eight bytes each.
///
/// # Safety
///
/// `context` must be the program's, and have that many.
#[inline(always)]
unsafe fn item<T: Copy>(context: *mut c_void, index: usize) -> T {
    // SAFETY: as the caller promised; volatile, so that the load keeps its width.
    unsafe { context.cast::<u64>().add(index).cast::<T>().read_volatile() }
}

/// A descriptor: `(meta, task, fd, file)`.
#[unsafe(no_mangle)]
#[unsafe(link_section = "iter/task_file")]
fn task_file(context: *mut c_void) -> c_int {
    // SAFETY: `bpf_iter__task_file` has four items.
    let (task, descriptor, file): (Pointer, u32, Pointer) =
        unsafe { (item(context, 1), item(context, 2), item(context, 3)) };
    // The last call has neither.
    if task.is_null() || file.is_null() {
        return 0;
    }
    // SAFETY: `file` is the program's argument.
    let Some(mode) = (unsafe { device::mode::<Direct>(file) }) else {
        return 0;
    };
    announce(
        context,
        task,
        file,
        Holding {
            descriptor: descriptor.cast_signed(),
            mode,
            ..Holding::ZERO
        },
    );
    0
}

/// A mapping: `(meta, task, vma)`.
#[unsafe(no_mangle)]
#[unsafe(link_section = "iter/task_vma")]
fn task_vma(context: *mut c_void) -> c_int {
    // SAFETY: `bpf_iter__task_vma` has three items.
    let (task, area): (Pointer, Pointer) = unsafe { (item(context, 1), item(context, 2)) };
    if task.is_null() || area.is_null() {
        return 0;
    }
    // SAFETY: `area` is the program's argument.
    unsafe {
        let file: Pointer = field(area, offset!(area_file));
        if file.is_null() {
            return 0;
        }
        let flags: u64 = field(area, offset!(area_flags));
        let (start, end): (u64, u64) = (
            field(area, offset!(area_start)),
            field(area, offset!(area_end)),
        );
        announce(
            context,
            task,
            file,
            Holding {
                descriptor: -1,
                mode: flags as u32 & (mode::READ | mode::WRITE | mode::EXECUTE),
                length: end - start,
                offset: bytes_of_pages(field(area, offset!(area_offset))),
                ..Holding::ZERO
            },
        );
    }
    0
}

/// Tells of something that is held, and writes a byte to whoever reads the iterator: by how many bytes
/// it asks for at a time the reader decides how many records come before it can empty the ring buffer.
#[inline(always)]
fn announce(context: *mut c_void, task: Pointer, file: Pointer, holding: Holding) {
    let Some(device) = device::identify::<Direct>(file) else {
        return;
    };
    // SAFETY: an iterator's first item is its `bpf_iter_meta`, which begins with the `seq_file`.
    unsafe {
        let meta: Pointer = item(context, 0);
        let output: Pointer = field(meta, 0);
        bpf_seq_write(output.cast_mut().cast(), [0_u8].as_ptr().cast(), 1);
    }
    let subject = subject::of_task(task);
    let Some(mut record) = EVENTS.reserve_untyped::<Holding>(0) else {
        loss::count(Loss::EventsFull);
        return;
    };
    record.write(Holding {
        header: const { Header::of::<Holding>(kind::HOLDING) },
        subject,
        device: device.value.id,
        command: match holding.descriptor {
            -1 => device.command_at(holding.offset),
            _ => 0,
        },
        // SAFETY: `task` is the program's argument.
        process: unsafe { field(task, offset!(task_process)) },
        ..holding
    });
    record.submit(0);
}
