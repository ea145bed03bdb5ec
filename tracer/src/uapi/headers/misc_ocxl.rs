//! `misc/ocxl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "misc/ocxl.h";

/// 0x4020ca10
pub const OCXL_IOCTL_ATTACH: Ioctl = taking(FROM, "OCXL_IOCTL_ATTACH", 0x4020ca10, &LAYOUT_OCXL_IOCTL_ATTACH);
/// 0x8008ca11
pub const OCXL_IOCTL_IRQ_ALLOC: Ioctl = taking(FROM, "OCXL_IOCTL_IRQ_ALLOC", 0x8008ca11, &LAYOUT___U64);
/// 0x4008ca12
pub const OCXL_IOCTL_IRQ_FREE: Ioctl = taking(FROM, "OCXL_IOCTL_IRQ_FREE", 0x4008ca12, &LAYOUT___U64);
/// 0x4010ca13
pub const OCXL_IOCTL_IRQ_SET_FD: Ioctl = taking(FROM, "OCXL_IOCTL_IRQ_SET_FD", 0x4010ca13, &LAYOUT_OCXL_IOCTL_IRQ_FD);
/// 0x8080ca14
pub const OCXL_IOCTL_GET_METADATA: Ioctl = taking(FROM, "OCXL_IOCTL_GET_METADATA", 0x8080ca14, &LAYOUT_OCXL_IOCTL_METADATA);
/// 0x8020ca15
pub const OCXL_IOCTL_ENABLE_P9_WAIT: Ioctl = taking(FROM, "OCXL_IOCTL_ENABLE_P9_WAIT", 0x8020ca15, &LAYOUT_OCXL_IOCTL_P9_WAIT);
/// 0x8020ca16
pub const OCXL_IOCTL_GET_FEATURES: Ioctl = taking(FROM, "OCXL_IOCTL_GET_FEATURES", 0x8020ca16, &LAYOUT_OCXL_IOCTL_FEATURES);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    OCXL_IOCTL_ATTACH, OCXL_IOCTL_IRQ_ALLOC, OCXL_IOCTL_IRQ_FREE, OCXL_IOCTL_IRQ_SET_FD,
    OCXL_IOCTL_GET_METADATA, OCXL_IOCTL_ENABLE_P9_WAIT, OCXL_IOCTL_GET_FEATURES,
];

const LAYOUT_OCXL_IOCTL_ATTACH: Layout = Layout {
    name: "struct ocxl_ioctl_attach",
    size: 32,
    members: &[
        member("amr", 0, Unsigned(8)), member("reserved1", 8, Unsigned(8)),
        member("reserved2", 16, Unsigned(8)), member("reserved3", 24, Unsigned(8)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_OCXL_IOCTL_IRQ_FD: Layout = Layout {
    name: "struct ocxl_ioctl_irq_fd",
    size: 16,
    members: &[
        member("irq_offset", 0, Unsigned(8)), member("eventfd", 8, Signed(4)),
        member("reserved", 12, Unsigned(4)),
    ],
};

const LAYOUT_OCXL_IOCTL_METADATA: Layout = Layout {
    name: "struct ocxl_ioctl_metadata",
    size: 128,
    members: &[
        member("version", 0, Unsigned(2)), member("afu_version_major", 2, Unsigned(1)),
        member("afu_version_minor", 3, Unsigned(1)), member("pasid", 4, Unsigned(4)),
        member("pp_mmio_size", 8, Unsigned(8)), member("global_mmio_size", 16, Unsigned(8)),
        member("reserved", 24, Array(8, 13)),
    ],
};

const LAYOUT_OCXL_IOCTL_P9_WAIT: Layout = Layout {
    name: "struct ocxl_ioctl_p9_wait",
    size: 32,
    members: &[
        member("thread_id", 0, Unsigned(2)), member("reserved1", 2, Unsigned(2)),
        member("reserved2", 4, Unsigned(4)), member("reserved3", 8, Array(8, 3)),
    ],
};

const LAYOUT_OCXL_IOCTL_FEATURES: Layout = Layout {
    name: "struct ocxl_ioctl_features",
    size: 32,
    members: &[
        member("flags", 0, Array(8, 4)),
    ],
};
