//! Trusted platform modules (`drivers/char/tpm`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, CodeRange, CodeTable, Command, Entries, Family, Kind, Probe,
    SubCommands, Symbol, Sysfs, generic,
};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "tpm",
    title: "trusted platform modules",
    kinds: &[
        // Both kinds of file read and write through the same functions.
        Kind {
            name: "chip",
            title: "chip, /dev/tpm0",
            operations: &[Symbol::of("tpm", "tpm_fops")],
            commands: &[TRANSFERS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("tpm", "tpm_common_read")),
                Probe::new(Call::Write, Symbol::of("tpm", "tpm_common_write")),
            ],
            sysfs: &[Sysfs::all("tpm")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "resources",
            title: "chip behind the kernel's resource manager, /dev/tpmrm0",
            operations: &[Symbol::of("tpm", "tpmrm_fops")],
            commands: &[TRANSFERS, generic::COMMANDS],
            sysfs: &[Sysfs::all("tpmrm")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "proxy",
            title: "makes chips that programs are, /dev/vtpmx",
            operations: &[Symbol::of("tpm_vtpm_proxy", "vtpmx_fops")],
            commands: &[&PROXY, generic::COMMANDS],
            sysfs: &[Sysfs::numbered("misc", "vtpmx")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const UAPI: &str = "Documentation/security/tpm, drivers/char/tpm/tpm-dev-common.c";
const SPECIFICATION: &str =
    "Trusted Platform Module Library 2.0, Part 2: Structures, section 6.5.2";
const SPECIFICATION_1_2: &str = "TPM Main Specification 1.2, Part 2: Structures, section 17";

const PROXY: [Command; 1] = Command::all(uapi::vtpm_proxy::ALL, Class::Standard);

const TRANSFERS: &[Command] = &[
    Command::passthrough("write", 0, UAPI, &COMMAND).by(Entries::WRITE),
    Command::passthrough("read", 0, UAPI, &generic::TRANSFER)
        .by(Entries::READ)
        .class(Class::Standard, None),
];

/// A command's header: tag, size and code, big-endian and packed.
const COMMAND: Argument = Argument {
    sub: &[CODES],
    ..Argument::new(ArgumentSpec {
        skip: 6,
        sub: Field::big_endian_at(0, 32),
        amount: generic::LENGTH,
        flags: generic::TRANSFER.spec.flags,
        ..ArgumentSpec::new(4)
    })
};

const CODES: SubCommands = SubCommands {
    ranges: &[
        CodeRange {
            source: SPECIFICATION,
            class: Class::Opaque,
            codes: 0x2000_0000..=0x3fff_ffff,
            name: "vendor",
            note: None,
        },
        CodeRange {
            source: SPECIFICATION_1_2,
            class: Class::Standard,
            codes: 0x0a..=0xff,
            name: "tpm-1-2",
            note: None,
        },
    ],
    ..SubCommands::new(
        "",
        &[CodeTable {
            source: SPECIFICATION,
            class: Class::Standard,
            note: None,
            codes: COMMANDS,
        }],
    )
};

const COMMANDS: &[(u32, &str)] = &[
    (0x11f, "nv-undefine-space-special"),
    (0x120, "evict-control"),
    (0x121, "hierarchy-control"),
    (0x122, "nv-undefine-space"),
    (0x124, "change-eps"),
    (0x125, "change-pps"),
    (0x126, "clear"),
    (0x127, "clear-control"),
    (0x128, "clock-set"),
    (0x129, "hierarchy-change-auth"),
    (0x12a, "nv-define-space"),
    (0x12b, "pcr-allocate"),
    (0x12c, "pcr-set-auth-policy"),
    (0x12d, "pp-commands"),
    (0x12e, "set-primary-policy"),
    (0x12f, "field-upgrade-start"),
    (0x130, "clock-rate-adjust"),
    (0x131, "create-primary"),
    (0x132, "nv-global-write-lock"),
    (0x133, "get-command-audit-digest"),
    (0x134, "nv-increment"),
    (0x135, "nv-set-bits"),
    (0x136, "nv-extend"),
    (0x137, "nv-write"),
    (0x138, "nv-write-lock"),
    (0x139, "dictionary-attack-lock-reset"),
    (0x13a, "dictionary-attack-parameters"),
    (0x13b, "nv-change-auth"),
    (0x13c, "pcr-event"),
    (0x13d, "pcr-reset"),
    (0x13e, "sequence-complete"),
    (0x13f, "set-algorithm-set"),
    (0x140, "set-command-code-audit-status"),
    (0x141, "field-upgrade-data"),
    (0x142, "incremental-self-test"),
    (0x143, "self-test"),
    (0x144, "startup"),
    (0x145, "shutdown"),
    (0x146, "stir-random"),
    (0x147, "activate-credential"),
    (0x148, "certify"),
    (0x149, "policy-nv"),
    (0x14a, "certify-creation"),
    (0x14b, "duplicate"),
    (0x14c, "get-time"),
    (0x14d, "get-session-audit-digest"),
    (0x14e, "nv-read"),
    (0x14f, "nv-read-lock"),
    (0x150, "object-change-auth"),
    (0x151, "policy-secret"),
    (0x152, "rewrap"),
    (0x153, "create"),
    (0x154, "ecdh-zgen"),
    (0x155, "hmac"),
    (0x156, "import"),
    (0x157, "load"),
    (0x158, "quote"),
    (0x159, "rsa-decrypt"),
    (0x15b, "hmac-start"),
    (0x15c, "sequence-update"),
    (0x15d, "sign"),
    (0x15e, "unseal"),
    (0x160, "policy-signed"),
    (0x161, "context-load"),
    (0x162, "context-save"),
    (0x163, "ecdh-key-gen"),
    (0x164, "encrypt-decrypt"),
    (0x165, "flush-context"),
    (0x167, "load-external"),
    (0x168, "make-credential"),
    (0x169, "nv-read-public"),
    (0x16a, "policy-authorize"),
    (0x16b, "policy-auth-value"),
    (0x16c, "policy-command-code"),
    (0x16d, "policy-counter-timer"),
    (0x16e, "policy-cp-hash"),
    (0x16f, "policy-locality"),
    (0x170, "policy-name-hash"),
    (0x171, "policy-or"),
    (0x172, "policy-ticket"),
    (0x173, "read-public"),
    (0x174, "rsa-encrypt"),
    (0x176, "start-auth-session"),
    (0x177, "verify-signature"),
    (0x178, "ecc-parameters"),
    (0x179, "firmware-read"),
    (0x17a, "get-capability"),
    (0x17b, "get-random"),
    (0x17c, "get-test-result"),
    (0x17d, "hash"),
    (0x17e, "pcr-read"),
    (0x17f, "policy-pcr"),
    (0x180, "policy-restart"),
    (0x181, "read-clock"),
    (0x182, "pcr-extend"),
    (0x183, "pcr-set-auth-value"),
    (0x184, "nv-certify"),
    (0x185, "event-sequence-complete"),
    (0x186, "hash-sequence-start"),
    (0x187, "policy-physical-presence"),
    (0x188, "policy-duplication-select"),
    (0x189, "policy-get-digest"),
    (0x18a, "test-parms"),
    (0x18b, "commit"),
    (0x18c, "policy-password"),
    (0x18d, "zgen-2phase"),
    (0x18e, "ec-ephemeral"),
    (0x18f, "policy-nv-written"),
    (0x190, "policy-template"),
    (0x191, "create-loaded"),
    (0x192, "policy-authorize-nv"),
    (0x193, "encrypt-decrypt-2"),
    (0x194, "ac-get-capability"),
    (0x195, "ac-send"),
    (0x196, "policy-ac-send-select"),
    (0x197, "certify-x509"),
    (0x198, "act-set-timeout"),
    (0x199, "ecc-encrypt"),
    (0x19a, "ecc-decrypt"),
    (0x19b, "policy-capability"),
    (0x19c, "policy-parameters"),
    (0x19d, "nv-define-space-2"),
    (0x19e, "nv-read-public-2"),
    (0x19f, "set-capability"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_named_by_its_code() {
        // TPM2_GetRandom of eight bytes as it is written: tag, size, code, count.
        let command = [0x80, 0x01, 0, 0, 0, 0x0c, 0, 0, 0x01, 0x7b, 0, 0x08];
        let skip = usize::from(COMMAND.spec.skip);
        let mut word = [0; 4];
        word.copy_from_slice(&command[skip..skip + 4]);
        let code = COMMAND.spec.sub.extract(u32::from_le_bytes(word));
        assert_eq!(code, 0x17b);
        let named = |code| {
            let sub = CODES.name(code);
            (sub.name.into_owned(), sub.class)
        };
        assert_eq!(named(code), ("get-random".into(), Class::Standard));
        assert_eq!(named(0x2000_0001), ("vendor".into(), Class::Opaque));
        assert_eq!(named(0x46), ("tpm-1-2".into(), Class::Standard));
        assert_eq!(named(0x1a0), ("0x1a0".into(), Class::Unknown));
    }

    #[test]
    fn codes_are_those_of_the_kernel_s_own_table() {
        for (code, name) in [
            (0x131, "create-primary"),
            (0x13e, "sequence-complete"),
            (0x14e, "nv-read"),
            (0x165, "flush-context"),
            (0x177, "verify-signature"),
            (0x17e, "pcr-read"),
            (0x182, "pcr-extend"),
            (0x191, "create-loaded"),
        ] {
            assert_eq!(CODES.name(code).name, name);
        }
    }
}
