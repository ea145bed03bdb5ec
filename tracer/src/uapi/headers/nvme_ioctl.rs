//! `linux/nvme_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/nvme_ioctl.h";

/// 0x4e40
pub const NVME_IOCTL_ID: Ioctl = ioctl(FROM, "NVME_IOCTL_ID", 0x4e40);
/// 0xc0484e41
pub const NVME_IOCTL_ADMIN_CMD: Ioctl = taking(FROM, "NVME_IOCTL_ADMIN_CMD", 0xc0484e41, &LAYOUT_NVME_PASSTHRU_CMD);
/// 0x40304e42
pub const NVME_IOCTL_SUBMIT_IO: Ioctl = taking(FROM, "NVME_IOCTL_SUBMIT_IO", 0x40304e42, &LAYOUT_NVME_USER_IO);
/// 0xc0484e43
pub const NVME_IOCTL_IO_CMD: Ioctl = taking(FROM, "NVME_IOCTL_IO_CMD", 0xc0484e43, &LAYOUT_NVME_PASSTHRU_CMD);
/// 0x4e44
pub const NVME_IOCTL_RESET: Ioctl = ioctl(FROM, "NVME_IOCTL_RESET", 0x4e44);
/// 0x4e45
pub const NVME_IOCTL_SUBSYS_RESET: Ioctl = ioctl(FROM, "NVME_IOCTL_SUBSYS_RESET", 0x4e45);
/// 0x4e46
pub const NVME_IOCTL_RESCAN: Ioctl = ioctl(FROM, "NVME_IOCTL_RESCAN", 0x4e46);
/// 0xc0504e47
pub const NVME_IOCTL_ADMIN64_CMD: Ioctl = taking(FROM, "NVME_IOCTL_ADMIN64_CMD", 0xc0504e47, &LAYOUT_NVME_PASSTHRU_CMD64);
/// 0xc0504e48
pub const NVME_IOCTL_IO64_CMD: Ioctl = taking(FROM, "NVME_IOCTL_IO64_CMD", 0xc0504e48, &LAYOUT_NVME_PASSTHRU_CMD64);
/// 0xc0504e49
pub const NVME_IOCTL_IO64_CMD_VEC: Ioctl = taking(FROM, "NVME_IOCTL_IO64_CMD_VEC", 0xc0504e49, &LAYOUT_NVME_PASSTHRU_CMD64);
/// 0xc0484e80
pub const NVME_URING_CMD_IO: Ioctl = taking(FROM, "NVME_URING_CMD_IO", 0xc0484e80, &LAYOUT_NVME_URING_CMD);
/// 0xc0484e81
pub const NVME_URING_CMD_IO_VEC: Ioctl = taking(FROM, "NVME_URING_CMD_IO_VEC", 0xc0484e81, &LAYOUT_NVME_URING_CMD);
/// 0xc0484e82
pub const NVME_URING_CMD_ADMIN: Ioctl = taking(FROM, "NVME_URING_CMD_ADMIN", 0xc0484e82, &LAYOUT_NVME_URING_CMD);
/// 0xc0484e83
pub const NVME_URING_CMD_ADMIN_VEC: Ioctl = taking(FROM, "NVME_URING_CMD_ADMIN_VEC", 0xc0484e83, &LAYOUT_NVME_URING_CMD);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    NVME_IOCTL_ID, NVME_IOCTL_ADMIN_CMD, NVME_IOCTL_SUBMIT_IO, NVME_IOCTL_IO_CMD,
    NVME_IOCTL_RESET, NVME_IOCTL_SUBSYS_RESET, NVME_IOCTL_RESCAN, NVME_IOCTL_ADMIN64_CMD,
    NVME_IOCTL_IO64_CMD, NVME_IOCTL_IO64_CMD_VEC, NVME_URING_CMD_IO, NVME_URING_CMD_IO_VEC,
    NVME_URING_CMD_ADMIN, NVME_URING_CMD_ADMIN_VEC,
];

const LAYOUT_NVME_PASSTHRU_CMD: Layout = Layout {
    name: "struct nvme_passthru_cmd",
    size: 72,
    members: &[
        member("opcode", 0, Unsigned(1)), member("flags", 1, Unsigned(1)),
        member("rsvd1", 2, Unsigned(2)), member("nsid", 4, Unsigned(4)),
        member("cdw2", 8, Unsigned(4)), member("cdw3", 12, Unsigned(4)),
        member("metadata", 16, Unsigned(8)), member("addr", 24, Unsigned(8)),
        member("metadata_len", 32, Unsigned(4)), member("data_len", 36, Unsigned(4)),
        member("cdw10", 40, Unsigned(4)), member("cdw11", 44, Unsigned(4)),
        member("cdw12", 48, Unsigned(4)), member("cdw13", 52, Unsigned(4)),
        member("cdw14", 56, Unsigned(4)), member("cdw15", 60, Unsigned(4)),
        member("timeout_ms", 64, Unsigned(4)), member("result", 68, Unsigned(4)),
    ],
};

const LAYOUT_NVME_USER_IO: Layout = Layout {
    name: "struct nvme_user_io",
    size: 48,
    members: &[
        member("opcode", 0, Unsigned(1)), member("flags", 1, Unsigned(1)),
        member("control", 2, Unsigned(2)), member("nblocks", 4, Unsigned(2)),
        member("rsvd", 6, Unsigned(2)), member("metadata", 8, Unsigned(8)),
        member("addr", 16, Unsigned(8)), member("slba", 24, Unsigned(8)),
        member("dsmgmt", 32, Unsigned(4)), member("reftag", 36, Unsigned(4)),
        member("apptag", 40, Unsigned(2)), member("appmask", 42, Unsigned(2)),
    ],
};

const LAYOUT_NVME_PASSTHRU_CMD64: Layout = Layout {
    name: "struct nvme_passthru_cmd64",
    size: 80,
    members: &[
        member("opcode", 0, Unsigned(1)), member("flags", 1, Unsigned(1)),
        member("rsvd1", 2, Unsigned(2)), member("nsid", 4, Unsigned(4)),
        member("cdw2", 8, Unsigned(4)), member("cdw3", 12, Unsigned(4)),
        member("metadata", 16, Unsigned(8)), member("addr", 24, Unsigned(8)),
        member("metadata_len", 32, Unsigned(4)), member("data_len", 36, Unsigned(4)),
        member("cdw10", 40, Unsigned(4)), member("cdw11", 44, Unsigned(4)),
        member("cdw12", 48, Unsigned(4)), member("cdw13", 52, Unsigned(4)),
        member("cdw14", 56, Unsigned(4)), member("cdw15", 60, Unsigned(4)),
        member("timeout_ms", 64, Unsigned(4)), member("rsvd2", 68, Unsigned(4)),
        member("result", 72, Unsigned(8)),
    ],
};

const LAYOUT_NVME_URING_CMD: Layout = Layout {
    name: "struct nvme_uring_cmd",
    size: 72,
    members: &[
        member("opcode", 0, Unsigned(1)), member("flags", 1, Unsigned(1)),
        member("rsvd1", 2, Unsigned(2)), member("nsid", 4, Unsigned(4)),
        member("cdw2", 8, Unsigned(4)), member("cdw3", 12, Unsigned(4)),
        member("metadata", 16, Unsigned(8)), member("addr", 24, Unsigned(8)),
        member("metadata_len", 32, Unsigned(4)), member("data_len", 36, Unsigned(4)),
        member("cdw10", 40, Unsigned(4)), member("cdw11", 44, Unsigned(4)),
        member("cdw12", 48, Unsigned(4)), member("cdw13", 52, Unsigned(4)),
        member("cdw14", 56, Unsigned(4)), member("cdw15", 60, Unsigned(4)),
        member("timeout_ms", 64, Unsigned(4)), member("rsvd2", 68, Unsigned(4)),
    ],
};
