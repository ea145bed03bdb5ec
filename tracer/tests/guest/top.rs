//! The live view on a real terminal, over a real kernel.

use std::{
    fs::{File, OpenOptions},
    io::{Read as _, Write as _},
    os::fd::OwnedFd,
    process::{Child, Command, ExitStatus},
    time::{Duration, Instant},
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    process::{Pid, Signal, kill_process},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Termios, Winsize, tcgetattr, tcsetwinsize},
};

use crate::{Outcome, Test, ensure, need::Need, observe::passgate};

pub(crate) fn tests() -> Vec<Test> {
    vec![
        Test::new(
            "top::shows_commands_and_quits",
            &[Need::Nvme],
            shows_commands_and_quits,
        ),
        Test::new("top::restores_the_terminal_on_sigterm", &[], || {
            restores_the_terminal_on(Signal::TERM)
        }),
        Test::new("top::restores_the_terminal_on_sigint", &[], || {
            restores_the_terminal_on(Signal::INT)
        }),
        Test::new("top::restores_the_terminal_on_sighup", &[], || {
            restores_the_terminal_on(Signal::HUP)
        }),
        Test::new(
            "top::ends_when_its_terminal_goes_away",
            &[],
            ends_when_its_terminal_goes_away,
        ),
    ]
}

/// How long anything may take under emulation.
const LIMIT: Duration = Duration::from_secs(60);

/// `passgate top` on a terminal of its own.
struct Session {
    master: File,
    /// Kept open, so that the terminal outlives the program.
    slave: File,
    before: Termios,
    child: Child,
    screen: Vec<u8>,
}

impl Session {
    fn start() -> Result<Self, Box<dyn std::error::Error>> {
        // Not for the program itself, which would keep its own terminal alive.
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let master: OwnedFd = openpt(flags)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let name = ptsname(&master, Vec::new())?.into_string()?;
        let slave = OpenOptions::new().read(true).write(true).open(name)?;
        tcsetwinsize(
            &slave,
            Winsize {
                ws_row: 30,
                ws_col: 140,
                ws_xpixel: 0,
                ws_ypixel: 0,
            },
        )?;
        let before = tcgetattr(&slave)?;
        let child = passgate()
            .args(["top", "--refresh", "200ms"])
            .env("TERM", "xterm-256color")
            .stdin(slave.try_clone()?)
            .stdout(slave.try_clone()?)
            .stderr(slave.try_clone()?)
            .spawn()?;
        Ok(Self {
            master: master.into(),
            slave,
            before,
            child,
            screen: Vec::new(),
        })
    }

    /// Reads what is drawn until it has a text.
    fn wait_for(&mut self, text: &str) -> Result<(), Box<dyn std::error::Error>> {
        let end = Instant::now() + LIMIT;
        let mut bytes = [0; 4096];
        while !String::from_utf8_lossy(&self.screen).contains(text) {
            if Instant::now() > end {
                return Err(format!("no {text:?} on the screen:\n{}", self.drawn()).into());
            }
            let mut ready = [PollFd::new(&self.master, PollFlags::IN)];
            poll(
                &mut ready,
                Some(&Timespec {
                    tv_sec: 1,
                    tv_nsec: 0,
                }),
            )?;
            if ready[0].revents().contains(PollFlags::IN) {
                let read = self.master.read(&mut bytes)?;
                self.screen.extend_from_slice(&bytes[..read]);
            } else if let Some(status) = self.child.try_wait()? {
                return Err(
                    format!("it ended ({status}) without {text:?}:\n{}", self.drawn()).into(),
                );
            }
        }
        Ok(())
    }

    fn drawn(&self) -> String {
        String::from_utf8_lossy(&self.screen).replace('\x1b', "^[")
    }

    /// Waits for its end; the terminal must be as it was.
    fn end(mut self) -> Result<ExitStatus, Box<dyn std::error::Error>> {
        // Back from the alternate screen, which is the last thing that it does.
        self.wait_for("\x1b[?1049l")?;
        let status = self.child.wait()?;
        let after = tcgetattr(&self.slave)?;
        if after.local_modes != self.before.local_modes
            || after.input_modes != self.before.input_modes
        {
            return Err("the terminal's modes are not what they were".into());
        }
        self.wait_for("\x1b[?25h")?;
        Ok(status)
    }
}

fn shows_commands_and_quits() -> Outcome {
    let mut session = Session::start().map_err(|e| e.to_string())?;
    let text = |e: Box<dyn std::error::Error>| e.to_string();
    session.wait_for("passgate").map_err(text)?;
    let client = Command::new("nvme")
        .args(["id-ctrl", "/dev/nvme0"])
        .output()
        .map_err(|e| e.to_string())?;
    ensure!(client.status.success(), "nvme failed");
    session.wait_for("admin.identify").map_err(text)?;
    session.wait_for("nvme0").map_err(text)?;
    session.master.write_all(b"q").map_err(|e| e.to_string())?;
    let status = session.end().map_err(text)?;
    ensure!(status.success(), "status {status:?}");
    Ok(())
}

fn restores_the_terminal_on(signal: Signal) -> Outcome {
    let mut session = Session::start().map_err(|e| e.to_string())?;
    let text = |e: Box<dyn std::error::Error>| e.to_string();
    session.wait_for("\x1b[?1049h").map_err(text)?;
    session.wait_for("passgate").map_err(text)?;
    kill_process(Pid::from_child(&session.child), signal).map_err(|e| e.to_string())?;
    let status = session.end().map_err(text)?;
    ensure!(status.success(), "status {status:?}");
    Ok(())
}

fn ends_when_its_terminal_goes_away() -> Outcome {
    let mut session = Session::start().map_err(|e| e.to_string())?;
    session
        .wait_for("passgate")
        .map_err(|e: Box<dyn std::error::Error>| e.to_string())?;
    let Session {
        master,
        slave,
        mut child,
        ..
    } = session;
    drop((master, slave));
    let status = child.wait().map_err(|e| e.to_string())?;
    // Not by a signal either: a panic while the terminal is restored would abort it.
    ensure!(status.success(), "status {status:?}");
    Ok(())
}
