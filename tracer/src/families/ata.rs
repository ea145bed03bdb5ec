//! ATA commands by code, as SCSI commands that pass them through carry them, and what tells some of
//! them apart.

use tracer_common::spec::Field;

use super::{Class, CodeRange, CodeTable, Detail, SubCommands};

const ACS: &str = "ATA/ATAPI Command Set (INCITS T13 ACS-5), section 7 and annex A";

/// By the command register's value.
pub const COMMANDS: SubCommands = SubCommands::new(
    "",
    &[
        CodeTable {
            source: ACS,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "nop"),
                (0x06, "data-set-management"),
                (0x07, "data-set-management-xl"),
                (0x08, "device-reset"),
                (0x0b, "request-sense-data-ext"),
                (0x12, "get-physical-element-status"),
                (0x20, "read-sectors"),
                (0x24, "read-sectors-ext"),
                (0x25, "read-dma-ext"),
                (0x29, "read-multiple-ext"),
                (0x2a, "read-stream-dma-ext"),
                (0x2b, "read-stream-ext"),
                (0x2f, "read-log-ext"),
                (0x30, "write-sectors"),
                (0x34, "write-sectors-ext"),
                (0x35, "write-dma-ext"),
                (0x39, "write-multiple-ext"),
                (0x3a, "write-stream-dma-ext"),
                (0x3b, "write-stream-ext"),
                (0x3d, "write-dma-fua-ext"),
                (0x3f, "write-log-ext"),
                (0x40, "read-verify-sectors"),
                (0x42, "read-verify-sectors-ext"),
                (0x44, "zero-ext"),
                (0x45, "write-uncorrectable-ext"),
                (0x47, "read-log-dma-ext"),
                (0x4a, "zac-management-in"),
                (0x51, "configure-stream"),
                (0x57, "write-log-dma-ext"),
                (0x5b, "trusted-non-data"),
                (0x5c, "trusted-receive"),
                (0x5d, "trusted-receive-dma"),
                (0x5e, "trusted-send"),
                (0x5f, "trusted-send-dma"),
                (0x60, "read-fpdma-queued"),
                (0x61, "write-fpdma-queued"),
                (0x63, "ncq-non-data"),
                (0x64, "send-fpdma-queued"),
                (0x65, "receive-fpdma-queued"),
                (0x77, "set-date-and-time-ext"),
                (0x78, "accessible-max-address"),
                (0x7c, "remove-element-and-truncate"),
                (0x7d, "restore-elements-and-rebuild"),
                (0x7e, "remove-element-and-modify-zones"),
                (0x90, "execute-device-diagnostic"),
                (0x92, "download-microcode"),
                (0x93, "download-microcode-dma"),
                (0x96, "mutate-ext"),
                (0x9f, "zac-management-out"),
                (0xa0, "packet"),
                (0xa1, "identify-packet-device"),
                (0xb0, "smart"),
                (0xb2, "set-sector-configuration-ext"),
                (0xb4, "sanitize-device"),
                (0xc4, "read-multiple"),
                (0xc5, "write-multiple"),
                (0xc6, "set-multiple-mode"),
                (0xc8, "read-dma"),
                (0xca, "write-dma"),
                (0xce, "write-multiple-fua-ext"),
                (0xe0, "standby-immediate"),
                (0xe1, "idle-immediate"),
                (0xe2, "standby"),
                (0xe3, "idle"),
                (0xe4, "read-buffer"),
                (0xe5, "check-power-mode"),
                (0xe6, "sleep"),
                (0xe7, "flush-cache"),
                (0xe8, "write-buffer"),
                (0xe9, "read-buffer-dma"),
                (0xea, "flush-cache-ext"),
                (0xeb, "write-buffer-dma"),
                (0xec, "identify-device"),
                (0xef, "set-features"),
                (0xf1, "security-set-password"),
                (0xf2, "security-unlock"),
                (0xf3, "security-erase-prepare"),
                (0xf4, "security-erase-unit"),
                (0xf5, "security-freeze-lock"),
                (0xf6, "security-disable-password"),
            ],
        },
        CodeTable {
            source: ACS,
            class: Class::Opaque,
            note: Some("vendor specific"),
            codes: &[
                (0x9a, "vendor-9a"),
                (0xf0, "vendor-f0"),
                (0xf7, "vendor-f7"),
            ],
        },
        CodeTable {
            source: "CompactFlash (CFA), ATA/ATAPI-7",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x03, "cfa-request-extended-error"),
                (0x38, "cfa-write-sectors-without-erase"),
                (0x87, "cfa-translate-sector"),
                (0xc0, "cfa-erase-sectors"),
                (0xcd, "cfa-write-multiple-without-erase"),
            ],
        },
        CodeTable {
            source: "ATA/ATAPI-7, ATA8-ACS and older; linux/ata.h",
            class: Class::Standard,
            note: Some("left out of newer standards"),
            codes: &[
                (0x10, "recalibrate"),
                (0x22, "read-long"),
                (0x23, "read-long-without-retries"),
                (0x26, "read-dma-queued-ext"),
                (0x27, "read-native-max-address-ext"),
                (0x32, "write-long"),
                (0x33, "write-long-without-retries"),
                (0x36, "write-dma-queued-ext"),
                (0x37, "set-max-address-ext"),
                (0x3e, "write-dma-queued-fua-ext"),
                (0x70, "seek"),
                (0x91, "initialize-device-parameters"),
                (0xa2, "service"),
                (0xb1, "device-configuration-overlay"),
                (0xb6, "nv-cache"),
                (0xc7, "read-dma-queued"),
                (0xcc, "write-dma-queued"),
                (0xd1, "check-media-card-type"),
                (0xda, "get-media-status"),
                (0xde, "media-lock"),
                (0xdf, "media-unlock"),
                (0xed, "media-eject"),
                (0xf8, "read-native-max-address"),
                (0xf9, "set-max-address"),
            ],
        },
    ],
)
.ranges(&[
    vendor(0x80, 0x86),
    vendor(0x88, 0x8f),
    vendor(0xc1, 0xc3),
    vendor(0xfa, 0xff),
]);

/// What the feature register tells apart, where it lies in the byte at `feature`, counted from the word
/// in which the command is.
pub const fn features(feature: u8) -> [Detail; 3] {
    let field = Field::at(feature, 8);
    [
        Detail {
            sub: 0xb0,
            field,
            values: SMART,
        },
        Detail {
            sub: 0xb1,
            field,
            values: OVERLAY,
        },
        Detail {
            sub: 0xef,
            field,
            values: FEATURES,
        },
    ]
}

const SMART: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: "ATA/ATAPI Command Set (INCITS T13 ACS-3), SMART",
        class: Class::Standard,
        note: None,
        codes: &[
            (0xd0, "read-data"),
            (0xd1, "read-thresholds"),
            (0xd2, "attribute-autosave"),
            (0xd3, "save-attribute-values"),
            (0xd4, "execute-off-line-immediate"),
            (0xd5, "read-log"),
            (0xd6, "write-log"),
            (0xd8, "enable-operations"),
            (0xd9, "disable-operations"),
            (0xda, "return-status"),
            (0xdb, "automatic-off-line"),
        ],
    }],
)
.ranges(&[vendor(0xe0, 0xff)]);

const OVERLAY: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: "ATA/ATAPI-7",
        class: Class::Standard,
        note: None,
        codes: &[
            (0xc0, "restore"),
            (0xc1, "freeze-lock"),
            (0xc2, "identify"),
            (0xc3, "set"),
        ],
    }],
);

const FEATURES: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: ACS,
        class: Class::Standard,
        note: None,
        codes: &[
            (0x02, "enable-write-cache"),
            (0x03, "set-transfer-mode"),
            (0x05, "enable-apm"),
            (0x06, "enable-power-up-in-standby"),
            (0x07, "spin-up"),
            (0x0b, "enable-write-read-verify"),
            (0x10, "enable-sata-feature"),
            (0x42, "enable-automatic-acoustic-management"),
            (0x43, "set-maximum-host-interface-sector-times"),
            (0x4a, "extended-power-conditions"),
            (0x50, "advanced-background-operations"),
            (0x55, "disable-read-look-ahead"),
            (0x66, "disable-reverting-to-power-on-defaults"),
            (0x82, "disable-write-cache"),
            (0x85, "disable-apm"),
            (0x86, "disable-power-up-in-standby"),
            (0x8b, "disable-write-read-verify"),
            (0x90, "disable-sata-feature"),
            (0xaa, "enable-read-look-ahead"),
            (0xc2, "disable-automatic-acoustic-management"),
            (0xc3, "sense-data-reporting"),
            (0xcc, "enable-reverting-to-power-on-defaults"),
        ],
    }],
);

const fn vendor(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: ACS,
        class: Class::Opaque,
        codes: first..=last,
        name: "vendor",
        note: None,
    }
}
