//! One guest from its start to its end.

use std::{
    io::{self, Read, Write},
    os::unix::net::UnixStream,
    process::Child,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Machine, Stream, Workload, console::Console, signals::Attention, terminal::Terminal,
    watch::Watch, wire::Frame,
};
use crate::progress::{Error, Result, say};

/// What may happen while a guest runs.
pub(crate) enum Event {
    /// A line on the guest's console.
    Line(String),
    /// A message of the guest.
    Frame(Frame),
    /// The guest's port has closed: QEMU has ended.
    Gone,
    /// This process got a signal that asks it to end.
    Interrupted(i32),
    /// The terminal has a new size.
    Resized,
}

/// How often a guest gives a sign of life. None does where instructions are its time: an idle
/// guest's seconds pass at once there, and a busy one's last long.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(1);

/// A guest that gives no sign of life for so long has hung. Far more than [`HEARTBEAT`]: an emulated
/// machine may have to wait for its host.
const SILENCE: Duration = Duration::from_secs(45);

/// QEMU, ended and waited for when dropped.
struct Qemu(Child);

impl Drop for Qemu {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Follows a guest to the end of its command.
pub(crate) fn run(
    child: Child,
    console: Console,
    port: UnixStream,
    machine: &Machine,
    workload: &Workload,
    terminal: Option<Terminal>,
    sink: &mut dyn FnMut(Stream, &[u8]),
) -> Result<Outcome> {
    let qemu = Qemu(child);
    let (events, happened) = channel();
    let attention = Attention::pay(events.clone());
    let log = console.path().to_owned();
    let lines = events.clone();
    thread::spawn(move || console.read(|line| drop(lines.send(Event::Line(line)))));
    let cannot = |e: io::Error| {
        Error::new(
            format!("cannot share the guest's port: {e}"),
            "close other programs",
        )
    };
    let from_guest = port.try_clone().map_err(cannot)?;
    thread::spawn(move || receive(from_guest, &events));
    let mut session = Session {
        machine,
        qemu,
        happened,
        to_guest: Arc::new(Mutex::new(port)),
        input: workload.input || terminal.is_some(),
        terminal,
        watch: Watch::default(),
        began: Instant::now(),
        up: None,
        heard: Instant::now(),
    };
    let outcome = session.follow(sink);
    drop(attention);
    let lost_race = session.up.is_none() && session.watch.saw(PATCHED);
    let Session { qemu, terminal, .. } = session;
    drop(qemu);
    drop(terminal);
    match outcome {
        Ok(status) => Ok(Outcome::Ended(status)),
        Err(End::Interrupted(signal)) => std::process::exit(128 + signal),
        Err(End::Failed(what)) => {
            let whole = format!("the guest's whole console is in {}", log.display());
            let error = Error::new(what, whole);
            if lost_race {
                Ok(Outcome::LostRace(error))
            } else {
                Err(error)
            }
        }
    }
}

/// How a guest ended.
pub(super) enum Outcome {
    /// Its command ended with this status.
    Ended(u8),
    /// Before its command started, it ran into a trap that the kernel sets for a moment while it
    /// patches its own code: on an emulator with a thread for each processor one may see it late.
    LostRace(Error),
}

/// What the kernel says of that.
const PATCHED: &str = "Oops: int3";

struct Session<'a> {
    machine: &'a Machine,
    qemu: Qemu,
    happened: Receiver<Event>,
    to_guest: Arc<Mutex<UnixStream>>,
    /// Whether the command reads this process's standard input.
    input: bool,
    terminal: Option<Terminal>,
    watch: Watch,
    began: Instant,
    up: Option<Instant>,
    /// When the guest gave the last sign of life.
    heard: Instant,
}

/// Why a guest ended without its command's status.
enum End {
    Failed(String),
    Interrupted(i32),
}

impl Session<'_> {
    fn follow(&mut self, sink: &mut dyn FnMut(Stream, &[u8])) -> std::result::Result<u8, End> {
        loop {
            let event = match self.deadline() {
                Some(deadline) => self
                    .happened
                    .recv_timeout(deadline.saturating_duration_since(Instant::now())),
                None => self
                    .happened
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
            };
            if matches!(event, Ok(Event::Frame(_))) {
                self.heard = Instant::now();
            }
            match event {
                Ok(Event::Line(line)) => {
                    if let Some(what) = self.watch.line(&line) {
                        self.read_on();
                        return Err(self.failed(&format!(
                            "{}: {what}: {}",
                            self.machine.version(),
                            line.trim()
                        )));
                    }
                }
                Ok(Event::Frame(Frame::Up)) => {
                    self.up = Some(Instant::now());
                    say(format!(
                        "Linux {} is up after {:.1} s",
                        self.machine.version(),
                        self.began.elapsed().as_secs_f32()
                    ));
                    if let Some(terminal) = &self.terminal {
                        terminal.make_raw();
                    }
                    self.open_input();
                }
                Ok(Event::Frame(Frame::Output(bytes))) => sink(Stream::Output, &bytes),
                Ok(Event::Frame(Frame::ErrorOutput(bytes))) => sink(Stream::Error, &bytes),
                Ok(Event::Frame(Frame::Exit(status))) => return Ok(status),
                Ok(Event::Frame(Frame::Failed(reason))) => {
                    return Err(End::Failed(format!("the guest says: {reason}")));
                }
                Ok(Event::Frame(_)) => {}
                Ok(Event::Resized) => {
                    if let Some(terminal) = &self.terminal {
                        send(&self.to_guest, &Frame::Resize(terminal.size()));
                    }
                }
                Ok(Event::Interrupted(signal)) => return Err(End::Interrupted(signal)),
                Ok(Event::Gone) | Err(RecvTimeoutError::Disconnected) => {
                    self.read_on();
                    let mut said = String::new();
                    if let Some(errors) = &mut self.qemu.0.stderr {
                        let _ = errors.read_to_string(&mut said);
                    }
                    return Err(self.failed(&format!(
                        "the machine ended before its command did\n{}",
                        said.trim()
                    )));
                }
                Err(RecvTimeoutError::Timeout) => {
                    let what = match self.up {
                        None => format!(
                            "the guest did not start within {} s",
                            self.machine.start_limit.as_secs()
                        ),
                        Some(_) if self.silent_at().is_some_and(|at| at <= Instant::now()) => {
                            format!(
                                "the guest has hung: no sign of life for {} s",
                                SILENCE.as_secs()
                            )
                        }
                        Some(up) => format!(
                            "the command was still running after {} s",
                            up.elapsed().as_secs()
                        ),
                    };
                    return Err(self.failed(&what));
                }
            }
        }
    }

    /// Gives the guest the command's input. Not before it is up: what a guest has read that gets no
    /// further would be lost to the one that is booted in its place.
    fn open_input(&self) {
        if self.input {
            let to_guest = self.to_guest.clone();
            thread::spawn(move || pass_input(&to_guest));
        } else {
            send(&self.to_guest, &Frame::InputEnd);
        }
    }

    fn deadline(&self) -> Option<Instant> {
        match self.up {
            None => Some(self.began + self.machine.start_limit),
            Some(up) => {
                let end = self.machine.limit.map(|limit| up + limit);
                [end, self.silent_at()].into_iter().flatten().min()
            }
        }
    }

    /// When the guest will have been silent for too long.
    fn silent_at(&self) -> Option<Instant> {
        (!self.machine.icount).then(|| self.heard + SILENCE)
    }

    /// A failing kernel says more after its first line: the rest is read until it falls silent.
    fn read_on(&mut self) {
        let until = Instant::now() + Duration::from_secs(3);
        while let Ok(event) = self.happened.recv_timeout(Duration::from_millis(500)) {
            if let Event::Line(line) = event {
                self.watch.line(&line);
            }
            if Instant::now() > until {
                break;
            }
        }
    }

    fn failed(&self, what: &str) -> End {
        End::Failed(format!(
            "{what}\n  the console's last lines:\n{}",
            self.watch.tail().trim_end()
        ))
    }
}

/// Hands the guest's messages on until there are no more.
fn receive(mut from_guest: UnixStream, events: &Sender<Event>) {
    while let Ok(frame) = Frame::read(&mut from_guest) {
        if events.send(Event::Frame(frame)).is_err() {
            return;
        }
    }
    let _ = events.send(Event::Gone);
}

/// Passes this process's standard input on to the guest.
fn pass_input(to_guest: &Mutex<UnixStream>) {
    let mut buffer = [0; 16 << 10];
    loop {
        match io::stdin().lock().read(&mut buffer) {
            Ok(length @ 1..) => send(to_guest, &Frame::Input(buffer[..length].to_vec())),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            _ => break,
        }
    }
    send(to_guest, &Frame::InputEnd);
}

/// Where the guest has gone, that shows elsewhere.
fn send(to_guest: &Mutex<UnixStream>, frame: &Frame) {
    if let Ok(mut to_guest) = to_guest.lock() {
        let _ = frame.write(&mut *to_guest);
        let _ = to_guest.flush();
    }
}
