//! Counting what could not be done.

use tracer_common::loss::Loss;

use crate::{atomic, maps::LOSSES};

/// Counts one loss.
#[inline(always)]
pub(crate) fn count(loss: Loss) {
    if let Some(counter) = LOSSES.get_ptr_mut(loss as u32) {
        // SAFETY: the pointer is a map value's.
        unsafe { atomic::add(counter, 1) };
    }
}
