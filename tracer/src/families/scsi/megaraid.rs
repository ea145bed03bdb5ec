//! Frames for MegaRAID controllers, as `drivers/scsi/megaraid` passes them through.

use std::ops::RangeInclusive;

use tracer_common::spec::{ArgumentSpec, Field};

use crate::families::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Entries, SubCommands, cdb,
    ioctl::{iow, iowr},
};

const HEADER: &str = "drivers/scsi/megaraid/megaraid_sas.h";

/// sizeof(struct megasas_iocpacket)
const PACKET: u32 = 404;
/// sizeof(struct compat_megasas_iocpacket)
const PACKET_32: u32 = 276;
/// sizeof(struct megasas_aen)
const EVENTS: u32 = 12;

/// The table.
pub(super) const COMMANDS: &[Command] = &[
    Command::plain(
        "MEGASAS_IOC_FIRMWARE",
        iowr(b'M', 1, PACKET),
        Class::Unknown,
        HEADER,
    )
    .with(&FRAME),
    Command::plain(
        "MEGASAS_IOC_FIRMWARE32",
        iowr(b'M', 1, PACKET_32),
        Class::Unknown,
        HEADER,
    )
    .with(&FRAME)
    .by(Entries::COMPAT),
    Command::plain(
        "MEGASAS_IOC_GET_AEN",
        iow(b'M', 3, EVENTS),
        Class::Driver,
        HEADER,
    ),
];

/// Where the frame begins in the packet, behind the host's number and the places of the lists.
const START: u8 = 20;

/// The frame up to a CDB's first byte. Logical reads and writes have a number of blocks where others have
/// one of bytes.
const FRAME: Argument = Argument {
    alternatives: &[
        ArgumentSpec { guard: 2, ..BLOCKS },
        ArgumentSpec {
            amount: [Field::at(START + 20, 32), Field::ABSENT],
            ..SPEC
        },
    ],
    sub: &[FRAMES],
    ..Argument::new(ArgumentSpec { guard: 1, ..BLOCKS })
};

const SPEC: ArgumentSpec = ArgumentSpec {
    sub: Field::at(START, 8),
    ..ArgumentSpec::new(START as u16 + 36)
};

const BLOCKS: ArgumentSpec = ArgumentSpec {
    guard_word: START / 4,
    guard_mask: 0xff,
    ..SPEC
};

/// By the frame's command.
const FRAMES: SubCommands = SubCommands {
    details: &[
        CDB_OF_LOGICAL,
        CDB_OF_PHYSICAL,
        Detail {
            sub: 5,
            field: Field::at(24, 32),
            values: DIRECT,
        },
    ],
    ..SubCommands::new(
        "mfi",
        &[CodeTable {
            source: HEADER,
            class: Class::Driver,
            note: None,
            codes: &[
                (0, "init"),
                (1, "logical-read"),
                (2, "logical-write"),
                (3, "logical-scsi"),
                (4, "physical-scsi"),
                (5, "direct"),
                (6, "abort"),
                (7, "smp"),
                (8, "stp"),
                (9, "nvme"),
                (10, "toolbox"),
            ],
        }],
    )
};

const CDB_OF_LOGICAL: Detail = scsi(3);
const CDB_OF_PHYSICAL: Detail = scsi(4);

/// The CDB's first byte.
const fn scsi(sub: u32) -> Detail {
    Detail {
        sub,
        field: Field::at(32, 8),
        values: SubCommands {
            details: &[],
            ..cdb::ANY
        },
    }
}

/// Direct commands that the driver itself gives, by their opcodes. All others are the vendor's.
const DIRECT: SubCommands = SubCommands {
    ranges: &OTHERS,
    ..SubCommands::new(
        "",
        &[CodeTable {
            source: HEADER,
            class: Class::Driver,
            note: None,
            codes: &DIRECT_COMMANDS,
        }],
    )
};

/// In order.
const DIRECT_COMMANDS: [(u32, &str); 16] = [
    (0x0101_0000, "controller-get-info"),
    (0x0104_0100, "event-get-info"),
    (0x0104_0300, "event-get"),
    (0x0104_0500, "event-wait"),
    (0x0105_0000, "shutdown"),
    (0x0106_0000, "hibernate-shutdown"),
    (0x0110_1000, "cache-flush"),
    (0x0119_0100, "set-crash-dump-parameters"),
    (0x0201_0100, "physical-list-query"),
    (0x0202_0000, "physical-get-info"),
    (0x0301_0000, "logical-get-list"),
    (0x0301_0100, "logical-list-query"),
    (0x0303_0000, "logical-get-properties"),
    (0x0800_0000, "cluster"),
    (0x0801_0100, "cluster-reset-all"),
    (0x0801_0200, "cluster-reset-logical"),
];

const OTHERS: [CodeRange; 17] = {
    let mut all = [const { vendor(0..=DIRECT_COMMANDS[0].0 - 1) }; 17];
    let mut at = 0;
    while at < DIRECT_COMMANDS.len() {
        let last = if at + 1 < DIRECT_COMMANDS.len() {
            DIRECT_COMMANDS[at + 1].0 - 1
        } else {
            u32::MAX
        };
        all[at + 1] = vendor(DIRECT_COMMANDS[at].0 + 1..=last);
        at += 1;
    }
    all
};

const fn vendor(codes: RangeInclusive<u32>) -> CodeRange {
    CodeRange {
        source: HEADER,
        class: Class::Opaque,
        codes,
        name: "vendor",
        note: Some("no command that the driver gives"),
    }
}
