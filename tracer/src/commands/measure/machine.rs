//! A machine that is only imagined, as large as one is asked for: what a source would tell of it. What passgate
//! makes of that is real: lines of a report, the time that it takes.

use std::time::Duration;

use tracer_common::count::{CountKey, argument, entry};

use crate::{
    families,
    model::observation::{
        CommandFacts, Count, DeviceFacts, DeviceNumber, Losses, Observation, Snapshot, SubjectFacts,
    },
};

/// How large it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Size {
    /// Devices.
    pub(super) devices: u32,
    /// Subjects.
    pub(super) subjects: u32,
    /// Rows: combinations of subject, device and command.
    pub(super) rows: u32,
}

/// Kinds of its devices, what their names begin with, and their drivers.
const KINDS: &[(&str, &str, &str, &str)] = &[
    ("nvme", "controller", "nvme", "nvme"),
    ("scsi", "sg", "sg", "sd"),
    ("drm", "node", "renderD", "amdgpu"),
    ("rdma", "verbs", "uverbs", "mlx5_core"),
];

/// The number of a kind, and what its devices are called; the first of all where there is none.
fn kind(device: u32) -> (u16, &'static str, &'static str) {
    let at = usize::try_from(device).unwrap_or(0) % KINDS.len();
    let (family, kind, stem, driver) = KINDS[at];
    let found =
        families::kinds().find(|entry| entry.family.name == family && entry.kind.name == kind);
    (found.map_or(1, |entry| entry.id), stem, driver)
}

/// Subjects and devices with their names.
pub(super) fn named(size: Size) -> Vec<Observation> {
    let subjects = (1..=size.subjects).map(|id| Observation::Subject(subject(id)));
    let devices = (1..=size.devices).map(|id| Observation::Device(device(id)));
    subjects.chain(devices).collect()
}

/// A service of the host, or a container of a pod: their cgroups' names differ in length.
fn subject(id: u32) -> SubjectFacts {
    let cgroup = if id.is_multiple_of(2) {
        format!("/system.slice/worker-{id:03}.service")
    } else {
        format!(
            "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod{id:08x}_1c2d_4e3f_8a4b_{id:012x}.slice/cri-containerd-{id:064x}.scope"
        )
    };
    SubjectFacts {
        id,
        exe: Some(format!("/usr/bin/worker-{id:03}")),
        exe_deleted: false,
        exe_inode: (u64::from(id), 1),
        comm: format!("worker-{id:03}"),
        uid: id % 10,
        cgroup,
    }
}

fn device(id: u32) -> DeviceFacts {
    let (kind, stem, driver) = kind(id);
    let name = format!("{stem}{id}");
    DeviceFacts {
        id,
        kind,
        number: Some(DeviceNumber {
            block: false,
            major: 240,
            minor: id,
        }),
        node: Some(format!("/dev/{name}")),
        name: Some(name),
        alias: None,
        driver: Some(driver.to_owned()),
        bus: Some(format!("pci 0000:{:02x}:00.0", id % 256)),
        ids: Some("1b36:0010".to_owned()),
        lower: Vec::new(),
        gone: false,
    }
}

/// The key of a row: each subject uses a few devices, each by a few commands.
pub(super) fn key(size: Size, row: u32) -> CountKey {
    let subject = row % size.subjects.max(1) + 1;
    let round = row / size.subjects.max(1);
    let device = (subject + round) % size.devices.max(1) + 1;
    let id = kind(device).0;
    let ioctls = families::kind(id).map(|entry| {
        let all = entry.kind.all_commands();
        all.filter(|command| command.entries.has(entry::IOCTL))
            .collect::<Vec<_>>()
    });
    let ioctls = ioctls.unwrap_or_default();
    let at = usize::try_from(round / size.devices.max(1) + round).unwrap_or(0);
    let command = ioctls.get(at % ioctls.len().max(1));
    CountKey {
        subject,
        device,
        command: command.map_or(0, |command| command.number),
        // What finds no name is written as a number, which is about as long.
        sub: round,
        entry: entry::IOCTL,
        argument: match command.and_then(|command| command.argument) {
            Some(_) => argument::DECODED,
            None => argument::NONE,
        },
        ..CountKey::ZERO
    }
}

/// Every row's first call.
pub(super) fn first_calls(keys: &[CountKey]) -> impl Iterator<Item = Observation> {
    keys.iter().map(|key| {
        Observation::Command(CommandFacts {
            key: *key,
            process: 10_000 + key.subject,
            thread: 10_000 + key.subject,
        })
    })
}

/// The counts at a time.
pub(super) fn counts(keys: &[CountKey], at: Duration) -> Observation {
    let calls = at.as_secs();
    let count = Count {
        calls,
        bytes: calls * 4096,
        ..Count::default()
    };
    Observation::Counts(Snapshot {
        at,
        counts: keys.iter().map(|key| (*key, count)).collect(),
        overflow: Count::default(),
        held: Vec::new(),
        losses: Losses::default(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::Model;

    #[test]
    fn every_row_is_another_and_has_names() {
        let size = Size {
            devices: 200,
            subjects: 500,
            rows: 6_000,
        };
        let keys: Vec<CountKey> = (0..size.rows).map(|row| key(size, row)).collect();
        assert_eq!(keys.iter().collect::<HashSet<_>>().len(), 6_000);
        let mut model = Model::new();
        named(size).into_iter().for_each(|news| model.apply(news));
        first_calls(&keys).for_each(|news| model.apply(news));
        model.apply(counts(&keys, Duration::from_secs(60)));
        let report = model.report();
        assert_eq!(report.rows.len(), 6_000);
        assert!(report.rows.iter().all(|row| {
            row.subject.exe.is_some() && row.device.name.is_some() && row.process.is_some()
        }));
    }

    #[test]
    fn its_devices_are_of_kinds_that_there_are() {
        for (family, kind, ..) in KINDS {
            let mut all = families::kinds();
            assert!(
                all.any(|entry| entry.family.name == *family && entry.kind.name == *kind),
                "{family} {kind}"
            );
        }
    }
}
