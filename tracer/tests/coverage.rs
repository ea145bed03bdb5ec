//! docs/coverage.md says what the program's own tables say. Run with `PASSGATE_WRITE_DOCS=1` to bring its
//! tables up to date.

use std::{fs, path::PathBuf};

use passgate::{
    families,
    kernel::hooks::{HOOKS, Need, Point},
    model::row::entry_name,
};

fn hooks() -> String {
    let mut text = String::from(
        "| program | attached to | entry | | because | kernels |\n|---|---|---|---|---|---|\n",
    );
    for hook in HOOKS {
        let place = match hook.point {
            Point::Lsm(name) => format!("LSM hook `{name}`"),
            Point::Entry(name) => format!("beginning of `{name}`"),
            Point::Exit(name) => format!("end of `{name}`"),
            Point::Tracepoint(name) => format!("tracepoint `{name}`"),
            Point::Drivers(_) => "drivers' functions".to_owned(),
            Point::Items(name) => format!("iterator `{name}`"),
        };
        let need = match hook.need {
            Need::Required => "required",
            Need::Optional => "optional",
        };
        let entry = hook.entry.map_or(hook.purpose, entry_name);
        text += &format!(
            "| `{}` | {place} | {entry} | {need} | {} | {} |\n",
            hook.name, hook.because, hook.kernels
        );
    }
    text
}

/// The kernels of the table of kinds.
const KERNELS: [&str; 4] = ["6.1", "6.12", "7.3", "passthrough"];
/// How far a kind may be covered on one.
const STATES: [&str; 3] = ["proven", "recognised", "not"];
/// Its state on each, and why it is proven on none, of a kind that is new here.
const NEW: [&str; 5] = [
    "recognised",
    "recognised",
    "recognised",
    "recognised",
    "no test yet",
];

/// The table of kinds. What `cargo xtask test` learnt of each, and what people wrote, stays as it was.
fn kinds(old: &str) -> String {
    let mut text = format!(
        "| family | kind | what | {} | proven nowhere, because |\n|{}\n",
        KERNELS.join(" | "),
        "---|".repeat(KERNELS.len() + 4)
    );
    for entry in families::kinds() {
        let states = states(old, entry.family.name, entry.kind.name);
        text += &format!(
            "| {} | {} | {} | {} |\n",
            entry.family.name,
            entry.kind.name,
            entry.kind.title,
            states.join(" | ")
        );
    }
    text
}

/// The last cells of a kind's row.
fn states<'a>(table: &'a str, family: &str, kind: &str) -> [&'a str; 5] {
    let begins = format!("| {family} | {kind} | ");
    let row = table.lines().find(|line| line.starts_with(&begins));
    let cells: Vec<&str> = row.map_or(vec![], |row| row.split('|').map(str::trim).collect());
    // The row ends with a bar.
    let last = cells.get(4..9).and_then(|last| last.try_into().ok());
    last.unwrap_or(NEW)
}

#[expect(clippy::expect_used, reason = "a test's own")]
fn between<'a>(text: &'a str, name: &str) -> (&'a str, &'a str, &'a str) {
    let (before, rest) = text
        .split_once(&format!("<!-- {name} -->\n"))
        .expect("the beginning of a table");
    let (table, after) = rest
        .split_once(&format!("<!-- /{name} -->"))
        .expect("its end");
    (before, table, after)
}

#[test]
fn the_page_has_the_program_s_tables() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/coverage.md");
    let mut page = fs::read_to_string(&path).expect("the page");
    for name in ["hooks", "families"] {
        let (before, old, after) = between(&page, name);
        let table = if name == "hooks" { hooks() } else { kinds(old) };
        if std::env::var_os("PASSGATE_WRITE_DOCS").is_some() {
            page = format!("{before}<!-- {name} -->\n{table}<!-- /{name} -->{after}");
            fs::write(&path, &page).expect("the page is written");
        } else {
            assert_eq!(
                old, table,
                "docs/coverage.md is out of date: PASSGATE_WRITE_DOCS=1 cargo test --test coverage"
            );
        }
    }
}

#[test]
fn the_page_says_of_each_kind_what_its_family_says() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/coverage.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (_, table, _) = between(&page, "families");
    for entry in families::kinds() {
        let (family, kind) = (entry.family.name, entry.kind.name);
        let cells = states(table, family, kind);
        let (states, why) = (&cells[..4], cells[4]);
        assert!(
            states.iter().all(|state| STATES.contains(state)),
            "{family} {kind}: {states:?}"
        );
        let proven = states.contains(&"proven");
        assert_eq!(
            entry.kind.proven, proven,
            "{family} {kind}: `proven` in the family's file is not what docs/coverage.md says: {states:?}"
        );
        assert_eq!(
            why.is_empty(),
            proven,
            "{family} {kind}: there must be a reason where it is proven nowhere, and there alone"
        );
    }
}

#[test]
fn the_tests_that_the_page_names_exist() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/guest");
    let mut sources = String::new();
    for entry in fs::read_dir(folder).expect("the guest tests") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            sources += &fs::read_to_string(path).expect("a source");
        }
    }
    let page =
        fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/coverage.md"))
            .expect("the page");
    let (_, ways, _) = {
        let (before, rest) = page.split_once("## Ways around").expect("the ways around");
        let (ways, after) = rest.split_once("## Families").expect("the families");
        (before, ways, after)
    };
    let mut named = 0;
    for row in ways.lines().filter(|line| line.starts_with("| ")) {
        let tests = row.rsplit('|').nth(1).unwrap_or_default();
        let mut group = "";
        for name in tests.split('`').skip(1).step_by(2) {
            let name = match name.split_once("::") {
                Some((of, name)) => {
                    group = of;
                    name
                }
                None => name,
            };
            assert!(
                sources.contains(&format!("\"{group}::{name}\"")),
                "no guest test {group}::{name}"
            );
            named += 1;
        }
    }
    assert!(named > 20, "{named} tests named");
}
