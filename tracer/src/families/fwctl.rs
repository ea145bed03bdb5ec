//! fwctl: firmware's own remote procedure calls (`drivers/fwctl`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, generic,
    ioctl::io,
};

/// The family.
pub const FAMILY: Family = Family {
    name: "fwctl",
    title: "remote procedure calls of devices' firmware",
    kinds: &[Kind {
        name: "device",
        title: "firmware of a device, /dev/fwctl/fwctl0",
        operations: &[Symbol::of("fwctl", "fwctl_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        sysfs: &[Sysfs::all("fwctl")],
        proven: true,
        ..Kind::NONE
    }],
};

const UAPI: &str = "fwctl/fwctl.h";

const COMMANDS: &[Command] = &[
    Command::plain("FWCTL_INFO", io(0x9a, 0), Class::Driver, UAPI),
    Command::passthrough("FWCTL_RPC", io(0x9a, 1), UAPI, &RPC),
];

/// struct fwctl_rpc up to out_len: size, scope, in_len, out_len.
const RPC: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: UAPI,
            class: Class::Opaque,
            note: Some("the scope is checked, the payload is the firmware's"),
            codes: &[
                (0, "configuration"),
                (1, "debug-read-only"),
                (2, "debug-write"),
                (3, "debug-write-full"),
            ],
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 32),
        amount: [Field::at(8, 32), Field::at(12, 32)],
        ..ArgumentSpec::new(16)
    })
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = COMMANDS.iter().map(|command| command.number).collect();
        assert_eq!(numbers, [0x9a00, 0x9a01]);
    }

    #[test]
    fn a_payload_is_opaque_in_every_scope() {
        for scope in 0..4 {
            assert_eq!(RPC.name(scope, 0).map(|sub| sub.class), Some(Class::Opaque));
        }
    }
}
