//! `drm/qaic_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/qaic_accel.h";

/// 0xc0106440
pub const DRM_IOCTL_QAIC_MANAGE: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_MANAGE", 0xc0106440, &LAYOUT_QAIC_MANAGE_MSG);
/// 0xc0106441
pub const DRM_IOCTL_QAIC_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_CREATE_BO", 0xc0106441, &LAYOUT_QAIC_CREATE_BO);
/// 0xc0106442
pub const DRM_IOCTL_QAIC_MMAP_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_MMAP_BO", 0xc0106442, &LAYOUT_QAIC_MMAP_BO);
/// 0x40206443
pub const DRM_IOCTL_QAIC_ATTACH_SLICE_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_ATTACH_SLICE_BO", 0x40206443, &LAYOUT_QAIC_ATTACH_SLICE);
/// 0x40106444
pub const DRM_IOCTL_QAIC_EXECUTE_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_EXECUTE_BO", 0x40106444, &LAYOUT_QAIC_EXECUTE);
/// 0x40106445
pub const DRM_IOCTL_QAIC_PARTIAL_EXECUTE_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_PARTIAL_EXECUTE_BO", 0x40106445, &LAYOUT_QAIC_EXECUTE);
/// 0x40106446
pub const DRM_IOCTL_QAIC_WAIT_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_WAIT_BO", 0x40106446, &LAYOUT_QAIC_WAIT);
/// 0xc0106447
pub const DRM_IOCTL_QAIC_PERF_STATS_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_PERF_STATS_BO", 0xc0106447, &LAYOUT_QAIC_PERF_STATS);
/// 0x40086448
pub const DRM_IOCTL_QAIC_DETACH_SLICE_BO: Ioctl = taking(FROM, "DRM_IOCTL_QAIC_DETACH_SLICE_BO", 0x40086448, &LAYOUT_QAIC_DETACH_SLICE);

/// Each of them.
pub const ALL: [Ioctl; 9] = [
    DRM_IOCTL_QAIC_MANAGE, DRM_IOCTL_QAIC_CREATE_BO, DRM_IOCTL_QAIC_MMAP_BO,
    DRM_IOCTL_QAIC_ATTACH_SLICE_BO, DRM_IOCTL_QAIC_EXECUTE_BO,
    DRM_IOCTL_QAIC_PARTIAL_EXECUTE_BO, DRM_IOCTL_QAIC_WAIT_BO, DRM_IOCTL_QAIC_PERF_STATS_BO,
    DRM_IOCTL_QAIC_DETACH_SLICE_BO,
];

const LAYOUT_QAIC_MANAGE_MSG: Layout = Layout {
    name: "struct qaic_manage_msg",
    size: 16,
    members: &[
        member("len", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)),
    ],
};

const LAYOUT_QAIC_CREATE_BO: Layout = Layout {
    name: "struct qaic_create_bo",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_QAIC_MMAP_BO: Layout = Layout {
    name: "struct qaic_mmap_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_QAIC_ATTACH_SLICE: Layout = Layout {
    name: "struct qaic_attach_slice",
    size: 32,
    members: &[
        member("hdr.count", 0, Unsigned(4)), member("hdr.dbc_id", 4, Unsigned(4)),
        member("hdr.handle", 8, Unsigned(4)), member("hdr.dir", 12, Unsigned(4)),
        member("hdr.size", 16, Unsigned(8)), member("data", 24, Unsigned(8)),
    ],
};

const LAYOUT_QAIC_EXECUTE: Layout = Layout {
    name: "struct qaic_execute",
    size: 16,
    members: &[
        member("hdr.count", 0, Unsigned(4)), member("hdr.dbc_id", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)),
    ],
};

const LAYOUT_QAIC_WAIT: Layout = Layout {
    name: "struct qaic_wait",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("timeout", 4, Unsigned(4)),
        member("dbc_id", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_QAIC_PERF_STATS: Layout = Layout {
    name: "struct qaic_perf_stats",
    size: 16,
    members: &[
        member("hdr.count", 0, Unsigned(2)), member("hdr.pad", 2, Unsigned(2)),
        member("hdr.dbc_id", 4, Unsigned(4)), member("data", 8, Unsigned(8)),
    ],
};

const LAYOUT_QAIC_DETACH_SLICE: Layout = Layout {
    name: "struct qaic_detach_slice",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};
