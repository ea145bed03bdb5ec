//! The first process of a test guest: makes the host's root the guest's, under a layer of memory
//! that takes all writes, runs one command there, and reports to the host over a serial port.

#[path = "guest-init/root.rs"]
mod root;
#[path = "guest-init/system.rs"]
mod system;
#[path = "../vm/wire.rs"]
mod wire;

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    os::{
        fd::{AsFd, OwnedFd},
        unix::process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    mount::MountFlags,
    net::{AddressFamily, SendFlags, SocketType},
    process::{Pid, Signal, WaitOptions},
    termios::Winsize,
};
use wire::{Frame, Size, Spec};

/// What can go wrong before the command runs: a sentence for the host.
type Result<T> = std::result::Result<T, String>;

/// The port to the host; frames of several threads never mix.
type Port = Arc<Mutex<File>>;

fn main() {
    // The kernel may give the first process words of its command line.
    if std::process::id() != 1 {
        return system::accompany();
    }
    let mut port = None;
    if let Err(reason) = start(&mut port) {
        // The port may not be there yet: the console always is.
        eprintln!("guest-init: fatal: {reason}");
        if let Some(port) = &port {
            send(port, &Frame::Failed(reason));
        }
    }
    // The host ends the machine. Were this process to end, the kernel would panic.
    loop {
        thread::park();
    }
}

fn start(port: &mut Option<Port>) -> Result<()> {
    for (kind, place) in [("devtmpfs", "/dev"), ("proc", "/proc"), ("sysfs", "/sys")] {
        root::attach(kind, kind, Path::new(place), MountFlags::empty(), "")?;
    }
    let spec = fs::read(wire::SPEC).map_err(|e| format!("no description of the command: {e}"))?;
    let spec: Spec =
        serde_json::from_slice(&spec).map_err(|e| format!("the command's description: {e}"))?;
    let modules = modules()?;
    let (boot, zoo) = modules.split_at(spec.boot_modules.min(modules.len()));
    boot.iter().for_each(|module| load(module));
    let opened = open_port()?;
    let from_host = opened
        .try_clone()
        .map_err(|e| format!("cannot share the port: {e}"))?;
    let opened = Arc::new(Mutex::new(opened));
    *port = Some(opened.clone());
    spec.held_back
        .iter()
        .for_each(|device| hold_back(device, true));
    // Devices appear while the root is put together.
    thread::scope(|scope| {
        scope.spawn(|| zoo.iter().for_each(|module| load(module)));
        root::mount(&spec)
    })?;
    spec.nodes.iter().for_each(|node| wait_for(node));
    spec.held_back
        .iter()
        .for_each(|device| hold_back(device, false));
    spec.late_nodes.iter().for_each(|node| wait_for(node));
    root::enter()?;
    if let Some(own) = &spec.system {
        return Err(system::boot(own, &spec, &from_host));
    }
    rustix::system::sethostname(b"passgate-guest")
        .map_err(|e| format!("cannot set the host name: {e}"))?;
    loopback_up().map_err(|e| format!("cannot bring up the loopback interface: {e}"))?;
    run(&spec, &opened, from_host)
}

/// Paths of the modules in the initial file system, in the order of loading.
fn modules() -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(wire::MODULES).map_err(|e| format!("cannot list {}: {e}", wire::MODULES))?;
    let mut modules: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    modules.sort();
    Ok(modules)
}

/// Loads a module. One that finds no device refuses, which is no failure here: what a command
/// cannot do without is waited for by name.
fn load(path: &Path) {
    let loaded = File::open(path).and_then(|file| Ok(rustix::system::finit_module(&file, c"", 0)?));
    if let Err(error) = loaded {
        eprintln!("guest-init: {}: {error}", path.display());
    }
}

/// Keeps all drivers from a PCI device, or lets them probe it:
/// Documentation/ABI/testing/sysfs-bus-pci.
fn hold_back(device: &str, hold: bool) {
    let bus = Path::new("/sys/bus/pci");
    let choice = bus.join("devices").join(device).join("driver_override");
    // No driver has this name; an empty line takes it back.
    let told = if hold {
        fs::write(choice, "none")
    } else {
        fs::write(choice, "\n").and_then(|()| fs::write(bus.join("drivers_probe"), device))
    };
    if let Err(error) = told {
        eprintln!("guest-init: {device}: {error}");
    }
}

/// Finds the port by its name and opens it; it appears some time after its driver.
fn open_port() -> Result<File> {
    let began = Instant::now();
    loop {
        for entry in fs::read_dir("/sys/class/virtio-ports")
            .into_iter()
            .flatten()
            .flatten()
        {
            if fs::read_to_string(entry.path().join("name"))
                .is_ok_and(|name| name.trim() == wire::PORT)
            {
                let node = Path::new("/dev").join(entry.file_name());
                return File::options()
                    .read(true)
                    .write(true)
                    .open(&node)
                    .map_err(|e| format!("{}: {e}", node.display()));
            }
        }
        if began.elapsed() > Duration::from_secs(30) {
            return Err(
                "no serial port to the host: the kernel needs CONFIG_VIRTIO_CONSOLE".into(),
            );
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn wait_for(node: &Path) {
    let began = Instant::now();
    while !node.exists() {
        if began.elapsed() > Duration::from_secs(20) {
            eprintln!("guest-init: {} has not appeared", node.display());
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
}

/// Sets interface 1, which is always the loopback, up: rtnetlink(7), RTM_NEWLINK.
fn loopback_up() -> rustix::io::Result<()> {
    const RTM_NEWLINK: u16 = 16;
    const NLM_F_REQUEST: u16 = 1;
    const IFF_UP: u32 = 1;
    let mut message = Vec::new();
    message.extend(32_u32.to_ne_bytes()); // length of all
    message.extend(RTM_NEWLINK.to_ne_bytes());
    message.extend(NLM_F_REQUEST.to_ne_bytes());
    message.extend([0; 8]); // sequence, port
    message.extend([0; 4]); // family, type
    message.extend(1_i32.to_ne_bytes()); // index
    message.extend(IFF_UP.to_ne_bytes()); // flags
    message.extend(IFF_UP.to_ne_bytes()); // which flags change
    let socket = rustix::net::socket(AddressFamily::NETLINK, SocketType::RAW, None)?;
    rustix::net::send(&socket, &message, SendFlags::empty())?;
    Ok(())
}

/// Runs the command, with a terminal or with pipes, and reports its end.
fn run(spec: &Spec, port: &Port, from_host: File) -> Result<()> {
    let (name, arguments) = spec.arguments.split_first().ok_or("no command")?;
    let mut command = Command::new(name);
    command
        .args(arguments)
        .env_clear()
        .envs(spec.environment.iter().cloned());
    std::env::set_current_dir(&spec.directory)
        .map_err(|e| format!("cannot enter {}: {e}", spec.directory.display()))?;
    send(port, &Frame::Up);
    if let Some(heartbeat) = spec.heartbeat {
        let port = port.clone();
        thread::spawn(move || {
            loop {
                thread::sleep(heartbeat);
                send(&port, &Frame::Alive);
            }
        });
    }
    let started = match spec.terminal {
        Some(size) => start_on_terminal(command, size, port, from_host),
        None => start_on_pipes(command, port, from_host),
    };
    let (mut child, readers) = match started {
        Ok(started) => started,
        Err(error) => {
            // What a shell does and says in this case.
            let status = if error.kind() == io::ErrorKind::NotFound {
                127
            } else {
                126
            };
            send(
                port,
                &Frame::ErrorOutput(format!("{name}: {error}\n").into_bytes()),
            );
            send(port, &Frame::Exit(status));
            return Ok(());
        }
    };
    let status = wait(&mut child)?;
    // Whoever is left holds the pipes open, and nobody waits for them.
    kill_all();
    for reader in readers {
        let _ = reader.join();
    }
    send(port, &Frame::Exit(status));
    Ok(())
}

type Started = io::Result<(Child, Vec<thread::JoinHandle<()>>)>;

fn start_on_pipes(mut command: Command, port: &Port, mut from_host: File) -> Started {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut readers = Vec::new();
    if let Some(output) = child.stdout.take() {
        readers.push(forward(output, port, Frame::Output));
    }
    if let Some(output) = child.stderr.take() {
        readers.push(forward(output, port, Frame::ErrorOutput));
    }
    let mut input = child.stdin.take();
    thread::spawn(move || {
        while let Ok(frame) = Frame::read(&mut from_host) {
            // The bytes for a command that reads no more are dropped.
            let unwanted = match frame {
                Frame::Input(bytes) => input
                    .as_mut()
                    .is_some_and(|input| input.write_all(&bytes).is_err()),
                frame => frame == Frame::InputEnd,
            };
            if unwanted {
                input = None;
            }
        }
    });
    Ok((child, readers))
}

fn start_on_terminal(
    mut command: Command,
    size: Size,
    port: &Port,
    mut from_host: File,
) -> Started {
    let terminal =
        rustix::pty::openpt(rustix::pty::OpenptFlags::RDWR | rustix::pty::OpenptFlags::NOCTTY)?;
    rustix::pty::grantpt(&terminal)?;
    rustix::pty::unlockpt(&terminal)?;
    let name = rustix::pty::ptsname(&terminal, Vec::new())?;
    let name = name.to_str().map_err(io::Error::other)?;
    let user_side = File::options().read(true).write(true).open(name)?;
    resize(&terminal, size);
    command
        .stdin(user_side.try_clone()?)
        .stdout(user_side.try_clone()?)
        .stderr(user_side);
    // SAFETY: between fork and exec only two system calls are made; nothing is allocated.
    unsafe {
        command.pre_exec(|| {
            rustix::process::setsid()?;
            rustix::process::ioctl_tiocsctty(rustix::stdio::stdin())?;
            Ok(())
        });
    }
    let child = command.spawn()?;
    // The command holds the only descriptors of its side now, so that its end is seen here.
    drop(command);
    let reader = forward(File::from(terminal.try_clone()?), port, Frame::Output);
    thread::spawn(move || {
        let mut input = File::from(terminal);
        while let Ok(frame) = Frame::read(&mut from_host) {
            match frame {
                Frame::Input(bytes) => {
                    let _ = input.write_all(&bytes);
                }
                Frame::Resize(size) => resize(&input, size),
                _ => {}
            }
        }
    });
    Ok((child, vec![reader]))
}

fn resize(terminal: impl AsFd, size: Size) {
    let size = Winsize {
        ws_row: size.rows,
        ws_col: size.columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    let _ = rustix::termios::tcsetwinsize(terminal, size);
}

/// Sends what comes out of `from` until it ends; a terminal ends with an error.
fn forward(
    from: impl Into<OwnedFd>,
    port: &Port,
    frame: fn(Vec<u8>) -> Frame,
) -> thread::JoinHandle<()> {
    let mut from = File::from(from.into());
    let port = port.clone();
    thread::spawn(move || {
        let mut buffer = [0; 16 << 10];
        while let Ok(length @ 1..) = from.read(&mut buffer) {
            send(&port, &frame(buffer[..length].to_vec()));
        }
    })
}

fn send(port: &Port, frame: &Frame) {
    if let Ok(mut port) = port.lock()
        && let Err(error) = frame.write(&mut *port)
    {
        eprintln!("guest-init: fatal: cannot reach the host: {error}");
    }
}

/// Reaps every process until the command's own status is known.
fn wait(child: &mut Child) -> Result<u8> {
    let child = i32::try_from(child.id()).map_err(|e| e.to_string())?;
    loop {
        match rustix::process::wait(WaitOptions::empty()) {
            Ok(Some((pid, status))) if pid.as_raw_nonzero().get() == child => {
                let code = status
                    .exit_status()
                    .or_else(|| status.terminating_signal().map(|signal| 128 + signal));
                return Ok(code
                    .and_then(|code| u8::try_from(code).ok())
                    .unwrap_or(u8::MAX));
            }
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(format!("cannot wait for the command: {error}")),
        }
    }
}

/// Ends all processes but the first and this one.
fn kill_all() {
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
            .and_then(Pid::from_raw);
        let this = rustix::process::getpid();
        if let Some(pid) = pid.filter(|pid| *pid != Pid::INIT && *pid != this) {
            // Kernel threads ignore it.
            let _ = rustix::process::kill_process(pid, Signal::KILL);
        }
    }
}
