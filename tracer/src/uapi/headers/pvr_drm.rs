//! `drm/pvr_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/pvr_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_PVR_DEV_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_PVR_DEV_QUERY", 0xc0106440, &LAYOUT_DRM_PVR_IOCTL_DEV_QUERY_ARGS);
/// 0xc0186441
pub const DRM_IOCTL_PVR_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_PVR_CREATE_BO", 0xc0186441, &LAYOUT_DRM_PVR_IOCTL_CREATE_BO_ARGS);
/// 0xc0106442
pub const DRM_IOCTL_PVR_GET_BO_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_PVR_GET_BO_MMAP_OFFSET", 0xc0106442, &LAYOUT_DRM_PVR_IOCTL_GET_BO_MMAP_OFFSET_ARGS);
/// 0xc0086443
pub const DRM_IOCTL_PVR_CREATE_VM_CONTEXT: Ioctl = taking(FROM, "DRM_IOCTL_PVR_CREATE_VM_CONTEXT", 0xc0086443, &LAYOUT_DRM_PVR_IOCTL_CREATE_VM_CONTEXT_ARGS);
/// 0x40086444
pub const DRM_IOCTL_PVR_DESTROY_VM_CONTEXT: Ioctl = taking(FROM, "DRM_IOCTL_PVR_DESTROY_VM_CONTEXT", 0x40086444, &LAYOUT_DRM_PVR_IOCTL_DESTROY_VM_CONTEXT_ARGS);
/// 0x40286445
pub const DRM_IOCTL_PVR_VM_MAP: Ioctl = taking(FROM, "DRM_IOCTL_PVR_VM_MAP", 0x40286445, &LAYOUT_DRM_PVR_IOCTL_VM_MAP_ARGS);
/// 0x40186446
pub const DRM_IOCTL_PVR_VM_UNMAP: Ioctl = taking(FROM, "DRM_IOCTL_PVR_VM_UNMAP", 0x40186446, &LAYOUT_DRM_PVR_IOCTL_VM_UNMAP_ARGS);
/// 0xc0286447
pub const DRM_IOCTL_PVR_CREATE_CONTEXT: Ioctl = taking(FROM, "DRM_IOCTL_PVR_CREATE_CONTEXT", 0xc0286447, &LAYOUT_DRM_PVR_IOCTL_CREATE_CONTEXT_ARGS);
/// 0x40086448
pub const DRM_IOCTL_PVR_DESTROY_CONTEXT: Ioctl = taking(FROM, "DRM_IOCTL_PVR_DESTROY_CONTEXT", 0x40086448, &LAYOUT_DRM_PVR_IOCTL_DESTROY_CONTEXT_ARGS);
/// 0xc0206449
pub const DRM_IOCTL_PVR_CREATE_FREE_LIST: Ioctl = taking(FROM, "DRM_IOCTL_PVR_CREATE_FREE_LIST", 0xc0206449, &LAYOUT_DRM_PVR_IOCTL_CREATE_FREE_LIST_ARGS);
/// 0x4008644a
pub const DRM_IOCTL_PVR_DESTROY_FREE_LIST: Ioctl = taking(FROM, "DRM_IOCTL_PVR_DESTROY_FREE_LIST", 0x4008644a, &LAYOUT_DRM_PVR_IOCTL_DESTROY_FREE_LIST_ARGS);
/// 0xc088644b
pub const DRM_IOCTL_PVR_CREATE_HWRT_DATASET: Ioctl = taking(FROM, "DRM_IOCTL_PVR_CREATE_HWRT_DATASET", 0xc088644b, &LAYOUT_DRM_PVR_IOCTL_CREATE_HWRT_DATASET_ARGS);
/// 0x4008644c
pub const DRM_IOCTL_PVR_DESTROY_HWRT_DATASET: Ioctl = taking(FROM, "DRM_IOCTL_PVR_DESTROY_HWRT_DATASET", 0x4008644c, &LAYOUT_DRM_PVR_IOCTL_DESTROY_HWRT_DATASET_ARGS);
/// 0x4010644d
pub const DRM_IOCTL_PVR_SUBMIT_JOBS: Ioctl = taking(FROM, "DRM_IOCTL_PVR_SUBMIT_JOBS", 0x4010644d, &LAYOUT_DRM_PVR_IOCTL_SUBMIT_JOBS_ARGS);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_PVR_DEV_QUERY, DRM_IOCTL_PVR_CREATE_BO, DRM_IOCTL_PVR_GET_BO_MMAP_OFFSET,
    DRM_IOCTL_PVR_CREATE_VM_CONTEXT, DRM_IOCTL_PVR_DESTROY_VM_CONTEXT, DRM_IOCTL_PVR_VM_MAP,
    DRM_IOCTL_PVR_VM_UNMAP, DRM_IOCTL_PVR_CREATE_CONTEXT, DRM_IOCTL_PVR_DESTROY_CONTEXT,
    DRM_IOCTL_PVR_CREATE_FREE_LIST, DRM_IOCTL_PVR_DESTROY_FREE_LIST,
    DRM_IOCTL_PVR_CREATE_HWRT_DATASET, DRM_IOCTL_PVR_DESTROY_HWRT_DATASET,
    DRM_IOCTL_PVR_SUBMIT_JOBS,
];

const LAYOUT_DRM_PVR_IOCTL_DEV_QUERY_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_dev_query_args",
    size: 16,
    members: &[
        member("type", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("pointer", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_CREATE_BO_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_create_bo_args",
    size: 24,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("_padding_c", 12, Unsigned(4)), member("flags", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_GET_BO_MMAP_OFFSET_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_get_bo_mmap_offset_args",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_CREATE_VM_CONTEXT_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_create_vm_context_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_DESTROY_VM_CONTEXT_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_destroy_vm_context_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_VM_MAP_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_vm_map_args",
    size: 40,
    members: &[
        member("vm_context_handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("device_addr", 8, Unsigned(8)), member("handle", 16, Unsigned(4)),
        member("_padding_14", 20, Unsigned(4)), member("offset", 24, Unsigned(8)),
        member("size", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_VM_UNMAP_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_vm_unmap_args",
    size: 24,
    members: &[
        member("vm_context_handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
        member("device_addr", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_CREATE_CONTEXT_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_create_context_args",
    size: 40,
    members: &[
        member("type", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("priority", 8, Signed(4)), member("handle", 12, Unsigned(4)),
        member("static_context_state", 16, Unsigned(8)),
        member("static_context_state_len", 24, Unsigned(4)),
        member("vm_context_handle", 28, Unsigned(4)), member("callstack_addr", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_DESTROY_CONTEXT_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_destroy_context_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_CREATE_FREE_LIST_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_create_free_list_args",
    size: 32,
    members: &[
        member("free_list_gpu_addr", 0, Unsigned(8)),
        member("initial_num_pages", 8, Unsigned(4)), member("max_num_pages", 12, Unsigned(4)),
        member("grow_num_pages", 16, Unsigned(4)), member("grow_threshold", 20, Unsigned(4)),
        member("vm_context_handle", 24, Unsigned(4)), member("handle", 28, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_DESTROY_FREE_LIST_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_destroy_free_list_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_CREATE_HWRT_DATASET_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_create_hwrt_dataset_args",
    size: 136,
    members: &[
        member("geom_data_args.tpc_dev_addr", 0, Unsigned(8)),
        member("geom_data_args.tpc_size", 8, Unsigned(4)),
        member("geom_data_args.tpc_stride", 12, Unsigned(4)),
        member("geom_data_args.vheap_table_dev_addr", 16, Unsigned(8)),
        member("geom_data_args.rtc_dev_addr", 24, Unsigned(8)),
        member("rt_data_args", 32, Array(24, 2)), member("free_list_handles", 80, Array(4, 2)),
        member("width", 88, Unsigned(4)), member("height", 92, Unsigned(4)),
        member("samples", 96, Unsigned(4)), member("layers", 100, Unsigned(4)),
        member("isp_merge_lower_x", 104, Unsigned(4)),
        member("isp_merge_lower_y", 108, Unsigned(4)),
        member("isp_merge_scale_x", 112, Unsigned(4)),
        member("isp_merge_scale_y", 116, Unsigned(4)),
        member("isp_merge_upper_x", 120, Unsigned(4)),
        member("isp_merge_upper_y", 124, Unsigned(4)),
        member("region_header_size", 128, Unsigned(4)), member("handle", 132, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_DESTROY_HWRT_DATASET_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_destroy_hwrt_dataset_args",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("_padding_4", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PVR_IOCTL_SUBMIT_JOBS_ARGS: Layout = Layout {
    name: "struct drm_pvr_ioctl_submit_jobs_args",
    size: 16,
    members: &[
        member("jobs.stride", 0, Unsigned(4)), member("jobs.count", 4, Unsigned(4)),
        member("jobs.array", 8, Unsigned(8)),
    ],
};
