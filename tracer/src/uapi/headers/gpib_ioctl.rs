//! `linux/gpib_ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/gpib_ioctl.h";

/// 0xc010a003
pub const IBOPENDEV: Ioctl = taking(FROM, "IBOPENDEV", 0xc010a003, &LAYOUT_GPIB_OPEN_DEV_IOCTL);
/// 0x4004a004
pub const IBCLOSEDEV: Ioctl = taking(FROM, "IBCLOSEDEV", 0x4004a004, &LAYOUT_GPIB_CLOSE_DEV_IOCTL);
/// 0xc020a005
pub const IBWAIT: Ioctl = taking(FROM, "IBWAIT", 0xc020a005, &LAYOUT_GPIB_WAIT_IOCTL);
/// 0xc001a006
pub const IBRPP: Ioctl = taking(FROM, "IBRPP", 0xc001a006, &LAYOUT___U8);
/// 0x4004a009
pub const IBSIC: Ioctl = taking(FROM, "IBSIC", 0x4004a009, &LAYOUT___U32);
/// 0x4004a00a
pub const IBSRE: Ioctl = taking(FROM, "IBSRE", 0x4004a00a, &LAYOUT___S32);
/// 0xa00b
pub const IBGTS: Ioctl = ioctl(FROM, "IBGTS", 0xa00b);
/// 0x4004a00c
pub const IBCAC: Ioctl = taking(FROM, "IBCAC", 0x4004a00c, &LAYOUT___S32);
/// 0x8002a00e
pub const IBLINES: Ioctl = taking(FROM, "IBLINES", 0x8002a00e, &LAYOUT___S16);
/// 0x4008a00f
pub const IBPAD: Ioctl = taking(FROM, "IBPAD", 0x4008a00f, &LAYOUT_GPIB_PAD_IOCTL);
/// 0x4008a010
pub const IBSAD: Ioctl = taking(FROM, "IBSAD", 0x4008a010, &LAYOUT_GPIB_SAD_IOCTL);
/// 0x4004a011
pub const IBTMO: Ioctl = taking(FROM, "IBTMO", 0x4004a011, &LAYOUT___U32);
/// 0xc00ca012
pub const IBRSP: Ioctl = taking(FROM, "IBRSP", 0xc00ca012, &LAYOUT_GPIB_SERIAL_POLL_IOCTL);
/// 0x4008a013
pub const IBEOS: Ioctl = taking(FROM, "IBEOS", 0x4008a013, &LAYOUT_GPIB_EOS_IOCTL);
/// 0x4001a014
pub const IBRSV: Ioctl = taking(FROM, "IBRSV", 0x4001a014, &LAYOUT___U8);
/// 0x4008a015
pub const CFCBASE: Ioctl = taking(FROM, "CFCBASE", 0x4008a015, &LAYOUT___U64);
/// 0x4004a016
pub const CFCIRQ: Ioctl = taking(FROM, "CFCIRQ", 0x4004a016, &LAYOUT___U32);
/// 0x4004a017
pub const CFCDMA: Ioctl = taking(FROM, "CFCDMA", 0x4004a017, &LAYOUT___U32);
/// 0x4064a018
pub const CFCBOARDTYPE: Ioctl = taking(FROM, "CFCBOARDTYPE", 0x4064a018, &LAYOUT_GPIB_BOARD_TYPE_IOCTL);
/// 0x4004a01a
pub const IBMUTEX: Ioctl = taking(FROM, "IBMUTEX", 0x4004a01a, &LAYOUT___S32);
/// 0xc00ca01b
pub const IBSPOLL_BYTES: Ioctl = taking(FROM, "IBSPOLL_BYTES", 0xc00ca01b, &LAYOUT_GPIB_SPOLL_BYTES_IOCTL);
/// 0x4004a01c
pub const IBPPC: Ioctl = taking(FROM, "IBPPC", 0x4004a01c, &LAYOUT_GPIB_PPOLL_CONFIG_IOCTL);
/// 0x801ca01d
pub const IBBOARD_INFO: Ioctl = taking(FROM, "IBBOARD_INFO", 0x801ca01d, &LAYOUT_GPIB_BOARD_INFO_IOCTL);
/// 0x8004a01f
pub const IBQUERY_BOARD_RSV: Ioctl = taking(FROM, "IBQUERY_BOARD_RSV", 0x8004a01f, &LAYOUT___S32);
/// 0xc008a020
pub const IBSELECT_PCI: Ioctl = taking(FROM, "IBSELECT_PCI", 0xc008a020, &LAYOUT_GPIB_SELECT_PCI_IOCTL);
/// 0x8002a021
pub const IBEVENT: Ioctl = taking(FROM, "IBEVENT", 0x8002a021, &LAYOUT___S16);
/// 0x4004a022
pub const IBRSC: Ioctl = taking(FROM, "IBRSC", 0x4004a022, &LAYOUT___S32);
/// 0x4004a023
pub const IB_T1_DELAY: Ioctl = taking(FROM, "IB_T1_DELAY", 0x4004a023, &LAYOUT___U32);
/// 0xa024
pub const IBLOC: Ioctl = ioctl(FROM, "IBLOC", 0xa024);
/// 0x4002a026
pub const IBAUTOSPOLL: Ioctl = taking(FROM, "IBAUTOSPOLL", 0x4002a026, &LAYOUT___S16);
/// 0x4010a027
pub const IBONL: Ioctl = taking(FROM, "IBONL", 0x4010a027, &LAYOUT_GPIB_ONLINE_IOCTL);
/// 0x4002a028
pub const IBPP2_SET: Ioctl = taking(FROM, "IBPP2_SET", 0x4002a028, &LAYOUT___S16);
/// 0x8002a029
pub const IBPP2_GET: Ioctl = taking(FROM, "IBPP2_GET", 0x8002a029, &LAYOUT___S16);
/// 0x5000a02b
pub const IBSELECT_DEVICE_PATH: Ioctl = taking(FROM, "IBSELECT_DEVICE_PATH", 0x5000a02b, &LAYOUT_GPIB_SELECT_DEVICE_PATH_IOCTL);
/// 0x4008a02d
pub const IBRSV2: Ioctl = taking(FROM, "IBRSV2", 0x4008a02d, &LAYOUT_GPIB_REQUEST_SERVICE2);
/// 0xc018a064
pub const IBRD: Ioctl = taking(FROM, "IBRD", 0xc018a064, &LAYOUT_GPIB_READ_WRITE_IOCTL);
/// 0xc018a065
pub const IBWRT: Ioctl = taking(FROM, "IBWRT", 0xc018a065, &LAYOUT_GPIB_READ_WRITE_IOCTL);
/// 0xc018a066
pub const IBCMD: Ioctl = taking(FROM, "IBCMD", 0xc018a066, &LAYOUT_GPIB_READ_WRITE_IOCTL);

/// Each of them.
pub const ALL: [Ioctl; 38] = [
    IBOPENDEV, IBCLOSEDEV, IBWAIT, IBRPP, IBSIC, IBSRE, IBGTS, IBCAC, IBLINES, IBPAD, IBSAD,
    IBTMO, IBRSP, IBEOS, IBRSV, CFCBASE, CFCIRQ, CFCDMA, CFCBOARDTYPE, IBMUTEX,
    IBSPOLL_BYTES, IBPPC, IBBOARD_INFO, IBQUERY_BOARD_RSV, IBSELECT_PCI, IBEVENT, IBRSC,
    IB_T1_DELAY, IBLOC, IBAUTOSPOLL, IBONL, IBPP2_SET, IBPP2_GET, IBSELECT_DEVICE_PATH,
    IBRSV2, IBRD, IBWRT, IBCMD,
];

const LAYOUT_GPIB_READ_WRITE_IOCTL: Layout = Layout {
    name: "struct gpib_read_write_ioctl",
    size: 24,
    members: &[
        member("buffer_ptr", 0, Unsigned(8)), member("requested_transfer_count", 8, Unsigned(4)),
        member("completed_transfer_count", 12, Unsigned(4)), member("end", 16, Signed(4)),
        member("handle", 20, Signed(4)),
    ],
};

const LAYOUT_GPIB_OPEN_DEV_IOCTL: Layout = Layout {
    name: "struct gpib_open_dev_ioctl",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("sad", 8, Signed(4)), member("is_board", 12, Unsigned(4)),
    ],
};

const LAYOUT_GPIB_CLOSE_DEV_IOCTL: Layout = Layout {
    name: "struct gpib_close_dev_ioctl",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_GPIB_WAIT_IOCTL: Layout = Layout {
    name: "struct gpib_wait_ioctl",
    size: 32,
    members: &[
        member("handle", 0, Signed(4)), member("wait_mask", 4, Signed(4)),
        member("clear_mask", 8, Signed(4)), member("set_mask", 12, Signed(4)),
        member("ibsta", 16, Signed(4)), member("pad", 20, Signed(4)),
        member("sad", 24, Signed(4)), member("usec_timeout", 28, Unsigned(4)),
    ],
};

const LAYOUT___U8: Layout = Layout {
    name: "__u8",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___S32: Layout = Layout {
    name: "__s32",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT___S16: Layout = Layout {
    name: "__s16",
    size: 2,
    members: &[
        member("", 0, Signed(2)),
    ],
};

const LAYOUT_GPIB_PAD_IOCTL: Layout = Layout {
    name: "struct gpib_pad_ioctl",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_GPIB_SAD_IOCTL: Layout = Layout {
    name: "struct gpib_sad_ioctl",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("sad", 4, Signed(4)),
    ],
};

const LAYOUT_GPIB_SERIAL_POLL_IOCTL: Layout = Layout {
    name: "struct gpib_serial_poll_ioctl",
    size: 12,
    members: &[
        member("pad", 0, Unsigned(4)), member("sad", 4, Signed(4)),
        member("status_byte", 8, Unsigned(1)), member("padding", 9, Array(1, 3)),
    ],
};

const LAYOUT_GPIB_EOS_IOCTL: Layout = Layout {
    name: "struct gpib_eos_ioctl",
    size: 8,
    members: &[
        member("eos", 0, Signed(4)), member("eos_flags", 4, Signed(4)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_GPIB_BOARD_TYPE_IOCTL: Layout = Layout {
    name: "struct gpib_board_type_ioctl",
    size: 100,
    members: &[
        member("name", 0, Text(100)),
    ],
};

const LAYOUT_GPIB_SPOLL_BYTES_IOCTL: Layout = Layout {
    name: "struct gpib_spoll_bytes_ioctl",
    size: 12,
    members: &[
        member("num_bytes", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("sad", 8, Signed(4)),
    ],
};

const LAYOUT_GPIB_PPOLL_CONFIG_IOCTL: Layout = Layout {
    name: "struct gpib_ppoll_config_ioctl",
    size: 4,
    members: &[
        member("config", 0, Unsigned(1)), member("set_ist", 1, Bits(0, 1)),
        member("clear_ist", 1, Bits(1, 1)), member("padding", 1, Bits(2, 22)),
    ],
};

const LAYOUT_GPIB_BOARD_INFO_IOCTL: Layout = Layout {
    name: "struct gpib_board_info_ioctl",
    size: 28,
    members: &[
        member("pad", 0, Unsigned(4)), member("sad", 4, Signed(4)),
        member("parallel_poll_configuration", 8, Signed(4)),
        member("autopolling", 12, Signed(4)), member("is_system_controller", 16, Signed(4)),
        member("t1_delay", 20, Unsigned(4)), member("ist", 24, Bits(0, 1)),
        member("no_7_bit_eos", 24, Bits(1, 1)), member("padding", 24, Bits(2, 30)),
    ],
};

const LAYOUT_GPIB_SELECT_PCI_IOCTL: Layout = Layout {
    name: "struct gpib_select_pci_ioctl",
    size: 8,
    members: &[
        member("pci_bus", 0, Signed(4)), member("pci_slot", 4, Signed(4)),
    ],
};

const LAYOUT_GPIB_ONLINE_IOCTL: Layout = Layout {
    name: "struct gpib_online_ioctl",
    size: 16,
    members: &[
        member("init_data_ptr", 0, Unsigned(8)), member("init_data_length", 8, Signed(4)),
        member("online", 12, Signed(4)),
    ],
};

const LAYOUT_GPIB_SELECT_DEVICE_PATH_IOCTL: Layout = Layout {
    name: "struct gpib_select_device_path_ioctl",
    size: 4096,
    members: &[
        member("device_path", 0, Text(4096)),
    ],
};

const LAYOUT_GPIB_REQUEST_SERVICE2: Layout = Layout {
    name: "struct gpib_request_service2",
    size: 8,
    members: &[
        member("status_byte", 0, Unsigned(1)), member("padding", 1, Array(1, 3)),
        member("new_reason_for_service", 4, Signed(4)),
    ],
};
