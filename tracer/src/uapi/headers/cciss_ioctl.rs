//! `linux/cciss_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/cciss_ioctl.h";

/// 0x80084201
pub const CCISS_GETPCIINFO: Ioctl = taking(FROM, "CCISS_GETPCIINFO", 0x80084201, &LAYOUT_CCISS_PCI_INFO_STRUCT);
/// 0x80084202
pub const CCISS_GETINTINFO: Ioctl = taking(FROM, "CCISS_GETINTINFO", 0x80084202, &LAYOUT_CCISS_COALINT_STRUCT);
/// 0x40084203
pub const CCISS_SETINTINFO: Ioctl = taking(FROM, "CCISS_SETINTINFO", 0x40084203, &LAYOUT_CCISS_COALINT_STRUCT);
/// 0x80104204
pub const CCISS_GETNODENAME: Ioctl = taking(FROM, "CCISS_GETNODENAME", 0x80104204, &LAYOUT_NODENAME_TYPE);
/// 0x40104205
pub const CCISS_SETNODENAME: Ioctl = taking(FROM, "CCISS_SETNODENAME", 0x40104205, &LAYOUT_NODENAME_TYPE);
/// 0x80044206
pub const CCISS_GETHEARTBEAT: Ioctl = taking(FROM, "CCISS_GETHEARTBEAT", 0x80044206, &LAYOUT_HEARTBEAT_TYPE);
/// 0x80044207
pub const CCISS_GETBUSTYPES: Ioctl = taking(FROM, "CCISS_GETBUSTYPES", 0x80044207, &LAYOUT_BUSTYPES_TYPE);
/// 0x80044208
pub const CCISS_GETFIRMVER: Ioctl = taking(FROM, "CCISS_GETFIRMVER", 0x80044208, &LAYOUT_FIRMWAREVER_TYPE);
/// 0x80044209
pub const CCISS_GETDRIVVER: Ioctl = taking(FROM, "CCISS_GETDRIVVER", 0x80044209, &LAYOUT_DRIVERVER_TYPE);
/// 0x420a
pub const CCISS_REVALIDVOLS: Ioctl = ioctl(FROM, "CCISS_REVALIDVOLS", 0x420a);
/// 0xc058420b
pub const CCISS_PASSTHRU: Ioctl = taking(FROM, "CCISS_PASSTHRU", 0xc058420b, &LAYOUT_IOCTL_COMMAND_STRUCT);
/// 0x420c
pub const CCISS_DEREGDISK: Ioctl = ioctl(FROM, "CCISS_DEREGDISK", 0x420c);
/// 0x4004420d
pub const CCISS_REGNEWDISK: Ioctl = taking(FROM, "CCISS_REGNEWDISK", 0x4004420d, &LAYOUT_INT);
/// 0x420e
pub const CCISS_REGNEWD: Ioctl = ioctl(FROM, "CCISS_REGNEWD", 0x420e);
/// 0x4210
pub const CCISS_RESCANDISK: Ioctl = ioctl(FROM, "CCISS_RESCANDISK", 0x4210);
/// 0x800c4211
pub const CCISS_GETLUNINFO: Ioctl = taking(FROM, "CCISS_GETLUNINFO", 0x800c4211, &LAYOUT_LOGVOLINFO_STRUCT);
/// 0xc0604212
pub const CCISS_BIG_PASSTHRU: Ioctl = taking(FROM, "CCISS_BIG_PASSTHRU", 0xc0604212, &LAYOUT_BIG_IOCTL_COMMAND_STRUCT);
/// 0x4213
pub const CCISS_BIG_PASSTHRU_SUPPORTED: Ioctl = ioctl(FROM, "CCISS_BIG_PASSTHRU_SUPPORTED", 0x4213);

/// Each of them.
pub const ALL: [Ioctl; 18] = [
    CCISS_GETPCIINFO, CCISS_GETINTINFO, CCISS_SETINTINFO, CCISS_GETNODENAME,
    CCISS_SETNODENAME, CCISS_GETHEARTBEAT, CCISS_GETBUSTYPES, CCISS_GETFIRMVER,
    CCISS_GETDRIVVER, CCISS_REVALIDVOLS, CCISS_PASSTHRU, CCISS_DEREGDISK, CCISS_REGNEWDISK,
    CCISS_REGNEWD, CCISS_RESCANDISK, CCISS_GETLUNINFO, CCISS_BIG_PASSTHRU,
    CCISS_BIG_PASSTHRU_SUPPORTED,
];

const LAYOUT_CCISS_PCI_INFO_STRUCT: Layout = Layout {
    name: "cciss_pci_info_struct",
    size: 8,
    members: &[
        member("bus", 0, Unsigned(1)), member("dev_fn", 1, Unsigned(1)),
        member("domain", 2, Unsigned(2)), member("board_id", 4, Unsigned(4)),
    ],
};

const LAYOUT_CCISS_COALINT_STRUCT: Layout = Layout {
    name: "cciss_coalint_struct",
    size: 8,
    members: &[
        member("delay", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
    ],
};

const LAYOUT_NODENAME_TYPE: Layout = Layout {
    name: "NodeName_type",
    size: 16,
    members: &[
        member("", 0, Text(16)),
    ],
};

const LAYOUT_HEARTBEAT_TYPE: Layout = Layout {
    name: "Heartbeat_type",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_BUSTYPES_TYPE: Layout = Layout {
    name: "BusTypes_type",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_FIRMWAREVER_TYPE: Layout = Layout {
    name: "FirmwareVer_type",
    size: 4,
    members: &[
        member("", 0, Text(4)),
    ],
};

const LAYOUT_DRIVERVER_TYPE: Layout = Layout {
    name: "DriverVer_type",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_IOCTL_COMMAND_STRUCT: Layout = Layout {
    name: "IOCTL_Command_struct",
    size: 88,
    members: &[
        member("LUN_info.LunAddrBytes", 0, Array(1, 8)),
        member("Request.CDBLen", 8, Unsigned(1)), member("Request.Type.Type", 9, Bits(0, 3)),
        member("Request.Type.Attribute", 9, Bits(3, 3)),
        member("Request.Type.Direction", 9, Bits(6, 2)),
        member("Request.Timeout", 10, Unsigned(2)), member("Request.CDB", 12, Array(1, 16)),
        member("error_info.ScsiStatus", 28, Unsigned(1)),
        member("error_info.SenseLen", 29, Unsigned(1)),
        member("error_info.CommandStatus", 30, Unsigned(2)),
        member("error_info.ResidualCnt", 32, Unsigned(4)),
        member("error_info.MoreErrInfo.Common_Info.Reserved", 36, Array(1, 3)),
        member("error_info.MoreErrInfo.Common_Info.Type", 39, Unsigned(1)),
        member("error_info.MoreErrInfo.Common_Info.ErrorInfo", 40, Unsigned(4)),
        member("error_info.SenseInfo", 44, Array(1, 32)), member("buf_size", 76, Unsigned(2)),
        member("buf", 80, Pointer),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_LOGVOLINFO_STRUCT: Layout = Layout {
    name: "LogvolInfo_struct",
    size: 12,
    members: &[
        member("LunID", 0, Unsigned(4)), member("num_opens", 4, Signed(4)),
        member("num_parts", 8, Signed(4)),
    ],
};

const LAYOUT_BIG_IOCTL_COMMAND_STRUCT: Layout = Layout {
    name: "BIG_IOCTL_Command_struct",
    size: 96,
    members: &[
        member("LUN_info.LunAddrBytes", 0, Array(1, 8)),
        member("Request.CDBLen", 8, Unsigned(1)), member("Request.Type.Type", 9, Bits(0, 3)),
        member("Request.Type.Attribute", 9, Bits(3, 3)),
        member("Request.Type.Direction", 9, Bits(6, 2)),
        member("Request.Timeout", 10, Unsigned(2)), member("Request.CDB", 12, Array(1, 16)),
        member("error_info.ScsiStatus", 28, Unsigned(1)),
        member("error_info.SenseLen", 29, Unsigned(1)),
        member("error_info.CommandStatus", 30, Unsigned(2)),
        member("error_info.ResidualCnt", 32, Unsigned(4)),
        member("error_info.MoreErrInfo.Common_Info.Reserved", 36, Array(1, 3)),
        member("error_info.MoreErrInfo.Common_Info.Type", 39, Unsigned(1)),
        member("error_info.MoreErrInfo.Common_Info.ErrorInfo", 40, Unsigned(4)),
        member("error_info.SenseInfo", 44, Array(1, 32)), member("malloc_size", 76, Unsigned(4)),
        member("buf_size", 80, Unsigned(4)), member("buf", 88, Pointer),
    ],
};
