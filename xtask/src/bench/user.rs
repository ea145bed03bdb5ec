//! The userspace side: the program as it is built for guests, in one where a nanosecond is an instruction, and a
//! little of it here, where a nanosecond is one.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use serde::{Deserialize, Serialize};

use super::kernel::{START_LIMIT, output};
use crate::{
    cache::{project, target},
    markdown::Table,
    progress::{Error, Result, run, say},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Workload},
};

/// What the guest runs.
const SCRIPT: &str = include_str!("user.sh");
/// How long all of it may take.
const LIMIT: Duration = Duration::from_secs(3600);

/// Events that are measured: by the name that `passgate measure` knows, how many one call of it is, and in words.
const EVENTS: &[(&str, f64, &str)] = &[
    (
        "event-traced",
        1.0,
        "a call that `trace` tells: decoded, named, written",
    ),
    ("event-json", 1.0, "the same by `trace --json`"),
    ("event-first", 1.0, "a row's first call: decoded, taken in"),
    (
        "snapshot",
        1000.0,
        "a row of a reading: taken in, merged, named",
    ),
];

/// Calls a second that `trace` is given.
const RATES: [&str; 3] = ["10000", "50000", "200000"];

/// Live keys that commands are measured with.
const KEYS: [&str; 3] = ["100", "10000", "65000"];

/// A row of the table.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    what: String,
    figure: String,
}

/// Measures, beside the start of bpftrace where there is one.
pub(crate) fn measure(kernel: &str) -> Result<Vec<Row>> {
    setup::ensure()?;
    let passgate = passgate()?;
    let lacking = setup::ensure_what_there_is(&[("bpftrace", "bpftrace")])?;
    let beside = if lacking.is_empty() { "bpftrace" } else { "" };
    let machine = Machine::new(Kernel::resolve(kernel)?)
        .icount()
        .parameter("mitigations=off")
        .start_limit(START_LIMIT)
        .limit(Some(LIMIT));
    say(format!(
        "measuring userspace on Linux {}",
        machine.version()
    ));
    let passgate_path = passgate.display().to_string();
    let workload = Workload::new(["/bin/bash", "-c", SCRIPT, "bench", &passgate_path, beside]);
    let released = released()?;
    let output = output(&machine, &workload)?;
    let size = fs::metadata(&released).ok().map(|file| file.len());
    let here = Here {
        events: events(&released)?,
        refreshes: refreshes(&released)?,
    };
    Ok(rows(&Lines::read(&output)?, &here, size))
}

/// The program as it is installed: the checks of development take several times as long.
fn released() -> Result<PathBuf> {
    let mut build = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    build
        .current_dir(project())
        .args(["build", "--quiet", "--release", "--locked"])
        .args(["--package", "passgate", "--bin", "passgate"]);
    run(
        "building the release",
        &mut build,
        "see the compiler's message",
    )?;
    Ok(target().join("release/passgate"))
}

/// What was measured on this machine.
#[derive(Default)]
struct Here {
    /// Nanoseconds of each event.
    events: BTreeMap<String, f64>,
    /// Refreshes of `top`, by its rows.
    refreshes: BTreeMap<u32, Refresh>,
}

/// What `passgate measure` says of the live view.
#[derive(Deserialize)]
struct Refresh {
    rows: u32,
    /// Of the processor, for one refresh.
    nanoseconds: f64,
    /// All memory of the process, in bytes.
    resident: f64,
}

impl Refresh {
    /// In words, for two a second.
    fn said(&self) -> String {
        format!(
            "here {:.2} ms of a core each: {:.2} %, {:.1} MiB",
            self.nanoseconds / 1e6,
            2.0 * self.nanoseconds / 1e7,
            self.resident / f64::from(1 << 20)
        )
    }
}

/// What refreshes take, each number of rows in a process of its own, whose memory is of nothing else.
fn refreshes(passgate: &Path) -> Result<BTreeMap<u32, Refresh>> {
    let mut all = BTreeMap::new();
    for rows in KEYS {
        let mut measure = Command::new(passgate);
        measure.args(["measure", "--top", rows]);
        let said = run("measuring refreshes here", &mut measure, "see its message")?;
        let lines = said
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok());
        all.extend(lines.map(|refresh: Refresh| (refresh.rows, refresh)));
    }
    Ok(all)
}

/// A line of `passgate measure`.
#[derive(Deserialize)]
struct Line {
    call: String,
    nanoseconds: f64,
}

fn lines(text: &str) -> BTreeMap<String, f64> {
    let lines = text
        .lines()
        .filter_map(|line| serde_json::from_str::<Line>(line).ok());
    lines.map(|line| (line.call, line.nanoseconds)).collect()
}

/// Nanoseconds of each event on this machine.
fn events(passgate: &Path) -> Result<BTreeMap<String, f64>> {
    let names: Vec<&str> = EVENTS.iter().map(|(name, ..)| *name).collect();
    let mut measure = Command::new(passgate);
    measure.args(["measure", "--calls", "20000", "--call", &names.join(",")]);
    let said = run("measuring events here", &mut measure, "see its message")?;
    Ok(lines(&said))
}

/// What the guest printed.
#[derive(Default)]
struct Lines {
    /// Instructions of an event.
    events: BTreeMap<String, f64>,
    /// What is left, word by word.
    others: Vec<Vec<String>>,
}

impl Lines {
    fn read(output: &str) -> Result<Self> {
        let mut lines = Self::default();
        for line in output.lines() {
            match line.split_once(' ') {
                Some(("event", json)) => lines.events.extend(self::lines(json)),
                Some(_) => lines
                    .others
                    .push(line.split_whitespace().map(str::to_owned).collect()),
                None => {
                    return Err(Error::new(
                        format!("the guest printed {line:?}"),
                        "it prints what was measured, and numbers",
                    ));
                }
            }
        }
        Ok(lines)
    }

    /// The numbers of a line that begins so.
    fn numbers(&self, words: &[&str]) -> Option<Vec<f64>> {
        let line = self.others.iter().find(|line| {
            line.len() > words.len() && line.iter().zip(words).all(|(has, wanted)| has == wanted)
        })?;
        let numbers = line.iter().skip(words.len());
        numbers.map(|number| number.parse().ok()).collect()
    }

    /// What a command that goes on uses, in words.
    fn share(&self, what: &str, keys: &str) -> Option<String> {
        let numbers = self.numbers(&[what, keys])?;
        let [spent, seconds, memory] = numbers[..] else {
            return None;
        };
        let each = spent / seconds;
        Some(format!(
            "{} million instructions a second: {:.1} % of a core that does 1,000 million, {:.1} MiB",
            thousands(each / 1e6),
            each / 1e7,
            memory / 1024.0
        ))
    }
}

fn rows(lines: &Lines, here: &Here, size: Option<u64>) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |what: String, figure: Option<String>| {
        rows.push(Row {
            what,
            figure: figure.unwrap_or_else(|| "not measured".into()),
        });
    };
    for (name, each, what) in EVENTS {
        let instructions = lines.events.get(*name).map(|count| count / each);
        let seconds = here.events.get(*name);
        let seconds = seconds.map(|nanoseconds| nanoseconds / each / 1e9);
        add(
            (*what).into(),
            instructions.zip(seconds).map(|(instructions, seconds)| {
                format!(
                    "{} instructions; here {} a second",
                    thousands(instructions),
                    thousands(1.0 / seconds)
                )
            }),
        );
    }
    for rate in RATES {
        let kept_up = lines.numbers(&["trace", rate]).and_then(|numbers| {
            let [made, seconds, told, lost] = numbers[..] else {
                return None;
            };
            Some(format!(
                "{} calls in {seconds:.1} s: {} told, {} said to be lost",
                thousands(made),
                thousands(told),
                thousands(lost)
            ))
        });
        let calls = rate.parse().map_or_else(|_| rate.to_owned(), thousands);
        add(
            format!("`trace`, {calls} calls a second of one command, on one processor"),
            kept_up,
        );
    }
    for keys in KEYS {
        let share = lines.share("top", keys);
        let refresh = keys
            .parse()
            .ok()
            .and_then(|keys: u32| here.refreshes.get(&keys));
        let parts = share.into_iter().chain(refresh.map(Refresh::said));
        let parts: Vec<String> = parts.collect();
        add(
            format!("`top`, two refreshes a second, {keys} live keys"),
            (!parts.is_empty()).then(|| parts.join("; ")),
        );
        let stat = lines.numbers(&["stat", keys]).and_then(|numbers| {
            let [spent, memory, lines] = numbers[..] else {
                return None;
            };
            Some(format!(
                "{} million instructions from start to end, {:.1} MiB, {} lines",
                thousands(spent / 1e6),
                memory / 1024.0,
                thousands(lines)
            ))
        });
        add(format!("`stat`, {keys} keys"), stat);
        add(
            format!("the daemon, {keys} live keys"),
            lines.share("daemon", keys),
        );
    }
    for what in ["passgate", "bpftrace"] {
        let start = lines.numbers(&["start", what, "warm"]);
        add(
            format!("from the start of {what} to its end, with nothing to do"),
            start.and_then(|numbers| {
                let [spent, took] = numbers[..] else {
                    return None;
                };
                Some(format!(
                    "{} million instructions, {:.1} s of the guest's time",
                    thousands(spent / 1e3),
                    took / 1e6
                ))
            }),
        );
    }
    add(
        "size of the program, where `cargo build --release` made it".into(),
        size.map(|size| format!("{:.1} MiB", size as f64 / f64::from(1 << 20))),
    );
    rows
}

/// A whole number with a comma behind each three digits.
pub(crate) fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The table.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut table = Table::new(&["what", "figure"]);
    for row in rows {
        table.row(vec![row.what.clone(), row.figure.clone()]);
    }
    table.text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_commas() {
        assert_eq!(thousands(7.0), "7");
        assert_eq!(thousands(999.6), "1,000");
        assert_eq!(thousands(1_234_567.0), "1,234,567");
    }

    #[test]
    fn what_the_guest_prints_is_read() {
        let lines = Lines::read(
            "start passgate warm 1500000 2500000\nevent {\"call\":\"snapshot\",\"nanoseconds\":800000}\n\
             trace 50000 100000 2.0 99990 10\ntop 100 40000000 20 20480\nstat 100 500000000 20480 120\n\
             daemon 10000 100000000 10 30720\n",
        )
        .unwrap();
        let refresh = Refresh {
            rows: 10_000,
            nanoseconds: 4_000_000.0,
            resident: 20_971_520.0,
        };
        let here = Here {
            events: BTreeMap::from([("snapshot".to_owned(), 100_000.0)]),
            refreshes: BTreeMap::from([(refresh.rows, refresh)]),
        };
        let text = markdown(&rows(&lines, &here, Some(4 << 20)));
        assert!(
            text.contains("800 instructions; here 10,000,000 a second"),
            "{text}"
        );
        assert!(
            text.contains("2 million instructions a second: 0.2 %"),
            "{text}"
        );
        assert!(
            text.contains("100,000 calls in 2.0 s: 99,990 told, 10 said to be lost"),
            "{text}"
        );
        assert!(text.contains("1,500 million instructions, 2.5 s"), "{text}");
        let here = "here 4.00 ms of a core each: 0.80 %, 20.0 MiB";
        assert!(text.contains(here), "{text}");
        assert!(text.contains("not measured"), "{text}");
        let daemon =
            "10 million instructions a second: 1.0 % of a core that does 1,000 million, 30.0 MiB";
        assert!(text.contains(daemon), "{text}");
        assert!(text.contains("4.0 MiB"), "{text}");
    }
}
