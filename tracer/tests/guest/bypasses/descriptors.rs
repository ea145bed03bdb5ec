//! Descriptors that were not opened by whoever has them.

use std::{
    fs::File,
    io::{self, IoSlice},
    mem::MaybeUninit,
    os::{
        fd::{AsFd, AsRawFd as _},
        unix::net::{UnixListener, UnixStream},
    },
    thread::JoinHandle,
};

use rustix::net::{SendAncillaryBuffer, SendAncillaryMessage, SendFlags, sendmsg};

use super::{Fallible, Tried as _, counted, row, sound};
use crate::{
    Outcome,
    client::{call, descriptors::received},
    ensure,
    observe::Observed,
};

/// A command came in by a descriptor that was received and not opened.
fn by_received(observed: &Observed) -> Outcome {
    let receive = row(observed, "nvme0n1", "receive", "receive", 1)?;
    ensure!(receive["sub"] == "r", "another mode: {receive}");
    row(observed, "nvme0n1", "ioctl", "NVME_IOCTL_ID", 1)?;
    ensure!(
        observed.rows().count() == 2,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(observed)
}

/// SCM_RIGHTS, from a process that nobody observes.
pub(super) fn received_over_a_socket() -> Outcome {
    by_received(&counted("received")?)
}

/// A process that nobody observes, and what it does for the first that asks.
pub(super) struct Other {
    socket: &'static str,
    thread: JoinHandle<io::Result<()>>,
}

impl Other {
    /// Where a descriptor is sent.
    pub(super) const SENDS: &str = "/tmp/descriptors";
    /// Where a system call is answered with a descriptor, for whoever sends the listener of a filter.
    pub(super) const SUPERVISES: &str = "/tmp/listeners";

    /// All of them, with a file for each to hand out.
    pub(super) fn start_all(file: &File) -> Fallible<Vec<Self>> {
        let sends = |socket: UnixStream, file: File| pass(&socket, file);
        Ok(vec![
            Self::start(Self::SENDS, file, sends)?,
            Self::start(Self::SUPERVISES, file, supervise)?,
        ])
    }

    fn start(
        socket: &'static str,
        file: &File,
        hands_out: fn(UnixStream, File) -> io::Result<()>,
    ) -> Fallible<Self> {
        let _ = std::fs::remove_file(socket);
        let listener = UnixListener::bind(socket).tried("a socket")?;
        let file = file.try_clone().tried("a descriptor")?;
        let thread = std::thread::spawn(move || hands_out(listener.accept()?.0, file));
        Ok(Self { socket, thread })
    }

    /// Ends them, even where nobody has asked.
    pub(super) fn finish_all(all: Vec<Self>) -> Fallible<()> {
        all.into_iter().try_for_each(|other| {
            let asked = UnixStream::connect(other.socket).is_err();
            let ended = other.thread.join().map_err(|_| "a thread panicked")?;
            // Who was not asked before fails, and the client has, too.
            if asked {
                ended.tried(other.socket)
            } else {
                Ok(())
            }
        })
    }
}

pub(crate) fn pass(socket: &UnixStream, file: impl AsFd) -> io::Result<()> {
    let descriptors = [file.as_fd()];
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = SendAncillaryBuffer::new(&mut space);
    message.push(SendAncillaryMessage::ScmRights(&descriptors));
    sendmsg(
        socket,
        &[IoSlice::new(&[0])],
        &mut message,
        SendFlags::empty(),
    )?;
    Ok(())
}

/// Answers one system call of a process with a descriptor (`seccomp_unotify(2)`).
fn supervise(socket: UnixStream, file: File) -> io::Result<()> {
    /// `SECCOMP_IOCTL_NOTIF_RECV` and `SECCOMP_IOCTL_NOTIF_ADDFD` of `linux/seccomp.h`.
    const RECEIVE: u32 = 0xc050_2100;
    const ADD: u32 = 0x4018_2103;
    /// The descriptor is what the system call returns.
    const SEND: u32 = 1 << 1;
    let listener = received(&socket).map_err(|e| io::Error::other(e.to_string()))?;
    // struct seccomp_notif, which begins with the call's id.
    let mut asked_for = [0_u64; 10];
    call(
        &listener,
        RECEIVE,
        asked_for.as_mut_ptr().expose_provenance(),
    )?;
    // struct seccomp_notif_addfd: id, flags and srcfd, newfd and its flags.
    let source = u64::try_from(file.as_raw_fd()).map_err(io::Error::other)?;
    let mut added = [asked_for[0], u64::from(SEND) | source << 32, 0];
    call(&listener, ADD, added.as_mut_ptr().expose_provenance())?;
    Ok(())
}

/// As the answer to a system call, by a process that nobody observes.
pub(super) fn added_by_seccomp() -> Outcome {
    by_received(&counted("added")?)
}

/// Of an io_uring, which has the file without a descriptor.
pub(super) fn installed_from_fixed_files() -> Outcome {
    by_received(&counted("installed")?)
}

/// pidfd_getfd, from a process that nobody observes.
pub(super) fn taken_from_another_process() -> Outcome {
    by_received(&counted("taken")?)
}

/// A descriptor of `O_PATH` reaches no driver; what is opened by it does.
pub(super) fn but_a_place() -> Outcome {
    let observed = counted("place")?;
    let open = row(&observed, "nvme0", "open", "open", 1)?;
    ensure!(
        open["device"]["family"] == "nvme",
        "of another family: {open}"
    );
    ensure!(
        observed.rows().count() == 1,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(&observed)
}

/// From before the command, past passgate itself.
pub(super) fn inherited() -> Outcome {
    let observed = counted("inherited")?;
    row(&observed, "nvme0n1", "ioctl", "NVME_IOCTL_ID", 1)?;
    ensure!(
        observed.rows().count() == 1,
        "more than that was counted:\n{}",
        observed.text()
    );
    sound(&observed)
}
