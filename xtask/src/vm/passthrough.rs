//! The guest kernel `passthrough`, with what Debian's kernels leave out. It is built from Debian's
//! source, and kept in the cache beside the others.

use std::{
    collections::VecDeque,
    ffi::{OsStr, OsString},
    fs::{self, File},
    io::{BufRead, BufReader, Write},
    num::NonZero,
    os::unix::process::CommandExt as _,
    path::{Path, PathBuf},
    process::{Command, ExitCode, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::{Duration, Instant},
};

use rustix::process::Signal;

use super::{kernel, kernel::Kernel, logs};
use crate::{
    apt::Suite,
    cache::{self, Held, unusable},
    progress::{Error, Result, run as step, say},
    setup,
};

/// What the kernel is called.
pub(crate) const NAME: &str = "passthrough";

/// The suite of Debian whose kernel source is built.
const SUITE: &str = "trixie-backports";

/// What is laid upon the smallest configuration.
const CONFIGURATION: &str = include_str!("../../kernel/passthrough.config");

/// Files of the module that is built beside the kernel.
const DRIVER: &[(&str, &str)] = &[
    ("Kbuild", include_str!("../../kernel/fwctl_echo/Kbuild")),
    (
        "fwctl_echo.c",
        include_str!("../../kernel/fwctl_echo/fwctl_echo.c"),
    ),
];

/// File beside a built kernel that says from what it was built.
const RECIPE: &str = "recipe";

/// How often a build says how far it has come.
const PULSE: Duration = Duration::from_secs(30);

/// What a build takes, for whoever waits for it.
const EXPENSE: &str = "15 to 35 minutes on two processors";

/// How many of the last lines of a failed build are shown.
const TAIL: usize = 40;

/// Builds the guest kernel.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Build it even though it is there: Debian's source may have moved on
    #[arg(long)]
    again: bool,
    /// How many compilers run at once; one for each processor, unless told otherwise
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZero<usize>>,
}

/// Finds the built kernel in the cache.
pub(super) fn resolve() -> Result<Kernel> {
    let kernels = cache::hold("kernels")?;
    let (version, folder) = built(&kernels).ok_or_else(|| {
        Error::new(
            format!("the kernel {NAME} is not built"),
            format!("run `cargo xtask kernel`: {EXPENSE}"),
        )
    })?;
    if !up_to_date(&folder) {
        say(format!(
            "note: {version} was built from another configuration; run `cargo xtask kernel`"
        ));
    }
    Kernel::cached(&folder, version)
}

/// Why there is no kernel to run tests on, and what to do about it; None where there is one.
pub(crate) fn lacking() -> Result<Option<String>> {
    let why = match built(&cache::hold("kernels")?) {
        None => "it is not built",
        Some((_, folder)) if !up_to_date(&folder) => "it was built from another configuration",
        Some(_) => return Ok(None),
    };
    Ok(Some(format!(
        "{why}; `cargo xtask kernel` builds it ({EXPENSE})"
    )))
}

/// The kernel's version and its folder in the cache.
fn built(kernels: &Held) -> Option<(String, PathBuf)> {
    let version = fs::read_to_string(current(kernels)).ok()?;
    let folder = kernels.folder().join(&version);
    folder.is_dir().then_some((version, folder))
}

/// The file that names the version in use.
fn current(kernels: &Held) -> PathBuf {
    kernels.folder().join(format!("{NAME}.current"))
}

/// All that decides how the kernel is built, but Debian's source.
fn recipe() -> String {
    let driver = DRIVER.iter().map(|(_, text)| *text);
    [CONFIGURATION].into_iter().chain(driver).collect()
}

fn up_to_date(folder: &Path) -> bool {
    fs::read_to_string(folder.join(RECIPE)).is_ok_and(|of_then| of_then == recipe())
}

/// `cargo xtask kernel`: builds the kernel, unless it is there.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if is_done(arguments)? {
        return Ok(ExitCode::SUCCESS);
    }
    setup::ensure_for_kernel()?;
    // The kernels themselves stay free for guests meanwhile.
    let workshop = cache::hold("kernel-build")?;
    // Another run may have built it while this one waited.
    if is_done(arguments)? {
        return Ok(ExitCode::SUCCESS);
    }
    say(format!(
        "building the kernel {NAME} from Debian's source: {EXPENSE}, and 6 GB of disk until it is \
         done; where it is interrupted, the next run goes on"
    ));
    let began = Instant::now();
    let build = Build::unpack(&workshop)?;
    build.configure()?;
    let jobs = arguments
        .jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZero::get);
    let (version, ready) = build.compile(jobs)?;
    let kernels = cache::hold("kernels")?;
    kernels.add(&version, |_| Ok(ready))?;
    let current = current(&kernels);
    fs::write(&current, &version).map_err(|e| unusable("write", &current, &e))?;
    kernel::forget_old(&kernels);
    workshop.prune(|_| false);
    say(format!(
        "{version} is built, in {} minutes; `cargo xtask vm --kernel {NAME}` boots it",
        began.elapsed().as_secs().div_ceil(60)
    ));
    Ok(ExitCode::SUCCESS)
}

/// Whether there is nothing to be done, which is said.
fn is_done(arguments: &Arguments) -> Result<bool> {
    if arguments.again {
        return Ok(false);
    }
    let built = built(&cache::hold("kernels")?).filter(|(_, folder)| up_to_date(folder));
    if let Some((version, _)) = &built {
        say(format!("{version} is built; --again builds it anew"));
    }
    Ok(built.is_some())
}

/// A build under way. What it has compiled stays until the kernel is complete: a build that was
/// interrupted goes on where it stopped.
struct Build {
    folder: PathBuf,
    source: PathBuf,
}

impl Build {
    /// Gets Debian's source and unpacks it, unless an earlier build has left it.
    fn unpack(workshop: &Held) -> Result<Self> {
        let suite = Suite::update(SUITE)?;
        let none = || {
            Error::new(
                format!("{SUITE} has no kernel source"),
                "look at https://packages.debian.org/linux-source",
            )
        };
        let package = suite
            .depends("linux-source")?
            .into_iter()
            .find(|package| package.starts_with("linux-source-"))
            .ok_or_else(none)?;
        let version = suite.candidate(&package)?.ok_or_else(none)?;
        // Not every character of a version may be in the path of a build.
        let plain = |c: char| c.is_ascii_alphanumeric() || ".-".contains(c);
        let name = format!("{package}-{version}").replace(|c| !plain(c), "_");
        workshop.prune(|left| left == name);
        let folder = workshop.folder().join(&name);
        if !folder.is_dir() {
            workshop.add(&name, |scratch| unpack_source(&suite, &package, scratch))?;
        }
        Ok(Self {
            source: folder.join("source"),
            folder,
        })
    }

    /// Writes the configuration, and makes sure that all of the fragment is in it.
    fn configure(&self) -> Result<()> {
        let fragment = self.folder.join("passthrough.config");
        fs::write(&fragment, CONFIGURATION).map_err(|e| unusable("write", &fragment, &e))?;
        let remedy = "adapt xtask/kernel/passthrough.config to this version of the kernel";
        let mut merge = tool(self.source.join("scripts/kconfig/merge_config.sh"));
        merge.args(["-m", ".config"]).arg(&fragment);
        for (doing, command) in [
            (
                "configuring the smallest kernel",
                &mut make(&["tinyconfig"]),
            ),
            ("adding passthrough.config", &mut merge),
            ("settling the rest", &mut make(&["olddefconfig"])),
        ] {
            step(doing, command.current_dir(&self.source), remedy)?;
        }
        let settled = self.source.join(".config");
        let settled = fs::read_to_string(&settled).map_err(|e| unusable("read", &settled, &e))?;
        let dropped = dropped(CONFIGURATION, &settled);
        if dropped.is_empty() {
            Ok(())
        } else {
            Err(Error::new(
                format!("the kernel's Kconfig did not take: {}", dropped.join(", ")),
                remedy,
            ))
        }
    }

    /// Builds the kernel, its modules and the driver; returns the version, and the folder with all
    /// that a guest needs.
    fn compile(&self, jobs: usize) -> Result<(String, PathBuf)> {
        let driver = self.folder.join("fwctl_echo");
        let ready = self.folder.join("ready");
        for folder in [&driver, &ready] {
            // An earlier build may have come as far as here.
            let _ = fs::remove_dir_all(folder);
            fs::create_dir(folder).map_err(|e| unusable("make", folder, &e))?;
        }
        let write = |path: PathBuf, text: &str| {
            fs::write(&path, text).map_err(|e| unusable("write", &path, &e))
        };
        for (name, text) in DRIVER {
            write(driver.join(name), text)?;
        }
        write(ready.join(RECIPE), &recipe())?;

        let jobs = format!("-j{jobs}");
        let of_driver = format!("M={}", driver.display());
        let into = format!("INSTALL_MOD_PATH={}", ready.display());
        // Debug information would make the modules ten times as large; their BTF stays.
        let install = [
            "modules_install",
            &into,
            "INSTALL_MOD_STRIP=1",
            "DEPMOD=true",
        ];
        let log = self.log()?;
        for (doing, arguments) in [
            ("building the kernel", &[&jobs, "bzImage", "modules"][..]),
            ("building fwctl_echo", &[&of_driver, "modules"]),
            ("gathering the modules", &install),
            (
                "gathering fwctl_echo",
                &[&[of_driver.as_str()][..], &install].concat(),
            ),
        ] {
            self.make(doing, arguments, &log)?;
        }
        let release = step(
            "asking for the kernel's version",
            make(&["-s", "kernelrelease"]).current_dir(&self.source),
            "see the kernel's Makefile",
        )?;
        let version = release.trim().to_owned();
        let image = self.source.join("arch/x86/boot/bzImage");
        fs::copy(&image, ready.join("vmlinuz")).map_err(|e| unusable("copy", &image, &e))?;
        // A link to the source, which is about to go.
        let _ = fs::remove_file(ready.join("lib/modules").join(&version).join("build"));
        kernel::depmod(&ready, &version)?;
        Ok((version, ready))
    }

    /// Where all that make says is kept: its path, and the file.
    fn log(&self) -> Result<(PathBuf, File)> {
        let path = logs().join("kernel-build.log");
        let file = fs::create_dir_all(logs())
            .and_then(|()| File::create(&path))
            .map_err(|e| unusable("write", &path, &e))?;
        Ok((path, file))
    }

    /// Runs make to its end, and says now and then how far it is.
    fn make(&self, doing: &str, arguments: &[&str], log: &(PathBuf, File)) -> Result<()> {
        let remedy = format!("see {} for all that make said", log.0.display());
        let failed =
            |e: std::io::Error| Error::new(format!("{doing}: cannot run make: {e}"), &remedy);
        say(doing);
        let (output, input) = std::io::pipe().map_err(failed)?;
        let mut command = make(arguments);
        command
            .current_dir(&self.source)
            .stdin(Stdio::null())
            .stdout(input.try_clone().map_err(failed)?)
            .stderr(input);
        // Were make to outlive this process, the next run would work in the same folder beside it.
        // SAFETY: between fork and exec only one system call is made.
        unsafe {
            command.pre_exec(|| {
                rustix::process::set_parent_process_death_signal(Some(Signal::TERM))?;
                Ok(())
            });
        }
        let mut child = command.spawn().map_err(failed)?;
        // The pipe ends with make, once this process holds no end for writing.
        drop(command);
        let (lines, said) = channel();
        thread::spawn(move || {
            let lines_of = BufReader::new(output).split(b'\n');
            for line in lines_of.map_while(std::result::Result::ok) {
                if lines.send(line).is_err() {
                    break;
                }
            }
        });
        let mut tail = VecDeque::new();
        let mut compiled = 0_usize;
        let mut now = String::new();
        let began = Instant::now();
        let mut pulse = began + PULSE;
        loop {
            match said.recv_timeout(pulse.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    // The log is a help only: a build goes on without.
                    let _ = (&log.1)
                        .write_all(&line)
                        .and_then(|()| (&log.1).write_all(b"\n"));
                    let line = String::from_utf8_lossy(&line).into_owned();
                    if let Some(step) = step_of(&line) {
                        compiled += usize::from(["CC", "AS"].contains(&step));
                        now = line.trim().to_owned();
                    }
                    if tail.len() == TAIL {
                        tail.pop_front();
                    }
                    tail.push_back(line);
                }
                Err(RecvTimeoutError::Timeout) => {
                    pulse += PULSE;
                    say(format!(
                        "  {compiled} files compiled after {} s; now {now}",
                        began.elapsed().as_secs()
                    ));
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = child.wait().map_err(failed)?;
        if status.success() {
            Ok(())
        } else {
            let tail: Vec<String> = tail.into();
            Err(Error::new(
                format!("{doing}: make failed ({status})\n{}", tail.join("\n")),
                remedy,
            ))
        }
    }
}

/// Unpacks Debian's source into a folder, and returns the folder to keep.
fn unpack_source(suite: &Suite, package: &str, scratch: &Path) -> Result<PathBuf> {
    let unpacked = suite.unpack(&[package.to_owned()], scratch)?;
    let archive = unpacked.join(format!("usr/src/{package}.tar.xz"));
    let kept = scratch.join("kept");
    let source = kept.join("source");
    fs::create_dir_all(&source).map_err(|e| unusable("make", &source, &e))?;
    let mut extract = Command::new("tar");
    extract
        .arg("-xf")
        .arg(&archive)
        .arg("--strip-components=1")
        .arg("-C")
        .arg(&source);
    step(
        &format!("unpacking {package}"),
        &mut extract,
        "check that the disk has 6 GB to spare",
    )?;
    Ok(kept)
}

fn make(arguments: &[&str]) -> Command {
    let mut make = tool("make");
    make.args(arguments);
    make
}

/// A program, without what a make around it or a user's habits would tell it.
fn tool(program: impl AsRef<OsStr>) -> Command {
    let mut tool = Command::new(program);
    tool.env("LC_ALL", "C");
    for name in [
        "MAKEFLAGS",
        "MFLAGS",
        "ARCH",
        "CROSS_COMPILE",
        "LLVM",
        "KCFLAGS",
        "KCONFIG_CONFIG",
        "KBUILD_OUTPUT",
    ] {
        tool.env_remove(name);
    }
    // Where depmod is, which modules_install asks for.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut path: OsString = path;
    path.push(":/usr/sbin:/sbin");
    tool.env("PATH", path);
    tool
}

/// What a line of make's says is done: CC in `  CC [M]  fs/fuse/cuse.o`.
fn step_of(line: &str) -> Option<&str> {
    let first = line.split_whitespace().next()?;
    let is_step = line.starts_with("  ") && first.bytes().all(|byte| byte.is_ascii_uppercase());
    is_step.then_some(first)
}

/// Lines of a fragment that a settled configuration does not have.
fn dropped<'a>(fragment: &'a str, settled: &str) -> Vec<&'a str> {
    let settled: std::collections::HashSet<&str> = settled.lines().collect();
    fragment
        .lines()
        .filter(|line| {
            match line
                .strip_prefix("# ")
                .and_then(|rest| rest.strip_suffix(" is not set"))
            {
                // An option without its needs met is not even mentioned.
                Some(option) => {
                    let on = |value| settled.contains(format!("{option}={value}").as_str());
                    on("y") || on("m")
                }
                None => line.starts_with("CONFIG_") && !settled.contains(line),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_kconfig_dropped_is_named() {
        let fragment = "# Words.\nCONFIG_A=y\nCONFIG_B=m\n# CONFIG_C is not set\n# CONFIG_D is not set\nCONFIG_E=\"x\"\n";
        let settled = "# CONFIG_A is not set\nCONFIG_B=m\nCONFIG_C=m\nCONFIG_E=\"x\"\n";
        assert_eq!(
            dropped(fragment, settled),
            ["CONFIG_A=y", "# CONFIG_C is not set"]
        );
    }

    #[test]
    fn the_fragment_names_each_option_once() {
        let mut options: Vec<&str> = CONFIGURATION
            .lines()
            .filter_map(|line| line.trim_start_matches("# ").strip_prefix("CONFIG_"))
            .filter_map(|rest| rest.split(['=', ' ']).next())
            .collect();
        options.sort_unstable();
        let all = options.len();
        options.dedup();
        assert_eq!(options.len(), all);
        assert!(all > 100, "{all} options");
    }

    #[test]
    fn steps_are_told_from_the_rest() {
        assert_eq!(step_of("  CC [M]  fs/fuse/cuse.o"), Some("CC"));
        assert_eq!(step_of("  AS      arch/x86/lib/memcpy_64.o"), Some("AS"));
        assert_eq!(step_of("  LD [M]  fs/fuse/cuse.ko"), Some("LD"));
        assert_eq!(step_of("fs/fuse/cuse.c:1: warning: CC"), None);
        // What openssl says while it makes a key comes before make's own words.
        assert_eq!(step_of(".+....+  CC      kernel/bpf/cgroup.o"), None);
        assert_eq!(step_of(""), None);
    }
}
