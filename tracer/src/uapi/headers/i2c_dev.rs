//! `linux/i2c-dev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/i2c-dev.h";

/// 0x2a
pub const I2C_RDWR_IOCTL_MAX_MSGS: Ioctl = ioctl(FROM, "I2C_RDWR_IOCTL_MAX_MSGS", 0x2a);
/// 0x701
pub const I2C_RETRIES: Ioctl = ioctl(FROM, "I2C_RETRIES", 0x701);
/// 0x702
pub const I2C_TIMEOUT: Ioctl = ioctl(FROM, "I2C_TIMEOUT", 0x702);
/// 0x703
pub const I2C_SLAVE: Ioctl = ioctl(FROM, "I2C_SLAVE", 0x703);
/// 0x704
pub const I2C_TENBIT: Ioctl = ioctl(FROM, "I2C_TENBIT", 0x704);
/// 0x705
pub const I2C_FUNCS: Ioctl = ioctl(FROM, "I2C_FUNCS", 0x705);
/// 0x706
pub const I2C_SLAVE_FORCE: Ioctl = ioctl(FROM, "I2C_SLAVE_FORCE", 0x706);
/// 0x707
pub const I2C_RDWR: Ioctl = ioctl(FROM, "I2C_RDWR", 0x707);
/// 0x708
pub const I2C_PEC: Ioctl = ioctl(FROM, "I2C_PEC", 0x708);
/// 0x720
pub const I2C_SMBUS: Ioctl = ioctl(FROM, "I2C_SMBUS", 0x720);

/// Each of them.
pub const ALL: [Ioctl; 10] = [
    I2C_RDWR_IOCTL_MAX_MSGS, I2C_RETRIES, I2C_TIMEOUT, I2C_SLAVE, I2C_TENBIT, I2C_FUNCS,
    I2C_SLAVE_FORCE, I2C_RDWR, I2C_PEC, I2C_SMBUS,
];
