//! What tells SCSI commands of one operation code apart: service actions, pages, modes, and the ATA
//! command that is passed through.

mod pages;

use tracer_common::spec::Field;

use self::pages::{DIAGNOSTIC_PAGES, INQUIRY, LOG_PAGES, MODE_PAGES};
use super::{CISS_COMMANDS, SAT_4, SBC_4, SPC_5};
use crate::families::{Class, CodeRange, CodeTable, Detail, Nested, SubCommands, ata};

/// Of commands that devices of every type take.
const INQUIRY_: Detail = detail(0x12, Field::big_endian_at(1, 16), INQUIRY);

/// By operation code, for devices of any type and for tape drives.
pub(super) const ANY: [Detail; 28] = [
    INQUIRY_,
    detail(0x1a, PAGE, MODE_PAGES),
    detail(0x1c, Field::big_endian_at(1, 16), DIAGNOSTIC_PAGES),
    detail(0x3b, SERVICE_ACTION, BUFFER_MODES),
    detail(0x3c, SERVICE_ACTION, BUFFER_MODES),
    detail(0x48, SERVICE_ACTION, SANITIZE),
    detail(0x4c, PAGE, LOG_PAGES),
    detail(0x4d, PAGE, LOG_PAGES),
    detail(0x5a, PAGE, MODE_PAGES),
    detail(0x5e, SERVICE_ACTION, RESERVE_IN),
    detail(0x5f, SERVICE_ACTION, RESERVE_OUT),
    detail(0x7f, Field::big_endian_at(8, 16), VARIABLE_LENGTH),
    detail(0x83, SERVICE_ACTION, COPY_OUT),
    detail(0x84, SERVICE_ACTION, COPY_IN),
    detail(0x85, Field::at(14, 8), ata::COMMANDS),
    detail(0x8c, SERVICE_ACTION, READ_ATTRIBUTE),
    detail(0x94, SERVICE_ACTION, ZONES_OUT),
    detail(0x95, SERVICE_ACTION, ZONES_IN),
    detail(0x9b, SERVICE_ACTION, BUFFER_MODES),
    detail(0x9e, SERVICE_ACTION, SERVICE_ACTION_IN_16),
    detail(0x9f, SERVICE_ACTION, SERVICE_ACTION_OUT_16),
    detail(0xa1, Field::at(9, 8), ata::COMMANDS),
    detail(0xa2, Field::at(1, 8), SECURITY_PROTOCOLS),
    detail(0xa3, SERVICE_ACTION, MAINTENANCE_IN),
    detail(0xa4, SERVICE_ACTION, MAINTENANCE_OUT),
    detail(0xa9, SERVICE_ACTION, SERVICE_ACTION_OUT_12),
    detail(0xab, SERVICE_ACTION, SERVICE_ACTION_IN_12),
    detail(0xb5, Field::at(1, 8), SECURITY_PROTOCOLS),
];

/// The same where CDBs have 32 bytes and more.
pub const LONG: [Detail; ANY.len()] = {
    let mut all = ANY;
    let mut at = 0;
    while at < all.len() {
        if all[at].sub == 0x7f {
            all[at].values = all[at].values.nesting(ATA_32);
        }
        at += 1;
    }
    all
};

/// The same for optical drives, which have other commands under some of the codes.
pub(super) const OPTICAL: &[Detail] = &[
    INQUIRY_,
    detail(0x1a, PAGE, MODE_PAGES),
    detail(0x1c, Field::big_endian_at(1, 16), DIAGNOSTIC_PAGES),
    detail(0x3b, SERVICE_ACTION, BUFFER_MODES),
    detail(0x3c, SERVICE_ACTION, BUFFER_MODES),
    detail(0x4c, PAGE, LOG_PAGES),
    detail(0x4d, PAGE, LOG_PAGES),
    detail(0x5a, PAGE, MODE_PAGES),
    detail(0x5e, SERVICE_ACTION, RESERVE_IN),
    detail(0x5f, SERVICE_ACTION, RESERVE_OUT),
    detail(0x85, Field::at(14, 8), ata::COMMANDS),
    detail(0xa2, Field::at(1, 8), SECURITY_PROTOCOLS),
    detail(0xb5, Field::at(1, 8), SECURITY_PROTOCOLS),
];

/// The same for Smart Array controllers, whose own commands are told apart by the seventh byte.
pub(super) const SMART_ARRAY: [Detail; 30] = with(
    ANY,
    [
        detail(0x26, Field::at(6, 8), BMIC),
        detail(0x27, Field::at(6, 8), BMIC),
    ],
);

/// Details of two code spaces that share no code.
pub const fn with<const A: usize, const B: usize, const ALL: usize>(
    first: [Detail; A],
    then: [Detail; B],
) -> [Detail; ALL] {
    assert!(A + B == ALL, "both and no more");
    let mut all = [first[0]; ALL];
    let mut at = 1;
    while at < ALL {
        all[at] = if at < A { first[at] } else { then[at - A] };
        at += 1;
    }
    all
}

const fn detail(sub: u32, field: Field, values: SubCommands) -> Detail {
    Detail { sub, field, values }
}

/// The lower five bits of the second byte.
const SERVICE_ACTION: Field = Field::at(1, 5);
/// The lower six bits of the third byte.
const PAGE: Field = Field::at(2, 6);

const fn of(source: &'static str, codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source,
        class: Class::Standard,
        note: None,
        codes,
    }
}

const fn vendor(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: SPC_5,
        class: Class::Opaque,
        codes: first..=last,
        name: "vendor",
        note: None,
    }
}

/// Modes of READ BUFFER and WRITE BUFFER.
const BUFFER_MODES: SubCommands = SubCommands::new(
    "",
    &[
        of(
            SPC_5,
            &[
                (0x00, "combined-header-and-data"),
                (0x02, "data"),
                (0x03, "descriptor"),
                (0x04, "microcode-and-activate"),
                (0x05, "microcode-save-and-activate"),
                (0x06, "microcode-with-offsets-and-activate"),
                (0x07, "microcode-with-offsets-save-and-activate"),
                (0x0a, "echo-buffer"),
                (0x0b, "echo-buffer-descriptor"),
                (0x0d, "microcode-with-offsets-select-and-defer"),
                (0x0e, "microcode-with-offsets-save-and-defer"),
                (0x0f, "activate-deferred-microcode"),
                (0x1a, "expander-communications"),
                (0x1b, "disable-expander-communications"),
                (0x1c, "error-history"),
            ],
        ),
        CodeTable {
            source: SPC_5,
            class: Class::Opaque,
            note: Some("vendor specific"),
            codes: &[(0x01, "vendor")],
        },
    ],
);

const RESERVE_IN: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0, "read-keys"),
            (1, "read-reservation"),
            (2, "report-capabilities"),
            (3, "read-full-status"),
        ],
    )],
);

const RESERVE_OUT: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0, "register"),
            (1, "reserve"),
            (2, "release"),
            (3, "clear"),
            (4, "preempt"),
            (5, "preempt-and-abort"),
            (6, "register-and-ignore-existing-key"),
            (7, "register-and-move"),
            (8, "replace-lost-reservation"),
        ],
    )],
);

const VARIABLE_LENGTH: SubCommands = SubCommands::new(
    "",
    &[
        of(
            SBC_4,
            &[
                (0x0001, "rebuild-32"),
                (0x0002, "regenerate-32"),
                (0x0003, "xdread-32"),
                (0x0004, "xdwrite-32"),
                (0x0005, "xdwrite-extended-32"),
                (0x0006, "xpwrite-32"),
                (0x0007, "xdwriteread-32"),
                (0x0008, "xdwrite-extended-64"),
                (0x0009, "read-32"),
                (0x000a, "verify-32"),
                (0x000b, "write-32"),
                (0x000c, "write-and-verify-32"),
                (0x000d, "write-same-32"),
                (0x000e, "orwrite-32"),
                (0x000f, "write-atomic-32"),
                (0x0010, "write-stream-32"),
                (0x0011, "write-scattered-32"),
                (0x0012, "get-lba-status-32"),
            ],
        ),
        CodeTable {
            source: SAT_4,
            class: Class::Unknown,
            note: Some("may be any ATA command; CDBs of such a length do not come this way"),
            codes: &[(0x1ff0, "ata-pass-through-32")],
        },
        of(SPC_5, &[(0x1800, "receive-credential")]),
    ],
)
.ranges(&[CodeRange {
    source: "SCSI Object-Based Storage Device Commands (INCITS T10 OSD-2)",
    class: Class::Standard,
    codes: 0x8800..=0x8fff,
    name: "object-storage",
    note: None,
}]);

/// ATA PASS-THROUGH(32) of SAT-4: the command is in byte 25.
const ATA_32: Nested = Nested {
    value: 0x1ff0,
    field: Field::at(25, 8),
    values: &ata::COMMANDS,
};

const SERVICE_ACTION_IN_16: SubCommands = SubCommands::new(
    "",
    &[of(
        SBC_4,
        &[
            (0x0f, "receive-binding-report"),
            (0x10, "read-capacity-16"),
            (0x11, "read-long-16"),
            (0x12, "get-lba-status-16"),
            (0x13, "report-referrals"),
            (0x14, "stream-control"),
            (0x15, "background-control"),
            (0x16, "get-stream-status"),
            (0x17, "get-physical-element-status"),
            (0x18, "remove-element-and-truncate"),
            (0x19, "restore-elements-and-rebuild"),
            (0x1a, "remove-element-and-modify-zones"),
        ],
    )],
);

const SERVICE_ACTION_OUT_16: SubCommands = SubCommands::new(
    "",
    &[of(
        SBC_4,
        &[
            (0x0b, "test-bind"),
            (0x0c, "prepare-bind-report"),
            (0x0d, "set-affiliation"),
            (0x0e, "bind"),
            (0x0f, "unbind"),
            (0x11, "write-long-16"),
            (0x12, "write-scattered-16"),
            (0x14, "reset-write-pointer"),
            (0x1f, "notify-data-transfer-device"),
        ],
    )],
);

const SERVICE_ACTION_IN_12: SubCommands =
    SubCommands::new("", &[of(SPC_5, &[(0x01, "read-media-serial-number")])]);

const SERVICE_ACTION_OUT_12: SubCommands = SubCommands::new(
    "",
    &[of(
        "SCSI Automation/Drive Interface Commands (INCITS T10 ADC-4)",
        &[(0x1f, "set-medium-attribute")],
    )],
);

const SANITIZE: SubCommands = SubCommands::new(
    "",
    &[of(
        SBC_4,
        &[
            (0x01, "overwrite"),
            (0x02, "block-erase"),
            (0x03, "cryptographic-erase"),
            (0x1f, "exit-failure-mode"),
        ],
    )],
);

const COPY_OUT: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x00, "extended-copy-lid1"),
            (0x01, "extended-copy"),
            (0x10, "populate-token"),
            (0x11, "write-using-token"),
            (0x16, "set-tape-stream-mirroring"),
            (0x1c, "copy-operation-abort"),
        ],
    )],
);

const COPY_IN: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x00, "receive-copy-status-lid1"),
            (0x01, "receive-copy-data-lid1"),
            (0x03, "receive-copy-operating-parameters"),
            (0x04, "receive-copy-failure-details-lid1"),
            (0x05, "receive-copy-status"),
            (0x06, "receive-copy-data"),
            (0x07, "receive-rod-token-information"),
            (0x08, "report-all-rod-tokens"),
            (0x16, "report-tape-stream-mirroring"),
        ],
    )],
);

const READ_ATTRIBUTE: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x00, "attribute-values"),
            (0x01, "attribute-list"),
            (0x02, "logical-volume-list"),
            (0x03, "partition-list"),
            (0x05, "supported-attributes"),
        ],
    )],
);

const ZONES_OUT: SubCommands = SubCommands::new(
    "",
    &[of(
        SBC_4,
        &[
            (0x01, "close-zone"),
            (0x02, "finish-zone"),
            (0x03, "open-zone"),
            (0x04, "reset-write-pointer"),
            (0x10, "sequentialize-zone"),
        ],
    )],
);

const ZONES_IN: SubCommands = SubCommands::new(
    "",
    &[of(
        SBC_4,
        &[
            (0x00, "report-zones"),
            (0x06, "report-realms"),
            (0x07, "report-zone-domains"),
            (0x08, "zone-activate"),
            (0x09, "zone-query"),
        ],
    )],
);

/// Commands to a Smart Array controller itself. Others than these are the vendor's.
const BMIC: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: CISS_COMMANDS,
        class: Class::Driver,
        note: None,
        codes: &[
            (0x11, "identify-controller"),
            (0x15, "identify-physical-device"),
            (0x64, "sense-controller-parameters"),
            (0x65, "sense-storage-box-parameters"),
            (0x66, "sense-subsystem-information"),
            (0xc2, "cache-flush"),
            (0xf4, "set-diagnostic-options"),
            (0xf5, "sense-diagnostic-options"),
            (0xf7, "flash-firmware"),
        ],
    }],
)
.ranges(&[
    not_documented(0x00, 0x10),
    not_documented(0x12, 0x14),
    not_documented(0x16, 0x63),
    not_documented(0x67, 0xc1),
    not_documented(0xc3, 0xf3),
    not_documented(0xf6, 0xf6),
    not_documented(0xf8, 0xff),
]);

const fn not_documented(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: CISS_COMMANDS,
        ..vendor(first, last)
    }
}

const MAINTENANCE_IN: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x05, "report-identifying-information"),
            (0x0a, "report-target-port-groups"),
            (0x0b, "report-aliases"),
            (0x0c, "report-supported-operation-codes"),
            (0x0d, "report-supported-task-management-functions"),
            (0x0e, "report-priority"),
            (0x0f, "report-timestamp"),
            (0x10, "management-protocol-in"),
            (0x1d, "report-provisioning-initialization-pattern"),
            (0x1e, "read-dynamic-runtime-attribute"),
        ],
    )],
)
.ranges(&[vendor(0x1f, 0x1f)]);

const MAINTENANCE_OUT: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x06, "set-identifying-information"),
            (0x0a, "set-target-port-groups"),
            (0x0b, "change-aliases"),
            (0x0c, "remove-i-t-nexus"),
            (0x0e, "set-priority"),
            (0x0f, "set-timestamp"),
            (0x10, "management-protocol-out"),
            (0x1d, "generate-recommended-access-order"),
            (0x1e, "write-dynamic-runtime-attribute"),
        ],
    )],
)
.ranges(&[vendor(0x1f, 0x1f)]);

/// Security protocols, for SCSI and for the transports that took them over.
pub const SECURITY_PROTOCOLS: SubCommands = SubCommands::new(
    "",
    &[of(
        "SCSI Primary Commands (INCITS T10 SPC-5), security protocols",
        &[
            (0x00, "information"),
            (0x01, "tcg-1"),
            (0x02, "tcg-2"),
            (0x03, "tcg-3"),
            (0x04, "tcg-4"),
            (0x05, "tcg-5"),
            (0x06, "tcg-6"),
            (0x07, "cbcs"),
            (0x20, "tape-data-encryption"),
            (0x21, "data-encryption-configuration"),
            (0x40, "sa-creation-capabilities"),
            (0x41, "ikev2-scsi"),
            (0xe8, "dmtf-spdm"),
            (0xe9, "nvm-express"),
            (0xea, "nvm-express-2"),
            (0xeb, "scsa"),
            (0xec, "jedec-ufs"),
            (0xed, "sd-trusted-flash"),
            (0xee, "ieee-1667"),
            (0xef, "ata-security"),
        ],
    )],
)
.ranges(&[vendor(0xf0, 0xff)]);
