use std::collections::BTreeSet;

use super::*;
use crate::{
    policy::{
        Text,
        parse::{DEVICE_KEYS, SUBJECT_KEYS},
        read,
    },
    sinks::documented::assert_documented,
};

pub(super) fn asked(command: &str, sub: Option<&str>) -> cli::Asked {
    cli::Asked {
        subject: vec!["exe=/usr/sbin/nvme".into(), "uid=0".into()],
        device: vec!["family=nvme".into(), "kind=controller".into()],
        entry: None,
        command: command.into(),
        sub: sub.map(str::to_owned),
        detail: None,
        amount: 0,
    }
}

pub(super) fn of(text: &str) -> Policy {
    read(&[Text::new("p", format!("version = 1\n{text}"))]).expect("a policy")
}

fn explained(text: &str, asked: &cli::Asked) -> (Compiled, Explained) {
    let policy = of(text);
    let mut compiled = Compiled::new(policy, 1).expect("room");
    let explained = super::explained(&mut compiled, asked).expect("an explanation");
    (compiled, explained)
}

const POLICY: &str = "[[rule]]\nname = 'a'\nsubject = { exe = '/x' }\nallow = '*'\n\
    [[rule]]\nname = 'b'\nsubject = { gid = 5 }\nallow = '*'\n\
    [[rule]]\nname = 'c'\ndevice = { family = 'nvme' }\ndeny = 'admin.vendor'\n";

#[test]
fn each_rule_s_outcome_is_told() {
    let (compiled, explained) =
        explained(POLICY, &asked("NVME_IOCTL_ADMIN_CMD", Some("admin.vendor")));
    let outcomes: Vec<&str> = explained
        .steps
        .iter()
        .map(|(_, why)| why.as_str())
        .collect();
    assert_eq!(
        outcomes,
        [
            "not this subject",
            "skipped: not known is the subject",
            "applies"
        ]
    );
    let out = said(&compiled, &explained);
    assert!(out.contains("deny with EPERM, by c, enforce"), "{out}");
    assert!(out.contains("another thread of the caller"), "{out}");
}

fn said(compiled: &Compiled, explained: &Explained) -> String {
    let mut out = Vec::new();
    text(&mut out, compiled.policy(), explained).expect("memory takes all writes");
    String::from_utf8(out).expect("text")
}

#[test]
fn what_is_decided_alike_and_where_is_told_by_the_names_of_rules() {
    let more = "[[rule]]\nname = 'd'\nsubject = { exe = '/usr/**' }\ndevice = { family = 'scsi' }\nallow = '*'\n";
    let policy = format!("{POLICY}{more}");
    let told = |text: &str, asked: &cli::Asked| {
        let (compiled, explained) = explained(text, asked);
        (said(&compiled, &explained), explained.block)
    };
    let vendor = asked("NVME_IOCTL_ADMIN_CMD", Some("admin.vendor"));
    let (out, block) = told(&policy, &vendor);
    // `d` is about the subject, `c` about the device, and it alone about both.
    assert_eq!(
        (block.subject, block.device, block.rules),
        (vec![3], vec![2], vec![2])
    );
    for part in [
        "security hook file_ioctl.",
        "decided again where the driver checks it, in nvme_cmd_allowed",
        "everybody whom \"d\" and no other rule may be about",
        "all devices that \"c\" and no other rule may be about",
        "What may decide there: \"c\".",
    ] {
        assert!(out.contains(part), "{part}: {out}");
    }
    let (out, _) = told("", &asked("open", None));
    assert!(out.contains("security hook file_open."), "{out}");
    assert!(
        out.contains(
            "Decided alike is everybody whom no rule names, on all devices that no rule names."
        ),
        "{out}"
    );
}

#[test]
fn a_name_of_several_calls_is_said_to_be_one() {
    let policy = "[[rule]]\nname = 'health'\ndevice = { family = 'nvme' }\n\
        allow = 'admin.get-log-page.smart-health-information'\n\
        [[rule]]\nname = 'rest'\ndevice = { family = 'nvme' }\ndeny = 'admin.*'\n";
    let said = |sub: Option<&str>| {
        let (compiled, explained) = explained(policy, &asked("NVME_IOCTL_ADMIN_CMD", sub));
        said(&compiled, &explained)
    };
    let several = said(Some("admin.get-log-page"));
    for part in [
        "NVME_IOCTL_ADMIN_CMD admin.get-log-page, any of ",
        "  allow, by health, enforce: 1 call: admin.get-log-page.smart-health-information\n",
        "  deny with EPERM, by rest, enforce: ",
        " more\nWhy is told of one of them: name it by --sub.\n",
    ] {
        assert!(several.contains(part), "{part}: {several}");
    }
    let one = said(Some("admin.get-log-page.smart-health-information"));
    assert!(!one.contains("any of"), "{one}");
    assert!(one.contains("allow, by health, enforce\n"), "{one}");
    assert!(said(None).contains("It depends on which of them it is:"));
}

#[test]
fn what_opens_maps_and_transfers_is_told_of_all_that_it_may_be() {
    let told = |text: &str, device: &[&str], command: &str, sub: Option<&str>| {
        let device = device.iter().map(|word| (*word).to_owned()).collect();
        let asked = cli::Asked {
            device,
            ..asked(command, sub)
        };
        let (compiled, explained) = explained(text, &asked);
        said(&compiled, &explained)
    };
    let scsi = &["family=scsi", "kind=sg"];
    let text = "[[rule]]\nname = 'a'\ndevice = { family = 'scsi' }\ndeny = 'rw'\n";
    for command in ["open", "receive", "mmap", "mprotect"] {
        let all = told(text, scsi, command, None);
        for part in [
            &*format!("scsi sg, {command}: {command}, any of "),
            "  deny with EPERM, by a, enforce: 1 call: rw\n",
            "  allow, by [default], enforce: ",
        ] {
            assert!(all.contains(part), "{part}: {all}");
        }
        let one = told(text, scsi, command, Some("rw"));
        assert!(one.contains("deny with EPERM, by a, enforce\n"), "{one}");
    }
    // What they all come to is told with its reasons.
    let all = told("", scsi, "open", None);
    assert!(
        all.contains("calls\nallow, by [default], enforce\n"),
        "{all}"
    );
    // A part of a device is used in several ways.
    let vfio = &["family=vfio", "kind=device"];
    let text = "[[rule]]\nname = 'a'\ndevice = { family = 'vfio' }\nentry = ['write', 'mmap']\ndeny = 'bar0'\n";
    let read = told(text, vfio, "bar0", None);
    assert!(read.contains("vfio device, read: bar0"), "{read}");
    assert!(
        read.contains("By mmap and write it is decided otherwise: ask with --entry.\n"),
        "{read}"
    );
    assert!(!told(text, vfio, "VFIO_DEVICE_RESET", None).contains("otherwise"));
}

/// A container's id.
const ID: &str = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";

#[test]
fn every_selector_of_the_language_can_be_asked_about() {
    let subjects = [
        ("exe", "/x", "/y"),
        ("parent", "/x", "/y"),
        ("cgroup", "/x.slice", "/y"),
        ("unit", "x.service", "y.service"),
        ("unit", "x.slice", "y.slice"),
        ("container", ID, "web"),
        ("container", "web", ID),
        ("uid", "1", "2"),
        ("gid", "1", "2"),
    ];
    let devices = [
        ("family", "nvme", "scsi"),
        ("kind", "disk", "controller"),
        ("class", "block", "nvme-generic"),
        ("driver", "x", "y"),
        ("name", "x", "y"),
        ("node", "/dev/x", "/dev/y"),
        ("bus", "pci 0000:00:04.0", "pci 0000:00:05.0"),
        ("ids", "1B36:0010", "1b36:0011"),
    ];
    for (keys, all) in [(&SUBJECT_KEYS[..], &subjects[..]), (&DEVICE_KEYS, &devices)] {
        let asked: BTreeSet<&str> = all.iter().map(|(key, ..)| *key).collect();
        assert_eq!(asked, keys.iter().copied().collect());
    }
    let decides = |text: &str, subject: &str, device: &[String]| {
        let asked = cli::Asked {
            subject: vec![subject.to_owned()],
            device: device.to_vec(),
            ..asked("open", None)
        };
        let (_, explained) = explained(text, &asked);
        explained.verdict.rule == 0
    };
    for (key, right, wrong) in subjects {
        let text = format!("[[rule]]\nsubject = {{ {key} = '{right}' }}\ndeny = '*'\n");
        for (value, expected) in [(right, true), (wrong, false)] {
            let device = ["family=nvme".to_owned()];
            let found = decides(&text, &format!("{key}={value}"), &device);
            assert_eq!(found, expected, "{key} {value}");
        }
    }
    for (key, right, wrong) in devices {
        let text = format!("[[rule]]\ndevice = {{ {key} = '{right}' }}\ndeny = '*'\n");
        for (value, expected) in [(right, true), (wrong, false)] {
            let mut device = vec![format!("{key}={value}")];
            if key != "family" {
                device.push("family=nvme".to_owned());
            }
            let found = decides(&text, "uid=0", &device);
            assert_eq!(found, expected, "{key} {value}");
        }
    }
}

#[test]
fn every_field_is_documented() {
    let mut lines = Vec::new();
    for asked in [
        asked("NVME_IOCTL_ADMIN_CMD", Some("0xc1")),
        asked("NVME_IOCTL_ADMIN_CMD", Some("unreadable")),
        asked("0x4e44", None),
        asked("NVME_IOCTL_ADMIN_CMD", None),
        cli::Asked {
            entry: None,
            ..asked("NVME_IOCTL_RESET", None)
        },
    ] {
        let by_ioctl = "[[rule]]\nname = 'd'\nentry = 'compat-ioctl'\ndeny = 'NVME_IOCTL_RESET'\n";
        let (compiled, explained) = explained(&format!("{POLICY}{by_ioctl}"), &asked);
        let mut out = Vec::new();
        json(&mut out, compiled.policy(), &explained).expect("memory takes all writes");
        lines.push(serde_json::from_slice(&out).expect("JSON"));
    }
    assert_documented("explained", &lines);
    assert_eq!(
        (&lines[1]["rule"], &lines[2]["rule"]),
        (&"c".into(), &serde_json::Value::Null)
    );
}
