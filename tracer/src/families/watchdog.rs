//! Watchdogs (`drivers/watchdog/watchdog_dev.c`, `drivers/char/ipmi/ipmi_watchdog.c`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::watchdog;

/// The family.
pub const FAMILY: Family = Family {
    name: "watchdog",
    title: "watchdogs",
    kinds: &[Kind {
        name: "timer",
        title: "timer that resets the machine, /dev/watchdog0",
        operations: &[
            Symbol::of("watchdog", "watchdog_fops"),
            Symbol::of("ipmi_watchdog", "ipmi_wdog_fops"),
        ],
        commands: &[&COMMANDS, KEEPALIVE, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Write, Symbol::of("watchdog", "watchdog_write")),
            Probe::new(Call::Write, Symbol::of("ipmi_watchdog", "ipmi_write")),
        ],
        sysfs: &[Sysfs::all("watchdog")],
        proven: true,
        ..Kind::NONE
    }],
};

const COMMANDS: [Command; 11] = Command::all(watchdog::ALL, Class::Standard);

/// Whatever is written keeps the machine alive, and a V allows the end of that.
const KEEPALIVE: &[Command] = &[Command::passthrough(
    "write",
    0,
    "Documentation/watchdog/watchdog-api.rst",
    &generic::TRANSFER,
)
.by(Entries::WRITE)
.class(Class::Standard, None)];

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{decode::decode, tests::of_length};

    #[test]
    fn a_write_keeps_alive_as_the_ioctl_does() {
        let kind = &FAMILY.kinds[0];
        let decoded = decode(kind, None, &of_length(entry::WRITE, 0, 1));
        let named = &decoded.named;
        assert_eq!(named.command.map(|command| command.name), Some("write"));
        assert_eq!((named.class, decoded.amount), (Class::Standard, Some(1)));
        let alive = decode(kind, None, &of_length(entry::IOCTL, 0x8004_5705, 0)).named;
        let command = alive.command.map(|command| command.name);
        assert_eq!(command, Some("WDIOC_KEEPALIVE"));
    }
}
