//! `linux/nsm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/nsm.h";

/// 0xc0200a00
pub const NSM_IOCTL_RAW: Ioctl = taking(FROM, "NSM_IOCTL_RAW", 0xc0200a00, &LAYOUT_NSM_RAW);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    NSM_IOCTL_RAW,
];

const LAYOUT_NSM_RAW: Layout = Layout {
    name: "struct nsm_raw",
    size: 32,
    members: &[
        member("request.addr", 0, Unsigned(8)), member("request.len", 8, Unsigned(8)),
        member("response.addr", 16, Unsigned(8)), member("response.len", 24, Unsigned(8)),
    ],
};
