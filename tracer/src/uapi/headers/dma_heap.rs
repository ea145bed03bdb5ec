//! `linux/dma-heap.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/dma-heap.h";

/// 0xc0184800
pub const DMA_HEAP_IOCTL_ALLOC: Ioctl = taking(FROM, "DMA_HEAP_IOCTL_ALLOC", 0xc0184800, &LAYOUT_DMA_HEAP_ALLOCATION_DATA);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    DMA_HEAP_IOCTL_ALLOC,
];

const LAYOUT_DMA_HEAP_ALLOCATION_DATA: Layout = Layout {
    name: "struct dma_heap_allocation_data",
    size: 24,
    members: &[
        member("len", 0, Unsigned(8)), member("fd", 8, Unsigned(4)),
        member("fd_flags", 12, Unsigned(4)), member("heap_flags", 16, Unsigned(8)),
    ],
};
