//! Drivers of device classes that pass on what the device itself understands (`drivers/usb/class`), and
//! the driver for programs that are such a device (`drivers/usb/gadget/legacy/raw_gadget.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::CONTROL;
use crate::{
    families::{
        Argument, Call, Class, Command, Entries, Kind, Probe, Symbol, Sysfs, generic,
        ioctl::{ior, iow},
    },
    uapi::{usb_cdc_wdm, usb_raw_gadget, usb_tmc},
};

/// Printers.
pub(super) const PRINTER: Kind = Kind {
    name: "printer",
    title: "printer, /dev/usb/lp0",
    operations: &[Symbol::of("usblp", "usblp_fops")],
    // The driver compares type and number.
    command_mask: 0xffff,
    commands: &[PRINTER_COMMANDS, PRINTER_DATA, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, Symbol::of("usblp", "usblp_read")),
        Probe::new(Call::Write, Symbol::of("usblp", "usblp_write")),
    ],
    sysfs: &[Sysfs::named("usbmisc", "lp")],
    proven: true,
    ..Kind::NONE
};

const USBLP: &str =
    "drivers/usb/class/usblp.c; USB Device Class Definition for Printing Devices 1.1";

/// No exported header has these.
const PRINTER_COMMANDS: &[Command] = &[
    Command::plain(
        "LPIOC_GET_DEVICE_ID",
        ior(b'P', 1, 0),
        Class::Standard,
        USBLP,
    ),
    Command::plain(
        "LPIOC_GET_PROTOCOLS",
        ior(b'P', 2, 8),
        Class::Standard,
        USBLP,
    ),
    Command::plain(
        "LPIOC_SET_PROTOCOL",
        iow(b'P', 3, 0),
        Class::Standard,
        USBLP,
    ),
    Command::plain(
        "LPIOC_HP_SET_CHANNEL",
        iow(b'P', 4, 0),
        Class::Driver,
        USBLP,
    ),
    Command::plain(
        "LPIOC_GET_BUS_ADDRESS",
        ior(b'P', 5, 8),
        Class::Standard,
        USBLP,
    ),
    Command::plain("LPIOC_GET_VID_PID", ior(b'P', 6, 8), Class::Standard, USBLP),
    Command::plain("LPIOC_SOFT_RESET", iow(b'P', 7, 0), Class::Standard, USBLP),
    Command::plain("LPABORT", 0x0604, Class::Standard, "linux/lp.h"),
    Command::plain("LPGETSTATUS", 0x060b, Class::Standard, "linux/lp.h"),
];

const LANGUAGE: Option<&str> =
    Some("the printer's language, which may be a standard or its vendor's");

const PRINTER_DATA: &[Command] = &[
    data("read", Entries::READ, USBLP, LANGUAGE),
    data("write", Entries::WRITE, USBLP, LANGUAGE),
];

/// Instruments of test and measurement.
pub(super) const INSTRUMENT: Kind = Kind {
    name: "instrument",
    title: "instrument of test and measurement, /dev/usbtmc0",
    // Other drivers have operations of that name, too.
    operations: &[Symbol::of("usbtmc", "fops").near("usbtmc_driver")],
    commands: &[&INSTRUMENT_COMMANDS, INSTRUMENT_DATA, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, Symbol::of("usbtmc", "usbtmc_read")),
        Probe::new(Call::Write, Symbol::of("usbtmc", "usbtmc_write")),
    ],
    sysfs: &[Sysfs::named("usbmisc", "usbtmc")],
    proven: true,
    ..Kind::NONE
};

const USBTMC: &str = "USB Test and Measurement Class Specification 1.0; linux/usb/tmc.h";
const INSTRUMENT_S: Option<&str> = Some("the commands of the instrument, mostly SCPI");

const INSTRUMENT_COMMANDS: [Command; 28] = Command::all_but(
    usb_tmc::ALL,
    Class::Standard,
    [
        Command::of(usb_tmc::USBTMC_IOCTL_CTRL_REQUEST, Class::Unknown).with(&CONTROL),
        Command::of(usb_tmc::USBTMC_IOCTL_WRITE, Class::Opaque)
            .with(&MESSAGE)
            .class(Class::Opaque, INSTRUMENT_S),
        Command::of(usb_tmc::USBTMC_IOCTL_READ, Class::Opaque)
            .with(&MESSAGE)
            .class(Class::Opaque, INSTRUMENT_S),
    ],
);

/// struct usbtmc_message up to its size.
const MESSAGE: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(0, 32), Field::ABSENT],
    ..ArgumentSpec::new(4)
});

const INSTRUMENT_DATA: &[Command] = &[
    data("read", Entries::READ, USBTMC, INSTRUMENT_S),
    data("write", Entries::WRITE, USBTMC, INSTRUMENT_S),
];

/// Modems' control channels.
pub(super) const MODEM: Kind = Kind {
    name: "modem",
    title: "control channel of a modem, /dev/cdc-wdm0",
    operations: &[Symbol::of("cdc_wdm", "wdm_fops")],
    commands: &[&MODEM_COMMANDS, MODEM_DATA, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, Symbol::of("cdc_wdm", "wdm_read")),
        Probe::new(Call::Write, Symbol::of("cdc_wdm", "wdm_write")),
    ],
    sysfs: &[Sysfs::named("usbmisc", "cdc-wdm")],
    proven: true,
    ..Kind::NONE
};

const WDM: &str = "drivers/usb/class/cdc-wdm.c; USB CDC Subclass Specification for Wireless Mobile \
                   Communications Devices 1.1";
const MODEM_S: Option<&str> = Some("the modem's protocol: MBIM is a standard, QMI is Qualcomm's");

const MODEM_COMMANDS: [Command; 1] = Command::all(usb_cdc_wdm::ALL, Class::Standard);

const MODEM_DATA: &[Command] = &[
    data("read", Entries::READ, WDM, MODEM_S),
    data("write", Entries::WRITE, WDM, MODEM_S),
];

/// Programs that are a device.
pub(super) const GADGET: Kind = Kind {
    name: "gadget",
    title: "programs that are a USB device, /dev/raw-gadget",
    operations: &[Symbol::of("raw_gadget", "raw_fops")],
    commands: &[&GADGET_COMMANDS, generic::COMMANDS],
    sysfs: &[Sysfs::numbered("misc", "raw-gadget")],
    ..Kind::NONE
};

const GADGET_COMMANDS: [Command; 16] = Command::all(usb_raw_gadget::ALL, Class::Standard);

const fn data(
    name: &'static str,
    entries: Entries,
    source: &'static str,
    note: Option<&'static str>,
) -> Command {
    Command::passthrough(name, 0, source, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, note)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn a_printer_s_numbers_are_compared_without_their_size() {
        let name = |number| {
            PRINTER
                .command(entry::IOCTL, number)
                .map(|found| found.name)
        };
        assert_eq!(name(0x8400_5001), Some("LPIOC_GET_DEVICE_ID"));
        assert_eq!(name(0x8008_5006), Some("LPIOC_GET_VID_PID"));
        assert_eq!(name(0x060b), Some("LPGETSTATUS"));
    }
}
