//! `linux/usb/tmc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/usb/tmc.h";

/// 0x5b01
pub const USBTMC_IOCTL_INDICATOR_PULSE: Ioctl = ioctl(FROM, "USBTMC_IOCTL_INDICATOR_PULSE", 0x5b01);
/// 0x5b02
pub const USBTMC_IOCTL_CLEAR: Ioctl = ioctl(FROM, "USBTMC_IOCTL_CLEAR", 0x5b02);
/// 0x5b03
pub const USBTMC_IOCTL_ABORT_BULK_OUT: Ioctl = ioctl(FROM, "USBTMC_IOCTL_ABORT_BULK_OUT", 0x5b03);
/// 0x5b04
pub const USBTMC_IOCTL_ABORT_BULK_IN: Ioctl = ioctl(FROM, "USBTMC_IOCTL_ABORT_BULK_IN", 0x5b04);
/// 0x5b06
pub const USBTMC_IOCTL_CLEAR_OUT_HALT: Ioctl = ioctl(FROM, "USBTMC_IOCTL_CLEAR_OUT_HALT", 0x5b06);
/// 0x5b07
pub const USBTMC_IOCTL_CLEAR_IN_HALT: Ioctl = ioctl(FROM, "USBTMC_IOCTL_CLEAR_IN_HALT", 0x5b07);
/// 0xc0105b08
pub const USBTMC_IOCTL_CTRL_REQUEST: Ioctl = taking(FROM, "USBTMC_IOCTL_CTRL_REQUEST", 0xc0105b08, &LAYOUT_USBTMC_CTRLREQUEST);
/// 0x80045b09
pub const USBTMC_IOCTL_GET_TIMEOUT: Ioctl = taking(FROM, "USBTMC_IOCTL_GET_TIMEOUT", 0x80045b09, &LAYOUT___U32);
/// 0x40045b0a
pub const USBTMC_IOCTL_SET_TIMEOUT: Ioctl = taking(FROM, "USBTMC_IOCTL_SET_TIMEOUT", 0x40045b0a, &LAYOUT___U32);
/// 0x40015b0b
pub const USBTMC_IOCTL_EOM_ENABLE: Ioctl = taking(FROM, "USBTMC_IOCTL_EOM_ENABLE", 0x40015b0b, &LAYOUT___U8);
/// 0x40025b0c
pub const USBTMC_IOCTL_CONFIG_TERMCHAR: Ioctl = taking(FROM, "USBTMC_IOCTL_CONFIG_TERMCHAR", 0x40025b0c, &LAYOUT_USBTMC_TERMCHAR);
/// 0xc0145b0d
pub const USBTMC_IOCTL_WRITE: Ioctl = taking(FROM, "USBTMC_IOCTL_WRITE", 0xc0145b0d, &LAYOUT_USBTMC_MESSAGE);
/// 0xc0145b0e
pub const USBTMC_IOCTL_READ: Ioctl = taking(FROM, "USBTMC_IOCTL_READ", 0xc0145b0e, &LAYOUT_USBTMC_MESSAGE);
/// 0xc0045b0f
pub const USBTMC_IOCTL_WRITE_RESULT: Ioctl = taking(FROM, "USBTMC_IOCTL_WRITE_RESULT", 0xc0045b0f, &LAYOUT___U32);
/// 0x80045b10
pub const USBTMC_IOCTL_API_VERSION: Ioctl = taking(FROM, "USBTMC_IOCTL_API_VERSION", 0x80045b10, &LAYOUT___U32);
/// 0x80015b11
pub const USBTMC488_IOCTL_GET_CAPS: Ioctl = taking(FROM, "USBTMC488_IOCTL_GET_CAPS", 0x80015b11, &LAYOUT_UNSIGNED_CHAR);
/// 0x80015b12
pub const USBTMC488_IOCTL_READ_STB: Ioctl = taking(FROM, "USBTMC488_IOCTL_READ_STB", 0x80015b12, &LAYOUT_UNSIGNED_CHAR);
/// 0x40015b13
pub const USBTMC488_IOCTL_REN_CONTROL: Ioctl = taking(FROM, "USBTMC488_IOCTL_REN_CONTROL", 0x40015b13, &LAYOUT_UNSIGNED_CHAR);
/// 0x5b14
pub const USBTMC488_IOCTL_GOTO_LOCAL: Ioctl = ioctl(FROM, "USBTMC488_IOCTL_GOTO_LOCAL", 0x5b14);
/// 0x5b15
pub const USBTMC488_IOCTL_LOCAL_LOCKOUT: Ioctl = ioctl(FROM, "USBTMC488_IOCTL_LOCAL_LOCKOUT", 0x5b15);
/// 0x5b16
pub const USBTMC488_IOCTL_TRIGGER: Ioctl = ioctl(FROM, "USBTMC488_IOCTL_TRIGGER", 0x5b16);
/// 0x40045b17
pub const USBTMC488_IOCTL_WAIT_SRQ: Ioctl = taking(FROM, "USBTMC488_IOCTL_WAIT_SRQ", 0x40045b17, &LAYOUT___U32);
/// 0x80015b18
pub const USBTMC_IOCTL_MSG_IN_ATTR: Ioctl = taking(FROM, "USBTMC_IOCTL_MSG_IN_ATTR", 0x80015b18, &LAYOUT___U8);
/// 0x40015b19
pub const USBTMC_IOCTL_AUTO_ABORT: Ioctl = taking(FROM, "USBTMC_IOCTL_AUTO_ABORT", 0x40015b19, &LAYOUT___U8);
/// 0x80015b1a
pub const USBTMC_IOCTL_GET_STB: Ioctl = taking(FROM, "USBTMC_IOCTL_GET_STB", 0x80015b1a, &LAYOUT___U8);
/// 0x80015b1b
pub const USBTMC_IOCTL_GET_SRQ_STB: Ioctl = taking(FROM, "USBTMC_IOCTL_GET_SRQ_STB", 0x80015b1b, &LAYOUT___U8);
/// 0x5b23
pub const USBTMC_IOCTL_CANCEL_IO: Ioctl = ioctl(FROM, "USBTMC_IOCTL_CANCEL_IO", 0x5b23);
/// 0x5b24
pub const USBTMC_IOCTL_CLEANUP_IO: Ioctl = ioctl(FROM, "USBTMC_IOCTL_CLEANUP_IO", 0x5b24);

/// Each of them.
pub const ALL: [Ioctl; 28] = [
    USBTMC_IOCTL_INDICATOR_PULSE, USBTMC_IOCTL_CLEAR, USBTMC_IOCTL_ABORT_BULK_OUT,
    USBTMC_IOCTL_ABORT_BULK_IN, USBTMC_IOCTL_CLEAR_OUT_HALT, USBTMC_IOCTL_CLEAR_IN_HALT,
    USBTMC_IOCTL_CTRL_REQUEST, USBTMC_IOCTL_GET_TIMEOUT, USBTMC_IOCTL_SET_TIMEOUT,
    USBTMC_IOCTL_EOM_ENABLE, USBTMC_IOCTL_CONFIG_TERMCHAR, USBTMC_IOCTL_WRITE,
    USBTMC_IOCTL_READ, USBTMC_IOCTL_WRITE_RESULT, USBTMC_IOCTL_API_VERSION,
    USBTMC488_IOCTL_GET_CAPS, USBTMC488_IOCTL_READ_STB, USBTMC488_IOCTL_REN_CONTROL,
    USBTMC488_IOCTL_GOTO_LOCAL, USBTMC488_IOCTL_LOCAL_LOCKOUT, USBTMC488_IOCTL_TRIGGER,
    USBTMC488_IOCTL_WAIT_SRQ, USBTMC_IOCTL_MSG_IN_ATTR, USBTMC_IOCTL_AUTO_ABORT,
    USBTMC_IOCTL_GET_STB, USBTMC_IOCTL_GET_SRQ_STB, USBTMC_IOCTL_CANCEL_IO,
    USBTMC_IOCTL_CLEANUP_IO,
];

const LAYOUT_USBTMC_CTRLREQUEST: Layout = Layout {
    name: "struct usbtmc_ctrlrequest",
    size: 16,
    members: &[
        member("req.bRequestType", 0, Unsigned(1)), member("req.bRequest", 1, Unsigned(1)),
        member("req.wValue", 2, Unsigned(2)), member("req.wIndex", 4, Unsigned(2)),
        member("req.wLength", 6, Unsigned(2)), member("data", 8, Pointer),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U8: Layout = Layout {
    name: "__u8",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT_USBTMC_TERMCHAR: Layout = Layout {
    name: "struct usbtmc_termchar",
    size: 2,
    members: &[
        member("term_char", 0, Unsigned(1)), member("term_char_enabled", 1, Unsigned(1)),
    ],
};

const LAYOUT_USBTMC_MESSAGE: Layout = Layout {
    name: "struct usbtmc_message",
    size: 20,
    members: &[
        member("transfer_size", 0, Unsigned(4)), member("transferred", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("message", 12, Pointer),
    ],
};

const LAYOUT_UNSIGNED_CHAR: Layout = Layout {
    name: "unsigned char",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};
