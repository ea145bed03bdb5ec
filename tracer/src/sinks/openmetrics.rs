//! Metrics of a daemon, as OpenMetrics text (<https://prometheus.io/docs/specs/om/open_metrics_spec/>).

use std::{collections::BTreeMap, fmt};

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric as _, text::encode},
    metrics::{MetricType, counter::ConstCounter, gauge::ConstGauge},
    registry::Registry,
};

use crate::{
    families::Class,
    model::{Report, observation::Count, row::Row},
};

/// What a daemon measures.
#[derive(Debug, Default)]
pub struct Metrics {
    /// passgate's version.
    pub version: &'static str,
    /// Calls, by family, device and class.
    pub calls: BTreeMap<Labels, Count>,
    /// Rules, with what they refused, would have refused and had told.
    pub rules: Vec<(String, [u64; 3])>,
    /// Losses by kind.
    pub losses: Vec<(&'static str, u64)>,
    /// Hooks, and whether they are attached.
    pub hooks: Vec<(&'static str, bool)>,
    /// Number of the policy in force.
    pub generation: u32,
    /// How often a policy could not be put in force.
    pub failures: u64,
    /// Whether refusals are refused: not with a break-glass, or once the daemon was silent.
    pub enforcing: bool,
    /// Things that are wrong now.
    pub alarms: usize,
    /// Seconds since the last heartbeat.
    pub heartbeat_age: f64,
    /// Programs with their run time in seconds and how often they ran, where the kernel measures that.
    pub programs: Vec<(String, f64, u64)>,
    /// Log lines that were left out, and that could not be written.
    pub log: [u64; 2],
}

/// Family, device and class of calls.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labels {
    family: &'static str,
    device: String,
    class: &'static str,
}

/// The device of calls beyond the bound.
const OTHERS: &str = "others";

impl Metrics {
    /// Sums a report's rows up, in at most so many series each of calls, refusals and audits: the devices that come
    /// last by name share one.
    pub fn count(&mut self, report: &Report, most: usize) {
        for row in &report.rows {
            let labels = labels(row);
            let is_known = self.calls.contains_key(&labels);
            // Each class of the others has its own.
            let labels = match is_known || self.calls.len() + Class::ALL.len() < most {
                true => labels,
                false => Labels {
                    family: OTHERS,
                    device: OTHERS.to_owned(),
                    ..labels
                },
            };
            self.calls.entry(labels).or_default().add(&row.count);
        }
    }

    /// As text.
    ///
    /// # Errors
    ///
    /// Where a name is none, which is a bug.
    pub fn text(self) -> Result<String, fmt::Error> {
        let mut registry = Registry::default();
        registry.register_collector(Box::new(self));
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

fn labels(row: &Row) -> Labels {
    Labels {
        family: row.device.family.unwrap_or("unknown"),
        device: row.device.label().unwrap_or("unknown").to_owned(),
        class: row.action.class.name(),
    }
}

/// Writes the series of one name.
fn counters<L: AsRef<[(&'static str, String)]>>(
    encoder: &mut DescriptorEncoder<'_>,
    (name, help): (&str, &str),
    series: impl IntoIterator<Item = (L, u64)>,
) -> fmt::Result {
    let mut encoder = encoder.encode_descriptor(name, help, None, MetricType::Counter)?;
    for (labels, value) in series {
        let labels = labels.as_ref();
        ConstCounter::new(value).encode(encoder.encode_family(&labels)?)?;
    }
    Ok(())
}

fn gauge(encoder: &mut DescriptorEncoder<'_>, name: &str, help: &str, value: f64) -> fmt::Result {
    let gauge = ConstGauge::new(value);
    let encoder = encoder.encode_descriptor(name, help, None, gauge.metric_type())?;
    gauge.encode(encoder)
}

impl Collector for Metrics {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let encoder = &mut encoder;
        let of_device = |labels: &Labels| {
            [
                ("family", labels.family.to_owned()),
                ("device", labels.device.clone()),
                ("class", labels.class.to_owned()),
            ]
        };
        let by_device = |value: fn(&Count) -> u64| {
            let series = self.calls.iter();
            series.map(move |(labels, count)| (of_device(labels), value(count)))
        };
        let name = ("passgate_calls", "Device calls, whatever became of them");
        counters(encoder, name, by_device(|count| count.calls))?;
        let name = ("passgate_refusals", "Device calls that were refused");
        counters(encoder, name, by_device(|count| count.denied))?;
        let name = (
            "passgate_audits",
            "Device calls that would have been refused",
        );
        counters(encoder, name, by_device(|count| count.audited))?;

        let mut by_class: BTreeMap<&str, u64> =
            Class::ALL.iter().map(|class| (class.name(), 0)).collect();
        for (labels, count) in &self.calls {
            *by_class.entry(labels.class).or_default() += count.calls;
        }
        let all: u64 = by_class.values().sum();
        let mut shares = encoder.encode_descriptor(
            "passgate_openness_ratio",
            "Share of the calls that is of a class",
            None,
            MetricType::Gauge,
        )?;
        for (class, calls) in by_class {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a share of some 50 bits will do"
            )]
            let share = if all == 0 {
                0.0
            } else {
                calls as f64 / all as f64
            };
            let labels: &[(&str, &str)] = &[("class", class)];
            ConstGauge::new(share).encode(shares.encode_family(&labels)?)?;
        }

        let by_rule = |at: usize| {
            let rules = self.rules.iter();
            rules.map(move |(name, counts)| ([("rule", name.clone())], counts[at]))
        };
        let name = (
            "passgate_rule_refusals",
            "Calls that a rule refused and told",
        );
        counters(encoder, name, by_rule(0))?;
        let name = (
            "passgate_rule_would_refuse",
            "Calls that a rule would have refused and told",
        );
        counters(encoder, name, by_rule(1))?;
        let name = ("passgate_rule_audits", "Calls that a rule had told");
        counters(encoder, name, by_rule(2))?;

        let losses = self.losses.iter();
        let losses = losses.map(|(kind, count)| ([("kind", (*kind).to_owned())], *count));
        let name = (
            "passgate_losses",
            "What could not be counted, told or decided as it should",
        );
        counters(encoder, name, losses)?;

        let mut hooks = encoder.encode_descriptor(
            "passgate_hook_attached",
            "Whether a program is attached to a hook of the kernel's",
            None,
            MetricType::Gauge,
        )?;
        for (name, attached) in &self.hooks {
            let labels: &[(&str, &str)] = &[("hook", name)];
            ConstGauge::new(i64::from(*attached)).encode(hooks.encode_family(&labels)?)?;
        }
        if !self.programs.is_empty() {
            let mut seconds = encoder.encode_descriptor(
                "passgate_program_run_seconds",
                "Time that a program ran, on all processors",
                None,
                MetricType::Counter,
            )?;
            for (name, time, _) in &self.programs {
                let labels: &[(&str, &str)] = &[("program", name)];
                ConstCounter::new(*time).encode(seconds.encode_family(&labels)?)?;
            }
            let runs = self.programs.iter();
            let runs = runs.map(|(name, _, runs)| ([("program", name.clone())], *runs));
            counters(
                encoder,
                ("passgate_program_runs", "How often a program ran"),
                runs,
            )?;
        }
        let name = (
            "passgate_log_lines_missing",
            "Lines that the log left out or could not write",
        );
        let [left_out, lost] = self.log;
        let reason = |reason: &str| [("reason", reason.to_owned())];
        counters(
            encoder,
            name,
            [(reason("rate"), left_out), (reason("error"), lost)],
        )?;
        let name = (
            "passgate_policy_load_failures",
            "Policies that could not be put in force",
        );
        counters(
            encoder,
            name,
            [([], self.failures)] as [([(&str, String); 0], u64); 1],
        )?;
        gauge(
            encoder,
            "passgate_policy_generation",
            "Number of the policy in force",
            f64::from(self.generation),
        )?;
        gauge(
            encoder,
            "passgate_enforcing",
            "Whether what a policy refuses is refused",
            f64::from(u8::from(self.enforcing)),
        )?;
        gauge(
            encoder,
            "passgate_alarms",
            "Things that are wrong now",
            f64::from(u32::try_from(self.alarms).unwrap_or(u32::MAX)),
        )?;
        gauge(
            encoder,
            "passgate_heartbeat_age_seconds",
            "Time since the last heartbeat",
            self.heartbeat_age,
        )?;
        let version: &[(&str, &str)] = &[("version", self.version)];
        let mut build = encoder.encode_descriptor(
            "passgate_build",
            "Which passgate this is",
            None,
            MetricType::Gauge,
        )?;
        ConstGauge::new(1i64).encode(build.encode_family(&version)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tracer_common::count::CountKey;

    use super::*;
    use crate::model::row::{Action, Device};

    /// Calls to a device, every third of them refused.
    fn row(family: Option<&'static str>, name: &str, class: Class, calls: u64) -> Row {
        let mut action = Action::new(0, None, &CountKey::ZERO);
        action.class = class;
        Row {
            subject: Arc::default(),
            device: Arc::new(Device {
                family,
                name: (!name.is_empty()).then(|| name.to_owned()),
                ..Device::default()
            }),
            action: Arc::new(action),
            count: Count {
                calls,
                denied: calls / 3,
                audited: 1,
                bytes: 0,
            },
            rate: 0.0,
            process: None,
            thread: None,
            ruling: None,
        }
    }

    fn of(rows: Vec<Row>, most: usize) -> Metrics {
        let mut metrics = Metrics::default();
        let report = Report {
            rows,
            ..Report::default()
        };
        metrics.count(&report, most);
        metrics
    }

    /// The values of a metric's series.
    fn values(text: &str, name: &str) -> Vec<u64> {
        let series = format!("{name}{{");
        let lines = text.lines().filter(|line| line.starts_with(&series));
        lines
            .map(|line| {
                let (_, value) = line.rsplit_once(' ').expect("a value");
                value.parse().expect("a number")
            })
            .collect()
    }

    #[test]
    fn a_line_is_a_series_and_the_last_one_the_end() {
        let rows = vec![
            row(Some("nvme"), "nvme0", Class::Opaque, 6),
            row(Some("nvme"), "nvme0", Class::Opaque, 3),
            row(None, "", Class::Unknown, 1),
        ];
        let metrics = Metrics {
            version: "1.2.3",
            rules: vec![("no vendor".to_owned(), [3, 2, 1])],
            losses: vec![("events_full", 4)],
            hooks: vec![("file_ioctl", true), ("task_alloc", false)],
            generation: 7,
            enforcing: true,
            heartbeat_age: 0.25,
            programs: vec![("file_ioctl".to_owned(), 0.5, 9)],
            log: [8, 0],
            ..of(rows, 100)
        };
        let text = metrics.text().expect("text");
        for line in [
            "# TYPE passgate_calls counter",
            r#"passgate_calls_total{family="nvme",device="nvme0",class="opaque"} 9"#,
            r#"passgate_calls_total{family="unknown",device="unknown",class="unknown"} 1"#,
            r#"passgate_refusals_total{family="nvme",device="nvme0",class="opaque"} 3"#,
            r#"passgate_audits_total{family="nvme",device="nvme0",class="opaque"} 2"#,
            r#"passgate_openness_ratio{class="opaque"} 0.9"#,
            r#"passgate_openness_ratio{class="standard"} 0.0"#,
            r#"passgate_rule_refusals_total{rule="no vendor"} 3"#,
            r#"passgate_rule_would_refuse_total{rule="no vendor"} 2"#,
            r#"passgate_rule_audits_total{rule="no vendor"} 1"#,
            r#"passgate_losses_total{kind="events_full"} 4"#,
            r#"passgate_hook_attached{hook="file_ioctl"} 1"#,
            r#"passgate_hook_attached{hook="task_alloc"} 0"#,
            r#"passgate_program_run_seconds_total{program="file_ioctl"} 0.5"#,
            r#"passgate_program_runs_total{program="file_ioctl"} 9"#,
            r#"passgate_log_lines_missing_total{reason="rate"} 8"#,
            "passgate_policy_load_failures_total 0",
            "passgate_policy_generation 7.0",
            "passgate_enforcing 1.0",
            "passgate_heartbeat_age_seconds 0.25",
            r#"passgate_build{version="1.2.3"} 1"#,
        ] {
            assert!(text.lines().any(|has| has == line), "{line}\n{text}");
        }
        assert!(text.ends_with("\n# EOF\n"), "{text}");
        assert_eq!(text.matches("# EOF").count(), 1);
    }

    #[test]
    fn series_are_bounded_and_their_sums_exact() {
        const MOST: usize = 10;
        let rows = |devices: u64| {
            (0..devices)
                .flat_map(|device| {
                    let class = Class::ALL[usize::try_from(device % 4).expect("small")];
                    // Each device twice: the second time is of what is there, or of the others.
                    [device + 1, 1000]
                        .map(|calls| row(Some("nvme"), &format!("nvme{device:03}"), class, calls))
                })
                .collect::<Vec<_>>()
        };
        for devices in [0, 1, 6, 7, 50] {
            let all = rows(devices);
            let sum = |of: fn(&Count) -> u64| all.iter().map(|row| of(&row.count)).sum::<u64>();
            let sums = [
                ("passgate_calls_total", sum(|count| count.calls)),
                ("passgate_refusals_total", sum(|count| count.denied)),
                ("passgate_audits_total", sum(|count| count.audited)),
            ];
            let text = of(all, MOST).text().expect("text");
            for (name, sum) in sums {
                let values = values(&text, name);
                assert!(values.len() <= MOST, "{devices}: {text}");
                assert_eq!(values.iter().sum::<u64>(), sum, "{devices}: {name}");
            }
            assert_eq!(
                text.contains(r#"family="others",device="others""#),
                devices > 6,
                "{devices}: {text}"
            );
        }
    }

    #[test]
    fn a_name_cannot_make_a_line_of_its_own() {
        let hostile = "a\"} 1\npassgate_enforcing 1 \\";
        let mut metrics = of(vec![row(Some("usb"), hostile, Class::Driver, 1)], 100);
        metrics.rules = vec![(hostile.to_owned(), [1, 0, 0])];
        let text = metrics.text().expect("text");
        let escaped = r#""a\"} 1\npassgate_enforcing 1 \\""#;
        for line in [
            format!(r#"passgate_calls_total{{family="usb",device={escaped},class="driver"}} 1"#),
            format!("passgate_rule_refusals_total{{rule={escaped}}} 1"),
        ] {
            assert!(text.lines().any(|has| has == line), "{line}\n{text}");
        }
        let lines = text.lines();
        let of_enforcing = lines.filter(|line| line.starts_with("passgate_enforcing"));
        assert_eq!(of_enforcing.count(), 1, "{text}");
    }
}
