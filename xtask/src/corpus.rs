//! `cargo xtask corpus`: calls of real clients, captured in a guest, for the decoder's unit tests.
//!
//! A file a family, `tracer/tests/corpus/FAMILY.jsonl`, a call a line. What was captured on a kernel is
//! replaced by what is captured on it anew, and what another kernel gave stays. A line that was made by hand
//! stays until a call is captured that is all that it says.

mod line;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use serde_json::Value;

use crate::{
    cache::{project, unusable},
    progress::{Error, Result, say},
    setup,
    test::{Executables, Guest},
    vm::{Kernel, Machine, Stream, Workload, inherit, passthrough},
};
use line::Line;

/// The clients.
const SCRIPT: &str = include_str!("corpus/clients.sh");
/// Where the files are, under the project's root.
const FOLDER: &str = "tracer/tests/corpus";
/// How long the clients may take.
const LIMIT: Duration = Duration::from_secs(3600);
/// Most lines of one command of a kind: a log page more proves little.
const MOST_ALIKE: usize = 12;

/// Captures calls of real clients in a guest.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// 6.1, 6.12, 7.3 or passthrough; may be given more than once. Without it 6.12, and passthrough where
    /// it is built
    #[arg(long)]
    kernel: Vec<String>,
    /// Take the calls from a trace that `passgate trace --json` wrote on the one kernel that is named,
    /// instead of capturing them
    #[arg(long, value_name = "FILE", requires = "kernel")]
    from: Option<PathBuf>,
}

/// Captures on each kernel, and writes the files anew.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if let (Some(path), [kernel]) = (&arguments.from, arguments.kernel.as_slice()) {
        let text = fs::read_to_string(path).map_err(|e| unusable("read", path, &e))?;
        let mut families = read()?;
        replace(&mut families, kernel, calls(kernel, &text));
        write(&families)?;
        return Ok(ExitCode::SUCCESS);
    }
    setup::ensure_for_corpus()?;
    let executables = Executables::build()?;
    let mut names = arguments.kernel.clone();
    if names.is_empty() {
        names.push("6.12".to_owned());
        match passthrough::lacking()? {
            None => names.push(passthrough::NAME.to_owned()),
            Some(reason) => say(format!("without the kernel passthrough: {reason}")),
        }
    }
    for name in &names {
        let calls = captured(name, &executables)?;
        let mut families = read()?;
        replace(&mut families, name, calls);
        write(&families)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts what a kernel gave into the place of what it gave before.
fn replace(families: &mut BTreeMap<String, Vec<Line>>, kernel: &str, calls: Vec<(String, Line)>) {
    for lines in families.values_mut() {
        lines.retain(|line| line.kernel != kernel);
    }
    add(families, calls);
}

/// Every line there is, by family.
fn read() -> Result<BTreeMap<String, Vec<Line>>> {
    let folder = project().join(FOLDER);
    let mut families = BTreeMap::new();
    for file in fs::read_dir(&folder).map_err(|e| unusable("read", &folder, &e))? {
        let path = file.map_err(|e| unusable("read", &folder, &e))?.path();
        let text = fs::read_to_string(&path).map_err(|e| unusable("read", &path, &e))?;
        let lines: std::result::Result<_, _> = text.lines().map(serde_json::from_str).collect();
        let lines = lines.map_err(|e| {
            Error::new(
                format!("{}: {e}", path.display()),
                "restore the file, or mend the line",
            )
        })?;
        let family = path.file_stem().unwrap_or_default().to_string_lossy();
        families.insert(family.into_owned(), lines);
    }
    Ok(families)
}

/// Writes what holds any line.
fn write(families: &BTreeMap<String, Vec<Line>>) -> Result<()> {
    for (family, lines) in families {
        let path: PathBuf = project().join(FOLDER).join(format!("{family}.jsonl"));
        let mut text = String::new();
        for line in lines {
            let line = serde_json::to_string(line)
                .map_err(|e| Error::new(format!("cannot write a line: {e}"), "report it"))?;
            text.push_str(&line);
            text.push('\n');
        }
        let before = fs::read_to_string(&path).unwrap_or_default();
        if text.is_empty() && !before.is_empty() {
            fs::remove_file(&path).map_err(|e| unusable("remove", &path, &e))?;
        } else if text != before {
            fs::write(&path, text).map_err(|e| unusable("write", &path, &e))?;
        }
        say(format!("  {family}: {} calls", lines.len()));
    }
    Ok(())
}

/// Runs the clients on a kernel; the calls that were told, in their order.
fn captured(kernel: &str, executables: &Executables) -> Result<Vec<(String, Line)>> {
    let machine = Machine::new(Kernel::resolve(kernel)?).limit(Some(LIMIT));
    say(format!("capturing on Linux {}", machine.version()));
    let passgate = executables.passgate.display().to_string();
    let tests = executables.tests.display().to_string();
    let command = [
        &passgate,
        "trace",
        "--json",
        "--room",
        "ring=16777216",
        "--",
        "/bin/bash",
        "-c",
        SCRIPT,
        "clients",
        &tests,
    ];
    let workload = executables.with(Workload::new(command), Guest::Whole);
    let mut output = Vec::new();
    let status = machine.run(&workload, &mut |stream, bytes| match stream {
        Stream::Output => output.extend_from_slice(bytes),
        _ => inherit(stream, bytes),
    })?;
    if status != 0 {
        return Err(Error::new(
            format!("the clients ended with status {status}"),
            "see what they said",
        ));
    }
    Ok(calls(kernel, &String::from_utf8_lossy(&output)))
}

/// The calls of a trace.
fn calls(kernel: &str, trace: &str) -> Vec<(String, Line)> {
    let told = trace
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut calls = Vec::new();
    for line in told {
        match line["kind"].as_str() {
            Some("call") => calls.extend(line::of_call(kernel, &line)),
            Some("losses") => say(format!(
                "  {} calls, {} untold",
                calls.len(),
                line["calls_untold"]
            )),
            _ => {}
        }
    }
    calls
}

/// Adds what is unlike all that is there, and of one command no more than is of use.
fn add(families: &mut BTreeMap<String, Vec<Line>>, calls: Vec<(String, Line)>) {
    let mut known: HashSet<_> = families
        .iter()
        .flat_map(|(family, lines)| lines.iter().map(|line| (family.clone(), line.identity())))
        .collect();
    let mut alike: BTreeMap<_, usize> = BTreeMap::new();
    for (family, line) in calls {
        if !known.insert((family.clone(), line.identity())) {
            continue;
        }
        let count = alike.entry((family.clone(), line.command())).or_default();
        *count += 1;
        if *count <= MOST_ALIKE {
            let lines = families.entry(family).or_default();
            lines.retain(|made| !line.is_what(made));
            lines.push(line);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn call(sub: u32, argument: &str) -> Value {
        json!({
            "kind": "call", "device": { "family": "nvme", "interface": "controller", "driver": "nvme" },
            "entry": "ioctl", "number": "0x1", "argument": "decoded", "command": "C", "sub": "s", "sub_code": sub,
            "detail": null, "detail_code": null, "class": "standard", "bytes": null, "fields": {},
            "words": [0, 0, 0, 0, 0, 0, 0, 0], "argument_bytes": argument, "pointed_bytes": "",
        })
    }

    #[test]
    fn one_call_of_those_that_are_alike_is_kept() {
        let calls = [call(1, "00"), call(1, "01"), call(2, "02")];
        let mut families = BTreeMap::new();
        let lines = calls.iter().filter_map(|call| line::of_call("6.12", call));
        add(&mut families, lines.collect());
        assert_eq!(families["nvme"].len(), 2);
        let many = (0..100).map(|sub| call(sub, ""));
        let lines: Vec<_> = many
            .filter_map(|call| line::of_call("7.3", &call))
            .collect();
        add(&mut families, lines);
        assert_eq!(families["nvme"].len(), 2 + MOST_ALIKE);
    }

    #[test]
    fn a_line_that_was_made_gives_way_to_a_call_that_is_what_it_says() {
        let made = |name: &str, value: &str, driver: Value| -> Line {
            serde_json::from_value(json!({
                "kernel": line::MADE, "interface": "controller", "driver": driver, "entry": "ioctl", "number": "0x1",
                "words": [0, 0, 0, 0, 0, 0, 0, 0], "argument": "", "pointed": "",
                "expect": { "command": "C", name: value },
            }))
            .unwrap()
        };
        let lines = vec![
            made("sub", "s", Value::Null),
            made("sub", "s", json!("nvme")),
            made("sub", "s", json!("another")),
            made("sub", "another", Value::Null),
            made("class", "opaque", Value::Null),
        ];
        let mut families = BTreeMap::from([("nvme".to_owned(), lines)]);
        let captured = line::of_call("6.12", &call(1, "00")).unwrap();
        add(&mut families, vec![captured]);
        let kernels: Vec<_> = families["nvme"]
            .iter()
            .map(|line| line.kernel.as_str())
            .collect();
        assert_eq!(kernels, [line::MADE, line::MADE, line::MADE, "6.12"]);
    }

    #[test]
    fn what_was_not_read_is_no_call_to_learn_from() {
        let mut unread = call(1, "");
        unread["argument"] = json!("unreadable");
        assert!(line::of_call("6.12", &unread).is_none());
        let mut nameless = call(1, "");
        nameless["device"]["family"] = json!(null);
        assert!(line::of_call("6.12", &nameless).is_none());
    }
}
