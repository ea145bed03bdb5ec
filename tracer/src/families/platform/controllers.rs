//! What a board has beside its processor: service processors, embedded controllers, chips that manage power.

use tracer_common::spec::{ArgumentSpec, Field};

use super::data;
use crate::{
    families::{
        Argument, Call, Class, CodeRange, CodeTable, Command, Entries, Kind, Probe, SubCommands,
        Symbol, Sysfs, generic,
        ioctl::{io, iowr},
    },
    uapi::{
        amd_pmf, asm_amd_hsmp, aspeed_lpc_ctrl, aspeed_p2a_ctrl, codes, surface_aggregator_cdev,
        surface_aggregator_dtx, toshiba, tps6594_pfsm,
    },
};

/// On a service processor of ASPEED, which has Linux of its own: what the host sees of its memory.
pub(super) const ASPEED_LPC: Kind = Kind {
    name: "aspeed-lpc",
    title: "service processor's memory that the host sees by LPC, /dev/aspeed-lpc-ctrl",
    operations: &[Symbol::of("aspeed_lpc_ctrl", "aspeed_lpc_ctrl_fops")],
    commands: &[&LPC_WINDOW, LPC_MEMORY, generic::COMMANDS],
    sysfs: &[Sysfs::named("misc", "aspeed-lpc-ctrl")],
    ..Kind::NONE
};

/// The same by PCI.
pub(super) const ASPEED_P2A: Kind = Kind {
    name: "aspeed-p2a",
    title: "service processor's memory that the host sees by PCI, /dev/aspeed-p2a-ctrl",
    operations: &[Symbol::of("aspeed_p2a_ctrl", "aspeed_p2a_ctrl_fops")],
    commands: &[&P2A_WINDOW, P2A_MEMORY, generic::COMMANDS],
    sysfs: &[Sysfs::named("misc", "aspeed-p2a-ctrl")],
    ..Kind::NONE
};

pub(super) const AMD_HSMP: Kind = Kind {
    name: "amd-hsmp",
    title: "AMD processor's power management, /dev/hsmp",
    operations: &[
        // From 6.13 on, and before.
        Symbol::of("hsmp_common", "hsmp_fops"),
        Symbol::of("amd_hsmp", "hsmp_fops"),
    ],
    commands: &[&HSMP, generic::COMMANDS],
    sysfs: &[Sysfs::named("misc", "hsmp")],
    ..Kind::NONE
};

pub(super) const AMD_PMF: Kind = Kind {
    name: "amd-pmf",
    title: "AMD notebook's power and heat, /dev/amdpmf_interface",
    operations: &[Symbol::of("amd_pmf", "pmf_if_ops")],
    commands: &[&PMF, generic::COMMANDS],
    sysfs: &[Sysfs::named("misc", "amdpmf_interface")],
    ..Kind::NONE
};

pub(super) const PMIC: Kind = Kind {
    name: "pmic",
    title: "power management chip of Texas Instruments, /dev/pfsm-0-0x48",
    operations: &[Symbol::of("tps6594_pfsm", "tps6594_pfsm_fops")],
    commands: &[&POWER_STATES, POWER_REGISTERS, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, Symbol::of("tps6594_pfsm", "tps6594_pfsm_read")),
        Probe::new(
            Call::Write,
            Symbol::of("tps6594_pfsm", "tps6594_pfsm_write"),
        ),
    ],
    sysfs: &[Sysfs::named("misc", "pfsm-")],
    ..Kind::NONE
};

pub(super) const CHROME_EC: Kind = Kind {
    name: "chrome-ec",
    title: "embedded controller of a Chromebook, /dev/cros_ec",
    operations: &[Symbol::of("cros_ec_chardev", "chardev_fops")],
    commands: &[CHROME, CHROME_EVENTS, generic::COMMANDS],
    probes: &[Probe::new(
        Call::Read,
        Symbol::of("cros_ec_chardev", "cros_ec_chardev_read"),
    )],
    sysfs: &[Sysfs::named("misc", "cros_")],
    ..Kind::NONE
};

pub(super) const SURFACE: Kind = Kind {
    name: "surface",
    title: "embedded controller of a Surface, /dev/surface/aggregator",
    operations: &[Symbol::of(
        "surface_aggregator_cdev",
        "ssam_controller_fops",
    )],
    commands: &[&SURFACE_COMMANDS, SURFACE_EVENTS, generic::COMMANDS],
    probes: &[Probe::new(
        Call::Read,
        Symbol::of("surface_aggregator_cdev", "ssam_cdev_read"),
    )],
    sysfs: &[Sysfs::named("misc", "surface_aggregator")],
    ..Kind::NONE
};

pub(super) const SURFACE_DETACHMENT: Kind = Kind {
    name: "surface-detachment",
    title: "latch of a Surface's keyboard, /dev/surface/dtx",
    operations: &[Symbol::of("surface_dtx", "surface_dtx_fops")],
    commands: &[&DETACHMENT, DETACHMENT_EVENTS, generic::COMMANDS],
    probes: &[Probe::new(
        Call::Read,
        Symbol::of("surface_dtx", "surface_dtx_read"),
    )],
    sysfs: &[Sysfs::named("misc", "surface_dtx")],
    ..Kind::NONE
};

pub(super) const TOSHIBA: Kind = Kind {
    name: "toshiba",
    title: "firmware of Toshiba notebooks, /dev/toshiba_acpi",
    operations: &[
        Symbol::of("toshiba_acpi", "toshiba_acpi_fops"),
        Symbol::of("toshiba", "tosh_fops"),
    ],
    commands: &[&FIRMWARE_CALLS, generic::COMMANDS],
    sysfs: &[Sysfs::named("misc", "toshiba")],
    ..Kind::NONE
};

pub(super) const ILO: Kind = Kind {
    name: "ilo",
    title: "channel to a service processor of HPE, /dev/hpilo/d0ccb0",
    operations: &[Symbol::of("hpilo", "ilo_fops")],
    commands: &[ILO_MESSAGES, generic::COMMANDS],
    probes: &[
        Probe::new(Call::Read, Symbol::of("hpilo", "ilo_read")),
        Probe::new(Call::Write, Symbol::of("hpilo", "ilo_write")),
    ],
    sysfs: &[Sysfs::all("iLO")],
    ..Kind::NONE
};

const LPC_WINDOW: [Command; 2] = Command::all(aspeed_lpc_ctrl::ALL, Class::Driver);
const P2A_WINDOW: [Command; 2] = Command::all(aspeed_p2a_ctrl::ALL, Class::Driver);

const LPC_MEMORY: &[Command] = &[memory("drivers/soc/aspeed/aspeed-lpc-ctrl.c")];
const P2A_MEMORY: &[Command] = &[memory("drivers/soc/aspeed/aspeed-p2a-ctrl.c")];

const fn memory(source: &'static str) -> Command {
    Command::passthrough("mmap", generic::ANY, source, &generic::MAPPING)
        .by(Entries::MMAP)
        .class(
            Class::Opaque,
            Some("the host and the service processor agree on what lies there"),
        )
}

const HSMP: [Command; 2] = Command::all_but(
    asm_amd_hsmp::ALL,
    Class::Driver,
    [Command::of(asm_amd_hsmp::HSMP_IOCTL_CMD, Class::Driver).with(&HSMP_MESSAGE)],
);

/// struct hsmp_message: msg_id, num_args, response_sz, args, and behind them the socket.
const HSMP_MESSAGE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: "asm/amd_hsmp.h",
            class: Class::Driver,
            note: None,
            codes: codes::AMD_HSMP,
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        ..ArgumentSpec::new(4)
    })
};

const PMF: [Command; 1] = Command::all(amd_pmf::ALL, Class::Driver);

const POWER_STATES: [Command; 6] = Command::all(tps6594_pfsm::ALL, Class::Driver);

const POWER_REGISTERS: &[Command] = &[
    data(
        "read",
        Entries::READ,
        "drivers/misc/tps6594-pfsm.c",
        REGISTERS,
    ),
    data(
        "write",
        Entries::WRITE,
        "drivers/misc/tps6594-pfsm.c",
        REGISTERS,
    ),
];

const REGISTERS: Option<&str> = Some("registers of the chip, its program among them");

/// The header is not exported. struct cros_ec_command has 20 bytes before its data, struct cros_ec_readmem
/// 255 (EC_MEMMAP_SIZE) after two words.
const CHROME: &[Command] = &[
    Command::passthrough(
        "CROS_EC_DEV_IOCXCMD",
        iowr(0xec, 0, 20),
        CHROME_HEADER,
        &CHROME_COMMAND,
    ),
    Command::plain(
        "CROS_EC_DEV_IOCRDMEM",
        iowr(0xec, 1, 264),
        Class::Driver,
        CHROME_HEADER,
    ),
    Command::plain(
        "CROS_EC_DEV_IOCEVENTMASK",
        io(0xec, 2),
        Class::Driver,
        CHROME_HEADER,
    ),
];

const CHROME_HEADER: &str = "include/linux/platform_data/cros_ec_chardev.h";
const CHROME_COMMANDS: &str = "include/linux/platform_data/cros_ec_commands.h";

/// struct cros_ec_command: version, command, outsize, insize. A command of another controller behind this
/// one has the other's number in its upper bits (EC_CMD_PASSTHRU_OFFSET).
const CHROME_COMMAND: Argument = Argument {
    sub: &[SubCommands::new("", &[]).ranges(&[
        CodeRange {
            source: CHROME_COMMANDS,
            class: Class::Driver,
            codes: 0..=0x3dff,
            name: "command",
            note: Some("the header documents those that it names"),
        },
        CodeRange {
            source: CHROME_COMMANDS,
            class: Class::Opaque,
            codes: 0x3e00..=0x3fff,
            name: "board",
            note: Some("the board's maker defines it (EC_CMD_BOARD_SPECIFIC_BASE)"),
        },
        CodeRange {
            source: CHROME_COMMANDS,
            class: Class::Opaque,
            codes: 0x4000..=0xffff,
            name: "passthrough",
            note: Some("handed on to a controller behind this one"),
        },
    ])],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 32),
        amount: [Field::at(8, 32), Field::at(12, 32)],
        ..ArgumentSpec::new(16)
    })
};

const CHROME_EVENTS: &[Command] =
    &[
        Command::passthrough("read", 0, CHROME_HEADER, &generic::TRANSFER)
            .by(Entries::READ)
            .class(Class::Driver, None),
    ];

const SURFACE_COMMANDS: [Command; 5] = Command::all_but(
    surface_aggregator_cdev::ALL,
    Class::Driver,
    [
        Command::of(surface_aggregator_cdev::SSAM_CDEV_REQUEST, Class::Opaque)
            .with(&SURFACE_REQUEST)
            .class(
                Class::Opaque,
                Some("a request to the controller's firmware"),
            ),
    ],
);

/// struct ssam_cdev_request: target_category, target_id, command_id, instance_id, flags, status, and of
/// payload and response the address and the length.
const SURFACE_REQUEST: Argument = Argument {
    second: Some("category"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(2, 8),
        second: Field::at(0, 8),
        amount: [Field::at(16, 16), Field::at(32, 16)],
        ..ArgumentSpec::new(36)
    })
};

const SURFACE_EVENTS: &[Command] = &[data(
    "read",
    Entries::READ,
    "linux/surface_aggregator/cdev.h",
    Some("events of the controller's firmware"),
)];

const DETACHMENT: [Command; 11] = Command::all(surface_aggregator_dtx::ALL, Class::Driver);

const DETACHMENT_EVENTS: &[Command] = &[Command::passthrough(
    "read",
    0,
    "linux/surface_aggregator/dtx.h",
    &generic::TRANSFER,
)
.by(Entries::READ)
.class(Class::Driver, None)];

const FIRMWARE_CALLS: [Command; 2] = Command::all_but(
    toshiba::ALL,
    Class::Opaque,
    [
        registers(Command::of(toshiba::TOSH_SMM, Class::Opaque)),
        registers(Command::of(toshiba::TOSHIBA_ACPI_SCI, Class::Opaque)),
    ],
);

const fn registers(command: Command) -> Command {
    command
        .with(&CALL_REGISTERS)
        .class(Class::Opaque, Some("registers as the firmware takes them"))
}

/// SMMRegisters: eax, which is the function, and ebx, of what.
const CALL_REGISTERS: Argument = Argument {
    second: Some("of"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        second: Field::at(4, 32),
        ..ArgumentSpec::new(8)
    })
};

const ILO_MESSAGES: &[Command] = &[
    data("read", Entries::READ, "drivers/misc/hpilo.c", MESSAGE),
    data("write", Entries::WRITE, "drivers/misc/hpilo.c", MESSAGE),
];

const MESSAGE: Option<&str> = Some("a message to or from the service processor's firmware");

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{
        decode::{Decoded, Given, decode},
        tests::of_length,
    };

    fn called(kind: &Kind, number: u32, argument: &[u8]) -> Decoded {
        let given = Given {
            entry: entry::IOCTL,
            number,
            argument,
            ..Given::default()
        };
        // A kind's commands live as long as the program.
        let kinds = crate::families::platform::FAMILY.kinds.iter();
        let kind = kinds.into_iter().find(|known| known.name == kind.name);
        decode(kind.expect("a kind"), None, &given)
    }

    fn named(decoded: &Decoded) -> Option<&str> {
        decoded.named.sub.as_ref().map(|sub| &*sub.name)
    }

    #[test]
    fn a_message_to_amd_s_processor_has_its_name() {
        let mut argument = [0; 44];
        argument[0] = 5;
        let limit = called(&AMD_HSMP, 0xc02c_f800, &argument);
        assert_eq!(named(&limit), Some("set-socket-power-limit"));
        assert_eq!(limit.named.class, Class::Driver);
        argument[0] = 0x30;
        assert_eq!(
            named(&called(&AMD_HSMP, 0xc02c_f800, &argument)),
            Some("get-rapl-units")
        );
    }

    #[test]
    fn a_chromebook_s_board_has_commands_of_its_own() {
        let with = |command: u32| {
            let mut argument = [0; 20];
            argument[4..8].copy_from_slice(&command.to_le_bytes());
            argument[8] = 4;
            argument[12] = 8;
            called(&CHROME_EC, 0xc014_ec00, &argument)
        };
        let hello = with(0x0001);
        assert_eq!(named(&hello), Some("command"));
        assert_eq!((hello.named.class, hello.amount), (Class::Driver, Some(12)));
        assert_eq!(named(&with(0x3e01)), Some("board"));
        assert_eq!(with(0x3e01).named.class, Class::Opaque);
        assert_eq!(named(&with(0x4001)), Some("passthrough"));
        let name = |number| {
            let command = CHROME.iter().find(|command| command.number == number);
            command.map(|command| command.name)
        };
        assert_eq!(name(0xc108_ec01), Some("CROS_EC_DEV_IOCRDMEM"));
        assert_eq!(name(0x0000_ec02), Some("CROS_EC_DEV_IOCEVENTMASK"));
    }

    #[test]
    fn a_request_to_a_surface_says_which_and_how_long() {
        let mut argument = [0; 40];
        argument[..4].copy_from_slice(&[0x08, 1, 0x31, 0]);
        argument[16] = 2;
        argument[32] = 6;
        let request = called(&SURFACE, 0xc028_a501, &argument);
        assert_eq!(request.named.sub_code, Some(0x31));
        assert_eq!(request.named.second, Some(("category", 8)));
        assert_eq!(
            (request.named.class, request.amount),
            (Class::Opaque, Some(8))
        );
    }

    #[test]
    fn a_call_of_firmware_says_its_function() {
        let mut argument = [0; 24];
        argument[..2].copy_from_slice(&0xf300_u16.to_le_bytes());
        argument[4..6].copy_from_slice(&0x0150_u16.to_le_bytes());
        let call = called(&TOSHIBA, 0xc018_7491, &argument);
        assert_eq!(call.named.sub_code, Some(0xf300));
        assert_eq!(call.named.second, Some(("of", 0x150)));
        assert_eq!(call.named.class, Class::Opaque);
    }

    #[test]
    fn memory_that_host_and_service_processor_share_is_opaque() {
        for kind in ["aspeed-lpc", "aspeed-p2a"] {
            let mut kinds = crate::families::platform::FAMILY.kinds.iter();
            let kind = kinds.find(|known| known.name == kind).expect("a kind");
            let mapped = decode(kind, None, &of_length(entry::MMAP, 0, 4096));
            assert_eq!(
                (mapped.named.class, mapped.amount),
                (Class::Opaque, Some(4096))
            );
        }
    }
}
