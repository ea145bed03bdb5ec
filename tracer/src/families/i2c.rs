//! I2C and SMBus adapters (`drivers/i2c/i2c-dev.c`).

use tracer_common::spec::{ArgumentSpec, Field, call};

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};

/// The family.
pub const FAMILY: Family = Family {
    name: "i2c",
    title: "devices on I2C and SMBus",
    kinds: &[Kind {
        name: "adapter",
        title: "bus of an adapter, /dev/i2c-0",
        operations: &[i2c("i2cdev_fops")],
        commands: &[COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, i2c("i2cdev_read")),
            Probe::new(Call::Write, i2c("i2cdev_write")),
        ],
        sysfs: &[Sysfs::all("i2c-dev")],
        ..Kind::NONE
    }],
};

const fn i2c(name: &'static str) -> Symbol {
    Symbol::of("i2c_dev", name)
}

const UAPI: &str = "linux/i2c-dev.h";

const COMMANDS: &[Command] = &[
    standard("I2C_RETRIES", 0x0701),
    standard("I2C_TIMEOUT", 0x0702),
    address("I2C_SLAVE", 0x0703),
    standard("I2C_TENBIT", 0x0704),
    standard("I2C_FUNCS", 0x0705),
    address("I2C_SLAVE_FORCE", 0x0706),
    opaque("I2C_RDWR", 0x0707),
    standard("I2C_PEC", 0x0708),
    Command::passthrough("I2C_SMBUS", 0x0720, UAPI, &REGISTER).class(Class::Opaque, None),
];

/// Data to and from the device whose address was set.
const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

const fn opaque(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Opaque, UAPI)
}

const fn address(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, UAPI, &ADDRESS).class(Class::Standard, None)
}

const fn data(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, None)
}

/// The argument is the address.
const ADDRESS: Argument = Argument::new(ArgumentSpec {
    sub: Field::call(call::ARGUMENT),
    ..ArgumentSpec::new(0)
});

/// struct i2c_smbus_ioctl_data up to its command: read_write, command.
const REGISTER: Argument = Argument {
    second: Some("read"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(1, 8),
        second: Field::at(0, 8),
        ..ArgumentSpec::new(4)
    })
};
