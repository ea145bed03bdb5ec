//! `linux/vduse.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/vduse.h";

/// 0x80088100
pub const VDUSE_GET_API_VERSION: Ioctl = taking(FROM, "VDUSE_GET_API_VERSION", 0x80088100, &LAYOUT___U64);
/// 0x40088101
pub const VDUSE_SET_API_VERSION: Ioctl = taking(FROM, "VDUSE_SET_API_VERSION", 0x40088101, &LAYOUT___U64);
/// 0x41508102
pub const VDUSE_CREATE_DEV: Ioctl = taking(FROM, "VDUSE_CREATE_DEV", 0x41508102, &LAYOUT_VDUSE_DEV_CONFIG);
/// 0x41008103
pub const VDUSE_DESTROY_DEV: Ioctl = taking(FROM, "VDUSE_DESTROY_DEV", 0x41008103, &LAYOUT_CHAR_256);
/// 0x80088104
pub const VDUSE_GET_FEATURES: Ioctl = taking(FROM, "VDUSE_GET_FEATURES", 0x80088104, &LAYOUT___U64);
/// 0x40088105
pub const VDUSE_SET_FEATURES: Ioctl = taking(FROM, "VDUSE_SET_FEATURES", 0x40088105, &LAYOUT___U64);
/// 0xc0208110
pub const VDUSE_IOTLB_GET_FD: Ioctl = taking(FROM, "VDUSE_IOTLB_GET_FD", 0xc0208110, &LAYOUT_VDUSE_IOTLB_ENTRY);
/// 0x80088111
pub const VDUSE_DEV_GET_FEATURES: Ioctl = taking(FROM, "VDUSE_DEV_GET_FEATURES", 0x80088111, &LAYOUT___U64);
/// 0x40088112
pub const VDUSE_DEV_SET_CONFIG: Ioctl = taking(FROM, "VDUSE_DEV_SET_CONFIG", 0x40088112, &LAYOUT_VDUSE_CONFIG_DATA);
/// 0x8113
pub const VDUSE_DEV_INJECT_CONFIG_IRQ: Ioctl = ioctl(FROM, "VDUSE_DEV_INJECT_CONFIG_IRQ", 0x8113);
/// 0x40208114
pub const VDUSE_VQ_SETUP: Ioctl = taking(FROM, "VDUSE_VQ_SETUP", 0x40208114, &LAYOUT_VDUSE_VQ_CONFIG);
/// 0xc0308115
pub const VDUSE_VQ_GET_INFO: Ioctl = taking(FROM, "VDUSE_VQ_GET_INFO", 0xc0308115, &LAYOUT_VDUSE_VQ_INFO);
/// 0x40088116
pub const VDUSE_VQ_SETUP_KICKFD: Ioctl = taking(FROM, "VDUSE_VQ_SETUP_KICKFD", 0x40088116, &LAYOUT_VDUSE_VQ_EVENTFD);
/// 0x40048117
pub const VDUSE_VQ_INJECT_IRQ: Ioctl = taking(FROM, "VDUSE_VQ_INJECT_IRQ", 0x40048117, &LAYOUT___U32);
/// 0x40308118
pub const VDUSE_IOTLB_REG_UMEM: Ioctl = taking(FROM, "VDUSE_IOTLB_REG_UMEM", 0x40308118, &LAYOUT_VDUSE_IOVA_UMEM);
/// 0x40308119
pub const VDUSE_IOTLB_DEREG_UMEM: Ioctl = taking(FROM, "VDUSE_IOTLB_DEREG_UMEM", 0x40308119, &LAYOUT_VDUSE_IOVA_UMEM);
/// 0xc030811a
pub const VDUSE_IOTLB_GET_INFO: Ioctl = taking(FROM, "VDUSE_IOTLB_GET_INFO", 0xc030811a, &LAYOUT_VDUSE_IOVA_INFO);
/// 0xc050811b
pub const VDUSE_IOTLB_GET_FD2: Ioctl = taking(FROM, "VDUSE_IOTLB_GET_FD2", 0xc050811b, &LAYOUT_VDUSE_IOTLB_ENTRY_V2);

/// Each of them.
pub const ALL: [Ioctl; 18] = [
    VDUSE_GET_API_VERSION, VDUSE_SET_API_VERSION, VDUSE_CREATE_DEV, VDUSE_DESTROY_DEV,
    VDUSE_GET_FEATURES, VDUSE_SET_FEATURES, VDUSE_IOTLB_GET_FD, VDUSE_DEV_GET_FEATURES,
    VDUSE_DEV_SET_CONFIG, VDUSE_DEV_INJECT_CONFIG_IRQ, VDUSE_VQ_SETUP, VDUSE_VQ_GET_INFO,
    VDUSE_VQ_SETUP_KICKFD, VDUSE_VQ_INJECT_IRQ, VDUSE_IOTLB_REG_UMEM, VDUSE_IOTLB_DEREG_UMEM,
    VDUSE_IOTLB_GET_INFO, VDUSE_IOTLB_GET_FD2,
];

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_VDUSE_DEV_CONFIG: Layout = Layout {
    name: "struct vduse_dev_config",
    size: 336,
    members: &[
        member("name", 0, Text(256)),
    ],
};

const LAYOUT_CHAR_256: Layout = Layout {
    name: "char[256]",
    size: 256,
    members: &[
        member("", 0, Text(256)),
    ],
};

const LAYOUT_VDUSE_IOTLB_ENTRY: Layout = Layout {
    name: "struct vduse_iotlb_entry",
    size: 32,
    members: &[
        member("offset", 0, Unsigned(8)), member("start", 8, Unsigned(8)),
        member("last", 16, Unsigned(8)), member("perm", 24, Unsigned(1)),
    ],
};

const LAYOUT_VDUSE_CONFIG_DATA: Layout = Layout {
    name: "struct vduse_config_data",
    size: 8,
    members: &[
        member("offset", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
    ],
};

const LAYOUT_VDUSE_VQ_CONFIG: Layout = Layout {
    name: "struct vduse_vq_config",
    size: 32,
    members: &[
        member("index", 0, Unsigned(4)), member("max_size", 4, Unsigned(2)),
        member("reserved1", 6, Unsigned(2)), member("group", 8, Unsigned(4)),
        member("reserved2", 12, Array(2, 10)),
    ],
};

const LAYOUT_VDUSE_VQ_INFO: Layout = Layout {
    name: "struct vduse_vq_info",
    size: 48,
    members: &[
        member("index", 0, Unsigned(4)), member("num", 4, Unsigned(4)),
        member("desc_addr", 8, Unsigned(8)), member("driver_addr", 16, Unsigned(8)),
        member("device_addr", 24, Unsigned(8)), member("split.avail_index", 32, Unsigned(2)),
        member("ready", 40, Unsigned(1)),
    ],
};

const LAYOUT_VDUSE_VQ_EVENTFD: Layout = Layout {
    name: "struct vduse_vq_eventfd",
    size: 8,
    members: &[
        member("index", 0, Unsigned(4)), member("fd", 4, Signed(4)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_VDUSE_IOVA_UMEM: Layout = Layout {
    name: "struct vduse_iova_umem",
    size: 48,
    members: &[
        member("uaddr", 0, Unsigned(8)), member("iova", 8, Unsigned(8)),
        member("size", 16, Unsigned(8)), member("asid", 24, Unsigned(4)),
        member("reserved", 28, Array(4, 5)),
    ],
};

const LAYOUT_VDUSE_IOVA_INFO: Layout = Layout {
    name: "struct vduse_iova_info",
    size: 48,
    members: &[
        member("start", 0, Unsigned(8)), member("last", 8, Unsigned(8)),
        member("capability", 16, Unsigned(8)), member("asid", 24, Unsigned(4)),
        member("reserved", 28, Array(4, 5)),
    ],
};

const LAYOUT_VDUSE_IOTLB_ENTRY_V2: Layout = Layout {
    name: "struct vduse_iotlb_entry_v2",
    size: 80,
    members: &[
        member("offset", 0, Unsigned(8)), member("start", 8, Unsigned(8)),
        member("last", 16, Unsigned(8)), member("perm", 24, Unsigned(1)),
        member("padding", 25, Array(1, 7)), member("asid", 32, Unsigned(4)),
        member("reserved", 36, Array(4, 11)),
    ],
};
