//! What a file of any kind may get: the ioctls that the VFS answers itself (`fs/ioctl.c`), what the
//! C library asks of a file to learn whether it is a terminal, and the calls that are no ioctls.

use tracer_common::{
    count::entry,
    spec::{ANY_COMMAND, ArgumentSpec, Field, call, flag},
};

use super::{Argument, Class, CodeTable, Command, Entries, SubCommands};

const VFS: &str = "linux fs/ioctl.c, asm-generic/ioctls.h";
const TERMINAL: &str = "asm-generic/ioctls.h, ioctl_tty(2)";

/// The table. FIGETBSZ hides SCSI_IOCTL_TEST_UNIT_READY, which has the same number: the VFS
/// answers before any driver is asked.
pub const COMMANDS: &[Command] = &[
    vfs("FIGETBSZ", 0x0002),
    vfs("FIONREAD", 0x541b),
    vfs("FIONBIO", 0x5421),
    vfs("FIONCLEX", 0x5450),
    vfs("FIOCLEX", 0x5451),
    vfs("FIOASYNC", 0x5452),
    vfs("FIOQSIZE", 0x5460),
    Command::plain("TCGETS", 0x5401, Class::Standard, TERMINAL),
    Command::plain("TIOCGWINSZ", 0x5413, Class::Standard, TERMINAL),
];

const fn vfs(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, VFS)
}

/// [`Command::number`] of what its entry alone tells.
pub const ANY: u32 = ANY_COMMAND;

/// Calls that are no ioctls, for kinds that do not tell them apart further.
pub const CALLS: &[Command] = &[
    call("open", entry::OPEN, &DESCRIPTOR, Class::Standard),
    call("receive", entry::RECEIVE, &DESCRIPTOR, Class::Standard),
    call("mmap", entry::MMAP, &MAPPING, Class::Unknown),
    call("mprotect", entry::MPROTECT, &MAPPING, Class::Unknown),
    call("read", entry::READ, &TRANSFER, Class::Unknown),
    call("write", entry::WRITE, &TRANSFER, Class::Unknown),
];

const fn call(name: &'static str, entry: u8, argument: &'static Argument, class: Class) -> Command {
    let note = match class {
        Class::Unknown => Some("what the data means depends on the device"),
        _ => None,
    };
    Command::passthrough(name, ANY, "open(2), mmap(2), unix(7)", argument)
        .by(Entries::of(&[entry]))
        .class(class, note)
}

/// The lower and the upper half of a call's length in bytes.
pub const LENGTH: [Field; 2] = [Field::call(call::LENGTH), Field::call(call::LENGTH_HIGH)];

/// A descriptor that was opened or received: how.
const DESCRIPTOR: Argument = Argument {
    sub: &[MODES],
    ..Argument::new(ArgumentSpec {
        sub: Field::call(call::MODE),
        ..ArgumentSpec::new(0)
    })
};

/// A mapping: what it allows, and its length.
pub const MAPPING: Argument = Argument {
    sub: &[MODES],
    ..Argument::new(ArgumentSpec {
        sub: Field::call(call::MODE),
        amount: LENGTH,
        flags: flag::WIDE,
        ..ArgumentSpec::new(0)
    })
};

/// A read or a write: its length.
pub const TRANSFER: Argument = Argument::new(ArgumentSpec {
    amount: LENGTH,
    flags: flag::WIDE,
    ..ArgumentSpec::new(0)
});

/// What a descriptor or a mapping allows ([`tracer_common::spec::mode`]).
pub const MODES: SubCommands = SubCommands {
    group: "",
    when: None,
    tables: &[CodeTable {
        source: "open(2), mmap(2)",
        class: Class::Unknown,
        note: Some("a mode is as open as the call that has it"),
        codes: &[
            (0, "none"),
            (1, "r"),
            (2, "w"),
            (3, "rw"),
            (4, "x"),
            (5, "rx"),
            (6, "wx"),
            (7, "rwx"),
        ],
    }],
    ranges: &[],
    details: &[],
    swapped: false,
    nested: None,
};
