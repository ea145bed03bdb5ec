//! Codes that tables have by hand, held against the headers that are installed. A header of another version
//! has more or fewer of them: what it has must have its name here.

#![expect(clippy::expect_used, reason = "a test's own")]

use std::{collections::BTreeMap, fs};

use passgate::families::{
    self, Command, Family,
    decode::{Given, decode},
    drm, net, rdma,
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
    let argument = command.argument(entry).expect("an argument");
    assert!(codes.len() > 4, "{}: {codes:?}", command.name);
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
