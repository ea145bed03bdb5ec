//! The live view: [`state`] knows what is shown and not how, [`mod@update`] changes it, [`view`]
//! draws it, and [`keymap`] says which key does what.

pub mod keymap;
mod screen;
pub mod state;
pub mod update;
pub mod view;

use std::{io, ops::ControlFlow};

use ratatui::crossterm::event::{self, Event, KeyEventKind};
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::mpsc,
};

use crate::{
    exit::{Error, Result},
    model::observation::Observation,
};
use screen::{Hangup, Screen};
use state::State;
use update::{Message, update};
use view::View;

/// Keys and resizes that may wait for the loop.
const QUEUE: usize = 64;

/// Shows the view until the user quits, a signal asks to, or the terminal goes away. The source
/// sends observations; when it ends, what was observed stays on the screen.
///
/// The terminal is restored however this ends: by return, by a dropped future, or by a panic.
///
/// # Errors
///
/// Where the terminal cannot be set up or written.
pub async fn run(mut state: State, mut observations: mpsc::Receiver<Observation>) -> Result<()> {
    let mut signals = Signals::new()?;
    let hangup = Hangup::watch()?;
    let mut screen = Screen::open()?;
    let mut events = events()?;
    let mut view = View::new();
    let mut batch = Vec::new();
    let mut stale = true;
    loop {
        if std::mem::take(&mut stale)
            && let Err(error) = screen.draw(|frame| state.room = view.draw(frame, &state))
        {
            return if hangup.happened() {
                Ok(())
            } else {
                Err(Error::failure(format!(
                    "cannot draw on the terminal: {error}"
                )))
            };
        }
        let flow = tokio::select! {
            count = observations.recv_many(&mut batch, QUEUE), if !state.ended => {
                // Names come at any time, and are shown with the counts that come after them.
                stale = count == 0
                    || batch.iter().any(|news| matches!(news, Observation::Counts(_)));
                if count == 0 {
                    update(&mut state, Message::Ended)
                } else {
                    batch.drain(..).try_for_each(|observation| {
                        update(&mut state, Message::Observed(observation))
                    })
                }
            }
            event = events.recv() => {
                stale = true;
                match event {
                    Some(Event::Key(key)) if key.kind != KeyEventKind::Release => {
                        match keymap::action(state.mode(), key) {
                            Some(action) => update(&mut state, Message::Act(action)),
                            None => ControlFlow::Continue(()),
                        }
                    }
                    Some(_) => ControlFlow::Continue(()),
                    None => ControlFlow::Break(()),
                }
            }
            () = signals.any() => ControlFlow::Break(()),
            () = hangup.wait() => ControlFlow::Break(()),
        };
        if flow.is_break() {
            return Ok(());
        }
    }
}

/// What asks a program to end.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
    hangup: Signal,
}

impl Signals {
    fn new() -> Result<Self> {
        let handle =
            |kind| signal(kind).map_err(|e| Error::failure(format!("cannot handle signals: {e}")));
        Ok(Self {
            interrupt: handle(SignalKind::interrupt())?,
            terminate: handle(SignalKind::terminate())?,
            hangup: handle(SignalKind::hangup())?,
        })
    }

    async fn any(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = self.hangup.recv() => {}
        }
    }
}

/// The terminal's events, read by a thread of their own: reading blocks. It ends with the
/// process.
fn events() -> Result<mpsc::Receiver<Event>> {
    let (sender, receiver) = mpsc::channel(QUEUE);
    let read = move || -> io::Result<()> {
        while sender.blocking_send(event::read()?).is_ok() {}
        Ok(())
    };
    std::thread::Builder::new()
        .name("terminal".to_owned())
        .spawn(read)
        .map_err(|e| Error::failure(format!("cannot start a thread: {e}")))?;
    Ok(receiver)
}

#[cfg(test)]
mod tests;
