//! The commands that a driver has for itself, and how open they are.

use super::{Class, Command};
use crate::uapi::Ioctl;

/// A command that is not as open as its header, and why.
pub(super) type Exception = (Ioctl, Class, &'static str);

/// A command that hands the device a program of its own: where it lies is documented, what it says is
/// not.
pub(super) const fn submission(ioctl: Ioctl) -> Exception {
    (
        ioctl,
        Class::Opaque,
        "no header of the kernel has the format of what the device executes",
    )
}

/// A command that the driver's header documents all of, with what that leaves open.
pub(super) const fn noted(ioctl: Ioctl, note: &'static str) -> Exception {
    (ioctl, Class::Driver, note)
}

/// How many of a header's ioctls, which are in the order of their types, are of the driver's node; those
/// of other descriptors come after.
pub(super) const fn of_node(ioctls: &[Ioctl]) -> usize {
    let mut count = 0;
    while count < ioctls.len() && ioctls[count].number >> 8 & 0xff == b'd' as u32 {
        count += 1;
    }
    count
}

/// The first commands of a driver's header, which but for the exceptions documents all of them.
pub(super) const fn commands<const ALL: usize, const N: usize>(
    ioctls: [Ioctl; ALL],
    exceptions: &[Exception],
) -> [Command; N] {
    let mut commands = [Command::of(ioctls[0], Class::Driver); N];
    let mut at = 0;
    while at < N {
        commands[at] = Command::of(ioctls[at], Class::Driver);
        let mut next = 0;
        while next < exceptions.len() {
            let (ioctl, class, note) = exceptions[next];
            if ioctl.number == commands[at].number {
                commands[at] = commands[at].class(class, Some(note));
            }
            next += 1;
        }
        at += 1;
    }
    commands
}

/// A driver's table: its name, the module of its header, and the exceptions.
macro_rules! driver {
    ($name:ident: $header:ident $(, $exception:expr)* $(,)?) => {
        const $name: &[Command] = {
            use $crate::uapi::$header::*;
            const TABLE: [Command; private::of_node(&ALL)] =
                private::commands(ALL, &[$($exception),*]);
            &TABLE
        };
    };
}

pub(super) use driver;
