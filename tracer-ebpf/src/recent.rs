//! What was found last for a key, in words: in front of look-ups in hash maps that most calls make for the same keys.
//!
//! A key has one place on each CPU, which the next key with that place takes. A program stays on its CPU, but may be
//! preempted there by another: a turn, which is odd while a place is being written, tells whoever reads it.

use aya_ebpf::btf_maps::PerCpuArray;

use crate::atomic;

/// How many places there are on a CPU.
const PLACES: usize = 256;

/// Such places. Empty ones have zeros.
pub(crate) type Recent<const KEY: usize, const FOUND: usize> =
    PerCpuArray<Place<KEY, FOUND>, PLACES>;

/// A key, and what was found for it, of which the first word is never 0.
#[repr(C)]
pub(crate) struct Place<const KEY: usize, const FOUND: usize> {
    turn: u64,
    key: [u64; KEY],
    found: [u64; FOUND],
}

/// A key of several words, and a number that tells most keys apart: the words may be addresses, of which the verifier
/// lets nothing be computed.
pub(crate) struct Key<const WORDS: usize> {
    pub(crate) words: [u64; WORDS],
    pub(crate) mixed: u64,
}

/// Mixes words.
#[inline(always)]
pub(crate) fn mix<const WORDS: usize>(words: [u64; WORDS]) -> u64 {
    /// An odd number without pattern: the golden ratio's fraction.
    const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut mixed = 0;
    for word in words {
        mixed = (mixed ^ word).wrapping_mul(SPREAD);
    }
    mixed
}

#[inline(always)]
fn place(mixed: u64) -> u32 {
    (mixed >> 56) as u32
}

/// What was found for a key; zeros where that is not noted: no `Option`, of which the compiler would store what it
/// never wrote.
#[inline(always)]
pub(crate) fn find<const KEY: usize, const FOUND: usize>(
    recent: &Recent<KEY, FOUND>,
    mixed: u64,
    words: impl Fn() -> [u64; KEY],
) -> [u64; FOUND] {
    let Some(at) = recent.get_ptr(place(mixed)) else {
        return [0; FOUND];
    };
    // SAFETY: the pointer is a map value's. Volatile: each word is loaded once, between the two turns.
    unsafe {
        let turn = (&raw const (*at).turn).read_volatile();
        if turn & 1 != 0 {
            return [0; FOUND];
        }
        for (at_key, word) in (*at).key.iter().zip(&words()) {
            if (&raw const *at_key).read_volatile() != *word {
                return [0; FOUND];
            }
        }
        let mut found = [0; FOUND];
        for (to, word) in found.iter_mut().zip(&(*at).found) {
            *to = (&raw const *word).read_volatile();
        }
        if (&raw const (*at).turn).read_volatile() == turn {
            found
        } else {
            [0; FOUND]
        }
    }
}

/// Notes what was found for a key. Nothing is noted where a program that this one has preempted is about to.
#[inline(always)]
pub(crate) fn note<const KEY: usize, const FOUND: usize>(
    recent: &Recent<KEY, FOUND>,
    key: &Key<KEY>,
    found: &[u64; FOUND],
) {
    let Some(at) = recent.get_ptr_mut(place(key.mixed)) else {
        return;
    };
    // SAFETY: as in `find`; whoever has made the turn odd writes alone.
    unsafe {
        let turn = (&raw const (*at).turn).read_volatile();
        if turn & 1 != 0 || !atomic::exchange(&raw mut (*at).turn, turn, turn + 1) {
            return;
        }
        for (to, word) in (*at).key.iter_mut().zip(&key.words) {
            (&raw mut *to).write_volatile(*word);
        }
        for (to, word) in (*at).found.iter_mut().zip(found) {
            (&raw mut *to).write_volatile(*word);
        }
        (&raw mut (*at).turn).write_volatile(turn + 2);
    }
}
