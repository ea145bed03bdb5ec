//! What is compiled is whole, and as large as it may be.

use tracer_common::policy::race;

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
    let reset = tracer_common::policy::Call {
        command: 0x4e44,
        argument: 0,
        ..admin(0)
    };
    let denied = compiled.decide(&smartctl(), &nvme(), &reset).expect("room");
    assert_eq!((denied.rule, denied.race), (0, race::SOUND));
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
