//! The ioctls of IDE disks. libata answers some for ATA devices behind SCSI disks and optical drives
//! (`drivers/ata/libata-scsi.c`), the driver of Micron's PCIe SSDs others; programs still try the rest.

use tracer_common::spec::{ArgumentSpec, Field};

use crate::{
    families::{Argument, Class, Command, Detail, SubCommands, ata},
    uapi::{Ioctl, hdreg as uapi},
};

/// The table. HDIO_GETGEO, which disks of every kind have, is in the block layer's.
pub(in crate::families) const COMMANDS: &[Command] = &[
    carries(uapi::HDIO_DRIVE_CMD, &DRIVE_COMMAND),
    carries(uapi::HDIO_DRIVE_TASK, &DRIVE_TASK),
    carries(uapi::HDIO_DRIVE_TASKFILE, &DRIVE_TASKFILE),
    standard(uapi::HDIO_GET_32BIT),
    standard(uapi::HDIO_SET_32BIT),
    standard(uapi::HDIO_GET_IDENTITY),
    standard(uapi::HDIO_OBSOLETE_IDENTITY),
    standard(uapi::HDIO_DRIVE_RESET),
    standard(uapi::HDIO_GET_ACOUSTIC),
    standard(uapi::HDIO_GET_ADDRESS),
    standard(uapi::HDIO_GET_BUSSTATE),
    standard(uapi::HDIO_GET_DMA),
    standard(uapi::HDIO_GET_KEEPSETTINGS),
    standard(uapi::HDIO_GET_MULTCOUNT),
    standard(uapi::HDIO_GET_NICE),
    standard(uapi::HDIO_GET_NOWERR),
    standard(uapi::HDIO_GET_QDMA),
    standard(uapi::HDIO_GET_UNMASKINTR),
    standard(uapi::HDIO_GET_WCACHE),
    standard(uapi::HDIO_SCAN_HWIF),
    standard(uapi::HDIO_SET_ACOUSTIC),
    standard(uapi::HDIO_SET_ADDRESS),
    standard(uapi::HDIO_SET_BUSSTATE),
    standard(uapi::HDIO_SET_DMA),
    standard(uapi::HDIO_SET_KEEPSETTINGS),
    standard(uapi::HDIO_SET_MULTCOUNT),
    standard(uapi::HDIO_SET_NICE),
    standard(uapi::HDIO_SET_NOWERR),
    standard(uapi::HDIO_SET_PIO_MODE),
    standard(uapi::HDIO_SET_QDMA),
    standard(uapi::HDIO_SET_UNMASKINTR),
    standard(uapi::HDIO_SET_WCACHE),
    standard(uapi::HDIO_SET_XFER),
    standard(uapi::HDIO_TRISTATE_HWIF),
    standard(uapi::HDIO_UNREGISTER_HWIF),
];

const fn standard(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard)
}

/// The ATA command decides the class.
const fn carries(ioctl: Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Unknown).with(argument)
}

/// Four registers, and the data behind them: command, sector number, feature, sector count.
const DRIVE_COMMAND: Argument = argument(4, 0, &[told_by(&FEATURE_THIRD)]);

/// Seven registers: command, feature, sector count, and the address.
const DRIVE_TASK: Argument = argument(4, 0, &[told_by(&FEATURE_SECOND)]);

/// ide_task_request_t, which begins with the eight registers in their order: data, feature, sector
/// count, the address in four, and the command.
const DRIVE_TASKFILE: Argument = argument(8, 7, &[told_by(&[])]);

const FEATURE_THIRD: [Detail; 3] = ata::features(2);
const FEATURE_SECOND: [Detail; 3] = ata::features(1);

const fn argument(length: u16, command: u8, sub: &'static [SubCommands]) -> Argument {
    Argument {
        sub,
        ..Argument::new(ArgumentSpec {
            sub: Field::at(command, 8),
            ..ArgumentSpec::new(length)
        })
    }
}

const fn told_by(details: &'static [Detail]) -> SubCommands {
    SubCommands {
        group: "ata",
        details,
        ..ata::COMMANDS
    }
}
