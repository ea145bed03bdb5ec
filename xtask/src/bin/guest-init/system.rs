//! A system of its own: its init becomes the first process, and a copy of this program runs the command beside it
//! and speaks to the host.

use std::{
    fs::File,
    os::{fd::AsFd as _, unix::process::CommandExt as _},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
};

use crate::{
    Result,
    wire::{Frame, Spec, System},
};

/// Where every Debian has it.
const INIT: &str = "/sbin/init";

/// Makes the system ready and becomes its init. Returns why not, else never.
pub(crate) fn boot(system: &System, spec: &Spec, port: &File) -> String {
    match start(system, spec, port) {
        Ok(()) => format!("{INIT}: {}", Command::new(INIT).exec()),
        Err(reason) => reason,
    }
}

/// Prepares the system, and starts what runs the command.
fn start(system: &System, spec: &Spec, port: &File) -> Result<()> {
    let (name, arguments) = system.prepare.split_first().ok_or("nothing prepares it")?;
    let prepared = Command::new(name)
        .args(arguments)
        .env_clear()
        .envs(spec.environment.iter().cloned())
        .output()
        .map_err(|e| format!("{name}: {e}"))?;
    if !prepared.status.success() {
        return Err(format!(
            "{name}: {}: {}",
            prepared.status,
            String::from_utf8_lossy(&prepared.stderr)
        ));
    }
    let spec = serde_json::to_string(spec).map_err(|e| e.to_string())?;
    let port = port.try_clone().map_err(|e| e.to_string())?;
    Command::new("/proc/self/exe")
        .arg(spec)
        .stdin(Stdio::from(port))
        .spawn()
        .map_err(|e| format!("cannot start what runs the command: {e}"))?;
    Ok(())
}

/// Runs the command beside the system's init. The port is standard input.
pub(crate) fn accompany() {
    let opened = || -> std::io::Result<(File, File)> {
        let port = File::from(std::io::stdin().as_fd().try_clone_to_owned()?);
        Ok((port.try_clone()?, port))
    };
    let (port, from_host) = match opened() {
        Ok(opened) => opened,
        Err(error) => return eprintln!("guest-init: fatal: no port: {error}"),
    };
    let port = Arc::new(Mutex::new(port));
    let spec = std::env::args().nth(1).unwrap_or_default();
    let ran = serde_json::from_str(&spec)
        .map_err(|e| format!("the command's description: {e}"))
        .and_then(|spec| crate::run(&spec, &port, from_host));
    if let Err(reason) = ran {
        crate::send(&port, &Frame::Failed(reason));
    }
    // What it reported last is on its way: the host ends the machine.
    loop {
        std::thread::park();
    }
}
