//! GPIO chips (`drivers/gpio/gpiolib-cdev.c`).

use super::{
    Class, Command, Family, Kind, Symbol, Sysfs, Via, generic,
    ioctl::{ior, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "gpio",
    title: "general purpose input and output",
    kinds: &[
        Kind {
            name: "chip",
            title: "chip, /dev/gpiochip0",
            operations: &[Symbol::built_in("gpio_fileops")],
            commands: &[CHIP, generic::COMMANDS],
            sysfs: &[Sysfs::named("gpio", "gpiochip")],
            ..Kind::NONE
        },
        Kind {
            name: "lines",
            title: "lines that a chip gave out",
            via: Via::Alike,
            operations: &[
                Symbol::built_in("line_fileops"),
                Symbol::built_in("linehandle_fileops"),
                Symbol::built_in("lineevent_fileops"),
            ],
            commands: &[LINES, generic::COMMANDS],
            ..Kind::NONE
        },
    ],
};

const UAPI: &str = "linux/gpio.h";
/// The type of every number.
const GPIO: u8 = 0xb4;

const CHIP: &[Command] = &[
    standard("GPIO_GET_CHIPINFO_IOCTL", ior(GPIO, 0x01, 68)),
    standard("GPIO_GET_LINEINFO_IOCTL", iowr(GPIO, 0x02, 72)),
    standard("GPIO_GET_LINEHANDLE_IOCTL", iowr(GPIO, 0x03, 364)),
    standard("GPIO_GET_LINEEVENT_IOCTL", iowr(GPIO, 0x04, 48)),
    standard("GPIO_V2_GET_LINEINFO_IOCTL", iowr(GPIO, 0x05, 256)),
    standard("GPIO_V2_GET_LINEINFO_WATCH_IOCTL", iowr(GPIO, 0x06, 256)),
    standard("GPIO_V2_GET_LINE_IOCTL", iowr(GPIO, 0x07, 592)),
    standard("GPIO_GET_LINEINFO_WATCH_IOCTL", iowr(GPIO, 0x0b, 72)),
    standard("GPIO_GET_LINEINFO_UNWATCH_IOCTL", iowr(GPIO, 0x0c, 4)),
];

const LINES: &[Command] = &[
    standard("GPIOHANDLE_GET_LINE_VALUES_IOCTL", iowr(GPIO, 0x08, 64)),
    standard("GPIOHANDLE_SET_LINE_VALUES_IOCTL", iowr(GPIO, 0x09, 64)),
    standard("GPIOHANDLE_SET_CONFIG_IOCTL", iowr(GPIO, 0x0a, 84)),
    standard("GPIO_V2_LINE_SET_CONFIG_IOCTL", iowr(GPIO, 0x0d, 272)),
    standard("GPIO_V2_LINE_GET_VALUES_IOCTL", iowr(GPIO, 0x0e, 16)),
    standard("GPIO_V2_LINE_SET_VALUES_IOCTL", iowr(GPIO, 0x0f, 16)),
];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = CHIP.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [
                0x8044_b401,
                0xc048_b402,
                0xc16c_b403,
                0xc030_b404,
                0xc100_b405,
                0xc100_b406,
                0xc250_b407,
                0xc048_b40b,
                0xc004_b40c
            ]
        );
        let numbers: Vec<_> = LINES.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [
                0xc040_b408,
                0xc040_b409,
                0xc054_b40a,
                0xc110_b40d,
                0xc010_b40e,
                0xc010_b40f
            ]
        );
    }
}
