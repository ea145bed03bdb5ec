mod wrong;

use super::{
    Policy, Text,
    diagnostic::Lined,
    evaluate::evaluate,
    facts::{Device, Place, Subject},
    read,
    rule::action,
};
use tracer_common::{
    count::{UNKNOWN_PART, argument, entry},
    policy::{Call, room},
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
            let lined = Lined::of(&texts);
            let all: String = errors.iter().map(|error| error.render(&lined)).collect();
            panic!("{all}")
        }
    }
}

fn errors(text: &str) -> Vec<String> {
    errors_of(&[text])
}

/// The errors of texts that are called `p.toml` and `p1.toml`, `p2.toml` and so on.
fn errors_of(all: &[&str]) -> Vec<String> {
    let name = |at: usize| match at {
        0 => "p.toml".to_owned(),
        at => format!("p{at}.toml"),
    };
    let texts = all.iter().enumerate();
    let texts: Vec<Text> = texts.map(|(at, text)| Text::new(name(at), *text)).collect();
    let errors = read(&texts).expect_err("errors");
    let lined = Lined::of(&texts);
    errors.iter().map(|error| error.render(&lined)).collect()
}

/// That there are these errors and no others.
fn assert_errors(all: &[String], expected: &[&str]) {
    assert_eq!(all.len(), expected.len(), "{all:#?}");
    for (error, expected) in all.iter().zip(expected) {
        assert!(error.starts_with(expected), "{error}\n{expected}");
    }
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
fn a_name_that_only_another_driver_has_is_an_error() {
    let rule = |driver: &str, item: &str| {
        format!("version = 1\n[[rule]]\ndevice = {{ family = 'drm'{driver} }}\nallow = '{item}'\n")
    };
    let all = errors(&rule(", driver = 'i915'", "DRM_IOCTL_AMDGPU_INFO"));
    assert_errors(
        &all,
        &[
            "p.toml:4:9: error: the rule's devices have no command or sub-command \"DRM_IOCTL_AMDGPU_INFO\"",
        ],
    );
    assert!(all[0].contains("another driver has it"), "{all:?}");
    for (driver, item) in [
        ("", "DRM_IOCTL_AMDGPU_INFO"),
        (", driver = 'amdgpu'", "DRM_IOCTL_AMDGPU_INFO"),
        (", driver = ['i915', 'amd*']", "DRM_IOCTL_AMDGPU_INFO"),
        (", driver = 'nobody'", "DRM_IOCTL_VERSION"),
    ] {
        let texts = [Text::new("p.toml", rule(driver, item))];
        assert!(read(&texts).is_ok(), "{driver} {item}");
    }
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
fn errors_of_calls_have_names_of_the_c_library_or_numbers() {
    let text = |errno: &str| format!("[[rule]]\ndeny = '*'\nerrno = {errno}\n");
    for (errno, number) in [
        ("5", 5),
        ("0x5", 5),
        ("'EOPNOTSUPP'", 95),
        ("'ENOTSUP'", 95),
        ("'EDEADLOCK'", 35),
    ] {
        assert_eq!(
            policy(&text(errno)).rules[0].effect.errno,
            number,
            "{errno}"
        );
    }
    for (errno, why) in [
        ("'5'", "there is no error \"5\""),
        ("'EWOULDBLOCK'", "word to try again"),
        ("11", "word to try again"),
        ("0", "from 1 to 511"),
        ("600", "from 512 on"),
        ("70000", "from 1 to 511"),
    ] {
        let all = errors(&format!("version = 1\n{}", text(errno)));
        assert!(all.len() == 1 && all[0].contains(why), "{errno}: {all:?}");
    }
}

#[test]
fn all_errors_of_a_text_are_told_with_their_places_and_what_was_meant() {
    let all = errors(
        "version = 1\n[[rule]]\nname = \"a\"\ndevice = { famly = \"nvme\" }\n\
         allow = [\"admin.identfy\"]\n[[rule]]\nname = \"a\"\ndevice = { family = \"nvmee\" }\n\
         deny = [\"class:opak\", \"@none\"]\nerrno = \"EPREM\"\nentry = \"ioctrl\"\n",
    );
    let expected = &[
        "p.toml:4:12: error: a device has no key \"famly\"",
        "p.toml:5:10: error: there is no command or sub-command \"admin.identfy\"",
        "p.toml:7:8: error: two rules are called \"a\"; the first is at p.toml:3:8",
        "p.toml:8:21: error: there is no family \"nvmee\"",
        "p.toml:9:9: error: there is no class \"class:opak\"",
        "p.toml:9:23: error: there is no set \"@none\"",
        "p.toml:10:9: error: there is no error \"EPREM\"",
        "p.toml:11:9: error: there is no entry \"ioctrl\"",
    ];
    assert_errors(&all, expected);
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

/// A rule that has an error of a name.
const WRONG: &str = "[[rule]]\ndevice = { family = 'nvme' }\nallow = 'admin.identfy'\n";

#[test]
fn a_broken_rule_hides_no_errors_of_others() {
    for (broken, expected) in [
        ("[[rule]]\nname = \"a\nallow = '*'\n", 6),
        ("[[rule]]\nallow = ['*', 'b'\n", 6),
        ("[[rule]]\nallow = ['*' 'b']\n", 6),
        ("[[rule]]\nallow = *\n", 6),
        ("[[rule]]\nallow\n", 6),
        ("[[rule]]\ndevice = { family = 'nvme'\nallow = 'x'\n", 7),
        ("[[rule]\nallow = 'x'\n", 5),
        ("[[rule]]\nallow = 'x'\nallow = 'y'\n", 7),
        ("[[rule]]\nallow = '\\d'\n[rule.device]\nx == y\n", 8),
    ] {
        let text = format!("version = 1\n{WRONG}{broken}{WRONG}[sets]\na = 'x'\n");
        let last = 5 + broken.lines().count() + 2;
        assert_errors(
            &errors(&text),
            &[
                "p.toml:4:9: error: there is no command or sub-command \"admin.identfy\"",
                &format!("p.toml:{expected}:"),
                &format!("p.toml:{last}:9: error: there is no command or sub-command"),
            ],
        );
    }
}

#[test]
fn what_was_lost_is_not_missed() {
    // Neither the version nor the sets, but whatever else is wrong.
    let all = errors(&format!(
        "version = = 1\n{WRONG}[[rule]]\ndevice = {{ family = '@drives' }}\n\
         deny = ['@vendor', 'VIDIOC_QUERYCAP', 'sub:x']\n"
    ));
    assert_errors(
        &all,
        &[
            "p.toml:1:11: ",
            "p.toml:4:9: ",
            "p.toml:7:39: error: \"x\" is no code",
        ],
    );
    let all = errors(&format!(
        "version = 1\n[sets]\na = [\n[[rule]]\nallow = '@a'\n{WRONG}"
    ));
    assert_errors(&all, &["p.toml:3:6: ", "p.toml:8:9: "]);
    // A rule that is broken has no sets in it.
    let all = errors("version = 1\n[[rule]]\nallow = *\n[[rule]]\nallow = '@none'\n");
    assert_errors(
        &all,
        &["p.toml:3:9: ", "p.toml:5:9: error: there is no set"],
    );
    // Nor do other files miss what the broken one may have.
    let all = errors_of(&[
        "version = 1\n[sets]\na = [\n",
        &format!("version = 1\n{WRONG}[[rule]]\nallow = '@a'\n"),
        "version = 2\n",
    ]);
    assert_errors(&all, &["p.toml:3:6: ", "p1.toml:4:9: ", "p2.toml:1:11: "]);
}

#[test]
fn what_is_said_twice_is_told_beside_the_rest() {
    let all = errors(&format!(
        "version = 1\n[default]\naction = 'deny'\n[default]\nmode = 'adit'\n{WRONG}"
    ));
    assert_errors(
        &all,
        &[
            "p.toml:4:2: error: duplicate key",
            "p.toml:5:8: error: there is no mode \"adit\"",
            "p.toml:8:9: ",
        ],
    );
}

#[test]
fn of_what_is_no_policy_at_all_only_that_is_told() {
    let text = format!("{WRONG}{}", "{ \"rule\": x }\n[[rule]\n".repeat(200));
    let all = errors(&text);
    // Each broken line is counted, those that are not told as well.
    assert_eq!(all.len(), 400);
    assert!(
        all.iter().all(|error| !error.contains("admin.identfy")),
        "{all:#?}"
    );
    for text in [
        "%PDF-1.7\n%\u{fffd}\n",
        "{\"rule\": []}\n",
        "version: 1\nrule:\n  - allow: x\n",
    ] {
        let all = errors(text);
        assert!(all.len() <= text.lines().count(), "{all:#?}");
        assert!(
            all.iter().all(|error| !error.contains("no version")),
            "{all:#?}"
        );
    }
}

#[test]
fn a_family_that_there_is_not_is_one_error() {
    let all =
        errors("version = 1\n[[rule]]\ndevice = { family = 'nvmee' }\nallow = 'admin.identify'\n");
    assert_errors(&all, &["p.toml:3:21: error: there is no family"]);
}

#[test]
fn what_is_more_than_may_be_written_is_told_at_its_place() {
    let rules = "[[rule]]\nallow = '*'\n".repeat(room::RULES + 1);
    let last = 2 * room::RULES + 2;
    let ids = vec!["0"; (1 << 16) + 1].join(", ");
    for (text, place, help) in [
        (rules, format!("p.toml:{last}:1: "), "join rules"),
        (
            format!("[[rule]]\nallow = '*'\nsubject = {{ exe = '/x', uid = [{ids}] }}\n"),
            "p.toml:4:31: ".to_owned(),
            "a range",
        ),
        (
            format!("[sets]\na = [{ids}]\n[[rule]]\nallow = '*'\n"),
            "p.toml:3:5: ".to_owned(),
            "a range",
        ),
        (
            "#".repeat(super::parse::MOST_BYTES),
            "p.toml:1:1: ".to_owned(),
            "several files",
        ),
    ] {
        let all = errors(&format!("version = 1\n{text}"));
        assert_errors(&all, &[&place]);
        assert!(all[0].contains(help), "{}", all[0]);
    }
}
