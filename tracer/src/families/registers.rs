//! Registers of PCI configuration space, whichever file it is read and written through.

use tracer_common::spec::{ArgumentSpec, Field, call, flag};

use super::{Argument, Class, CodeRange, CodeTable, SubCommands, generic};

const HEADER: &str = "PCI Local Bus Specification 3.0, section 6; linux/pci_regs.h";
const EXPRESS: &str = "PCI Express Base Specification 6.0, section 7; linux/pci_regs.h";

/// An access to a part of configuration space: the register where it begins, and its length.
pub const CONFIGURATION: Argument = Argument {
    sub: &[REGISTERS],
    ..Argument::new(ArgumentSpec {
        sub: Field::call(call::OFFSET).low(12),
        amount: generic::LENGTH,
        flags: flag::WIDE,
        ..ArgumentSpec::new(0)
    })
};

/// Registers by their offset.
const REGISTERS: SubCommands = SubCommands {
    ranges: RANGES,
    ..SubCommands::new(
        "",
        &[CodeTable {
            source: HEADER,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "vendor-id"),
                (0x02, "device-id"),
                (0x04, "command"),
                (0x06, "status"),
                (0x08, "revision-id"),
                (0x09, "class-code"),
                (0x0c, "cache-line-size"),
                (0x0d, "latency-timer"),
                (0x0e, "header-type"),
                (0x0f, "bist"),
                (0x10, "bar0"),
                (0x14, "bar1"),
                (0x18, "bar2"),
                (0x1c, "bar3"),
                (0x20, "bar4"),
                (0x24, "bar5"),
                (0x28, "cardbus-cis-pointer"),
                (0x2c, "subsystem-vendor-id"),
                (0x2e, "subsystem-id"),
                (0x30, "expansion-rom"),
                (0x34, "capabilities-pointer"),
                (0x3c, "interrupt-line"),
                (0x3d, "interrupt-pin"),
                (0x3e, "minimum-grant"),
                (0x3f, "maximum-latency"),
            ],
        }],
    )
};

/// An access that begins inside a register has the register's name.
const RANGES: &[CodeRange] = &[
    inside(0x01, 0x01, "vendor-id"),
    inside(0x03, 0x03, "device-id"),
    inside(0x05, 0x05, "command"),
    inside(0x07, 0x07, "status"),
    inside(0x0a, 0x0b, "class-code"),
    inside(0x11, 0x13, "bar0"),
    inside(0x15, 0x17, "bar1"),
    inside(0x19, 0x1b, "bar2"),
    inside(0x1d, 0x1f, "bar3"),
    inside(0x21, 0x23, "bar4"),
    inside(0x25, 0x27, "bar5"),
    inside(0x29, 0x2b, "cardbus-cis-pointer"),
    inside(0x2d, 0x2d, "subsystem-vendor-id"),
    inside(0x2f, 0x2f, "subsystem-id"),
    inside(0x31, 0x33, "expansion-rom"),
    inside(0x35, 0x3b, "reserved"),
    beyond(HEADER, 0x40, 0xff, "capabilities"),
    beyond(EXPRESS, 0x100, 0xfff, "extended-capabilities"),
];

const fn inside(first: u32, last: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source: HEADER,
        class: Class::Standard,
        codes: first..=last,
        name,
        note: None,
    }
}

/// Where each device keeps what it likes.
const fn beyond(source: &'static str, first: u32, last: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source,
        class: Class::Unknown,
        codes: first..=last,
        name,
        note: Some("which capability lies there, standard or a vendor's, the device decides"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_offset_has_a_name() {
        for offset in 0..0x1000 {
            let named = REGISTERS.name(offset);
            assert!(!named.name.starts_with("0x"), "{offset:#x}");
            assert_eq!(named.class == Class::Standard, offset < 0x40, "{offset:#x}");
        }
        assert_eq!(REGISTERS.name(0x04).name, "command");
        assert_eq!(REGISTERS.name(0x16).name, "bar1");
        assert_eq!(REGISTERS.name(0x34).name, "capabilities-pointer");
    }

    #[test]
    fn the_register_is_the_lower_part_of_the_offset() {
        assert_eq!(CONFIGURATION.spec.sub.extract(0x0000_0004), 4);
        assert_eq!(CONFIGURATION.spec.sub.extract(0x0000_1fff), 0xfff);
    }
}
