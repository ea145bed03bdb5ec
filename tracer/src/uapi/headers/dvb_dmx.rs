//! `linux/dvb/dmx.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/dmx.h";

/// 0x6f29
pub const DMX_START: Ioctl = ioctl(FROM, "DMX_START", 0x6f29);
/// 0x6f2a
pub const DMX_STOP: Ioctl = ioctl(FROM, "DMX_STOP", 0x6f2a);
/// 0x403c6f2b
pub const DMX_SET_FILTER: Ioctl = taking(FROM, "DMX_SET_FILTER", 0x403c6f2b, &LAYOUT_DMX_SCT_FILTER_PARAMS);
/// 0x40146f2c
pub const DMX_SET_PES_FILTER: Ioctl = taking(FROM, "DMX_SET_PES_FILTER", 0x40146f2c, &LAYOUT_DMX_PES_FILTER_PARAMS);
/// 0x6f2d
pub const DMX_SET_BUFFER_SIZE: Ioctl = ioctl(FROM, "DMX_SET_BUFFER_SIZE", 0x6f2d);
/// 0x800a6f2f
pub const DMX_GET_PES_PIDS: Ioctl = taking(FROM, "DMX_GET_PES_PIDS", 0x800a6f2f, &LAYOUT___U16_5);
/// 0xc0106f32
pub const DMX_GET_STC: Ioctl = taking(FROM, "DMX_GET_STC", 0xc0106f32, &LAYOUT_DMX_STC);
/// 0x40026f33
pub const DMX_ADD_PID: Ioctl = taking(FROM, "DMX_ADD_PID", 0x40026f33, &LAYOUT___U16);
/// 0x40026f34
pub const DMX_REMOVE_PID: Ioctl = taking(FROM, "DMX_REMOVE_PID", 0x40026f34, &LAYOUT___U16);
/// 0xc0086f3c
pub const DMX_REQBUFS: Ioctl = taking(FROM, "DMX_REQBUFS", 0xc0086f3c, &LAYOUT_DMX_REQUESTBUFFERS);
/// 0xc0186f3d
pub const DMX_QUERYBUF: Ioctl = taking(FROM, "DMX_QUERYBUF", 0xc0186f3d, &LAYOUT_DMX_BUFFER);
/// 0xc00c6f3e
pub const DMX_EXPBUF: Ioctl = taking(FROM, "DMX_EXPBUF", 0xc00c6f3e, &LAYOUT_DMX_EXPORTBUFFER);
/// 0xc0186f3f
pub const DMX_QBUF: Ioctl = taking(FROM, "DMX_QBUF", 0xc0186f3f, &LAYOUT_DMX_BUFFER);
/// 0xc0186f40
pub const DMX_DQBUF: Ioctl = taking(FROM, "DMX_DQBUF", 0xc0186f40, &LAYOUT_DMX_BUFFER);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DMX_START, DMX_STOP, DMX_SET_FILTER, DMX_SET_PES_FILTER, DMX_SET_BUFFER_SIZE,
    DMX_GET_PES_PIDS, DMX_GET_STC, DMX_ADD_PID, DMX_REMOVE_PID, DMX_REQBUFS, DMX_QUERYBUF,
    DMX_EXPBUF, DMX_QBUF, DMX_DQBUF,
];

const LAYOUT_DMX_SCT_FILTER_PARAMS: Layout = Layout {
    name: "struct dmx_sct_filter_params",
    size: 60,
    members: &[
        member("pid", 0, Unsigned(2)), member("filter.filter", 2, Array(1, 16)),
        member("filter.mask", 18, Array(1, 16)), member("filter.mode", 34, Array(1, 16)),
        member("timeout", 52, Unsigned(4)), member("flags", 56, Unsigned(4)),
    ],
};

const LAYOUT_DMX_PES_FILTER_PARAMS: Layout = Layout {
    name: "struct dmx_pes_filter_params",
    size: 20,
    members: &[
        member("pid", 0, Unsigned(2)), member("input", 4, Unsigned(4)),
        member("output", 8, Unsigned(4)), member("pes_type", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)),
    ],
};

const LAYOUT___U16_5: Layout = Layout {
    name: "__u16[5]",
    size: 10,
    members: &[
        member("", 0, Array(2, 5)),
    ],
};

const LAYOUT_DMX_STC: Layout = Layout {
    name: "struct dmx_stc",
    size: 16,
    members: &[
        member("num", 0, Unsigned(4)), member("base", 4, Unsigned(4)),
        member("stc", 8, Unsigned(8)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT_DMX_REQUESTBUFFERS: Layout = Layout {
    name: "struct dmx_requestbuffers",
    size: 8,
    members: &[
        member("count", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
    ],
};

const LAYOUT_DMX_BUFFER: Layout = Layout {
    name: "struct dmx_buffer",
    size: 24,
    members: &[
        member("index", 0, Unsigned(4)), member("bytesused", 4, Unsigned(4)),
        member("offset", 8, Unsigned(4)), member("length", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)), member("count", 20, Unsigned(4)),
    ],
};

const LAYOUT_DMX_EXPORTBUFFER: Layout = Layout {
    name: "struct dmx_exportbuffer",
    size: 12,
    members: &[
        member("index", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("fd", 8, Signed(4)),
    ],
};
