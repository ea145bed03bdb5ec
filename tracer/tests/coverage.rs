//! docs/coverage.md says what the program's own tables say. Run with `PASSGATE_WRITE_DOCS=1` to bring its
//! tables up to date.

use std::{fs, path::PathBuf};

use passgate::{
    families::{self, Via},
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

fn kinds() -> String {
    let mut text = String::from("| family | kind | what | state |\n|---|---|---|---|\n");
    for entry in families::kinds() {
        let state = if entry.kind.proven {
            "proven"
        } else if matches!(entry.kind.via, Via::Numbers([])) {
            "named"
        } else {
            "recognised"
        };
        text += &format!(
            "| {} | {} | {} | {state} |\n",
            entry.family.name, entry.kind.name, entry.kind.title
        );
    }
    text
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
    for (name, table) in [("hooks", hooks()), ("families", kinds())] {
        let (before, old, after) = between(&page, name);
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
