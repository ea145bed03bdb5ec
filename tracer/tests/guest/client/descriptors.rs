//! Descriptors that come from other processes.

use std::{
    io::IoSliceMut,
    mem::MaybeUninit,
    os::{
        fd::{AsFd, OwnedFd},
        unix::net::UnixStream,
    },
};

use rustix::{
    net::{RecvAncillaryBuffer, RecvAncillaryMessage, RecvFlags, recvmsg},
    process::{Pid, PidfdFlags, PidfdGetfdFlags, pidfd_getfd, pidfd_open},
};

use super::{Done, NVME_ID, mapped::stay, open, send};

pub(super) fn run(words: &[&str]) -> Done {
    let descriptor = match words {
        ["received", socket] => received(&UnixStream::connect(socket)?)?,
        ["taken", process, descriptor] => {
            let process = Pid::from_raw(process.parse()?).ok_or("no process has the id 0")?;
            let process = pidfd_open(process, PidfdFlags::empty())?;
            pidfd_getfd(process, descriptor.parse()?, PidfdGetfdFlags::empty())?
        }
        ["opened", node] => open(node)?.into(),
        ["held", node] => {
            let file = open(node)?;
            stay()?;
            file.into()
        }
        _ => return Err(format!("no such descriptor: {words:?}").into()),
    };
    send(descriptor.as_fd(), NVME_ID, 0)?;
    Ok(())
}

/// What another process sends.
fn received(socket: &UnixStream) -> Result<OwnedFd, Box<dyn std::error::Error>> {
    let mut space = [MaybeUninit::uninit(); rustix::cmsg_space!(ScmRights(1))];
    let mut message = RecvAncillaryBuffer::new(&mut space);
    let mut byte = [0];
    recvmsg(
        socket,
        &mut [IoSliceMut::new(&mut byte)],
        &mut message,
        RecvFlags::CMSG_CLOEXEC,
    )?;
    for part in message.drain() {
        if let RecvAncillaryMessage::ScmRights(mut descriptors) = part {
            return Ok(descriptors.next().ok_or("no descriptor")?);
        }
    }
    Err("nothing was sent along".into())
}
