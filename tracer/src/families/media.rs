//! Media controllers: how a camera's parts are linked (`drivers/media/mc`).

use super::{
    Class, Command, Family, Kind, Symbol, Sysfs, generic,
    ioctl::{ior, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "media",
    title: "media controllers",
    kinds: &[Kind {
        name: "controller",
        title: "controller, /dev/media0",
        operations: &[Symbol::of("mc", "media_devnode_fops")],
        commands: &[COMMANDS, generic::COMMANDS],
        sysfs: &[Sysfs::named("media", "media")],
        ..Kind::NONE
    }],
};

const UAPI: &str = "linux/media.h";

const COMMANDS: &[Command] = &[
    standard("MEDIA_IOC_DEVICE_INFO", iowr(b'|', 0, 256)),
    standard("MEDIA_IOC_ENUM_ENTITIES", iowr(b'|', 1, 256)),
    standard("MEDIA_IOC_ENUM_LINKS", iowr(b'|', 2, 40)),
    standard("MEDIA_IOC_ENUM_LINKS32", iowr(b'|', 2, 28)),
    standard("MEDIA_IOC_SETUP_LINK", iowr(b'|', 3, 52)),
    standard("MEDIA_IOC_G_TOPOLOGY", iowr(b'|', 4, 72)),
    standard("MEDIA_IOC_REQUEST_ALLOC", ior(b'|', 5, 4)),
];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = COMMANDS.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [
                0xc100_7c00,
                0xc100_7c01,
                0xc028_7c02,
                0xc01c_7c02,
                0xc034_7c03,
                0xc048_7c04,
                0x8004_7c05
            ]
        );
    }
}
