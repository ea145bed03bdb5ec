//! What the policy in force says of a call.
//!
//! The policy is an image in a map of its own, which the loader exchanges whole. A decision looks the map up
//! once and stays with it. Subjects have a label for each generation, made when it is first asked for.

use core::ffi::c_void;

use aya_ebpf::helpers::{
    bpf_get_current_pid_tgid,
    generated::{bpf_ktime_get_boot_ns, bpf_loop, bpf_send_signal},
};
use tracer_common::{
    count::{CountKey, UNNAMED},
    loss::Loss,
    policy::{self, Automaton, Call, Image, PackedEffect, Quad, action, class, mode, path, race},
    record::{CGROUP_BYTES, CallJudged, Header, PATH_BYTES, SubjectSeen, kind, subject as flags},
};

use crate::{
    kernel::{constant, current},
    loss,
    maps::{EVENTS, ImageMap, LABELS, PARENTS, POLICY},
    subject,
};

/// Whether there is a policy. Written by the loader; the verifier removes the rest where it is 0.
#[unsafe(no_mangle)]
static POLICED: u32 = 0;

/// Whether it asks for the executable of a subject's parent. Written by the loader.
#[unsafe(no_mangle)]
static BY_PARENT: u32 = 0;

/// Whether there is one.
#[inline(always)]
pub(crate) fn is_asked() -> bool {
    constant(&POLICED) != 0
}

/// SIGKILL of `asm-generic/signal.h`.
const KILL: u32 = 9;

/// What becomes of a call.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Outcome(u64);

impl Outcome {
    /// It passes, and nobody wants to know.
    pub(crate) const PASSES: Self = Self(0);
    /// Flag: what decided can be changed by another thread.
    const RACY: u64 = 1 << 31;
    /// Flag beside it: what the kernel copies of it is decided again.
    const CHECKED: u64 = 1 << 30;

    #[inline(always)]
    fn new(verdict: &policy::Verdict) -> Self {
        let PackedEffect(effect) = PackedEffect::of(verdict);
        Self(u64::from(verdict.rule) << 32 | Self::rests_on(verdict) | u64::from(effect))
    }

    #[inline(always)]
    fn passing(verdict: &policy::Verdict) -> Self {
        Self(Self::rests_on(verdict))
    }

    #[inline(always)]
    fn rests_on(verdict: &policy::Verdict) -> u64 {
        match verdict.race {
            race::SOUND => 0,
            race::MEMORY => Self::RACY,
            _ => Self::RACY | Self::CHECKED,
        }
    }

    /// The same where the kernel checks no copy.
    #[inline(always)]
    fn unchecked(self) -> Self {
        Self(self.0 & !Self::CHECKED)
    }

    /// Whether another thread can change what decided it.
    #[inline(always)]
    pub(crate) fn is_racy(self) -> bool {
        self.0 & Self::RACY != 0
    }

    /// What it rests on, see [`race`].
    #[inline(always)]
    fn race(self) -> u8 {
        if !self.is_racy() {
            race::SOUND
        } else if self.0 & Self::CHECKED == 0 {
            race::MEMORY
        } else {
            race::COPY
        }
    }

    #[inline(always)]
    fn effect(self) -> PackedEffect {
        PackedEffect((self.0 & !(Self::RACY | Self::CHECKED)) as u32)
    }

    #[inline(always)]
    fn would_refuse(self) -> bool {
        self.effect().action() >= action::DENY
    }

    /// Whether the call is refused.
    #[inline(always)]
    pub(crate) fn is_refused(self) -> bool {
        self.would_refuse() && self.effect().mode() == mode::ENFORCE
    }

    /// Whether it passes, and would not if the policy were enforced.
    #[inline(always)]
    pub(crate) fn is_audited(self) -> bool {
        self.would_refuse() && self.effect().mode() == mode::AUDIT
    }

    /// Whether somebody is to be told.
    #[inline(always)]
    fn is_told(self) -> bool {
        self.effect().action() != action::ALLOW && self.effect().mode() != mode::OBSERVE
    }

    /// What the hook returns for it.
    #[inline(always)]
    pub(crate) fn status(self) -> i32 {
        if self.is_refused() {
            -i32::from(self.effect().errno().clamp(1, 4095))
        } else {
            0
        }
    }
}

/// The image in force.
struct InForce<'a>(&'a ImageMap);

impl Image for InForce<'_> {
    #[inline(always)]
    fn quad(&self, index: u32) -> Option<Quad> {
        self.0.get(index).copied()
    }
}

/// Decides a call, and carries out what the verdict says beside its status. One image says all of it, however
/// often the policy is exchanged meanwhile. `is_checked` says whether the kernel checks its own copy of the call, as
/// does what is returned; with `again`, only a refusal is news.
#[inline(always)]
pub(crate) fn judge(
    key: &CountKey,
    device_kind: u32,
    amount: u64,
    is_checked: impl FnOnce() -> bool,
    again: bool,
) -> (Outcome, bool) {
    if !is_asked() {
        return (Outcome::PASSES, false);
    }
    let Some(image) = POLICY.get(0) else {
        return (Outcome::PASSES, false);
    };
    let subject = whom(image, key.subject);
    let mut outcome = decide(image, key, device_kind, amount, subject);
    let checked = is_checked();
    if !checked {
        outcome = outcome.unchecked();
    }
    if outcome.effect().action() != action::ALLOW && (!again || outcome.is_refused()) {
        carry_out(image, key, outcome, amount);
    }
    (outcome, checked)
}

/// What becomes of a call of which not all is known that should be: a policy that refuses anything refuses it.
#[inline(always)]
pub(crate) fn unsure() -> Outcome {
    let image = POLICY.get(0).map(InForce);
    let verdict = image.and_then(|image| policy::verdict(&image, None));
    verdict.map_or(Outcome::PASSES, |verdict| Outcome::new(&verdict))
}

/// The verdict on what a subject with this label calls.
#[inline(never)]
fn decide(
    image: &ImageMap,
    key: &CountKey,
    device_kind: u32,
    amount: u64,
    subject: u32,
) -> Outcome {
    let image = InForce(image);
    let verdict = match verdict(&image, key, device_kind, amount, subject) {
        Some(verdict) => Some(verdict),
        None => {
            loss::count(Loss::PolicyTorn);
            policy::verdict(&image, None)
        }
    };
    match verdict {
        Some(verdict) if verdict.action != action::ALLOW => Outcome::new(&verdict),
        Some(verdict) => Outcome::passing(&verdict),
        None => Outcome::PASSES,
    }
}

#[inline(always)]
fn verdict(
    image: &InForce<'_>,
    key: &CountKey,
    device_kind: u32,
    amount: u64,
    subject: u32,
) -> Option<policy::Verdict> {
    let device = policy::device(image, key.device, device_kind)?;
    let call = Call {
        entry: key.entry,
        argument: key.argument,
        command: key.command,
        second: key.second,
        sub: key.sub,
        detail: key.detail,
        amount,
    };
    let decided = policy::decide(image, subject, device, &call)?;
    policy::verdict(image, Some(decided))
}

/// The label of the running task's subject, which is made where there is none of this image's generation: a
/// label that was made meanwhile by another image is not asked for again.
#[inline(always)]
fn whom(image: &ImageMap, id: u32) -> u32 {
    let held = InForce(image);
    let generation = policy::generation(&held).unwrap_or(0);
    let label = match known(LABELS.get(id), generation) {
        NOT_KNOWN if id != UNNAMED => label(image, id),
        label => label,
    };
    let class = if constant(&BY_PARENT) == 0 {
        u64::from(policy::UNKNOWN)
    } else {
        let parent = subject::of_task(subject::parent());
        match known(PARENTS.get(parent), generation) {
            NOT_KNOWN if parent != UNNAMED => class_of_parent(image, parent),
            class => class,
        }
    };
    let subject = if label != NOT_KNOWN && class != NOT_KNOWN {
        policy::combine(&held, label as u32, class::PARENT, class as u32)
    } else {
        policy::nameless(&held).map(|(_, no_room)| no_room)
    };
    // An image without them contradicts itself, which is found again by whoever decides.
    subject.unwrap_or(0)
}

/// What [`known`] returns of a label that is of another generation.
const NOT_KNOWN: u64 = u64::MAX;

/// The half of a label that is not its generation.
const HALF: u64 = 0xffff_ffff;

/// A label, if it is of this generation.
#[inline(always)]
fn known(label: Option<&u64>, generation: u32) -> u64 {
    match label {
        Some(label) if (*label >> 32) as u32 == generation => *label & HALF,
        _ => NOT_KNOWN,
    }
}

/// Tells of a verdict, and kills where it says so.
#[inline(never)]
fn carry_out(image: &ImageMap, key: &CountKey, outcome: Outcome, amount: u64) {
    let effect = outcome.effect();
    if outcome.is_told() {
        match EVENTS.reserve_untyped::<CallJudged>(0) {
            Some(mut record) => {
                let thread = bpf_get_current_pid_tgid();
                record.write(CallJudged {
                    header: const { Header::of::<CallJudged>(kind::JUDGED) },
                    key: *key,
                    process: (thread >> 32) as u32,
                    thread: thread as u32,
                    rule: (outcome.0 >> 32) as u32,
                    errno: effect.errno(),
                    action: effect.action(),
                    mode: effect.mode(),
                    race: outcome.race(),
                    reserved: [0; 3],
                    reserved_word: 0,
                    generation: policy::generation(&InForce(image)).unwrap_or(0),
                    // SAFETY: the helper has no preconditions.
                    time: unsafe { bpf_ktime_get_boot_ns() },
                    amount,
                });
                record.submit(0);
            }
            None => loss::count(Loss::VerdictsUntold),
        }
    }
    if outcome.is_refused() && effect.action() == action::KILL {
        // SAFETY: the helper has no preconditions.
        unsafe { bpf_send_signal(KILL) };
    }
}

/// Makes the label of the running task's subject but for its parent; [`NOT_KNOWN`] where there is no room. The
/// ring buffer lends the memory for its paths: per-CPU memory would be another's once this is preempted.
#[inline(never)]
fn label(image: &ImageMap, id: u32) -> u64 {
    let Some(mut record) = EVENTS.reserve_untyped::<SubjectSeen>(0) else {
        loss::count(Loss::EventsFull);
        return NOT_KNOWN;
    };
    // SAFETY: the record is ours until it is discarded.
    let label = unsafe { label_of(image, record.as_mut_ptr()) };
    record.discard(0);
    let Some(label) = label else {
        return NOT_KNOWN;
    };
    let _ = LABELS.set(id, label, 0);
    label & HALF
}

/// The same of the class of the parent's executable, by its subject.
#[inline(never)]
fn class_of_parent(image: &ImageMap, id: u32) -> u64 {
    let Some(mut record) = EVENTS.reserve_untyped::<SubjectSeen>(0) else {
        loss::count(Loss::EventsFull);
        return NOT_KNOWN;
    };
    // SAFETY: the record is ours until it is discarded.
    let class = unsafe { class_of(image, record.as_mut_ptr()) };
    record.discard(0);
    let Some(class) = class else {
        return NOT_KNOWN;
    };
    // The parent may have become another meanwhile.
    if subject::of_task(subject::parent()) == id {
        let _ = PARENTS.set(id, class, 0);
    }
    class & HALF
}

/// # Safety
///
/// `record` must be a reserved record.
#[inline(always)]
unsafe fn class_of(image: &ImageMap, record: *mut SubjectSeen) -> Option<u64> {
    let generation = policy::generation(&InForce(image))?;
    // SAFETY: as the caller promised.
    let class = unsafe {
        let found = subject::exe_path(record, subject::parent());
        if found & flags::EXE_TRUNCATED == 0 {
            run::<PATH_BYTES>(image, path::PARENT, record, exe_step)?
        } else {
            policy::UNKNOWN
        }
    };
    Some(u64::from(generation) << 32 | u64::from(class))
}

/// # Safety
///
/// `record` must be a reserved record.
#[inline(always)]
unsafe fn label_of(image: &ImageMap, record: *mut SubjectSeen) -> Option<u64> {
    let task = current();
    // SAFETY: as the caller promised.
    let (found, (uid, gid)) = unsafe { (subject::paths(record, task), subject::ids(task)) };
    let held = InForce(image);
    let generation = policy::generation(&held)?;
    let exe = if found & flags::EXE_TRUNCATED == 0 {
        // SAFETY: as the caller promised.
        unsafe { run::<PATH_BYTES>(image, path::EXE, record, exe_step) }?
    } else {
        policy::UNKNOWN
    };
    let mut label = policy::combine(&held, 0, class::EXE, exe)?;
    let cgroup = if found & flags::CGROUP_TRUNCATED == 0 {
        // SAFETY: as the caller promised.
        unsafe { run::<CGROUP_BYTES>(image, path::CGROUP, record, cgroup_step) }?
    } else {
        policy::UNKNOWN
    };
    label = policy::combine(&held, label, class::CGROUP, cgroup)?;
    label = policy::combine(&held, label, class::UID, policy::of_user(&held, uid)?)?;
    label = policy::combine(&held, label, class::GID, policy::of_group(&held, gid)?)?;
    Some(u64::from(generation) << 32 | u64::from(label))
}

/// An automaton on its way along a path.
struct Run<'a> {
    image: &'a ImageMap,
    record: *const SubjectSeen,
    automaton: Automaton,
    state: u32,
    /// Bytes that there are.
    length: u32,
    /// 1 where the image contradicted itself.
    torn: u32,
}

/// The class of a path that a record has.
///
/// # Safety
///
/// `record` must be a reserved record.
#[inline(always)]
unsafe fn run<const BYTES: usize>(
    image: &ImageMap,
    at: usize,
    record: *const SubjectSeen,
    step: extern "C" fn(u32, *mut Run<'_>) -> i64,
) -> Option<u32> {
    let mut run = Run {
        image,
        record,
        automaton: policy::automaton(&InForce(image), at)?,
        state: 0,
        torn: 0,
        // SAFETY: as the caller promised.
        length: unsafe {
            if at == path::CGROUP {
                (&raw const (*record).cgroup_length).read_volatile()
            } else {
                (&raw const (*record).exe_length).read_volatile()
            }
        },
    };
    // SAFETY: the run outlives the call, and `step` takes it.
    unsafe {
        bpf_loop(
            BYTES as u32,
            step as *mut c_void,
            (&raw mut run).cast::<c_void>(),
            0,
        );
        if (&raw const run.torn).read_volatile() != 0 {
            return None;
        }
        let state = (&raw const run.state).read_volatile();
        policy::end(&InForce(image), &run.automaton, state)
    }
}

extern "C" fn exe_step(at: u32, run: *mut Run<'_>) -> i64 {
    // SAFETY: `run` is what `run` passes on.
    unsafe {
        let exe = &raw const (*(*run).record).exe;
        step::<PATH_BYTES>(at, run, exe)
    }
}

extern "C" fn cgroup_step(at: u32, run: *mut Run<'_>) -> i64 {
    // SAFETY: `run` is what `run` passes on.
    unsafe {
        let cgroup = &raw const (*(*run).record).cgroup;
        step::<CGROUP_BYTES>(at, run, cgroup)
    }
}

/// One byte. Says whether to end, as `bpf_loop` wants it.
///
/// # Safety
///
/// `run` must be one that `run` passes on.
#[inline(always)]
unsafe fn step<const BYTES: usize>(at: u32, run: *mut Run<'_>, path: *const [u8; BYTES]) -> i64 {
    // SAFETY: as the caller promised.
    unsafe {
        if at >= (*run).length || at >= BYTES as u32 {
            return 1;
        }
        let byte = path.cast::<u8>().add(at as usize).read_volatile();
        match policy::step(
            &InForce((*run).image),
            &(*run).automaton,
            (*run).state,
            byte,
        ) {
            Some(state) => {
                (*run).state = state;
                0
            }
            None => {
                (*run).torn = 1;
                1
            }
        }
    }
}
