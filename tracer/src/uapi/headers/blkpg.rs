//! `linux/blkpg.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/blkpg.h";

/// 0x1269
pub const BLKPG: Ioctl = taking(FROM, "BLKPG", 0x1269, &LAYOUT_BLKPG_IOCTL_ARG);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    BLKPG,
];

const LAYOUT_BLKPG_IOCTL_ARG: Layout = Layout {
    name: "struct blkpg_ioctl_arg",
    size: 24,
    members: &[
        member("op", 0, Signed(4)), member("flags", 4, Signed(4)),
        member("datalen", 8, Signed(4)), member("data", 16, Pointer),
    ],
};
