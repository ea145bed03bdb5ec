//! `linux/mtio.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/mtio.h";

/// 0x40086d01
pub const MTIOCTOP: Ioctl = taking(FROM, "MTIOCTOP", 0x40086d01, &LAYOUT_MTOP);
/// 0x80306d02
pub const MTIOCGET: Ioctl = taking(FROM, "MTIOCGET", 0x80306d02, &LAYOUT_MTGET);
/// 0x80086d03
pub const MTIOCPOS: Ioctl = taking(FROM, "MTIOCPOS", 0x80086d03, &LAYOUT_MTPOS);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    MTIOCTOP, MTIOCGET, MTIOCPOS,
];

const LAYOUT_MTOP: Layout = Layout {
    name: "struct mtop",
    size: 8,
    members: &[
        member("mt_op", 0, Signed(2)), member("mt_count", 4, Signed(4)),
    ],
};

const LAYOUT_MTGET: Layout = Layout {
    name: "struct mtget",
    size: 48,
    members: &[
        member("mt_type", 0, Signed(8)), member("mt_resid", 8, Signed(8)),
        member("mt_dsreg", 16, Signed(8)), member("mt_gstat", 24, Signed(8)),
        member("mt_erreg", 32, Signed(8)), member("mt_fileno", 40, Signed(4)),
        member("mt_blkno", 44, Signed(4)),
    ],
};

const LAYOUT_MTPOS: Layout = Layout {
    name: "struct mtpos",
    size: 8,
    members: &[
        member("mt_blkno", 0, Signed(8)),
    ],
};
