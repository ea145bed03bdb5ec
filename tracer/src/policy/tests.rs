use super::{
    Policy, Text,
    evaluate::evaluate,
    facts::{Device, Place, Subject},
    read,
    rule::action,
};
use tracer_common::{
    count::{UNKNOWN_PART, argument, entry},
    policy::Call,
};

use crate::families;

/// The id of a kind.
pub(crate) fn kind(family: &str, kind: &str) -> u16 {
    let mut kinds = families::kinds();
    let found = kinds.find(|entry| entry.family.name == family && entry.kind.name == kind);
    found.expect("such a kind").id
}

/// A policy, of which the version need not be said.
pub(crate) fn policy(text: &str) -> Policy {
    let texts = [Text::new("p.toml", format!("version = 1\n{text}"))];
    match read(&texts) {
        Ok(policy) => policy,
        Err(errors) => {
            let all: String = errors.iter().map(|error| error.render(&texts)).collect();
            panic!("{all}")
        }
    }
}

fn errors(text: &str) -> Vec<String> {
    let texts = [Text::new("p.toml", text)];
    let errors = read(&texts).expect_err(text);
    errors.iter().map(|error| error.render(&texts)).collect()
}

pub(crate) fn nvme() -> Device {
    Device {
        kind: kind("nvme", "controller"),
        driver: Some("nvme".into()),
        name: Some("nvme0".into()),
        node: Some("/dev/nvme0".into()),
        bus: Some("pci 0000:00:04.0".into()),
        ids: Some("1b36:0010".into()),
        ..Device::default()
    }
}

pub(crate) fn smartctl() -> Subject {
    Subject {
        exe: Some("/usr/sbin/smartctl".into()),
        parent: Some("/usr/bin/bash".into()),
        cgroup: Some("/system.slice/smartd.service".into()),
        uid: Some(0),
        gid: Some(0),
        place: Place::Known,
    }
}

/// NVME_IOCTL_ADMIN_CMD with an opcode.
pub(crate) fn admin(opcode: u32) -> Call {
    Call {
        entry: entry::IOCTL,
        argument: argument::DECODED,
        command: 0xc048_4e41,
        second: 0,
        sub: opcode,
        detail: 0,
        amount: 4096,
    }
}

fn decided(policy: &Policy, call: Call) -> (u8, Option<usize>) {
    let decision = evaluate(policy, &smartctl(), &nvme(), &call);
    (decision.effect.action, decision.rule)
}

#[test]
fn the_first_rule_that_matches_decides() {
    let policy = policy(
        "[[rule]]\nname = \"drive health\"\nsubject = { exe = \"/usr/sbin/smartctl\" }\n\
         device = { family = \"nvme\" }\nallow = [\"admin.identify\", \"admin.get-log-page\"]\n\
         [[rule]]\ndevice = { family = \"nvme\" }\ndeny = [\"admin.vendor\", \"class:opaque\"]\n\
         errno = \"EACCES\"\n",
    );
    assert_eq!(decided(&policy, admin(6)), (action::ALLOW, Some(0)));
    assert_eq!(decided(&policy, admin(0xc1)), (action::DENY, Some(1)));
    assert_eq!(decided(&policy, admin(0x08)), (action::ALLOW, None));
    assert_eq!(policy.rules[1].effect.errno, 13);
    let mut unreadable = admin(0);
    unreadable.argument = argument::UNREADABLE;
    assert_eq!(decided(&policy, unreadable), (action::DENY, Some(1)));
}

#[test]
fn all_errors_of_a_text_are_told_with_their_places_and_what_was_meant() {
    let all = errors(
        "version = 1\n[[rule]]\nname = \"a\"\ndevice = { famly = \"nvme\" }\n\
         allow = [\"admin.identfy\"]\n[[rule]]\nname = \"a\"\ndevice = { family = \"nvmee\" }\n\
         deny = [\"class:opak\", \"@none\"]\nerrno = \"EPREM\"\nentry = \"ioctrl\"\n",
    );
    let expected = [
        "p.toml:4:12: error: a device has no key \"famly\"",
        "p.toml:5:10: error: there is no command or sub-command \"admin.identfy\"",
        "p.toml:7:8: error: two rules are called \"a\"",
        "p.toml:8:21: error: there is no family \"nvmee\"",
        "p.toml:9:9: error: there is no class \"class:opak\"",
        "p.toml:9:23: error: there is no set \"@none\"",
        "p.toml:10:9: error: there is no error \"EPREM\"",
        "p.toml:11:9: error: there is no entry \"ioctrl\"",
    ];
    assert_eq!(all.len(), expected.len(), "{all:#?}");
    for (error, expected) in all.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
    assert!(all[0].contains("the nearest is \"family\""), "{}", all[0]);
    assert!(
        all[1].contains("the nearest is \"admin.identify\""),
        "{}",
        all[1]
    );
    assert!(all[3].contains("the nearest is \"nvme\""), "{}", all[3]);
    assert!(all[6].contains("the nearest is \"EPERM\""), "{}", all[6]);
}

#[test]
fn a_part_that_is_not_known_may_be_the_one_that_a_rule_names() {
    let denies =
        policy("[[rule]]\ndevice = { family = 'vfio' }\nentry = ['write']\ndeny = ['bar0']\n");
    let allows = policy(
        "[[rule]]\ndevice = { family = 'vfio' }\nallow = ['bar0']\n[[rule]]\ndevice = { family = 'vfio' }\ndeny = '*'\n",
    );
    let others = policy("[[rule]]\ndevice = { family = 'vfio' }\ndeny = ['VFIO_DEVICE_RESET']\n");
    let device = Device {
        kind: kind("vfio", "device"),
        name: Some("0000:00:05.0".into()),
        ..Device::default()
    };
    let call = Call {
        entry: entry::WRITE,
        argument: argument::NONE,
        command: UNKNOWN_PART,
        second: 0,
        sub: 0,
        detail: 0,
        amount: 0,
    };
    let decides = |policy: &Policy| evaluate(policy, &smartctl(), &device, &call).rule;
    assert_eq!(decides(&denies), Some(0));
    assert_eq!(decides(&allows), Some(1));
    assert_eq!(decides(&others), None);
}
