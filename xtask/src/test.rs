//! `cargo xtask test`: the unit tests here, then the guest tests on each kernel.

use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Command, ExitCode, Stdio},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    cache,
    coverage::{self, Kinds, Page},
    debian, i386,
    progress::{Error, Result, print, say, tell},
    setup,
    static_build::{Artifact, build, passgate},
    tally::{Running, Tally},
    vm::{Kernel, Machine, Stream, System, Workload, inherit, passthrough},
};

/// Runs the tests.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A kernel for the guest tests: 6.1, 6.12, 7.3, passthrough or the path of a vmlinuz; may be
    /// given more than once. Without it, all of them, passthrough where it is built
    #[arg(long)]
    kernel: Vec<String>,
    /// Only the tests that need no guest
    #[arg(long, conflicts_with_all = ["guest_only", "kernel"])]
    unit_only: bool,
    /// Only the tests that run in guests
    #[arg(long)]
    guest_only: bool,
    /// Seconds that the tests may take on one kernel
    #[arg(long, value_name = "SECONDS", default_value_t = 4200)]
    timeout: u64,
    /// All guest tests on each kernel. Without it, and without a kernel or a filter, those that hardly depend
    /// on the kernel run on one only, 6.12, which has most of the drivers, and those on passthrough that need it;
    /// what is left to chance is tried a fifth as often on the others
    #[arg(long, conflicts_with = "unit_only")]
    whole: bool,
    /// Guests that run at a time; the tests of one mostly keep one processor busy
    #[arg(long, value_name = "N", default_value_t = processors())]
    jobs: usize,
    /// Writes to docs/coverage.md which kinds of device the tests proved, on each kernel that all of them
    /// ran on. Only a run of all guest tests on all kernels takes back what is proven there
    #[arg(long, conflicts_with = "unit_only")]
    write_coverage: bool,
    /// Only guest tests whose name contains one of these. Names of those under systemd begin with `systemd`
    #[arg(value_name = "FILTER")]
    filters: Vec<String>,
}

/// Variables that say how much of something tests do, or by what chance, in place of what they do otherwise.
const AMOUNTS: [&str; 5] = [
    "PASSGATE_ATTACKS",
    "PASSGATE_KILLS",
    "PASSGATE_SEED",
    "PASSGATE_STRESS",
    "PASSGATE_USERS",
];

/// The kernel that all guest tests run on where nothing else is asked for.
const WHOLE_ON: &str = "6.12";

/// How the names begin of tests of passgate as a service, which a guest of their own runs.
const SYSTEMD: &str = "systemd";

impl Arguments {
    /// What of the tests runs on a kernel.
    fn guest(&self, kernel: &str) -> Guest {
        let chosen = !(self.kernel.is_empty() && self.filters.is_empty());
        if self.whole || chosen || kernel == WHOLE_ON {
            Guest::Whole
        } else if kernel == passthrough::NAME {
            Guest::Apart
        } else {
            Guest::Core
        }
    }

    /// Whether any of the tests is for guests with this machine's root.
    fn usual(&self) -> bool {
        let under_systemd = |filter: &String| filter.starts_with(SYSTEMD);
        self.filters.is_empty() || !self.filters.iter().all(under_systemd)
    }

    /// Whether passgate is a service on a kernel, too: where that is asked for, since a boot of a whole system takes
    /// minutes in an emulator. passthrough is built without what systemd needs.
    fn under_systemd(&self, kernel: &str) -> bool {
        let wanted = |filter: &String| filter.starts_with(SYSTEMD);
        let is_named = self.filters.iter().any(wanted);
        kernel != passthrough::NAME
            && (self.whole && self.filters.is_empty()
                || is_named && (!self.kernel.is_empty() || kernel == WHOLE_ON))
    }
}

/// What one set of tests came to.
struct Set {
    name: String,
    tally: Tally,
    took: Duration,
    /// How far each kind of device is covered; empty where that was not asked.
    kinds: Kinds,
}

/// Succeeds if every test that ran passed.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut sets = Vec::new();
    if !arguments.guest_only {
        sets.push(unit_tests()?);
    }
    if !arguments.unit_only {
        setup::ensure()?;
        let mut executables = Executables::build()?;
        let names: Vec<&str> = if arguments.kernel.is_empty() {
            Kernel::names().collect()
        } else {
            arguments.kernel.iter().map(String::as_str).collect()
        };
        let services: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| arguments.under_systemd(name))
            .collect();
        let mut guests = Vec::new();
        for name in names.into_iter().filter(|_| arguments.usual()) {
            // Who asks for it by name is told by an error.
            let lacking = if name == passthrough::NAME && arguments.kernel.is_empty() {
                passthrough::lacking()?
            } else {
                None
            };
            match lacking {
                Some(reason) => sets.push(left_out(name, reason)),
                None => guests.push((name, arguments.guest(name))),
            }
        }
        // The longest first, so that no processor waits for it in the end.
        guests.sort_by_key(|(_, guest)| *guest != Guest::Whole);
        // One kernel suffices to see what is said where BPF is not among the security modules.
        let last = arguments.kernel.last().map(String::as_str);
        if arguments.usual() {
            guests.push((last.unwrap_or(Kernel::newest()), Guest::WithoutBpfLsm));
        }
        if !services.is_empty() {
            match debian::lacking()? {
                Some(reason) => sets.push(left_out("under systemd", reason)),
                None => executables.debian = Some(debian::root()?),
            }
        }
        if executables.debian.is_some() {
            guests.extend(services.iter().map(|name| (*name, Guest::UnderSystemd)));
        }
        let ran = side_by_side(&guests, &executables, arguments)?;
        let runs: Vec<(&str, &Kinds)> = guests
            .iter()
            .zip(&ran)
            .filter(|(_, set)| !set.kinds.is_empty())
            .map(|((kernel, _), set)| (*kernel, &set.kinds))
            .collect();
        let all_passed = ran.iter().all(|set| set.tally.failed.is_empty());
        let covered = covered(&runs, all_passed, arguments)?;
        sets.extend(ran);
        sets.extend(covered);
    }
    report(&sets)
}

/// Holds what docs/coverage.md says of kinds of device against what was proven, or writes it.
fn covered(
    runs: &[(&str, &Kinds)],
    all_passed: bool,
    arguments: &Arguments,
) -> Result<Option<Set>> {
    let all = arguments.kernel.is_empty() && arguments.filters.is_empty();
    let whole = all && arguments.whole;
    let began = Instant::now();
    let mut page = Page::open()?;
    if arguments.write_coverage {
        if all_passed {
            page.enter(runs, whole);
            page.write()?;
        } else {
            say("docs/coverage.md stays as it is: tests have failed");
        }
        return Ok(None);
    }
    // What some of the tests do not prove may be proven by others. Kernels that not all of them ran on
    // are not among the runs.
    if !all {
        return Ok(None);
    }
    let differences = page.compare(runs);
    for line in &differences.other {
        say(format!("docs/coverage.md is out of date: {line}"));
    }
    if !(differences.other.is_empty() && differences.lost.is_empty()) {
        say("`cargo xtask test --guest-only --whole --write-coverage` brings it up to date");
    }
    let tally = Tally {
        passed: u64::from(differences.lost.is_empty()),
        failed: differences.lost,
        ..Tally::default()
    };
    Ok(Some(Set {
        name: "what docs/coverage.md has as proven".into(),
        tally,
        took: began.elapsed(),
        kinds: Kinds::new(),
    }))
}

fn unit_tests() -> Result<Set> {
    say("unit tests");
    let began = Instant::now();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(cache::project())
        .args(["test", "--no-fail-fast"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let failed =
        |e: std::io::Error| Error::new(format!("cannot run cargo test: {e}"), "install Rust");
    let mut child = cargo.spawn().map_err(failed)?;
    let mut output = String::new();
    if let Some(from) = child.stdout.take() {
        for line in BufReader::new(from)
            .lines()
            .map_while(std::result::Result::ok)
        {
            // The results count even where nobody reads them.
            let _ = writeln!(std::io::stdout(), "{line}");
            output.push_str(&line);
            output.push('\n');
        }
    }
    let status = child.wait().map_err(failed)?;
    let mut tally = Tally::read(&output);
    if !status.success() && tally.failed.is_empty() {
        tally.failed.push(format!("cargo test ({status})"));
    }
    Ok(Set {
        name: "unit tests".into(),
        tally,
        took: began.elapsed(),
        kinds: Kinds::new(),
    })
}

/// The guest tests of a kernel that is not there, which count as one that is skipped.
fn left_out(kernel: &str, reason: String) -> Set {
    let mut tally = Tally::default();
    tally.skipped.insert("all guest tests".into(), reason);
    Set {
        name: format!("Linux {kernel}"),
        tally,
        took: Duration::ZERO,
        kinds: Kinds::new(),
    }
}

/// What guests run.
pub(crate) struct Executables {
    pub(crate) passgate: PathBuf,
    pub(crate) tests: PathBuf,
    /// Clients of 32 bits, in a folder of their own.
    i386: PathBuf,
    /// A Debian root, where one is needed.
    debian: Option<PathBuf>,
}

impl Executables {
    pub(crate) fn build() -> Result<Self> {
        Ok(Self {
            passgate: passgate()?,
            tests: build(&Artifact::Test {
                package: "passgate",
                name: "guest",
            })?,
            i386: i386::folder()?,
            debian: None,
        })
    }

    /// Has a guest boot Debian, with passgate as a service.
    fn under_systemd(&self, machine: Machine) -> Machine {
        let Some(root) = &self.debian else {
            return machine;
        };
        let folders = [&self.passgate, &self.tests].map(|file| file.parent().map(Into::into));
        let system = System {
            folders: folders.into_iter().flatten().collect(),
            prepare: vec![self.tests.display().to_string(), "prepare".into()],
        };
        // A system runs much beside the tests, and an emulator's processors do not always see what the kernel
        // changes in its code.
        machine.system(root, system).alone()
    }

    /// Tells the guest tests, which a workload runs, where they are.
    pub(crate) fn with(&self, workload: Workload, guest: Guest) -> Workload {
        let workload = workload
            .env("PASSGATE_GUEST", guest.mode())
            .env("PASSGATE_BIN", self.passgate.display().to_string())
            .env("PASSGATE_I386", self.i386.display().to_string());
        AMOUNTS.iter().fold(workload, |workload, name| {
            workload.env(name, std::env::var(name).unwrap_or_default())
        })
    }
}

/// How a guest is booted, which decides what of the tests it runs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guest {
    /// As Debian's kernels boot, but fully preemptible.
    Whole,
    /// The same for the tests that depend on the kernel more than on a driver.
    Core,
    /// The same for the tests that most kernels lack something for.
    Apart,
    /// Without BPF among the security modules.
    WithoutBpfLsm,
    /// With a root of Debian's own and its systemd, under which passgate is a service.
    UnderSystemd,
}

impl Guest {
    /// What the tests are told in `PASSGATE_GUEST`.
    fn mode(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Core => "core",
            Self::Apart => "apart",
            Self::WithoutBpfLsm => "without-bpf-lsm",
            Self::UnderSystemd => "systemd",
        }
    }
}

/// How many guests this machine has processors for.
fn processors() -> usize {
    thread::available_parallelism().map_or(1, |count| count.get().min(4))
}

/// Runs guests, several at a time, and prints the output of each in one piece.
fn side_by_side(
    guests: &[(&str, Guest)],
    executables: &Executables,
    arguments: &Arguments,
) -> Result<Vec<Set>> {
    let alone = arguments.jobs <= 1;
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Set>)>> = Mutex::new(Vec::new());
    let work = || {
        while let Some((index, (kernel, guest))) = {
            let index = next.fetch_add(1, Ordering::Relaxed);
            guests.get(index).map(|guest| (index, guest))
        } {
            let set = guest_tests(kernel, *guest, executables, arguments, alone);
            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
            done.push((index, set));
        }
    };
    thread::scope(|scope| {
        for _ in 0..arguments.jobs.clamp(1, guests.len()) {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, set)| set).collect()
}

fn guest_tests(
    kernel: &str,
    guest: Guest,
    executables: &Executables,
    arguments: &Arguments,
    alone: bool,
) -> Result<Set> {
    let mut machine =
        Machine::new(Kernel::resolve(kernel)?).limit(Some(Duration::from_secs(arguments.timeout)));
    let mut name = format!("Linux {}", machine.version());
    match guest {
        // BPF programs are then preempted anywhere, as real-time and desktop kernels do it, so that
        // what they share on a processor is put to the test.
        Guest::Whole | Guest::Core | Guest::Apart => machine = machine.parameter("preempt=full"),
        Guest::WithoutBpfLsm => {
            machine = machine.parameter("lsm=lockdown,yama");
            name += ", no BPF LSM";
        }
        Guest::UnderSystemd => {
            machine = executables
                .under_systemd(machine)
                // passgate is installed before it counts as started.
                .start_limit(Duration::from_secs(300))
                .parameter("preempt=full")
                // Not how long each job has been running, which is drawn anew all the time.
                .parameter("systemd.show_status=error");
            name += ", under systemd";
        }
    }
    say(format!("guest tests on {name}"));
    let began = Instant::now();
    let mut command = vec![executables.tests.display().to_string()];
    command.extend(arguments.filters.iter().cloned());
    let workload = executables.with(Workload::new(command), guest);
    let mut output = Vec::new();
    let mut running = Running::new(&name);
    let outcome = machine.run(&workload, &mut |stream, bytes| {
        if alone || stream != Stream::Output {
            inherit(stream, bytes);
        }
        if stream == Stream::Output {
            output.extend_from_slice(bytes);
            if !alone {
                running.read(&output);
            }
        }
    });
    if !alone {
        let title = format!("\n{name}\n");
        inherit(Stream::Output, &[title.as_bytes(), &output].concat());
    }
    let output = String::from_utf8_lossy(&output);
    let mut tally = Tally::read(&output);
    match outcome {
        // A program that was cut short may have reported nothing wrong so far.
        Ok(0) if tally == Tally::default() && arguments.filters.is_empty() => {
            tally.failed.push("the guest tests: none has run".into());
        }
        Ok(0) => {}
        Ok(status) if tally.failed.is_empty() => tally
            .failed
            .push(format!("the guest tests: exit status {status}")),
        Ok(_) => {}
        Err(error) => {
            // The other kernels' results are worth having all the same.
            tell(format!("error: {error}"));
            tally.failed.push(format!(
                "the guest itself: {}",
                error.to_string().lines().next().unwrap_or_default()
            ));
        }
    }
    Ok(Set {
        name,
        tally,
        took: began.elapsed(),
        kinds: coverage::read(&output),
    })
}

/// Prints what became of each set, then what the tests that failed said, and the sum as the last line.
fn report(sets: &[Set]) -> Result<ExitCode> {
    let mut all = Tally::default();
    let mut text = String::from("\n");
    for set in sets {
        text.push_str(&format!(
            "{:<42} {}, {:.0} s\n",
            set.name,
            set.tally,
            set.took.as_secs_f32()
        ));
        for name in &set.tally.failed {
            text.push_str(&format!("    failed   {name}\n"));
        }
        for (reason, names) in set.tally.reasons() {
            text.push_str(&format!("    skipped  {}: {reason}\n", names.join(", ")));
        }
        all.add(&set.tally, &format!("{}: ", set.name));
    }
    for message in &all.messages {
        text.push_str(&format!("\nfailed: {message}\n"));
    }
    print(&format!("{text}{all}\n"))?;
    Ok(if all.failed.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
