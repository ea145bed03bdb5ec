//! Confidential computing: the firmware that guards memory of virtual machines from their host, on the
//! host and in the guest, and enclaves beside a machine.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeTable, Command, Family, Kind, SubCommands, Symbol, Sysfs, Via, generic,
};
use crate::uapi::{asm_sgx, nitro_enclaves, nsm, psp_dbc, psp_sev, psp_sfs, sev_guest, tdx_guest};

/// The family.
pub const FAMILY: Family = Family {
    name: "confidential",
    title: "confidential computing",
    kinds: &[
        Kind {
            name: "sev",
            title: "firmware of AMD's secure processor, /dev/sev",
            operations: &[Symbol::of("ccp", "sev_fops")],
            commands: &[&SEV, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "sev")],
            ..Kind::NONE
        },
        Kind {
            name: "dbc",
            title: "performance limits that AMD signs, /dev/dbc",
            operations: &[Symbol::of("ccp", "dbc_fops")],
            commands: &[&DBC, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "dbc")],
            ..Kind::NONE
        },
        Kind {
            name: "sev-guest",
            title: "reports of a guest on AMD, /dev/sev-guest",
            operations: &[Symbol::of("sev_guest", "snp_guest_fops")],
            commands: &[&SEV_GUEST, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "sev-guest")],
            ..Kind::NONE
        },
        Kind {
            name: "tdx-guest",
            title: "reports of a guest on Intel, /dev/tdx_guest",
            operations: &[Symbol::of("tdx_guest", "tdx_guest_fops")],
            commands: &[&TDX_GUEST, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "tdx_guest")],
            ..Kind::NONE
        },
        Kind {
            name: "nitro",
            title: "enclaves of Amazon's hypervisor, /dev/nitro_enclaves",
            operations: &[Symbol::of("nitro_enclaves", "ne_fops")],
            commands: &[&NITRO, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "nitro_enclaves")],
            ..Kind::NONE
        },
        Kind {
            name: "nitro-enclave",
            title: "enclave that was made",
            via: Via::Alike,
            operations: &[Symbol::of("nitro_enclaves", "ne_enclave_fops")],
            commands: &[&NITRO_ENCLAVE, generic::COMMANDS],
            links: &["anon_inode:ne-vm"],
            ..Kind::NONE
        },
        Kind {
            name: "nitro-module",
            title: "security module of an enclave, /dev/nsm",
            operations: &[Symbol::of("nsm", "nsm_dev_fops")],
            commands: &[&NITRO_MODULE, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "nsm")],
            ..Kind::NONE
        },
        Kind {
            name: "sfs",
            title: "AMD firmware that is brought up to date at run time, /dev/sfs",
            operations: &[Symbol::of("ccp", "sfs_fops")],
            commands: &[&SFS, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "sfs")],
            ..Kind::NONE
        },
        Kind {
            name: "sgx",
            title: "enclaves of Intel processors, /dev/sgx_enclave, /dev/sgx_provision",
            operations: &[
                Symbol::built_in("sgx_encl_fops"),
                Symbol::built_in("sgx_provision_fops"),
            ],
            commands: &[&SGX, generic::COMMANDS],
            sysfs: &[
                Sysfs::named("misc", "sgx_enclave"),
                Sysfs::named("misc", "sgx_provision"),
            ],
            ..Kind::NONE
        },
        Kind {
            name: "sgx-guests",
            title: "memory for guests' enclaves on Intel, /dev/sgx_vepc",
            operations: &[Symbol::built_in("sgx_vepc_fops")],
            commands: &[&SGX_GUESTS, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "sgx_vepc")],
            ..Kind::NONE
        },
    ],
};

const SEV: [Command; 1] = Command::all_but(
    psp_sev::ALL,
    Class::Driver,
    [Command::of(psp_sev::SEV_ISSUE_CMD, Class::Driver).with(&FIRMWARE)],
);

/// struct sev_issue_cmd up to its command.
const FIRMWARE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[CodeTable {
            source: "linux/psp-sev.h; AMD publications 55766 and 56860",
            class: Class::Driver,
            note: None,
            codes: &[
                (0, "factory-reset"),
                (1, "platform-status"),
                (2, "pek-gen"),
                (3, "pek-csr"),
                (4, "pdh-gen"),
                (5, "pdh-cert-export"),
                (6, "pek-cert-import"),
                (7, "get-id"),
                (8, "get-id-2"),
                (9, "snp-platform-status"),
                (10, "snp-commit"),
                (11, "snp-set-config"),
                (12, "snp-vlek-load"),
            ],
        }],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        ..ArgumentSpec::new(4)
    })
};

const DBC: [Command; 3] = Command::all(psp_dbc::ALL, Class::Driver);

const SEV_GUEST: [Command; 3] = Command::all(sev_guest::ALL, Class::Driver);

const TDX_GUEST: [Command; 1] = Command::all(tdx_guest::ALL, Class::Driver);

const NITRO: [Command; 1] = Command::all([nitro_enclaves::NE_CREATE_VM], Class::Driver);

const NITRO_ENCLAVE: [Command; 4] = Command::all(
    [
        nitro_enclaves::NE_ADD_VCPU,
        nitro_enclaves::NE_GET_IMAGE_LOAD_INFO,
        nitro_enclaves::NE_SET_USER_MEMORY_REGION,
        nitro_enclaves::NE_START_ENCLAVE,
    ],
    Class::Driver,
);

/// A message in CBOR, whose layout the module's own library has.
const NITRO_MODULE: [Command; 1] = Command::all(nsm::ALL, Class::Opaque);

/// What is handed over is a package that AMD signs.
const SFS: [Command; 2] = Command::all_but(
    psp_sfs::ALL,
    Class::Driver,
    [Command::of(psp_sfs::SFSIOCUPDATEPKG, Class::Opaque)
        .class(Class::Opaque, Some("the firmware that the package is of"))],
);

const SGX: [Command; 7] = Command::all(
    [
        asm_sgx::SGX_IOC_ENCLAVE_CREATE,
        asm_sgx::SGX_IOC_ENCLAVE_ADD_PAGES,
        asm_sgx::SGX_IOC_ENCLAVE_INIT,
        asm_sgx::SGX_IOC_ENCLAVE_PROVISION,
        asm_sgx::SGX_IOC_ENCLAVE_RESTRICT_PERMISSIONS,
        asm_sgx::SGX_IOC_ENCLAVE_MODIFY_TYPES,
        asm_sgx::SGX_IOC_ENCLAVE_REMOVE_PAGES,
    ],
    Class::Driver,
);

const SGX_GUESTS: [Command; 1] = Command::all([asm_sgx::SGX_IOC_VEPC_REMOVE_ALL], Class::Driver);
