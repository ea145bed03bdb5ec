//! `linux/issei.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/issei.h";

/// 0xc0104801
pub const IOCTL_ISSEI_CONNECT_CLIENT: Ioctl = taking(FROM, "IOCTL_ISSEI_CONNECT_CLIENT", 0xc0104801, &LAYOUT_ISSEI_CONNECT_CLIENT_DATA);
/// 0x4802
pub const IOCTL_ISSEI_DISCONNECT_CLIENT: Ioctl = ioctl(FROM, "IOCTL_ISSEI_DISCONNECT_CLIENT", 0x4802);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    IOCTL_ISSEI_CONNECT_CLIENT, IOCTL_ISSEI_DISCONNECT_CLIENT,
];

const LAYOUT_ISSEI_CONNECT_CLIENT_DATA: Layout = Layout {
    name: "struct issei_connect_client_data",
    size: 16,
    members: &[
        member("in_client_uuid", 0, Array(1, 16)),
    ],
};
