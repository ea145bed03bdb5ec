//! A virtual machine full of passthrough devices, that runs one command with this machine's own
//! root. Nothing of it outlives the call that started it, but its console's log.

pub(crate) mod cli;
mod console;
mod initramfs;
mod kernel;
pub(crate) mod passthrough;
mod session;
mod signals;
mod terminal;
mod watch;
mod wire;
mod zoo;

use std::{
    fs::File,
    io::Write,
    os::{
        fd::{AsFd, AsRawFd, OwnedFd},
        unix::{net::UnixStream, process::CommandExt},
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

pub(crate) use kernel::Kernel;
use rustix::{
    io::FdFlags,
    process::{Signal, set_parent_process_death_signal},
};

use session::Outcome;
pub(crate) use wire::System;

use crate::{
    cache,
    progress::{Error, Result, say},
    setup,
    static_build::{Artifact, build},
};

/// How long a guest may take until its command starts, unless it is told otherwise.
const START_LIMIT: Duration = Duration::from_secs(120);

/// A machine to boot.
pub(crate) struct Machine {
    kernel: Kernel,
    icount: bool,
    processors: u8,
    system: Option<(PathBuf, System)>,
    shares: Vec<PathBuf>,
    parameters: Vec<String>,
    start_limit: Duration,
    limit: Option<Duration>,
}

/// A command for a guest.
pub(crate) struct Workload {
    /// The program and its arguments.
    pub(crate) arguments: Vec<String>,
    /// Added to the environment that every command gets.
    pub(crate) environment: Vec<(String, String)>,
    /// Whether it runs on this process's terminal; otherwise its outputs stay apart.
    pub(crate) terminal: bool,
    /// Whether it reads this process's standard input; otherwise it finds that at its end.
    pub(crate) input: bool,
}

impl Workload {
    /// A command without a terminal and without input.
    pub(crate) fn new(arguments: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            arguments: arguments.into_iter().map(Into::into).collect(),
            environment: Vec::new(),
            terminal: false,
            input: false,
        }
    }

    /// Sets a variable of the command's environment.
    pub(crate) fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }
}

/// Where a piece of a command's output came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Standard output, or the terminal.
    Output,
    /// Standard error.
    Error,
}

/// Passes a command's output on as this process's own.
pub(crate) fn inherit(stream: Stream, bytes: &[u8]) {
    // Nobody is left to tell that the reader of the output has gone.
    let _ = match stream {
        Stream::Output => {
            let mut output = std::io::stdout().lock();
            output.write_all(bytes).and_then(|()| output.flush())
        }
        Stream::Error => std::io::stderr().write_all(bytes),
    };
}

impl Machine {
    /// A machine with all devices and two processors.
    pub(crate) fn new(kernel: Kernel) -> Self {
        Self {
            kernel,
            icount: false,
            processors: 2,
            system: None,
            shares: Vec::new(),
            parameters: Vec::new(),
            start_limit: START_LIMIT,
            limit: None,
        }
    }

    /// One processor, on which an instruction takes a nanosecond: time measures instructions.
    pub(crate) fn icount(mut self) -> Self {
        self.icount = true;
        self.alone()
    }

    /// One processor: what the kernel changes in its code no other one sees half done.
    pub(crate) fn alone(mut self) -> Self {
        self.processors = 1;
        self
    }

    /// A root that is not this machine's, whose init runs beside the command.
    pub(crate) fn system(mut self, root: impl Into<PathBuf>, system: System) -> Self {
        self.system = Some((root.into(), system));
        self
    }

    /// A folder of the host that the guest may write, at the same path.
    pub(crate) fn share(mut self, folder: impl Into<PathBuf>) -> Self {
        self.shares.push(folder.into());
        self
    }

    /// Adds a word to the kernel's command line.
    pub(crate) fn parameter(mut self, word: &str) -> Self {
        self.parameters.push(word.into());
        self
    }

    /// How long the guest may take to start its command.
    pub(crate) fn start_limit(mut self, limit: Duration) -> Self {
        self.start_limit = limit;
        self
    }

    /// How long the command may run.
    pub(crate) fn limit(mut self, limit: Option<Duration>) -> Self {
        self.limit = limit;
        self
    }

    /// What `uname -r` says in the guest.
    pub(crate) fn version(&self) -> &str {
        &self.kernel.version
    }

    /// Boots, runs the command, hands its output to `sink` as it comes, and returns its exit
    /// status: 128 + N where signal N ended it. The machine is gone afterwards.
    pub(crate) fn run(
        &self,
        workload: &Workload,
        sink: &mut dyn FnMut(Stream, &[u8]),
    ) -> Result<u8> {
        match self.attempt(workload, sink)? {
            Outcome::Ended(status) => return Ok(status),
            Outcome::LostRace(error) => {
                say(format!(
                    "{error}\nthe emulator lost a race while the kernel patched its code: booting once more"
                ));
            }
        }
        match self.attempt(workload, sink)? {
            Outcome::Ended(status) => Ok(status),
            Outcome::LostRace(error) => Err(error),
        }
    }

    fn attempt(&self, workload: &Workload, sink: &mut dyn FnMut(Stream, &[u8])) -> Result<Outcome> {
        setup::ensure()?;
        let init = build(&Artifact::Binary {
            package: "xtask",
            name: "guest-init",
        })?;
        let terminal = workload.terminal.then(terminal::Terminal::open);
        let directory = std::env::current_dir().map_err(|e| {
            Error::new(
                format!("no current folder: {e}"),
                "change to a folder that exists",
            )
        })?;
        let spec = wire::Spec {
            arguments: workload.arguments.clone(),
            // A system has not the folders of this machine.
            directory: if self.system.is_some() {
                "/".into()
            } else {
                directory
            },
            environment: environment(&workload.environment),
            terminal: terminal.as_ref().map(terminal::Terminal::size),
            shares: self
                .shares
                .iter()
                .enumerate()
                .map(|(n, folder)| (format!("share{n}"), folder.clone()))
                .collect(),
            boot_modules: 0,
            heartbeat: (!self.icount).then_some(session::HEARTBEAT),
            nodes: zoo::NODES.iter().map(PathBuf::from).collect(),
            held_back: zoo::HELD_BACK.iter().map(|&s| s.to_owned()).collect(),
            late_nodes: zoo::LATE_NODES.iter().map(PathBuf::from).collect(),
            system: self.system.as_ref().map(|(_, system)| system.clone()),
        };
        let archive = initramfs::build(&self.kernel, &init, spec)?;
        let mut initrd = zoo::anonymous_file("initramfs", 0)?;
        initrd
            .write_all(&archive)
            .map_err(|e| Error::new(format!("no room for the initramfs: {e}"), "free memory"))?;

        let (console, console_end) = socket_pair()?;
        let (port, port_end) = socket_pair()?;
        // QEMU holds both ends: one is its monitor's, the other a port of the guest's.
        let monitor = socket_pair()?;
        let mut qemu = Command::new("qemu-system-x86_64");
        // The zoo comes last: a PCI device without a bus of its own would land on the zoo's CXL bus.
        self.add_boot(&mut qemu, &initrd, &console_end, &port_end);
        add_monitor(&mut qemu, &monitor);
        let mut files = zoo::add(&mut qemu, self.icount, self.processors)?;
        files.extend([OwnedFd::from(initrd), console_end.into(), port_end.into()]);
        files.extend([OwnedFd::from(monitor.0), monitor.1.into()]);
        inherit_files(&mut qemu, files);
        let console = console::Console::create(&self.kernel, console)?;
        let child = qemu
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn();
        // Only QEMU holds its ends of the sockets now, so that its end is seen.
        drop(qemu);
        let child = child.map_err(|e| {
            Error::new(
                format!("cannot run qemu-system-x86_64: {e}"),
                "run `cargo xtask setup`",
            )
        })?;
        session::run(child, console, port, self, workload, terminal, sink)
    }

    fn add_boot(&self, qemu: &mut Command, initrd: &File, console: &UnixStream, port: &UnixStream) {
        let mut words = vec![
            "console=ttyS0",
            "panic=-1",
            "loglevel=5",
            "intel_iommu=on",
            // A busy machine lets a processor stand still for longer than the kernel thinks it may; a guest
            // that hangs is noticed by its silence.
            "rcupdate.rcu_cpu_stall_timeout=120",
        ];
        // Attaching and detaching wait for every processor, some hundred times in a test: it interrupts
        // them instead of waiting until they come by.
        words.push("rcupdate.rcu_expedited=1");
        // The check times a loop, and an emulated machine on a busy host may fail it.
        words.push("no_timer_check");
        // Old versions of QEMU give a CXL device no interrupts for events, without which Linux refuses
        // it, unless the firmware keeps the control of errors (cxl_event_config).
        words.push("pcie_ports=compat");
        words.extend(self.parameters.iter().map(String::as_str));
        qemu.arg("-kernel").arg(&self.kernel.image);
        qemu.args(["-initrd", &format!("/proc/self/fd/{}", initrd.as_raw_fd())]);
        qemu.args(["-append", &words.join(" ")]);
        qemu.args([
            "-chardev",
            &format!("socket,id=console,fd={}", console.as_raw_fd()),
        ]);
        qemu.args(["-serial", "chardev:console"]);
        qemu.args([
            "-chardev",
            &format!("socket,id=port,fd={}", port.as_raw_fd()),
        ]);
        qemu.args(["-device", "virtio-serial-pci"]);
        qemu.args([
            "-device",
            &format!("virtserialport,chardev=port,name={}", wire::PORT),
        ]);
        let mut share = |tag: &str, folder: &Path, writable: bool| {
            // A comma ends a value in QEMU's options, two are one within it.
            let folder = folder.display().to_string().replace(',', ",,");
            let mut options =
                format!("local,path={folder},mount_tag={tag},security_model=none,multidevs=remap");
            if !writable {
                options.push_str(",readonly=on");
            }
            qemu.args(["-virtfs", &options]);
        };
        share(wire::ROOT_TAG, Path::new("/"), false);
        if let Some(modules) = &self.kernel.modules {
            share(wire::MODULES_TAG, modules, false);
        }
        if let Some((root, _)) = &self.system {
            share(wire::SYSTEM_TAG, root, false);
        }
        for (number, folder) in self.shares.iter().enumerate() {
            share(&format!("share{number}"), folder, true);
        }
    }
}

/// Lets the guest speak to QEMU's monitor through a port of its own.
fn add_monitor(qemu: &mut Command, ends: &(UnixStream, UnixStream)) {
    for (id, end) in [("monitor", &ends.0), ("monitor-port", &ends.1)] {
        qemu.args([
            "-chardev",
            &format!("socket,id={id},fd={}", end.as_raw_fd()),
        ]);
    }
    qemu.args(["-mon", "chardev=monitor,mode=readline"]);
    qemu.args([
        "-device",
        &format!("virtserialport,chardev=monitor-port,name={}", wire::MONITOR),
    ]);
}

/// What every command finds in its environment, and then `added`.
fn environment(added: &[(String, String)]) -> Vec<(String, String)> {
    const KEPT: &[&str] = &[
        "HOME",
        "USER",
        "LANG",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "RUST_BACKTRACE",
        "RUST_LOG",
    ];
    let path = std::env::var("PATH").unwrap_or_default();
    let mut environment = vec![(
        "PATH".to_owned(),
        format!("{path}:/usr/sbin:/usr/bin:/sbin:/bin"),
    )];
    environment.extend(
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| KEPT.contains(&name.as_str()) || name.starts_with("PASSGATE_")),
    );
    environment.extend(added.iter().cloned());
    environment
}

fn socket_pair() -> Result<(UnixStream, UnixStream)> {
    UnixStream::pair()
        .map_err(|e| Error::new(format!("cannot make a socket: {e}"), "close other programs"))
}

/// Gives the files to the command under their own numbers, and ends it with this process.
fn inherit_files(command: &mut Command, files: Vec<OwnedFd>) {
    // SAFETY: between fork and exec only system calls are made; nothing is allocated.
    unsafe {
        command.pre_exec(move || {
            for file in &files {
                rustix::io::fcntl_setfd(file.as_fd(), FdFlags::empty())?;
            }
            set_parent_process_death_signal(Some(Signal::KILL))?;
            Ok(())
        });
    }
}

/// Where the logs of consoles are kept.
fn logs() -> PathBuf {
    cache::target().join("vm")
}
