//! Counts the results of tests, from what test programs print.

use std::{
    collections::BTreeMap,
    fmt,
    time::{Duration, Instant},
};

use crate::progress::say;

/// How far tests are whose output is shown when they have ended.
pub(crate) struct Running<'a> {
    /// Whose tests they are.
    title: &'a str,
    /// Bytes of their output that were looked at.
    read: usize,
    ran: u64,
    told: Instant,
}

impl<'a> Running<'a> {
    /// How often it is told how many have run.
    const PAUSE: Duration = Duration::from_secs(60);

    pub(crate) fn new(title: &'a str) -> Self {
        Self {
            title,
            read: 0,
            ran: 0,
            told: Instant::now(),
        }
    }

    /// Looks at what the output has become, and tells what failed and now and then how many have run.
    pub(crate) fn read(&mut self, output: &[u8]) {
        for name in self.lines(output) {
            say(format!("{}: {name} has failed", self.title));
        }
        if self.told.elapsed() >= Self::PAUSE {
            say(format!("{}: {} tests have run", self.title, self.ran));
            self.told = Instant::now();
        }
    }

    /// Counts the results among the lines that are new, and returns the names of what failed.
    fn lines(&mut self, output: &[u8]) -> Vec<String> {
        let end = output.iter().rposition(|byte| *byte == b'\n');
        let end = end.map_or(0, |last| last + 1).max(self.read);
        let tally = Tally::read(&String::from_utf8_lossy(&output[self.read..end]));
        self.read = end;
        self.ran += tally.passed + tally.failed.len() as u64;
        tally.failed
    }
}

/// What became of a set of tests.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Names of the tests that failed.
    pub(crate) failed: Vec<String>,
    /// Names of the tests that were not run, and why.
    pub(crate) skipped: BTreeMap<String, String>,
    /// What the tests that failed said, each with its name.
    pub(crate) messages: Vec<String>,
}

impl Tally {
    /// Reads the output of one or more test programs: lines as libtest prints them, and lines
    /// `skipped NAME: REASON`, that overrule a pass of the same name.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        let mut reasons = BTreeMap::new();
        // Programs may use the same names: each result counts for itself.
        let mut results: Vec<(&str, Outcome)> = Vec::new();
        // What a test prints comes before its result.
        let mut begun = None;
        for line in output.lines() {
            if let Some((name, outcome)) = result(line) {
                results.push((name, outcome));
                begun = None;
            } else if let Some(name) = begin(line) {
                begun = Some(name);
            } else if let Some((name, outcome)) = begun.zip(Outcome::of(line)) {
                results.push((name, outcome));
                begun = None;
            } else if let Some((name, reason)) = line
                .strip_prefix("skipped ")
                .and_then(|rest| rest.split_once(": "))
            {
                reasons.insert(name.trim(), reason.trim());
            }
        }
        tally.messages = messages(output);
        for (name, outcome) in results {
            match outcome {
                Outcome::Failed => tally.failed.push(name.to_owned()),
                Outcome::Ignored => {
                    tally.skipped.insert(name.to_owned(), "ignored".to_owned());
                }
                Outcome::Passed if !reasons.contains_key(name) => tally.passed += 1,
                Outcome::Passed => {}
            }
        }
        for (name, reason) in reasons {
            if !tally.failed.iter().any(|failed| failed == name) {
                tally.skipped.insert(name.to_owned(), reason.to_owned());
            }
        }
        tally
    }

    /// Adds up; skipped tests of different sets stay apart by `prefix`.
    pub(crate) fn add(&mut self, other: &Self, prefix: &str) {
        let named = |name: &String| format!("{prefix}{name}");
        self.passed += other.passed;
        self.failed.extend(other.failed.iter().map(named));
        self.skipped.extend(
            other
                .skipped
                .iter()
                .map(|(name, reason)| (named(name), reason.clone())),
        );
        self.messages.extend(other.messages.iter().map(named));
    }

    /// The tests that were not run, by the reason.
    pub(crate) fn reasons(&self) -> BTreeMap<&str, Vec<&str>> {
        let mut reasons = BTreeMap::<&str, Vec<&str>>::new();
        for (name, reason) in &self.skipped {
            reasons.entry(reason).or_default().push(name);
        }
        reasons
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} passed, {} failed, {} skipped",
            self.passed,
            self.failed.len(),
            self.skipped.len()
        )
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Ignored,
}

impl Outcome {
    fn of(word: &str) -> Option<Self> {
        match word {
            "ok" => Some(Self::Passed),
            "FAILED" => Some(Self::Failed),
            "ignored" => Some(Self::Ignored),
            _ => None,
        }
    }
}

/// What test programs print of the tests that failed: below a line `---- NAME ----`, or `---- NAME stdout ----`, and
/// above another or the list of their names.
fn messages(output: &str) -> Vec<String> {
    let mut messages: Vec<String> = Vec::new();
    let mut inside = false;
    for line in output.lines() {
        if let Some(name) = line.strip_prefix("---- ")
            && let Some(name) = name.strip_suffix(" ----")
        {
            inside = true;
            messages.push(name.trim_end_matches(" stdout").to_owned());
        } else if line == "failures:" {
            inside = false;
        } else if inside
            && !line.trim().is_empty()
            && let Some(message) = messages.last_mut()
        {
            message.push_str("\n    ");
            message.push_str(line);
        }
    }
    messages
}

/// `test NAME ... `, before what the test prints.
fn begin(line: &str) -> Option<&str> {
    let (name, _) = line.strip_prefix("test ")?.split_once(" ... ")?;
    Some(name.trim_end())
}

/// `test NAME ... ok`, with what libtest may put after it. A documentation test's name has spaces.
fn result(line: &str) -> Option<(&str, Outcome)> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let outcome = Outcome::of(outcome.split([' ', ',', '(']).next()?)?;
    Some((name.trim_end(), outcome))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "running 5 tests
test counts_exactly  ... ok
test reads_absent_page ... ok
test sg ... FAILED
test slow ... ignored
test src/lib.rs - a (line 3) ... ok
test vfio ... ok

failures:

---- sg stdout ----
no such disk:

    /dev/sg0

failures:
    sg

test result: FAILED. 4 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s
skipped vfio: no IOMMU: here
";

    #[test]
    fn lines_count_once_they_are_whole() {
        let mut running = Running::new("some");
        let output = b"test one ... ok\ntest two ... FAILED\ntest three ... ok";
        assert!(running.lines(&output[..10]).is_empty());
        assert_eq!(running.lines(&output[..40]), ["two"]);
        assert_eq!((running.ran, running.lines(output).len()), (2, 0));
        assert!(
            running
                .lines(&[output.as_slice(), b"\n"].concat())
                .is_empty()
        );
        assert_eq!(running.ran, 3);
    }

    #[test]
    fn results_are_counted_once() {
        let tally = Tally::read(OUTPUT);
        assert_eq!(tally.to_string(), "3 passed, 1 failed, 2 skipped");
        assert_eq!(tally.failed, ["sg"]);
        assert_eq!(tally.skipped["vfio"], "no IOMMU: here");
        assert_eq!(tally.skipped["slow"], "ignored");
        assert_eq!(tally.messages, ["sg\n    no such disk:\n        /dev/sg0"]);
        let reasons: Vec<_> = tally.reasons().into_iter().collect();
        assert_eq!(
            reasons,
            [("ignored", vec!["slow"]), ("no IOMMU: here", vec!["vfio"])]
        );
    }

    #[test]
    fn what_a_test_prints_comes_before_its_result() {
        let tally =
            Tally::read("test one ... 3 were refused\nmore\nok\ntest two ... text\nFAILED\nok\n");
        assert_eq!(tally.to_string(), "1 passed, 1 failed, 0 skipped");
        assert_eq!(tally.failed, ["two"]);
    }

    #[test]
    fn same_names_of_two_sets_stay_apart() {
        let one = Tally::read(OUTPUT);
        let mut all = Tally::default();
        all.add(&one, "6.1 ");
        all.add(&one, "6.12 ");
        assert_eq!(all.to_string(), "6 passed, 2 failed, 4 skipped");
        assert_eq!(all.failed, ["6.1 sg", "6.12 sg"]);
        assert!(all.messages[1].starts_with("6.12 sg\n    no such"));
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(
            Tally::read("test result: ok. 3 passed\ntesting ... ok\ntest x ... maybe\n"),
            Tally::default()
        );
    }
}
