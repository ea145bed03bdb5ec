//! SCSI: the generic drivers sg and bsg, and disks, optical drives and tapes (`drivers/scsi`,
//! `block/bsg.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, Command, Family, Kind, SubCommands, Symbol, Via, block, cdb, generic,
    ioctl::{io, ior, iow},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "scsi",
    title: "SCSI devices, and what speaks SCSI: SATA, USB storage, SAS, UFS",
    kinds: &[
        Kind {
            name: "sg",
            title: "SCSI generic, /dev/sg0",
            via: Via::Operations,
            operations: &[Symbol {
                module: Some("sg"),
                name: "sg_fops",
            }],
            command_mask: u32::MAX,
            commands: &[SG_IO, SG, SG_OWN, MIDLAYER, block::TRACE, generic::COMMANDS],
        },
        Kind {
            name: "bsg",
            title: "block SCSI generic, /dev/bsg/0:0:0:0",
            via: Via::Operations,
            operations: &[Symbol {
                module: None,
                name: "bsg_fops",
            }],
            command_mask: u32::MAX,
            commands: &[SG_IO_V4, SG, MIDLAYER, generic::COMMANDS],
        },
        Kind {
            name: "disk",
            title: "disk and its partitions, /dev/sda",
            via: Via::Disk,
            operations: &[Symbol {
                module: Some("sd_mod"),
                name: "sd_fops",
            }],
            command_mask: u32::MAX,
            commands: &[
                SG_IO,
                SG,
                MIDLAYER,
                ATA,
                PACKET,
                block::COMMANDS,
                block::TRACE,
                block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
        },
        Kind {
            name: "optical",
            title: "optical drive, /dev/sr0",
            via: Via::Disk,
            operations: &[Symbol {
                module: Some("sr_mod"),
                name: "sr_bdops",
            }],
            command_mask: u32::MAX,
            commands: &[
                SG_IO_MMC,
                SG,
                MIDLAYER,
                ATA,
                PACKET_MMC,
                CDROM,
                block::COMMANDS,
                block::TRACE,
                generic::COMMANDS,
            ],
        },
        Kind {
            name: "tape",
            title: "tape drive, /dev/st0, /dev/nst0",
            via: Via::Operations,
            operations: &[Symbol {
                module: Some("st"),
                name: "st_fops",
            }],
            command_mask: u32::MAX,
            commands: &[SG_IO_SSC, SG, MIDLAYER, TAPE, generic::COMMANDS],
        },
    ],
};

const SG_UAPI: &str = "scsi/sg.h";
const BSG_UAPI: &str = "linux/bsg.h, scsi/sg.h";
const MIDLAYER_UAPI: &str = "scsi/scsi_ioctl.h, include/scsi/scsi_ioctl.h";
const CDROM_UAPI: &str = "linux/cdrom.h";
const HD_UAPI: &str = "linux/hdreg.h";
const TAPE_UAPI: &str = "linux/mtio.h";

// SG_IO's number is one, its structure and the meaning of opcodes depend on the file.
const SG_IO: &[Command] = &[sg_io(SG_UAPI, &HEADER_V3)];
const SG_IO_V4: &[Command] = &[sg_io(BSG_UAPI, &HEADER_V4)];
const SG_IO_MMC: &[Command] = &[sg_io(SG_UAPI, &HEADER_V3_MMC)];
const SG_IO_SSC: &[Command] = &[sg_io(SG_UAPI, &HEADER_V3_SSC)];

const fn sg_io(source: &'static str, argument: &'static Argument) -> Command {
    Command::passthrough("SG_IO", 0x2285, source, argument)
}

/// The settings of sg that the mid-layer answers for other files, too.
const SG: &[Command] = &[
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
const MIDLAYER: &[Command] = &[
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

/// What libata answers for ATA devices behind SCSI disks and optical drives.
const ATA: &[Command] = &[
    ata("HDIO_GET_32BIT", 0x0309),
    ata("HDIO_GET_IDENTITY", 0x030d),
    any_ata("HDIO_DRIVE_TASK", 0x031e),
    any_ata("HDIO_DRIVE_CMD", 0x031f),
    ata("HDIO_SET_32BIT", 0x0324),
];

const PACKET: &[Command] = &[Command::passthrough(
    "CDROM_SEND_PACKET",
    0x5393,
    CDROM_UAPI,
    &GENERIC_COMMAND,
)];
const PACKET_MMC: &[Command] = &[Command::passthrough(
    "CDROM_SEND_PACKET",
    0x5393,
    CDROM_UAPI,
    &GENERIC_COMMAND_MMC,
)];

const CDROM: &[Command] = &[
    cdrom("CDROMPAUSE", 0x5301),
    cdrom("CDROMRESUME", 0x5302),
    cdrom("CDROMPLAYMSF", 0x5303),
    cdrom("CDROMPLAYTRKIND", 0x5304),
    cdrom("CDROMREADTOCHDR", 0x5305),
    cdrom("CDROMREADTOCENTRY", 0x5306),
    cdrom("CDROMSTOP", 0x5307),
    cdrom("CDROMSTART", 0x5308),
    cdrom("CDROMEJECT", 0x5309),
    cdrom("CDROMVOLCTRL", 0x530a),
    cdrom("CDROMSUBCHNL", 0x530b),
    cdrom("CDROMREADMODE2", 0x530c),
    cdrom("CDROMREADMODE1", 0x530d),
    cdrom("CDROMREADAUDIO", 0x530e),
    cdrom("CDROMEJECT_SW", 0x530f),
    cdrom("CDROMMULTISESSION", 0x5310),
    cdrom("CDROM_GET_MCN", 0x5311),
    cdrom("CDROMRESET", 0x5312),
    cdrom("CDROMVOLREAD", 0x5313),
    cdrom("CDROMREADRAW", 0x5314),
    cdrom("CDROMREADCOOKED", 0x5315),
    cdrom("CDROMSEEK", 0x5316),
    cdrom("CDROMPLAYBLK", 0x5317),
    cdrom("CDROMREADALL", 0x5318),
    cdrom("CDROMCLOSETRAY", 0x5319),
    cdrom("CDROMGETSPINDOWN", 0x531d),
    cdrom("CDROMSETSPINDOWN", 0x531e),
    cdrom("CDROM_SET_OPTIONS", 0x5320),
    cdrom("CDROM_CLEAR_OPTIONS", 0x5321),
    cdrom("CDROM_SELECT_SPEED", 0x5322),
    cdrom("CDROM_SELECT_DISC", 0x5323),
    cdrom("CDROM_MEDIA_CHANGED", 0x5325),
    cdrom("CDROM_DRIVE_STATUS", 0x5326),
    cdrom("CDROM_DISC_STATUS", 0x5327),
    cdrom("CDROM_CHANGER_NSLOTS", 0x5328),
    cdrom("CDROM_LOCKDOOR", 0x5329),
    cdrom("CDROM_DEBUG", 0x5330),
    cdrom("CDROM_GET_CAPABILITY", 0x5331),
    cdrom("DVD_READ_STRUCT", 0x5390),
    cdrom("DVD_WRITE_STRUCT", 0x5391),
    cdrom("DVD_AUTH", 0x5392),
    cdrom("CDROM_NEXT_WRITABLE", 0x5394),
    cdrom("CDROM_LAST_WRITTEN", 0x5395),
    cdrom("CDROM_TIMED_MEDIA_CHANGE", 0x5396),
];

const TAPE: &[Command] = &[
    Command::plain("MTIOCTOP", iow(b'm', 1, 8), Class::Standard, TAPE_UAPI),
    Command::plain("MTIOCGET", ior(b'm', 2, 48), Class::Standard, TAPE_UAPI),
    Command::plain("MTIOCPOS", ior(b'm', 3, 8), Class::Standard, TAPE_UAPI),
];

const fn sg(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, SG_UAPI)
}

const fn midlayer(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, MIDLAYER_UAPI)
}

const fn ata(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, HD_UAPI)
}

/// Carries an ATA command.
const fn any_ata(name: &'static str, number: u32) -> Command {
    Command {
        note: Some("may be any ATA command, which is not decoded"),
        ..Command::plain(name, number, Class::Unknown, HD_UAPI)
    }
}

const fn cdrom(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, CDROM_UAPI)
}

/// Bytes of a CDB that are copied: all of one of fixed length.
const CDB_BYTES: u8 = 16;
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

const HEADER_V3: Argument = Argument {
    spec: HEADER_V3_SPEC,
    sub: &[cdb::ANY],
    second: None,
};
const HEADER_V3_MMC: Argument = Argument {
    spec: HEADER_V3_SPEC,
    sub: &[cdb::OPTICAL],
    second: None,
};
const HEADER_V3_SSC: Argument = Argument {
    spec: HEADER_V3_SPEC,
    sub: &[cdb::TAPE],
    second: None,
};

/// struct sg_io_v4 up to din_xfer_len: guard, subprotocol, request_len, request, dout_xfer_len,
/// din_xfer_len. Only subprotocol 0 carries CDBs; the others carry what their transport defines
/// (SMP frames, UFS requests), of which the first byte is not a CDB's opcode.
const HEADER_V4: Argument = Argument {
    spec: ArgumentSpec {
        guard: b'Q' as u32,
        guard_mask: u32::MAX,
        pointer: 16 / 4,
        pointed: CDB_BYTES,
        pointed_length: Field::at(12, 32),
        sub: OPCODE.pointed(),
        second: Field::at(8, 32),
        amount: [Field::at(60, 32), Field::at(68, 32)],
        ..ArgumentSpec::new(72)
    },
    sub: &[
        SubCommands {
            when: Some(0),
            ..cdb::ANY
        },
        SubCommands {
            group: "task-management",
            when: Some(1),
            tables: &[],
            ranges: &[],
        },
        SubCommands {
            group: "transport",
            when: None,
            tables: &[],
            ranges: &[],
        },
    ],
    second: Some("subprotocol"),
};

/// Scsi_Ioctl_Command: inlen, outlen, and the CDB right behind them.
const SEND_COMMAND: Argument = Argument {
    spec: ArgumentSpec {
        sub: Field::at(8, 8),
        amount: [Field::at(0, 32), Field::at(4, 32)],
        ..ArgumentSpec::new(12)
    },
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
    sub: &[cdb::ANY],
    second: None,
};
const GENERIC_COMMAND_MMC: Argument = Argument {
    spec: GENERIC_COMMAND_SPEC,
    sub: &[cdb::OPTICAL],
    second: None,
};

#[cfg(test)]
mod tests {
    use super::*;

    fn named(kind: &str, number: u32, code: u32, second: u32) -> (String, Class) {
        let kind = FAMILY
            .kinds
            .iter()
            .find(|known| known.name == kind)
            .expect("a kind");
        let command = kind.command(number).expect("a known command");
        let sub = command
            .argument
            .expect("a passthrough command")
            .name(code, second);
        (sub.name.into_owned(), sub.class)
    }

    #[test]
    fn opcodes_have_names_and_classes_on_every_file() {
        for kind in FAMILY.kinds {
            let name = |code| named(kind.name, 0x2285, code, 0);
            assert_eq!(name(0x12), ("scsi.inquiry".into(), Class::Standard));
            assert_ne!(name(0xbf).1, Class::Opaque);
            assert_eq!(name(0xc0), ("scsi.vendor".into(), Class::Opaque));
            assert_eq!(name(0xff), ("scsi.vendor".into(), Class::Opaque));
            assert_eq!(
                name(0x85),
                ("scsi.ata-pass-through-16".into(), Class::Unknown)
            );
            assert_eq!(name(0x70), ("scsi.0x70".into(), Class::Unknown));
        }
    }

    #[test]
    fn a_code_means_what_the_device_type_makes_of_it() {
        assert_eq!(named("disk", 0x2285, 0x1b, 0).0, "scsi.start-stop-unit");
        assert_eq!(named("tape", 0x2285, 0x1b, 0).0, "scsi.load-unload");
        assert_eq!(named("sg", 0x2285, 0xa1, 0).0, "scsi.ata-pass-through-12");
        assert_eq!(named("optical", 0x2285, 0xa1, 0).0, "scsi.blank");
        assert_eq!(named("sg", 0x2285, 0x46, 0).0, "scsi.get-configuration");
    }

    #[test]
    fn what_carries_an_ata_command_is_not_called_open() {
        for name in ["HDIO_DRIVE_CMD", "HDIO_DRIVE_TASK"] {
            let command = ATA.iter().find(|command| command.name == name).expect(name);
            assert_eq!(command.class, Class::Unknown);
        }
        for code in [0x85, 0xa1] {
            assert_eq!(named("sg", 0x2285, code, 0).1, Class::Unknown);
        }
    }

    #[test]
    fn only_one_subprotocol_of_bsg_carries_cdbs() {
        assert_eq!(named("bsg", 0x2285, 0x12, 0).0, "scsi.inquiry");
        assert_eq!(
            named("bsg", 0x2285, 0x12, 1),
            ("task-management.0x12".into(), Class::Unknown)
        );
        assert_eq!(
            named("bsg", 0x2285, 0xc0, 2),
            ("transport.0xc0".into(), Class::Unknown)
        );
    }

    #[test]
    fn other_ways_to_send_a_cdb_name_it_too() {
        assert_eq!(named("sg", 0x0001, 0x12, 0).0, "scsi.inquiry");
        assert_eq!(
            named("optical", 0x5393, 0x46, 0).0,
            "scsi.get-configuration"
        );
    }

    #[test]
    fn fields_lie_where_the_structures_have_them() {
        assert_eq!(HEADER_V3_SPEC.pointer, 6);
        assert_eq!(
            HEADER_V3_SPEC.pointed_length,
            Field {
                word: 2,
                shift: 0,
                bits: 8,
                flags: 0
            }
        );
        assert_eq!(HEADER_V3_SPEC.amount[0].word, 3);
        assert_eq!(HEADER_V3_SPEC.guard, 0x53);
        assert_eq!(HEADER_V4.spec.pointer, 4);
        assert_eq!(HEADER_V4.spec.pointed_length.word, 3);
        assert_eq!(HEADER_V4.spec.amount.map(|field| field.word), [15, 17]);
        assert_eq!(HEADER_V4.spec.guard, 0x51);
        assert_eq!(GENERIC_COMMAND_SPEC.amount[0].word, 6);
    }

    #[test]
    fn tape_numbers_are_those_of_the_header() {
        let numbers: Vec<_> = TAPE.iter().map(|command| command.number).collect();
        assert_eq!(numbers, [0x4008_6d01, 0x8030_6d02, 0x8008_6d03]);
    }
}
