//! The kernel decides as the rules mean it: policies and calls of chance, each call made and its verdict compared with
//! that of the evaluation.

use std::fs;

use passgate::{
    model::observation::{CallFacts, Judgement, Observation},
    policy::{
        compile::Compiled,
        evaluate::evaluate,
        facts::{Device, Subject},
    },
};
use tracer_common::{count::entry, policy::Call};

use super::{
    calls::{Nodes, become_user},
    chance::{Chance, ERRORS, text},
    loaded::{load, read, runtime},
};
use crate::{Outcome, Test, ensure, need::Need, told, tries};

pub(super) fn tests() -> Vec<Test> {
    vec![Test::new(
        "enforce::the_kernel_decides_as_the_rules_mean",
        &[Need::Nvme, Need::Sg],
        the_kernel_decides_as_the_rules_mean,
    )]
}

/// Policies, which take an emulator longest, and calls under all of them.
const POLICIES: u32 = 50;
const CALLS: u32 = 10_000;
/// Of what chance there is; `PASSGATE_SEED` says otherwise.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// Entries by which calls are made.
const ENTRIES: [u8; 3] = [entry::IOCTL, entry::URING_CMD, entry::OPEN];
/// Real users and groups that make them.
const USERS: [u32; 4] = [0, 5, 1000, 4000];
const GROUPS: [u32; 3] = [0, 5, 100];

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
    let seed = told("PASSGATE_SEED", SEED);
    // Of nothing only nothing comes.
    let mut chance = Chance(seed.max(1));
    let mut nodes = Nodes::open()?;
    let mut data = [0; 4096];
    let empty = Compiled::whole(read("version = 1\n")?, 1).map_err(|full| full.message)?;
    let mut live = load(&empty, true)?;
    let root = this()?;
    let mut devices: Vec<(u32, Device)> = Vec::new();
    let (mut compared, mut refused, mut by_rule, mut judged) = (0, 0, 0, 0);
    let policies = tries(POLICIES);
    for number in 2..2 + policies {
        let text = text(&mut chance);
        let policy = read(&text)?;
        let compiled = Compiled::whole(policy.clone(), number).map_err(|full| full.message)?;
        live.exchange(compiled).map_err(|error| error.to_string())?;
        let mut results = Vec::new();
        let mut subject = root.clone();
        for _ in 0..CALLS / policies {
            if chance.one_in(4) {
                let [uid, gid] = [chance.of(&USERS), chance.of(&GROUPS)];
                become_user(uid, gid)?;
                subject = Subject {
                    uid: Some(uid),
                    gid: Some(gid),
                    ..subject
                };
            }
            results.push((subject.clone(), nodes.call(&mut chance, &mut data)));
        }
        become_user(0, 0)?;
        let news = live.pending().map_err(|error| error.to_string())?;
        let mut results = results.into_iter();
        let mut said = None;
        for observation in news {
            match observation {
                Observation::Device(facts) => devices.push((facts.id, Device::from(&facts))),
                Observation::Call(call) if ENTRIES.contains(&call.key.entry) => {
                    let known = devices.iter().find(|(id, _)| *id == call.key.device);
                    let (_, device) = known.ok_or("a call to a device that was not announced")?;
                    let (subject, made) = results
                        .next()
                        .ok_or("more calls were told than were made")?;
                    ensure!(
                        made.entry == call.key.entry,
                        "by another entry than {}: {call:?}",
                        made.entry
                    );
                    let effect = evaluate(&policy, &subject, device, &words(&call));
                    by_rule += u32::from(effect.rule.is_some());
                    let expected = effect.effect.is_refused().then_some(effect.effect.errno);
                    let ours = ERRORS.iter().map(|(_, errno)| *errno);
                    let got = match made.result {
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
        compared == CALLS && refused > compared / 10 && by_rule > compared / 4 && judged >= refused,
        "seed {seed}: {compared} calls, {by_rule} by a rule, {refused} refused, {judged} told; {losses:?}"
    );
    Ok(())
}
