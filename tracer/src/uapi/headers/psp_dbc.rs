//! `linux/psp-dbc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/psp-dbc.h";

/// 0xc0344401
pub const DBCIOCNONCE: Ioctl = taking(FROM, "DBCIOCNONCE", 0xc0344401, &LAYOUT_DBC_USER_NONCE);
/// 0x40304402
pub const DBCIOCUID: Ioctl = taking(FROM, "DBCIOCUID", 0x40304402, &LAYOUT_DBC_USER_SETUID);
/// 0xc0284403
pub const DBCIOCPARAM: Ioctl = taking(FROM, "DBCIOCPARAM", 0xc0284403, &LAYOUT_DBC_USER_PARAM);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    DBCIOCNONCE, DBCIOCUID, DBCIOCPARAM,
];

const LAYOUT_DBC_USER_NONCE: Layout = Layout {
    name: "struct dbc_user_nonce",
    size: 52,
    members: &[
        member("auth_needed", 0, Unsigned(4)), member("nonce", 4, Array(1, 16)),
        member("signature", 20, Array(1, 32)),
    ],
};

const LAYOUT_DBC_USER_SETUID: Layout = Layout {
    name: "struct dbc_user_setuid",
    size: 48,
    members: &[
        member("uid", 0, Array(1, 16)), member("signature", 16, Array(1, 32)),
    ],
};

const LAYOUT_DBC_USER_PARAM: Layout = Layout {
    name: "struct dbc_user_param",
    size: 40,
    members: &[
        member("msg_index", 0, Unsigned(4)), member("param", 4, Unsigned(4)),
        member("signature", 8, Array(1, 32)),
    ],
};
