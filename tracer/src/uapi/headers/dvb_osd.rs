//! `linux/dvb/osd.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/dvb/osd.h";

/// 0x40206fa0
pub const OSD_SEND_CMD: Ioctl = taking(FROM, "OSD_SEND_CMD", 0x40206fa0, &LAYOUT_OSD_CMD_T);
/// 0x80106fa1
pub const OSD_GET_CAPABILITY: Ioctl = taking(FROM, "OSD_GET_CAPABILITY", 0x80106fa1, &LAYOUT_OSD_CAP_T);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    OSD_SEND_CMD, OSD_GET_CAPABILITY,
];

const LAYOUT_OSD_CMD_T: Layout = Layout {
    name: "osd_cmd_t",
    size: 32,
    members: &[
        member("cmd", 0, Unsigned(4)), member("x0", 4, Signed(4)), member("y0", 8, Signed(4)),
        member("x1", 12, Signed(4)), member("y1", 16, Signed(4)), member("color", 20, Signed(4)),
        member("data", 24, Pointer),
    ],
};

const LAYOUT_OSD_CAP_T: Layout = Layout {
    name: "osd_cap_t",
    size: 16,
    members: &[
        member("cmd", 0, Signed(4)), member("val", 8, Signed(8)),
    ],
};
