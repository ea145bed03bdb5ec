//! One call with every instruction logged: by the emulator that this runs in, whose monitor a port leads to.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::Path,
};

use super::Calls;

/// What the monitor writes when it has done what it was told.
const PROMPT: &[u8] = b"(qemu) ";

/// The emulator's monitor.
struct Monitor(File);

impl Monitor {
    /// Tells it something, and waits until that is done.
    fn tell(&mut self, command: &str) -> io::Result<()> {
        writeln!(self.0, "{command}")?;
        // It repeats what it is told, letter by letter, and then writes the prompt.
        let (mut said, mut bytes) = (Vec::new(), [0; 4096]);
        while !said.ends_with(PROMPT) {
            let read = self.0.read(&mut bytes)?;
            said.extend_from_slice(&bytes[..read]);
        }
        Ok(())
    }
}

/// Makes a call, and has the emulator write the address of each instruction to a file, which both know under one
/// path; the kernel's symbols are written beside it.
pub(super) fn call(calls: &mut Calls, port: &Path, file: &Path) -> io::Result<()> {
    let mut monitor = Monitor(File::options().read(true).write(true).open(port)?);
    monitor.tell("singlestep on")?;
    monitor.tell(&format!("logfile {}", file.display()))?;
    monitor.tell("log exec,nochain")?;
    let made = calls.call();
    monitor.tell("log none")?;
    monitor.tell("singlestep off")?;
    made?;
    // While what is attached has its names there.
    fs::write(file.with_extension("symbols"), fs::read("/proc/kallsyms")?)
}
