//! ioctls of HP Smart Array controllers, which the drivers hpsa and smartpqi answer on each of their
//! SCSI devices (`drivers/scsi/hpsa.c`, `drivers/scsi/smartpqi`).

use tracer_common::spec::{ArgumentSpec, Field};

use crate::{
    families::{Argument, Class, CodeTable, Command, Entries, SubCommands, When, cdb, ioctl::iowr},
    uapi::{Ioctl, cciss_ioctl as uapi},
};

/// The table.
pub(in crate::families) const COMMANDS: &[Command] = &[
    driver(uapi::CCISS_GETPCIINFO),
    driver(uapi::CCISS_GETINTINFO),
    driver(uapi::CCISS_SETINTINFO),
    driver(uapi::CCISS_GETNODENAME),
    driver(uapi::CCISS_SETNODENAME),
    driver(uapi::CCISS_GETHEARTBEAT),
    driver(uapi::CCISS_GETBUSTYPES),
    driver(uapi::CCISS_GETFIRMVER),
    driver(uapi::CCISS_GETDRIVVER),
    driver(uapi::CCISS_REVALIDVOLS),
    driver(uapi::CCISS_PASSTHRU).with(&PASSTHRU),
    driver(uapi::CCISS_DEREGDISK),
    driver(uapi::CCISS_REGNEWDISK),
    driver(uapi::CCISS_REGNEWD),
    driver(uapi::CCISS_RESCANDISK),
    driver(uapi::CCISS_GETLUNINFO),
    driver(uapi::CCISS_BIG_PASSTHRU).with(&BIG_PASSTHRU),
    driver(uapi::CCISS_BIG_PASSTHRU_SUPPORTED),
    // Of 32-bit processes, whose structures end in a shorter pointer.
    short("CCISS_PASSTHRU32", 11, PASSTHRU_32, &PASSTHRU),
    short("CCISS_BIG_PASSTHRU32", 18, BIG_PASSTHRU_32, &BIG_PASSTHRU),
];

/// sizeof(IOCTL32_Command_struct)
const PASSTHRU_32: u32 = 84;
/// sizeof(BIG_IOCTL32_Command_struct)
const BIG_PASSTHRU_32: u32 = 88;

const fn driver(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Driver)
}

const fn short(name: &'static str, number: u8, size: u32, argument: &'static Argument) -> Command {
    let number = iowr(b'B', number, size);
    Command::plain(
        name,
        number,
        Class::Driver,
        "linux/cciss_ioctl.h (kernel's)",
    )
    .with(argument)
    .by(Entries::COMPAT)
}

/// Both structures up to the data's length: the unit's address, the CDB's length, type, timeout, the CDB
/// of 16 bytes, and room for errors.
const SPEC: ArgumentSpec = ArgumentSpec {
    sub: Field::at(12, 8),
    // The lower three bits of the type.
    second: Field::at(9, 3),
    ..ArgumentSpec::new(0)
};

/// The length has 16 bits.
const PASSTHRU: Argument = argument(ArgumentSpec {
    length: 80,
    amount: [Field::at(76, 16), Field::ABSENT],
    ..SPEC
});

/// Before the length, which has 32 bits, is that of each piece.
const BIG_PASSTHRU: Argument = argument(ArgumentSpec {
    length: 84,
    amount: [Field::at(80, 32), Field::ABSENT],
    ..SPEC
});

const fn argument(spec: ArgumentSpec) -> Argument {
    Argument {
        sub: &[COMMAND, MESSAGES],
        second: Some("type"),
        ..Argument::new(spec)
    }
}

/// A CDB.
const COMMAND: SubCommands = SubCommands {
    when: Some(When::is(0)),
    ..cdb::SMART_ARRAY
};

/// What is in the CDB's place where its type says that it is a message.
const MESSAGES: SubCommands = SubCommands {
    when: Some(When::is(1)),
    ..SubCommands::new(
        "message",
        &[CodeTable {
            source: "drivers/scsi/hpsa_cmd.h",
            class: Class::Driver,
            note: None,
            codes: &[
                (0, "task-management"),
                (1, "reset"),
                (2, "scan"),
                (3, "no-operation"),
            ],
        }],
    )
};
