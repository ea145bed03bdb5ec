//! GPIO chips (`drivers/gpio/gpiolib-cdev.c`) and pulse width modulators (`drivers/pwm/core.c`).

use super::{Class, Command, Family, Kind, Symbol, Sysfs, Via, generic};
use crate::uapi::{gpio, pwm};

/// The family.
pub const FAMILY: Family = Family {
    name: "gpio",
    title: "general purpose input and output",
    kinds: &[
        Kind {
            name: "chip",
            title: "chip, /dev/gpiochip0",
            operations: &[Symbol::built_in("gpio_fileops")],
            commands: &[&CHIP, generic::COMMANDS],
            sysfs: &[Sysfs::named("gpio", "gpiochip")],
            proven: true,
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
            commands: &[&LINES, generic::COMMANDS],
            links: &[
                "anon_inode:gpio-line",
                "anon_inode:gpio-linehandle",
                "anon_inode:gpio-event",
            ],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "pwm",
            title: "pulse width modulators of a chip, /dev/pwmchip0",
            operations: &[Symbol::built_in("pwm_cdev_fileops")],
            commands: &[&MODULATORS, generic::COMMANDS],
            sysfs: &[Sysfs::named("pwm", "pwmchip")],
            kernels: "6.17 and newer",
            ..Kind::NONE
        },
    ],
};

const CHIP: [Command; 9] = Command::all(
    [
        gpio::GPIO_GET_CHIPINFO_IOCTL,
        gpio::GPIO_GET_LINEINFO_IOCTL,
        gpio::GPIO_GET_LINEHANDLE_IOCTL,
        gpio::GPIO_GET_LINEEVENT_IOCTL,
        gpio::GPIO_V2_GET_LINEINFO_IOCTL,
        gpio::GPIO_V2_GET_LINEINFO_WATCH_IOCTL,
        gpio::GPIO_V2_GET_LINE_IOCTL,
        gpio::GPIO_GET_LINEINFO_WATCH_IOCTL,
        gpio::GPIO_GET_LINEINFO_UNWATCH_IOCTL,
    ],
    Class::Standard,
);

const LINES: [Command; 6] = Command::all(
    [
        gpio::GPIOHANDLE_GET_LINE_VALUES_IOCTL,
        gpio::GPIOHANDLE_SET_LINE_VALUES_IOCTL,
        gpio::GPIOHANDLE_SET_CONFIG_IOCTL,
        gpio::GPIO_V2_LINE_SET_CONFIG_IOCTL,
        gpio::GPIO_V2_LINE_GET_VALUES_IOCTL,
        gpio::GPIO_V2_LINE_SET_VALUES_IOCTL,
    ],
    Class::Standard,
);

const MODULATORS: [Command; 6] = Command::all(pwm::ALL, Class::Standard);

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn a_chip_gives_out_lines_and_they_have_commands_of_their_own() {
        for (kind, number, name) in [
            (0, 0x8044_b401, Some("GPIO_GET_CHIPINFO_IOCTL")),
            (0, 0xc250_b407, Some("GPIO_V2_GET_LINE_IOCTL")),
            (1, 0xc010_b40e, Some("GPIO_V2_LINE_GET_VALUES_IOCTL")),
            (0, 0xc010_b40e, None),
            (1, 0xc250_b407, None),
            (2, 0x4020_7506, Some("PWM_IOCTL_SETEXACTWF")),
        ] {
            let found = FAMILY.kinds[kind].command(entry::IOCTL, number);
            assert_eq!(found.map(|command| command.name), name, "{number:#x}");
        }
    }
}
