//! What goes through bsg beside CDBs: task management, and the requests of SAS, Fibre Channel, UFS and
//! MPI 3 hosts.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{CDB_BYTES, OPCODE};
use crate::families::{Argument, Class, CodeRange, CodeTable, Detail, SubCommands, When, cdb};

/// struct sg_io_v4 up to din_xfer_len: guard, subprotocol, request_len, request, dout_xfer_len,
/// din_xfer_len. Only subprotocol 0 carries CDBs; the others carry what their transport defines, of
/// which the first byte is not a CDB's opcode.
pub(super) const HEADER_V4: Argument = Argument {
    sub: &[
        SubCommands {
            when: Some(When::is(0)),
            details: &DETAILS,
            ..cdb::LONG
        },
        SubCommands {
            when: Some(When::is(1)),
            ..SubCommands::new("task-management", &[])
        },
        SubCommands {
            details: &[FUNCTION],
            ..REQUESTS
        },
    ],
    second: Some("subprotocol"),
    ..Argument::new(ArgumentSpec {
        guard: b'Q' as u32,
        guard_mask: u32::MAX,
        pointer: 16 / 4,
        pointed: CDB_BYTES,
        pointed_length: Field::at(12, 32),
        sub: OPCODE.pointed(),
        second: Field::at(8, 32),
        amount: [Field::at(60, 32), Field::at(68, 32)],
        ..ArgumentSpec::new(72)
    })
};

/// Of one argument there is one table: that of CDBs, which leaves the code of SMP frames to this.
const DETAILS: [Detail; cdb::LONG_DETAILS.len() + 1] = cdb::with(cdb::LONG_DETAILS, [FUNCTION]);

/// A request's first byte. That of an SMP frame is its type; of the others, it is the lowest of a
/// number, by which hosts of several transports mean one thing each.
const REQUESTS: SubCommands = SubCommands::new(
    "transport",
    &[
        CodeTable {
            source: SPL,
            class: Class::Standard,
            note: None,
            codes: &[(0x40, "smp")],
        },
        CodeTable {
            source: "scsi/scsi_bsg_ufs.h, JEDEC UFS 4.0 (JESD220F)",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x16, "ufs-query"),
                (0x1f, "ufs-uic-command"),
                (0x20, "ufs-advanced-rpmb"),
            ],
        },
        CodeTable {
            source: "scsi/fc/scsi_bsg_fc.h, scsi/scsi_bsg_ufs.h",
            class: Class::Standard,
            note: None,
            codes: &[(0x03, "fc-els"), (0x04, "fc-ct-or-ufs-task")],
        },
        CodeTable {
            source: "scsi/fc/scsi_bsg_fc.h, scsi/scsi_bsg_mpi3mr.h",
            class: Class::Unknown,
            note: Some(
                "the first byte does not tell Fibre Channel's requests from those of mpi3mr",
            ),
            codes: &[
                (0x01, "fc-port-or-mpi3mr-driver"),
                (0x02, "fc-port-or-mpi3mr-message"),
            ],
        },
        CodeTable {
            source: "scsi/fc/scsi_bsg_fc.h",
            class: Class::Opaque,
            note: None,
            codes: &[(0xff, "vendor")],
        },
    ],
);

const SPL: &str = "SAS Protocol Layer (INCITS T10 SPL-4), serial management protocol";

/// The second byte of an SMP frame.
const FUNCTION: Detail = Detail {
    sub: 0x40,
    field: Field::at(1, 8),
    values: SubCommands {
        ranges: &[vendor(0x40, 0x7f), vendor(0xc0, 0xff)],
        ..SubCommands::new(
            "",
            &[CodeTable {
                source: SPL,
                class: Class::Standard,
                note: None,
                codes: &[
                    (0x00, "report-general"),
                    (0x01, "report-manufacturer-information"),
                    (0x02, "read-gpio-register"),
                    (0x03, "report-self-configuration-status"),
                    (0x04, "report-zone-permission-table"),
                    (0x05, "report-zone-manager-password"),
                    (0x06, "report-broadcast"),
                    (0x07, "read-gpio-register-enhanced"),
                    (0x10, "discover"),
                    (0x11, "report-phy-error-log"),
                    (0x12, "report-phy-sata"),
                    (0x13, "report-route-information"),
                    (0x14, "report-phy-event"),
                    (0x20, "discover-list"),
                    (0x21, "report-phy-event-list"),
                    (0x22, "report-expander-route-table-list"),
                    (0x80, "configure-general"),
                    (0x81, "enable-disable-zoning"),
                    (0x82, "write-gpio-register"),
                    (0x83, "write-gpio-register-enhanced"),
                    (0x85, "zoned-broadcast"),
                    (0x86, "zone-lock"),
                    (0x87, "zone-activate"),
                    (0x88, "zone-unlock"),
                    (0x89, "configure-zone-manager-password"),
                    (0x8a, "configure-zone-phy-information"),
                    (0x8b, "configure-zone-permission-table"),
                    (0x90, "configure-route-information"),
                    (0x91, "phy-control"),
                    (0x92, "phy-test-function"),
                    (0x93, "configure-phy-event"),
                ],
            }],
        )
    },
};

const fn vendor(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: SPL,
        class: Class::Opaque,
        codes: first..=last,
        name: "vendor",
        note: None,
    }
}
