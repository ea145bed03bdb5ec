//! Commands to network adapters, which come by a socket's ioctl and name the adapter in the argument
//! (`net/core/dev_ioctl.c`). Of all ioctls of sockets, those in these tables alone are counted. What
//! goes by netlink is not seen: by that `ethtool` sends most of what it sends.

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Symbol, Via};
use crate::uapi::{Form, Layout, Member, sockios};

/// The family.
pub const FAMILY: Family = Family {
    name: "net",
    title: "network adapters",
    kinds: &[Kind {
        name: "adapter",
        title: "adapters, by any socket",
        via: Via::Sockets,
        operations: &[Symbol::built_in("socket_file_ops")],
        commands: &[&COMMANDS, PRIVATE, WIRELESS],
        proven: true,
        hidden: "every socket would be one",
        ..Kind::NONE
    }],
};

const PHY: &str = "IEEE 802.3, clause 22; linux/mii.h";
const ETHTOOL: &str = "linux/ethtool.h";

const COMMANDS: [Command; 6] = [
    taking(Command::of(sockios::SIOCETHTOOL, Class::Standard), &REQUEST)
        .with(&ETHTOOL_COMMAND)
        .compat(&ETHTOOL_COMMAND_32),
    taking(Command::of(sockios::SIOCGMIIPHY, Class::Standard), &MII),
    Command {
        source: PHY,
        ..taking(Command::of(sockios::SIOCGMIIREG, Class::Standard), &MII)
    },
    Command {
        source: PHY,
        ..taking(Command::of(sockios::SIOCSMIIREG, Class::Standard), &MII)
    },
    taking(
        Command::of(sockios::SIOCSHWTSTAMP, Class::Standard),
        &REQUEST,
    ),
    taking(
        Command::of(sockios::SIOCGHWTSTAMP, Class::Standard),
        &REQUEST,
    ),
];

const fn taking(command: Command, layout: &'static Layout) -> Command {
    Command {
        takes: Some(layout),
        ..command
    }
}

/// Commands whose numbers a header leaves to every driver: the first, and those after it by their distance.
macro_rules! private {
    ($name:literal, $first:expr, $source:literal, $takes:expr; $($after:literal)*) => {
        &[
            private($name, $first, $source, $takes),
            $(private(concat!($name, "+", $after), $first + $after, $source, $takes),)*
        ]
    };
}

/// SIOCDEVPRIVATE and the fifteen after it.
const PRIVATE: &[Command] = private!(
    "SIOCDEVPRIVATE", sockios::SIOCDEVPRIVATE.number, "linux/sockios.h", &PRIVATE_REQUEST;
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15
);

/// SIOCIWFIRSTPRIV, which is 0x8be0, to SIOCIWLASTPRIV: wireless adapters' drivers have had these for
/// themselves since before there was nl80211.
const WIRELESS: &[Command] = private!(
    "SIOCIWFIRSTPRIV", 0x8be0, "linux/wireless.h", &WIRELESS_REQUEST;
    1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31
);

const fn private(
    name: &'static str,
    number: u32,
    source: &'static str,
    takes: &'static Layout,
) -> Command {
    let command = Command::plain(name, number, Class::Opaque, source);
    taking(command, takes).class(
        Class::Opaque,
        Some("what it does is up to the adapter's driver"),
    )
}

/// Where `struct ifreq` and `struct iwreq` have the adapter's name.
const fn adapter(path: &'static str) -> Member {
    Member {
        path,
        offset: 0,
        form: Form::Text(16),
    }
}

const fn member(path: &'static str, offset: u16, form: Form) -> Member {
    Member { path, offset, form }
}

/// `linux/if.h`, where the union behind the name is a pointer.
static REQUEST: Layout = Layout {
    name: "struct ifreq",
    size: 40,
    members: &[adapter("ifr_name"), member("ifr_data", 16, Form::Pointer)],
};

/// The same where the union is a `struct mii_ioctl_data` (`linux/mii.h`).
static MII: Layout = Layout {
    name: "struct ifreq",
    size: 40,
    members: &[
        adapter("ifr_name"),
        member("phy_id", 16, Form::Unsigned(2)),
        member("reg_num", 18, Form::Unsigned(2)),
        member("val_in", 20, Form::Unsigned(2)),
        member("val_out", 22, Form::Unsigned(2)),
    ],
};

/// The same where nobody but the driver knows what the union is.
static PRIVATE_REQUEST: Layout = Layout {
    name: "struct ifreq",
    size: 40,
    members: &[adapter("ifr_name")],
};

/// `linux/wireless.h`
static WIRELESS_REQUEST: Layout = Layout {
    name: "struct iwreq",
    size: 32,
    members: &[adapter("ifr_name")],
};

/// struct ifreq: the adapter's name in 16 bytes, then a pointer to what begins with the command.
const ETHTOOL_COMMAND: Argument = ethtool(ArgumentSpec {
    pointer: 16 / 4,
    ..ArgumentSpec::new(24)
});

/// struct compat_ifreq, likewise.
const ETHTOOL_COMMAND_32: Argument = ethtool(ArgumentSpec {
    pointer: 16 / 4,
    flags: flag::SHORT_POINTER,
    ..ArgumentSpec::new(20)
});

const fn ethtool(spec: ArgumentSpec) -> Argument {
    Argument {
        sub: ETHTOOL_COMMANDS,
        ..Argument::new(ArgumentSpec {
            pointed: 4,
            sub: Field::at(0, 32).pointed(),
            ..spec
        })
    }
}

const ETHTOOL_COMMANDS: &[SubCommands] = &[SubCommands::new(
    "ethtool",
    &[
        CodeTable {
            source: ETHTOOL,
            class: Class::Opaque,
            note: Some("registers, memory or firmware of one adapter"),
            codes: &[
                (0x04, "gregs"),
                (0x0b, "geeprom"),
                (0x0c, "seeprom"),
                (0x33, "flashdev"),
                (0x40, "get-dump-data"),
            ],
        },
        CodeTable {
            source: ETHTOOL,
            class: Class::Driver,
            note: Some("one driver's or chip's, by names that it tells"),
            codes: &[
                (0x1d, "gstats"),
                (0x27, "gpflags"),
                (0x28, "spflags"),
                (0x3e, "set-dump"),
                (0x3f, "get-dump-flag"),
                (0x4a, "gphystats"),
            ],
        },
        CodeTable {
            source: ETHTOOL,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x01, "gset"),
                (0x02, "sset"),
                (0x03, "gdrvinfo"),
                (0x05, "gwol"),
                (0x06, "swol"),
                (0x07, "gmsglvl"),
                (0x08, "smsglvl"),
                (0x09, "nway-rst"),
                (0x0a, "glink"),
                (0x0e, "gcoalesce"),
                (0x0f, "scoalesce"),
                (0x10, "gringparam"),
                (0x11, "sringparam"),
                (0x12, "gpauseparam"),
                (0x13, "spauseparam"),
                (0x14, "grxcsum"),
                (0x15, "srxcsum"),
                (0x16, "gtxcsum"),
                (0x17, "stxcsum"),
                (0x18, "gsg"),
                (0x19, "ssg"),
                (0x1a, "test"),
                (0x1b, "gstrings"),
                (0x1c, "phys-id"),
                (0x1e, "gtso"),
                (0x1f, "stso"),
                (0x20, "gpermaddr"),
                (0x21, "gufo"),
                (0x22, "sufo"),
                (0x23, "ggso"),
                (0x24, "sgso"),
                (0x25, "gflags"),
                (0x26, "sflags"),
                (0x29, "grxfh"),
                (0x2a, "srxfh"),
                (0x2b, "ggro"),
                (0x2c, "sgro"),
                (0x2d, "grxrings"),
                (0x2e, "grxclsrlcnt"),
                (0x2f, "grxclsrule"),
                (0x30, "grxclsrlall"),
                (0x31, "srxclsrldel"),
                (0x32, "srxclsrlins"),
                (0x34, "reset"),
                (0x35, "srxntuple"),
                (0x36, "grxntuple"),
                (0x37, "gsset-info"),
                (0x38, "grxfhindir"),
                (0x39, "srxfhindir"),
                (0x3a, "gfeatures"),
                (0x3b, "sfeatures"),
                (0x3c, "gchannels"),
                (0x3d, "schannels"),
                (0x41, "get-ts-info"),
                (0x42, "gmoduleinfo"),
                (0x43, "gmoduleeeprom"),
                (0x44, "geee"),
                (0x45, "seee"),
                (0x46, "grssh"),
                (0x47, "srssh"),
                (0x48, "gtunable"),
                (0x49, "stunable"),
                (0x4b, "perqueue"),
                (0x4c, "glinksettings"),
                (0x4d, "slinksettings"),
                (0x4e, "phy-gtunable"),
                (0x4f, "phy-stunable"),
                (0x50, "gfecparam"),
                (0x51, "sfecparam"),
            ],
        },
    ],
)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn firmware_and_registers_are_the_adapter_s_own() {
        let named = |code| {
            ETHTOOL_COMMAND
                .name(code, 0)
                .map(|sub| (sub.name, sub.class))
        };
        assert_eq!(
            named(0x33),
            Some(("ethtool.flashdev".into(), Class::Opaque))
        );
        assert_eq!(named(0x04), Some(("ethtool.gregs".into(), Class::Opaque)));
        assert_eq!(
            named(0x03),
            Some(("ethtool.gdrvinfo".into(), Class::Standard))
        );
    }

    #[test]
    fn sixteen_numbers_are_the_driver_s_and_thirty_two_a_wireless_one_s() {
        let numbers = |of: &[Command]| of.iter().map(|found| found.number).collect::<Vec<_>>();
        assert_eq!(numbers(PRIVATE), (0x89f0..0x8a00).collect::<Vec<_>>());
        assert_eq!(numbers(WIRELESS), (0x8be0..0x8c00).collect::<Vec<_>>());
        assert_eq!(PRIVATE[3].name, "SIOCDEVPRIVATE+3");
        assert_eq!(WIRELESS[31].name, "SIOCIWFIRSTPRIV+31");
    }

    #[test]
    fn of_sockets_these_commands_go_on_and_no_others() {
        let kernel = crate::families::socket_commands().unwrap();
        let goes_on = |number: u32| {
            let at = number.wrapping_sub(kernel.first);
            let word = kernel.bits.get(at as usize / 32);
            word.is_some_and(|word| word >> (at % 32) & 1 != 0)
        };
        let tables = FAMILY.kinds[0].commands.concat();
        let mut named: Vec<u32> = tables.iter().map(|command| command.number).collect();
        named.sort_unstable();
        let all: Vec<u32> = (0..=0xffff).filter(|number| goes_on(*number)).collect();
        assert_eq!(all, named);
        // Neither FIONREAD nor SIOCGIFCONF, nor a number that has the bits of one and more.
        for number in [0x541b, 0x8912, 0x1_8946, 0xc000_8946] {
            assert!(!goes_on(number), "{number:#x}");
        }
    }
}
