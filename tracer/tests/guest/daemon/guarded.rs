//! What is in force is changed by nobody else: root's attempts, by each way that needs no module.

use std::{fs, io};

use super::{Daemon, is_refused};
use crate::{ensure, machine::run};

/// Its pins, which are gone in the end.
pub(super) fn pins(daemon: &Daemon) -> Result<(), String> {
    let pins = daemon.pins();
    let set = format!("{pins}/set-1");
    let link = format!("{set}/file_ioctl");
    let elsewhere = format!("{pins}/elsewhere");
    for attempt in [
        &["rm", link.as_str()][..],
        &["rm", &format!("{pins}/authority")],
        &["rmdir", &set],
        &["mv", &link, &elsewhere],
        &["mv", &set, &elsewhere],
        &["mv", &pins, "/sys/fs/bpf/elsewhere"],
        &["umount", "/sys/fs/bpf"],
        &["umount", "-l", "/sys/fs/bpf"],
    ] {
        let done = run(attempt);
        ensure!(done.is_err(), "{} is done", attempt.join(" "));
    }
    ensure!(fs::exists(&link).unwrap_or(false), "{link} is gone");
    is_refused(true, "after all of that")?;
    // Other files there are nobody's.
    let other = "/sys/fs/bpf/others";
    fs::create_dir(other).map_err(|e| e.to_string())?;
    fs::remove_dir(other).map_err(|e| e.to_string())?;
    // passgate itself may.
    daemon.does(&["stop", "--release", "--pins", &pins])?;
    ensure!(!fs::exists(&pins).unwrap_or(true), "{pins} is still there");
    Ok(())
}

/// Commands of bpf(2), `include/uapi/linux/bpf.h`.
const MAP_GET_NEXT_ID: libc::c_long = 12;
const MAP_GET_FD_BY_ID: libc::c_long = 14;
/// BPF_F_RDONLY
const READ_ONLY: u32 = 1 << 3;

/// bpf(2) with the first words of its attributes.
fn bpf(command: libc::c_long, words: &mut [u32; 4]) -> io::Result<libc::c_long> {
    // SAFETY: the kernel reads and writes as many bytes as it is told that there are.
    let result = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            command,
            words.as_mut_ptr(),
            size_of_val(words),
        )
    };
    if result < 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(result)
}

/// How many maps there are, and how many of them root may write.
pub(super) fn writable() -> Result<(usize, usize), String> {
    let (mut all, mut writable) = (0, 0);
    let mut words = [0_u32; 4];
    while bpf(MAP_GET_NEXT_ID, &mut words).is_ok() {
        // start_id and next_id share their places with the id and the flags of what comes next.
        let id = words[1];
        all += 1;
        if let Ok(descriptor) = bpf(MAP_GET_FD_BY_ID, &mut [id, 0, 0, 0]) {
            writable += 1;
            close(descriptor);
        }
        let read = bpf(MAP_GET_FD_BY_ID, &mut [id, 0, READ_ONLY, 0]);
        close(read.map_err(|e| format!("map {id} cannot be read: {e}"))?);
        words = [id, 0, 0, 0];
    }
    Ok((all, writable))
}

fn close(descriptor: libc::c_long) {
    if let Ok(descriptor) = i32::try_from(descriptor) {
        // SAFETY: the descriptor is one that bpf(2) just gave out.
        let _ = unsafe { libc::close(descriptor) };
    }
}

/// Its maps, where there were so many, and root could write so many, before there was a daemon.
pub(super) fn maps(daemon: &Daemon, before: (usize, usize)) -> Result<(), String> {
    ensure!(
        before.0 == before.1,
        "some maps cannot be written without a daemon: {before:?}"
    );
    let during = writable()?;
    ensure!(
        during.0 > before.0 + 20 && during.1 == before.1,
        "of {} maps {} can be written; before there were {}",
        during.0,
        during.1,
        before.0
    );
    // The image of the next policy, too.
    daemon.does(&["reload"])?;
    let reloaded = writable()?;
    ensure!(
        reloaded.1 == before.1,
        "after a reload {reloaded:?} can be written"
    );
    is_refused(true, "after all of that")
}
