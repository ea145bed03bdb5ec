//! A real Prometheus, Debian's, that scrapes the daemon.

use std::{
    collections::BTreeSet,
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::Value;

use super::{LOADING, VENDOR, get, installed::Service, is_refused};
use crate::{
    Outcome, ensure,
    machine::{run, wait_until, wait_within},
};

/// Where Debian's listens.
const PROMETHEUS: &str = "127.0.0.1:9090";
/// Where the daemon does, unless it is told otherwise.
const DAEMON: &str = "127.0.0.1:9797";

/// How many calls are refused by hand.
const REFUSED: u32 = 3;

/// It has each metric that is told, and what was refused by hand within two scrapes.
pub(super) fn scraped() -> Outcome {
    let _service = Service::with(VENDOR)?;
    // The labels of a rule and of a device, before anything is counted.
    is_refused(true, "at first")?;
    run(&["systemctl", "start", "prometheus"])?;
    let is_up = || value("up{job=\"passgate\"}").is_ok_and(|up| up == 1.0);
    wait_within(LOADING, "Prometheus has scraped", is_up)?;
    holds_all()?;
    for series in [
        "passgate_rule_refusals_total{rule=\"no vendor\"}",
        "passgate_refusals_total{device=\"nvme0\",class=\"opaque\"}",
    ] {
        found_in_two_scrapes(series)?;
    }
    // What the dashboard and the alerts ask: how many, lately.
    let lately = value("sum(increase(passgate_refusals_total{device=\"nvme0\"}[1m]))")?;
    ensure!(lately.max(0.0) != 0.0, "an increase of {lately}");
    Ok(())
}

/// Each metric that the daemon tells.
fn holds_all() -> Result<(), String> {
    let text = get(DAEMON, "/metrics")?;
    let told: BTreeSet<&str> = text
        .lines()
        .filter(|line| line.starts_with("passgate_"))
        .filter_map(|line| line.split(['{', ' ']).next())
        .collect();
    ensure!(told.len() > 10, "it tells {told:?}");
    let held = query("count by (__name__) ({job=\"passgate\"})")?;
    let held: BTreeSet<&str> = held
        .iter()
        .filter_map(|series| series["metric"]["__name__"].as_str())
        .collect();
    let missing: Vec<_> = told.difference(&held).collect();
    ensure!(
        missing.is_empty(),
        "Prometheus does not have {missing:?}, but {held:?}"
    );
    Ok(())
}

/// What is refused by hand is in the second scrape after that at the latest.
fn found_in_two_scrapes(series: &str) -> Result<(), String> {
    let before = value(series)?;
    for _ in 0..REFUSED {
        is_refused(true, "by hand")?;
    }
    let made = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_err(|e| e.to_string())?
        .as_secs_f64();
    let mut since = Vec::new();
    wait_until("Prometheus has scraped twice", || {
        since = samples(series).unwrap_or_default();
        since.retain(|(time, _)| *time > made);
        since.len() >= 2
    })?;
    let (_, second) = since[1];
    ensure!(
        second == before + f64::from(REFUSED),
        "{series} was {before}, and is {since:?} after {REFUSED} more"
    );
    Ok(())
}

/// The samples of a series of the last minute: when, and what.
fn samples(series: &str) -> Result<Vec<(f64, f64)>, String> {
    let found = query(&format!("{series}[1m]"))?;
    ensure!(found.len() == 1, "{series}: {found:?}");
    let samples = found[0]["values"].as_array().into_iter().flatten();
    Ok(samples.filter_map(sample).collect())
}

/// The one value of an expression.
fn value(expression: &str) -> Result<f64, String> {
    let found = query(expression)?;
    ensure!(found.len() == 1, "{expression}: {found:?}");
    let (_, value) = sample(&found[0]["value"]).ok_or_else(|| format!("no value: {found:?}"))?;
    Ok(value)
}

/// A time in seconds, and a value, which Prometheus writes as text.
fn sample(pair: &Value) -> Option<(f64, f64)> {
    Some((pair[0].as_f64()?, pair[1].as_str()?.parse().ok()?))
}

/// Asks Prometheus.
fn query(expression: &str) -> Result<Vec<Value>, String> {
    let escaped: String = expression
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    let answer = get(PROMETHEUS, &format!("/api/v1/query?query={escaped}"))?;
    let answer: Value =
        serde_json::from_str(&answer).map_err(|e| format!("{expression}: {e}: {answer}"))?;
    let result = answer["data"]["result"].as_array();
    result
        .cloned()
        .ok_or_else(|| format!("{expression}: {answer}"))
}
