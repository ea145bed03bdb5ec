//! `linux/ipmi_bmc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/ipmi_bmc.h";

/// 0xb100
pub const IPMI_BMC_IOCTL_SET_SMS_ATN: Ioctl = ioctl(FROM, "IPMI_BMC_IOCTL_SET_SMS_ATN", 0xb100);
/// 0xb101
pub const IPMI_BMC_IOCTL_CLEAR_SMS_ATN: Ioctl = ioctl(FROM, "IPMI_BMC_IOCTL_CLEAR_SMS_ATN", 0xb101);
/// 0xb102
pub const IPMI_BMC_IOCTL_FORCE_ABORT: Ioctl = ioctl(FROM, "IPMI_BMC_IOCTL_FORCE_ABORT", 0xb102);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    IPMI_BMC_IOCTL_SET_SMS_ATN, IPMI_BMC_IOCTL_CLEAR_SMS_ATN, IPMI_BMC_IOCTL_FORCE_ABORT,
];
