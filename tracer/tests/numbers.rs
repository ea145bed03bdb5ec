//! That no number of a table changes unmeant. Most codes come from specifications that no machine reads; each
//! was held against its source when it was entered, and what was entered then is kept here as sums: of each
//! kind's commands, and of each argument's places, codes and names. A change that is meant is entered with
//! `PASSGATE_WRITE_DOCS=1 cargo test -p passgate --test numbers`, and looked up in its source first.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf};

use passgate::families::{self, Argument, Command, Detail, SubCommands};
use tracer_common::spec::{ArgumentSpec, Field};

/// FNV-1a: no two texts that differ in a number have one sum but by chance.
fn sum(text: &str) -> String {
    let add = |sum: u64, byte: u8| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let sum = text.bytes().fold(0xcbf2_9ce4_8422_2325, add);
    format!("{sum:016x}")
}

fn field(field: Field) -> String {
    let Field {
        word,
        shift,
        bits,
        flags,
    } = field;
    format!("{word}.{shift}.{bits}.{flags}")
}

fn spec(spec: &ArgumentSpec) -> String {
    let fields = [
        spec.sub,
        spec.second,
        spec.amount[0],
        spec.amount[1],
        spec.pointed_length,
        spec.object,
    ];
    let fields: Vec<_> = fields.into_iter().map(field).collect();
    format!(
        "{} {} {:#x} {:#x} {} {} {} {} {}",
        spec.length,
        spec.guard_word,
        spec.guard,
        spec.guard_mask,
        spec.pointer,
        spec.pointed,
        spec.flags,
        spec.skip,
        fields.join(" ")
    )
}

fn names(text: &mut String, names: &SubCommands) {
    let _ = write!(text, "{}{:?}{}", names.group, names.when, names.swapped);
    for meaning in names.meanings() {
        let (first, last) = (meaning.codes.start(), meaning.codes.end());
        let _ = write!(text, " {first:#x}-{last:#x} {}", meaning.name);
        let _ = write!(text, " {}", meaning.class.name());
    }
    for Detail {
        sub,
        field: at,
        values,
    } in names.details
    {
        let _ = write!(text, " [{sub:#x} {}", field(*at));
        self::names(text, values);
        text.push(']');
    }
}

fn argument(argument: &Argument) -> String {
    let mut text = String::new();
    for form in [&argument.spec].into_iter().chain(argument.alternatives) {
        text += &spec(form);
    }
    for sub in argument.sub {
        names(&mut text, sub);
    }
    text
}

/// The sums, by what they are of.
fn sums() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for entry in families::kinds() {
        let kind = format!("{} {}", entry.family.name, entry.kind.name);
        let own = entry.kind.by_driver.iter().flat_map(|(driver, tables)| {
            let commands = tables.iter().copied().flatten();
            commands.map(move |command| (*driver, command))
        });
        let commands: Vec<(&str, &Command)> = entry
            .kind
            .all_commands()
            .map(|command| ("", command))
            .chain(own)
            .collect();
        let mut text = format!("{:#x} {:?}", entry.kind.command_mask, entry.kind.selector);
        for (driver, command) in &commands {
            let _ = write!(text, " {driver}/{}/{:#x}", command.name, command.number);
            let _ = write!(text, "/{:?}/{}", command.entries, command.class.name());
            for (form, taken) in [("", command.argument), (" compat", command.compat)] {
                let Some(taken) = taken else { continue };
                let by: Vec<_> = command.entries.iter().map(|by| by.to_string()).collect();
                let name = format!("{kind} {driver}/{}/{}{form}", command.name, by.join(","));
                assert_eq!(all.insert(name, sum(&argument(taken))), None);
            }
        }
        all.insert(kind, sum(&text));
    }
    all
}

#[test]
fn numbers_are_those_that_were_entered() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/numbers/sums.txt");
    let now = sums();
    if std::env::var_os("PASSGATE_WRITE_DOCS").is_some() {
        let lines = now.iter().map(|(name, sum)| format!("{sum} {name}\n"));
        fs::write(&path, lines.collect::<String>()).expect("the sums are written");
        return;
    }
    let text = fs::read_to_string(&path).expect("the sums");
    let entered: BTreeMap<_, _> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(sum, name)| (name.to_owned(), sum.to_owned()))
        .collect();
    let differing: Vec<_> = now
        .iter()
        .filter(|(name, sum)| entered.get(*name) != Some(sum))
        .map(|(name, _)| name)
        .collect();
    let gone: Vec<_> = entered
        .keys()
        .filter(|name| !now.contains_key(*name))
        .collect();
    assert!(
        differing.is_empty() && gone.is_empty(),
        "not as entered: {differing:#?}; no longer there: {gone:?}; where that is meant: \
         PASSGATE_WRITE_DOCS=1 cargo test -p passgate --test numbers"
    );
}
