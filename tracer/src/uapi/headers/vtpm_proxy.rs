//! `linux/vtpm_proxy.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/vtpm_proxy.h";

/// 0xc014a100
pub const VTPM_PROXY_IOC_NEW_DEV: Ioctl = taking(FROM, "VTPM_PROXY_IOC_NEW_DEV", 0xc014a100, &LAYOUT_VTPM_PROXY_NEW_DEV);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    VTPM_PROXY_IOC_NEW_DEV,
];

const LAYOUT_VTPM_PROXY_NEW_DEV: Layout = Layout {
    name: "struct vtpm_proxy_new_dev",
    size: 20,
    members: &[
        member("flags", 0, Unsigned(4)), member("tpm_num", 4, Unsigned(4)),
        member("fd", 8, Unsigned(4)), member("major", 12, Unsigned(4)),
        member("minor", 16, Unsigned(4)),
    ],
};
