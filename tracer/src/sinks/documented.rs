//! Holds what is written as JSON against docs/json.md: every field that is written is documented with
//! its type, and every field that is documented is written.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use serde_json::Value;

/// Fields with their types, by path.
type Fields = BTreeMap<String, String>;

/// The table of a section, with the tables that it refers to put in their places.
fn table(page: &str, section: &str) -> Fields {
    let heading = format!("\n## {section}\n");
    let (_, rest) = page.split_once(&heading).unwrap_or_else(|| {
        panic!("docs/json.md has no section {section}");
    });
    let body = rest.split("\n## ").next().unwrap_or(rest);
    let mut fields = Fields::new();
    for row in body.lines().filter(|line| line.starts_with("| `")) {
        let mut cells = row.split('|').map(str::trim).skip(1);
        let name = cells.next().unwrap_or_default().trim_matches('`');
        let told = cells.next().unwrap_or_default();
        assert!(!cells.next().unwrap_or_default().is_empty(), "{row}");
        let reference = told
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next());
        if let Some(other) = reference {
            for (below, told) in table(page, other) {
                fields.insert(format!("{name}.{below}"), told);
            }
        }
        // `[device](#device) or null`
        let others = told.split_once(')').map_or("", |(_, others)| others);
        let told = match reference {
            Some(_) => format!("object{others}"),
            None => told.to_owned(),
        };
        let before = fields.insert(name.to_owned(), told);
        assert!(before.is_none(), "{section}: {name} stands there twice");
    }
    fields
}

/// Every field below a value, with the types that it has.
fn collect(value: &Value, path: &str, found: &mut BTreeMap<String, BTreeSet<&'static str>>) {
    let told = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(list) if list.iter().all(Value::is_string) && !list.is_empty() => {
            "list of string"
        }
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    };
    if !path.is_empty() && !path.ends_with("[]") {
        found.entry(path.to_owned()).or_default().insert(told);
    }
    match value {
        // Their keys are names of fields, of hooks and of losses, not fields.
        Value::Object(_) if matches!(path, "fields" | "hooks" | "losses") => {}
        Value::Object(map) => {
            let prefix = if path.is_empty() {
                String::new()
            } else {
                format!("{path}.")
            };
            for (key, value) in map {
                collect(value, &format!("{prefix}{key}"), found);
            }
        }
        Value::Array(list) => {
            let objects = list.iter().filter(|item| item.is_object());
            objects.for_each(|item| collect(item, &format!("{path}[]"), found));
        }
        _ => {}
    }
}

/// Compares lines of one kind, all of them together, with a section of the page.
pub(crate) fn assert_documented<'a>(section: &str, lines: impl IntoIterator<Item = &'a Value>) {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/json.md");
    let page = fs::read_to_string(page).expect("docs/json.md");
    let documented = table(&page, section);
    let mut written = BTreeMap::new();
    for line in lines {
        collect(line, "", &mut written);
    }
    assert!(!written.is_empty(), "no line of {section}");
    for (path, types) in &written {
        let told = documented.get(path);
        let told = told.unwrap_or_else(|| panic!("{section}: {path} is not documented"));
        for own in types {
            let fits = told.split(" or ").any(|told| {
                // A list without items is one of anything.
                told == *own || *own == "list" && told.starts_with("list")
            });
            assert!(fits, "{section}: {path} is {own}, documented as {told}");
        }
    }
    for path in documented.keys() {
        // Below what is empty or null there is nothing to be seen.
        let parent = path.rsplit_once('.').map(|(parent, _)| parent);
        let is_open = parent.is_none_or(|parent| {
            let (list, below) = (parent.trim_end_matches("[]"), format!("{parent}."));
            written.keys().any(|path| path.starts_with(&below)) || !written.contains_key(list)
        });
        assert!(
            !is_open || written.contains_key(path),
            "{section}: {path} is documented and not written"
        );
    }
}

#[test]
#[should_panic(expected = "memory: more is not documented")]
fn what_is_not_documented_is_found() {
    assert_documented("memory", [&serde_json::json!({"more": 1})]);
}

#[test]
#[should_panic(expected = "memory: bytes is documented and not written")]
fn what_is_not_written_is_found() {
    assert_documented("memory", [&serde_json::json!({"schema": 1})]);
}

#[test]
#[should_panic(expected = "memory: schema is string, documented as number")]
fn another_type_is_found() {
    assert_documented("memory", [&serde_json::json!({"schema": "1"})]);
}
