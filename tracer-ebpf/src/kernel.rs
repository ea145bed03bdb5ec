//! Reading the running kernel's structures.
//!
//! Two ways: [`Direct`] loads through a pointer whose type the verifier knows, one instruction that
//! the kernel makes safe; [`Copied`] and [`peek`] copy from any address with a helper, for the slow
//! paths that compute addresses and for probes, whose arguments are bare numbers.

use core::{arch::asm, ffi::c_void};

use aya_ebpf::{
    EbpfContext as _,
    helpers::{bpf_probe_read_kernel, generated::bpf_get_current_task_btf},
    programs::LsmContext,
};
use tracer_common::offsets::Offsets;

/// Written by the loader, read-only and constant for the verifier.
#[unsafe(no_mangle)]
pub(crate) static OFFSETS: Offsets = Offsets::ZERO;

/// Bits of an offset within a page. Written by the loader.
#[unsafe(no_mangle)]
static PAGE_SHIFT: u32 = 12;

/// A pointer into the kernel.
pub(crate) type Pointer = *const c_void;

/// One offset of the table.
macro_rules! offset {
    ($field:ident) => {
        $crate::kernel::constant(&$crate::kernel::OFFSETS.$field) as usize
    };
}
pub(crate) use offset;

/// A value that the loader wrote into read-only data, constant for the verifier.
#[inline(always)]
pub(crate) fn constant(value: &'static u32) -> u32 {
    // SAFETY: the reference is valid; volatile because the loader changed the value behind the
    // compiler's back.
    unsafe { core::ptr::read_volatile(value) }
}

/// What an LSM program returns: the verdict of the programs before it, so that a refusal stands. To be
/// asked for first: the verifier keeps what it knew of the register.
#[inline(always)]
pub(crate) fn earlier(context: &LsmContext, index: usize) -> i32 {
    // SAFETY: the kernel passes the verdict as the argument behind the hook's own; volatile, so that
    // it is loaded here.
    let verdict = unsafe { context.as_ptr().cast::<u64>().add(index).read_volatile() } as i32;
    verdict.clamp(-4095, 0)
}

/// The running task.
#[inline(always)]
pub(crate) fn current() -> Pointer {
    // SAFETY: the helper has no preconditions.
    unsafe { bpf_get_current_task_btf() }.cast_const().cast()
}

/// The lower half of an address, to compute with: the verifier lets nothing be computed of a pointer, which a copy of
/// its lower half is none any more.
#[inline(always)]
pub(crate) fn low(address: u64) -> u32 {
    let low: u32;
    // SAFETY: it copies one register to another.
    unsafe { asm!("{0} = {1}", out(wreg) low, in(wreg) address as u32) };
    low
}

/// What an LSM program returns: a refusal of before stands.
#[inline(always)]
pub(crate) fn first_refusal(earlier: i32, status: i32) -> i32 {
    if earlier == 0 {
        // The verifier loses what is known of a number that is negated.
        core::hint::black_box(status).clamp(-4095, 0)
    } else {
        earlier
    }
}

/// A number of pages in bytes.
#[inline(always)]
pub(crate) fn bytes_of_pages(pages: u64) -> u64 {
    pages << (constant(&PAGE_SHIFT) & 63)
}

/// A way to load a structure's field.
pub(crate) trait Load {
    /// Loads the field of type `T` at `offset`. Null reads as zero.
    ///
    /// # Safety
    ///
    /// An offset must be that of a `T`, and the pointer of the kind that the implementation names.
    unsafe fn load<T: Copy>(pointer: Pointer, offset: usize) -> T;
}

/// Loads through pointers that come from a program's typed arguments, from helpers or from other such
/// loads. The verifier only keeps a load within the structure, so that right values rest on the
/// loader's reading of BTF alone.
pub(crate) struct Direct;

impl Load for Direct {
    #[inline(always)]
    unsafe fn load<T: Copy>(pointer: Pointer, offset: usize) -> T {
        // SAFETY: as above; volatile keeps the compiler from widening, splitting or reordering the
        // load, which the verifier would not accept.
        unsafe { core::ptr::read_volatile(pointer.byte_add(offset).cast()) }
    }
}

/// Loads from any address; what is not mapped reads as zero.
pub(crate) struct Copied;

impl Load for Copied {
    #[inline(always)]
    unsafe fn load<T: Copy>(pointer: Pointer, offset: usize) -> T {
        match peek(pointer as u64 + offset as u64) {
            Some(value) => value,
            // SAFETY: fields are integers and pointers, for which zeros are a value.
            None => unsafe { core::mem::zeroed() },
        }
    }
}

/// [`Direct::load`], for short.
///
/// # Safety
///
/// As there.
#[inline(always)]
pub(crate) unsafe fn field<T: Copy>(pointer: Pointer, offset: usize) -> T {
    // SAFETY: as the caller promised.
    unsafe { Direct::load(pointer, offset) }
}

/// Copies a `T` from any kernel address; None where nothing is mapped there.
#[inline(always)]
pub(crate) fn peek<T: Copy>(address: u64) -> Option<T> {
    // SAFETY: the helper checks the address.
    unsafe { bpf_probe_read_kernel(address as *const T) }.ok()
}
