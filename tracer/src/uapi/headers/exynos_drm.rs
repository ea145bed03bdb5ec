//! `drm/exynos_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/exynos_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_EXYNOS_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_GEM_CREATE", 0xc0106440, &LAYOUT_DRM_EXYNOS_GEM_CREATE);
/// 0xc0106441
pub const DRM_IOCTL_EXYNOS_GEM_MAP: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_GEM_MAP", 0xc0106441, &LAYOUT_DRM_EXYNOS_GEM_MAP);
/// 0xc0106444
pub const DRM_IOCTL_EXYNOS_GEM_GET: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_GEM_GET", 0xc0106444, &LAYOUT_DRM_EXYNOS_GEM_INFO);
/// 0xc0106447
pub const DRM_IOCTL_EXYNOS_VIDI_CONNECTION: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_VIDI_CONNECTION", 0xc0106447, &LAYOUT_DRM_EXYNOS_VIDI_CONNECTION);
/// 0xc0086460
pub const DRM_IOCTL_EXYNOS_G2D_GET_VER: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_G2D_GET_VER", 0xc0086460, &LAYOUT_DRM_EXYNOS_G2D_GET_VER);
/// 0xc0286461
pub const DRM_IOCTL_EXYNOS_G2D_SET_CMDLIST: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_G2D_SET_CMDLIST", 0xc0286461, &LAYOUT_DRM_EXYNOS_G2D_SET_CMDLIST);
/// 0xc0086462
pub const DRM_IOCTL_EXYNOS_G2D_EXEC: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_G2D_EXEC", 0xc0086462, &LAYOUT_DRM_EXYNOS_G2D_EXEC);
/// 0xc0106480
pub const DRM_IOCTL_EXYNOS_IPP_GET_RESOURCES: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_IPP_GET_RESOURCES", 0xc0106480, &LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_RES);
/// 0xc0186481
pub const DRM_IOCTL_EXYNOS_IPP_GET_CAPS: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_IPP_GET_CAPS", 0xc0186481, &LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_CAPS);
/// 0xc0206482
pub const DRM_IOCTL_EXYNOS_IPP_GET_LIMITS: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_IPP_GET_LIMITS", 0xc0206482, &LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_LIMITS);
/// 0xc0206483
pub const DRM_IOCTL_EXYNOS_IPP_COMMIT: Ioctl = taking(FROM, "DRM_IOCTL_EXYNOS_IPP_COMMIT", 0xc0206483, &LAYOUT_DRM_EXYNOS_IOCTL_IPP_COMMIT);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    DRM_IOCTL_EXYNOS_GEM_CREATE, DRM_IOCTL_EXYNOS_GEM_MAP, DRM_IOCTL_EXYNOS_GEM_GET,
    DRM_IOCTL_EXYNOS_VIDI_CONNECTION, DRM_IOCTL_EXYNOS_G2D_GET_VER,
    DRM_IOCTL_EXYNOS_G2D_SET_CMDLIST, DRM_IOCTL_EXYNOS_G2D_EXEC,
    DRM_IOCTL_EXYNOS_IPP_GET_RESOURCES, DRM_IOCTL_EXYNOS_IPP_GET_CAPS,
    DRM_IOCTL_EXYNOS_IPP_GET_LIMITS, DRM_IOCTL_EXYNOS_IPP_COMMIT,
];

const LAYOUT_DRM_EXYNOS_GEM_CREATE: Layout = Layout {
    name: "struct drm_exynos_gem_create",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_EXYNOS_GEM_MAP: Layout = Layout {
    name: "struct drm_exynos_gem_map",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("reserved", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_GEM_INFO: Layout = Layout {
    name: "struct drm_exynos_gem_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_VIDI_CONNECTION: Layout = Layout {
    name: "struct drm_exynos_vidi_connection",
    size: 16,
    members: &[
        member("connection", 0, Unsigned(4)), member("extensions", 4, Unsigned(4)),
        member("edid", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_G2D_GET_VER: Layout = Layout {
    name: "struct drm_exynos_g2d_get_ver",
    size: 8,
    members: &[
        member("major", 0, Unsigned(4)), member("minor", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_EXYNOS_G2D_SET_CMDLIST: Layout = Layout {
    name: "struct drm_exynos_g2d_set_cmdlist",
    size: 40,
    members: &[
        member("cmd", 0, Unsigned(8)), member("cmd_buf", 8, Unsigned(8)),
        member("cmd_nr", 16, Unsigned(4)), member("cmd_buf_nr", 20, Unsigned(4)),
        member("event_type", 24, Unsigned(8)), member("user_data", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_G2D_EXEC: Layout = Layout {
    name: "struct drm_exynos_g2d_exec",
    size: 8,
    members: &[
        member("async", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_RES: Layout = Layout {
    name: "struct drm_exynos_ioctl_ipp_get_res",
    size: 16,
    members: &[
        member("count_ipps", 0, Unsigned(4)), member("reserved", 4, Unsigned(4)),
        member("ipp_id_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_CAPS: Layout = Layout {
    name: "struct drm_exynos_ioctl_ipp_get_caps",
    size: 24,
    members: &[
        member("ipp_id", 0, Unsigned(4)), member("capabilities", 4, Unsigned(4)),
        member("reserved", 8, Unsigned(4)), member("formats_count", 12, Unsigned(4)),
        member("formats_ptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_IOCTL_IPP_GET_LIMITS: Layout = Layout {
    name: "struct drm_exynos_ioctl_ipp_get_limits",
    size: 32,
    members: &[
        member("ipp_id", 0, Unsigned(4)), member("fourcc", 4, Unsigned(4)),
        member("modifier", 8, Unsigned(8)), member("type", 16, Unsigned(4)),
        member("limits_count", 20, Unsigned(4)), member("limits_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_EXYNOS_IOCTL_IPP_COMMIT: Layout = Layout {
    name: "struct drm_exynos_ioctl_ipp_commit",
    size: 32,
    members: &[
        member("ipp_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("reserved", 8, Unsigned(4)), member("params_size", 12, Unsigned(4)),
        member("params_ptr", 16, Unsigned(8)), member("user_data", 24, Unsigned(8)),
    ],
};
