//! `linux/aspeed-p2a-ctrl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/aspeed-p2a-ctrl.h";

/// 0x4010b300
pub const ASPEED_P2A_CTRL_IOCTL_SET_WINDOW: Ioctl = taking(FROM, "ASPEED_P2A_CTRL_IOCTL_SET_WINDOW", 0x4010b300, &LAYOUT_ASPEED_P2A_CTRL_MAPPING);
/// 0xc010b301
pub const ASPEED_P2A_CTRL_IOCTL_GET_MEMORY_CONFIG: Ioctl = taking(FROM, "ASPEED_P2A_CTRL_IOCTL_GET_MEMORY_CONFIG", 0xc010b301, &LAYOUT_ASPEED_P2A_CTRL_MAPPING);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    ASPEED_P2A_CTRL_IOCTL_SET_WINDOW, ASPEED_P2A_CTRL_IOCTL_GET_MEMORY_CONFIG,
];

const LAYOUT_ASPEED_P2A_CTRL_MAPPING: Layout = Layout {
    name: "struct aspeed_p2a_ctrl_mapping",
    size: 16,
    members: &[
        member("addr", 0, Unsigned(8)), member("length", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)),
    ],
};
