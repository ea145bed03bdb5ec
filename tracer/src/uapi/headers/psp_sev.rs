//! `linux/psp-sev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/psp-sev.h";

/// 0xc0105300
pub const SEV_ISSUE_CMD: Ioctl = taking(FROM, "SEV_ISSUE_CMD", 0xc0105300, &LAYOUT_SEV_ISSUE_CMD);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    SEV_ISSUE_CMD,
];

const LAYOUT_SEV_ISSUE_CMD: Layout = Layout {
    name: "struct sev_issue_cmd",
    size: 16,
    members: &[
        member("cmd", 0, Unsigned(4)), member("data", 4, Unsigned(8)),
        member("error", 12, Unsigned(4)),
    ],
};
