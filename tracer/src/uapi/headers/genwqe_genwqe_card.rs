//! `linux/genwqe/genwqe_card.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/genwqe/genwqe_card.h";

/// 0x8010a51e
pub const GENWQE_READ_REG64: Ioctl = taking(FROM, "GENWQE_READ_REG64", 0x8010a51e, &LAYOUT_GENWQE_REG_IO);
/// 0x4010a51f
pub const GENWQE_WRITE_REG64: Ioctl = taking(FROM, "GENWQE_WRITE_REG64", 0x4010a51f, &LAYOUT_GENWQE_REG_IO);
/// 0x8010a520
pub const GENWQE_READ_REG32: Ioctl = taking(FROM, "GENWQE_READ_REG32", 0x8010a520, &LAYOUT_GENWQE_REG_IO);
/// 0x4010a521
pub const GENWQE_WRITE_REG32: Ioctl = taking(FROM, "GENWQE_WRITE_REG32", 0x4010a521, &LAYOUT_GENWQE_REG_IO);
/// 0x8010a522
pub const GENWQE_READ_REG16: Ioctl = taking(FROM, "GENWQE_READ_REG16", 0x8010a522, &LAYOUT_GENWQE_REG_IO);
/// 0x4010a523
pub const GENWQE_WRITE_REG16: Ioctl = taking(FROM, "GENWQE_WRITE_REG16", 0x4010a523, &LAYOUT_GENWQE_REG_IO);
/// 0x8004a524
pub const GENWQE_GET_CARD_STATE: Ioctl = taking(FROM, "GENWQE_GET_CARD_STATE", 0x8004a524, &LAYOUT_GENWQE_CARD_STATE);
/// 0xc020a528
pub const GENWQE_PIN_MEM: Ioctl = taking(FROM, "GENWQE_PIN_MEM", 0xc020a528, &LAYOUT_GENWQE_MEM);
/// 0xc020a529
pub const GENWQE_UNPIN_MEM: Ioctl = taking(FROM, "GENWQE_UNPIN_MEM", 0xc020a529, &LAYOUT_GENWQE_MEM);
/// 0xc0e8a532
pub const GENWQE_EXECUTE_DDCB: Ioctl = taking(FROM, "GENWQE_EXECUTE_DDCB", 0xc0e8a532, &LAYOUT_GENWQE_DDCB_CMD);
/// 0xc0e8a533
pub const GENWQE_EXECUTE_RAW_DDCB: Ioctl = taking(FROM, "GENWQE_EXECUTE_RAW_DDCB", 0xc0e8a533, &LAYOUT_GENWQE_DDCB_CMD);
/// 0xc038a550
pub const GENWQE_SLU_UPDATE: Ioctl = taking(FROM, "GENWQE_SLU_UPDATE", 0xc038a550, &LAYOUT_GENWQE_BITSTREAM);
/// 0xc038a551
pub const GENWQE_SLU_READ: Ioctl = taking(FROM, "GENWQE_SLU_READ", 0xc038a551, &LAYOUT_GENWQE_BITSTREAM);

/// Each of them.
pub const ALL: [Ioctl; 13] = [
    GENWQE_READ_REG64, GENWQE_WRITE_REG64, GENWQE_READ_REG32, GENWQE_WRITE_REG32,
    GENWQE_READ_REG16, GENWQE_WRITE_REG16, GENWQE_GET_CARD_STATE, GENWQE_PIN_MEM,
    GENWQE_UNPIN_MEM, GENWQE_EXECUTE_DDCB, GENWQE_EXECUTE_RAW_DDCB, GENWQE_SLU_UPDATE,
    GENWQE_SLU_READ,
];

const LAYOUT_GENWQE_REG_IO: Layout = Layout {
    name: "struct genwqe_reg_io",
    size: 16,
    members: &[
        member("num", 0, Unsigned(8)), member("val64", 8, Unsigned(8)),
    ],
};

const LAYOUT_GENWQE_CARD_STATE: Layout = Layout {
    name: "genwqe_card_state",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_GENWQE_MEM: Layout = Layout {
    name: "struct genwqe_mem",
    size: 32,
    members: &[
        member("addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("direction", 16, Unsigned(8)), member("flags", 24, Unsigned(8)),
    ],
};

const LAYOUT_GENWQE_DDCB_CMD: Layout = Layout {
    name: "struct genwqe_ddcb_cmd",
    size: 232,
    members: &[
        member("next_addr", 0, Unsigned(8)), member("flags", 8, Unsigned(8)),
        member("acfunc", 16, Unsigned(1)), member("cmd", 17, Unsigned(1)),
        member("asiv_length", 18, Unsigned(1)), member("asv_length", 19, Unsigned(1)),
        member("cmdopts", 20, Unsigned(2)), member("retc", 22, Unsigned(2)),
        member("attn", 24, Unsigned(2)), member("vcrc", 26, Unsigned(2)),
        member("progress", 28, Unsigned(4)), member("deque_ts", 32, Unsigned(8)),
        member("cmplt_ts", 40, Unsigned(8)), member("disp_ts", 48, Unsigned(8)),
        member("ddata_addr", 56, Unsigned(8)), member("asv", 64, Array(1, 64)),
        member("ats", 128, Unsigned(8)), member("asiv", 136, Array(1, 96)),
    ],
};

const LAYOUT_GENWQE_BITSTREAM: Layout = Layout {
    name: "struct genwqe_bitstream",
    size: 56,
    members: &[
        member("data_addr", 0, Unsigned(8)), member("size", 8, Unsigned(4)),
        member("crc", 12, Unsigned(4)), member("target_addr", 16, Unsigned(8)),
        member("partition", 24, Unsigned(4)), member("uid", 28, Unsigned(4)),
        member("slu_id", 32, Unsigned(8)), member("app_id", 40, Unsigned(8)),
        member("retc", 48, Unsigned(2)), member("attn", 50, Unsigned(2)),
        member("progress", 52, Unsigned(4)),
    ],
};
