//! `linux/ublk_cmd.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/ublk_cmd.h";

/// 0x1
pub const UBLK_CMD_GET_QUEUE_AFFINITY: Ioctl = ioctl(FROM, "UBLK_CMD_GET_QUEUE_AFFINITY", 0x1);
/// 0x2
pub const UBLK_CMD_GET_DEV_INFO: Ioctl = ioctl(FROM, "UBLK_CMD_GET_DEV_INFO", 0x2);
/// 0x4
pub const UBLK_CMD_ADD_DEV: Ioctl = ioctl(FROM, "UBLK_CMD_ADD_DEV", 0x4);
/// 0x5
pub const UBLK_CMD_DEL_DEV: Ioctl = ioctl(FROM, "UBLK_CMD_DEL_DEV", 0x5);
/// 0x6
pub const UBLK_CMD_START_DEV: Ioctl = ioctl(FROM, "UBLK_CMD_START_DEV", 0x6);
/// 0x7
pub const UBLK_CMD_STOP_DEV: Ioctl = ioctl(FROM, "UBLK_CMD_STOP_DEV", 0x7);
/// 0x8
pub const UBLK_CMD_SET_PARAMS: Ioctl = ioctl(FROM, "UBLK_CMD_SET_PARAMS", 0x8);
/// 0x9
pub const UBLK_CMD_GET_PARAMS: Ioctl = ioctl(FROM, "UBLK_CMD_GET_PARAMS", 0x9);
/// 0x10
pub const UBLK_CMD_START_USER_RECOVERY: Ioctl = ioctl(FROM, "UBLK_CMD_START_USER_RECOVERY", 0x10);
/// 0x11
pub const UBLK_CMD_END_USER_RECOVERY: Ioctl = ioctl(FROM, "UBLK_CMD_END_USER_RECOVERY", 0x11);
/// 0x12
pub const UBLK_CMD_GET_DEV_INFO2: Ioctl = ioctl(FROM, "UBLK_CMD_GET_DEV_INFO2", 0x12);
/// 0x20
pub const UBLK_IO_FETCH_REQ: Ioctl = ioctl(FROM, "UBLK_IO_FETCH_REQ", 0x20);
/// 0x21
pub const UBLK_IO_COMMIT_AND_FETCH_REQ: Ioctl = ioctl(FROM, "UBLK_IO_COMMIT_AND_FETCH_REQ", 0x21);
/// 0x22
pub const UBLK_IO_NEED_GET_DATA: Ioctl = ioctl(FROM, "UBLK_IO_NEED_GET_DATA", 0x22);
/// 0x80207501
pub const UBLK_U_CMD_GET_QUEUE_AFFINITY: Ioctl = taking(FROM, "UBLK_U_CMD_GET_QUEUE_AFFINITY", 0x80207501, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0x80207502
pub const UBLK_U_CMD_GET_DEV_INFO: Ioctl = taking(FROM, "UBLK_U_CMD_GET_DEV_INFO", 0x80207502, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207504
pub const UBLK_U_CMD_ADD_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_ADD_DEV", 0xc0207504, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207505
pub const UBLK_U_CMD_DEL_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_DEL_DEV", 0xc0207505, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207506
pub const UBLK_U_CMD_START_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_START_DEV", 0xc0207506, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207507
pub const UBLK_U_CMD_STOP_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_STOP_DEV", 0xc0207507, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207508
pub const UBLK_U_CMD_SET_PARAMS: Ioctl = taking(FROM, "UBLK_U_CMD_SET_PARAMS", 0xc0207508, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0x80207509
pub const UBLK_U_CMD_GET_PARAMS: Ioctl = taking(FROM, "UBLK_U_CMD_GET_PARAMS", 0x80207509, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207510
pub const UBLK_U_CMD_START_USER_RECOVERY: Ioctl = taking(FROM, "UBLK_U_CMD_START_USER_RECOVERY", 0xc0207510, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207511
pub const UBLK_U_CMD_END_USER_RECOVERY: Ioctl = taking(FROM, "UBLK_U_CMD_END_USER_RECOVERY", 0xc0207511, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0x80207512
pub const UBLK_U_CMD_GET_DEV_INFO2: Ioctl = taking(FROM, "UBLK_U_CMD_GET_DEV_INFO2", 0x80207512, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0x80207513
pub const UBLK_U_CMD_GET_FEATURES: Ioctl = taking(FROM, "UBLK_U_CMD_GET_FEATURES", 0x80207513, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0x80207514
pub const UBLK_U_CMD_DEL_DEV_ASYNC: Ioctl = taking(FROM, "UBLK_U_CMD_DEL_DEV_ASYNC", 0x80207514, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207515
pub const UBLK_U_CMD_UPDATE_SIZE: Ioctl = taking(FROM, "UBLK_U_CMD_UPDATE_SIZE", 0xc0207515, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207516
pub const UBLK_U_CMD_QUIESCE_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_QUIESCE_DEV", 0xc0207516, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207517
pub const UBLK_U_CMD_TRY_STOP_DEV: Ioctl = taking(FROM, "UBLK_U_CMD_TRY_STOP_DEV", 0xc0207517, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207518
pub const UBLK_U_CMD_REG_BUF: Ioctl = taking(FROM, "UBLK_U_CMD_REG_BUF", 0xc0207518, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0207519
pub const UBLK_U_CMD_UNREG_BUF: Ioctl = taking(FROM, "UBLK_U_CMD_UNREG_BUF", 0xc0207519, &LAYOUT_UBLKSRV_CTRL_CMD);
/// 0xc0107520
pub const UBLK_U_IO_FETCH_REQ: Ioctl = taking(FROM, "UBLK_U_IO_FETCH_REQ", 0xc0107520, &LAYOUT_UBLKSRV_IO_CMD);
/// 0xc0107521
pub const UBLK_U_IO_COMMIT_AND_FETCH_REQ: Ioctl = taking(FROM, "UBLK_U_IO_COMMIT_AND_FETCH_REQ", 0xc0107521, &LAYOUT_UBLKSRV_IO_CMD);
/// 0xc0107522
pub const UBLK_U_IO_NEED_GET_DATA: Ioctl = taking(FROM, "UBLK_U_IO_NEED_GET_DATA", 0xc0107522, &LAYOUT_UBLKSRV_IO_CMD);
/// 0xc0107523
pub const UBLK_U_IO_REGISTER_IO_BUF: Ioctl = taking(FROM, "UBLK_U_IO_REGISTER_IO_BUF", 0xc0107523, &LAYOUT_UBLKSRV_IO_CMD);
/// 0xc0107524
pub const UBLK_U_IO_UNREGISTER_IO_BUF: Ioctl = taking(FROM, "UBLK_U_IO_UNREGISTER_IO_BUF", 0xc0107524, &LAYOUT_UBLKSRV_IO_CMD);
/// 0xc0107525
pub const UBLK_U_IO_PREP_IO_CMDS: Ioctl = taking(FROM, "UBLK_U_IO_PREP_IO_CMDS", 0xc0107525, &LAYOUT_UBLK_BATCH_IO);
/// 0xc0107526
pub const UBLK_U_IO_COMMIT_IO_CMDS: Ioctl = taking(FROM, "UBLK_U_IO_COMMIT_IO_CMDS", 0xc0107526, &LAYOUT_UBLK_BATCH_IO);
/// 0xc0107527
pub const UBLK_U_IO_FETCH_IO_CMDS: Ioctl = taking(FROM, "UBLK_U_IO_FETCH_IO_CMDS", 0xc0107527, &LAYOUT_UBLK_BATCH_IO);

/// Each of them.
pub const ALL: [Ioctl; 40] = [
    UBLK_CMD_GET_QUEUE_AFFINITY, UBLK_CMD_GET_DEV_INFO, UBLK_CMD_ADD_DEV, UBLK_CMD_DEL_DEV,
    UBLK_CMD_START_DEV, UBLK_CMD_STOP_DEV, UBLK_CMD_SET_PARAMS, UBLK_CMD_GET_PARAMS,
    UBLK_CMD_START_USER_RECOVERY, UBLK_CMD_END_USER_RECOVERY, UBLK_CMD_GET_DEV_INFO2,
    UBLK_IO_FETCH_REQ, UBLK_IO_COMMIT_AND_FETCH_REQ, UBLK_IO_NEED_GET_DATA,
    UBLK_U_CMD_GET_QUEUE_AFFINITY, UBLK_U_CMD_GET_DEV_INFO, UBLK_U_CMD_ADD_DEV,
    UBLK_U_CMD_DEL_DEV, UBLK_U_CMD_START_DEV, UBLK_U_CMD_STOP_DEV, UBLK_U_CMD_SET_PARAMS,
    UBLK_U_CMD_GET_PARAMS, UBLK_U_CMD_START_USER_RECOVERY, UBLK_U_CMD_END_USER_RECOVERY,
    UBLK_U_CMD_GET_DEV_INFO2, UBLK_U_CMD_GET_FEATURES, UBLK_U_CMD_DEL_DEV_ASYNC,
    UBLK_U_CMD_UPDATE_SIZE, UBLK_U_CMD_QUIESCE_DEV, UBLK_U_CMD_TRY_STOP_DEV,
    UBLK_U_CMD_REG_BUF, UBLK_U_CMD_UNREG_BUF, UBLK_U_IO_FETCH_REQ,
    UBLK_U_IO_COMMIT_AND_FETCH_REQ, UBLK_U_IO_NEED_GET_DATA, UBLK_U_IO_REGISTER_IO_BUF,
    UBLK_U_IO_UNREGISTER_IO_BUF, UBLK_U_IO_PREP_IO_CMDS, UBLK_U_IO_COMMIT_IO_CMDS,
    UBLK_U_IO_FETCH_IO_CMDS,
];

const LAYOUT_UBLKSRV_CTRL_CMD: Layout = Layout {
    name: "struct ublksrv_ctrl_cmd",
    size: 32,
    members: &[
        member("dev_id", 0, Unsigned(4)), member("queue_id", 4, Unsigned(2)),
        member("len", 6, Unsigned(2)), member("addr", 8, Unsigned(8)),
        member("data", 16, Array(8, 1)), member("dev_path_len", 24, Unsigned(2)),
        member("pad", 26, Unsigned(2)), member("reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_UBLKSRV_IO_CMD: Layout = Layout {
    name: "struct ublksrv_io_cmd",
    size: 16,
    members: &[
        member("q_id", 0, Unsigned(2)), member("tag", 2, Unsigned(2)),
        member("result", 4, Signed(4)), member("addr", 8, Unsigned(8)),
    ],
};

const LAYOUT_UBLK_BATCH_IO: Layout = Layout {
    name: "struct ublk_batch_io",
    size: 16,
    members: &[
        member("q_id", 0, Unsigned(2)), member("flags", 2, Unsigned(2)),
        member("nr_elem", 4, Unsigned(2)), member("elem_bytes", 6, Unsigned(1)),
        member("reserved", 7, Unsigned(1)), member("reserved2", 8, Unsigned(8)),
    ],
};
