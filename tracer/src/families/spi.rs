//! Devices on SPI (`drivers/spi/spidev.c`).

use super::{
    Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic,
    ioctl::{ior, iow},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "spi",
    title: "devices on SPI",
    kinds: &[Kind {
        name: "device",
        title: "device, /dev/spidev0.0",
        operations: &[spi("spidev_fops")],
        command_mask: WITHOUT_SIZE,
        commands: &[COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, spi("spidev_read")),
            Probe::new(Call::Write, spi("spidev_write")),
        ],
        sysfs: &[Sysfs::all("spidev")],
        ..Kind::NONE
    }],
};

const fn spi(name: &'static str) -> Symbol {
    Symbol::of("spidev", name)
}

const UAPI: &str = "linux/spi/spidev.h";
/// A message's size says how many transfers it has.
const WITHOUT_SIZE: u32 = 0xc000_ffff;

const COMMANDS: &[Command] = &[
    Command::plain("SPI_IOC_MESSAGE", iow(b'k', 0, 0), Class::Opaque, UAPI),
    standard("SPI_IOC_RD_MODE", ior(b'k', 1, 1)),
    standard("SPI_IOC_WR_MODE", iow(b'k', 1, 1)),
    standard("SPI_IOC_RD_LSB_FIRST", ior(b'k', 2, 1)),
    standard("SPI_IOC_WR_LSB_FIRST", iow(b'k', 2, 1)),
    standard("SPI_IOC_RD_BITS_PER_WORD", ior(b'k', 3, 1)),
    standard("SPI_IOC_WR_BITS_PER_WORD", iow(b'k', 3, 1)),
    standard("SPI_IOC_RD_MAX_SPEED_HZ", ior(b'k', 4, 4)),
    standard("SPI_IOC_WR_MAX_SPEED_HZ", iow(b'k', 4, 4)),
    standard("SPI_IOC_RD_MODE32", ior(b'k', 5, 4)),
    standard("SPI_IOC_WR_MODE32", iow(b'k', 5, 4)),
];

const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

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
