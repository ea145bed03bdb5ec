//! JSON Lines: where a report comes from first, then a row an object, losses last. Scripts read this, so a key never changes its
//! meaning within a [`SCHEMA`].

use std::{
    collections::BTreeMap,
    io::{self, Write},
    time::Duration,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::model::{
    Report,
    holding::{Holding, Memory},
    observation::{Count, Held, Losses},
    openness::openness,
    row::{Device, Row, Subject},
};

/// Version of the form, in every object.
pub const SCHEMA: u32 = 1;

/// Where a report comes from, and what it does not cover.
#[derive(Debug, Serialize)]
pub struct SourceLine<'a> {
    schema: u32,
    kind: &'static str,
    kernel: &'a str,
    seconds: f64,
    entries: &'a [&'static str],
    missing: &'a [&'static str],
}

impl<'a> SourceLine<'a> {
    /// Of a kernel, by its release, that was observed for a time at some entries and not at others.
    pub fn new(
        kernel: &'a str,
        time: Duration,
        entries: &'a [&'static str],
        missing: &'a [&'static str],
    ) -> Self {
        Self {
            schema: SCHEMA,
            kind: "source",
            kernel,
            seconds: time.as_secs_f64(),
            entries,
            missing,
        }
    }
}

#[derive(Serialize)]
struct CountLine<'a> {
    schema: u32,
    kind: &'static str,
    subject: &'a Subject,
    device: &'a Device,
    entry: &'static str,
    origin: &'static str,
    command: &'a str,
    number: String,
    sub: Option<&'a str>,
    sub_code: Option<u32>,
    detail: Option<&'a str>,
    detail_code: Option<u32>,
    class: &'static str,
    calls: u64,
    denied: u64,
    audited: u64,
    bytes: Option<u64>,
    argument: &'static str,
    fields: BTreeMap<&'static str, u32>,
    process: Option<u32>,
    thread: Option<u32>,
}

impl<'a> From<&'a Row> for CountLine<'a> {
    fn from(row: &'a Row) -> Self {
        let Row {
            subject,
            device,
            action,
            count,
            ..
        } = row;
        Self {
            schema: SCHEMA,
            kind: "count",
            subject,
            device,
            entry: action.entry,
            origin: action.origin,
            command: &action.command,
            number: format!("{:#x}", action.number),
            sub: action.sub.as_deref(),
            sub_code: action.sub_code,
            detail: action.detail.as_ref().map(|(name, _)| &**name),
            detail_code: action.detail.as_ref().map(|(_, code)| *code),
            class: action.class.name(),
            calls: count.calls,
            denied: count.denied,
            audited: count.audited,
            bytes: row.bytes(),
            argument: action.argument.name(),
            fields: action.fields.into_iter().collect(),
            process: row.process,
            thread: row.thread,
        }
    }
}

/// A descriptor or a mapping of before the source began.
#[derive(Serialize)]
struct HoldingLine<'a> {
    schema: u32,
    kind: &'static str,
    subject: &'a Subject,
    device: &'a Device,
    process: u32,
    what: &'static str,
    mode: String,
    descriptor: Option<u32>,
    length: Option<u64>,
    offset: Option<u64>,
    region: Option<&'static str>,
}

impl<'a> From<&'a Holding> for HoldingLine<'a> {
    fn from(holding: &'a Holding) -> Self {
        let (what, descriptor, length, offset) = match holding.what {
            Held::Descriptor(descriptor) => ("descriptor", Some(descriptor), None, None),
            Held::Mapping { length, offset, .. } => ("mapping", None, Some(length), Some(offset)),
        };
        Self {
            schema: SCHEMA,
            kind: "holding",
            subject: &holding.subject,
            device: &holding.device,
            process: holding.process,
            what,
            mode: holding.mode_label(),
            descriptor,
            length,
            offset,
            region: holding.region(),
        }
    }
}

/// Memory that a process gives a device.
#[derive(Serialize)]
struct MemoryLine<'a> {
    schema: u32,
    kind: &'static str,
    subject: &'a Subject,
    device: &'a Device,
    process: u32,
    bytes: u64,
    shared: bool,
    partial: bool,
}

impl<'a> From<&'a Memory> for MemoryLine<'a> {
    fn from(memory: &'a Memory) -> Self {
        Self {
            schema: SCHEMA,
            kind: "memory",
            subject: &memory.subject,
            device: &memory.device,
            process: memory.process,
            bytes: memory.bytes,
            shared: memory.shared,
            partial: memory.partial,
        }
    }
}

/// Calls that had no room for a row of their own. Their bytes are those that their arguments told.
#[derive(Serialize)]
struct OverflowLine {
    schema: u32,
    kind: &'static str,
    calls: u64,
    denied: u64,
    audited: u64,
    bytes: u64,
}

struct LossesLine<'a>(&'a Losses);

impl Serialize for LossesLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", &SCHEMA)?;
        map.serialize_entry("kind", "losses")?;
        for (name, count) in self.0.named() {
            map.serialize_entry(name, &count)?;
        }
        map.end()
    }
}

/// Writes a report: a `count` line a row in the report's order, a `holding` line for each descriptor and
/// mapping of before, a `memory` line for each process that gives a device memory, `openness`
/// lines, an `overflow` line where there is overflow, and a `losses` line.
///
/// # Errors
///
/// Those of the writer.
pub fn write(out: &mut impl Write, report: &Report) -> io::Result<()> {
    for row in &report.rows {
        line(out, &CountLine::from(row))?;
    }
    for holding in &report.holdings {
        line(out, &HoldingLine::from(holding))?;
    }
    for memory in &report.memory {
        line(out, &MemoryLine::from(memory))?;
    }
    super::openness::json(out, &openness(&report.rows))?;
    if report.overflow != Count::default() {
        let Count {
            calls,
            denied,
            audited,
            bytes,
        } = report.overflow;
        let kind = "overflow";
        line(
            out,
            &OverflowLine {
                schema: SCHEMA,
                kind,
                calls,
                denied,
                audited,
                bytes,
            },
        )?;
    }
    losses(out, &report.losses)
}

/// Writes what was lost, zeros included.
///
/// # Errors
///
/// Those of the writer.
pub fn losses(out: &mut impl Write, losses: &Losses) -> io::Result<()> {
    line(out, &LossesLine(losses))
}

/// Writes one object on a line of its own.
pub(crate) fn line(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Model,
        observation::{self, CommandFacts, HeldMemory, Observation, Snapshot},
        tests::{admin, controller, counts, nvme_cli, subjects},
    };
    use crate::sinks::documented::assert_documented;

    fn lines(report: &Report) -> Vec<String> {
        let mut out = Vec::new();
        write(&mut out, report).expect("memory takes all writes");
        String::from_utf8(out)
            .expect("JSON is text")
            .lines()
            .map(str::to_owned)
            .collect()
    }

    fn model(observations: impl IntoIterator<Item = Observation>) -> Report {
        let mut model = Model::new();
        observations
            .into_iter()
            .for_each(|observation| model.apply(observation));
        model.report()
    }

    #[test]
    fn a_row_has_exactly_these_keys_in_this_order() {
        let report = model([
            nvme_cli(1),
            controller(1),
            counts(1, &[(admin(1, 1, 6), 3)]),
        ]);
        assert_eq!(
            lines(&report)[0],
            concat!(
                r#"{"schema":1,"kind":"count","subject":{"exe":"/usr/sbin/nvme","exe_deleted":false,"kernel":false,"comm":"nvme","#,
                r#""uid":0,"cgroup":"/","unit":null,"container":null,"runtime":null,"session":null,"user":null},"#,
                r#""device":{"family":"nvme","interface":"controller","name":"nvme0","alias":null,"node":"/dev/nvme0","dev":"c 242:0","driver":"nvme","#,
                r#""bus":"pci 0000:00:03.0","ids":"1b36:0010","lower":[],"gone":false},"entry":"ioctl","origin":"caller","command":"NVME_IOCTL_ADMIN_CMD","#,
                r#""number":"0xc0484e41","sub":"admin.identify","sub_code":6,"detail":"namespace","detail_code":0,"class":"standard","#,
                r#""calls":3,"denied":0,"audited":0,"bytes":12288,"argument":"decoded","#,
                r#""fields":{"nsid":1},"process":null,"thread":null}"#
            )
        );
    }

    #[test]
    fn a_subject_has_its_container_its_login_and_what_became_of_its_executable() {
        let news = subjects().into_iter().flat_map(|facts| {
            let count = (admin(facts.id, 1, 6), u64::from(facts.id));
            [(Observation::Subject(facts), count)]
        });
        let (mut news, all): (Vec<_>, Vec<_>) = news.unzip();
        news.extend([controller(1), counts(1, &all)]);
        let rows: Vec<serde_json::Value> = lines(&model(news))
            .iter()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect();
        let subject = |calls: u64| {
            let mut rows = rows.iter();
            &rows.find(|row| row["calls"] == calls).expect("a row")["subject"]
        };
        let container = subject(1);
        assert_eq!(container["runtime"], "podman");
        assert_eq!(container["container"], "4f5e8b0c".repeat(8));
        let login = subject(2);
        assert_eq!((&login["uid"], &login["user"]), (&0.into(), &1000.into()));
        assert_eq!(login["session"], "3");
        assert_eq!(subject(3)["unit"], "backup.service");
        let kernel = subject(4);
        assert_eq!(
            (&kernel["kernel"], &kernel["comm"]),
            (&true.into(), &"kworker/u8:2".into())
        );
        assert!(kernel["exe"].is_null());
        assert_eq!(subject(5)["exe_deleted"], true);
    }

    #[test]
    fn what_is_not_known_is_null() {
        let mut key = admin(0, 0, 0);
        key.argument = tracer_common::count::argument::UNREADABLE;
        let row: serde_json::Value =
            serde_json::from_str(&lines(&model([controller(1), counts(1, &[(key, 1)])]))[0])
                .expect("JSON");
        for null in [
            "/subject/exe",
            "/subject/uid",
            "/device/family",
            "/sub",
            "/sub_code",
            "/bytes",
        ] {
            assert!(row.pointer(null).expect(null).is_null(), "{null}");
        }
        assert_eq!(
            (&row["class"], &row["argument"]),
            (&"unknown".into(), &"unreadable".into())
        );
        assert_eq!(row["fields"], serde_json::json!({}));
    }

    #[test]
    fn every_field_is_documented() {
        let keys = [admin(1, 1, 6), admin(0, 0, 0xc1), admin(4, 1, 6)];
        let Observation::Counts(snapshot) = counts(1, &keys.map(|key| (key, 1))) else {
            panic!("counts are a snapshot")
        };
        let holding = |what| {
            Observation::Holding(observation::Holding {
                subject: 1,
                device: 1,
                process: 1,
                what,
                mode: 1,
            })
        };
        let mut news: Vec<_> = subjects().into_iter().map(Observation::Subject).collect();
        news.extend([
            controller(1),
            Observation::Command(CommandFacts {
                key: keys[0],
                process: 1,
                thread: 2,
            }),
            holding(Held::Descriptor(3)),
            holding(Held::Mapping {
                length: 4096,
                offset: 0,
                command: 0,
            }),
            Observation::Counts(Snapshot {
                held: vec![HeldMemory {
                    subject: 1,
                    device: 1,
                    process: 1,
                    bytes: 4096,
                    partial: false,
                    shared: false,
                }],
                overflow: Count {
                    calls: 1,
                    ..Count::default()
                },
                ..snapshot
            }),
        ]);
        let mut all = lines(&model(news));
        let source = SourceLine::new("6.12", Duration::from_secs(1), &["ioctl"], &["mmap"]);
        all.push(serde_json::to_string(&source).expect("JSON"));
        let all: Vec<serde_json::Value> = all
            .iter()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        for kind in [
            "source", "count", "holding", "memory", "openness", "overflow", "losses",
        ] {
            assert_documented(kind, all.iter().filter(|line| line["kind"] == kind));
        }
    }

    #[test]
    fn losses_come_last_with_every_counter() {
        let lines = lines(&Report::default());
        assert_eq!(lines.len(), 1, "no overflow, no line");
        let losses: serde_json::Value = serde_json::from_str(&lines[0]).expect("JSON");
        assert_eq!(losses["kind"], "losses");
        for (name, count) in Losses::default().named() {
            assert_eq!(losses[name], count, "{name}");
        }
        assert!(lines[0].starts_with(r#"{"schema":1,"kind":"losses","#));
    }

    #[test]
    fn overflow_is_a_line_of_its_own() {
        let overflow = Count {
            calls: 7,
            bytes: 9,
            ..Count::default()
        };
        let lines = lines(&Report {
            overflow,
            ..Report::default()
        });
        assert_eq!(
            lines[0],
            r#"{"schema":1,"kind":"overflow","calls":7,"denied":0,"audited":0,"bytes":9}"#
        );
        assert_eq!(lines.len(), 2);
    }
}
