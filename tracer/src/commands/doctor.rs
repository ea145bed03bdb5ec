//! `passgate doctor`: what works on this machine, what does not, and why.

use std::{
    io::{self, Write as _},
    process::ExitCode,
};

use serde::Serialize;

use super::written;
use crate::{
    exit::{Exit, Result},
    kernel::{
        self, Examined, Fact, Facts,
        coverage::{Coverage, Covered, Drivers, NOT_RUN, matrix},
        hooks::{HOOKS, Need, State},
        selftest::Trial,
    },
    sinks,
};

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    schema: u32,
    kind: &'static str,
    /// Whether all that is required is there, and all that is attached works.
    sound: bool,
    object: &'static str,
    facts: Facts,
    /// Why nothing could be loaded, so that hooks, entries and families were not tried.
    untried: Option<String>,
    hooks: Vec<State>,
    /// What became of a call by each entry that this process made.
    trials: Vec<Trial>,
    /// Families by entries.
    coverage: Vec<Coverage>,
}

/// Looks at the machine and tries every hook; writes what it finds. The status says whether all that is
/// required is there, and all that is attached works.
///
/// # Errors
///
/// Where the report cannot be written.
pub fn run(json: bool) -> Result<ExitCode> {
    let report = examine();
    let mut out = io::stdout().lock();
    written(if json {
        sinks::json::line(&mut out, &report)
    } else {
        out.write_all(render(&report).as_bytes())
    })?;
    Ok(if report.sound {
        Exit::Success
    } else {
        Exit::Unsound
    }
    .into())
}

fn examine() -> Report {
    let facts = Facts::gather();
    // Without what the facts lack, trying would only repeat it.
    let examined = facts.require().and_then(|()| kernel::examine());
    let untried = examined.as_ref().err().map(|error| error.message.clone());
    let Examined {
        drivers,
        hooks,
        trials,
    } = examined.unwrap_or_else(|error| Examined {
        drivers: Drivers::default(),
        hooks: HOOKS
            .iter()
            .map(|hook| hook.state(Some(error.message.clone())))
            .collect(),
        trials: Vec::new(),
    });
    let works = |hook: &State| hook.attached && hook.runs != Some(false);
    let sound = facts.require().is_ok()
        && hooks
            .iter()
            .all(|hook| works(hook) || (hook.need == Need::Optional && !hook.attached));
    // What could not be looked at is not known to be absent.
    let coverage = match untried {
        Some(_) => Vec::new(),
        None => matrix(&hooks, &drivers),
    };
    Report {
        schema: sinks::json::SCHEMA,
        kind: "doctor",
        sound,
        object: kernel::OBJECT_ORIGIN,
        facts,
        untried,
        hooks,
        trials,
        coverage,
    }
}

fn render(report: &Report) -> String {
    let facts = report.facts.iter().map(
        |Fact {
             name,
             value,
             problem,
         }| {
            let mut lines = line(problem.is_none(), true, name, value);
            if let Some(problem) = problem {
                lines += &format!(
                    "         {}\n         fix: {}\n",
                    problem.message, problem.remedy
                );
            }
            lines
        },
    );
    let hooks = report.hooks.iter().map(|hook| {
        let idle = hook.runs == Some(false);
        let mut lines = line(
            hook.attached && !idle,
            hook.need == Need::Required || idle,
            hook.name,
            hook.purpose,
        );
        if !hook.functions.is_empty() {
            lines += &format!("         at {}\n", hook.functions.join(", "));
        }
        if let Some(instead) = hook.instead {
            lines +=
                &format!("         by {instead}: this kernel has no hook of its own for them\n");
        }
        if hook.attached && hook.entry.is_some() && hook.runs.is_none() {
            lines += "         not tried: no call was made that it would count\n";
        }
        for refused in &hook.refused {
            lines += &format!("         not at {}: {}\n", refused.function, refused.reason);
        }
        if let Some(reason) = hook.reason.as_ref().filter(|_| hook.refused.is_empty()) {
            lines += &format!(
                "         not attached: {}\n",
                reason.replace('\n', "\n         ")
            );
        }
        lines
    });
    let trials = report.trials.iter().map(|trial| {
        let mut hooks = report.hooks.iter();
        let is_attached = hooks.any(|hook| hook.entry == Some(trial.entry) && hook.attached);
        let text = match (trial.counted, &trial.reason) {
            (Some(true), _) => "a call of this process was counted".to_owned(),
            (Some(false), _) if is_attached => NOT_RUN.to_owned(),
            (Some(false), _) => "not observed: nothing is attached".to_owned(),
            (None, reason) => format!("not tried: {}", reason.as_deref().unwrap_or("unknown")),
        };
        let fails = trial.counted == Some(false) && is_attached;
        line(trial.counted == Some(true), fails, trial.entry, &text)
    });
    let verdict = if report.sound {
        "all that is required is there, and all that is attached works\n"
    } else {
        "something that is required is missing, or something that is attached does not work\n"
    };
    let machine = ["machine\n".to_owned()].into_iter().chain(facts);
    if let Some(reason) = &report.untried {
        let reason = reason.replace('\n', "\n  ");
        let untried = format!("hooks, self-test, coverage\n  not tried: {reason}\n");
        return machine.chain([untried, verdict.to_owned()]).collect();
    }
    machine
        .chain(["hooks\n".to_owned()])
        .chain(hooks)
        .chain(["self-test\n".to_owned()])
        .chain(trials)
        .chain(["coverage\n".to_owned(), table(&report.coverage)])
        .chain([verdict.to_owned()])
        .collect()
}

fn line(works: bool, required: bool, name: &str, text: &str) -> String {
    let mark = match (works, required) {
        (true, _) => "ok",
        (false, true) => "FAIL",
        (false, false) => "none",
    };
    format!("  {mark:<5}{name:<18} {text}\n")
}

/// The matrix of families and entries, and below it why a cell is not all that it could be.
fn table(coverage: &[Coverage]) -> String {
    let Some(first) = coverage.first() else {
        return String::new();
    };
    let width = |title: &str| title.len().max("partly".len());
    let mut text = format!("  {:<10}", "");
    for cell in &first.cells {
        text += &format!("  {:<w$}", cell.entry, w = width(cell.entry));
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for row in coverage {
        let mut line = format!("  {:<10}", row.family);
        if !row.present {
            // That it is absent is all that its cells can say.
            let reason = row.cells.iter().find_map(|cell| cell.reason.as_deref());
            text += &format!(
                "{line}  ({})\n",
                reason.unwrap_or("no driver of it is loaded")
            );
            continue;
        }
        for cell in &row.cells {
            let state = match cell.state {
                Covered::Attached => "yes",
                Covered::Partly => "partly",
                Covered::Not => "no",
                Covered::None => "-",
            };
            line += &format!("  {state:<w$}", w = width(cell.entry));
            if let Some(reason) = &cell.reason {
                let place = format!("{} {}", row.family, cell.entry);
                match reasons.iter_mut().find(|(known, _)| known == reason) {
                    Some((_, places)) => places.push(place),
                    None => reasons.push((reason.clone(), vec![place])),
                }
            }
        }
        text += &format!("{}\n", line.trim_end());
    }
    for (reason, places) in reasons {
        text += &format!("  {}: {reason}\n", places.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    /// A report of a machine on which one hook is missing.
    fn report(untried: Option<String>) -> Report {
        let hooks: Vec<State> = HOOKS
            .iter()
            .map(|hook| hook.state((hook.need == Need::Optional).then(|| "not here".to_owned())))
            .collect();
        let drivers = Drivers {
            kinds: crate::families::kinds().map(|entry| entry.id).collect(),
            lacking: Vec::new(),
        };
        Report {
            schema: sinks::json::SCHEMA,
            kind: "doctor",
            sound: false,
            object: kernel::OBJECT_ORIGIN,
            facts: Facts::gather(),
            untried,
            coverage: matrix(&hooks, &drivers),
            hooks,
            trials: vec![
                Trial {
                    entry: "ioctl",
                    counted: Some(true),
                    reason: None,
                },
                Trial {
                    entry: "mmap",
                    counted: None,
                    reason: Some("not here".to_owned()),
                },
            ],
        }
    }

    #[test]
    fn every_field_is_documented() {
        let reports = [None, Some("no privilege".to_owned())]
            .map(|untried| serde_json::to_value(report(untried)).expect("JSON"));
        assert_documented("doctor", &reports);
    }

    #[test]
    fn a_family_that_is_absent_says_which_kernels_have_it() {
        let coverage = matrix(&[], &Drivers::default());
        let text = table(&coverage);
        let line = |family: &str| {
            let mut lines = text.lines();
            lines
                .find(|line| line.trim_start().starts_with(family))
                .expect("a line")
        };
        assert!(
            line("iommufd ").contains("kernels that have one: 6.2"),
            "{text}"
        );
        assert!(
            line("nvme ").ends_with("(no driver of this family is loaded)"),
            "{text}"
        );
    }

    #[test]
    fn an_entry_that_another_program_counts_is_covered() {
        let mut report = report(None);
        for hook in &mut report.hooks {
            hook.attached = true;
            hook.reason = None;
        }
        let compat = report
            .hooks
            .iter_mut()
            .find(|hook| hook.name == "file_ioctl_compat");
        compat.expect("the hook").instead = Some("file_ioctl");
        let text = render(&report);
        assert!(
            text.contains("by file_ioctl: this kernel has no hook"),
            "{text}"
        );
    }

    #[test]
    fn what_could_not_be_tried_is_said_once() {
        let text = render(&report(Some("no privilege".to_owned())));
        assert_eq!(text.matches("no privilege").count(), 1, "{text}");
        assert!(!text.contains("no driver"), "{text}");
        assert!(text.ends_with("does not work\n"));
        let text = render(&report(None));
        assert!(text.contains("coverage\n"), "{text}");
        assert!(text.contains("not attached: not here"), "{text}");
        assert!(text.contains("not tried: no call was made"), "{text}");
    }
}
