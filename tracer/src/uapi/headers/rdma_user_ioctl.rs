//! `rdma/rdma_user_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "rdma/rdma_user_ioctl.h";

/// 0xc01c1b01
pub const IB_USER_MAD_REGISTER_AGENT: Ioctl = taking(FROM, "IB_USER_MAD_REGISTER_AGENT", 0xc01c1b01, &LAYOUT_IB_USER_MAD_REG_REQ);
/// 0x40041b02
pub const IB_USER_MAD_UNREGISTER_AGENT: Ioctl = taking(FROM, "IB_USER_MAD_UNREGISTER_AGENT", 0x40041b02, &LAYOUT___U32);
/// 0x1b03
pub const IB_USER_MAD_ENABLE_PKEY: Ioctl = ioctl(FROM, "IB_USER_MAD_ENABLE_PKEY", 0x1b03);
/// 0xc0281b04
pub const IB_USER_MAD_REGISTER_AGENT2: Ioctl = taking(FROM, "IB_USER_MAD_REGISTER_AGENT2", 0xc0281b04, &LAYOUT_IB_USER_MAD_REG_REQ2);
/// 0xc01c1be1
pub const HFI1_IOCTL_ASSIGN_CTXT: Ioctl = taking(FROM, "HFI1_IOCTL_ASSIGN_CTXT", 0xc01c1be1, &LAYOUT_HFI1_USER_INFO);
/// 0x40281be2
pub const HFI1_IOCTL_CTXT_INFO: Ioctl = taking(FROM, "HFI1_IOCTL_CTXT_INFO", 0x40281be2, &LAYOUT_HFI1_CTXT_INFO);
/// 0x40781be3
pub const HFI1_IOCTL_USER_INFO: Ioctl = taking(FROM, "HFI1_IOCTL_USER_INFO", 0x40781be3, &LAYOUT_HFI1_BASE_INFO);
/// 0xc0181be4
pub const HFI1_IOCTL_TID_UPDATE: Ioctl = taking(FROM, "HFI1_IOCTL_TID_UPDATE", 0xc0181be4, &LAYOUT_HFI1_TID_INFO);
/// 0xc0181be5
pub const HFI1_IOCTL_TID_FREE: Ioctl = taking(FROM, "HFI1_IOCTL_TID_FREE", 0xc0181be5, &LAYOUT_HFI1_TID_INFO);
/// 0x1be6
pub const HFI1_IOCTL_CREDIT_UPD: Ioctl = ioctl(FROM, "HFI1_IOCTL_CREDIT_UPD", 0x1be6);
/// 0x40041be8
pub const HFI1_IOCTL_RECV_CTRL: Ioctl = taking(FROM, "HFI1_IOCTL_RECV_CTRL", 0x40041be8, &LAYOUT_INT);
/// 0x40041be9
pub const HFI1_IOCTL_POLL_TYPE: Ioctl = taking(FROM, "HFI1_IOCTL_POLL_TYPE", 0x40041be9, &LAYOUT_INT);
/// 0x40081bea
pub const HFI1_IOCTL_ACK_EVENT: Ioctl = taking(FROM, "HFI1_IOCTL_ACK_EVENT", 0x40081bea, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x40021beb
pub const HFI1_IOCTL_SET_PKEY: Ioctl = taking(FROM, "HFI1_IOCTL_SET_PKEY", 0x40021beb, &LAYOUT___U16);
/// 0x1bec
pub const HFI1_IOCTL_CTXT_RESET: Ioctl = ioctl(FROM, "HFI1_IOCTL_CTXT_RESET", 0x1bec);
/// 0xc0181bed
pub const HFI1_IOCTL_TID_INVAL_READ: Ioctl = taking(FROM, "HFI1_IOCTL_TID_INVAL_READ", 0xc0181bed, &LAYOUT_HFI1_TID_INFO);
/// 0x80041bee
pub const HFI1_IOCTL_GET_VERS: Ioctl = taking(FROM, "HFI1_IOCTL_GET_VERS", 0x80041bee, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 17] = [
    IB_USER_MAD_REGISTER_AGENT, IB_USER_MAD_UNREGISTER_AGENT, IB_USER_MAD_ENABLE_PKEY,
    IB_USER_MAD_REGISTER_AGENT2, HFI1_IOCTL_ASSIGN_CTXT, HFI1_IOCTL_CTXT_INFO,
    HFI1_IOCTL_USER_INFO, HFI1_IOCTL_TID_UPDATE, HFI1_IOCTL_TID_FREE, HFI1_IOCTL_CREDIT_UPD,
    HFI1_IOCTL_RECV_CTRL, HFI1_IOCTL_POLL_TYPE, HFI1_IOCTL_ACK_EVENT, HFI1_IOCTL_SET_PKEY,
    HFI1_IOCTL_CTXT_RESET, HFI1_IOCTL_TID_INVAL_READ, HFI1_IOCTL_GET_VERS,
];

const LAYOUT_IB_USER_MAD_REG_REQ: Layout = Layout {
    name: "struct ib_user_mad_reg_req",
    size: 28,
    members: &[
        member("id", 0, Unsigned(4)), member("method_mask", 4, Array(8, 2)),
        member("qpn", 20, Unsigned(1)), member("mgmt_class", 21, Unsigned(1)),
        member("mgmt_class_version", 22, Unsigned(1)), member("oui", 23, Array(1, 3)),
        member("rmpp_version", 26, Unsigned(1)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_IB_USER_MAD_REG_REQ2: Layout = Layout {
    name: "struct ib_user_mad_reg_req2",
    size: 40,
    members: &[
        member("id", 0, Unsigned(4)), member("qpn", 4, Unsigned(4)),
        member("mgmt_class", 8, Unsigned(1)), member("mgmt_class_version", 9, Unsigned(1)),
        member("res", 10, Unsigned(2)), member("flags", 12, Unsigned(4)),
        member("method_mask", 16, Array(8, 2)), member("oui", 32, Unsigned(4)),
        member("rmpp_version", 36, Unsigned(1)), member("reserved", 37, Array(1, 3)),
    ],
};

const LAYOUT_HFI1_USER_INFO: Layout = Layout {
    name: "struct hfi1_user_info",
    size: 28,
    members: &[
        member("userversion", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("subctxt_cnt", 8, Unsigned(2)), member("subctxt_id", 10, Unsigned(2)),
        member("uuid", 12, Array(1, 16)),
    ],
};

const LAYOUT_HFI1_CTXT_INFO: Layout = Layout {
    name: "struct hfi1_ctxt_info",
    size: 40,
    members: &[
        member("runtime_flags", 0, Unsigned(8)), member("rcvegr_size", 8, Unsigned(4)),
        member("num_active", 12, Unsigned(2)), member("unit", 14, Unsigned(2)),
        member("ctxt", 16, Unsigned(2)), member("subctxt", 18, Unsigned(2)),
        member("rcvtids", 20, Unsigned(2)), member("credits", 22, Unsigned(2)),
        member("numa_node", 24, Unsigned(2)), member("rec_cpu", 26, Unsigned(2)),
        member("send_ctxt", 28, Unsigned(2)), member("egrtids", 30, Unsigned(2)),
        member("rcvhdrq_cnt", 32, Unsigned(2)), member("rcvhdrq_entsize", 34, Unsigned(2)),
        member("sdma_ring_size", 36, Unsigned(2)),
    ],
};

const LAYOUT_HFI1_BASE_INFO: Layout = Layout {
    name: "struct hfi1_base_info",
    size: 120,
    members: &[
        member("hw_version", 0, Unsigned(4)), member("sw_version", 4, Unsigned(4)),
        member("jkey", 8, Unsigned(2)), member("padding1", 10, Unsigned(2)),
        member("bthqp", 12, Unsigned(4)), member("sc_credits_addr", 16, Unsigned(8)),
        member("pio_bufbase_sop", 24, Unsigned(8)), member("pio_bufbase", 32, Unsigned(8)),
        member("rcvhdr_bufbase", 40, Unsigned(8)), member("rcvegr_bufbase", 48, Unsigned(8)),
        member("sdma_comp_bufbase", 56, Unsigned(8)), member("user_regbase", 64, Unsigned(8)),
        member("events_bufbase", 72, Unsigned(8)), member("status_bufbase", 80, Unsigned(8)),
        member("rcvhdrtail_base", 88, Unsigned(8)), member("subctxt_uregbase", 96, Unsigned(8)),
        member("subctxt_rcvegrbuf", 104, Unsigned(8)),
        member("subctxt_rcvhdrbuf", 112, Unsigned(8)),
    ],
};

const LAYOUT_HFI1_TID_INFO: Layout = Layout {
    name: "struct hfi1_tid_info",
    size: 24,
    members: &[
        member("vaddr", 0, Unsigned(8)), member("tidlist", 8, Unsigned(8)),
        member("tidcnt", 16, Unsigned(4)), member("length", 20, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_LONG_UNSIGNED_INT: Layout = Layout {
    name: "long unsigned int",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};
