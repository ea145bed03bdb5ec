//! What the policy in force says of a call.
//!
//! The policy is an image in a map of its own, which the loader exchanges whole. A decision looks the map up
//! once and stays with it. Subjects have a label for each generation, made when it is first asked for.

use core::ffi::c_void;

use aya_ebpf::{
    bindings::BPF_NOEXIST,
    helpers::{
        bpf_get_current_pid_tgid,
        generated::{bpf_ktime_get_boot_ns, bpf_ktime_get_ns, bpf_loop, bpf_send_signal},
    },
};
use tracer_common::{
    count::{CountKey, UNNAMED},
    loss::Loss,
    policy::{
        self, Call, DEPTH, Image, LEAF, PackedEffect, Quad, Way, action, class, mode, path, race,
    },
    record::{CGROUP_BYTES, CallJudged, Header, PATH_BYTES, SubjectSeen, kind, subject as flags},
};

use crate::{
    call,
    kernel::{constant, current},
    loss,
    maps::{AUTHORITY, EVENTS, ImageMap, LABELS, PARENTS, PATHS, POLICY},
    subject,
};

/// Whether there is a policy. Written by the loader; the verifier removes the rest where it is 0.
#[unsafe(no_mangle)]
static POLICED: u32 = 0;

/// Whether it asks for the executable of a subject's parent. Written by the loader.
#[unsafe(no_mangle)]
static BY_PARENT: u32 = 0;

/// The number of this set of programs, see [`tracer_common::authority`]. Written by the loader.
#[unsafe(no_mangle)]
static SET: u32 = 0;

/// That number.
#[inline(always)]
pub(crate) fn set() -> u32 {
    constant(&SET)
}

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

    /// Flag: another set of programs decides.
    const OTHERS: u64 = 1 << 29;
    /// All flags.
    const FLAGS: u64 = Self::RACY | Self::CHECKED | Self::OTHERS;

    /// As it was noted.
    #[inline(always)]
    pub(crate) fn of(word: u64) -> Self {
        Self(word)
    }

    /// To be noted.
    #[inline(always)]
    pub(crate) fn word(self) -> u64 {
        self.0
    }

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

    /// The same of a set of programs that does not decide: what its call rests on stays to be known, so that
    /// the copy is decided by the set that decides then.
    #[inline(always)]
    fn of_others(self) -> Self {
        Self(self.0 & (Self::RACY | Self::CHECKED) | Self::OTHERS)
    }

    /// The same in another mode.
    #[inline(always)]
    fn in_mode(self, mode: u32) -> Self {
        const MODE: u64 = 0xff << 24;
        Self(self.0 & (!MODE | Self::FLAGS) | u64::from(mode & 3) << 24)
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
        PackedEffect((self.0 & !Self::FLAGS) as u32)
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
        self.would_refuse() && self.effect().mode() != mode::ENFORCE
    }

    /// Whether somebody is to be told; of what is only observed, of which rule the first of its row was.
    #[inline(always)]
    fn is_told(self, call: &call::Call) -> bool {
        self.effect().action() != action::ALLOW
            && (self.effect().mode() != mode::OBSERVE || !call.is_known)
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

/// The state of the image in force, as one number, where it decides calls alike that are counted alike; else 0, as
/// where there is none.
#[inline(always)]
pub(crate) fn state() -> u64 {
    if !is_asked() {
        return 0;
    }
    POLICY
        .get(0)
        .map_or(0, |image| policy::state(&InForce(image)))
}

/// Whether what was decided of a call holds for every other that is counted alike, as long as the image is in this
/// state: both parties have labels of their own, and nobody is to be told.
#[inline(always)]
pub(crate) fn holds(key: &CountKey, outcome: Outcome, state: u64) -> bool {
    let label = LABELS.get(key.subject).map_or(0, |label| *label >> 32);
    outcome.0 & !(Outcome::RACY | Outcome::CHECKED) == 0
        && key.subject != UNNAMED
        && key.device != UNNAMED
        && label == state >> 32
}

/// Decides a call, and carries out what the verdict says beside its status. One image says all of it, however
/// often the policy is exchanged meanwhile.
#[inline(always)]
pub(crate) fn judge(call: &call::Call) -> Outcome {
    if is_asked() {
        // SAFETY: it is valid.
        Outcome(unsafe { outcome(call) })
    } else {
        Outcome::PASSES
    }
}

/// # Safety
///
/// The pointer must be null or valid.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn outcome(call: *const call::Call) -> u64 {
    // Asked for again: the verifier looks at it even where nobody calls it.
    if is_asked()
        // SAFETY: as the caller promised.
        && let (Some(call), Some(image)) = (unsafe { call.as_ref() }, POLICY.get(0))
    {
        let subject = whom(image, call.key.subject);
        let mut outcome = with_authority(image, decide(image, call, subject));
        if !call.is_checked {
            outcome = outcome.unchecked();
        }
        if outcome.effect().action() != action::ALLOW && (!call.is_again() || outcome.is_refused())
        {
            carry_out(image, call, outcome);
        }
        return outcome.0;
    }
    Outcome::PASSES.0
}

/// What becomes of a call of which not all is known that should be: a policy that refuses anything refuses it, and
/// tells so.
#[inline(never)]
pub(crate) fn unsure(call: &call::Call) -> Outcome {
    let Some(image) = POLICY.get(0) else {
        return Outcome::PASSES;
    };
    match policy::verdict(&InForce(image), None) {
        Some(verdict) if verdict.action != action::ALLOW => {
            let outcome = with_authority(image, Outcome::new(&verdict));
            if outcome.effect().action() != action::ALLOW {
                carry_out(image, call, outcome);
            }
            outcome
        }
        _ => Outcome::PASSES,
    }
}

/// What becomes of it where another set of programs decides, or where the daemon has been silent for longer than
/// the policy says.
#[inline(always)]
fn with_authority(image: &ImageMap, outcome: Outcome) -> Outcome {
    if outcome.effect().action() == action::ALLOW {
        return outcome;
    }
    let Some(authority) = AUTHORITY.get(0) else {
        return outcome;
    };
    if authority.set != set() && authority.before != set() {
        return outcome.of_others();
    }
    match policy::silence(&InForce(image)) {
        Some((patience, mode)) if patience != 0 && outcome.is_refused() => {
            // SAFETY: the helper has no preconditions. The daemon may have written a later time meanwhile.
            let now = unsafe { bpf_ktime_get_ns() };
            let silent = now.saturating_sub(authority.heartbeat);
            if silent > u64::from(patience) * 1_000_000 {
                outcome.in_mode(mode)
            } else {
                outcome
            }
        }
        _ => outcome,
    }
}

/// The verdict on what a subject with this label calls.
#[inline(never)]
fn decide(image: &ImageMap, call: &call::Call, subject: u32) -> Outcome {
    let image = InForce(image);
    let verdict = match verdict(&image, call, subject) {
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
fn verdict(image: &InForce<'_>, call: &call::Call, subject: u32) -> Option<policy::Verdict> {
    let device = policy::device(image, call.key.device, call.kind)?;
    let mut descent = Descent {
        image: image.0,
        call,
        target: device.root,
    };
    // SAFETY: the descent outlives the call, and `descend` takes it.
    let leaf = unsafe {
        bpf_loop(
            DEPTH,
            descend as *mut c_void,
            (&raw mut descent).cast::<c_void>(),
            0,
        );
        (&raw const descent.target).read_volatile()
    };
    if leaf & LEAF == 0 {
        return None;
    }
    let decided = policy::conclude(image, subject, device, leaf)?;
    policy::verdict(image, Some(decided))
}

/// A call on its way to its class.
struct Descent<'a> {
    image: &'a ImageMap,
    call: &'a call::Call,
    /// The next node, or with [`LEAF`] the class.
    target: u32,
}

/// One node. Says whether to end, as `bpf_loop` wants it.
extern "C" fn descend(_: u32, descent: *mut Descent<'_>) -> i64 {
    // SAFETY: it is what `verdict` passes on.
    let descent = unsafe { &mut *descent };
    let Descent {
        image,
        call,
        target,
    } = descent;
    let key = &call.key;
    let words = Call {
        entry: key.entry,
        argument: key.argument,
        command: key.command,
        second: key.second,
        sub: key.sub,
        detail: key.detail,
        amount: call.amount,
    };
    match policy::descend(&InForce(image), *target, &words) {
        Some(next) => {
            *target = next;
            i64::from(next & LEAF != 0)
        }
        None => {
            *target = 0;
            1
        }
    }
}

/// The label of the running task's subject, which is made where there is none of this image's generation: a
/// label that was made meanwhile by another image is not asked for again.
#[inline(always)]
fn whom(image: &ImageMap, id: u32) -> u32 {
    let held = InForce(image);
    let label = match known(LABELS.get(id), &held) {
        NOT_KNOWN => label(image, id),
        label => label,
    };
    let class = if constant(&BY_PARENT) == 0 {
        u64::from(policy::UNKNOWN)
    } else {
        let parent = subject::of_parent();
        match known(PARENTS.get(parent), &held) {
            NOT_KNOWN => match keep_parent(parent, class_of_parent(image)) {
                NOT_KNOWN => NOT_KNOWN,
                class => class & HALF,
            },
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

/// A label, if it is of the image's generation.
#[inline(always)]
fn known(label: Option<&u64>, image: &InForce<'_>) -> u64 {
    match label {
        Some(label) if policy::generation(image) == Some((*label >> 32) as u32) => *label & HALF,
        _ => NOT_KNOWN,
    }
}

/// Tells of a verdict, and kills where it says so.
#[inline(never)]
fn carry_out(image: &ImageMap, call: &call::Call, outcome: Outcome) {
    let effect = outcome.effect();
    if outcome.is_told(call) {
        match EVENTS.reserve_untyped::<CallJudged>(0) {
            Some(mut record) => {
                let thread = bpf_get_current_pid_tgid();
                record.write(CallJudged {
                    header: const { Header::of::<CallJudged>(kind::JUDGED) },
                    key: call.key,
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
                    amount: call.amount,
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

/// What memory for paths begins with.
static BLANK: SubjectSeen = SubjectSeen::ZERO;

/// Has memory for the running thread's paths, and says whether there is some.
#[inline(never)]
fn begin_paths() -> bool {
    let thread = bpf_get_current_pid_tgid();
    let begun = PATHS
        .insert(&thread, &BLANK, u64::from(BPF_NOEXIST))
        .is_ok();
    if !begun {
        loss::count(Loss::LabelsLost);
    }
    begun
}

/// That memory, or null.
#[inline(never)]
fn own_paths() -> *mut SubjectSeen {
    let thread = bpf_get_current_pid_tgid();
    PATHS.get_ptr_mut(&thread).unwrap_or(core::ptr::null_mut())
}

/// Gives it back.
#[inline(never)]
fn end_paths() {
    let thread = bpf_get_current_pid_tgid();
    let _ = PATHS.remove(&thread);
}

/// Makes the label of the running task's subject but for its parent, and keeps it for a subject that has an id;
/// [`NOT_KNOWN`] where there is no memory for it.
#[inline(never)]
fn label(image: &ImageMap, id: u32) -> u64 {
    if !begin_paths() {
        return NOT_KNOWN;
    }
    let record = own_paths();
    let label = if record.is_null() {
        None
    } else {
        // SAFETY: it is the running thread's alone until it is given back.
        unsafe { label_of(image, record) }
    };
    end_paths();
    match label {
        Some(label) => {
            if id != UNNAMED {
                keep(id, label);
            }
            label & HALF
        }
        None => NOT_KNOWN,
    }
}

/// Keeps a label, in a frame of its own.
#[inline(never)]
fn keep(id: u32, label: u64) {
    let _ = LABELS.set(id, label, 0);
}

/// The same of the class of the parent's executable, with its generation.
#[inline(never)]
fn class_of_parent(image: &ImageMap) -> u64 {
    if !begin_paths() {
        return NOT_KNOWN;
    }
    let record = own_paths();
    let class = if record.is_null() {
        None
    } else {
        // SAFETY: as in `label`.
        unsafe { class_of(image, record) }
    };
    end_paths();
    class.unwrap_or(NOT_KNOWN)
}

/// Keeps what a subject is as a parent, unless the running task's parent has become another meanwhile; in a
/// frame of its own.
#[inline(never)]
fn keep_parent(id: u32, class: u64) -> u64 {
    if class != NOT_KNOWN && subject::is_parent(id) {
        let _ = PARENTS.set(id, class, 0);
    }
    class
}

/// # Safety
///
/// `record` must be memory that [`begin_paths`] made.
#[inline(always)]
unsafe fn class_of(image: &ImageMap, record: *mut SubjectSeen) -> Option<u64> {
    let generation = policy::generation(&InForce(image))?;
    // SAFETY: as the caller promised.
    let class = unsafe {
        let found = subject::exe_path(record, subject::parent());
        if found & flags::EXE_NOT_KNOWN == 0 {
            class(exe_class(image, path::PARENT, record))?
        } else {
            policy::UNKNOWN
        }
    };
    Some(u64::from(generation) << 32 | u64::from(class))
}

/// # Safety
///
/// `record` must be memory that [`begin_paths`] made.
#[inline(always)]
unsafe fn label_of(image: &ImageMap, record: *mut SubjectSeen) -> Option<u64> {
    // Little is kept from one step to the next, for there is not much room on the stack.
    // SAFETY: as the caller promised.
    let found = unsafe { subject::paths(record, current()) };
    let held = InForce(image);
    let exe = if found & flags::EXE_NOT_KNOWN == 0 {
        // SAFETY: as the caller promised.
        class(unsafe { exe_class(image, path::EXE, record) })?
    } else {
        policy::UNKNOWN
    };
    let mut label = policy::combine(&held, 0, class::EXE, exe)?;
    // One by one: a list of what they are would lie on the stack.
    // SAFETY: as the caller promised.
    unsafe {
        label = with_cgroup(image, record, found, label, path::CGROUP, class::CGROUP)?;
        label = with_cgroup(image, record, found, label, path::UNIT, class::UNIT)?;
        label = with_cgroup(
            image,
            record,
            found,
            label,
            path::CONTAINER,
            class::CONTAINER,
        )?;
    }
    let user = class(user_class(image))?;
    label = policy::combine(&held, label, class::UID, user)?;
    let group = class(group_class(image))?;
    label = policy::combine(&held, label, class::GID, group)?;
    let generation = policy::generation(&held)?;
    Some(u64::from(generation) << 32 | u64::from(label))
}

/// A label with what one of the automata says of the cgroup.
///
/// # Safety
///
/// `record` must be memory that [`begin_paths`] made.
#[inline(always)]
unsafe fn with_cgroup(
    image: &ImageMap,
    record: *mut SubjectSeen,
    found: u32,
    label: u32,
    at: usize,
    place: usize,
) -> Option<u32> {
    let own = if found & flags::CGROUP_TRUNCATED == 0 {
        // SAFETY: as the caller promised.
        class(unsafe { cgroup_class(image, at, record) })?
    } else {
        policy::UNKNOWN
    };
    policy::combine(&InForce(image), label, place, own)
}

/// What the functions return that make a class, where the image contradicts itself.
const TORN: u64 = u64::MAX;

#[inline(always)]
fn class(found: u64) -> Option<u32> {
    (found != TORN).then_some(found as u32)
}

/// The class of the running task's user.
#[inline(never)]
fn user_class(image: &ImageMap) -> u64 {
    // SAFETY: the running task is a helper's result.
    let (uid, _) = unsafe { subject::ids(current()) };
    policy::of_user(&InForce(image), uid).map_or(TORN, u64::from)
}

/// The class of its group.
#[inline(never)]
fn group_class(image: &ImageMap) -> u64 {
    // SAFETY: as above.
    let (_, gid) = unsafe { subject::ids(current()) };
    policy::of_group(&InForce(image), gid).map_or(TORN, u64::from)
}

/// The class of the path of an executable that a record has; [`TORN`] where the image contradicts itself.
///
/// # Safety
///
/// `record` must be memory that [`begin_paths`] made.
#[inline(never)]
unsafe fn exe_class(image: &ImageMap, at: usize, record: *const SubjectSeen) -> u64 {
    // SAFETY: as the caller promised.
    unsafe { run(image, at, record, PATH_BYTES as u32, exe_step) }.map_or(TORN, u64::from)
}

/// The same of the path of its cgroup.
///
/// # Safety
///
/// As there.
#[inline(never)]
unsafe fn cgroup_class(image: &ImageMap, at: usize, record: *const SubjectSeen) -> u64 {
    // SAFETY: as the caller promised.
    unsafe { run(image, at, record, CGROUP_BYTES as u32, cgroup_step) }.map_or(TORN, u64::from)
}

/// A path that is looked at byte by byte.
struct Run<'a> {
    image: &'a ImageMap,
    record: *const SubjectSeen,
    way: Way,
}

/// The class of a path that a record has, of at most so many bytes.
///
/// # Safety
///
/// `record` must be memory that [`begin_paths`] made.
#[inline(always)]
unsafe fn run(
    image: &ImageMap,
    at: usize,
    record: *const SubjectSeen,
    most: u32,
    step: extern "C" fn(u32, *mut Run<'_>) -> i64,
) -> Option<u32> {
    if !policy::tells(&InForce(image), at)? {
        return Some(0);
    }
    let mut run = Run {
        image,
        record,
        way: Way::new(at),
    };
    // SAFETY: the run outlives the call, and `step` takes it.
    unsafe {
        bpf_loop(
            most,
            step as *mut c_void,
            (&raw mut run).cast::<c_void>(),
            0,
        );
        // Else what it began with might be taken for what is there now.
        let way = (&raw const run.way).read_volatile();
        way.end(&InForce(image))
    }
}

extern "C" fn exe_step(at: u32, run: *mut Run<'_>) -> i64 {
    // SAFETY: `run` is what `run` passes on, and its record is memory for paths.
    unsafe {
        let record = (*run).record;
        let length = (&raw const (*record).exe_length).read_volatile();
        step::<PATH_BYTES>(at, length, run, &raw const (*record).exe)
    }
}

extern "C" fn cgroup_step(at: u32, run: *mut Run<'_>) -> i64 {
    // SAFETY: as above.
    unsafe {
        let record = (*run).record;
        let length = (&raw const (*record).cgroup_length).read_volatile();
        step::<CGROUP_BYTES>(at, length, run, &raw const (*record).cgroup)
    }
}

/// One byte of a path of this length. Says whether to end, as `bpf_loop` wants it.
///
/// # Safety
///
/// `run` must be one that `run` passes on.
#[inline(always)]
unsafe fn step<const BYTES: usize>(
    at: u32,
    length: u32,
    run: *mut Run<'_>,
    path: *const [u8; BYTES],
) -> i64 {
    if at >= length || at >= BYTES as u32 {
        return 1;
    }
    // SAFETY: as the caller promised; the path has this byte.
    unsafe {
        let byte = path.cast::<u8>().add(at as usize).read_volatile();
        let Run { image, way, .. } = &mut *run;
        way.step(&InForce(image), byte);
        i64::from(way.is_torn())
    }
}
