//! `linux/blkzoned.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/blkzoned.h";

/// 0xc0101282
pub const BLKREPORTZONE: Ioctl = taking(FROM, "BLKREPORTZONE", 0xc0101282, &LAYOUT_BLK_ZONE_REPORT);
/// 0x40101283
pub const BLKRESETZONE: Ioctl = taking(FROM, "BLKRESETZONE", 0x40101283, &LAYOUT_BLK_ZONE_RANGE);
/// 0x80041284
pub const BLKGETZONESZ: Ioctl = taking(FROM, "BLKGETZONESZ", 0x80041284, &LAYOUT___U32);
/// 0x80041285
pub const BLKGETNRZONES: Ioctl = taking(FROM, "BLKGETNRZONES", 0x80041285, &LAYOUT___U32);
/// 0x40101286
pub const BLKOPENZONE: Ioctl = taking(FROM, "BLKOPENZONE", 0x40101286, &LAYOUT_BLK_ZONE_RANGE);
/// 0x40101287
pub const BLKCLOSEZONE: Ioctl = taking(FROM, "BLKCLOSEZONE", 0x40101287, &LAYOUT_BLK_ZONE_RANGE);
/// 0x40101288
pub const BLKFINISHZONE: Ioctl = taking(FROM, "BLKFINISHZONE", 0x40101288, &LAYOUT_BLK_ZONE_RANGE);
/// 0xc010128e
pub const BLKREPORTZONEV2: Ioctl = taking(FROM, "BLKREPORTZONEV2", 0xc010128e, &LAYOUT_BLK_ZONE_REPORT);

/// Each of them.
pub const ALL: [Ioctl; 8] = [
    BLKREPORTZONE, BLKRESETZONE, BLKGETZONESZ, BLKGETNRZONES, BLKOPENZONE, BLKCLOSEZONE,
    BLKFINISHZONE, BLKREPORTZONEV2,
];

const LAYOUT_BLK_ZONE_REPORT: Layout = Layout {
    name: "struct blk_zone_report",
    size: 16,
    members: &[
        member("sector", 0, Unsigned(8)), member("nr_zones", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)),
    ],
};

const LAYOUT_BLK_ZONE_RANGE: Layout = Layout {
    name: "struct blk_zone_range",
    size: 16,
    members: &[
        member("sector", 0, Unsigned(8)), member("nr_sectors", 8, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};
