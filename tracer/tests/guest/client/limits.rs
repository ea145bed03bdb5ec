//! Many users, and many devices; each prints how its commands ended.

use std::fs::File;

use super::{Done, SG_IO, call, header};
use crate::daemon::{OWN, send_vendor};

/// An opcode of SCSI's vendors, and TEST UNIT READY.
const COMMANDS: [u8; 2] = [0xc1, 0x00];

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["users", count] => users(count.parse()?),
        ["devices", nodes @ ..] => devices(nodes),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// Sends a vendor's command as one user after the other, and says how many were refused.
fn users(count: u32) -> Done {
    let drive = File::open("/dev/nvme0")?;
    let mut refused = 0;
    for user in 1..=count {
        become_user(user)?;
        let ended = send_vendor(&drive);
        become_user(0)?;
        refused += u32::from(ended == Err(OWN));
    }
    println!("{refused}");
    Ok(())
}

/// Becomes another user, in this thread alone, that can become root again.
fn become_user(user: u32) -> std::io::Result<()> {
    // SAFETY: it takes numbers only.
    let done = unsafe { libc::syscall(libc::SYS_setresuid, user, user, 0) };
    if done == 0 {
        Ok(())
    } else {
        Err(std::io::Error::last_os_error())
    }
}

/// Sends both commands to generic SCSI devices; says how many there are, how many refused the first, and how many took
/// the second.
fn devices(nodes: &[&str]) -> Done {
    let mut counts = [0; 3];
    for node in nodes {
        let device = File::options().read(true).write(true).open(node)?;
        let [vendor, ready] = COMMANDS.map(|opcode| {
            let command = [opcode, 0, 0, 0, 0, 0];
            let mut header = header(command.as_ptr() as usize, 6);
            call(&device, SG_IO, header.as_mut_ptr() as usize)
        });
        counts[0] += 1;
        counts[1] += u32::from(vendor == Err(OWN));
        counts[2] += u32::from(ready.is_ok());
    }
    println!("{} {} {}", counts[0], counts[1], counts[2]);
    Ok(())
}
