//! Operation codes of SCSI commands, the first byte of a command descriptor block (CDB). Devices of
//! several transports and drivers take them.

mod details;

pub use details::{LONG as LONG_DETAILS, SECURITY_PROTOCOLS, with};

use super::{Class, CodeRange, CodeTable, SubCommands};

/// CDBs for a device whose type the file does not tell: where types disagree about a code, it has
/// the block commands' name.
pub const ANY: SubCommands = SubCommands {
    group: "scsi",
    when: None,
    tables: &[SPC, SPC_VENDOR_PARTS, ATA, SBC, SSC, MMC, OBSOLETE],
    ranges: VENDOR,
    details: &details::ANY,
    swapped: false,
    nested: None,
};
/// The same where CDBs may have more than 16 bytes.
pub const LONG: SubCommands = SubCommands {
    details: &details::LONG,
    ..ANY
};
/// CDBs for optical drives.
pub const OPTICAL: SubCommands = SubCommands {
    group: "scsi",
    when: None,
    tables: &[MMC, SPC, SPC_VENDOR_PARTS, ATA, SBC],
    ranges: VENDOR,
    details: details::OPTICAL,
    swapped: false,
    nested: None,
};
/// CDBs for tape drives.
pub const TAPE: SubCommands = SubCommands {
    group: "scsi",
    when: None,
    tables: &[SSC, SPC, SPC_VENDOR_PARTS, ATA],
    ranges: VENDOR,
    details: &details::LONG,
    swapped: false,
    nested: None,
};

/// CDBs for Smart Array controllers and what is behind them, which have commands of their own among
/// the vendors' codes.
pub const SMART_ARRAY: SubCommands = SubCommands {
    group: "scsi",
    when: None,
    tables: &[CISS, SPC, SPC_VENDOR_PARTS, ATA, SBC, SSC, MMC, OBSOLETE],
    ranges: &[vendor(0xc1, 0xc1), vendor(0xc4, 0xc7), vendor(0xc9, 0xff)],
    details: &details::SMART_ARRAY,
    swapped: false,
    nested: None,
};

const VENDOR: &[CodeRange] = &[vendor(0xc0, 0xff)];

const fn vendor(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: "SCSI Primary Commands (INCITS T10 SPC-5), operation code groups 6 and 7",
        class: Class::Opaque,
        codes: first..=last,
        name: "vendor",
        note: None,
    }
}

const SPC_5: &str = "SCSI Primary Commands (INCITS T10 SPC-5)";
const SBC_4: &str = "SCSI Block Commands (INCITS T10 SBC-4), Zoned Block Commands (ZBC-2)";

const SAT_4: &str = "SCSI / ATA Translation (INCITS T10 SAT-4)";

const SPC: CodeTable = CodeTable {
    source: SPC_5,
    class: Class::Standard,
    note: None,
    codes: &[
        (0x00, "test-unit-ready"),
        (0x03, "request-sense"),
        (0x12, "inquiry"),
        (0x16, "reserve-6"),
        (0x17, "release-6"),
        (0x1a, "mode-sense-6"),
        (0x1c, "receive-diagnostic-results"),
        (0x1e, "prevent-allow-medium-removal"),
        (0x3b, "write-buffer"),
        (0x3c, "read-buffer"),
        (0x4c, "log-select"),
        (0x4d, "log-sense"),
        (0x56, "reserve-10"),
        (0x57, "release-10"),
        (0x5a, "mode-sense-10"),
        (0x5e, "persistent-reserve-in"),
        (0x5f, "persistent-reserve-out"),
        (0x7e, "extended-cdb"),
        (0x7f, "variable-length"),
        (0x83, "third-party-copy-out"),
        (0x84, "third-party-copy-in"),
        (0x86, "access-control-in"),
        (0x87, "access-control-out"),
        (0x8c, "read-attribute"),
        (0x8d, "write-attribute"),
        (0xa0, "report-luns"),
        (0xa2, "security-protocol-in"),
        (0xa3, "maintenance-in"),
        (0xa4, "maintenance-out"),
        (0xb5, "security-protocol-out"),
    ],
};

/// Commands whose data says what they are for, a vendor's pages among it.
const SPC_VENDOR_PARTS: CodeTable = CodeTable {
    source: SPC_5,
    class: Class::Standard,
    note: Some("the pages are named in the data, which is not read"),
    codes: &[
        (0x15, "mode-select-6"),
        (0x1d, "send-diagnostic"),
        (0x55, "mode-select-10"),
    ],
};

const ATA: CodeTable = CodeTable {
    source: SAT_4,
    class: Class::Unknown,
    note: Some("as open as the ATA command"),
    codes: &[(0x85, "ata-pass-through-16"), (0xa1, "ata-pass-through-12")],
};

const SBC: CodeTable = CodeTable {
    source: SBC_4,
    class: Class::Standard,
    note: None,
    codes: &[
        (0x04, "format-unit"),
        (0x07, "reassign-blocks"),
        (0x08, "read-6"),
        (0x0a, "write-6"),
        (0x1b, "start-stop-unit"),
        (0x25, "read-capacity-10"),
        (0x28, "read-10"),
        (0x2a, "write-10"),
        (0x2e, "write-and-verify-10"),
        (0x2f, "verify-10"),
        (0x34, "pre-fetch-10"),
        (0x35, "synchronize-cache-10"),
        (0x37, "read-defect-data-10"),
        (0x3e, "read-long-10"),
        (0x3f, "write-long-10"),
        (0x41, "write-same-10"),
        (0x42, "unmap"),
        (0x48, "sanitize"),
        (0x88, "read-16"),
        (0x89, "compare-and-write"),
        (0x8a, "write-16"),
        (0x8b, "orwrite-16"),
        (0x8e, "write-and-verify-16"),
        (0x8f, "verify-16"),
        (0x90, "pre-fetch-16"),
        (0x91, "synchronize-cache-16"),
        (0x93, "write-same-16"),
        (0x94, "zbc-out"),
        (0x95, "zbc-in"),
        (0x9a, "write-stream-16"),
        (0x9b, "read-buffer-16"),
        (0x9c, "write-atomic-16"),
        (0x9d, "service-action-bidirectional"),
        (0x9e, "service-action-in-16"),
        (0x9f, "service-action-out-16"),
        (0xa8, "read-12"),
        (0xa9, "service-action-out-12"),
        (0xaa, "write-12"),
        (0xab, "service-action-in-12"),
        (0xae, "write-and-verify-12"),
        (0xaf, "verify-12"),
        (0xb7, "read-defect-data-12"),
    ],
};

const SSC: CodeTable = CodeTable {
    source: "SCSI Stream Commands (INCITS T10 SSC-5), Media Changer Commands (SMC-3)",
    class: Class::Standard,
    note: None,
    codes: &[
        (0x01, "rewind"),
        (0x04, "format-medium"),
        (0x05, "read-block-limits"),
        (0x07, "initialize-element-status"),
        (0x08, "read-6"),
        (0x0a, "write-6"),
        (0x0b, "set-capacity"),
        (0x0f, "read-reverse-6"),
        (0x10, "write-filemarks-6"),
        (0x11, "space-6"),
        (0x13, "verify-6"),
        (0x14, "recover-buffered-data"),
        (0x19, "erase-6"),
        (0x1b, "load-unload"),
        (0x2b, "locate-10"),
        (0x34, "read-position"),
        (0x37, "initialize-element-status-with-range"),
        (0x44, "report-density-support"),
        (0x80, "write-filemarks-16"),
        (0x81, "read-reverse-16"),
        (0x82, "allow-overwrite"),
        (0x91, "space-16"),
        (0x92, "locate-16"),
        (0x93, "erase-16"),
        (0xa5, "move-medium"),
        (0xa6, "exchange-medium"),
        (0xb4, "read-element-status-attached"),
        (0xb6, "send-volume-tag"),
        (0xb8, "read-element-status"),
    ],
};

const MMC: CodeTable = CodeTable {
    source: "MultiMedia Commands (INCITS T10 MMC-6)",
    class: Class::Standard,
    note: None,
    codes: &[
        (0x23, "read-format-capacities"),
        (0x35, "synchronize-cache-10"),
        (0x42, "read-sub-channel"),
        (0x43, "read-toc-pma-atip"),
        (0x45, "play-audio-10"),
        (0x46, "get-configuration"),
        (0x47, "play-audio-msf"),
        (0x4a, "get-event-status-notification"),
        (0x4b, "pause-resume"),
        (0x4e, "stop-play-scan"),
        (0x51, "read-disc-information"),
        (0x52, "read-track-information"),
        (0x53, "reserve-track"),
        (0x54, "send-opc-information"),
        (0x58, "repair-track"),
        (0x5b, "close-track-session"),
        (0x5c, "read-buffer-capacity"),
        (0x5d, "send-cue-sheet"),
        (0xa1, "blank"),
        (0xa3, "send-key"),
        (0xa4, "report-key"),
        (0xa5, "play-audio-12"),
        (0xa6, "load-unload-medium"),
        (0xa7, "set-read-ahead"),
        (0xac, "get-performance"),
        (0xad, "read-disc-structure"),
        (0xb6, "set-streaming"),
        (0xb9, "read-cd-msf"),
        (0xba, "scan"),
        (0xbb, "set-cd-speed"),
        (0xbd, "mechanism-status"),
        (0xbe, "read-cd"),
        (0xbf, "send-disc-structure"),
    ],
};

/// Commands that newer standards left out, under codes that none of the others has.
const OBSOLETE: CodeTable = CodeTable {
    source: "SCSI Primary Commands (INCITS T10 SPC-3), Block Commands (SBC-2), SCSI-2",
    class: Class::Standard,
    note: Some("left out of newer standards"),
    codes: &[
        (0x18, "copy"),
        (0x24, "set-window"),
        (0x29, "read-generation"),
        (0x2c, "erase-10"),
        (0x2d, "read-updated-block"),
        (0x30, "search-data-high-10"),
        (0x31, "search-data-equal-10"),
        (0x32, "search-data-low-10"),
        (0x33, "set-limits-10"),
        (0x36, "lock-unlock-cache-10"),
        (0x38, "medium-scan"),
        (0x39, "compare"),
        (0x3a, "copy-and-verify"),
        (0x3d, "update-block"),
        (0x40, "change-definition"),
        (0x50, "xdwrite-10"),
        (0xb0, "search-data-high-12"),
        (0xb1, "search-data-equal-12"),
        (0xb2, "search-data-low-12"),
        (0xb3, "set-limits-12"),
        (0xbc, "spare-in"),
    ],
};

const CISS: CodeTable = CodeTable {
    source: CISS_COMMANDS,
    class: Class::Driver,
    note: None,
    codes: &[
        (0x26, "bmic-read"),
        (0x27, "bmic-write"),
        (0xc0, "ciss-read"),
        (0xc2, "ciss-report-logical-luns"),
        (0xc3, "ciss-report-physical-luns"),
        (0xc8, "ciss-get-raid-map"),
    ],
};

const CISS_COMMANDS: &str = "drivers/scsi/hpsa_cmd.h";
