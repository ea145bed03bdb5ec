//! `drm/xe_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "drm/xe_drm.h";

/// 0xc0286440
pub const DRM_IOCTL_XE_DEVICE_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_XE_DEVICE_QUERY", 0xc0286440, &LAYOUT_DRM_XE_DEVICE_QUERY);
/// 0xc0386441
pub const DRM_IOCTL_XE_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_XE_GEM_CREATE", 0xc0386441, &LAYOUT_DRM_XE_GEM_CREATE);
/// 0xc0286442
pub const DRM_IOCTL_XE_GEM_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_XE_GEM_MMAP_OFFSET", 0xc0286442, &LAYOUT_DRM_XE_GEM_MMAP_OFFSET);
/// 0xc0206443
pub const DRM_IOCTL_XE_VM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_XE_VM_CREATE", 0xc0206443, &LAYOUT_DRM_XE_VM_CREATE);
/// 0x40186444
pub const DRM_IOCTL_XE_VM_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_XE_VM_DESTROY", 0x40186444, &LAYOUT_DRM_XE_VM_DESTROY);
/// 0x40886445
pub const DRM_IOCTL_XE_VM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_XE_VM_BIND", 0x40886445, &LAYOUT_DRM_XE_VM_BIND);
/// 0xc0306446
pub const DRM_IOCTL_XE_EXEC_QUEUE_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_XE_EXEC_QUEUE_CREATE", 0xc0306446, &LAYOUT_DRM_XE_EXEC_QUEUE_CREATE);
/// 0x40186447
pub const DRM_IOCTL_XE_EXEC_QUEUE_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_XE_EXEC_QUEUE_DESTROY", 0x40186447, &LAYOUT_DRM_XE_EXEC_QUEUE_DESTROY);
/// 0xc0286448
pub const DRM_IOCTL_XE_EXEC_QUEUE_GET_PROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_XE_EXEC_QUEUE_GET_PROPERTY", 0xc0286448, &LAYOUT_DRM_XE_EXEC_QUEUE_GET_PROPERTY);
/// 0x40386449
pub const DRM_IOCTL_XE_EXEC: Ioctl = taking(FROM, "DRM_IOCTL_XE_EXEC", 0x40386449, &LAYOUT_DRM_XE_EXEC);
/// 0xc048644a
pub const DRM_IOCTL_XE_WAIT_USER_FENCE: Ioctl = taking(FROM, "DRM_IOCTL_XE_WAIT_USER_FENCE", 0xc048644a, &LAYOUT_DRM_XE_WAIT_USER_FENCE);
/// 0x4020644b
pub const DRM_IOCTL_XE_OBSERVATION: Ioctl = taking(FROM, "DRM_IOCTL_XE_OBSERVATION", 0x4020644b, &LAYOUT_DRM_XE_OBSERVATION_PARAM);
/// 0x4040644c
pub const DRM_IOCTL_XE_MADVISE: Ioctl = taking(FROM, "DRM_IOCTL_XE_MADVISE", 0x4040644c, &LAYOUT_DRM_XE_MADVISE);
/// 0xc040644d
pub const DRM_IOCTL_XE_VM_QUERY_MEM_RANGE_ATTRS: Ioctl = taking(FROM, "DRM_IOCTL_XE_VM_QUERY_MEM_RANGE_ATTRS", 0xc040644d, &LAYOUT_DRM_XE_VM_QUERY_MEM_RANGE_ATTR);
/// 0x4028644e
pub const DRM_IOCTL_XE_EXEC_QUEUE_SET_PROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_XE_EXEC_QUEUE_SET_PROPERTY", 0x4028644e, &LAYOUT_DRM_XE_EXEC_QUEUE_SET_PROPERTY);
/// 0xc038644f
pub const DRM_IOCTL_XE_VM_GET_PROPERTY: Ioctl = taking(FROM, "DRM_IOCTL_XE_VM_GET_PROPERTY", 0xc038644f, &LAYOUT_DRM_XE_VM_GET_PROPERTY);
/// 0x6900
pub const DRM_XE_OBSERVATION_IOCTL_ENABLE: Ioctl = ioctl(FROM, "DRM_XE_OBSERVATION_IOCTL_ENABLE", 0x6900);
/// 0x6901
pub const DRM_XE_OBSERVATION_IOCTL_DISABLE: Ioctl = ioctl(FROM, "DRM_XE_OBSERVATION_IOCTL_DISABLE", 0x6901);
/// 0x6902
pub const DRM_XE_OBSERVATION_IOCTL_CONFIG: Ioctl = ioctl(FROM, "DRM_XE_OBSERVATION_IOCTL_CONFIG", 0x6902);
/// 0x6903
pub const DRM_XE_OBSERVATION_IOCTL_STATUS: Ioctl = ioctl(FROM, "DRM_XE_OBSERVATION_IOCTL_STATUS", 0x6903);
/// 0x6904
pub const DRM_XE_OBSERVATION_IOCTL_INFO: Ioctl = ioctl(FROM, "DRM_XE_OBSERVATION_IOCTL_INFO", 0x6904);

/// Each of them.
pub const ALL: [Ioctl; 21] = [
    DRM_IOCTL_XE_DEVICE_QUERY, DRM_IOCTL_XE_GEM_CREATE, DRM_IOCTL_XE_GEM_MMAP_OFFSET,
    DRM_IOCTL_XE_VM_CREATE, DRM_IOCTL_XE_VM_DESTROY, DRM_IOCTL_XE_VM_BIND,
    DRM_IOCTL_XE_EXEC_QUEUE_CREATE, DRM_IOCTL_XE_EXEC_QUEUE_DESTROY,
    DRM_IOCTL_XE_EXEC_QUEUE_GET_PROPERTY, DRM_IOCTL_XE_EXEC, DRM_IOCTL_XE_WAIT_USER_FENCE,
    DRM_IOCTL_XE_OBSERVATION, DRM_IOCTL_XE_MADVISE, DRM_IOCTL_XE_VM_QUERY_MEM_RANGE_ATTRS,
    DRM_IOCTL_XE_EXEC_QUEUE_SET_PROPERTY, DRM_IOCTL_XE_VM_GET_PROPERTY,
    DRM_XE_OBSERVATION_IOCTL_ENABLE, DRM_XE_OBSERVATION_IOCTL_DISABLE,
    DRM_XE_OBSERVATION_IOCTL_CONFIG, DRM_XE_OBSERVATION_IOCTL_STATUS,
    DRM_XE_OBSERVATION_IOCTL_INFO,
];

const LAYOUT_DRM_XE_DEVICE_QUERY: Layout = Layout {
    name: "struct drm_xe_device_query",
    size: 40,
    members: &[
        member("extensions", 0, Unsigned(8)), member("query", 8, Unsigned(4)),
        member("size", 12, Unsigned(4)), member("data", 16, Unsigned(8)),
        member("reserved", 24, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_GEM_CREATE: Layout = Layout {
    name: "struct drm_xe_gem_create",
    size: 56,
    members: &[
        member("extensions", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("placement", 16, Unsigned(4)), member("flags", 20, Unsigned(4)),
        member("vm_id", 24, Unsigned(4)), member("handle", 28, Unsigned(4)),
        member("cpu_caching", 32, Unsigned(2)), member("pad", 34, Array(2, 3)),
        member("reserved", 40, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_GEM_MMAP_OFFSET: Layout = Layout {
    name: "struct drm_xe_gem_mmap_offset",
    size: 40,
    members: &[
        member("extensions", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)), member("offset", 16, Unsigned(8)),
        member("reserved", 24, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_VM_CREATE: Layout = Layout {
    name: "struct drm_xe_vm_create",
    size: 32,
    members: &[
        member("extensions", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("vm_id", 12, Unsigned(4)), member("reserved", 16, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_VM_DESTROY: Layout = Layout {
    name: "struct drm_xe_vm_destroy",
    size: 24,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("reserved", 8, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_VM_BIND: Layout = Layout {
    name: "struct drm_xe_vm_bind",
    size: 136,
    members: &[
        member("extensions", 0, Unsigned(8)), member("vm_id", 8, Unsigned(4)),
        member("exec_queue_id", 12, Unsigned(4)), member("pad", 16, Unsigned(4)),
        member("num_binds", 20, Unsigned(4)), member("bind.extensions", 24, Unsigned(8)),
        member("bind.obj", 32, Unsigned(4)), member("bind.pat_index", 36, Unsigned(2)),
        member("bind.pad", 38, Unsigned(2)), member("bind.obj_offset", 40, Unsigned(8)),
        member("bind.range", 48, Unsigned(8)), member("bind.addr", 56, Unsigned(8)),
        member("bind.op", 64, Unsigned(4)), member("bind.flags", 68, Unsigned(4)),
        member("bind.prefetch_mem_region_instance", 72, Unsigned(4)),
        member("bind.pad2", 76, Unsigned(4)), member("bind.reserved", 80, Array(8, 3)),
        member("pad2", 104, Unsigned(4)), member("num_syncs", 108, Unsigned(4)),
        member("syncs", 112, Unsigned(8)), member("reserved", 120, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_EXEC_QUEUE_CREATE: Layout = Layout {
    name: "struct drm_xe_exec_queue_create",
    size: 48,
    members: &[
        member("extensions", 0, Unsigned(8)), member("width", 8, Unsigned(2)),
        member("num_placements", 10, Unsigned(2)), member("vm_id", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)), member("exec_queue_id", 20, Unsigned(4)),
        member("instances", 24, Unsigned(8)), member("reserved", 32, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_EXEC_QUEUE_DESTROY: Layout = Layout {
    name: "struct drm_xe_exec_queue_destroy",
    size: 24,
    members: &[
        member("exec_queue_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("reserved", 8, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_EXEC_QUEUE_GET_PROPERTY: Layout = Layout {
    name: "struct drm_xe_exec_queue_get_property",
    size: 40,
    members: &[
        member("extensions", 0, Unsigned(8)), member("exec_queue_id", 8, Unsigned(4)),
        member("property", 12, Unsigned(4)), member("value", 16, Unsigned(8)),
        member("reserved", 24, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_EXEC: Layout = Layout {
    name: "struct drm_xe_exec",
    size: 56,
    members: &[
        member("extensions", 0, Unsigned(8)), member("exec_queue_id", 8, Unsigned(4)),
        member("num_syncs", 12, Unsigned(4)), member("syncs", 16, Unsigned(8)),
        member("address", 24, Unsigned(8)), member("num_batch_buffer", 32, Unsigned(2)),
        member("pad", 34, Array(2, 3)), member("reserved", 40, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_WAIT_USER_FENCE: Layout = Layout {
    name: "struct drm_xe_wait_user_fence",
    size: 72,
    members: &[
        member("extensions", 0, Unsigned(8)), member("addr", 8, Unsigned(8)),
        member("op", 16, Unsigned(2)), member("flags", 18, Unsigned(2)),
        member("pad", 20, Unsigned(4)), member("value", 24, Unsigned(8)),
        member("mask", 32, Unsigned(8)), member("timeout", 40, Signed(8)),
        member("exec_queue_id", 48, Unsigned(4)), member("pad2", 52, Unsigned(4)),
        member("reserved", 56, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_OBSERVATION_PARAM: Layout = Layout {
    name: "struct drm_xe_observation_param",
    size: 32,
    members: &[
        member("extensions", 0, Unsigned(8)), member("observation_type", 8, Unsigned(8)),
        member("observation_op", 16, Unsigned(8)), member("param", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_XE_MADVISE: Layout = Layout {
    name: "struct drm_xe_madvise",
    size: 64,
    members: &[
        member("extensions", 0, Unsigned(8)), member("start", 8, Unsigned(8)),
        member("range", 16, Unsigned(8)), member("vm_id", 24, Unsigned(4)),
        member("type", 28, Unsigned(4)), member("preferred_mem_loc.devmem_fd", 32, Unsigned(4)),
        member("preferred_mem_loc.migration_policy", 36, Unsigned(2)),
        member("preferred_mem_loc.region_instance", 38, Unsigned(2)),
        member("preferred_mem_loc.reserved", 40, Unsigned(8)),
        member("reserved", 48, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_VM_QUERY_MEM_RANGE_ATTR: Layout = Layout {
    name: "struct drm_xe_vm_query_mem_range_attr",
    size: 64,
    members: &[
        member("extensions", 0, Unsigned(8)), member("vm_id", 8, Unsigned(4)),
        member("num_mem_ranges", 12, Unsigned(4)), member("start", 16, Unsigned(8)),
        member("range", 24, Unsigned(8)), member("sizeof_mem_range_attr", 32, Unsigned(8)),
        member("vector_of_mem_attr", 40, Unsigned(8)), member("reserved", 48, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_EXEC_QUEUE_SET_PROPERTY: Layout = Layout {
    name: "struct drm_xe_exec_queue_set_property",
    size: 40,
    members: &[
        member("extensions", 0, Unsigned(8)), member("exec_queue_id", 8, Unsigned(4)),
        member("property", 12, Unsigned(4)), member("value", 16, Unsigned(8)),
        member("reserved", 24, Array(8, 2)),
    ],
};

const LAYOUT_DRM_XE_VM_GET_PROPERTY: Layout = Layout {
    name: "struct drm_xe_vm_get_property",
    size: 56,
    members: &[
        member("extensions", 0, Unsigned(8)), member("vm_id", 8, Unsigned(4)),
        member("property", 12, Unsigned(4)), member("size", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)), member("data", 24, Unsigned(8)),
        member("reserved", 32, Array(8, 3)),
    ],
};
