//! The terminal as the view needs it: set up, given back however the view ends, and watched for
//! its end.

use std::{
    io::{self, Stdin},
    mem::ManuallyDrop,
    panic,
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

use ratatui::{
    DefaultTerminal, Frame, Terminal,
    backend::CrosstermBackend,
    crossterm::{
        cursor::Show,
        execute,
        terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode},
    },
};
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::retry_on_intr,
};
use tokio::io::{Interest, unix::AsyncFd};

use crate::exit::{Error, Result};

/// Whether the terminal is the view's.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal in raw mode on its alternate screen, until this is dropped or a thread panics.
///
/// ratatui's own way to restore it, and its terminal's drop, report a failure to standard error,
/// and panic where that is the very terminal that went away. So neither is used.
pub(super) struct Screen(ManuallyDrop<DefaultTerminal>);

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// Where there is none, or it cannot be set up.
    pub(super) fn open() -> Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                // First, so that the message is not lost with the alternate screen.
                restore();
                before(info);
            }));
        });
        TAKEN.store(true, Ordering::SeqCst);
        take()
            .map(|terminal| Self(ManuallyDrop::new(terminal)))
            .map_err(|e| {
                restore();
                Error::failure(format!("cannot set up the terminal: {e}"))
                    .remedy("use `passgate stat` where there is no terminal")
            })
    }

    /// Draws a frame.
    ///
    /// # Errors
    ///
    /// Where the terminal cannot be written.
    pub(super) fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.0.draw(render).map(drop)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

fn take() -> io::Result<DefaultTerminal> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen)?;
    Terminal::new(CrosstermBackend::new(io::stdout()))
}

/// Gives the terminal back, once. A terminal that has gone away needs nothing.
fn restore() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(io::stdout(), Show, LeaveAlternateScreen);
        let _ = disable_raw_mode();
    }
}

/// Notices when the terminal goes away. Its reader would not: crossterm goes on reading.
pub(super) struct Hangup(AsyncFd<Stdin>);

impl Hangup {
    /// Watches standard input. Needs a tokio runtime.
    ///
    /// # Errors
    ///
    /// Where the runtime cannot watch it.
    pub(super) fn watch() -> Result<Self> {
        // Of a terminal, this interest is told hang-ups and nothing else.
        // SAFETY: standard input stays open, under the same number, while the process runs.
        unsafe { AsyncFd::register_with_interest(io::stdin(), Interest::PRIORITY) }
            .map(Self)
            .map_err(|e| Error::failure(format!("cannot watch the terminal: {e}")))
    }

    /// Waits for it.
    pub(super) async fn wait(&self) {
        // An error means that the runtime ends, and with it the view.
        let _ = self.0.ready(Interest::PRIORITY).await;
    }

    /// Whether it has gone.
    pub(super) fn happened(&self) -> bool {
        let mut terminal = [PollFd::new(self.0.get_ref(), PollFlags::empty())];
        let now = Timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        let polled = retry_on_intr(|| poll(&mut terminal, Some(&now)));
        polled.is_ok() && terminal[0].revents().contains(PollFlags::HUP)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{File, OpenOptions},
        io::Read as _,
        os::fd::OwnedFd,
        process::{Child, Command, ExitStatus},
    };

    use rustix::{
        pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
        termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize},
    };
    use tokio::{runtime::Builder, sync::mpsc};

    use super::{
        super::{
            run,
            state::{SourceInfo, State},
        },
        *,
    };
    use crate::model::filter::Filter;

    /// Tells a test that it is the program on the terminal, and not the one at its other end.
    const INSIDE: &str = "PASSGATE_TEST_ON_TERMINAL";

    /// A test of this file, run again on a terminal of its own.
    struct Session {
        master: File,
        /// Kept open, so that the terminal outlives the program.
        slave: File,
        child: Child,
        seen: String,
    }

    impl Session {
        fn start(test: &str) -> Self {
            // Not for the program itself, which would keep its own terminal alive.
            let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
            let master: OwnedFd = openpt(flags).expect("a terminal");
            grantpt(&master).expect("a terminal");
            unlockpt(&master).expect("a terminal");
            let name = ptsname(&master, Vec::new())
                .expect("a name")
                .into_string()
                .expect("text");
            let slave = OpenOptions::new()
                .read(true)
                .write(true)
                .open(name)
                .expect("a terminal");
            let size = Winsize {
                ws_row: 20,
                ws_col: 100,
                ws_xpixel: 0,
                ws_ypixel: 0,
            };
            tcsetwinsize(&slave, size).expect("a terminal");
            let end = || slave.try_clone().expect("a descriptor");
            let child = Command::new(std::env::current_exe().expect("this program"))
                .args([
                    "--exact",
                    &format!(
                        "{}::{test}",
                        module_path!().split_once("::").expect("a path").1
                    ),
                ])
                .arg("--nocapture")
                .env(INSIDE, "1")
                .env("TERM", "xterm-256color")
                .stdin(end())
                .stdout(end())
                .stderr(end())
                .spawn()
                .expect("this program runs");
            Self {
                master: master.into(),
                slave,
                child,
                seen: String::new(),
            }
        }

        fn raw(&self) -> bool {
            let modes = tcgetattr(&self.slave).expect("a terminal").local_modes;
            !modes.intersects(LocalModes::ICANON | LocalModes::ECHO)
        }

        /// Reads until the program wrote a text.
        fn wait_for(&mut self, text: &str) {
            let mut bytes = [0; 4096];
            while !self.seen.contains(text) {
                let mut ready = [PollFd::new(&self.master, PollFlags::IN)];
                let limit = Timespec {
                    tv_sec: 60,
                    tv_nsec: 0,
                };
                let count = retry_on_intr(|| poll(&mut ready, Some(&limit))).expect("a terminal");
                assert!(count > 0, "no {text:?}:\n{}", self.seen);
                let read = self.master.read(&mut bytes).expect("the terminal is read");
                self.seen += &String::from_utf8_lossy(&bytes[..read]);
            }
        }

        fn hang_up(self) -> ExitStatus {
            let Self {
                master,
                slave,
                mut child,
                ..
            } = self;
            drop((master, slave));
            child.wait().expect("it ends")
        }
    }

    fn inside() -> bool {
        std::env::var_os(INSIDE).is_some()
    }

    #[test]
    fn a_panic_gives_the_terminal_back_before_its_message() {
        if inside() {
            let _screen = Screen::open().expect("a terminal");
            // The message shows that the mode was changed at all.
            panic!(
                "raw {}",
                ratatui::crossterm::terminal::is_raw_mode_enabled().expect("a mode")
            );
        }
        let mut session = Session::start("a_panic_gives_the_terminal_back_before_its_message");
        session.wait_for("raw true");
        assert!(!session.raw(), "{}", session.seen);
        let at = |text| session.seen.find(text).expect(text);
        assert!(at("\x1b[?1049h") < at("\x1b[?25h"), "{}", session.seen);
        assert!(at("\x1b[?25h") < at("\x1b[?1049l"), "{}", session.seen);
        assert!(at("\x1b[?1049l") < at("raw true"), "{}", session.seen);
        assert_eq!(session.seen.matches("\x1b[?1049l").count(), 1);
        session.hang_up();
    }

    #[test]
    fn the_view_ends_with_its_terminal() {
        if inside() {
            let runtime = Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            let state = State::new(SourceInfo::default(), String::new(), Filter::default());
            // Open for as long as the view runs: only the terminal's end can end it.
            let (_source, observations) = mpsc::channel(1);
            let ended = runtime.block_on(run(state, observations));
            std::process::exit(if ended.is_ok() { 42 } else { 43 });
        }
        let mut session = Session::start("the_view_ends_with_its_terminal");
        session.wait_for("No device commands yet.");
        assert!(session.raw());
        let status = session.hang_up();
        assert_eq!(status.code(), Some(42), "{status}");
    }
}
