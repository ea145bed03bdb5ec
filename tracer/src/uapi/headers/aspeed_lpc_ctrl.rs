//! `linux/aspeed-lpc-ctrl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/aspeed-lpc-ctrl.h";

/// 0xc010b200
pub const ASPEED_LPC_CTRL_IOCTL_GET_SIZE: Ioctl = taking(FROM, "ASPEED_LPC_CTRL_IOCTL_GET_SIZE", 0xc010b200, &LAYOUT_ASPEED_LPC_CTRL_MAPPING);
/// 0x4010b201
pub const ASPEED_LPC_CTRL_IOCTL_MAP: Ioctl = taking(FROM, "ASPEED_LPC_CTRL_IOCTL_MAP", 0x4010b201, &LAYOUT_ASPEED_LPC_CTRL_MAPPING);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    ASPEED_LPC_CTRL_IOCTL_GET_SIZE, ASPEED_LPC_CTRL_IOCTL_MAP,
];

const LAYOUT_ASPEED_LPC_CTRL_MAPPING: Layout = Layout {
    name: "struct aspeed_lpc_ctrl_mapping",
    size: 16,
    members: &[
        member("window_type", 0, Unsigned(1)), member("window_id", 1, Unsigned(1)),
        member("flags", 2, Unsigned(2)), member("addr", 4, Unsigned(4)),
        member("offset", 8, Unsigned(4)), member("size", 12, Unsigned(4)),
    ],
};
