//! Codes that tables have by hand, held against the headers that are installed. A header of another version
//! has more or fewer of them: what it has must have its name here.

#![expect(clippy::expect_used, reason = "a test's own")]

use std::{collections::BTreeMap, fs};

use passgate::{
    families::{
        self, Class, Command, Family,
        decode::{Given, decode},
        drm, net, platform, rdma, v4l2,
    },
    uapi::codes,
};
use tracer_common::count::entry;

/// Constants that begin so, in an enumeration or by `#define`, with their values.
fn constants(header: &str, prefix: &str) -> BTreeMap<String, u32> {
    let mut all: BTreeMap<String, u32> = BTreeMap::new();
    let mut next = 0;
    for line in header.lines() {
        let line = line.split("/*").next().unwrap_or_default().trim();
        if line.starts_with("enum") {
            next = 0;
        }
        let (name, value) = match line.strip_prefix("#define") {
            Some(rest) => match rest.trim().split_once([' ', '\t']) {
                Some((name, value)) => (name, Some(value.trim())),
                None => continue,
            },
            None => match line.trim_end_matches(',').split_once('=') {
                Some((name, value)) => (name.trim(), Some(value.trim())),
                None => (line.trim_end_matches(','), None),
            },
        };
        let known = |name: &str| match name.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => name.parse().ok().or_else(|| all.get(name).copied()),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if name.is_empty() || !name.chars().all(is_name) {
            continue;
        }
        let Some(value) = value.map_or(Some(next), known) else {
            continue;
        };
        next = value.wrapping_add(1);
        all.insert(name.to_owned(), value);
    }
    let told = all.into_iter().filter_map(|(name, value)| {
        let name = name.strip_prefix(prefix)?;
        Some((name.to_ascii_lowercase().replace('_', "-"), value))
    });
    told.collect()
}

/// A header, from where a text is on; None where it is not installed.
fn header(paths: &[&str], from: &str) -> Option<String> {
    let text = paths.iter().find_map(|path| fs::read_to_string(path).ok());
    if text.is_none() {
        eprintln!("skipped: none of {paths:?} is installed");
    }
    let (_, rest) = text.as_deref()?.split_once(from)?;
    Some(format!("{from}{rest}"))
}

fn command(family: &Family, entry: u8, name: &str) -> &'static Command {
    let kinds = families::kinds().filter(|kind| kind.family.name == family.name);
    let mut commands = kinds.flat_map(|kind| kind.kind.all_commands());
    let found = commands.find(|known| known.name == name && known.entries.has(entry));
    found.expect("a command")
}

/// Each constant is the code of its name, where the second field is so.
fn agrees(command: &Command, entry: u8, second: u32, group: &str, codes: &BTreeMap<String, u32>) {
    assert!(codes.len() > 4, "{}: {codes:?}", command.name);
    named(command, entry, second, group, codes);
}

fn named(command: &Command, entry: u8, second: u32, group: &str, codes: &BTreeMap<String, u32>) {
    let argument = command.argument(entry).expect("an argument");
    for (name, code) in codes {
        let found = argument.name(*code, second).expect("a name").name;
        assert_eq!(
            found,
            format!("{group}{name}"),
            "{} {code:#x}",
            command.name
        );
    }
}

#[test]
fn verbs_that_are_written() {
    let path = ["/usr/include/rdma/ib_user_verbs.h"];
    let Some(header) = header(&path, "#define IB_USER_VERBS_CMD_THRESHOLD") else {
        return;
    };
    let enumerations: String = header.split_inclusive("};").take(2).collect();
    let write = command(&rdma::FAMILY, entry::WRITE, "write");
    let mut codes = constants(&enumerations, "IB_USER_VERBS_CMD_");
    codes.remove("threshold");
    agrees(write, entry::WRITE, 0, "write.", &codes);
    let codes = constants(&enumerations, "IB_USER_VERBS_EX_CMD_");
    agrees(write, entry::WRITE, 1, "write-extended.", &codes);
}

#[test]
fn commands_of_the_connection_manager() {
    let path = ["/usr/include/rdma/rdma_user_cm.h"];
    let Some(header) = header(&path, "enum {") else {
        return;
    };
    let codes = constants(&header, "RDMA_USER_CM_CMD_");
    let kind = &rdma::FAMILY.kinds[2];
    let write = kind.command(entry::WRITE, 0).expect("a command");
    agrees(write, entry::WRITE, 0, "", &codes);
}

#[test]
fn commands_of_ethtool() {
    let Some(header) = header(&["/usr/include/linux/ethtool.h"], "#define ETHTOOL_GSET") else {
        return;
    };
    let commands = header.split("#define SPARC_ETH_GSET").next();
    let codes = constants(commands.unwrap_or_default(), "ETHTOOL_");
    let ethtool = command(&net::FAMILY, entry::IOCTL, "SIOCETHTOOL");
    agrees(ethtool, entry::IOCTL, 0, "ethtool.", &codes);
}

#[test]
fn capabilities_of_drm() {
    let paths = ["/usr/include/drm/drm.h", "/usr/include/libdrm/drm.h"];
    let Some(header) = header(&paths, "#define DRM_CAP_DUMB_BUFFER") else {
        return;
    };
    for (name, prefix) in [
        ("DRM_IOCTL_GET_CAP", "DRM_CAP_"),
        ("DRM_IOCTL_SET_CLIENT_CAP", "DRM_CLIENT_CAP_"),
    ] {
        let codes = constants(&header, prefix);
        agrees(
            command(&drm::FAMILY, entry::IOCTL, name),
            entry::IOCTL,
            0,
            "",
            &codes,
        );
    }
}

#[test]
fn operations_of_amd_s_compute_driver() {
    let path = ["/usr/include/linux/kfd_ioctl.h"];
    let Some(header) = header(&path, "#define KFD_IOCTL_H_INCLUDED") else {
        return;
    };
    // What older headers do not have is not held against them.
    for (command_name, prefix, least) in [
        ("AMDKFD_IOC_SVM", "KFD_IOCTL_SVM_OP_", 2),
        ("AMDKFD_IOC_CRIU_OP", "KFD_CRIU_OP_", 5),
        ("AMDKFD_IOC_DBG_TRAP", "KFD_IOC_DBG_TRAP_", 0),
        ("AMDKFD_IOC_PROFILER", "KFD_IOC_PROFILER_", 0),
    ] {
        let codes = constants(&header, prefix);
        assert!(codes.len() >= least, "{prefix}: {codes:?}");
        let command = command(&drm::FAMILY, entry::IOCTL, command_name);
        named(command, entry::IOCTL, 0, "", &codes);
    }
}

#[test]
fn messages_to_amd_s_power_management() {
    let paths = [
        "/usr/include/x86_64-linux-gnu/asm/amd_hsmp.h",
        "/usr/include/asm/amd_hsmp.h",
        "/usr/lib/linux/uapi/x86/asm/amd_hsmp.h",
    ];
    let Some(header) = header(&paths, "enum hsmp_message_ids") else {
        return;
    };
    let ids = header.split("};").next().unwrap_or_default();
    let mut codes = constants(ids, "HSMP_");
    codes.remove("msg-id-max");
    let send = command(&platform::FAMILY, entry::IOCTL, "HSMP_IOCTL_CMD");
    agrees(send, entry::IOCTL, 0, "", &codes);
}

/// The value of `BASE`, `(BASE + N)` or `(CLASS | N)`, of what was defined before.
fn sum(value: &str, known: &BTreeMap<String, u32>) -> Option<u32> {
    let value = value.trim().trim_matches(['(', ')']);
    let term = |term: &str| {
        let term = term.trim();
        match term.strip_prefix("0x") {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => term.parse().ok().or_else(|| known.get(term).copied()),
        }
    };
    match value.split_once('+').or_else(|| value.split_once('|')) {
        Some((first, second)) => Some(term(first)? + term(second)?),
        None => term(value),
    }
}

#[test]
fn controls_of_video_devices() {
    let path = ["/usr/include/linux/v4l2-controls.h"];
    let Some(header) = header(&path, "#define V4L2_CTRL_CLASS_USER") else {
        return;
    };
    let describe = command(&v4l2::FAMILY, entry::IOCTL, "VIDIOC_QUERYCTRL");
    let argument = describe.argument(entry::IOCTL).expect("an argument");
    let mut known = BTreeMap::new();
    let (mut controls, mut ranges) = (0, 0);
    for line in header.lines() {
        let line = line.split("/*").next().unwrap_or_default();
        let defined = line.strip_prefix("#define").map(str::trim);
        let Some((name, value)) = defined.and_then(|line| line.split_once([' ', '\t'])) else {
            continue;
        };
        let Some(id) = sum(value, &known) else {
            continue;
        };
        known.insert(name.to_owned(), id);
        // Of several names for an id the first counts.
        let is_alias = value
            .trim()
            .trim_matches(['(', ')'])
            .starts_with("V4L2_CID_")
            && !value.contains('+');
        let Some(name) = name.strip_prefix("V4L2_CID_") else {
            continue;
        };
        if is_alias || name == "LASTP1" {
            continue;
        }
        let named = argument.name(id, 0).expect("a name");
        let name = name.to_ascii_lowercase().replace('_', "-");
        if let Some(driver) = name
            .strip_prefix("user-")
            .and_then(|rest| rest.strip_suffix("-base"))
        {
            // Where a driver's controls begin; a first one may have a name of its own, and so has each
            // behind it.
            let (group, class) = (format!("control.{driver}"), named.class);
            assert!(class == Class::Driver, "{driver}");
            let is_first = named.name == group || named.name.starts_with(&format!("{group}-"));
            assert!(is_first, "{driver}: {}", named.name);
            let before = argument.name(id - 1, 0).expect("a name").name;
            assert_ne!(before, group, "{id:#x}");
            ranges += 1;
        } else if name != "base" && !name.ends_with("-base") {
            assert_eq!(named.name, format!("control.{name}"), "{id:#x}");
            let of_driver = id & 0xffff >= 0x1000;
            assert_eq!(named.class == Class::Driver, of_driver, "{name}");
            controls += 1;
        }
    }
    assert!(controls > 300 && ranges > 15, "{controls} {ranges}");
    assert!(controls < controls_that_are_named() + 5);
}

fn controls_that_are_named() -> usize {
    codes::V4L2_CONTROLS.len() + codes::V4L2_CONTROLS_OF_DRIVERS.len()
}

#[test]
fn attributes_of_mlx5_s_devx() {
    let path = ["/usr/include/rdma/mlx5_user_ioctl_cmds.h"];
    let Some(header) = header(&path, "enum mlx5_ib_devx_methods") else {
        return;
    };
    let header = header.replace("(1U << UVERBS_ID_NS_SHIFT)", "0x1000");
    let number = command(&rdma::FAMILY, entry::IOCTL, "RDMA_VERBS_IOCTL").number;
    for (prefix, object, method) in [
        ("OTHER_", 0x1000, 0x1000),
        ("QUERY_EQN_", 0x1000, 0x1002),
        ("SUBSCRIBE_EVENT_", 0x1000, 0x1003),
        ("OBJ_CREATE_", 0x1001, 0x1000),
        ("OBJ_MODIFY_", 0x1001, 0x1002),
        ("OBJ_QUERY_ASYNC_", 0x1001, 0x1004),
        ("UMEM_REG_", 0x1002, 0x1000),
    ] {
        let ids = constants(&header, &format!("MLX5_IB_ATTR_DEVX_{prefix}"));
        assert!(ids.len() > 1, "{prefix}");
        for (name, id) in ids {
            let mut argument = [0; 40];
            // object_id, method_id, num_attrs, driver_id, and the attribute's id.
            for (at, value) in [(2, object), (4, method), (6, 1), (16, 1), (24, id)] {
                argument[at..at + 2].copy_from_slice(&value.to_le_bytes()[..2]);
            }
            let given = Given {
                entry: entry::IOCTL,
                number,
                argument: &argument,
                ..Given::default()
            };
            let fields = decode(&rdma::FAMILY.kinds[0], None, &given).fields;
            let told = fields.last().map(|field| field.path.to_string());
            assert_eq!(told, Some(format!("attrs.driver.{name}")), "{prefix}");
        }
    }
}
