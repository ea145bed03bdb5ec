//! I2C and SMBus adapters (`drivers/i2c/i2c-dev.c`).

use tracer_common::spec::{ArgumentSpec, Field, call, flag};

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::{self, Ioctl};

/// The family.
pub const FAMILY: Family = Family {
    name: "i2c",
    title: "devices on I2C and SMBus",
    kinds: &[Kind {
        name: "adapter",
        title: "bus of an adapter, /dev/i2c-0",
        operations: &[i2c("i2cdev_fops")],
        commands: &[&COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, i2c("i2cdev_read")),
            Probe::new(Call::Write, i2c("i2cdev_write")),
        ],
        sysfs: &[Sysfs::all("i2c-dev")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn i2c(name: &'static str) -> Symbol {
    Symbol::of("i2c_dev", name)
}

const UAPI: &str = "linux/i2c-dev.h";

const COMMANDS: [Command; 9] = [
    standard(uapi::i2c_dev::I2C_RETRIES),
    standard(uapi::i2c_dev::I2C_TIMEOUT),
    standard(uapi::i2c_dev::I2C_SLAVE).with(&ADDRESS),
    standard(uapi::i2c_dev::I2C_TENBIT),
    standard(uapi::i2c_dev::I2C_FUNCS),
    standard(uapi::i2c_dev::I2C_SLAVE_FORCE).with(&ADDRESS),
    Command::of(uapi::i2c_dev::I2C_RDWR, Class::Opaque)
        .with(&MESSAGE)
        .compat(&MESSAGE_32),
    standard(uapi::i2c_dev::I2C_PEC),
    Command::of(uapi::i2c_dev::I2C_SMBUS, Class::Opaque).with(&REGISTER),
];

/// Data to and from the device whose address was set.
const TRANSFERS: &[Command] = &[data("read", Entries::READ), data("write", Entries::WRITE)];

const fn standard(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard)
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

/// The first message of struct i2c_rdwr_ioctl_data, behind its first member: addr, flags, len. Further
/// messages are mostly to the same address.
const MESSAGE: Argument = message(ArgumentSpec {
    pointer: 0,
    ..ArgumentSpec::new(8)
});

/// struct i2c_rdwr_ioctl_data32, likewise.
const MESSAGE_32: Argument = message(ArgumentSpec {
    pointer: 0,
    flags: flag::SHORT_POINTER,
    ..ArgumentSpec::new(4)
});

const fn message(spec: ArgumentSpec) -> Argument {
    Argument {
        second: Some("read"),
        ..Argument::new(ArgumentSpec {
            pointed: 8,
            sub: Field::at(0, 16).pointed(),
            // I2C_M_RD
            second: Field::at(2, 1).pointed(),
            amount: [Field::at(4, 16).pointed(), Field::ABSENT],
            ..spec
        })
    }
}

/// struct i2c_smbus_ioctl_data up to its command: read_write, command.
const REGISTER: Argument = Argument {
    second: Some("read"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(1, 8),
        second: Field::at(0, 8),
        ..ArgumentSpec::new(4)
    })
};

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Decoded, Given, decode};

    fn of(entry: u8, ioctl: Ioctl, argument: &[u8], pointed: &[u8], value: u32) -> Decoded {
        let mut words = [None; call::WORDS];
        words[usize::from(call::ARGUMENT)] = Some(value);
        let given = Given {
            entry,
            number: ioctl.number,
            argument,
            pointed,
            call: words,
        };
        decode(&FAMILY.kinds[0], None, &given)
    }

    #[test]
    fn an_address_is_the_argument_itself() {
        let named = of(entry::IOCTL, uapi::i2c_dev::I2C_SLAVE, &[], &[], 0x50).named;
        assert_eq!((named.sub_code, named.class), (Some(0x50), Class::Standard));
    }

    #[test]
    fn a_message_says_to_whom_it_is_and_how_long() {
        // struct i2c_msg: addr, flags with I2C_M_RD, len, of a 64-bit and a 32-bit process.
        let message = [0x50, 0, 1, 0, 16, 0, 0, 0];
        for (entry, argument) in [
            (entry::IOCTL, &[0, 0x10, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0][..]),
            (entry::COMPAT_IOCTL, &[0, 0x10, 0, 0, 1, 0, 0, 0][..]),
        ] {
            let decoded = of(entry, uapi::i2c_dev::I2C_RDWR, argument, &message, 0);
            assert_eq!(decoded.named.sub_code, Some(0x50));
            assert_eq!(decoded.named.second, Some(("read", 1)));
            assert_eq!(decoded.amount, Some(16));
            assert_eq!(decoded.named.class, Class::Opaque);
        }
    }

    #[test]
    fn an_smbus_transfer_says_which_register() {
        let transfer = [0, 0x2a, 0, 0, 2, 0, 0, 0];
        let named = of(entry::IOCTL, uapi::i2c_dev::I2C_SMBUS, &transfer, &[], 0).named;
        assert_eq!(named.sub_code, Some(0x2a));
        assert_eq!(named.second, Some(("read", 0)));
    }
}
