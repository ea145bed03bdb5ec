//! `linux/loop.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/loop.h";

/// 0x4
pub const LOOP_SET_STATUS_CLEARABLE_FLAGS: Ioctl = ioctl(FROM, "LOOP_SET_STATUS_CLEARABLE_FLAGS", 0x4);
/// 0xc
pub const LOOP_SET_STATUS_SETTABLE_FLAGS: Ioctl = ioctl(FROM, "LOOP_SET_STATUS_SETTABLE_FLAGS", 0xc);
/// 0x1d
pub const LOOP_CONFIGURE_SETTABLE_FLAGS: Ioctl = ioctl(FROM, "LOOP_CONFIGURE_SETTABLE_FLAGS", 0x1d);
/// 0x4c00
pub const LOOP_SET_FD: Ioctl = ioctl(FROM, "LOOP_SET_FD", 0x4c00);
/// 0x4c01
pub const LOOP_CLR_FD: Ioctl = ioctl(FROM, "LOOP_CLR_FD", 0x4c01);
/// 0x4c02
pub const LOOP_SET_STATUS: Ioctl = ioctl(FROM, "LOOP_SET_STATUS", 0x4c02);
/// 0x4c03
pub const LOOP_GET_STATUS: Ioctl = ioctl(FROM, "LOOP_GET_STATUS", 0x4c03);
/// 0x4c04
pub const LOOP_SET_STATUS64: Ioctl = ioctl(FROM, "LOOP_SET_STATUS64", 0x4c04);
/// 0x4c05
pub const LOOP_GET_STATUS64: Ioctl = ioctl(FROM, "LOOP_GET_STATUS64", 0x4c05);
/// 0x4c06
pub const LOOP_CHANGE_FD: Ioctl = ioctl(FROM, "LOOP_CHANGE_FD", 0x4c06);
/// 0x4c07
pub const LOOP_SET_CAPACITY: Ioctl = ioctl(FROM, "LOOP_SET_CAPACITY", 0x4c07);
/// 0x4c08
pub const LOOP_SET_DIRECT_IO: Ioctl = ioctl(FROM, "LOOP_SET_DIRECT_IO", 0x4c08);
/// 0x4c09
pub const LOOP_SET_BLOCK_SIZE: Ioctl = ioctl(FROM, "LOOP_SET_BLOCK_SIZE", 0x4c09);
/// 0x4c0a
pub const LOOP_CONFIGURE: Ioctl = ioctl(FROM, "LOOP_CONFIGURE", 0x4c0a);
/// 0x4c80
pub const LOOP_CTL_ADD: Ioctl = ioctl(FROM, "LOOP_CTL_ADD", 0x4c80);
/// 0x4c81
pub const LOOP_CTL_REMOVE: Ioctl = ioctl(FROM, "LOOP_CTL_REMOVE", 0x4c81);
/// 0x4c82
pub const LOOP_CTL_GET_FREE: Ioctl = ioctl(FROM, "LOOP_CTL_GET_FREE", 0x4c82);

/// Each of them.
pub const ALL: [Ioctl; 17] = [
    LOOP_SET_STATUS_CLEARABLE_FLAGS, LOOP_SET_STATUS_SETTABLE_FLAGS,
    LOOP_CONFIGURE_SETTABLE_FLAGS, LOOP_SET_FD, LOOP_CLR_FD, LOOP_SET_STATUS,
    LOOP_GET_STATUS, LOOP_SET_STATUS64, LOOP_GET_STATUS64, LOOP_CHANGE_FD, LOOP_SET_CAPACITY,
    LOOP_SET_DIRECT_IO, LOOP_SET_BLOCK_SIZE, LOOP_CONFIGURE, LOOP_CTL_ADD, LOOP_CTL_REMOVE,
    LOOP_CTL_GET_FREE,
];
