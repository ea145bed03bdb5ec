//! Commands to network adapters, which come by a socket's ioctl and name the adapter in the argument
//! (`net/core/dev_ioctl.c`). A socket is no device's file, so none is recognised: the tables name
//! commands only.

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Via};
use crate::uapi::sockios;

/// The family.
pub const FAMILY: Family = Family {
    name: "net",
    title: "network adapters",
    kinds: &[Kind {
        name: "adapter",
        title: "adapter, by a socket",
        via: Via::Numbers(&[]),
        commands: &[&COMMANDS, PRIVATE],
        ..Kind::NONE
    }],
};

const PHY: &str = "IEEE 802.3, clause 22; linux/mii.h";
const ETHTOOL: &str = "linux/ethtool.h";

const COMMANDS: [Command; 6] = [
    Command::of(sockios::SIOCETHTOOL, Class::Standard)
        .with(&ETHTOOL_COMMAND)
        .compat(&ETHTOOL_COMMAND_32),
    Command::of(sockios::SIOCGMIIPHY, Class::Standard),
    Command {
        source: PHY,
        ..Command::of(sockios::SIOCGMIIREG, Class::Standard)
    },
    Command {
        source: PHY,
        ..Command::of(sockios::SIOCSMIIREG, Class::Standard)
    },
    Command::of(sockios::SIOCSHWTSTAMP, Class::Standard),
    Command::of(sockios::SIOCGHWTSTAMP, Class::Standard),
];

/// SIOCDEVPRIVATE and the fifteen after it, which every driver may use in its own way.
const PRIVATE: &[Command] = &[
    private("SIOCDEVPRIVATE", 0),
    private("SIOCDEVPRIVATE+1", 1),
    private("SIOCDEVPRIVATE+2", 2),
    private("SIOCDEVPRIVATE+3", 3),
    private("SIOCDEVPRIVATE+4", 4),
    private("SIOCDEVPRIVATE+5", 5),
    private("SIOCDEVPRIVATE+6", 6),
    private("SIOCDEVPRIVATE+7", 7),
    private("SIOCDEVPRIVATE+8", 8),
    private("SIOCDEVPRIVATE+9", 9),
    private("SIOCDEVPRIVATE+10", 10),
    private("SIOCDEVPRIVATE+11", 11),
    private("SIOCDEVPRIVATE+12", 12),
    private("SIOCDEVPRIVATE+13", 13),
    private("SIOCDEVPRIVATE+14", 14),
    private("SIOCDEVPRIVATE+15", 15),
];

const fn private(name: &'static str, number: u32) -> Command {
    Command::plain(
        name,
        sockios::SIOCDEVPRIVATE.number + number,
        Class::Opaque,
        "linux/sockios.h",
    )
}

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
    fn sixteen_numbers_are_the_driver_s() {
        let numbers: Vec<_> = PRIVATE.iter().map(|command| command.number).collect();
        assert_eq!(numbers, (0x89f0..0x8a00).collect::<Vec<_>>());
    }
}
