//! Atomic changes. Programs can be preempted, so that even a per-CPU value needs them.

use core::intrinsics::{AtomicOrdering, atomic_cxchg, atomic_xadd};

/// Adds to a counter in a map.
///
/// # Safety
///
/// `counter` must point into a map value and be aligned.
#[inline(always)]
pub(crate) unsafe fn add(counter: *mut u64, amount: u64) {
    // SAFETY: as the caller promised.
    unsafe { atomic_xadd::<u64, u64, { AtomicOrdering::Relaxed }>(counter, amount) };
}

/// Adds to a number of half the size.
///
/// # Safety
///
/// As [`add`].
#[inline(always)]
pub(crate) unsafe fn add_word(counter: *mut u32, amount: u32) {
    // SAFETY: as the caller promised.
    unsafe { atomic_xadd::<u32, u32, { AtomicOrdering::Relaxed }>(counter, amount) };
}

/// Subtracts from a counter in a map and returns what it was before.
///
/// # Safety
///
/// As [`add`].
#[inline(always)]
pub(crate) unsafe fn subtract(counter: *mut u64, amount: u64) -> u64 {
    let amount = amount.wrapping_neg();
    // SAFETY: as the caller promised.
    unsafe { atomic_xadd::<u64, u64, { AtomicOrdering::AcqRel }>(counter, amount) }
}

/// Adds one to a counter in a map and returns what it was before.
///
/// # Safety
///
/// As [`add`].
#[inline(always)]
pub(crate) unsafe fn next(counter: *mut u64) -> u64 {
    // SAFETY: as the caller promised.
    unsafe { atomic_xadd::<u64, u64, { AtomicOrdering::AcqRel }>(counter, 1) }
}

/// Makes a number another if it is still what it was; whether it was.
///
/// # Safety
///
/// As [`add`].
#[inline(always)]
pub(crate) unsafe fn exchange(number: *mut u64, from: u64, to: u64) -> bool {
    // SAFETY: as the caller promised.
    let (_, exchanged) = unsafe {
        atomic_cxchg::<u64, { AtomicOrdering::SeqCst }, { AtomicOrdering::SeqCst }>(
            number, from, to,
        )
    };
    exchanged
}
