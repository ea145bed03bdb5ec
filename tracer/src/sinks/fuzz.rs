//! The decoder on bytes that nobody meant: no panic, and no more output than it promises.
//!
//! `PASSGATE_FUZZ_SECONDS=3600 cargo test -p passgate --lib --release -- --ignored fuzz` goes on for that
//! long, each time from another seed, which it prints.

use std::time::{Duration, Instant};

use tracer_common::{
    count::{CountKey, argument, entry},
    spec::{ARGUMENT_BYTES, call},
};

use super::{
    decoded::{self, Explained},
    table::Style,
};
use crate::{
    families::{
        Entry, Kind,
        decode::{Decoded, Given, MOST_SHOWN, REST_BYTES, State, Value, decode},
        generic, kinds,
    },
    model::row::Action,
};

/// Most bytes of text or JSON that one call makes, however much is given.
const MOST_OUTPUT: usize = 1 << 16;

/// Numbers that look random and are the same for one seed (SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most.max(1)).expect("64 bits");
        usize::try_from(self.next() % most).expect("less than it was")
    }

    /// Bytes, of which many are alike: zeros, ones, small numbers, or anything.
    fn bytes(&mut self, most: usize) -> Vec<u8> {
        let length = self.below(most + 1);
        let style = self.below(4);
        let byte = |random: &mut Self| {
            let [byte, which, ..] = random.next().to_le_bytes();
            match style {
                0 => byte,
                1 => byte & 3,
                2 if which & 3 > 0 => 0,
                3 if which & 3 > 0 => 0xff,
                _ => byte,
            }
        };
        (0..length).map(|_| byte(self)).collect()
    }

    fn word(&mut self) -> Option<u32> {
        let [a, b, c, d, which, ..] = self.next().to_le_bytes();
        (which & 1 > 0).then(|| u32::from_le_bytes([a, b, c, d]))
    }
}

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

/// Every way into every kind: its drivers, its commands and one that it does not have.
fn targets() -> Vec<(Entry, Option<&'static str>, u8, u32)> {
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

/// Decodes one call with bytes of chance, and checks what comes out.
fn attempt(random: &mut Random, target: (Entry, Option<&'static str>, u8, u32)) {
    let (kind, driver, entry, number) = target;
    let mut bytes = match random.below(8) {
        0 => random.bytes(20_000),
        _ => random.bytes(300),
    };
    if random.below(2) == 0 {
        put_right(random, kind.kind, driver, (entry, number), &mut bytes);
    }
    let pointed = random.bytes(64);
    let mut words = [None; call::WORDS];
    words.iter_mut().for_each(|word| *word = random.word());
    let given = Given {
        entry,
        number,
        argument: &bytes,
        pointed: &pointed,
        call: words,
    };
    let decoded = decode(kind.kind, driver, &given);
    bounded(&decoded);
    agrees(kind, driver, &given, &decoded);
    let explained = Explained {
        entry,
        number,
        interfaces: Vec::new(),
        known: bytes.len(),
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
    serde_json::from_slice::<serde_json::Value>(&json).expect("JSON");
}

fn bounded(decoded: &Decoded) {
    for pointed in [false, true] {
        let rest = decoded.rest.iter().filter(|rest| rest.pointed == pointed);
        let bytes: usize = rest.map(|rest| rest.bytes.len()).sum();
        assert!(bytes <= REST_BYTES);
    }
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

#[test]
fn bytes_of_chance_are_decoded_without_a_panic() {
    let mut random = Random(1);
    for target in targets() {
        for _ in 0..4 {
            attempt(&mut random, target);
        }
    }
}

#[test]
fn the_forms_that_guards_tell_are_all_met() {
    let mut random = Random(2);
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

#[test]
#[ignore = "goes on for PASSGATE_FUZZ_SECONDS"]
fn fuzz() {
    let seconds = std::env::var("PASSGATE_FUZZ_SECONDS").ok();
    let seconds = seconds.and_then(|text| text.parse().ok()).unwrap_or(60);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seed = since.map_or(0, |since| u64::from(since.subsec_nanos()) ^ since.as_secs());
    let seed = match std::env::var("PASSGATE_FUZZ_SEED") {
        Ok(text) => text.parse().expect("a number"),
        Err(_) => seed,
    };
    eprintln!("PASSGATE_FUZZ_SEED={seed}");
    let (targets, end) = (targets(), Instant::now() + Duration::from_secs(seconds));
    let mut random = Random(seed);
    let mut calls: u64 = 0;
    while Instant::now() < end {
        for target in &targets {
            attempt(&mut random, *target);
        }
        calls += u64::try_from(targets.len()).expect("64 bits");
    }
    eprintln!("{calls} calls decoded");
}
