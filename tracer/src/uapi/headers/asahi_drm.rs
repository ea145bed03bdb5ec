//! `drm/asahi_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/asahi_drm.h";

/// 0x40186440
pub const DRM_IOCTL_ASAHI_GET_PARAMS: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_GET_PARAMS", 0x40186440, &LAYOUT_DRM_ASAHI_GET_PARAMS);
/// 0xc0106441
pub const DRM_IOCTL_ASAHI_GET_TIME: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_GET_TIME", 0xc0106441, &LAYOUT_DRM_ASAHI_GET_TIME);
/// 0xc0186442
pub const DRM_IOCTL_ASAHI_VM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_VM_CREATE", 0xc0186442, &LAYOUT_DRM_ASAHI_VM_CREATE);
/// 0x40086443
pub const DRM_IOCTL_ASAHI_VM_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_VM_DESTROY", 0x40086443, &LAYOUT_DRM_ASAHI_VM_DESTROY);
/// 0x40186444
pub const DRM_IOCTL_ASAHI_VM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_VM_BIND", 0x40186444, &LAYOUT_DRM_ASAHI_VM_BIND);
/// 0xc0186445
pub const DRM_IOCTL_ASAHI_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_GEM_CREATE", 0xc0186445, &LAYOUT_DRM_ASAHI_GEM_CREATE);
/// 0xc0106446
pub const DRM_IOCTL_ASAHI_GEM_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_GEM_MMAP_OFFSET", 0xc0106446, &LAYOUT_DRM_ASAHI_GEM_MMAP_OFFSET);
/// 0xc0286447
pub const DRM_IOCTL_ASAHI_GEM_BIND_OBJECT: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_GEM_BIND_OBJECT", 0xc0286447, &LAYOUT_DRM_ASAHI_GEM_BIND_OBJECT);
/// 0xc0186448
pub const DRM_IOCTL_ASAHI_QUEUE_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_QUEUE_CREATE", 0xc0186448, &LAYOUT_DRM_ASAHI_QUEUE_CREATE);
/// 0x40086449
pub const DRM_IOCTL_ASAHI_QUEUE_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_QUEUE_DESTROY", 0x40086449, &LAYOUT_DRM_ASAHI_QUEUE_DESTROY);
/// 0x4028644a
pub const DRM_IOCTL_ASAHI_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_ASAHI_SUBMIT", 0x4028644a, &LAYOUT_DRM_ASAHI_SUBMIT);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    DRM_IOCTL_ASAHI_GET_PARAMS, DRM_IOCTL_ASAHI_GET_TIME, DRM_IOCTL_ASAHI_VM_CREATE,
    DRM_IOCTL_ASAHI_VM_DESTROY, DRM_IOCTL_ASAHI_VM_BIND, DRM_IOCTL_ASAHI_GEM_CREATE,
    DRM_IOCTL_ASAHI_GEM_MMAP_OFFSET, DRM_IOCTL_ASAHI_GEM_BIND_OBJECT,
    DRM_IOCTL_ASAHI_QUEUE_CREATE, DRM_IOCTL_ASAHI_QUEUE_DESTROY, DRM_IOCTL_ASAHI_SUBMIT,
];

const LAYOUT_DRM_ASAHI_GET_PARAMS: Layout = Layout {
    name: "struct drm_asahi_get_params",
    size: 24,
    members: &[
        member("param_group", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("pointer", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ASAHI_GET_TIME: Layout = Layout {
    name: "struct drm_asahi_get_time",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(8)), member("gpu_timestamp", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ASAHI_VM_CREATE: Layout = Layout {
    name: "struct drm_asahi_vm_create",
    size: 24,
    members: &[
        member("kernel_start", 0, Unsigned(8)), member("kernel_end", 8, Unsigned(8)),
        member("vm_id", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ASAHI_VM_DESTROY: Layout = Layout {
    name: "struct drm_asahi_vm_destroy",
    size: 8,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ASAHI_VM_BIND: Layout = Layout {
    name: "struct drm_asahi_vm_bind",
    size: 24,
    members: &[
        member("vm_id", 0, Unsigned(4)), member("num_binds", 4, Unsigned(4)),
        member("stride", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
        member("userptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ASAHI_GEM_CREATE: Layout = Layout {
    name: "struct drm_asahi_gem_create",
    size: 24,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("vm_id", 12, Unsigned(4)), member("handle", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ASAHI_GEM_MMAP_OFFSET: Layout = Layout {
    name: "struct drm_asahi_gem_mmap_offset",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ASAHI_GEM_BIND_OBJECT: Layout = Layout {
    name: "struct drm_asahi_gem_bind_object",
    size: 40,
    members: &[
        member("op", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("vm_id", 12, Unsigned(4)),
        member("offset", 16, Unsigned(8)), member("range", 24, Unsigned(8)),
        member("object_handle", 32, Unsigned(4)), member("pad", 36, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ASAHI_QUEUE_CREATE: Layout = Layout {
    name: "struct drm_asahi_queue_create",
    size: 24,
    members: &[
        member("flags", 0, Unsigned(4)), member("vm_id", 4, Unsigned(4)),
        member("priority", 8, Unsigned(4)), member("queue_id", 12, Unsigned(4)),
        member("usc_exec_base", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ASAHI_QUEUE_DESTROY: Layout = Layout {
    name: "struct drm_asahi_queue_destroy",
    size: 8,
    members: &[
        member("queue_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ASAHI_SUBMIT: Layout = Layout {
    name: "struct drm_asahi_submit",
    size: 40,
    members: &[
        member("syncs", 0, Unsigned(8)), member("cmdbuf", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("queue_id", 20, Unsigned(4)),
        member("in_sync_count", 24, Unsigned(4)), member("out_sync_count", 28, Unsigned(4)),
        member("cmdbuf_size", 32, Unsigned(4)), member("pad", 36, Unsigned(4)),
    ],
};
