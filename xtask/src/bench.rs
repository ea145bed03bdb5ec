//! `cargo xtask bench`: what watching costs an ioctl, and calls on files that are no devices, in
//! instructions. Under icount an instruction takes one nanosecond of the guest's time, so a loop's time is
//! a count, and the same one on each run.

use std::{collections::BTreeMap, process::ExitCode, time::Duration};

use serde::{Deserialize, Serialize};

use crate::{
    progress::{Error, Result, print},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Stream, Workload, inherit},
};

/// What is attached while the loop runs, in the order of the table.
const ATTACHED: &[(&str, &str)] = &[
    ("none", "nothing attached"),
    ("empty", "an empty LSM program"),
    ("count", "passgate counting"),
];

/// What the loop calls: by the name that `passgate measure` knows, and by the one in the table.
const CALLED: &[(&str, &str)] = &[
    ("nvme-id", "NVME_IOCTL_ID"),
    ("ioctl-socket", "ioctl() on a socket"),
    ("read-pipe", "read() on a pipe"),
    ("read-file", "read() on a regular file"),
    ("open-file", "open() and close() of one"),
    ("map-file", "mmap() and munmap() of one"),
];

/// Times that each loop is run; the least counts, for a timer's tick may fall into any of them.
const ROUNDS: u32 = 3;

/// Measures.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3, or the path of a vmlinuz
    #[arg(long, default_value = "6.12")]
    kernel: String,
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Calls of one loop
    #[arg(long, default_value_t = 20_000)]
    calls: u32,
}

/// A line of `passgate measure`. Nanoseconds are whole, but JSON need not write them so.
#[derive(Debug, Deserialize)]
struct Measured {
    call: String,
    calls: u32,
    nanoseconds: f64,
}

/// A row of the table, in instructions per call.
#[derive(Debug, Serialize, PartialEq)]
struct Row {
    call: String,
    attached: String,
    instructions: f64,
    over_nothing: f64,
    /// How many times the cost of an empty program this one's is; none for what costs nothing.
    over_floor: Option<f64>,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    kind: &'a str,
    kernel: &'a str,
    rows: &'a [Row],
}

/// Measures and prints.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    setup::ensure()?;
    let passgate = passgate()?;
    let machine = Machine::new(Kernel::resolve(&arguments.kernel)?)
        .icount()
        .parameter("mitigations=off")
        .limit(Some(Duration::from_secs(600)));
    let script = format!(
        "for round in $(seq {ROUNDS}); do for attach in {}; do \
         lines=$(\"$1\" measure --attach $attach --call {} --device /dev/nvme0n1 --calls {}) || exit; \
         echo \"$lines\" | sed \"s/^/$attach /\"; done; done",
        names(ATTACHED, " "),
        names(CALLED, ","),
        arguments.calls,
    );
    let workload = Workload::new([
        "/bin/sh",
        "-c",
        &script,
        "bench",
        &passgate.display().to_string(),
    ]);
    let mut output = Vec::new();
    let status = machine.run(&workload, &mut |stream, bytes| match stream {
        Stream::Output => output.extend_from_slice(bytes),
        Stream::Error => inherit(stream, bytes),
    })?;
    let output = String::from_utf8_lossy(&output);
    if status != 0 {
        return Err(Error::new(
            format!("passgate measure failed with status {status}\n{output}"),
            "its message is above",
        ));
    }
    let rows = rows(&output)?;
    if arguments.json {
        let report = Report {
            schema: 1,
            kind: "bench",
            kernel: machine.version(),
            rows: &rows,
        };
        let text = serde_json::to_string(&report)
            .map_err(|e| Error::new(format!("no JSON: {e}"), "report this"))?;
        print(&format!("{text}\n"))?;
    } else {
        print(&table(machine.version(), &rows))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Names, for a shell's loop or for an option.
fn names(table: &[(&str, &str)], between: &str) -> String {
    let names: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
    names.join(between)
}

fn table(kernel: &str, rows: &[Row]) -> String {
    let mut text = format!(
        "Instructions for each call on Linux {kernel}:\n\n{:<27}{:<24}{:>14}{:>16}{:>20}\n",
        "call", "attached", "instructions", "over nothing", "times an empty one"
    );
    for row in rows {
        let ratio = row
            .over_floor
            .map_or_else(|| "-".into(), |ratio| format!("{ratio:.2}"));
        text.push_str(&format!(
            "{:<27}{:<24}{:>14.1}{:>16.1}{ratio:>20}\n",
            row.call, row.attached, row.instructions, row.over_nothing
        ));
    }
    text
}

/// The table, from the lines of all rounds.
fn rows(output: &str) -> Result<Vec<Row>> {
    let mut least: BTreeMap<(String, String), f64> = BTreeMap::new();
    for line in output.lines() {
        let unreadable = |e: String| {
            Error::new(
                format!("passgate measure printed {line:?}: {e}"),
                "it prints a line of JSON",
            )
        };
        let (attach, json) = line
            .split_once(' ')
            .ok_or_else(|| unreadable("no result".into()))?;
        let measured: Measured =
            serde_json::from_str(json).map_err(|e| unreadable(e.to_string()))?;
        let each = measured.nanoseconds / f64::from(measured.calls.max(1));
        least
            .entry((measured.call, attach.to_owned()))
            .and_modify(|least| *least = least.min(each))
            .or_insert(each);
    }
    let of = |call: &str, attach: &str| {
        let found = least.get(&(call.to_owned(), attach.to_owned()));
        found.copied().ok_or_else(|| {
            Error::new(
                format!("nothing measured for {call} with {attach:?}"),
                "run it again",
            )
        })
    };
    let mut rows = Vec::new();
    for (call, name) in CALLED {
        let nothing = of(call, "none")?;
        let floor = of(call, "empty")? - nothing;
        for (attach, attached) in ATTACHED {
            let instructions = of(call, attach)?;
            let over_nothing = instructions - nothing;
            // Less than one instruction is a timer's tick, not a program.
            let over_floor = (*attach != "none" && floor > 1.0).then(|| over_nothing / floor);
            rows.push(Row {
                call: (*name).into(),
                attached: (*attached).into(),
                instructions,
                over_nothing,
                over_floor,
            });
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_all_rounds_counts() {
        let mut output = String::new();
        for (call, _) in CALLED {
            for (attach, nanoseconds) in [
                ("none", 7780.0),
                ("empty", 9660.0),
                ("count", 11540.0),
                ("none", 7760.0),
            ] {
                let line = format!(r#"{{"call":"{call}","calls":10,"nanoseconds":{nanoseconds}}}"#);
                output += &format!("{attach} {line}\n");
            }
        }
        let rows = rows(&output).unwrap();
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
        assert_eq!(rows.len(), CALLED.len() * ATTACHED.len());
        near(rows[0].instructions, 776.0);
        near(rows[1].over_nothing, 190.0);
        assert_eq!(rows[0].over_floor, None);
        near(rows[2].over_floor.unwrap(), 378.0 / 190.0);
    }

    #[test]
    fn what_is_missing_or_garbled_is_an_error() {
        assert!(rows(r#"none {"call":"nvme-id","calls":1,"nanoseconds":1.0}"#).is_err());
        assert!(rows("panicked at").is_err());
    }
}
