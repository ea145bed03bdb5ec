//! `fwctl/fwctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "fwctl/fwctl.h";

/// 0x9a00
pub const FWCTL_INFO: Ioctl = taking(FROM, "FWCTL_INFO", 0x9a00, &LAYOUT_FWCTL_INFO);
/// 0x9a01
pub const FWCTL_RPC: Ioctl = taking(FROM, "FWCTL_RPC", 0x9a01, &LAYOUT_FWCTL_RPC);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    FWCTL_INFO, FWCTL_RPC,
];

const LAYOUT_FWCTL_INFO: Layout = Layout {
    name: "struct fwctl_info",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("out_device_type", 8, Unsigned(4)), member("device_data_len", 12, Unsigned(4)),
        member("out_device_data", 16, Unsigned(8)),
    ],
};

const LAYOUT_FWCTL_RPC: Layout = Layout {
    name: "struct fwctl_rpc",
    size: 32,
    members: &[
        member("size", 0, Unsigned(4)), member("scope", 4, Unsigned(4)),
        member("in_len", 8, Unsigned(4)), member("out_len", 12, Unsigned(4)),
        member("in", 16, Unsigned(8)), member("out", 24, Unsigned(8)),
    ],
};
