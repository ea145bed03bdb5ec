//! `linux/tdx-guest.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/tdx-guest.h";

/// 0xc4405401
pub const TDX_CMD_GET_REPORT0: Ioctl = taking(FROM, "TDX_CMD_GET_REPORT0", 0xc4405401, &LAYOUT_TDX_REPORT_REQ);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    TDX_CMD_GET_REPORT0,
];

const LAYOUT_TDX_REPORT_REQ: Layout = Layout {
    name: "struct tdx_report_req",
    size: 1088,
    members: &[
        member("reportdata", 0, Array(1, 64)), member("tdreport", 64, Array(1, 1024)),
    ],
};
