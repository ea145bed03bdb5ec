//! The tables of argument specs, as the programs look them up: see [`tracer_common::table`].

use std::collections::{HashMap, HashSet};

use aya::{Ebpf, maps::Array};
use tracer_common::{
    spec::{DETAIL_PLACES, DetailPlace, Field, SPEC_PLACES, SpecPlace},
    table,
};
use zerocopy::{Immutable, IntoBytes};

use super::recognition::{map, unusable};
use crate::{
    exit::{Error, Result},
    families,
};

/// Writes the families' specs and details into an object's maps.
///
/// # Errors
///
/// Where one cannot be interpreted or finds no room, or a map takes no entries.
pub(super) fn fill(ebpf: &mut Ebpf) -> Result<()> {
    const SPEC: usize = size_of::<SpecPlace>();
    const DETAIL: usize = size_of::<DetailPlace>();
    write::<_, SPEC>(ebpf, "SPECS", &specs()?)?;
    write::<_, DETAIL>(ebpf, "DETAILS", &details()?)
}

fn specs() -> Result<Vec<(u32, SpecPlace)>> {
    let mut details: HashMap<u16, Vec<Field>> = HashMap::new();
    for (key, field) in families::details() {
        details.entry(key.table).or_default().push(field);
    }
    let mut all = Vec::new();
    for (key, spec) in families::specs() {
        let mut its_details = details.get(&spec.details).into_iter().flatten();
        if !spec.is_valid_for(key.entry) || !its_details.all(|detail| spec.takes(*detail)) {
            return Err(Error::failure(format!(
                "the argument spec of command {:#x} cannot be interpreted",
                key.command
            )));
        }
        let place = SpecPlace {
            key: key.word(),
            spec,
            reserved: 0,
        };
        all.push((place.key, place));
    }
    placed(SPEC_PLACES, all)
}

fn details() -> Result<Vec<(u32, DetailPlace)>> {
    let all = families::details().map(|(key, field)| {
        let place = DetailPlace {
            key: key.word(),
            field,
            reserved: 0,
        };
        (place.key, place)
    });
    placed(DETAIL_PLACES, all)
}

/// Gives each key one of its places.
fn placed<T>(places: u32, all: impl IntoIterator<Item = (u64, T)>) -> Result<Vec<(u32, T)>> {
    let mut taken = HashSet::new();
    let all = all.into_iter().map(|(key, value)| {
        let at = table::places(key, places).find(|at| taken.insert(*at));
        at.map(|at| (at, value))
            .ok_or_else(|| Error::failure(format!("a table of {places} has no room for {key:#x}")))
    });
    all.collect()
}

fn write<T: IntoBytes + Immutable, const BYTES: usize>(
    ebpf: &mut Ebpf,
    name: &str,
    all: &[(u32, T)],
) -> Result<()> {
    let mut table: Array<_, [u8; BYTES]> = map(ebpf, name)?;
    for (at, place) in all {
        let mut bytes = [0; BYTES];
        bytes.copy_from_slice(place.as_bytes());
        table.set(*at, bytes, 0).map_err(|e| unusable(name, &e))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_has_one_of_its_places() {
        let specs = specs().expect("room");
        let keys: HashSet<u64> = specs.iter().map(|(_, place)| place.key).collect();
        assert_eq!(keys.len(), specs.len(), "no key twice");
        assert!(!keys.contains(&0));
        for (at, place) in &specs {
            assert!(table::places(place.key, SPEC_PLACES).any(|own| own == *at));
        }
        let details = details().expect("room");
        let keys: HashSet<u64> = details.iter().map(|(_, place)| place.key).collect();
        assert_eq!(keys.len(), details.len(), "no key twice");
        assert!(!keys.contains(&0));
    }

    #[test]
    fn what_is_behind_an_empty_place_is_not_lost() {
        // Looking ends at an empty place: keys are never moved up behind one.
        let all = (1..=600_u64).map(|key| (key, key));
        let placed = placed(1024, all).expect("room");
        let taken: HashSet<u32> = placed.iter().map(|(at, _)| *at).collect();
        for (at, key) in &placed {
            let before = table::places(*key, 1024).take_while(|place| place != at);
            assert!(
                before.into_iter().all(|place| taken.contains(&place)),
                "{key}"
            );
        }
    }

    #[test]
    fn a_full_table_says_so() {
        let all = (1..=9_u64).map(|key| (key, ()));
        assert!(placed(8, all).is_err());
    }
}
