//! What is in force is changed by nobody else: root's attempts, by each way that needs no module.

use std::{collections::BTreeMap, fs, io};

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

/// The kernel's maps by their ids, and whether root may open each.
pub(super) type Maps = BTreeMap<u32, bool>;

pub(super) fn maps_now() -> Result<Maps, String> {
    let mut all = Maps::new();
    let mut words = [0_u32; 4];
    while bpf(MAP_GET_NEXT_ID, &mut words).is_ok() {
        // start_id and next_id share their places with the id and the flags of what comes next.
        let id = words[1];
        words = [id, 0, 0, 0];
        // To read, and to write.
        for flags in [READ_ONLY, 0] {
            let opens = match bpf(MAP_GET_FD_BY_ID, &mut [id, 0, flags, 0]) {
                Ok(descriptor) => {
                    close(descriptor);
                    true
                }
                // It went meanwhile: maps of programs that ended are freed some time later.
                Err(error) if error.raw_os_error() == Some(libc::ENOENT) => continue,
                Err(_) => false,
            };
            *all.entry(id).or_default() |= opens;
        }
    }
    Ok(all)
}

fn close(descriptor: libc::c_long) {
    if let Ok(descriptor) = i32::try_from(descriptor) {
        // SAFETY: the descriptor is one that bpf(2) just gave out.
        let _ = unsafe { libc::close(descriptor) };
    }
}

/// Its maps: those that were not there before it.
pub(super) fn maps(daemon: &Daemon, before: &Maps) -> Result<(), String> {
    let locked = before.values().filter(|opens| !**opens).count();
    ensure!(
        locked == 0,
        "without a daemon, {locked} maps are not to be opened"
    );
    let own = || -> Result<Maps, String> {
        let mut own = maps_now()?;
        own.retain(|id, _| !before.contains_key(id));
        Ok(own)
    };
    let during = own()?;
    ensure!(
        during.len() > 20 && during.values().all(|opens| !opens),
        "its maps, and whether they can be opened: {during:?}"
    );
    // The image of the next policy, too.
    daemon.does(&["reload"])?;
    let reloaded = own()?;
    ensure!(
        reloaded.values().all(|opens| !opens),
        "its maps after a reload, and whether they can be opened: {reloaded:?}"
    );
    is_refused(true, "after all of that")
}
