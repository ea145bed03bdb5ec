//! The model's tests.

use std::time::Duration;

use tracer_common::count::{CountKey, argument, entry};

use super::{
    observation::{CommandFacts, DeviceFacts, DeviceNumber, HeldMemory, SubjectFacts},
    row::{ArgumentState, Subject},
    *,
};
use crate::families;

const ADMIN: u32 = 0xc048_4e41;

/// A subject that runs nvme-cli under an id.
pub(crate) fn nvme_cli(id: u32) -> Observation {
    Observation::Subject(SubjectFacts {
        id,
        exe: Some("/usr/sbin/nvme".into()),
        exe_deleted: false,
        exe_inode: (1234, 1),
        comm: "nvme".into(),
        uid: 0,
        cgroup: "/".into(),
    })
}

/// An NVMe controller under an id.
pub(crate) fn controller(id: u32) -> Observation {
    Observation::Device(DeviceFacts {
        id,
        kind: kind_id("nvme", "controller"),
        number: Some(DeviceNumber {
            block: false,
            major: 242,
            minor: 0,
        }),
        name: Some("nvme0".into()),
        alias: None,
        node: Some("/dev/nvme0".into()),
        driver: Some("nvme".into()),
        bus: Some("pci 0000:00:03.0".into()),
        ids: Some("1b36:0010".into()),
        lower: Vec::new(),
        gone: false,
    })
}

pub(crate) fn kind_id(family: &str, kind: &str) -> u16 {
    families::kinds()
        .find(|entry| entry.family.name == family && entry.kind.name == kind)
        .expect("a kind of the registry")
        .id
}

/// A decoded admin command.
pub(crate) fn admin(subject: u32, device: u32, opcode: u32) -> CountKey {
    CountKey {
        subject,
        device,
        command: ADMIN,
        sub: opcode,
        second: 1,
        entry: entry::IOCTL,
        argument: argument::DECODED,
        ..CountKey::ZERO
    }
}

/// Counts at a time in seconds.
pub(crate) fn counts(seconds: u64, counts: &[(CountKey, u64)]) -> Observation {
    let counts = counts
        .iter()
        .map(|(key, calls)| {
            (
                *key,
                Count {
                    calls: *calls,
                    bytes: calls * 4096,
                    ..Count::default()
                },
            )
        })
        .collect();
    Observation::Counts(Snapshot {
        at: Duration::from_secs(seconds),
        counts,
        ..Snapshot::default()
    })
}

fn model(observations: impl IntoIterator<Item = Observation>) -> Model {
    let mut model = Model::new();
    for observation in observations {
        model.apply(observation);
    }
    model
}

fn only_row(model: &mut Model) -> Row {
    let mut rows = model.report().rows;
    assert_eq!(rows.len(), 1, "{rows:#?}");
    rows.remove(0)
}

#[test]
fn a_count_becomes_a_row_with_names() {
    let row = only_row(&mut model([
        nvme_cli(1),
        controller(1),
        counts(2, &[(admin(1, 1, 6), 3)]),
    ]));
    assert_eq!(row.subject.name(), Some("nvme"));
    assert_eq!(row.device.family, Some("nvme"));
    assert_eq!(row.device.dev.as_deref(), Some("c 242:0"));
    assert_eq!(row.action.command, "NVME_IOCTL_ADMIN_CMD");
    assert_eq!(row.action.sub.as_deref(), Some("admin.identify"));
    assert_eq!(row.action.fields, Some(("nsid", 1)));
    assert_eq!((row.count.calls, row.bytes()), (3, Some(12288)));
}

#[test]
fn memory_is_summed_up_by_process_and_device() {
    let held = |process, bytes| HeldMemory {
        subject: 1,
        device: 1,
        process,
        bytes,
        shared: false,
        partial: false,
    };
    let shared = HeldMemory {
        shared: true,
        ..held(7, 4096)
    };
    let before = HeldMemory {
        partial: true,
        ..held(9, 0)
    };
    let snapshot = Snapshot {
        held: vec![held(7, 8192), before, shared, held(8, 0)],
        ..Snapshot::default()
    };
    let report = model([nvme_cli(1), controller(1), Observation::Counts(snapshot)]).report();
    let memory = report.memory.iter();
    let memory: Vec<_> = memory
        .map(|memory| (memory.process, memory.bytes, memory.shared, memory.partial))
        .collect();
    // Where all was taken back there is nothing to say, unless there may be more.
    assert_eq!(memory, [(7, 12_288, true, false), (9, 0, false, true)]);
}

#[test]
fn names_that_come_after_the_counts_still_apply() {
    let row = only_row(&mut model([
        counts(1, &[(admin(7, 9, 6), 1)]),
        nvme_cli(7),
        controller(9),
    ]));
    assert_eq!(row.subject.name(), Some("nvme"));
    assert_eq!(row.device.label(), Some("nvme0"));
}

#[test]
fn keys_that_name_the_same_thing_are_one_row() {
    let both = [
        (admin(1, 1, 6), 3),
        (admin(2, 1, 6), 4),
        (admin(1, 1, 2), 5),
    ];
    let rows = model([nvme_cli(1), nvme_cli(2), controller(1), counts(1, &both)])
        .report()
        .rows;
    let mut calls: Vec<_> = rows
        .iter()
        .map(|row| (row.action.sub_code, row.count.calls))
        .collect();
    calls.sort_unstable();
    assert_eq!(calls, [(Some(2), 5), (Some(6), 7)]);
}

#[test]
fn a_row_knows_the_process_and_the_thread_that_began_it() {
    let key = admin(1, 1, 6);
    let began = |process| {
        Observation::Command(CommandFacts {
            key,
            process,
            thread: process + 1,
        })
    };
    let mut announced = model([counts(1, &[(key, 3)]), began(42), began(43)]);
    let row = only_row(&mut announced);
    assert_eq!((row.process, row.thread), (Some(42), Some(43)));
    let row = only_row(&mut model([counts(1, &[(key, 3)])]));
    assert_eq!((row.process, row.thread), (None, None));
}

#[test]
fn what_has_no_name_is_counted_without_one() {
    let row = only_row(&mut model([counts(
        1,
        &[(admin(0, 0, 6), 2), (admin(8, 0, 6), 3)],
    )]));
    assert_eq!((row.subject.name(), row.device.label()), (None, None));
    assert_eq!(row.action.command, "'N' 0x41 rw 72");
    assert_eq!(row.action.class, Class::Unknown);
    assert_eq!((row.count.calls, row.bytes()), (5, None));
}

#[test]
fn an_argument_that_was_not_decoded_has_no_sub_command() {
    for (code, state) in [
        (argument::UNREADABLE, ArgumentState::Unreadable),
        (argument::MALFORMED, ArgumentState::Malformed),
        (200, ArgumentState::Unreadable),
    ] {
        let key = CountKey {
            argument: code,
            sub: 0,
            second: 0,
            ..admin(1, 1, 0)
        };
        let row = only_row(&mut model([
            nvme_cli(1),
            controller(1),
            counts(1, &[(key, 1)]),
        ]));
        assert_eq!(row.action.command, "NVME_IOCTL_ADMIN_CMD");
        assert_eq!(row.action.argument, state);
        assert_eq!(
            (row.action.sub.as_deref(), row.action.sub_code),
            (None, None)
        );
        assert_eq!(
            (row.action.class, row.action.fields),
            (Class::Unknown, None)
        );
        assert_eq!(row.bytes(), None);
    }
}

#[test]
fn a_number_that_no_table_has_is_shown_taken_apart() {
    let key = CountKey {
        command: 0xc048_4e99,
        argument: argument::NONE,
        sub: 0,
        second: 0,
        ..admin(1, 1, 0)
    };
    let row = only_row(&mut model([
        nvme_cli(1),
        controller(1),
        counts(1, &[(key, 1)]),
    ]));
    assert_eq!(row.action.command, "'N' 0x99 rw 72");
    assert_eq!(row.action.class, Class::Unknown);
}

#[test]
fn a_shared_name_shows_its_code() {
    let vendor = Action::new(kind_id("nvme", "controller"), None, &admin(1, 1, 0xc1));
    assert_eq!(vendor.sub.as_deref(), Some("admin.vendor"));
    assert_eq!(vendor.sub_label(), "admin.vendor 0xc1");
    assert_eq!(vendor.class, Class::Opaque);
    let identify = Action::new(kind_id("nvme", "controller"), None, &admin(1, 1, 6));
    assert_eq!(identify.sub_label(), "admin.identify.namespace");
}

#[test]
fn rates_are_of_the_last_interval() {
    let key = admin(1, 1, 6);
    let mut model = model([nvme_cli(1), controller(1), counts(2, &[(key, 10)])]);
    assert_eq!(
        only_row(&mut model).rate,
        5.0,
        "counts begin at zero with the source"
    );
    model.apply(counts(4, &[(key, 16)]));
    assert_eq!(only_row(&mut model).rate, 3.0);
    model.apply(counts(4, &[(key, 18)]));
    assert_eq!(
        only_row(&mut model).rate,
        4.0,
        "a snapshot of the same moment keeps the interval"
    );
    model.apply(counts(6, &[(key, 18)]));
    assert_eq!(only_row(&mut model).rate, 0.0);
}

#[test]
fn a_row_follows_the_names_that_come_later() {
    let key = admin(1, 1, 6);
    let mut model = model([counts(2, &[(key, 10)]), counts(4, &[(key, 16)])]);
    let unnamed = only_row(&mut model);
    assert_eq!(
        (unnamed.device.label(), unnamed.subject.name()),
        (None, None)
    );
    assert_eq!(unnamed.action.class, Class::Unknown);
    model.apply(controller(1));
    model.apply(nvme_cli(1));
    let named = only_row(&mut model);
    assert_eq!(named.action.command, "NVME_IOCTL_ADMIN_CMD");
    assert_eq!(named.action.class, Class::Standard);
    assert_eq!(named.subject.name(), Some("nvme"));
    assert_eq!((named.count.calls, named.rate), (16, 3.0));
    // What had the id before keeps its names where it has another id, too.
    let mut other = DeviceFacts {
        id: 1,
        kind: kind_id("scsi", "sg"),
        name: Some("sg0".into()),
        ..DeviceFacts::default()
    };
    model.apply(Observation::Device(other.clone()));
    assert_eq!(only_row(&mut model).device.label(), Some("sg0"));
    other.name = Some("sg1".into());
    model.apply(Observation::Device(other));
    assert_eq!(only_row(&mut model).device.label(), Some("sg1"));
}

#[test]
fn rows_are_in_the_order_of_names_whenever_they_come() {
    let mut model = model([nvme_cli(1), controller(1)]);
    let mut all = Vec::new();
    for (at, opcode) in (1..).zip([6, 2, 0xc1, 0x10, 9]) {
        all.push((admin(1, 1, opcode), 1));
        model.apply(counts(at, &all));
        let rows = model.report().rows;
        let codes: Vec<_> = rows.iter().map(|row| row.action.sub_code).collect();
        assert_eq!(codes.len(), all.len());
        assert!(codes.is_sorted(), "{codes:?}");
    }
    // What is not in a snapshot has no row, whatever was before, and what is may come in any order.
    model.apply(counts(9, &[(admin(1, 1, 9), 3), (admin(1, 1, 6), 6)]));
    let rows = model.report().rows;
    let rows: Vec<_> = rows
        .iter()
        .map(|row| (row.action.sub_code, row.count.calls, row.rate))
        .collect();
    assert_eq!(rows, [(Some(6), 6, 1.25), (Some(9), 3, 0.5)]);
}

#[test]
fn subjects_share_the_action_of_a_device() {
    let all = [(admin(1, 1, 6), 1), (admin(0, 1, 6), 1)];
    let rows = model([nvme_cli(1), controller(1), counts(1, &all)])
        .report()
        .rows;
    assert!(Arc::ptr_eq(&rows[0].action, &rows[1].action));
}

#[test]
fn totals_are_by_class() {
    let key = |opcode| admin(1, 1, opcode);
    let all = [(key(6), 6), (key(0xc1), 3), (key(0x3f), 1)];
    let totals = Totals::of(&model([controller(1), counts(2, &all)]).report().rows);
    assert_eq!(totals.count.calls, 10);
    assert_eq!(totals.rate, 5.0);
    assert_eq!(totals.by_class, [6, 0, 3, 1]);
    assert_eq!(totals.share(Class::Opaque), Some(0.3));
    assert_eq!(Totals::of(&[]).share(Class::Opaque), None);
}

/// Subjects of every sort, as they were recorded: a container, a login under sudo, a user's own
/// service, a kernel thread, and an executable that is gone.
pub(crate) fn subjects() -> [SubjectFacts; 5] {
    let facts = |id, exe: Option<&str>, comm: &str, uid, cgroup: &str| SubjectFacts {
        id,
        exe: exe.map(str::to_owned),
        exe_deleted: false,
        exe_inode: (u64::from(id), 1),
        comm: comm.into(),
        uid,
        cgroup: cgroup.into(),
    };
    let container = format!(
        "/machine.slice/libpod-{}.scope/container",
        "4f5e8b0c".repeat(8)
    );
    let login = "/user.slice/user-1000.slice/session-3.scope";
    let service = "/user.slice/user-1000.slice/user@1000.service/app.slice/backup.service";
    [
        facts(1, Some("/usr/bin/fio"), "fio", 100_000, &container),
        facts(2, Some("/usr/sbin/smartctl"), "smartctl", 0, login),
        facts(3, Some("/usr/bin/borg"), "borg", 1000, service),
        facts(4, None, "kworker/u8:2", 0, "/"),
        SubjectFacts {
            exe_deleted: true,
            ..facts(
                5,
                Some("/opt/tool"),
                "tool",
                0,
                "/system.slice/tool.service",
            )
        },
    ]
}

#[test]
fn subjects_are_called_by_what_and_where_they_are() {
    let expected = [
        ("fio", Some("podman:4f5e8b0c4f5e")),
        ("smartctl", Some("session-3.scope of user 1000")),
        ("borg", Some("backup.service")),
        ("[kernel]", None),
        ("tool (deleted)", Some("tool.service")),
    ];
    for (facts, (label, place)) in subjects().into_iter().zip(expected) {
        let subject = Subject::from(facts);
        assert_eq!(subject.label().as_deref(), Some(label));
        assert_eq!(subject.place().as_deref(), place, "{label}");
    }
    let unnamed = Subject::default();
    assert_eq!((unnamed.label(), unnamed.place()), (None, None));
}
