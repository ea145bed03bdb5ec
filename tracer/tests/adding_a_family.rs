//! docs/adding-a-family.md is true: the family that it adds compiles as it stands there, and its bytes
//! are decoded.

#![expect(
    unreachable_pub,
    reason = "the example stands here as it would in the library, whose items are public"
)]

use std::{collections::HashSet, fs, path::PathBuf};

use passgate::uapi;

/// The registry with the example beside the others, as its file would stand among them.
mod families {
    pub use passgate::families::*;

    pub mod parport;
}

use families::{
    Class, Kind,
    decode::{Decoded, Given, State, Value, decode},
    parport::FAMILY,
};
use tracer_common::count::entry;

const KIND: &Kind = &FAMILY.kinds[0];

fn ioctl(number: u32, argument: &[u8]) -> Decoded {
    let given = Given {
        entry: entry::IOCTL,
        number,
        argument,
        ..Given::default()
    };
    decode(KIND, None, &given)
}

#[test]
fn the_page_has_the_file_as_it_is() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(folder.join("../docs/adding-a-family.md")).expect("the page");
    let file = fs::read_to_string(folder.join("tests/families/parport.rs")).expect("the file");
    let (_, rest) = page
        .split_once("```rust\n")
        .expect("the beginning of the file");
    let (shown, _) = rest.split_once("```").expect("its end");
    assert_eq!(shown, file);
}

#[test]
fn its_bytes_are_decoded() {
    // PPNEGOT with IEEE1284_MODE_EPP, the second with a mode of Linux's own.
    let decoded = ioctl(0x4004_7091, &[0x40, 0, 0, 0]);
    assert_eq!(decoded.state, State::Decoded);
    let named = decoded.named;
    assert_eq!(named.command.map(|command| command.name), Some("PPNEGOT"));
    assert_eq!(named.sub.map(|sub| sub.name), Some("epp".into()));
    assert_eq!(named.class, Class::Standard);
    assert_eq!(decoded.fields[0].value, Value::Signed(0x40));
    assert_eq!(ioctl(0x4004_7091, &[0, 2, 0, 0]).named.class, Class::Driver);
    // PPFCONTROL: its members are those of the header's structure.
    let decoded = ioctl(0x4002_708e, &[0x0f, 0x05]);
    let members: Vec<_> = decoded.fields.iter().map(|field| &*field.path).collect();
    assert_eq!(members, ["mask", "val"]);
    assert_eq!(decoded.named.class, Class::Opaque);
    assert!(decoded.named.note.is_some());
}

#[test]
fn every_ioctl_of_its_header_is_in_its_tables() {
    let known: HashSet<&str> = KIND.all_commands().map(|command| command.name).collect();
    for ioctl in uapi::ppdev::ALL {
        assert!(known.contains(ioctl.name), "{}", ioctl.name);
        let command = KIND.command(entry::IOCTL, ioctl.number).expect(ioctl.name);
        assert_eq!(command.name, ioctl.name);
        assert!(command.class != Class::Unknown && !command.source.is_empty());
    }
}
