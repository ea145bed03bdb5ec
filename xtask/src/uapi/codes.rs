//! Codes that headers name, and that no ioctl's number is: ids of controls, operations within an ioctl. One
//! module has those of all the headers that are listed here, each header's for itself.

use std::{fmt::Write as _, path::Path};

use super::header::{self, defined};
use crate::progress::Result;

/// The module that has them.
pub(super) const MODULE: &str = "codes";

/// A header with codes.
struct Codes {
    /// Its path, as programs include it.
    path: &'static str,
    /// What they begin with; in names it is left out.
    prefix: &'static str,
    /// What they are.
    what: What,
}

enum What {
    /// Ids of controls, which are macros.
    Controls,
    /// The constants of an enumeration, under a name.
    Enumeration(&'static str),
}

const fn controls(path: &'static str) -> Codes {
    Codes {
        path,
        prefix: "V4L2_CID_",
        what: What::Controls,
    }
}

const fn enumeration(name: &'static str, path: &'static str, prefix: &'static str) -> Codes {
    Codes {
        path,
        prefix,
        what: What::Enumeration(name),
    }
}

/// Each of them.
const HEADERS: &[Codes] = &[
    controls("linux/v4l2-controls.h"),
    controls("linux/aspeed-video.h"),
    controls("linux/ccs.h"),
    controls("linux/dw100.h"),
    controls("linux/max2175.h"),
    controls("linux/media/arm/mali-c55-config.h"),
    controls("linux/npcm-video.h"),
    Codes {
        prefix: "RKISP1_CID_",
        ..controls("linux/rkisp1-config.h")
    },
    controls("linux/thp7312.h"),
    controls("linux/uvcvideo.h"),
    controls("linux/xilinx-v4l2-controls.h"),
    enumeration("KFD_SVM", "linux/kfd_ioctl.h", "KFD_IOCTL_SVM_OP_"),
    enumeration("KFD_CRIU", "linux/kfd_ioctl.h", "KFD_CRIU_OP_"),
    enumeration("KFD_DEBUG", "linux/kfd_ioctl.h", "KFD_IOC_DBG_TRAP_"),
    enumeration("KFD_PROFILER", "linux/kfd_ioctl.h", "KFD_IOC_PROFILER_"),
    enumeration("AMD_HSMP", "asm/amd_hsmp.h", "HSMP_"),
];

/// Names of no control: where a range of ids begins, which names with this end are, too, or ended once.
const NO_CONTROLS: &[&str] = &[
    "V4L2_CID_LASTP1",
    "V4L2_CID_XILINX_OFFSET",
    "V4L2_CID_XILINX_TPG",
];
const BASE: &str = "_BASE";

/// The lower half of an id, from which on it is a driver's own (`V4L2_CTRL_DRIVER_PRIV`).
const PRIVATE: u32 = 0x1000;

/// The module, from the headers of the unpacked package.
pub(super) fn write(unpacked: &Path, version: &str) -> Result<String> {
    let mut text = format!(
        "//! Codes that are no ioctls, from the headers of linux-libc-dev {version}. Written by `cargo xtask uapi`.\n"
    );
    for header in HEADERS {
        let source = header::text(unpacked, header.path)?;
        let names = match header.what {
            What::Controls => macros(&source, header.prefix),
            What::Enumeration(_) => enumerated(&source, header.prefix),
        };
        let mut all = read(unpacked, header, &names)?;
        all.sort_by_key(|(_, code)| *code);
        let What::Enumeration(name) = header.what else {
            let (private, shared): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|(_, id)| id & 0xffff >= PRIVATE);
            let stem = header.path.trim_end_matches(".h");
            let stem = stem.rsplit('/').next().unwrap_or(stem);
            let name = stem.to_ascii_uppercase().replace('-', "_");
            list(&mut text, header.path, "Controls", &name, &shared);
            let name = format!("{name}_OF_DRIVERS");
            list(&mut text, header.path, "Drivers' controls", &name, &private);
            continue;
        };
        list(&mut text, header.path, "Codes", name, &all);
    }
    Ok(text)
}

/// The names that a header gives to controls, in its order.
fn macros(text: &str, prefix: &str) -> Vec<String> {
    let joined = text.replace("\\\n", " ");
    let is_id = |name: &str| {
        name.starts_with(prefix) && !name.ends_with(BASE) && !NO_CONTROLS.contains(&name)
    };
    let mut all: Vec<String> = Vec::new();
    for (name, value) in joined.lines().filter_map(defined) {
        // Another name for one that has one already.
        let value = value.split("/*").next().unwrap_or_default();
        let value = value.trim().trim_matches(['(', ')']);
        let is_alias = value.starts_with(prefix) && value.chars().all(is_of_name);
        if is_id(name) && !is_alias && all.iter().all(|known| known != name) {
            all.push(name.to_owned());
        }
    }
    all
}

/// The names of an enumeration's constants, in its order.
fn enumerated(text: &str, prefix: &str) -> Vec<String> {
    let names = text.lines().filter_map(|line| {
        let line = line.split("/*").next().unwrap_or_default();
        let name = line.split(['=', ',']).next().unwrap_or_default().trim();
        let is_constant = line.contains(['=', ',']) || line.trim() == name;
        let is_name = name.starts_with(prefix) && name.chars().all(is_of_name);
        (is_constant && is_name).then(|| name.to_owned())
    });
    // Other enumerations have names that begin likewise.
    let mut all: Vec<String> = Vec::new();
    for name in names {
        if !OTHERS.contains(&&*name) && all.iter().all(|known| *known != name) {
            all.push(name);
        }
    }
    all
}

/// What begins as an enumeration's constants do, and counts them or is of another.
const OTHERS: &[&str] = &[
    "HSMP_MSG_ID_MAX",
    "HSMP_RSVD",
    "HSMP_SET",
    "HSMP_GET",
    "HSMP_SET_GET",
    "HSMP_PROTO_VER2",
    "HSMP_PROTO_VER3",
    "HSMP_PROTO_VER4",
    "HSMP_PROTO_VER5",
    "HSMP_PROTO_VER6",
    "HSMP_PROTO_VER7",
];

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The numbers of names.
fn read(unpacked: &Path, header: &Codes, names: &[String]) -> Result<Vec<(String, u32)>> {
    let also: &[&str] = match header.what {
        What::Controls => &["linux/videodev2.h"],
        What::Enumeration(_) => &[],
    };
    let numbers = header::numbers(unpacked, header.path, also, names)?;
    let named = names.iter().map(|name| {
        let name = name.strip_prefix(header.prefix).unwrap_or(name);
        name.to_ascii_lowercase().replace('_', "-")
    });
    Ok(named.zip(numbers).collect())
}

fn list(text: &mut String, path: &str, what: &str, name: &str, codes: &[(String, u32)]) {
    if codes.is_empty() {
        return;
    }
    let _ = writeln!(
        text,
        "\n/// {what} of `{path}`.\npub const {name}: &[(u32, &str)] = &["
    );
    for (name, code) in codes {
        let _ = writeln!(text, "    ({code:#x}, \"{name}\"),");
    }
    text.push_str("];\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_menus_ranges_and_former_names() {
        let header = "\
#define X_CID_BASE (0x980000 | 0x900)
#define X_CID_HUE (X_CID_BASE+3) /* deprecated */
#define X_CID_TINT (X_CID_HUE)
enum menu {
\tX_CID_MENU_ENTRY = 0,
};
#define Y_CID_HUE 7
";
        assert_eq!(macros(header, "X_CID_"), ["X_CID_HUE"]);
    }

    #[test]
    fn constants_are_told_from_others_and_from_text() {
        let header = "\
 * @OP_ONE: the first
enum op {
\tOP_ONE = 1,\t/* the first */
\tOP_TWO,
\tHSMP_SET = 0,
\tOP_THREE
};
#define OP_MASK 3
";
        assert_eq!(enumerated(header, "OP_"), ["OP_ONE", "OP_TWO", "OP_THREE"]);
        assert!(enumerated(header, "HSMP_").is_empty());
    }

    #[test]
    fn a_table_has_a_code_in_each_line() {
        let mut text = String::new();
        list(
            &mut text,
            "linux/a.h",
            "Codes",
            "A",
            &[("hq".into(), 0x1aa1)],
        );
        list(&mut text, "linux/a.h", "Codes", "B", &[]);
        assert_eq!(
            text,
            "\n/// Codes of `linux/a.h`.\npub const A: &[(u32, &str)] = &[\n    (0x1aa1, \"hq\"),\n];\n"
        );
    }
}
