//! Devices on SPI (`drivers/spi/spidev.c`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "spi",
    title: "devices on SPI",
    kinds: &[Kind {
        name: "device",
        title: "device, /dev/spidev0.0",
        operations: &[spi("spidev_fops")],
        command_mask: WITHOUT_SIZE,
        commands: &[&COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, spi("spidev_read")),
            Probe::new(Call::Write, spi("spidev_write")),
        ],
        sysfs: &[Sysfs::all("spidev")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn spi(name: &'static str) -> Symbol {
    Symbol::of("spidev", name)
}

const UAPI: &str = "linux/spi/spidev.h";
/// A message's size says how many transfers it has.
const WITHOUT_SIZE: u32 = 0xc000_ffff;

/// What it transfers is the device's own protocol.
const COMMANDS: [Command; 11] = Command::all_but(
    uapi::spi_spidev::ALL,
    Class::Standard,
    [Command::of(
        uapi::spi_spidev::SPI_IOC_MESSAGE,
        Class::Opaque,
    )],
);

const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

const fn data(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, None)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn a_message_of_any_length_is_one() {
        let kind = &FAMILY.kinds[0];
        let name = |number| kind.command(entry::IOCTL, number).map(|found| found.name);
        assert_eq!(name(0x4020_6b00), Some("SPI_IOC_MESSAGE"));
        assert_eq!(name(0x4040_6b00), Some("SPI_IOC_MESSAGE"));
        assert_eq!(name(0x8001_6b01), Some("SPI_IOC_RD_MODE"));
        assert_eq!(name(0x4004_6b05), Some("SPI_IOC_WR_MODE32"));
    }
}
