//! What the daemon tells of itself: its status and its metrics.

use std::time::{Duration, Instant};

use super::Daemon;
use crate::{
    daemon::{status::Status, told},
    sinks::openmetrics::Metrics,
    source::live::Live,
};

impl Daemon {
    /// Reads the counts, unless that was done a moment ago: anybody may ask for them, as often as they like.
    fn count(&mut self) {
        const MOMENT: Duration = Duration::from_millis(200);
        if self.counted.is_some_and(|at| at.elapsed() < MOMENT) {
            return;
        }
        self.counted = Some(Instant::now());
        match self.now.force.live.counts() {
            Ok(counts) => {
                self.now.model.apply(counts);
                self.trouble = None;
            }
            Err(error) => self.trouble(&error),
        }
    }

    pub(in crate::daemon) fn status(&mut self) -> Status {
        self.count();
        let report = self.now.model.report();
        let sum = report.rows.iter().fold(report.overflow, |mut sum, row| {
            sum.add(&row.count);
            sum
        });
        let policy = self.now.loaded.compiled.policy();
        let keep = if self.now.force.is_kept() {
            "keep"
        } else {
            "release"
        };
        Status {
            schema: crate::sinks::json::SCHEMA,
            kind: "status".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            process: std::process::id(),
            mode: told::strictest(policy).to_owned(),
            break_glass: self.now.break_glass.clone(),
            set: self.now.force.set(),
            generation: self.now.loaded.compiled.generation(),
            policy: self.plan.policy.display().to_string(),
            digest: self.now.loaded.digest.clone(),
            on_exit: keep.to_owned(),
            trial: self.trial.as_ref().map(|trial| {
                trial
                    .ends
                    .saturating_duration_since(Instant::now())
                    .as_secs()
            }),
            since: self.now.loaded.since.elapsed().as_secs(),
            failed: self.failed.clone(),
            failures: self.failures,
            alarms: self.alarms(),
            heartbeat_age: u64::try_from(self.beaten.elapsed().as_millis()).unwrap_or(u64::MAX),
            self_tests: self.self_tests,
            rules: self.told.rules(policy),
            calls: sum.calls,
            denied: sum.denied,
            audited: sum.audited,
            hooks: self
                .now
                .force
                .live
                .hooks()
                .into_iter()
                .map(|state| {
                    let why = (!state.attached).then(|| state.reason.unwrap_or_default());
                    (state.name.to_owned(), why)
                })
                .collect(),
            losses: report
                .losses
                .named()
                .filter(|(_, count)| *count > 0)
                .map(|(name, count)| (name.to_owned(), count))
                .collect(),
            log: self.told.log(),
            resident: told::resident(),
        }
    }

    pub(in crate::daemon) fn metrics(&mut self) -> String {
        self.count();
        let report = self.now.model.report();
        let policy = self.now.loaded.compiled.policy();
        let log = self.told.log();
        let alarms = self.alarms();
        let mut metrics = Metrics {
            version: env!("CARGO_PKG_VERSION"),
            rules: self
                .told
                .rules(policy)
                .into_iter()
                .map(|rule| (rule.name, [rule.refused, rule.would_refuse, rule.audited]))
                .collect(),
            losses: report.losses.named().collect(),
            hooks: hooks(&self.now.force.live).collect(),
            generation: self.now.loaded.compiled.generation(),
            failures: self.failures,
            enforcing: self.now.break_glass.is_none() && alarms.is_empty(),
            alarms: alarms.len(),
            heartbeat_age: self.beaten.elapsed().as_secs_f64(),
            programs: self.now.force.live.runs(),
            log: [log.left_out, log.lost],
            ..Default::default()
        };
        metrics.count(&report, self.plan.series);
        metrics.text().unwrap_or_default()
    }
}

/// Whether each hook is attached.
fn hooks(live: &Live) -> impl Iterator<Item = (&'static str, bool)> + use<> {
    live.hooks()
        .into_iter()
        .map(|state| (state.name, state.attached))
}
