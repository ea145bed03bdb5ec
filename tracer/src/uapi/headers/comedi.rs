//! `linux/comedi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/comedi.h";

/// 0x40946400
pub const COMEDI_DEVCONFIG: Ioctl = taking(FROM, "COMEDI_DEVCONFIG", 0x40946400, &LAYOUT_COMEDI_DEVCONFIG);
/// 0x80b06401
pub const COMEDI_DEVINFO: Ioctl = taking(FROM, "COMEDI_DEVINFO", 0x80b06401, &LAYOUT_COMEDI_DEVINFO);
/// 0x80486402
pub const COMEDI_SUBDINFO: Ioctl = taking(FROM, "COMEDI_SUBDINFO", 0x80486402, &LAYOUT_COMEDI_SUBDINFO);
/// 0x80306403
pub const COMEDI_CHANINFO: Ioctl = taking(FROM, "COMEDI_CHANINFO", 0x80306403, &LAYOUT_COMEDI_CHANINFO);
/// 0x6405
pub const COMEDI_LOCK: Ioctl = ioctl(FROM, "COMEDI_LOCK", 0x6405);
/// 0x6406
pub const COMEDI_UNLOCK: Ioctl = ioctl(FROM, "COMEDI_UNLOCK", 0x6406);
/// 0x6407
pub const COMEDI_CANCEL: Ioctl = ioctl(FROM, "COMEDI_CANCEL", 0x6407);
/// 0x80106408
pub const COMEDI_RANGEINFO: Ioctl = taking(FROM, "COMEDI_RANGEINFO", 0x80106408, &LAYOUT_COMEDI_RANGEINFO);
/// 0x80506409
pub const COMEDI_CMD: Ioctl = taking(FROM, "COMEDI_CMD", 0x80506409, &LAYOUT_COMEDI_CMD);
/// 0x8050640a
pub const COMEDI_CMDTEST: Ioctl = taking(FROM, "COMEDI_CMDTEST", 0x8050640a, &LAYOUT_COMEDI_CMD);
/// 0x8010640b
pub const COMEDI_INSNLIST: Ioctl = taking(FROM, "COMEDI_INSNLIST", 0x8010640b, &LAYOUT_COMEDI_INSNLIST);
/// 0x8028640c
pub const COMEDI_INSN: Ioctl = taking(FROM, "COMEDI_INSN", 0x8028640c, &LAYOUT_COMEDI_INSN);
/// 0x8020640d
pub const COMEDI_BUFCONFIG: Ioctl = taking(FROM, "COMEDI_BUFCONFIG", 0x8020640d, &LAYOUT_COMEDI_BUFCONFIG);
/// 0xc02c640e
pub const COMEDI_BUFINFO: Ioctl = taking(FROM, "COMEDI_BUFINFO", 0xc02c640e, &LAYOUT_COMEDI_BUFINFO);
/// 0x640f
pub const COMEDI_POLL: Ioctl = ioctl(FROM, "COMEDI_POLL", 0x640f);
/// 0x6410
pub const COMEDI_SETRSUBD: Ioctl = ioctl(FROM, "COMEDI_SETRSUBD", 0x6410);
/// 0x6411
pub const COMEDI_SETWSUBD: Ioctl = ioctl(FROM, "COMEDI_SETWSUBD", 0x6411);

/// Each of them.
pub const ALL: [Ioctl; 17] = [
    COMEDI_DEVCONFIG, COMEDI_DEVINFO, COMEDI_SUBDINFO, COMEDI_CHANINFO, COMEDI_LOCK,
    COMEDI_UNLOCK, COMEDI_CANCEL, COMEDI_RANGEINFO, COMEDI_CMD, COMEDI_CMDTEST,
    COMEDI_INSNLIST, COMEDI_INSN, COMEDI_BUFCONFIG, COMEDI_BUFINFO, COMEDI_POLL,
    COMEDI_SETRSUBD, COMEDI_SETWSUBD,
];

const LAYOUT_COMEDI_DEVCONFIG: Layout = Layout {
    name: "struct comedi_devconfig",
    size: 148,
    members: &[
        member("board_name", 0, Text(20)), member("options", 20, Array(4, 32)),
    ],
};

const LAYOUT_COMEDI_DEVINFO: Layout = Layout {
    name: "struct comedi_devinfo",
    size: 176,
    members: &[
        member("version_code", 0, Unsigned(4)), member("n_subdevs", 4, Unsigned(4)),
        member("driver_name", 8, Text(20)), member("board_name", 28, Text(20)),
        member("read_subdevice", 48, Signed(4)), member("write_subdevice", 52, Signed(4)),
        member("unused", 56, Array(4, 30)),
    ],
};

const LAYOUT_COMEDI_SUBDINFO: Layout = Layout {
    name: "struct comedi_subdinfo",
    size: 72,
    members: &[
        member("type", 0, Unsigned(4)), member("n_chan", 4, Unsigned(4)),
        member("subd_flags", 8, Unsigned(4)), member("timer_type", 12, Unsigned(4)),
        member("len_chanlist", 16, Unsigned(4)), member("maxdata", 20, Unsigned(4)),
        member("flags", 24, Unsigned(4)), member("range_type", 28, Unsigned(4)),
        member("settling_time_0", 32, Unsigned(4)), member("insn_bits_support", 36, Unsigned(4)),
        member("unused", 40, Array(4, 8)),
    ],
};

const LAYOUT_COMEDI_CHANINFO: Layout = Layout {
    name: "struct comedi_chaninfo",
    size: 48,
    members: &[
        member("subdev", 0, Unsigned(4)), member("maxdata_list", 8, Pointer),
        member("flaglist", 16, Pointer), member("rangelist", 24, Pointer),
        member("unused", 32, Array(4, 4)),
    ],
};

const LAYOUT_COMEDI_RANGEINFO: Layout = Layout {
    name: "struct comedi_rangeinfo",
    size: 16,
    members: &[
        member("range_type", 0, Unsigned(4)), member("range_ptr", 8, Pointer),
    ],
};

const LAYOUT_COMEDI_CMD: Layout = Layout {
    name: "struct comedi_cmd",
    size: 80,
    members: &[
        member("subdev", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("start_src", 8, Unsigned(4)), member("start_arg", 12, Unsigned(4)),
        member("scan_begin_src", 16, Unsigned(4)), member("scan_begin_arg", 20, Unsigned(4)),
        member("convert_src", 24, Unsigned(4)), member("convert_arg", 28, Unsigned(4)),
        member("scan_end_src", 32, Unsigned(4)), member("scan_end_arg", 36, Unsigned(4)),
        member("stop_src", 40, Unsigned(4)), member("stop_arg", 44, Unsigned(4)),
        member("chanlist", 48, Pointer), member("chanlist_len", 56, Unsigned(4)),
        member("data", 64, Pointer), member("data_len", 72, Unsigned(4)),
    ],
};

const LAYOUT_COMEDI_INSNLIST: Layout = Layout {
    name: "struct comedi_insnlist",
    size: 16,
    members: &[
        member("n_insns", 0, Unsigned(4)), member("insns", 8, Pointer),
    ],
};

const LAYOUT_COMEDI_INSN: Layout = Layout {
    name: "struct comedi_insn",
    size: 40,
    members: &[
        member("insn", 0, Unsigned(4)), member("n", 4, Unsigned(4)), member("data", 8, Pointer),
        member("subdev", 16, Unsigned(4)), member("chanspec", 20, Unsigned(4)),
        member("unused", 24, Array(4, 3)),
    ],
};

const LAYOUT_COMEDI_BUFCONFIG: Layout = Layout {
    name: "struct comedi_bufconfig",
    size: 32,
    members: &[
        member("subdevice", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("maximum_size", 8, Unsigned(4)), member("size", 12, Unsigned(4)),
        member("unused", 16, Array(4, 4)),
    ],
};

const LAYOUT_COMEDI_BUFINFO: Layout = Layout {
    name: "struct comedi_bufinfo",
    size: 44,
    members: &[
        member("subdevice", 0, Unsigned(4)), member("bytes_read", 4, Unsigned(4)),
        member("buf_write_ptr", 8, Unsigned(4)), member("buf_read_ptr", 12, Unsigned(4)),
        member("buf_write_count", 16, Unsigned(4)), member("buf_read_count", 20, Unsigned(4)),
        member("bytes_written", 24, Unsigned(4)), member("unused", 28, Array(4, 4)),
    ],
};
