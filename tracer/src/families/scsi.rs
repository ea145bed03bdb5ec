//! SCSI: the generic drivers sg and bsg, and disks, optical drives and tapes (`drivers/scsi`,
//! `block/bsg.c`).

mod cciss;
mod copied;
mod hdio;
mod headers;
mod megaraid;
mod mpt;
mod transport;

pub(super) use self::{cciss::COMMANDS as CCISS, hdio::COMMANDS as ATA};

use tracer_common::{
    count::entry,
    spec::{ArgumentSpec, Field, flag},
};

use super::{
    Argument, Call, Class, Command, Entries, Family, Kind, Late, Probe, SubCommands, Symbol, Sysfs,
    Via, block, cdb, cdrom, generic, ioctl::io,
};
use crate::uapi::{Ioctl, Layout, cdrom as packets, chio, mtio};

/// The family.
pub const FAMILY: Family = Family {
    name: "scsi",
    title: "SCSI devices, and what speaks SCSI: SATA, USB storage, SAS, UFS",
    kinds: &[
        Kind {
            name: "sg",
            title: "SCSI generic, /dev/sg0",
            operations: &[Symbol::of("sg", "sg_fops")],
            commands: &[
                SG_IO,
                SG_TRANSFERS,
                SG,
                SG_OWN,
                MIDLAYER,
                CCISS,
                block::TRACE,
                generic::COMMANDS,
            ],
            probes: &[
                Probe::new(Call::Read, Symbol::of("sg", "sg_read")),
                Probe::new(Call::Write, Symbol::of("sg", "sg_write")),
            ],
            check: Some(&copied::CHECK_OF_SG),
            sysfs: &[Sysfs::all("scsi_generic")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "bsg",
            title: "block SCSI generic, /dev/bsg/0:0:0:0",
            operations: &[Symbol::built_in("bsg_fops")],
            commands: &[SG_IO_V4, BSG_URING, SG, MIDLAYER, generic::COMMANDS],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::all("bsg")],
            late: &[Late {
                entry: entry::URING_CMD,
                function: Symbol::of("scsi_mod", "scsi_bsg_uring_cmd"),
                kernels: "7.2 and newer",
            }],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "disk",
            title: "disk and its partitions, /dev/sda",
            via: Via::Disk,
            operations: &[Symbol::of("sd_mod", "sd_fops")],
            commands: &[
                SG_IO,
                SG,
                MIDLAYER,
                ATA,
                CCISS,
                PACKET,
                block::COMMANDS,
                &block::ZONED,
                &block::RESERVATIONS,
                block::TRACE,
                &block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::named("block", "sd")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "optical",
            title: "optical drive, /dev/sr0",
            via: Via::Disk,
            operations: &[Symbol::of("sr_mod", "sr_bdops")],
            commands: &[
                SG_IO_MMC,
                SG,
                MIDLAYER,
                ATA,
                CCISS,
                PACKET_MMC,
                &cdrom::COMMANDS,
                block::COMMANDS,
                block::TRACE,
                generic::COMMANDS,
            ],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::named("block", "sr")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "tape",
            title: "tape drive, /dev/st0, /dev/nst0",
            operations: &[Symbol::of("st", "st_fops")],
            commands: &[SG_IO_SSC, SG, MIDLAYER, CCISS, &TAPE, generic::COMMANDS],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::all("scsi_tape")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "megaraid",
            title: "MegaRAID controllers, /dev/megaraid_sas_ioctl_node",
            operations: &[Symbol::of("megaraid_sas", "megasas_mgmt_fops")],
            commands: &[megaraid::COMMANDS, generic::COMMANDS],
            hidden: "its node has no device in sysfs: who made it chose the name",
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "mpt",
            title: "Fusion-MPT SAS controllers, /dev/mpt3ctl, /dev/mpt2ctl",
            operations: &[
                Symbol::of("mpt3sas", "ctl_fops"),
                Symbol::of("mpt3sas", "ctl_gen2_fops"),
            ],
            commands: &[mpt::COMMANDS, generic::COMMANDS],
            sysfs: &[
                Sysfs::named("misc", "mpt3ctl"),
                Sysfs::named("misc", "mpt2ctl"),
            ],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "changer",
            title: "media changer, /dev/sch0",
            operations: &[Symbol::of("ch", "changer_fops")],
            commands: &[SG_IO_SSC, SG, MIDLAYER, CCISS, &CHANGER, generic::COMMANDS],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::all("scsi_changer")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const SG_UAPI: &str = "scsi/sg.h";
const BSG_UAPI: &str = "linux/bsg.h, scsi/sg.h";
const MIDLAYER_UAPI: &str = "scsi/scsi_ioctl.h, include/scsi/scsi_ioctl.h";

// SG_IO's number is one, its structure and the meaning of opcodes depend on the file. Only version 3
// has pointers, which a 32-bit process lays out in its own way.
pub(super) const SG_IO: &[Command] =
    &[sg_io(SG_UAPI, &headers::VERSION_3, &HEADER_V3).compat(&HEADER_V3_32)];
const SG_IO_V4: &[Command] = &[sg_io(BSG_UAPI, &headers::VERSION_4, &transport::HEADER_V4)];
const SG_IO_MMC: &[Command] =
    &[sg_io(SG_UAPI, &headers::VERSION_3, &HEADER_V3_MMC).compat(&HEADER_V3_MMC_32)];
const SG_IO_SSC: &[Command] =
    &[sg_io(SG_UAPI, &headers::VERSION_3, &HEADER_V3_SSC).compat(&HEADER_V3_SSC_32)];

/// Commands as they are written to sg, and their replies.
const SG_TRANSFERS: &[Command] = &[
    Command::passthrough("write", 0, SG_UAPI, &WRITTEN).by(Entries::WRITE),
    Command::passthrough("read", 0, SG_UAPI, &generic::TRANSFER)
        .by(Entries::READ)
        .class(
            Class::Unknown,
            Some("a reply's command is counted when it is written"),
        ),
];

/// The driver looks at no number: any is a SCSI command (Linux 7.2).
const BSG_URING: &[Command] =
    &[
        Command::passthrough("bsg_uring_cmd", generic::ANY, "linux/bsg.h", &URING_V4)
            .by(Entries::URING),
    ];

const fn sg_io(
    source: &'static str,
    takes: &'static Layout,
    argument: &'static Argument,
) -> Command {
    Command {
        takes: Some(takes),
        ..Command::passthrough("SG_IO", 0x2285, source, argument)
    }
}

/// The settings of sg that the mid-layer answers for other files, too.
pub(super) const SG: &[Command] = &[
    sg("SG_SET_TIMEOUT", 0x2201),
    sg("SG_GET_TIMEOUT", 0x2202),
    sg("SG_EMULATED_HOST", 0x2203),
    sg("SG_GET_COMMAND_Q", 0x2270),
    sg("SG_SET_COMMAND_Q", 0x2271),
    sg("SG_GET_RESERVED_SIZE", 0x2272),
    sg("SG_SET_RESERVED_SIZE", 0x2275),
    sg("SG_GET_VERSION_NUM", 0x2282),
    sg("SG_SCSI_RESET", 0x2284),
];

/// The settings that only sg itself answers.
const SG_OWN: &[Command] = &[
    sg("SG_SET_TRANSFORM", 0x2204),
    sg("SG_GET_TRANSFORM", 0x2205),
    sg("SG_GET_SCSI_ID", 0x2276),
    sg("SG_SET_FORCE_LOW_DMA", 0x2279),
    sg("SG_GET_LOW_DMA", 0x227a),
    sg("SG_SET_FORCE_PACK_ID", 0x227b),
    sg("SG_GET_PACK_ID", 0x227c),
    sg("SG_GET_NUM_WAITING", 0x227d),
    sg("SG_SET_DEBUG", 0x227e),
    sg("SG_GET_SG_TABLESIZE", 0x227f),
    sg("SG_NEXT_CMD_LEN", 0x2283),
    sg("SG_GET_REQUEST_TABLE", 0x2286),
    sg("SG_SET_KEEP_ORPHAN", 0x2287),
    sg("SG_GET_KEEP_ORPHAN", 0x2288),
    sg("SG_GET_ACCESS_COUNT", 0x2289),
    Command::plain(
        "BLKSECTGET",
        io(0x12, 103),
        Class::Driver,
        "drivers/scsi/sg.c: in bytes here",
    ),
];

/// What `drivers/scsi/scsi_ioctl.c` answers for every SCSI device. TEST_UNIT_READY, number 2, is
/// missing: FIGETBSZ hides it.
pub(super) const MIDLAYER: &[Command] = &[
    Command::passthrough(
        "SCSI_IOCTL_SEND_COMMAND",
        0x0001,
        MIDLAYER_UAPI,
        &SEND_COMMAND,
    ),
    midlayer("SCSI_IOCTL_START_UNIT", 0x0005),
    midlayer("SCSI_IOCTL_STOP_UNIT", 0x0006),
    midlayer("SCSI_IOCTL_DOORLOCK", 0x5380),
    midlayer("SCSI_IOCTL_DOORUNLOCK", 0x5381),
    midlayer("SCSI_IOCTL_GET_IDLUN", 0x5382),
    midlayer("SCSI_IOCTL_PROBE_HOST", 0x5385),
    midlayer("SCSI_IOCTL_GET_BUS_NUMBER", 0x5386),
    midlayer("SCSI_IOCTL_GET_PCI", 0x5387),
];

pub(super) const PACKET: &[Command] = &[packet(packets::CDROM_SEND_PACKET, &GENERIC_COMMAND)];
const PACKET_MMC: &[Command] = &[packet(packets::CDROM_SEND_PACKET, &GENERIC_COMMAND_MMC)];

/// Its opcode decides the class.
const fn packet(ioctl: Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Unknown).with(argument)
}

const CHANGER: [Command; chio::ALL.len()] = Command::all(chio::ALL, Class::Standard);

const TAPE: [Command; mtio::ALL.len()] = Command::all(mtio::ALL, Class::Standard);

const fn sg(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, SG_UAPI)
}

const fn midlayer(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, MIDLAYER_UAPI)
}

/// Bytes of a CDB that are copied: all of one of fixed length, and of longer ones what tells them apart.
const CDB_BYTES: u8 = 32;
/// The opcode, a CDB's first byte.
const OPCODE: Field = Field::at(0, 8);

/// struct sg_io_hdr up to cmdp: interface_id, cmd_len, dxfer_len, cmdp.
const HEADER_V3_SPEC: ArgumentSpec = ArgumentSpec {
    guard: b'S' as u32,
    guard_mask: u32::MAX,
    pointer: 24 / 4,
    pointed: CDB_BYTES,
    pointed_length: Field::at(8, 8),
    sub: OPCODE.pointed(),
    amount: [Field::at(12, 32), Field::ABSENT],
    ..ArgumentSpec::new(32)
};

/// struct compat_sg_io_hdr up to cmdp: the same, but that dxferp before it has 32 bits, too.
const HEADER_V3_SPEC_32: ArgumentSpec = ArgumentSpec {
    pointer: 20 / 4,
    flags: flag::SHORT_POINTER,
    length: 24,
    ..HEADER_V3_SPEC
};

const HEADER_V3: Argument = header(HEADER_V3_SPEC, &[cdb::LONG]);
const HEADER_V3_MMC: Argument = header(HEADER_V3_SPEC, &[cdb::OPTICAL]);
const HEADER_V3_SSC: Argument = header(HEADER_V3_SPEC, &[cdb::TAPE]);
const HEADER_V3_32: Argument = header(HEADER_V3_SPEC_32, &[cdb::LONG]);
const HEADER_V3_MMC_32: Argument = header(HEADER_V3_SPEC_32, &[cdb::OPTICAL]);
const HEADER_V3_SSC_32: Argument = header(HEADER_V3_SPEC_32, &[cdb::TAPE]);

const fn header(spec: ArgumentSpec, sub: &'static [SubCommands]) -> Argument {
    Argument {
        sub,
        ..Argument::new(spec)
    }
}

/// What is written to sg. Where reply_len, the second word, is negative, it is struct sg_io_hdr, whose
/// second word is a negative direction. Else it is struct sg_header of 36 bytes with the CDB behind
/// it. A 32-bit process's sg_io_hdr cannot be told from a 64-bit one's here.
const WRITTEN: Argument = Argument {
    alternatives: &[ArgumentSpec {
        sub: Field::at(36, 8),
        ..ArgumentSpec::new(52)
    }],
    sub: &[cdb::ANY],
    ..Argument::new(ArgumentSpec {
        guard_word: 1,
        guard: NEGATIVE,
        guard_mask: NEGATIVE,
        ..HEADER_V3_SPEC
    })
};

/// The sign of a number of 32 bits.
const NEGATIVE: u32 = 1 << 31;

/// struct bsg_uring_cmd up to din_xfer_len: request, request_len, protocol, subprotocol, and behind
/// the response and dout_xferp, dout_xfer_len. The driver takes CDBs only.
const URING_V4: Argument = header(
    ArgumentSpec {
        // BSG_PROTOCOL_SCSI
        guard_word: 12 / 4,
        guard: 0,
        guard_mask: u32::MAX,
        pointer: 0,
        pointed: CDB_BYTES,
        pointed_length: Field::at(8, 32),
        sub: OPCODE.pointed(),
        amount: [Field::at(40, 32), Field::at(56, 32)],
        ..ArgumentSpec::new(60)
    },
    &[cdb::LONG],
);

/// Scsi_Ioctl_Command: inlen, outlen, and the CDB right behind them.
const SEND_COMMAND: Argument = Argument {
    spec: ArgumentSpec {
        sub: Field::at(8, 8),
        amount: [Field::at(0, 32), Field::at(4, 32)],
        ..ArgumentSpec::new(24)
    },
    alternatives: &[],
    sub: &[cdb::ANY],
    second: None,
};

/// struct cdrom_generic_command up to buflen, the CDB at its beginning.
const GENERIC_COMMAND_SPEC: ArgumentSpec = ArgumentSpec {
    sub: OPCODE,
    amount: [Field::at(24, 32), Field::ABSENT],
    ..ArgumentSpec::new(28)
};

const GENERIC_COMMAND: Argument = Argument {
    spec: GENERIC_COMMAND_SPEC,
    alternatives: &[],
    sub: &[cdb::ANY],
    second: None,
};
const GENERIC_COMMAND_MMC: Argument = Argument {
    spec: GENERIC_COMMAND_SPEC,
    alternatives: &[],
    sub: &[cdb::OPTICAL],
    second: None,
};

#[cfg(test)]
mod tests;
