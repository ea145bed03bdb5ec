//! `drm/i915_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "drm/i915_drm.h";

/// 0x40446440
pub const DRM_IOCTL_I915_INIT: Ioctl = taking(FROM, "DRM_IOCTL_I915_INIT", 0x40446440, &LAYOUT_DRM_I915_INIT_T);
/// 0x6441
pub const DRM_IOCTL_I915_FLUSH: Ioctl = ioctl(FROM, "DRM_IOCTL_I915_FLUSH", 0x6441);
/// 0x6442
pub const DRM_IOCTL_I915_FLIP: Ioctl = ioctl(FROM, "DRM_IOCTL_I915_FLIP", 0x6442);
/// 0x40206443
pub const DRM_IOCTL_I915_BATCHBUFFER: Ioctl = taking(FROM, "DRM_IOCTL_I915_BATCHBUFFER", 0x40206443, &LAYOUT_DRM_I915_BATCHBUFFER_T);
/// 0xc0086444
pub const DRM_IOCTL_I915_IRQ_EMIT: Ioctl = taking(FROM, "DRM_IOCTL_I915_IRQ_EMIT", 0xc0086444, &LAYOUT_DRM_I915_IRQ_EMIT_T);
/// 0x40046445
pub const DRM_IOCTL_I915_IRQ_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_I915_IRQ_WAIT", 0x40046445, &LAYOUT_DRM_I915_IRQ_WAIT_T);
/// 0xc0106446
pub const DRM_IOCTL_I915_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_I915_GETPARAM", 0xc0106446, &LAYOUT_DRM_I915_GETPARAM_T);
/// 0x40086447
pub const DRM_IOCTL_I915_SETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_I915_SETPARAM", 0x40086447, &LAYOUT_DRM_I915_SETPARAM_T);
/// 0xc0186448
pub const DRM_IOCTL_I915_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_I915_ALLOC", 0xc0186448, &LAYOUT_DRM_I915_MEM_ALLOC_T);
/// 0x40086449
pub const DRM_IOCTL_I915_FREE: Ioctl = taking(FROM, "DRM_IOCTL_I915_FREE", 0x40086449, &LAYOUT_DRM_I915_MEM_FREE_T);
/// 0x400c644a
pub const DRM_IOCTL_I915_INIT_HEAP: Ioctl = taking(FROM, "DRM_IOCTL_I915_INIT_HEAP", 0x400c644a, &LAYOUT_DRM_I915_MEM_INIT_HEAP_T);
/// 0x4020644b
pub const DRM_IOCTL_I915_CMDBUFFER: Ioctl = taking(FROM, "DRM_IOCTL_I915_CMDBUFFER", 0x4020644b, &LAYOUT_DRM_I915_CMDBUFFER_T);
/// 0x4004644c
pub const DRM_IOCTL_I915_DESTROY_HEAP: Ioctl = taking(FROM, "DRM_IOCTL_I915_DESTROY_HEAP", 0x4004644c, &LAYOUT_DRM_I915_MEM_DESTROY_HEAP_T);
/// 0x4004644d
pub const DRM_IOCTL_I915_SET_VBLANK_PIPE: Ioctl = taking(FROM, "DRM_IOCTL_I915_SET_VBLANK_PIPE", 0x4004644d, &LAYOUT_DRM_I915_VBLANK_PIPE_T);
/// 0x8004644e
pub const DRM_IOCTL_I915_GET_VBLANK_PIPE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GET_VBLANK_PIPE", 0x8004644e, &LAYOUT_DRM_I915_VBLANK_PIPE_T);
/// 0xc00c644f
pub const DRM_IOCTL_I915_VBLANK_SWAP: Ioctl = taking(FROM, "DRM_IOCTL_I915_VBLANK_SWAP", 0xc00c644f, &LAYOUT_DRM_I915_VBLANK_SWAP_T);
/// 0x40106451
pub const DRM_IOCTL_I915_HWS_ADDR: Ioctl = taking(FROM, "DRM_IOCTL_I915_HWS_ADDR", 0x40106451, &LAYOUT_DRM_I915_GEM_INIT);
/// 0x40106453
pub const DRM_IOCTL_I915_GEM_INIT: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_INIT", 0x40106453, &LAYOUT_DRM_I915_GEM_INIT);
/// 0x40286454
pub const DRM_IOCTL_I915_GEM_EXECBUFFER: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_EXECBUFFER", 0x40286454, &LAYOUT_DRM_I915_GEM_EXECBUFFER);
/// 0xc0186455
pub const DRM_IOCTL_I915_GEM_PIN: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_PIN", 0xc0186455, &LAYOUT_DRM_I915_GEM_PIN);
/// 0x40086456
pub const DRM_IOCTL_I915_GEM_UNPIN: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_UNPIN", 0x40086456, &LAYOUT_DRM_I915_GEM_UNPIN);
/// 0xc0086457
pub const DRM_IOCTL_I915_GEM_BUSY: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_BUSY", 0xc0086457, &LAYOUT_DRM_I915_GEM_BUSY);
/// 0x6458
pub const DRM_IOCTL_I915_GEM_THROTTLE: Ioctl = ioctl(FROM, "DRM_IOCTL_I915_GEM_THROTTLE", 0x6458);
/// 0x6459
pub const DRM_IOCTL_I915_GEM_ENTERVT: Ioctl = ioctl(FROM, "DRM_IOCTL_I915_GEM_ENTERVT", 0x6459);
/// 0x645a
pub const DRM_IOCTL_I915_GEM_LEAVEVT: Ioctl = ioctl(FROM, "DRM_IOCTL_I915_GEM_LEAVEVT", 0x645a);
/// 0xc010645b
pub const DRM_IOCTL_I915_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CREATE", 0xc010645b, &LAYOUT_DRM_I915_GEM_CREATE);
/// 0x4020645c
pub const DRM_IOCTL_I915_GEM_PREAD: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_PREAD", 0x4020645c, &LAYOUT_DRM_I915_GEM_PREAD);
/// 0x4020645d
pub const DRM_IOCTL_I915_GEM_PWRITE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_PWRITE", 0x4020645d, &LAYOUT_DRM_I915_GEM_PWRITE);
/// 0xc028645e
pub const DRM_IOCTL_I915_GEM_MMAP: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_MMAP", 0xc028645e, &LAYOUT_DRM_I915_GEM_MMAP);
/// 0x400c645f
pub const DRM_IOCTL_I915_GEM_SET_DOMAIN: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_SET_DOMAIN", 0x400c645f, &LAYOUT_DRM_I915_GEM_SET_DOMAIN);
/// 0x40046460
pub const DRM_IOCTL_I915_GEM_SW_FINISH: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_SW_FINISH", 0x40046460, &LAYOUT_DRM_I915_GEM_SW_FINISH);
/// 0xc0106461
pub const DRM_IOCTL_I915_GEM_SET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_SET_TILING", 0xc0106461, &LAYOUT_DRM_I915_GEM_SET_TILING);
/// 0xc0106462
pub const DRM_IOCTL_I915_GEM_GET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_GET_TILING", 0xc0106462, &LAYOUT_DRM_I915_GEM_GET_TILING);
/// 0x80106463
pub const DRM_IOCTL_I915_GEM_GET_APERTURE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_GET_APERTURE", 0x80106463, &LAYOUT_DRM_I915_GEM_GET_APERTURE);
/// 0xc0106464
pub const DRM_IOCTL_I915_GEM_MMAP_GTT: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_MMAP_GTT", 0xc0106464, &LAYOUT_DRM_I915_GEM_MMAP_GTT);
/// 0xc0206464
pub const DRM_IOCTL_I915_GEM_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_MMAP_OFFSET", 0xc0206464, &LAYOUT_DRM_I915_GEM_MMAP_OFFSET);
/// 0xc0086465
pub const DRM_IOCTL_I915_GET_PIPE_FROM_CRTC_ID: Ioctl = taking(FROM, "DRM_IOCTL_I915_GET_PIPE_FROM_CRTC_ID", 0xc0086465, &LAYOUT_DRM_I915_GET_PIPE_FROM_CRTC_ID);
/// 0xc00c6466
pub const DRM_IOCTL_I915_GEM_MADVISE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_MADVISE", 0xc00c6466, &LAYOUT_DRM_I915_GEM_MADVISE);
/// 0x402c6467
pub const DRM_IOCTL_I915_OVERLAY_PUT_IMAGE: Ioctl = taking(FROM, "DRM_IOCTL_I915_OVERLAY_PUT_IMAGE", 0x402c6467, &LAYOUT_DRM_INTEL_OVERLAY_PUT_IMAGE);
/// 0xc02c6468
pub const DRM_IOCTL_I915_OVERLAY_ATTRS: Ioctl = taking(FROM, "DRM_IOCTL_I915_OVERLAY_ATTRS", 0xc02c6468, &LAYOUT_DRM_INTEL_OVERLAY_ATTRS);
/// 0x40406469
pub const DRM_IOCTL_I915_GEM_EXECBUFFER2: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_EXECBUFFER2", 0x40406469, &LAYOUT_DRM_I915_GEM_EXECBUFFER2);
/// 0xc0406469
pub const DRM_IOCTL_I915_GEM_EXECBUFFER2_WR: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_EXECBUFFER2_WR", 0xc0406469, &LAYOUT_DRM_I915_GEM_EXECBUFFER2);
/// 0xc014646a
pub const DRM_IOCTL_I915_GET_SPRITE_COLORKEY: Ioctl = taking(FROM, "DRM_IOCTL_I915_GET_SPRITE_COLORKEY", 0xc014646a, &LAYOUT_DRM_INTEL_SPRITE_COLORKEY);
/// 0xc014646b
pub const DRM_IOCTL_I915_SET_SPRITE_COLORKEY: Ioctl = taking(FROM, "DRM_IOCTL_I915_SET_SPRITE_COLORKEY", 0xc014646b, &LAYOUT_DRM_INTEL_SPRITE_COLORKEY);
/// 0xc010646c
pub const DRM_IOCTL_I915_GEM_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_WAIT", 0xc010646c, &LAYOUT_DRM_I915_GEM_WAIT);
/// 0xc008646d
pub const DRM_IOCTL_I915_GEM_CONTEXT_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CONTEXT_CREATE", 0xc008646d, &LAYOUT_DRM_I915_GEM_CONTEXT_CREATE);
/// 0xc010646d
pub const DRM_IOCTL_I915_GEM_CONTEXT_CREATE_EXT: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CONTEXT_CREATE_EXT", 0xc010646d, &LAYOUT_DRM_I915_GEM_CONTEXT_CREATE_EXT);
/// 0x4008646e
pub const DRM_IOCTL_I915_GEM_CONTEXT_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CONTEXT_DESTROY", 0x4008646e, &LAYOUT_DRM_I915_GEM_CONTEXT_DESTROY);
/// 0x4008646f
pub const DRM_IOCTL_I915_GEM_SET_CACHING: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_SET_CACHING", 0x4008646f, &LAYOUT_DRM_I915_GEM_CACHING);
/// 0xc0086470
pub const DRM_IOCTL_I915_GEM_GET_CACHING: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_GET_CACHING", 0xc0086470, &LAYOUT_DRM_I915_GEM_CACHING);
/// 0xc0106471
pub const DRM_IOCTL_I915_REG_READ: Ioctl = taking(FROM, "DRM_IOCTL_I915_REG_READ", 0xc0106471, &LAYOUT_DRM_I915_REG_READ);
/// 0xc0186472
pub const DRM_IOCTL_I915_GET_RESET_STATS: Ioctl = taking(FROM, "DRM_IOCTL_I915_GET_RESET_STATS", 0xc0186472, &LAYOUT_DRM_I915_RESET_STATS);
/// 0xc0186473
pub const DRM_IOCTL_I915_GEM_USERPTR: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_USERPTR", 0xc0186473, &LAYOUT_DRM_I915_GEM_USERPTR);
/// 0xc0186474
pub const DRM_IOCTL_I915_GEM_CONTEXT_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CONTEXT_GETPARAM", 0xc0186474, &LAYOUT_DRM_I915_GEM_CONTEXT_PARAM);
/// 0xc0186475
pub const DRM_IOCTL_I915_GEM_CONTEXT_SETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CONTEXT_SETPARAM", 0xc0186475, &LAYOUT_DRM_I915_GEM_CONTEXT_PARAM);
/// 0x40106476
pub const DRM_IOCTL_I915_PERF_OPEN: Ioctl = taking(FROM, "DRM_IOCTL_I915_PERF_OPEN", 0x40106476, &LAYOUT_DRM_I915_PERF_OPEN_PARAM);
/// 0x40486477
pub const DRM_IOCTL_I915_PERF_ADD_CONFIG: Ioctl = taking(FROM, "DRM_IOCTL_I915_PERF_ADD_CONFIG", 0x40486477, &LAYOUT_DRM_I915_PERF_OA_CONFIG);
/// 0x40086478
pub const DRM_IOCTL_I915_PERF_REMOVE_CONFIG: Ioctl = taking(FROM, "DRM_IOCTL_I915_PERF_REMOVE_CONFIG", 0x40086478, &LAYOUT___U64);
/// 0xc0106479
pub const DRM_IOCTL_I915_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_I915_QUERY", 0xc0106479, &LAYOUT_DRM_I915_QUERY);
/// 0xc010647a
pub const DRM_IOCTL_I915_GEM_VM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_VM_CREATE", 0xc010647a, &LAYOUT_DRM_I915_GEM_VM_CONTROL);
/// 0x4010647b
pub const DRM_IOCTL_I915_GEM_VM_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_VM_DESTROY", 0x4010647b, &LAYOUT_DRM_I915_GEM_VM_CONTROL);
/// 0xc018647c
pub const DRM_IOCTL_I915_GEM_CREATE_EXT: Ioctl = taking(FROM, "DRM_IOCTL_I915_GEM_CREATE_EXT", 0xc018647c, &LAYOUT_DRM_I915_GEM_CREATE_EXT);
/// 0x6900
pub const I915_PERF_IOCTL_ENABLE: Ioctl = ioctl(FROM, "I915_PERF_IOCTL_ENABLE", 0x6900);
/// 0x6901
pub const I915_PERF_IOCTL_DISABLE: Ioctl = ioctl(FROM, "I915_PERF_IOCTL_DISABLE", 0x6901);
/// 0x6902
pub const I915_PERF_IOCTL_CONFIG: Ioctl = ioctl(FROM, "I915_PERF_IOCTL_CONFIG", 0x6902);

/// Each of them.
pub const ALL: [Ioctl; 65] = [
    DRM_IOCTL_I915_INIT, DRM_IOCTL_I915_FLUSH, DRM_IOCTL_I915_FLIP,
    DRM_IOCTL_I915_BATCHBUFFER, DRM_IOCTL_I915_IRQ_EMIT, DRM_IOCTL_I915_IRQ_WAIT,
    DRM_IOCTL_I915_GETPARAM, DRM_IOCTL_I915_SETPARAM, DRM_IOCTL_I915_ALLOC,
    DRM_IOCTL_I915_FREE, DRM_IOCTL_I915_INIT_HEAP, DRM_IOCTL_I915_CMDBUFFER,
    DRM_IOCTL_I915_DESTROY_HEAP, DRM_IOCTL_I915_SET_VBLANK_PIPE,
    DRM_IOCTL_I915_GET_VBLANK_PIPE, DRM_IOCTL_I915_VBLANK_SWAP, DRM_IOCTL_I915_HWS_ADDR,
    DRM_IOCTL_I915_GEM_INIT, DRM_IOCTL_I915_GEM_EXECBUFFER, DRM_IOCTL_I915_GEM_PIN,
    DRM_IOCTL_I915_GEM_UNPIN, DRM_IOCTL_I915_GEM_BUSY, DRM_IOCTL_I915_GEM_THROTTLE,
    DRM_IOCTL_I915_GEM_ENTERVT, DRM_IOCTL_I915_GEM_LEAVEVT, DRM_IOCTL_I915_GEM_CREATE,
    DRM_IOCTL_I915_GEM_PREAD, DRM_IOCTL_I915_GEM_PWRITE, DRM_IOCTL_I915_GEM_MMAP,
    DRM_IOCTL_I915_GEM_SET_DOMAIN, DRM_IOCTL_I915_GEM_SW_FINISH,
    DRM_IOCTL_I915_GEM_SET_TILING, DRM_IOCTL_I915_GEM_GET_TILING,
    DRM_IOCTL_I915_GEM_GET_APERTURE, DRM_IOCTL_I915_GEM_MMAP_GTT,
    DRM_IOCTL_I915_GEM_MMAP_OFFSET, DRM_IOCTL_I915_GET_PIPE_FROM_CRTC_ID,
    DRM_IOCTL_I915_GEM_MADVISE, DRM_IOCTL_I915_OVERLAY_PUT_IMAGE,
    DRM_IOCTL_I915_OVERLAY_ATTRS, DRM_IOCTL_I915_GEM_EXECBUFFER2,
    DRM_IOCTL_I915_GEM_EXECBUFFER2_WR, DRM_IOCTL_I915_GET_SPRITE_COLORKEY,
    DRM_IOCTL_I915_SET_SPRITE_COLORKEY, DRM_IOCTL_I915_GEM_WAIT,
    DRM_IOCTL_I915_GEM_CONTEXT_CREATE, DRM_IOCTL_I915_GEM_CONTEXT_CREATE_EXT,
    DRM_IOCTL_I915_GEM_CONTEXT_DESTROY, DRM_IOCTL_I915_GEM_SET_CACHING,
    DRM_IOCTL_I915_GEM_GET_CACHING, DRM_IOCTL_I915_REG_READ, DRM_IOCTL_I915_GET_RESET_STATS,
    DRM_IOCTL_I915_GEM_USERPTR, DRM_IOCTL_I915_GEM_CONTEXT_GETPARAM,
    DRM_IOCTL_I915_GEM_CONTEXT_SETPARAM, DRM_IOCTL_I915_PERF_OPEN,
    DRM_IOCTL_I915_PERF_ADD_CONFIG, DRM_IOCTL_I915_PERF_REMOVE_CONFIG, DRM_IOCTL_I915_QUERY,
    DRM_IOCTL_I915_GEM_VM_CREATE, DRM_IOCTL_I915_GEM_VM_DESTROY,
    DRM_IOCTL_I915_GEM_CREATE_EXT, I915_PERF_IOCTL_ENABLE, I915_PERF_IOCTL_DISABLE,
    I915_PERF_IOCTL_CONFIG,
];

const LAYOUT_DRM_I915_INIT_T: Layout = Layout {
    name: "drm_i915_init_t",
    size: 68,
    members: &[
        member("func", 0, Unsigned(4)), member("mmio_offset", 4, Unsigned(4)),
        member("sarea_priv_offset", 8, Signed(4)), member("ring_start", 12, Unsigned(4)),
        member("ring_end", 16, Unsigned(4)), member("ring_size", 20, Unsigned(4)),
        member("front_offset", 24, Unsigned(4)), member("back_offset", 28, Unsigned(4)),
        member("depth_offset", 32, Unsigned(4)), member("w", 36, Unsigned(4)),
        member("h", 40, Unsigned(4)), member("pitch", 44, Unsigned(4)),
        member("pitch_bits", 48, Unsigned(4)), member("back_pitch", 52, Unsigned(4)),
        member("depth_pitch", 56, Unsigned(4)), member("cpp", 60, Unsigned(4)),
        member("chipset", 64, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_BATCHBUFFER_T: Layout = Layout {
    name: "drm_i915_batchbuffer_t",
    size: 32,
    members: &[
        member("start", 0, Signed(4)), member("used", 4, Signed(4)), member("DR1", 8, Signed(4)),
        member("DR4", 12, Signed(4)), member("num_cliprects", 16, Signed(4)),
        member("cliprects", 24, Pointer),
    ],
};

const LAYOUT_DRM_I915_IRQ_EMIT_T: Layout = Layout {
    name: "drm_i915_irq_emit_t",
    size: 8,
    members: &[
        member("irq_seq", 0, Pointer),
    ],
};

const LAYOUT_DRM_I915_IRQ_WAIT_T: Layout = Layout {
    name: "drm_i915_irq_wait_t",
    size: 4,
    members: &[
        member("irq_seq", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_GETPARAM_T: Layout = Layout {
    name: "drm_i915_getparam_t",
    size: 16,
    members: &[
        member("param", 0, Signed(4)), member("value", 8, Pointer),
    ],
};

const LAYOUT_DRM_I915_SETPARAM_T: Layout = Layout {
    name: "drm_i915_setparam_t",
    size: 8,
    members: &[
        member("param", 0, Signed(4)), member("value", 4, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_MEM_ALLOC_T: Layout = Layout {
    name: "drm_i915_mem_alloc_t",
    size: 24,
    members: &[
        member("region", 0, Signed(4)), member("alignment", 4, Signed(4)),
        member("size", 8, Signed(4)), member("region_offset", 16, Pointer),
    ],
};

const LAYOUT_DRM_I915_MEM_FREE_T: Layout = Layout {
    name: "drm_i915_mem_free_t",
    size: 8,
    members: &[
        member("region", 0, Signed(4)), member("region_offset", 4, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_MEM_INIT_HEAP_T: Layout = Layout {
    name: "drm_i915_mem_init_heap_t",
    size: 12,
    members: &[
        member("region", 0, Signed(4)), member("size", 4, Signed(4)),
        member("start", 8, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_CMDBUFFER_T: Layout = Layout {
    name: "drm_i915_cmdbuffer_t",
    size: 32,
    members: &[
        member("buf", 0, Pointer), member("sz", 8, Signed(4)), member("DR1", 12, Signed(4)),
        member("DR4", 16, Signed(4)), member("num_cliprects", 20, Signed(4)),
        member("cliprects", 24, Pointer),
    ],
};

const LAYOUT_DRM_I915_MEM_DESTROY_HEAP_T: Layout = Layout {
    name: "drm_i915_mem_destroy_heap_t",
    size: 4,
    members: &[
        member("region", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_VBLANK_PIPE_T: Layout = Layout {
    name: "drm_i915_vblank_pipe_t",
    size: 4,
    members: &[
        member("pipe", 0, Signed(4)),
    ],
};

const LAYOUT_DRM_I915_VBLANK_SWAP_T: Layout = Layout {
    name: "drm_i915_vblank_swap_t",
    size: 12,
    members: &[
        member("drawable", 0, Unsigned(4)), member("seqtype", 4, Unsigned(4)),
        member("sequence", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_INIT: Layout = Layout {
    name: "struct drm_i915_gem_init",
    size: 16,
    members: &[
        member("gtt_start", 0, Unsigned(8)), member("gtt_end", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_EXECBUFFER: Layout = Layout {
    name: "struct drm_i915_gem_execbuffer",
    size: 40,
    members: &[
        member("buffers_ptr", 0, Unsigned(8)), member("buffer_count", 8, Unsigned(4)),
        member("batch_start_offset", 12, Unsigned(4)), member("batch_len", 16, Unsigned(4)),
        member("DR1", 20, Unsigned(4)), member("DR4", 24, Unsigned(4)),
        member("num_cliprects", 28, Unsigned(4)), member("cliprects_ptr", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_EXECBUFFER2: Layout = Layout {
    name: "struct drm_i915_gem_execbuffer2",
    size: 64,
    members: &[
        member("buffers_ptr", 0, Unsigned(8)), member("buffer_count", 8, Unsigned(4)),
        member("batch_start_offset", 12, Unsigned(4)), member("batch_len", 16, Unsigned(4)),
        member("DR1", 20, Unsigned(4)), member("DR4", 24, Unsigned(4)),
        member("num_cliprects", 28, Unsigned(4)), member("cliprects_ptr", 32, Unsigned(8)),
        member("flags", 40, Unsigned(8)), member("rsvd1", 48, Unsigned(8)),
        member("rsvd2", 56, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_PIN: Layout = Layout {
    name: "struct drm_i915_gem_pin",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("alignment", 8, Unsigned(8)), member("offset", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_UNPIN: Layout = Layout {
    name: "struct drm_i915_gem_unpin",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_BUSY: Layout = Layout {
    name: "struct drm_i915_gem_busy",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("busy", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_CACHING: Layout = Layout {
    name: "struct drm_i915_gem_caching",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("caching", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_CREATE: Layout = Layout {
    name: "struct drm_i915_gem_create",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_CREATE_EXT: Layout = Layout {
    name: "struct drm_i915_gem_create_ext",
    size: 24,
    members: &[
        member("size", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)), member("extensions", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_PREAD: Layout = Layout {
    name: "struct drm_i915_gem_pread",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("data_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_PWRITE: Layout = Layout {
    name: "struct drm_i915_gem_pwrite",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("data_ptr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_MMAP: Layout = Layout {
    name: "struct drm_i915_gem_mmap",
    size: 40,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("addr_ptr", 24, Unsigned(8)), member("flags", 32, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_MMAP_GTT: Layout = Layout {
    name: "struct drm_i915_gem_mmap_gtt",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_MMAP_OFFSET: Layout = Layout {
    name: "struct drm_i915_gem_mmap_offset",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("flags", 16, Unsigned(8)),
        member("extensions", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_SET_DOMAIN: Layout = Layout {
    name: "struct drm_i915_gem_set_domain",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("read_domains", 4, Unsigned(4)),
        member("write_domain", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_SW_FINISH: Layout = Layout {
    name: "struct drm_i915_gem_sw_finish",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_SET_TILING: Layout = Layout {
    name: "struct drm_i915_gem_set_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("tiling_mode", 4, Unsigned(4)),
        member("stride", 8, Unsigned(4)), member("swizzle_mode", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_GET_TILING: Layout = Layout {
    name: "struct drm_i915_gem_get_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("tiling_mode", 4, Unsigned(4)),
        member("swizzle_mode", 8, Unsigned(4)), member("phys_swizzle_mode", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_GET_APERTURE: Layout = Layout {
    name: "struct drm_i915_gem_get_aperture",
    size: 16,
    members: &[
        member("aper_size", 0, Unsigned(8)), member("aper_available_size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GET_PIPE_FROM_CRTC_ID: Layout = Layout {
    name: "struct drm_i915_get_pipe_from_crtc_id",
    size: 8,
    members: &[
        member("crtc_id", 0, Unsigned(4)), member("pipe", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_MADVISE: Layout = Layout {
    name: "struct drm_i915_gem_madvise",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("madv", 4, Unsigned(4)),
        member("retained", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_INTEL_OVERLAY_PUT_IMAGE: Layout = Layout {
    name: "struct drm_intel_overlay_put_image",
    size: 44,
    members: &[
        member("flags", 0, Unsigned(4)), member("bo_handle", 4, Unsigned(4)),
        member("stride_Y", 8, Unsigned(2)), member("stride_UV", 10, Unsigned(2)),
        member("offset_Y", 12, Unsigned(4)), member("offset_U", 16, Unsigned(4)),
        member("offset_V", 20, Unsigned(4)), member("src_width", 24, Unsigned(2)),
        member("src_height", 26, Unsigned(2)), member("src_scan_width", 28, Unsigned(2)),
        member("src_scan_height", 30, Unsigned(2)), member("crtc_id", 32, Unsigned(4)),
        member("dst_x", 36, Unsigned(2)), member("dst_y", 38, Unsigned(2)),
        member("dst_width", 40, Unsigned(2)), member("dst_height", 42, Unsigned(2)),
    ],
};

const LAYOUT_DRM_INTEL_OVERLAY_ATTRS: Layout = Layout {
    name: "struct drm_intel_overlay_attrs",
    size: 44,
    members: &[
        member("flags", 0, Unsigned(4)), member("color_key", 4, Unsigned(4)),
        member("brightness", 8, Signed(4)), member("contrast", 12, Unsigned(4)),
        member("saturation", 16, Unsigned(4)), member("gamma0", 20, Unsigned(4)),
        member("gamma1", 24, Unsigned(4)), member("gamma2", 28, Unsigned(4)),
        member("gamma3", 32, Unsigned(4)), member("gamma4", 36, Unsigned(4)),
        member("gamma5", 40, Unsigned(4)),
    ],
};

const LAYOUT_DRM_INTEL_SPRITE_COLORKEY: Layout = Layout {
    name: "struct drm_intel_sprite_colorkey",
    size: 20,
    members: &[
        member("plane_id", 0, Unsigned(4)), member("min_value", 4, Unsigned(4)),
        member("channel_mask", 8, Unsigned(4)), member("max_value", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_WAIT: Layout = Layout {
    name: "struct drm_i915_gem_wait",
    size: 16,
    members: &[
        member("bo_handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_CONTEXT_CREATE: Layout = Layout {
    name: "struct drm_i915_gem_context_create",
    size: 8,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_CONTEXT_CREATE_EXT: Layout = Layout {
    name: "struct drm_i915_gem_context_create_ext",
    size: 16,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("extensions", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_CONTEXT_DESTROY: Layout = Layout {
    name: "struct drm_i915_gem_context_destroy",
    size: 8,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_REG_READ: Layout = Layout {
    name: "struct drm_i915_reg_read",
    size: 16,
    members: &[
        member("offset", 0, Unsigned(8)), member("val", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_RESET_STATS: Layout = Layout {
    name: "struct drm_i915_reset_stats",
    size: 24,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("reset_count", 8, Unsigned(4)), member("batch_active", 12, Unsigned(4)),
        member("batch_pending", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_USERPTR: Layout = Layout {
    name: "struct drm_i915_gem_userptr",
    size: 24,
    members: &[
        member("user_ptr", 0, Unsigned(8)), member("user_size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_I915_GEM_CONTEXT_PARAM: Layout = Layout {
    name: "struct drm_i915_gem_context_param",
    size: 24,
    members: &[
        member("ctx_id", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("param", 8, Unsigned(8)), member("value", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_PERF_OPEN_PARAM: Layout = Layout {
    name: "struct drm_i915_perf_open_param",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(4)), member("num_properties", 4, Unsigned(4)),
        member("properties_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_PERF_OA_CONFIG: Layout = Layout {
    name: "struct drm_i915_perf_oa_config",
    size: 72,
    members: &[
        member("uuid", 0, Text(36)), member("n_mux_regs", 36, Unsigned(4)),
        member("n_boolean_regs", 40, Unsigned(4)), member("n_flex_regs", 44, Unsigned(4)),
        member("mux_regs_ptr", 48, Unsigned(8)), member("boolean_regs_ptr", 56, Unsigned(8)),
        member("flex_regs_ptr", 64, Unsigned(8)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_QUERY: Layout = Layout {
    name: "struct drm_i915_query",
    size: 16,
    members: &[
        member("num_items", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("items_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_I915_GEM_VM_CONTROL: Layout = Layout {
    name: "struct drm_i915_gem_vm_control",
    size: 16,
    members: &[
        member("extensions", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("vm_id", 12, Unsigned(4)),
    ],
};
