//! The decoder on bytes that nobody meant, and on real calls that were spoilt a little: no panic, and no
//! more output than it promises. `cargo xtask fuzz` goes on with it for long.

use std::{fs, path::PathBuf};

use serde_json::Value as Json;
use tracer_common::{
    count::{CountKey, argument, entry},
    spec::{ARGUMENT_BYTES, call},
};

use super::{
    decoded::{self, Explained},
    table::Style,
};
use crate::{
    chance::{Random, trials},
    families::{
        Entry, Kind,
        decode::{Decoded, Given, MOST_ELEMENTS, MOST_SHOWN, REST_BYTES, State, Value, decode},
        generic, kinds,
    },
    model::row::{Action, entry_name},
    uapi::Layout,
};

/// Most bytes of text or JSON that one call makes, however much is given.
const MOST_OUTPUT: usize = 1 << 16;

/// Where a command's argument tells its form, it is put right now and then, or no form but the last
/// would be met.
fn put_right(
    random: &mut Random,
    kind: &Kind,
    driver: Option<&str>,
    given: (u8, u32),
    bytes: &mut [u8],
) {
    let command = kind.called(driver, given.0, given.1);
    let Some(argument) = command.and_then(|command| command.argument(given.0)) else {
        return;
    };
    let forms: Vec<_> = [&argument.spec]
        .into_iter()
        .chain(argument.alternatives)
        .collect();
    let spec = forms[random.below(forms.len())];
    let at = usize::from(spec.skip) + usize::from(spec.guard_word) * 4;
    if let Some(word) = bytes.get_mut(at..at + 4) {
        let own = u32::from_le_bytes([word[0], word[1], word[2], word[3]]);
        let guarded = own & !spec.guard_mask | spec.guard & spec.guard_mask;
        word.copy_from_slice(&guarded.to_le_bytes());
    }
}

/// A kind, a driver of its devices, an entry and a command.
type Target = (Entry, Option<&'static str>, u8, u32);

/// A call that is tried.
#[derive(Clone)]
struct Call {
    kind: Entry,
    driver: Option<String>,
    entry: u8,
    number: u32,
    argument: Vec<u8>,
    pointed: Vec<u8>,
    words: [Option<u32>; call::WORDS],
}

/// The calls of tests/corpus.
fn corpus() -> Vec<Call> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = fs::read_dir(folder).expect("the corpus");
    let mut calls = Vec::new();
    for file in files {
        let path = file.expect("a file").path();
        let family = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        let text = fs::read_to_string(&path).expect("text");
        calls.extend(text.lines().map(|line| of_line(&family, line)));
    }
    calls
}

fn of_line(family: &str, line: &str) -> Call {
    let line: Json = serde_json::from_str(line).expect("JSON");
    let text = |name: &str| line[name].as_str().expect("text");
    let hex = |text: &str| -> Vec<u8> {
        let byte = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("two digits");
        (0..text.len()).step_by(2).map(byte).collect()
    };
    let is_of = |entry: &Entry| entry.family.name == family && entry.kind.name == text("interface");
    let mut words = [None; call::WORDS];
    for (word, given) in words
        .iter_mut()
        .zip(line["words"].as_array().expect("a list"))
    {
        *word = given.as_u64().and_then(|value| u32::try_from(value).ok());
    }
    Call {
        kind: kinds().find(is_of).expect("a kind"),
        driver: line["driver"].as_str().map(str::to_owned),
        entry: (0..)
            .find(|entry| entry_name(*entry) == text("entry"))
            .expect("an entry"),
        number: u32::from_str_radix(text("number").trim_start_matches("0x"), 16).expect("a number"),
        argument: hex(text("argument")),
        pointed: hex(text("pointed")),
        words,
    }
}

/// Every way into every kind: its drivers, its commands and one that it does not have.
fn targets() -> Vec<Target> {
    let mut all = Vec::new();
    for kind in kinds() {
        let drivers = kind.kind.by_driver.iter().map(|(driver, _)| Some(*driver));
        for driver in [None].into_iter().chain(drivers) {
            let own = kind
                .kind
                .by_driver
                .iter()
                .filter(|(name, _)| Some(*name) == driver);
            let own = own.flat_map(|(_, tables)| tables.iter().copied().flatten());
            for command in own.chain(kind.kind.all_commands()).chain(generic::CALLS) {
                let entries = command.entries.iter();
                all.extend(entries.map(|entry| (kind, driver, entry, command.number)));
            }
            all.push((kind, driver, entry::IOCTL, 0x1234_5678));
        }
    }
    all
}

/// A call with bytes of chance.
fn by_chance(random: &mut Random, target: Target) -> Call {
    let (kind, driver, entry, number) = target;
    let mut argument = match random.below(8) {
        0 => random.bytes(20_000),
        _ => random.bytes(300),
    };
    if random.below(2) == 0 {
        put_right(random, kind.kind, driver, (entry, number), &mut argument);
    }
    let pointed = random.bytes(64);
    let mut words = [None; call::WORDS];
    words.iter_mut().for_each(|word| *word = random.word());
    Call {
        kind,
        driver: driver.map(str::to_owned),
        entry,
        number,
        argument,
        pointed,
        words,
    }
}

/// A call of the corpus with something changed.
fn spoilt(random: &mut Random, corpus: &[Call]) -> Call {
    let mut call = random.one_of(corpus).clone();
    random.mutate(&mut call.argument);
    if random.below(4) == 0 {
        random.mutate(&mut call.pointed);
    }
    if random.below(8) == 0 {
        call.words[random.below(call::WORDS)] = random.word();
    }
    match random.below(16) {
        0 => call.number ^= 1 << random.below(32),
        // The bytes of one command for another.
        1 => call.number = random.one_of(corpus).number,
        2 => call.driver = random.one_of(corpus).driver.clone(),
        _ => {}
    }
    call
}

/// Decodes a call, and checks what comes out.
fn attempt(call: &Call) {
    let Call {
        kind,
        entry,
        number,
        ..
    } = *call;
    let driver = call.driver.as_deref();
    let given = Given {
        entry,
        number,
        argument: &call.argument,
        pointed: &call.pointed,
        call: call.words,
    };
    let decoded = decode(kind.kind, driver, &given);
    bounded(&decoded);
    agrees(kind, driver, &given, &decoded);
    let explained = Explained {
        entry,
        number,
        interfaces: Vec::new(),
        known: call.argument.len(),
        decoded,
    };
    let mut text = Vec::new();
    decoded::text(&mut text, &explained, Style::default()).expect("memory takes all writes");
    assert!(text.len() <= MOST_OUTPUT, "{} bytes of text", text.len());
    let printable = |byte: &u8| matches!(byte, b'\n' | 0x20..=0x7e);
    assert!(text.iter().all(printable), "what steers a terminal");
    let mut json = Vec::new();
    decoded::json(&mut json, &explained).expect("memory takes all writes");
    assert!(json.len() <= MOST_OUTPUT, "{} bytes of JSON", json.len());
    serde_json::from_slice::<Json>(&json).expect("JSON");
}

fn bounded(decoded: &Decoded) {
    for pointed in [false, true] {
        let rest = decoded.rest.iter().filter(|rest| rest.pointed == pointed);
        let bytes: usize = rest.map(|rest| rest.bytes.len()).sum();
        assert!(bytes <= REST_BYTES);
    }
    let elements = decoded.named.command.and_then(|command| command.elements);
    let members = |layout: &Layout| layout.members.len();
    let most = decoded.structure.map_or(0, members)
        + decoded
            .named
            .command
            .and_then(|command| command.leads_to)
            .map_or(0, members)
        + elements.map_or(0, |_| MOST_ELEMENTS);
    assert!(decoded.fields.len() <= most);
    for field in &decoded.fields {
        let length = match &field.value {
            Value::Text(bytes, _) | Value::Bytes(bytes, _) => bytes.len(),
            Value::Numbers(values, _) => values.len() * 2,
            Value::Unsigned(_) | Value::Signed(_) | Value::Pointer(_) => 0,
        };
        assert!(length <= MOST_SHOWN, "{}", field.path);
    }
}

/// What is counted of such a call has the same names.
fn agrees(kind: Entry, driver: Option<&str>, given: &Given<'_>, decoded: &Decoded) {
    if decoded.state != State::Decoded {
        return;
    }
    let named = &decoded.named;
    let detail = named.detail.as_ref();
    let key = CountKey {
        command: given.number,
        sub: named.sub_code.unwrap_or_default(),
        second: named.second.map_or(0, |(_, value)| value),
        detail: detail.map_or(0, |(_, code)| *code),
        entry: given.entry,
        argument: argument::DECODED,
        ..CountKey::ZERO
    };
    let action = Action::new(kind.id, driver, &key);
    assert_eq!(action.class, named.class);
    assert_eq!(
        action.sub.as_deref(),
        named.sub.as_ref().map(|sub| &*sub.name)
    );
    assert_eq!(
        action.detail.map(|(name, _)| name),
        detail.map(|(detail, _)| detail.name.clone())
    );
    assert_eq!(action.fields, named.second);
}

/// Each way in is tried with bytes of chance, and once in so many times a call that was spoilt.
const SPOILT: usize = 4;

#[test]
fn calls_of_chance_are_decoded_without_a_panic() {
    let (targets, corpus) = (targets(), corpus());
    assert!(corpus.len() > 100, "{} calls only", corpus.len());
    corpus.iter().for_each(attempt);
    let mut each = targets.iter().cycle();
    let times = u64::try_from(targets.len()).expect("64 bits");
    trials("calls", times, |random| {
        if let Some(target) = each.next() {
            attempt(&by_chance(random, *target));
        }
        if random.below(SPOILT) == 0 {
            attempt(&spoilt(random, &corpus));
        }
    });
}

#[test]
fn the_forms_that_guards_tell_are_all_met() {
    let mut random = Random::new(2);
    let (mut decoded, mut malformed) = (0, 0);
    for target in targets() {
        let (kind, driver, entry, number) = target;
        let mut bytes = vec![0; ARGUMENT_BYTES];
        put_right(&mut random, kind.kind, driver, (entry, number), &mut bytes);
        let given = Given {
            entry,
            number,
            argument: &bytes,
            ..Given::default()
        };
        match decode(kind.kind, driver, &given).state {
            State::Decoded => decoded += 1,
            State::Malformed => malformed += 1,
            _ => {}
        }
    }
    assert!(decoded > 20, "{decoded}");
    assert!(malformed > 0, "{malformed}");
}
