//! Signals of this process: while a guest runs they end it first.

use std::sync::{Mutex, MutexGuard, Once, PoisonError, mpsc::Sender};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH},
    iterator::Signals,
};

use super::session::Event;

/// The guest that runs now, if one does.
static LISTENER: Mutex<Option<Sender<Event>>> = Mutex::new(None);
static STARTED: Once = Once::new();

fn listener() -> MutexGuard<'static, Option<Sender<Event>>> {
    LISTENER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Signals go to the guest's session as long as this is held.
pub(crate) struct Attention;

impl Attention {
    /// Sends signals to `session` from now on.
    pub(crate) fn pay(session: Sender<Event>) -> Self {
        *listener() = Some(session);
        STARTED.call_once(|| {
            let Ok(mut signals) = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGWINCH]) else {
                return;
            };
            std::thread::spawn(move || {
                for signal in signals.forever() {
                    let event = if signal == SIGWINCH {
                        Event::Resized
                    } else {
                        Event::Interrupted(signal)
                    };
                    let heard = listener()
                        .as_ref()
                        .is_some_and(|session| session.send(event).is_ok());
                    if !heard && signal != SIGWINCH {
                        std::process::exit(128 + signal);
                    }
                }
            });
        });
        Self
    }
}

impl Drop for Attention {
    fn drop(&mut self) {
        *listener() = None;
    }
}
