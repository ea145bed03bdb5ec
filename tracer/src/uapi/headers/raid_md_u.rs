//! `linux/raid/md_u.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/raid/md_u.h";

/// 0x800c0910
pub const RAID_VERSION: Ioctl = taking(FROM, "RAID_VERSION", 0x800c0910, &LAYOUT_MDU_VERSION_T);
/// 0x80480911
pub const GET_ARRAY_INFO: Ioctl = taking(FROM, "GET_ARRAY_INFO", 0x80480911, &LAYOUT_MDU_ARRAY_INFO_T);
/// 0x80140912
pub const GET_DISK_INFO: Ioctl = taking(FROM, "GET_DISK_INFO", 0x80140912, &LAYOUT_MDU_DISK_INFO_T);
/// 0x914
pub const RAID_AUTORUN: Ioctl = ioctl(FROM, "RAID_AUTORUN", 0x914);
/// 0x90000915
pub const GET_BITMAP_FILE: Ioctl = taking(FROM, "GET_BITMAP_FILE", 0x90000915, &LAYOUT_MDU_BITMAP_FILE_T);
/// 0x920
pub const CLEAR_ARRAY: Ioctl = ioctl(FROM, "CLEAR_ARRAY", 0x920);
/// 0x40140921
pub const ADD_NEW_DISK: Ioctl = taking(FROM, "ADD_NEW_DISK", 0x40140921, &LAYOUT_MDU_DISK_INFO_T);
/// 0x922
pub const HOT_REMOVE_DISK: Ioctl = ioctl(FROM, "HOT_REMOVE_DISK", 0x922);
/// 0x40480923
pub const SET_ARRAY_INFO: Ioctl = taking(FROM, "SET_ARRAY_INFO", 0x40480923, &LAYOUT_MDU_ARRAY_INFO_T);
/// 0x924
pub const SET_DISK_INFO: Ioctl = ioctl(FROM, "SET_DISK_INFO", 0x924);
/// 0x925
pub const WRITE_RAID_INFO: Ioctl = ioctl(FROM, "WRITE_RAID_INFO", 0x925);
/// 0x926
pub const UNPROTECT_ARRAY: Ioctl = ioctl(FROM, "UNPROTECT_ARRAY", 0x926);
/// 0x927
pub const PROTECT_ARRAY: Ioctl = ioctl(FROM, "PROTECT_ARRAY", 0x927);
/// 0x928
pub const HOT_ADD_DISK: Ioctl = ioctl(FROM, "HOT_ADD_DISK", 0x928);
/// 0x929
pub const SET_DISK_FAULTY: Ioctl = ioctl(FROM, "SET_DISK_FAULTY", 0x929);
/// 0x92a
pub const HOT_GENERATE_ERROR: Ioctl = ioctl(FROM, "HOT_GENERATE_ERROR", 0x92a);
/// 0x4004092b
pub const SET_BITMAP_FILE: Ioctl = taking(FROM, "SET_BITMAP_FILE", 0x4004092b, &LAYOUT_INT);
/// 0x400c0930
pub const RUN_ARRAY: Ioctl = taking(FROM, "RUN_ARRAY", 0x400c0930, &LAYOUT_MDU_PARAM_T);
/// 0x932
pub const STOP_ARRAY: Ioctl = ioctl(FROM, "STOP_ARRAY", 0x932);
/// 0x933
pub const STOP_ARRAY_RO: Ioctl = ioctl(FROM, "STOP_ARRAY_RO", 0x933);
/// 0x934
pub const RESTART_ARRAY_RW: Ioctl = ioctl(FROM, "RESTART_ARRAY_RW", 0x934);
/// 0x935
pub const CLUSTERED_DISK_NACK: Ioctl = ioctl(FROM, "CLUSTERED_DISK_NACK", 0x935);

/// Each of them.
pub const ALL: [Ioctl; 22] = [
    RAID_VERSION, GET_ARRAY_INFO, GET_DISK_INFO, RAID_AUTORUN, GET_BITMAP_FILE, CLEAR_ARRAY,
    ADD_NEW_DISK, HOT_REMOVE_DISK, SET_ARRAY_INFO, SET_DISK_INFO, WRITE_RAID_INFO,
    UNPROTECT_ARRAY, PROTECT_ARRAY, HOT_ADD_DISK, SET_DISK_FAULTY, HOT_GENERATE_ERROR,
    SET_BITMAP_FILE, RUN_ARRAY, STOP_ARRAY, STOP_ARRAY_RO, RESTART_ARRAY_RW,
    CLUSTERED_DISK_NACK,
];

const LAYOUT_MDU_VERSION_T: Layout = Layout {
    name: "mdu_version_t",
    size: 12,
    members: &[
        member("major", 0, Signed(4)), member("minor", 4, Signed(4)),
        member("patchlevel", 8, Signed(4)),
    ],
};

const LAYOUT_MDU_ARRAY_INFO_T: Layout = Layout {
    name: "mdu_array_info_t",
    size: 72,
    members: &[
        member("major_version", 0, Signed(4)), member("minor_version", 4, Signed(4)),
        member("patch_version", 8, Signed(4)), member("ctime", 12, Unsigned(4)),
        member("level", 16, Signed(4)), member("size", 20, Signed(4)),
        member("nr_disks", 24, Signed(4)), member("raid_disks", 28, Signed(4)),
        member("md_minor", 32, Signed(4)), member("not_persistent", 36, Signed(4)),
        member("utime", 40, Unsigned(4)), member("state", 44, Signed(4)),
        member("active_disks", 48, Signed(4)), member("working_disks", 52, Signed(4)),
        member("failed_disks", 56, Signed(4)), member("spare_disks", 60, Signed(4)),
        member("layout", 64, Signed(4)), member("chunk_size", 68, Signed(4)),
    ],
};

const LAYOUT_MDU_DISK_INFO_T: Layout = Layout {
    name: "mdu_disk_info_t",
    size: 20,
    members: &[
        member("number", 0, Signed(4)), member("major", 4, Signed(4)),
        member("minor", 8, Signed(4)), member("raid_disk", 12, Signed(4)),
        member("state", 16, Signed(4)),
    ],
};

const LAYOUT_MDU_BITMAP_FILE_T: Layout = Layout {
    name: "mdu_bitmap_file_t",
    size: 4096,
    members: &[
        member("pathname", 0, Text(4096)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_MDU_PARAM_T: Layout = Layout {
    name: "mdu_param_t",
    size: 12,
    members: &[
        member("personality", 0, Signed(4)), member("chunk_size", 4, Signed(4)),
        member("max_fault", 8, Signed(4)),
    ],
};
