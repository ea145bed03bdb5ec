//! IPMI: requests to a baseboard management controller (`drivers/char/ipmi`).

mod bmc;
mod groups;

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Family, Kind, SubCommands, Symbol,
    Sysfs, When, generic,
    ioctl::{ior, iowr},
};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "ipmi",
    title: "baseboard management controllers",
    kinds: &[
        Kind {
            name: "interface",
            title: "system interface, /dev/ipmi0",
            operations: &[Symbol::of("ipmi_devintf", "ipmi_fops")],
            commands: &[&COMMANDS, COMMANDS_32, generic::COMMANDS],
            sysfs: &[Sysfs::all("ipmi")],
            proven: true,
            ..Kind::NONE
        },
        bmc::BT,
        bmc::KCS,
        bmc::SSIF,
        bmc::IPMB,
    ],
};

const COMPAT: &str = "drivers/char/ipmi/ipmi_devintf.c";
const SPECIFICATION: &str =
    "Intelligent Platform Management Interface Specification 2.0, appendix G";

/// What is received is not known before it is.
const COMMANDS: [Command; 21] = Command::all_but(
    uapi::ipmi::ALL,
    Class::Standard,
    [
        Command::of(uapi::ipmi::IPMICTL_SEND_COMMAND, Class::Unknown).with(&REQUEST),
        Command::of(uapi::ipmi::IPMICTL_SEND_COMMAND_SETTIME, Class::Unknown).with(&REQUEST),
    ],
);

/// What 32-bit processes pass where pointers make a difference.
const COMMANDS_32: &[Command] = &[
    compat("COMPAT_IPMICTL_RECEIVE_MSG_TRUNC", iowr(b'i', 11, 24)),
    compat("COMPAT_IPMICTL_RECEIVE_MSG", iowr(b'i', 12, 24)),
    Command::passthrough(
        "COMPAT_IPMICTL_SEND_COMMAND",
        ior(b'i', 13, 20),
        COMPAT,
        &REQUEST_32,
    ),
    Command::passthrough(
        "COMPAT_IPMICTL_SEND_COMMAND_SETTIME",
        ior(b'i', 21, 28),
        COMPAT,
        &REQUEST_32,
    ),
];

const fn compat(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, COMPAT)
}

/// struct ipmi_req: addr, addr_len, msgid, and the message's netfn, cmd, data_len and data. struct
/// ipmi_req_settime begins with it.
const REQUEST: Argument = request(
    with_body(REQUEST_SPEC),
    &[with_manufacturer(REQUEST_SPEC), plain(REQUEST_SPEC, 28)],
);

const REQUEST_SPEC: ArgumentSpec = ArgumentSpec {
    guard_word: 24 / 4,
    sub: Field::at(25, 8),
    second: Field::at(24, 8),
    amount: [Field::at(26, 16), Field::ABSENT],
    pointer: 32 / 4,
    pointed: 4,
    pointed_length: Field::at(26, 16),
    ..ArgumentSpec::new(40)
};

/// struct compat_ipmi_req, likewise.
const REQUEST_32: Argument = request(
    with_body(REQUEST_SPEC_32),
    &[
        with_manufacturer(REQUEST_SPEC_32),
        plain(REQUEST_SPEC_32, 16),
    ],
);

const REQUEST_SPEC_32: ArgumentSpec = ArgumentSpec {
    guard_word: 12 / 4,
    sub: Field::at(13, 8),
    second: Field::at(12, 8),
    amount: [Field::at(14, 16), Field::ABSENT],
    pointer: 16 / 4,
    pointed: 4,
    pointed_length: Field::at(14, 16),
    flags: flag::SHORT_POINTER,
    ..ArgumentSpec::new(20)
};

/// A request whose data name a body of standards.
const fn with_body(spec: ArgumentSpec) -> ArgumentSpec {
    ArgumentSpec {
        guard: GROUP,
        guard_mask: 0xff,
        ..spec
    }
}

/// One whose data name a manufacturer. Who defines it tells more of it than the command's code.
const fn with_manufacturer(spec: ArgumentSpec) -> ArgumentSpec {
    ArgumentSpec {
        guard: OEM_GROUP,
        guard_mask: 0xff,
        sub: groups::MANUFACTURER,
        ..spec
    }
}

/// Any other: the pointer is not followed.
const fn plain(spec: ArgumentSpec, length: u16) -> ArgumentSpec {
    ArgumentSpec {
        sub: spec.sub,
        second: spec.second,
        amount: spec.amount,
        ..ArgumentSpec::new(length)
    }
}

const fn request(spec: ArgumentSpec, alternatives: &'static [ArgumentSpec]) -> Argument {
    Argument {
        sub: FUNCTIONS,
        second: Some("netfn"),
        alternatives,
        ..Argument::new(spec)
    }
}

/// Network functions of requests whose data say whose they are.
const GROUP: u32 = 0x2c;
const OEM_GROUP: u32 = 0x2e;

/// Network functions. A request has an even one, a response the odd one after it.
const FUNCTIONS: &[SubCommands] = &[
    function("chassis", 0x00, &[standard_commands(CHASSIS)]),
    function("bridge", 0x02, &[standard_commands(BRIDGE)]),
    function("sensor", 0x04, &[standard_commands(SENSOR)]),
    function("app", 0x06, &[standard_commands(APP)]),
    function("firmware", 0x08, &[]),
    function("storage", 0x0a, &[standard_commands(STORAGE)]),
    function("transport", 0x0c, &[standard_commands(TRANSPORT)]),
    SubCommands {
        ranges: OF_BODY,
        details: groups::COMMANDS,
        ..SubCommands::new("group", &[]).when(When::is(GROUP))
    },
    SubCommands::new("oem-group", groups::MANUFACTURERS)
        .ranges(groups::ANY_MANUFACTURER)
        .when(When::is(OEM_GROUP)),
    // Responses: their data begin with a completion code.
    vendor("group", GROUP, OF_BODY),
    vendor("oem-group", OEM_GROUP, MANUFACTURER),
    vendor("oem", 0x30, MANUFACTURER),
    vendor("oem", 0x32, MANUFACTURER),
    vendor("oem", 0x34, MANUFACTURER),
    vendor("oem", 0x36, MANUFACTURER),
    vendor("oem", 0x38, MANUFACTURER),
    vendor("oem", 0x3a, MANUFACTURER),
    vendor("oem", 0x3c, MANUFACTURER),
    vendor("oem", 0x3e, MANUFACTURER),
    SubCommands::new("reserved", &[]),
];

const fn of(netfn: u32) -> When {
    When::masked(!1, netfn)
}

const fn function(group: &'static str, netfn: u32, tables: &'static [CodeTable]) -> SubCommands {
    SubCommands::new(group, tables).when(of(netfn))
}

/// What a body other than the specification's defines and no table here has.
const OF_BODY: &[CodeRange] = &[ranged(
    "a body of standards that the data's first byte names defines it",
)];

/// What the maker of the board defines.
const MANUFACTURER: &[CodeRange] = &[ranged(
    "the manufacturer defines it (the answer to app.get-device-id says who that is)",
)];

const fn vendor(group: &'static str, netfn: u32, ranges: &'static [CodeRange]) -> SubCommands {
    SubCommands {
        ranges,
        ..function(group, netfn, &[])
    }
}

const fn ranged(note: &'static str) -> CodeRange {
    CodeRange {
        source: SPECIFICATION,
        class: Class::Opaque,
        codes: 0..=0xff,
        name: "command",
        note: Some(note),
    }
}

const fn standard_commands(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: SPECIFICATION,
        class: Class::Standard,
        note: None,
        codes,
    }
}

const CHASSIS: &[(u32, &str)] = &[
    (0x00, "get-capabilities"),
    (0x01, "get-status"),
    (0x02, "control"),
    (0x03, "reset"),
    (0x04, "identify"),
    (0x05, "set-capabilities"),
    (0x06, "set-power-restore-policy"),
    (0x07, "get-system-restart-cause"),
    (0x08, "set-system-boot-options"),
    (0x09, "get-system-boot-options"),
    (0x0a, "set-front-panel-button-enables"),
    (0x0b, "set-power-cycle-interval"),
    (0x0f, "get-poh-counter"),
];

const BRIDGE: &[(u32, &str)] = &[
    (0x00, "get-bridge-state"),
    (0x01, "set-bridge-state"),
    (0x02, "get-icmb-address"),
    (0x03, "set-icmb-address"),
    (0x04, "set-bridge-proxy-address"),
    (0x05, "get-bridge-statistics"),
    (0x06, "get-icmb-capabilities"),
    (0x08, "clear-bridge-statistics"),
    (0x09, "get-bridge-proxy-address"),
    (0x0a, "get-icmb-connector-info"),
    (0x0b, "get-icmb-connection-id"),
    (0x0c, "send-icmb-connection-id"),
    (0x10, "prepare-for-discovery"),
    (0x11, "get-addresses"),
    (0x12, "set-discovered"),
    (0x13, "get-chassis-device-id"),
    (0x14, "set-chassis-device-id"),
    (0x20, "bridge-request"),
    (0x21, "bridge-message"),
    (0x30, "get-event-count"),
    (0x31, "set-event-destination"),
    (0x32, "set-event-reception-state"),
    (0x33, "send-icmb-event-message"),
    (0x34, "get-event-destination"),
    (0x35, "get-event-reception-state"),
    (0xff, "error-report"),
];

const SENSOR: &[(u32, &str)] = &[
    (0x00, "set-event-receiver"),
    (0x01, "get-event-receiver"),
    (0x02, "platform-event"),
    (0x10, "get-pef-capabilities"),
    (0x11, "arm-pef-postpone-timer"),
    (0x12, "set-pef-configuration-parameters"),
    (0x13, "get-pef-configuration-parameters"),
    (0x14, "set-last-processed-event-id"),
    (0x15, "get-last-processed-event-id"),
    (0x16, "alert-immediate"),
    (0x17, "pet-acknowledge"),
    (0x20, "get-device-sdr-info"),
    (0x21, "get-device-sdr"),
    (0x22, "reserve-device-sdr-repository"),
    (0x23, "get-sensor-reading-factors"),
    (0x24, "set-sensor-hysteresis"),
    (0x25, "get-sensor-hysteresis"),
    (0x26, "set-sensor-threshold"),
    (0x27, "get-sensor-threshold"),
    (0x28, "set-sensor-event-enable"),
    (0x29, "get-sensor-event-enable"),
    (0x2a, "re-arm-sensor-events"),
    (0x2b, "get-sensor-event-status"),
    (0x2d, "get-sensor-reading"),
    (0x2e, "set-sensor-type"),
    (0x2f, "get-sensor-type"),
    (0x30, "set-sensor-reading-and-event-status"),
];

const APP: &[(u32, &str)] = &[
    (0x01, "get-device-id"),
    (0x02, "cold-reset"),
    (0x03, "warm-reset"),
    (0x04, "get-self-test-results"),
    (0x05, "manufacturing-test-on"),
    (0x06, "set-acpi-power-state"),
    (0x07, "get-acpi-power-state"),
    (0x08, "get-device-guid"),
    (0x09, "get-netfn-support"),
    (0x0a, "get-command-support"),
    (0x0b, "get-command-sub-function-support"),
    (0x0c, "get-configurable-commands"),
    (0x0d, "get-configurable-command-sub-functions"),
    (0x22, "reset-watchdog-timer"),
    (0x24, "set-watchdog-timer"),
    (0x25, "get-watchdog-timer"),
    (0x2e, "set-bmc-global-enables"),
    (0x2f, "get-bmc-global-enables"),
    (0x30, "clear-message-flags"),
    (0x31, "get-message-flags"),
    (0x32, "enable-message-channel-receive"),
    (0x33, "get-message"),
    (0x34, "send-message"),
    (0x35, "read-event-message-buffer"),
    (0x36, "get-bt-interface-capabilities"),
    (0x37, "get-system-guid"),
    (0x38, "get-channel-authentication-capabilities"),
    (0x39, "get-session-challenge"),
    (0x3a, "activate-session"),
    (0x3b, "set-session-privilege-level"),
    (0x3c, "close-session"),
    (0x3d, "get-session-info"),
    (0x3f, "get-auth-code"),
    (0x40, "set-channel-access"),
    (0x41, "get-channel-access"),
    (0x42, "get-channel-info"),
    (0x43, "set-user-access"),
    (0x44, "get-user-access"),
    (0x45, "set-user-name"),
    (0x46, "get-user-name"),
    (0x47, "set-user-password"),
    (0x48, "activate-payload"),
    (0x49, "deactivate-payload"),
    (0x4a, "get-payload-activation-status"),
    (0x4b, "get-payload-instance-info"),
    (0x4c, "set-user-payload-access"),
    (0x4d, "get-user-payload-access"),
    (0x4e, "get-channel-payload-support"),
    (0x4f, "get-channel-payload-version"),
    (0x50, "get-channel-oem-payload-info"),
    (0x52, "master-write-read"),
    (0x54, "get-channel-cipher-suites"),
    (0x55, "suspend-resume-payload-encryption"),
    (0x56, "set-channel-security-keys"),
    (0x57, "get-system-interface-capabilities"),
    (0x58, "set-system-info-parameters"),
    (0x59, "get-system-info-parameters"),
    (0x60, "set-command-enables"),
    (0x61, "get-command-enables"),
    (0x62, "set-command-sub-function-enables"),
    (0x63, "get-command-sub-function-enables"),
    (0x64, "get-oem-netfn-iana-support"),
];

const STORAGE: &[(u32, &str)] = &[
    (0x10, "get-fru-inventory-area-info"),
    (0x11, "read-fru-data"),
    (0x12, "write-fru-data"),
    (0x20, "get-sdr-repository-info"),
    (0x21, "get-sdr-repository-allocation-info"),
    (0x22, "reserve-sdr-repository"),
    (0x23, "get-sdr"),
    (0x24, "add-sdr"),
    (0x25, "partial-add-sdr"),
    (0x26, "delete-sdr"),
    (0x27, "clear-sdr-repository"),
    (0x28, "get-sdr-repository-time"),
    (0x29, "set-sdr-repository-time"),
    (0x2a, "enter-sdr-repository-update-mode"),
    (0x2b, "exit-sdr-repository-update-mode"),
    (0x2c, "run-initialization-agent"),
    (0x40, "get-sel-info"),
    (0x41, "get-sel-allocation-info"),
    (0x42, "reserve-sel"),
    (0x43, "get-sel-entry"),
    (0x44, "add-sel-entry"),
    (0x45, "partial-add-sel-entry"),
    (0x46, "delete-sel-entry"),
    (0x47, "clear-sel"),
    (0x48, "get-sel-time"),
    (0x49, "set-sel-time"),
    (0x5a, "get-auxiliary-log-status"),
    (0x5b, "set-auxiliary-log-status"),
    (0x5c, "get-sel-time-utc-offset"),
    (0x5d, "set-sel-time-utc-offset"),
];

const TRANSPORT: &[(u32, &str)] = &[
    (0x01, "set-lan-configuration-parameters"),
    (0x02, "get-lan-configuration-parameters"),
    (0x03, "suspend-bmc-arps"),
    (0x04, "get-ip-udp-rmcp-statistics"),
    (0x10, "set-serial-modem-configuration"),
    (0x11, "get-serial-modem-configuration"),
    (0x12, "set-serial-modem-mux"),
    (0x20, "sol-activating"),
    (0x21, "set-sol-configuration-parameters"),
    (0x22, "get-sol-configuration-parameters"),
];

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn numbers_are_those_of_the_driver() {
        let numbers: Vec<_> = COMMANDS_32.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [0xc018_690b, 0xc018_690c, 0x8014_690d, 0x801c_6915]
        );
    }

    #[test]
    fn a_command_means_what_its_network_function_makes_of_it() {
        let named = |code, netfn| {
            let sub = REQUEST.name(code, netfn).expect("every function is named");
            (sub.name.into_owned(), sub.class)
        };
        assert_eq!(named(1, 6), ("app.get-device-id".into(), Class::Standard));
        assert_eq!(named(1, 7), ("app.get-device-id".into(), Class::Standard));
        assert_eq!(named(1, 0), ("chassis.get-status".into(), Class::Standard));
        assert_eq!(named(1, 0x08), ("firmware.0x01".into(), Class::Unknown));
        assert_eq!(named(1, 0x3f), ("oem.command".into(), Class::Opaque));
        assert_eq!(named(1, 0x10), ("reserved.0x01".into(), Class::Unknown));
        // A response to a group's command, and one to a manufacturer's.
        assert_eq!(named(1, 0x2d), ("group.command".into(), Class::Opaque));
        assert_eq!(named(1, 0x2f), ("oem-group.command".into(), Class::Opaque));
    }

    /// What a request with these data is called, with what tells it apart, and its class.
    fn requested(
        by: u8,
        netfn: u8,
        cmd: u8,
        data: &[u8],
    ) -> (Option<String>, Option<String>, Class) {
        let (number, length, at) = match by {
            entry::IOCTL => (uapi::ipmi::IPMICTL_SEND_COMMAND.number, 40, 24),
            _ => (0x8014_690d, 20, 12),
        };
        let mut argument = vec![0; length];
        let length = u8::try_from(data.len()).expect("a short message");
        argument[at..at + 3].copy_from_slice(&[netfn, cmd, length]);
        let given = Given {
            entry: by,
            number,
            argument: &argument,
            pointed: data,
            ..Given::default()
        };
        let named = decode(&FAMILY.kinds[0], None, &given).named;
        let detail = named.detail.map(|(detail, _)| detail.name.into_owned());
        (
            named.sub.map(|sub| sub.name.into_owned()),
            detail,
            named.class,
        )
    }

    #[test]
    fn a_group_s_command_is_its_body_s() {
        for by in [entry::IOCTL, entry::COMPAT_IOCTL] {
            let of = |cmd, data: &[u8]| {
                let (sub, detail, class) = requested(by, 0x2c, cmd, data);
                assert_eq!(sub.as_deref(), Some("group.command"));
                (detail.expect("a body"), class)
            };
            let standard = |name: &str| (name.to_owned(), Class::Standard);
            assert_eq!(of(2, &[0xdc, 1, 0, 0]), standard("dcmi-get-power-reading"));
            assert_eq!(
                of(0x13, &[0xdc, 1]),
                standard("dcmi-get-configuration-parameters")
            );
            assert_eq!(of(0, &[0]), standard("picmg-get-properties"));
            assert_eq!(
                of(0x2e, &[0]),
                standard("picmg-get-target-upgrade-capabilities")
            );
            assert_eq!(
                of(0x44, &[3, 0]),
                standard("vita-get-mandatory-sensor-numbers")
            );
            assert_eq!(of(2, &[0x52, 0]), ("body".to_owned(), Class::Opaque));
            assert_eq!(of(0x44, &[0xdc]), ("0xdc".to_owned(), Class::Unknown));
        }
        // None of them has such a command.
        let other = requested(entry::IOCTL, 0x2c, 0x50, &[0xdc]);
        assert_eq!(other, (Some("group.command".into()), None, Class::Opaque));
    }

    #[test]
    fn a_manufacturer_s_command_says_whose_it_is() {
        for by in [entry::IOCTL, entry::COMPAT_IOCTL] {
            // 674 is 0x02a2, 10876 is 0x2a7c.
            for (data, name) in [
                ([0xa2, 0x02, 0, 5], "oem-group.dell"),
                ([0x7c, 0x2a, 0, 5], "oem-group.supermicro"),
                ([1, 2, 3, 4], "oem-group.manufacturer"),
            ] {
                let found = requested(by, 0x2e, 1, &data);
                assert_eq!(found, (Some(name.to_owned()), None, Class::Opaque));
            }
            let app = requested(by, 6, 1, &[]);
            assert_eq!(
                app,
                (Some("app.get-device-id".into()), None, Class::Standard)
            );
            let answer = requested(by, 0x2d, 2, &[0, 0xdc]);
            assert_eq!(answer, (Some("group.command".into()), None, Class::Opaque));
        }
    }
}
