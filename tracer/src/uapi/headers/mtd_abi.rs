//! `mtd/mtd-abi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "mtd/mtd-abi.h";

/// 0x80204d01
pub const MEMGETINFO: Ioctl = taking(FROM, "MEMGETINFO", 0x80204d01, &LAYOUT_MTD_INFO_USER);
/// 0x40084d02
pub const MEMERASE: Ioctl = taking(FROM, "MEMERASE", 0x40084d02, &LAYOUT_ERASE_INFO_USER);
/// 0xc0104d03
pub const MEMWRITEOOB: Ioctl = taking(FROM, "MEMWRITEOOB", 0xc0104d03, &LAYOUT_MTD_OOB_BUF);
/// 0xc0104d04
pub const MEMREADOOB: Ioctl = taking(FROM, "MEMREADOOB", 0xc0104d04, &LAYOUT_MTD_OOB_BUF);
/// 0x40084d05
pub const MEMLOCK: Ioctl = taking(FROM, "MEMLOCK", 0x40084d05, &LAYOUT_ERASE_INFO_USER);
/// 0x40084d06
pub const MEMUNLOCK: Ioctl = taking(FROM, "MEMUNLOCK", 0x40084d06, &LAYOUT_ERASE_INFO_USER);
/// 0x80044d07
pub const MEMGETREGIONCOUNT: Ioctl = taking(FROM, "MEMGETREGIONCOUNT", 0x80044d07, &LAYOUT_INT);
/// 0xc0104d08
pub const MEMGETREGIONINFO: Ioctl = taking(FROM, "MEMGETREGIONINFO", 0xc0104d08, &LAYOUT_REGION_INFO_USER);
/// 0x80c84d0a
pub const MEMGETOOBSEL: Ioctl = taking(FROM, "MEMGETOOBSEL", 0x80c84d0a, &LAYOUT_NAND_OOBINFO);
/// 0x40084d0b
pub const MEMGETBADBLOCK: Ioctl = taking(FROM, "MEMGETBADBLOCK", 0x40084d0b, &LAYOUT___KERNEL_LOFF_T);
/// 0x40084d0c
pub const MEMSETBADBLOCK: Ioctl = taking(FROM, "MEMSETBADBLOCK", 0x40084d0c, &LAYOUT___KERNEL_LOFF_T);
/// 0x80044d0d
pub const OTPSELECT: Ioctl = taking(FROM, "OTPSELECT", 0x80044d0d, &LAYOUT_INT);
/// 0x40044d0e
pub const OTPGETREGIONCOUNT: Ioctl = taking(FROM, "OTPGETREGIONCOUNT", 0x40044d0e, &LAYOUT_INT);
/// 0x400c4d0f
pub const OTPGETREGIONINFO: Ioctl = taking(FROM, "OTPGETREGIONINFO", 0x400c4d0f, &LAYOUT_OTP_INFO);
/// 0x800c4d10
pub const OTPLOCK: Ioctl = taking(FROM, "OTPLOCK", 0x800c4d10, &LAYOUT_OTP_INFO);
/// 0x81484d11
pub const ECCGETLAYOUT: Ioctl = taking(FROM, "ECCGETLAYOUT", 0x81484d11, &LAYOUT_NAND_ECCLAYOUT_USER);
/// 0x80104d12
pub const ECCGETSTATS: Ioctl = taking(FROM, "ECCGETSTATS", 0x80104d12, &LAYOUT_MTD_ECC_STATS);
/// 0x4d13
pub const MTDFILEMODE: Ioctl = ioctl(FROM, "MTDFILEMODE", 0x4d13);
/// 0x40104d14
pub const MEMERASE64: Ioctl = taking(FROM, "MEMERASE64", 0x40104d14, &LAYOUT_ERASE_INFO_USER64);
/// 0xc0184d15
pub const MEMWRITEOOB64: Ioctl = taking(FROM, "MEMWRITEOOB64", 0xc0184d15, &LAYOUT_MTD_OOB_BUF64);
/// 0xc0184d16
pub const MEMREADOOB64: Ioctl = taking(FROM, "MEMREADOOB64", 0xc0184d16, &LAYOUT_MTD_OOB_BUF64);
/// 0x80084d17
pub const MEMISLOCKED: Ioctl = taking(FROM, "MEMISLOCKED", 0x80084d17, &LAYOUT_ERASE_INFO_USER);
/// 0xc0304d18
pub const MEMWRITE: Ioctl = taking(FROM, "MEMWRITE", 0xc0304d18, &LAYOUT_MTD_WRITE_REQ);
/// 0x400c4d19
pub const OTPERASE: Ioctl = taking(FROM, "OTPERASE", 0x400c4d19, &LAYOUT_OTP_INFO);
/// 0xc0404d1a
pub const MEMREAD: Ioctl = taking(FROM, "MEMREAD", 0xc0404d1a, &LAYOUT_MTD_READ_REQ);

/// Each of them.
pub const ALL: [Ioctl; 25] = [
    MEMGETINFO, MEMERASE, MEMWRITEOOB, MEMREADOOB, MEMLOCK, MEMUNLOCK, MEMGETREGIONCOUNT,
    MEMGETREGIONINFO, MEMGETOOBSEL, MEMGETBADBLOCK, MEMSETBADBLOCK, OTPSELECT,
    OTPGETREGIONCOUNT, OTPGETREGIONINFO, OTPLOCK, ECCGETLAYOUT, ECCGETSTATS, MTDFILEMODE,
    MEMERASE64, MEMWRITEOOB64, MEMREADOOB64, MEMISLOCKED, MEMWRITE, OTPERASE, MEMREAD,
];

const LAYOUT_MTD_INFO_USER: Layout = Layout {
    name: "struct mtd_info_user",
    size: 32,
    members: &[
        member("type", 0, Unsigned(1)), member("flags", 4, Unsigned(4)),
        member("size", 8, Unsigned(4)), member("erasesize", 12, Unsigned(4)),
        member("writesize", 16, Unsigned(4)), member("oobsize", 20, Unsigned(4)),
        member("padding", 24, Unsigned(8)),
    ],
};

const LAYOUT_ERASE_INFO_USER: Layout = Layout {
    name: "struct erase_info_user",
    size: 8,
    members: &[
        member("start", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
    ],
};

const LAYOUT_MTD_OOB_BUF: Layout = Layout {
    name: "struct mtd_oob_buf",
    size: 16,
    members: &[
        member("start", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
        member("ptr", 8, Pointer),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_REGION_INFO_USER: Layout = Layout {
    name: "struct region_info_user",
    size: 16,
    members: &[
        member("offset", 0, Unsigned(4)), member("erasesize", 4, Unsigned(4)),
        member("numblocks", 8, Unsigned(4)), member("regionindex", 12, Unsigned(4)),
    ],
};

const LAYOUT_NAND_OOBINFO: Layout = Layout {
    name: "struct nand_oobinfo",
    size: 200,
    members: &[
        member("useecc", 0, Unsigned(4)), member("eccbytes", 4, Unsigned(4)),
        member("oobfree", 8, Array(32, 2)), member("eccpos", 72, Array(4, 32)),
    ],
};

const LAYOUT___KERNEL_LOFF_T: Layout = Layout {
    name: "__kernel_loff_t",
    size: 8,
    members: &[
        member("", 0, Signed(8)),
    ],
};

const LAYOUT_OTP_INFO: Layout = Layout {
    name: "struct otp_info",
    size: 12,
    members: &[
        member("start", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
        member("locked", 8, Unsigned(4)),
    ],
};

const LAYOUT_NAND_ECCLAYOUT_USER: Layout = Layout {
    name: "struct nand_ecclayout_user",
    size: 328,
    members: &[
        member("eccbytes", 0, Unsigned(4)), member("eccpos", 4, Array(4, 64)),
    ],
};

const LAYOUT_MTD_ECC_STATS: Layout = Layout {
    name: "struct mtd_ecc_stats",
    size: 16,
    members: &[
        member("corrected", 0, Unsigned(4)), member("failed", 4, Unsigned(4)),
        member("badblocks", 8, Unsigned(4)), member("bbtblocks", 12, Unsigned(4)),
    ],
};

const LAYOUT_ERASE_INFO_USER64: Layout = Layout {
    name: "struct erase_info_user64",
    size: 16,
    members: &[
        member("start", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
    ],
};

const LAYOUT_MTD_OOB_BUF64: Layout = Layout {
    name: "struct mtd_oob_buf64",
    size: 24,
    members: &[
        member("start", 0, Unsigned(8)), member("pad", 8, Unsigned(4)),
        member("length", 12, Unsigned(4)), member("usr_ptr", 16, Unsigned(8)),
    ],
};

const LAYOUT_MTD_WRITE_REQ: Layout = Layout {
    name: "struct mtd_write_req",
    size: 48,
    members: &[
        member("start", 0, Unsigned(8)), member("len", 8, Unsigned(8)),
        member("ooblen", 16, Unsigned(8)), member("usr_data", 24, Unsigned(8)),
        member("usr_oob", 32, Unsigned(8)), member("mode", 40, Unsigned(1)),
        member("padding", 41, Array(1, 7)),
    ],
};

const LAYOUT_MTD_READ_REQ: Layout = Layout {
    name: "struct mtd_read_req",
    size: 64,
    members: &[
        member("start", 0, Unsigned(8)), member("len", 8, Unsigned(8)),
        member("ooblen", 16, Unsigned(8)), member("usr_data", 24, Unsigned(8)),
        member("usr_oob", 32, Unsigned(8)), member("mode", 40, Unsigned(1)),
        member("padding", 41, Array(1, 7)),
        member("ecc_stats.uncorrectable_errors", 48, Unsigned(4)),
        member("ecc_stats.corrected_bitflips", 52, Unsigned(4)),
        member("ecc_stats.max_bitflips", 56, Unsigned(4)),
    ],
};
