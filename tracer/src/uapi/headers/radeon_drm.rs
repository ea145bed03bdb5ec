//! `drm/radeon_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "drm/radeon_drm.h";

/// 0x40786440
pub const DRM_IOCTL_RADEON_CP_INIT: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_CP_INIT", 0x40786440, &LAYOUT_DRM_RADEON_INIT_T);
/// 0x6441
pub const DRM_IOCTL_RADEON_CP_START: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_CP_START", 0x6441);
/// 0x40086442
pub const DRM_IOCTL_RADEON_CP_STOP: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_CP_STOP", 0x40086442, &LAYOUT_DRM_RADEON_CP_STOP_T);
/// 0x6443
pub const DRM_IOCTL_RADEON_CP_RESET: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_CP_RESET", 0x6443);
/// 0x6444
pub const DRM_IOCTL_RADEON_CP_IDLE: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_CP_IDLE", 0x6444);
/// 0x6445
pub const DRM_IOCTL_RADEON_RESET: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_RESET", 0x6445);
/// 0x40046446
pub const DRM_IOCTL_RADEON_FULLSCREEN: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_FULLSCREEN", 0x40046446, &LAYOUT_DRM_RADEON_FULLSCREEN_T);
/// 0x6447
pub const DRM_IOCTL_RADEON_SWAP: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_SWAP", 0x6447);
/// 0x40206448
pub const DRM_IOCTL_RADEON_CLEAR: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_CLEAR", 0x40206448, &LAYOUT_DRM_RADEON_CLEAR_T);
/// 0x40106449
pub const DRM_IOCTL_RADEON_VERTEX: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_VERTEX", 0x40106449, &LAYOUT_DRM_RADEON_VERTEX_T);
/// 0x4014644a
pub const DRM_IOCTL_RADEON_INDICES: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_INDICES", 0x4014644a, &LAYOUT_DRM_RADEON_INDICES_T);
/// 0x4008644c
pub const DRM_IOCTL_RADEON_STIPPLE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_STIPPLE", 0x4008644c, &LAYOUT_DRM_RADEON_STIPPLE_T);
/// 0xc010644d
pub const DRM_IOCTL_RADEON_INDIRECT: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_INDIRECT", 0xc010644d, &LAYOUT_DRM_RADEON_INDIRECT_T);
/// 0xc020644e
pub const DRM_IOCTL_RADEON_TEXTURE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_TEXTURE", 0xc020644e, &LAYOUT_DRM_RADEON_TEXTURE_T);
/// 0x4028644f
pub const DRM_IOCTL_RADEON_VERTEX2: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_VERTEX2", 0x4028644f, &LAYOUT_DRM_RADEON_VERTEX2_T);
/// 0x40206450
pub const DRM_IOCTL_RADEON_CMDBUF: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_CMDBUF", 0x40206450, &LAYOUT_DRM_RADEON_CMD_BUFFER_T);
/// 0xc0106451
pub const DRM_IOCTL_RADEON_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GETPARAM", 0xc0106451, &LAYOUT_DRM_RADEON_GETPARAM_T);
/// 0x6452
pub const DRM_IOCTL_RADEON_FLIP: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_FLIP", 0x6452);
/// 0xc0186453
pub const DRM_IOCTL_RADEON_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_ALLOC", 0xc0186453, &LAYOUT_DRM_RADEON_MEM_ALLOC_T);
/// 0x40086454
pub const DRM_IOCTL_RADEON_FREE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_FREE", 0x40086454, &LAYOUT_DRM_RADEON_MEM_FREE_T);
/// 0x400c6455
pub const DRM_IOCTL_RADEON_INIT_HEAP: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_INIT_HEAP", 0x400c6455, &LAYOUT_DRM_RADEON_MEM_INIT_HEAP_T);
/// 0xc0086456
pub const DRM_IOCTL_RADEON_IRQ_EMIT: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_IRQ_EMIT", 0xc0086456, &LAYOUT_DRM_RADEON_IRQ_EMIT_T);
/// 0x40046457
pub const DRM_IOCTL_RADEON_IRQ_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_IRQ_WAIT", 0x40046457, &LAYOUT_DRM_RADEON_IRQ_WAIT_T);
/// 0x6458
pub const DRM_IOCTL_RADEON_CP_RESUME: Ioctl = ioctl(FROM, "DRM_IOCTL_RADEON_CP_RESUME", 0x6458);
/// 0x40106459
pub const DRM_IOCTL_RADEON_SETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_SETPARAM", 0x40106459, &LAYOUT_DRM_RADEON_SETPARAM_T);
/// 0x400c645a
pub const DRM_IOCTL_RADEON_SURF_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_SURF_ALLOC", 0x400c645a, &LAYOUT_DRM_RADEON_SURFACE_ALLOC_T);
/// 0x4004645b
pub const DRM_IOCTL_RADEON_SURF_FREE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_SURF_FREE", 0x4004645b, &LAYOUT_DRM_RADEON_SURFACE_FREE_T);
/// 0xc018645c
pub const DRM_IOCTL_RADEON_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_INFO", 0xc018645c, &LAYOUT_DRM_RADEON_GEM_INFO);
/// 0xc020645d
pub const DRM_IOCTL_RADEON_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_CREATE", 0xc020645d, &LAYOUT_DRM_RADEON_GEM_CREATE);
/// 0xc020645e
pub const DRM_IOCTL_RADEON_GEM_MMAP: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_MMAP", 0xc020645e, &LAYOUT_DRM_RADEON_GEM_MMAP);
/// 0xc0206461
pub const DRM_IOCTL_RADEON_GEM_PREAD: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_PREAD", 0xc0206461, &LAYOUT_DRM_RADEON_GEM_PREAD);
/// 0xc0206462
pub const DRM_IOCTL_RADEON_GEM_PWRITE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_PWRITE", 0xc0206462, &LAYOUT_DRM_RADEON_GEM_PWRITE);
/// 0xc00c6463
pub const DRM_IOCTL_RADEON_GEM_SET_DOMAIN: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_SET_DOMAIN", 0xc00c6463, &LAYOUT_DRM_RADEON_GEM_SET_DOMAIN);
/// 0x40086464
pub const DRM_IOCTL_RADEON_GEM_WAIT_IDLE: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_WAIT_IDLE", 0x40086464, &LAYOUT_DRM_RADEON_GEM_WAIT_IDLE);
/// 0xc0206466
pub const DRM_IOCTL_RADEON_CS: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_CS", 0xc0206466, &LAYOUT_DRM_RADEON_CS);
/// 0xc0106467
pub const DRM_IOCTL_RADEON_INFO: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_INFO", 0xc0106467, &LAYOUT_DRM_RADEON_INFO);
/// 0xc00c6468
pub const DRM_IOCTL_RADEON_GEM_SET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_SET_TILING", 0xc00c6468, &LAYOUT_DRM_RADEON_GEM_SET_TILING);
/// 0xc00c6469
pub const DRM_IOCTL_RADEON_GEM_GET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_GET_TILING", 0xc00c6469, &LAYOUT_DRM_RADEON_GEM_GET_TILING);
/// 0xc008646a
pub const DRM_IOCTL_RADEON_GEM_BUSY: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_BUSY", 0xc008646a, &LAYOUT_DRM_RADEON_GEM_BUSY);
/// 0xc018646b
pub const DRM_IOCTL_RADEON_GEM_VA: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_VA", 0xc018646b, &LAYOUT_DRM_RADEON_GEM_VA);
/// 0xc010646c
pub const DRM_IOCTL_RADEON_GEM_OP: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_OP", 0xc010646c, &LAYOUT_DRM_RADEON_GEM_OP);
/// 0xc018646d
pub const DRM_IOCTL_RADEON_GEM_USERPTR: Ioctl = taking(FROM, "DRM_IOCTL_RADEON_GEM_USERPTR", 0xc018646d, &LAYOUT_DRM_RADEON_GEM_USERPTR);

/// Each of them.
pub const ALL: [Ioctl; 42] = [
    DRM_IOCTL_RADEON_CP_INIT, DRM_IOCTL_RADEON_CP_START, DRM_IOCTL_RADEON_CP_STOP,
    DRM_IOCTL_RADEON_CP_RESET, DRM_IOCTL_RADEON_CP_IDLE, DRM_IOCTL_RADEON_RESET,
    DRM_IOCTL_RADEON_FULLSCREEN, DRM_IOCTL_RADEON_SWAP, DRM_IOCTL_RADEON_CLEAR,
    DRM_IOCTL_RADEON_VERTEX, DRM_IOCTL_RADEON_INDICES, DRM_IOCTL_RADEON_STIPPLE,
    DRM_IOCTL_RADEON_INDIRECT, DRM_IOCTL_RADEON_TEXTURE, DRM_IOCTL_RADEON_VERTEX2,
    DRM_IOCTL_RADEON_CMDBUF, DRM_IOCTL_RADEON_GETPARAM, DRM_IOCTL_RADEON_FLIP,
    DRM_IOCTL_RADEON_ALLOC, DRM_IOCTL_RADEON_FREE, DRM_IOCTL_RADEON_INIT_HEAP,
    DRM_IOCTL_RADEON_IRQ_EMIT, DRM_IOCTL_RADEON_IRQ_WAIT, DRM_IOCTL_RADEON_CP_RESUME,
    DRM_IOCTL_RADEON_SETPARAM, DRM_IOCTL_RADEON_SURF_ALLOC, DRM_IOCTL_RADEON_SURF_FREE,
    DRM_IOCTL_RADEON_GEM_INFO, DRM_IOCTL_RADEON_GEM_CREATE, DRM_IOCTL_RADEON_GEM_MMAP,
    DRM_IOCTL_RADEON_GEM_PREAD, DRM_IOCTL_RADEON_GEM_PWRITE, DRM_IOCTL_RADEON_GEM_SET_DOMAIN,
    DRM_IOCTL_RADEON_GEM_WAIT_IDLE, DRM_IOCTL_RADEON_CS, DRM_IOCTL_RADEON_INFO,
    DRM_IOCTL_RADEON_GEM_SET_TILING, DRM_IOCTL_RADEON_GEM_GET_TILING,
    DRM_IOCTL_RADEON_GEM_BUSY, DRM_IOCTL_RADEON_GEM_VA, DRM_IOCTL_RADEON_GEM_OP,
    DRM_IOCTL_RADEON_GEM_USERPTR,
];

const LAYOUT_DRM_RADEON_INIT_T: Layout = Layout {
    name: "drm_radeon_init_t",
    size: 120,
    members: &[
        member("func", 0, Unsigned(4)), member("sarea_priv_offset", 8, Unsigned(8)),
        member("is_pci", 16, Signed(4)), member("cp_mode", 20, Signed(4)),
        member("gart_size", 24, Signed(4)), member("ring_size", 28, Signed(4)),
        member("usec_timeout", 32, Signed(4)), member("fb_bpp", 36, Unsigned(4)),
        member("front_offset", 40, Unsigned(4)), member("front_pitch", 44, Unsigned(4)),
        member("back_offset", 48, Unsigned(4)), member("back_pitch", 52, Unsigned(4)),
        member("depth_bpp", 56, Unsigned(4)), member("depth_offset", 60, Unsigned(4)),
        member("depth_pitch", 64, Unsigned(4)), member("fb_offset", 72, Unsigned(8)),
        member("mmio_offset", 80, Unsigned(8)), member("ring_offset", 88, Unsigned(8)),
        member("ring_rptr_offset", 96, Unsigned(8)), member("buffers_offset", 104, Unsigned(8)),
        member("gart_textures_offset", 112, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_CP_STOP_T: Layout = Layout {
    name: "drm_radeon_cp_stop_t",
    size: 8,
    members: &[
        member("flush", 0, Signed(4)), member("idle", 4, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_FULLSCREEN_T: Layout = Layout {
    name: "drm_radeon_fullscreen_t",
    size: 4,
    members: &[
        member("func", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_CLEAR_T: Layout = Layout {
    name: "drm_radeon_clear_t",
    size: 32,
    members: &[
        member("flags", 0, Unsigned(4)), member("clear_color", 4, Unsigned(4)),
        member("clear_depth", 8, Unsigned(4)), member("color_mask", 12, Unsigned(4)),
        member("depth_mask", 16, Unsigned(4)), member("depth_boxes", 24, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_VERTEX_T: Layout = Layout {
    name: "drm_radeon_vertex_t",
    size: 16,
    members: &[
        member("prim", 0, Signed(4)), member("idx", 4, Signed(4)), member("count", 8, Signed(4)),
        member("discard", 12, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_INDICES_T: Layout = Layout {
    name: "drm_radeon_indices_t",
    size: 20,
    members: &[
        member("prim", 0, Signed(4)), member("idx", 4, Signed(4)), member("start", 8, Signed(4)),
        member("end", 12, Signed(4)), member("discard", 16, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_STIPPLE_T: Layout = Layout {
    name: "drm_radeon_stipple_t",
    size: 8,
    members: &[
        member("mask", 0, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_INDIRECT_T: Layout = Layout {
    name: "drm_radeon_indirect_t",
    size: 16,
    members: &[
        member("idx", 0, Signed(4)), member("start", 4, Signed(4)), member("end", 8, Signed(4)),
        member("discard", 12, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_TEXTURE_T: Layout = Layout {
    name: "drm_radeon_texture_t",
    size: 32,
    members: &[
        member("offset", 0, Unsigned(4)), member("pitch", 4, Signed(4)),
        member("format", 8, Signed(4)), member("width", 12, Signed(4)),
        member("height", 16, Signed(4)), member("image", 24, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_VERTEX2_T: Layout = Layout {
    name: "drm_radeon_vertex2_t",
    size: 40,
    members: &[
        member("idx", 0, Signed(4)), member("discard", 4, Signed(4)),
        member("nr_states", 8, Signed(4)), member("state", 16, Pointer),
        member("nr_prims", 24, Signed(4)), member("prim", 32, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_CMD_BUFFER_T: Layout = Layout {
    name: "drm_radeon_cmd_buffer_t",
    size: 32,
    members: &[
        member("bufsz", 0, Signed(4)), member("buf", 8, Pointer), member("nbox", 16, Signed(4)),
        member("boxes", 24, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_GETPARAM_T: Layout = Layout {
    name: "drm_radeon_getparam_t",
    size: 16,
    members: &[
        member("param", 0, Signed(4)), member("value", 8, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_MEM_ALLOC_T: Layout = Layout {
    name: "drm_radeon_mem_alloc_t",
    size: 24,
    members: &[
        member("region", 0, Signed(4)), member("alignment", 4, Signed(4)),
        member("size", 8, Signed(4)), member("region_offset", 16, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_MEM_FREE_T: Layout = Layout {
    name: "drm_radeon_mem_free_t",
    size: 8,
    members: &[
        member("region", 0, Signed(4)), member("region_offset", 4, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_MEM_INIT_HEAP_T: Layout = Layout {
    name: "drm_radeon_mem_init_heap_t",
    size: 12,
    members: &[
        member("region", 0, Signed(4)), member("size", 4, Signed(4)),
        member("start", 8, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_IRQ_EMIT_T: Layout = Layout {
    name: "drm_radeon_irq_emit_t",
    size: 8,
    members: &[
        member("irq_seq", 0, Pointer),
    ],
};

const LAYOUT_DRM_RADEON_IRQ_WAIT_T: Layout = Layout {
    name: "drm_radeon_irq_wait_t",
    size: 4,
    members: &[
        member("irq_seq", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_RADEON_SETPARAM_T: Layout = Layout {
    name: "drm_radeon_setparam_t",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("value", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_RADEON_SURFACE_ALLOC_T: Layout = Layout {
    name: "drm_radeon_surface_alloc_t",
    size: 12,
    members: &[
        member("address", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_SURFACE_FREE_T: Layout = Layout {
    name: "drm_radeon_surface_free_t",
    size: 4,
    members: &[
        member("address", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_INFO: Layout = Layout {
    name: "struct drm_radeon_gem_info",
    size: 24,
    members: &[
        member("gart_size", 0, Unsigned(8)), member("vram_size", 8, Unsigned(8)),
        member("vram_visible", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_CREATE: Layout = Layout {
    name: "struct drm_radeon_gem_create",
    size: 32,
    members: &[
        member("size", 0, Unsigned(8)), member("alignment", 8, Unsigned(8)),
        member("handle", 16, Unsigned(4)), member("initial_domain", 20, Unsigned(4)),
        member("flags", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_MMAP: Layout = Layout {
    name: "struct drm_radeon_gem_mmap",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("addr_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_PREAD: Layout = Layout {
    name: "struct drm_radeon_gem_pread",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("data_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_PWRITE: Layout = Layout {
    name: "struct drm_radeon_gem_pwrite",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("data_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_SET_DOMAIN: Layout = Layout {
    name: "struct drm_radeon_gem_set_domain",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("read_domains", 4, Unsigned(4)),
        member("write_domain", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_WAIT_IDLE: Layout = Layout {
    name: "struct drm_radeon_gem_wait_idle",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_CS: Layout = Layout {
    name: "struct drm_radeon_cs",
    size: 32,
    members: &[
        member("num_chunks", 0, Unsigned(4)), member("cs_id", 4, Unsigned(4)),
        member("chunks", 8, Unsigned(8)), member("gart_limit", 16, Unsigned(8)),
        member("vram_limit", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_INFO: Layout = Layout {
    name: "struct drm_radeon_info",
    size: 16,
    members: &[
        member("request", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_SET_TILING: Layout = Layout {
    name: "struct drm_radeon_gem_set_tiling",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("tiling_flags", 4, Unsigned(4)),
        member("pitch", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_GET_TILING: Layout = Layout {
    name: "struct drm_radeon_gem_get_tiling",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("tiling_flags", 4, Unsigned(4)),
        member("pitch", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_BUSY: Layout = Layout {
    name: "struct drm_radeon_gem_busy",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("domain", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_VA: Layout = Layout {
    name: "struct drm_radeon_gem_va",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("operation", 4, Unsigned(4)),
        member("vm_id", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("offset", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_OP: Layout = Layout {
    name: "struct drm_radeon_gem_op",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_RADEON_GEM_USERPTR: Layout = Layout {
    name: "struct drm_radeon_gem_userptr",
    size: 24,
    members: &[
        member("addr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};
