//! docs/openness.md says which commands a share by bytes leaves out. Run with `PASSGATE_WRITE_DOCS=1` to bring
//! its list up to date.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use passgate::families::{Argument, Class, Command, Entries, FAMILIES, Family, Kind};

/// Names of a family's commands that a line shows at most.
const SHOWN: usize = 6;

/// A family's commands by ioctl and io_uring, those of its drivers among them.
fn commands(family: &'static Family) -> impl Iterator<Item = &'static Command> {
    let of_drivers = |kind: &'static Kind| {
        let tables = kind.by_driver.iter().flat_map(|(_, tables)| *tables);
        tables.copied().flatten()
    };
    let all = family
        .kinds
        .iter()
        .flat_map(move |kind| kind.all_commands().chain(of_drivers(kind)));
    let numbered = Entries::IOCTL.and(Entries::URING);
    all.filter(move |command| numbered.iter().any(|entry| command.entries.has(entry)))
}

/// The opaque ones that do not say how much they transfer.
fn silent(family: &'static Family) -> BTreeSet<&'static str> {
    commands(family)
        .filter(|command| command.class == Class::Opaque)
        .filter(|command| !command.argument.is_some_and(Argument::has_amount))
        .map(|command| command.name)
        .collect()
}

fn list() -> String {
    let mut text = String::from("| family | opaque commands that tell no amount |\n|---|---|\n");
    for family in FAMILIES {
        let silent = silent(family);
        let names: Vec<_> = silent
            .iter()
            .take(SHOWN)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = match silent.len().saturating_sub(SHOWN) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        if !names.is_empty() {
            text += &format!("| `{}` | {}{more} |\n", family.name, names.join(", "));
        }
    }
    text
}

#[test]
fn the_page_says_which_commands_tell_no_amount() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/openness.md");
    let page = fs::read_to_string(&path).expect("docs/openness.md");
    let (before, rest) = page.split_once("<!-- amounts -->\n").expect("a mark");
    let (old, after) = rest.split_once("<!-- /amounts -->").expect("a mark");
    let list = list();
    if env::var_os("PASSGATE_WRITE_DOCS").is_some() {
        let page = format!("{before}<!-- amounts -->\n{list}<!-- /amounts -->{after}");
        fs::write(&path, page).expect("docs/openness.md");
    } else {
        assert_eq!(
            list, old,
            "docs/openness.md is out of date: PASSGATE_WRITE_DOCS=1 cargo test -p passgate --test amounts"
        );
    }
}
