//! Tests on a made-up sysfs and the machine's own /proc.

use std::fs::File;

use super::*;
use crate::{sinks::documented::assert_documented, source::sysfs::tests::machine};

/// A machine whose second NVMe controller has the number of /dev/full, which this process holds:
/// at least once, as tests run at the same time.
fn listed() -> (Vec<Listed>, Holders, File) {
    let full = File::open("/dev/full").expect("every Linux has it");
    let made = machine();
    let folder = "devices/pci0000:00/0000:00:06.0";
    made.pci(folder, ("144d", "a80a"), "nvme");
    made.numbered(
        &format!("{folder}/nvme/nvme1"),
        "class/nvme",
        "1:7",
        "nvme1",
    );
    let holders = Holders::gather(Path::new("/proc"));
    (list(&made.tree(), &holders), holders, full)
}

fn of<'a>(listed: &'a [Listed], name: &str) -> &'a Listed {
    let mut lines = listed.iter();
    let line = lines.find(|line| line.device.name.as_deref() == Some(name));
    line.unwrap_or_else(|| panic!("{name} is not in {listed:#?}"))
}

#[test]
fn a_device_is_listed_with_its_holders() {
    let (listed, ..) = listed();
    let held = of(&listed, "nvme1");
    let me = std::process::id();
    let holder = held.holders.iter().find(|holder| holder.process == me);
    let holder = holder.expect("this process has it open");
    assert!(holder.descriptors > 0 && holder.mappings == 0, "{holder:?}");
    assert_eq!(held.entry.family.name, "nvme");
    assert!(of(&listed, "nvme0").holders.is_empty());
}

#[test]
fn a_filter_is_a_family_or_a_name() {
    let (listed, ..) = listed();
    let line = of(&listed, "nvme1");
    for name in [
        "nvme",
        "nvme1",
        "/dev/nvme1",
        "pci 0000:00:06.0",
        "0000:00:06.0",
        "144d:a80a",
    ] {
        assert!(line.is_called(name), "{name}");
    }
    for name in ["", "nvm", "nvme0", "scsi", "06.0"] {
        assert!(!line.is_called(name), "{name}");
    }
}

#[test]
fn json_has_an_object_a_device_and_one_for_what_was_not_seen() {
    let (listed, holders, _full) = listed();
    let mut out = Vec::new();
    write_json(&mut out, &listed, &holders).expect("memory takes all writes");
    let text = String::from_utf8(out).expect("JSON is text");
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), listed.len() + 1);
    let line = lines
        .iter()
        .find(|line| line["device"]["name"] == "nvme1")
        .expect("the controller");
    assert_eq!(
        (&line["schema"], &line["kind"]),
        (&1.into(), &"device".into())
    );
    assert_eq!(line["device"]["family"], "nvme");
    assert_eq!(line["device"]["dev"], "c 1:7");
    assert_eq!(line["device"]["ids"], "144d:a80a");
    assert_eq!(line["device"]["interface"], "controller");
    assert_eq!(line["decoded"], "sub-commands");
    assert_eq!(line["proven"], true);
    let me = std::process::id();
    let mine = line["holders"].as_array().expect("a list");
    let mine = mine
        .iter()
        .find(|holder| holder["process"] == me)
        .expect("this process");
    assert!(mine["descriptors"].as_u64() > Some(0), "{mine}");
    let last = lines.last().expect("a line");
    assert_eq!(last["kind"], "processes");
    assert_documented("processes", [last]);
    assert_documented(
        "device line",
        lines.iter().filter(|line| line["kind"] == "device"),
    );
    assert!(last["seen"].as_u64() > Some(0));
}

#[test]
fn the_table_is_aligned_and_fits_the_terminal() {
    let (listed, holders, _full) = listed();
    let written = |width, colour| {
        let mut out = Vec::new();
        let style = Style { width, colour };
        write_table(&mut out, &listed, &holders, None, style).expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    };
    let wide = written(None, false);
    let titles = wide.lines().next().expect("titles");
    for (title, ..) in COLUMNS {
        assert!(titles.contains(title), "{title}");
    }
    let bus = titles.find("BUS").expect("a column");
    let line = wide
        .lines()
        .find(|line| line.starts_with("nvme1 "))
        .expect("the controller");
    assert!(line[bus..].starts_with("pci 0000:00:06.0"), "{wide}");
    assert!(
        line.contains(&format!("[{}] ", std::process::id())),
        "{wide}"
    );
    for width in [60, 80, 132] {
        let text = written(Some(width), false);
        let rows = text.lines().take(listed.len() + 1);
        for row in rows {
            assert!(row.width() <= width, "{width}: {row}");
        }
        assert!(text.contains("HELD BY"), "{text}");
    }
    assert!(!wide.contains('\x1b') && written(None, true).contains("\x1b["));
}

#[test]
fn where_nothing_is_found_it_is_said() {
    let mut holders = Holders::default();
    holders.unseen = 3;
    let written = |filter| {
        let mut out = Vec::new();
        write_table(&mut out, &[], &holders, filter, Style::default())
            .expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    };
    let text = written(None);
    assert!(
        text.starts_with("No passthrough devices were found.\n"),
        "{text}"
    );
    let filtered = written(Some("nvme7"));
    assert!(
        filtered.starts_with("No passthrough device is called nvme7;"),
        "{filtered}"
    );
    assert!(
        text.contains("3 processes could not be looked into wholly"),
        "{text}"
    );
}

#[test]
fn a_link_is_of_a_kind_whole_or_up_to_a_colon() {
    let of = |link: &str| {
        let entry = families::kinds().find(|entry| is_link_of(*entry, link))?;
        Some((entry.family.name, entry.kind.name))
    };
    let device = Some(("vfio", "device"));
    assert_eq!(of("anon_inode:[vfio-device]"), device);
    assert_eq!(of("anon_inode:[vfio-device]:1"), device);
    assert_eq!(of("anon_inode:[vfio-device]-stats"), None);
    assert_eq!(of("anon_inode:[eventfd]"), None);
}

#[test]
fn decoded_is_said_of_the_kind_and_not_of_its_family() {
    let of = |family: &str, kind: &str| {
        let entry = families::kinds()
            .find(|entry| entry.family.name == family && entry.kind.name == kind)
            .expect("a kind of the registry");
        Decoded::of(entry)
    };
    assert_eq!(of("nvme", "controller"), Decoded::SubCommands);
    assert_eq!(of("scsi", "sg"), Decoded::SubCommands);
    assert_eq!(of("gpio", "chip"), Decoded::Numbers);
    assert_eq!(
        of("mem", "memory"),
        Decoded::Numbers,
        "a mode is no sub-command"
    );
    let nothing = Entry {
        id: 0,
        family: &families::nvme::FAMILY,
        kind: &families::Kind {
            commands: &[generic::COMMANDS],
            ..families::Kind::NONE
        },
    };
    assert_eq!(Decoded::of(nothing), Decoded::No);
}
