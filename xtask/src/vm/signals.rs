//! Signals of this process: while a guest runs they end it first.

use std::sync::{
    Mutex, MutexGuard, Once, PoisonError,
    atomic::{AtomicU64, Ordering},
    mpsc::Sender,
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH},
    iterator::Signals,
};

use super::session::Event;

/// The guests that run now, each under a number of its own.
static LISTENERS: Mutex<Vec<(u64, Sender<Event>)>> = Mutex::new(Vec::new());
static NUMBERS: AtomicU64 = AtomicU64::new(0);
static STARTED: Once = Once::new();

fn listeners() -> MutexGuard<'static, Vec<(u64, Sender<Event>)>> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Signals go to the guest's session as long as this is held.
pub(crate) struct Attention(u64);

impl Attention {
    /// Sends signals to `session` from now on.
    pub(crate) fn pay(session: Sender<Event>) -> Self {
        let number = NUMBERS.fetch_add(1, Ordering::Relaxed);
        listeners().push((number, session));
        STARTED.call_once(|| {
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGWINCH]) else {
                return;
            };
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    let event = || {
                        if signal == SIGWINCH {
                            Event::Resized
                        } else {
                            Event::Interrupted(signal)
                        }
                    };
                    let mut heard = false;
                    for (_, session) in listeners().iter() {
                        heard |= session.send(event()).is_ok();
                    }
                    if !heard && signal != SIGWINCH {
                        std::process::exit(128 + signal);
                    }
                }
            });
        });
        Self(number)
    }
}

impl Drop for Attention {
    fn drop(&mut self) {
        listeners().retain(|(number, _)| *number != self.0);
    }
}
