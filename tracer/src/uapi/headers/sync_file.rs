//! `linux/sync_file.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/sync_file.h";

/// 0xc0303e03
pub const SYNC_IOC_MERGE: Ioctl = taking(FROM, "SYNC_IOC_MERGE", 0xc0303e03, &LAYOUT_SYNC_MERGE_DATA);
/// 0xc0383e04
pub const SYNC_IOC_FILE_INFO: Ioctl = taking(FROM, "SYNC_IOC_FILE_INFO", 0xc0383e04, &LAYOUT_SYNC_FILE_INFO);
/// 0x40103e05
pub const SYNC_IOC_SET_DEADLINE: Ioctl = taking(FROM, "SYNC_IOC_SET_DEADLINE", 0x40103e05, &LAYOUT_SYNC_SET_DEADLINE);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    SYNC_IOC_MERGE, SYNC_IOC_FILE_INFO, SYNC_IOC_SET_DEADLINE,
];

const LAYOUT_SYNC_MERGE_DATA: Layout = Layout {
    name: "struct sync_merge_data",
    size: 48,
    members: &[
        member("name", 0, Text(32)), member("fd2", 32, Signed(4)),
        member("fence", 36, Signed(4)), member("flags", 40, Unsigned(4)),
        member("pad", 44, Unsigned(4)),
    ],
};

const LAYOUT_SYNC_FILE_INFO: Layout = Layout {
    name: "struct sync_file_info",
    size: 56,
    members: &[
        member("name", 0, Text(32)), member("status", 32, Signed(4)),
        member("flags", 36, Unsigned(4)), member("num_fences", 40, Unsigned(4)),
        member("pad", 44, Unsigned(4)), member("sync_fence_info", 48, Unsigned(8)),
    ],
};

const LAYOUT_SYNC_SET_DEADLINE: Layout = Layout {
    name: "struct sync_set_deadline",
    size: 16,
    members: &[
        member("deadline_ns", 0, Unsigned(8)), member("pad", 8, Unsigned(8)),
    ],
};
