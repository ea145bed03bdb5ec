//! What tells admin commands of one opcode apart: their first command-specific word, cdw10.

use tracer_common::spec::Field;

use super::{Class, CodeRange, CodeTable, Detail, SubCommands, cdb, fabrics};

/// Where cdw10 lies in every passthru structure.
const CDW10: u8 = 40;

/// By opcode.
pub(super) const DETAILS: &[Detail] = &[
    detail(0x02, Field::at(CDW10, 8), LOGS),
    detail(0x06, Field::at(CDW10, 8), IDENTIFY),
    detail(0x09, Field::at(CDW10, 8), FEATURES),
    detail(0x0a, Field::at(CDW10, 8), FEATURES),
    detail(0x0d, Field::at(CDW10, 4), NAMESPACE_MANAGEMENT),
    detail(0x10, COMMIT_ACTION, FIRMWARE_COMMIT),
    detail(0x15, Field::at(CDW10, 4), NAMESPACE_ATTACHMENT),
    detail(0x1c, Field::at(CDW10, 4), VIRTUALIZATION),
    detail(0x81, Field::at(CDW10 + 3, 8), cdb::SECURITY_PROTOCOLS),
    detail(0x82, Field::at(CDW10 + 3, 8), cdb::SECURITY_PROTOCOLS),
    detail(0x84, Field::at(CDW10, 3), SANITIZE),
    fabrics::COMMANDS,
];

const fn detail(sub: u32, field: Field, values: SubCommands) -> Detail {
    Detail { sub, field, values }
}

const BASE: &str = "NVM Express Base Specification 2.1, section 5";

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
            (0x20, "controller-data-queue"),
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
