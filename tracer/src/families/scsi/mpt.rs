//! Messages for Fusion-MPT controllers, as `drivers/scsi/mpt3sas` passes them through.

use tracer_common::spec::{ArgumentSpec, Field};

use crate::families::{
    Argument, Class, CodeRange, CodeTable, Command, Entries, SubCommands, ioctl::iowr,
};

const HEADER: &str = "drivers/scsi/mpt3sas/mpt3sas_ctl.h";
const MESSAGES: &str = "drivers/scsi/mpt3sas/mpi/mpi2.h";

/// The table, with the sizes of the structures.
pub(super) const COMMANDS: &[Command] = &[
    driver("MPT3IOCINFO", 17, 92),
    Command {
        class: Class::Unknown,
        argument: Some(&COMMAND),
        ..driver("MPT3COMMAND", 20, 72)
    },
    Command {
        class: Class::Unknown,
        argument: Some(&COMMAND_32),
        entries: Entries::COMPAT,
        ..driver("MPT3COMMAND32", 20, 56)
    },
    driver("MPT3EVENTQUERY", 21, 32),
    driver("MPT3EVENTENABLE", 22, 28),
    driver("MPT3EVENTREPORT", 23, 212),
    driver("MPT3HARDRESET", 24, 12),
    driver("MPT3DIAGREGISTER", 26, 120),
    driver("MPT3DIAGRELEASE", 27, 16),
    driver("MPT3DIAGUNREGISTER", 28, 16),
    driver("MPT3DIAGQUERY", 29, 124),
    driver("MPT3DIAGREADBUFFER", 30, 32),
    driver("MPT3BTDHMAPPING", 31, 24),
    driver("MPT3ADDNLDIAGQUERY", 32, 40),
    driver("MPT3ENABLEDIAGSBRRELOAD", 33, 12),
];

const fn driver(name: &'static str, number: u8, size: u32) -> Command {
    Command::plain(name, iowr(b'L', number, size), Class::Driver, HEADER)
}

/// struct mpt3_ioctl_command up to the first word of its message: a header of 12 bytes, a timeout, four
/// pointers, five lengths. The word's last byte is the message's function.
const COMMAND: Argument = argument(16 + 4 * 8);

/// The same with pointers of 32 bits.
const COMMAND_32: Argument = argument(16 + 4 * 4);

const fn argument(lengths: u8) -> Argument {
    Argument {
        sub: &[FUNCTIONS],
        ..Argument::new(ArgumentSpec {
            sub: Field::at(lengths + 20 + 3, 8),
            amount: [Field::at(lengths + 4, 32), Field::at(lengths + 8, 32)],
            ..ArgumentSpec::new(lengths as u16 + 24)
        })
    }
}

/// By the message's function.
const FUNCTIONS: SubCommands = SubCommands::new(
    "mpi",
    &[
        CodeTable {
            source: MESSAGES,
            class: Class::Driver,
            note: None,
            codes: &[
                (0x01, "scsi-task-management"),
                (0x02, "ioc-init"),
                (0x03, "ioc-facts"),
                (0x04, "config"),
                (0x05, "port-facts"),
                (0x06, "port-enable"),
                (0x07, "event-notification"),
                (0x08, "event-ack"),
                (0x0b, "target-assist"),
                (0x0c, "target-status-send"),
                (0x0d, "target-mode-abort"),
                (0x15, "raid-action"),
                (0x18, "scsi-enclosure-processor"),
                (0x1b, "io-unit-control"),
                (0x1d, "diag-buffer-post"),
                (0x1e, "diag-release"),
                (0x24, "target-command-buffer-base-post"),
                (0x25, "target-command-buffer-list-post"),
                (0x2c, "raid-accelerator"),
                (0x2f, "host-based-discovery-action"),
                (0x30, "power-management-control"),
                (0x31, "send-host-message"),
            ],
        },
        CodeTable {
            source: MESSAGES,
            class: Class::Driver,
            note: Some("the command that it carries is not read"),
            codes: &[
                (0x00, "scsi-io"),
                (0x16, "raid-scsi-io-passthrough"),
                (0x1c, "sata-passthrough"),
                (0x33, "nvme-encapsulated"),
            ],
        },
        CodeTable {
            source: MESSAGES,
            class: Class::Driver,
            note: Some(
                "SMP is a standard with functions set aside for vendors; the frame that says which is not read",
            ),
            codes: &[(0x1a, "smp-passthrough")],
        },
        CodeTable {
            source: MESSAGES,
            class: Class::Driver,
            note: Some(
                "MCTP is a standard with a type of message for vendors; the packet that says which is not read",
            ),
            codes: &[(0x34, "mctp-passthrough")],
        },
        CodeTable {
            source: MESSAGES,
            class: Class::Opaque,
            note: Some("an image, or what the firmware alone reads"),
            codes: &[
                (0x09, "firmware-download"),
                (0x12, "firmware-upload"),
                (0x17, "toolbox"),
            ],
        },
    ],
)
.ranges(&[CodeRange {
    source: MESSAGES,
    class: Class::Opaque,
    codes: 0xf0..=0xff,
    name: "product-specific",
    note: None,
}]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_passthrough_carries_is_said_where_a_standard_defines_it() {
        for (code, name) in [
            (0x1a, "mpi.smp-passthrough"),
            (0x34, "mpi.mctp-passthrough"),
        ] {
            let sub = FUNCTIONS.name(code);
            assert_eq!((&*sub.name, sub.class), (name, Class::Driver));
            assert!(sub.note.is_some_and(|note| note.contains("is a standard")));
        }
    }
}
