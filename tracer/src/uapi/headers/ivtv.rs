//! `linux/ivtv.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/ivtv.h";

/// 0x404056c0
pub const IVTV_IOC_DMA_FRAME: Ioctl = taking(FROM, "IVTV_IOC_DMA_FRAME", 0x404056c0, &LAYOUT_IVTV_DMA_FRAME);
/// 0x400456c1
pub const IVTV_IOC_PASSTHROUGH_MODE: Ioctl = taking(FROM, "IVTV_IOC_PASSTHROUGH_MODE", 0x400456c1, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    IVTV_IOC_DMA_FRAME, IVTV_IOC_PASSTHROUGH_MODE,
];

const LAYOUT_IVTV_DMA_FRAME: Layout = Layout {
    name: "struct ivtv_dma_frame",
    size: 64,
    members: &[
        member("type", 0, Unsigned(4)), member("pixelformat", 4, Unsigned(4)),
        member("y_source", 8, Pointer), member("uv_source", 16, Pointer),
        member("src.left", 24, Signed(4)), member("src.top", 28, Signed(4)),
        member("src.width", 32, Unsigned(4)), member("src.height", 36, Unsigned(4)),
        member("dst.left", 40, Signed(4)), member("dst.top", 44, Signed(4)),
        member("dst.width", 48, Unsigned(4)), member("dst.height", 52, Unsigned(4)),
        member("src_width", 56, Unsigned(4)), member("src_height", 60, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
