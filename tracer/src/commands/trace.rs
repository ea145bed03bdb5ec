//! `passgate trace`: a line a call, as calls come.

use std::{
    fs::File,
    io::{BufWriter, ErrorKind, Write},
    path::PathBuf,
    process::ExitCode,
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};
use tracer_common::policy;

use super::{
    policy as files,
    session::{self, Observer},
};
use crate::{
    exit::{Error, Exit, Result},
    kernel::Facts,
    model::{
        Model,
        filter::Filter,
        observation::{CallFacts, Losses, Observation},
        row::{Row, Ruling},
    },
    policy::{
        compile::Compiled,
        diagnostic::Diagnostic,
        facts::{Device, Subject},
        resolve::action_name,
        simulate::rule_name,
    },
    sinks::{
        calls,
        json::{self, SourceLine},
        table,
    },
    tui::state::SourceInfo,
};

/// How often losses are looked for.
const LOSSES_EVERY: Duration = Duration::from_secs(1);

/// What to tell, and how to write it down.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// JSON Lines instead of text.
    pub json: bool,
    /// Only calls that match.
    pub filter: Filter,
    /// The policy to ask of each call.
    pub policy: Option<PathBuf>,
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
    if plan.policy.is_none() && plan.filter.asks_a_policy() {
        return Err(
            Error::new(Exit::Usage, "there is no policy whose verdict to filter by")
                .remedy("name one: --policy FILE"),
        );
    }
    let policy = plan.policy.as_deref().map(files::compiled).transpose()?;
    Facts::gather().require()?;
    let out: Box<dyn Write> = match &plan.output {
        Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|e| {
            Error::failure(format!("cannot write {}: {e}", path.display()))
                .remedy("name a file that you may write")
        })?)),
        // By itself it is written line by line, which is a system call for each.
        None => Box::new(BufWriter::new(std::io::stdout().lock())),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let began = now(ClockId::Boottime);
    let booted = now(ClockId::Realtime).saturating_sub(began);
    let mut teller = Teller::new(out, plan.json, plan.filter, (began, booted));
    teller.policy = policy;
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
struct Teller<W> {
    out: W,
    json: bool,
    filter: Filter,
    policy: Option<Compiled>,
    /// When this began, since the machine booted.
    began: Duration,
    /// When the machine booted, since the beginning of 1970.
    booted: Duration,
    model: Model,
    told: u64,
    losses: Losses,
    /// Those of them that a line told.
    losses_told: Losses,
    /// Entries that are not observed.
    missing: Vec<&'static str>,
    /// Whether whoever read has had enough.
    deaf: bool,
}

impl<W: Write> Teller<W> {
    /// `began` is since the machine booted, `booted` when it did.
    fn new(out: W, json: bool, filter: Filter, (began, booted): (Duration, Duration)) -> Self {
        Self {
            out,
            json,
            filter,
            policy: None,
            began,
            booted,
            model: Model::new(),
            told: 0,
            losses: Losses::default(),
            losses_told: Losses::default(),
            missing: Vec::new(),
            deaf: false,
        }
    }

    fn tell(&mut self, call: &CallFacts) -> Result<()> {
        let mut row = self.model.row(call);
        if let Some(policy) = &mut self.policy {
            row.ruling = Some(ruling(policy, &row, call).map_err(|error| files::full(&error))?);
        }
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

    /// Losses that no line told yet, where `at` is since the machine booted: a reader of the stream must
    /// know at once that it has gaps.
    fn tell_losses(&mut self, losses: &Losses, at: Duration) -> Result<()> {
        self.losses = *losses;
        if self.losses == self.losses_told {
            return Ok(());
        }
        self.losses_told = self.losses;
        let told = if self.json {
            json::losses(&mut self.out, losses)
        } else {
            calls::losses_so_far(&mut self.out, losses, at.saturating_sub(self.began))
        };
        let told = told.and_then(|()| self.out.flush());
        self.check(told)
    }

    /// All losses, last.
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

/// What a policy says of a call, as far as is known of who made it.
fn ruling(
    policy: &mut Compiled,
    row: &Row,
    call: &CallFacts,
) -> std::result::Result<Ruling, Diagnostic> {
    let key = &call.key;
    let subject = Subject::from(&*row.subject);
    let device = Device::from(&*row.device);
    let words = policy::Call {
        entry: key.entry,
        argument: key.argument,
        command: key.command,
        second: key.second,
        sub: key.sub,
        detail: key.detail,
        amount: call.amount,
    };
    let verdict = policy.decide(&subject, &device, &words)?;
    let rule = (verdict.rule != policy::NO_RULE).then_some(verdict.rule as usize);
    Ok(Ruling {
        action: action_name(verdict.action),
        rule: rule_name(policy.policy(), rule).to_owned(),
    })
}

impl<W: Write> Observer for Teller<W> {
    const LOSSES_EVERY: Option<Duration> = Some(LOSSES_EVERY);

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
        let written = json::line(&mut self.out, &line).and_then(|()| self.out.flush());
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

    fn lost(&mut self, losses: &Losses) -> Result<bool> {
        self.tell_losses(losses, now(ClockId::Boottime))?;
        Ok(!self.deaf)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::tests::{admin, controller, nvme_cli},
        policy::{self, Text},
    };

    /// Lines of a trace that loses nothing, then two records, nothing more, one, and ends.
    fn lines(json: bool) -> Vec<String> {
        let began = (Duration::from_secs(10), Duration::ZERO);
        let mut teller = Teller::new(Vec::new(), json, Filter::default(), began);
        for (at, records_unknown) in (11..).zip([0, 2, 2, 3]) {
            let losses = Losses {
                records_unknown,
                ..Losses::default()
            };
            let told = teller.tell_losses(&losses, Duration::from_secs(at));
            told.expect("memory takes all writes");
        }
        teller.end().expect("memory takes all writes");
        let told = String::from_utf8(teller.out).expect("text");
        told.lines().map(str::to_owned).collect()
    }

    #[test]
    fn losses_are_told_in_the_stream_where_there_are_more() {
        assert_eq!(
            lines(false),
            [
                "     2.000000 Losses so far: records_unknown 2",
                "     4.000000 Losses so far: records_unknown 3",
                "0 calls told. Losses: records_unknown 3",
            ]
        );
    }

    /// What is told of two commands of a vendor and one of the standard, by a policy and a filter.
    fn told(filter: &str) -> Vec<String> {
        let texts = [Text::new(
            "p",
            "version = 1\n[[rule]]\nname = 'no vendor'\ndevice = { name = 'nvme0' }\ndeny = 'admin.vendor'\n",
        )];
        let policy = policy::read(&texts).expect("a policy");
        let filter = Filter::parse(filter).expect("a filter");
        let began = (Duration::ZERO, Duration::ZERO);
        let mut teller = Teller::new(Vec::new(), false, filter, began);
        teller.policy = Some(Compiled::new(policy, 1).expect("room"));
        teller.model.apply(nvme_cli(1));
        teller.model.apply(controller(1));
        for opcode in [0xc1, 6, 0xc2] {
            let call = CallFacts {
                key: admin(1, 1, opcode),
                process: 7,
                thread: 8,
                number: 0xc048_4e41,
                time: Duration::ZERO,
                result: None,
                amount: 0,
                words: [0; 8],
                argument: Vec::new(),
                pointed: Vec::new(),
            };
            teller.tell(&call).expect("room");
        }
        let told = String::from_utf8(teller.out).expect("text");
        told.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_policy_is_asked_of_each_call_and_a_filter_chooses_by_what_it_says() {
        let all = told("");
        let ends = [
            "deny by no vendor",
            "allow by [default]",
            "deny by no vendor",
        ];
        assert_eq!(all.len(), ends.len());
        for (line, end) in all.iter().zip(ends) {
            assert!(line.ends_with(end), "{line}");
        }
        assert_eq!(told("verdict=deny").len(), 2);
        assert_eq!(told("verdict!=deny"), all[1..2]);
        assert_eq!(told("rule=[default]"), all[1..2]);
    }

    #[test]
    fn losses_are_told_to_scripts_in_the_same_way() {
        let told: Vec<_> = lines(true)
            .iter()
            .map(|line| {
                let line: serde_json::Value = serde_json::from_str(line).expect("an object");
                (line["kind"].clone(), line["records_unknown"].clone())
            })
            .collect();
        let losses = |count: u64| ("losses".into(), count.into());
        assert_eq!(told, [losses(2), losses(3), losses(3)]);
    }
}
