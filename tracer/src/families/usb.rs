//! USB devices as userspace drives them: usbfs (`drivers/usb/core/devio.c`) and drivers that pass on
//! what the device itself understands.

mod classes;

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, When,
    copied::{Parameter, Watch},
    generic,
    ioctl::{ior, iowr},
};
use crate::uapi::usbdevice_fs;

/// The family.
pub const FAMILY: Family = Family {
    name: "usb",
    title: "USB devices through usbfs, and through the drivers of their classes",
    kinds: &[
        Kind {
            name: "device",
            title: "device, /dev/bus/usb/001/002",
            operations: &[Symbol::of("usbcore", "usbdev_file_operations")],
            watch: Some(&COPIES),
            commands: &[&COMMANDS, COMMANDS_32, generic::COMMANDS],
            sysfs: &[Sysfs::all("usb")],
            proven: true,
            ..Kind::NONE
        },
        classes::PRINTER,
        classes::INSTRUMENT,
        classes::MODEM,
        classes::GADGET,
    ],
};

/// What both ways of a control transfer end in: (state, struct usbdevfs_ctrltransfer).
const COPIES: Watch = Watch {
    functions: &[Symbol::of("usbcore", "do_proc_control")],
    copy: Parameter::At(1),
    commands: &[usbdevice_fs::USBDEVFS_CONTROL.number],
};

const SPECIFICATION: &str = "Universal Serial Bus Specification 2.0, section 9.4; 3.2, section 9.4";

const COMMANDS: [Command; 33] = Command::all_but(
    usbdevice_fs::ALL,
    Class::Standard,
    [
        Command::of(usbdevice_fs::USBDEVFS_CONTROL, Class::Unknown).with(&CONTROL),
        Command::of(usbdevice_fs::USBDEVFS_BULK, Class::Unknown).with(&BULK),
        Command::of(usbdevice_fs::USBDEVFS_SUBMITURB, Class::Unknown).with(&URB),
        Command::of(usbdevice_fs::USBDEVFS_IOCTL, Class::Unknown).class(Class::Unknown, ANY_DRIVER),
    ],
);

const COMPAT: &str = "drivers/usb/core/devio.c";
const ANY_DRIVER: Option<&str> =
    Some("may be any command of the interface's driver, which is not decoded");

/// What 32-bit processes pass where pointers or their alignment make a difference. The driver takes
/// these from 64-bit processes, too.
const COMMANDS_32: &[Command] = &[
    decoded("USBDEVFS_CONTROL32", iowr(b'U', 0, 16), &CONTROL),
    decoded("USBDEVFS_BULK32", iowr(b'U', 2, 16), &BULK),
    decoded("USBDEVFS_SUBMITURB32", ior(b'U', 10, 44), &URB_32),
    Command::plain(
        "USBDEVFS_DISCSIGNAL32",
        ior(b'U', 14, 8),
        Class::Standard,
        COMPAT,
    ),
    Command::plain(
        "USBDEVFS_IOCTL32",
        iowr(b'U', 18, 12),
        Class::Unknown,
        COMPAT,
    )
    .class(Class::Unknown, ANY_DRIVER),
];

const fn decoded(name: &'static str, number: u32, argument: &'static Argument) -> Command {
    Command::passthrough(name, number, COMPAT, argument)
}

/// struct usbdevfs_ctrltransfer up to wLength, the same for 32 bits: bRequestType, bRequest, wValue,
/// wIndex, wLength.
const CONTROL: Argument = Argument {
    sub: &[REQUESTS],
    ..Argument::new(ArgumentSpec {
        sub: REQUEST,
        amount: [Field::at(6, 16), Field::ABSENT],
        ..ArgumentSpec::new(8)
    })
};

/// The first two bytes of a setup packet as one number: bRequestType, which says who defines the
/// request and whom it is for, above bRequest.
const REQUEST: Field = Field::big_endian_at(0, 16);

const REQUESTS: SubCommands = SubCommands {
    ranges: &[
        // Bits 5 and 6 of bRequestType are the type, bit 7 is the direction.
        request(0x2000, "class", Class::Standard, Some(BY_CLASS)),
        request(0xa000, "class", Class::Standard, Some(BY_CLASS)),
        request(0x4000, "vendor", Class::Opaque, None),
        request(0xc000, "vendor", Class::Opaque, None),
        request(0x6000, "reserved", Class::Unknown, Some(RESERVED)),
        request(0xe000, "reserved", Class::Unknown, Some(RESERVED)),
    ],
    ..SubCommands::new(
        "control",
        &[
            standard_requests(&[
                (0x8000, "get-status"),
                (0x0001, "clear-feature"),
                (0x0003, "set-feature"),
                (0x0005, "set-address"),
                (0x8006, "get-descriptor"),
                (0x0007, "set-descriptor"),
                (0x8008, "get-configuration"),
                (0x0009, "set-configuration"),
                (0x0030, "set-sel"),
                (0x0031, "set-isochronous-delay"),
            ]),
            standard_requests(&[
                (0x8100, "interface-get-status"),
                (0x0101, "interface-clear-feature"),
                (0x0103, "interface-set-feature"),
                (0x8106, "interface-get-descriptor"),
                (0x0107, "interface-set-descriptor"),
                (0x810a, "get-interface"),
                (0x010b, "set-interface"),
            ]),
            standard_requests(&[
                (0x8200, "endpoint-get-status"),
                (0x0201, "endpoint-clear-feature"),
                (0x0203, "endpoint-set-feature"),
                (0x820c, "synch-frame"),
            ]),
        ],
    )
};

const BY_CLASS: &str = "the class of device or interface defines it";
const RESERVED: &str = "the specification reserves this type";

/// Requests of a type in one direction.
const fn request(
    first: u32,
    name: &'static str,
    class: Class,
    note: Option<&'static str>,
) -> CodeRange {
    CodeRange {
        source: SPECIFICATION,
        class,
        codes: first..=first + 0x1fff,
        name,
        note,
    }
}

/// Requests to the device, to an interface or to an endpoint.
const fn standard_requests(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: SPECIFICATION,
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// struct usbdevfs_bulktransfer up to len: the endpoint, then the length.
const BULK: Argument = Argument {
    sub: &[endpoints("bulk")],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 8),
        amount: [Field::at(4, 32), Field::ABSENT],
        ..ArgumentSpec::new(8)
    })
};

/// Transfers to and from endpoints, whose data the specification leaves to the device.
const fn endpoints(group: &'static str) -> SubCommands {
    SubCommands {
        ranges: &[CodeRange {
            source: SPECIFICATION,
            class: Class::Opaque,
            codes: 0..=0xff,
            name: "endpoint",
            note: None,
        }],
        ..SubCommands::new(group, &[])
    }
}

/// struct usbdevfs_urb up to buffer_length: type, endpoint, status, flags, buffer, length.
const URB: Argument = urb(
    ArgumentSpec {
        pointer: 16 / 4,
        amount: [Field::at(24, 32), Field::ABSENT],
        ..ArgumentSpec::new(28)
    },
    &[ArgumentSpec {
        amount: [Field::at(24, 32), Field::ABSENT],
        ..endpoint_urb(28)
    }],
);

/// struct usbdevfs_urb32 up to buffer_length.
const URB_32: Argument = urb(
    ArgumentSpec {
        pointer: 12 / 4,
        flags: flag::SHORT_POINTER,
        amount: [Field::at(16, 32), Field::ABSENT],
        ..ArgumentSpec::new(20)
    },
    &[ArgumentSpec {
        amount: [Field::at(16, 32), Field::ABSENT],
        ..endpoint_urb(20)
    }],
);

/// USBDEVFS_URB_TYPE_CONTROL
const CONTROL_URB: u32 = 2;
/// Bytes of a setup packet.
const SETUP: u8 = 8;

/// A control URB's buffer begins with its setup packet; any other URB has an endpoint.
const fn urb(control: ArgumentSpec, others: &'static [ArgumentSpec]) -> Argument {
    Argument {
        alternatives: others,
        sub: URBS,
        second: Some("type"),
        ..Argument::new(ArgumentSpec {
            guard_word: 0,
            guard: CONTROL_URB,
            guard_mask: 0xff,
            pointed: SETUP,
            sub: REQUEST.pointed(),
            second: Field::at(0, 8),
            ..control
        })
    }
}

const URBS: &[SubCommands] = &[
    REQUESTS.when(When::is(CONTROL_URB)),
    endpoints("isochronous").when(When::is(0)),
    endpoints("interrupt").when(When::is(1)),
    endpoints("bulk").when(When::is(3)),
];

const fn endpoint_urb(length: u16) -> ArgumentSpec {
    ArgumentSpec {
        sub: Field::at(1, 8),
        second: Field::at(0, 8),
        ..ArgumentSpec::new(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_driver() {
        let numbers: Vec<_> = COMMANDS_32.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [
                0xc010_5500,
                0xc010_5502,
                0x802c_550a,
                0x8008_550e,
                0xc00c_5512
            ]
        );
    }

    #[test]
    fn requests_are_named_by_who_defines_them() {
        let named = |code| {
            let sub = REQUESTS.name(code);
            (sub.name.into_owned(), sub.class)
        };
        // GET_DESCRIPTOR as it lies in memory: 0x80, 0x06.
        let code = REQUEST.extract(u32::from_le_bytes([0x80, 0x06, 0, 1]));
        assert_eq!(
            named(code),
            ("control.get-descriptor".into(), Class::Standard)
        );
        assert_eq!(named(0x2109), ("control.class".into(), Class::Standard));
        assert_eq!(named(0x4042), ("control.vendor".into(), Class::Opaque));
        assert_eq!(named(0xc3ff), ("control.vendor".into(), Class::Opaque));
        assert_eq!(named(0xe000), ("control.reserved".into(), Class::Unknown));
        assert_eq!(named(0x80ff), ("control.0x80ff".into(), Class::Unknown));
    }

    #[test]
    fn an_urb_is_named_by_its_type() {
        let named = |code, second| URB.name(code, second).map(|sub| (sub.name, sub.class));
        assert_eq!(
            named(0x8006, 2),
            Some(("control.get-descriptor".into(), Class::Standard))
        );
        assert_eq!(
            named(0x81, 3),
            Some(("bulk.endpoint".into(), Class::Opaque))
        );
        assert_eq!(named(0x81, 9), None);
    }
}
