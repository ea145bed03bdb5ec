//! The example policies do what they say: they are checked, and recordings are decided by them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::{fs, path::PathBuf};

use passgate::families;
use passgate::policy::{
    self, Policy, Text,
    compile::Compiled,
    diagnostic::{Lined, Topic},
    learn::{By, Over, learn},
    lint,
    simulate::{Simulated, simulate},
    traffic::{self, Observed},
};
use serde_json::{Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../policies")
}

fn parsed(text: Text) -> Policy {
    let texts = [text];
    policy::read(&texts).unwrap_or_else(|errors| {
        let lined = Lined::of(&texts);
        let all: String = errors.iter().map(|error| error.render(&lined)).collect();
        panic!("{all}")
    })
}

fn compiled(text: Text) -> Compiled {
    Compiled::new(parsed(text), 1).expect("there is room")
}

fn text(name: &str) -> Text {
    let text = fs::read_to_string(folder().join(name)).expect(name);
    Text::new(name, text)
}

fn example(name: &str) -> Compiled {
    compiled(text(name))
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
        let whole = Compiled::whole(parsed(text(&name)), 1).expect("there is room");
        let warnings = lint::warnings(&whole, &lint::Here::default());
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

/// A request to firmware behind a driver, or one that is not known.
fn request(driver: Option<&str>, scope: u32, code: u32) -> Value {
    let mut line = line(
        FIO,
        ("fwctl", "device"),
        ("ioctl", 0x9a01),
        ("decoded", Some(code), None),
        1,
    );
    line["device"]["driver"] = json!(driver);
    line["device"]["gone"] = json!(driver.is_none());
    line["fields"] = json!({"scope": scope});
    line
}

#[test]
fn fwctl_read_only_is_about_scopes_whatever_the_driver_is() {
    let entry = families::kinds().find(|entry| entry.family.name == "fwctl");
    let own = entry.expect("the family").kind.by_driver;
    let own: Vec<Option<&str>> = own.iter().map(|(driver, _)| Some(*driver)).collect();
    assert!(own.contains(&Some("mlx5_core")) && own.len() > 3, "{own:?}");
    for driver in [&own[..], &[None, Some("another")]].concat() {
        // Codes that a driver has a name for: mlx5's QUERY_HCA_CAP, bnxt's FUNC_QCFG, Get Feature of CXL; and
        // one that none has.
        for code in [0x0001, 0x0016, 0x0501, 0x7e7e] {
            let lines = [0, 1, 2, 3, 9].map(|scope| request(driver, scope, code));
            let expected = [1, 0, 1, 1, 1];
            let found = refused("fwctl-read-only.toml", &lines);
            assert_eq!(found, expected, "{driver:?} {code:#x}");
        }
    }
}

#[test]
fn a_single_request_to_firmware_can_be_named_in_its_scope() {
    for (driver, name, code) in [
        ("mlx5_core", "debug-read-only.query-hca-cap", 0x0001),
        ("bnxt_en", "debug-read-only.func-qcfg", 0x0016),
        ("cxl_mem", "debug-read-only.get-feature.*", 0x0501),
        ("mlx5_core", "debug-read-only.unknown", 0x7e7e),
    ] {
        let device = "device = { family = 'fwctl' }";
        let rules = format!(
            "version = 1\n[[rule]]\n{device}\nallow = ['{name}']\n[[rule]]\n{device}\ndeny = '*'\n"
        );
        let mut policy = compiled(Text::new("p", rules));
        let mut refused = |scope, code| {
            let seen = recording(&[request(Some(driver), scope, code)]);
            simulate(&mut policy, &seen).expect("room")[0].refused
        };
        assert_eq!(refused(1, code), 0, "{name}");
        assert_eq!(refused(2, code), 1, "{name} of another scope");
        assert_eq!(refused(1, 0x0202), 1, "another than {name}");
    }
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
            // Only where it is the code that was learned, another of its name is refused.
            let expected = if by == By::Exact { 6 } else { 3 };
            assert_eq!(refused, expected, "{by:?} {over:?}\n{}", learned.text);
        }
    }
}

#[test]
fn learning_from_what_a_learned_policy_allowed_changes_nothing() {
    let kernel = |mut line: Value| {
        line["subject"] = json!({"exe": null, "kernel": true, "uid": 0, "cgroup": "/"});
        line
    };
    let mut lines = workload();
    lines.push(kernel(admin(NVME, 0x08, None)));
    let seen = recording(&lines);
    for by in [By::Exact, By::Sub, By::Class] {
        for over in [Over::Exe, Over::Unit, Over::Container] {
            let learned = learn(&seen, by, over);
            let mut policy = compiled(Text::new("learned", learned.text.as_str()));
            // The same traffic with what is beside it, of which the policy refuses a part: others' commands,
            // those who are elsewhere, and what comes by a command that was allowed whole.
            let mut more = lines.clone();
            more.extend([admin(NVME, 0x10, None), admin(("/x", "/"), 0x06, Some(1))]);
            for who in [
                NVME,
                FIO,
                IN_CONTAINER,
                ("/opt/a*[b]\\c", NVME.1),
                ("/x", FIO.1),
            ] {
                more.extend([0x02, 0x06, 0x08, 0xc1, 0xc2].map(|sub| admin(who, sub, Some(2))));
                more.push(line(
                    who,
                    CONTROLLER,
                    ("ioctl", 0xabcd),
                    ("none", None, None),
                    1,
                ));
            }
            let passed: Vec<Observed> = recording(&more)
                .into_iter()
                .filter(|observed| {
                    let one = std::slice::from_ref(observed);
                    let all = simulate(&mut policy, one).expect("room");
                    all.iter().all(|simulated| simulated.refused == 0)
                })
                .collect();
            assert!(passed.len() > seen.len(), "nothing new: {by:?} {over:?}");
            let again = learn(&passed, by, over);
            let without_comments = |text: &str| -> String {
                let lines = text.lines().map(|line| line.split(" #").next());
                let lines = lines.map(|line| line.unwrap_or_default().trim_end());
                lines.map(|line| format!("{line}\n")).collect()
            };
            assert_eq!(
                without_comments(&again.text),
                without_comments(&learned.text),
                "{by:?} {over:?}"
            );
        }
    }
}

#[test]
fn a_learned_policy_marks_what_a_person_should_look_at() {
    let mut lines = workload();
    let mut nobody = admin(NVME, 0x06, Some(1));
    nobody["subject"] = json!({"exe": null, "kernel": false, "uid": null, "cgroup": null});
    lines.push(nobody);
    for by in [By::Exact, By::Sub, By::Class] {
        let learned = learn(&recording(&lines), by, Over::Exe);
        let marks = |item: &str| {
            let mut lines = learned.text.lines();
            let line = lines.find(|line| line.trim_start().starts_with(item));
            let (_, comment) = line.and_then(|line| line.split_once('#')).expect(item);
            comment.trim().to_owned()
        };
        assert!(learned.text.contains("# LOOK: 3 calls are not in here"));
        assert_eq!(learned.left_out, 3);
        let vendor = if by == By::Exact {
            ("\"sub:0xc2\",", "3 calls of admin.vendor; LOOK: opaque")
        } else {
            ("\"admin.vendor\",", "3 calls; LOOK: opaque")
        };
        assert_eq!(marks(vendor.0), vendor.1);
        assert_eq!(
            marks("\"command:0xabcd\","),
            "2 calls; LOOK: without a name"
        );
        assert_eq!(
            marks("\"NVME_IOCTL_ADMIN_CMD\","),
            "5 calls; LOOK: 2 unreadable, so allowed whole"
        );
        if by != By::Class {
            assert_eq!(marks("\"NVME_IOCTL_ID\","), "1 call; LOOK: once");
            assert_eq!(marks("\"admin.identify"), "3 calls", "nothing to look at");
        }
        // A path whose characters mean something in patterns.
        let path = "subject = { exe = \"/opt/a\\\\*\\\\[b]\\\\\\\\c\" }";
        assert!(learned.text.contains(path), "{}", learned.text);
    }
}

#[test]
fn what_recordings_do_not_have_is_not_known() {
    let lines = [admin(NVME, 0xc1, None), admin(NVME, 0x06, Some(1))];
    let decided = |rules: &str| -> (u64, u64) {
        let mut policy = compiled(Text::new("p", format!("version = 1\n{rules}")));
        let all = simulate(&mut policy, &recording(&lines)).expect("room");
        let sum = |of: fn(&Simulated) -> u64| all.iter().map(of).sum();
        (sum(|one| one.refused), sum(|one| one.unsure))
    };
    for subject in ["gid = 1000", "parent = '/usr/bin/cron'"] {
        let rule = |device: &str, rest: &str| {
            format!("[[rule]]\nsubject = {{ {subject} }}\n{device}{rest}\n")
        };
        let nvme = "device = { family = 'nvme' }\n";
        let refuse = format!("[[rule]]\n{nvme}deny = '*'\n");
        // A refusal that names a device applies, others and what allows do not, unless they say so.
        assert_eq!(decided(&rule(nvme, "deny = 'admin.vendor'")), (3, 3));
        assert_eq!(decided(&rule("", "deny = 'admin.vendor'")), (0, 3));
        assert_eq!(
            decided(&rule(
                "",
                "deny = 'admin.vendor'\nunknown = { subject = 'apply' }"
            )),
            (3, 3)
        );
        assert_eq!(
            decided(&rule(
                nvme,
                "deny = 'admin.vendor'\nunknown = { subject = 'skip' }"
            )),
            (0, 3)
        );
        let allow = rule(nvme, "allow = 'admin.identify'");
        assert_eq!(decided(&format!("{allow}{refuse}")), (6, 3));
        // What is decided before, and what is about others, is sure.
        assert_eq!(decided(&format!("{refuse}{allow}")), (6, 0));
        let others = format!("[[rule]]\nsubject = {{ exe = '/x', {subject} }}\n{nvme}deny = '*'\n");
        assert_eq!(decided(&others), (0, 0));
    }
}

#[test]
fn a_learned_policy_has_one_rule_for_each_subject_and_family() {
    let to = |mut line: Value, name: &str, driver: &str| {
        line["device"]["name"] = json!(name);
        line["device"]["driver"] = json!(driver);
        line
    };
    let mut lines = Vec::new();
    for (name, driver) in [
        ("nvme0", "nvme"),
        ("nvme1", "nvme-apple"),
        ("nvme2", "nvme"),
    ] {
        for who in [NVME, ("/usr/sbin/smartctl", "/system.slice/smartd.service")] {
            lines.push(to(admin(who, 0x06, Some(1)), name, driver));
            lines.push(to(admin(who, 0x02, Some(2)), name, driver));
            let open = line(who, CONTROLLER, ("open", 0), ("decoded", Some(1), None), 4);
            lines.push(to(open, name, driver));
        }
    }
    for (name, driver) in [("sg0", "sd"), ("sg1", "sr")] {
        let sg = ("scsi", "sg");
        let who = ("/usr/sbin/smartctl", "/system.slice/smartd.service");
        let inquiry = line(
            who,
            sg,
            ("ioctl", 0x2285),
            ("decoded", Some(0x12), Some(0)),
            2,
        );
        lines.push(to(inquiry, name, driver));
    }
    let learned = learn(&recording(&lines), By::Exact, Over::Exe);
    assert_eq!((learned.rules, learned.marked), (3, 0), "{}", learned.text);
    let expected = include_str!("learned.toml");
    assert_eq!(learned.text, expected, "{}", learned.text);
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
