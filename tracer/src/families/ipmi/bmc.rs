//! The other side of IPMI: controllers that run Linux themselves, and answer what a host asks of them
//! (`drivers/char/ipmi`). What is read is a request, which is not known before; what is written is named by its
//! network function and command, as the host's requests are.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{FUNCTIONS, SPECIFICATION};
use crate::{
    families::{Argument, Call, Class, Command, Entries, Kind, Probe, Symbol, Sysfs, generic},
    uapi::{bt_bmc, ipmi_bmc},
};

/// By block transfer.
pub(super) const BT: Kind = Kind {
    name: "controller-bt",
    title: "controller's side of a host's interface (BT), /dev/ipmi-bt-host",
    operations: &[bt("bt_bmc_fops")],
    commands: &[&ATTENTION, BT_MESSAGES, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, bt("bt_bmc_read")),
        Probe::new(Call::Write, bt("bt_bmc_write")),
    ],
    sysfs: &[Sysfs::named("misc", "ipmi-bt-host")],
    ..Kind::NONE
};

/// By keyboard controller style registers.
pub(super) const KCS: Kind = Kind {
    name: "controller-kcs",
    title: "controller's side of a host's interface (KCS), /dev/ipmi-kcs1",
    operations: &[kcs("kcs_bmc_ipmi_fops")],
    commands: &[&CONTROL, KCS_MESSAGES, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, kcs("kcs_bmc_ipmi_read")),
        Probe::new(Call::Write, kcs("kcs_bmc_ipmi_write")),
    ],
    sysfs: &[Sysfs::named("misc", "ipmi-kcs")],
    ..Kind::NONE
};

/// By SMBus.
pub(super) const SSIF: Kind = Kind {
    name: "controller-ssif",
    title: "controller's side of a host's interface (SSIF), /dev/ipmi-ssif-host",
    operations: &[ssif("ssif_bmc_fops")],
    commands: &[SSIF_MESSAGES, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, ssif("ssif_bmc_read")),
        Probe::new(Call::Write, ssif("ssif_bmc_write")),
    ],
    sysfs: &[Sysfs::named("misc", "ipmi-ssif-host")],
    ..Kind::NONE
};

/// Between controllers.
pub(super) const IPMB: Kind = Kind {
    name: "controller-bus",
    title: "bus between controllers, /dev/ipmb-0",
    operations: &[ipmb("ipmb_fops")],
    commands: &[IPMB_MESSAGES, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, ipmb("ipmb_read")),
        Probe::new(Call::Write, ipmb("ipmb_write")),
    ],
    sysfs: &[Sysfs::named("misc", "ipmb-")],
    ..Kind::NONE
};

const fn bt(name: &'static str) -> Symbol {
    Symbol::of("bt_bmc", name)
}

const fn kcs(name: &'static str) -> Symbol {
    Symbol::of("kcs_bmc_cdev_ipmi", name)
}

const fn ssif(name: &'static str) -> Symbol {
    Symbol::of("ssif_bmc", name)
}

const fn ipmb(name: &'static str) -> Symbol {
    Symbol::of("ipmb_dev_int", name)
}

const ATTENTION: [Command; 1] = Command::all(bt_bmc::ALL, Class::Standard);
const CONTROL: [Command; 3] = Command::all(ipmi_bmc::ALL, Class::Standard);

const BT_MESSAGES: &[Command] = &[READ, write(&BT_MESSAGE)];
const KCS_MESSAGES: &[Command] = &[READ, write(&KCS_MESSAGE)];
const SSIF_MESSAGES: &[Command] = &[READ, write(&SSIF_MESSAGE)];
const IPMB_MESSAGES: &[Command] = &[READ, write(&IPMB_MESSAGE)];

const READ: Command = Command::passthrough("read", 0, SPECIFICATION, &generic::TRANSFER)
    .by(Entries::READ)
    .class(
        Class::Unknown,
        Some("what the other side asks is not known before it is read"),
    );

const fn write(message: &'static Argument) -> Command {
    Command::passthrough("write", 0, SPECIFICATION, message).by(Entries::WRITE)
}

/// Section 11.4: length, network function with the unit's number (LUN) below it, sequence, command.
const BT_MESSAGE: Argument = message(1, 3);
/// Section 9.2: network function, command.
const KCS_MESSAGE: Argument = message(0, 1);
/// A length of 32 bits that the driver has before what section 12.3 defines: network function, command.
const SSIF_MESSAGE: Argument = message(4, 5);
/// A length that the driver has before what section 3 of the bus's specification defines: the other's address,
/// network function, checksum, own address, sequence, command.
const IPMB_MESSAGE: Argument = message(2, 6);

const fn message(netfn: u8, command: u8) -> Argument {
    let with_unit = Field::at(netfn, 8);
    Argument {
        sub: FUNCTIONS,
        second: Some("netfn"),
        ..Argument::new(ArgumentSpec {
            sub: Field::at(command, 8),
            // Its upper six bits.
            second: Field {
                shift: with_unit.shift + 2,
                bits: 6,
                ..with_unit
            },
            amount: generic::LENGTH,
            flags: generic::TRANSFER.spec.flags,
            ..ArgumentSpec::new(8)
        })
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::{count::entry, spec::call};

    use super::super::FAMILY;
    use crate::families::{
        Class,
        decode::{Given, decode},
        tests::of_length,
    };

    #[test]
    fn an_answer_is_named_as_what_was_asked() {
        // Get Device ID, answered: network function 7, unit 0.
        let messages: [(&str, &[u8]); 4] = [
            ("controller-bt", &[5, 7 << 2, 9, 1, 0, 0x20, 0, 0]),
            ("controller-kcs", &[7 << 2, 1, 0, 0x20, 0, 0, 0, 0]),
            ("controller-ssif", &[4, 0, 0, 0, 7 << 2, 1, 0, 0x20]),
            (
                "controller-bus",
                &[8, 0x40, 7 << 2, 0xa4, 0x20, 9 << 2, 1, 0],
            ),
        ];
        for (name, message) in messages {
            let mut kinds = FAMILY.kinds.iter();
            let kind = kinds.find(|kind| kind.name == name).expect("a kind");
            let given = Given {
                argument: message,
                ..of_length(entry::WRITE, 0, 8)
            };
            let decoded = decode(kind, None, &given);
            let sub = decoded.named.sub.as_ref().map(|sub| &*sub.name);
            assert_eq!(sub, Some("app.get-device-id"), "{name}");
            assert_eq!(decoded.named.second, Some(("netfn", 7)));
            assert_eq!(decoded.named.class, Class::Standard);
            assert_eq!(decoded.amount, Some(8));
            assert_eq!(given.call[usize::from(call::LENGTH)], Some(8));
        }
    }
}
