//! What manages the machine itself: processors' power, firmware, service processors' buses.

use tracer_common::spec::{ArgumentSpec, Field};

mod controllers;

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::{fsi, fsl_mc, isst_if, misc_amd_apml, ndctl, pfrut, wmi};

/// The family.
pub const FAMILY: Family = Family {
    name: "platform",
    title: "management of processors and of firmware",
    kinds: &[
        Kind {
            name: "speed-select",
            title: "Intel Speed Select, /dev/isst_interface",
            operations: &[Symbol::of("isst_if_common", "isst_if_char_driver_ops")],
            commands: &[&SPEED_SELECT, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "isst_interface")],
            ..Kind::NONE
        },
        Kind {
            name: "dell-smbios",
            title: "firmware of Dell machines, /dev/wmi/dell-smbios",
            operations: &[
                Symbol::of("dell_smbios", "dell_smbios_wmi_fops"),
                Symbol::of("wmi", "wmi_fops"),
            ],
            commands: &[&DELL, generic::COMMANDS],
            // A slash is written so.
            sysfs: &[Sysfs::named("misc", "wmi!dell-smbios")],
            ..Kind::NONE
        },
        Kind {
            name: "amd-rmi",
            title: "AMD processor's management, /dev/sbrmi-3c",
            operations: &[Symbol::of("sbrmi_i2c", "sbrmi_fops")],
            commands: &[&AMD_RMI, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "sbrmi-")],
            ..Kind::NONE
        },
        Kind {
            name: "amd-tsi",
            title: "AMD processor's temperature, /dev/sbtsi-4c",
            operations: &[Symbol::of("sbtsi", "sbtsi_fops")],
            commands: &[&AMD_TSI, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "sbtsi-")],
            ..Kind::NONE
        },
        Kind {
            name: "scom",
            title: "registers of an IBM POWER processor, /dev/fsi/scom1",
            operations: &[Symbol::of("fsi_scom", "scom_fops")],
            commands: &[&SCOM, SCOM_DATA, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("fsi_scom", "scom_read")),
                Probe::new(Call::Write, Symbol::of("fsi_scom", "scom_write")),
            ],
            hidden: FSI,
            ..Kind::NONE
        },
        Kind {
            name: "sbefifo",
            title: "boot engine of an IBM POWER processor, /dev/fsi/sbefifo1",
            operations: &[Symbol::of("fsi_sbefifo", "sbefifo_fops")],
            commands: &[&SBEFIFO, SBEFIFO_DATA, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("fsi_sbefifo", "sbefifo_user_read")),
                Probe::new(Call::Write, Symbol::of("fsi_sbefifo", "sbefifo_user_write")),
            ],
            hidden: FSI,
            ..Kind::NONE
        },
        Kind {
            name: "firmware-update",
            title: "update of firmware at run time, /dev/acpi_pfr_update0",
            operations: &[Symbol::of("pfr_update", "acpi_pfru_fops")],
            commands: &[&FIRMWARE_UPDATE, FIRMWARE, generic::COMMANDS],
            probes: &[Probe::new(
                Call::Write,
                Symbol::of("pfr_update", "pfru_write"),
            )],
            sysfs: &[Sysfs::numbered("misc", "pfru")],
            ..Kind::NONE
        },
        Kind {
            name: "firmware-log",
            title: "log of firmware, /dev/acpi_pfr_telemetry0",
            operations: &[Symbol::of("pfr_telemetry", "acpi_pfrt_log_fops")],
            commands: &[&FIRMWARE_LOG, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "pfrt")],
            ..Kind::NONE
        },
        Kind {
            name: "layerscape",
            title: "management complex of NXP Layerscape, /dev/dprc.1",
            operations: &[Symbol::built_in("fsl_mc_uapi_dev_fops")],
            commands: &[&LAYERSCAPE, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "dprc.")],
            ..Kind::NONE
        },
        Kind {
            name: "nvdimm-bus",
            title: "non-volatile memory of one controller, /dev/ndctl0",
            operations: &[Symbol::of("libnvdimm", "nvdimm_bus_fops")],
            commands: &[NVDIMM_BUS, NVDIMM_CALL, generic::COMMANDS],
            sysfs: &[Sysfs::named("nd", "ndctl")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "nvdimm",
            title: "module of non-volatile memory, /dev/nmem0",
            operations: &[Symbol::of("libnvdimm", "nvdimm_fops")],
            commands: &[NVDIMM, NVDIMM_CALL, generic::COMMANDS],
            sysfs: &[Sysfs::named("nd", "nmem")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "firmware-capsule",
            title: "capsules of firmware for the next start, /dev/efi_capsule_loader",
            operations: &[Symbol::of("capsule_loader", "efi_capsule_fops")],
            commands: &[CAPSULE, generic::COMMANDS],
            probes: &[Probe::new(
                Call::Write,
                Symbol::of("capsule_loader", "efi_capsule_write"),
            )],
            sysfs: &[Sysfs::named("misc", "efi_capsule_loader")],
            ..Kind::NONE
        },
        controllers::ASPEED_LPC,
        controllers::ASPEED_P2A,
        controllers::AMD_HSMP,
        controllers::AMD_PMF,
        controllers::PMIC,
        controllers::CHROME_EC,
        controllers::SURFACE,
        controllers::SURFACE_DETACHMENT,
        controllers::TOSHIBA,
        controllers::ILO,
    ],
};

/// Why files of the two drivers are not listed (`drivers/fsi/fsi-scom.c`, `fsi-sbefifo.c`).
const FSI: &str = "its devices are of no class and on no bus";

const SPEED_SELECT: [Command; 18] = Command::all_but(
    isst_if::ALL,
    Class::Driver,
    [
        Command::of(isst_if::ISST_IF_IO_CMD, Class::Opaque).with(&REGISTER),
        Command::of(isst_if::ISST_IF_MBOX_COMMAND, Class::Opaque).with(&MAILBOX),
        Command::of(isst_if::ISST_IF_MSR_COMMAND, Class::Opaque).with(&MSR),
    ],
);

/// struct isst_if_io_regs up to the first register: req_count, read_write, logical_cpu, reg. The first
/// of several commands stands for all.
const REGISTER: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(12, 32),
    ..ArgumentSpec::new(16)
});

/// struct isst_if_mbox_cmds up to the first command: cmd_count, logical_cpu, parameter, req_data,
/// resp_data, command, sub_command.
const MAILBOX: Argument = Argument {
    second: Some("subcommand"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(20, 16),
        second: Field::at(22, 16),
        ..ArgumentSpec::new(24)
    })
};

/// struct isst_if_msr_cmds up to the first register: cmd_count, and aligned to 8 bytes read_write,
/// logical_cpu, msr.
const MSR: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(16, 32),
    ..ArgumentSpec::new(20)
});

const DELL: [Command; 1] = Command::all_but(
    wmi::ALL,
    Class::Opaque,
    [Command::of(wmi::DELL_WMI_SMBIOS_CMD, Class::Opaque).with(&CALL)],
);

/// struct dell_wmi_smbios_buffer up to what is called: length, cmd_class, cmd_select.
const CALL: Argument = Argument {
    second: Some("select"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(8, 16),
        second: Field::at(10, 16),
        ..ArgumentSpec::new(12)
    })
};

const AMD_RMI: [Command; 4] = [
    Command::of(misc_amd_apml::SBRMI_IOCTL_MBOX_CMD, Class::Driver).with(&MESSAGE),
    Command::of(misc_amd_apml::SBRMI_IOCTL_CPUID_CMD, Class::Driver),
    Command::of(misc_amd_apml::SBRMI_IOCTL_MCAMSR_CMD, Class::Driver),
    Command::of(misc_amd_apml::SBRMI_IOCTL_REG_XFER_CMD, Class::Driver),
];

const AMD_TSI: [Command; 1] =
    Command::all([misc_amd_apml::SBTSI_IOCTL_REG_XFER_CMD], Class::Driver);

/// struct apml_mbox_msg up to its command.
const MESSAGE: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(0, 32),
    ..ArgumentSpec::new(4)
});

const SCOM: [Command; 4] = Command::all(
    [
        fsi::FSI_SCOM_CHECK,
        fsi::FSI_SCOM_READ,
        fsi::FSI_SCOM_WRITE,
        fsi::FSI_SCOM_RESET,
    ],
    Class::Driver,
);

const SBEFIFO: [Command; 2] = Command::all(
    [
        fsi::FSI_SBEFIFO_CMD_TIMEOUT_SECONDS,
        fsi::FSI_SBEFIFO_READ_TIMEOUT_SECONDS,
    ],
    Class::Driver,
);

const SCOM_DATA: &[Command] = &[
    data("read", Entries::READ, "drivers/fsi/fsi-scom.c", None),
    data("write", Entries::WRITE, "drivers/fsi/fsi-scom.c", None),
];

const SBEFIFO_DATA: &[Command] = &[
    data("read", Entries::READ, "drivers/fsi/fsi-sbefifo.c", None),
    data("write", Entries::WRITE, "drivers/fsi/fsi-sbefifo.c", None),
];

const FIRMWARE_UPDATE: [Command; 5] = Command::all(
    [
        pfrut::PFRU_IOC_SET_REV,
        pfrut::PFRU_IOC_STAGE,
        pfrut::PFRU_IOC_ACTIVATE,
        pfrut::PFRU_IOC_STAGE_ACTIVATE,
        pfrut::PFRU_IOC_QUERY_CAP,
    ],
    Class::Standard,
);

const FIRMWARE: &[Command] = &[data(
    "write",
    Entries::WRITE,
    "drivers/acpi/pfr_update.c",
    Some("a capsule of firmware"),
)];

const CAPSULE: &[Command] = &[data(
    "write",
    Entries::WRITE,
    "drivers/firmware/efi/capsule-loader.c",
    Some("a capsule of firmware"),
)];

const FIRMWARE_LOG: [Command; 3] = Command::all(
    [
        pfrut::PFRT_LOG_IOC_SET_INFO,
        pfrut::PFRT_LOG_IOC_GET_INFO,
        pfrut::PFRT_LOG_IOC_GET_DATA_INFO,
    ],
    Class::Standard,
);

const LAYERSCAPE: [Command; 1] = Command::all_but(
    fsl_mc::ALL,
    Class::Opaque,
    [Command::of(fsl_mc::FSL_MC_SEND_MC_COMMAND, Class::Opaque).with(&COMPLEX)],
);

/// struct fsl_mc_command begins with its header, whose highest 16 bits are the command.
const COMPLEX: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(6, 16),
    ..ArgumentSpec::new(8)
});

/// What ACPI defines for every controller: scrubbing for errors.
const NVDIMM_BUS: &[Command] = &[
    Command::of(ndctl::ND_IOCTL_ARS_CAP, Class::Standard),
    Command::of(ndctl::ND_IOCTL_ARS_START, Class::Standard),
    Command::of(ndctl::ND_IOCTL_ARS_STATUS, Class::Standard),
    Command::of(ndctl::ND_IOCTL_CLEAR_ERROR, Class::Standard),
];

const NVDIMM: &[Command] = &[
    Command::of(ndctl::ND_IOCTL_DIMM_FLAGS, Class::Standard),
    Command::of(ndctl::ND_IOCTL_GET_CONFIG_SIZE, Class::Standard),
    Command::of(ndctl::ND_IOCTL_GET_CONFIG_DATA, Class::Standard),
    Command::of(ndctl::ND_IOCTL_SET_CONFIG_DATA, Class::Standard),
    Command::of(ndctl::ND_IOCTL_VENDOR, Class::Opaque).with(&NVDIMM_VENDOR),
];

/// What is handed on to firmware, whose vendor says what it means.
const NVDIMM_CALL: &[Command] =
    &[Command::of(ndctl::ND_IOCTL_CALL, Class::Opaque).with(&NVDIMM_PACKAGE)];

/// struct nd_cmd_vendor_hdr: opcode, in_length.
const NVDIMM_VENDOR: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(0, 32),
    amount: [Field::at(4, 32), Field::ABSENT],
    ..ArgumentSpec::new(8)
});

/// struct nd_cmd_pkg up to its sizes: nd_family and nd_command, of which the upper halves are zero,
/// nd_size_in, nd_size_out.
const NVDIMM_PACKAGE: Argument = Argument {
    second: Some("family"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(8, 32),
        second: Field::at(0, 32),
        amount: [Field::at(16, 32), Field::at(20, 32)],
        ..ArgumentSpec::new(24)
    })
};

const fn data(
    name: &'static str,
    entries: Entries,
    source: &'static str,
    note: Option<&'static str>,
) -> Command {
    Command::passthrough(name, 0, source, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, note)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::{
        families::decode::{Decoded, Given, decode},
        uapi::Ioctl,
    };

    /// A call to a kind with numbers at their places.
    fn of(kind: &str, ioctl: Ioctl, numbers: &[(usize, u32)]) -> Decoded {
        let mut argument = [0; 32];
        for (at, number) in numbers {
            argument[*at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        let given = Given {
            entry: entry::IOCTL,
            number: ioctl.number,
            argument: &argument,
            ..Given::default()
        };
        let kind = FAMILY.kinds.iter().find(|known| known.name == kind);
        decode(kind.expect("a kind"), None, &given)
    }

    #[test]
    fn what_firmware_is_asked_is_told_by_a_code() {
        let mailbox = of(
            "speed-select",
            isst_if::ISST_IF_MBOX_COMMAND,
            &[(0, 1), (20, 0x0003_007f)],
        );
        assert_eq!(mailbox.named.sub_code, Some(0x7f));
        assert_eq!(mailbox.named.second, Some(("subcommand", 3)));
        let register = of("speed-select", isst_if::ISST_IF_MSR_COMMAND, &[(16, 0x1a0)]);
        assert_eq!(register.named.sub_code, Some(0x1a0));
        let dell = of("dell-smbios", wmi::DELL_WMI_SMBIOS_CMD, &[(8, 0x000b_0011)]);
        assert_eq!(dell.named.sub_code, Some(17));
        assert_eq!(dell.named.second, Some(("select", 11)));
        let complex = of(
            "layerscape",
            fsl_mc::FSL_MC_SEND_MC_COMMAND,
            &[(4, 0x8051_0000)],
        );
        assert_eq!(complex.named.sub_code, Some(0x8051));
        for opaque in [mailbox, register, dell, complex] {
            assert_eq!(opaque.named.class, Class::Opaque);
        }
    }

    #[test]
    fn a_call_to_nvdimm_s_firmware_says_whose_it_is_and_how_long() {
        // struct nd_cmd_pkg: nd_family, nd_command, nd_size_in, nd_size_out.
        let call = of(
            "nvdimm",
            ndctl::ND_IOCTL_CALL,
            &[(0, 1), (8, 5), (16, 4), (20, 128)],
        );
        assert_eq!(call.named.sub_code, Some(5));
        assert_eq!(call.named.second, Some(("family", 1)));
        assert_eq!(call.amount, Some(132));
        let vendor = of("nvdimm", ndctl::ND_IOCTL_VENDOR, &[(0, 0x11), (4, 64)]);
        assert_eq!(
            (vendor.named.sub_code, vendor.amount),
            (Some(0x11), Some(64))
        );
    }
}
