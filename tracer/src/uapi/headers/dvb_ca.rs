//! `linux/dvb/ca.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/ca.h";

/// 0x6f80
pub const CA_RESET: Ioctl = ioctl(FROM, "CA_RESET", 0x6f80);
/// 0x80106f81
pub const CA_GET_CAP: Ioctl = taking(FROM, "CA_GET_CAP", 0x80106f81, &LAYOUT_CA_CAPS);
/// 0x800c6f82
pub const CA_GET_SLOT_INFO: Ioctl = taking(FROM, "CA_GET_SLOT_INFO", 0x800c6f82, &LAYOUT_CA_SLOT_INFO);
/// 0x80086f83
pub const CA_GET_DESCR_INFO: Ioctl = taking(FROM, "CA_GET_DESCR_INFO", 0x80086f83, &LAYOUT_CA_DESCR_INFO);
/// 0x810c6f84
pub const CA_GET_MSG: Ioctl = taking(FROM, "CA_GET_MSG", 0x810c6f84, &LAYOUT_CA_MSG);
/// 0x410c6f85
pub const CA_SEND_MSG: Ioctl = taking(FROM, "CA_SEND_MSG", 0x410c6f85, &LAYOUT_CA_MSG);
/// 0x40106f86
pub const CA_SET_DESCR: Ioctl = taking(FROM, "CA_SET_DESCR", 0x40106f86, &LAYOUT_CA_DESCR);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    CA_RESET, CA_GET_CAP, CA_GET_SLOT_INFO, CA_GET_DESCR_INFO, CA_GET_MSG, CA_SEND_MSG,
    CA_SET_DESCR,
];

const LAYOUT_CA_CAPS: Layout = Layout {
    name: "struct ca_caps",
    size: 16,
    members: &[
        member("slot_num", 0, Unsigned(4)), member("slot_type", 4, Unsigned(4)),
        member("descr_num", 8, Unsigned(4)), member("descr_type", 12, Unsigned(4)),
    ],
};

const LAYOUT_CA_SLOT_INFO: Layout = Layout {
    name: "struct ca_slot_info",
    size: 12,
    members: &[
        member("num", 0, Signed(4)), member("type", 4, Signed(4)),
        member("flags", 8, Unsigned(4)),
    ],
};

const LAYOUT_CA_DESCR_INFO: Layout = Layout {
    name: "struct ca_descr_info",
    size: 8,
    members: &[
        member("num", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
    ],
};

const LAYOUT_CA_MSG: Layout = Layout {
    name: "struct ca_msg",
    size: 268,
    members: &[
        member("index", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("length", 8, Unsigned(4)), member("msg", 12, Array(1, 256)),
    ],
};

const LAYOUT_CA_DESCR: Layout = Layout {
    name: "struct ca_descr",
    size: 16,
    members: &[
        member("index", 0, Unsigned(4)), member("parity", 4, Unsigned(4)),
        member("cw", 8, Array(1, 8)),
    ],
};
