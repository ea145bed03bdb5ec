//! `misc/mrvl_cn10k_dpi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "misc/mrvl_cn10k_dpi.h";

/// 0x4008b801
pub const DPI_MPS_MRRS_CFG: Ioctl = taking(FROM, "DPI_MPS_MRRS_CFG", 0x4008b801, &LAYOUT_DPI_MPS_MRRS_CFG);
/// 0x4018b802
pub const DPI_ENGINE_CFG: Ioctl = taking(FROM, "DPI_ENGINE_CFG", 0x4018b802, &LAYOUT_DPI_ENGINE_CFG);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    DPI_MPS_MRRS_CFG, DPI_ENGINE_CFG,
];

const LAYOUT_DPI_MPS_MRRS_CFG: Layout = Layout {
    name: "struct dpi_mps_mrrs_cfg",
    size: 8,
    members: &[
        member("max_read_req_sz", 0, Unsigned(2)), member("max_payload_sz", 2, Unsigned(2)),
        member("port", 4, Unsigned(2)), member("reserved", 6, Unsigned(2)),
    ],
};

const LAYOUT_DPI_ENGINE_CFG: Layout = Layout {
    name: "struct dpi_engine_cfg",
    size: 24,
    members: &[
        member("fifo_mask", 0, Unsigned(8)), member("molr", 8, Array(2, 6)),
        member("update_molr", 20, Unsigned(2)), member("reserved", 22, Unsigned(2)),
    ],
};
