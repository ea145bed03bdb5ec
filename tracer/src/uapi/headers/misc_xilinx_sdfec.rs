//! `misc/xilinx_sdfec.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "misc/xilinx_sdfec.h";

/// 0x6600
pub const XSDFEC_START_DEV: Ioctl = ioctl(FROM, "XSDFEC_START_DEV", 0x6600);
/// 0x6601
pub const XSDFEC_STOP_DEV: Ioctl = ioctl(FROM, "XSDFEC_STOP_DEV", 0x6601);
/// 0x80086602
pub const XSDFEC_GET_STATUS: Ioctl = taking(FROM, "XSDFEC_GET_STATUS", 0x80086602, &LAYOUT_XSDFEC_STATUS);
/// 0x40026603
pub const XSDFEC_SET_IRQ: Ioctl = taking(FROM, "XSDFEC_SET_IRQ", 0x40026603, &LAYOUT_XSDFEC_IRQ);
/// 0x40086604
pub const XSDFEC_SET_TURBO: Ioctl = taking(FROM, "XSDFEC_SET_TURBO", 0x40086604, &LAYOUT_XSDFEC_TURBO);
/// 0x40606605
pub const XSDFEC_ADD_LDPC_CODE_PARAMS: Ioctl = taking(FROM, "XSDFEC_ADD_LDPC_CODE_PARAMS", 0x40606605, &LAYOUT_XSDFEC_LDPC_PARAMS);
/// 0x801c6606
pub const XSDFEC_GET_CONFIG: Ioctl = taking(FROM, "XSDFEC_GET_CONFIG", 0x801c6606, &LAYOUT_XSDFEC_CONFIG);
/// 0x80086607
pub const XSDFEC_GET_TURBO: Ioctl = taking(FROM, "XSDFEC_GET_TURBO", 0x80086607, &LAYOUT_XSDFEC_TURBO);
/// 0x40086608
pub const XSDFEC_SET_ORDER: Ioctl = taking(FROM, "XSDFEC_SET_ORDER", 0x40086608, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x40016609
pub const XSDFEC_SET_BYPASS: Ioctl = taking(FROM, "XSDFEC_SET_BYPASS", 0x40016609, &LAYOUT__BOOL);
/// 0x8001660a
pub const XSDFEC_IS_ACTIVE: Ioctl = taking(FROM, "XSDFEC_IS_ACTIVE", 0x8001660a, &LAYOUT__BOOL);
/// 0x660b
pub const XSDFEC_CLEAR_STATS: Ioctl = ioctl(FROM, "XSDFEC_CLEAR_STATS", 0x660b);
/// 0x800c660c
pub const XSDFEC_GET_STATS: Ioctl = taking(FROM, "XSDFEC_GET_STATS", 0x800c660c, &LAYOUT_XSDFEC_STATS);
/// 0x660d
pub const XSDFEC_SET_DEFAULT_CONFIG: Ioctl = ioctl(FROM, "XSDFEC_SET_DEFAULT_CONFIG", 0x660d);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    XSDFEC_START_DEV, XSDFEC_STOP_DEV, XSDFEC_GET_STATUS, XSDFEC_SET_IRQ, XSDFEC_SET_TURBO,
    XSDFEC_ADD_LDPC_CODE_PARAMS, XSDFEC_GET_CONFIG, XSDFEC_GET_TURBO, XSDFEC_SET_ORDER,
    XSDFEC_SET_BYPASS, XSDFEC_IS_ACTIVE, XSDFEC_CLEAR_STATS, XSDFEC_GET_STATS,
    XSDFEC_SET_DEFAULT_CONFIG,
];

const LAYOUT_XSDFEC_STATUS: Layout = Layout {
    name: "struct xsdfec_status",
    size: 8,
    members: &[
        member("state", 0, Unsigned(4)), member("activity", 4, Signed(1)),
    ],
};

const LAYOUT_XSDFEC_IRQ: Layout = Layout {
    name: "struct xsdfec_irq",
    size: 2,
    members: &[
        member("enable_isr", 0, Signed(1)), member("enable_ecc_isr", 1, Signed(1)),
    ],
};

const LAYOUT_XSDFEC_TURBO: Layout = Layout {
    name: "struct xsdfec_turbo",
    size: 8,
    members: &[
        member("alg", 0, Unsigned(4)), member("scale", 4, Unsigned(1)),
    ],
};

const LAYOUT_XSDFEC_LDPC_PARAMS: Layout = Layout {
    name: "struct xsdfec_ldpc_params",
    size: 96,
    members: &[
        member("n", 0, Unsigned(4)), member("k", 4, Unsigned(4)),
        member("psize", 8, Unsigned(4)), member("nlayers", 12, Unsigned(4)),
        member("nqc", 16, Unsigned(4)), member("nmqc", 20, Unsigned(4)),
        member("nm", 24, Unsigned(4)), member("norm_type", 28, Unsigned(4)),
        member("no_packing", 32, Unsigned(4)), member("special_qc", 36, Unsigned(4)),
        member("no_final_parity", 40, Unsigned(4)), member("max_schedule", 44, Unsigned(4)),
        member("sc_off", 48, Unsigned(4)), member("la_off", 52, Unsigned(4)),
        member("qc_off", 56, Unsigned(4)), member("sc_table", 64, Pointer),
        member("la_table", 72, Pointer), member("qc_table", 80, Pointer),
        member("code_id", 88, Unsigned(2)),
    ],
};

const LAYOUT_XSDFEC_CONFIG: Layout = Layout {
    name: "struct xsdfec_config",
    size: 28,
    members: &[
        member("code", 0, Unsigned(4)), member("order", 4, Unsigned(4)),
        member("din_width", 8, Unsigned(4)), member("din_word_include", 12, Unsigned(4)),
        member("dout_width", 16, Unsigned(4)), member("dout_word_include", 20, Unsigned(4)),
        member("irq.enable_isr", 24, Signed(1)), member("irq.enable_ecc_isr", 25, Signed(1)),
        member("bypass", 26, Signed(1)), member("code_wr_protect", 27, Signed(1)),
    ],
};

const LAYOUT_LONG_UNSIGNED_INT: Layout = Layout {
    name: "long unsigned int",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT__BOOL: Layout = Layout {
    name: "_Bool",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT_XSDFEC_STATS: Layout = Layout {
    name: "struct xsdfec_stats",
    size: 12,
    members: &[
        member("isr_err_count", 0, Unsigned(4)), member("cecc_count", 4, Unsigned(4)),
        member("uecc_count", 8, Unsigned(4)),
    ],
};
