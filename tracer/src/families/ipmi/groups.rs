//! Commands that others than the specification's authors define: a body of standards, which the first byte of
//! the data names, or a manufacturer, by its number in the first three.

use tracer_common::spec::Field;

use super::{Class, CodeRange, CodeTable, Detail, SubCommands};

/// A body that has published its commands.
struct Body {
    id: u32,
    source: &'static str,
}

const PICMG: Body = Body {
    id: 0x00,
    source: "PICMG 3.0 (AdvancedTCA), table 3-11; AMC.0, MicroTCA.0, HPM.1",
};
const VITA: Body = Body {
    id: 0x03,
    source: "ANSI/VITA 46.11, system management on VPX, section 10",
};
const DCMI: Body = Body {
    id: 0xdc,
    source: "Data Center Manageability Interface Specification 1.5, section 6",
};

/// Where the data name the body.
const BODY: Field = Field::at(0, 8).pointed();
/// Where they name the manufacturer, in the order of IPMI's numbers.
pub(super) const MANUFACTURER: Field = Field::at(0, 24).pointed();

/// A command by its code, with what each body that has one of this code calls it.
macro_rules! command {
    ($code:literal, $($body:ident $name:literal),+) => {
        Detail {
            sub: $code,
            field: BODY,
            values: SubCommands::new(
                "",
                &[$(CodeTable {
                    source: $body.source,
                    class: Class::Standard,
                    note: None,
                    codes: &[($body.id, $name)],
                }),+],
            )
            .ranges(OTHERS),
        }
    };
}

const OTHERS: &[CodeRange] = &[other(0x01, 0x02), other(0x04, 0xdb), other(0xdd, 0xff)];

const fn other(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: super::SPECIFICATION,
        class: Class::Opaque,
        codes: first..=last,
        name: "body",
        note: Some("of a body whose commands have no table here"),
    }
}

/// Every command of those bodies.
pub(super) const COMMANDS: &[Detail] = &[
    command!(0x00, PICMG "picmg-get-properties", VITA "vita-get-vso-capabilities"),
    command!(0x01, PICMG "picmg-get-address-info", VITA "vita-get-chassis-address-table-info", DCMI "dcmi-get-capabilities-info"),
    command!(0x02, PICMG "picmg-get-shelf-address-info", VITA "vita-get-chassis-identifier", DCMI "dcmi-get-power-reading"),
    command!(0x03, PICMG "picmg-set-shelf-address-info", VITA "vita-set-chassis-identifier", DCMI "dcmi-get-power-limit"),
    command!(0x04, PICMG "picmg-fru-control", VITA "vita-fru-control", DCMI "dcmi-set-power-limit"),
    command!(0x05, PICMG "picmg-get-fru-led-properties", VITA "vita-get-fru-led-properties", DCMI "dcmi-activate-power-limit"),
    command!(0x06, PICMG "picmg-get-led-color-capabilities", VITA "vita-get-led-color-capabilities", DCMI "dcmi-get-asset-tag"),
    command!(0x07, PICMG "picmg-set-fru-led-state", VITA "vita-set-fru-led-state", DCMI "dcmi-get-sensor-info"),
    command!(0x08, PICMG "picmg-get-fru-led-state", VITA "vita-get-fru-led-state", DCMI "dcmi-set-asset-tag"),
    command!(0x09, PICMG "picmg-set-ipmb-state", VITA "vita-set-ipmb-state", DCMI "dcmi-get-controller-identifier"),
    command!(0x0a, PICMG "picmg-set-fru-activation-policy", VITA "vita-set-fru-state-policy-bits", DCMI "dcmi-set-controller-identifier"),
    command!(0x0b, PICMG "picmg-get-fru-activation-policy", VITA "vita-get-fru-state-policy-bits", DCMI "dcmi-set-thermal-limit"),
    command!(0x0c, PICMG "picmg-set-fru-activation", VITA "vita-set-fru-activation", DCMI "dcmi-get-thermal-limit"),
    command!(0x0d, PICMG "picmg-get-device-locator-record-id", VITA "vita-get-device-locator-record-id"),
    command!(0x0e, PICMG "picmg-set-port-state"),
    command!(0x0f, PICMG "picmg-get-port-state"),
    command!(0x10, PICMG "picmg-compute-power-properties", DCMI "dcmi-get-temperature-readings"),
    command!(0x11, PICMG "picmg-set-power-level"),
    command!(0x12, PICMG "picmg-get-power-level", DCMI "dcmi-set-configuration-parameters"),
    command!(0x13, PICMG "picmg-renegotiate-power", DCMI "dcmi-get-configuration-parameters"),
    command!(0x14, PICMG "picmg-get-fan-speed-properties", VITA "vita-get-fan-speed-properties"),
    command!(0x15, PICMG "picmg-set-fan-level", VITA "vita-set-fan-level"),
    command!(0x16, PICMG "picmg-get-fan-level", VITA "vita-get-fan-level"),
    command!(0x17, PICMG "picmg-bused-resource"),
    command!(0x18, PICMG "picmg-get-ipmb-link-info", VITA "vita-get-ipmb-link-info"),
    command!(0x19, PICMG "picmg-set-amc-port-state"),
    command!(0x1a, PICMG "picmg-get-amc-port-state"),
    command!(0x1b, PICMG "picmg-get-shelf-manager-ipmb-address", VITA "vita-get-chassis-manager-ipmb-address"),
    command!(0x1c, PICMG "picmg-set-fan-policy", VITA "vita-set-fan-policy"),
    command!(0x1d, PICMG "picmg-get-fan-policy", VITA "vita-get-fan-policy"),
    command!(0x1e, PICMG "picmg-fru-control-capabilities", VITA "vita-fru-control-capabilities"),
    command!(0x1f, PICMG "picmg-fru-inventory-device-lock-control", VITA "vita-fru-inventory-device-lock-control"),
    command!(0x20, PICMG "picmg-fru-inventory-device-write", VITA "vita-fru-inventory-device-write"),
    command!(0x21, PICMG "picmg-get-shelf-manager-ip-addresses", VITA "vita-get-chassis-manager-ip-address"),
    command!(0x22, PICMG "picmg-get-shelf-power-allocation"),
    command!(0x23, PICMG "picmg-get-location-information"),
    command!(0x24, PICMG "picmg-power-channel-control"),
    command!(0x25, PICMG "picmg-get-power-channel-status"),
    command!(0x26, PICMG "picmg-power-module-reset"),
    command!(0x27, PICMG "picmg-get-power-module-status"),
    command!(0x28, PICMG "picmg-power-module-heartbeat"),
    command!(0x29, PICMG "picmg-get-telco-alarm-capability"),
    command!(0x2a, PICMG "picmg-set-telco-alarm-state"),
    command!(0x2b, PICMG "picmg-get-telco-alarm-state"),
    command!(0x2c, PICMG "picmg-set-clock-state"),
    command!(0x2d, PICMG "picmg-get-clock-state"),
    command!(0x2e, PICMG "picmg-get-target-upgrade-capabilities"),
    command!(0x2f, PICMG "picmg-get-component-properties"),
    command!(0x30, PICMG "picmg-abort-firmware-upgrade"),
    command!(0x31, PICMG "picmg-initiate-upgrade-action"),
    command!(0x32, PICMG "picmg-upload-firmware-block"),
    command!(0x33, PICMG "picmg-finish-firmware-upload"),
    command!(0x34, PICMG "picmg-get-upgrade-status"),
    command!(0x35, PICMG "picmg-activate-firmware"),
    command!(0x36, PICMG "picmg-query-self-test-results"),
    command!(0x37, PICMG "picmg-query-rollback-status"),
    command!(0x38, PICMG "picmg-initiate-manual-rollback"),
    command!(0x40, VITA "vita-get-fru-address-info"),
    command!(0x41, VITA "vita-get-fru-persistent-control"),
    command!(0x42, VITA "vita-set-fru-persistent-control"),
    command!(0x43, VITA "vita-fru-persistent-control-capabilities"),
    command!(0x44, VITA "vita-get-mandatory-sensor-numbers"),
];

/// Manufacturers by their private enterprise numbers: whose a command is, and that nobody else says what it
/// does.
pub(super) const MANUFACTURERS: &[CodeTable] = &[CodeTable {
    source: "IANA, private enterprise numbers",
    class: Class::Opaque,
    note: Some("the manufacturer defines it"),
    codes: &[
        (2, "ibm"),
        (11, "hpe"),
        (42, "oracle"),
        (107, "bull"),
        (119, "nec"),
        (193, "ericsson"),
        (343, "intel"),
        (674, "dell"),
        (2011, "huawei"),
        (4337, "radisys"),
        (4413, "broadcom"),
        (6653, "tyan"),
        (7244, "quanta"),
        (10297, "advantech"),
        (10368, "fujitsu"),
        (10876, "supermicro"),
        (11129, "google"),
        (12634, "picmg"),
        (15000, "kontron"),
        (16394, "pigeon-point"),
        (19046, "lenovo"),
        (20974, "ami"),
        (24339, "adlink"),
        (33196, "vita"),
        (49769, "yadro"),
    ],
}];

/// Any other, and messages that do not name one.
pub(super) const ANY_MANUFACTURER: &[CodeRange] = &[CodeRange {
    source: super::SPECIFICATION,
    class: Class::Opaque,
    codes: 0..=0xff_ffff,
    name: "manufacturer",
    note: Some("the manufacturer with this number (IANA) defines it"),
}];
