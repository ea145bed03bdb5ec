//! Containers as a real runtime makes them.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    machine::run,
    need::Need,
    observe::{stat, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "containers::two_of_podman_are_two_subjects",
        &[
            Need::Nvme,
            Need::File("/proc/self/ns/pid"),
            Need::File("/proc/self/ns/uts"),
            Need::File("/proc/self/ns/ipc"),
            Need::File("/proc/self/ns/net"),
        ],
        two_of_podman_are_two_subjects,
    )]
}

/// This guest's root as the root of containers: a mount of its own, from which one can pivot.
struct Root;

impl Root {
    const PATH: &str = "/tmp/container-root";

    fn mount() -> Result<Self, String> {
        fs::create_dir_all(Self::PATH).map_err(|e| e.to_string())?;
        run(&["mount", "--bind", "/", Self::PATH])?;
        Ok(Self)
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = run(&["umount", Self::PATH]);
    }
}

fn two_of_podman_are_two_subjects() -> Outcome {
    const DEVICE: &str = "/dev/nvme0n1";
    const CALLS: [u64; 2] = [3, 4];
    let _root = Root::mount()?;
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    let path = |name: &str| folder.path().join(name).display().to_string();
    let start = |calls: u64| {
        format!(
            "podman --root {} --runroot {} --storage-driver vfs --cgroup-manager cgroupfs \
             run --rm --network none --cidfile {} --device {DEVICE} --rootfs {} \
             {} client subject sends {DEVICE} {calls}",
            path("storage"),
            path("run"),
            path(&format!("id-{calls}")),
            Root::PATH,
            this()
        )
    };
    // Both at once.
    let script = format!(
        "{} & {}; first=$?; wait $! && exit $first",
        start(CALLS[0]),
        start(CALLS[1])
    );
    let observed = stat(&["sh", "-c", &script])?;
    ensure!(
        observed.output.status.success(),
        "podman failed: {}",
        observed.text()
    );
    let mut expected = BTreeMap::new();
    for calls in CALLS {
        let id = fs::read_to_string(path(&format!("id-{calls}"))).map_err(|e| e.to_string())?;
        expected.insert(id.trim().to_owned(), calls);
    }
    let rows: Vec<&Value> = observed
        .rows()
        .filter(|row| row["command"] == "NVME_IOCTL_ID")
        .collect();
    let found: BTreeMap<String, u64> = rows
        .iter()
        .filter_map(|row| {
            let id = row["subject"]["container"].as_str()?;
            Some((id.to_owned(), row["calls"].as_u64()?))
        })
        .collect();
    ensure!(
        found == expected && rows.len() == CALLS.len(),
        "{found:?}, not {expected:?}, in\n{}",
        observed.text()
    );
    ensure!(
        rows.iter().all(|row| row["subject"]["runtime"] == "podman"
            && row["subject"]["exe"] == this()
            && row["device"]["name"] == "nvme0n1"),
        "{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
