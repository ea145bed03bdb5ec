//! `linux/switchtec_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/switchtec_ioctl.h";

/// 0x80105740
pub const SWITCHTEC_IOCTL_FLASH_INFO: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_FLASH_INFO", 0x80105740, &LAYOUT_SWITCHTEC_IOCTL_FLASH_INFO);
/// 0xc0105741
pub const SWITCHTEC_IOCTL_FLASH_PART_INFO: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_FLASH_PART_INFO", 0xc0105741, &LAYOUT_SWITCHTEC_IOCTL_FLASH_PART_INFO);
/// 0x81985742
pub const SWITCHTEC_IOCTL_EVENT_SUMMARY_LEGACY: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_EVENT_SUMMARY_LEGACY", 0x81985742, &LAYOUT_SWITCHTEC_IOCTL_EVENT_SUMMARY_LEGACY);
/// 0x84d85742
pub const SWITCHTEC_IOCTL_EVENT_SUMMARY: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_EVENT_SUMMARY", 0x84d85742, &LAYOUT_SWITCHTEC_IOCTL_EVENT_SUMMARY);
/// 0xc0285743
pub const SWITCHTEC_IOCTL_EVENT_CTL: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_EVENT_CTL", 0xc0285743, &LAYOUT_SWITCHTEC_IOCTL_EVENT_CTL);
/// 0xc00c5744
pub const SWITCHTEC_IOCTL_PFF_TO_PORT: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_PFF_TO_PORT", 0xc00c5744, &LAYOUT_SWITCHTEC_IOCTL_PFF_PORT);
/// 0xc00c5745
pub const SWITCHTEC_IOCTL_PORT_TO_PFF: Ioctl = taking(FROM, "SWITCHTEC_IOCTL_PORT_TO_PFF", 0xc00c5745, &LAYOUT_SWITCHTEC_IOCTL_PFF_PORT);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    SWITCHTEC_IOCTL_FLASH_INFO, SWITCHTEC_IOCTL_FLASH_PART_INFO,
    SWITCHTEC_IOCTL_EVENT_SUMMARY_LEGACY, SWITCHTEC_IOCTL_EVENT_SUMMARY,
    SWITCHTEC_IOCTL_EVENT_CTL, SWITCHTEC_IOCTL_PFF_TO_PORT, SWITCHTEC_IOCTL_PORT_TO_PFF,
];

const LAYOUT_SWITCHTEC_IOCTL_FLASH_INFO: Layout = Layout {
    name: "struct switchtec_ioctl_flash_info",
    size: 16,
    members: &[
        member("flash_length", 0, Unsigned(8)), member("num_partitions", 8, Unsigned(4)),
        member("padding", 12, Unsigned(4)),
    ],
};

const LAYOUT_SWITCHTEC_IOCTL_FLASH_PART_INFO: Layout = Layout {
    name: "struct switchtec_ioctl_flash_part_info",
    size: 16,
    members: &[
        member("flash_partition", 0, Unsigned(4)), member("address", 4, Unsigned(4)),
        member("length", 8, Unsigned(4)), member("active", 12, Unsigned(4)),
    ],
};

const LAYOUT_SWITCHTEC_IOCTL_EVENT_SUMMARY: Layout = Layout {
    name: "struct switchtec_ioctl_event_summary",
    size: 1240,
    members: &[
        member("global", 0, Unsigned(8)), member("part_bitmap", 8, Unsigned(8)),
        member("local_part", 16, Unsigned(4)), member("padding", 20, Unsigned(4)),
        member("part", 24, Array(4, 48)), member("pff", 216, Array(4, 255)),
    ],
};

const LAYOUT_SWITCHTEC_IOCTL_EVENT_SUMMARY_LEGACY: Layout = Layout {
    name: "struct switchtec_ioctl_event_summary_legacy",
    size: 408,
    members: &[
        member("global", 0, Unsigned(8)), member("part_bitmap", 8, Unsigned(8)),
        member("local_part", 16, Unsigned(4)), member("padding", 20, Unsigned(4)),
        member("part", 24, Array(4, 48)), member("pff", 216, Array(4, 48)),
    ],
};

const LAYOUT_SWITCHTEC_IOCTL_EVENT_CTL: Layout = Layout {
    name: "struct switchtec_ioctl_event_ctl",
    size: 40,
    members: &[
        member("event_id", 0, Unsigned(4)), member("index", 4, Signed(4)),
        member("flags", 8, Unsigned(4)), member("occurred", 12, Unsigned(4)),
        member("count", 16, Unsigned(4)), member("data", 20, Array(4, 5)),
    ],
};

const LAYOUT_SWITCHTEC_IOCTL_PFF_PORT: Layout = Layout {
    name: "struct switchtec_ioctl_pff_port",
    size: 12,
    members: &[
        member("pff", 0, Unsigned(4)), member("partition", 4, Unsigned(4)),
        member("port", 8, Unsigned(4)),
    ],
};
