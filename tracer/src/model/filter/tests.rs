//! What filters keep, by the facts of a machine with a container, a mapped device and a ring.

use tracer_common::count::{CountKey, argument, entry, origin};

use super::*;
use crate::chance::trials;
use crate::model::{
    Model,
    observation::{CommandFacts, DeviceFacts, Observation, SubjectFacts},
    row::Ruling,
    tests::{admin, controller, counts, kind_id, nvme_cli},
};

const ID: &str = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";

/// Calls tell the rows apart: 1 by nvme-cli, 2 by a container on a mapped device through a polled
/// ring, 3 by a kernel thread, 4 by a deleted executable of a login, 5 by nobody.
fn rows() -> Vec<Row> {
    let ring = CountKey {
        entry: entry::URING_CMD,
        origin: origin::RING_CREATOR,
        command: 0xc048_4e80,
        ..admin(2, 2, 0xc1)
    };
    let unread = CountKey {
        argument: argument::UNREADABLE,
        ..admin(0, 0, 0)
    };
    let facts = SubjectFacts {
        exe: None,
        exe_deleted: false,
        exe_inode: (0, 0),
        uid: 0,
        cgroup: "/".into(),
        ..SubjectFacts::default()
    };
    let news = [
        nvme_cli(1),
        controller(1),
        Observation::Subject(SubjectFacts {
            id: 2,
            exe: Some("/usr/bin/fio".into()),
            comm: "fio worker".into(),
            uid: 100_000,
            cgroup: format!("/machine.slice/libpod-{ID}.scope"),
            ..facts.clone()
        }),
        Observation::Subject(SubjectFacts {
            id: 3,
            comm: "nvme-wq".into(),
            ..facts.clone()
        }),
        Observation::Subject(SubjectFacts {
            id: 4,
            exe: Some("/tmp/tool".into()),
            exe_deleted: true,
            comm: "tool".into(),
            cgroup: "/user.slice/user-1000.slice/session-c2.scope".into(),
            ..facts
        }),
        Observation::Device(DeviceFacts {
            id: 2,
            kind: kind_id("block", "mapped"),
            name: Some("dm-0".into()),
            alias: Some("vg0-root".into()),
            node: Some("/dev/dm-0".into()),
            bus: Some("pci 0000:00:04.0, pci 0000:00:10.0".into()),
            ids: Some("8086:5845".into()),
            lower: vec!["nvme0n1".into(), "nvme1n1".into()],
            ..DeviceFacts::default()
        }),
        Observation::Command(CommandFacts {
            key: ring,
            process: 40,
            thread: 42,
        }),
        counts(
            1,
            &[
                (admin(1, 1, 6), 1),
                (ring, 2),
                (admin(3, 1, 2), 3),
                (admin(4, 1, 6), 4),
                (unread, 5),
            ],
        ),
    ];
    let mut model = Model::new();
    news.into_iter().for_each(|news| model.apply(news));
    let mut rows = model.report().rows;
    for row in rows.iter_mut().filter(|row| row.count.calls == 3) {
        row.ruling = Some(Ruling {
            action: "deny",
            rule: "no vendor".into(),
        });
    }
    rows
}

fn kept(filter: &str) -> Vec<u64> {
    let filter = Filter::parse(filter).expect(filter);
    let rows = rows();
    let matching = rows.iter().filter(|row| filter.matches(row));
    let mut calls: Vec<_> = matching.map(|row| row.count.calls).collect();
    calls.sort_unstable();
    calls
}

#[test]
fn every_field_tells_rows_apart() {
    let cases: &[(&str, &[u64])] = &[
        ("family=NVME", &[1, 3, 4]),
        ("kind=mapped", &[2]),
        ("device=vg0-root", &[2]),
        ("device=/dev/nvme0", &[1, 3, 4]),
        ("device='c 242:0'", &[1, 3, 4]),
        ("alias=vg0-root", &[2]),
        ("alias=dm-0", &[]),
        ("node=/dev/dm-0", &[2]),
        ("driver=nvme", &[1, 3, 4]),
        ("bus=pci", &[1, 2, 3, 4]),
        ("bus=0000:00:10.0", &[2]),
        ("bus=\"pci 0000:00:03.0\"", &[1, 3, 4]),
        ("ids=8086:5845", &[2]),
        ("ids=1b36", &[1, 3, 4]),
        ("lower=nvme1n1", &[2]),
        ("entry=uring-cmd", &[2]),
        ("origin=ring-creator", &[2]),
        ("command=NVME_IOCTL_ADMIN_CMD", &[1, 3, 4]),
        ("command=0xc0484e80", &[2]),
        ("sub=admin", &[1, 3, 4]),
        ("sub=admin.identify", &[1, 4]),
        ("sub=0x2", &[3]),
        ("class=unknown", &[2, 5]),
        ("argument=unreadable", &[5]),
        ("verdict=deny", &[3]),
        ("rule='no vendor'", &[3]),
        ("exe=fio", &[2]),
        ("exe=/usr/bin/fio", &[2]),
        ("exe=fi", &[]),
        ("exe=nvme-wq", &[]),
        ("deleted=yes", &[4]),
        ("kernel=yes", &[3]),
        ("comm='fio worker'", &[2]),
        ("process=40", &[2]),
        ("thread=42", &[2]),
        ("uid=100000", &[2]),
        ("user=1000", &[4]),
        ("session=c2", &[4]),
        ("unit=session-c2", &[4]),
        ("unit=session-c2.scope", &[4]),
        ("container=4f5e", &[2]),
        ("container=5e8b", &[]),
        ("runtime=podman", &[2]),
        ("cgroup=/", &[1, 3]),
    ];
    for (filter, expected) in cases {
        assert_eq!(kept(filter), *expected, "{filter}");
    }
    for field in FIELDS {
        let tested = |(filter, kept): &&(&str, &[u64])| {
            filter.starts_with(&format!("{}=", field.name)) && !kept.is_empty()
        };
        assert!(cases.iter().any(|case| tested(&case)), "{}", field.name);
    }
}

#[test]
fn terms_are_joined_negated_and_quoted() {
    for (filter, expected) in [
        ("", &[1, 2, 3, 4, 5][..]),
        ("family=nvme deleted=no", &[1, 3]),
        ("family=nvme sub!=admin.identify", &[3]),
        ("family=nvme !sub=admin.identify", &[3]),
        ("!family!=nvme", &[1, 3, 4]),
        ("unit=", &[1, 3, 5]),
        ("container!=", &[2]),
        ("LOG-page", &[3]),
        ("!nvme", &[5]),
        ("vg0", &[2]),
        ("nvme1n1", &[2]),
        ("8086:", &[2]),
        ("'fio w'", &[2]),
        ("fio w", &[2]),
        // What is quoted is no field.
        ("'family=nvme'", &[]),
        ("'!nvme'", &[]),
        ("nothing-has-this", &[]),
    ] {
        assert_eq!(kept(filter), expected, "{filter}");
    }
}

#[test]
fn nonsense_is_told_with_the_nearest_name() {
    let told = |filter: &str| Filter::parse(filter).expect_err(filter).to_string();
    assert_eq!(
        told("contaner=web"),
        "there is no field \"contaner\"; the nearest is \"container\""
    );
    assert_eq!(
        told("SUBJ=x"),
        "there is no field \"SUBJ\"; the nearest is \"sub\""
    );
    assert!(told("colour=red").contains("only family, kind, device"));
    assert!(told("=x").contains("only family"));
    assert_eq!(told("bus='pci 0"), "a quotation does not end");
    assert_eq!(told("class=opaque !"), "nothing stands behind \"!\"");
}

#[test]
fn text_of_chance_is_a_filter_or_nonsense() {
    const SIGNS: &[char] = &[
        '=', '!', '"', '\'', ' ', '\t', 'f', 'a', 'm', 'i', 'l', 'y', 's', 'u', 'b', '0', 'x', '.',
        'é',
    ];
    let rows = rows();
    let (mut sense, mut nonsense) = (0_u64, 0_u64);
    trials("filters", 5_000, |random| {
        let text = random.text(24, SIGNS);
        match Filter::parse(&text) {
            Ok(filter) => {
                sense += 1;
                let shown = rows.iter().filter(|row| filter.matches(row)).count();
                assert!(shown <= rows.len());
            }
            Err(error) => {
                nonsense += 1;
                assert!(error.to_string().len() < 4096, "{text:?}");
            }
        }
    });
    assert!(
        sense > 100 && nonsense > 100,
        "{sense} make sense, {nonsense} do not"
    );
}
