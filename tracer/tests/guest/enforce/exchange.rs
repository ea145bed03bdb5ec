//! Policies that are exchanged while calls are being made.

use std::{
    fs,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
};

use passgate::{
    families::Entries,
    policy::{Policy, compile::Compiled},
    source::live::Live,
};
use rustix::io::Errno;
use tracer_common::count::entry;

use super::{
    calls::{Nodes, command},
    loaded::{load, load_for, read, runtime},
};
use crate::{
    Outcome, Test,
    client::{self, NVME_ID},
    ensure,
    machine::wait_until,
    need::Need,
    tries,
};

pub(super) fn tests() -> Vec<Test> {
    vec![
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
