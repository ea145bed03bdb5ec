//! Parallel ports: what speaks IEEE 1284 through them, or toggles their lines (`drivers/char/ppdev.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, CodeRange, CodeTable, Command, Entries, Family, Kind, Probe,
    SubCommands, Symbol, Sysfs, generic,
};
use crate::uapi::ppdev::*;

/// The family.
pub const FAMILY: Family = Family {
    name: "parport",
    title: "parallel ports",
    kinds: &[Kind {
        name: "port",
        title: "parallel port, /dev/parport0",
        operations: &[ppdev("pp_fops")],
        commands: &[CONTROL, LINES, DATA, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, ppdev("pp_read")),
            Probe::new(Call::Write, ppdev("pp_write")),
        ],
        sysfs: &[Sysfs::all("ppdev")],
        ..Kind::NONE
    }],
};

const fn ppdev(name: &'static str) -> Symbol {
    Symbol::of("ppdev", name)
}

/// What the kernel does itself, for every port alike.
const CONTROL: &[Command] = &[
    Command::of(PPSETMODE, Class::Standard).with(&MODE),
    Command::of(PPNEGOT, Class::Standard).with(&MODE),
    Command::of(PPCLAIM, Class::Standard),
    Command::of(PPRELEASE, Class::Standard),
    Command::of(PPYIELD, Class::Standard),
    Command::of(PPEXCL, Class::Standard),
    Command::of(PPCLRIRQ, Class::Standard),
    Command::of(PPSETPHASE, Class::Standard),
    Command::of(PPGETMODES, Class::Standard),
    Command::of(PPGETMODE, Class::Standard),
    Command::of(PPGETPHASE, Class::Standard),
    Command::of(PPGETFLAGS, Class::Standard),
    Command::of(PPSETFLAGS, Class::Standard),
];

/// The port's lines, one by one: only who built the device knows what a level means to it.
const LINES: &[Command] = &[
    line(Command::of(PPRSTATUS, Class::Opaque)),
    line(Command::of(PPRCONTROL, Class::Opaque)),
    line(Command::of(PPWCONTROL, Class::Opaque)),
    line(Command::of(PPFCONTROL, Class::Opaque)),
    line(Command::of(PPWCTLONIRQ, Class::Opaque)),
    line(Command::of(PPRDATA, Class::Opaque)),
    line(Command::of(PPWDATA, Class::Opaque)),
    line(Command::of(PPDATADIR, Class::Opaque)),
];

const fn line(command: Command) -> Command {
    command.class(
        Class::Opaque,
        Some("the device on the cable decides what its lines mean"),
    )
}

/// Bytes in the mode that was negotiated.
const DATA: &[Command] = &[
    Command::passthrough("read", 0, PPDEV, &generic::TRANSFER)
        .by(Entries::READ)
        .class(Class::Opaque, None),
    Command::passthrough("write", 0, PPDEV, &generic::TRANSFER)
        .by(Entries::WRITE)
        .class(Class::Opaque, None),
];

const PPDEV: &str = "drivers/char/ppdev.c";

/// An int: the mode.
const MODE: Argument = Argument {
    sub: &[MODES],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        ..ArgumentSpec::new(4)
    })
};

const MODES: SubCommands = SubCommands::new(
    "",
    &[CodeTable {
        source: "IEEE 1284-2000, section 7; linux/parport.h",
        class: Class::Standard,
        note: None,
        codes: &[
            (0x000, "nibble"),
            (0x001, "byte"),
            (0x010, "ecp"),
            (0x030, "ecp-rle"),
            (0x040, "epp"),
            (0x100, "compat"),
        ],
    }],
)
.ranges(&[CodeRange {
    source: "linux/parport.h: IEEE1284_MODE_BECP and so on",
    class: Class::Driver,
    codes: 0x200..=0x1fff,
    name: "software",
    note: Some("what Linux calls modes of its own"),
}]);

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_mode_has_its_name() {
        let given = Given {
            entry: entry::IOCTL,
            number: PPNEGOT.number,
            argument: &[0x10, 0, 0, 0],
            ..Given::default()
        };
        let named = decode(&FAMILY.kinds[0], None, &given).named;
        let sub = named.sub.expect("a mode");
        assert_eq!((&*sub.name, named.class), ("ecp", Class::Standard));
    }
}
