//! A disk that is reached by two controllers: by the kernel's own NVMe target, which serves a file to
//! this machine twice.

use std::{
    fs, io,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
};

use serde_json::json;

use crate::{
    Outcome, Test, ensure,
    expected::Expected,
    machine::{run, wait_for},
    need::Need,
    observe::stat,
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "multipath::a_disk_behind_two_controllers",
        &[
            Need::Driver("nvme_loop"),
            Need::File("/sys/module/nvme_core/parameters/multipath"),
        ],
        a_disk_behind_two_controllers,
    )]
}

/// A subsystem of the target's, its one port, and two connections. All of it goes when this does.
struct Target {
    folder: PathBuf,
}

impl Target {
    const NAME: &str = "passgate-paths";
    /// On a file system that has blocks: the disk's are as large, and newer kernels hide one with none.
    const FILE: &str = "/run/paths.img";
    const CONFIGURATION: &str = "/sys/kernel/config";

    fn serve() -> Result<Self, String> {
        run(&["modprobe", "--all", "nvmet", "nvme_loop"])?;
        let folder = Path::new(Self::CONFIGURATION).join("nvmet");
        if !folder.exists() {
            run(&["mount", "-t", "configfs", "none", Self::CONFIGURATION])?;
        }
        let target = Self { folder };
        let failed = |e: io::Error| format!("the target: {e}");
        target.configure().map_err(failed)?;
        // nvme-cli connects to one target once only.
        let connection = format!("transport=loop,nqn={},duplicate_connect", Self::NAME);
        for _ in 0..2 {
            fs::write("/dev/nvme-fabrics", &connection).map_err(failed)?;
        }
        Ok(target)
    }

    fn subsystem(&self) -> PathBuf {
        self.folder.join("subsystems").join(Self::NAME)
    }

    fn port(&self) -> PathBuf {
        self.folder.join("ports/1")
    }

    fn configure(&self) -> io::Result<()> {
        fs::File::create(Self::FILE)?.set_len(4 << 20)?;
        let subsystem = self.subsystem();
        fs::create_dir(&subsystem)?;
        fs::write(subsystem.join("attr_allow_any_host"), "1")?;
        let namespace = subsystem.join("namespaces/1");
        fs::create_dir(&namespace)?;
        fs::write(namespace.join("device_path"), Self::FILE)?;
        fs::write(namespace.join("enable"), "1")?;
        fs::create_dir(self.port())?;
        fs::write(self.port().join("addr_trtype"), "loop")?;
        symlink(subsystem, self.port().join("subsystems").join(Self::NAME))
    }

    /// The name of the disk above both paths, and the controllers' names.
    fn head(&self) -> Result<(String, Vec<String>), String> {
        let failed = |e: io::Error| format!("no subsystem {}: {e}", Self::NAME);
        for entry in fs::read_dir("/sys/class/nvme-subsystem").map_err(failed)? {
            let folder = entry.map_err(failed)?.path();
            let name = fs::read_to_string(folder.join("subsysnqn")).unwrap_or_default();
            if name.trim() != Self::NAME {
                continue;
            }
            let mut names = fs::read_dir(&folder)
                .map_err(failed)?
                .flatten()
                .map(|entry| entry.file_name().to_string_lossy().into_owned())
                .filter(|name| name.starts_with("nvme"))
                .collect::<Vec<_>>();
            names.sort();
            // nvme1n1 among nvme1 and nvme2.
            let is_head = |name: &String| name.trim_start_matches("nvme").contains('n');
            let head = names.iter().find(|name| is_head(name)).cloned();
            names.retain(|name| !is_head(name));
            return Ok((head.ok_or("no disk")?, names));
        }
        Err(format!("no subsystem {}", Self::NAME))
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        let _ = run(&["nvme", "disconnect", &format!("--nqn={}", Self::NAME)]);
        let _ = fs::remove_file(self.port().join("subsystems").join(Self::NAME));
        let _ = fs::remove_dir(self.port());
        let _ = fs::write(self.subsystem().join("namespaces/1/enable"), "0");
        let _ = fs::remove_dir(self.subsystem().join("namespaces/1"));
        let _ = fs::remove_dir(self.subsystem());
        let _ = fs::remove_file(Self::FILE);
    }
}

fn a_disk_behind_two_controllers() -> Outcome {
    let target = Target::serve()?;
    let (head, controllers) = target.head()?;
    ensure!(
        controllers.len() == 2,
        "{controllers:?} are not two controllers of {head}"
    );
    let disk = format!("/dev/{head}");
    let generic = head.replace("nvme", "ng");
    let node = format!("/dev/{generic}");
    wait_for(&disk)?;
    wait_for(&node)?;
    let fio = format!(
        "fio --name=paths --filename={node} --ioengine=io_uring_cmd --cmd_type=nvme --rw=read \
         --bs=4k --size=16k"
    );
    let observed = stat(&[
        "sh",
        "-c",
        &format!("nvme id-ns --namespace-id=1 {disk} && {fio}"),
    ])?;
    ensure!(
        observed.output.status.success(),
        "a client failed:\n{}",
        observed.text()
    );
    let (ioctl, uring) = ("NVME_IOCTL_ADMIN_CMD", "NVME_URING_CMD_IO");
    for expected in [
        Expected(&head, "ioctl", ioctl, Some("admin.identify"), 1, Some(4096)),
        Expected(
            &generic,
            "uring-cmd",
            uring,
            Some("io.read"),
            4,
            Some(16384),
        ),
    ] {
        let row = expected.row(&observed)?;
        ensure!(
            row["device"]["lower"] == json!(controllers),
            "not above {controllers:?}: {row}"
        );
    }
    Ok(observed.lossless()?)
}
