//! Policies in the kernel: what is refused never reaches its driver, by whichever entry it comes, and what
//! is allowed beside it does.

mod agree;
mod attack;
mod calls;
mod chance;
mod devices;
mod examples;
mod exchange;
mod families;
mod late;
mod loaded;
mod races;
mod selectors;

use std::{collections::BTreeMap, fs, path::Path, process::Command, sync::OnceLock, thread};

use serde_json::Value;

use crate::{
    Outcome, Test,
    client::fwctl::CALLS as CALLS_BY_SCOPE,
    ensure, fwctl,
    machine::{Tpm, wait_until},
    need::Need,
    observe::{passgate, this},
    pci::EDU,
    tracepoint::Tracepoint,
};

pub(crate) fn tests() -> Vec<Test> {
    let mut all = vec![
        Test::new("enforce::nvme_by_ioctl", &[Need::Nvme], || refused("ioctl")),
        Test::new(
            "enforce::nvme_by_compat_ioctl",
            &[Need::Nvme, Need::Compat],
            || refused("compat-ioctl"),
        ),
        Test::new("enforce::nvme_by_uring_cmd", &[Need::Nvme], || {
            refused("uring-cmd")
        }),
        Test::new("enforce::nvme_by_a_polled_ring", &[Need::Nvme], || {
            refused("polled")
        }),
        Test::new("enforce::nvme_by_a_worker", &[Need::Nvme], || {
            refused("worker")
        }),
        Test::new(
            "enforce::nothing_refused_reaches_the_drive",
            &[Need::Nvme],
            nothing_refused_reaches_the_drive,
        ),
        Test::new("enforce::what_is_left_is_killed", &[], left),
        Test::new("enforce::a_node_is_not_opened", &[Need::Nvme], not_opened),
        Test::new("enforce::registers_of_pci", &[], registers),
    ];
    all.extend(agree::tests());
    all.extend(exchange::tests());
    all.extend(devices::tests());
    all.extend(late::tests());
    all
}

/// What needs drivers that few kernels have.
pub(crate) fn of_few_kernels() -> Vec<Test> {
    let mut all = vec![
        Test::new(
            "enforce::a_scope_of_fwctl",
            &[Need::Driver("fwctl_echo")],
            a_scope_of_fwctl,
        ),
        examples::of_fwctl(),
    ];
    all.extend(families::tests());
    all.extend(races::tests());
    all
}

/// What depends on passgate more than on the kernel.
pub(crate) fn of_one_kernel() -> Vec<Test> {
    let mut all = vec![
        Test::new(
            "enforce::the_status_of_the_command_is_passed_on",
            &[Need::Nvme],
            the_status_is_passed_on,
        ),
        Test::new("enforce::audit_refuses_nothing", &[Need::Nvme], audit),
        Test::new("enforce::modes_that_refuse_nothing", &[Need::Nvme], modes),
        Test::new("enforce::whoever_is_to_be_killed", &[Need::Nvme], killed),
        Test::new(
            "enforce::a_tpm_s_resource_manager",
            &[Need::Driver("tpm_vtpm_proxy")],
            a_tpm_s_resource_manager,
        ),
        Test::new(
            "enforce::a_register_that_is_not_known",
            &[],
            unknown_register,
        ),
        Test::new(
            "enforce::whoever_is_not_in_it_is_not_affected",
            &[Need::Nvme],
            not_affected,
        ),
    ];
    all.extend(examples::tests());
    all.extend(selectors::tests());
    all
}

/// How often each command is sent.
const CALLS: u64 = 3;
/// EACCES
const REFUSED: i64 = 13;

/// What became of a command under a policy.
pub(crate) struct Enforced {
    /// Statuses of clients, by name.
    statuses: BTreeMap<String, i64>,
    /// The lines that passgate wrote about verdicts.
    lines: Vec<Value>,
    /// Its own status.
    status: Option<i32>,
    said: String,
}

/// Runs clients, one after the other, under a policy.
pub(crate) fn under(
    policy: &str,
    options: &[&str],
    clients: &[(&str, String)],
) -> Result<Enforced, String> {
    let mut script = String::new();
    for (name, command) in clients {
        script += &format!("{command} > /dev/null 2>&1\necho {name} $?\n");
    }
    run(policy, options, &script)
}

/// Runs a script under a policy.
fn run(policy: &str, options: &[&str], script: &str) -> Result<Enforced, String> {
    let file = format!("/tmp/policy-{}.toml", std::process::id());
    fs::write(&file, format!("version = 1\n{policy}")).map_err(|e| format!("{file}: {e}"))?;
    let output = passgate()
        .args(["run", "--json", "--policy", &file])
        .args(options)
        .args(["--", "bash", "-c", script])
        .output()
        .map_err(|e| format!("cannot run passgate: {e}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let statuses = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let (name, status) = line.rsplit_once(' ')?;
            Some((name.to_owned(), status.parse().ok()?))
        })
        .collect();
    Ok(Enforced {
        statuses,
        lines: said
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect(),
        status: output.status.code(),
        said,
    })
}

impl Enforced {
    /// How a client ended.
    fn status(&self, client: &str) -> Result<i64, String> {
        let status = self.statuses.get(client).copied();
        status.ok_or_else(|| format!("{client} did not run:\n{}", self.said))
    }

    /// The lines about an entry.
    fn by<'a>(&'a self, entry: &'a str) -> impl Iterator<Item = &'a Value> {
        let verdicts = self.lines.iter().filter(|line| line["kind"] == "verdict");
        verdicts.filter(move |line| line["entry"] == entry)
    }

    fn sum(&self) -> Result<&Value, String> {
        let sum = self.lines.iter().find(|line| line["kind"] == "verdicts");
        sum.ok_or_else(|| format!("there is no sum:\n{}", self.said))
    }

    /// How often something was lost.
    fn lost(&self, name: &str) -> Result<u64, String> {
        let mut lines = self.lines.iter();
        let losses = lines.find(|line| line["kind"] == "losses");
        let losses = losses.ok_or_else(|| format!("there are no losses:\n{}", self.said))?;
        let count = losses[name].as_u64();
        count.ok_or_else(|| format!("there is no loss {name}: {losses}"))
    }

    fn lossless(&self) -> Outcome {
        let mut lines = self.lines.iter();
        let losses = lines.find(|line| line["kind"] == "losses");
        let losses = losses.ok_or_else(|| format!("there are no losses:\n{}", self.said))?;
        let lost = losses.as_object().is_none_or(|losses| {
            // Programs that the kernel left out were others' calls: what is looked at here is exact.
            let others = ["schema", "calls_missed"];
            let mut counts = losses
                .iter()
                .filter(|(name, _)| !others.contains(&name.as_str()));
            counts.any(|(_, count)| count.as_u64().is_some_and(|count| count != 0))
        });
        ensure!(!lost, "something was lost: {losses}");
        Ok(())
    }
}

const VENDOR: &str = "[[rule]]
name = 'no vendor'
device = { family = 'nvme' }
deny = ['admin.vendor']
errno = 'EACCES'
";

/// What else comes to the drive is told, and so counted.
const REST: &str = "[[rule]]
name = 'rest'
device = { family = 'nvme' }
audit = ['*']
";

/// The clients of every entry, with the entry's name in output.
const WAYS: [(&str, &str, &str); 5] = [
    ("ioctl", "ioctl", "nvme NAME /dev/nvme0 1"),
    ("compat-ioctl", "compat-ioctl", "compat NAME /dev/nvme0 1"),
    ("uring-cmd", "uring-cmd", "uring sends NAME /dev/nvme0 1"),
    (
        "polled",
        "uring-cmd",
        "uring sends NAME /dev/nvme0 1 sqpoll fixed",
    ),
    (
        "worker",
        "uring-cmd",
        "uring sends NAME /dev/nvme0 1 worker",
    ),
];

/// Vendor commands as the driver queues them.
fn vendor_commands() -> Result<Tracepoint, String> {
    Tracepoint::new("nvme/nvme_setup_cmd", "opcode == 0xc1 && qid == 0")
}

/// What became of all of them under one policy; how many vendor commands reached the drive meanwhile.
fn session() -> Result<&'static (Enforced, u64), String> {
    static SESSION: OnceLock<Result<(Enforced, u64), String>> = OnceLock::new();
    let session = SESSION.get_or_init(|| {
        let mut clients = Vec::new();
        let mut names = Vec::new();
        for (way, _, client) in WAYS {
            for what in ["vendor", "identify"] {
                let client = client.replace("NAME", what);
                let command = format!("{} client {client}", this());
                names.push((format!("{way}-{what}"), command));
            }
        }
        for (name, command) in &names {
            for _ in 0..CALLS {
                clients.push((name.as_str(), command.clone()));
            }
        }
        let vendor = vendor_commands()?;
        let enforced = under(&format!("{VENDOR}{REST}"), &[], &clients)?;
        Ok((enforced, vendor.count()?))
    });
    session.as_ref().map_err(String::clone)
}

fn refused(way: &str) -> Outcome {
    let (enforced, _) = session()?;
    let vendor = enforced.status(&format!("{way}-vendor"))?;
    ensure!(
        vendor == REFUSED,
        "the vendor's command: {vendor}\n{}",
        enforced.said
    );
    let identify = enforced.status(&format!("{way}-identify"))?;
    ensure!(
        identify == 0,
        "what is allowed: {identify}\n{}",
        enforced.said
    );
    let entry = WAYS
        .iter()
        .find(|(name, ..)| *name == way)
        .map_or("", |way| way.1);
    let ways = WAYS.iter().filter(|way| way.1 == entry).count() as u64;
    // Where the kernel asks about its copy of a vendor's command, nothing that it becomes passes.
    let racy = Need::Function("nvme_cmd_allowed").missing().is_some();
    let (mut denied, mut passed) = (0, 0);
    for line in enforced.by(entry) {
        if line["rule"] == "rest" {
            passed += line["calls"].as_u64().unwrap_or_default();
            continue;
        }
        ensure!(
            line["rule"] == "no vendor"
                && line["errno"] == "EACCES"
                && line["sub"] == "admin.vendor 0xc1"
                && line["racy"] == racy
                && line["calls"] == line["denied"],
            "not as it is: {line}"
        );
        denied += line["denied"].as_u64().unwrap_or_default();
    }
    ensure!(
        [denied, passed] == [CALLS * ways; 2],
        "{denied} were refused by {entry} and {passed} passed, not {}:\n{}",
        CALLS * ways,
        enforced.said
    );
    enforced.lossless()
}

fn nothing_refused_reaches_the_drive() -> Outcome {
    let (_, reached) = session()?;
    ensure!(*reached == 0, "{reached} vendor commands reached the drive");
    // The tracepoint sees such commands.
    let vendor = vendor_commands()?;
    let client = format!("{} client nvme vendor /dev/nvme0 1", this());
    let enforced = under("", &[], &[("vendor", client)])?;
    let reached = vendor.count()?;
    ensure!(
        reached == 1,
        "{reached} commands were seen without a rule\n{}",
        enforced.said
    );
    Ok(())
}

fn the_status_is_passed_on() -> Outcome {
    let enforced = run(VENDOR, &[], "exit 7")?;
    ensure!(
        enforced.status == Some(7),
        "{:?}\n{}",
        enforced.status,
        enforced.said
    );
    let sum = enforced.sum()?;
    ensure!(sum["denied"] == 0 && sum["audited"] == 0, "{sum}");
    Ok(())
}

fn audit() -> Outcome {
    let client = format!("{} client nvme vendor /dev/nvme0 1", this());
    let enforced = under(VENDOR, &["--audit"], &[("vendor", client)])?;
    let vendor = enforced.status("vendor")?;
    ensure!(vendor != REFUSED, "it was refused:\n{}", enforced.said);
    let sum = enforced.sum()?;
    ensure!(
        sum["denied"] == 0 && sum["audited"] == 1,
        "{}",
        enforced.said
    );
    Ok(())
}

/// Observed and audited by a rule, and by the policy's own mode: all pass, and all are counted.
fn modes() -> Outcome {
    let rule = |name: &str, opcode: &str, mode: &str| {
        format!(
            "[[rule]]\nname = '{name}'\ndevice = {{ family = 'nvme' }}\ndeny = ['sub:{opcode}']\nerrno = 'EACCES'\n{mode}"
        )
    };
    for (own, others) in [("observe", "audit"), ("audit", "observe")] {
        let policy = format!("[default]\nmode = '{own}'\n")
            + &rule("own", "0xc1", "")
            + &rule("other", "0xc2", &format!("mode = '{others}'\n"))
            + &rule("enforced", "0xc3", "mode = 'enforce'\n");
        let vendor = |opcode: &str| {
            format!(
                "{} client other asks /dev/nvme0 c0484e41:{opcode}{:0142}",
                this(),
                0
            )
        };
        let mut clients = Vec::new();
        for (name, opcode) in [("own", "c1"), ("other", "c2"), ("enforced", "c3")] {
            clients.extend((0..CALLS).map(|_| (name, vendor(opcode))));
        }
        let enforced = under(&policy, &[], &clients)?;
        for (name, refused) in [("own", false), ("other", false), ("enforced", true)] {
            let status = enforced.status(name)?;
            let counted = |what: &str| -> u64 {
                let lines = enforced.by("ioctl").filter(|line| line["rule"] == name);
                lines.filter_map(|line| line[what].as_u64()).sum()
            };
            let counts = ["calls", "denied", "audited"].map(counted);
            let expected = [
                CALLS,
                if refused { CALLS } else { 0 },
                if refused { 0 } else { CALLS },
            ];
            ensure!(
                (status == REFUSED) == refused && counts == expected,
                "{own} {name}: {status}, calls, refused and audited: {counts:?}\n{}",
                enforced.said
            );
        }
        enforced.lossless()?;
    }
    Ok(())
}

fn not_opened() -> Outcome {
    let policy = "[[rule]]
name = 'closed'
device = { family = 'nvme', kind = 'controller' }
entry = ['open']
deny = ['*']
errno = 'EACCES'
";
    let opens = |node: &str| format!("{} client descriptor opened {node}", this());
    let clients = [
        ("refused", opens("/dev/nvme0")),
        ("allowed", opens("/dev/ng0n1")),
    ];
    let enforced = under(policy, &[], &clients)?;
    let (refused, allowed) = (enforced.status("refused")?, enforced.status("allowed")?);
    ensure!(
        refused == REFUSED && allowed == 0,
        "refused: {refused}, allowed: {allowed}\n{}",
        enforced.said
    );
    let denied: u64 = enforced
        .by("open")
        .filter_map(|line| line["denied"].as_u64())
        .sum();
    ensure!(denied == 1, "{denied} were refused\n{}", enforced.said);
    enforced.lossless()
}

fn registers() -> Outcome {
    let policy = "[[rule]]
name = 'look only'
device = { family = 'pci' }
entry = ['write', 'mmap']
deny = ['*']
errno = 'EACCES'
[[rule]]
name = 'not the command register'
device = { family = 'pci' }
entry = ['read']
deny = ['command']
errno = 'EACCES'
";
    let folder = format!("/sys/bus/pci/devices/{EDU}");
    let client = |what: &str| format!("{} client registers {what}", this());
    let clients = [
        ("reads", client(&format!("read {folder}/config 0 4"))),
        ("looks", client(&format!("read {folder}/config 4 2"))),
        ("writes", client(&format!("write {folder}/config 60 1 0"))),
        ("maps", client(&format!("maps {folder}/resource0 0 4096"))),
    ];
    let enforced = under(policy, &[], &clients)?;
    for (name, expected) in [
        ("reads", 0),
        ("looks", REFUSED),
        ("writes", REFUSED),
        ("maps", REFUSED),
    ] {
        let status = enforced.status(name)?;
        ensure!(status == expected, "{name}: {status}\n{}", enforced.said);
    }
    for entry in ["read", "write", "mmap"] {
        let denied: u64 = enforced
            .by(entry)
            .filter_map(|line| line["denied"].as_u64())
            .sum();
        ensure!(
            denied == 1,
            "{denied} were refused by {entry}\n{}",
            enforced.said
        );
    }
    enforced.lossless()
}

/// While a command is under a policy, another process sends what is refused there.
fn not_affected() -> Outcome {
    const READY: &str = "/tmp/under-a-policy";
    const OVER: &str = "/tmp/may-end";
    for file in [READY, OVER] {
        let _ = fs::remove_file(file);
    }
    let policy = "[[rule]]\nname = 'no vendor'\ndevice = { family = 'nvme' }\ndeny = ['admin.vendor']\nerrno = 'EACCES'\n";
    let vendor = "nvme admin-passthru /dev/nvme0 --opcode=0xc1";
    let script = format!(
        "{vendor} > /dev/null 2> inside\ngrep -q 'Permission denied' inside\necho inside $?\ntouch {READY}\n\
         while [ ! -e {OVER} ]; do sleep 0.1; done\n"
    );
    let (enforced, outside) = thread::scope(|scope| {
        let run = scope.spawn(|| run(policy, &[], &script));
        let outside = wait_until("the policy is in force", || {
            Path::new(READY).exists() || run.is_finished()
        })
        .and_then(|()| {
            let output = Command::new("nvme")
                .args(["admin-passthru", "/dev/nvme0", "--opcode=0xc1"])
                .output();
            output.map_err(|e| e.to_string())
        });
        let _ = fs::write(OVER, "");
        (run.join(), outside)
    });
    let enforced = enforced.map_err(|_| "the run panicked")??;
    let said = String::from_utf8_lossy(&outside?.stderr).into_owned();
    ensure!(
        enforced.status("inside")? == 0,
        "it was not refused inside\n{}",
        enforced.said
    );
    ensure!(
        said.to_lowercase().contains("invalid") && !said.contains("Permission denied"),
        "outside: {said}"
    );
    Ok(())
}

/// Which register is written from several buffers is not told: a rule about one refuses it.
fn unknown_register() -> Outcome {
    let policy = "[[rule]]
name = 'not the command register'
device = { family = 'pci' }
entry = ['write']
deny = ['command']
errno = 'EACCES'
";
    let config = format!("/sys/bus/pci/devices/{EDU}/config");
    let client = |what: &str| format!("{} client registers {what}", this());
    // The interrupt line, then the command register, as it is.
    let clients = [
        ("line", client(&format!("write {config} 60 1 0"))),
        ("command", client(&format!("write {config} 4 2 0"))),
        ("gathers", client(&format!("gathers {config} 60 2 0"))),
    ];
    let enforced = under(policy, &[], &clients)?;
    for (name, expected) in [("line", 0), ("command", REFUSED), ("gathers", REFUSED)] {
        let status = enforced.status(name)?;
        ensure!(status == expected, "{name}: {status}\n{}", enforced.said);
    }
    let denied = &enforced.sum()?["denied"];
    ensure!(*denied == 2, "{denied} were refused\n{}", enforced.said);
    Ok(())
}

/// The client sends its scopes in their order, and ends at the first that is refused.
fn a_scope_of_fwctl() -> Outcome {
    let policy = "[[rule]]
name = 'no full access'
device = { family = 'fwctl' }
deny = ['debug-write-full.request']
errno = 'EACCES'
";
    let before = fwctl::reached()?;
    let client = format!("{} client fwctl /dev/fwctl/fwctl0", this());
    let enforced = under(policy, &[], &[("fwctl", client)])?;
    let status = enforced.status("fwctl")?;
    let reached = fwctl::reached()? - before;
    let allowed: u64 = CALLS_BY_SCOPE[..3].iter().sum();
    ensure!(
        status == REFUSED && reached == allowed,
        "status {status}, {reached} calls reached the device, not {allowed}\n{}",
        enforced.said
    );
    let denied: u64 = enforced
        .by("ioctl")
        .filter_map(|line| line["denied"].as_u64())
        .sum();
    ensure!(denied == 1, "{denied} were refused\n{}", enforced.said);
    enforced.lossless()
}

fn killed() -> Outcome {
    let policy = "[[rule]]
name = 'no vendor'
device = { family = 'nvme' }
kill = ['admin.vendor']
";
    let client = format!("{} client nvme vendor /dev/nvme0 1", this());
    let vendor = vendor_commands()?;
    let enforced = under(policy, &[], &[("vendor", client)])?;
    let status = enforced.status("vendor")?;
    // 128 and SIGKILL.
    ensure!(status == 137, "{status}\n{}", enforced.said);
    let reached = vendor.count()?;
    ensure!(reached == 0, "{reached} commands reached the drive");
    enforced.lossless()
}

/// What a command leaves in a cgroup that it made below its own.
fn left() -> Outcome {
    const MARK: &str = "31415";
    let script = format!(
        "own=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup)\n\
         mkdir $own/below || exit\n\
         (echo 0 > $own/below/cgroup.procs && exec sleep {MARK}) > /dev/null 2>&1 < /dev/null &\n\
         for wait in $(seq 1000); do grep -q . $own/below/cgroup.procs && break; sleep 0.01; done\n\
         echo own:$own 0"
    );
    let enforced = run("", &[], &script)?;
    let own = enforced
        .statuses
        .keys()
        .find_map(|name| name.strip_prefix("own:"));
    let own = own.ok_or_else(|| format!("it did not run:\n{}", enforced.said))?;
    ensure!(own.contains("passgate-"), "it ran in {own}");
    ensure!(!Path::new(own).exists(), "{own} is still there");
    let left = Command::new("pgrep").args(["-f", MARK]).output()?;
    ensure!(left.stdout.is_empty(), "it still runs\n{}", enforced.said);
    Ok(())
}

/// Commands are written there, which another kind's probe counts.
fn a_tpm_s_resource_manager() -> Outcome {
    let policy = "[[rule]]
name = 'by the chip alone'
device = { family = 'tpm', kind = 'resources' }
entry = ['write']
deny = ['*']
errno = 'EACCES'
";
    let _tpm = Tpm::start()?;
    let client = |node: &str| format!("tpm2_getrandom --tcti device:{node} --hex 8");
    let clients = [
        ("refused", client("/dev/tpmrm0")),
        ("allowed", client(Tpm::NODE)),
    ];
    let enforced = under(policy, &[], &clients)?;
    let (refused, allowed) = (enforced.status("refused")?, enforced.status("allowed")?);
    ensure!(
        refused != 0 && allowed == 0,
        "refused: {refused}, allowed: {allowed}\n{}",
        enforced.said
    );
    let denied: u64 = enforced
        .by("write")
        .filter_map(|line| line["denied"].as_u64())
        .sum();
    ensure!(denied >= 1, "{denied} were refused\n{}", enforced.said);
    Ok(())
}
