//! Tests of the whole program in a virtual machine, on real drivers and with real clients.
//!
//! They change the kernel they run on, so they run as the workload of a guest only: `cargo xtask
//! test` boots one for each kernel. A test that needs what a kernel may lack probes for it and is
//! skipped with the reason; the reasons are printed at the end.
//!
//! The same binary is the client that issues raw commands: `guest client NAME ...`; and it installs passgate in a
//! guest that has a system of its own: `guest prepare`.

mod arguments;
mod before;
mod buses;
mod bypasses;
mod cli;
mod client;
mod clients;
mod containers;
mod counting;
mod cxl;
mod daemon;
mod devices;
mod doctor;
mod drivers;
mod ender;
mod enforce;
mod entries;
mod expected;
mod fwctl;
mod graphics;
mod holder;
mod hotplug;
mod iommufd;
mod losses;
mod machine;
mod mapped;
mod mdev;
mod media;
mod multipath;
mod need;
mod network;
mod observe;
mod openness;
mod other;
mod pci;
mod proven;
mod session;
mod stand_in;
mod storage;
mod strace;
mod subjects;
mod tools;
mod top;
mod trace;
mod tracepoint;
mod transfers;
mod ublk;
mod usb;
mod vfio;
mod vfio_node;
mod virtualization;

use std::{
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use libtest_mimic::{Arguments, Failed, Trial};
use need::Need;
use proven::Proofs;

/// What a test returns: a failure carries its message.
type Outcome = Result<(), Failed>;

/// A test: its name, what it needs of the kernel, and itself.
struct Test {
    name: &'static str,
    needs: &'static [Need],
    run: Box<dyn Fn() -> Outcome + Send>,
    /// Whether the drivers are real, so that it proves something of them.
    real: bool,
}

impl Test {
    fn new(
        name: &'static str,
        needs: &'static [Need],
        run: impl Fn() -> Outcome + Send + 'static,
    ) -> Self {
        Self {
            name,
            needs,
            run: Box::new(run),
            real: true,
        }
    }

    /// The same, of a program that stands in for a driver.
    fn stands_in(self) -> Self {
        Self {
            real: false,
            ..self
        }
    }

    /// Why it cannot run here; None where it can.
    fn missing(&self) -> Option<String> {
        self.needs.iter().find_map(|need| need.missing())
    }
}

/// Why a test is left out that hardly depends on the kernel.
const ON_ONE: &str =
    "it hardly depends on the kernel, and runs on one; --whole runs it on this one, too";

/// Why a test is left out that Debian's kernel of the same version runs.
const ON_DEBIANS: &str =
    "Debian's kernel of this version runs it; --whole runs it on this one, too";

/// What a variable of the environment says, or else so many.
fn told(variable: &str, otherwise: u64) -> u64 {
    let text = std::env::var(variable).ok();
    text.and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// How often what is left to chance is tried: this often, and a fifth of it where another kernel tries it in full.
fn tries(in_full: u32) -> u32 {
    let is_partial = std::env::var("PASSGATE_GUEST").is_ok_and(|mode| mode != "whole");
    if is_partial {
        in_full.div_ceil(5)
    } else {
        in_full
    }
}

/// How long each test took; none fails by it.
#[derive(Default)]
struct Durations(Mutex<Vec<(Duration, &'static str)>>);

impl Durations {
    const SHOWN: usize = 12;

    fn add(&self, test: &'static str, took: Duration) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push((took, test));
    }

    /// Those that took longest.
    fn print(&self) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.sort_unstable_by(|one, other| other.cmp(one));
        for (took, test) in all.iter().take(Self::SHOWN) {
            println!("took {:.0} s: {test}", took.as_secs_f32());
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|first| first == "client") {
        return client::run(&arguments[2..]);
    }
    let guest = std::env::var("PASSGATE_GUEST").ok();
    if guest.as_deref() == Some("systemd")
        && arguments.get(1).is_some_and(|first| first == "prepare")
    {
        return daemon::prepare();
    }
    let outside = guest
        .is_none()
        .then(|| "runs in a guest only: cargo xtask test".to_owned());
    let mode = guest.as_deref();
    let core = matches!(mode, Some("core")).then_some(ON_ONE);
    let apart = matches!(mode, Some("apart")).then_some(ON_DEBIANS);
    let groups = if mode == Some("without-bpf-lsm") {
        vec![(None, vec![cli::without_bpf_lsm()])]
    } else if mode == Some("systemd") {
        vec![(None, vec![daemon::under_systemd()])]
    } else {
        let of_few_kernels = vec![
            enforce::of_few_kernels(),
            vfio_node::tests(),
            iommufd::tests(),
            fwctl::tests(),
            cxl::tests(),
            mapped::tests(),
            mdev::tests(),
        ];
        let of_the_kernel = vec![
            counting::tests(),
            subjects::tests(),
            arguments::tests(),
            hotplug::tests(),
            doctor::tests(),
            entries::tests(),
            vfio::tests(),
            bypasses::tests(),
            before::tests(),
            enforce::tests(),
            daemon::tests(),
        ];
        // What these show depends on passgate alone, or on a driver and its usual client, hardly on the kernel
        // around them.
        let of_one_kernel = vec![
            clients::tests(),
            losses::tests(),
            cli::tests(),
            transfers::tests(),
            containers::tests(),
            devices::tests(),
            top::tests(),
            multipath::tests(),
            other::tests(),
            trace::tests(),
            openness::tests(),
            ublk::tests(),
            stand_in::tests(),
            tools::tests(),
            usb::tests(),
            media::tests(),
            graphics::tests(),
            virtualization::tests(),
            buses::tests(),
            storage::tests(),
            network::tests(),
            enforce::of_one_kernel(),
            daemon::of_one_kernel(),
        ];
        vec![
            (None, of_few_kernels),
            (apart, of_the_kernel),
            (apart.or(core), of_one_kernel),
        ]
    };
    // libtest's arguments know one part of a name only.
    let (filters, others): (Vec<_>, Vec<_>) = arguments
        .into_iter()
        .enumerate()
        .partition(|(at, word)| *at > 0 && !word.starts_with('-'));
    let filters: Vec<String> = filters.into_iter().map(|(_, word)| word).collect();
    let others = others.into_iter().map(|(_, word)| word);
    let mut skipped = Vec::new();
    let proofs = Arc::new(Proofs::default());
    let durations = Arc::new(Durations::default());
    let tests = groups.into_iter().flat_map(|(left_out, tests)| {
        tests
            .into_iter()
            .flatten()
            .map(move |test| (test, left_out))
    });
    let trials = tests
        .filter(|(test, _)| {
            filters.is_empty() || filters.iter().any(|part| test.name.contains(part))
        })
        .map(|(test, left_out)| {
            let reason = outside.clone().or(left_out.map(str::to_owned));
            let reason = reason.or_else(|| test.missing());
            let ignored = reason.is_some();
            skipped.extend(reason.map(|reason| (test.name, reason)));
            let (proofs, durations) = (Arc::clone(&proofs), Arc::clone(&durations));
            let run = move || {
                let began = Instant::now();
                let outcome = if test.real {
                    proofs.of(test.run)
                } else {
                    (test.run)()
                };
                durations.add(test.name, began.elapsed());
                outcome
            };
            Trial::test(test.name, run).with_ignored_flag(ignored)
        })
        .collect();
    let mut arguments = Arguments::from_iter(others);
    // They count the same devices: one at a time.
    arguments.test_threads = Some(1);
    let conclusion = libtest_mimic::run(&arguments, trials);
    for (name, reason) in skipped {
        println!("skipped {name}: {reason}");
    }
    durations.print();
    if mode == Some("whole") {
        proofs.print();
    }
    conclusion.exit_code()
}

/// Fails a test with a message unless a condition holds.
macro_rules! ensure {
    ($condition:expr, $($message:tt)+) => {
        if !$condition {
            return Err(format!($($message)+).into());
        }
    };
}
use ensure;
