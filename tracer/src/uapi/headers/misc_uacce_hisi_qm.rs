//! `misc/uacce/hisi_qm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "misc/uacce/hisi_qm.h";

/// 0xc004480a
pub const UACCE_CMD_QM_SET_QP_CTX: Ioctl = taking(FROM, "UACCE_CMD_QM_SET_QP_CTX", 0xc004480a, &LAYOUT_HISI_QP_CTX);
/// 0xc010480b
pub const UACCE_CMD_QM_SET_QP_INFO: Ioctl = taking(FROM, "UACCE_CMD_QM_SET_QP_INFO", 0xc010480b, &LAYOUT_HISI_QP_INFO);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    UACCE_CMD_QM_SET_QP_CTX, UACCE_CMD_QM_SET_QP_INFO,
];

const LAYOUT_HISI_QP_CTX: Layout = Layout {
    name: "struct hisi_qp_ctx",
    size: 4,
    members: &[
        member("id", 0, Unsigned(2)), member("qc_type", 2, Unsigned(2)),
    ],
};

const LAYOUT_HISI_QP_INFO: Layout = Layout {
    name: "struct hisi_qp_info",
    size: 16,
    members: &[
        member("sqe_size", 0, Unsigned(4)), member("sq_depth", 4, Unsigned(2)),
        member("cq_depth", 6, Unsigned(2)), member("reserved", 8, Unsigned(8)),
    ],
};
