//! `linux/dma-buf.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dma-buf.h";

/// 0x40086200
pub const DMA_BUF_IOCTL_SYNC: Ioctl = taking(FROM, "DMA_BUF_IOCTL_SYNC", 0x40086200, &LAYOUT_DMA_BUF_SYNC);
/// 0x40046201
pub const DMA_BUF_SET_NAME_A: Ioctl = taking(FROM, "DMA_BUF_SET_NAME_A", 0x40046201, &LAYOUT___U32);
/// 0x40086201
pub const DMA_BUF_SET_NAME: Ioctl = ioctl(FROM, "DMA_BUF_SET_NAME", 0x40086201);
/// 0x40086201
pub const DMA_BUF_SET_NAME_B: Ioctl = taking(FROM, "DMA_BUF_SET_NAME_B", 0x40086201, &LAYOUT___U64);
/// 0xc0086202
pub const DMA_BUF_IOCTL_EXPORT_SYNC_FILE: Ioctl = taking(FROM, "DMA_BUF_IOCTL_EXPORT_SYNC_FILE", 0xc0086202, &LAYOUT_DMA_BUF_EXPORT_SYNC_FILE);
/// 0x40086203
pub const DMA_BUF_IOCTL_IMPORT_SYNC_FILE: Ioctl = taking(FROM, "DMA_BUF_IOCTL_IMPORT_SYNC_FILE", 0x40086203, &LAYOUT_DMA_BUF_IMPORT_SYNC_FILE);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    DMA_BUF_IOCTL_SYNC, DMA_BUF_SET_NAME_A, DMA_BUF_SET_NAME, DMA_BUF_SET_NAME_B,
    DMA_BUF_IOCTL_EXPORT_SYNC_FILE, DMA_BUF_IOCTL_IMPORT_SYNC_FILE,
];

const LAYOUT_DMA_BUF_SYNC: Layout = Layout {
    name: "struct dma_buf_sync",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_DMA_BUF_EXPORT_SYNC_FILE: Layout = Layout {
    name: "struct dma_buf_export_sync_file",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("fd", 4, Signed(4)),
    ],
};

const LAYOUT_DMA_BUF_IMPORT_SYNC_FILE: Layout = Layout {
    name: "struct dma_buf_import_sync_file",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("fd", 4, Signed(4)),
    ],
};
