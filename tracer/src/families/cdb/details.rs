//! What tells SCSI commands of one operation code apart: service actions, pages, modes, and the ATA
//! command that is passed through.

use tracer_common::spec::Field;

use super::{SBC_4, SPC_5};
use crate::families::{Class, CodeRange, CodeTable, Detail, SubCommands, ata};

/// Of commands that devices of every type take.
const INQUIRY_: Detail = detail(0x12, Field::big_endian_at(1, 16), INQUIRY);

/// By operation code, for devices of any type and for tape drives.
pub(super) const ANY: &[Detail] = &[
    INQUIRY_,
    detail(0x1a, PAGE, MODE_PAGES),
    detail(0x3b, SERVICE_ACTION, BUFFER_MODES),
    detail(0x3c, SERVICE_ACTION, BUFFER_MODES),
    detail(0x4c, PAGE, LOG_PAGES),
    detail(0x4d, PAGE, LOG_PAGES),
    detail(0x5a, PAGE, MODE_PAGES),
    detail(0x5e, SERVICE_ACTION, RESERVE_IN),
    detail(0x5f, SERVICE_ACTION, RESERVE_OUT),
    detail(0x7f, Field::big_endian_at(8, 16), VARIABLE_LENGTH),
    detail(0x85, Field::at(14, 8), ata::COMMANDS),
    detail(0x9e, SERVICE_ACTION, SERVICE_ACTION_IN_16),
    detail(0x9f, SERVICE_ACTION, SERVICE_ACTION_OUT_16),
    detail(0xa1, Field::at(9, 8), ata::COMMANDS),
    detail(0xa2, Field::at(1, 8), SECURITY_PROTOCOLS),
    detail(0xa3, SERVICE_ACTION, MAINTENANCE_IN),
    detail(0xa4, SERVICE_ACTION, MAINTENANCE_OUT),
    detail(0xb5, Field::at(1, 8), SECURITY_PROTOCOLS),
];

/// The same for optical drives, which have other commands under some of the codes.
pub(super) const OPTICAL: &[Detail] = &[
    INQUIRY_,
    detail(0x3b, SERVICE_ACTION, BUFFER_MODES),
    detail(0x3c, SERVICE_ACTION, BUFFER_MODES),
    detail(0x4d, PAGE, LOG_PAGES),
    detail(0x5a, PAGE, MODE_PAGES),
    detail(0x85, Field::at(14, 8), ata::COMMANDS),
];

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

/// The EVPD bit, and the page that it asks for.
const INQUIRY: SubCommands = SubCommands::new(
    "",
    &[
        of(
            SPC_5,
            &[
                (0x000, "standard"),
                (0x100, "supported-vpd-pages"),
                (0x180, "unit-serial-number"),
                (0x183, "device-identification"),
                (0x184, "software-interface-identification"),
                (0x185, "management-network-addresses"),
                (0x186, "extended-inquiry-data"),
                (0x187, "mode-page-policy"),
                (0x188, "scsi-ports"),
                (0x18a, "power-condition"),
                (0x18b, "device-constituents"),
                (0x18c, "cfa-profile-information"),
                (0x18d, "power-consumption"),
                (0x18f, "third-party-copy"),
                (0x190, "protocol-specific-logical-unit-information"),
                (0x191, "protocol-specific-port-information"),
                (0x192, "scsi-feature-sets"),
            ],
        ),
        of(
            "SCSI / ATA Translation (INCITS T10 SAT-4)",
            &[(0x189, "ata-information")],
        ),
        of(
            SBC_4,
            &[
                (0x1b0, "block-limits"),
                (0x1b1, "block-device-characteristics"),
                (0x1b2, "logical-block-provisioning"),
                (0x1b3, "referrals"),
                (0x1b4, "supported-block-lengths-and-protection-types"),
                (0x1b5, "block-device-characteristics-extension"),
                (0x1b6, "zoned-block-device-characteristics"),
                (0x1b7, "block-limits-extension"),
                (0x1b8, "format-presets"),
                (0x1b9, "concurrent-positioning-ranges"),
                (0x1ba, "capacity-product-identification-mapping"),
            ],
        ),
    ],
)
.ranges(&[vendor(0x1c0, 0x1ff)]);

const MODE_PAGES: SubCommands = SubCommands::new(
    "",
    &[of(
        "SCSI Primary Commands (INCITS T10 SPC-5) and the device types' command sets, mode pages",
        &[
            (0x01, "read-write-error-recovery"),
            (0x02, "disconnect-reconnect"),
            (0x03, "format-device"),
            (0x04, "rigid-disk-geometry"),
            (0x05, "write-parameters"),
            (0x06, "rbc-device-parameters"),
            (0x07, "verify-error-recovery"),
            (0x08, "caching"),
            (0x09, "peripheral-device"),
            (0x0a, "control"),
            (0x0b, "medium-types-supported"),
            (0x0c, "notch-and-partition"),
            (0x0d, "cd-device-parameters"),
            (0x0e, "cd-audio-control"),
            (0x0f, "data-compression"),
            (0x10, "device-configuration"),
            (0x11, "medium-partition"),
            (0x14, "enclosure-services-management"),
            (0x18, "protocol-specific-logical-unit"),
            (0x19, "protocol-specific-port"),
            (0x1a, "power-condition"),
            (0x1b, "removable-block-access-capabilities"),
            (0x1c, "informational-exceptions-control"),
            (0x1d, "timeout-and-protect"),
            (0x1f, "element-address-assignment"),
            (0x2a, "cd-capabilities-and-mechanical-status"),
            (0x3f, "all"),
        ],
    )],
)
.ranges(&[vendor(0x00, 0x00), vendor(0x20, 0x29), vendor(0x2b, 0x3e)]);

const LOG_PAGES: SubCommands = SubCommands::new(
    "",
    &[of(
        SPC_5,
        &[
            (0x00, "supported-log-pages"),
            (0x01, "buffer-overrun-underrun"),
            (0x02, "write-error-counters"),
            (0x03, "read-error-counters"),
            (0x04, "read-reverse-error-counters"),
            (0x05, "verify-error-counters"),
            (0x06, "non-medium-errors"),
            (0x07, "last-error-events"),
            (0x08, "format-status"),
            (0x0b, "last-deferred-errors"),
            (0x0c, "logical-block-provisioning"),
            (0x0d, "temperature"),
            (0x0e, "start-stop-cycle-counter"),
            (0x0f, "application-client"),
            (0x10, "self-test-results"),
            (0x11, "solid-state-media"),
            (0x15, "background-scan"),
            (0x16, "ata-pass-through-results"),
            (0x17, "non-volatile-cache"),
            (0x18, "protocol-specific-port"),
            (0x19, "general-statistics-and-performance"),
            (0x1a, "power-condition-transitions"),
            (0x2f, "informational-exceptions"),
        ],
    )],
)
.ranges(&[vendor(0x30, 0x3e)]);

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
                (0x0009, "read-32"),
                (0x000a, "verify-32"),
                (0x000b, "write-32"),
                (0x000c, "write-and-verify-32"),
                (0x000d, "write-same-32"),
                (0x000e, "orwrite-32"),
                (0x0011, "write-scattered-32"),
                (0x0012, "get-lba-status-32"),
            ],
        ),
        CodeTable {
            source: "SCSI / ATA Translation (INCITS T10 SAT-4)",
            class: Class::Unknown,
            note: Some("may be any ATA command; it lies beyond the bytes that are read"),
            codes: &[(0x1ff0, "ata-pass-through-32")],
        },
    ],
);

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
        &[(0x11, "write-long-16"), (0x12, "write-scattered-16")],
    )],
);

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
