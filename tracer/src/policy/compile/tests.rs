//! What is compiled is whole, and as large as it may be.

use tracer_common::policy::{Call, race};

use super::Compiled;
use crate::policy::{
    facts::Device,
    tests::{admin, nvme, policy, smartctl},
};

#[test]
fn a_verdict_says_whether_memory_decided() {
    let policy = policy(
        "[[rule]]\ndevice = { family = 'nvme' }\ndeny = ['admin.vendor', 'NVME_IOCTL_RESET']\n",
    );
    let mut compiled = Compiled::new(policy, 1).expect("room");
    let denied = compiled
        .decide(&smartctl(), &nvme(), &admin(0xc1))
        .expect("room");
    // The driver asks about its copy.
    assert_eq!((denied.rule, denied.race), (0, race::COPY));
    let mut identify = admin(6);
    identify.detail = 1;
    let allowed = compiled
        .decide(&smartctl(), &nvme(), &identify)
        .expect("room");
    assert_eq!(allowed.race, race::MEMORY);
    let reset = Call {
        command: 0x4e44,
        argument: 0,
        ..admin(0)
    };
    let denied = compiled.decide(&smartctl(), &nvme(), &reset).expect("room");
    assert_eq!((denied.rule, denied.race), (0, race::SOUND));
}

const RULE: &str = "[[rule]]\ndevice = { family = 'nvme' }\n";
const SMARTCTL: &str =
    "[[rule]]\nsubject = { exe = '/usr/sbin/smartctl' }\ndevice = { family = 'nvme' }\n";
const OTHERS: &str = "[[rule]]\nsubject = { uid = 7 }\ndevice = { family = 'nvme' }\n";

/// What the verdict on a vendor's command of smartctl's rests on, and whether copies are looked at.
fn rests_on(rules: &[(&str, &str)]) -> (u8, bool) {
    let text: String = rules
        .iter()
        .map(|(whose, says)| format!("{whose}{says}\n"))
        .collect();
    let mut compiled = Compiled::new(policy(&text), 1).expect("room");
    let verdict = compiled
        .decide(&smartctl(), &nvme(), &admin(0xc1))
        .expect("room");
    (verdict.race, compiled.by_copy())
}

#[test]
fn what_memory_cannot_change_does_not_rest_on_it() {
    for rules in [
        // What decides everything stands before.
        &[(RULE, "deny = '*'"), (RULE, "allow = 'admin.identify'")][..],
        &[
            (RULE, "deny = '*'\nmode = 'observe'"),
            (RULE, "deny = 'admin.vendor'"),
        ],
        // All of the command is refused.
        &[(
            RULE,
            "deny = 'admin.vendor'\nstrict = true\ncommand = 'NVME_IOCTL_ADMIN_CMD'",
        )],
        // The same becomes of all calls, but for the error, and for a mode where there is nothing to it.
        &[
            (RULE, "deny = 'admin.vendor'"),
            (RULE, "deny = '*'\nerrno = 'EACCES'"),
        ],
        &[(RULE, "allow = 'admin.identify'\nmode = 'observe'")],
        &[
            (RULE, "audit = 'admin.vendor'"),
            (RULE, "audit = '*'\nmode = 'audit'"),
        ],
    ] {
        assert_eq!(rests_on(rules), (race::SOUND, false), "{rules:?}");
    }
    // Who could have another verdict has none by memory, either; whether that is so of all who may come is not
    // looked into.
    for rules in [
        &[
            (SMARTCTL, "deny = '*'"),
            (SMARTCTL, "deny = 'admin.vendor'"),
        ][..],
        &[
            (OTHERS, "allow = '*'"),
            (OTHERS, "deny = 'admin.vendor'"),
            (RULE, "deny = '*'"),
        ],
    ] {
        assert_eq!(rests_on(rules).0, race::SOUND, "{rules:?}");
    }
}

#[test]
fn what_memory_can_change_rests_on_it() {
    for rules in [
        &[(RULE, "deny = 'admin.vendor'")][..],
        &[
            (RULE, "deny = 'admin.vendor'"),
            (RULE, "deny = '*'\nmode = 'audit'"),
        ],
        &[(RULE, "kill = 'admin.vendor'"), (RULE, "deny = '*'")],
        &[(RULE, "allow = 'admin.identify'"), (RULE, "deny = '*'")],
        &[
            (RULE, "allow = 'admin.identify'"),
            (RULE, "deny = 'admin.vendor'\nstrict = true"),
        ],
        // What it does not allow passes by the default.
        &[
            (RULE, "allow = 'admin.identify'\nstrict = true"),
            (OTHERS, "deny = '*'"),
        ],
        // Of some subjects it is so.
        &[(OTHERS, "deny = '*'"), (RULE, "deny = 'admin.vendor'")],
        &[(SMARTCTL, "deny = '*'"), (RULE, "deny = 'admin.vendor'")],
    ] {
        assert_eq!(rests_on(rules), (race::COPY, true), "{rules:?}");
    }
    // What is only reported is as well, but nothing of it is decided again.
    assert_eq!(
        rests_on(&[(RULE, "audit = 'admin.vendor'")]),
        (race::COPY, false)
    );
}

/// What the verdict on smartctl's call to a device of this name rests on.
fn by_name(compiled: &mut Compiled, name: &str, call: &Call) -> u8 {
    let device = Device {
        name: Some(name.to_owned()),
        ..nvme()
    };
    let verdict = compiled.decide(&smartctl(), &device, call);
    verdict.expect("room").race
}

#[test]
fn devices_that_come_later_rest_on_what_their_rules_do() {
    let rule = |name: &str, says: &str| {
        format!("[[rule]]\ndevice = {{ family = 'nvme', name = '{name}' }}\n{says}\n")
    };
    let text = rule("a", "deny = '*'") + &rule("b", "deny = 'admin.vendor'\nunknown = 'skip'");
    let mut compiled = Compiled::new(policy(&text), 1).expect("room");
    let vendor = admin(0xc1);
    assert_eq!(by_name(&mut compiled, "a", &vendor), race::SOUND);
    assert!(compiled.by_copy(), "one may come of which it matters");
    assert_eq!(by_name(&mut compiled, "b", &vendor), race::COPY);
    assert_eq!(by_name(&mut compiled, "c", &vendor), race::SOUND);
    assert_eq!(by_name(&mut compiled, "a", &vendor), race::SOUND);
}

#[test]
fn more_devices_than_there_are_roots_for_rest_on_whatever_memory_tells() {
    const COMMANDS: [(&str, &str, u32, u8); 6] = {
        use tracer_common::count::entry::{COMPAT_IOCTL, IOCTL};
        [
            ("NVME_IOCTL_ADMIN_CMD", "ioctl", 0xc048_4e41, IOCTL),
            ("NVME_IOCTL_ADMIN64_CMD", "ioctl", 0xc050_4e47, IOCTL),
            ("NVME_IOCTL_IO_CMD", "ioctl", 0xc048_4e43, IOCTL),
            (
                "NVME_IOCTL_ADMIN_CMD",
                "compat-ioctl",
                0xc048_4e41,
                COMPAT_IOCTL,
            ),
            (
                "NVME_IOCTL_ADMIN64_CMD",
                "compat-ioctl",
                0xc050_4e47,
                COMPAT_IOCTL,
            ),
            (
                "NVME_IOCTL_IO_CMD",
                "compat-ioctl",
                0xc048_4e43,
                COMPAT_IOCTL,
            ),
        ]
    };
    let mut text = String::new();
    let has = |device: usize, command: usize| device & 1 << command != 0;
    for device in 0..1 << COMMANDS.len() {
        for (at, (command, entry, ..)) in COMMANDS.iter().enumerate() {
            if has(device, at) {
                text += &format!(
                    "[[rule]]\ndevice = {{ family = 'nvme', name = 'd{device}' }}\nunknown = 'skip'\n\
                     command = '{command}'\nentry = '{entry}'\ndeny = 'sub:0xc1'\n"
                );
            }
        }
    }
    let mut compiled = Compiled::new(policy(&text), 1).expect("room");
    let mut kept = 0;
    for device in 0..1 << COMMANDS.len() {
        for (at, (.., number, by)) in COMMANDS.iter().enumerate() {
            let call = Call {
                command: *number,
                entry: *by,
                ..admin(0xc1)
            };
            let race = by_name(&mut compiled, &format!("d{device}"), &call);
            assert!(!has(device, at) || race != race::SOUND, "{device} {at}");
            kept += usize::from(race == race::SOUND);
        }
    }
    assert!(kept > 0, "none is sound");
    assert!(
        compiled
            .trees
            .iter()
            .all(|tree| tree.roots.len() <= super::MOST_ROOTS + 1)
    );
}

#[test]
fn parts_that_are_not_known_are_decided_apart_from_those_that_are() {
    use crate::policy::{evaluate::evaluate, tests::kind};
    let policy = policy("[[rule]]\ndevice = { family = 'pci' }\ndeny = ['sub:7-32']\n");
    let mut compiled = Compiled::new(policy.clone(), 1).expect("room");
    let device = Device {
        kind: kind("pci", "config"),
        ..nvme()
    };
    for by in tracer_common::count::entry::ALL {
        for command in [0, tracer_common::count::UNKNOWN_PART] {
            for sub in [2, 7] {
                let call = Call {
                    entry: by,
                    command,
                    ..admin(sub)
                };
                let meant = evaluate(&policy, &smartctl(), &device, &call);
                let verdict = compiled.decide(&smartctl(), &device, &call).expect("room");
                assert_eq!(verdict.action, meant.effect.action, "{call:x?}");
            }
        }
    }
}

/// Rules by the thousand, each about another executable.
fn many(rules: usize) -> String {
    let mut text = String::new();
    for at in 0..rules {
        text += &format!(
            "[[rule]]\nsubject = {{ exe = '/usr/bin/tool-{at:05}', uid = {} }}\n\
             device = {{ family = 'nvme' }}\nallow = ['admin.identify', 'sub:{}']\n",
            at % 10,
            at % 200
        );
    }
    text + "[[rule]]\ndevice = { family = 'nvme' }\ndeny = ['*']\n"
}

fn scale(rules: usize) {
    let mut compiled = Compiled::new(policy(&many(rules)), 1).expect("room");
    let last = u32::try_from(rules - 1).expect("small");
    let mut subject = smartctl();
    subject.exe = Some(format!("/usr/bin/tool-{last:05}"));
    subject.uid = Some(last % 10);
    let allowed = compiled.decide(&subject, &nvme(), &admin(6)).expect("room");
    assert_eq!(allowed.rule, last);
    let refused = compiled
        .decide(&smartctl(), &nvme(), &admin(6))
        .expect("room");
    assert_eq!(refused.rule, last + 1);
    compiled
        .device(&Device::unresolved(nvme().kind))
        .expect("room");
    assert!(compiled.size().subjects >= rules, "{:?}", compiled.size());
}

#[test]
fn five_hundred_rules_are_compiled() {
    scale(500);
}

#[test]
#[ignore = "takes minutes without optimization"]
fn twenty_thousand_rules_are_compiled() {
    scale(20_000);
}
