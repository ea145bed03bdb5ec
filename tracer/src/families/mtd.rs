//! Memory technology devices: raw flash (`drivers/mtd/mtdchar.c`).

use super::{
    Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic,
    ioctl::{io, ior, iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "mtd",
    title: "raw flash memory",
    kinds: &[Kind {
        name: "flash",
        title: "flash, /dev/mtd0",
        operations: &[mtd("mtd_fops")],
        commands: &[COMMANDS, COMMANDS_32, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, mtd("mtdchar_read")),
            Probe::new(Call::Write, mtd("mtdchar_write")),
        ],
        sysfs: &[Sysfs::all("mtd")],
        ..Kind::NONE
    }],
};

const fn mtd(name: &'static str) -> Symbol {
    Symbol::of("mtd", name)
}

const UAPI: &str = "mtd/mtd-abi.h";

const COMMANDS: &[Command] = &[
    standard("MEMGETINFO", ior(M, 1, 32)),
    standard("MEMERASE", iow(M, 2, 8)),
    standard("MEMWRITEOOB", iowr(M, 3, 16)),
    standard("MEMREADOOB", iowr(M, 4, 16)),
    standard("MEMLOCK", iow(M, 5, 8)),
    standard("MEMUNLOCK", iow(M, 6, 8)),
    standard("MEMGETREGIONCOUNT", ior(M, 7, 4)),
    standard("MEMGETREGIONINFO", iowr(M, 8, 16)),
    standard("MEMGETOOBSEL", ior(M, 10, 200)),
    standard("MEMGETBADBLOCK", iow(M, 11, 8)),
    standard("MEMSETBADBLOCK", iow(M, 12, 8)),
    standard("OTPSELECT", ior(M, 13, 4)),
    standard("OTPGETREGIONCOUNT", iow(M, 14, 4)),
    standard("OTPGETREGIONINFO", iow(M, 15, 12)),
    standard("OTPLOCK", ior(M, 16, 12)),
    standard("ECCGETLAYOUT", ior(M, 17, 328)),
    standard("ECCGETSTATS", ior(M, 18, 16)),
    standard("MTDFILEMODE", io(M, 19)),
    standard("MEMERASE64", iow(M, 20, 16)),
    standard("MEMWRITEOOB64", iowr(M, 21, 24)),
    standard("MEMREADOOB64", iowr(M, 22, 24)),
    standard("MEMISLOCKED", ior(M, 23, 8)),
    standard("MEMWRITE", iowr(M, 24, 48)),
    standard("OTPERASE", iow(M, 25, 12)),
    standard("MEMREAD", iowr(M, 26, 64)),
];

/// What 32-bit processes pass where pointers make a difference.
const COMMANDS_32: &[Command] = &[
    standard("MEMWRITEOOB32", iowr(M, 3, 12)).by(Entries::COMPAT),
    standard("MEMREADOOB32", iowr(M, 4, 12)).by(Entries::COMPAT),
];

/// The flash's data, which is nobody's protocol.
const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

/// The type of every number.
const M: u8 = b'M';

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

const fn data(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Standard, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::tests::number;

    #[test]
    fn numbers_are_those_of_the_header() {
        let number = |name| number(&[COMMANDS, COMMANDS_32], name);
        for (name, expected) in [
            ("MEMGETINFO", 0x8020_4d01),
            ("MEMERASE", 0x4008_4d02),
            ("MEMWRITEOOB", 0xc010_4d03),
            ("MEMWRITEOOB32", 0xc00c_4d03),
            ("MEMGETOOBSEL", 0x80c8_4d0a),
            ("OTPLOCK", 0x800c_4d10),
            ("ECCGETLAYOUT", 0x8148_4d11),
            ("MEMERASE64", 0x4010_4d14),
            ("MEMWRITE", 0xc030_4d18),
            ("MEMREAD", 0xc040_4d1a),
        ] {
            assert_eq!(number(name), Some(expected), "{name}");
        }
    }
}
