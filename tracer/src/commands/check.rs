//! `passgate check`: whether a policy makes sense.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

use super::{policy as files, written};
use crate::{
    cli,
    exit::{Exit, Result},
    kernel,
    plural::counted,
    policy::{
        self, MOST_ERRORS, Text,
        compile::{Compiled, Size},
        diagnostic::{Diagnostic, Lined, Severity, Span, alike},
        lint::{self, Here, Node},
    },
    sinks::{self, printable::printable},
};

/// Checks a policy; the status says what was found.
///
/// # Errors
///
/// Where its files cannot be read, or standard output not be written.
pub fn run(arguments: &cli::Check) -> Result<ExitCode> {
    let texts = files::texts(&arguments.policy)?;
    let here = match arguments.here {
        true => here(),
        false => Here::default(),
    };
    let (found, size) = check(&texts, &here);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.json {
        true => json(&mut out, &texts, &found, size),
        false => text(&mut out, &texts, &found, size),
    };
    written(result.and_then(|()| out.flush()))?;
    let worst = found.iter().map(|found| found.severity).min();
    Ok(match worst {
        None => Exit::Success,
        Some(Severity::Warning) => Exit::Unsound,
        Some(Severity::Error) => Exit::Usage,
    }
    .into())
}

/// What is wrong with a policy, and how large it is where nothing is.
fn check(texts: &[Text], here: &Here) -> (Vec<Diagnostic>, Option<Size>) {
    let policy = match policy::read(texts) {
        Ok(policy) => policy,
        Err(errors) => return (errors, None),
    };
    match Compiled::whole(policy, 1) {
        Ok(mut compiled) => {
            let (found, size) = (lint::warnings(&compiled, here), compiled.size());
            // They get their labels when it comes into force: there is room for them, or no use in it.
            match compiled.label_all(&here.devices) {
                Ok(()) => (found, Some(size)),
                Err(error) => (vec![error], None),
            }
        }
        Err(error) => (vec![error], None),
    }
}

/// What is known of this machine.
fn here() -> Here {
    use std::os::unix::fs::MetadataExt as _;

    let found = crate::source::sysfs::Tree::new(std::path::Path::new("/sys")).inventory();
    let node = |facts: &crate::model::observation::DeviceFacts| {
        let node = facts.node.as_deref()?;
        let metadata = std::fs::metadata(node).ok()?;
        Some(Node {
            device: facts.into(),
            mode: metadata.mode() & 0o777,
            uid: metadata.uid(),
            gid: metadata.gid(),
        })
    };
    Here {
        nodes: found
            .iter()
            .filter_map(|found| node(&found.facts))
            .collect(),
        devices: found.iter().map(|found| (&found.facts).into()).collect(),
        // Whoever may not see the kernel's symbols knows nothing of its drivers.
        checked: kernel::look_up().ok().map(|found| found.checked()),
    }
}

fn text(
    out: &mut impl Write,
    texts: &[Text],
    found: &[Diagnostic],
    size: Option<Size>,
) -> io::Result<()> {
    let lined = Lined::of(texts);
    for (found, more) in alike(told(found)) {
        write!(out, "{}", found.render(&lined))?;
        if !more.is_empty() {
            writeln!(out, "  and {}", others(&more, &lined))?;
        }
        writeln!(out)?;
    }
    let name = texts.first().map_or("", |text| &*text.name);
    let name = match texts.len() {
        1 => printable(name).into_owned(),
        many => format!("{} and {} more", printable(name), many - 1),
    };
    match size {
        Some(size) => writeln!(
            out,
            "{name}: {}, {}; {}, {} of {}, {}, {}, {}",
            counted(size.rules, "rule", "rules"),
            counted(found.len(), "warning", "warnings"),
            counted(size.subjects, "label of subjects", "labels of subjects"),
            counted(size.groups, "group of devices", "groups of devices"),
            size.most_groups,
            counted(size.calls, "class of calls", "classes of calls"),
            counted(size.cells, "cell", "cells"),
            counted(size.segments, "segment", "segments")
        ),
        None => {
            let errors = counted(found.len(), "error", "errors");
            match found.len() - told(found).len() {
                0 => writeln!(out, "{name}: {errors}"),
                more => writeln!(out, "{name}: {errors}, of which {more} are not told"),
            }
        }
    }
}

/// What is told of what was found: all warnings, and as many errors as anybody reads.
fn told(found: &[Diagnostic]) -> &[Diagnostic] {
    match found.first() {
        Some(first) if first.severity == Severity::Error => &found[..found.len().min(MOST_ERRORS)],
        _ => found,
    }
}

/// Places that a warning shows of those of which it says the same.
const SHOWN: usize = 3;

/// How many more places there are, and which.
fn others(more: &[Span], lined: &Lined<'_>) -> String {
    let mut shown: Vec<String> = more.iter().take(SHOWN).map(|at| lined.place(*at)).collect();
    if more.len() > SHOWN {
        shown.push("...".to_owned());
    }
    format!("{} more: {}", more.len(), shown.join(", "))
}

#[derive(Serialize)]
struct DiagnosticLine<'a> {
    schema: u32,
    kind: &'static str,
    topic: &'static str,
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct PolicyLine {
    schema: u32,
    kind: &'static str,
    errors: usize,
    untold: usize,
    warnings: usize,
    rules: Option<usize>,
    subjects: Option<usize>,
    groups: Option<usize>,
    most_groups: Option<usize>,
    calls: Option<usize>,
    cells: Option<usize>,
    segments: Option<usize>,
}

fn json(
    out: &mut impl Write,
    texts: &[Text],
    found: &[Diagnostic],
    size: Option<Size>,
) -> io::Result<()> {
    let lined = Lined::of(texts);
    for found in told(found) {
        let (line, column) = lined.position(found.at);
        let kind = match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let line = DiagnosticLine {
            schema: sinks::json::SCHEMA,
            kind,
            topic: found.topic.name(),
            file: texts.get(found.at.text).map_or("", |text| &*text.name),
            line,
            column,
            message: &found.message,
            help: found.help.as_deref(),
        };
        sinks::json::line(out, &line)?;
    }
    let errors = found
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .count();
    let line = PolicyLine {
        schema: sinks::json::SCHEMA,
        kind: "policy",
        errors,
        untold: found.len() - told(found).len(),
        warnings: found.len() - errors,
        rules: size.map(|size| size.rules),
        subjects: size.map(|size| size.subjects),
        groups: size.map(|size| size.groups),
        most_groups: size.map(|size| size.most_groups),
        calls: size.map(|size| size.calls),
        cells: size.map(|size| size.cells),
        segments: size.map(|size| size.segments),
    };
    sinks::json::line(out, &line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    fn lines(text: &str) -> Vec<serde_json::Value> {
        let texts = [Text::new("p.toml", text)];
        let (found, size) = check(&texts, &Here::default());
        let mut out = Vec::new();
        json(&mut out, &texts, &found, size).expect("memory takes all writes");
        let text = String::from_utf8(out).expect("text");
        let lines = text.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect()
    }

    #[test]
    fn every_field_is_documented() {
        let wrong = lines(
            "version = 1\n[[rule]]\nallow = ['admin.identfy', 'sub:x']\nmode = ['audit', 'audit']\n",
        );
        let right = lines(
            "version = 1\n[[rule]]\ndevice = { family = 'nvme' }\ndeny = ['admin.vendor']\n\
             [[rule]]\ndevice = { family = 'nvme' }\nentry = 'mmap'\ndeny = ['NVME_IOCTL_RESET']\n",
        );
        let all = || wrong.iter().chain(&right);
        for kind in ["error", "warning", "policy"] {
            assert_documented(kind, all().filter(|line| line["kind"] == kind));
        }
        let policy = right.last().expect("a line");
        assert_eq!(
            (&policy["errors"], &policy["warnings"]),
            (&0.into(), &2.into())
        );
    }

    #[test]
    fn what_is_said_of_many_rules_is_said_once_and_each_is_in_the_json() {
        let rule = |at: usize| {
            format!(
                "[[rule]]\nname = '{at}'\nsubject = {{ uid = {at} }}\ndevice = {{ family = 'nvme' }}\n\
                 deny = 'io.write'\n"
            )
        };
        let policy: String = (0..9).map(rule).collect();
        let policy = format!("version = 1\n{policy}");
        assert_eq!(lines(&policy).len(), 9 + 1);
        let texts = [Text::new("p.toml", policy)];
        let (found, size) = check(&texts, &Here::default());
        let mut out = Vec::new();
        text(&mut out, &texts, &found, size).expect("memory takes all writes");
        let out = String::from_utf8(out).expect("text");
        assert_eq!(out.matches("warning:").count(), 1, "{out}");
        assert!(
            out.contains("  and 8 more: p.toml:7:1, p.toml:12:1, p.toml:17:1, ...\n\np.toml: 9 rules, 9 warnings"),
            "{out}"
        );
    }
}
