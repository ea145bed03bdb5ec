//! `linux/remoteproc_cdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/remoteproc_cdev.h";

/// 0x4004b701
pub const RPROC_SET_SHUTDOWN_ON_RELEASE: Ioctl = taking(FROM, "RPROC_SET_SHUTDOWN_ON_RELEASE", 0x4004b701, &LAYOUT___S32);
/// 0x8004b702
pub const RPROC_GET_SHUTDOWN_ON_RELEASE: Ioctl = taking(FROM, "RPROC_GET_SHUTDOWN_ON_RELEASE", 0x8004b702, &LAYOUT___S32);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    RPROC_SET_SHUTDOWN_ON_RELEASE, RPROC_GET_SHUTDOWN_ON_RELEASE,
];

const LAYOUT___S32: Layout = Layout {
    name: "__s32",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
