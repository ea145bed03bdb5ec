//! `linux/nbd.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/nbd.h";

/// 0xab00
pub const NBD_SET_SOCK: Ioctl = ioctl(FROM, "NBD_SET_SOCK", 0xab00);
/// 0xab01
pub const NBD_SET_BLKSIZE: Ioctl = ioctl(FROM, "NBD_SET_BLKSIZE", 0xab01);
/// 0xab02
pub const NBD_SET_SIZE: Ioctl = ioctl(FROM, "NBD_SET_SIZE", 0xab02);
/// 0xab03
pub const NBD_DO_IT: Ioctl = ioctl(FROM, "NBD_DO_IT", 0xab03);
/// 0xab04
pub const NBD_CLEAR_SOCK: Ioctl = ioctl(FROM, "NBD_CLEAR_SOCK", 0xab04);
/// 0xab05
pub const NBD_CLEAR_QUE: Ioctl = ioctl(FROM, "NBD_CLEAR_QUE", 0xab05);
/// 0xab06
pub const NBD_PRINT_DEBUG: Ioctl = ioctl(FROM, "NBD_PRINT_DEBUG", 0xab06);
/// 0xab07
pub const NBD_SET_SIZE_BLOCKS: Ioctl = ioctl(FROM, "NBD_SET_SIZE_BLOCKS", 0xab07);
/// 0xab08
pub const NBD_DISCONNECT: Ioctl = ioctl(FROM, "NBD_DISCONNECT", 0xab08);
/// 0xab09
pub const NBD_SET_TIMEOUT: Ioctl = ioctl(FROM, "NBD_SET_TIMEOUT", 0xab09);
/// 0xab0a
pub const NBD_SET_FLAGS: Ioctl = ioctl(FROM, "NBD_SET_FLAGS", 0xab0a);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    NBD_SET_SOCK, NBD_SET_BLKSIZE, NBD_SET_SIZE, NBD_DO_IT, NBD_CLEAR_SOCK, NBD_CLEAR_QUE,
    NBD_PRINT_DEBUG, NBD_SET_SIZE_BLOCKS, NBD_DISCONNECT, NBD_SET_TIMEOUT, NBD_SET_FLAGS,
];
