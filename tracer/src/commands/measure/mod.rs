//! `passgate measure`: times calls with a program attached, for `cargo xtask bench`, which runs it in a
//! guest whose clock counts instructions.

mod calls;
mod clock;
mod events;
mod logged;
mod machine;
mod rate;
mod refresh;

use std::{io, path::Path, time::Duration};

use clap::ValueEnum as _;
use rustix::thread::{Uid, set_thread_uid};
use tracer_common::count::CountKey;

use super::{
    policy as files,
    session::{live, load},
    written,
};
use crate::{
    cli::{Attach, Call, Measure, Nodes},
    daemon::force::Force,
    exit::{Error, Result},
    kernel::{
        Options, Pins,
        measure::{Empty, attach_empty},
    },
    model::Model,
    policy::compile::Compiled,
    sinks::{json, openmetrics::Metrics},
    source::live::Live,
};
use calls::{Calls, prepare, unknown};
use clock::{median, time};
use machine::Size;

/// How many subjects `many` are: users of this program, the first of whom has this id.
const SUBJECTS: u32 = 64;
const FIRST_USER: u32 = 10_000;

/// Prints one JSON object for each kind of call: its name, and the nanoseconds that one takes.
///
/// # Errors
///
/// Where a device does not take a command or the programs do not load.
pub fn run(arguments: &Measure) -> Result<()> {
    if let [devices, subjects, rows] = arguments.report[..] {
        let size = Size {
            devices,
            subjects,
            rows,
        };
        return report(size, arguments.metrics);
    }
    if let Some(rows) = arguments.rows {
        return keep_calling(&arguments.nodes, rows);
    }
    if let Some(rate) = arguments.rate {
        return steadily(arguments, rate);
    }
    if !arguments.top.is_empty() {
        return refreshes(&arguments.top, &arguments.filter);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let _within = runtime.enter();
    // Attaching takes far longer than calling.
    let mut attached = Attached::new(arguments.attach, arguments.policy.as_deref())?;
    for call in &arguments.call {
        let name = call.to_possible_value();
        let name = name.as_ref().map_or("", |name| name.get_name());
        if let [port, files] = &arguments.log[..] {
            let mut file = files.clone().into_os_string();
            file.push(name);
            let mut made = warm(*call, &arguments.nodes, &[None], &mut attached)?;
            logged::call(&mut made, port, Path::new(&file)).map_err(|e| failed(*call, &e))?;
            continue;
        }
        let each = measure(*call, &arguments.nodes, arguments.calls, &mut attached)?;
        let line = serde_json::json!({ "call": name, "nanoseconds": each });
        written(io::Write::write_fmt(
            &mut io::stdout(),
            format_args!("{line}\n"),
        ))?;
    }
    Ok(())
}

/// Prints what `stat --json` would of an imagined machine, or the metrics that a daemon would serve.
fn report(size: Size, metrics: Option<usize>) -> Result<()> {
    let keys: Vec<CountKey> = (0..size.rows).map(|row| machine::key(size, row)).collect();
    let mut model = Model::new();
    let counts = machine::counts(&keys, Duration::from_secs(60));
    let told = machine::named(size)
        .into_iter()
        .chain(machine::first_calls(&keys));
    told.chain([counts]).for_each(|news| model.apply(news));
    let report = model.report();
    let Some(most) = metrics else {
        return written(json::write(&mut io::stdout().lock(), &report));
    };
    let mut metrics = Metrics::default();
    metrics.count(&report, most);
    let text = metrics
        .text()
        .map_err(|_| Error::failure("a metric has no such name"))?;
    written(io::Write::write_all(
        &mut io::stdout().lock(),
        text.as_bytes(),
    ))
}

/// Prints one JSON object for each number of rows: what a refresh of `top` costs.
fn refreshes(rows: &[u32], filter: &str) -> Result<()> {
    for rows in rows {
        let measured = refresh::measure(*rows, filter)?;
        written(json::line(&mut io::stdout(), &measured))?;
    }
    Ok(())
}

/// Makes calls at a rate, and prints how many they were and how many seconds they took.
fn steadily(arguments: &Measure, rate: u32) -> Result<()> {
    for call in &arguments.call {
        let mut made = prepare(*call, &arguments.nodes).map_err(|e| failed(*call, &e))?;
        let (calls, took) = rate::keep(&mut made, rate).map_err(|e| failed(*call, &e))?;
        let line = serde_json::json!({ "calls": calls, "seconds": took.as_secs_f64() });
        written(json::line(&mut io::stdout(), &line))?;
    }
    Ok(())
}

/// Keeps as many rows alive as asked for, until it is ended.
fn keep_calling(nodes: &Nodes, rows: u32) -> Result<()> {
    loop {
        unknown(&nodes.namespace, rows)
            .map_err(|e| Error::failure(format!("{}: {e}", nodes.namespace.display())))?;
        std::thread::sleep(Duration::from_millis(500));
    }
}

/// What is attached, until this is dropped.
enum Attached {
    Nothing,
    Empty(#[expect(dead_code, reason = "kept for its end")] Box<Empty>),
    Counting(Box<Live>),
    Guarded(Box<Force>),
}

impl Attached {
    fn new(attach: Attach, policy: Option<&Path>) -> Result<Self> {
        Ok(match attach {
            Attach::None => Self::Nothing,
            Attach::Empty => Self::Empty(Box::new(attach_empty()?)),
            Attach::Count => {
                let policy = policy.map(compiled).transpose()?;
                let options = Options::default();
                let kernel = load(options, policy.as_ref())?;
                Self::Counting(Box::new(live(kernel, policy, options)?))
            }
            Attach::Daemon => {
                let policy = policy.map(compiled).ok_or_else(|| {
                    Error::failure("a daemon has a policy").remedy("name one by --policy")
                })??;
                let pins = Pins::new("/sys/fs/bpf/passgate-measured");
                let force = Force::load(Options::default(), policy, &pins)?;
                force.take_over();
                Self::Guarded(Box::new(force))
            }
        })
    }

    /// Takes what the first calls had the programs tell, as `stat` and `run` do: devices that a policy knows
    /// are given their labels.
    fn settle(&mut self) -> Result<()> {
        match self {
            Self::Nothing | Self::Empty(_) => {}
            Self::Counting(live) => drop(live.pending()?),
            Self::Guarded(force) => drop(force.live.pending()?),
        }
        Ok(())
    }
}

fn compiled(path: &Path) -> Result<Compiled> {
    let (policy, texts) = files::read(path)?;
    Compiled::whole(policy, 1).map_err(|error| files::wrong(&[error], &texts))
}

fn failed(call: Call, error: &io::Error) -> Error {
    Error::failure(format!("a call of {call:?} fails: {error}"))
        .remedy("name nodes of devices that take it: --controller, --namespace, --generic")
}

/// Makes the first calls, for these users, which take the slow paths; with a policy the second ones do, too,
/// for a device's label may have come with new tables.
fn warm(
    call: Call,
    nodes: &Nodes,
    users: &[Option<Uid>],
    attached: &mut Attached,
) -> Result<Calls> {
    let mut made = prepare(call, nodes).map_err(|e| failed(call, &e))?;
    for _ in 0..2 {
        for user in users {
            as_user(*user, || made.warm_up()).map_err(|e| failed(call, &e))?;
        }
        attached.settle()?;
    }
    Ok(made)
}

/// Nanoseconds of one call.
fn measure(call: Call, nodes: &Nodes, calls: u32, attached: &mut Attached) -> Result<f64> {
    let users: Vec<Option<Uid>> = match call {
        Call::ManyOnOne | Call::ManyOnMany => (FIRST_USER..FIRST_USER + SUBJECTS)
            .map(|user| Some(Uid::from_raw(user)))
            .collect(),
        _ => vec![None],
    };
    let mut made = warm(call, nodes, &users, attached)?;
    let subjects = u32::try_from(users.len()).unwrap_or(u32::MAX);
    // Enough for a median from each of many.
    let calls = if subjects == 1 { calls } else { calls / 8 };
    let mut sum = 0.0;
    for user in users {
        sum += as_user(user, || {
            // What is left of the slow paths is the thread's own: its first use of the stack, say.
            made.warm_up()?;
            time(&mut made, calls).map(median)
        })
        .map_err(|e| failed(call, &e))?;
    }
    Ok(sum / f64::from(subjects))
}

/// Does something as another user, on a thread of its own: credentials are a thread's.
fn as_user<T: Send>(
    user: Option<Uid>,
    act: impl FnOnce() -> io::Result<T> + Send,
) -> io::Result<T> {
    let Some(user) = user else { return act() };
    let before = threads()?;
    let result = std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            set_thread_uid(user)?;
            act()
        });
        thread
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the thread has panicked")))
    });
    // A thread is joined before the kernel has done with it, and calls cost more while two share the files.
    while threads()? > before {
        std::thread::sleep(Duration::from_millis(1));
    }
    result
}

/// How many threads this process has.
fn threads() -> io::Result<usize> {
    Ok(std::fs::read_dir("/proc/self/task")?.count())
}
