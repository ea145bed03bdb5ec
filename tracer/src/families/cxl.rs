//! CXL memory devices: mailbox commands (`drivers/cxl/core`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, When,
    generic,
    ioctl::{ior, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "cxl",
    title: "Compute Express Link memory devices",
    kinds: &[Kind {
        name: "memory",
        title: "memory device, /dev/cxl/mem0",
        operations: &[Symbol::of("cxl_core", "cxl_memdev_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        sysfs: &[Sysfs::named("cxl", "mem")],
        proven: true,
        ..Kind::NONE
    }],
};

const UAPI: &str = "linux/cxl_mem.h";
const SPECIFICATION: &str = "Compute Express Link Specification 3.1, section 8.2.9";

const COMMANDS: &[Command] = &[
    Command::plain(
        "CXL_MEM_QUERY_COMMANDS",
        ior(0xce, 1, 8),
        Class::Standard,
        UAPI,
    ),
    Command::passthrough("CXL_MEM_SEND_COMMAND", iowr(0xce, 2, 48), UAPI, &SEND),
];

/// struct cxl_send_command: id, flags, raw.opcode, retval, in.size, in.payload, out.size. Where the id
/// is that of the raw command, the opcode is the sub-command; elsewhere the id is.
const SEND: Argument = Argument {
    alternatives: &[ArgumentSpec {
        sub: Field::at(0, 32),
        second: Field::at(0, 32),
        ..SPEC
    }],
    sub: &[
        SubCommands {
            ranges: &[CodeRange {
                source: SPECIFICATION,
                class: Class::Opaque,
                codes: 0xc000..=0xffff,
                name: "vendor",
                note: None,
            }],
            ..SubCommands::new("raw", &[OPCODES]).when(When::is(RAW))
        },
        SubCommands::new("", &[IDS]),
    ],
    second: Some("id"),
    ..Argument::new(ArgumentSpec {
        guard_word: 0,
        guard: RAW,
        guard_mask: u32::MAX,
        sub: Field::at(8, 16),
        second: Field::at(0, 32),
        ..SPEC
    })
};

/// CXL_MEM_COMMAND_ID_RAW
const RAW: u32 = 2;

const SPEC: ArgumentSpec = ArgumentSpec {
    amount: [Field::at(16, 32), Field::at(32, 32)],
    ..ArgumentSpec::new(36)
};

/// The kernel's ids.
const IDS: CodeTable = CodeTable {
    source: UAPI,
    class: Class::Standard,
    note: None,
    codes: &[
        (1, "identify"),
        (3, "get-supported-logs"),
        (4, "get-fw-info"),
        (5, "get-partition-info"),
        (6, "get-lsa"),
        (7, "get-health-info"),
        (8, "get-log"),
        (9, "set-partition-info"),
        (10, "set-lsa"),
        (11, "get-alert-config"),
        (12, "set-alert-config"),
        (13, "get-shutdown-state"),
        (14, "set-shutdown-state"),
        (15, "get-poison"),
        (16, "inject-poison"),
        (17, "clear-poison"),
        (18, "get-scan-media-caps"),
        (19, "scan-media"),
        (20, "get-scan-media"),
        (21, "get-timestamp"),
        (22, "get-log-caps"),
        (23, "clear-log"),
        (24, "get-sup-log-sublist"),
    ],
};

/// The specification's opcodes.
const OPCODES: CodeTable = CodeTable {
    source: SPECIFICATION,
    class: Class::Standard,
    note: None,
    codes: &[
        (0x0001, "identify"),
        (0x0100, "get-event-records"),
        (0x0101, "clear-event-records"),
        (0x0102, "get-event-interrupt-policy"),
        (0x0103, "set-event-interrupt-policy"),
        (0x0200, "get-fw-info"),
        (0x0201, "transfer-fw"),
        (0x0202, "activate-fw"),
        (0x0300, "get-timestamp"),
        (0x0301, "set-timestamp"),
        (0x0400, "get-supported-logs"),
        (0x0401, "get-log"),
        (0x0402, "get-log-capabilities"),
        (0x0403, "clear-log"),
        (0x0405, "get-supported-logs-sub-list"),
        (0x0500, "get-supported-features"),
        (0x0501, "get-feature"),
        (0x0502, "set-feature"),
        (0x4000, "identify-memory-device"),
        (0x4100, "get-partition-info"),
        (0x4101, "set-partition-info"),
        (0x4102, "get-lsa"),
        (0x4103, "set-lsa"),
        (0x4200, "get-health-info"),
        (0x4201, "get-alert-config"),
        (0x4202, "set-alert-config"),
        (0x4203, "get-shutdown-state"),
        (0x4204, "set-shutdown-state"),
        (0x4300, "get-poison-list"),
        (0x4301, "inject-poison"),
        (0x4302, "clear-poison"),
        (0x4303, "get-scan-media-capabilities"),
        (0x4304, "scan-media"),
        (0x4305, "get-scan-media-results"),
        (0x4400, "sanitize"),
        (0x4401, "secure-erase"),
        (0x4500, "get-security-state"),
        (0x4501, "set-passphrase"),
        (0x4502, "disable-passphrase"),
        (0x4503, "unlock"),
        (0x4504, "freeze-security-state"),
        (0x4505, "passphrase-secure-erase"),
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = COMMANDS.iter().map(|command| command.number).collect();
        assert_eq!(numbers, [0x8008_ce01, 0xc030_ce02]);
    }

    #[test]
    fn a_raw_command_has_its_opcode() {
        let named = |code, id| SEND.name(code, id).map(|sub| (sub.name, sub.class));
        assert_eq!(named(1, 1), Some(("identify".into(), Class::Standard)));
        assert_eq!(
            named(0x4400, RAW),
            Some(("raw.sanitize".into(), Class::Standard))
        );
        assert_eq!(
            named(0xc001, RAW),
            Some(("raw.vendor".into(), Class::Opaque))
        );
        assert_eq!(
            named(0xbfff, RAW),
            Some(("raw.0xbfff".into(), Class::Unknown))
        );
    }

    #[test]
    fn fields_lie_where_the_structure_has_them() {
        assert_eq!(SEND.spec.sub.word, 2);
        assert_eq!(SEND.spec.sub.bits, 16);
        assert_eq!(SPEC.amount.map(|field| field.word), [4, 8]);
    }
}
