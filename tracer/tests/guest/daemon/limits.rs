//! The daemon where there is little of something, or much, or where nothing is quiet.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rustix::io::Errno;

use super::{Daemon, is_refused, lifecycle::Load, sent};
use crate::{
    Outcome, Test,
    drivers::{load, write},
    ensure,
    machine::{run, wait_until, wait_within},
    need::Need,
    observe::this,
    told,
};

pub(super) fn tests() -> Vec<Test> {
    const UNITS: &[Need] = &[Need::Nvme, Need::Sg, Need::Module("scsi_debug")];
    vec![
        Test::new("daemon::limits::of_the_machine", &[Need::Nvme], machine),
        Test::new(
            "daemon::limits::frozen_processes",
            &[Need::Nvme, Need::File(HOW_FAR)],
            frozen,
        ),
        Test::new("daemon::limits::many_users_and_devices", UNITS, many),
        Test::new("daemon::limits::under_stress", &[Need::Nvme], stress),
    ]
}

/// An error of its own: users without privilege are refused by the driver, with EACCES.
pub(crate) const OWN: Errno = Errno::ROFS;

const MANY: &str = "[[rule]]
name = 'no vendor'
device = { family = ['nvme', 'scsi'] }
deny = ['admin.vendor', 'scsi.vendor']
errno = 'EROFS'
";

/// Longer than the heartbeat of [`ALIVE`].
const LONG: Duration = Duration::from_secs(6);
/// Where the daemon is silent, nothing is refused.
const ALIVE: &str = "[daemon]\non-exit = 'keep'\nheartbeat = '4s'\nsilent = 'observe'\n";

fn machine() -> Outcome {
    let mut daemon = Daemon::start("machine", &format!("{ALIVE}{}", super::VENDOR))?;
    descriptors(&daemon)?;
    clock()?;
    memory(&mut daemon)
}

/// No descriptor is left: its heart beats on, it does not spin, and what was asked of it meanwhile failed.
fn descriptors(daemon: &Daemon) -> Result<(), String> {
    let pid = daemon.pid().to_string();
    let limit = |soft: u32| run(&["prlimit", "--pid", &pid, &format!("--nofile={soft}:")]);
    let before = run(&[
        "prlimit",
        "--pid",
        &pid,
        "--nofile",
        "--noheadings",
        "--output=SOFT",
    ])?;
    let generation = daemon.status()?["generation"].clone();
    limit(0)?;
    // Somebody waits for an answer all the time.
    let waits = std::os::unix::net::UnixStream::connect(daemon.at.join("control.sock"))
        .map_err(|e| format!("its socket: {e}"))?;
    let spent = processor(&pid)?;
    run(&["kill", "-HUP", &pid])?;
    thread::sleep(LONG);
    is_refused(true, "without descriptors")?;
    let spent = processor(&pid)? - spent;
    ensure!(
        spent < LONG / 2,
        "it spins without descriptors: {spent:?} of {LONG:?}"
    );
    limit(
        before
            .trim()
            .parse()
            .map_err(|e| format!("{before}: {e}"))?,
    )?;
    drop(waits);
    let failed = || daemon.status().is_ok_and(|status| status["failures"] == 1);
    wait_until("it tells that a reload failed", failed)
        .map_err(|e| format!("{e}: {}", daemon.said()))?;
    ensure!(
        daemon.status()?["generation"] == generation,
        "another policy is in force"
    );
    daemon.does(&["reload"])
}

/// What a process used of the processor.
fn processor(pid: &str) -> Result<Duration, String> {
    let path = format!("/proc/{pid}/schedstat");
    let text = fs::read_to_string(&path).map_err(|e| format!("{path}: {e}"))?;
    let nanoseconds = text.split(' ').next().and_then(|word| word.parse().ok());
    nanoseconds
        .map(Duration::from_nanos)
        .ok_or_else(|| format!("{path}: {text}"))
}

/// The clock is set forward and back: heartbeats are by another one.
fn clock() -> Result<(), String> {
    let began = Instant::now();
    let now = run(&["date", "+%s"])?;
    let now: u64 = now.trim().parse().map_err(|e| format!("{now}: {e}"))?;
    let year = 365 * 24 * 3600;
    for set in [now + year, now - year] {
        run(&["date", "-s", &format!("@{set}")])?;
        is_refused(true, &format!("at the time {set}"))?;
        thread::sleep(LONG);
        is_refused(true, &format!("a while after the time {set}"))?;
    }
    let then = now + began.elapsed().as_secs();
    run(&["date", "-s", &format!("@{then}")]).map(drop)
}

/// How far the kernel goes where it is told to suspend, for tests of that.
const HOW_FAR: &str = "/sys/power/pm_test";

/// All processes are frozen for longer than the heartbeat, as where the machine is suspended; that is as far as one
/// goes whose root file system is the host's. Clocks go on meanwhile, and so does its heart, at once.
fn frozen() -> Outcome {
    let _daemon = Daemon::start("frozen", &format!("{ALIVE}{}", super::VENDOR))?;
    write(HOW_FAR, "freezer")?;
    let frozen = write("/sys/power/state", "freeze");
    write(HOW_FAR, "none")?;
    frozen?;
    let refused = || is_refused(true, "").is_ok();
    wait_until("it refuses when it is thawed", refused)?;
    thread::sleep(LONG);
    Ok(is_refused(true, "a while after it was thawed")?)
}

/// The kernel ends it for want of memory: its policy stays, and another takes over.
fn memory(daemon: &mut Daemon) -> Outcome {
    // Its heart may have missed some beats by then.
    daemon.write(&format!("[daemon]\non-exit = 'keep'\n{}", super::VENDOR))?;
    daemon.does(&["reload"])?;
    const GROUPS: &str = "/sys/fs/cgroup";
    let group = format!("{GROUPS}/little-memory");
    write(format!("{GROUPS}/cgroup.subtree_control"), "+memory")?;
    fs::create_dir(&group).map_err(|e| format!("{group}: {e}"))?;
    write(format!("{group}/cgroup.procs"), &daemon.pid().to_string())?;
    write(format!("{group}/memory.max"), "0")?;
    // It takes memory to reload.
    run(&["kill", "-HUP", &daemon.pid().to_string()])?;
    let mut ended = None;
    let is_over = || {
        ended = daemon
            .child
            .as_mut()
            .and_then(|child| child.try_wait().ok()?);
        ended.is_some()
    };
    wait_within(super::LOADING, "it is ended for want of memory", is_over)?;
    daemon.child = None;
    is_refused(true, "when it was ended for want of memory")?;
    let events = fs::read_to_string(format!("{group}/memory.events")).unwrap_or_default();
    ensure!(
        ended.is_some_and(|status| status.code().is_none()) && events.contains("oom_kill 1"),
        "it ended with {ended:?}: {events}"
    );
    let gone = || fs::remove_dir(&group).is_ok();
    wait_until("its group is empty", gone)?;
    daemon.enforce(&[])?;
    daemon.ready()?;
    Ok(is_refused(true, "with another")?)
}

/// How many users there are; `PASSGATE_USERS` says otherwise.
const USERS: u64 = 2_000;
/// Room for so many subjects.
const ROOM: u32 = 1_024;
/// Devices of each target of the host, and targets.
const UNITS: u32 = 250;
const TARGETS: u32 = 4;

/// A host of scsi_debug's with disks, until this is dropped: one beside those of other tests.
struct Host {
    /// The name of its folder in sysfs.
    name: String,
    /// The driver is there for this alone.
    is_own: bool,
}

impl Host {
    const DRIVER: &str = "/sys/bus/pseudo/drivers/scsi_debug";

    fn new() -> Result<Self, String> {
        let is_own = !Path::new(Self::DRIVER).exists();
        let before = Self::all();
        run(&["modprobe", "scsi_debug", "add_host=0"])?;
        let (units, targets) = (UNITS.to_string(), TARGETS.to_string());
        // They are disks.
        for (attribute, value) in [
            ("ptype", "0"),
            ("max_luns", units.as_str()),
            ("num_tgts", &targets),
            ("add_host", "1"),
        ] {
            write(format!("{}/{attribute}", Self::DRIVER), value)?;
        }
        let name = Self::all().into_iter().find(|host| !before.contains(host));
        let name = name.ok_or("scsi_debug has no new host")?;
        Ok(Self { name, is_own })
    }

    fn all() -> Vec<String> {
        let hosts = fs::read_dir("/sys/class/scsi_host").into_iter().flatten();
        let names = hosts.flatten().map(|host| host.file_name());
        names.filter_map(|name| name.into_string().ok()).collect()
    }

    /// Its generic nodes.
    fn devices(&self) -> Vec<String> {
        let number = self.name.trim_start_matches("host");
        let of_host = |name: &str| name.split(':').next() == Some(number);
        let all = fs::read_dir("/sys/class/scsi_device").into_iter().flatten();
        let own = all
            .flatten()
            .filter(|one| of_host(&one.file_name().to_string_lossy()));
        let generic = own.flat_map(|one| fs::read_dir(one.path().join("device/scsi_generic")));
        let names = generic.flat_map(|nodes| nodes.flatten().next());
        names
            .map(|name| format!("/dev/{}", name.file_name().display()))
            .collect()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = write(format!("{}/add_host", Self::DRIVER), "-1");
        if self.is_own {
            let _ = run(&["modprobe", "--remove", "scsi_debug"]);
        }
    }
}

/// Each of a thousand devices and of more users than there is room for is refused what the policy denies.
fn many() -> Outcome {
    let users = told("PASSGATE_USERS", USERS);
    let mut daemon = Daemon::new("many", MANY)?;
    // They come faster than they are told.
    let room = [&format!("subjects={ROOM}"), "ring=33554432"];
    daemon.enforce(&room.map(|room| ["--room", room]).concat())?;
    daemon.ready()?;
    let client = |words: &[&str]| run(&[&[this().as_str(), "client", "limits"], words].concat());
    // None of them before the daemon: it learns of each as it comes.
    let host = Host::new()?;
    let there = || host.devices().len() == (UNITS * TARGETS) as usize;
    wait_within(super::LOADING, "a thousand devices are there", there)?;
    let devices = host.devices();
    let mut words = vec!["devices"];
    words.extend(devices.iter().map(String::as_str));
    let said = client(&words)?;
    let all = UNITS * TARGETS;
    ensure!(
        said.trim() == format!("{all} {all} {all}"),
        "of all devices so many refused, and so many were ready: {said}"
    );
    drop(host);
    let said = client(&["users", &users.to_string()])?;
    ensure!(
        said.trim().parse() == Ok(users),
        "of {users} users so many were refused: {said}"
    );
    // Whoever came when there was no room is counted, or another set has taken over.
    let status = daemon.status()?;
    let full = status["losses"]["subjects_full"].as_u64().unwrap_or(0);
    ensure!(
        full > 0 || status["set"].as_u64() > Some(1),
        "{users} users in room for {ROOM}: {status}"
    );
    Ok(())
}

/// Seconds of stress; `PASSGATE_STRESS` says otherwise.
const STRESS: u64 = 20;
/// What the daemon may grow by once it is warm.
const FLAT: u64 = 8 << 20;
/// The kernel has died once: `TAINT_DIE` of `linux/panic.h`.
const DIED: u64 = 1 << 7;

/// System calls that a driver sees.
const CALLS: [&str; 8] = [
    "ioctl", "mmap", "openat", "pread64", "pwrite64", "readv", "writev", "poll",
];

/// Nobody's processes try all devices, and others are born as fast as they can: verdicts stay right, and each is
/// counted.
fn stress() -> Outcome {
    let seconds = told("PASSGATE_STRESS", STRESS);
    let mine = format!("{}subject = {{ exe = '{}' }}\n", super::VENDOR, this());
    let daemon = Daemon::start("stress", &mine)?;
    let _open = OpenNodes::new()?;
    let tainted = tainted()?;
    let load = Load::begin()?;
    let limit = seconds.to_string();
    // It dies of some of the sockets that it makes before it begins.
    let mut calls = vec![
        "trinity",
        "-q",
        "-l",
        "off",
        "-C",
        "2",
        "--disable-fds=sockets",
        "-V",
        "/dev",
    ];
    calls.extend(CALLS.iter().flat_map(|call| ["-c", call]));
    let mut stressors = [
        &calls[..],
        &["stress-ng", "--dev", "1", "--bad-ioctl", "1"],
        &["stress-ng", "--fork", "1", "--exec", "1"],
    ]
    .map(|command| Stressor::start(&limit, command));
    let began = Instant::now();
    let (mut warm, mut most, mut asked) = (None, 0, 0);
    while began.elapsed() < Duration::from_secs(seconds) {
        thread::sleep(Duration::from_secs(2));
        is_refused(true, "under stress")?;
        asked += 1;
        ensure!(sent("identify")? == 0, "what is allowed does not pass");
        let resident = daemon.status()?["resident"].as_u64().unwrap_or_default();
        if began.elapsed() > Duration::from_secs(seconds) / 4 {
            warm.get_or_insert(resident);
            most = most.max(resident);
        }
    }
    for stressor in &mut stressors {
        stressor.as_mut().map_err(|e| e.clone())?.ended()?;
    }
    let (passed, refused) = load.end();
    ensure!(
        passed == 0 && refused > 0,
        "{passed} passed meanwhile, {refused} were refused"
    );
    let status = daemon.status()?;
    let rules = status["rules"].as_array().into_iter().flatten();
    let counted = rules.filter(|rule| rule["name"] == "no vendor");
    ensure!(
        counted
            .filter_map(|rule| rule["refused"].as_u64())
            .eq([refused + asked]),
        "{refused} and {asked} were refused, which it counts otherwise: {status}"
    );
    let warm = warm.unwrap_or_default();
    ensure!(
        most <= warm + FLAT,
        "{warm} bytes were resident, and later {most}"
    );
    println!(
        "{seconds} s of stress: {refused} refused by the load, resident {warm} to {most}, {}",
        status["losses"]
    );
    ensure!(
        self::tainted()? & DIED == tainted & DIED,
        "the kernel has died once: {}",
        run(&["dmesg", "--level=emerg,alert,crit,err"])?
    );
    Ok(())
}

fn tainted() -> Result<u64, String> {
    let text = fs::read_to_string("/proc/sys/kernel/tainted").map_err(|e| e.to_string())?;
    text.trim().parse().map_err(|e| format!("{text}: {e}"))
}

/// One of nobody's commands, for a while.
struct Stressor {
    what: String,
    process: Child,
}

impl Stressor {
    fn start(seconds: &str, command: &[&str]) -> Result<Self, String> {
        let process = Command::new("setpriv")
            .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
            .args(["timeout", "--kill-after=5", seconds])
            .args(command)
            .current_dir("/tmp")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|e| format!("cannot run setpriv: {e}"))?;
        Ok(Self {
            what: command[0].to_owned(),
            process,
        })
    }

    /// Waits for its end, which must not be its own.
    fn ended(&mut self) -> Result<(), String> {
        /// What timeout(1) says where time ran out, and where that took SIGKILL.
        const OUT_OF_TIME: [Option<i32>; 2] = [Some(124), Some(137)];
        let status = self.process.wait().map_err(|e| e.to_string())?;
        ensure!(
            OUT_OF_TIME.contains(&status.code()),
            "{} ended by itself: {status}",
            self.what
        );
        Ok(())
    }
}

impl Drop for Stressor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Devices' nodes that everybody may use, until this is dropped.
struct OpenNodes(Vec<(PathBuf, Permissions)>);

impl OpenNodes {
    /// What they are called; not memory, nor consoles.
    const NAMES: [&str; 12] = [
        "nvme", "ng", "sg", "sd", "video", "media", "hidraw", "i2c-", "gpiochip", "ipmi", "fuse",
        "cuse",
    ];
    const FOLDERS: [&str; 4] = ["/dev/dri", "/dev/bsg", "/dev/vfio", "/dev/dma_heap"];

    fn new() -> Result<Self, String> {
        load(&["vivid", "vgem"]);
        let entries = |folder: &str| fs::read_dir(folder).into_iter().flatten().flatten();
        let known = entries("/dev").filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            Self::NAMES.iter().any(|begin| name.starts_with(begin))
        });
        let mut all = Self(Vec::new());
        for entry in known.chain(Self::FOLDERS.iter().flat_map(|folder| entries(folder))) {
            let path = entry.path();
            let before = fs::metadata(&path)
                .map_err(|e| e.to_string())?
                .permissions();
            if before.mode() & libc::S_IFMT == libc::S_IFDIR {
                continue;
            }
            fs::set_permissions(&path, Permissions::from_mode(0o666)).map_err(|e| e.to_string())?;
            all.0.push((path, before));
        }
        ensure!(!all.0.is_empty(), "there are no devices");
        Ok(all)
    }
}

impl Drop for OpenNodes {
    fn drop(&mut self) {
        for (path, before) in self.0.drain(..) {
            let _ = fs::set_permissions(path, before);
        }
    }
}
