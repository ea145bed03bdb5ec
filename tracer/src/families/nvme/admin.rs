//! Commands of the admin queue: opcodes, and what tells commands of one opcode apart, which mostly is
//! their first command-specific word, cdw10.

use tracer_common::spec::Field;

use super::{Class, CodeRange, CodeTable, Detail, FABRICS, SubCommands, cdb, fabrics};

const BASE: &str = "NVM Express Base Specification 2.1, section 5";

/// By opcode.
pub(super) const COMMANDS: SubCommands = SubCommands {
    group: "admin",
    when: None,
    tables: &[
        CodeTable {
            source: BASE,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "delete-io-submission-queue"),
                (0x01, "create-io-submission-queue"),
                (0x02, "get-log-page"),
                (0x04, "delete-io-completion-queue"),
                (0x05, "create-io-completion-queue"),
                (0x06, "identify"),
                (0x08, "abort"),
                (0x09, "set-features"),
                (0x0a, "get-features"),
                (0x0c, "asynchronous-event-request"),
                (0x0d, "namespace-management"),
                (0x10, "firmware-commit"),
                (0x11, "firmware-image-download"),
                (0x14, "device-self-test"),
                (0x15, "namespace-attachment"),
                (0x18, "keep-alive"),
                (0x19, "directive-send"),
                (0x1a, "directive-receive"),
                (0x1c, "virtualization-management"),
                (0x1d, "nvme-mi-send"),
                (0x1e, "nvme-mi-receive"),
                (0x20, "capacity-management"),
                (0x21, "discovery-information-management"),
                (0x22, "fabric-zoning-receive"),
                (0x24, "lockdown"),
                (0x25, "fabric-zoning-lookup"),
                (0x28, "clear-exported-nvm-resource-configuration"),
                (0x29, "fabric-zoning-send"),
                (0x2a, "create-exported-nvm-subsystem"),
                (0x2d, "manage-exported-nvm-subsystem"),
                (0x31, "manage-exported-namespace"),
                (0x35, "manage-exported-port"),
                (0x39, "send-discovery-log-page"),
                (0x3d, "track-send"),
                (0x3e, "track-receive"),
                (0x41, "migration-send"),
                (0x42, "migration-receive"),
                (0x45, "controller-data-queue"),
                (0x7c, "doorbell-buffer-config"),
                (0x80, "format-nvm"),
                (0x81, "security-send"),
                (0x82, "security-receive"),
                (0x84, "sanitize"),
            ],
        },
        CodeTable {
            source: FABRICS,
            class: Class::Standard,
            note: None,
            codes: &[(0x7f, "fabrics")],
        },
        CodeTable {
            source: "NVM Express NVM Command Set Specification 1.1, section 4",
            class: Class::Standard,
            note: None,
            codes: &[(0x86, "get-lba-status")],
        },
        CodeTable {
            source: "NVM Express Computational Programs Command Set Specification 1.0",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x85, "load-program"),
                (0x88, "program-activation-management"),
                (0x89, "memory-range-set-management"),
            ],
        },
    ],
    ranges: &[CodeRange {
        source: BASE,
        class: Class::Opaque,
        codes: 0xc0..=0xff,
        name: "vendor",
        note: None,
    }],
    details: DETAILS,
    swapped: false,
    nested: None,
};

/// Where cdw10 lies in every passthru structure.
pub(super) const CDW10: u8 = 40;
/// Where cdw11 lies.
const CDW11: u8 = 44;

const DETAILS: &[Detail] = &[
    detail(0x02, Field::at(CDW10, 8), LOGS),
    detail(0x06, Field::at(CDW10, 8), IDENTIFY),
    detail(0x09, Field::at(CDW10, 8), FEATURES),
    detail(0x0a, Field::at(CDW10, 8), FEATURES),
    detail(0x0d, Field::at(CDW10, 4), NAMESPACE_MANAGEMENT),
    detail(0x10, COMMIT_ACTION, FIRMWARE_COMMIT),
    detail(0x14, Field::at(CDW10, 4), SELF_TEST),
    detail(0x15, Field::at(CDW10, 4), NAMESPACE_ATTACHMENT),
    detail(0x19, DIRECTIVE, DIRECTIVE_SEND),
    detail(0x1a, DIRECTIVE, DIRECTIVE_RECEIVE),
    detail(0x1c, Field::at(CDW10, 4), VIRTUALIZATION),
    detail(0x20, Field::at(CDW10, 4), CAPACITY_MANAGEMENT),
    detail(0x3d, Field::at(CDW10, 8), TRACK_SEND),
    detail(0x3e, Field::at(CDW10, 8), TRACK_RECEIVE),
    detail(0x41, Field::at(CDW10, 8), MIGRATION_SEND),
    detail(0x42, Field::at(CDW10, 8), MIGRATION_RECEIVE),
    detail(0x45, Field::at(CDW10, 8), CONTROLLER_DATA_QUEUE),
    detail(0x80, SECURE_ERASE, FORMAT),
    detail(0x81, Field::at(CDW10 + 3, 8), cdb::SECURITY_PROTOCOLS),
    detail(0x82, Field::at(CDW10 + 3, 8), cdb::SECURITY_PROTOCOLS),
    detail(0x84, Field::at(CDW10, 3), SANITIZE),
    fabrics::COMMANDS,
];

pub(super) const fn detail(sub: u32, field: Field, values: SubCommands) -> Detail {
    Detail { sub, field, values }
}

const fn standard(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: BASE,
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// Vendor specific values.
const VENDOR: &[CodeRange] = &[CodeRange {
    source: BASE,
    class: Class::Opaque,
    codes: 0xc0..=0xff,
    name: "vendor",
    note: None,
}];

/// Log page identifiers, figure 202.
const LOGS: SubCommands = SubCommands::new(
    "",
    &[
        standard(&[
            (0x00, "supported-log-pages"),
            (0x01, "error-information"),
            (0x02, "smart-health-information"),
            (0x03, "firmware-slot-information"),
            (0x04, "changed-attached-namespace-list"),
            (0x05, "commands-supported-and-effects"),
            (0x06, "device-self-test"),
            (0x07, "telemetry-host-initiated"),
            (0x08, "telemetry-controller-initiated"),
            (0x09, "endurance-group-information"),
            (0x0a, "predictable-latency-per-nvm-set"),
            (0x0b, "predictable-latency-event-aggregate"),
            (0x0c, "asymmetric-namespace-access"),
            (0x0d, "persistent-event-log"),
            (0x0f, "endurance-group-event-aggregate"),
            (0x10, "media-unit-status"),
            (0x11, "supported-capacity-configuration-list"),
            (0x12, "feature-identifiers-supported-and-effects"),
            (0x13, "nvme-mi-commands-supported-and-effects"),
            (0x14, "command-and-feature-lockdown"),
            (0x15, "boot-partition"),
            (0x16, "rotational-media-information"),
            (0x17, "dispersed-namespace-participating-nvm-subsystems"),
            (0x18, "management-address-list"),
            (0x1a, "reachability-groups"),
            (0x1b, "reachability-associations"),
            (0x1c, "changed-allocated-namespace-list"),
            (0x20, "flexible-data-placement-configurations"),
            (0x21, "reclaim-unit-handle-usage"),
            (0x22, "flexible-data-placement-statistics"),
            (0x23, "flexible-data-placement-events"),
            (0x70, "discovery"),
            (0x71, "host-discovery"),
            (0x72, "ave-discovery"),
            (0x73, "pull-model-ddc-request"),
            (0x80, "reservation-notification"),
            (0x81, "sanitize-status"),
        ]),
        CodeTable {
            source: "NVM Express Command Set Specifications, section 4",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x0e, "lba-status-information"),
                (0x82, "program-list"),
                (0x83, "downloadable-program-types-list"),
                (0x84, "memory-range-set-list"),
                (0xbf, "changed-zone-list"),
            ],
        },
        CodeTable {
            source: "NVM Express NVMe over PCIe Transport Specification 1.1, section 3",
            class: Class::Standard,
            note: None,
            codes: &[(0x19, "receiver-eye-opening-measurement")],
        },
    ],
)
.ranges(VENDOR);

/// Controller or Namespace Structure values, figure 310.
const IDENTIFY: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x00, "namespace"),
        (0x01, "controller"),
        (0x02, "active-namespace-list"),
        (0x03, "namespace-identification-descriptors"),
        (0x04, "nvm-set-list"),
        (0x05, "io-command-set-namespace"),
        (0x06, "io-command-set-controller"),
        (0x07, "io-command-set-active-namespace-list"),
        (0x08, "io-command-set-independent-namespace"),
        (0x09, "namespace-user-data-format"),
        (0x0a, "io-command-set-namespace-user-data-format"),
        (0x10, "allocated-namespace-list"),
        (0x11, "allocated-namespace"),
        (0x12, "namespace-attached-controller-list"),
        (0x13, "controller-list"),
        (0x14, "primary-controller-capabilities"),
        (0x15, "secondary-controller-list"),
        (0x16, "namespace-granularity-list"),
        (0x17, "uuid-list"),
        (0x18, "domain-list"),
        (0x19, "endurance-group-list"),
        (0x1a, "io-command-set-allocated-namespace-list"),
        (0x1b, "io-command-set-allocated-namespace"),
        (0x1c, "io-command-set"),
        (0x1d, "underlying-namespace-list"),
        (0x1e, "ports-list"),
        (0x1f, "io-command-set-independent-allocated-namespace"),
        (0x20, "supported-controller-state-formats"),
    ])],
);

/// Feature identifiers, figure 385.
const FEATURES: SubCommands = SubCommands::new(
    "",
    &[
        standard(&[
            (0x01, "arbitration"),
            (0x02, "power-management"),
            (0x04, "temperature-threshold"),
            (0x06, "volatile-write-cache"),
            (0x07, "number-of-queues"),
            (0x08, "interrupt-coalescing"),
            (0x09, "interrupt-vector-configuration"),
            (0x0b, "asynchronous-event-configuration"),
            (0x0c, "autonomous-power-state-transition"),
            (0x0d, "host-memory-buffer"),
            (0x0e, "timestamp"),
            (0x0f, "keep-alive-timer"),
            (0x10, "host-controlled-thermal-management"),
            (0x11, "non-operational-power-state-config"),
            (0x12, "read-recovery-level-config"),
            (0x13, "predictable-latency-mode-config"),
            (0x14, "predictable-latency-mode-window"),
            (0x16, "host-behavior-support"),
            (0x17, "sanitize-config"),
            (0x18, "endurance-group-event-configuration"),
            (0x19, "io-command-set-profile"),
            (0x1a, "spinup-control"),
            (0x1b, "power-loss-signaling-config"),
            (0x1d, "flexible-data-placement"),
            (0x1e, "flexible-data-placement-events"),
            (0x1f, "namespace-admin-label"),
            (0x21, "controller-data-queue"),
            (0x78, "embedded-management-controller-address"),
            (0x79, "host-management-agent-address"),
            (0x7d, "enhanced-controller-metadata"),
            (0x7e, "controller-metadata"),
            (0x7f, "namespace-metadata"),
            (0x80, "software-progress-marker"),
            (0x81, "host-identifier"),
            (0x82, "reservation-notification-mask"),
            (0x83, "reservation-persistence"),
            (0x84, "namespace-write-protection-config"),
            (0x85, "boot-partition-write-protection-config"),
        ]),
        CodeTable {
            source: "NVM Express Command Set Specifications, section 4",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x03, "lba-range-type"),
                (0x05, "error-recovery"),
                (0x0a, "write-atomicity-normal"),
                (0x15, "lba-status-information-attributes"),
                (0x1c, "performance-characteristics"),
            ],
        },
        CodeTable {
            source: "NVM Express Key Value Command Set Specification 1.1, section 4",
            class: Class::Standard,
            note: None,
            codes: &[(0x20, "key-value-configuration")],
        },
    ],
)
.ranges(VENDOR);

const NAMESPACE_MANAGEMENT: SubCommands =
    SubCommands::new("", &[standard(&[(0, "create"), (1, "delete")])]);

/// The commit action, bits 5:3.
const COMMIT_ACTION: Field = Field {
    shift: 3,
    ..Field::at(CDW10, 3)
};

const FIRMWARE_COMMIT: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0, "replace"),
        (1, "replace-and-activate-at-reset"),
        (2, "activate-at-reset"),
        (3, "replace-and-activate-now"),
        (6, "replace-boot-partition"),
        (7, "activate-boot-partition"),
    ])],
);

const NAMESPACE_ATTACHMENT: SubCommands =
    SubCommands::new("", &[standard(&[(0, "attach"), (1, "detach")])]);

const VIRTUALIZATION: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (1, "primary-flexible-allocation"),
        (7, "secondary-offline"),
        (8, "secondary-assign"),
        (9, "secondary-online"),
    ])],
);

const SANITIZE: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (1, "exit-failure-mode"),
        (2, "block-erase"),
        (3, "overwrite"),
        (4, "crypto-erase"),
        (5, "exit-media-verification"),
    ])],
);

const SELF_TEST: SubCommands = SubCommands::new(
    "",
    &[
        standard(&[(1, "short"), (2, "extended"), (15, "abort")]),
        CodeTable {
            source: BASE,
            class: Class::Opaque,
            note: None,
            codes: &[(14, "vendor")],
        },
    ],
);

/// A directive's type and operation, in cdw11.
const DIRECTIVE: Field = Field::at(CDW11, 16);

const DIRECTIVE_SEND: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x0001, "identify-enable"),
        (0x0101, "streams-release-identifier"),
        (0x0102, "streams-release-resources"),
    ])],
)
.ranges(VENDOR_DIRECTIVE);

const DIRECTIVE_RECEIVE: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0x0001, "identify-return-parameters"),
        (0x0101, "streams-return-parameters"),
        (0x0102, "streams-get-status"),
        (0x0103, "streams-allocate-resources"),
    ])],
)
.ranges(VENDOR_DIRECTIVE);

/// Every operation of the type that is a vendor's.
const VENDOR_DIRECTIVE: &[CodeRange] = &[CodeRange {
    source: BASE,
    class: Class::Opaque,
    codes: 0x0f00..=0x0fff,
    name: "vendor",
    note: None,
}];

const CAPACITY_MANAGEMENT: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0, "select-capacity-configuration"),
        (1, "create-endurance-group"),
        (2, "delete-endurance-group"),
        (3, "create-nvm-set"),
        (4, "delete-nvm-set"),
    ])],
);

const TRACK_SEND: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0, "log-user-data-changes"),
        (1, "track-memory-changes"),
    ])],
);

const TRACK_RECEIVE: SubCommands =
    SubCommands::new("", &[standard(&[(0, "tracked-memory-changes")])]);

const MIGRATION_SEND: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0, "suspend"),
        (1, "resume"),
        (2, "set-controller-state"),
    ])],
);

const MIGRATION_RECEIVE: SubCommands =
    SubCommands::new("", &[standard(&[(0, "get-controller-state")])]);

const CONTROLLER_DATA_QUEUE: SubCommands =
    SubCommands::new("", &[standard(&[(0, "create"), (1, "delete")])]);

/// The secure erase settings of a format, bits 11:9 of cdw10.
const SECURE_ERASE: Field = Field {
    shift: 9,
    ..Field::at(CDW10, 3)
};

const FORMAT: SubCommands = SubCommands::new(
    "",
    &[standard(&[
        (0, "no-erase"),
        (1, "user-data-erase"),
        (2, "cryptographic-erase"),
    ])],
);
