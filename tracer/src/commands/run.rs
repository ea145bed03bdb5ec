//! `passgate run`: one command and its descendants under a policy.

use std::{io, process::ExitCode};

use super::{
    policy as files,
    session::{self, Observer},
};
use crate::{
    cli,
    exit::{Error, Result},
    kernel::{Facts, Options},
    model::{Model, observation::Observation},
    policy::{Policy, compile::Compiled, mode},
    sinks::verdicts::{self, Summary},
};

/// Runs the command. The status is its own.
///
/// # Errors
///
/// Where the policy has errors, the programs cannot be loaded, or the command cannot be run.
pub fn run(arguments: cli::Run, options: Options) -> Result<ExitCode> {
    let (mut policy, texts) = files::read(&arguments.policy)?;
    if arguments.audit {
        audit(&mut policy);
    }
    let names = policy.clone();
    let compiled = Compiled::whole(policy, 1).map_err(|error| files::wrong(&[error], &texts))?;
    Facts::gather().require()?;
    let plan = session::Plan {
        options,
        policy: Some(compiled),
        own_cgroup: true,
        command: arguments.command,
        ..session::Plan::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let mut judged = Judged::default();
    let (_, status) = runtime.block_on(session::observe(&plan, &mut judged))?;
    let summary = Summary::new(&judged.model, &names);
    let mut out = io::stderr().lock();
    // Whoever does not read it does without.
    let _ = match arguments.json {
        true => verdicts::json(&mut out, &summary),
        false => verdicts::text(&mut out, &summary),
    };
    Ok(status.map_or(ExitCode::SUCCESS, session::exit_code))
}

/// Makes refusals such as would have been.
fn audit(policy: &mut Policy) {
    let effects = policy.rules.iter_mut().map(|rule| &mut rule.effect);
    for effect in effects.chain([&mut policy.default]) {
        if effect.mode == mode::ENFORCE {
            effect.mode = mode::AUDIT;
        }
    }
}

/// What was counted and judged.
#[derive(Default)]
struct Judged {
    model: Model,
}

impl Observer for Judged {
    fn observed(&mut self, news: Vec<Observation>) -> Result<bool> {
        news.into_iter().for_each(|news| self.model.apply(news));
        Ok(true)
    }
}
