//! What docs/coverage.md says of each kind of device on each kernel, beside what the guest tests proved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    cache,
    progress::{Error, Result},
};

/// How far each kind is covered on one kernel, by family and kind.
pub(crate) type Kinds = BTreeMap<(String, String), String>;

/// The state of a kind that a test drove.
const PROVEN: &str = "proven";
/// The cells before those of the kernels: none, family, kind, what.
const BEFORE: usize = 4;
/// Around the table.
const BEGIN: &str = "<!-- families -->\n";
const END: &str = "<!-- /families -->";

/// Reads it from what the guest tests print: `kinds STATE: FAMILY/KIND ...`.
pub(crate) fn read(output: &str) -> Kinds {
    let mut found = Kinds::new();
    for line in output.lines() {
        let said = line.strip_prefix("kinds ");
        let Some((state, kinds)) = said.and_then(|said| said.split_once(": ")) else {
            continue;
        };
        for (family, kind) in kinds.split(' ').filter_map(|name| name.split_once('/')) {
            found.insert((family.to_owned(), kind.to_owned()), state.to_owned());
        }
    }
    found
}

/// The table of kinds in the page.
pub(crate) struct Page {
    path: PathBuf,
    before: String,
    rows: Vec<Vec<String>>,
    after: String,
}

/// Where the page and a run differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    /// What the page has as proven, and the run did not prove.
    pub(crate) lost: Vec<String>,
    /// Everything else.
    pub(crate) other: Vec<String>,
}

impl Page {
    pub(crate) fn open() -> Result<Self> {
        let path = cache::project().join("docs/coverage.md");
        let text = fs::read_to_string(&path).map_err(|e| unusable("read", &path, &e))?;
        Self::parse(&text, path)
    }

    fn parse(text: &str, path: PathBuf) -> Result<Self> {
        let parts = text.split_once(BEGIN).and_then(|(before, rest)| {
            let (table, after) = rest.split_once(END)?;
            Some((before, table, after))
        });
        let Some((before, table, after)) = parts else {
            return Err(Error::new(
                format!("{} has no table of kinds", path.display()),
                "put the comments back that are around it",
            ));
        };
        let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_owned()).collect();
        Ok(Self {
            rows: table.lines().map(cells).collect(),
            before: before.to_owned(),
            after: after.to_owned(),
            path,
        })
    }

    /// The place of a kernel's cells; None where the table does not have it.
    fn column(&self, kernel: &str) -> Option<usize> {
        self.rows.first()?.iter().position(|cell| cell == kernel)
    }

    /// What a run on some kernels says otherwise.
    pub(crate) fn compare(&self, runs: &[(&str, &Kinds)]) -> Differences {
        let mut differences = Differences::default();
        for (kernel, kinds) in runs {
            let Some(column) = self.column(kernel) else {
                let missing = format!("the table has no kernel {kernel}");
                differences.lost.push(missing);
                continue;
            };
            for row in self.rows.iter().skip(2) {
                let (Some(name), Some(said)) = (name(row), row.get(column)) else {
                    continue;
                };
                let found = kinds.get(&name).map_or("not reported", String::as_str);
                if found != said {
                    let (family, kind) = name;
                    let line = format!("{family} {kind} on {kernel}: {found}, not {said}");
                    let to = if said == PROVEN {
                        &mut differences.lost
                    } else {
                        &mut differences.other
                    };
                    to.push(line);
                }
            }
        }
        differences
    }

    /// Enters what a run on some kernels says. One that did not run everything leaves what is proven.
    pub(crate) fn enter(&mut self, runs: &[(&str, &Kinds)], whole: bool) {
        for (kernel, kinds) in runs {
            let Some(column) = self.column(kernel) else {
                continue;
            };
            for row in self.rows.iter_mut().skip(2) {
                let found = name(row).and_then(|name| kinds.get(&name));
                if let (Some(found), Some(cell)) = (found, row.get_mut(column))
                    && (whole || cell != PROVEN)
                {
                    found.clone_into(cell);
                }
            }
        }
        for row in self.rows.iter_mut().skip(2) {
            // The reason why it is proven nowhere; the row ends with a bar.
            let proven = row.iter().skip(BEFORE).any(|cell| cell == PROVEN);
            let why = row.len().checked_sub(2).and_then(|last| row.get_mut(last));
            if let (true, Some(why)) = (proven, why) {
                why.clear();
            }
        }
    }

    pub(crate) fn write(&self) -> Result<()> {
        fs::write(&self.path, self.text()).map_err(|e| unusable("write", &self.path, &e))
    }

    fn text(&self) -> String {
        let rows = self.rows.iter().map(|row| {
            let cells = row.get(1..row.len().saturating_sub(1)).unwrap_or_default();
            if cells.iter().all(|cell| cell == "---") {
                format!("|{}|\n", cells.join("|"))
            } else {
                format!("| {} |\n", cells.join(" | "))
            }
        });
        let table: String = rows.collect();
        format!("{}{BEGIN}{table}{END}{}", self.before, self.after)
    }
}

fn unusable(what: &str, page: &Path, error: &std::io::Error) -> Error {
    Error::new(
        format!("cannot {what} {}: {error}", page.display()),
        "check its permissions; `git checkout` brings back one that is lost",
    )
}

/// The family and the kind of a row.
fn name(row: &[String]) -> Option<(String, String)> {
    Some((row.get(1)?.clone(), row.get(2)?.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "before
<!-- families -->
| family | kind | what | 6.1 | 7.3 | proven nowhere, because |
|---|---|---|---|---|---|
| nvme | controller | controller, /dev/nvme0 | proven | proven |  |
| mei | engine | clients | recognised | not | no such hardware |
<!-- /families -->
after
";

    fn page() -> Page {
        match Page::parse(TEXT, PathBuf::new()) {
            Ok(page) => page,
            Err(error) => panic!("{error}"),
        }
    }

    /// What a guest prints among other lines.
    fn said(controller: &str, engine: &str) -> Kinds {
        read(&format!(
            "test a ... ok\nkinds {controller}: nvme/controller\nkinds lost: \nkinds {engine}: mei/engine\n"
        ))
    }

    #[test]
    fn a_page_that_is_true_stays_as_it_is() {
        let run = said("proven", "recognised");
        let runs = [("6.1", &run)];
        assert_eq!(page().compare(&runs), Differences::default());
        let mut page = page();
        page.enter(&runs, true);
        assert_eq!(page.text(), TEXT);
    }

    #[test]
    fn what_was_not_proven_is_told_apart_from_what_was() {
        let (first, second) = (said("recognised", "proven"), Kinds::new());
        let found = page().compare(&[("6.1", &first), ("7.3", &second)]);
        assert_eq!(
            found.lost,
            [
                "nvme controller on 6.1: recognised, not proven",
                "nvme controller on 7.3: not reported, not proven"
            ]
        );
        assert_eq!(
            found.other,
            [
                "mei engine on 6.1: proven, not recognised",
                "mei engine on 7.3: not reported, not not"
            ]
        );
    }

    #[test]
    fn only_a_whole_run_takes_a_proof_back() {
        let run = said("recognised", "proven");
        let mut partial = page();
        partial.enter(&[("6.1", &run)], false);
        let engine = "| mei | engine | clients | proven | not |  |";
        let controller = "| nvme | controller | controller, /dev/nvme0 | proven | proven |  |";
        assert!(partial.text().contains(controller) && partial.text().contains(engine));
        let mut whole = page();
        whole.enter(&[("6.1", &run)], true);
        assert!(whole.text().contains("| recognised | proven |  |"));
    }

    #[test]
    fn a_kernel_that_the_table_lacks_is_told() {
        let found = page().compare(&[("8.0", &Kinds::new())]);
        assert_eq!(found.lost, ["the table has no kernel 8.0"]);
    }
}
