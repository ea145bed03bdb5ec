//! The example policies do what they say: they are checked, and recordings are decided by them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::{fs, path::PathBuf};

use passgate::policy::{
    self, Text,
    compile::Compiled,
    diagnostic::Topic,
    learn::{By, Over, learn},
    lint,
    simulate::simulate,
    traffic::{self, Observed},
};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

fn compiled(text: Text) -> Compiled {
    let texts = [text];
    let policy = policy::read(&texts).unwrap_or_else(|errors| {
        let all: String = errors.iter().map(|error| error.render(&texts)).collect();
        panic!("{all}")
    });
    Compiled::whole(policy, 1).expect("there is room")
}

fn example(name: &str) -> Compiled {
    let text = fs::read_to_string(folder().join(name)).expect(name);
    compiled(Text::new(name, text))
}

/// A line of a recording: who, to what, by which entry, with which command.
fn line(
    (exe, cgroup): (&str, &str),
    (family, interface): (&str, &str),
    (entry, number): (&str, u32),
    (argument, sub, detail): (&str, Option<u32>, Option<u32>),
    calls: u64,
) -> Value {
    json!({
        "schema": 1, "kind": "count",
        "subject": {"exe": exe, "kernel": false, "uid": 0, "cgroup": cgroup, "unit": null, "container": null},
        "device": {"family": family, "interface": interface, "name": format!("{family}0"), "alias": null,
            "node": null, "driver": family, "bus": null, "ids": null, "gone": false},
        "entry": entry, "number": format!("{number:#x}"), "sub": null, "sub_code": sub,
        "detail_code": detail, "argument": argument, "calls": calls, "bytes": null, "fields": {},
    })
}

fn recording(lines: &[Value]) -> Vec<Observed> {
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    traffic::read(&text).expect("a recording")
}

const ADMIN: u32 = 0xc048_4e41;
const CONTROLLER: (&str, &str) = ("nvme", "controller");
const NVME: (&str, &str) = ("/usr/sbin/nvme", "/system.slice/a.service");
const FIO: (&str, &str) = ("/usr/bin/fio", "/system.slice/b.service");
const IN_CONTAINER: (&str, &str) = (
    "/usr/sbin/nvme",
    "/machine.slice/libpod-4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef.scope",
);

fn admin(who: (&str, &str), sub: u32, detail: Option<u32>) -> Value {
    line(
        who,
        CONTROLLER,
        ("ioctl", ADMIN),
        ("decoded", Some(sub), detail),
        3,
    )
}

/// How many calls of each line a policy refuses, or audits.
fn refused(policy: &str, lines: &[Value]) -> Vec<u64> {
    let mut policy = example(policy);
    let one = |line: &Value| {
        let all = simulate(&mut policy, &recording(std::slice::from_ref(line))).expect("room");
        assert_eq!(all.len(), 1);
        all[0].refused + all[0].reported
    };
    lines.iter().map(one).collect()
}

#[test]
fn every_example_is_checked_and_warns_of_nothing_but_races() {
    let racy = [
        "audit-everything-opaque.toml",
        "camera-without-private-ioctls.toml",
        "fwctl-read-only.toml",
        "gpu-compute-without-debug.toml",
        "no-vendor-commands-from-containers.toml",
        "nvme-health.toml",
    ];
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    assert_eq!(names.len(), 7, "{names:?}");
    for name in names {
        let warnings = lint::warnings(&example(&name), &lint::Here::default());
        for warning in &warnings {
            let expected = warning.topic == Topic::Racy && racy.contains(&name.as_str());
            assert!(expected, "{name}: {}", warning.message);
        }
    }
}

#[test]
fn nvme_health_tools_only() {
    let lines = [
        admin(NVME, 0x06, Some(1)),
        admin(NVME, 0x02, Some(2)),
        admin(NVME, 0x02, Some(7)),
        admin(NVME, 0xc1, None),
        admin(FIO, 0x06, Some(1)),
        line(NVME, CONTROLLER, ("ioctl", 0x4e40), ("none", None, None), 1),
        line(FIO, CONTROLLER, ("ioctl", 0x4e44), ("none", None, None), 1),
        line(
            FIO,
            ("nvme", "disk"),
            ("open", 0),
            ("decoded", Some(3), None),
            2,
        ),
        line(
            NVME,
            CONTROLLER,
            ("ioctl", ADMIN),
            ("unreadable", None, None),
            5,
        ),
    ];
    assert_eq!(
        refused("nvme-health.toml", &lines),
        [0, 0, 3, 3, 3, 0, 1, 0, 5]
    );
}

#[test]
fn no_vendor_commands_from_containers() {
    let lines = [
        admin(NVME, 0xc1, None),
        admin(IN_CONTAINER, 0xc1, None),
        admin(IN_CONTAINER, 0x06, Some(1)),
        line(
            IN_CONTAINER,
            CONTROLLER,
            ("ioctl", ADMIN),
            ("unreadable", None, None),
            1,
        ),
    ];
    assert_eq!(
        refused("no-vendor-commands-from-containers.toml", &lines),
        [0, 3, 0, 1]
    );
}

#[test]
fn vfio_for_one_vm_manager() {
    let qemu = (
        "/usr/bin/qemu-system-x86_64",
        "/machine.slice/machine-qemu.scope",
    );
    let stray = ("/usr/bin/qemu-system-x86_64", "/user.slice");
    let reset = |who| {
        line(
            who,
            ("vfio", "device"),
            ("ioctl", 0x3b6f),
            ("none", None, None),
            1,
        )
    };
    let map = |who| {
        line(
            who,
            ("vfio", "device"),
            ("mmap", 0),
            ("decoded", Some(3), None),
            1,
        )
    };
    let lines = [reset(qemu), map(qemu), reset(stray), reset(FIO), map(FIO)];
    assert_eq!(
        refused("vfio-for-one-vm-manager.toml", &lines),
        [0, 0, 1, 1, 1]
    );
}

#[test]
fn fwctl_read_only() {
    let scope = |scope: u32| {
        let mut line = line(
            FIO,
            ("fwctl", "device"),
            ("ioctl", 0x9a01),
            ("decoded", Some(7), None),
            1,
        );
        line["fields"] = json!({"scope": scope});
        line
    };
    let info = line(
        FIO,
        ("fwctl", "device"),
        ("ioctl", 0x9a00),
        ("none", None, None),
        1,
    );
    let lines = [info, scope(0), scope(1), scope(2), scope(3), scope(9)];
    assert_eq!(refused("fwctl-read-only.toml", &lines), [0, 1, 0, 1, 1, 1]);
}

#[test]
fn camera_without_private_ioctls() {
    let ioctl = |number| {
        line(
            FIO,
            ("v4l2", "device"),
            ("ioctl", number),
            ("none", None, None),
            1,
        )
    };
    let lines = [
        ioctl(0x8068_5600),
        ioctl(0xc0d0_5604),
        ioctl(0xc008_56c1),
        ioctl(0x4038_564f),
    ];
    assert_eq!(
        refused("camera-without-private-ioctls.toml", &lines),
        [0, 0, 1, 1]
    );
}

#[test]
fn gpu_compute_without_debug_controls() {
    let kfd = |number| {
        line(
            FIO,
            ("drm", "kfd"),
            ("ioctl", number),
            ("none", None, None),
            1,
        )
    };
    let lines = [kfd(0x8008_4b01), kfd(0x4008_4b0d)];
    assert_eq!(refused("gpu-compute-without-debug.toml", &lines), [0, 1]);
}

#[test]
fn everything_opaque_is_reported_and_nothing_refused() {
    let lines = [admin(FIO, 0xc1, None), admin(FIO, 6, Some(1))];
    assert_eq!(refused("audit-everything-opaque.toml", &lines), [3, 0]);
    let mut policy = example("audit-everything-opaque.toml");
    let all = simulate(&mut policy, &recording(&lines)).expect("room");
    assert!(all.iter().all(|simulated| simulated.refused == 0));
}

fn workload() -> Vec<Value> {
    let mut lines = vec![
        admin(NVME, 0x06, Some(1)),
        admin(NVME, 0x02, Some(2)),
        admin(NVME, 0xc2, None),
        admin(FIO, 0x06, Some(0)),
        line(NVME, CONTROLLER, ("open", 0), ("decoded", Some(1), None), 1),
        line(NVME, CONTROLLER, ("ioctl", 0x4e40), ("none", None, None), 1),
        line(FIO, CONTROLLER, ("ioctl", 0xabcd), ("none", None, None), 2),
        line(
            FIO,
            CONTROLLER,
            ("ioctl", ADMIN),
            ("unreadable", None, None),
            2,
        ),
        line(
            IN_CONTAINER,
            CONTROLLER,
            ("uring-cmd", 0xc048_4e82),
            ("decoded", Some(0x7f), Some(4)),
            2,
        ),
        line(
            FIO,
            ("scsi", "sg"),
            ("ioctl", 0x2285),
            ("decoded", Some(0x12), Some(0)),
            9,
        ),
    ];
    // A path whose characters mean something in patterns.
    lines.push(admin(("/opt/a*[b]\\c", "/"), 0x06, Some(1)));
    lines
}

#[test]
fn what_was_learned_lets_pass_what_it_was_learned_from_and_nothing_beside_it() {
    let seen = recording(&workload());
    for by in [By::Exact, By::Sub, By::Class] {
        for over in [Over::Exe, Over::Unit, Over::Container] {
            let learned = learn(&seen, by, over);
            let mut policy = compiled(Text::new("learned", learned.text.as_str()));
            for simulated in simulate(&mut policy, &seen).expect("room") {
                assert_eq!(
                    simulated.refused, 0,
                    "{by:?} {over:?} {simulated:?}\n{}",
                    learned.text
                );
            }
            let beside = recording(&[admin(NVME, 0xc1, None), admin(("/x", "/"), 0x06, Some(1))]);
            let refused: u64 = simulate(&mut policy, &beside)
                .expect("room")
                .iter()
                .map(|simulated| simulated.refused)
                .sum();
            // Vendor commands have one name.
            let expected = 3 + if learned.text.contains("admin.vendor") {
                0
            } else {
                3
            };
            assert_eq!(refused, expected, "{by:?} {over:?}\n{}", learned.text);
        }
    }
}

#[test]
fn learning_from_what_a_learned_policy_allowed_changes_nothing() {
    let seen = recording(&workload());
    for by in [By::Exact, By::Sub, By::Class] {
        let learned = learn(&seen, by, Over::Exe);
        let mut policy = compiled(Text::new("learned", learned.text.as_str()));
        // The same traffic with what is beside it, of which the policy refuses a part.
        let mut more = workload();
        more.extend([admin(NVME, 0x10, None), admin(("/x", "/"), 0x06, Some(1))]);
        let passed: Vec<Observed> = recording(&more)
            .into_iter()
            .filter(|observed| {
                let one = std::slice::from_ref(observed);
                let all = simulate(&mut policy, one).expect("room");
                all.iter().all(|simulated| simulated.refused == 0)
            })
            .collect();
        // By class more may pass, and what passes makes the same rules.
        let again = learn(&passed, by, Over::Exe);
        let without_counts = |text: &str| -> String {
            text.lines()
                .map(|line| format!("{}\n", line.split(" # ").next().unwrap_or(line)))
                .collect()
        };
        assert_eq!(
            without_counts(&again.text),
            without_counts(&learned.text),
            "{by:?}"
        );
    }
}

#[test]
fn a_learned_policy_marks_what_a_person_should_look_at() {
    let learned = learn(&recording(&workload()), By::Exact, Over::Exe);
    for line in [
        "  \"NVME_IOCTL_ID\", # 1 calls; LOOK: once",
        "# LOOK: the arguments of 2 calls could not be read; their commands are allowed whole.",
        "subject = { exe = \"/opt/a\\\\*\\\\[b]\\\\\\\\c\" }",
        "  \"command:0xabcd\", # 2 calls; LOOK: without a name",
    ] {
        assert!(learned.text.contains(line), "{line}\n{}", learned.text);
    }
    assert!(learned.text.contains("LOOK: opaque"), "{}", learned.text);
}

#[test]
fn the_schema_that_is_checked_in_is_the_program_s() {
    let path = folder().join("policy.schema.json");
    let mut text = serde_json::to_string_pretty(&policy::schema::schema()).expect("JSON");
    text.push('\n');
    if std::env::var_os("PASSGATE_WRITE").is_some() {
        fs::write(&path, &text).expect("written");
    }
    let own = fs::read_to_string(path).expect("the schema");
    assert!(
        own == text,
        "run this test with PASSGATE_WRITE=1 and commit what it writes"
    );
}
