//! `linux/rio_cm_cdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/rio_cm_cdev.h";

/// 0xc0046301
pub const RIO_CM_EP_GET_LIST_SIZE: Ioctl = taking(FROM, "RIO_CM_EP_GET_LIST_SIZE", 0xc0046301, &LAYOUT___U32);
/// 0xc0046302
pub const RIO_CM_EP_GET_LIST: Ioctl = taking(FROM, "RIO_CM_EP_GET_LIST", 0xc0046302, &LAYOUT___U32);
/// 0xc0026303
pub const RIO_CM_CHAN_CREATE: Ioctl = taking(FROM, "RIO_CM_CHAN_CREATE", 0xc0026303, &LAYOUT___U16);
/// 0x40026304
pub const RIO_CM_CHAN_CLOSE: Ioctl = taking(FROM, "RIO_CM_CHAN_CLOSE", 0x40026304, &LAYOUT___U16);
/// 0x40086305
pub const RIO_CM_CHAN_BIND: Ioctl = taking(FROM, "RIO_CM_CHAN_BIND", 0x40086305, &LAYOUT_RIO_CM_CHANNEL);
/// 0x40026306
pub const RIO_CM_CHAN_LISTEN: Ioctl = taking(FROM, "RIO_CM_CHAN_LISTEN", 0x40026306, &LAYOUT___U16);
/// 0xc0086307
pub const RIO_CM_CHAN_ACCEPT: Ioctl = taking(FROM, "RIO_CM_CHAN_ACCEPT", 0xc0086307, &LAYOUT_RIO_CM_ACCEPT);
/// 0x40086308
pub const RIO_CM_CHAN_CONNECT: Ioctl = taking(FROM, "RIO_CM_CHAN_CONNECT", 0x40086308, &LAYOUT_RIO_CM_CHANNEL);
/// 0x40106309
pub const RIO_CM_CHAN_SEND: Ioctl = taking(FROM, "RIO_CM_CHAN_SEND", 0x40106309, &LAYOUT_RIO_CM_MSG);
/// 0xc010630a
pub const RIO_CM_CHAN_RECEIVE: Ioctl = taking(FROM, "RIO_CM_CHAN_RECEIVE", 0xc010630a, &LAYOUT_RIO_CM_MSG);
/// 0xc004630b
pub const RIO_CM_MPORT_GET_LIST: Ioctl = taking(FROM, "RIO_CM_MPORT_GET_LIST", 0xc004630b, &LAYOUT___U32);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    RIO_CM_EP_GET_LIST_SIZE, RIO_CM_EP_GET_LIST, RIO_CM_CHAN_CREATE, RIO_CM_CHAN_CLOSE,
    RIO_CM_CHAN_BIND, RIO_CM_CHAN_LISTEN, RIO_CM_CHAN_ACCEPT, RIO_CM_CHAN_CONNECT,
    RIO_CM_CHAN_SEND, RIO_CM_CHAN_RECEIVE, RIO_CM_MPORT_GET_LIST,
];

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT_RIO_CM_CHANNEL: Layout = Layout {
    name: "struct rio_cm_channel",
    size: 8,
    members: &[
        member("id", 0, Unsigned(2)), member("remote_channel", 2, Unsigned(2)),
        member("remote_destid", 4, Unsigned(2)), member("mport_id", 6, Unsigned(1)),
    ],
};

const LAYOUT_RIO_CM_ACCEPT: Layout = Layout {
    name: "struct rio_cm_accept",
    size: 8,
    members: &[
        member("ch_num", 0, Unsigned(2)), member("pad0", 2, Unsigned(2)),
        member("wait_to", 4, Unsigned(4)),
    ],
};

const LAYOUT_RIO_CM_MSG: Layout = Layout {
    name: "struct rio_cm_msg",
    size: 16,
    members: &[
        member("ch_num", 0, Unsigned(2)), member("size", 2, Unsigned(2)),
        member("rxto", 4, Unsigned(4)), member("msg", 8, Unsigned(8)),
    ],
};
