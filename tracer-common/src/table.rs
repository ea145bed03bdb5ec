//! Tables that the loader writes and programs look things up in: an array of places, of which a key of one word has
//! one of the few that follow its own. A place whose key is 0 is empty.

/// How many places a key may have.
pub const ATTEMPTS: u32 = 4;

/// An odd number without pattern: the golden ratio's fraction.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The places that a key may have, of as many as there are: a power of two.
#[inline(always)]
pub fn places(key: u64, all: u32) -> impl Iterator<Item = u32> {
    let own = (key.wrapping_mul(SPREAD) >> 40) as u32;
    (0..ATTEMPTS).map(move |attempt| own.wrapping_add(attempt) & (all - 1))
}
