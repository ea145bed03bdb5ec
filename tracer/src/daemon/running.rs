//! The daemon's state, and what is done with it.

mod change;
mod tell;

use std::{
    fs::File,
    time::{Duration, Instant},
};

use super::{
    Plan, break_glass,
    control::{Answer, Request},
    force::Force,
    loading::{Loaded, load},
    log, notify,
    selftest::SelfTest,
    speak::say,
    told::Told,
};
use crate::{
    exit::{Error, Result},
    kernel,
    model::{Model, observation::Observation},
    plural::counted,
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
    /// When the counts were read.
    counted: Option<Instant>,
    /// When full tables were last exchanged for empty ones.
    renewed: Option<Instant>,
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
            counted: None,
            renewed: None,
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
        // Types of modules that came meanwhile have been read.
        if self.self_tests.is_multiple_of(MEMORY_EVERY) {
            return_memory();
        }
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

    /// What the programs told until now.
    fn last_words(&mut self) {
        let mut news = self.now.force.live.pending();
        if news.is_err() {
            // It was what failed before; what was told since is still to be read.
            self.take_in(news);
            news = self.now.force.live.pending();
        }
        self.take_in(news);
    }

    /// Ends. What is on trial nobody will confirm.
    pub(super) fn end(mut self) {
        self.last_words();
        self.go_back();
        say("ends");
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

/// After how many self-tests memory is given back: a minute, since it takes milliseconds.
const MEMORY_EVERY: u64 = 120;

/// Gives back what loading took: the kernel's types and symbols are read for it, and freed since.
fn return_memory() {
    // SAFETY: the function has no preconditions.
    unsafe { libc::malloc_trim(0) };
}

/// The security modules that the kernel asks, in their order.
fn security_modules() -> String {
    let list = std::fs::read_to_string("/sys/kernel/security/lsm").unwrap_or_default();
    list.trim().to_owned()
}
