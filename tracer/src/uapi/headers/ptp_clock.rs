//! `linux/ptp_clock.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/ptp_clock.h";

/// 0x80503d01
pub const PTP_CLOCK_GETCAPS: Ioctl = taking(FROM, "PTP_CLOCK_GETCAPS", 0x80503d01, &LAYOUT_PTP_CLOCK_CAPS);
/// 0x40103d02
pub const PTP_EXTTS_REQUEST: Ioctl = taking(FROM, "PTP_EXTTS_REQUEST", 0x40103d02, &LAYOUT_PTP_EXTTS_REQUEST);
/// 0x40383d03
pub const PTP_PEROUT_REQUEST: Ioctl = taking(FROM, "PTP_PEROUT_REQUEST", 0x40383d03, &LAYOUT_PTP_PEROUT_REQUEST);
/// 0x40043d04
pub const PTP_ENABLE_PPS: Ioctl = taking(FROM, "PTP_ENABLE_PPS", 0x40043d04, &LAYOUT_INT);
/// 0x43403d05
pub const PTP_SYS_OFFSET: Ioctl = taking(FROM, "PTP_SYS_OFFSET", 0x43403d05, &LAYOUT_PTP_SYS_OFFSET);
/// 0xc0603d06
pub const PTP_PIN_GETFUNC: Ioctl = taking(FROM, "PTP_PIN_GETFUNC", 0xc0603d06, &LAYOUT_PTP_PIN_DESC);
/// 0x40603d07
pub const PTP_PIN_SETFUNC: Ioctl = taking(FROM, "PTP_PIN_SETFUNC", 0x40603d07, &LAYOUT_PTP_PIN_DESC);
/// 0xc0403d08
pub const PTP_SYS_OFFSET_PRECISE: Ioctl = taking(FROM, "PTP_SYS_OFFSET_PRECISE", 0xc0403d08, &LAYOUT_PTP_SYS_OFFSET_PRECISE);
/// 0xc4c03d09
pub const PTP_SYS_OFFSET_EXTENDED: Ioctl = taking(FROM, "PTP_SYS_OFFSET_EXTENDED", 0xc4c03d09, &LAYOUT_PTP_SYS_OFFSET_EXTENDED);
/// 0x80503d0a
pub const PTP_CLOCK_GETCAPS2: Ioctl = taking(FROM, "PTP_CLOCK_GETCAPS2", 0x80503d0a, &LAYOUT_PTP_CLOCK_CAPS);
/// 0x40103d0b
pub const PTP_EXTTS_REQUEST2: Ioctl = taking(FROM, "PTP_EXTTS_REQUEST2", 0x40103d0b, &LAYOUT_PTP_EXTTS_REQUEST);
/// 0x40383d0c
pub const PTP_PEROUT_REQUEST2: Ioctl = taking(FROM, "PTP_PEROUT_REQUEST2", 0x40383d0c, &LAYOUT_PTP_PEROUT_REQUEST);
/// 0x40043d0d
pub const PTP_ENABLE_PPS2: Ioctl = taking(FROM, "PTP_ENABLE_PPS2", 0x40043d0d, &LAYOUT_INT);
/// 0x43403d0e
pub const PTP_SYS_OFFSET2: Ioctl = taking(FROM, "PTP_SYS_OFFSET2", 0x43403d0e, &LAYOUT_PTP_SYS_OFFSET);
/// 0xc0603d0f
pub const PTP_PIN_GETFUNC2: Ioctl = taking(FROM, "PTP_PIN_GETFUNC2", 0xc0603d0f, &LAYOUT_PTP_PIN_DESC);
/// 0x40603d10
pub const PTP_PIN_SETFUNC2: Ioctl = taking(FROM, "PTP_PIN_SETFUNC2", 0x40603d10, &LAYOUT_PTP_PIN_DESC);
/// 0xc0403d11
pub const PTP_SYS_OFFSET_PRECISE2: Ioctl = taking(FROM, "PTP_SYS_OFFSET_PRECISE2", 0xc0403d11, &LAYOUT_PTP_SYS_OFFSET_PRECISE);
/// 0xc4c03d12
pub const PTP_SYS_OFFSET_EXTENDED2: Ioctl = taking(FROM, "PTP_SYS_OFFSET_EXTENDED2", 0xc4c03d12, &LAYOUT_PTP_SYS_OFFSET_EXTENDED);
/// 0x3d13
pub const PTP_MASK_CLEAR_ALL: Ioctl = ioctl(FROM, "PTP_MASK_CLEAR_ALL", 0x3d13);
/// 0x40043d14
pub const PTP_MASK_EN_SINGLE: Ioctl = taking(FROM, "PTP_MASK_EN_SINGLE", 0x40043d14, &LAYOUT_UNSIGNED_INT);
/// 0xc0403d15
pub const PTP_SYS_OFFSET_PRECISE_CYCLES: Ioctl = taking(FROM, "PTP_SYS_OFFSET_PRECISE_CYCLES", 0xc0403d15, &LAYOUT_PTP_SYS_OFFSET_PRECISE);
/// 0xc4c03d16
pub const PTP_SYS_OFFSET_EXTENDED_CYCLES: Ioctl = taking(FROM, "PTP_SYS_OFFSET_EXTENDED_CYCLES", 0xc4c03d16, &LAYOUT_PTP_SYS_OFFSET_EXTENDED);

/// Each of them.
pub const ALL: [Ioctl; 22] = [
    PTP_CLOCK_GETCAPS, PTP_EXTTS_REQUEST, PTP_PEROUT_REQUEST, PTP_ENABLE_PPS, PTP_SYS_OFFSET,
    PTP_PIN_GETFUNC, PTP_PIN_SETFUNC, PTP_SYS_OFFSET_PRECISE, PTP_SYS_OFFSET_EXTENDED,
    PTP_CLOCK_GETCAPS2, PTP_EXTTS_REQUEST2, PTP_PEROUT_REQUEST2, PTP_ENABLE_PPS2,
    PTP_SYS_OFFSET2, PTP_PIN_GETFUNC2, PTP_PIN_SETFUNC2, PTP_SYS_OFFSET_PRECISE2,
    PTP_SYS_OFFSET_EXTENDED2, PTP_MASK_CLEAR_ALL, PTP_MASK_EN_SINGLE,
    PTP_SYS_OFFSET_PRECISE_CYCLES, PTP_SYS_OFFSET_EXTENDED_CYCLES,
];

const LAYOUT_PTP_CLOCK_CAPS: Layout = Layout {
    name: "struct ptp_clock_caps",
    size: 80,
    members: &[
        member("max_adj", 0, Signed(4)), member("n_alarm", 4, Signed(4)),
        member("n_ext_ts", 8, Signed(4)), member("n_per_out", 12, Signed(4)),
        member("pps", 16, Signed(4)), member("n_pins", 20, Signed(4)),
        member("cross_timestamping", 24, Signed(4)), member("adjust_phase", 28, Signed(4)),
        member("max_phase_adj", 32, Signed(4)), member("rsv", 36, Array(4, 11)),
    ],
};

const LAYOUT_PTP_EXTTS_REQUEST: Layout = Layout {
    name: "struct ptp_extts_request",
    size: 16,
    members: &[
        member("index", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("rsv", 8, Array(4, 2)),
    ],
};

const LAYOUT_PTP_PEROUT_REQUEST: Layout = Layout {
    name: "struct ptp_perout_request",
    size: 56,
    members: &[
        member("start.sec", 0, Signed(8)), member("start.nsec", 8, Unsigned(4)),
        member("start.reserved", 12, Unsigned(4)), member("period.sec", 16, Signed(8)),
        member("period.nsec", 24, Unsigned(4)), member("period.reserved", 28, Unsigned(4)),
        member("index", 32, Unsigned(4)), member("flags", 36, Unsigned(4)),
        member("on.sec", 40, Signed(8)), member("on.nsec", 48, Unsigned(4)),
        member("on.reserved", 52, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_PTP_SYS_OFFSET: Layout = Layout {
    name: "struct ptp_sys_offset",
    size: 832,
    members: &[
        member("n_samples", 0, Unsigned(4)), member("rsv", 4, Array(4, 3)),
        member("ts", 16, Array(16, 51)),
    ],
};

const LAYOUT_PTP_PIN_DESC: Layout = Layout {
    name: "struct ptp_pin_desc",
    size: 96,
    members: &[
        member("name", 0, Text(64)), member("index", 64, Unsigned(4)),
        member("func", 68, Unsigned(4)), member("chan", 72, Unsigned(4)),
        member("rsv", 76, Array(4, 5)),
    ],
};

const LAYOUT_PTP_SYS_OFFSET_PRECISE: Layout = Layout {
    name: "struct ptp_sys_offset_precise",
    size: 64,
    members: &[
        member("device.sec", 0, Signed(8)), member("device.nsec", 8, Unsigned(4)),
        member("device.reserved", 12, Unsigned(4)), member("sys_realtime.sec", 16, Signed(8)),
        member("sys_realtime.nsec", 24, Unsigned(4)),
        member("sys_realtime.reserved", 28, Unsigned(4)),
        member("sys_monoraw.sec", 32, Signed(8)), member("sys_monoraw.nsec", 40, Unsigned(4)),
        member("sys_monoraw.reserved", 44, Unsigned(4)), member("rsv", 48, Array(4, 4)),
    ],
};

const LAYOUT_PTP_SYS_OFFSET_EXTENDED: Layout = Layout {
    name: "struct ptp_sys_offset_extended",
    size: 1216,
    members: &[
        member("n_samples", 0, Unsigned(4)), member("clockid", 4, Signed(4)),
        member("rsv", 8, Array(4, 2)), member("ts", 16, Array(400, 3)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};
