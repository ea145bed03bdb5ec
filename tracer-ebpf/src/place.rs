//! Which part of a device's file a task is about to use: hooks that decide are not told, and functions before
//! them are.

use aya_ebpf::bindings::BPF_ANY;
use tracer_common::loss::Loss;

use crate::{
    kernel::{Pointer, current},
    loss,
    maps::{PLACES, Place},
};

/// An offset that no part of a file has.
pub(crate) const UNKNOWN_OFFSET: u64 = u64::MAX;

/// Notes it for the running task.
#[inline(always)]
pub(crate) fn note(entry: u8, file: Pointer, buffer: u64, length: u64, offset: u64) {
    let place = Place {
        file: file as u64,
        entry: u64::from(entry),
        buffer,
        length,
        offset,
    };
    let task = current() as u64;
    if PLACES.insert(&task, place, u64::from(BPF_ANY)).is_err() {
        loss::count(Loss::PlacesLost);
    }
}

/// A part that is not known.
static NOWHERE: Place = Place {
    file: 0,
    entry: 0,
    buffer: 0,
    length: 0,
    offset: UNKNOWN_OFFSET,
};

/// Takes what the running task noted of a file and such a use of it, which holds once; a part that is not known
/// where it noted none.
#[inline(always)]
pub(crate) fn take(entry: u8, file: Pointer) -> Place {
    let task = current() as u64;
    // SAFETY: only this task writes its entry.
    let place = match unsafe { PLACES.get(&task) } {
        Some(place) if place.file == file as u64 && place.entry == u64::from(entry) => *place,
        _ => NOWHERE,
    };
    let _ = PLACES.remove(&task);
    place
}

/// Forgets it: what the running task was about to use it did not come to.
#[inline(always)]
pub(crate) fn forget() {
    let task = current() as u64;
    if PLACES.get_ptr(&task).is_some() {
        let _ = PLACES.remove(&task);
    }
}
