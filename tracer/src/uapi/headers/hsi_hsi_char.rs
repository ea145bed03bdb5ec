//! `linux/hsi/hsi_char.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/hsi/hsi_char.h";

/// 0x6b10
pub const HSC_RESET: Ioctl = ioctl(FROM, "HSC_RESET", 0x6b10);
/// 0x6b11
pub const HSC_SET_PM: Ioctl = ioctl(FROM, "HSC_SET_PM", 0x6b11);
/// 0x6b12
pub const HSC_SEND_BREAK: Ioctl = ioctl(FROM, "HSC_SEND_BREAK", 0x6b12);
/// 0x400c6b13
pub const HSC_SET_RX: Ioctl = taking(FROM, "HSC_SET_RX", 0x400c6b13, &LAYOUT_HSC_RX_CONFIG);
/// 0x400c6b14
pub const HSC_GET_RX: Ioctl = taking(FROM, "HSC_GET_RX", 0x400c6b14, &LAYOUT_HSC_RX_CONFIG);
/// 0x40106b15
pub const HSC_SET_TX: Ioctl = taking(FROM, "HSC_SET_TX", 0x40106b15, &LAYOUT_HSC_TX_CONFIG);
/// 0x40106b16
pub const HSC_GET_TX: Ioctl = taking(FROM, "HSC_GET_TX", 0x40106b16, &LAYOUT_HSC_TX_CONFIG);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    HSC_RESET, HSC_SET_PM, HSC_SEND_BREAK, HSC_SET_RX, HSC_GET_RX, HSC_SET_TX, HSC_GET_TX,
];

const LAYOUT_HSC_RX_CONFIG: Layout = Layout {
    name: "struct hsc_rx_config",
    size: 12,
    members: &[
        member("mode", 0, Unsigned(4)), member("flow", 4, Unsigned(4)),
        member("channels", 8, Unsigned(4)),
    ],
};

const LAYOUT_HSC_TX_CONFIG: Layout = Layout {
    name: "struct hsc_tx_config",
    size: 16,
    members: &[
        member("mode", 0, Unsigned(4)), member("channels", 4, Unsigned(4)),
        member("speed", 8, Unsigned(4)), member("arb_mode", 12, Unsigned(4)),
    ],
};
