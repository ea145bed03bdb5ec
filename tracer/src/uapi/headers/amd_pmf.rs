//! `linux/amd-pmf.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/amd-pmf.h";

/// 0xc0087000
pub const IOCTL_AMD_PMF_POPULATE_DATA: Ioctl = taking(FROM, "IOCTL_AMD_PMF_POPULATE_DATA", 0xc0087000, &LAYOUT___U64);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    IOCTL_AMD_PMF_POPULATE_DATA,
];

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};
