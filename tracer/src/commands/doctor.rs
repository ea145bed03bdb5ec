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
        self, Fact, Facts,
        hooks::{HOOKS, Need, State},
    },
    sinks,
};

/// What was found.
#[derive(Debug, Serialize)]
struct Report {
    schema: u32,
    kind: &'static str,
    /// Whether everything that is required works.
    sound: bool,
    object: &'static str,
    facts: Facts,
    hooks: Vec<State>,
}

/// Looks at the machine and tries every hook; writes what it finds. The status says whether
/// everything that is required works.
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
    let hooks = match facts.require().and_then(|()| kernel::probe()) {
        Ok(hooks) => hooks,
        Err(error) => HOOKS
            .iter()
            .map(|hook| hook.state(Some(error.message.clone())))
            .collect(),
    };
    let sound = facts.require().is_ok()
        && hooks
            .iter()
            .all(|hook| hook.attached || hook.need == Need::Optional);
    Report {
        schema: sinks::json::SCHEMA,
        kind: "doctor",
        sound,
        object: kernel::OBJECT_ORIGIN,
        facts,
        hooks,
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
        let mut lines = line(
            hook.attached,
            hook.need == Need::Required,
            hook.name,
            hook.purpose,
        );
        if let Some(reason) = &hook.reason {
            lines += &format!(
                "         not attached: {}\n",
                reason.replace('\n', "\n         ")
            );
        }
        lines
    });
    let verdict = if report.sound {
        "everything that is required works\n"
    } else {
        "something that is required does not work\n"
    };
    ["machine\n".to_owned()]
        .into_iter()
        .chain(facts)
        .chain(["hooks\n".to_owned()])
        .chain(hooks)
        .chain([verdict.to_owned()])
        .collect()
}

fn line(works: bool, required: bool, name: &str, text: &str) -> String {
    let mark = match (works, required) {
        (true, _) => "ok",
        (false, true) => "FAIL",
        (false, false) => "none",
    };
    format!("  {mark:<5}{name:<14} {text}\n")
}
