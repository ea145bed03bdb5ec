//! `linux/ppdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/ppdev.h";

/// 0x40047080
pub const PPSETMODE: Ioctl = taking(FROM, "PPSETMODE", 0x40047080, &LAYOUT_INT);
/// 0x80017081
pub const PPRSTATUS: Ioctl = taking(FROM, "PPRSTATUS", 0x80017081, &LAYOUT_UNSIGNED_CHAR);
/// 0x80017083
pub const PPRCONTROL: Ioctl = taking(FROM, "PPRCONTROL", 0x80017083, &LAYOUT_UNSIGNED_CHAR);
/// 0x40017084
pub const PPWCONTROL: Ioctl = taking(FROM, "PPWCONTROL", 0x40017084, &LAYOUT_UNSIGNED_CHAR);
/// 0x80017085
pub const PPRDATA: Ioctl = taking(FROM, "PPRDATA", 0x80017085, &LAYOUT_UNSIGNED_CHAR);
/// 0x40017086
pub const PPWDATA: Ioctl = taking(FROM, "PPWDATA", 0x40017086, &LAYOUT_UNSIGNED_CHAR);
/// 0x708b
pub const PPCLAIM: Ioctl = ioctl(FROM, "PPCLAIM", 0x708b);
/// 0x708c
pub const PPRELEASE: Ioctl = ioctl(FROM, "PPRELEASE", 0x708c);
/// 0x708d
pub const PPYIELD: Ioctl = ioctl(FROM, "PPYIELD", 0x708d);
/// 0x4002708e
pub const PPFCONTROL: Ioctl = taking(FROM, "PPFCONTROL", 0x4002708e, &LAYOUT_PPDEV_FROB_STRUCT);
/// 0x708f
pub const PPEXCL: Ioctl = ioctl(FROM, "PPEXCL", 0x708f);
/// 0x40047090
pub const PPDATADIR: Ioctl = taking(FROM, "PPDATADIR", 0x40047090, &LAYOUT_INT);
/// 0x40047091
pub const PPNEGOT: Ioctl = taking(FROM, "PPNEGOT", 0x40047091, &LAYOUT_INT);
/// 0x40017092
pub const PPWCTLONIRQ: Ioctl = taking(FROM, "PPWCTLONIRQ", 0x40017092, &LAYOUT_UNSIGNED_CHAR);
/// 0x80047093
pub const PPCLRIRQ: Ioctl = taking(FROM, "PPCLRIRQ", 0x80047093, &LAYOUT_INT);
/// 0x40047094
pub const PPSETPHASE: Ioctl = taking(FROM, "PPSETPHASE", 0x40047094, &LAYOUT_INT);
/// 0x80047097
pub const PPGETMODES: Ioctl = taking(FROM, "PPGETMODES", 0x80047097, &LAYOUT_UNSIGNED_INT);
/// 0x80047098
pub const PPGETMODE: Ioctl = taking(FROM, "PPGETMODE", 0x80047098, &LAYOUT_INT);
/// 0x80047099
pub const PPGETPHASE: Ioctl = taking(FROM, "PPGETPHASE", 0x80047099, &LAYOUT_INT);
/// 0x8004709a
pub const PPGETFLAGS: Ioctl = taking(FROM, "PPGETFLAGS", 0x8004709a, &LAYOUT_INT);
/// 0x4004709b
pub const PPSETFLAGS: Ioctl = taking(FROM, "PPSETFLAGS", 0x4004709b, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 21] = [
    PPSETMODE, PPRSTATUS, PPRCONTROL, PPWCONTROL, PPRDATA, PPWDATA, PPCLAIM, PPRELEASE,
    PPYIELD, PPFCONTROL, PPEXCL, PPDATADIR, PPNEGOT, PPWCTLONIRQ, PPCLRIRQ, PPSETPHASE,
    PPGETMODES, PPGETMODE, PPGETPHASE, PPGETFLAGS, PPSETFLAGS,
];

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_UNSIGNED_CHAR: Layout = Layout {
    name: "unsigned char",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT_PPDEV_FROB_STRUCT: Layout = Layout {
    name: "struct ppdev_frob_struct",
    size: 2,
    members: &[
        member("mask", 0, Unsigned(1)), member("val", 1, Unsigned(1)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};
