//! The daemon's state, and what is done with it.

use std::{
    fs::File,
    time::{Duration, Instant},
};

use super::{
    HEARTBEAT, Plan, break_glass,
    control::{Answer, Request},
    force::Force,
    loading::{Loaded, load},
    log, notify,
    selftest::SelfTest,
    speak::say,
    status::Status,
    told::{self, Told},
};
use crate::{
    exit::{Error, Result},
    kernel,
    model::{Model, observation::Observation},
    plural::counted,
    sinks::openmetrics::Metrics,
    source::live::Live,
};

/// What is in force. Another set of programs has other ids, and so a model of its own.
pub(super) struct InForce {
    pub(super) force: Force,
    loaded: Loaded,
    /// Why nothing is refused, if so.
    break_glass: Option<String>,
    model: Model,
}

/// What is in force again where nobody confirms what is on trial.
enum Before {
    /// Whatever another daemon left, or nothing.
    Others,
    /// The policy that the same programs had.
    Policy(Box<(Loaded, Option<String>)>),
    /// Another set of programs, which is attached still.
    Set(Box<InForce>),
}

/// A trial.
struct Trial {
    ends: Instant,
    before: Before,
}

pub(super) struct Daemon {
    plan: Plan,
    /// What is pinned is one daemon's, where anything is.
    pins: Option<File>,
    pub(super) now: InForce,
    trial: Option<Trial>,
    told: Told,
    /// The security modules, as they were at the beginning.
    modules: String,
    /// What was wrong at the last heartbeat.
    wrong: Vec<String>,
    /// What did not work, until it does again.
    trouble: Option<String>,
    /// Why the last reload failed.
    failed: Option<String>,
    failures: u64,
    beaten: Instant,
    self_test: SelfTest,
    self_tests: u64,
}

impl Daemon {
    /// Puts the policy in force.
    ///
    /// # Errors
    ///
    /// Where that cannot be done; what was in force before is so still.
    pub(super) fn start(plan: Plan) -> Result<Self> {
        let break_glass = break_glass(&plan.policy);
        let loaded = load(&plan.policy, 1, break_glass.is_some())?;
        let told = Told::new(log::Log::open(&plan.log, plan.log_rate)?);
        let self_test = SelfTest::open()?;
        let pins = lock(&plan, &loaded)?;
        let force = Force::load(plan.options, loaded.compiled.clone(), &plan.pins)?;
        let trial = plan.confirm_within.map(|within| Trial {
            ends: after(within),
            before: Before::Others,
        });
        let mut daemon = Self {
            plan,
            pins,
            now: InForce {
                force,
                loaded,
                break_glass,
                model: Model::new(),
            },
            trial,
            told,
            modules: security_modules(),
            wrong: Vec::new(),
            trouble: None,
            failed: None,
            failures: 0,
            beaten: Instant::now(),
            self_test,
            self_tests: 0,
        };
        take_over(&mut daemon.now.force, &daemon.self_test)?;
        if daemon.trial.is_none() {
            daemon.settle();
        }
        daemon.begin();
        Ok(daemon)
    }

    /// When a trial ends, if one is on.
    pub(super) fn trial_ends(&self) -> Option<Instant> {
        self.trial.as_ref().map(|trial| trial.ends)
    }

    /// What is in force, in a sentence.
    pub(super) fn summary(&self) -> String {
        let InForce { force, loaded, .. } = &self.now;
        let rules = loaded.compiled.policy().rules.len();
        let kept = if force.is_kept() { "stays" } else { "goes" };
        format!(
            "{} of {} in force on Linux {}, generation {} of set {}; what is refused {kept} when this ends",
            counted(rules, "rule", "rules"),
            self.plan.policy.display(),
            force.release,
            loaded.compiled.generation(),
            force.set(),
        )
    }

    /// Says that it is alive, to the kernel side and to systemd, and looks whether all is well.
    pub(super) fn beat(&mut self) {
        let force = &self.now.force;
        notify(&[sd_notify::NotifyState::Watchdog]);
        let mut wrong = Vec::new();
        if !force.decides() {
            wrong.push("another set of programs decides, or none".to_owned());
        } else {
            force.beat();
            self.beaten = Instant::now();
            match self.self_test.run() {
                Ok(()) => self.self_tests += 1,
                Err(error) => wrong.push(error.to_string()),
            }
        }
        if kernel::ftrace_is_off() {
            wrong.push("kernel.ftrace_enabled is 0: nothing is decided".to_owned());
        }
        let modules = security_modules();
        if modules != self.modules {
            wrong.push(format!(
                "the security modules were {}, and are {modules}",
                self.modules
            ));
        }
        if force.is_kept() && !force.is_pinned() {
            wrong.push("its pins were removed: nothing stays when this ends".to_owned());
        }
        for alarm in wrong.iter().filter(|alarm| !self.wrong.contains(alarm)) {
            say(&format!("ALARM: {alarm}"));
        }
        if wrong.is_empty() && !self.wrong.is_empty() {
            say("all is well again");
        }
        self.wrong = wrong;
    }

    /// Everything that is wrong now.
    fn alarms(&self) -> Vec<String> {
        self.wrong.iter().chain(&self.trouble).cloned().collect()
    }

    /// Something did not work. The policy stays in force.
    fn trouble(&mut self, error: &Error) {
        let trouble = error.to_string();
        if self.trouble.as_ref() != Some(&trouble) {
            say(&format!("ALARM: {trouble}"));
        }
        self.trouble = Some(trouble);
    }

    /// Takes in what the programs told, and writes the log.
    pub(super) fn take_in(&mut self, news: Result<Vec<Observation>>) {
        let news = match news {
            Ok(news) => news,
            Err(error) => return self.trouble(&error),
        };
        let mut judged = Vec::new();
        for news in news {
            match news {
                Observation::Judged(judgement) => judged.push(judgement),
                // For months: whoever calls chooses numbers, and so how many there are of these.
                Observation::Command(_) | Observation::Holding(_) | Observation::Call(_) => {}
                names => self.now.model.apply(names),
            }
        }
        for judgement in judged {
            let row = self.now.model.judged_row(&judgement);
            self.told.note(&judgement, &row);
        }
    }

    fn count(&mut self) {
        match self.now.force.live.counts() {
            Ok(counts) => {
                self.now.model.apply(counts);
                self.trouble = None;
            }
            Err(error) => self.trouble(&error),
        }
    }

    /// Does what is asked for.
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let done = match request {
            Request::Status => return Answer::Status(Box::new(self.status())),
            Request::Reload { confirm_within } => {
                self.reload(confirm_within.map(Duration::from_secs))
            }
            Request::Confirm => self.confirm(),
            Request::Stop { release: false } => Ok("the daemon ends".to_owned()),
            Request::Stop { release: true } => Ok(self.release()),
        };
        match done {
            Ok(text) => {
                say(&text);
                Answer::Done(text)
            }
            Err(error) => Answer::failed(&error),
        }
    }

    /// Leaves nothing in force, whatever cannot be removed.
    fn release(&mut self) -> String {
        self.now.force.let_go();
        if let Some(Trial {
            before: Before::Set(mut before),
            ..
        }) = self.trial.take()
        {
            before.force.let_go();
        }
        match self.plan.pins.release() {
            Ok(()) => "the daemon ends, and nothing is in force".to_owned(),
            Err(error) => format!("the daemon ends, and nothing is in force; {error}"),
        }
    }

    /// Reads the policy anew, as a signal or a change of its files asks for.
    pub(super) fn reload_and_say(&mut self) {
        match self.reload(None) {
            Ok(text) => say(&text),
            Err(error) => say(&format!("the policy before stays in force: {error}")),
        }
    }

    /// Reads the policy anew, and puts it in force: all of it or nothing.
    fn reload(&mut self, confirm_within: Option<Duration>) -> Result<String> {
        let monotonic = Duration::from_nanos(kernel::now());
        notify(&[
            sd_notify::NotifyState::Reloading,
            sd_notify::NotifyState::MonotonicUsec(
                i128::try_from(monotonic.as_micros()).unwrap_or_default(),
            ),
        ]);
        let reloaded = self.try_reload(confirm_within);
        notify(&[sd_notify::NotifyState::Ready]);
        match reloaded {
            Ok(()) => {
                self.failed = None;
                Ok(self.summary())
            }
            Err(error) => {
                self.failed = Some(error.to_string());
                self.failures += 1;
                Err(error)
            }
        }
    }

    fn try_reload(&mut self, confirm_within: Option<Duration>) -> Result<()> {
        if self.trial.is_some() {
            return Err(Error::failure("a policy is on trial")
                .remedy("confirm it first, or wait until it goes back: passgate confirm"));
        }
        let break_glass = break_glass(&self.plan.policy);
        let generation = self.next_generation();
        let loaded = self.alive(|| load(&self.plan.policy, generation, break_glass.is_some()))?;
        // What was decided by the policy before is told by its names.
        self.last_words();
        let compiled = loaded.compiled.clone();
        let before = if self.now.force.suits(&compiled) {
            self.now.force.live.exchange(compiled)?;
            let loaded = std::mem::replace(&mut self.now.loaded, loaded);
            let glass = std::mem::replace(&mut self.now.break_glass, break_glass);
            Before::Policy(Box::new((loaded, glass)))
        } else {
            // It takes programs that are not there: another set of them has it, beside these.
            if self.pins.is_none() {
                self.pins = lock(&self.plan, &loaded)?;
            }
            let mut force =
                self.alive(|| Force::load(self.plan.options, compiled, &self.plan.pins))?;
            take_over(&mut force, &self.self_test)?;
            self.last_words();
            let next = InForce {
                force,
                loaded,
                break_glass,
                model: Model::new(),
            };
            Before::Set(Box::new(std::mem::replace(&mut self.now, next)))
        };
        self.begin();
        match confirm_within {
            None => {
                self.settle();
                self.alive(|| drop(before));
            }
            Some(within) => {
                self.trial = Some(Trial {
                    ends: after(within),
                    before,
                });
            }
        }
        Ok(())
    }

    fn next_generation(&self) -> u32 {
        self.now.loaded.compiled.generation().wrapping_add(1).max(1)
    }

    /// A policy has come into force.
    fn begin(&mut self) {
        let compiled = &self.now.loaded.compiled;
        self.told.begin(compiled.generation(), compiled.policy());
        if let Some(why) = &self.now.break_glass {
            say(&format!("NOTHING IS ENFORCED: {why}"));
        }
        return_memory();
    }

    /// Removes what decided before. What cannot be removed decides nothing.
    fn settle(&mut self) {
        if let Err(error) = self.alive(|| self.now.force.settle()) {
            self.trouble(&error);
        }
    }

    /// Does something that takes long. The daemon is alive meanwhile.
    fn alive<T>(&self, work: impl FnOnce() -> T) -> T {
        let watched = || notify(&[sd_notify::NotifyState::Watchdog]);
        self.now.force.beating(HEARTBEAT, watched, work)
    }

    fn confirm(&mut self) -> Result<String> {
        let trial = self.trial.take();
        let trial = trial.ok_or_else(|| Error::failure("no policy is on trial"))?;
        self.settle();
        self.alive(|| drop(trial));
        Ok(format!("confirmed: {}", self.summary()))
    }

    /// Goes back to what was before the trial. Whether the daemon goes on.
    pub(super) fn go_back(&mut self) -> bool {
        let Some(trial) = self.trial.take() else {
            return true;
        };
        self.last_words();
        match trial.before {
            Before::Others => {
                if let Err(error) = self.now.force.give_way() {
                    self.trouble(&error);
                }
                say("nobody confirmed the policy: what was before is in force again");
                return false;
            }
            Before::Policy(before) => {
                let (mut loaded, break_glass) = *before;
                // Another generation: labels of this one are not to be taken for its.
                loaded.compiled.renumber(self.next_generation());
                if let Err(error) = self.now.force.live.exchange(loaded.compiled.clone()) {
                    self.trouble(&error);
                    return true;
                }
                (self.now.loaded, self.now.break_glass) = (loaded, break_glass);
            }
            Before::Set(before) => {
                let mut over = std::mem::replace(&mut self.now, *before);
                if let Err(error) = over.force.give_way() {
                    self.trouble(&error);
                }
            }
        }
        self.begin();
        say(&format!(
            "nobody confirmed the policy: back to the one before. {}",
            self.summary()
        ));
        true
    }

    /// What the programs told until now.
    fn last_words(&mut self) {
        let news = self.now.force.live.pending();
        self.take_in(news);
    }

    /// Ends. What is on trial nobody will confirm.
    pub(super) fn end(mut self) {
        self.last_words();
        self.go_back();
        say("ends");
    }

    pub(super) fn status(&mut self) -> Status {
        self.count();
        let report = self.now.model.report();
        let sum = report.rows.iter().fold(report.overflow, |mut sum, row| {
            sum.add(&row.count);
            sum
        });
        let policy = self.now.loaded.compiled.policy();
        let keep = if self.now.force.is_kept() {
            "keep"
        } else {
            "release"
        };
        Status {
            schema: crate::sinks::json::SCHEMA,
            kind: "status".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            process: std::process::id(),
            mode: told::strictest(policy).to_owned(),
            break_glass: self.now.break_glass.clone(),
            set: self.now.force.set(),
            generation: self.now.loaded.compiled.generation(),
            policy: self.plan.policy.display().to_string(),
            digest: self.now.loaded.digest.clone(),
            on_exit: keep.to_owned(),
            trial: self.trial.as_ref().map(|trial| {
                trial
                    .ends
                    .saturating_duration_since(Instant::now())
                    .as_secs()
            }),
            since: self.now.loaded.since.elapsed().as_secs(),
            failed: self.failed.clone(),
            failures: self.failures,
            alarms: self.alarms(),
            heartbeat_age: u64::try_from(self.beaten.elapsed().as_millis()).unwrap_or(u64::MAX),
            self_tests: self.self_tests,
            rules: self.told.rules(policy),
            calls: sum.calls,
            denied: sum.denied,
            audited: sum.audited,
            hooks: self
                .now
                .force
                .live
                .hooks()
                .into_iter()
                .map(|state| {
                    let why = (!state.attached).then(|| state.reason.unwrap_or_default());
                    (state.name.to_owned(), why)
                })
                .collect(),
            losses: report
                .losses
                .named()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| (name.to_owned(), count))
                .collect(),
            log: self.told.log(),
            resident: told::resident(),
        }
    }

    pub(super) fn metrics(&mut self) -> String {
        self.count();
        let report = self.now.model.report();
        let policy = self.now.loaded.compiled.policy();
        let log = self.told.log();
        let alarms = self.alarms();
        let mut metrics = Metrics {
            version: env!("CARGO_PKG_VERSION"),
            rules: self
                .told
                .rules(policy)
                .into_iter()
                .map(|rule| (rule.name, [rule.refused, rule.would_refuse, rule.audited]))
                .collect(),
            losses: report.losses.named().collect(),
            hooks: hooks(&self.now.force.live).collect(),
            generation: self.now.loaded.compiled.generation(),
            failures: self.failures,
            enforcing: self.now.break_glass.is_none() && alarms.is_empty(),
            alarms: alarms.len(),
            heartbeat_age: self.beaten.elapsed().as_secs_f64(),
            programs: self.now.force.live.runs(),
            log: [log.left_out, log.lost],
            ..Default::default()
        };
        metrics.count(&report, self.plan.series);
        metrics.text().unwrap_or_default()
    }
}

/// Has a set of programs take over, and looks whether it refuses what it should; else what was before decides again.
fn take_over(force: &mut Force, self_test: &SelfTest) -> Result<()> {
    force.take_over();
    self_test.run().inspect_err(|_| {
        // Why nothing is refused matters more than what cannot be removed for it.
        if let Err(error) = force.give_way() {
            say(&error.to_string());
        }
    })
}

/// Has the pins to itself, where the policy is to be pinned.
fn lock(plan: &Plan, loaded: &Loaded) -> Result<Option<File>> {
    if !loaded.compiled.policy().daemon.keep {
        return Ok(None);
    }
    plan.pins.make()?;
    plan.pins.lock().map(Some)
}

/// A time from now on; a day at most.
fn after(time: Duration) -> Instant {
    const MOST: Duration = Duration::from_hours(24);
    Instant::now() + time.min(MOST)
}

/// Gives back what loading took: the kernel's types and symbols are read for it, and freed since.
fn return_memory() {
    // SAFETY: the function has no preconditions.
    unsafe { libc::malloc_trim(0) };
}

/// Whether each hook is attached.
fn hooks(live: &Live) -> impl Iterator<Item = (&'static str, bool)> + use<> {
    live.hooks()
        .into_iter()
        .map(|state| (state.name, state.attached))
}

/// The security modules that the kernel asks, in their order.
fn security_modules() -> String {
    let list = std::fs::read_to_string("/sys/kernel/security/lsm").unwrap_or_default();
    list.trim().to_owned()
}
