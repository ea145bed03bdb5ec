//! Devices that no family knows: their ioctls are taken apart into direction, type, number and size,
//! and their driver is named.

use super::{Family, Kind, Symbol, Sysfs, Via, block, generic};

/// The family.
pub const FAMILY: Family = Family {
    name: "other",
    title: "devices that no family knows",
    kinds: &[
        Kind {
            name: "cuse",
            title: "devices of programs, by CUSE",
            via: Via::UnlessNumbered,
            operations: &[Symbol::of("cuse", "cuse_frontend_fops")],
            commands: &[generic::COMMANDS],
            sysfs: &[Sysfs::all("cuse")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "character",
            title: "character devices",
            via: Via::AnyCharacter,
            commands: &[generic::COMMANDS],
            hidden: "every other device of the machine would be one",
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "disk",
            title: "disks",
            via: Via::AnyDisk,
            commands: &[block::COMMANDS, generic::COMMANDS],
            hidden: "every other device of the machine would be one",
            proven: true,
            ..Kind::NONE
        },
    ],
};

/// Operations of character devices that stand for no device: terminals, sources of bytes, ways into the
/// kernel itself. Of those that are always there only `/dev/full` is one: a daemon tests itself on it.
pub const NO_DEVICES: &[Symbol] = &[
    Symbol::built_in("tty_fops"),
    Symbol::built_in("console_fops"),
    Symbol::built_in("hung_up_tty_fops"),
    Symbol::built_in("ptmx_fops"),
    Symbol::built_in("vcs_fops"),
    Symbol::built_in("null_fops"),
    Symbol::built_in("zero_fops"),
    Symbol::built_in("random_fops"),
    Symbol::built_in("urandom_fops"),
    Symbol::built_in("kmsg_fops"),
    Symbol::of("fuse", "fuse_dev_operations"),
    Symbol::of("cuse", "cuse_channel_fops"),
    Symbol::of("tun", "tun_fops"),
    Symbol::of("autofs4", "_dev_ioctl_fops"),
];
