//! `passgate trace`: a line a call, as calls come.

use std::{
    fs::File,
    io::{BufWriter, ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};

use super::session::{self, Observer};
use crate::{
    exit::{Error, Result},
    kernel::Facts,
    model::{
        Model,
        filter::Filter,
        observation::{CallFacts, Losses, Observation},
    },
    sinks::{
        calls,
        json::{self, SourceLine},
        table,
    },
    tui::state::SourceInfo,
};

/// What to tell, and how to write it down.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// JSON Lines instead of text.
    pub json: bool,
    /// Only calls that match.
    pub filter: Filter,
    /// Where to write instead of standard output.
    pub output: Option<PathBuf>,
    /// Whom to observe, and for how long.
    pub session: session::Plan,
}

/// Runs the command line's `trace`. The status is that of the observed command, if there is one.
///
/// # Errors
///
/// Where the programs cannot be loaded, the command cannot be run, or the lines not be written.
pub fn run(plan: Plan) -> Result<ExitCode> {
    Facts::gather().require()?;
    let out: Box<dyn Write> = match &plan.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| {
            Error::failure(format!("cannot write {}: {e}", path.display()))
                .remedy("name a file that you may write")
        })?)),
        None => Box::new(std::io::stdout().lock()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let began = now(ClockId::Boottime);
    let mut teller = Teller {
        out,
        json: plan.json,
        filter: plan.filter,
        began,
        booted: now(ClockId::Realtime).saturating_sub(began),
        model: Model::new(),
        told: 0,
        losses: Losses::default(),
        missing: Vec::new(),
        deaf: false,
    };
    let (_, status) = runtime.block_on(session::observe(&plan.session, &mut teller))?;
    teller.end()?;
    Ok(status.map_or(ExitCode::SUCCESS, session::exit_code))
}

fn now(clock: ClockId) -> Duration {
    let time = clock_gettime(clock);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

/// Tells calls as they come.
struct Teller {
    out: Box<dyn Write>,
    json: bool,
    filter: Filter,
    /// When this began, since the machine booted.
    began: Duration,
    /// When the machine booted, since the beginning of 1970.
    booted: Duration,
    model: Model,
    told: u64,
    losses: Losses,
    /// Entries that are not observed.
    missing: Vec<&'static str>,
    /// Whether whoever read has had enough.
    deaf: bool,
}

impl Teller {
    fn tell(&mut self, call: &CallFacts) -> Result<()> {
        let row = self.model.row(call);
        if !self.filter.matches(&row) {
            return Ok(());
        }
        self.told += 1;
        let told = if self.json {
            calls::json(&mut self.out, &row, call, self.booted)
        } else {
            calls::text(&mut self.out, &row, call, self.began)
        };
        self.check(told)
    }

    /// Losses, last.
    fn end(&mut self) -> Result<()> {
        let told = if self.json {
            json::losses(&mut self.out, &self.losses)
        } else {
            calls::losses(&mut self.out, self.told, &self.losses).and_then(|()| {
                table::uncovered(&mut self.out, &self.missing, table::Style::default())
            })
        };
        let told = told.and_then(|()| self.out.flush());
        self.check(told)
    }

    fn check(&mut self, written: std::io::Result<()>) -> Result<()> {
        match written {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.deaf = true;
                Ok(())
            }
            other => other.map_err(|e| Error::failure(format!("cannot write the trace: {e}"))),
        }
    }
}

impl Observer for Teller {
    fn began(&mut self, source: &SourceInfo) -> Result<()> {
        self.missing.clone_from(&source.missing);
        if !self.json {
            return Ok(());
        }
        let line = SourceLine::new(
            &source.kernel,
            Duration::ZERO,
            &source.entries,
            &source.missing,
        );
        let written = json::line(&mut self.out, &line);
        self.check(written)
    }

    fn observed(&mut self, news: Vec<Observation>) -> Result<bool> {
        for news in news {
            match news {
                Observation::Call(call) => self.tell(&call)?,
                Observation::Counts(snapshot) => self.losses = snapshot.losses,
                other => self.model.apply(other),
            }
        }
        let flushed = self.out.flush();
        self.check(flushed)?;
        Ok(!self.deaf)
    }
}
