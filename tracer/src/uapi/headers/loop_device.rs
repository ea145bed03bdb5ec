//! `linux/loop.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/loop.h";

/// 0x4c00
pub const LOOP_SET_FD: Ioctl = ioctl(FROM, "LOOP_SET_FD", 0x4c00);
/// 0x4c01
pub const LOOP_CLR_FD: Ioctl = ioctl(FROM, "LOOP_CLR_FD", 0x4c01);
/// 0x4c02
pub const LOOP_SET_STATUS: Ioctl = taking(FROM, "LOOP_SET_STATUS", 0x4c02, &LAYOUT_LOOP_INFO);
/// 0x4c03
pub const LOOP_GET_STATUS: Ioctl = taking(FROM, "LOOP_GET_STATUS", 0x4c03, &LAYOUT_LOOP_INFO);
/// 0x4c04
pub const LOOP_SET_STATUS64: Ioctl = taking(FROM, "LOOP_SET_STATUS64", 0x4c04, &LAYOUT_LOOP_INFO64);
/// 0x4c05
pub const LOOP_GET_STATUS64: Ioctl = taking(FROM, "LOOP_GET_STATUS64", 0x4c05, &LAYOUT_LOOP_INFO64);
/// 0x4c06
pub const LOOP_CHANGE_FD: Ioctl = ioctl(FROM, "LOOP_CHANGE_FD", 0x4c06);
/// 0x4c07
pub const LOOP_SET_CAPACITY: Ioctl = ioctl(FROM, "LOOP_SET_CAPACITY", 0x4c07);
/// 0x4c08
pub const LOOP_SET_DIRECT_IO: Ioctl = ioctl(FROM, "LOOP_SET_DIRECT_IO", 0x4c08);
/// 0x4c09
pub const LOOP_SET_BLOCK_SIZE: Ioctl = ioctl(FROM, "LOOP_SET_BLOCK_SIZE", 0x4c09);
/// 0x4c0a
pub const LOOP_CONFIGURE: Ioctl = taking(FROM, "LOOP_CONFIGURE", 0x4c0a, &LAYOUT_LOOP_CONFIG);
/// 0x4c80
pub const LOOP_CTL_ADD: Ioctl = ioctl(FROM, "LOOP_CTL_ADD", 0x4c80);
/// 0x4c81
pub const LOOP_CTL_REMOVE: Ioctl = ioctl(FROM, "LOOP_CTL_REMOVE", 0x4c81);
/// 0x4c82
pub const LOOP_CTL_GET_FREE: Ioctl = ioctl(FROM, "LOOP_CTL_GET_FREE", 0x4c82);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    LOOP_SET_FD, LOOP_CLR_FD, LOOP_SET_STATUS, LOOP_GET_STATUS, LOOP_SET_STATUS64,
    LOOP_GET_STATUS64, LOOP_CHANGE_FD, LOOP_SET_CAPACITY, LOOP_SET_DIRECT_IO,
    LOOP_SET_BLOCK_SIZE, LOOP_CONFIGURE, LOOP_CTL_ADD, LOOP_CTL_REMOVE, LOOP_CTL_GET_FREE,
];

const LAYOUT_LOOP_INFO: Layout = Layout {
    name: "struct loop_info",
    size: 168,
    members: &[
        member("lo_number", 0, Signed(4)), member("lo_device", 8, Unsigned(8)),
        member("lo_inode", 16, Unsigned(8)), member("lo_rdevice", 24, Unsigned(8)),
        member("lo_offset", 32, Signed(4)), member("lo_encrypt_type", 36, Signed(4)),
        member("lo_encrypt_key_size", 40, Signed(4)), member("lo_flags", 44, Signed(4)),
        member("lo_name", 48, Text(64)), member("lo_encrypt_key", 112, Array(1, 32)),
        member("lo_init", 144, Array(8, 2)), member("reserved", 160, Text(4)),
    ],
};

const LAYOUT_LOOP_INFO64: Layout = Layout {
    name: "struct loop_info64",
    size: 232,
    members: &[
        member("lo_device", 0, Unsigned(8)), member("lo_inode", 8, Unsigned(8)),
        member("lo_rdevice", 16, Unsigned(8)), member("lo_offset", 24, Unsigned(8)),
        member("lo_sizelimit", 32, Unsigned(8)), member("lo_number", 40, Unsigned(4)),
        member("lo_encrypt_type", 44, Unsigned(4)),
        member("lo_encrypt_key_size", 48, Unsigned(4)), member("lo_flags", 52, Unsigned(4)),
        member("lo_file_name", 56, Array(1, 64)), member("lo_crypt_name", 120, Array(1, 64)),
        member("lo_encrypt_key", 184, Array(1, 32)), member("lo_init", 216, Array(8, 2)),
    ],
};

const LAYOUT_LOOP_CONFIG: Layout = Layout {
    name: "struct loop_config",
    size: 304,
    members: &[
        member("fd", 0, Unsigned(4)), member("block_size", 4, Unsigned(4)),
        member("info.lo_device", 8, Unsigned(8)), member("info.lo_inode", 16, Unsigned(8)),
        member("info.lo_rdevice", 24, Unsigned(8)), member("info.lo_offset", 32, Unsigned(8)),
        member("info.lo_sizelimit", 40, Unsigned(8)), member("info.lo_number", 48, Unsigned(4)),
        member("info.lo_encrypt_type", 52, Unsigned(4)),
        member("info.lo_encrypt_key_size", 56, Unsigned(4)),
        member("info.lo_flags", 60, Unsigned(4)), member("info.lo_file_name", 64, Array(1, 64)),
        member("info.lo_crypt_name", 128, Array(1, 64)),
        member("info.lo_encrypt_key", 192, Array(1, 32)),
        member("info.lo_init", 224, Array(8, 2)), member("__reserved", 240, Array(8, 8)),
    ],
};
