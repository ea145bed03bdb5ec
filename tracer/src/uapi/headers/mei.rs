//! `linux/mei.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/mei.h";

/// 0xc0104801
pub const IOCTL_MEI_CONNECT_CLIENT: Ioctl = taking(FROM, "IOCTL_MEI_CONNECT_CLIENT", 0xc0104801, &LAYOUT_MEI_CONNECT_CLIENT_DATA);
/// 0x40044802
pub const IOCTL_MEI_NOTIFY_SET: Ioctl = taking(FROM, "IOCTL_MEI_NOTIFY_SET", 0x40044802, &LAYOUT___U32);
/// 0x80044803
pub const IOCTL_MEI_NOTIFY_GET: Ioctl = taking(FROM, "IOCTL_MEI_NOTIFY_GET", 0x80044803, &LAYOUT___U32);
/// 0xc0144804
pub const IOCTL_MEI_CONNECT_CLIENT_VTAG: Ioctl = taking(FROM, "IOCTL_MEI_CONNECT_CLIENT_VTAG", 0xc0144804, &LAYOUT_MEI_CONNECT_CLIENT_DATA_VTAG);

/// Each of them.
pub const ALL: [Ioctl; 4] = [
    IOCTL_MEI_CONNECT_CLIENT, IOCTL_MEI_NOTIFY_SET, IOCTL_MEI_NOTIFY_GET,
    IOCTL_MEI_CONNECT_CLIENT_VTAG,
];

const LAYOUT_MEI_CONNECT_CLIENT_DATA: Layout = Layout {
    name: "struct mei_connect_client_data",
    size: 16,
    members: &[
        member("in_client_uuid.b", 0, Array(1, 16)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_MEI_CONNECT_CLIENT_DATA_VTAG: Layout = Layout {
    name: "struct mei_connect_client_data_vtag",
    size: 20,
    members: &[
        member("connect.in_client_uuid.b", 0, Array(1, 16)),
        member("connect.vtag", 16, Unsigned(1)), member("connect.reserved", 17, Array(1, 3)),
    ],
};
