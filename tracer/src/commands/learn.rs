//! `passgate learn`: a policy that allows what was observed.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use serde::Serialize;

use super::{policy as files, session, stat, written};
use crate::{
    cli,
    exit::{Error, Result},
    kernel::{Facts, Options},
    policy::{
        Text,
        compile::Compiled,
        learn::{By, Learned, Over, learn},
        traffic::{self, Missing, Recording},
    },
    sinks,
};

/// What becomes of what a recording does not have.
const NOT_ALLOWED: &str = "what was not seen is not allowed";

/// Writes the policy that the traffic makes: that of files, or what is observed now. The status is that of
/// the observed command, if there is one.
///
/// # Errors
///
/// Where files cannot be read, the programs not be loaded, the command not be run, or the policy not be
/// written.
pub fn run(arguments: cli::Learn, options: Options) -> Result<ExitCode> {
    // Opened before anything is observed.
    let output = arguments.output.map(Output::open).transpose()?;
    let (recording, status) = match arguments.from.as_slice() {
        [] => observed(session::Plan {
            duration: arguments.duration,
            all: arguments.all,
            options,
            command: arguments.command,
            ..session::Plan::default()
        })?,
        files => (files::traffic(files, NOT_ALLOWED)?, ExitCode::SUCCESS),
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
    if recording.observed.is_empty() {
        eprintln!(
            "passgate: no device call was seen: the policy has no rule, and allows everything"
        );
    }
    let learned = learn(&recording.observed, by, over);
    let full = full(&learned);
    if let Some(why) = &full {
        let other = match over {
            Over::Unit => "--over exe",
            Over::Exe | Over::Container => "--over unit",
        };
        eprintln!(
            "passgate: the policy has no room in the kernel as it is: {why}; learn {other}, or of fewer recordings at a \
             time"
        );
    }
    let line = LearnedLine {
        full: full.as_deref(),
        ..LearnedLine::of(&learned, &recording.missing)
    };
    let line = arguments.json.then_some(line);
    let to_stdout = || written(write(&mut io::stdout().lock(), &learned, line.as_ref()));
    match output.map(|output| output.write(&learned, line.as_ref())) {
        None => to_stdout()?,
        Some(Ok(())) => {}
        // What was observed is not to be lost.
        Some(Err(error)) => {
            to_stdout()?;
            return Err(error);
        }
    }
    Ok(status)
}

/// A file for the policy. Where nothing comes of it, one that was not there before goes again.
struct Output {
    path: PathBuf,
    file: File,
    is_new: bool,
}

impl Output {
    fn open(path: PathBuf) -> Result<Self> {
        let mut options = File::options();
        let is_new = !path.exists();
        options.write(true).create(true).truncate(false);
        match options.open(&path) {
            Ok(file) => Ok(Self { path, file, is_new }),
            Err(e) => Err(
                Error::failure(format!("cannot write {}: {e}", path.display()))
                    .remedy("name a file that you may write"),
            ),
        }
    }

    fn write(mut self, learned: &Learned, line: Option<&LearnedLine<'_>>) -> Result<()> {
        let is_file = self.file.metadata().is_ok_and(|meta| meta.is_file());
        // Pipes and the like have nothing from before.
        let emptied = if is_file {
            self.file.set_len(0)
        } else {
            Ok(())
        };
        let result = emptied.and_then(|()| write(&mut self.file, learned, line));
        self.is_new &= result.is_err();
        result.map_err(|e| {
            Error::failure(format!("cannot write {}: {e}", self.path.display()))
                .remedy("the policy is on standard output instead")
        })
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if self.is_new {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Why a policy that was learned cannot be put in force.
fn full(learned: &Learned) -> Option<String> {
    let texts = [Text::new("what was learned", &*learned.text)];
    let error = match crate::policy::read(&texts) {
        Ok(policy) => Compiled::whole(policy, 1).err(),
        Err(errors) => errors.into_iter().next(),
    };
    error.map(|error| error.message)
}

fn write(
    out: &mut impl Write,
    learned: &Learned,
    line: Option<&LearnedLine<'_>>,
) -> io::Result<()> {
    match line {
        Some(line) => sinks::json::line(out, line)?,
        None => out.write_all(learned.text.as_bytes())?,
    }
    out.flush()
}

/// What is observed, as its recording would have it, and the status of the command. What was lost is said:
/// the policy does not allow it.
fn observed(plan: session::Plan) -> Result<(Recording, ExitCode)> {
    Facts::gather().require()?;
    let (mut model, _, status) = stat::count(&plan)?;
    let mut lines = Vec::new();
    let recorded = sinks::json::write(&mut lines, &model.report());
    recorded.map_err(|e| Error::failure(format!("cannot record: {e}")))?;
    let recording = traffic::recording(&String::from_utf8_lossy(&lines))
        .map_err(|why| Error::failure(format!("what was observed cannot be read: {why}")))?;
    for missing in recording.missing.told(NOT_ALLOWED) {
        eprintln!("passgate: {missing}");
    }
    let status = status.map_or(ExitCode::SUCCESS, session::exit_code);
    Ok((recording, status))
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
    full: Option<&'a str>,
    losses: &'a BTreeMap<String, u64>,
    overflow: u64,
}

impl<'a> LearnedLine<'a> {
    fn of(learned: &'a Learned, missing: &'a Missing) -> Self {
        Self {
            schema: sinks::json::SCHEMA,
            kind: "learned",
            policy: &learned.text,
            rules: learned.rules,
            items: learned.items,
            marked: learned.marked,
            left_out: learned.left_out,
            full: None,
            losses: &missing.losses,
            overflow: missing.overflow,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    #[test]
    fn every_field_is_documented() {
        let (learned, missing) = (Learned::default(), Missing::default());
        let line = serde_json::to_value(LearnedLine::of(&learned, &missing)).expect("JSON");
        assert_documented("learned", [&line]);
    }
}
