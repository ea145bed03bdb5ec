//! What is found for numbers, names and bytes as people write them.

use super::*;
use crate::{
    families::{Class, kinds},
    sinks::documented::assert_documented,
};

fn calls(family: Option<&str>, command: &str, argument: &str, pointed: &str) -> Vec<Explained> {
    let scope = lookup::Scope::new(family, None).expect("a family");
    let (number, candidates) = scope.candidates(command, None).expect("a command");
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let texts = Texts {
        argument: text(argument),
        pointed: text(pointed),
    };
    explain(number, &candidates, &texts).expect("bytes")
}

fn error(family: Option<&str>, command: &str) -> String {
    let scope = lookup::Scope::new(family, None);
    let found = scope.and_then(|scope| scope.candidates(command, None).map(|_| ()));
    found.expect_err(command).to_string()
}

fn written(call: &Explained) -> String {
    let mut out = Vec::new();
    decoded::text(&mut out, call, Style::default()).expect("memory takes all writes");
    String::from_utf8(out).expect("text")
}

#[test]
fn numbers_are_read_in_every_form() {
    for text in [
        "0xc0484e41",
        "c0484e41",
        "3225964097",
        "0XC0484E41",
        "0xffffffffc0484e41",
    ] {
        assert_eq!(input::number(text).ok(), Some(0xc048_4e41), "{text}");
    }
    assert_eq!(input::number("20032").ok(), Some(0x4e40));
    for text in [
        "",
        "0x",
        "xyz",
        "0x1c0484e41",
        "-1",
        "1 2",
        "99999999999999999999",
    ] {
        assert!(input::number(text).is_err(), "{text}");
    }
}

#[test]
fn bytes_are_read_in_every_form() {
    for text in [
        "0102ff",
        "01 02 ff",
        "0x01 0x02,0xff",
        "01:02:FF",
        "0102\nff\n",
    ] {
        assert_eq!(input::bytes(text).ok(), Some(vec![1, 2, 0xff]), "{text}");
    }
    for (text, why) in [
        ("", "empty"),
        ("0", "odd number of digits"),
        ("01 2", "from byte 1 on"),
        ("0g", "'g' is no digit"),
    ] {
        let error = input::bytes(text).expect_err(text).to_string();
        assert!(error.contains(why), "{error}");
        assert!(error.contains("two digits a byte"), "{error}");
    }
    assert!(input::bytes(&"00".repeat(1 << 16)).is_ok());
    assert!(input::bytes(&"00".repeat((1 << 16) + 1)).is_err());
}

#[test]
fn a_number_is_that_of_all_kinds_that_have_it() {
    let found = calls(None, "0xc0484e41", "", "");
    assert_eq!(found.len(), 1, "all of them say the same");
    let mut families: Vec<_> = found[0].interfaces.iter().map(|own| own.family).collect();
    families.dedup();
    assert!(families.contains(&"nvme"), "{families:?}");
    let one = calls(Some("nvme"), "NVME_IOCTL_ADMIN_CMD", "", "");
    assert_eq!(one[0].interfaces.len(), 3);
    assert_eq!(one[0].number, 0xc048_4e41);
}

#[test]
fn an_argument_is_explained_in_words() {
    let mut bytes = "02000000ffffffff".to_owned();
    bytes += &"00".repeat(28);
    // data_len and cdw10: the log's id with its length.
    bytes += "00020000";
    bytes += "02007f00";
    let found = calls(Some("nvme"), "0xc0484e41", &bytes, "");
    let text = written(&found[0]);
    for part in [
        "NVME_IOCTL_ADMIN_CMD  by ioctl",
        "nvme (controller, generic, disk)",
        "admin.get-log-page (0x02)",
        "smart-health-information (0x02)",
        "nsid         4294967295 (0xffffffff)",
        "512 B",
        "standard: NVM Express Base Specification",
    ] {
        assert!(text.contains(part), "{part} is missing:\n{text}");
    }
}

#[test]
fn what_a_pointer_leads_to_is_looked_through() {
    let header = format!("53000000fdffffff06200000{}", "00".repeat(20));
    let found = calls(Some("scsi"), "SG_IO", &header, "12 01 83 00 ff 00");
    let is_sg = |call: &&Explained| call.interfaces.iter().any(|own| own.interface == "sg");
    let text = written(found.iter().find(is_sg).expect("sg has SG_IO"));
    assert!(text.contains("scsi.inquiry (0x12)"), "{text}");
    assert!(text.contains("device-identification (0x183)"), "{text}");
    assert!(text.contains("12 01 83 00 ff 00"), "{text}");
    // What the header's other version would be is said, too.
    assert!(
        found
            .iter()
            .any(|call| written(call).contains("not of the form"))
    );
}

#[test]
fn an_argument_may_be_a_number() {
    for argument in ["3", "0x3"] {
        let found = calls(None, "VFIO_CHECK_EXTENSION", argument, "");
        assert!(written(&found[0]).contains("type1v2"), "{argument}");
    }
}

#[test]
fn what_is_written_tells_its_length() {
    let found = calls(Some("tpm"), "write", "80010000000c0000017a0000", "");
    let text = written(&found[0]);
    assert!(
        text.contains("get-capability (0x17a)") && text.contains("12 B"),
        "{text}"
    );
}

#[test]
fn a_number_that_nobody_has_is_taken_apart() {
    let found = calls(None, "0xc0494e41", "0102", "");
    assert_eq!(found.len(), 1);
    let text = written(&found[0]);
    assert!(
        text.contains("'N' 0x41 rw 73") && text.contains("no family"),
        "{text}"
    );
    assert!(text.contains("01 02"), "{text}");
    assert_eq!(found[0].decoded.named.class, Class::Unknown);
    let scope = lookup::Scope::default();
    let alike = scope.alike(0xc049_4e41, &found);
    assert!(
        alike.contains(&"NVME_IOCTL_ADMIN_CMD (nvme)".to_owned()),
        "{alike:?}"
    );
    let mut head = Vec::new();
    decoded::number(&mut head, 0xc049_4e41, Style::default()).expect("memory takes all writes");
    assert_eq!(
        String::from_utf8_lossy(&head),
        "0xc0494e41  type 'N' (0x4e), number 0x41, the kernel reads and writes 73 bytes\n"
    );
}

#[test]
fn nonsense_is_told_with_the_nearest_name() {
    assert_eq!(
        error(None, "NVME_IOCTL_RESE"),
        "no command is called NVME_IOCTL_RESE; the nearest is NVME_IOCTL_RESET"
    );
    assert_eq!(
        error(Some("nvmee"), "1"),
        "there is no family nvmee; the nearest is nvme; `passgate families` lists them"
    );
    assert!(error(Some("tpm"), "qqq").contains("`passgate families` lists them all"));
    assert!(error(None, "0xzz").contains("write it as 0x4e40"));
    let missing = lookup::device("/dev/none-such")
        .expect_err("no device")
        .to_string();
    assert!(
        missing.contains("`passgate devices` lists them"),
        "{missing}"
    );
}

#[test]
fn a_node_that_no_family_knows_is_of_any_kind() {
    let device = lookup::device("/dev/null").expect("a character device");
    assert_eq!(device.entry.family.name, "other");
    assert_eq!(device.facts.name.as_deref(), Some("null"));
}

#[test]
fn standard_input_is_read_once() {
    let arguments = |argument: &str, pointed: &str| cli::Decode {
        json: false,
        family: None,
        device: None,
        entry: None,
        command: "1".to_owned(),
        argument: Some(argument.to_owned()),
        pointed: Some(pointed.to_owned()),
    };
    let texts = Texts::read(&arguments("-", "0102"), &mut "0a0b".as_bytes()).expect("text");
    assert_eq!(texts.argument.as_deref(), Some("0a0b"));
    assert_eq!(texts.pointed.as_deref(), Some("0102"));
    assert!(Texts::read(&arguments("-", "-"), &mut "".as_bytes()).is_err());
    assert!(Texts::read(&arguments("-", "01"), &mut [0xff].as_slice()).is_err());
}

#[test]
fn every_command_is_found_by_its_name_and_by_its_number() {
    let mut seen = 0;
    for entry in kinds() {
        let scope = lookup::Scope::new(Some(entry.family.name), None).expect("a family");
        for command in entry.kind.all_commands() {
            for text in [command.name.to_owned(), format!("{:#x}", command.number)] {
                let by = command.entries.iter().next();
                let (_, found) = scope.candidates(&text, by).expect("a command");
                let is_it = |candidate: &Candidate| {
                    candidate.entry.is_some_and(|own| own.id == entry.id)
                        && Some(candidate.by) == by
                };
                assert!(found.iter().any(is_it), "{} {text}", entry.kind.name);
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn every_field_is_documented() {
    let header = format!("53000000fdffffff06200000{}", "00".repeat(20));
    let mut found = calls(None, "0xc0484e41", &"02".repeat(72), "");
    found.extend(calls(Some("scsi"), "SG_IO", &header, "12 01 83 00 ff 00"));
    found.extend(calls(None, "mmap", "", ""));
    found.extend(calls(None, "0xc0494e41", "01", ""));
    let mut out = Vec::new();
    for call in &found {
        decoded::json(&mut out, call).expect("memory takes all writes");
    }
    let lines: Vec<serde_json::Value> = String::from_utf8(out)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_documented("decoded", &lines);
}
