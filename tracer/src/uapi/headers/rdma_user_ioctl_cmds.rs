//! `rdma/rdma_user_ioctl_cmds.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "rdma/rdma_user_ioctl_cmds.h";

/// 0xc0181b01
pub const RDMA_VERBS_IOCTL: Ioctl = taking(FROM, "RDMA_VERBS_IOCTL", 0xc0181b01, &LAYOUT_IB_UVERBS_IOCTL_HDR);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    RDMA_VERBS_IOCTL,
];

const LAYOUT_IB_UVERBS_IOCTL_HDR: Layout = Layout {
    name: "struct ib_uverbs_ioctl_hdr",
    size: 24,
    members: &[
        member("length", 0, Unsigned(2)), member("object_id", 2, Unsigned(2)),
        member("method_id", 4, Unsigned(2)), member("num_attrs", 6, Unsigned(2)),
        member("reserved1", 8, Unsigned(8)), member("driver_id", 16, Unsigned(4)),
        member("reserved2", 20, Unsigned(4)),
    ],
};
