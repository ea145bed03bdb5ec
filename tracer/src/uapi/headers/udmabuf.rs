//! `linux/udmabuf.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/udmabuf.h";

/// 0x40187542
pub const UDMABUF_CREATE: Ioctl = taking(FROM, "UDMABUF_CREATE", 0x40187542, &LAYOUT_UDMABUF_CREATE);
/// 0x40087543
pub const UDMABUF_CREATE_LIST: Ioctl = taking(FROM, "UDMABUF_CREATE_LIST", 0x40087543, &LAYOUT_UDMABUF_CREATE_LIST);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    UDMABUF_CREATE, UDMABUF_CREATE_LIST,
];

const LAYOUT_UDMABUF_CREATE: Layout = Layout {
    name: "struct udmabuf_create",
    size: 24,
    members: &[
        member("memfd", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
    ],
};

const LAYOUT_UDMABUF_CREATE_LIST: Layout = Layout {
    name: "struct udmabuf_create_list",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
    ],
};
