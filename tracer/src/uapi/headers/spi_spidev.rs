//! `linux/spi/spidev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/spi/spidev.h";

/// 0x40006b00
pub const SPI_IOC_MESSAGE: Ioctl = taking(FROM, "SPI_IOC_MESSAGE", 0x40006b00, &LAYOUT_CHAR_0);
/// 0x40016b01
pub const SPI_IOC_WR_MODE: Ioctl = taking(FROM, "SPI_IOC_WR_MODE", 0x40016b01, &LAYOUT___U8);
/// 0x80016b01
pub const SPI_IOC_RD_MODE: Ioctl = taking(FROM, "SPI_IOC_RD_MODE", 0x80016b01, &LAYOUT___U8);
/// 0x40016b02
pub const SPI_IOC_WR_LSB_FIRST: Ioctl = taking(FROM, "SPI_IOC_WR_LSB_FIRST", 0x40016b02, &LAYOUT___U8);
/// 0x80016b02
pub const SPI_IOC_RD_LSB_FIRST: Ioctl = taking(FROM, "SPI_IOC_RD_LSB_FIRST", 0x80016b02, &LAYOUT___U8);
/// 0x40016b03
pub const SPI_IOC_WR_BITS_PER_WORD: Ioctl = taking(FROM, "SPI_IOC_WR_BITS_PER_WORD", 0x40016b03, &LAYOUT___U8);
/// 0x80016b03
pub const SPI_IOC_RD_BITS_PER_WORD: Ioctl = taking(FROM, "SPI_IOC_RD_BITS_PER_WORD", 0x80016b03, &LAYOUT___U8);
/// 0x40046b04
pub const SPI_IOC_WR_MAX_SPEED_HZ: Ioctl = taking(FROM, "SPI_IOC_WR_MAX_SPEED_HZ", 0x40046b04, &LAYOUT___U32);
/// 0x80046b04
pub const SPI_IOC_RD_MAX_SPEED_HZ: Ioctl = taking(FROM, "SPI_IOC_RD_MAX_SPEED_HZ", 0x80046b04, &LAYOUT___U32);
/// 0x40046b05
pub const SPI_IOC_WR_MODE32: Ioctl = taking(FROM, "SPI_IOC_WR_MODE32", 0x40046b05, &LAYOUT___U32);
/// 0x80046b05
pub const SPI_IOC_RD_MODE32: Ioctl = taking(FROM, "SPI_IOC_RD_MODE32", 0x80046b05, &LAYOUT___U32);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    SPI_IOC_MESSAGE, SPI_IOC_WR_MODE, SPI_IOC_RD_MODE, SPI_IOC_WR_LSB_FIRST,
    SPI_IOC_RD_LSB_FIRST, SPI_IOC_WR_BITS_PER_WORD, SPI_IOC_RD_BITS_PER_WORD,
    SPI_IOC_WR_MAX_SPEED_HZ, SPI_IOC_RD_MAX_SPEED_HZ, SPI_IOC_WR_MODE32, SPI_IOC_RD_MODE32,
];

const LAYOUT___U8: Layout = Layout {
    name: "__u8",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_CHAR_0: Layout = Layout {
    name: "char[0]",
    size: 0,
    members: &[
    ],
};
