//! IEEE 1394 nodes (`drivers/firewire/core-cdev.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, generic,
};
use crate::uapi::firewire_cdev;

/// The family.
pub const FAMILY: Family = Family {
    name: "firewire",
    title: "IEEE 1394 nodes",
    kinds: &[Kind {
        name: "node",
        title: "node, /dev/fw0",
        operations: &[Symbol::of("firewire_core", "fw_device_ops")],
        commands: &[&COMMANDS, generic::COMMANDS],
        sysfs: &[Sysfs::all("firewire")],
        ..Kind::NONE
    }],
};

const COMMANDS: [Command; 25] = Command::all_but(
    firewire_cdev::ALL,
    Class::Standard,
    [
        transaction(firewire_cdev::FW_CDEV_IOC_SEND_REQUEST),
        transaction(firewire_cdev::FW_CDEV_IOC_SEND_BROADCAST_REQUEST),
        Command::of(firewire_cdev::FW_CDEV_IOC_SEND_STREAM_PACKET, Class::Opaque),
    ],
);

const NODE_S: Option<&str> =
    Some("what lies at the address is the node's, by a unit's standard or its vendor's");

const fn transaction(ioctl: crate::uapi::Ioctl) -> Command {
    Command::of(ioctl, Class::Opaque)
        .with(&REQUEST)
        .class(Class::Opaque, NODE_S)
}

/// struct fw_cdev_send_request: tcode, length.
const REQUEST: Argument = Argument {
    sub: &[SubCommands::new(
        "request",
        &[CodeTable {
            source: "IEEE 1394-2008, linux/firewire-constants.h",
            class: Class::Opaque,
            note: NODE_S,
            codes: &[
                (0x00, "write-quadlet"),
                (0x01, "write-block"),
                (0x04, "read-quadlet"),
                (0x05, "read-block"),
                (0x0a, "stream-data"),
                (0x11, "mask-swap"),
                (0x12, "compare-swap"),
                (0x13, "fetch-add"),
                (0x14, "little-add"),
                (0x15, "bounded-add"),
                (0x16, "wrap-add"),
                (0x17, "vendor-dependent"),
            ],
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        amount: [Field::at(4, 32), Field::ABSENT],
        ..ArgumentSpec::new(8)
    })
};

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_request_says_what_it_does_and_how_long_it_is() {
        // struct fw_cdev_send_request: tcode TCODE_WRITE_BLOCK_REQUEST, length.
        let request = [1, 0, 0, 0, 64, 0, 0, 0];
        let decoded = decode(
            &FAMILY.kinds[0],
            None,
            &Given {
                entry: entry::IOCTL,
                number: firewire_cdev::FW_CDEV_IOC_SEND_REQUEST.number,
                argument: &request,
                ..Given::default()
            },
        );
        let sub = decoded.named.sub.expect("a transaction");
        assert_eq!(
            (&*sub.name, sub.class),
            ("request.write-block", Class::Opaque)
        );
        assert_eq!(decoded.amount, Some(64));
    }
}
