//! One policy or set of programs after another: reloads, trials, and full tables.

use std::time::{Duration, Instant};

use super::{Before, Daemon, InForce, Trial, after, lock, return_memory, take_over};
use crate::{
    daemon::{
        HEARTBEAT, break_glass,
        force::Force,
        loading::{Loaded, load},
        notify,
        speak::say,
    },
    exit::{Error, Result},
    kernel,
    model::Model,
};

impl Daemon {
    /// Reads the policy anew, as a signal or a change of its files asks for.
    pub(in crate::daemon) fn reload_and_say(&mut self) {
        match self.reload(None) {
            Ok(text) => say(&text),
            Err(error) => say(&format!("the policy before stays in force: {error}")),
        }
    }

    /// Reads the policy anew, and puts it in force: all of it or nothing.
    pub(super) fn reload(&mut self, confirm_within: Option<Duration>) -> Result<String> {
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
            // It takes programs that are not there.
            self.load_beside(loaded, break_glass)?
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

    /// Loads another set of programs, which takes over.
    fn load_beside(&mut self, loaded: Loaded, break_glass: Option<String>) -> Result<Before> {
        if self.pins.is_none() {
            self.pins = lock(&self.plan, &loaded)?;
        }
        let compiled = loaded.compiled.clone();
        let mut force = self.alive(|| Force::load(self.plan.options, compiled, &self.plan.pins))?;
        take_over(&mut force, &self.self_test)?;
        self.last_words();
        self.counted = None;
        let next = InForce {
            force,
            loaded,
            break_glass,
            model: Model::new(),
        };
        let before = std::mem::replace(&mut self.now, next);
        Ok(Before::Set(Box::new(before)))
    }

    /// Has a set with empty tables take over where those of this one are full: in months there come more subjects,
    /// devices and commands than there is room for. What finds none is decided all the same, but nobody knows its name.
    pub(in crate::daemon) fn renew_if_full(&mut self) {
        /// Whoever makes subjects as fast as they can gets no further than this.
        const EACH: Duration = Duration::from_hours(1);
        let was_lately = self.renewed.is_some_and(|at| at.elapsed() < EACH);
        if was_lately || self.trial.is_some() {
            return;
        }
        match self.now.force.live.full() {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) => return self.trouble(&error),
        }
        self.renewed = Some(Instant::now());
        say("the tables are full: another set of programs takes over, with empty ones");
        let mut loaded = self.now.loaded.clone();
        loaded.compiled.renumber(self.next_generation());
        match self.load_beside(loaded, self.now.break_glass.clone()) {
            Ok(before) => {
                self.begin();
                self.settle();
                self.alive(|| drop(before));
                say(&self.summary());
            }
            Err(error) => self.trouble(&error),
        }
    }

    fn next_generation(&self) -> u32 {
        self.now.loaded.compiled.generation().wrapping_add(1).max(1)
    }

    /// A policy has come into force.
    pub(super) fn begin(&mut self) {
        let compiled = &self.now.loaded.compiled;
        self.told.begin(compiled.generation(), compiled.policy());
        if let Some(why) = &self.now.break_glass {
            say(&format!("NOTHING IS ENFORCED: {why}"));
        }
        return_memory();
    }

    /// Removes what decided before. What cannot be removed decides nothing.
    pub(super) fn settle(&mut self) {
        if let Err(error) = self.alive(|| self.now.force.settle()) {
            self.trouble(&error);
        }
    }

    /// Does something that takes long. The daemon is alive meanwhile.
    fn alive<T>(&self, work: impl FnOnce() -> T) -> T {
        let watched = || notify(&[sd_notify::NotifyState::Watchdog]);
        self.now.force.beating(HEARTBEAT, watched, work)
    }

    pub(super) fn confirm(&mut self) -> Result<String> {
        let trial = self.trial.take();
        let trial = trial.ok_or_else(|| Error::failure("no policy is on trial"))?;
        self.settle();
        self.alive(|| drop(trial));
        Ok(format!("confirmed: {}", self.summary()))
    }

    /// Goes back to what was before the trial. Whether the daemon goes on.
    pub(in crate::daemon) fn go_back(&mut self) -> bool {
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
}
