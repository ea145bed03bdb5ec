//! Looking up what the loader wrote into a table, see [`tracer_common::table`].

use aya_ebpf::btf_maps::Array;
use tracer_common::{
    spec::{DetailPlace, SpecPlace},
    table::places,
};

/// A table's place.
pub(crate) trait Place: 'static {
    /// Its key; 0 where it is empty.
    fn key(&self) -> u64;
}

impl Place for SpecPlace {
    #[inline(always)]
    fn key(&self) -> u64 {
        self.key
    }
}

impl Place for DetailPlace {
    #[inline(always)]
    fn key(&self) -> u64 {
        self.key
    }
}

/// The place of a key.
#[inline(always)]
pub(crate) fn find<T: Place, const PLACES: usize>(
    table: &'static Array<T, PLACES>,
    key: u64,
) -> Option<&'static T> {
    const { assert!(PLACES.is_power_of_two()) };
    for at in places(key, PLACES as u32) {
        let place = table.get(at)?;
        if place.key() == key {
            return Some(place);
        }
        if place.key() == 0 {
            return None;
        }
    }
    None
}
