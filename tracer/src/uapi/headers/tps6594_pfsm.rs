//! `linux/tps6594_pfsm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/tps6594_pfsm.h";

/// 0x5000
pub const PMIC_GOTO_STANDBY: Ioctl = ioctl(FROM, "PMIC_GOTO_STANDBY", 0x5000);
/// 0x5001
pub const PMIC_GOTO_LP_STANDBY: Ioctl = ioctl(FROM, "PMIC_GOTO_LP_STANDBY", 0x5001);
/// 0x5002
pub const PMIC_UPDATE_PGM: Ioctl = ioctl(FROM, "PMIC_UPDATE_PGM", 0x5002);
/// 0x5003
pub const PMIC_SET_ACTIVE_STATE: Ioctl = ioctl(FROM, "PMIC_SET_ACTIVE_STATE", 0x5003);
/// 0x40035004
pub const PMIC_SET_MCU_ONLY_STATE: Ioctl = taking(FROM, "PMIC_SET_MCU_ONLY_STATE", 0x40035004, &LAYOUT_PMIC_STATE_OPT);
/// 0x40035005
pub const PMIC_SET_RETENTION_STATE: Ioctl = taking(FROM, "PMIC_SET_RETENTION_STATE", 0x40035005, &LAYOUT_PMIC_STATE_OPT);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    PMIC_GOTO_STANDBY, PMIC_GOTO_LP_STANDBY, PMIC_UPDATE_PGM, PMIC_SET_ACTIVE_STATE,
    PMIC_SET_MCU_ONLY_STATE, PMIC_SET_RETENTION_STATE,
];

const LAYOUT_PMIC_STATE_OPT: Layout = Layout {
    name: "struct pmic_state_opt",
    size: 3,
    members: &[
        member("gpio_retention", 0, Unsigned(1)), member("ddr_retention", 1, Unsigned(1)),
        member("mcu_only_startup_dest", 2, Unsigned(1)),
    ],
};
