//! Calls that real clients made, captured in a guest by `cargo xtask corpus`, and some that were made by
//! hand: the decoder says of each what it is to say. Where a call was captured, command, sub-command,
//! detail and class are what the kernel side extracted, so that both sides are held together.

#![expect(clippy::expect_used, clippy::panic, reason = "a test's own")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

use passgate::{
    families::{
        self, FAMILIES,
        decode::{Decoded, Given, decode},
    },
    model::row::entry_name,
};
use serde_json::Value;

/// The files, by family.
fn files() -> BTreeMap<String, Vec<Value>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = fs::read_dir(folder).expect("the corpus");
    let file = |file: fs::DirEntry| {
        let family = file
            .path()
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(file.path()).expect("text");
        let lines = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        (family, lines.collect())
    };
    files.map(|found| file(found.expect("a file"))).collect()
}

fn hex(text: &Value) -> Vec<u8> {
    let text = text.as_str().expect("text");
    let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
    (0..text.len()).step_by(2).map(byte).collect()
}

fn number(text: &Value) -> u32 {
    let text = text.as_str().expect("text");
    u32::from_str_radix(text.trim_start_matches("0x"), 16).expect("a number")
}

/// A line's call, taken apart.
fn decoded(family: &str, line: &Value) -> Decoded {
    let kind = families::kinds()
        .find(|entry| entry.family.name == family && entry.kind.name == line["interface"])
        .unwrap_or_else(|| panic!("{family} has no {}", line["interface"]));
    let entry = (0..)
        .find(|entry| line["entry"] == entry_name(*entry))
        .expect("an entry");
    let words = line["words"].as_array().expect("a list");
    let words: Vec<_> = words
        .iter()
        .map(|word| word.as_u64().and_then(|word| u32::try_from(word).ok()))
        .collect();
    let given = Given {
        entry,
        number: number(&line["number"]),
        argument: &hex(&line["argument"]),
        pointed: &hex(&line["pointed"]),
        call: words.try_into().expect("eight words"),
    };
    decode(kind.kind, line["driver"].as_str(), &given)
}

/// What the decoder says, as a line has it.
fn said(decoded: &Decoded, line: &Value) -> Value {
    let named = &decoded.named;
    let fields = decoded
        .fields
        .iter()
        .map(|field| (&*field.path, field.value.to_string()));
    let fields: serde_json::Map<_, _> = fields
        .filter(|(_, value)| value != "0")
        .map(|(name, value)| (name.to_owned(), value.into()))
        .collect();
    // What no table names has its number for a name, taken apart by whoever shows it.
    let command = named
        .command
        .map_or(line["expect"]["command"].clone(), |command| {
            command.name.into()
        });
    serde_json::json!({
        "command": command,
        "sub": named.sub.as_ref().map(|sub| &*sub.name),
        "sub_code": named.sub_code,
        "detail": named.detail.as_ref().map(|(detail, _)| &*detail.name),
        "detail_code": named.detail.as_ref().map(|(_, code)| code),
        "class": named.class.name(),
        "state": decoded.state.name(),
        // Where one form of an argument has no amount, the kernel side has none to add up.
        "bytes": decoded.amount.or((line["expect"]["bytes"] == 0).then_some(0)),
        "fields": fields,
    })
}

#[test]
fn every_call_is_decoded_as_it_was_in_the_kernel() {
    let mut wrong = Vec::new();
    for (family, lines) in files() {
        for line in &lines {
            let said = said(&decoded(&family, line), line);
            let expected = line["expect"].as_object().expect("an object");
            // Of a line that was made by hand only what matters is told.
            if expected.iter().any(|(name, value)| said[name] != *value) {
                wrong.push(format!("{family}: {line}\n  decoded as {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_family_has_calls() {
    let files = files();
    let has: BTreeSet<_> = files.keys().map(String::as_str).collect();
    let lacking: Vec<_> = FAMILIES
        .iter()
        .map(|family| family.name)
        .filter(|name| !has.contains(name))
        .collect();
    assert!(lacking.is_empty(), "no calls of {lacking:?}");
}
