//! `linux/pwm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/pwm.h";

/// 0x7501
pub const PWM_IOCTL_REQUEST: Ioctl = ioctl(FROM, "PWM_IOCTL_REQUEST", 0x7501);
/// 0x7502
pub const PWM_IOCTL_FREE: Ioctl = ioctl(FROM, "PWM_IOCTL_FREE", 0x7502);
/// 0xc0207503
pub const PWM_IOCTL_ROUNDWF: Ioctl = taking(FROM, "PWM_IOCTL_ROUNDWF", 0xc0207503, &LAYOUT_PWMCHIP_WAVEFORM);
/// 0xc0207504
pub const PWM_IOCTL_GETWF: Ioctl = taking(FROM, "PWM_IOCTL_GETWF", 0xc0207504, &LAYOUT_PWMCHIP_WAVEFORM);
/// 0x40207505
pub const PWM_IOCTL_SETROUNDEDWF: Ioctl = taking(FROM, "PWM_IOCTL_SETROUNDEDWF", 0x40207505, &LAYOUT_PWMCHIP_WAVEFORM);
/// 0x40207506
pub const PWM_IOCTL_SETEXACTWF: Ioctl = taking(FROM, "PWM_IOCTL_SETEXACTWF", 0x40207506, &LAYOUT_PWMCHIP_WAVEFORM);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    PWM_IOCTL_REQUEST, PWM_IOCTL_FREE, PWM_IOCTL_ROUNDWF, PWM_IOCTL_GETWF,
    PWM_IOCTL_SETROUNDEDWF, PWM_IOCTL_SETEXACTWF,
];

const LAYOUT_PWMCHIP_WAVEFORM: Layout = Layout {
    name: "struct pwmchip_waveform",
    size: 32,
    members: &[
        member("hwpwm", 0, Unsigned(4)), member("__pad", 4, Unsigned(4)),
        member("period_length_ns", 8, Unsigned(8)), member("duty_length_ns", 16, Unsigned(8)),
        member("duty_offset_ns", 24, Unsigned(8)),
    ],
};
