//! bench.toml: the figures that were reached, which no change may make worse unnoticed.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use super::{
    kernel::Measured,
    plan::{ATTACHED, CALLED, NOTHING, repeats},
};
use crate::{
    cache::{project, unusable},
    progress::{Error, Result},
};

/// How much more is worse, and how many instructions more are none.
const TOLERATED: f64 = 1.02;
const TICK: f64 = 1.0;

/// Instructions over nothing, by call and by what is attached.
type Figures = BTreeMap<(String, String), f64>;

fn path() -> PathBuf {
    project().join("bench.toml")
}

/// What was measured, as figures.
fn figures(measured: &Measured) -> Figures {
    let mut figures = Figures::new();
    for called in CALLED.iter().filter(|called| repeats(called.key)) {
        for attached in ATTACHED.iter().filter(|one| one.key != NOTHING) {
            if let Some(over) = measured.over_nothing(called.key, attached.key) {
                figures.insert((called.key.into(), attached.key.into()), over);
            }
        }
    }
    figures
}

/// Writes what was measured; what was not stays.
pub(crate) fn write(measured: &Measured) -> Result<()> {
    let path = path();
    let before = fs::read_to_string(&path).unwrap_or_default();
    let mut all = read(&before).unwrap_or_default();
    all.extend(figures(measured));
    fs::write(&path, text(&measured.kernel, &all)).map_err(|e| unusable("write", &path, &e))
}

fn text(kernel: &str, figures: &Figures) -> String {
    let mut text = format!(
        "# Instructions that a call takes over one with nothing attached: what `cargo xtask bench --write`\n\
         # measured last, and `cargo xtask bench --check` compares with. Calls and what is attached are named in\n\
         # xtask/src/bench/plan.rs.\n\
         kernel = \"{kernel}\"\n"
    );
    let mut last = "";
    // In the order of the plan, so that the file reads like the table.
    for called in CALLED {
        for attached in ATTACHED {
            let key = (called.key.to_owned(), attached.key.to_owned());
            if let Some(over) = figures.get(&key) {
                if last != called.key {
                    let _ = write!(text, "\n[{}]\n", called.key);
                    last = called.key;
                }
                // Noise below a tenth would only be a change in the file; there is no minus zero.
                let over = (over * 10.0).round() / 10.0 + 0.0;
                let _ = writeln!(text, "{} = {over:.1}", attached.key);
            }
        }
    }
    text
}

/// The kernel that the file's figures are of.
pub(crate) fn kernel() -> Option<String> {
    let text = fs::read_to_string(path()).ok()?;
    let parsed = toml::de::DeTable::parse(&text).ok()?;
    let kernel = parsed.get_ref().get("kernel")?.get_ref().as_str();
    kernel.map(str::to_owned)
}

/// Compares what was measured with the file: what became worse, and what became better.
pub(crate) fn compare(measured: &Measured) -> Result<(Vec<String>, Vec<String>)> {
    let path = path();
    let text = fs::read_to_string(&path).map_err(|e| unusable("read", &path, &e))?;
    let known = read(&text).map_err(|why| {
        Error::new(
            format!("{}: {why}", path.display()),
            "write it anew: cargo xtask bench --write",
        )
    })?;
    Ok(differences(&known, &figures(measured)))
}

fn differences(known: &Figures, now: &Figures) -> (Vec<String>, Vec<String>) {
    let (mut worse, mut better) = (Vec::new(), Vec::new());
    for ((call, attached), over) in now {
        let what = format!("{call} with {attached}");
        match known.get(&(call.clone(), attached.clone())) {
            None => worse.push(format!(
                "{what}: {over:.1} instructions, and no figure to compare with"
            )),
            Some(before) => {
                let change = format!("{what}: {over:.1} instructions instead of {before:.1}");
                if *over > before.max(0.0) * TOLERATED + TICK {
                    worse.push(change);
                } else if over * TOLERATED + TICK < *before {
                    better.push(change);
                }
            }
        }
    }
    (worse, better)
}

fn read(text: &str) -> std::result::Result<Figures, String> {
    let parsed = toml::de::DeTable::parse(text).map_err(|e| e.to_string())?;
    let mut figures = Figures::new();
    for (call, value) in parsed.get_ref() {
        let Some(table) = value.get_ref().as_table() else {
            continue;
        };
        for (attached, value) in table {
            let number = value.get_ref().as_float().map(|float| float.as_str());
            let number = number.and_then(|number| number.parse().ok());
            let number = number.ok_or_else(|| format!("{call} has no number of {attached}"))?;
            figures.insert(
                (call.get_ref().to_string(), attached.get_ref().to_string()),
                number,
            );
        }
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::kernel::tests::of;

    #[test]
    fn what_is_written_is_read() {
        let measured = of(&[
            ("nvme-id", "nothing", 700.0),
            ("nvme-id", "empty", 888.04),
            ("read-pipe", "nothing", 500.0),
            ("read-pipe", "count", 499.99),
        ]);
        let text = text("6.12.1", &figures(&measured));
        assert!(text.contains("[read-pipe]\ncount = 0.0\n"), "{text}");
        let read = read(&text).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[&("nvme-id".to_owned(), "empty".to_owned())], 188.0);
    }

    #[test]
    fn more_than_two_in_a_hundred_is_worse() {
        let figures = |over: f64| Figures::from([(("a".to_owned(), "b".to_owned()), over)]);
        let (worse, better) = differences(&figures(100.0), &figures(102.9));
        assert!(worse.is_empty() && better.is_empty());
        let (worse, _) = differences(&figures(100.0), &figures(103.1));
        assert_eq!(worse, ["a with b: 103.1 instructions instead of 100.0"]);
        let (worse, better) = differences(&figures(100.0), &figures(90.0));
        assert!(worse.is_empty() && better.len() == 1);
        let (worse, _) = differences(&figures(0.0), &figures(0.9));
        assert!(worse.is_empty());
        let (worse, _) = differences(&Figures::new(), &figures(0.0));
        assert_eq!(worse.len(), 1);
    }

    #[test]
    fn the_file_of_this_project_is_read() {
        if let Ok(text) = fs::read_to_string(path()) {
            assert!(!read(&text).unwrap().is_empty());
        }
    }
}
