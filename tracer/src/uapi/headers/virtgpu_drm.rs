//! `drm/virtgpu_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/virtgpu_drm.h";

/// 0xc0106441
pub const DRM_IOCTL_VIRTGPU_MAP: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_MAP", 0xc0106441, &LAYOUT_DRM_VIRTGPU_MAP);
/// 0xc0406442
pub const DRM_IOCTL_VIRTGPU_EXECBUFFER: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_EXECBUFFER", 0xc0406442, &LAYOUT_DRM_VIRTGPU_EXECBUFFER);
/// 0xc0106443
pub const DRM_IOCTL_VIRTGPU_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_GETPARAM", 0xc0106443, &LAYOUT_DRM_VIRTGPU_GETPARAM);
/// 0xc0386444
pub const DRM_IOCTL_VIRTGPU_RESOURCE_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_RESOURCE_CREATE", 0xc0386444, &LAYOUT_DRM_VIRTGPU_RESOURCE_CREATE);
/// 0xc0106445
pub const DRM_IOCTL_VIRTGPU_RESOURCE_INFO: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_RESOURCE_INFO", 0xc0106445, &LAYOUT_DRM_VIRTGPU_RESOURCE_INFO);
/// 0xc02c6446
pub const DRM_IOCTL_VIRTGPU_TRANSFER_FROM_HOST: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_TRANSFER_FROM_HOST", 0xc02c6446, &LAYOUT_DRM_VIRTGPU_3D_TRANSFER_FROM_HOST);
/// 0xc02c6447
pub const DRM_IOCTL_VIRTGPU_TRANSFER_TO_HOST: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_TRANSFER_TO_HOST", 0xc02c6447, &LAYOUT_DRM_VIRTGPU_3D_TRANSFER_TO_HOST);
/// 0xc0086448
pub const DRM_IOCTL_VIRTGPU_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_WAIT", 0xc0086448, &LAYOUT_DRM_VIRTGPU_3D_WAIT);
/// 0xc0186449
pub const DRM_IOCTL_VIRTGPU_GET_CAPS: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_GET_CAPS", 0xc0186449, &LAYOUT_DRM_VIRTGPU_GET_CAPS);
/// 0xc038644a
pub const DRM_IOCTL_VIRTGPU_RESOURCE_CREATE_BLOB: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_RESOURCE_CREATE_BLOB", 0xc038644a, &LAYOUT_DRM_VIRTGPU_RESOURCE_CREATE_BLOB);
/// 0xc010644b
pub const DRM_IOCTL_VIRTGPU_CONTEXT_INIT: Ioctl = taking(FROM, "DRM_IOCTL_VIRTGPU_CONTEXT_INIT", 0xc010644b, &LAYOUT_DRM_VIRTGPU_CONTEXT_INIT);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    DRM_IOCTL_VIRTGPU_MAP, DRM_IOCTL_VIRTGPU_EXECBUFFER, DRM_IOCTL_VIRTGPU_GETPARAM,
    DRM_IOCTL_VIRTGPU_RESOURCE_CREATE, DRM_IOCTL_VIRTGPU_RESOURCE_INFO,
    DRM_IOCTL_VIRTGPU_TRANSFER_FROM_HOST, DRM_IOCTL_VIRTGPU_TRANSFER_TO_HOST,
    DRM_IOCTL_VIRTGPU_WAIT, DRM_IOCTL_VIRTGPU_GET_CAPS,
    DRM_IOCTL_VIRTGPU_RESOURCE_CREATE_BLOB, DRM_IOCTL_VIRTGPU_CONTEXT_INIT,
];

const LAYOUT_DRM_VIRTGPU_MAP: Layout = Layout {
    name: "struct drm_virtgpu_map",
    size: 16,
    members: &[
        member("offset", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_EXECBUFFER: Layout = Layout {
    name: "struct drm_virtgpu_execbuffer",
    size: 64,
    members: &[
        member("flags", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("command", 8, Unsigned(8)), member("bo_handles", 16, Unsigned(8)),
        member("num_bo_handles", 24, Unsigned(4)), member("fence_fd", 28, Signed(4)),
        member("ring_idx", 32, Unsigned(4)), member("syncobj_stride", 36, Unsigned(4)),
        member("num_in_syncobjs", 40, Unsigned(4)), member("num_out_syncobjs", 44, Unsigned(4)),
        member("in_syncobjs", 48, Unsigned(8)), member("out_syncobjs", 56, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VIRTGPU_GETPARAM: Layout = Layout {
    name: "struct drm_virtgpu_getparam",
    size: 16,
    members: &[
        member("param", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VIRTGPU_RESOURCE_CREATE: Layout = Layout {
    name: "struct drm_virtgpu_resource_create",
    size: 56,
    members: &[
        member("target", 0, Unsigned(4)), member("format", 4, Unsigned(4)),
        member("bind", 8, Unsigned(4)), member("width", 12, Unsigned(4)),
        member("height", 16, Unsigned(4)), member("depth", 20, Unsigned(4)),
        member("array_size", 24, Unsigned(4)), member("last_level", 28, Unsigned(4)),
        member("nr_samples", 32, Unsigned(4)), member("flags", 36, Unsigned(4)),
        member("bo_handle", 40, Unsigned(4)), member("res_handle", 44, Unsigned(4)),
        member("size", 48, Unsigned(4)), member("stride", 52, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_RESOURCE_INFO: Layout = Layout {
    name: "struct drm_virtgpu_resource_info",
    size: 16,
    members: &[
        member("bo_handle", 0, Unsigned(4)), member("res_handle", 4, Unsigned(4)),
        member("size", 8, Unsigned(4)), member("blob_mem", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_3D_TRANSFER_FROM_HOST: Layout = Layout {
    name: "struct drm_virtgpu_3d_transfer_from_host",
    size: 44,
    members: &[
        member("bo_handle", 0, Unsigned(4)), member("box.x", 4, Unsigned(4)),
        member("box.y", 8, Unsigned(4)), member("box.z", 12, Unsigned(4)),
        member("box.w", 16, Unsigned(4)), member("box.h", 20, Unsigned(4)),
        member("box.d", 24, Unsigned(4)), member("level", 28, Unsigned(4)),
        member("offset", 32, Unsigned(4)), member("stride", 36, Unsigned(4)),
        member("layer_stride", 40, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_3D_TRANSFER_TO_HOST: Layout = Layout {
    name: "struct drm_virtgpu_3d_transfer_to_host",
    size: 44,
    members: &[
        member("bo_handle", 0, Unsigned(4)), member("box.x", 4, Unsigned(4)),
        member("box.y", 8, Unsigned(4)), member("box.z", 12, Unsigned(4)),
        member("box.w", 16, Unsigned(4)), member("box.h", 20, Unsigned(4)),
        member("box.d", 24, Unsigned(4)), member("level", 28, Unsigned(4)),
        member("offset", 32, Unsigned(4)), member("stride", 36, Unsigned(4)),
        member("layer_stride", 40, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_3D_WAIT: Layout = Layout {
    name: "struct drm_virtgpu_3d_wait",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_GET_CAPS: Layout = Layout {
    name: "struct drm_virtgpu_get_caps",
    size: 24,
    members: &[
        member("cap_set_id", 0, Unsigned(4)), member("cap_set_ver", 4, Unsigned(4)),
        member("addr", 8, Unsigned(8)), member("size", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_RESOURCE_CREATE_BLOB: Layout = Layout {
    name: "struct drm_virtgpu_resource_create_blob",
    size: 56,
    members: &[
        member("blob_mem", 0, Unsigned(4)), member("blob_flags", 4, Unsigned(4)),
        member("bo_handle", 8, Unsigned(4)), member("res_handle", 12, Unsigned(4)),
        member("size", 16, Unsigned(8)), member("pad", 24, Unsigned(4)),
        member("cmd_size", 28, Unsigned(4)), member("cmd", 32, Unsigned(8)),
        member("blob_id", 40, Unsigned(8)), member("blob_hints", 48, Unsigned(4)),
        member("pad2", 52, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VIRTGPU_CONTEXT_INIT: Layout = Layout {
    name: "struct drm_virtgpu_context_init",
    size: 16,
    members: &[
        member("num_params", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("ctx_set_params", 8, Unsigned(8)),
    ],
};
