//! ublk: block devices that userspace serves (`drivers/block/ublk_drv.c`).

use super::{
    Class, Command, Entries, Family, Kind, Symbol, Sysfs, generic,
    ioctl::{ior, iowr},
};

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
            ..Kind::NONE
        },
        Kind {
            name: "server",
            title: "serves a device's requests, /dev/ublkc0",
            operations: &[ublk("ublk_ch_fops"), ublk("ublk_ch_batch_io_fops")],
            commands: &[SERVER, generic::COMMANDS],
            sysfs: &[Sysfs::all("ublk-char")],
            ..Kind::NONE
        },
    ],
};

const fn ublk(name: &'static str) -> Symbol {
    Symbol::of("ublk_drv", name)
}

const UAPI: &str = "linux/ublk_cmd.h";
/// sizeof(struct ublksrv_ctrl_cmd)
const CONTROL_COMMAND: u32 = 32;
/// sizeof(struct ublksrv_io_cmd)
const IO_COMMAND: u32 = 16;
/// sizeof(struct ublk_batch_io)
const BATCH: u32 = 16;

/// The numbers without direction and size are those of Linux before 6.3, which newer kernels take
/// where they are built to.
const CONTROL: &[Command] = &[
    standard("UBLK_CMD_GET_QUEUE_AFFINITY", 0x01),
    standard("UBLK_CMD_GET_DEV_INFO", 0x02),
    standard("UBLK_CMD_ADD_DEV", 0x04),
    standard("UBLK_CMD_DEL_DEV", 0x05),
    standard("UBLK_CMD_START_DEV", 0x06),
    standard("UBLK_CMD_STOP_DEV", 0x07),
    standard("UBLK_CMD_SET_PARAMS", 0x08),
    standard("UBLK_CMD_GET_PARAMS", 0x09),
    standard("UBLK_CMD_START_USER_RECOVERY", 0x10),
    standard("UBLK_CMD_END_USER_RECOVERY", 0x11),
    standard("UBLK_CMD_GET_DEV_INFO2", 0x12),
    reads("UBLK_U_CMD_GET_QUEUE_AFFINITY", 0x01),
    reads("UBLK_U_CMD_GET_DEV_INFO", 0x02),
    both("UBLK_U_CMD_ADD_DEV", 0x04),
    both("UBLK_U_CMD_DEL_DEV", 0x05),
    both("UBLK_U_CMD_START_DEV", 0x06),
    both("UBLK_U_CMD_STOP_DEV", 0x07),
    both("UBLK_U_CMD_SET_PARAMS", 0x08),
    reads("UBLK_U_CMD_GET_PARAMS", 0x09),
    both("UBLK_U_CMD_START_USER_RECOVERY", 0x10),
    both("UBLK_U_CMD_END_USER_RECOVERY", 0x11),
    reads("UBLK_U_CMD_GET_DEV_INFO2", 0x12),
    reads("UBLK_U_CMD_GET_FEATURES", 0x13),
    reads("UBLK_U_CMD_DEL_DEV_ASYNC", 0x14),
    both("UBLK_U_CMD_UPDATE_SIZE", 0x15),
    both("UBLK_U_CMD_QUIESCE_DEV", 0x16),
    both("UBLK_U_CMD_TRY_STOP_DEV", 0x17),
    both("UBLK_U_CMD_REG_BUF", 0x18),
    both("UBLK_U_CMD_UNREG_BUF", 0x19),
];

const SERVER: &[Command] = &[
    standard("UBLK_IO_FETCH_REQ", 0x20),
    standard("UBLK_IO_COMMIT_AND_FETCH_REQ", 0x21),
    standard("UBLK_IO_NEED_GET_DATA", 0x22),
    serves("UBLK_U_IO_FETCH_REQ", 0x20, IO_COMMAND),
    serves("UBLK_U_IO_COMMIT_AND_FETCH_REQ", 0x21, IO_COMMAND),
    serves("UBLK_U_IO_NEED_GET_DATA", 0x22, IO_COMMAND),
    serves("UBLK_U_IO_REGISTER_IO_BUF", 0x23, IO_COMMAND),
    serves("UBLK_U_IO_UNREGISTER_IO_BUF", 0x24, IO_COMMAND),
    serves("UBLK_U_IO_PREP_IO_CMDS", 0x25, BATCH),
    serves("UBLK_U_IO_COMMIT_IO_CMDS", 0x26, BATCH),
    serves("UBLK_U_IO_FETCH_IO_CMDS", 0x27, BATCH),
];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI).by(Entries::URING)
}

const fn reads(name: &'static str, number: u8) -> Command {
    standard(name, ior(b'u', number, CONTROL_COMMAND))
}

const fn both(name: &'static str, number: u8) -> Command {
    serves(name, number, CONTROL_COMMAND)
}

const fn serves(name: &'static str, number: u8, size: u32) -> Command {
    standard(name, iowr(b'u', number, size))
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
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
