//! Reading the running kernel's structures.
//!
//! Two ways: [`field`] loads directly through a pointer whose type the verifier knows, one
//! instruction that the kernel makes safe; [`peek`] copies from any address with a helper, for
//! the slow paths that compute addresses.

use core::ffi::c_void;

use aya_ebpf::helpers::bpf_probe_read_kernel;
use tracer_common::offsets::Offsets;

/// Written by the loader, read-only and constant for the verifier.
#[unsafe(no_mangle)]
pub(crate) static OFFSETS: Offsets = Offsets::ZERO;

/// A pointer into the kernel whose type the verifier tracks.
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

/// Loads the field of type `T` at `offset` behind a pointer that the verifier knows.
///
/// # Safety
///
/// `pointer` must come from a program argument, a helper or another such load. Null reads as
/// zero. An offset must be that of a `T`: the verifier only keeps it within the structure, so that
/// right values rest on the loader's reading of BTF alone.
#[inline(always)]
pub(crate) unsafe fn field<T: Copy>(pointer: Pointer, offset: usize) -> T {
    // SAFETY: as above; volatile keeps the compiler from widening, splitting or reordering the
    // load, which the verifier would not accept.
    unsafe { core::ptr::read_volatile(pointer.byte_add(offset).cast()) }
}

/// Copies a `T` from any kernel address; None where nothing is mapped there.
#[inline(always)]
pub(crate) fn peek<T: Copy>(address: u64) -> Option<T> {
    // SAFETY: the helper checks the address.
    unsafe { bpf_probe_read_kernel(address as *const T) }.ok()
}
