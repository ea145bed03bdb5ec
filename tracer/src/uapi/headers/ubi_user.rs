//! `mtd/ubi-user.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "mtd/ubi-user.h";

/// 0x40084f00
pub const UBI_IOCVOLUP: Ioctl = taking(FROM, "UBI_IOCVOLUP", 0x40084f00, &LAYOUT___S64);
/// 0x40044f01
pub const UBI_IOCEBER: Ioctl = taking(FROM, "UBI_IOCEBER", 0x40044f01, &LAYOUT___S32);
/// 0x40044f02
pub const UBI_IOCEBCH: Ioctl = taking(FROM, "UBI_IOCEBCH", 0x40044f02, &LAYOUT___S32);
/// 0x40084f03
pub const UBI_IOCEBMAP: Ioctl = taking(FROM, "UBI_IOCEBMAP", 0x40084f03, &LAYOUT_UBI_MAP_REQ);
/// 0x40044f04
pub const UBI_IOCEBUNMAP: Ioctl = taking(FROM, "UBI_IOCEBUNMAP", 0x40044f04, &LAYOUT___S32);
/// 0x80044f05
pub const UBI_IOCEBISMAP: Ioctl = taking(FROM, "UBI_IOCEBISMAP", 0x80044f05, &LAYOUT___S32);
/// 0x40104f06
pub const UBI_IOCSETVOLPROP: Ioctl = taking(FROM, "UBI_IOCSETVOLPROP", 0x40104f06, &LAYOUT_UBI_SET_VOL_PROP_REQ);
/// 0x40804f07
pub const UBI_IOCVOLCRBLK: Ioctl = taking(FROM, "UBI_IOCVOLCRBLK", 0x40804f07, &LAYOUT_UBI_BLKCREATE_REQ);
/// 0x4f08
pub const UBI_IOCVOLRMBLK: Ioctl = ioctl(FROM, "UBI_IOCVOLRMBLK", 0x4f08);
/// 0x40986f00
pub const UBI_IOCMKVOL: Ioctl = taking(FROM, "UBI_IOCMKVOL", 0x40986f00, &LAYOUT_UBI_MKVOL_REQ);
/// 0x40046f01
pub const UBI_IOCRMVOL: Ioctl = taking(FROM, "UBI_IOCRMVOL", 0x40046f01, &LAYOUT___S32);
/// 0x400c6f02
pub const UBI_IOCRSVOL: Ioctl = taking(FROM, "UBI_IOCRSVOL", 0x400c6f02, &LAYOUT_UBI_RSVOL_REQ);
/// 0x51106f03
pub const UBI_IOCRNVOL: Ioctl = taking(FROM, "UBI_IOCRNVOL", 0x51106f03, &LAYOUT_UBI_RNVOL_REQ);
/// 0x40046f04
pub const UBI_IOCRPEB: Ioctl = taking(FROM, "UBI_IOCRPEB", 0x40046f04, &LAYOUT___S32);
/// 0x40046f05
pub const UBI_IOCSPEB: Ioctl = taking(FROM, "UBI_IOCSPEB", 0x40046f05, &LAYOUT___S32);
/// 0xc01c6f06
pub const UBI_IOCECNFO: Ioctl = taking(FROM, "UBI_IOCECNFO", 0xc01c6f06, &LAYOUT_UBI_ECINFO_REQ);
/// 0x40186f40
pub const UBI_IOCATT: Ioctl = taking(FROM, "UBI_IOCATT", 0x40186f40, &LAYOUT_UBI_ATTACH_REQ);
/// 0x40046f41
pub const UBI_IOCDET: Ioctl = taking(FROM, "UBI_IOCDET", 0x40046f41, &LAYOUT___S32);

/// Each of them.
pub const ALL: [Ioctl; 18] = [
    UBI_IOCVOLUP, UBI_IOCEBER, UBI_IOCEBCH, UBI_IOCEBMAP, UBI_IOCEBUNMAP, UBI_IOCEBISMAP,
    UBI_IOCSETVOLPROP, UBI_IOCVOLCRBLK, UBI_IOCVOLRMBLK, UBI_IOCMKVOL, UBI_IOCRMVOL,
    UBI_IOCRSVOL, UBI_IOCRNVOL, UBI_IOCRPEB, UBI_IOCSPEB, UBI_IOCECNFO, UBI_IOCATT,
    UBI_IOCDET,
];

const LAYOUT_UBI_MKVOL_REQ: Layout = Layout {
    name: "struct ubi_mkvol_req",
    size: 152,
    members: &[
        member("vol_id", 0, Signed(4)), member("alignment", 4, Signed(4)),
        member("bytes", 8, Signed(8)), member("vol_type", 16, Signed(1)),
        member("flags", 17, Unsigned(1)), member("name_len", 18, Signed(2)),
        member("padding2", 20, Array(1, 4)), member("name", 24, Text(128)),
    ],
};

const LAYOUT___S32: Layout = Layout {
    name: "__s32",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_UBI_RSVOL_REQ: Layout = Layout {
    name: "struct ubi_rsvol_req",
    size: 12,
    members: &[
        member("bytes", 0, Signed(8)), member("vol_id", 8, Signed(4)),
    ],
};

const LAYOUT_UBI_RNVOL_REQ: Layout = Layout {
    name: "struct ubi_rnvol_req",
    size: 4368,
    members: &[
        member("count", 0, Signed(4)), member("padding1", 4, Array(1, 12)),
        member("ents", 16, Array(136, 32)),
    ],
};

const LAYOUT_UBI_ECINFO_REQ: Layout = Layout {
    name: "struct ubi_ecinfo_req",
    size: 28,
    members: &[
        member("start", 0, Signed(4)), member("length", 4, Signed(4)),
        member("read_length", 8, Signed(4)), member("padding", 12, Array(1, 16)),
    ],
};

const LAYOUT_UBI_ATTACH_REQ: Layout = Layout {
    name: "struct ubi_attach_req",
    size: 24,
    members: &[
        member("ubi_num", 0, Signed(4)), member("mtd_num", 4, Signed(4)),
        member("vid_hdr_offset", 8, Signed(4)), member("max_beb_per1024", 12, Signed(2)),
        member("disable_fm", 14, Signed(1)), member("need_resv_pool", 15, Signed(1)),
        member("wl_threshold", 16, Signed(4)), member("padding", 20, Array(1, 4)),
    ],
};

const LAYOUT___S64: Layout = Layout {
    name: "__s64",
    size: 8,
    members: &[
        member("", 0, Signed(8)),
    ],
};

const LAYOUT_UBI_MAP_REQ: Layout = Layout {
    name: "struct ubi_map_req",
    size: 8,
    members: &[
        member("lnum", 0, Signed(4)), member("dtype", 4, Signed(1)),
        member("padding", 5, Array(1, 3)),
    ],
};

const LAYOUT_UBI_SET_VOL_PROP_REQ: Layout = Layout {
    name: "struct ubi_set_vol_prop_req",
    size: 16,
    members: &[
        member("property", 0, Unsigned(1)), member("padding", 1, Array(1, 7)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_UBI_BLKCREATE_REQ: Layout = Layout {
    name: "struct ubi_blkcreate_req",
    size: 128,
    members: &[
        member("padding", 0, Array(1, 128)),
    ],
};
