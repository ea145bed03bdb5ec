use super::{super::possible::Edges, *};
use crate::{
    families::{FAMILIES, Family},
    policy::{
        Policy, Text,
        diagnostic::Lined,
        evaluate::evaluate,
        facts::{Device, Subject},
        possible::told_apart,
        read, traffic,
    },
};

fn subject(exe: &str) -> Subject {
    Subject::seen(
        false,
        Some(exe.to_owned()),
        Some("/system.slice/a.service".to_owned()),
        Some(0),
    )
}

/// A device of each of a family's kinds, and one of each driver that has commands of its own.
fn devices(family: &Family) -> Vec<Device> {
    let kinds = families::kinds().filter(|entry| entry.family.name == family.name);
    let mut all = Vec::new();
    for entry in kinds {
        let drivers = entry.kind.by_driver.iter();
        let drivers = drivers.map(|(driver, _)| Some((*driver).to_owned()));
        all.extend(drivers.chain([None]).map(|driver| Device {
            kind: entry.id,
            driver,
            name: Some("x0".to_owned()),
            ..Device::default()
        }));
        all.push(Device::unresolved(entry.id));
    }
    all
}

/// Every call that rules tell apart.
fn calls(devices: &[Device]) -> Vec<Observed> {
    let of = |device: &Device| -> Vec<Observed> {
        let all = told_apart(device, &Edges::default()).into_iter();
        let observed = all.map(|possible| Observed {
            subject: subject("/x"),
            unit: None,
            container: None,
            kernel: false,
            device: device.clone(),
            call: possible.call,
            calls: 2,
            amount_known: true,
        });
        observed.collect()
    };
    devices.iter().flat_map(of).collect()
}

fn policy(learned: &Learned) -> Policy {
    let texts = [Text::new("learned", learned.text.as_str())];
    read(&texts).unwrap_or_else(|errors| {
        let lined = Lined::of(&texts);
        let all: String = errors.iter().map(|error| error.render(&lined)).collect();
        panic!("{all}\n{}", learned.text)
    })
}

fn passes(policy: &Policy, observed: &Observed) -> bool {
    let Observed {
        subject,
        device,
        call,
        ..
    } = observed;
    !evaluate(policy, subject, device, call).effect.is_refused()
}

/// Without comments, and what they are aligned by.
fn bare(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('#').next());
    let lines = lines.map(|line| line.unwrap_or_default().trim_end());
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_was_seen_passes_and_what_passes_makes_the_same_policy() {
    // Some of each sort, and of their calls at most this many: all of them take minutes.
    const MOST: usize = 1000;
    let families = ["nvme", "pci", "fwctl", "scsi", "drm", "v4l2"];
    let families = FAMILIES
        .iter()
        .filter(|family| families.contains(&family.name));
    for family in families {
        let devices = devices(family);
        let mut all = calls(&devices);
        let thin = all.len() / MOST + 1;
        all = all.into_iter().step_by(thin).collect();
        for by in [By::Exact, By::Sub, By::Class] {
            // A part of them, another each time.
            let every = 3 + by as usize;
            let mut seen: Vec<Observed> = all.iter().step_by(every).cloned().collect();
            let learned = learn(&seen, by, Over::Exe);
            let policy = policy(&learned);
            for observed in &seen {
                assert!(
                    passes(&policy, observed),
                    "{} {by:?} {observed:?}\n{}",
                    family.name,
                    learned.text
                );
            }
            let of = |observed: &Observed| allowed::need(&told(observed), &observed.call, by);
            let named = allowed::named(seen.iter().map(of).collect());
            let passed = all.iter().filter(|one| passes(&policy, one));
            let passed: Vec<Observed> = passed.cloned().collect();
            for observed in &passed {
                let ways = allowed::ways(&told(observed));
                assert!(
                    ways.iter().any(|(_, way)| named.contains(way)),
                    "{} {by:?} {observed:?} was not seen\n{}",
                    family.name,
                    learned.text
                );
            }
            seen.extend(passed);
            let again = learn(&seen, by, Over::Exe);
            let (before, after) = (bare(&learned.text), bare(&again.text));
            let more = |a: &str, b: &str| -> Vec<String> {
                let others: Vec<&str> = b.lines().collect();
                let own = a.lines().filter(|line| !others.contains(line));
                own.map(str::to_owned).collect()
            };
            assert!(
                before == after,
                "{} {by:?}: not any more {:#?}, new {:#?}",
                family.name,
                more(&before, &after),
                more(&after, &before)
            );
        }
    }
}

/// Lines of ioctls by `/x` to NVMe drives: number, sub-command, detail, calls.
fn nvme(lines: &[(u32, u32, u32, u64)]) -> Vec<Observed> {
    let kind = crate::policy::tests::kind("nvme", "controller");
    let one = |(number, sub, detail, calls): &(u32, u32, u32, u64)| {
        let mut call = crate::policy::tests::admin(*sub);
        (call.command, call.detail) = (*number, *detail);
        Observed {
            subject: subject("/x"),
            unit: None,
            container: None,
            kernel: false,
            device: Device {
                kind,
                driver: Some("nvme".to_owned()),
                ..Device::default()
            },
            call,
            calls: *calls,
            amount_known: true,
        }
    };
    lines.iter().map(one).collect()
}

const ADMIN: u32 = 0xc048_4e41;

#[test]
fn what_follows_each_other_is_a_range_of_what_was_seen_and_no_more() {
    let seen = nvme(&[
        (0xabcd, 0, 0, 2),
        (0xabce, 0, 0, 2),
        (0xabd0, 0, 0, 2),
        (ADMIN, 0xc0, 0, 2),
        (ADMIN, 0xc1, 0, 1),
        (ADMIN, 0xc3, 0, 2),
        (ADMIN, 0x02, 0xc0, 2),
        (ADMIN, 0x02, 0xc1, 2),
        (ADMIN, 0x02, 0xc3, 2),
        (ADMIN, 0x06, 1, 4),
    ]);
    let learned = learn(&seen, By::Exact, Over::Exe);
    for part in [
        "\"command:0xabcd-0xabce\",",
        "\"command:0xabd0\",",
        "\"sub:0xc0-0xc1\",",
        "\"sub:0xc3\",",
        "\"sub:0x02/0xc0-0xc1\",",
        "\"sub:0x02/0xc3\",",
        "# 3 calls of admin.vendor; LOOK: 1 of 2 once, opaque",
        "\"admin.identify.controller\",",
    ] {
        assert!(learned.text.contains(part), "{part}\n{}", learned.text);
    }
    let policy = policy(&learned);
    assert!(seen.iter().all(|one| passes(&policy, one)));
    let beside = nvme(&[
        (0xabcc, 0, 0, 1),
        (0xabcf, 0, 0, 1),
        (0xabd1, 0, 0, 1),
        (ADMIN, 0xbf, 0, 1),
        (ADMIN, 0xc2, 0, 1),
        (ADMIN, 0xc4, 0, 1),
        (ADMIN, 0x02, 0xbf, 1),
        (ADMIN, 0x02, 0xc2, 1),
        (ADMIN, 0x02, 2, 1),
        // The same code of another command's.
        (0xc048_4e43, 0xc0, 0, 1),
    ]);
    for one in &beside {
        assert!(!passes(&policy, one), "{one:?}\n{}", learned.text);
    }
    let mut written = seen.clone();
    for one in &mut written {
        one.call.entry = tracer_common::count::entry::COMPAT_IOCTL;
        assert!(!passes(&policy, one), "an entry that was not seen: {one:?}");
    }
}

#[test]
fn each_way_to_generalise_allows_what_it_says() {
    let seen = nvme(&[(ADMIN, 0x02, 0xc0, 2), (ADMIN, 0xc1, 0, 2)]);
    let beside = nvme(&[
        (ADMIN, 0x02, 0xc1, 1),
        (ADMIN, 0xc2, 0, 1),
        (ADMIN, 0x02, 2, 1),
        (ADMIN, 0x06, 1, 1),
    ]);
    for (by, expected) in [
        (By::Exact, [false; 4]),
        (By::Sub, [true, true, true, false]),
        (By::Class, [true, true, false, false]),
    ] {
        let learned = learn(&seen, by, Over::Exe);
        let policy = policy(&learned);
        let passed: Vec<bool> = beside.iter().map(|one| passes(&policy, one)).collect();
        assert_eq!(passed, expected, "{by:?}\n{}", learned.text);
    }
}

#[test]
fn who_has_no_executable_and_who_has_no_unit_lend_nothing_to_others() {
    let mut all = nvme(&[
        (ADMIN, 0x06, 1, 2),
        (ADMIN, 0x02, 2, 2),
        (ADMIN, 0x09, 7, 2),
    ]);
    all[1].subject.cgroup = Some("/".to_owned());
    all[2].subject = Subject::seen(true, None, Some("/".to_owned()), Some(0));
    all[2].kernel = true;
    let learned = learn(&all, By::Exact, Over::Unit);
    let own = policy(&learned);
    assert!(all.iter().all(|one| passes(&own, one)), "{}", learned.text);
    // What the executable may without a unit, another unit's may not; what kernel threads may, root may not.
    let mut in_unit = all[1].clone();
    in_unit.subject.cgroup = Some("/system.slice/b.service".to_owned());
    let mut root = all[2].clone();
    (root.subject, root.kernel) = (all[1].subject.clone(), false);
    for over in [Over::Exe, Over::Unit] {
        let learned = learn(&all, By::Exact, over);
        let policy = policy(&learned);
        assert!(!passes(&policy, &root), "{}", learned.text);
        assert_eq!(
            passes(&policy, &in_unit),
            over == Over::Exe,
            "{}",
            learned.text
        );
    }
}

#[test]
fn of_what_is_told_apart_by_a_page_or_an_action_the_exact_policy_allows_what_was_seen() {
    let kind = crate::policy::tests::kind("scsi", "disk");
    // SG_IO: MODE SENSE, LOG SENSE, SERVICE ACTION IN, READ BUFFER and MAINTENANCE IN.
    let one = |sub: u32, detail: u32| Observed {
        subject: subject("/x"),
        unit: None,
        container: None,
        kernel: false,
        device: Device {
            kind,
            driver: Some("sd".to_owned()),
            ..Device::default()
        },
        call: tracer_common::policy::Call {
            entry: tracer_common::count::entry::IOCTL,
            argument: tracer_common::count::argument::DECODED,
            command: 0x2285,
            second: 0,
            sub,
            detail,
            amount: 0,
        },
        calls: 2,
        amount_known: true,
    };
    // A vendor's page alone, one with a name, one of the vendors' range, one that no table names.
    let seen_details = [0x00, 0x08, 0x15, 0x20, 0x21, 0x2b];
    for sub in [0x1a, 0x5a, 0x4d, 0x9e, 0x3c, 0xa3] {
        for details in [&seen_details[..], &seen_details[..1], &seen_details[3..4]] {
            let details = details.iter().map(|detail| detail & 0x3f);
            let seen: Vec<Observed> = details.map(|detail| one(sub, detail)).collect();
            let learned = learn(&seen, By::Exact, Over::Exe);
            let policy = policy(&learned);
            let all = (0..64).map(|detail| one(sub, detail));
            let passed: Vec<Observed> = all.filter(|one| passes(&policy, one)).collect();
            assert_eq!(passed, seen, "{sub:#x}\n{}", learned.text);
            // Not those of another command either.
            let other = if sub == 0x1a { 0x5a } else { 0x1a };
            assert!(!(0..64).any(|detail| passes(&policy, &one(other, detail))));
        }
    }
}

/// A command of its driver's own has no name for the kernel once the driver is not known.
#[test]
fn what_a_device_was_sent_that_has_gone_passes() {
    let line = r#"{"schema":1,"kind":"count","subject":{"exe":"/x","kernel":false,"uid":0,"cgroup":"/"},"device":{"family":"drm","interface":"node","name":"card0","driver":"amdgpu","gone":GONE},"entry":"ioctl","number":"0x40206445","argument":"none","calls":2}"#;
    for (gone, named) in [("true", false), ("false", true)] {
        let seen = traffic::read(&line.replace("GONE", gone)).expect("a line");
        let learned = learn(&seen, By::Sub, Over::Exe);
        assert_eq!(
            learned.text.contains("AMDGPU_INFO"),
            named,
            "{}",
            learned.text
        );
        assert!(passes(&policy(&learned), &seen[0]), "{}", learned.text);
    }
}
