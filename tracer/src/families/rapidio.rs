//! RapidIO (`drivers/rapidio/devices/rio_mport_cdev.c`, `drivers/rapidio/rio_cm.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{Argument, Class, Command, Family, Kind, Symbol, Sysfs, generic};
use crate::uapi::{rio_cm_cdev, rio_mport_cdev};

/// The family.
pub const FAMILY: Family = Family {
    name: "rapidio",
    title: "RapidIO",
    kinds: &[
        Kind {
            name: "port",
            title: "master port, /dev/rio_mport0",
            operations: &[Symbol::of("rio_mport_cdev", "mport_fops")],
            commands: &[&PORT, generic::COMMANDS],
            sysfs: &[Sysfs::all("rio_mport")],
            ..Kind::NONE
        },
        Kind {
            name: "channels",
            title: "channels between nodes, /dev/rio_cm",
            operations: &[Symbol::of("rio_cm", "riocm_cdev_fops")],
            commands: &[&CHANNELS, generic::COMMANDS],
            sysfs: &[Sysfs::all("rio_cm")],
            ..Kind::NONE
        },
    ],
};

const PORT: [Command; 24] = Command::all_but(
    rio_mport_cdev::ALL,
    Class::Standard,
    [
        remote(rio_mport_cdev::RIO_MPORT_MAINT_READ_REMOTE),
        remote(rio_mport_cdev::RIO_MPORT_MAINT_WRITE_REMOTE),
        Command::of(rio_mport_cdev::RIO_TRANSFER, Class::Opaque),
    ],
);

const CHANNELS: [Command; 11] = Command::all(rio_cm_cdev::ALL, Class::Standard);

/// struct rio_mport_maint_io up to its length: rioid, hopcount, padding, offset, length.
const REGISTER: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(8, 32),
    amount: [Field::at(12, 32), Field::ABSENT],
    ..ArgumentSpec::new(16)
});

const fn remote(ioctl: crate::uapi::Ioctl) -> Command {
    Command::of(ioctl, Class::Standard).with(&REGISTER)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_register_of_another_node_is_read_at_its_offset() {
        // struct rio_mport_maint_io: rioid, hopcount, padding, offset, length.
        let read = [5, 0, 0xff, 0, 0, 0, 0, 0, 0x68, 0, 0, 0, 4, 0, 0, 0];
        let decoded = decode(
            &FAMILY.kinds[0],
            None,
            &Given {
                entry: entry::IOCTL,
                number: rio_mport_cdev::RIO_MPORT_MAINT_READ_REMOTE.number,
                argument: &read,
                ..Given::default()
            },
        );
        assert_eq!(decoded.named.sub_code, Some(0x68));
        assert_eq!(
            (decoded.named.class, decoded.amount),
            (Class::Standard, Some(4))
        );
    }
}
