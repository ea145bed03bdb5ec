//! Commands of I/O queues: opcodes, and what tells commands of one opcode apart.

use tracer_common::spec::Field;

use super::{
    Class, CodeRange, CodeTable, Detail, FABRICS, SubCommands,
    admin::{CDW10, detail},
    fabrics,
};

const BASE_IO: &str = "NVM Express Base Specification 2.1, section 7";
const ZONED: &str = "NVM Express Zoned Namespace Command Set Specification 1.2, section 3";

/// By opcode.
pub(super) const COMMANDS: SubCommands = SubCommands {
    group: "io",
    when: None,
    tables: &[
        CodeTable {
            source: "NVM Express NVM Command Set Specification 1.1, section 3",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x01, "write"),
                (0x02, "read"),
                (0x04, "write-uncorrectable"),
                (0x05, "compare"),
                (0x08, "write-zeroes"),
                (0x09, "dataset-management"),
                (0x0c, "verify"),
                (0x19, "copy"),
            ],
        },
        CodeTable {
            source: BASE_IO,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "flush"),
                (0x0d, "reservation-register"),
                (0x0e, "reservation-report"),
                (0x11, "reservation-acquire"),
                (0x12, "io-management-receive"),
                (0x15, "reservation-release"),
                (0x18, "cancel"),
                (0x1d, "io-management-send"),
            ],
        },
        CodeTable {
            source: FABRICS,
            class: Class::Standard,
            note: None,
            codes: &[(0x7f, "fabrics")],
        },
        CodeTable {
            source: ZONED,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x79, "zone-management-send"),
                (0x7a, "zone-management-receive"),
                (0x7d, "zone-append"),
            ],
        },
        // Store (0x01) and Retrieve (0x02) keep their codes' names in the NVM command set: the
        // command does not tell which set its namespace speaks.
        CodeTable {
            source: "NVM Express Key Value Command Set Specification 1.1, section 3",
            class: Class::Standard,
            note: None,
            codes: &[(0x06, "kv-list"), (0x10, "kv-delete"), (0x14, "kv-exist")],
        },
    ],
    ranges: &[CodeRange {
        source: BASE_IO,
        class: Class::Opaque,
        codes: 0x80..=0xff,
        name: "vendor",
        note: None,
    }],
    details: DETAILS,
    swapped: false,
    nested: None,
};

/// Where cdw13 lies in every passthru structure.
const CDW13: u8 = 52;

const DETAILS: &[Detail] = &[
    detail(0x0d, Field::at(CDW10, 3), REGISTER),
    detail(0x11, Field::at(CDW10, 3), ACQUIRE),
    detail(0x12, Field::at(CDW10, 8), MANAGEMENT_RECEIVE),
    detail(0x15, Field::at(CDW10, 3), RELEASE),
    detail(0x1d, Field::at(CDW10, 8), MANAGEMENT_SEND),
    detail(0x79, Field::at(CDW13, 8), ZONE_SEND),
    detail(0x7a, Field::at(CDW13, 8), ZONE_RECEIVE),
    fabrics::COMMANDS,
];

const fn standard(source: &'static str, codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source,
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// Reservation register actions.
const REGISTER: SubCommands = SubCommands::new(
    "",
    &[standard(
        BASE_IO,
        &[(0, "register"), (1, "unregister"), (2, "replace")],
    )],
);

/// Reservation acquire actions.
const ACQUIRE: SubCommands = SubCommands::new(
    "",
    &[standard(
        BASE_IO,
        &[(0, "acquire"), (1, "preempt"), (2, "preempt-and-abort")],
    )],
);

/// Reservation release actions.
const RELEASE: SubCommands =
    SubCommands::new("", &[standard(BASE_IO, &[(0, "release"), (1, "clear")])]);

/// The management operation that is a vendor's.
const VENDOR: &[CodeRange] = &[CodeRange {
    source: BASE_IO,
    class: Class::Opaque,
    codes: 0xff..=0xff,
    name: "vendor",
    note: None,
}];

/// Management operations of I/O management receive.
const MANAGEMENT_RECEIVE: SubCommands = SubCommands::new(
    "",
    &[standard(
        BASE_IO,
        &[(0, "no-action"), (1, "reclaim-unit-handle-status")],
    )],
)
.ranges(VENDOR);

/// Management operations of I/O management send.
const MANAGEMENT_SEND: SubCommands = SubCommands::new(
    "",
    &[standard(
        BASE_IO,
        &[(0, "no-action"), (1, "reclaim-unit-handle-update")],
    )],
)
.ranges(VENDOR);

/// Zone send actions.
const ZONE_SEND: SubCommands = SubCommands::new(
    "",
    &[standard(
        ZONED,
        &[
            (0x01, "close"),
            (0x02, "finish"),
            (0x03, "open"),
            (0x04, "reset"),
            (0x05, "offline"),
            (0x10, "set-zone-descriptor-extension"),
            (0x11, "commit-zone-random-write-area"),
        ],
    )],
);

/// Zone receive actions.
const ZONE_RECEIVE: SubCommands = SubCommands::new(
    "",
    &[standard(
        ZONED,
        &[(0, "report-zones"), (1, "extended-report-zones")],
    )],
);
