//! `linux/nitro_enclaves.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/nitro_enclaves.h";

/// 0x8008ae20
pub const NE_CREATE_VM: Ioctl = taking(FROM, "NE_CREATE_VM", 0x8008ae20, &LAYOUT___U64);
/// 0xc004ae21
pub const NE_ADD_VCPU: Ioctl = taking(FROM, "NE_ADD_VCPU", 0xc004ae21, &LAYOUT___U32);
/// 0xc010ae22
pub const NE_GET_IMAGE_LOAD_INFO: Ioctl = taking(FROM, "NE_GET_IMAGE_LOAD_INFO", 0xc010ae22, &LAYOUT_NE_IMAGE_LOAD_INFO);
/// 0x4018ae23
pub const NE_SET_USER_MEMORY_REGION: Ioctl = taking(FROM, "NE_SET_USER_MEMORY_REGION", 0x4018ae23, &LAYOUT_NE_USER_MEMORY_REGION);
/// 0xc010ae24
pub const NE_START_ENCLAVE: Ioctl = taking(FROM, "NE_START_ENCLAVE", 0xc010ae24, &LAYOUT_NE_ENCLAVE_START_INFO);

/// Each of them.
pub const ALL: [Ioctl; 5] = [
    NE_CREATE_VM, NE_ADD_VCPU, NE_GET_IMAGE_LOAD_INFO, NE_SET_USER_MEMORY_REGION,
    NE_START_ENCLAVE,
];

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_NE_IMAGE_LOAD_INFO: Layout = Layout {
    name: "struct ne_image_load_info",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(8)), member("memory_offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_NE_USER_MEMORY_REGION: Layout = Layout {
    name: "struct ne_user_memory_region",
    size: 24,
    members: &[
        member("flags", 0, Unsigned(8)), member("memory_size", 8, Unsigned(8)),
        member("userspace_addr", 16, Unsigned(8)),
    ],
};

const LAYOUT_NE_ENCLAVE_START_INFO: Layout = Layout {
    name: "struct ne_enclave_start_info",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(8)), member("enclave_cid", 8, Unsigned(8)),
    ],
};
