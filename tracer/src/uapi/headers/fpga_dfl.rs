//! `linux/fpga-dfl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/fpga-dfl.h";

/// 0xb600
pub const DFL_FPGA_GET_API_VERSION: Ioctl = ioctl(FROM, "DFL_FPGA_GET_API_VERSION", 0xb600);
/// 0xb601
pub const DFL_FPGA_CHECK_EXTENSION: Ioctl = ioctl(FROM, "DFL_FPGA_CHECK_EXTENSION", 0xb601);
/// 0xb640
pub const DFL_FPGA_PORT_RESET: Ioctl = ioctl(FROM, "DFL_FPGA_PORT_RESET", 0xb640);
/// 0xb641
pub const DFL_FPGA_PORT_GET_INFO: Ioctl = ioctl(FROM, "DFL_FPGA_PORT_GET_INFO", 0xb641);
/// 0xb642
pub const DFL_FPGA_PORT_GET_REGION_INFO: Ioctl = ioctl(FROM, "DFL_FPGA_PORT_GET_REGION_INFO", 0xb642);
/// 0xb643
pub const DFL_FPGA_PORT_DMA_MAP: Ioctl = ioctl(FROM, "DFL_FPGA_PORT_DMA_MAP", 0xb643);
/// 0xb644
pub const DFL_FPGA_PORT_DMA_UNMAP: Ioctl = ioctl(FROM, "DFL_FPGA_PORT_DMA_UNMAP", 0xb644);
/// 0x8004b645
pub const DFL_FPGA_PORT_ERR_GET_IRQ_NUM: Ioctl = taking(FROM, "DFL_FPGA_PORT_ERR_GET_IRQ_NUM", 0x8004b645, &LAYOUT___U32);
/// 0x4008b646
pub const DFL_FPGA_PORT_ERR_SET_IRQ: Ioctl = taking(FROM, "DFL_FPGA_PORT_ERR_SET_IRQ", 0x4008b646, &LAYOUT_DFL_FPGA_IRQ_SET);
/// 0x8004b647
pub const DFL_FPGA_PORT_UINT_GET_IRQ_NUM: Ioctl = taking(FROM, "DFL_FPGA_PORT_UINT_GET_IRQ_NUM", 0x8004b647, &LAYOUT___U32);
/// 0x4008b648
pub const DFL_FPGA_PORT_UINT_SET_IRQ: Ioctl = taking(FROM, "DFL_FPGA_PORT_UINT_SET_IRQ", 0x4008b648, &LAYOUT_DFL_FPGA_IRQ_SET);
/// 0xb680
pub const DFL_FPGA_FME_PORT_PR: Ioctl = ioctl(FROM, "DFL_FPGA_FME_PORT_PR", 0xb680);
/// 0x4004b681
pub const DFL_FPGA_FME_PORT_RELEASE: Ioctl = taking(FROM, "DFL_FPGA_FME_PORT_RELEASE", 0x4004b681, &LAYOUT_INT);
/// 0x4004b682
pub const DFL_FPGA_FME_PORT_ASSIGN: Ioctl = taking(FROM, "DFL_FPGA_FME_PORT_ASSIGN", 0x4004b682, &LAYOUT_INT);
/// 0x8004b683
pub const DFL_FPGA_FME_ERR_GET_IRQ_NUM: Ioctl = taking(FROM, "DFL_FPGA_FME_ERR_GET_IRQ_NUM", 0x8004b683, &LAYOUT___U32);
/// 0x4008b684
pub const DFL_FPGA_FME_ERR_SET_IRQ: Ioctl = taking(FROM, "DFL_FPGA_FME_ERR_SET_IRQ", 0x4008b684, &LAYOUT_DFL_FPGA_IRQ_SET);

/// Each of them.
pub const ALL: [Ioctl; 16] = [
    DFL_FPGA_GET_API_VERSION, DFL_FPGA_CHECK_EXTENSION, DFL_FPGA_PORT_RESET,
    DFL_FPGA_PORT_GET_INFO, DFL_FPGA_PORT_GET_REGION_INFO, DFL_FPGA_PORT_DMA_MAP,
    DFL_FPGA_PORT_DMA_UNMAP, DFL_FPGA_PORT_ERR_GET_IRQ_NUM, DFL_FPGA_PORT_ERR_SET_IRQ,
    DFL_FPGA_PORT_UINT_GET_IRQ_NUM, DFL_FPGA_PORT_UINT_SET_IRQ, DFL_FPGA_FME_PORT_PR,
    DFL_FPGA_FME_PORT_RELEASE, DFL_FPGA_FME_PORT_ASSIGN, DFL_FPGA_FME_ERR_GET_IRQ_NUM,
    DFL_FPGA_FME_ERR_SET_IRQ,
];

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_DFL_FPGA_IRQ_SET: Layout = Layout {
    name: "struct dfl_fpga_irq_set",
    size: 8,
    members: &[
        member("start", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
