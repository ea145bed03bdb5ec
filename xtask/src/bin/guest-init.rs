//! The first process of a test guest: makes the host's root the guest's, under a layer of memory
//! that takes all writes, runs one command there, and reports to the host over a serial port.

#[path = "../vm/wire.rs"]
mod wire;

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    os::{
        fd::{AsFd, OwnedFd},
        unix::{fs::chroot, process::CommandExt},
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    mount::{MountFlags, mount, mount_move},
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
        attach(kind, kind, Path::new(place), MountFlags::empty(), "")?;
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
        mount_root(&spec)
    })?;
    spec.nodes.iter().for_each(|node| wait_for(node));
    spec.held_back
        .iter()
        .for_each(|device| hold_back(device, false));
    spec.late_nodes.iter().for_each(|node| wait_for(node));
    enter_root()?;
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

fn attach(kind: &str, source: &str, place: &Path, flags: MountFlags, data: &str) -> Result<()> {
    let data = std::ffi::CString::new(data).map_err(|e| e.to_string())?;
    mount(source, place, kind, flags, data.as_c_str())
        .map_err(|e| format!("cannot mount {kind} on {}: {e}", place.display()))
}

/// Attaches what not every kernel has.
fn attach_if_known(kind: &str, place: &Path) {
    let _ = fs::create_dir_all(place);
    let _ = attach(kind, kind, place, MountFlags::empty(), "");
}

fn attach_from_host(tag: &str, place: &Path, flags: MountFlags, cache: &str) -> Result<()> {
    let data = format!("trans=virtio,version=9p2000.L,msize=512000,cache={cache}");
    attach("9p", tag, place, flags, &data)
}

/// Puts the new root together under /root.
fn mount_root(spec: &Spec) -> Result<()> {
    attach_from_host(
        wire::ROOT_TAG,
        Path::new("/host"),
        MountFlags::RDONLY,
        "loose",
    )?;
    attach(
        "tmpfs",
        "tmpfs",
        Path::new("/layer"),
        MountFlags::empty(),
        "mode=755",
    )?;
    let make = |path: &Path| {
        fs::create_dir_all(path).map_err(|e| format!("cannot make {}: {e}", path.display()))
    };
    make(Path::new("/layer/upper"))?;
    make(Path::new("/layer/work"))?;
    let root = Path::new("/root");
    let layers = "lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work";
    attach("overlay", "overlay", root, MountFlags::empty(), layers)?;
    for (kind, place, data) in [
        ("proc", "proc", ""),
        ("sysfs", "sys", ""),
        ("devtmpfs", "dev", ""),
        ("devpts", "dev/pts", "ptmxmode=666,mode=620,gid=5"),
        ("tmpfs", "dev/shm", "mode=1777"),
        ("tmpfs", "run", "mode=755"),
        ("cgroup2", "sys/fs/cgroup", ""),
    ] {
        let place = root.join(place);
        make(&place)?;
        attach(kind, kind, &place, MountFlags::empty(), data)?;
    }
    for (kind, place) in [
        ("securityfs", "sys/kernel/security"),
        ("bpf", "sys/fs/bpf"),
        ("debugfs", "sys/kernel/debug"),
        ("tracefs", "sys/kernel/tracing"),
    ] {
        attach_if_known(kind, &root.join(place));
    }
    let release = fs::read_to_string("/proc/sys/kernel/osrelease")
        .map_err(|e| format!("no kernel release: {e}"))?;
    let modules = root.join("lib/modules").join(release.trim());
    make(&modules)?;
    // Kernels without modules have nothing to share.
    let _ = attach_from_host(wire::MODULES_TAG, &modules, MountFlags::RDONLY, "loose");
    for (tag, folder) in &spec.shares {
        let place = root.join(folder.strip_prefix("/").unwrap_or(folder));
        make(&place)?;
        attach_from_host(tag, &place, MountFlags::empty(), "none")?;
    }
    Ok(())
}

/// Makes /root the root, as switch_root(8) does: the mount moves over the first file system, so
/// that no path in the kernel's eyes has a prefix.
fn enter_root() -> Result<()> {
    // The first file system stays, empty, in memory: give the modules' share back.
    let _ = fs::remove_dir_all(wire::MODULES);
    let failed = |e: io::Error| format!("cannot enter the new root: {e}");
    std::env::set_current_dir("/root").map_err(failed)?;
    mount_move(".", "/").map_err(|e| failed(e.into()))?;
    chroot(".").map_err(failed)?;
    std::env::set_current_dir("/").map_err(failed)
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

/// Ends all processes but this one.
fn kill_all() {
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let pid = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
            .and_then(Pid::from_raw);
        if let Some(pid) = pid.filter(|pid| *pid != Pid::INIT) {
            // Kernel threads ignore it.
            let _ = rustix::process::kill_process(pid, Signal::KILL);
        }
    }
}
