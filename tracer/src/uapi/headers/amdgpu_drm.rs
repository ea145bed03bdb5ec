//! `drm/amdgpu_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/amdgpu_drm.h";

/// 0xc0206440
pub const DRM_IOCTL_AMDGPU_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_CREATE", 0xc0206440, &LAYOUT_UNION_DRM_AMDGPU_GEM_CREATE);
/// 0xc0086441
pub const DRM_IOCTL_AMDGPU_GEM_MMAP: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_MMAP", 0xc0086441, &LAYOUT_UNION_DRM_AMDGPU_GEM_MMAP);
/// 0xc0106442
pub const DRM_IOCTL_AMDGPU_CTX: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_CTX", 0xc0106442, &LAYOUT_UNION_DRM_AMDGPU_CTX);
/// 0xc0186443
pub const DRM_IOCTL_AMDGPU_BO_LIST: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_BO_LIST", 0xc0186443, &LAYOUT_UNION_DRM_AMDGPU_BO_LIST);
/// 0xc0186444
pub const DRM_IOCTL_AMDGPU_CS: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_CS", 0xc0186444, &LAYOUT_UNION_DRM_AMDGPU_CS);
/// 0x40206445
pub const DRM_IOCTL_AMDGPU_INFO: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_INFO", 0x40206445, &LAYOUT_DRM_AMDGPU_INFO);
/// 0xc1206446
pub const DRM_IOCTL_AMDGPU_GEM_METADATA: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_METADATA", 0xc1206446, &LAYOUT_DRM_AMDGPU_GEM_METADATA);
/// 0xc0106447
pub const DRM_IOCTL_AMDGPU_GEM_WAIT_IDLE: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_WAIT_IDLE", 0xc0106447, &LAYOUT_UNION_DRM_AMDGPU_GEM_WAIT_IDLE);
/// 0x40406448
pub const DRM_IOCTL_AMDGPU_GEM_VA: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_VA", 0x40406448, &LAYOUT_DRM_AMDGPU_GEM_VA);
/// 0xc0206449
pub const DRM_IOCTL_AMDGPU_WAIT_CS: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_WAIT_CS", 0xc0206449, &LAYOUT_UNION_DRM_AMDGPU_WAIT_CS);
/// 0xc0186450
pub const DRM_IOCTL_AMDGPU_GEM_OP: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_OP", 0xc0186450, &LAYOUT_DRM_AMDGPU_GEM_OP);
/// 0xc0186451
pub const DRM_IOCTL_AMDGPU_GEM_USERPTR: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_USERPTR", 0xc0186451, &LAYOUT_DRM_AMDGPU_GEM_USERPTR);
/// 0xc0186452
pub const DRM_IOCTL_AMDGPU_WAIT_FENCES: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_WAIT_FENCES", 0xc0186452, &LAYOUT_UNION_DRM_AMDGPU_WAIT_FENCES);
/// 0xc0086453
pub const DRM_IOCTL_AMDGPU_VM: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_VM", 0xc0086453, &LAYOUT_UNION_DRM_AMDGPU_VM);
/// 0xc0206454
pub const DRM_IOCTL_AMDGPU_FENCE_TO_HANDLE: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_FENCE_TO_HANDLE", 0xc0206454, &LAYOUT_UNION_DRM_AMDGPU_FENCE_TO_HANDLE);
/// 0x40106455
pub const DRM_IOCTL_AMDGPU_SCHED: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_SCHED", 0x40106455, &LAYOUT_UNION_DRM_AMDGPU_SCHED);
/// 0xc0486456
pub const DRM_IOCTL_AMDGPU_USERQ: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_USERQ", 0xc0486456, &LAYOUT_UNION_DRM_AMDGPU_USERQ);
/// 0xc0306457
pub const DRM_IOCTL_AMDGPU_USERQ_SIGNAL: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_USERQ_SIGNAL", 0xc0306457, &LAYOUT_DRM_AMDGPU_USERQ_SIGNAL);
/// 0xc0486458
pub const DRM_IOCTL_AMDGPU_USERQ_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_USERQ_WAIT", 0xc0486458, &LAYOUT_DRM_AMDGPU_USERQ_WAIT);
/// 0xc0106459
pub const DRM_IOCTL_AMDGPU_GEM_LIST_HANDLES: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_GEM_LIST_HANDLES", 0xc0106459, &LAYOUT_DRM_AMDGPU_GEM_LIST_HANDLES);
/// 0xc008645a
pub const DRM_IOCTL_AMDGPU_PROC_OPTIONS: Ioctl = taking(FROM, "DRM_IOCTL_AMDGPU_PROC_OPTIONS", 0xc008645a, &LAYOUT_DRM_AMDGPU_PROC_OPTIONS);

/// Each of them.
pub const ALL: [Ioctl; 21] = [
    DRM_IOCTL_AMDGPU_GEM_CREATE, DRM_IOCTL_AMDGPU_GEM_MMAP, DRM_IOCTL_AMDGPU_CTX,
    DRM_IOCTL_AMDGPU_BO_LIST, DRM_IOCTL_AMDGPU_CS, DRM_IOCTL_AMDGPU_INFO,
    DRM_IOCTL_AMDGPU_GEM_METADATA, DRM_IOCTL_AMDGPU_GEM_WAIT_IDLE, DRM_IOCTL_AMDGPU_GEM_VA,
    DRM_IOCTL_AMDGPU_WAIT_CS, DRM_IOCTL_AMDGPU_GEM_OP, DRM_IOCTL_AMDGPU_GEM_USERPTR,
    DRM_IOCTL_AMDGPU_WAIT_FENCES, DRM_IOCTL_AMDGPU_VM, DRM_IOCTL_AMDGPU_FENCE_TO_HANDLE,
    DRM_IOCTL_AMDGPU_SCHED, DRM_IOCTL_AMDGPU_USERQ, DRM_IOCTL_AMDGPU_USERQ_SIGNAL,
    DRM_IOCTL_AMDGPU_USERQ_WAIT, DRM_IOCTL_AMDGPU_GEM_LIST_HANDLES,
    DRM_IOCTL_AMDGPU_PROC_OPTIONS,
];

const LAYOUT_UNION_DRM_AMDGPU_GEM_CREATE: Layout = Layout {
    name: "union drm_amdgpu_gem_create",
    size: 32,
    members: &[
        member("in.bo_size", 0, Unsigned(8)), member("in.alignment", 8, Unsigned(8)),
        member("in.domains", 16, Unsigned(8)), member("in.domain_flags", 24, Unsigned(8)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_GEM_MMAP: Layout = Layout {
    name: "union drm_amdgpu_gem_mmap",
    size: 8,
    members: &[
        member("in.handle", 0, Unsigned(4)), member("in._pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_CTX: Layout = Layout {
    name: "union drm_amdgpu_ctx",
    size: 16,
    members: &[
        member("in.op", 0, Unsigned(4)), member("in.flags", 4, Unsigned(4)),
        member("in.ctx_id", 8, Unsigned(4)), member("in.priority", 12, Signed(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_BO_LIST: Layout = Layout {
    name: "union drm_amdgpu_bo_list",
    size: 24,
    members: &[
        member("in.operation", 0, Unsigned(4)), member("in.list_handle", 4, Unsigned(4)),
        member("in.bo_number", 8, Unsigned(4)), member("in.bo_info_size", 12, Unsigned(4)),
        member("in.bo_info_ptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_CS: Layout = Layout {
    name: "union drm_amdgpu_cs",
    size: 24,
    members: &[
        member("in.ctx_id", 0, Unsigned(4)), member("in.bo_list_handle", 4, Unsigned(4)),
        member("in.num_chunks", 8, Unsigned(4)), member("in.flags", 12, Unsigned(4)),
        member("in.chunks", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AMDGPU_INFO: Layout = Layout {
    name: "struct drm_amdgpu_info",
    size: 32,
    members: &[
        member("return_pointer", 0, Unsigned(8)), member("return_size", 8, Unsigned(4)),
        member("query", 12, Unsigned(4)), member("mode_crtc.id", 16, Unsigned(4)),
        member("mode_crtc._pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_AMDGPU_GEM_METADATA: Layout = Layout {
    name: "struct drm_amdgpu_gem_metadata",
    size: 288,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("data.flags", 8, Unsigned(8)), member("data.tiling_info", 16, Unsigned(8)),
        member("data.data_size_bytes", 24, Unsigned(4)), member("data.data", 28, Array(4, 64)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_GEM_WAIT_IDLE: Layout = Layout {
    name: "union drm_amdgpu_gem_wait_idle",
    size: 16,
    members: &[
        member("in.handle", 0, Unsigned(4)), member("in.flags", 4, Unsigned(4)),
        member("in.timeout", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AMDGPU_GEM_VA: Layout = Layout {
    name: "struct drm_amdgpu_gem_va",
    size: 64,
    members: &[
        member("handle", 0, Unsigned(4)), member("_pad", 4, Unsigned(4)),
        member("operation", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("va_address", 16, Unsigned(8)), member("offset_in_bo", 24, Unsigned(8)),
        member("map_size", 32, Unsigned(8)), member("vm_timeline_point", 40, Unsigned(8)),
        member("vm_timeline_syncobj_out", 48, Unsigned(4)),
        member("num_syncobj_handles", 52, Unsigned(4)),
        member("input_fence_syncobj_handles", 56, Unsigned(8)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_WAIT_CS: Layout = Layout {
    name: "union drm_amdgpu_wait_cs",
    size: 32,
    members: &[
        member("in.handle", 0, Unsigned(8)), member("in.timeout", 8, Unsigned(8)),
        member("in.ip_type", 16, Unsigned(4)), member("in.ip_instance", 20, Unsigned(4)),
        member("in.ring", 24, Unsigned(4)), member("in.ctx_id", 28, Unsigned(4)),
    ],
};

const LAYOUT_DRM_AMDGPU_GEM_OP: Layout = Layout {
    name: "struct drm_amdgpu_gem_op",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)), member("num_entries", 16, Unsigned(4)),
        member("padding", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_AMDGPU_GEM_USERPTR: Layout = Layout {
    name: "struct drm_amdgpu_gem_userptr",
    size: 24,
    members: &[
        member("addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_WAIT_FENCES: Layout = Layout {
    name: "union drm_amdgpu_wait_fences",
    size: 24,
    members: &[
        member("in.fences", 0, Unsigned(8)), member("in.fence_count", 8, Unsigned(4)),
        member("in.wait_all", 12, Unsigned(4)), member("in.timeout_ns", 16, Unsigned(8)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_VM: Layout = Layout {
    name: "union drm_amdgpu_vm",
    size: 8,
    members: &[
        member("in.op", 0, Unsigned(4)), member("in.flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_FENCE_TO_HANDLE: Layout = Layout {
    name: "union drm_amdgpu_fence_to_handle",
    size: 32,
    members: &[
        member("in.fence.ctx_id", 0, Unsigned(4)), member("in.fence.ip_type", 4, Unsigned(4)),
        member("in.fence.ip_instance", 8, Unsigned(4)), member("in.fence.ring", 12, Unsigned(4)),
        member("in.fence.seq_no", 16, Unsigned(8)), member("in.what", 24, Unsigned(4)),
        member("in.pad", 28, Unsigned(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_SCHED: Layout = Layout {
    name: "union drm_amdgpu_sched",
    size: 16,
    members: &[
        member("in.op", 0, Unsigned(4)), member("in.fd", 4, Unsigned(4)),
        member("in.priority", 8, Signed(4)), member("in.ctx_id", 12, Unsigned(4)),
    ],
};

const LAYOUT_UNION_DRM_AMDGPU_USERQ: Layout = Layout {
    name: "union drm_amdgpu_userq",
    size: 72,
    members: &[
        member("in.op", 0, Unsigned(4)), member("in.queue_id", 4, Unsigned(4)),
        member("in.ip_type", 8, Unsigned(4)), member("in.doorbell_handle", 12, Unsigned(4)),
        member("in.doorbell_offset", 16, Unsigned(4)), member("in.flags", 20, Unsigned(4)),
        member("in.queue_va", 24, Unsigned(8)), member("in.queue_size", 32, Unsigned(8)),
        member("in.rptr_va", 40, Unsigned(8)), member("in.wptr_va", 48, Unsigned(8)),
        member("in.mqd", 56, Unsigned(8)), member("in.mqd_size", 64, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AMDGPU_USERQ_SIGNAL: Layout = Layout {
    name: "struct drm_amdgpu_userq_signal",
    size: 48,
    members: &[
        member("queue_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("syncobj_handles", 8, Unsigned(8)),
        member("num_syncobj_handles", 16, Unsigned(2)), member("pad0", 18, Unsigned(2)),
        member("pad1", 20, Unsigned(4)), member("bo_read_handles", 24, Unsigned(8)),
        member("bo_write_handles", 32, Unsigned(8)),
        member("num_bo_read_handles", 40, Unsigned(4)),
        member("num_bo_write_handles", 44, Unsigned(4)),
    ],
};

const LAYOUT_DRM_AMDGPU_USERQ_WAIT: Layout = Layout {
    name: "struct drm_amdgpu_userq_wait",
    size: 72,
    members: &[
        member("waitq_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("syncobj_handles", 8, Unsigned(8)),
        member("syncobj_timeline_handles", 16, Unsigned(8)),
        member("syncobj_timeline_points", 24, Unsigned(8)),
        member("bo_read_handles", 32, Unsigned(8)), member("bo_write_handles", 40, Unsigned(8)),
        member("num_syncobj_timeline_handles", 48, Unsigned(2)),
        member("num_fences", 50, Unsigned(2)), member("num_syncobj_handles", 52, Unsigned(2)),
        member("pad0", 54, Unsigned(2)), member("num_bo_read_handles", 56, Unsigned(4)),
        member("num_bo_write_handles", 60, Unsigned(4)), member("out_fences", 64, Unsigned(8)),
    ],
};

const LAYOUT_DRM_AMDGPU_GEM_LIST_HANDLES: Layout = Layout {
    name: "struct drm_amdgpu_gem_list_handles",
    size: 16,
    members: &[
        member("entries", 0, Unsigned(8)), member("num_entries", 8, Unsigned(4)),
        member("padding", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_AMDGPU_PROC_OPTIONS: Layout = Layout {
    name: "struct drm_amdgpu_proc_options",
    size: 8,
    members: &[
        member("op", 0, Unsigned(4)), member("kfd_sigbus_delay.value", 4, Unsigned(4)),
    ],
};
