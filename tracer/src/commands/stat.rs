//! `passgate stat`: counts for a time, or while a command runs, then writes a report.

use std::{
    fs::File,
    io::{BufWriter, ErrorKind, Write},
    path::PathBuf,
    process::{ExitCode, ExitStatus},
};

use super::session::{self, Observer};
use crate::{
    exit::{Error, Result},
    kernel::Facts,
    model::{Model, observation::Observation, query},
    sinks::{
        json::{self, SourceLine},
        table,
    },
    tui::state::SourceInfo,
};

/// What to count, and how to write it down.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// JSON Lines instead of a table.
    pub json: bool,
    /// Where to write instead of standard output.
    pub output: Option<PathBuf>,
    /// Whom to count, and for how long.
    pub session: session::Plan,
}

/// Runs the command line's `stat`. The status is that of the observed command, if there is one.
///
/// # Errors
///
/// Where the programs cannot be loaded, the command cannot be run, or the report not be written.
pub fn run(plan: &Plan) -> Result<ExitCode> {
    // Nothing is overwritten for a run that cannot count, and a report that cannot be written is
    // not worth counting for.
    Facts::gather().require()?;
    let mut out: Box<dyn Write> = match &plan.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| {
            Error::failure(format!("cannot write {}: {e}", path.display()))
                .remedy("name a file that you may write")
        })?)),
        None => Box::new(std::io::stdout().lock()),
    };
    let (mut model, source, status) = count(&plan.session)?;
    let mut report = model.report();
    query::sort(&mut report.rows, query::SortKey::Calls, false);
    let written = if plan.json {
        let SourceInfo {
            kernel,
            entries,
            missing,
        } = &source;
        let source = SourceLine::new(kernel, report.at, entries, missing);
        json::line(&mut out, &source).and_then(|()| json::write(&mut out, &report))
    } else {
        let style = match plan.output {
            Some(_) => table::Style::default(),
            None => table::Style::of_stdout(),
        };
        let written = table::write(&mut out, &report, style);
        written.and_then(|()| table::uncovered(&mut out, &source.missing, style))
    };
    match written.and_then(|()| out.flush()) {
        Ok(()) => {}
        // Whoever read has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => return Err(Error::failure(format!("cannot write the report: {error}"))),
    }
    Ok(status.map_or(ExitCode::SUCCESS, session::exit_code))
}

/// Counts as planned. Returns what was counted, with what, and the status of the command.
///
/// # Errors
///
/// Where the programs cannot be loaded, or the command cannot be run.
pub(super) fn count(plan: &session::Plan) -> Result<(Model, SourceInfo, Option<ExitStatus>)> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let mut counted = Counted::default();
    let (source, status) = runtime.block_on(session::observe(plan, &mut counted))?;
    Ok((counted.0, source, status))
}

/// All that was counted.
#[derive(Default)]
struct Counted(Model);

impl Observer for Counted {
    fn observed(&mut self, news: Vec<Observation>) -> Result<bool> {
        news.into_iter().for_each(|news| self.0.apply(news));
        Ok(true)
    }
}
