//! `passgate learn`: a policy that allows what was observed.

use std::{
    fs::File,
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

use serde::Serialize;

use super::{policy as files, session, stat, written};
use crate::{
    cli,
    exit::{Error, Result},
    kernel::{Facts, Options},
    policy::{
        learn::{By, Learned, Over, learn},
        traffic::{self, Observed},
    },
    sinks,
};

/// Writes the policy that the traffic makes: that of files, or what is observed now. The status is that of
/// the observed command, if there is one.
///
/// # Errors
///
/// Where files cannot be read, the programs not be loaded, the command not be run, or the policy not be
/// written.
pub fn run(arguments: cli::Learn, options: Options) -> Result<ExitCode> {
    // Opened before anything is observed, and emptied when there is something to write.
    let file = arguments.output.as_deref().map(writable).transpose()?;
    let (traffic, status) = match arguments.from.as_slice() {
        [] => observed(session::Plan {
            duration: arguments.duration,
            all: arguments.all,
            options,
            command: arguments.command,
            ..session::Plan::default()
        })?,
        files => (files::traffic(files)?, ExitCode::SUCCESS),
    };
    let by = match arguments.by {
        cli::By::Exact => By::Exact,
        cli::By::Sub => By::Sub,
        cli::By::Class => By::Class,
    };
    let over = match arguments.over {
        cli::Over::Exe => Over::Exe,
        cli::Over::Unit => Over::Unit,
        cli::Over::Container => Over::Container,
    };
    if traffic.is_empty() {
        eprintln!(
            "passgate: no device call was seen: the policy has no rule, and allows everything"
        );
    }
    let learned = learn(&traffic, by, over);
    let result = match file {
        Some(mut file) => file
            .set_len(0)
            .and_then(|()| write(&mut file, &learned, arguments.json)),
        None => write(&mut io::stdout().lock(), &learned, arguments.json),
    };
    written(result)?;
    Ok(status)
}

fn writable(path: &Path) -> Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(false);
    options.open(path).map_err(|e| {
        Error::failure(format!("cannot write {}: {e}", path.display()))
            .remedy("name a file that you may write")
    })
}

fn write(out: &mut impl Write, learned: &Learned, json: bool) -> io::Result<()> {
    match json {
        true => sinks::json::line(out, &LearnedLine::from(learned))?,
        false => out.write_all(learned.text.as_bytes())?,
    }
    out.flush()
}

/// What is observed, as its recording would have it, and the status of the command. What was lost is said:
/// the policy does not allow it.
fn observed(plan: session::Plan) -> Result<(Vec<Observed>, ExitCode)> {
    Facts::gather().require()?;
    let (mut model, _, status) = stat::count(&plan)?;
    for (name, count) in model.losses().named().filter(|(_, count)| *count > 0) {
        eprintln!("passgate: loss {name}: {count}; what was not seen is not allowed");
    }
    let mut lines = Vec::new();
    let recorded = sinks::json::write(&mut lines, &model.report());
    recorded.map_err(|e| Error::failure(format!("cannot record: {e}")))?;
    let traffic = traffic::read(&String::from_utf8_lossy(&lines))
        .map_err(|why| Error::failure(format!("what was observed cannot be read: {why}")))?;
    let status = status.map_or(ExitCode::SUCCESS, session::exit_code);
    Ok((traffic, status))
}

#[derive(Serialize)]
struct LearnedLine<'a> {
    schema: u32,
    kind: &'static str,
    policy: &'a str,
    rules: usize,
    items: usize,
    marked: usize,
    left_out: u64,
}

impl<'a> From<&'a Learned> for LearnedLine<'a> {
    fn from(learned: &'a Learned) -> Self {
        Self {
            schema: sinks::json::SCHEMA,
            kind: "learned",
            policy: &learned.text,
            rules: learned.rules,
            items: learned.items,
            marked: learned.marked,
            left_out: learned.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    #[test]
    fn every_field_is_documented() {
        let line = serde_json::to_value(LearnedLine::from(&Learned::default())).expect("JSON");
        assert_documented("learned", [&line]);
    }
}
