//! The kernel side: instructions of a call with something attached, in a guest. Under icount an instruction
//! takes one nanosecond of the guest's time, so a loop's time is a count, and the same one on each run.

use std::{collections::BTreeMap, time::Duration};

use serde::Deserialize;

use super::{
    peers::PEERS,
    plan::{ATTACHED, EMPTY, FLOOR_BY, How, NOTHING, PEERS_BY, Refuses, calls_with, is_checked},
    policies,
};
use crate::{
    progress::{Error, Result, say},
    setup,
    static_build::passgate,
    vm::{Kernel, Machine, Stream, Workload, inherit},
};

/// The guest's functions.
const SCRIPT: &str = include_str!("guest.sh");
/// How long a guest may take to start: with one processor that counts, on a busy host.
pub(crate) const START_LIMIT: Duration = Duration::from_secs(600);
/// How long all of it may take.
const LIMIT: Duration = Duration::from_secs(3600);

/// What to measure.
pub(crate) struct Wanted<'a> {
    /// The kernel's name.
    pub(crate) kernel: &'a str,
    /// Calls of each loop.
    pub(crate) calls: u32,
    /// passgate's own rows.
    pub(crate) own: bool,
    /// Only what is quick of them.
    pub(crate) quick: bool,
    /// Other tools.
    pub(crate) peers: bool,
}

/// What was measured.
#[derive(Default)]
pub(crate) struct Measured {
    /// The kernel's release.
    pub(crate) kernel: String,
    /// Instructions by call and by what is attached.
    instructions: BTreeMap<(String, String), f64>,
    /// Why there are none, by what is attached.
    pub(crate) failed: BTreeMap<String, String>,
}

impl Measured {
    /// Instructions of a call.
    pub(crate) fn of(&self, call: &str, attached: &str) -> Option<f64> {
        let key = (call.to_owned(), attached.to_owned());
        self.instructions.get(&key).copied()
    }

    /// Keeps the less of two measurements: the kernel's hash maps have a random seed each time, and an entry that
    /// shares its bucket takes longer to find.
    pub(crate) fn keep_less(&mut self, other: Self) {
        for (key, count) in other.instructions {
            let least = self.instructions.entry(key).or_insert(count);
            *least = least.min(count);
        }
    }

    /// How many more than with nothing attached.
    pub(crate) fn over_nothing(&self, call: &str, attached: &str) -> Option<f64> {
        Some(self.of(call, attached)? - self.of(call, NOTHING)?)
    }
}

/// A line of `passgate measure`.
#[derive(Deserialize)]
struct Line {
    call: String,
    nanoseconds: f64,
}

/// Boots a guest and measures there.
pub(crate) fn measure(wanted: &Wanted<'_>) -> Result<Measured> {
    setup::ensure()?;
    let lacking = if wanted.peers {
        lacking_peers()?
    } else {
        BTreeMap::new()
    };
    let passgate = passgate()?.display().to_string();
    let machine = Machine::new(Kernel::resolve(wanted.kernel)?)
        .icount()
        .parameter("mitigations=off")
        .start_limit(START_LIMIT)
        .limit(Some(LIMIT));
    let script = script(wanted, &passgate, &lacking)?;
    let calls = wanted.calls.to_string();
    let workload = Workload::new(["/bin/bash", "-c", &script, "bench", &passgate, &calls]);
    say(format!("measuring on Linux {}", machine.version()));
    let output = output(&machine, &workload)?;
    let mut measured = read(&output)?;
    measured.kernel = machine.version().to_owned();
    measured.failed.extend(lacking);
    Ok(measured)
}

/// What a guest that measures writes.
pub(super) fn output(machine: &Machine, workload: &Workload) -> Result<String> {
    let mut output = Vec::new();
    let status = machine.run(workload, &mut |stream, bytes| match stream {
        Stream::Output => output.extend_from_slice(bytes),
        Stream::Error => inherit(stream, bytes),
    })?;
    let output = String::from_utf8_lossy(&output).into_owned();
    if status != 0 {
        return Err(Error::new(
            format!("measuring failed with status {status}\n{output}"),
            "its message is above",
        ));
    }
    Ok(output)
}

/// Installs the peers; which cannot be, and why.
fn lacking_peers() -> Result<BTreeMap<String, String>> {
    let needs: Vec<_> = PEERS
        .iter()
        .map(|peer| (peer.program, peer.package))
        .collect();
    let reasons = setup::ensure_what_there_is(&needs)?;
    let lacking = PEERS.iter().filter_map(|peer| {
        let reason = reasons.get(peer.package)?;
        Some((peer.key.to_owned(), reason.clone()))
    });
    Ok(lacking.collect())
}

/// What the guest runs.
fn script(
    wanted: &Wanted<'_>,
    passgate: &str,
    lacking: &BTreeMap<String, String>,
) -> Result<String> {
    let mut script = SCRIPT.to_owned();
    for attached in ATTACHED {
        let is_needed = attached.key == NOTHING || attached.key == EMPTY;
        if (!wanted.own && !is_needed) || (wanted.quick && !is_checked(attached.key)) {
            continue;
        }
        let key = attached.key;
        let calls = if wanted.own {
            calls_with(key).join(",")
        } else {
            PEERS_BY.join(",")
        };
        let option = match attached.how {
            How::Option(option) => option.to_owned(),
            How::Policy { rules, refuses } => {
                let path = policies::write(rules, refuses, passgate)?;
                format!("count --policy {}", path.display())
            }
            How::Daemon => {
                let path = policies::write(1, Refuses::Usual, passgate)?;
                format!("daemon --policy {}", path.display())
            }
        };
        script += &format!("own {key} --attach {option} --call {calls} || exit\n");
    }
    if wanted.peers {
        for peer in PEERS.iter().filter(|peer| !lacking.contains_key(peer.key)) {
            script += &peer.line(&PEERS_BY.join(","));
        }
    }
    Ok(script)
}

/// Reads what the guest printed.
fn read(output: &str) -> Result<Measured> {
    let mut measured = Measured::default();
    for line in output.lines() {
        let unreadable = |why: &str| {
            Error::new(
                format!("the guest printed {line:?}: {why}"),
                "it prints what was attached, and a line of JSON or a reason",
            )
        };
        let (attached, rest) = line
            .split_once(' ')
            .ok_or_else(|| unreadable("no result"))?;
        if let Some(reason) = rest.strip_prefix("! ") {
            measured.failed.insert(attached.into(), reason.into());
            continue;
        }
        let line: Line = serde_json::from_str(rest).map_err(|e| unreadable(&e.to_string()))?;
        let key = (line.call, attached.to_owned());
        measured.instructions.insert(key, line.nanoseconds);
    }
    for attached in [NOTHING, EMPTY] {
        if measured.of(FLOOR_BY, attached).is_none() {
            return Err(Error::new(
                format!("nothing was measured with {attached} attached"),
                "run it again",
            ));
        }
    }
    Ok(measured)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Something measured, for other tests.
    pub(crate) fn of(instructions: &[(&str, &str, f64)]) -> Measured {
        let entries = instructions
            .iter()
            .map(|(call, attached, each)| (((*call).to_owned(), (*attached).to_owned()), *each));
        Measured {
            instructions: entries.collect(),
            ..Measured::default()
        }
    }

    const OUTPUT: &str = "nothing {\"call\":\"nvme-id\",\"nanoseconds\":777.5}\n\
        empty {\"call\":\"nvme-id\",\"nanoseconds\":966}\nsysdig ! no module\n";

    #[test]
    fn what_the_guest_prints_is_read() {
        let measured = read(OUTPUT).unwrap();
        assert_eq!(measured.over_nothing("nvme-id", "empty"), Some(188.5));
        assert_eq!(measured.over_nothing("nvme-id", "count"), None);
        assert_eq!(measured.failed["sysdig"], "no module");
    }

    #[test]
    fn what_is_missing_or_garbled_is_an_error() {
        assert!(read("nothing {\"call\":\"nvme-id\",\"nanoseconds\":1}").is_err());
        assert!(read(&format!("{OUTPUT}panicked at")).is_err());
    }

    #[test]
    fn of_two_measurements_the_less_is_kept() {
        let mut measured = of(&[("nvme-id", "count", 32.0)]);
        measured.keep_less(of(&[("nvme-id", "count", 16.0), ("nvme-id", "empty", 1.0)]));
        assert_eq!(measured.of("nvme-id", "count"), Some(16.0));
        assert_eq!(measured.of("nvme-id", "empty"), Some(1.0));
    }

    #[test]
    fn without_own_rows_the_floor_is_measured_all_the_same() {
        let wanted = Wanted {
            kernel: "6.12",
            calls: 1,
            own: false,
            quick: false,
            peers: true,
        };
        let lacking = BTreeMap::from([("falco".to_owned(), "no package".to_owned())]);
        let script = script(&wanted, "/p", &lacking).unwrap();
        assert!(script.contains("own empty ") && !script.contains("own count "));
        assert!(script.contains("under strace ") && !script.contains("beside falco "));
    }
}
