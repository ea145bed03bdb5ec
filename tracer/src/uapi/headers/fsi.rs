//! `linux/fsi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/fsi.h";

/// 0x40047300
pub const FSI_SBEFIFO_READ_TIMEOUT_SECONDS: Ioctl = taking(FROM, "FSI_SBEFIFO_READ_TIMEOUT_SECONDS", 0x40047300, &LAYOUT___U32);
/// 0x80047300
pub const FSI_SCOM_CHECK: Ioctl = taking(FROM, "FSI_SCOM_CHECK", 0x80047300, &LAYOUT___U32);
/// 0x40047301
pub const FSI_SBEFIFO_CMD_TIMEOUT_SECONDS: Ioctl = taking(FROM, "FSI_SBEFIFO_CMD_TIMEOUT_SECONDS", 0x40047301, &LAYOUT___U32);
/// 0xc0207301
pub const FSI_SCOM_READ: Ioctl = taking(FROM, "FSI_SCOM_READ", 0xc0207301, &LAYOUT_SCOM_ACCESS);
/// 0xc0207302
pub const FSI_SCOM_WRITE: Ioctl = taking(FROM, "FSI_SCOM_WRITE", 0xc0207302, &LAYOUT_SCOM_ACCESS);
/// 0x40047303
pub const FSI_SCOM_RESET: Ioctl = taking(FROM, "FSI_SCOM_RESET", 0x40047303, &LAYOUT___U32);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    FSI_SBEFIFO_READ_TIMEOUT_SECONDS, FSI_SCOM_CHECK, FSI_SBEFIFO_CMD_TIMEOUT_SECONDS,
    FSI_SCOM_READ, FSI_SCOM_WRITE, FSI_SCOM_RESET,
];

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_SCOM_ACCESS: Layout = Layout {
    name: "struct scom_access",
    size: 32,
    members: &[
        member("addr", 0, Unsigned(8)), member("data", 8, Unsigned(8)),
        member("mask", 16, Unsigned(8)), member("intf_errors", 24, Unsigned(4)),
        member("pib_status", 28, Unsigned(1)), member("pad", 29, Unsigned(1)),
    ],
};
