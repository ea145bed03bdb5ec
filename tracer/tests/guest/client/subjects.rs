//! Senders of every kind.

use std::{
    fs::{self, File, Permissions},
    os::unix::fs::PermissionsExt as _,
    process::Command,
    thread,
};

use super::{Done, NVME_ID, open, send};
use crate::{
    machine::{self, wait_until},
    subjects::{FIRMWARE_MODULE, THREADS, TIMES},
};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["sends", node, times] => identify(&open(node)?, times.parse()?),
        ["threads", node] => threads(node),
        ["deletes", node, path] => deletes(node, path),
        ["deleted", node, path] => deleted(node, path),
        ["in-namespaces", node, path] => in_namespaces(node, path),
        ["has-firmware-loaded"] => has_firmware_loaded(),
        _ => Err(format!("no such sender: {words:?}").into()),
    }
}

/// Loads a module that has a kernel thread look for its firmware, and unloads it again, which it cannot
/// be before the thread is done.
fn has_firmware_loaded() -> Done {
    machine::run(&["modprobe", FIRMWARE_MODULE])?;
    Ok(wait_until("the firmware was looked for", || {
        machine::run(&["modprobe", "--remove", FIRMWARE_MODULE]).is_ok()
    })?)
}

fn identify(device: &File, times: u64) -> Done {
    (0..times).try_for_each(|_| Ok(send(device, NVME_ID, 0)?))
}

/// Threads that call themselves differently; prints the process's id.
fn threads(node: &str) -> Done {
    let file = open(node)?;
    thread::scope(|scope| {
        let file = &file;
        let threads: Vec<_> = (0..THREADS)
            .map(|number| {
                let thread = thread::Builder::new().name(format!("sender-{number}"));
                thread.spawn_scoped(scope, move || {
                    identify(file, TIMES).map_err(|e| e.to_string())
                })
            })
            .collect::<Result<_, _>>()?;
        for thread in threads {
            thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok::<_, Box<dyn std::error::Error>>(())
    })?;
    println!("{}", std::process::id());
    Ok(())
}

/// An executable of its own, that is deleted while it runs.
fn deletes(node: &str, path: &str) -> Done {
    fs::copy(std::env::current_exe()?, path)?;
    succeeds(Command::new(path).args(["client", "subject", "deleted", node, path]))
}

/// Deletes its executable, sends, puts another in its place and lets that send.
fn deleted(node: &str, path: &str) -> Done {
    fs::remove_file(path)?;
    let file = open(node)?;
    identify(&file, TIMES)?;
    fs::copy("/proc/self/exe", path)?;
    succeeds(Command::new(path).args(["client", "inherited"]).stdin(file))
}

/// Sends as process 1 and user 0 of namespaces that a user without privilege made; prints both ids, and the
/// process's id outside, where /proc is from.
fn in_namespaces(node: &str, path: &str) -> Done {
    // The test's own executable may lie where no other user can go.
    fs::copy(std::env::current_exe()?, path)?;
    fs::set_permissions(path, Permissions::from_mode(0o755))?;
    succeeds(
        Command::new("setpriv")
            .args(["--reuid=1000", "--clear-groups", "unshare", "--user"])
            .args(["--map-root-user", "--pid", "--fork", "sh", "-c"])
            .arg(format!(
                "id -u; echo $$; read -r outside rest < /proc/self/stat; echo $outside; \
                 exec {path} client inherited"
            ))
            .stdin(open(node)?),
    )
}

fn succeeds(command: &mut Command) -> Done {
    let status = command.status()?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?}: {status}").into())
    }
}
