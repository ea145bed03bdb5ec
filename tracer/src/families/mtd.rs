//! Memory technology devices: raw flash (`drivers/mtd/mtdchar.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic,
    ioctl::iowr,
};
use crate::uapi::{self, ubi_user};

/// The family.
pub const FAMILY: Family = Family {
    name: "mtd",
    title: "raw flash memory",
    kinds: &[
        Kind {
            name: "flash",
            title: "flash, /dev/mtd0",
            operations: &[mtd("mtd_fops")],
            commands: &[&COMMANDS, COMMANDS_32, TRANSFERS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, mtd("mtdchar_read")),
                Probe::new(Call::Write, mtd("mtdchar_write")),
            ],
            sysfs: &[Sysfs::all("mtd")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "ubi-control",
            title: "attaches flash to UBI, /dev/ubi_ctrl",
            operations: &[ubi("ubi_ctrl_cdev_operations")],
            commands: &[&UBI_CONTROL, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "ubi_ctrl")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "ubi",
            title: "volumes on flash, /dev/ubi0",
            operations: &[ubi("ubi_cdev_operations")],
            commands: &[&UBI_DEVICE, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("ubi", "ubi")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "ubi-volume",
            title: "volume, /dev/ubi0_0",
            operations: &[ubi("ubi_vol_cdev_operations")],
            commands: &[&UBI_VOLUME, UBI_TRANSFERS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, ubi("vol_cdev_read")),
                Probe::new(Call::Write, ubi("vol_cdev_write")),
            ],
            sysfs: &[Sysfs::all("ubi")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn mtd(name: &'static str) -> Symbol {
    Symbol::of("mtd", name)
}

const fn ubi(name: &'static str) -> Symbol {
    Symbol::of("ubi", name)
}

const UAPI: &str = "mtd/mtd-abi.h";
const COMPAT: &str = "drivers/mtd/mtdchar.c";

const COMMANDS: [Command; 25] = Command::all_but(
    uapi::mtd_abi::ALL,
    Class::Standard,
    [
        sized(uapi::mtd_abi::MEMWRITEOOB, &SPARE),
        sized(uapi::mtd_abi::MEMREADOOB, &SPARE),
        sized(uapi::mtd_abi::MEMWRITEOOB64, &SPARE_64),
        sized(uapi::mtd_abi::MEMREADOOB64, &SPARE_64),
        sized(uapi::mtd_abi::MEMWRITE, &REQUEST),
        sized(uapi::mtd_abi::MEMREAD, &REQUEST),
    ],
);

/// Says how many bytes it transfers.
const fn sized(ioctl: uapi::Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Standard).with(argument)
}

/// struct mtd_oob_buf, and struct mtd_oob_buf32 of `drivers/mtd/mtdchar.c`: start, length.
const SPARE: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(4, 32), Field::ABSENT],
    ..ArgumentSpec::new(8)
});

/// struct mtd_oob_buf64 up to length: start, pad, length.
const SPARE_64: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(12, 32), Field::ABSENT],
    ..ArgumentSpec::new(16)
});

/// What struct mtd_write_req and struct mtd_read_req begin with: start, len, ooblen. The driver takes the
/// lower half of both lengths (`mtdchar_write_ioctl`, `mtdchar_read_ioctl`).
const REQUEST: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(8, 32), Field::at(16, 32)],
    ..ArgumentSpec::new(20)
});

/// What 32-bit processes pass where pointers make a difference.
const COMMANDS_32: &[Command] = &[
    compat("MEMWRITEOOB32", iowr(b'M', 3, 12)).with(&SPARE),
    compat("MEMREADOOB32", iowr(b'M', 4, 12)).with(&SPARE),
];

const UBI_CONTROL: [Command; 2] = Command::all(
    [ubi_user::UBI_IOCATT, ubi_user::UBI_IOCDET],
    Class::Standard,
);

const UBI_DEVICE: [Command; 7] = Command::all(
    [
        ubi_user::UBI_IOCMKVOL,
        ubi_user::UBI_IOCRMVOL,
        ubi_user::UBI_IOCRSVOL,
        ubi_user::UBI_IOCRNVOL,
        ubi_user::UBI_IOCRPEB,
        ubi_user::UBI_IOCSPEB,
        ubi_user::UBI_IOCECNFO,
    ],
    Class::Standard,
);

const UBI_VOLUME: [Command; 9] = Command::all(
    [
        ubi_user::UBI_IOCVOLUP,
        ubi_user::UBI_IOCEBER,
        ubi_user::UBI_IOCEBCH,
        ubi_user::UBI_IOCEBMAP,
        ubi_user::UBI_IOCEBUNMAP,
        ubi_user::UBI_IOCEBISMAP,
        ubi_user::UBI_IOCSETVOLPROP,
        ubi_user::UBI_IOCVOLCRBLK,
        ubi_user::UBI_IOCVOLRMBLK,
    ],
    Class::Standard,
);

const UBI_TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

/// The flash's data, which is nobody's protocol.
const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

const fn compat(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, COMPAT).by(Entries::COMPAT)
}

const fn data(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Standard, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_driver() {
        let numbers: Vec<_> = COMMANDS_32.iter().map(|command| command.number).collect();
        assert_eq!(numbers, [0xc00c_4d03, 0xc00c_4d04]);
    }

    #[test]
    fn lengths_lie_where_the_structures_have_them() {
        for (ioctl, paths) in [
            (uapi::mtd_abi::MEMWRITEOOB, &["length"][..]),
            (uapi::mtd_abi::MEMREADOOB64, &["length"]),
            (uapi::mtd_abi::MEMWRITE, &["len", "ooblen"]),
            (uapi::mtd_abi::MEMREAD, &["len", "ooblen"]),
        ] {
            let members = ioctl.takes.unwrap().members;
            let command = COMMANDS.iter().find(|command| command.name == ioctl.name);
            let amount = command.unwrap().argument.unwrap().spec.amount;
            for (path, field) in paths.iter().zip(amount) {
                let member = members.iter().find(|member| member.path == *path);
                let at = member.map(|member| member.offset / 4);
                assert_eq!(at, Some(field.word.into()), "{} {path}", ioctl.name);
            }
        }
    }
}
