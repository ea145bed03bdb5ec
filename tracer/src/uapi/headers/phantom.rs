//! `linux/phantom.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/phantom.h";

/// 0xc0087000
pub const PHN_GET_REG: Ioctl = ioctl(FROM, "PHN_GET_REG", 0xc0087000);
/// 0x40087001
pub const PHN_SET_REG: Ioctl = ioctl(FROM, "PHN_SET_REG", 0x40087001);
/// 0xc0087002
pub const PHN_GET_REGS: Ioctl = ioctl(FROM, "PHN_GET_REGS", 0xc0087002);
/// 0x40087003
pub const PHN_SET_REGS: Ioctl = ioctl(FROM, "PHN_SET_REGS", 0x40087003);
/// 0x7004
pub const PHN_NOT_OH: Ioctl = ioctl(FROM, "PHN_NOT_OH", 0x7004);
/// 0xc0087005
pub const PHN_GETREG: Ioctl = taking(FROM, "PHN_GETREG", 0xc0087005, &LAYOUT_PHM_REG);
/// 0x40087006
pub const PHN_SETREG: Ioctl = taking(FROM, "PHN_SETREG", 0x40087006, &LAYOUT_PHM_REG);
/// 0xc0287007
pub const PHN_GETREGS: Ioctl = taking(FROM, "PHN_GETREGS", 0xc0287007, &LAYOUT_PHM_REGS);
/// 0x40287008
pub const PHN_SETREGS: Ioctl = taking(FROM, "PHN_SETREGS", 0x40287008, &LAYOUT_PHM_REGS);

/// Each of them.
pub const ALL: [Ioctl; 9] = [
    PHN_GET_REG, PHN_SET_REG, PHN_GET_REGS, PHN_SET_REGS, PHN_NOT_OH, PHN_GETREG, PHN_SETREG,
    PHN_GETREGS, PHN_SETREGS,
];

const LAYOUT_PHM_REG: Layout = Layout {
    name: "struct phm_reg",
    size: 8,
    members: &[
        member("reg", 0, Unsigned(4)), member("value", 4, Unsigned(4)),
    ],
};

const LAYOUT_PHM_REGS: Layout = Layout {
    name: "struct phm_regs",
    size: 40,
    members: &[
        member("count", 0, Unsigned(4)), member("mask", 4, Unsigned(4)),
        member("values", 8, Array(4, 8)),
    ],
};
