//! Pages by which SCSI devices tell of themselves: of inquiries, mode, logs and diagnostics.

use super::{SBC_4, SPC_5, SubCommands, of, vendor};

/// The EVPD bit, and the page that it asks for.
pub(super) const INQUIRY: SubCommands = SubCommands::new(
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

pub(super) const MODE_PAGES: SubCommands = SubCommands::new(
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

pub(super) const LOG_PAGES: SubCommands = SubCommands::new(
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

/// The bit that says whether a page is asked for, and the page.
pub(super) const DIAGNOSTIC_PAGES: SubCommands = SubCommands::new(
    "",
    &[
        of(
            SPC_5,
            &[
                (0x000, "of-last-send-diagnostic"),
                (0x100, "supported-diagnostic-pages"),
                (0x13f, "protocol-specific"),
            ],
        ),
        of(
            "SCSI Enclosure Services (INCITS T10 SES-4)",
            &[
                (0x101, "configuration"),
                (0x102, "enclosure-status"),
                (0x103, "help-text"),
                (0x104, "string"),
                (0x105, "threshold"),
                (0x107, "element-descriptor"),
                (0x108, "short-enclosure-status"),
                (0x109, "enclosure-busy"),
                (0x10a, "additional-element-status"),
                (0x10b, "subenclosure-help-text"),
                (0x10c, "subenclosure-string"),
                (0x10d, "supported-enclosure-pages"),
                (0x10e, "download-microcode-status"),
                (0x10f, "subenclosure-nickname"),
            ],
        ),
        of(
            SBC_4,
            &[
                (0x140, "translate-address"),
                (0x141, "device-status"),
                (0x142, "rebuild-assist"),
            ],
        ),
    ],
)
.ranges(&[vendor(0x110, 0x11f), vendor(0x180, 0x1ff)]);
