//! `linux/psp-sfs.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/psp-sfs.h";

/// 0xd0085301
pub const SFSIOCFWVERS: Ioctl = taking(FROM, "SFSIOCFWVERS", 0xd0085301, &LAYOUT_SFS_USER_GET_FW_VERSIONS);
/// 0xc0485302
pub const SFSIOCUPDATEPKG: Ioctl = taking(FROM, "SFSIOCUPDATEPKG", 0xc0485302, &LAYOUT_SFS_USER_UPDATE_PACKAGE);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    SFSIOCFWVERS, SFSIOCUPDATEPKG,
];

const LAYOUT_SFS_USER_GET_FW_VERSIONS: Layout = Layout {
    name: "struct sfs_user_get_fw_versions",
    size: 4104,
    members: &[
        member("blob", 0, Array(1, 4096)),
    ],
};

const LAYOUT_SFS_USER_UPDATE_PACKAGE: Layout = Layout {
    name: "struct sfs_user_update_package",
    size: 72,
    members: &[
        member("payload_name", 0, Text(64)), member("sfs_status", 64, Unsigned(4)),
        member("sfs_extended_status", 68, Unsigned(4)),
    ],
};
