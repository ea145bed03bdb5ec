//! Commands over fabrics: all have one opcode, and their type where others have the namespace id.

use tracer_common::spec::Field;

use super::{Class, CodeRange, CodeTable, Detail, FABRICS, SubCommands};

/// By type.
pub(super) const COMMANDS: Detail = Detail {
    sub: 0x7f,
    field: Field::at(4, 8),
    values: SubCommands::new(
        "",
        &[CodeTable {
            source: FABRICS,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "property-set"),
                (0x01, "connect"),
                (0x04, "property-get"),
                (0x05, "authentication-send"),
                (0x06, "authentication-receive"),
                (0x08, "disconnect"),
            ],
        }],
    )
    .ranges(&[CodeRange {
        source: FABRICS,
        class: Class::Opaque,
        codes: 0xc0..=0xff,
        name: "vendor",
        note: None,
    }]),
};
