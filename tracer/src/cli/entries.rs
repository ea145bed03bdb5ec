//! `--entries ENTRY,...`: what to observe.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use tracer_common::count::entry;

use crate::{families::Entries, model::row::entry_name};

/// Reads the name of an entry.
pub(super) fn parser() -> impl TypedValueParser<Value = u8> {
    PossibleValuesParser::new(entry::ALL.map(entry_name)).map(|name| {
        let mut all = entry::ALL.into_iter();
        // The parser knows no other names.
        all.find(|entry| entry_name(*entry) == name)
            .unwrap_or_default()
    })
}

/// The entries to observe: those that were named, else all.
pub fn chosen(named: &[u8]) -> Entries {
    if named.is_empty() {
        Entries::ALL
    } else {
        Entries::of(named)
    }
}
