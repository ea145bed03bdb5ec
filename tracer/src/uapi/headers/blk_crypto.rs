//! `linux/blk-crypto.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/blk-crypto.h";

/// 0xc0401289
pub const BLKCRYPTOIMPORTKEY: Ioctl = taking(FROM, "BLKCRYPTOIMPORTKEY", 0xc0401289, &LAYOUT_BLK_CRYPTO_IMPORT_KEY_ARG);
/// 0xc030128a
pub const BLKCRYPTOGENERATEKEY: Ioctl = taking(FROM, "BLKCRYPTOGENERATEKEY", 0xc030128a, &LAYOUT_BLK_CRYPTO_GENERATE_KEY_ARG);
/// 0xc040128b
pub const BLKCRYPTOPREPAREKEY: Ioctl = taking(FROM, "BLKCRYPTOPREPAREKEY", 0xc040128b, &LAYOUT_BLK_CRYPTO_PREPARE_KEY_ARG);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    BLKCRYPTOIMPORTKEY, BLKCRYPTOGENERATEKEY, BLKCRYPTOPREPAREKEY,
];

const LAYOUT_BLK_CRYPTO_IMPORT_KEY_ARG: Layout = Layout {
    name: "struct blk_crypto_import_key_arg",
    size: 64,
    members: &[
        member("raw_key_ptr", 0, Unsigned(8)), member("raw_key_size", 8, Unsigned(8)),
        member("lt_key_ptr", 16, Unsigned(8)), member("lt_key_size", 24, Unsigned(8)),
        member("reserved", 32, Array(8, 4)),
    ],
};

const LAYOUT_BLK_CRYPTO_GENERATE_KEY_ARG: Layout = Layout {
    name: "struct blk_crypto_generate_key_arg",
    size: 48,
    members: &[
        member("lt_key_ptr", 0, Unsigned(8)), member("lt_key_size", 8, Unsigned(8)),
        member("reserved", 16, Array(8, 4)),
    ],
};

const LAYOUT_BLK_CRYPTO_PREPARE_KEY_ARG: Layout = Layout {
    name: "struct blk_crypto_prepare_key_arg",
    size: 64,
    members: &[
        member("lt_key_ptr", 0, Unsigned(8)), member("lt_key_size", 8, Unsigned(8)),
        member("eph_key_ptr", 16, Unsigned(8)), member("eph_key_size", 24, Unsigned(8)),
        member("reserved", 32, Array(8, 4)),
    ],
};
