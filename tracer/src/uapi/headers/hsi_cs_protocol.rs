//! `linux/hsi/cs-protocol.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/hsi/cs-protocol.h";

/// 0x80044315
pub const CS_GET_STATE: Ioctl = taking(FROM, "CS_GET_STATE", 0x80044315, &LAYOUT_UNSIGNED_INT);
/// 0x40044317
pub const CS_SET_WAKELINE: Ioctl = taking(FROM, "CS_SET_WAKELINE", 0x40044317, &LAYOUT_UNSIGNED_INT);
/// 0x8004431e
pub const CS_GET_IF_VERSION: Ioctl = taking(FROM, "CS_GET_IF_VERSION", 0x8004431e, &LAYOUT_UNSIGNED_INT);
/// 0x4020431f
pub const CS_CONFIG_BUFS: Ioctl = taking(FROM, "CS_CONFIG_BUFS", 0x4020431f, &LAYOUT_CS_BUFFER_CONFIG);

/// Each of them.
pub const ALL: [Ioctl; 4] = [
    CS_GET_STATE, CS_SET_WAKELINE, CS_GET_IF_VERSION, CS_CONFIG_BUFS,
];

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_CS_BUFFER_CONFIG: Layout = Layout {
    name: "struct cs_buffer_config",
    size: 32,
    members: &[
        member("rx_bufs", 0, Unsigned(4)), member("tx_bufs", 4, Unsigned(4)),
        member("buf_size", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("reserved", 16, Array(4, 4)),
    ],
};
