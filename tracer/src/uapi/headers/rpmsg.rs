//! `linux/rpmsg.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/rpmsg.h";

/// 0x4028b501
pub const RPMSG_CREATE_EPT_IOCTL: Ioctl = taking(FROM, "RPMSG_CREATE_EPT_IOCTL", 0x4028b501, &LAYOUT_RPMSG_ENDPOINT_INFO);
/// 0xb502
pub const RPMSG_DESTROY_EPT_IOCTL: Ioctl = ioctl(FROM, "RPMSG_DESTROY_EPT_IOCTL", 0xb502);
/// 0x4028b503
pub const RPMSG_CREATE_DEV_IOCTL: Ioctl = taking(FROM, "RPMSG_CREATE_DEV_IOCTL", 0x4028b503, &LAYOUT_RPMSG_ENDPOINT_INFO);
/// 0x4028b504
pub const RPMSG_RELEASE_DEV_IOCTL: Ioctl = taking(FROM, "RPMSG_RELEASE_DEV_IOCTL", 0x4028b504, &LAYOUT_RPMSG_ENDPOINT_INFO);
/// 0x8004b505
pub const RPMSG_GET_OUTGOING_FLOWCONTROL: Ioctl = taking(FROM, "RPMSG_GET_OUTGOING_FLOWCONTROL", 0x8004b505, &LAYOUT_INT);
/// 0x8004b506
pub const RPMSG_SET_INCOMING_FLOWCONTROL: Ioctl = taking(FROM, "RPMSG_SET_INCOMING_FLOWCONTROL", 0x8004b506, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    RPMSG_CREATE_EPT_IOCTL, RPMSG_DESTROY_EPT_IOCTL, RPMSG_CREATE_DEV_IOCTL,
    RPMSG_RELEASE_DEV_IOCTL, RPMSG_GET_OUTGOING_FLOWCONTROL, RPMSG_SET_INCOMING_FLOWCONTROL,
];

const LAYOUT_RPMSG_ENDPOINT_INFO: Layout = Layout {
    name: "struct rpmsg_endpoint_info",
    size: 40,
    members: &[
        member("name", 0, Text(32)), member("src", 32, Unsigned(4)),
        member("dst", 36, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
