//! What attackers try against a daemon and its policy, as root that may load no modules, and as somebody without root.
//! docs/threat-model.md has each of these, and those that other tests try. Here is what they try against the daemon;
//! [`ways`] has how else they come to devices.

mod ways;

use std::{
    fs::{self, File},
    os::unix::fs::PermissionsExt as _,
    process::Command,
};

use super::{Daemon, ways::Open};
use crate::{
    Outcome, Test, ensure,
    machine::{run, show_probes, wait_until},
    need::Need,
    observe::{passgate, this},
};

pub(super) fn tests() -> Vec<Test> {
    vec![Test::new("daemon::attackers", &[Need::Nvme], attackers)]
}

/// Who tries.
#[derive(Clone, Copy, Debug)]
enum By {
    /// Root, which may load no modules.
    Root,
    /// Somebody without any capability.
    Nobody,
}

/// EROFS, which neither permissions nor drivers say here.
const REFUSED: i32 = 30;
const EPERM: i32 = 1;
const ENXIO: i32 = 6;
const EACCES: i32 = 13;
const EINVAL: i32 = 22;
const EOPNOTSUPP: i32 = 95;

/// Who is allowed what is refused to all others: by path, by cgroup, by user.
const POLICY: &str = "[[rule]]
name = 'a tool'
subject = { exe = '/root/tools/allowed' }
device = { family = 'nvme' }
allow = ['admin.vendor']
[[rule]]
name = 'a place'
subject = { cgroup = '/allowed/**' }
device = { family = 'nvme' }
allow = ['admin.vendor']
[[rule]]
name = 'a user'
subject = { uid = 4321 }
device = { family = 'nvme' }
allow = ['admin.vendor']
[[rule]]
name = 'no vendor'
device = { family = 'nvme' }
deny = ['admin.vendor']
errno = 'EROFS'
[[rule]]
name = 'nobody asks for the id'
subject = { uid = 1234 }
device = { family = 'nvme' }
deny = ['NVME_IOCTL_ID']
errno = 'EROFS'
[[rule]]
name = 'nothing past the drivers'
device = { family = ['mem', 'msr', 'uio', 'vfio'] }
entry = ['open']
deny = ['*']
errno = 'EROFS'
";
/// How a script ends.
fn status(by: By, script: &str) -> Result<i32, String> {
    ended(by, script).map(|(status, _)| status)
}

/// The same with what it says of errors.
fn ended(by: By, script: &str) -> Result<(i32, String), String> {
    let who: &[&str] = match by {
        By::Root => &["--bounding-set", "-sys_module"],
        By::Nobody => &[
            "--reuid",
            "1234",
            "--regid",
            "1234",
            "--clear-groups",
            "--bounding-set",
            "-all",
        ],
    };
    let output = Command::new("setpriv")
        .args(who)
        .args(["--", "sh", "-c", script])
        .output()
        .map_err(|e| format!("cannot run setpriv: {e}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    match output.status.code() {
        Some(status) => Ok((status, said)),
        None => Err(format!("{by:?}: {script}: {}: {said}", output.status)),
    }
}

/// Fails unless a script ends with one of these.
fn ends(by: By, script: &str, with: &[i32]) -> Result<(), String> {
    let (status, said) = ended(by, script)?;
    ensure!(
        with.contains(&status),
        "{by:?}: {script}: ended with {status}, not {with:?}: {said}"
    );
    Ok(())
}

/// Of what reaches the drive: what that says of a command is no error.
const PASSED: &[i32] = &[0];

fn client(words: &str) -> String {
    format!("{} client {words}", this())
}

/// The command that the policy is about.
fn vendor(with: &str, node: &str) -> String {
    format!("{with} client nvme vendor {node} 1")
}

fn attackers() -> Outcome {
    let _open = Open::root()?;
    let before = File::open("/dev/nvme0").map_err(|e| e.to_string())?;
    fs::set_permissions("/dev/nvme0", fs::Permissions::from_mode(0o666))
        .map_err(|e| e.to_string())?;
    for directory in [
        "/root/tools",
        "/root/evil",
        "/root/jail/root/tools",
        "/root/jail/dev",
    ] {
        fs::create_dir_all(directory).map_err(|e| format!("{directory}: {e}"))?;
    }
    for copy in ["/root/tools/allowed", "/root/evil/client"] {
        run(&["cp", &this(), copy])?;
    }
    // Drivers that the guests load for it; attackers may not.
    for module in ["msr", "dm-mod"] {
        let _ = Command::new("modprobe").args(["--quiet", module]).status();
    }
    show_probes()?;
    let daemon = Daemon::start("attackers", POLICY)?;
    ends(By::Root, NO_MODULES, &[0])?;
    let tried = [
        ("its process", process(&daemon)),
        ("its BPF objects", objects(&daemon)),
        ("descriptors and rings", ways::descriptors(&before)),
        ("names", ways::names()),
        ("what passes for somebody else", ways::impostors()),
        ("past the drivers", ways::past_the_drivers()),
        ("drivers", ways::drivers()),
        ("the device mapper", ways::mapper(&daemon)),
        ("switches", switches(&daemon)),
        ("mounts", mounts(&daemon)),
        ("its executable", executables(&daemon)),
        (
            "in the end",
            ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED]),
        ),
    ];
    let failed = tried
        .into_iter()
        .filter_map(|(what, done)| Some(format!("{what}: {}", done.err()?)));
    let failed: Vec<String> = failed.collect();
    ensure!(failed.is_empty(), "{}", failed.join("\n"));
    wait_until("all is well", || alarms(&daemon) == Some(0))?;
    Ok(())
}

/// Whether a script has no CAP_SYS_MODULE, the 16th.
const NO_MODULES: &str =
    "exit $(( 0x$(sed -n 's/^CapEff:[^0-9a-f]*//p' /proc/self/status) >> 16 & 1 ))";

fn alarms(daemon: &Daemon) -> Option<usize> {
    daemon.status().ok()?["alarms"].as_array().map(Vec::len)
}

fn id(daemon: &Daemon) -> u32 {
    daemon.child.as_ref().map_or(0, std::process::Child::id)
}

/// Tracing it, its memory, its descriptors.
fn process(daemon: &Daemon) -> Result<(), String> {
    let id = id(daemon);
    let intrusion = |what: &str| client(&format!("intrusion {what} {id}"));
    for (what, by_root) in [
        ("attach", &[EPERM][..]),
        ("seize", &[EPERM]),
        ("memory", &[EPERM]),
        ("memory-file", &[EACCES]),
        ("takes", &[EPERM]),
        // Nothing opens such a file again, whoever asks.
        ("reopens", &[ENXIO, EACCES]),
        ("reopens-mappings", &[ENXIO, EACCES]),
    ] {
        ends(By::Root, &intrusion(what), by_root)?;
        ends(By::Nobody, &intrusion(what), &[EPERM, EACCES])?;
    }
    // To look on is nobody's harm.
    ends(
        By::Root,
        &format!("cat /proc/{id}/maps /proc/{id}/fdinfo/* > /dev/null"),
        &[0, 1],
    )?;
    ends(
        By::Root,
        &format!("readlink /proc/{id}/exe > /dev/null"),
        &[0],
    )?;
    // SIGCONT whoever is of the same session may send.
    for signal in ["STOP", "TERM", "KILL"] {
        ends(By::Nobody, &format!("kill -{signal} {id}"), &[1, 2])?;
    }
    // A daemon that is stopped: the kernel decides on.
    run(&["kill", "-STOP", &id.to_string()])?;
    let refused = ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED]);
    run(&["kill", "-CONT", &id.to_string()])?;
    refused
}

/// Its maps, programs and links, by their ids and by their pins.
fn objects(daemon: &Daemon) -> Result<(), String> {
    let id = id(daemon);
    let pins = daemon.pins();
    // Why to read is refused, too.
    ends(By::Root, &client("intrusion by-a-program"), &[0])?;
    for (what, by_root) in [
        (format!("bpf maps {id} r"), EPERM),
        (format!("bpf maps {id} w"), EPERM),
        (format!("bpf programs {id}"), EPERM),
        // Links of these kinds can be neither detached nor given another program.
        (format!("bpf links {id} detached"), EOPNOTSUPP),
        (format!("bpf links {id} updated"), EINVAL),
        (format!("gets {pins}/authority r"), EPERM),
        (format!("gets {pins}/authority w"), EPERM),
    ] {
        let what = client(&format!("intrusion {what}"));
        ends(By::Root, &what, &[by_root])?;
        ends(By::Nobody, &what, &[EPERM, EACCES])?;
    }
    ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED])
}

/// What turns programs off.
fn switches(daemon: &Daemon) -> Result<(), String> {
    let ftrace = client("intrusion writes /proc/sys/kernel/ftrace_enabled 0");
    ends(By::Root, &ftrace, &[EPERM])?;
    ends(By::Nobody, &ftrace, &[EACCES])?;
    // Another mount of the same.
    let mounted = "mkdir -p /root/evil/proc; mount -t proc proc /root/evil/proc && exec ";
    let ftrace = client("intrusion writes /root/evil/proc/sys/kernel/ftrace_enabled 0");
    ends(
        By::Root,
        &format!("exec unshare -m sh -c '{mounted}{ftrace}'"),
        &[EPERM],
    )?;
    // The hooks that refuse are no probes; the looks at copies are, and those that are missing are counted.
    let switch = "/sys/kernel/debug/kprobes/enabled";
    ends(
        By::Root,
        &client(&format!("intrusion writes {switch} 0")),
        &[0],
    )?;
    let refused = ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED]);
    let sent = super::sent("identify");
    let losses = daemon.status().map(|status| status["losses"].to_string());
    ends(
        By::Root,
        &client(&format!("intrusion writes {switch} 1")),
        &[0],
    )?;
    refused?;
    sent?;
    let losses = losses?;
    ensure!(
        Need::Function("nvme_cmd_allowed").missing().is_some() || losses.contains("copies_unseen"),
        "copies were not seen, and its losses are {losses}"
    );
    Ok(())
}

/// Mounts over what it has.
fn mounts(daemon: &Daemon) -> Result<(), String> {
    let pinned = |what: &str, makes: &str, undoes: &str| -> Result<(), String> {
        ends(By::Root, makes, &[0])?;
        let noticed = wait_until(what, || alarms(daemon) == Some(1));
        let refused = ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED]);
        ends(By::Root, undoes, &[0])?;
        noticed?;
        refused?;
        wait_until("all is well again", || alarms(daemon) == Some(0))
    };
    pinned(
        "another file system over its pins is noticed",
        "mount -t bpf bpf /sys/fs/bpf",
        "umount /sys/fs/bpf",
    )?;
    pinned(
        "its pins at another place are noticed",
        "mkdir -p /root/evil/pins; mount --move /sys/fs/bpf /root/evil/pins",
        "mount --move /root/evil/pins /sys/fs/bpf",
    )?;
    // The policy is root's to change; another is another generation.
    let before = daemon.status()?;
    let policy = daemon.policy().display().to_string();
    fs::write("/root/evil/policy.toml", "version = 1\n").map_err(|e| e.to_string())?;
    run(&["chown", "1234", "/root/evil/policy.toml"])?;
    ends(
        By::Root,
        &format!("mount --bind /root/evil/policy.toml {policy}"),
        &[0],
    )?;
    let refused = ends(By::Root, &vendor(&this(), "/dev/nvme0"), &[REFUSED]);
    let untrusted = daemon.tell(&["reload"]);
    run(&["chown", "0", "/root/evil/policy.toml"])?;
    let trusted = daemon.does(&["reload"]);
    let during = daemon.status();
    ends(By::Root, &format!("umount {policy}"), &[0])?;
    daemon.does(&["reload"])?;
    refused?;
    let untrusted = untrusted?.status.code();
    ensure!(
        untrusted == Some(77),
        "somebody else's policy: {untrusted:?}"
    );
    trusted?;
    let during = during?;
    ensure!(
        before["generation"] != during["generation"] && before["digest"] != during["digest"],
        "another policy is not told from the one before: {before} {during}"
    );
    Ok(())
}

/// Other files in the place of its executable.
fn executables(daemon: &Daemon) -> Result<(), String> {
    let pins = daemon.pins();
    let binary = passgate().get_program().display().to_string();
    let binary = fs::canonicalize(&binary).map_err(|e| format!("{binary}: {e}"))?;
    let binary = binary.display().to_string();
    let link = format!("{pins}/set-{}/file_ioctl", daemon.status()?["set"]);
    let nowhere = "--directory /root/evil/none";
    let releases = |with: &str| format!("{with} stop --release --pins {pins} {nowhere}");
    ends(
        By::Root,
        &format!(
            "cp {binary} /root/evil/passgate; {}",
            releases("/root/evil/passgate")
        ),
        &[77, 125],
    )?;
    ends(By::Nobody, &releases(&binary), &[77, 125])?;
    // By its path, but in another directory.
    let over = "unshare -m sh -c";
    ends(
        By::Root,
        &format!(
            "{over} 'mount --bind /root/evil/passgate {binary} && {}'",
            releases(&binary)
        ),
        &[77, 125],
    )?;
    ends(
        By::Root,
        &format!(
            "cp $(command -v rm) /root/evil/rm; {over} 'mount --bind /root/evil/rm {binary} && {binary} {link}'"
        ),
        &[1],
    )?;
    ensure!(fs::exists(&link).unwrap_or(false), "{link} is gone");
    // Out of reach: whatever has the path of what is never refused is not refused.
    let vendor = vendor(&binary, "/dev/nvme0");
    ends(
        By::Root,
        &format!("{over} 'mount --bind /root/evil/client {binary} && {vendor}'"),
        PASSED,
    )?;
    ends(
        By::Nobody,
        &format!("unshare -Urm sh -c 'mount --bind /root/evil/client {binary} && {vendor}'"),
        &[REFUSED],
    )
}
