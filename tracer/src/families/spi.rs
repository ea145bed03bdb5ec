//! Devices on SPI (`drivers/spi/spidev.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
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
    [Command::of(uapi::spi_spidev::SPI_IOC_MESSAGE, Class::Opaque).with(&MESSAGE)],
);

/// The first struct spi_ioc_transfer up to len: tx_buf, rx_buf, len. Further transfers, whose number the
/// ioctl's size tells, are not added up.
const MESSAGE: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(16, 32), Field::ABSENT],
    ..ArgumentSpec::new(20)
});

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
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_message_says_how_long_its_first_transfer_is() {
        let mut transfer = [0; 32];
        // len
        transfer[16] = 3;
        let given = Given {
            entry: entry::IOCTL,
            number: 0x4020_6b00,
            argument: &transfer,
            ..Given::default()
        };
        let decoded = decode(&FAMILY.kinds[0], None, &given);
        assert_eq!(
            (decoded.amount, decoded.named.class),
            (Some(3), Class::Opaque)
        );
    }

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
