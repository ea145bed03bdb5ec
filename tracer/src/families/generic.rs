//! ioctls that a file of any kind may get: those that the VFS answers itself (`fs/ioctl.c`), and
//! what the C library asks of a file to learn whether it is a terminal.

use super::{Class, Command};

const VFS: &str = "linux fs/ioctl.c, asm-generic/ioctls.h";
const TERMINAL: &str = "asm-generic/ioctls.h, ioctl_tty(2)";

/// The table. FIGETBSZ hides SCSI_IOCTL_TEST_UNIT_READY, which has the same number: the VFS
/// answers before any driver is asked.
pub const COMMANDS: &[Command] = &[
    vfs("FIGETBSZ", 0x0002),
    vfs("FIONREAD", 0x541b),
    vfs("FIONBIO", 0x5421),
    vfs("FIONCLEX", 0x5450),
    vfs("FIOCLEX", 0x5451),
    vfs("FIOASYNC", 0x5452),
    vfs("FIOQSIZE", 0x5460),
    Command::plain("TCGETS", 0x5401, Class::Standard, TERMINAL),
    Command::plain("TIOCGWINSZ", 0x5413, Class::Standard, TERMINAL),
];

const fn vfs(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, VFS)
}
