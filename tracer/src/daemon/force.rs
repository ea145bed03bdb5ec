//! A policy in force: a set of programs with its maps, and how it takes the place of another.

use std::{sync::mpsc, thread, time::Duration};

use tracer_common::authority::NOBODY;

use crate::{
    exit::Result,
    kernel::{self, Guarded, Kernel, Options, Pins, Policed, Shared},
    policy::compile::Compiled,
    source::live::Live,
};

/// A set of programs. Until it takes over it decides nothing.
pub struct Force {
    pins: Pins,
    keep: bool,
    shared: Shared,
    set: u32,
    /// The set that decided before.
    before: u32,
    /// What it tells.
    pub live: Live,
    /// The kernel that it is in.
    pub release: String,
}

impl Force {
    /// Loads and attaches a set beside whatever is there, and pins it where it is to stay.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses, or where what another passgate left there is not understood. What was in force
    /// before is so still.
    pub fn load(options: Options, compiled: Compiled, pins: &Pins) -> Result<Self> {
        let guardians = compiled.policy().daemon.break_glass.clone();
        let keep = compiled.policy().daemon.keep;
        if keep {
            pins.make()?;
        }
        let authority = pins.authority()?;
        let set = pins.next()?;
        let path = pins.map();
        let places = options.capacities.devices.saturating_add(1);
        let policed = Policed {
            image: &compiled.image(1, places, []),
            entries: compiled.policy().decided(),
            by_parent: compiled.by_parent(),
            by_copy: compiled.by_copy(),
            set,
            authority: (keep || authority.is_some()).then_some(&path),
            guarded: Some(Guarded {
                pins: keep.then(|| pins.path()),
                guardians: &guardians,
            }),
        };
        let loaded = (|| {
            let mut kernel: Kernel = kernel::load_policed(options, Some(&policed))?;
            let shared = kernel.shared()?;
            if keep {
                kernel.pin(pins, set)?;
            }
            let release = kernel.release();
            Ok(Self {
                pins: pins.clone(),
                keep,
                before: shared.read().set,
                shared,
                set,
                live: Live::policed(kernel, compiled, places)?,
                release,
            })
        })();
        // What was pinned of it is of no use.
        loaded.inspect_err(|_| {
            let _ = pins.remove_set(set);
        })
    }

    /// Decides from now on; for a moment beside the one before.
    pub fn take_over(&self) {
        self.shared.give(self.set);
    }

    /// Gives way to what decided before.
    ///
    /// # Errors
    ///
    /// Where its pins cannot be removed.
    pub fn give_way(&mut self) -> Result<()> {
        self.shared.give(self.before);
        self.live.detach();
        self.pins.keep_only(Some(self.before))
    }

    /// Removes what decided before, and everything where nothing is to stay.
    ///
    /// # Errors
    ///
    /// Where a pin cannot be removed.
    pub fn settle(&self) -> Result<()> {
        if self.keep {
            self.pins.keep_only(Some(self.set))
        } else {
            self.pins.remove()
        }
    }

    /// Says that the daemon is alive.
    pub fn beat(&self) {
        self.shared.beat();
    }

    /// Does something that takes long, and says at each interval that the daemon is alive meanwhile.
    pub fn beating<T>(
        &self,
        each: Duration,
        also: impl Fn() + Send,
        work: impl FnOnce() -> T,
    ) -> T {
        let (done, waits) = mpsc::channel::<()>();
        thread::scope(|scope| {
            let shared = &self.shared;
            scope.spawn(move || {
                while waits.recv_timeout(each) == Err(mpsc::RecvTimeoutError::Timeout) {
                    shared.beat();
                    also();
                }
            });
            let result = work();
            drop(done);
            result
        })
    }

    /// Whether this set is the one that decides.
    pub fn decides(&self) -> bool {
        self.shared.read().set == self.set
    }

    /// Its number.
    pub fn set(&self) -> u32 {
        self.set
    }

    /// Whether it stays when the daemon has ended.
    pub fn is_kept(&self) -> bool {
        self.keep
    }

    /// Whether these programs have all that another policy takes.
    pub fn suits(&self, compiled: &Compiled) -> bool {
        let daemon = &compiled.policy().daemon;
        let own = self
            .live
            .policy()
            .map(|policy| &policy.policy().daemon.break_glass);
        daemon.keep == self.keep && own == Some(&daemon.break_glass) && self.live.suits(compiled)
    }

    /// Whether its pins are there.
    pub fn is_pinned(&self) -> bool {
        self.pins.sets().is_ok_and(|sets| sets.contains(&self.set))
    }

    /// Decides nothing any more.
    pub fn let_go(&mut self) {
        self.shared.give(NOBODY);
        self.live.detach();
    }
}
