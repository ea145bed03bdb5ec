//! How it comes, goes, and is followed by another.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use passgate::{
    daemon::force::Force,
    kernel::{Options, Pins},
    policy::{Text, compile::Compiled, read},
};
use rustix::io::Errno;
use serde_json::Value;

use super::{Daemon, REFUSED, VENDOR, is_refused, mount_bpf, sent, vendor};
use crate::{
    Outcome, Test, client, ensure,
    machine::{Setting, run, wait_until, wait_within},
    need::Need,
};

pub(super) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "daemon::a_killed_daemon_s_policy_stays",
            &[Need::Nvme],
            kept,
        ),
        Test::new(
            "daemon::a_killed_daemon_s_policy_goes",
            &[Need::Nvme],
            released,
        ),
        Test::new("daemon::silence_has_its_mode", &[Need::Nvme], silent),
        Test::new("daemon::a_reload_is_all_or_nothing", &[Need::Nvme], reloads),
        Test::new("daemon::tables_that_are_full", &[Need::Nvme], renewed),
        Test::new("daemon::killed_at_random", &[Need::Nvme], killed_at_random),
        Test::new(
            "daemon::somebody_always_decides",
            &[Need::Nvme],
            handed_over,
        ),
    ]
}

pub(super) fn of_one_kernel() -> Vec<Test> {
    vec![Test::new(
        "daemon::a_trial_that_nobody_confirms",
        &[Need::Nvme],
        trials,
    )]
}

const KEPT: &str = "[daemon]\non-exit = 'keep'\n";
const RELEASED: &str = "[daemon]\non-exit = 'release'\n";

/// A thread that sends a vendor's command again and again, on a machine of one processor meanwhile: an emulated one that
/// runs a hook while another changes it may come to what is half written (an oops of `int3`). [`handed_over`] has tight
/// loops on several.
pub(super) struct Load {
    ends: Arc<AtomicBool>,
    /// How many passed, and how many were refused.
    thread: Option<thread::JoinHandle<(u64, u64)>>,
    /// Until the thread has ended; none where there is one processor anyway.
    _alone: Option<Setting>,
}

/// The second processor.
const OTHER: &str = "/sys/devices/system/cpu/cpu1/online";

/// Between two commands.
const PAUSE: Duration = Duration::from_millis(5);

impl Load {
    pub(super) fn begin() -> Result<Self, String> {
        let alone = fs::exists(OTHER).unwrap_or(false);
        let alone = alone.then(|| Setting::change(OTHER, "0")).transpose();
        let alone = alone.map_err(|e| format!("{OTHER}: {e}"))?;
        let drive = fs::File::open("/dev/nvme0").map_err(|e| e.to_string())?;
        let ends = Arc::new(AtomicBool::new(false));
        let thread = {
            let ends = Arc::clone(&ends);
            thread::spawn(move || {
                let (mut passed, mut refused) = (0, 0);
                while !ends.load(Ordering::Relaxed) {
                    match send_vendor(&drive) {
                        Err(Errno::ACCESS) => refused += 1,
                        _ => passed += 1,
                    }
                    thread::sleep(PAUSE);
                }
                (passed, refused)
            })
        };
        Ok(Self {
            ends,
            thread: Some(thread),
            _alone: alone,
        })
    }

    /// How many passed, and how many were refused.
    pub(super) fn end(mut self) -> (u64, u64) {
        self.stop()
    }

    fn stop(&mut self) -> (u64, u64) {
        self.ends.store(true, Ordering::Relaxed);
        let thread = self.thread.take().map(thread::JoinHandle::join);
        // One that panicked did not see to anything.
        thread.and_then(Result::ok).unwrap_or((u64::MAX, 0))
    }
}

impl Drop for Load {
    fn drop(&mut self) {
        self.stop();
    }
}

fn kept() -> Outcome {
    let mut daemon = Daemon::new("kept", &format!("{KEPT}{VENDOR}"))?;
    // Room for the announcements of a few subjects.
    daemon.enforce(&["--room", "ring=16384"])?;
    daemon.ready()?;
    is_refused(true, "while it runs")?;
    ensure!(sent("identify")? == 0, "what is allowed does not pass");
    let load = Load::begin()?;
    daemon.kill()?;
    is_refused(true, "when it was killed")?;
    // What was not called by anybody before is decided as well, though nobody reads the ring buffer any more.
    for number in 0..12 {
        let status = as_another(number)?;
        ensure!(status == Some(REFUSED), "client {number}: {status:?}");
    }
    daemon.enforce(&[])?;
    daemon.ready()?;
    is_refused(true, "when another took over")?;
    // Asked to end, it leaves the policy, too.
    daemon.does(&["stop"])?;
    let status = daemon.ended()?;
    ensure!(
        status == Some(0),
        "it ended with {status:?}: {}",
        daemon.said()
    );
    is_refused(true, "when it has ended")?;
    let (passed, refused) = load.end();
    ensure!(
        passed == 0 && refused > 0,
        "{passed} passed meanwhile, {refused} were refused"
    );
    let pins = daemon.pins();
    let sets = fs::read_dir(&pins).map_err(|e| e.to_string())?.count();
    ensure!(sets == 2, "{sets} things are pinned, not a map and a set");
    daemon.does(&["stop", "--release", "--pins", &pins])?;
    is_refused(false, "when it was released")?;
    ensure!(!fs::exists(&pins).unwrap_or(true), "{pins} is still there");
    Ok(())
}

/// Room for so many subjects, of which more come.
const ROOM: usize = 12;

fn renewed() -> Outcome {
    let mut daemon = Daemon::new("renewed", VENDOR)?;
    daemon.enforce(&["--room", &format!("subjects={ROOM}")])?;
    daemon.ready()?;
    let set = daemon.status()?["set"].as_u64();
    let load = Load::begin()?;
    for number in 0..=ROOM {
        let status = as_another(number)?;
        ensure!(status == Some(REFUSED), "client {number}: {status:?}");
    }
    let mut status = Value::Null;
    let taken_over = || {
        status = daemon.status().unwrap_or_default();
        status["set"].as_u64() > set
    };
    wait_within(super::LOADING, "another set takes over", taken_over)
        .map_err(|e| format!("{e}: {}", daemon.said()))?;
    let (passed, refused) = load.end();
    ensure!(
        passed == 0 && refused > 0,
        "{passed} passed meanwhile, {refused} were refused"
    );
    // Subjects have names again.
    let status = as_another(0)?;
    ensure!(status == Some(REFUSED), "behind it: {status:?}");
    let named = |line: &Value| line["subject"]["exe"] == client_of(0);
    wait_until("the log has its name", || {
        daemon.log().last().is_some_and(named)
    })?;
    let full = &daemon.status()?["losses"]["subjects_full"];
    ensure!(full.is_null(), "there is no room again: {full}");
    Ok(())
}

fn client_of(number: usize) -> String {
    format!("/root/client-{number}")
}

/// How a client ends that is a copy of its own: to passgate, another subject.
fn as_another(number: usize) -> Result<Option<i32>, String> {
    let copy = client_of(number);
    // By a process of its own: one of the load's would keep it open for writing.
    run(&["cp", &crate::observe::this(), &copy])?;
    let status = std::process::Command::new(&copy)
        .args(["client", "nvme", "vendor", "/dev/nvme0", "1"])
        .output()
        .map(|output| output.status.code());
    let _ = fs::remove_file(&copy);
    status.map_err(|e| e.to_string())
}

fn released() -> Outcome {
    let mut daemon = Daemon::start("released", &format!("{RELEASED}{VENDOR}"))?;
    is_refused(true, "while it runs")?;
    daemon.kill()?;
    wait_until("its programs are gone", || {
        vendor().is_ok_and(|status| status != REFUSED)
    })?;
    let pins = daemon.pins();
    ensure!(!fs::exists(&pins).unwrap_or(true), "{pins} is there");
    Ok(())
}

fn silent() -> Outcome {
    let policy = format!("[daemon]\nheartbeat = '4s'\nsilent = 'audit'\n{VENDOR}");
    let mut daemon = Daemon::start("silent", &policy)?;
    // Longer than the heartbeat: it is alive.
    thread::sleep(Duration::from_secs(6));
    is_refused(true, "while it runs")?;
    daemon.kill()?;
    is_refused(true, "at once")?;
    let passes = || vendor().is_ok_and(|status| status != REFUSED);
    wait_until("it was silent for too long", passes)?;
    daemon.enforce(&[])?;
    daemon.ready()?;
    Ok(is_refused(true, "with another")?)
}

fn reloads() -> Outcome {
    let daemon = Daemon::start("reloads", VENDOR)?;
    let generation = |daemon: &Daemon| daemon.status().map(|status| status["generation"].as_u64());
    let first = generation(&daemon)?;
    daemon.write("[[rule]]\nallow = ['no such command']\n")?;
    let output = daemon.tell(&["reload"])?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(output.status.code() == Some(2), "{}: {said}", output.status);
    ensure!(
        said.contains("no such command"),
        "it does not say what is wrong: {said}"
    );
    let status = daemon.status()?;
    ensure!(
        status["failures"] == 1 && status["failed"].is_string(),
        "the failure is not in its status: {status}"
    );
    ensure!(generation(&daemon)? == first, "another policy is in force");
    is_refused(true, "when a reload failed")?;
    daemon.write(&VENDOR.replace("admin.vendor", "admin.format-nvm"))?;
    daemon.does(&["reload"])?;
    is_refused(false, "by the new policy")?;
    // By a signal as well, of a policy that asks for programs that are not there.
    let pid = daemon.pid();
    daemon.write(&format!("{VENDOR}subject = {{ parent = '/**' }}\n"))?;
    run(&["kill", "-HUP", &pid.to_string()])?;
    let refused = || vendor().is_ok_and(|status| status == REFUSED);
    wait_within(super::LOADING, "the policy is in force", refused)
        .map_err(|e| format!("{e}: {}", daemon.said()))?;
    ensure!(generation(&daemon)? > first, "it has the old generation");
    Ok(())
}

fn trials() -> Outcome {
    let mut daemon = Daemon::start("trials", "")?;
    is_refused(false, "by the first policy")?;
    daemon.write(VENDOR)?;
    daemon.does(&["reload", "--confirm-within", "15s"])?;
    ensure!(
        daemon.status()?["trial"].is_u64(),
        "its status does not say so"
    );
    is_refused(true, "on trial")?;
    let passes = || vendor().is_ok_and(|status| status != REFUSED);
    wait_until("it goes back", passes)?;
    daemon.does(&["reload", "--confirm-within", "60s"])?;
    daemon.does(&["confirm"])?;
    ensure!(daemon.status()?["trial"].is_null(), "it is on trial still");
    is_refused(true, "confirmed")?;
    daemon.kill()?;
    // A whole daemon on trial: what was before it is in force again.
    daemon.write("")?;
    daemon.enforce(&["--confirm-within", "3s"])?;
    let status = daemon.ended()?;
    ensure!(
        status == Some(1),
        "it ended with {status:?}: {}",
        daemon.said()
    );
    Ok(is_refused(true, "by the policy of before")?)
}

/// How often it is killed; `PASSGATE_KILLS` says otherwise.
const KILLS: u32 = 4;

fn killed_at_random() -> Outcome {
    let kills = std::env::var("PASSGATE_KILLS").ok();
    let kills = kills.and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut daemon = Daemon::start("random", &format!("{KEPT}{VENDOR}"))?;
    let load = Load::begin()?;
    // Any numbers will do; these are the same each time.
    let mut chance: u32 = 0x2545_f491;
    for kill in 0..kills {
        chance ^= chance << 13;
        chance ^= chance >> 17;
        chance ^= chance << 5;
        // While it loads, takes over, reloads, or is at rest.
        let pause = Duration::from_millis(u64::from(chance % 12_000));
        if kill % 3 == 0 {
            daemon.ready()?;
            let _ = run(&["kill", "-HUP", &daemon.pid().to_string()]);
            thread::sleep(pause / 16);
        } else {
            thread::sleep(pause);
        }
        daemon.kill()?;
        is_refused(
            true,
            &format!("killed for the {kill}. time, after {pause:?}"),
        )?;
        daemon.enforce(&[])?;
        if kill % 20 == 19 {
            println!("killed {} times", kill + 1);
        }
    }
    daemon.ready()?;
    let (passed, refused) = load.end();
    ensure!(
        passed == 0 && refused > 0,
        "{passed} passed, {refused} were refused"
    );
    let sets = fs::read_dir(daemon.pins())
        .map_err(|e| e.to_string())?
        .count();
    ensure!(sets == 2, "{sets} things are pinned, not a map and a set");
    Ok(())
}

/// How often one set of programs takes over from another.
const TURNS: usize = 20;

/// Two sets of programs that refuse the same, and threads that call all the time: whichever decides, nothing passes.
fn handed_over() -> Outcome {
    mount_bpf()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| e.to_string())?;
    let _entered = runtime.enter();
    let failed = |e: passgate::exit::Error| e.to_string();
    let pins = Pins::new("/sys/fs/bpf/handed-over");
    let load = || -> Result<Force, String> {
        let text = Text::new("policy", format!("version = 1\n{VENDOR}"));
        let policy = read(&[text]).map_err(|errors| format!("{errors:?}"))?;
        let compiled = Compiled::whole(policy, 1).map_err(|full| full.message)?;
        Force::load(Options::default(), compiled, &pins).map_err(failed)
    };
    let (mut one, mut other) = (load()?, load()?);
    one.take_over();
    let drive = fs::File::open("/dev/nvme0").map_err(|e| e.to_string())?;
    let ends = AtomicBool::new(false);
    let counts = thread::scope(|scope| {
        let calls = || {
            let (mut passed, mut refused) = (0_u64, 0_u64);
            while !ends.load(Ordering::Relaxed) {
                match send_vendor(&drive) {
                    Err(Errno::ACCESS) => refused += 1,
                    _ => passed += 1,
                }
            }
            (passed, refused)
        };
        let threads = [scope.spawn(calls), scope.spawn(calls)];
        for _ in 0..TURNS {
            other.take_over();
            one.take_over();
        }
        ends.store(true, Ordering::Relaxed);
        threads.map(|thread| thread.join().unwrap_or((u64::MAX, 0)))
    });
    one.let_go();
    other.let_go();
    let passes = !matches!(send_vendor(&drive), Err(Errno::ACCESS));
    pins.release().map_err(failed)?;
    for (passed, refused) in counts {
        ensure!(
            passed == 0 && refused > 1000,
            "{passed} calls passed while another took over, {refused} were refused"
        );
    }
    ensure!(passes, "nobody decides, and it is refused");
    Ok(())
}

/// Sends a vendor's command.
pub(crate) fn send_vendor(drive: &fs::File) -> rustix::io::Result<i32> {
    // struct nvme_passthru_cmd, without data.
    let mut command = [0_u8; 72];
    command[0] = client::attacks::VENDOR;
    let address = command.as_mut_ptr().expose_provenance();
    client::call(drive, client::NVME_ADMIN, address)
}
