//! `linux/uvcvideo.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/uvcvideo.h";

/// 0xc0607520
pub const UVCIOC_CTRL_MAP: Ioctl = taking(FROM, "UVCIOC_CTRL_MAP", 0xc0607520, &LAYOUT_UVC_XU_CONTROL_MAPPING);
/// 0xc0107521
pub const UVCIOC_CTRL_QUERY: Ioctl = taking(FROM, "UVCIOC_CTRL_QUERY", 0xc0107521, &LAYOUT_UVC_XU_CONTROL_QUERY);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    UVCIOC_CTRL_MAP, UVCIOC_CTRL_QUERY,
];

const LAYOUT_UVC_XU_CONTROL_MAPPING: Layout = Layout {
    name: "struct uvc_xu_control_mapping",
    size: 96,
    members: &[
        member("id", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("entity", 36, Array(1, 16)), member("selector", 52, Unsigned(1)),
        member("size", 53, Unsigned(1)), member("offset", 54, Unsigned(1)),
        member("v4l2_type", 56, Unsigned(4)), member("data_type", 60, Unsigned(4)),
        member("menu_info", 64, Pointer), member("menu_count", 72, Unsigned(4)),
        member("reserved", 76, Array(4, 4)),
    ],
};

const LAYOUT_UVC_XU_CONTROL_QUERY: Layout = Layout {
    name: "struct uvc_xu_control_query",
    size: 16,
    members: &[
        member("unit", 0, Unsigned(1)), member("selector", 1, Unsigned(1)),
        member("query", 2, Unsigned(1)), member("size", 4, Unsigned(2)),
        member("data", 8, Pointer),
    ],
};
