//! `linux/tee.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/tee.h";

/// 0x800ca400
pub const TEE_IOC_VERSION: Ioctl = taking(FROM, "TEE_IOC_VERSION", 0x800ca400, &LAYOUT_TEE_IOCTL_VERSION_DATA);
/// 0xc010a401
pub const TEE_IOC_SHM_ALLOC: Ioctl = taking(FROM, "TEE_IOC_SHM_ALLOC", 0xc010a401, &LAYOUT_TEE_IOCTL_SHM_ALLOC_DATA);
/// 0x8010a402
pub const TEE_IOC_OPEN_SESSION: Ioctl = taking(FROM, "TEE_IOC_OPEN_SESSION", 0x8010a402, &LAYOUT_TEE_IOCTL_BUF_DATA);
/// 0x8010a403
pub const TEE_IOC_INVOKE: Ioctl = taking(FROM, "TEE_IOC_INVOKE", 0x8010a403, &LAYOUT_TEE_IOCTL_BUF_DATA);
/// 0x8008a404
pub const TEE_IOC_CANCEL: Ioctl = taking(FROM, "TEE_IOC_CANCEL", 0x8008a404, &LAYOUT_TEE_IOCTL_CANCEL_ARG);
/// 0x8004a405
pub const TEE_IOC_CLOSE_SESSION: Ioctl = taking(FROM, "TEE_IOC_CLOSE_SESSION", 0x8004a405, &LAYOUT_TEE_IOCTL_CLOSE_SESSION_ARG);
/// 0x8010a406
pub const TEE_IOC_SUPPL_RECV: Ioctl = taking(FROM, "TEE_IOC_SUPPL_RECV", 0x8010a406, &LAYOUT_TEE_IOCTL_BUF_DATA);
/// 0x8010a407
pub const TEE_IOC_SUPPL_SEND: Ioctl = taking(FROM, "TEE_IOC_SUPPL_SEND", 0x8010a407, &LAYOUT_TEE_IOCTL_BUF_DATA);
/// 0xc018a408
pub const TEE_IOC_SHM_REGISTER_FD: Ioctl = taking(FROM, "TEE_IOC_SHM_REGISTER_FD", 0xc018a408, &LAYOUT_TEE_IOCTL_SHM_REGISTER_FD_DATA);
/// 0xc018a409
pub const TEE_IOC_SHM_REGISTER: Ioctl = taking(FROM, "TEE_IOC_SHM_REGISTER", 0xc018a409, &LAYOUT_TEE_IOCTL_SHM_REGISTER_DATA);
/// 0x8010a40a
pub const TEE_IOC_OBJECT_INVOKE: Ioctl = taking(FROM, "TEE_IOC_OBJECT_INVOKE", 0x8010a40a, &LAYOUT_TEE_IOCTL_BUF_DATA);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    TEE_IOC_VERSION, TEE_IOC_SHM_ALLOC, TEE_IOC_OPEN_SESSION, TEE_IOC_INVOKE, TEE_IOC_CANCEL,
    TEE_IOC_CLOSE_SESSION, TEE_IOC_SUPPL_RECV, TEE_IOC_SUPPL_SEND, TEE_IOC_SHM_REGISTER_FD,
    TEE_IOC_SHM_REGISTER, TEE_IOC_OBJECT_INVOKE,
];

const LAYOUT_TEE_IOCTL_VERSION_DATA: Layout = Layout {
    name: "struct tee_ioctl_version_data",
    size: 12,
    members: &[
        member("impl_id", 0, Unsigned(4)), member("impl_caps", 4, Unsigned(4)),
        member("gen_caps", 8, Unsigned(4)),
    ],
};

const LAYOUT_TEE_IOCTL_SHM_ALLOC_DATA: Layout = Layout {
    name: "struct tee_ioctl_shm_alloc_data",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("id", 12, Signed(4)),
    ],
};

const LAYOUT_TEE_IOCTL_BUF_DATA: Layout = Layout {
    name: "struct tee_ioctl_buf_data",
    size: 16,
    members: &[
        member("buf_ptr", 0, Unsigned(8)), member("buf_len", 8, Unsigned(8)),
    ],
};

const LAYOUT_TEE_IOCTL_CANCEL_ARG: Layout = Layout {
    name: "struct tee_ioctl_cancel_arg",
    size: 8,
    members: &[
        member("cancel_id", 0, Unsigned(4)), member("session", 4, Unsigned(4)),
    ],
};

const LAYOUT_TEE_IOCTL_CLOSE_SESSION_ARG: Layout = Layout {
    name: "struct tee_ioctl_close_session_arg",
    size: 4,
    members: &[
        member("session", 0, Unsigned(4)),
    ],
};

const LAYOUT_TEE_IOCTL_SHM_REGISTER_FD_DATA: Layout = Layout {
    name: "struct tee_ioctl_shm_register_fd_data",
    size: 24,
    members: &[
        member("fd", 0, Signed(8)), member("size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("id", 20, Signed(4)),
    ],
};

const LAYOUT_TEE_IOCTL_SHM_REGISTER_DATA: Layout = Layout {
    name: "struct tee_ioctl_shm_register_data",
    size: 24,
    members: &[
        member("addr", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("id", 20, Signed(4)),
    ],
};
