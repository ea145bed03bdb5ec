//! ublk: block devices that userspace serves (`drivers/block/ublk_drv.c`).

use super::{Class, Command, Entries, Family, Kind, Symbol, Sysfs, Via, block, generic};
use crate::uapi::{Ioctl, ublk_cmd as uapi};

/// The family.
pub const FAMILY: Family = Family {
    name: "ublk",
    title: "block devices that userspace serves",
    kinds: &[
        Kind {
            name: "control",
            title: "adds and removes devices, /dev/ublk-control",
            operations: &[ublk("ublk_ctl_fops")],
            commands: &[CONTROL, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "ublk-control")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "server",
            title: "serves a device's requests, /dev/ublkc0",
            operations: &[ublk("ublk_ch_fops"), ublk("ublk_ch_batch_io_fops")],
            commands: &[SERVER, generic::COMMANDS],
            sysfs: &[Sysfs::all("ublk-char")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "disk",
            title: "disk that userspace serves, /dev/ublkb0",
            via: Via::Disk,
            operations: &[ublk("ub_fops")],
            commands: &[
                block::COMMANDS,
                &block::ZONED,
                block::TRACE,
                generic::COMMANDS,
            ],
            sysfs: &[Sysfs::named("block", "ublkb")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn ublk(name: &'static str) -> Symbol {
    Symbol::of("ublk_drv", name)
}

/// The numbers without direction and size are those of Linux before 6.3, which newer kernels take
/// where they are built to.
const CONTROL: &[Command] = &[
    by_uring(uapi::UBLK_CMD_GET_QUEUE_AFFINITY),
    by_uring(uapi::UBLK_CMD_GET_DEV_INFO),
    by_uring(uapi::UBLK_CMD_ADD_DEV),
    by_uring(uapi::UBLK_CMD_DEL_DEV),
    by_uring(uapi::UBLK_CMD_START_DEV),
    by_uring(uapi::UBLK_CMD_STOP_DEV),
    by_uring(uapi::UBLK_CMD_SET_PARAMS),
    by_uring(uapi::UBLK_CMD_GET_PARAMS),
    by_uring(uapi::UBLK_CMD_START_USER_RECOVERY),
    by_uring(uapi::UBLK_CMD_END_USER_RECOVERY),
    by_uring(uapi::UBLK_CMD_GET_DEV_INFO2),
    by_uring(uapi::UBLK_U_CMD_GET_QUEUE_AFFINITY),
    by_uring(uapi::UBLK_U_CMD_GET_DEV_INFO),
    by_uring(uapi::UBLK_U_CMD_ADD_DEV),
    by_uring(uapi::UBLK_U_CMD_DEL_DEV),
    by_uring(uapi::UBLK_U_CMD_START_DEV),
    by_uring(uapi::UBLK_U_CMD_STOP_DEV),
    by_uring(uapi::UBLK_U_CMD_SET_PARAMS),
    by_uring(uapi::UBLK_U_CMD_GET_PARAMS),
    by_uring(uapi::UBLK_U_CMD_START_USER_RECOVERY),
    by_uring(uapi::UBLK_U_CMD_END_USER_RECOVERY),
    by_uring(uapi::UBLK_U_CMD_GET_DEV_INFO2),
    by_uring(uapi::UBLK_U_CMD_GET_FEATURES),
    by_uring(uapi::UBLK_U_CMD_DEL_DEV_ASYNC),
    by_uring(uapi::UBLK_U_CMD_UPDATE_SIZE),
    by_uring(uapi::UBLK_U_CMD_QUIESCE_DEV),
    by_uring(uapi::UBLK_U_CMD_TRY_STOP_DEV),
    by_uring(uapi::UBLK_U_CMD_REG_BUF),
    by_uring(uapi::UBLK_U_CMD_UNREG_BUF),
];

const SERVER: &[Command] = &[
    by_uring(uapi::UBLK_IO_FETCH_REQ),
    by_uring(uapi::UBLK_IO_COMMIT_AND_FETCH_REQ),
    by_uring(uapi::UBLK_IO_NEED_GET_DATA),
    by_uring(uapi::UBLK_U_IO_FETCH_REQ),
    by_uring(uapi::UBLK_U_IO_COMMIT_AND_FETCH_REQ),
    by_uring(uapi::UBLK_U_IO_NEED_GET_DATA),
    by_uring(uapi::UBLK_U_IO_REGISTER_IO_BUF),
    by_uring(uapi::UBLK_U_IO_UNREGISTER_IO_BUF),
    by_uring(uapi::UBLK_U_IO_PREP_IO_CMDS),
    by_uring(uapi::UBLK_U_IO_COMMIT_IO_CMDS),
    by_uring(uapi::UBLK_U_IO_FETCH_IO_CMDS),
];

const fn by_uring(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard).by(Entries::URING)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn numbers_of_before_6_3_have_names_too() {
        let name = |kind: usize, number| {
            let found = FAMILY.kinds[kind].command(entry::URING_CMD, number);
            found.map(|command| command.name)
        };
        assert_eq!(name(0, 0xc020_7504), Some("UBLK_U_CMD_ADD_DEV"));
        assert_eq!(name(0, 0x8020_7502), Some("UBLK_U_CMD_GET_DEV_INFO"));
        assert_eq!(name(0, 0x8020_7513), Some("UBLK_U_CMD_GET_FEATURES"));
        assert_eq!(name(0, 4), Some("UBLK_CMD_ADD_DEV"));
        assert_eq!(name(1, 0xc010_7520), Some("UBLK_U_IO_FETCH_REQ"));
        assert_eq!(name(1, 0xc010_7527), Some("UBLK_U_IO_FETCH_IO_CMDS"));
        assert_eq!(name(1, 0xc020_7504), None);
    }
}
