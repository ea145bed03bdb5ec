//! `asm/sgx.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "asm/sgx.h";

/// 0x4008a400
pub const SGX_IOC_ENCLAVE_CREATE: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_CREATE", 0x4008a400, &LAYOUT_SGX_ENCLAVE_CREATE);
/// 0xc030a401
pub const SGX_IOC_ENCLAVE_ADD_PAGES: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_ADD_PAGES", 0xc030a401, &LAYOUT_SGX_ENCLAVE_ADD_PAGES);
/// 0x4008a402
pub const SGX_IOC_ENCLAVE_INIT: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_INIT", 0x4008a402, &LAYOUT_SGX_ENCLAVE_INIT);
/// 0x4008a403
pub const SGX_IOC_ENCLAVE_PROVISION: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_PROVISION", 0x4008a403, &LAYOUT_SGX_ENCLAVE_PROVISION);
/// 0xa404
pub const SGX_IOC_VEPC_REMOVE_ALL: Ioctl = ioctl(FROM, "SGX_IOC_VEPC_REMOVE_ALL", 0xa404);
/// 0xc028a405
pub const SGX_IOC_ENCLAVE_RESTRICT_PERMISSIONS: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_RESTRICT_PERMISSIONS", 0xc028a405, &LAYOUT_SGX_ENCLAVE_RESTRICT_PERMISSIONS);
/// 0xc028a406
pub const SGX_IOC_ENCLAVE_MODIFY_TYPES: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_MODIFY_TYPES", 0xc028a406, &LAYOUT_SGX_ENCLAVE_MODIFY_TYPES);
/// 0xc018a407
pub const SGX_IOC_ENCLAVE_REMOVE_PAGES: Ioctl = taking(FROM, "SGX_IOC_ENCLAVE_REMOVE_PAGES", 0xc018a407, &LAYOUT_SGX_ENCLAVE_REMOVE_PAGES);

/// Each of them.
pub const ALL: [Ioctl; 8] = [
    SGX_IOC_ENCLAVE_CREATE, SGX_IOC_ENCLAVE_ADD_PAGES, SGX_IOC_ENCLAVE_INIT,
    SGX_IOC_ENCLAVE_PROVISION, SGX_IOC_VEPC_REMOVE_ALL, SGX_IOC_ENCLAVE_RESTRICT_PERMISSIONS,
    SGX_IOC_ENCLAVE_MODIFY_TYPES, SGX_IOC_ENCLAVE_REMOVE_PAGES,
];

const LAYOUT_SGX_ENCLAVE_CREATE: Layout = Layout {
    name: "struct sgx_enclave_create",
    size: 8,
    members: &[
        member("src", 0, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_ADD_PAGES: Layout = Layout {
    name: "struct sgx_enclave_add_pages",
    size: 48,
    members: &[
        member("src", 0, Unsigned(8)), member("offset", 8, Unsigned(8)),
        member("length", 16, Unsigned(8)), member("secinfo", 24, Unsigned(8)),
        member("flags", 32, Unsigned(8)), member("count", 40, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_INIT: Layout = Layout {
    name: "struct sgx_enclave_init",
    size: 8,
    members: &[
        member("sigstruct", 0, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_PROVISION: Layout = Layout {
    name: "struct sgx_enclave_provision",
    size: 8,
    members: &[
        member("fd", 0, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_RESTRICT_PERMISSIONS: Layout = Layout {
    name: "struct sgx_enclave_restrict_permissions",
    size: 40,
    members: &[
        member("offset", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("permissions", 16, Unsigned(8)), member("result", 24, Unsigned(8)),
        member("count", 32, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_MODIFY_TYPES: Layout = Layout {
    name: "struct sgx_enclave_modify_types",
    size: 40,
    members: &[
        member("offset", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("page_type", 16, Unsigned(8)), member("result", 24, Unsigned(8)),
        member("count", 32, Unsigned(8)),
    ],
};

const LAYOUT_SGX_ENCLAVE_REMOVE_PAGES: Layout = Layout {
    name: "struct sgx_enclave_remove_pages",
    size: 24,
    members: &[
        member("offset", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("count", 16, Unsigned(8)),
    ],
};
