//! `linux/dvb/net.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/net.h";

/// 0xc0046f34
pub const __NET_ADD_IF_OLD: Ioctl = taking(FROM, "__NET_ADD_IF_OLD", 0xc0046f34, &LAYOUT___DVB_NET_IF_OLD);
/// 0xc0066f34
pub const NET_ADD_IF: Ioctl = taking(FROM, "NET_ADD_IF", 0xc0066f34, &LAYOUT_DVB_NET_IF);
/// 0x6f35
pub const NET_REMOVE_IF: Ioctl = ioctl(FROM, "NET_REMOVE_IF", 0x6f35);
/// 0xc0046f36
pub const __NET_GET_IF_OLD: Ioctl = taking(FROM, "__NET_GET_IF_OLD", 0xc0046f36, &LAYOUT___DVB_NET_IF_OLD);
/// 0xc0066f36
pub const NET_GET_IF: Ioctl = taking(FROM, "NET_GET_IF", 0xc0066f36, &LAYOUT_DVB_NET_IF);

/// Each of them.
pub const ALL: [Ioctl; 5] = [
    __NET_ADD_IF_OLD, NET_ADD_IF, NET_REMOVE_IF, __NET_GET_IF_OLD, NET_GET_IF,
];

const LAYOUT_DVB_NET_IF: Layout = Layout {
    name: "struct dvb_net_if",
    size: 6,
    members: &[
        member("pid", 0, Unsigned(2)), member("if_num", 2, Unsigned(2)),
        member("feedtype", 4, Unsigned(1)),
    ],
};

const LAYOUT___DVB_NET_IF_OLD: Layout = Layout {
    name: "struct __dvb_net_if_old",
    size: 4,
    members: &[
        member("pid", 0, Unsigned(2)), member("if_num", 2, Unsigned(2)),
    ],
};
