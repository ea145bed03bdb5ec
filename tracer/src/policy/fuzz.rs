//! Texts that nobody meant: a clear error each, in bounded time, and never a panic.

use super::{
    Text,
    compile::{Compiled, limits::Room},
    diagnostic::{Diagnostic, Lined, Topic},
    lint::{Here, warnings},
    parse::{MOST_BYTES, MOST_ERRORS},
    random, read,
};
use crate::{
    chance::{Random, trials},
    families,
};

/// Texts that are wrong, each with what its error says.
fn corpus() -> Vec<(String, &'static str)> {
    let rule = |inner: &str| format!("version = 1\n[[rule]]\n{inner}\n");
    vec![
        (String::new(), "the text has no version"),
        ("version = 2\n".into(), "the version is not 1"),
        ("version = 1\nversion = 1\n".into(), "duplicate key"),
        ("version = \n".into(), "error"),
        (
            "version = 1\nrules = []\n".into(),
            "a policy has no key \"rules\"",
        ),
        (
            "version = 1\nrule = 1\n".into(),
            "rules are a list of tables",
        ),
        ("version = 1\nrule = [1]\n".into(), "a rule is a table"),
        (
            "version = 1\n[rule]\nallow = '*'\n".into(),
            "rules are a list of tables",
        ),
        (
            rule("allow = '*'\ndeny = '*'"),
            "the rule has allow and deny",
        ),
        (rule("name = 'x'"), "the rule does not say what happens"),
        (rule("allow = []"), "the list is empty"),
        (rule("allow = 1.5"), "a float stands where a string should"),
        (
            rule("allow = [['*']]"),
            "a array stands where a string should",
        ),
        (
            rule("allow = '*'\nsubject = 'root'"),
            "a subject is a table",
        ),
        (
            rule("allow = '*'\nsubject = { uid = -1 }"),
            "the number is negative",
        ),
        (
            rule("allow = '*'\nsubject = { uid = '9-1' }"),
            "ends before it begins",
        ),
        (
            rule("allow = '*'\nsubject = { uid = 99999999999 }"),
            "is no range of numbers",
        ),
        (
            rule("allow = '*'\nsubject = { exe = 'nvme' }"),
            "a path begins with /",
        ),
        (
            rule("allow = '*'\nsubject = { exe = '/a/[' }"),
            "a [ is not closed",
        ),
        (
            rule("allow = '*'\nsubject = { exe = '/a/../b' }"),
            "knows no component",
        ),
        (
            rule("allow = '*'\nsubject = { unit = 'smartd' }"),
            "has no type",
        ),
        (
            rule("allow = '*'\nsubject = { container = 'a b' }"),
            "has another character",
        ),
        (
            rule("allow = '*'\ndevice = { family = 'nvme', kind = 'sg' }"),
            "none of the devices before",
        ),
        (rule("allow = 'class:none'"), "there is no class"),
        (rule("allow = 'sub:x'"), "is no code"),
        (rule("allow = 'command:0x1ffffffff'"), "is no number"),
        (
            rule("allow = '*'\ncommand = 'class:opaque'"),
            "a class is no command",
        ),
        (
            rule("allow = '*'\namount = { over = 10, under = 5 }"),
            "no amount is over the one",
        ),
        (
            rule("allow = '*'\namount = { over = '1 furlong' }"),
            "is no amount of bytes",
        ),
        (
            rule("allow = '*'\nstrict = 'yes'"),
            "strict is true or false",
        ),
        (rule("allow = '*'\nunknown = 'maybe'"), "there is no choice"),
        (
            rule("allow = '*'\ndevice = { ids = '1B36' }"),
            "ids \"1B36\" is right for no device",
        ),
        (
            rule("allow = '*'\ndevice = { bus = ['pci *', '00:04.0'] }"),
            "bus \"00:04.0\" is right for no device",
        ),
        (
            rule("allow = '*'\ndevice = { driver = 'pci/nvme' }"),
            "no driver has a /",
        ),
        (
            rule("allow = '*'\ndevice = { name = '/dev/nvme0' }"),
            "a name is no path",
        ),
        (rule("deny = '*'\nerrno = 0"), "from 1 to 511"),
        (rule("deny = '*'\nerrno = 'EAGAIN'"), "word to try again"),
        (rule("deny = '*'\nerrno = 'ENOTYP'"), "ENOTTY"),
        (
            rule("deny = '*'\nmode = ['audit', 'enforce']"),
            "mode has one value",
        ),
        (
            rule("deny = '@a'\n[sets]\na = '@b'\nb = '@a'"),
            "more than 8 deep",
        ),
        (
            "version = 1\n[sets]\na = '@none'\n".into(),
            "there is no set",
        ),
        (
            format!(
                "version = 1\nx = {}1{}\n",
                "[".repeat(5000),
                "]".repeat(5000)
            ),
            "error",
        ),
        (
            format!("version = 1\n{}", "[[rule]]\n".repeat(3000)),
            "does not say what happens",
        ),
        ("#".repeat(MOST_BYTES + 1), "has more than"),
        (doubling(), "more than"),
        ("version = 1\n\u{0}\u{1b}[2J\n".into(), "error"),
    ]
}

/// Sets of sets that come to more words than anybody can write.
fn doubling() -> String {
    let mut text = String::from("version = 1\n[sets]\n");
    let ten = |name: &str| vec![format!("'{name}'"); 64].join(", ");
    text += &format!("s0 = [{}]\n", ten("admin.identify"));
    for at in 1..8 {
        text += &format!("s{at} = [{}]\n", ten(&format!("@s{}", at - 1)));
    }
    text + "[[rule]]\nallow = '@s7'\n"
}

fn told(texts: &[Text]) -> String {
    let errors = read(texts).expect_err("an error");
    assert!(!errors.is_empty());
    let all = rendered(&errors[..errors.len().min(MOST_ERRORS)], texts);
    assert!(all.len() < 1 << 17, "{} bytes of errors", all.len());
    all
}

fn rendered(found: &[Diagnostic], texts: &[Text]) -> String {
    let lined = Lined::of(texts);
    let all: String = found.iter().map(|found| found.render(&lined)).collect();
    let steers = |c: char| c.is_control() && c != '\n';
    assert!(!all.contains(steers), "what steers a terminal");
    all
}

#[test]
fn what_is_wrong_is_told() {
    for (text, expected) in corpus() {
        let all = told(&[Text::new("p.toml", text.as_str())]);
        let shown = text.get(..200).unwrap_or(&text);
        assert!(all.contains(expected), "{expected}\n{all}\n{shown}");
        assert!(all.contains("p.toml:"), "{all}");
    }
}

#[test]
fn patterns_that_multiply_are_refused_in_time() {
    let mut text = String::from("version = 1\n");
    for at in 0..40 {
        text += &format!(
            "[[rule]]\nsubject = {{ exe = '/**/*a{at}*b*/**/c*{at}*/**' }}\nallow = '*'\n"
        );
    }
    let policy = read(&[Text::new("p", text)]).expect("a policy");
    let error = Compiled::new_within(
        policy,
        1,
        Room {
            cells: 1 << 14,
            ..Room::KERNEL
        },
    )
    .expect_err("no room");
    assert!(
        error.message.contains("what rules have for exe apart"),
        "{}",
        error.message
    );
}

#[test]
fn codes_that_multiply_are_refused_in_time() {
    let codes = (0..3000).map(|code| format!("'sub:0xc0/{:#x}', ", 2 * code));
    let text = format!(
        "version = 1\n[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = [{}]\n",
        codes.collect::<String>()
    );
    let policy = read(&[Text::new("p", text)]).expect("a policy");
    let room = Room {
        questions: 1 << 22,
        ..Room::KERNEL
    };
    let error = Compiled::whole_within(policy, 1, room).expect_err("no room");
    assert!(
        error.message.contains("more than 4194304 questions"),
        "{}",
        error.message
    );
}

#[test]
fn names_that_nobody_has_are_refused_in_time() {
    let names = (0..8000).map(|name| format!("'admin.identifi-{name}', "));
    let text = format!(
        "version = 1\n[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = [{}]\n",
        names.collect::<String>()
    );
    let errors = read(&[Text::new("p", text)]).expect_err("errors");
    let with_help = errors.iter().filter(|error| error.help.is_some()).count();
    assert_eq!(errors.len(), 8000);
    assert!(
        (MOST_ERRORS..2 * MOST_ERRORS).contains(&with_help),
        "{with_help} of them are looked for"
    );
}

/// Changes a text a little.
fn mutate(random: &mut Random, text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..1 + random.below(6) {
        let at = random.below(bytes.len());
        match random.below(5) {
            0 => {
                bytes.truncate(at);
            }
            1 => {
                let end = (at + random.below(30)).min(bytes.len());
                let part = bytes[at..end].to_vec();
                let to = random.below(bytes.len());
                bytes.splice(to..to, part);
            }
            2 => {
                let end = (at + random.below(10)).min(bytes.len());
                bytes.drain(at..end);
            }
            _ => {
                let byte = *random.one_of(b"[]{}'\"=,.@*?#\n\\-0x1\0\xff ");
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
        }
        if bytes.is_empty() {
            bytes.push(b'v');
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether what may be a policy, of one file or with another that it includes, is one.
fn attempt(random: &mut Random) -> bool {
    let all: Vec<_> = families::kinds().collect();
    let kind = *random.one_of(&all);
    let mut texts = Vec::new();
    for name in ["p.toml", "policy.d/q.toml"] {
        let other = *random.one_of(&all);
        let text = random::policy(random, &[kind, other]);
        // Some stay as they were, or hardly any would be a policy.
        let text = if random.once_in(6) {
            text
        } else {
            mutate(random, &text)
        };
        texts.push(Text::new(name, text));
        if !random.once_in(3) {
            break;
        }
    }
    match read(&texts) {
        Ok(policy) => {
            let device = random::device(random, kind);
            let compiled = Compiled::new(policy, 1);
            let compiled = compiled.and_then(|mut compiled| {
                compiled.device(&device)?;
                Ok(compiled)
            });
            match compiled {
                Ok(compiled) => {
                    let warnings = warnings(&compiled, &Here::default());
                    rendered(&warnings, &texts);
                }
                // Patterns may multiply; nothing else is wrong with it.
                Err(full) => assert_eq!(full.topic, Topic::Capacity, "{texts:?}"),
            }
            true
        }
        Err(_) => {
            told(&texts);
            false
        }
    }
}

#[test]
fn texts_of_chance_are_read_or_refused() {
    let (mut texts, mut policies) = (0, 0);
    trials("texts", 24, |random| {
        texts += 1;
        policies += usize::from(attempt(random));
    });
    assert!(
        policies > 0 && policies < texts,
        "{policies} of {texts} were policies"
    );
}
