//! The kernel decides as the rules mean it: policies and calls of chance, each call made and its verdict
//! compared with that of the evaluation; and policies that are exchanged while calls are being made.

use std::{
    collections::BTreeSet,
    fs,
    os::fd::AsFd as _,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use passgate::{
    families::Entries,
    kernel::{self, Options, Policed, Who},
    model::observation::{CallFacts, Judgement, Observation},
    policy::{
        self, Policy, Text,
        compile::Compiled,
        diagnostic::Lined,
        evaluate::evaluate,
        facts::{Device, Subject},
    },
    source::live::Live,
};
use rustix::io::Errno;
use tracer_common::{count::entry, policy::Call};

use crate::{
    Outcome, Test,
    client::{self, NVME_ID},
    ensure,
    machine::wait_until,
    need::Need,
    observe::scsi,
    tries,
};

pub(super) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "enforce::the_kernel_decides_as_the_rules_mean",
            &[Need::Nvme, Need::Sg],
            the_kernel_decides_as_the_rules_mean,
        ),
        Test::new(
            "enforce::what_does_not_fit_leaves_the_old_policy_in_force",
            &[Need::Nvme],
            what_does_not_fit,
        ),
        Test::new(
            "enforce::a_thousand_policies_under_load",
            &[Need::Nvme],
            a_thousand_policies_under_load,
        ),
    ]
}

/// Policies, and calls under each: ten thousand in all.
const POLICIES: u32 = 50;
const CALLS: u32 = 200;

/// Errors that none of the drivers returns.
const ERRORS: [(&str, Errno); 3] = [
    ("EROFS", Errno::ROFS),
    ("ENOSYS", Errno::NOSYS),
    ("EBADF", Errno::BADF),
];

/// Numbers of chance (xorshift), the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }
}

const SUBJECTS: [&str; 15] = [
    "unit = '*.service'",
    "container = '*'",
    "parent = '/**'",
    "parent = '/**/guest-init'",
    "",
    "",
    "exe = '/**'",
    "exe = '/usr/sbin/nvme'",
    "exe = '/**/guest*'",
    "uid = 0",
    "uid = '1-1000'",
    "gid = '0-10'",
    "gid = 5",
    "cgroup = '/'",
    "cgroup = '/x/**'",
];
const NVME_DEVICES: [&str; 9] = [
    "family = 'nvme', node = '/dev/nvme*'",
    "family = 'nvme', bus = 'pci *'",
    "family = 'nvme', class = 'nvme-generic'",
    "family = 'nvme'",
    "family = 'nvme', name = 'nvme0'",
    "family = 'nvme', name = 'ng*'",
    "family = 'nvme', driver = 'nvme'",
    "family = 'nvme', ids = '8086:*'",
    "family = 'nvme', kind = 'controller'",
];
const NVME_ITEMS: [&str; 14] = [
    "*",
    "admin.vendor",
    "admin.identify",
    "admin.identify.controller",
    "admin.get-log-page",
    "admin.get-log-page.smart-health-information",
    "io.read",
    "io.vendor",
    "class:opaque",
    "class:standard",
    "sub:0xc0-0xcf",
    "sub:0x06/0x01",
    "NVME_IOCTL_ID",
    "command:0x4e40-0x4e44",
];
const SCSI_DEVICES: [&str; 3] = [
    "family = 'scsi'",
    "family = 'scsi', name = 'sg*'",
    "family = 'scsi', driver = 'nothing'",
];
const SCSI_ITEMS: [&str; 7] = [
    "*",
    "scsi.inquiry",
    "scsi.test-unit-ready",
    "class:opaque",
    "class:standard",
    "sub:0xc0-0xff",
    "SG_IO",
];
const ALL_ITEMS: [&str; 4] = ["*", "class:opaque", "class:unknown", "class:standard"];

/// A policy of chance.
fn text(chance: &mut Chance) -> String {
    let mut text = format!(
        "version = 1\n[default]\naction = '{}'\nmode = '{}'\nerrno = '{}'\n",
        chance.of(&["allow", "allow", "allow", "deny"]),
        chance.of(&["enforce", "enforce", "audit"]),
        chance.of(&ERRORS).0
    );
    for _ in 0..=chance.below(5) {
        let (device, items): (&str, &[&str]) = match chance.below(5) {
            0 => ("", &ALL_ITEMS),
            1 => (chance.of(&SCSI_DEVICES), &SCSI_ITEMS),
            _ => (chance.of(&NVME_DEVICES), &NVME_ITEMS),
        };
        let mut chosen = BTreeSet::from([chance.of(items)]);
        if chance.one_in(3) {
            chosen.insert(chance.of(items));
        }
        let items: Vec<String> = chosen.iter().map(|item| format!("'{item}'")).collect();
        let action = chance.of(&["allow", "deny", "deny", "audit"]);
        text += &format!("[[rule]]\n{action} = [{}]\n", items.join(", "));
        if !device.is_empty() {
            text += &format!("device = {{ {device} }}\n");
        }
        let subject = chance.of(&SUBJECTS);
        if !subject.is_empty() {
            text += &format!("subject = {{ {subject} }}\n");
        }
        if action == "deny" {
            text += &format!("errno = '{}'\n", chance.of(&ERRORS).0);
        }
        if chance.one_in(4) {
            text += &format!("mode = '{}'\n", chance.of(&["enforce", "audit", "observe"]));
        }
        if chance.one_in(6) && action != "audit" {
            text += "strict = true\n";
        }
        if chance.one_in(6) {
            text += &format!("unknown = '{}'\n", chance.of(&["apply", "skip"]));
        }
        if chance.one_in(6) {
            text += "amount = { over = 512 }\n";
        }
        if chance.one_in(6) {
            let entries = [
                "'ioctl'",
                "['ioctl', 'open']",
                "['compat-ioctl', 'uring-cmd']",
            ];
            text += &format!("entry = {}\n", chance.of(&entries));
        }
        if device.contains("nvme") && chance.one_in(6) {
            let commands = ["NVME_IOCTL_ADMIN*", "NVME_IOCTL_I*", "command:0-0xffffffff"];
            text += &format!("command = '{}'\n", chance.of(&commands));
        }
    }
    text
}

fn read(text: &str) -> Result<Policy, String> {
    let texts = [Text::new("policy.toml", text)];
    policy::read(&texts).map_err(|errors| {
        let lined = Lined::of(&texts);
        let errors: String = errors.iter().map(|error| error.render(&lined)).collect();
        format!("{text}\n{errors}")
    })
}

/// What calls are made to.
struct Nodes {
    controller: fs::File,
    namespace: fs::File,
    generic: fs::File,
}

impl Nodes {
    fn open() -> Result<Self, String> {
        let open = |node: &str| {
            let file = fs::File::options().read(true).open(node);
            file.map_err(|e| format!("{node}: {e}"))
        };
        let (sg, _) = scsi()?;
        Ok(Self {
            controller: open("/dev/nvme0")?,
            namespace: open("/dev/ng0n1")?,
            generic: open(&format!("/dev/{sg}"))?,
        })
    }

    /// Sends a vendor command without data.
    fn vendor(&self) -> Result<i32, Errno> {
        let mut vendor = command(0xc1, 0, 0);
        let address = vendor.as_mut_ptr().expose_provenance();
        client::call(&self.controller, client::NVME_ADMIN, address)
    }

    /// Makes a call of chance that does no harm; what it returned.
    fn call(&self, chance: &mut Chance, data: &mut [u8; 4096]) -> Result<i32, Errno> {
        let address = data.as_mut_ptr().expose_provenance();
        match chance.below(8) {
            0 => client::call(&self.namespace, NVME_ID, 0),
            // An argument that cannot be read.
            1 => client::call(&self.controller, client::NVME_ADMIN, 8),
            2 | 3 => {
                let mut cdb = [chance.of(&[0_u8, 0x12, 0xc1, 0xd0]), 0, 0, 0, 36, 0];
                let length = chance.of(&[36_u32, 1024]);
                cdb[3] = u8::try_from(length >> 8).unwrap_or(0);
                let mut header = client::header(cdb.as_ptr() as usize, 6);
                // SG_DXFER_FROM_DEV
                header[4..8].copy_from_slice(&(-3_i32).to_le_bytes());
                header[12..16].copy_from_slice(&length.to_le_bytes());
                header[16..24].copy_from_slice(&address.to_le_bytes());
                client::call(&self.generic, client::SG_IO, header.as_mut_ptr() as usize)
            }
            4 => {
                let (opcode, length) = chance.of(&[(0x02_u8, 512_u32), (0x90, 0)]);
                let mut command = command(opcode, address, length);
                command[4] = 1;
                let number = client::nvme::NVME_IO;
                client::call(&self.namespace, number, command.as_mut_ptr() as usize)
            }
            _ => {
                let opcode = chance.of(&[0x06_u8, 0x02, 0xc1, 0xd3, 0x0a]);
                let length = match opcode {
                    0x06 => 4096,
                    0x02 => 512,
                    _ => 0,
                };
                let mut command = command(opcode, address, length);
                // Identify's structures and logs that every drive has, features.
                command[40] = match opcode {
                    0x06 | 0x0a => 1,
                    _ => chance.of(&[1, 2]),
                };
                if opcode == 0x02 {
                    command[42] = 127;
                }
                let file = chance.of(&[self.controller.as_fd(), self.namespace.as_fd()]);
                client::call(file, client::NVME_ADMIN, command.as_mut_ptr() as usize)
            }
        }
    }
}

/// struct nvme_passthru_cmd.
fn command(opcode: u8, data: usize, length: u32) -> [u8; 72] {
    let mut command = [0; 72];
    command[0] = opcode;
    if length > 0 {
        command[24..32].copy_from_slice(&data.to_le_bytes());
        command[36..40].copy_from_slice(&length.to_le_bytes());
    }
    command
}

/// A kernel in which this process's calls are decided, and where that is wanted told one by one, by policies that ask
/// for whatever they like.
fn load(compiled: &Compiled, trace: bool) -> Result<Live, String> {
    load_for(compiled, trace, Entries::ALL, true)
}

/// The same by policies that ask for these entries alone, and for parents or not.
fn load_for(
    compiled: &Compiled,
    trace: bool,
    entries: Entries,
    by_parent: bool,
) -> Result<Live, String> {
    let options = Options {
        who: Who::Itself,
        trace,
        ..Options::default()
    };
    let places = options.capacities.devices + 1;
    let policed = Policed {
        image: &compiled.image(1, places, []),
        entries,
        by_parent,
        by_copy: true,
        set: 0,
        authority: None,
        guarded: None,
    };
    let failed = |error: passgate::exit::Error| error.to_string();
    let kernel = kernel::load_policed(options, Some(&policed)).map_err(failed)?;
    Live::policed(kernel, compiled.clone(), places).map_err(failed)
}

fn runtime() -> Result<tokio::runtime::Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().map_err(|e| e.to_string())
}

/// The executable of whoever started this process, as it was found.
fn parent() -> Result<String, String> {
    let parent = rustix::process::getppid().ok_or("this process has no parent")?;
    let exe = fs::read_link(format!("/proc/{}/exe", parent.as_raw_nonzero()));
    exe.map(|exe| exe.display().to_string())
        .map_err(|e| e.to_string())
}

/// This process, as a policy knows it.
fn this() -> Result<Subject, String> {
    let exe = std::env::current_exe().map_err(|e| e.to_string())?;
    let cgroup = fs::read_to_string("/proc/self/cgroup").map_err(|e| e.to_string())?;
    Ok(Subject {
        exe: Some(exe.display().to_string()),
        parent: Some(parent()?),
        cgroup: cgroup.trim().rsplit("::").next().map(str::to_owned),
        uid: Some(rustix::process::getuid().as_raw()),
        gid: Some(rustix::process::getgid().as_raw()),
        ..Subject::default()
    })
}

fn words(call: &CallFacts) -> Call {
    let key = &call.key;
    Call {
        entry: key.entry,
        argument: key.argument,
        command: key.command,
        second: key.second,
        sub: key.sub,
        detail: key.detail,
        amount: call.amount,
    }
}

fn the_kernel_decides_as_the_rules_mean() -> Outcome {
    let runtime = runtime()?;
    let _entered = runtime.enter();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let nodes = Nodes::open()?;
    let mut data = [0; 4096];
    let empty = Compiled::whole(read("version = 1\n")?, 1).map_err(|full| full.message)?;
    let mut live = load(&empty, true)?;
    let subject = this()?;
    let mut devices: Vec<(u32, Device)> = Vec::new();
    let (mut compared, mut refused, mut by_rule, mut judged) = (0, 0, 0, 0);
    // All policies, for each is another case.
    let calls = tries(CALLS);
    for number in 2..2 + POLICIES {
        let text = text(&mut chance);
        let policy = read(&text)?;
        let compiled = Compiled::whole(policy.clone(), number).map_err(|full| full.message)?;
        live.exchange(compiled).map_err(|error| error.to_string())?;
        let mut results = Vec::new();
        for _ in 0..calls {
            results.push(nodes.call(&mut chance, &mut data));
        }
        let news = live.pending().map_err(|error| error.to_string())?;
        let mut results = results.into_iter();
        let mut said = None;
        for observation in news {
            match observation {
                Observation::Device(facts) => devices.push((facts.id, Device::from(&facts))),
                Observation::Call(call) if call.key.entry == entry::IOCTL => {
                    let known = devices.iter().find(|(id, _)| *id == call.key.device);
                    let (_, device) = known.ok_or("a call to a device that was not announced")?;
                    let result = results
                        .next()
                        .ok_or("more calls were told than were made")?;
                    let effect = evaluate(&policy, &subject, device, &words(&call));
                    by_rule += u32::from(effect.rule.is_some());
                    let expected = effect.effect.is_refused().then_some(effect.effect.errno);
                    let ours = ERRORS.iter().map(|(_, errno)| *errno);
                    let got = match result {
                        Err(errno) if ours.clone().any(|own| own == errno) => {
                            u16::try_from(errno.raw_os_error()).ok()
                        }
                        _ => None,
                    };
                    ensure!(
                        got == expected,
                        "the kernel said {got:?} and the rules mean {expected:?}:\n{text}\n{subject:?}\n\
                         {device:?}\n{call:?}\n{effect:?}"
                    );
                    let told = said.take();
                    let meant = (
                        effect.rule.and_then(|rule| u32::try_from(rule).ok()),
                        effect.effect.action,
                        effect.effect.mode,
                    );
                    ensure!(
                        told.map_or(expected.is_none(), |told: Judgement| {
                            told.key == call.key && (told.rule, told.action, told.mode) == meant
                        }),
                        "the kernel told {told:?} and the rules mean {meant:?}:\n{text}\n{subject:?}\n{device:?}\n{call:?}"
                    );
                    compared += 1;
                    refused += u32::from(got.is_some());
                }
                // It comes before its call.
                Observation::Judged(judgement) => {
                    judged += 1;
                    said = Some(judgement);
                    ensure!(
                        judgement.generation == number,
                        "judged by {} under {number}: {judgement:?}",
                        judgement.generation
                    );
                }
                _ => {}
            }
        }
        ensure!(results.next().is_none(), "a call was not told");
    }
    let losses = live.losses().map_err(|error| error.to_string())?;
    // The first calls to a device are decided before it is resolved: they were made under the first policy.
    ensure!(
        compared == POLICIES * calls
            && refused > compared / 10
            && by_rule > compared / 4
            && judged >= refused,
        "{compared} calls, {by_rule} by a rule, {refused} refused, {judged} told; {losses:?}"
    );
    Ok(())
}

fn what_does_not_fit() -> Outcome {
    let runtime = runtime()?;
    let _entered = runtime.enter();
    let nodes = Nodes::open()?;
    let [old, _] = two()?;
    let compiled = |policy: Policy, generation| {
        Compiled::whole(policy, generation).map_err(|full| full.message)
    };
    let entries = Entries::of(&[entry::IOCTL]);
    let mut live = load_for(&compiled(old, 1)?, false, entries, false)?;
    let allowing = "version = 1\n[[rule]]\ndevice = { family = 'nvme' }\nallow = '*'\n";
    for more in ["entry = 'read'\n", "subject = { parent = '/bin/x' }\n"] {
        // A refusal beside it: nothing that refuses nothing is asked for anything.
        let refusal = format!(
            "[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = '*'\nerrno = 'ENOSYS'\n{more}"
        );
        let policy = read(&format!("{allowing}{refusal}"))?;
        let exchanged = live.exchange(compiled(policy, 2)?);
        ensure!(exchanged.is_err(), "{more} was put in force");
        live.pending().map_err(|error| error.to_string())?;
        let ended = nodes.vendor();
        ensure!(ended == Err(REFUSALS[0]), "behind {more}: {ended:?}");
    }
    ensure!(
        read("version = 1\n[[rule]]\ndeny = 'no-such'\n").is_err(),
        "it is read"
    );
    let ended = nodes.vendor();
    ensure!(ended == Err(REFUSALS[0]), "in the end: {ended:?}");
    // What fits is put in force after all that.
    let policy = read(allowing)?;
    live.exchange(compiled(policy, 3)?)
        .map_err(|error| error.to_string())?;
    let ended = nodes.vendor();
    ensure!(
        !matches!(ended, Err(errno) if errno == REFUSALS[0]),
        "the new one: {ended:?}"
    );
    Ok(())
}

/// How many BPF maps the kernel has.
fn maps() -> usize {
    /// `BPF_MAP_GET_NEXT_ID` of `linux/bpf.h`, whose arguments begin with the id before and the next one.
    const NEXT: u32 = 12;
    let mut ids = [0_u32; 3];
    let mut count = 0;
    // SAFETY: the arguments outlive the call, which writes the second.
    while unsafe { libc::syscall(libc::SYS_bpf, NEXT, &raw mut ids, size_of_val(&ids)) } == 0 {
        count += 1;
        ids[0] = ids[1];
    }
    count
}

/// How often policies are exchanged.
const EXCHANGES: u32 = 1_000;
/// Threads that call meanwhile.
const THREADS: usize = 2;

/// Two policies that differ in one rule: both refuse vendor commands, and allow Identify; one of them
/// refuses NVME_IOCTL_ID, each with its own error where it refuses.
fn two() -> Result<[Policy; 2], String> {
    let of = |errno: &str, more: &str| {
        read(&format!(
            "version = 1\n[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = ['admin.vendor'{more}]\nerrno = '{errno}'\n"
        ))
    };
    Ok([of("EROFS", "")?, of("ENOSYS", ", 'NVME_IOCTL_ID'")?])
}

/// Their errors, in that order.
const REFUSALS: [Errno; 2] = [Errno::ROFS, Errno::NOSYS];

/// What threads saw.
#[derive(Default)]
struct Seen {
    calls: AtomicU64,
    by_first: AtomicU64,
    by_second: AtomicU64,
    wrong: AtomicU64,
}

impl Seen {
    fn hammer(&self, nodes: &Nodes, stop: &AtomicBool) {
        let mut data = [0_u8; 4096];
        let address = data.as_mut_ptr().expose_provenance();
        let mut identify = command(0x06, address, 4096);
        identify[40] = 1;
        while !stop.load(Ordering::Relaxed) {
            let seen = match nodes.vendor() {
                Err(errno) if errno == REFUSALS[0] => &self.by_first,
                Err(errno) if errno == REFUSALS[1] => &self.by_second,
                _ => &self.wrong,
            };
            seen.fetch_add(1, Ordering::Relaxed);
            let ended = client::call(
                &nodes.controller,
                client::NVME_ADMIN,
                identify.as_mut_ptr().expose_provenance(),
            );
            if ended != Ok(0) {
                self.wrong.fetch_add(1, Ordering::Relaxed);
            }
            if !matches!(
                client::call(&nodes.namespace, NVME_ID, 0),
                Ok(1) | Err(Errno::NOSYS)
            ) {
                self.wrong.fetch_add(1, Ordering::Relaxed);
            }
            self.calls.fetch_add(3, Ordering::Relaxed);
        }
    }
}

/// Descriptors that this process has.
fn descriptors() -> Result<usize, String> {
    let all = fs::read_dir("/proc/self/fd").map_err(|e| e.to_string())?;
    Ok(all.count())
}

fn a_thousand_policies_under_load() -> Outcome {
    let runtime = runtime()?;
    let _entered = runtime.enter();
    let nodes = Nodes::open()?;
    let policies = two()?;
    let whole = |policy: &Policy, generation| {
        Compiled::whole(policy.clone(), generation).map_err(|full| full.message)
    };
    let mut live = load(&whole(&policies[0], 1)?, false)?;
    let compiled = [whole(&policies[0], 2)?, whole(&policies[1], 3)?];
    let (seen, stop) = (Seen::default(), AtomicBool::new(false));
    let mut before = (0, 0);
    std::thread::scope(|scope| -> Result<(), String> {
        for _ in 0..THREADS {
            scope.spawn(|| seen.hammer(&nodes, &stop));
        }
        let mut exchange = |live: &mut Live| -> Result<(), String> {
            for number in 0..tries(EXCHANGES) {
                let mut next = compiled[number as usize % 2].clone();
                next.renumber(4 + number);
                live.exchange(next).map_err(|error| error.to_string())?;
                live.pending().map_err(|error| error.to_string())?;
                if number == 10 {
                    before = (descriptors()?, maps());
                }
                // Whatever begins now is decided by this one.
                let ended = nodes.vendor();
                if ended != Err(REFUSALS[number as usize % 2]) {
                    return Err(format!("behind exchange {number}: {ended:?}"));
                }
            }
            Ok(())
        };
        let exchanged = exchange(&mut live);
        stop.store(true, Ordering::Relaxed);
        exchanged
    })?;
    // The kernel frees maps when nobody can still be looking at them, a moment after.
    let settled = wait_until("exchanged maps are freed", || maps() <= before.1);
    let after = (descriptors()?, maps());
    let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
    let (calls, first, second, wrong) = (
        of(&seen.calls),
        of(&seen.by_first),
        of(&seen.by_second),
        of(&seen.wrong),
    );
    ensure!(
        wrong == 0 && first > 0 && second > 0,
        "{calls} calls: refused by one {first}, by the other {second}, by neither or both {wrong}"
    );
    ensure!(
        before.0 == after.0 && settled.is_ok(),
        "descriptors and maps: {before:?} before and {after:?} after, {settled:?}"
    );
    let losses = live.losses().map_err(|error| error.to_string())?;
    let torn = losses.named().find(|(name, _)| *name == "policy_torn");
    ensure!(torn == Some(("policy_torn", 0)), "{losses:?}");
    Ok(())
}
