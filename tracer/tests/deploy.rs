//! What is shipped for those who run the daemon speaks of what it has: its metrics, its options, its exit statuses.
//! Prometheus' and systemd's own tools look at it where they are installed.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use clap::Parser as _;
use passgate::{
    cli::Cli,
    exit::Exit,
    kernel::hooks::HOOKS,
    model::{
        Report,
        observation::{Count, Losses},
        row::{Action, Device, Row},
    },
    sinks::openmetrics::Metrics,
};
use serde_json::Value;
use tracer_common::count::CountKey;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../deploy")
}

fn text(name: &str) -> String {
    fs::read_to_string(folder().join(name)).expect(name)
}

/// Metrics with their labels, and the values that those have.
type Series = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// All that a daemon may tell, of a machine with one device and one rule.
fn told() -> Series {
    let row = Row {
        subject: Arc::default(),
        device: Arc::new(Device::default()),
        action: Arc::new(Action::new(0, None, &CountKey::ZERO)),
        count: Count::default(),
        rate: 0.0,
        process: None,
        thread: None,
        ruling: None,
    };
    let mut metrics = Metrics {
        version: "0",
        rules: vec![("a rule".to_owned(), [0; 3])],
        losses: Losses::default().named().collect(),
        hooks: HOOKS.iter().map(|hook| (hook.name, true)).collect(),
        programs: vec![("a program".to_owned(), 0.0, 1)],
        ..Metrics::default()
    };
    let report = Report {
        rows: vec![row],
        ..Report::default()
    };
    metrics.count(&report, 1000);
    let text = metrics.text().expect("text");
    let mut all = Series::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        for (name, matchers) in named(line) {
            let labels = all.entry(name).or_default();
            for (label, value) in matchers {
                labels.entry(label).or_default().insert(value);
            }
        }
    }
    all
}

/// The series that a line or an expression names, each with what stands in its braces: a label and what is in
/// quotes.
fn named(expression: &str) -> Vec<(String, Vec<(String, String)>)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut all = Vec::new();
    let mut rest = expression;
    while let Some(at) = rest.find("passgate_") {
        let from = &rest[at..];
        let (name, behind) = from.split_at(from.find(|c| !is_name(c)).unwrap_or(from.len()));
        rest = behind;
        let mut matchers = Vec::new();
        if let Some(mut inside) = behind.strip_prefix('{') {
            while !inside.starts_with('}') {
                let (label, value) = inside.split_once('"').expect("a value in quotes");
                let (value, behind) = value.split_once('"').expect("the end of a value");
                let label: String = label.chars().filter(|c| is_name(*c)).collect();
                matchers.push((label, value.to_owned()));
                inside = behind;
            }
            rest = inside;
        }
        all.push((name.to_owned(), matchers));
    }
    all
}

/// What a label of Prometheus' own is.
const OF_TARGETS: [&str; 2] = ["instance", "job"];

/// Fails where an expression names what no daemon tells.
fn assert_told(expression: &str, told: &Series) {
    for (name, matchers) in named(expression) {
        let labels = told
            .get(&name)
            .unwrap_or_else(|| panic!("no metric is called {name}: {expression}"));
        for (label, value) in matchers {
            if OF_TARGETS.contains(&&*label) {
                continue;
            }
            let values = labels
                .get(&label)
                .unwrap_or_else(|| panic!("{name} has no label {label}: {expression}"));
            // What rules, devices and programs are called is their policy's and the machine's.
            if matches!(&*label, "hook" | "kind" | "class" | "reason") {
                for value in value.split('|') {
                    assert!(values.contains(value), "{name} has no {label} {value}");
                }
            }
        }
    }
}

/// The expressions of the alerts: each is a line.
fn alerts() -> Vec<String> {
    let text = text("prometheus/alerts.yml");
    let lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("expr: "));
    lines.map(str::to_owned).collect()
}

/// All strings below `expr`, and what variables ask for.
fn expressions(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value {
                    Value::String(text) if matches!(&**key, "expr" | "definition") => {
                        found.push(text.clone());
                    }
                    value => expressions(value, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| expressions(value, found)),
        _ => {}
    }
}

fn dashboard() -> (Value, Vec<String>) {
    let dashboard: Value =
        serde_json::from_str(&text("grafana/dashboard.json")).expect("the dashboard is JSON");
    let mut found = Vec::new();
    expressions(&dashboard, &mut found);
    (dashboard, found)
}

#[test]
fn alerts_and_dashboard_ask_for_what_is_told() {
    let told = told();
    assert!(told.contains_key("passgate_calls_total"), "{told:?}");
    let alerts = alerts();
    assert!(alerts.len() > 8, "{alerts:?}");
    let (_, panels) = dashboard();
    assert!(panels.len() > 15, "{panels:?}");
    for expression in alerts.iter().chain(&panels) {
        assert_told(expression, &told);
    }
    // Nothing that is told is nowhere to be seen.
    let seen: BTreeSet<String> = panels
        .iter()
        .flat_map(|panel| named(panel))
        .map(|(name, _)| name)
        .collect();
    for name in told.keys() {
        assert!(seen.contains(name), "no panel shows {name}");
    }
}

#[test]
#[should_panic(expected = "no metric is called passgate_nonsense")]
fn what_is_not_told_is_found() {
    assert_told("rate(passgate_nonsense[5m]) > 0", &told());
}

#[test]
#[should_panic(expected = "has no kind nonsense")]
fn a_loss_that_there_is_not_is_found() {
    assert_told(
        r#"passgate_losses_total{kind=~"events_full|nonsense"}"#,
        &told(),
    );
}

#[test]
fn the_dashboard_can_be_imported() {
    let (dashboard, _) = dashboard();
    assert!(dashboard["id"].is_null(), "an id is one Grafana's own");
    let panels = dashboard["panels"].as_array().expect("panels");
    let ids: BTreeSet<u64> = panels
        .iter()
        .filter_map(|panel| panel["id"].as_u64())
        .collect();
    assert_eq!(ids.len(), panels.len(), "panels have ids of their own");
    for panel in panels {
        let title = &panel["title"];
        assert_eq!(panel["datasource"]["uid"], "${datasource}", "{title}");
        let at = &panel["gridPos"];
        let [x, width] = ["x", "w"].map(|key| at[key].as_u64().expect("a place"));
        assert!(x + width <= 24, "{title} is too wide");
    }
}

/// The values of a key of the unit, in their order.
fn of_unit(key: &str) -> Vec<String> {
    let unit = text("passgate.service");
    let lines = unit.lines().filter_map(|line| line.split_once('='));
    lines
        .filter(|(has, _)| *has == key)
        .map(|(_, value)| value.to_owned())
        .collect()
}

#[test]
fn the_unit_runs_what_there_is() {
    for key in ["ExecStart", "ExecReload"] {
        for line in of_unit(key) {
            let parsed = Cli::try_parse_from(line.split(' '));
            assert!(parsed.is_ok(), "{line}: {:?}", parsed.err());
        }
    }
    assert_eq!(of_unit("Type"), ["notify"]);
    let directory = format!("/run/{}", of_unit("RuntimeDirectory").concat());
    assert_eq!(directory, passgate::daemon::control::DIRECTORY);
    // Ends that starting it again does not help against.
    let exits = [
        Exit::Success,
        Exit::Unsound,
        Exit::Usage,
        Exit::Unsupported,
        Exit::NotPermitted,
    ];
    let exits = exits.map(|exit| (exit as u8).to_string());
    let given = of_unit("RestartPreventExitStatus").concat();
    assert_eq!(given.split(' ').collect::<Vec<_>>(), exits);
    // What hides /proc/kallsyms, takes CAP_SYSLOG away, or keeps it from its priority.
    for key in [
        "ProtectKernelTunables",
        "ProtectKernelLogs",
        "RestrictRealtime",
    ] {
        assert!(of_unit(key).is_empty(), "{key}");
    }
}

/// What a tool says, or why it was not asked.
fn run(tool: &str, words: &[&str], file: &Path) -> Option<String> {
    match Command::new(tool).args(words).arg(file).output() {
        Err(error) => {
            eprintln!("skipped: cannot run {tool}: {error}");
            None
        }
        Ok(output) => {
            let said = [output.stdout, output.stderr].concat();
            let said = String::from_utf8_lossy(&said).into_owned();
            assert!(output.status.success(), "{tool} {words:?}: {said}");
            Some(said)
        }
    }
}

#[test]
fn prometheus_takes_the_alerts_and_the_dashboard_s_expressions() {
    let at = |name: &str| folder().join("prometheus").join(name);
    let (rules, tests) = (at("alerts.yml"), at("alerts_test.yml"));
    let check = |file: &Path| run("promtool", &["check", "rules"], file);
    if check(&rules).is_none() {
        return;
    }
    run("promtool", &["test", "rules"], &tests);
    // Each alert is in the tests.
    let (rules, tests) = (
        text("prometheus/alerts.yml"),
        text("prometheus/alerts_test.yml"),
    );
    let names = rules
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- alert: "));
    for name in names {
        assert!(tests.contains(name), "{name} is not tested");
    }
    // As rules, so that their syntax is looked at.
    let (_, panels) = dashboard();
    let rules: Vec<Value> = panels
        .iter()
        .filter(|panel| !panel.starts_with("label_values"))
        .enumerate()
        .map(|(number, panel)| {
            let expression = panel
                .replace("$__rate_interval", "5m")
                .replace("$instance", ".*");
            serde_json::json!({"record": format!("panel:number{number}"), "expr": expression})
        })
        .collect();
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("dashboard.yml");
    let groups = serde_json::json!({"groups": [{"name": "dashboard", "rules": rules}]});
    fs::write(&file, groups.to_string()).expect("a file");
    check(&file);
}

/// What `systemd-analyze security` may say of the unit at most, in tenths.
const EXPOSURE: &str = "--threshold=35";

#[test]
fn systemd_finds_the_unit_confined() {
    let Some(said) = run("systemd-analyze", &[], Path::new("--version")) else {
        return;
    };
    let version = said
        .split_whitespace()
        .nth(1)
        .and_then(|version| version.split(['.', '~']).next()?.parse::<u32>().ok());
    if version.is_none_or(|version| version < 250) {
        eprintln!(
            "skipped: systemd-analyze looks at units offline from 250 on, and this is {version:?}"
        );
        return;
    }
    let unit = folder().join("passgate.service");
    let options = ["security", "--offline=true", "--no-pager", EXPOSURE];
    run("systemd-analyze", &options, &unit);
    // Whether it is well-formed, with an executable that there is: what is wrong is told, and no failure.
    let folder = tempfile::tempdir().expect("a directory");
    let file = folder.path().join("passgate.service");
    let text = text("passgate.service").replace("/usr/bin/passgate", "/bin/true");
    fs::write(&file, text).expect("a file");
    if let Some(said) = run("systemd-analyze", &["verify", "--man=no"], &file) {
        assert!(!said.contains("passgate.service:"), "{said}");
    }
}
