//! The daemon's log of what the policy refused, would have refused, or wanted to be told: a JSON object a line.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::{fs::OpenOptionsExt as _, net::UnixDatagram},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use serde::Serialize;
use tracer_common::policy::{action, mode};

use super::ancestry::{Ancestor, ancestry};
use crate::{
    exit::{Error, Result},
    model::{
        observation::Judgement,
        row::{Device, Row, Subject},
    },
    policy::resolve::{action_name, errno_name, mode_name},
    sinks::json::SCHEMA,
};

/// Where journald takes messages (systemd's "Native Journal Protocol").
const JOURNAL: &str = "/run/systemd/journal/socket";

/// Where lines go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum To {
    /// Standard output.
    #[default]
    Stdout,
    /// journald, with a field for each part.
    Journal,
    /// A file, which makes way for a new one once it has so many bytes; so many old ones are kept.
    File {
        /// Its path.
        path: PathBuf,
        /// How long it may become.
        bytes: u64,
        /// How many old ones there are beside it: `PATH.1` is the last.
        kept: u32,
    },
    /// Nowhere.
    Nowhere,
}

/// One decision.
#[derive(Serialize)]
struct Line<'a> {
    schema: u32,
    kind: &'static str,
    /// Milliseconds since 1970.
    time: u64,
    outcome: &'static str,
    rule: &'a str,
    generation: u32,
    action: &'static str,
    mode: &'static str,
    errno: Option<String>,
    racy: bool,
    subject: &'a Subject,
    process: u32,
    thread: u32,
    ancestry: Vec<Ancestor>,
    device: &'a Device,
    entry: &'static str,
    command: &'a str,
    number: String,
    sub: Option<&'a str>,
    sub_code: Option<u32>,
    detail: Option<&'a str>,
    class: &'static str,
    bytes: Option<u64>,
    left_out: u64,
}

/// What became of a call.
pub fn outcome(judgement: &Judgement) -> &'static str {
    match (judgement.action, judgement.mode) {
        (action::KILL, mode::ENFORCE) => "killed",
        (action::DENY, mode::ENFORCE) => "refused",
        (action::DENY | action::KILL, _) => "would-be-refused",
        _ => "audited",
    }
}

/// How many lines of one rule there were lately.
struct Bucket {
    /// Lines that may be written at once.
    tokens: f64,
    since: Instant,
    left_out: u64,
}

/// Lines that may wait to be written: whoever reads them slowly is in nobody's way.
const WAITING: usize = 4096;

/// The log. Lines are written by a thread of its own.
pub struct Log {
    /// None where they go nowhere.
    to: Option<SyncSender<Vec<u8>>>,
    /// Who writes them.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "whoever ends does not wait for it")
    )]
    writer: Option<thread::JoinHandle<()>>,
    is_journal: bool,
    /// Lines a second, of each rule; 0 for all.
    rate: u32,
    buckets: HashMap<String, Bucket>,
    /// Lines that could not be written.
    lost: Arc<AtomicU64>,
    /// Lines that were left out because there were too many of their rule.
    pub left_out: u64,
}

enum Out {
    Stdout,
    Journal(UnixDatagram),
    File(Rotating),
}

impl Out {
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        match self {
            Self::Stdout => {
                let mut out = io::stdout().lock();
                out.write_all(line)?;
                out.flush()
            }
            Self::File(file) => file.write(line),
            // By its path each time: journald may have been started again.
            Self::Journal(socket) => socket.send_to(line, JOURNAL).map(drop),
        }
    }
}

impl Log {
    /// A log to there, of at most so many lines a second of each rule.
    ///
    /// # Errors
    ///
    /// Where it cannot be written to.
    pub fn open(place: &To, rate: u32) -> Result<Self> {
        let out = match place {
            To::Stdout => Some(Out::Stdout),
            To::Nowhere => None,
            To::Journal => {
                let reached = UnixDatagram::unbound()
                    .and_then(|socket| socket.send_to(b"", JOURNAL).map(|_| socket));
                let failed = |e: io::Error| {
                    Error::failure(format!("cannot reach journald at {JOURNAL}: {e}"))
                        .remedy("run it under systemd, or say --log stdout")
                };
                Some(Out::Journal(reached.map_err(failed)?))
            }
            To::File { path, bytes, kept } => {
                let file = Rotating::open(path, *bytes, *kept).map_err(|e| {
                    Error::failure(format!("cannot write to {}: {e}", path.display()))
                        .remedy("name a file in a directory that is there")
                })?;
                Some(Out::File(file))
            }
        };
        let lost = Arc::new(AtomicU64::new(0));
        let (to, writer) = out
            .map(|mut out| {
                let (to, lines) = sync_channel::<Vec<u8>>(WAITING);
                let lost = Arc::clone(&lost);
                let writer = thread::spawn(move || {
                    for line in lines {
                        if out.write(&line).is_err() {
                            lost.fetch_add(1, Ordering::Relaxed);
                        }
                    }
                });
                (to, writer)
            })
            .unzip();
        Ok(Self {
            to,
            writer,
            is_journal: *place == To::Journal,
            rate,
            buckets: HashMap::new(),
            lost,
            left_out: 0,
        })
    }

    /// Waits until everything was written.
    #[cfg(test)]
    fn finish(mut self) {
        drop(self.to.take());
        if let Some(writer) = self.writer.take() {
            writer.join().expect("the writer does not panic");
        }
    }

    /// Lines that could not be written.
    pub fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed)
    }

    /// Writes what was decided of a call, unless there was much of this rule lately. Whatever cannot be written is
    /// counted: a full disk is no reason to end.
    pub fn write(&mut self, rule: &str, judgement: &Judgement, row: &Row) {
        let Some(left_out) = self.admit(rule, Instant::now()) else {
            self.left_out += 1;
            return;
        };
        let action = &row.action;
        let line = Line {
            schema: SCHEMA,
            kind: "decision",
            time: milliseconds(judgement.time),
            outcome: outcome(judgement),
            rule,
            generation: judgement.generation,
            action: action_name(judgement.action),
            mode: mode_name(judgement.mode),
            errno: (judgement.action >= action::DENY).then(|| errno_name(judgement.errno)),
            racy: judgement.racy,
            subject: &row.subject,
            process: judgement.process,
            thread: judgement.thread,
            ancestry: ancestry(judgement.process),
            device: &row.device,
            entry: action.entry,
            command: &action.command,
            number: format!("{:#x}", action.number),
            sub: action.sub.as_deref(),
            sub_code: action.sub_code,
            detail: action.detail.as_ref().map(|(name, _)| &**name),
            class: action.class.name(),
            bytes: row.bytes(),
            left_out,
        };
        if self.put(&line).is_none() {
            self.lost.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Whether another line of a rule may be written, and how many were left out before it.
    fn admit(&mut self, rule: &str, now: Instant) -> Option<u64> {
        if self.rate == 0 {
            return Some(0);
        }
        let most = f64::from(self.rate);
        let bucket = self.buckets.entry(rule.to_owned()).or_insert(Bucket {
            tokens: most,
            since: now,
            left_out: 0,
        });
        let passed = now.saturating_duration_since(bucket.since).as_secs_f64();
        bucket.tokens = (bucket.tokens + passed * most).min(most);
        bucket.since = now;
        if bucket.tokens < 1.0 {
            bucket.left_out += 1;
            return None;
        }
        bucket.tokens -= 1.0;
        Some(std::mem::take(&mut bucket.left_out))
    }

    /// Hands a line over. None where nobody can take it.
    fn put(&self, line: &Line<'_>) -> Option<()> {
        let Some(to) = &self.to else {
            return Some(());
        };
        let mut bytes = serde_json::to_vec(line).ok()?;
        if self.is_journal {
            bytes = journal(line, &bytes);
        } else {
            bytes.push(b'\n');
        }
        to.try_send(bytes).ok()
    }
}

/// A message for journald: a field a line, none of which has a line of its own in it.
fn journal(line: &Line<'_>, json: &[u8]) -> Vec<u8> {
    let exe = line.subject.exe.as_deref().unwrap_or("?");
    let device = line.device.label().unwrap_or("?");
    let sub = line.sub.unwrap_or_default();
    let priority = if line.mode == mode_name(mode::ENFORCE) {
        4
    } else {
        5
    };
    let message = format!(
        "{}: {} {} {sub} of {exe}[{}] on {device} by {}",
        line.outcome, line.entry, line.command, line.process, line.rule
    );
    let fields: [(&str, &str); 13] = [
        ("MESSAGE", &message),
        ("PRIORITY", &priority.to_string()),
        ("SYSLOG_IDENTIFIER", "passgate"),
        ("PASSGATE_OUTCOME", line.outcome),
        ("PASSGATE_RULE", line.rule),
        ("PASSGATE_GENERATION", &line.generation.to_string()),
        ("PASSGATE_EXE", exe),
        ("PASSGATE_PROCESS", &line.process.to_string()),
        ("PASSGATE_DEVICE", device),
        ("PASSGATE_ENTRY", line.entry),
        ("PASSGATE_COMMAND", line.command),
        ("PASSGATE_SUB", sub),
        ("PASSGATE_CLASS", line.class),
    ];
    let mut message = Vec::with_capacity(json.len() * 2);
    for (name, value) in fields {
        message.extend_from_slice(name.as_bytes());
        message.push(b'=');
        message.extend(
            value
                .bytes()
                .map(|byte| if byte == b'\n' { b' ' } else { byte }),
        );
        message.push(b'\n');
    }
    message.extend_from_slice(b"PASSGATE_JSON=");
    message.extend_from_slice(json);
    message.push(b'\n');
    message
}

/// A time since the machine booted, in milliseconds since 1970.
fn milliseconds(since_boot: Duration) -> u64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
    let up = Duration::new(
        u64::try_from(now.tv_sec).unwrap_or(0),
        u32::try_from(now.tv_nsec).unwrap_or(0),
    );
    let ago = up.saturating_sub(since_boot);
    let then = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .saturating_sub(ago);
    u64::try_from(then.as_millis()).unwrap_or(u64::MAX)
}

/// A file that makes way for a new one when it is long.
struct Rotating {
    path: PathBuf,
    most: u64,
    kept: u32,
    file: File,
    bytes: u64,
}

impl Rotating {
    fn open(path: &Path, most: u64, kept: u32) -> io::Result<Self> {
        let file = append(path)?;
        let bytes = file.metadata()?.len();
        Ok(Self {
            path: path.to_owned(),
            most,
            kept,
            file,
            bytes,
        })
    }

    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        if self.bytes > 0 && self.bytes.saturating_add(length) > self.most {
            self.rotate()?;
        }
        self.file.write_all(line)?;
        self.bytes += length;
        Ok(())
    }

    fn old(&self, number: u32) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(format!(".{number}"));
        name.into()
    }

    fn rotate(&mut self) -> io::Result<()> {
        // Where it has made way already, only the new one is missing.
        if self.path.exists() {
            for number in (1..self.kept).rev() {
                // There may not be so many yet.
                let _ = fs::rename(self.old(number), self.old(number + 1));
            }
            if self.kept > 0 {
                fs::rename(&self.path, self.old(1))?;
            } else {
                fs::remove_file(&self.path)?;
            }
        }
        self.file = append(&self.path)?;
        self.bytes = 0;
        Ok(())
    }
}

fn append(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::CountKey;

    use super::*;
    use crate::{
        model::{Model, observation::Observation, tests},
        sinks::documented::assert_documented,
    };

    /// A vendor's command of a client's to a drive, and one of nobody's to nothing that is known.
    fn decisions() -> Vec<(Judgement, Row)> {
        let mut model = Model::new();
        model.apply(tests::nvme_cli(1));
        model.apply(tests::controller(1));
        let judgement = Judgement {
            key: tests::admin(1, 1, 6),
            process: std::process::id(),
            thread: std::process::id(),
            generation: 7,
            rule: Some(0),
            errno: 13,
            action: action::DENY,
            mode: mode::ENFORCE,
            racy: false,
            time: Duration::from_secs(1),
            amount: 4096,
        };
        let unknown = Judgement {
            key: CountKey::ZERO,
            action: action::AUDIT,
            ..judgement
        };
        [judgement, unknown]
            .into_iter()
            .map(|judgement| {
                model.apply(Observation::Judged(judgement));
                let row = model.judged_row(&judgement);
                (judgement, row)
            })
            .collect()
    }

    #[test]
    fn a_line_of_the_log_is_documented_and_tells_who_did_what() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("log");
        let to = To::File {
            path: path.clone(),
            bytes: 1 << 20,
            kept: 1,
        };
        let mut log = Log::open(&to, 0).expect("a log");
        for (judgement, row) in decisions() {
            log.write("a rule", &judgement, &row);
        }
        assert_eq!((log.lost(), log.left_out), (0, 0));
        log.finish();
        let lines: Vec<serde_json::Value> = fs::read_to_string(path)
            .expect("a file")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_documented("decision", &lines);
        let line = &lines[0];
        assert_eq!(line["outcome"], "refused");
        assert_eq!(line["errno"], "EACCES");
        assert_eq!(line["sub"], "admin.identify");
        assert_eq!(line["device"]["name"], "nvme0");
        assert_eq!(
            line["ancestry"][0]["process"],
            std::os::unix::process::parent_id()
        );
        assert_eq!(lines[1]["outcome"], "audited");
    }

    #[test]
    fn a_rule_that_refuses_much_is_told_of_less_often_and_says_so() {
        let mut log = Log::open(&To::Nowhere, 2).expect("a log");
        let began = Instant::now();
        let after = |milliseconds| began + Duration::from_millis(milliseconds);
        assert_eq!(log.admit("a", began), Some(0));
        assert_eq!(log.admit("a", began), Some(0));
        assert_eq!(log.admit("a", began), None);
        assert_eq!(log.admit("a", after(100)), None);
        // Another rule has lines of its own.
        assert_eq!(log.admit("b", after(100)), Some(0));
        assert_eq!(log.admit("a", after(600)), Some(2));
        assert_eq!(log.admit("a", after(601)), None);
        log.rate = 0;
        assert_eq!(log.admit("a", after(601)), Some(0));
    }

    #[test]
    fn long_files_make_way() {
        let folder = tempfile::tempdir().expect("a directory");
        let path = folder.path().join("log");
        let mut file = Rotating::open(&path, 10, 2).expect("a file");
        for line in ["first\n", "second\n", "third\n", "fourth\n"] {
            file.write(line.as_bytes()).expect("written");
        }
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap_or_default();
        assert_eq!(read("log"), "fourth\n");
        assert_eq!(read("log.1"), "third\n");
        assert_eq!(read("log.2"), "second\n");
        assert!(!folder.path().join("log.3").exists());
        // What was there before is added to.
        let mut file = Rotating::open(&path, 100, 2).expect("a file");
        file.write(b"fifth\n").expect("written");
        assert_eq!(read("log"), "fourth\nfifth\n");
    }
}
