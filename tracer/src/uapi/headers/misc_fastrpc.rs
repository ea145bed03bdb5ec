//! `misc/fastrpc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "misc/fastrpc.h";

/// 0xc0105201
pub const FASTRPC_IOCTL_ALLOC_DMA_BUFF: Ioctl = taking(FROM, "FASTRPC_IOCTL_ALLOC_DMA_BUFF", 0xc0105201, &LAYOUT_FASTRPC_ALLOC_DMA_BUF);
/// 0xc0045202
pub const FASTRPC_IOCTL_FREE_DMA_BUFF: Ioctl = taking(FROM, "FASTRPC_IOCTL_FREE_DMA_BUFF", 0xc0045202, &LAYOUT___U32);
/// 0xc0105203
pub const FASTRPC_IOCTL_INVOKE: Ioctl = taking(FROM, "FASTRPC_IOCTL_INVOKE", 0xc0105203, &LAYOUT_FASTRPC_INVOKE);
/// 0x5204
pub const FASTRPC_IOCTL_INIT_ATTACH: Ioctl = ioctl(FROM, "FASTRPC_IOCTL_INIT_ATTACH", 0x5204);
/// 0xc0185205
pub const FASTRPC_IOCTL_INIT_CREATE: Ioctl = taking(FROM, "FASTRPC_IOCTL_INIT_CREATE", 0xc0185205, &LAYOUT_FASTRPC_INIT_CREATE);
/// 0xc0205206
pub const FASTRPC_IOCTL_MMAP: Ioctl = taking(FROM, "FASTRPC_IOCTL_MMAP", 0xc0205206, &LAYOUT_FASTRPC_REQ_MMAP);
/// 0xc0105207
pub const FASTRPC_IOCTL_MUNMAP: Ioctl = taking(FROM, "FASTRPC_IOCTL_MUNMAP", 0xc0105207, &LAYOUT_FASTRPC_REQ_MUNMAP);
/// 0x5208
pub const FASTRPC_IOCTL_INIT_ATTACH_SNS: Ioctl = ioctl(FROM, "FASTRPC_IOCTL_INIT_ATTACH_SNS", 0x5208);
/// 0xc0105209
pub const FASTRPC_IOCTL_INIT_CREATE_STATIC: Ioctl = taking(FROM, "FASTRPC_IOCTL_INIT_CREATE_STATIC", 0xc0105209, &LAYOUT_FASTRPC_INIT_CREATE_STATIC);
/// 0xc040520a
pub const FASTRPC_IOCTL_MEM_MAP: Ioctl = taking(FROM, "FASTRPC_IOCTL_MEM_MAP", 0xc040520a, &LAYOUT_FASTRPC_MEM_MAP);
/// 0xc030520b
pub const FASTRPC_IOCTL_MEM_UNMAP: Ioctl = taking(FROM, "FASTRPC_IOCTL_MEM_UNMAP", 0xc030520b, &LAYOUT_FASTRPC_MEM_UNMAP);
/// 0xc020520c
pub const FASTRPC_IOCTL_SET_OPTION: Ioctl = taking(FROM, "FASTRPC_IOCTL_SET_OPTION", 0xc020520c, &LAYOUT_FASTRPC_IOCTL_SET_OPTION);
/// 0xc01c520d
pub const FASTRPC_IOCTL_GET_DSP_INFO: Ioctl = taking(FROM, "FASTRPC_IOCTL_GET_DSP_INFO", 0xc01c520d, &LAYOUT_FASTRPC_IOCTL_CAPABILITY);

/// Each of them.
pub const ALL: [Ioctl; 13] = [
    FASTRPC_IOCTL_ALLOC_DMA_BUFF, FASTRPC_IOCTL_FREE_DMA_BUFF, FASTRPC_IOCTL_INVOKE,
    FASTRPC_IOCTL_INIT_ATTACH, FASTRPC_IOCTL_INIT_CREATE, FASTRPC_IOCTL_MMAP,
    FASTRPC_IOCTL_MUNMAP, FASTRPC_IOCTL_INIT_ATTACH_SNS, FASTRPC_IOCTL_INIT_CREATE_STATIC,
    FASTRPC_IOCTL_MEM_MAP, FASTRPC_IOCTL_MEM_UNMAP, FASTRPC_IOCTL_SET_OPTION,
    FASTRPC_IOCTL_GET_DSP_INFO,
];

const LAYOUT_FASTRPC_ALLOC_DMA_BUF: Layout = Layout {
    name: "struct fastrpc_alloc_dma_buf",
    size: 16,
    members: &[
        member("fd", 0, Signed(4)), member("flags", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_FASTRPC_INVOKE: Layout = Layout {
    name: "struct fastrpc_invoke",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("sc", 4, Unsigned(4)),
        member("args", 8, Unsigned(8)),
    ],
};

const LAYOUT_FASTRPC_INIT_CREATE: Layout = Layout {
    name: "struct fastrpc_init_create",
    size: 24,
    members: &[
        member("filelen", 0, Unsigned(4)), member("filefd", 4, Signed(4)),
        member("attrs", 8, Unsigned(4)), member("siglen", 12, Unsigned(4)),
        member("file", 16, Unsigned(8)),
    ],
};

const LAYOUT_FASTRPC_REQ_MMAP: Layout = Layout {
    name: "struct fastrpc_req_mmap",
    size: 32,
    members: &[
        member("fd", 0, Signed(4)), member("flags", 4, Unsigned(4)),
        member("vaddrin", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("vaddrout", 24, Unsigned(8)),
    ],
};

const LAYOUT_FASTRPC_REQ_MUNMAP: Layout = Layout {
    name: "struct fastrpc_req_munmap",
    size: 16,
    members: &[
        member("vaddrout", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_FASTRPC_INIT_CREATE_STATIC: Layout = Layout {
    name: "struct fastrpc_init_create_static",
    size: 16,
    members: &[
        member("namelen", 0, Unsigned(4)), member("memlen", 4, Unsigned(4)),
        member("name", 8, Unsigned(8)),
    ],
};

const LAYOUT_FASTRPC_MEM_MAP: Layout = Layout {
    name: "struct fastrpc_mem_map",
    size: 64,
    members: &[
        member("version", 0, Signed(4)), member("fd", 4, Signed(4)),
        member("offset", 8, Signed(4)), member("flags", 12, Unsigned(4)),
        member("vaddrin", 16, Unsigned(8)), member("length", 24, Unsigned(8)),
        member("vaddrout", 32, Unsigned(8)), member("attrs", 40, Signed(4)),
        member("reserved", 44, Array(4, 4)),
    ],
};

const LAYOUT_FASTRPC_MEM_UNMAP: Layout = Layout {
    name: "struct fastrpc_mem_unmap",
    size: 48,
    members: &[
        member("vesion", 0, Signed(4)), member("fd", 4, Signed(4)),
        member("vaddr", 8, Unsigned(8)), member("length", 16, Unsigned(8)),
        member("reserved", 24, Array(4, 5)),
    ],
};

const LAYOUT_FASTRPC_IOCTL_SET_OPTION: Layout = Layout {
    name: "struct fastrpc_ioctl_set_option",
    size: 32,
    members: &[
        member("request_id", 0, Unsigned(4)), member("value", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 6)),
    ],
};

const LAYOUT_FASTRPC_IOCTL_CAPABILITY: Layout = Layout {
    name: "struct fastrpc_ioctl_capability",
    size: 28,
    members: &[
        member("unused", 0, Unsigned(4)), member("attribute_id", 4, Unsigned(4)),
        member("capability", 8, Unsigned(4)), member("reserved", 12, Array(4, 4)),
    ],
};
