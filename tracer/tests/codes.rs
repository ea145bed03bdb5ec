//! Codes that tables have by hand, held against a list of what the kernel's own sources name: each must be
//! one that a table names, by itself and not by a range. The list is of facts, a name and a number a line.

#![expect(clippy::expect_used, reason = "a test's own")]

use std::{collections::BTreeMap, fs, path::PathBuf};

use passgate::families::{self, Argument, SubCommand};
use tracer_common::count::entry;

/// Where a set of codes is looked up.
struct Set {
    /// The set's name in the list.
    name: &'static str,
    /// A command whose argument carries such codes: family, driver and name.
    of: (&'static str, Option<&'static str>, &'static str),
    /// What the code is there.
    is: Is,
    /// Constants that the source names and no table needs to, with the reason.
    without: &'static [(&'static str, &'static str)],
}

/// What a code is.
#[derive(Clone, Copy)]
enum Is {
    /// A sub-command, beside the second field.
    Sub(u32),
    /// A sub-command of 16 bits the wrong way round.
    Swapped,
    /// What tells commands of this sub-command apart, beside the second field.
    Detail(u32, u32),
}

const SG_IO: (&str, Option<&str>, &str) = ("scsi", None, "SG_IO");
const ADMIN: (&str, Option<&str>, &str) = ("nvme", None, "NVME_IOCTL_ADMIN_CMD");

const SETS: &[Set] = &[
    set(
        "mlx5",
        ("fwctl", Some("mlx5_core"), "FWCTL_RPC"),
        Is::Swapped,
    ),
    set("bnxt", ("fwctl", Some("bnxt_en"), "FWCTL_RPC"), Is::Sub(0)),
    // CXL_MEM_COMMAND_ID_RAW
    set("cxl", ("cxl", None, "CXL_MEM_SEND_COMMAND"), Is::Sub(2)),
    set("ata", SG_IO, Is::Detail(0x85, 0)),
    Set {
        without: &[(
            "WRITE_LONG_2",
            "among the vendors' codes, of one old driver",
        )],
        ..set("scsi", SG_IO, Is::Sub(0))
    },
    set("scsi-5e", SG_IO, Is::Detail(0x5e, 0)),
    set("scsi-7f", SG_IO, Is::Detail(0x7f, 0)),
    set("scsi-94", SG_IO, Is::Detail(0x94, 0)),
    set("scsi-95", SG_IO, Is::Detail(0x95, 0)),
    set("scsi-9e", SG_IO, Is::Detail(0x9e, 0)),
    set("scsi-a3", SG_IO, Is::Detail(0xa3, 0)),
    set("scsi-a4", SG_IO, Is::Detail(0xa4, 0)),
    set("nvme-admin", ADMIN, Is::Sub(0)),
    set("nvme-cns", ADMIN, Is::Detail(0x06, 0)),
    set("nvme-log", ADMIN, Is::Detail(0x02, 0)),
    set("nvme-feature", ADMIN, Is::Detail(0x0a, 0)),
    set("nvme-io", ("nvme", None, "NVME_IOCTL_IO_CMD"), Is::Sub(0)),
    set("mmc", ("block", None, "MMC_IOC_CMD"), Is::Sub(0)),
    set(
        "megaraid",
        ("scsi", None, "MEGASAS_IOC_FIRMWARE"),
        Is::Sub(0),
    ),
    Set {
        without: &[
            ("MPI2_FUNCTION_IOC_MESSAGE_UNIT_RESET", "of the doorbell"),
            ("MPI2_FUNCTION_HANDSHAKE", "of the doorbell"),
        ],
        ..set("mpt", ("scsi", None, "MPT3COMMAND"), Is::Sub(0))
    },
    set("tpm", ("tpm", None, "write"), Is::Sub(0)),
    // MMC_APP_CMD was sent before
    set("mmc-app", ("block", None, "MMC_IOC_CMD"), Is::Sub(1)),
];

const fn set(
    name: &'static str,
    of: (&'static str, Option<&'static str>, &'static str),
    is: Is,
) -> Set {
    Set {
        name,
        of,
        is,
        without: &[],
    }
}

/// The list, by set.
fn list() -> BTreeMap<String, Vec<(u32, String)>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/codes/linux.txt");
    let text = fs::read_to_string(path).expect("the list");
    let mut all: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let mut words = line.split(' ');
        let (set, code, name) = (words.next(), words.next(), words.next());
        let code = code.and_then(|code| u32::from_str_radix(code.strip_prefix("0x")?, 16).ok());
        let entry = (code.expect("a code"), name.expect("a name").to_owned());
        let set = set.expect("a set").to_owned();
        all.entry(set).or_default().push(entry);
    }
    all
}

fn argument((family, driver, command): (&str, Option<&str>, &str)) -> &'static Argument {
    let kinds = families::kinds().filter(|entry| entry.family.name == family);
    let commands = kinds.flat_map(|entry| {
        let own = entry
            .kind
            .by_driver
            .iter()
            .filter(|(name, _)| driver == Some(*name))
            .flat_map(|(_, tables)| tables.iter().copied().flatten());
        own.chain(entry.kind.all_commands())
    });
    let mut named = commands.filter(|known| known.name == command);
    let found = named.find_map(|known| {
        let by = known.entries.iter().next().unwrap_or(entry::IOCTL);
        known.argument(by)
    });
    found.expect("a command with an argument")
}

fn named(argument: &Argument, is: Is, code: u32) -> Option<SubCommand> {
    match is {
        Is::Sub(second) => argument.name(code, second),
        Is::Swapped => argument.name(code.swap_bytes() >> 16, 0),
        Is::Detail(sub, second) => argument.detail(sub, second, code),
    }
}

#[test]
fn what_the_kernel_s_sources_name_has_a_name() {
    let list = list();
    let mut lacking = Vec::new();
    let mut seen = 0;
    for Set {
        name,
        of,
        is,
        without,
    } in SETS
    {
        let argument = argument(*of);
        for (code, constant) in &list[*name] {
            let found = named(argument, *is, *code);
            let has_name = found.is_some_and(|found| found.source.is_some() && !found.shared);
            let is_without = without.iter().any(|(other, _)| other == constant);
            if has_name == is_without {
                lacking.push(format!("{name} {code:#x} {constant}"));
            }
            seen += 1;
        }
    }
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
    assert!(seen > 700, "{seen}");
}

#[test]
fn every_set_is_looked_up() {
    let names: Vec<_> = SETS.iter().map(|set| set.name).collect();
    for name in list().keys() {
        assert!(names.contains(&&**name), "{name}");
    }
}
