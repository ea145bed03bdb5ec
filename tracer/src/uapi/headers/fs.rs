//! `linux/fs.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/fs.h";

/// 0x1
pub const FIBMAP: Ioctl = ioctl(FROM, "FIBMAP", 0x1);
/// 0x2
pub const FIGETBSZ: Ioctl = ioctl(FROM, "FIGETBSZ", 0x2);
/// 0x125d
pub const BLKROSET: Ioctl = ioctl(FROM, "BLKROSET", 0x125d);
/// 0x125e
pub const BLKROGET: Ioctl = ioctl(FROM, "BLKROGET", 0x125e);
/// 0x125f
pub const BLKRRPART: Ioctl = ioctl(FROM, "BLKRRPART", 0x125f);
/// 0x1260
pub const BLKGETSIZE: Ioctl = ioctl(FROM, "BLKGETSIZE", 0x1260);
/// 0x1261
pub const BLKFLSBUF: Ioctl = ioctl(FROM, "BLKFLSBUF", 0x1261);
/// 0x1262
pub const BLKRASET: Ioctl = ioctl(FROM, "BLKRASET", 0x1262);
/// 0x1263
pub const BLKRAGET: Ioctl = ioctl(FROM, "BLKRAGET", 0x1263);
/// 0x1264
pub const BLKFRASET: Ioctl = ioctl(FROM, "BLKFRASET", 0x1264);
/// 0x1265
pub const BLKFRAGET: Ioctl = ioctl(FROM, "BLKFRAGET", 0x1265);
/// 0x1266
pub const BLKSECTSET: Ioctl = ioctl(FROM, "BLKSECTSET", 0x1266);
/// 0x1267
pub const BLKSECTGET: Ioctl = ioctl(FROM, "BLKSECTGET", 0x1267);
/// 0x1268
pub const BLKSSZGET: Ioctl = ioctl(FROM, "BLKSSZGET", 0x1268);
/// 0x80081270
pub const BLKBSZGET: Ioctl = taking(FROM, "BLKBSZGET", 0x80081270, &LAYOUT_SIZE_T);
/// 0x40081271
pub const BLKBSZSET: Ioctl = taking(FROM, "BLKBSZSET", 0x40081271, &LAYOUT_SIZE_T);
/// 0x80081272
pub const BLKGETSIZE64: Ioctl = taking(FROM, "BLKGETSIZE64", 0x80081272, &LAYOUT_SIZE_T);
/// 0xc0481273
pub const BLKTRACESETUP: Ioctl = taking(FROM, "BLKTRACESETUP", 0xc0481273, &LAYOUT_BLK_USER_TRACE_SETUP);
/// 0x1274
pub const BLKTRACESTART: Ioctl = ioctl(FROM, "BLKTRACESTART", 0x1274);
/// 0x1275
pub const BLKTRACESTOP: Ioctl = ioctl(FROM, "BLKTRACESTOP", 0x1275);
/// 0x1276
pub const BLKTRACETEARDOWN: Ioctl = ioctl(FROM, "BLKTRACETEARDOWN", 0x1276);
/// 0x1277
pub const BLKDISCARD: Ioctl = ioctl(FROM, "BLKDISCARD", 0x1277);
/// 0x1278
pub const BLKIOMIN: Ioctl = ioctl(FROM, "BLKIOMIN", 0x1278);
/// 0x1279
pub const BLKIOOPT: Ioctl = ioctl(FROM, "BLKIOOPT", 0x1279);
/// 0x127a
pub const BLKALIGNOFF: Ioctl = ioctl(FROM, "BLKALIGNOFF", 0x127a);
/// 0x127b
pub const BLKPBSZGET: Ioctl = ioctl(FROM, "BLKPBSZGET", 0x127b);
/// 0x127c
pub const BLKDISCARDZEROES: Ioctl = ioctl(FROM, "BLKDISCARDZEROES", 0x127c);
/// 0x127d
pub const BLKSECDISCARD: Ioctl = ioctl(FROM, "BLKSECDISCARD", 0x127d);
/// 0x127e
pub const BLKROTATIONAL: Ioctl = ioctl(FROM, "BLKROTATIONAL", 0x127e);
/// 0x127f
pub const BLKZEROOUT: Ioctl = ioctl(FROM, "BLKZEROOUT", 0x127f);
/// 0x80081280
pub const BLKGETDISKSEQ: Ioctl = taking(FROM, "BLKGETDISKSEQ", 0x80081280, &LAYOUT___U64);
/// 0xc0c0128e
pub const BLKTRACESETUP2: Ioctl = taking(FROM, "BLKTRACESETUP2", 0xc0c0128e, &LAYOUT_BLK_USER_TRACE_SETUP2);
/// 0x80111500
pub const FS_IOC_GETFSUUID: Ioctl = taking(FROM, "FS_IOC_GETFSUUID", 0x80111500, &LAYOUT_FSUUID2);
/// 0x80811501
pub const FS_IOC_GETFSSYSFSPATH: Ioctl = taking(FROM, "FS_IOC_GETFSSYSFSPATH", 0x80811501, &LAYOUT_FS_SYSFS_PATH);
/// 0xc0101502
pub const FS_IOC_GETLBMD_CAP: Ioctl = taking(FROM, "FS_IOC_GETLBMD_CAP", 0xc0101502, &LAYOUT_LOGICAL_BLOCK_METADATA_CAP);
/// 0x801c581f
pub const FS_IOC_FSGETXATTR: Ioctl = taking(FROM, "FS_IOC_FSGETXATTR", 0x801c581f, &LAYOUT_FSXATTR);
/// 0x401c5820
pub const FS_IOC_FSSETXATTR: Ioctl = taking(FROM, "FS_IOC_FSSETXATTR", 0x401c5820, &LAYOUT_FSXATTR);
/// 0xc0045877
pub const FIFREEZE: Ioctl = taking(FROM, "FIFREEZE", 0xc0045877, &LAYOUT_INT);
/// 0xc0045878
pub const FITHAW: Ioctl = taking(FROM, "FITHAW", 0xc0045878, &LAYOUT_INT);
/// 0xc0185879
pub const FITRIM: Ioctl = taking(FROM, "FITRIM", 0xc0185879, &LAYOUT_FSTRIM_RANGE);
/// 0x8004587d
pub const FS_IOC_SHUTDOWN: Ioctl = taking(FROM, "FS_IOC_SHUTDOWN", 0x8004587d, &LAYOUT___U32);
/// 0x80046601
pub const FS_IOC32_GETFLAGS: Ioctl = taking(FROM, "FS_IOC32_GETFLAGS", 0x80046601, &LAYOUT_INT);
/// 0x80086601
pub const FS_IOC_GETFLAGS: Ioctl = taking(FROM, "FS_IOC_GETFLAGS", 0x80086601, &LAYOUT_LONG_INT);
/// 0x40046602
pub const FS_IOC32_SETFLAGS: Ioctl = taking(FROM, "FS_IOC32_SETFLAGS", 0x40046602, &LAYOUT_INT);
/// 0x40086602
pub const FS_IOC_SETFLAGS: Ioctl = taking(FROM, "FS_IOC_SETFLAGS", 0x40086602, &LAYOUT_LONG_INT);
/// 0xc020660b
pub const FS_IOC_FIEMAP: Ioctl = taking(FROM, "FS_IOC_FIEMAP", 0xc020660b, &LAYOUT_FIEMAP);
/// 0xc0606610
pub const PAGEMAP_SCAN: Ioctl = taking(FROM, "PAGEMAP_SCAN", 0xc0606610, &LAYOUT_PM_SCAN_ARG);
/// 0xc0686611
pub const PROCMAP_QUERY: Ioctl = taking(FROM, "PROCMAP_QUERY", 0xc0686611, &LAYOUT_PROCMAP_QUERY);
/// 0x80047601
pub const FS_IOC32_GETVERSION: Ioctl = taking(FROM, "FS_IOC32_GETVERSION", 0x80047601, &LAYOUT_INT);
/// 0x80087601
pub const FS_IOC_GETVERSION: Ioctl = taking(FROM, "FS_IOC_GETVERSION", 0x80087601, &LAYOUT_LONG_INT);
/// 0x40047602
pub const FS_IOC32_SETVERSION: Ioctl = taking(FROM, "FS_IOC32_SETVERSION", 0x40047602, &LAYOUT_INT);
/// 0x40087602
pub const FS_IOC_SETVERSION: Ioctl = taking(FROM, "FS_IOC_SETVERSION", 0x40087602, &LAYOUT_LONG_INT);
/// 0x40049409
pub const FICLONE: Ioctl = taking(FROM, "FICLONE", 0x40049409, &LAYOUT_INT);
/// 0x4020940d
pub const FICLONERANGE: Ioctl = taking(FROM, "FICLONERANGE", 0x4020940d, &LAYOUT_FILE_CLONE_RANGE);
/// 0x81009431
pub const FS_IOC_GETFSLABEL: Ioctl = taking(FROM, "FS_IOC_GETFSLABEL", 0x81009431, &LAYOUT_CHAR_256);
/// 0x41009432
pub const FS_IOC_SETFSLABEL: Ioctl = taking(FROM, "FS_IOC_SETFSLABEL", 0x41009432, &LAYOUT_CHAR_256);
/// 0xc0189436
pub const FIDEDUPERANGE: Ioctl = taking(FROM, "FIDEDUPERANGE", 0xc0189436, &LAYOUT_FILE_DEDUPE_RANGE);

/// Each of them.
pub const ALL: [Ioctl; 57] = [
    FIBMAP, FIGETBSZ, BLKROSET, BLKROGET, BLKRRPART, BLKGETSIZE, BLKFLSBUF, BLKRASET,
    BLKRAGET, BLKFRASET, BLKFRAGET, BLKSECTSET, BLKSECTGET, BLKSSZGET, BLKBSZGET, BLKBSZSET,
    BLKGETSIZE64, BLKTRACESETUP, BLKTRACESTART, BLKTRACESTOP, BLKTRACETEARDOWN, BLKDISCARD,
    BLKIOMIN, BLKIOOPT, BLKALIGNOFF, BLKPBSZGET, BLKDISCARDZEROES, BLKSECDISCARD,
    BLKROTATIONAL, BLKZEROOUT, BLKGETDISKSEQ, BLKTRACESETUP2, FS_IOC_GETFSUUID,
    FS_IOC_GETFSSYSFSPATH, FS_IOC_GETLBMD_CAP, FS_IOC_FSGETXATTR, FS_IOC_FSSETXATTR,
    FIFREEZE, FITHAW, FITRIM, FS_IOC_SHUTDOWN, FS_IOC32_GETFLAGS, FS_IOC_GETFLAGS,
    FS_IOC32_SETFLAGS, FS_IOC_SETFLAGS, FS_IOC_FIEMAP, PAGEMAP_SCAN, PROCMAP_QUERY,
    FS_IOC32_GETVERSION, FS_IOC_GETVERSION, FS_IOC32_SETVERSION, FS_IOC_SETVERSION, FICLONE,
    FICLONERANGE, FS_IOC_GETFSLABEL, FS_IOC_SETFSLABEL, FIDEDUPERANGE,
];

const LAYOUT_SIZE_T: Layout = Layout {
    name: "size_t",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_BLK_USER_TRACE_SETUP: Layout = Layout {
    name: "struct blk_user_trace_setup",
    size: 72,
    members: &[
        member("name", 0, Text(32)), member("act_mask", 32, Unsigned(2)),
        member("buf_size", 36, Unsigned(4)), member("buf_nr", 40, Unsigned(4)),
        member("start_lba", 48, Unsigned(8)), member("end_lba", 56, Unsigned(8)),
        member("pid", 64, Unsigned(4)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_BLK_USER_TRACE_SETUP2: Layout = Layout {
    name: "struct blk_user_trace_setup2",
    size: 192,
    members: &[
        member("name", 0, Text(64)), member("act_mask", 64, Unsigned(8)),
        member("buf_size", 72, Unsigned(4)), member("buf_nr", 76, Unsigned(4)),
        member("start_lba", 80, Unsigned(8)), member("end_lba", 88, Unsigned(8)),
        member("pid", 96, Unsigned(4)), member("flags", 100, Unsigned(4)),
        member("reserved", 104, Array(8, 11)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_FSTRIM_RANGE: Layout = Layout {
    name: "struct fstrim_range",
    size: 24,
    members: &[
        member("start", 0, Unsigned(8)), member("len", 8, Unsigned(8)),
        member("minlen", 16, Unsigned(8)),
    ],
};

const LAYOUT_FILE_CLONE_RANGE: Layout = Layout {
    name: "struct file_clone_range",
    size: 32,
    members: &[
        member("src_fd", 0, Signed(8)), member("src_offset", 8, Unsigned(8)),
        member("src_length", 16, Unsigned(8)), member("dest_offset", 24, Unsigned(8)),
    ],
};

const LAYOUT_FILE_DEDUPE_RANGE: Layout = Layout {
    name: "struct file_dedupe_range",
    size: 24,
    members: &[
        member("src_offset", 0, Unsigned(8)), member("src_length", 8, Unsigned(8)),
        member("dest_count", 16, Unsigned(2)), member("reserved1", 18, Unsigned(2)),
        member("reserved2", 20, Unsigned(4)),
    ],
};

const LAYOUT_LONG_INT: Layout = Layout {
    name: "long int",
    size: 8,
    members: &[
        member("", 0, Signed(8)),
    ],
};

const LAYOUT_FIEMAP: Layout = Layout {
    name: "struct fiemap",
    size: 32,
    members: &[
        member("fm_start", 0, Unsigned(8)), member("fm_length", 8, Unsigned(8)),
        member("fm_flags", 16, Unsigned(4)), member("fm_mapped_extents", 20, Unsigned(4)),
        member("fm_extent_count", 24, Unsigned(4)), member("fm_reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_FSXATTR: Layout = Layout {
    name: "struct fsxattr",
    size: 28,
    members: &[
        member("fsx_xflags", 0, Unsigned(4)), member("fsx_extsize", 4, Unsigned(4)),
        member("fsx_nextents", 8, Unsigned(4)), member("fsx_projid", 12, Unsigned(4)),
        member("fsx_cowextsize", 16, Unsigned(4)), member("fsx_pad", 20, Array(1, 8)),
    ],
};

const LAYOUT_CHAR_256: Layout = Layout {
    name: "char[256]",
    size: 256,
    members: &[
        member("", 0, Text(256)),
    ],
};

const LAYOUT_FSUUID2: Layout = Layout {
    name: "struct fsuuid2",
    size: 17,
    members: &[
        member("len", 0, Unsigned(1)), member("uuid", 1, Array(1, 16)),
    ],
};

const LAYOUT_FS_SYSFS_PATH: Layout = Layout {
    name: "struct fs_sysfs_path",
    size: 129,
    members: &[
        member("len", 0, Unsigned(1)), member("name", 1, Array(1, 128)),
    ],
};

const LAYOUT_LOGICAL_BLOCK_METADATA_CAP: Layout = Layout {
    name: "struct logical_block_metadata_cap",
    size: 16,
    members: &[
        member("lbmd_flags", 0, Unsigned(4)), member("lbmd_interval", 4, Unsigned(2)),
        member("lbmd_size", 6, Unsigned(1)), member("lbmd_opaque_size", 7, Unsigned(1)),
        member("lbmd_opaque_offset", 8, Unsigned(1)), member("lbmd_pi_size", 9, Unsigned(1)),
        member("lbmd_pi_offset", 10, Unsigned(1)),
        member("lbmd_guard_tag_type", 11, Unsigned(1)),
        member("lbmd_app_tag_size", 12, Unsigned(1)),
        member("lbmd_ref_tag_size", 13, Unsigned(1)),
        member("lbmd_storage_tag_size", 14, Unsigned(1)), member("pad", 15, Unsigned(1)),
    ],
};

const LAYOUT_PM_SCAN_ARG: Layout = Layout {
    name: "struct pm_scan_arg",
    size: 96,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(8)),
        member("start", 16, Unsigned(8)), member("end", 24, Unsigned(8)),
        member("walk_end", 32, Unsigned(8)), member("vec", 40, Unsigned(8)),
        member("vec_len", 48, Unsigned(8)), member("max_pages", 56, Unsigned(8)),
        member("category_inverted", 64, Unsigned(8)), member("category_mask", 72, Unsigned(8)),
        member("category_anyof_mask", 80, Unsigned(8)), member("return_mask", 88, Unsigned(8)),
    ],
};

const LAYOUT_PROCMAP_QUERY: Layout = Layout {
    name: "struct procmap_query",
    size: 104,
    members: &[
        member("size", 0, Unsigned(8)), member("query_flags", 8, Unsigned(8)),
        member("query_addr", 16, Unsigned(8)), member("vma_start", 24, Unsigned(8)),
        member("vma_end", 32, Unsigned(8)), member("vma_flags", 40, Unsigned(8)),
        member("vma_page_size", 48, Unsigned(8)), member("vma_offset", 56, Unsigned(8)),
        member("inode", 64, Unsigned(8)), member("dev_major", 72, Unsigned(4)),
        member("dev_minor", 76, Unsigned(4)), member("vma_name_size", 80, Unsigned(4)),
        member("build_id_size", 84, Unsigned(4)), member("vma_name_addr", 88, Unsigned(8)),
        member("build_id_addr", 96, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};
