//! CXL memory devices: mailbox commands (`drivers/cxl/core`).

use tracer_common::{
    copy,
    spec::{ArgumentSpec, Field},
};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Family, Kind, SubCommands, Symbol,
    Sysfs, When, copied::Lockdown, generic,
};
use crate::uapi::cxl_mem::{CXL_MEM_QUERY_COMMANDS, CXL_MEM_SEND_COMMAND};

/// The family.
pub const FAMILY: Family = Family {
    name: "cxl",
    title: "Compute Express Link memory devices",
    kinds: &[Kind {
        name: "memory",
        title: "memory device, /dev/cxl/mem0",
        operations: &[Symbol::of("cxl_core", "cxl_memdev_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        lockdown: Some(&Lockdown {
            command: CXL_MEM_SEND_COMMAND.number,
            second: RAW_ID,
        }),
        sysfs: &[Sysfs::named("cxl", "mem")],
        proven: true,
        ..Kind::NONE
    }],
};

const UAPI: &str = "linux/cxl_mem.h";
const SPECIFICATION: &str = "Compute Express Link Specification 3.1, section 8.2.9";

const COMMANDS: &[Command] = &[
    Command::of(CXL_MEM_QUERY_COMMANDS, Class::Standard),
    Command::of(CXL_MEM_SEND_COMMAND, Class::Unknown).with(&SEND),
];

/// struct cxl_send_command: id, flags, raw.opcode, retval, in.size, in.payload, out.size. Where the id
/// is that of the raw command, the opcode is the sub-command; elsewhere the id is.
const SEND: Argument = Argument {
    alternatives: &[
        ArgumentSpec {
            guard_word: 0,
            guard: RAW,
            guard_mask: u32::MAX,
            sub: OPCODE,
            ..SPEC
        },
        ArgumentSpec { sub: ID, ..SPEC },
    ],
    sub: &[
        SubCommands {
            ranges: &[CHANGED, VENDOR],
            details: RAW_FEATURES,
            ..SubCommands::new("raw", OPCODES).when(When::is(RAW))
        },
        SubCommands::new("", &[IDS]),
    ],
    second: Some("id"),
    // Raw commands of features, 0x0500 to 0x0503, whose payloads begin with the feature's UUID. In other
    // commands the opcode is reserved and zero.
    ..Argument::new(ArgumentSpec {
        guard_word: 2,
        guard: 0x0500,
        guard_mask: 0xfffc,
        sub: OPCODE,
        pointer: 6,
        pointed: 16,
        pointed_length: Field::at(16, 32),
        ..SPEC
    })
};

const ID: Field = Field::at(0, 32);
const OPCODE: Field = Field::at(8, 16);

/// Opcodes that the specification leaves to vendors.
pub(super) const VENDOR: CodeRange = CodeRange {
    source: SPECIFICATION,
    class: Class::Opaque,
    codes: 0xc000..=0xffff,
    name: "vendor",
    note: None,
};

/// Commands by id that another thread made raw ones after they were decided.
const CHANGED: CodeRange = CodeRange {
    source: "passgate",
    class: Class::Unknown,
    codes: copy::CHANGED..=copy::CHANGED,
    name: "changed",
    note: Some("was a command by id when it was decided, and a raw one when it was copied"),
};

const RAW_FEATURES: &[Detail] = &[feature(0x0501, 0), feature(0x0502, 0)];

/// The third word of the UUID that a payload has at a word's index: no two features have one in
/// common. The word is counted from that of the opcode, which the third is itself where that lies in
/// the argument.
pub(super) const fn feature(opcode: u32, uuid: u8) -> Detail {
    let third = Field {
        word: uuid,
        ..Field::big_endian_at(0, 32)
    };
    Detail {
        sub: opcode,
        field: third.pointed(),
        values: FEATURES,
    }
}

/// CXL_MEM_COMMAND_ID_RAW
const RAW_ID: u16 = 2;
const RAW: u32 = RAW_ID as u32;

const SPEC: ArgumentSpec = ArgumentSpec {
    second: ID,
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
pub(super) const OPCODES: &[CodeTable] = &[MEMORY, FABRIC];

const MEMORY: CodeTable = CodeTable {
    source: SPECIFICATION,
    class: Class::Standard,
    note: None,
    codes: &[
        (0x0001, "identify"),
        (0x0002, "background-operation-status"),
        (0x0003, "get-response-message-limit"),
        (0x0004, "set-response-message-limit"),
        (0x0005, "request-abort-background-operation"),
        (0x0100, "get-event-records"),
        (0x0101, "clear-event-records"),
        (0x0102, "get-event-interrupt-policy"),
        (0x0103, "set-event-interrupt-policy"),
        (0x0104, "get-mctp-event-interrupt-policy"),
        (0x0105, "set-mctp-event-interrupt-policy"),
        (0x0106, "event-notification"),
        (0x0200, "get-fw-info"),
        (0x0201, "transfer-fw"),
        (0x0202, "activate-fw"),
        (0x0300, "get-timestamp"),
        (0x0301, "set-timestamp"),
        (0x0400, "get-supported-logs"),
        (0x0401, "get-log"),
        (0x0402, "get-log-capabilities"),
        (0x0403, "clear-log"),
        (0x0404, "populate-log"),
        (0x0405, "get-supported-logs-sub-list"),
        (0x0500, "get-supported-features"),
        (0x0501, "get-feature"),
        (0x0502, "set-feature"),
        (0x0600, "perform-maintenance"),
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
        (0x4402, "media-operations"),
        (0x4500, "get-security-state"),
        (0x4501, "set-passphrase"),
        (0x4502, "disable-passphrase"),
        (0x4503, "unlock"),
        (0x4504, "freeze-security-state"),
        (0x4505, "passphrase-secure-erase"),
        (0x4600, "security-send"),
        (0x4601, "security-receive"),
        (0x4700, "get-sld-qos-control"),
        (0x4701, "set-sld-qos-control"),
        (0x4702, "get-sld-qos-status"),
        (0x4800, "get-dynamic-capacity-configuration"),
        (0x4801, "get-dynamic-capacity-extent-list"),
        (0x4802, "add-dynamic-capacity-response"),
        (0x4803, "release-dynamic-capacity"),
    ],
};

/// Commands of a fabric's manager, which devices of several logical ones and switches take.
const FABRIC: CodeTable = CodeTable {
    source: "Compute Express Link Specification 3.1, section 7.6.7",
    class: Class::Standard,
    note: None,
    codes: &[
        (0x5100, "identify-switch-device"),
        (0x5101, "get-physical-port-state"),
        (0x5102, "physical-port-control"),
        (0x5103, "send-ppb-cxl-io-configuration-request"),
        (0x5200, "get-virtual-cxl-switch-info"),
        (0x5201, "bind-vppb"),
        (0x5202, "unbind-vppb"),
        (0x5203, "generate-aer-event"),
        (0x5300, "tunnel-management-command"),
        (0x5301, "send-ld-cxl-io-configuration-request"),
        (0x5302, "send-ld-cxl-io-memory-request"),
        (0x5400, "get-ld-info"),
        (0x5401, "get-ld-allocations"),
        (0x5402, "set-ld-allocations"),
        (0x5403, "get-qos-control"),
        (0x5404, "set-qos-control"),
        (0x5405, "get-qos-status"),
        (0x5406, "get-qos-allocated-bandwidth"),
        (0x5407, "set-qos-allocated-bandwidth"),
        (0x5408, "get-qos-bandwidth-limit"),
        (0x5409, "set-qos-bandwidth-limit"),
        (0x5500, "get-multi-headed-info"),
        (0x5501, "get-head-info"),
        (0x5600, "get-dcd-info"),
        (0x5601, "get-host-dc-region-configuration"),
        (0x5602, "set-dc-region-configuration"),
        (0x5603, "get-dc-region-extent-lists"),
        (0x5604, "initiate-dynamic-capacity-add"),
        (0x5605, "initiate-dynamic-capacity-release"),
        (0x5606, "dynamic-capacity-add-reference"),
        (0x5607, "dynamic-capacity-remove-reference"),
        (0x5608, "dynamic-capacity-list-tags"),
    ],
};

/// Bytes 8 to 11 of the features' UUIDs.
const FEATURES: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: "Compute Express Link Specification 3.2, sections 8.2.10.9.11 and 8.2.10.7.2",
        class: Class::Standard,
        note: None,
        codes: &[
            (0xa733_7577, "patrol-scrub"),
            (0xb8ba_b969, "error-check-scrub"),
            (0x9d3e_692c, "soft-post-package-repair"),
            (0xafb1_ec74, "hard-post-package-repair"),
            (0x9ecb_fdaf, "cacheline-sparing"),
            (0xa498_c2d5, "row-sparing"),
            (0xa4ef_faac, "bank-sparing"),
            (0x8f76_da0b, "rank-sparing"),
        ],
    }],
);

#[cfg(test)]
mod tests {
    use super::*;

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
            named(0x4803, RAW),
            Some(("raw.release-dynamic-capacity".into(), Class::Standard))
        );
        assert_eq!(
            named(0xbfff, RAW),
            Some(("raw.0xbfff".into(), Class::Unknown))
        );
        for (code, name) in [
            (0x0404, "raw.populate-log"),
            (0x4601, "raw.security-receive"),
            (0x4702, "raw.get-sld-qos-status"),
            (0x5300, "raw.tunnel-management-command"),
        ] {
            assert_eq!(named(code, RAW), Some((name.into(), Class::Standard)));
        }
    }

    #[test]
    fn a_raw_command_of_a_feature_has_its_uuid() {
        let spec = &SEND.spec;
        for opcode in [0x0501, 0x0502] {
            assert_eq!(opcode & spec.guard_mask, spec.guard);
            let detail = SEND.sub[0].detail(opcode).expect("a detail");
            // The third word of what is pointed to.
            assert_eq!(detail.field.word + spec.sub.word, 2);
            assert_ne!(detail.field.flags & Field::POINTED, 0);
            let bytes = [0xa7, 0x33, 0x75, 0x77];
            let value = detail.field.extract(u32::from_le_bytes(bytes));
            let name = SEND.detail(opcode, RAW, value).map(|found| found.name);
            assert_eq!(name, Some("patrol-scrub".into()));
        }
        assert_ne!(0x4400 & spec.guard_mask, spec.guard);
        assert!(SEND.detail(0x0501, 1, 0).is_none(), "only raw commands");
    }

    #[test]
    fn fields_lie_where_the_structure_has_them() {
        let layout = CXL_MEM_SEND_COMMAND.takes.expect("a structure");
        let at = |path: &str| {
            let member = layout.members.iter().find(|member| member.path == path);
            member.map(|member| member.offset / 4)
        };
        let word = |field: Field| Some(u16::from(field.word));
        assert_eq!(at("id"), word(ID));
        assert_eq!(at("raw.opcode"), word(OPCODE));
        assert_eq!(at("in.size"), word(SEND.spec.pointed_length));
        assert_eq!(at("in.payload"), Some(u16::from(SEND.spec.pointer)));
        assert_eq!([at("in.size"), at("out.size")], SPEC.amount.map(word));
    }
}
