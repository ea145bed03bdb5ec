//! `linux/dvb/frontend.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/frontend.h";

/// 0x80a86f3d
pub const FE_GET_INFO: Ioctl = taking(FROM, "FE_GET_INFO", 0x80a86f3d, &LAYOUT_DVB_FRONTEND_INFO);
/// 0x6f3e
pub const FE_DISEQC_RESET_OVERLOAD: Ioctl = ioctl(FROM, "FE_DISEQC_RESET_OVERLOAD", 0x6f3e);
/// 0x40076f3f
pub const FE_DISEQC_SEND_MASTER_CMD: Ioctl = taking(FROM, "FE_DISEQC_SEND_MASTER_CMD", 0x40076f3f, &LAYOUT_DVB_DISEQC_MASTER_CMD);
/// 0x800c6f40
pub const FE_DISEQC_RECV_SLAVE_REPLY: Ioctl = taking(FROM, "FE_DISEQC_RECV_SLAVE_REPLY", 0x800c6f40, &LAYOUT_DVB_DISEQC_SLAVE_REPLY);
/// 0x6f41
pub const FE_DISEQC_SEND_BURST: Ioctl = ioctl(FROM, "FE_DISEQC_SEND_BURST", 0x6f41);
/// 0x6f42
pub const FE_SET_TONE: Ioctl = ioctl(FROM, "FE_SET_TONE", 0x6f42);
/// 0x6f43
pub const FE_SET_VOLTAGE: Ioctl = ioctl(FROM, "FE_SET_VOLTAGE", 0x6f43);
/// 0x6f44
pub const FE_ENABLE_HIGH_LNB_VOLTAGE: Ioctl = ioctl(FROM, "FE_ENABLE_HIGH_LNB_VOLTAGE", 0x6f44);
/// 0x80046f45
pub const FE_READ_STATUS: Ioctl = taking(FROM, "FE_READ_STATUS", 0x80046f45, &LAYOUT_FE_STATUS_T);
/// 0x80046f46
pub const FE_READ_BER: Ioctl = taking(FROM, "FE_READ_BER", 0x80046f46, &LAYOUT___U32);
/// 0x80026f47
pub const FE_READ_SIGNAL_STRENGTH: Ioctl = taking(FROM, "FE_READ_SIGNAL_STRENGTH", 0x80026f47, &LAYOUT___U16);
/// 0x80026f48
pub const FE_READ_SNR: Ioctl = taking(FROM, "FE_READ_SNR", 0x80026f48, &LAYOUT___U16);
/// 0x80046f49
pub const FE_READ_UNCORRECTED_BLOCKS: Ioctl = taking(FROM, "FE_READ_UNCORRECTED_BLOCKS", 0x80046f49, &LAYOUT___U32);
/// 0x40246f4c
pub const FE_SET_FRONTEND: Ioctl = taking(FROM, "FE_SET_FRONTEND", 0x40246f4c, &LAYOUT_DVB_FRONTEND_PARAMETERS);
/// 0x80246f4d
pub const FE_GET_FRONTEND: Ioctl = taking(FROM, "FE_GET_FRONTEND", 0x80246f4d, &LAYOUT_DVB_FRONTEND_PARAMETERS);
/// 0x80286f4e
pub const FE_GET_EVENT: Ioctl = taking(FROM, "FE_GET_EVENT", 0x80286f4e, &LAYOUT_DVB_FRONTEND_EVENT);
/// 0x6f50
pub const FE_DISHNETWORK_SEND_LEGACY_CMD: Ioctl = ioctl(FROM, "FE_DISHNETWORK_SEND_LEGACY_CMD", 0x6f50);
/// 0x6f51
pub const FE_SET_FRONTEND_TUNE_MODE: Ioctl = ioctl(FROM, "FE_SET_FRONTEND_TUNE_MODE", 0x6f51);
/// 0x40106f52
pub const FE_SET_PROPERTY: Ioctl = taking(FROM, "FE_SET_PROPERTY", 0x40106f52, &LAYOUT_DTV_PROPERTIES);
/// 0x80106f53
pub const FE_GET_PROPERTY: Ioctl = taking(FROM, "FE_GET_PROPERTY", 0x80106f53, &LAYOUT_DTV_PROPERTIES);

/// Each of them.
pub const ALL: [Ioctl; 20] = [
    FE_GET_INFO, FE_DISEQC_RESET_OVERLOAD, FE_DISEQC_SEND_MASTER_CMD,
    FE_DISEQC_RECV_SLAVE_REPLY, FE_DISEQC_SEND_BURST, FE_SET_TONE, FE_SET_VOLTAGE,
    FE_ENABLE_HIGH_LNB_VOLTAGE, FE_READ_STATUS, FE_READ_BER, FE_READ_SIGNAL_STRENGTH,
    FE_READ_SNR, FE_READ_UNCORRECTED_BLOCKS, FE_SET_FRONTEND, FE_GET_FRONTEND, FE_GET_EVENT,
    FE_DISHNETWORK_SEND_LEGACY_CMD, FE_SET_FRONTEND_TUNE_MODE, FE_SET_PROPERTY,
    FE_GET_PROPERTY,
];

const LAYOUT_DVB_FRONTEND_INFO: Layout = Layout {
    name: "struct dvb_frontend_info",
    size: 168,
    members: &[
        member("name", 0, Text(128)), member("type", 128, Unsigned(4)),
        member("frequency_min", 132, Unsigned(4)), member("frequency_max", 136, Unsigned(4)),
        member("frequency_stepsize", 140, Unsigned(4)),
        member("frequency_tolerance", 144, Unsigned(4)),
        member("symbol_rate_min", 148, Unsigned(4)), member("symbol_rate_max", 152, Unsigned(4)),
        member("symbol_rate_tolerance", 156, Unsigned(4)),
        member("notifier_delay", 160, Unsigned(4)), member("caps", 164, Unsigned(4)),
    ],
};

const LAYOUT_DVB_DISEQC_MASTER_CMD: Layout = Layout {
    name: "struct dvb_diseqc_master_cmd",
    size: 7,
    members: &[
        member("msg", 0, Array(1, 6)), member("msg_len", 6, Unsigned(1)),
    ],
};

const LAYOUT_DVB_DISEQC_SLAVE_REPLY: Layout = Layout {
    name: "struct dvb_diseqc_slave_reply",
    size: 12,
    members: &[
        member("msg", 0, Array(1, 4)), member("msg_len", 4, Unsigned(1)),
        member("timeout", 8, Signed(4)),
    ],
};

const LAYOUT_FE_STATUS_T: Layout = Layout {
    name: "fe_status_t",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT_DVB_FRONTEND_EVENT: Layout = Layout {
    name: "struct dvb_frontend_event",
    size: 40,
    members: &[
        member("status", 0, Unsigned(4)), member("parameters.frequency", 4, Unsigned(4)),
        member("parameters.inversion", 8, Unsigned(4)),
        member("parameters.u.qpsk.symbol_rate", 12, Unsigned(4)),
        member("parameters.u.qpsk.fec_inner", 16, Unsigned(4)),
    ],
};

const LAYOUT_DTV_PROPERTIES: Layout = Layout {
    name: "struct dtv_properties",
    size: 16,
    members: &[
        member("num", 0, Unsigned(4)), member("props", 8, Pointer),
    ],
};

const LAYOUT_DVB_FRONTEND_PARAMETERS: Layout = Layout {
    name: "struct dvb_frontend_parameters",
    size: 36,
    members: &[
        member("frequency", 0, Unsigned(4)), member("inversion", 4, Unsigned(4)),
        member("u.qpsk.symbol_rate", 8, Unsigned(4)),
        member("u.qpsk.fec_inner", 12, Unsigned(4)),
    ],
};
