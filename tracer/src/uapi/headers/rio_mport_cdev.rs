//! `linux/rio_mport_cdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/rio_mport_cdev.h";

/// 0x40026d01
pub const RIO_MPORT_MAINT_HDID_SET: Ioctl = taking(FROM, "RIO_MPORT_MAINT_HDID_SET", 0x40026d01, &LAYOUT___U16);
/// 0x40046d02
pub const RIO_MPORT_MAINT_COMPTAG_SET: Ioctl = taking(FROM, "RIO_MPORT_MAINT_COMPTAG_SET", 0x40046d02, &LAYOUT___U32);
/// 0x80046d03
pub const RIO_MPORT_MAINT_PORT_IDX_GET: Ioctl = taking(FROM, "RIO_MPORT_MAINT_PORT_IDX_GET", 0x80046d03, &LAYOUT___U32);
/// 0x80306d04
pub const RIO_MPORT_GET_PROPERTIES: Ioctl = taking(FROM, "RIO_MPORT_GET_PROPERTIES", 0x80306d04, &LAYOUT_RIO_MPORT_PROPERTIES);
/// 0x80186d05
pub const RIO_MPORT_MAINT_READ_LOCAL: Ioctl = taking(FROM, "RIO_MPORT_MAINT_READ_LOCAL", 0x80186d05, &LAYOUT_RIO_MPORT_MAINT_IO);
/// 0x40186d06
pub const RIO_MPORT_MAINT_WRITE_LOCAL: Ioctl = taking(FROM, "RIO_MPORT_MAINT_WRITE_LOCAL", 0x40186d06, &LAYOUT_RIO_MPORT_MAINT_IO);
/// 0x80186d07
pub const RIO_MPORT_MAINT_READ_REMOTE: Ioctl = taking(FROM, "RIO_MPORT_MAINT_READ_REMOTE", 0x80186d07, &LAYOUT_RIO_MPORT_MAINT_IO);
/// 0x40186d08
pub const RIO_MPORT_MAINT_WRITE_REMOTE: Ioctl = taking(FROM, "RIO_MPORT_MAINT_WRITE_REMOTE", 0x40186d08, &LAYOUT_RIO_MPORT_MAINT_IO);
/// 0x40086d09
pub const RIO_ENABLE_DOORBELL_RANGE: Ioctl = taking(FROM, "RIO_ENABLE_DOORBELL_RANGE", 0x40086d09, &LAYOUT_RIO_DOORBELL_FILTER);
/// 0x40086d0a
pub const RIO_DISABLE_DOORBELL_RANGE: Ioctl = taking(FROM, "RIO_DISABLE_DOORBELL_RANGE", 0x40086d0a, &LAYOUT_RIO_DOORBELL_FILTER);
/// 0x40106d0b
pub const RIO_ENABLE_PORTWRITE_RANGE: Ioctl = taking(FROM, "RIO_ENABLE_PORTWRITE_RANGE", 0x40106d0b, &LAYOUT_RIO_PW_FILTER);
/// 0x40106d0c
pub const RIO_DISABLE_PORTWRITE_RANGE: Ioctl = taking(FROM, "RIO_DISABLE_PORTWRITE_RANGE", 0x40106d0c, &LAYOUT_RIO_PW_FILTER);
/// 0x40046d0d
pub const RIO_SET_EVENT_MASK: Ioctl = taking(FROM, "RIO_SET_EVENT_MASK", 0x40046d0d, &LAYOUT___U32);
/// 0x80046d0e
pub const RIO_GET_EVENT_MASK: Ioctl = taking(FROM, "RIO_GET_EVENT_MASK", 0x80046d0e, &LAYOUT___U32);
/// 0xc0286d0f
pub const RIO_MAP_OUTBOUND: Ioctl = taking(FROM, "RIO_MAP_OUTBOUND", 0xc0286d0f, &LAYOUT_RIO_MMAP);
/// 0x40286d10
pub const RIO_UNMAP_OUTBOUND: Ioctl = taking(FROM, "RIO_UNMAP_OUTBOUND", 0x40286d10, &LAYOUT_RIO_MMAP);
/// 0xc0286d11
pub const RIO_MAP_INBOUND: Ioctl = taking(FROM, "RIO_MAP_INBOUND", 0xc0286d11, &LAYOUT_RIO_MMAP);
/// 0x40086d12
pub const RIO_UNMAP_INBOUND: Ioctl = taking(FROM, "RIO_UNMAP_INBOUND", 0x40086d12, &LAYOUT___U64);
/// 0xc0186d13
pub const RIO_ALLOC_DMA: Ioctl = taking(FROM, "RIO_ALLOC_DMA", 0xc0186d13, &LAYOUT_RIO_DMA_MEM);
/// 0x40086d14
pub const RIO_FREE_DMA: Ioctl = taking(FROM, "RIO_FREE_DMA", 0x40086d14, &LAYOUT___U64);
/// 0xc0186d15
pub const RIO_TRANSFER: Ioctl = taking(FROM, "RIO_TRANSFER", 0xc0186d15, &LAYOUT_RIO_TRANSACTION);
/// 0x40086d16
pub const RIO_WAIT_FOR_ASYNC: Ioctl = taking(FROM, "RIO_WAIT_FOR_ASYNC", 0x40086d16, &LAYOUT_RIO_ASYNC_TX_WAIT);
/// 0x40206d17
pub const RIO_DEV_ADD: Ioctl = taking(FROM, "RIO_DEV_ADD", 0x40206d17, &LAYOUT_RIO_RDEV_INFO);
/// 0x40206d18
pub const RIO_DEV_DEL: Ioctl = taking(FROM, "RIO_DEV_DEL", 0x40206d18, &LAYOUT_RIO_RDEV_INFO);

/// Each of them.
pub const ALL: [Ioctl; 24] = [
    RIO_MPORT_MAINT_HDID_SET, RIO_MPORT_MAINT_COMPTAG_SET, RIO_MPORT_MAINT_PORT_IDX_GET,
    RIO_MPORT_GET_PROPERTIES, RIO_MPORT_MAINT_READ_LOCAL, RIO_MPORT_MAINT_WRITE_LOCAL,
    RIO_MPORT_MAINT_READ_REMOTE, RIO_MPORT_MAINT_WRITE_REMOTE, RIO_ENABLE_DOORBELL_RANGE,
    RIO_DISABLE_DOORBELL_RANGE, RIO_ENABLE_PORTWRITE_RANGE, RIO_DISABLE_PORTWRITE_RANGE,
    RIO_SET_EVENT_MASK, RIO_GET_EVENT_MASK, RIO_MAP_OUTBOUND, RIO_UNMAP_OUTBOUND,
    RIO_MAP_INBOUND, RIO_UNMAP_INBOUND, RIO_ALLOC_DMA, RIO_FREE_DMA, RIO_TRANSFER,
    RIO_WAIT_FOR_ASYNC, RIO_DEV_ADD, RIO_DEV_DEL,
];

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_RIO_MPORT_PROPERTIES: Layout = Layout {
    name: "struct rio_mport_properties",
    size: 48,
    members: &[
        member("hdid", 0, Unsigned(2)), member("id", 2, Unsigned(1)),
        member("index", 3, Unsigned(1)), member("flags", 4, Unsigned(4)),
        member("sys_size", 8, Unsigned(4)), member("port_ok", 12, Unsigned(1)),
        member("link_speed", 13, Unsigned(1)), member("link_width", 14, Unsigned(1)),
        member("pad0", 15, Unsigned(1)), member("dma_max_sge", 16, Unsigned(4)),
        member("dma_max_size", 20, Unsigned(4)), member("dma_align", 24, Unsigned(4)),
        member("transfer_mode", 28, Unsigned(4)), member("cap_sys_size", 32, Unsigned(4)),
        member("cap_addr_size", 36, Unsigned(4)), member("cap_transfer_mode", 40, Unsigned(4)),
        member("cap_mport", 44, Unsigned(4)),
    ],
};

const LAYOUT_RIO_MPORT_MAINT_IO: Layout = Layout {
    name: "struct rio_mport_maint_io",
    size: 24,
    members: &[
        member("rioid", 0, Unsigned(2)), member("hopcount", 2, Unsigned(1)),
        member("pad0", 3, Array(1, 5)), member("offset", 8, Unsigned(4)),
        member("length", 12, Unsigned(4)), member("buffer", 16, Unsigned(8)),
    ],
};

const LAYOUT_RIO_DOORBELL_FILTER: Layout = Layout {
    name: "struct rio_doorbell_filter",
    size: 8,
    members: &[
        member("rioid", 0, Unsigned(2)), member("low", 2, Unsigned(2)),
        member("high", 4, Unsigned(2)), member("pad0", 6, Unsigned(2)),
    ],
};

const LAYOUT_RIO_PW_FILTER: Layout = Layout {
    name: "struct rio_pw_filter",
    size: 16,
    members: &[
        member("mask", 0, Unsigned(4)), member("low", 4, Unsigned(4)),
        member("high", 8, Unsigned(4)), member("pad0", 12, Unsigned(4)),
    ],
};

const LAYOUT_RIO_MMAP: Layout = Layout {
    name: "struct rio_mmap",
    size: 40,
    members: &[
        member("rioid", 0, Unsigned(2)), member("pad0", 2, Array(2, 3)),
        member("rio_addr", 8, Unsigned(8)), member("length", 16, Unsigned(8)),
        member("handle", 24, Unsigned(8)), member("address", 32, Unsigned(8)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_RIO_DMA_MEM: Layout = Layout {
    name: "struct rio_dma_mem",
    size: 24,
    members: &[
        member("length", 0, Unsigned(8)), member("dma_handle", 8, Unsigned(8)),
        member("address", 16, Unsigned(8)),
    ],
};

const LAYOUT_RIO_TRANSACTION: Layout = Layout {
    name: "struct rio_transaction",
    size: 24,
    members: &[
        member("block", 0, Unsigned(8)), member("count", 8, Unsigned(4)),
        member("transfer_mode", 12, Unsigned(4)), member("sync", 16, Unsigned(2)),
        member("dir", 18, Unsigned(2)), member("pad0", 20, Unsigned(4)),
    ],
};

const LAYOUT_RIO_ASYNC_TX_WAIT: Layout = Layout {
    name: "struct rio_async_tx_wait",
    size: 8,
    members: &[
        member("token", 0, Unsigned(4)), member("timeout", 4, Unsigned(4)),
    ],
};

const LAYOUT_RIO_RDEV_INFO: Layout = Layout {
    name: "struct rio_rdev_info",
    size: 32,
    members: &[
        member("destid", 0, Unsigned(2)), member("hopcount", 2, Unsigned(1)),
        member("pad0", 3, Unsigned(1)), member("comptag", 4, Unsigned(4)),
        member("name", 8, Text(21)),
    ],
};
