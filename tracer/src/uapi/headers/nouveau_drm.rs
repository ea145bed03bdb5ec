//! `drm/nouveau_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/nouveau_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_NOUVEAU_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GETPARAM", 0xc0106440, &LAYOUT_DRM_NOUVEAU_GETPARAM);
/// 0xc0586442
pub const DRM_IOCTL_NOUVEAU_CHANNEL_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_CHANNEL_ALLOC", 0xc0586442, &LAYOUT_DRM_NOUVEAU_CHANNEL_ALLOC);
/// 0x40046443
pub const DRM_IOCTL_NOUVEAU_CHANNEL_FREE: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_CHANNEL_FREE", 0x40046443, &LAYOUT_DRM_NOUVEAU_CHANNEL_FREE);
/// 0xc0106448
pub const DRM_IOCTL_NOUVEAU_SVM_INIT: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_SVM_INIT", 0xc0106448, &LAYOUT_DRM_NOUVEAU_SVM_INIT);
/// 0xc0406449
pub const DRM_IOCTL_NOUVEAU_SVM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_SVM_BIND", 0xc0406449, &LAYOUT_DRM_NOUVEAU_SVM_BIND);
/// 0xc0106450
pub const DRM_IOCTL_NOUVEAU_VM_INIT: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_VM_INIT", 0xc0106450, &LAYOUT_DRM_NOUVEAU_VM_INIT);
/// 0xc0286451
pub const DRM_IOCTL_NOUVEAU_VM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_VM_BIND", 0xc0286451, &LAYOUT_DRM_NOUVEAU_VM_BIND);
/// 0xc0286452
pub const DRM_IOCTL_NOUVEAU_EXEC: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_EXEC", 0xc0286452, &LAYOUT_DRM_NOUVEAU_EXEC);
/// 0x80306453
pub const DRM_IOCTL_NOUVEAU_GET_ZCULL_INFO: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GET_ZCULL_INFO", 0x80306453, &LAYOUT_DRM_NOUVEAU_GET_ZCULL_INFO);
/// 0xc0306480
pub const DRM_IOCTL_NOUVEAU_GEM_NEW: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GEM_NEW", 0xc0306480, &LAYOUT_DRM_NOUVEAU_GEM_NEW);
/// 0xc0406481
pub const DRM_IOCTL_NOUVEAU_GEM_PUSHBUF: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GEM_PUSHBUF", 0xc0406481, &LAYOUT_DRM_NOUVEAU_GEM_PUSHBUF);
/// 0x40086482
pub const DRM_IOCTL_NOUVEAU_GEM_CPU_PREP: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GEM_CPU_PREP", 0x40086482, &LAYOUT_DRM_NOUVEAU_GEM_CPU_PREP);
/// 0x40046483
pub const DRM_IOCTL_NOUVEAU_GEM_CPU_FINI: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GEM_CPU_FINI", 0x40046483, &LAYOUT_DRM_NOUVEAU_GEM_CPU_FINI);
/// 0xc0286484
pub const DRM_IOCTL_NOUVEAU_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_NOUVEAU_GEM_INFO", 0xc0286484, &LAYOUT_DRM_NOUVEAU_GEM_INFO);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_NOUVEAU_GETPARAM, DRM_IOCTL_NOUVEAU_CHANNEL_ALLOC,
    DRM_IOCTL_NOUVEAU_CHANNEL_FREE, DRM_IOCTL_NOUVEAU_SVM_INIT, DRM_IOCTL_NOUVEAU_SVM_BIND,
    DRM_IOCTL_NOUVEAU_VM_INIT, DRM_IOCTL_NOUVEAU_VM_BIND, DRM_IOCTL_NOUVEAU_EXEC,
    DRM_IOCTL_NOUVEAU_GET_ZCULL_INFO, DRM_IOCTL_NOUVEAU_GEM_NEW,
    DRM_IOCTL_NOUVEAU_GEM_PUSHBUF, DRM_IOCTL_NOUVEAU_GEM_CPU_PREP,
    DRM_IOCTL_NOUVEAU_GEM_CPU_FINI, DRM_IOCTL_NOUVEAU_GEM_INFO,
];

const LAYOUT_DRM_NOUVEAU_GETPARAM: Layout = Layout {
    name: "struct drm_nouveau_getparam",
    size: 16,
    members: &[
        member("param", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_CHANNEL_ALLOC: Layout = Layout {
    name: "struct drm_nouveau_channel_alloc",
    size: 88,
    members: &[
        member("fb_ctxdma_handle", 0, Unsigned(4)), member("tt_ctxdma_handle", 4, Unsigned(4)),
        member("channel", 8, Signed(4)), member("pushbuf_domains", 12, Unsigned(4)),
        member("notifier_handle", 16, Unsigned(4)), member("subchan", 20, Array(8, 8)),
        member("nr_subchan", 84, Unsigned(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_CHANNEL_FREE: Layout = Layout {
    name: "struct drm_nouveau_channel_free",
    size: 4,
    members: &[
        member("channel", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_SVM_INIT: Layout = Layout {
    name: "struct drm_nouveau_svm_init",
    size: 16,
    members: &[
        member("unmanaged_addr", 0, Unsigned(8)), member("unmanaged_size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_SVM_BIND: Layout = Layout {
    name: "struct drm_nouveau_svm_bind",
    size: 64,
    members: &[
        member("header", 0, Unsigned(8)), member("va_start", 8, Unsigned(8)),
        member("va_end", 16, Unsigned(8)), member("npages", 24, Unsigned(8)),
        member("stride", 32, Unsigned(8)), member("result", 40, Unsigned(8)),
        member("reserved0", 48, Unsigned(8)), member("reserved1", 56, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GEM_NEW: Layout = Layout {
    name: "struct drm_nouveau_gem_new",
    size: 48,
    members: &[
        member("info.handle", 0, Unsigned(4)), member("info.domain", 4, Unsigned(4)),
        member("info.size", 8, Unsigned(8)), member("info.offset", 16, Unsigned(8)),
        member("info.map_handle", 24, Unsigned(8)), member("info.tile_mode", 32, Unsigned(4)),
        member("info.tile_flags", 36, Unsigned(4)), member("channel_hint", 40, Unsigned(4)),
        member("align", 44, Unsigned(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GEM_PUSHBUF: Layout = Layout {
    name: "struct drm_nouveau_gem_pushbuf",
    size: 64,
    members: &[
        member("channel", 0, Unsigned(4)), member("nr_buffers", 4, Unsigned(4)),
        member("buffers", 8, Unsigned(8)), member("nr_relocs", 16, Unsigned(4)),
        member("nr_push", 20, Unsigned(4)), member("relocs", 24, Unsigned(8)),
        member("push", 32, Unsigned(8)), member("suffix0", 40, Unsigned(4)),
        member("suffix1", 44, Unsigned(4)), member("vram_available", 48, Unsigned(8)),
        member("gart_available", 56, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GEM_CPU_PREP: Layout = Layout {
    name: "struct drm_nouveau_gem_cpu_prep",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GEM_CPU_FINI: Layout = Layout {
    name: "struct drm_nouveau_gem_cpu_fini",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GEM_INFO: Layout = Layout {
    name: "struct drm_nouveau_gem_info",
    size: 40,
    members: &[
        member("handle", 0, Unsigned(4)), member("domain", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)), member("offset", 16, Unsigned(8)),
        member("map_handle", 24, Unsigned(8)), member("tile_mode", 32, Unsigned(4)),
        member("tile_flags", 36, Unsigned(4)),
    ],
};

const LAYOUT_DRM_NOUVEAU_VM_INIT: Layout = Layout {
    name: "struct drm_nouveau_vm_init",
    size: 16,
    members: &[
        member("kernel_managed_addr", 0, Unsigned(8)),
        member("kernel_managed_size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_VM_BIND: Layout = Layout {
    name: "struct drm_nouveau_vm_bind",
    size: 40,
    members: &[
        member("op_count", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("wait_count", 8, Unsigned(4)), member("sig_count", 12, Unsigned(4)),
        member("wait_ptr", 16, Unsigned(8)), member("sig_ptr", 24, Unsigned(8)),
        member("op_ptr", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_EXEC: Layout = Layout {
    name: "struct drm_nouveau_exec",
    size: 40,
    members: &[
        member("channel", 0, Unsigned(4)), member("push_count", 4, Unsigned(4)),
        member("wait_count", 8, Unsigned(4)), member("sig_count", 12, Unsigned(4)),
        member("wait_ptr", 16, Unsigned(8)), member("sig_ptr", 24, Unsigned(8)),
        member("push_ptr", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOUVEAU_GET_ZCULL_INFO: Layout = Layout {
    name: "struct drm_nouveau_get_zcull_info",
    size: 48,
    members: &[
        member("width_align_pixels", 0, Unsigned(4)),
        member("height_align_pixels", 4, Unsigned(4)),
        member("pixel_squares_by_aliquots", 8, Unsigned(4)),
        member("aliquot_total", 12, Unsigned(4)),
        member("zcull_region_byte_multiplier", 16, Unsigned(4)),
        member("zcull_region_header_size", 20, Unsigned(4)),
        member("zcull_subregion_header_size", 24, Unsigned(4)),
        member("subregion_count", 28, Unsigned(4)),
        member("subregion_width_align_pixels", 32, Unsigned(4)),
        member("subregion_height_align_pixels", 36, Unsigned(4)),
        member("ctxsw_size", 40, Unsigned(4)), member("ctxsw_align", 44, Unsigned(4)),
    ],
};
