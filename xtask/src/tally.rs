//! Counts the results of tests, from what test programs print.

use std::{collections::BTreeMap, fmt};

/// What became of a set of tests.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Tests that passed.
    pub(crate) passed: u64,
    /// Names of the tests that failed.
    pub(crate) failed: Vec<String>,
    /// Names of the tests that were not run, and why.
    pub(crate) skipped: BTreeMap<String, String>,
}

impl Tally {
    /// Reads the output of one or more test programs: lines as libtest prints them, and lines
    /// `skipped NAME: REASON`, that overrule a pass of the same name.
    pub(crate) fn read(output: &str) -> Self {
        let mut tally = Self::default();
        let mut reasons = BTreeMap::new();
        // Programs may use the same names: each result counts for itself.
        let mut results: Vec<(&str, Outcome)> = Vec::new();
        for line in output.lines() {
            if let Some((name, outcome)) = result(line) {
                results.push((name, outcome));
            } else if let Some((name, reason)) = line
                .strip_prefix("skipped ")
                .and_then(|rest| rest.split_once(": "))
            {
                reasons.insert(name.trim(), reason.trim());
            }
        }
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

/// `test NAME ... ok`, with what libtest may put after it. A documentation test's name has spaces.
fn result(line: &str) -> Option<(&str, Outcome)> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let outcome = match outcome.split([' ', ',', '(']).next()? {
        "ok" => Outcome::Passed,
        "FAILED" => Outcome::Failed,
        "ignored" => Outcome::Ignored,
        _ => return None,
    };
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
    sg

test result: FAILED. 4 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.10s
skipped vfio: no IOMMU: here
";

    #[test]
    fn results_are_counted_once() {
        let tally = Tally::read(OUTPUT);
        assert_eq!(tally.to_string(), "3 passed, 1 failed, 2 skipped");
        assert_eq!(tally.failed, ["sg"]);
        assert_eq!(tally.skipped["vfio"], "no IOMMU: here");
        assert_eq!(tally.skipped["slow"], "ignored");
    }

    #[test]
    fn same_names_of_two_sets_stay_apart() {
        let one = Tally::read(OUTPUT);
        let mut all = Tally::default();
        all.add(&one, "6.1 ");
        all.add(&one, "6.12 ");
        assert_eq!(all.to_string(), "6 passed, 2 failed, 4 skipped");
        assert_eq!(all.failed, ["6.1 sg", "6.12 sg"]);
    }

    #[test]
    fn other_lines_do_not_count() {
        assert_eq!(
            Tally::read("test result: ok. 3 passed\ntesting ... ok\ntest x ... maybe\n"),
            Tally::default()
        );
    }
}
