//! `drm/panthor_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/panthor_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_PANTHOR_DEV_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_DEV_QUERY", 0xc0106440, &LAYOUT_DRM_PANTHOR_DEV_QUERY);
/// 0xc0106441
pub const DRM_IOCTL_PANTHOR_VM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_VM_CREATE", 0xc0106441, &LAYOUT_DRM_PANTHOR_VM_CREATE);
/// 0xc0086442
pub const DRM_IOCTL_PANTHOR_VM_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_VM_DESTROY", 0xc0086442, &LAYOUT_DRM_PANTHOR_VM_DESTROY);
/// 0xc0186443
pub const DRM_IOCTL_PANTHOR_VM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_VM_BIND", 0xc0186443, &LAYOUT_DRM_PANTHOR_VM_BIND);
/// 0xc0086444
pub const DRM_IOCTL_PANTHOR_VM_GET_STATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_VM_GET_STATE", 0xc0086444, &LAYOUT_DRM_PANTHOR_VM_GET_STATE);
/// 0xc0186445
pub const DRM_IOCTL_PANTHOR_BO_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_BO_CREATE", 0xc0186445, &LAYOUT_DRM_PANTHOR_BO_CREATE);
/// 0xc0106446
pub const DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET", 0xc0106446, &LAYOUT_DRM_PANTHOR_BO_MMAP_OFFSET);
/// 0xc0386447
pub const DRM_IOCTL_PANTHOR_GROUP_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_GROUP_CREATE", 0xc0386447, &LAYOUT_DRM_PANTHOR_GROUP_CREATE);
/// 0xc0086448
pub const DRM_IOCTL_PANTHOR_GROUP_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_GROUP_DESTROY", 0xc0086448, &LAYOUT_DRM_PANTHOR_GROUP_DESTROY);
/// 0xc0186449
pub const DRM_IOCTL_PANTHOR_GROUP_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_GROUP_SUBMIT", 0xc0186449, &LAYOUT_DRM_PANTHOR_GROUP_SUBMIT);
/// 0xc010644a
pub const DRM_IOCTL_PANTHOR_GROUP_GET_STATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_GROUP_GET_STATE", 0xc010644a, &LAYOUT_DRM_PANTHOR_GROUP_GET_STATE);
/// 0xc028644b
pub const DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE", 0xc028644b, &LAYOUT_DRM_PANTHOR_TILER_HEAP_CREATE);
/// 0xc008644c
pub const DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY", 0xc008644c, &LAYOUT_DRM_PANTHOR_TILER_HEAP_DESTROY);
/// 0xc010644d
pub const DRM_IOCTL_PANTHOR_BO_SET_LABEL: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_BO_SET_LABEL", 0xc010644d, &LAYOUT_DRM_PANTHOR_BO_SET_LABEL);
/// 0xc008644e
pub const DRM_IOCTL_PANTHOR_SET_USER_MMIO_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_SET_USER_MMIO_OFFSET", 0xc008644e, &LAYOUT_DRM_PANTHOR_SET_USER_MMIO_OFFSET);
/// 0xc010644f
pub const DRM_IOCTL_PANTHOR_BO_SYNC: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_BO_SYNC", 0xc010644f, &LAYOUT_DRM_PANTHOR_BO_SYNC);
/// 0xc0106450
pub const DRM_IOCTL_PANTHOR_BO_QUERY_INFO: Ioctl = taking(FROM, "DRM_IOCTL_PANTHOR_BO_QUERY_INFO", 0xc0106450, &LAYOUT_DRM_PANTHOR_BO_QUERY_INFO);

/// Each of them.
pub const ALL: [Ioctl; 17] = [
    DRM_IOCTL_PANTHOR_DEV_QUERY, DRM_IOCTL_PANTHOR_VM_CREATE, DRM_IOCTL_PANTHOR_VM_DESTROY,
    DRM_IOCTL_PANTHOR_VM_BIND, DRM_IOCTL_PANTHOR_VM_GET_STATE, DRM_IOCTL_PANTHOR_BO_CREATE,
    DRM_IOCTL_PANTHOR_BO_MMAP_OFFSET, DRM_IOCTL_PANTHOR_GROUP_CREATE,
    DRM_IOCTL_PANTHOR_GROUP_DESTROY, DRM_IOCTL_PANTHOR_GROUP_SUBMIT,
    DRM_IOCTL_PANTHOR_GROUP_GET_STATE, DRM_IOCTL_PANTHOR_TILER_HEAP_CREATE,
    DRM_IOCTL_PANTHOR_TILER_HEAP_DESTROY, DRM_IOCTL_PANTHOR_BO_SET_LABEL,
    DRM_IOCTL_PANTHOR_SET_USER_MMIO_OFFSET, DRM_IOCTL_PANTHOR_BO_SYNC,
    DRM_IOCTL_PANTHOR_BO_QUERY_INFO,
];

const LAYOUT_DRM_PANTHOR_DEV_QUERY: Layout = Layout {
    name: "struct drm_panthor_dev_query",
    size: 16,
    members: &[
        member("type", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("pointer", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_VM_CREATE: Layout = Layout {
    name: "struct drm_panthor_vm_create",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(4)), member("id", 4, Unsigned(4)),
        member("user_va_range", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_VM_DESTROY: Layout = Layout {
    name: "struct drm_panthor_vm_destroy",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_VM_BIND: Layout = Layout {
    name: "struct drm_panthor_vm_bind",
    size: 24,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("ops.stride", 8, Unsigned(4)), member("ops.count", 12, Unsigned(4)),
        member("ops.array", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_VM_GET_STATE: Layout = Layout {
    name: "struct drm_panthor_vm_get_state",
    size: 8,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("state", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_BO_CREATE: Layout = Layout {
    name: "struct drm_panthor_bo_create",
    size: 24,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("exclusive_vm_id", 12, Unsigned(4)), member("handle", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_BO_MMAP_OFFSET: Layout = Layout {
    name: "struct drm_panthor_bo_mmap_offset",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_GROUP_CREATE: Layout = Layout {
    name: "struct drm_panthor_group_create",
    size: 56,
    members: &[
        member("queues.stride", 0, Unsigned(4)), member("queues.count", 4, Unsigned(4)),
        member("queues.array", 8, Unsigned(8)), member("max_compute_cores", 16, Unsigned(1)),
        member("max_fragment_cores", 17, Unsigned(1)),
        member("max_tiler_cores", 18, Unsigned(1)), member("priority", 19, Unsigned(1)),
        member("pad", 20, Unsigned(4)), member("compute_core_mask", 24, Unsigned(8)),
        member("fragment_core_mask", 32, Unsigned(8)),
        member("tiler_core_mask", 40, Unsigned(8)), member("vm_id", 48, Unsigned(4)),
        member("group_handle", 52, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_GROUP_DESTROY: Layout = Layout {
    name: "struct drm_panthor_group_destroy",
    size: 8,
    members: &[
        member("group_handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_GROUP_SUBMIT: Layout = Layout {
    name: "struct drm_panthor_group_submit",
    size: 24,
    members: &[
        member("group_handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("queue_submits.stride", 8, Unsigned(4)),
        member("queue_submits.count", 12, Unsigned(4)),
        member("queue_submits.array", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_GROUP_GET_STATE: Layout = Layout {
    name: "struct drm_panthor_group_get_state",
    size: 16,
    members: &[
        member("group_handle", 0, Unsigned(4)), member("state", 4, Unsigned(4)),
        member("fatal_queues", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_TILER_HEAP_CREATE: Layout = Layout {
    name: "struct drm_panthor_tiler_heap_create",
    size: 40,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("initial_chunk_count", 4, Unsigned(4)),
        member("chunk_size", 8, Unsigned(4)), member("max_chunks", 12, Unsigned(4)),
        member("target_in_flight", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
        member("tiler_heap_ctx_gpu_va", 24, Unsigned(8)),
        member("first_heap_chunk_gpu_va", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_TILER_HEAP_DESTROY: Layout = Layout {
    name: "struct drm_panthor_tiler_heap_destroy",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANTHOR_BO_SET_LABEL: Layout = Layout {
    name: "struct drm_panthor_bo_set_label",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("label", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_SET_USER_MMIO_OFFSET: Layout = Layout {
    name: "struct drm_panthor_set_user_mmio_offset",
    size: 8,
    members: &[
        member("offset", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_BO_SYNC: Layout = Layout {
    name: "struct drm_panthor_bo_sync",
    size: 16,
    members: &[
        member("ops.stride", 0, Unsigned(4)), member("ops.count", 4, Unsigned(4)),
        member("ops.array", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANTHOR_BO_QUERY_INFO: Layout = Layout {
    name: "struct drm_panthor_bo_query_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("extra_flags", 4, Unsigned(4)),
        member("create_flags", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};
