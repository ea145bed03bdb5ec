//! What the decoder finds in bytes, for each case that the kernel side's interpreter handles.

use tracer_common::{
    count::entry,
    spec::{ARGUMENT_BYTES, ArgumentSpec, COPY, Field, call, flag},
};

use super::{interpret::Extracted, *};
use crate::{
    families::{Argument, Class, CodeTable, Command, Detail, SubCommands, When},
    uapi::{Form, Member},
};

fn given(entry: u8, argument: &[u8]) -> Given<'_> {
    Given {
        entry,
        argument,
        ..Given::default()
    }
}

/// Of an ioctl with these bytes, by one form or several.
fn extracted(argument: &Argument, bytes: &[u8]) -> Extracted {
    extract(argument, &given(entry::IOCTL, bytes))
}

const PLAIN: ArgumentSpec = ArgumentSpec {
    sub: Field::at(1, 8),
    second: Field::at(4, 32),
    amount: [Field::at(8, 16), Field::at(10, 16)],
    ..ArgumentSpec::new(12)
};

const BYTES: [u8; 12] = [0x11, 0x22, 0x33, 0x44, 1, 0, 0, 0x80, 2, 0, 3, 1];

#[test]
fn fields_are_cut_from_their_words_and_amounts_added() {
    let found = extracted(&Argument::new(PLAIN), &BYTES);
    assert_eq!(
        found,
        Extracted {
            state: State::Decoded,
            sub: Some(0x22),
            second: Some(0x8000_0001),
            detail: Some(0),
            amount: Some(2 + 0x103),
        }
    );
    let wide = ArgumentSpec {
        flags: flag::WIDE,
        ..PLAIN
    };
    assert_eq!(
        extracted(&Argument::new(wide), &BYTES).amount,
        Some(2 | 0x103 << 32)
    );
    let big_endian = ArgumentSpec {
        second: Field::big_endian_at(4, 32),
        ..PLAIN
    };
    assert_eq!(
        extracted(&Argument::new(big_endian), &BYTES).second,
        Some(0x0100_0080)
    );
    let none = ArgumentSpec {
        amount: [Field::ABSENT; 2],
        ..PLAIN
    };
    assert_eq!(extracted(&Argument::new(none), &BYTES).amount, None);
}

#[test]
fn what_lies_before_is_skipped() {
    let spec = ArgumentSpec { skip: 3, ..PLAIN };
    let shifted = [&[0xff; 3], BYTES.as_slice()].concat();
    assert_eq!(
        extracted(&Argument::new(spec), &shifted),
        extracted(&Argument::new(PLAIN), &BYTES)
    );
}

#[test]
fn a_field_beyond_the_bytes_is_not_known_and_the_others_are() {
    let argument = Argument::new(PLAIN);
    let found = extracted(&argument, &BYTES[..7]);
    assert_eq!(found.state, State::Short);
    assert_eq!(
        (found.sub, found.second, found.amount),
        (Some(0x22), None, None)
    );
    // Part of a word is enough for a field in that part, whichever way round.
    assert_eq!(extracted(&argument, &BYTES[..2]).sub, Some(0x22));
    assert_eq!(extracted(&argument, &BYTES[..1]).sub, None);
    let big_endian = Argument::new(ArgumentSpec {
        sub: Field::big_endian_at(0, 16),
        ..ArgumentSpec::new(4)
    });
    assert_eq!(extracted(&big_endian, &BYTES[..2]).sub, Some(0x1122));
    assert_eq!(extracted(&big_endian, &BYTES[..1]).sub, None);
    assert_eq!(extracted(&argument, &[]).state, State::Short);
}

const fn guarded(word: u8, guard: u32, spec: ArgumentSpec) -> ArgumentSpec {
    ArgumentSpec {
        guard_word: word,
        guard,
        guard_mask: 0xff,
        ..spec
    }
}

const SECOND: ArgumentSpec = ArgumentSpec {
    sub: Field::at(4, 8),
    ..ArgumentSpec::new(8)
};

#[test]
fn the_form_whose_guard_holds_is_taken() {
    const FORMS: Argument = Argument {
        alternatives: &[
            guarded(0, 2, SECOND),
            ArgumentSpec {
                sub: Field::at(8, 8),
                ..ArgumentSpec::new(12)
            },
        ],
        ..Argument::new(guarded(0, 1, PLAIN))
    };
    let sub = |first: u8| {
        let mut bytes = BYTES;
        bytes[0] = first;
        extracted(&FORMS, &bytes).sub
    };
    assert_eq!((sub(1), sub(2), sub(3)), (Some(0x22), Some(1), Some(2)));
}

#[test]
fn an_argument_of_no_form_is_malformed() {
    const ONE: Argument = Argument::new(guarded(0, 1, PLAIN));
    const TWO: Argument = Argument {
        alternatives: &[guarded(0, 2, SECOND)],
        ..ONE
    };
    for argument in [&ONE, &TWO] {
        assert_eq!(
            extracted(argument, &BYTES),
            Extracted {
                state: State::Malformed,
                sub: None,
                second: None,
                detail: None,
                amount: None,
            }
        );
    }
    // The kernel side tries no more forms than these.
    const MANY: Argument = Argument {
        alternatives: &[guarded(0, 2, SECOND), guarded(0, 3, SECOND), SECOND],
        ..ONE
    };
    assert_eq!(extracted(&MANY, &BYTES).state, State::Malformed);
    // Without the word that tells, nobody knows.
    assert_eq!(extracted(&ONE, &BYTES[..3]).state, State::Short);
}

const POINTING: ArgumentSpec = ArgumentSpec {
    pointer: 2,
    pointed: 16,
    pointed_length: Field::at(0, 8),
    sub: Field::at(0, 8).pointed(),
    second: Field::at(4, 32).pointed(),
    ..ArgumentSpec::new(16)
};

fn behind(length: u8, pointed: &[u8]) -> Extracted {
    let argument = [length, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8];
    let given = Given {
        pointed,
        ..given(entry::IOCTL, &argument)
    };
    extract(&Argument::new(POINTING), &given)
}

#[test]
fn a_pointer_is_followed_as_far_as_its_length_says() {
    let whole = behind(16, &[0x12; 16]);
    assert_eq!((whole.state, whole.sub), (State::Decoded, Some(0x12)));
    assert_eq!(whole.second, Some(0x1212_1212));
    // What lies behind the length is zero to the kernel side, whatever is there.
    let bounded = behind(6, &[0x12; 16]);
    assert_eq!(
        (bounded.state, bounded.second),
        (State::Decoded, Some(0x1212))
    );
    assert_eq!(behind(6, &[0x12; 6]), bounded);
    // What is not given is not known.
    let short = behind(16, &[0x12; 6]);
    assert_eq!(
        (short.state, short.sub, short.second),
        (State::Short, Some(0x12), None)
    );
    assert_eq!(behind(16, &[]).sub, None);
    // A length of nothing leads nowhere.
    assert_eq!(behind(0, &[0x12; 16]).state, State::Malformed);
}

#[test]
fn a_call_s_own_words_are_fields_too() {
    const MAPPED: Argument = Argument::new(ArgumentSpec {
        sub: Field::call(call::MODE),
        amount: [Field::call(call::LENGTH), Field::call(call::LENGTH_HIGH)],
        flags: flag::WIDE,
        ..ArgumentSpec::new(0)
    });
    let mut words = [None; call::WORDS];
    words[usize::from(call::MODE)] = Some(3);
    words[usize::from(call::LENGTH)] = Some(4096);
    words[usize::from(call::LENGTH_HIGH)] = Some(1);
    let mut call = Given {
        call: words,
        ..given(entry::MMAP, &[])
    };
    let found = extract(&MAPPED, &call);
    assert_eq!(
        (found.state, found.sub, found.amount),
        (State::Decoded, Some(3), Some(4096 | 1 << 32))
    );
    call.call[usize::from(call::LENGTH_HIGH)] = None;
    let found = extract(&MAPPED, &call);
    assert_eq!(
        (found.state, found.sub, found.amount),
        (State::Short, Some(3), None)
    );
}

#[test]
fn what_is_written_is_as_long_as_the_call_says() {
    let written = |length: u32, bytes: &[u8], argument: &Argument| {
        let mut call = given(entry::WRITE, bytes);
        call.call[usize::from(call::LENGTH)] = Some(length);
        extract(argument, &call)
    };
    let argument = Argument::new(PLAIN);
    // Behind its end there is nothing, which the kernel side has as zeros.
    let found = written(5, &BYTES[..5], &argument);
    assert_eq!(
        (found.state, found.second, found.amount),
        (State::Decoded, Some(1), Some(0))
    );
    assert_eq!(written(0, &[], &argument).state, State::Malformed);
    let skipping = Argument::new(ArgumentSpec { skip: 4, ..PLAIN });
    assert_eq!(written(4, &BYTES[..4], &skipping).state, State::Malformed);
    assert_eq!(written(6, &BYTES[..6], &skipping).sub, Some(0));
    // A shorter form leaves what a longer one before it has read.
    const STALE: Argument = Argument {
        alternatives: &[ArgumentSpec {
            skip: 4,
            sub: Field::at(4, 8),
            ..ArgumentSpec::new(8)
        }],
        ..Argument::new(guarded(0, 1, PLAIN))
    };
    assert_eq!(written(8, &BYTES[..8], &STALE).sub, Some(1));
}

const NAMED: Argument = Argument {
    sub: &[
        SubCommands {
            details: &[Detail {
                sub: 0x22,
                field: Field::at(2, 8),
                values: SubCommands::new(
                    "",
                    &[CodeTable {
                        source: "the pages",
                        class: Class::Opaque,
                        note: Some("a page's note"),
                        codes: &[(0x33, "page")],
                    }],
                ),
            }],
            ..SubCommands::new(
                "group",
                &[CodeTable {
                    source: "the codes",
                    class: Class::Standard,
                    note: None,
                    codes: &[(0x22, "code")],
                }],
            )
            .when(When::is(0x8000_0001))
        },
        SubCommands::new("other", &[]),
    ],
    second: Some("second"),
    ..Argument::new(PLAIN)
};

const COMMANDS: &[Command] = &[Command::passthrough("NAMED", 7, "the header", &NAMED)];
const KIND: Kind = Kind {
    name: "kind",
    commands: &[COMMANDS],
    by_driver: &[("driver", &[OWN])],
    ..Kind::NONE
};
const OWN: &[Command] = &[Command::plain("OWN", 7, Class::Driver, "the driver")];

fn call(driver: Option<&str>, bytes: &[u8]) -> Decoded {
    let given = Given {
        number: 7,
        ..given(entry::IOCTL, bytes)
    };
    decode(&KIND, driver, &given)
}

#[test]
fn codes_have_names_classes_and_sources() {
    let named = call(None, &BYTES).named;
    assert_eq!(named.command.map(|command| command.name), Some("NAMED"));
    assert_eq!(named.sub.map(|sub| sub.name), Some("group.code".into()));
    let (detail, code) = named.detail.expect("a detail");
    assert_eq!((&*detail.name, code), ("page", 0x33));
    assert_eq!(
        (named.class, named.source, named.note),
        (Class::Opaque, Some("the pages"), Some("a page's note"))
    );
    assert_eq!(named.second, Some(("second", 0x8000_0001)));
    let mut other = BYTES;
    other[2] = 0;
    let named = call(None, &other).named;
    assert_eq!((named.class, named.source), (Class::Unknown, None));
}

#[test]
fn what_no_byte_tells_has_no_name() {
    // The second field decides which names apply, and is not there.
    let named = call(None, &BYTES[..4]).named;
    assert_eq!((named.sub_code, named.sub.is_none()), (Some(0x22), true));
    assert_eq!(
        (named.class, named.source),
        (Class::Unknown, Some("the header"))
    );
    let named = call(None, &[]).named;
    assert_eq!((named.sub_code, named.second), (None, None));
}

#[test]
fn a_driver_s_own_command_comes_first() {
    let name = |driver| {
        call(driver, &BYTES)
            .named
            .command
            .map(|command| command.name)
    };
    assert_eq!(name(Some("driver")), Some("OWN"));
    assert_eq!(name(Some("another")), Some("NAMED"));
}

static STRUCTURE: Layout = Layout {
    name: "struct s",
    size: 56,
    members: &[
        member("byte", 0, Form::Unsigned(1)),
        // One byte is padding, and one of a union's other half.
        member("short", 4, Form::Signed(2)),
        member("low", 6, Form::Bits(1, 3)),
        member("text", 8, Form::Text(8)),
        member("array", 16, Form::Array(4, 3)),
        member("key", 28, Form::Array(1, 4)),
        member("at", 32, Form::Pointer),
        member("flexible", 56, Form::Array(8, 0)),
    ],
};

const fn member(path: &'static str, offset: u16, form: Form) -> Member {
    Member { path, offset, form }
}

fn laid_out(bytes: &[u8]) -> Decoded {
    const COMMANDS: &[Command] = &[Command {
        takes: Some(&STRUCTURE),
        ..Command::plain("S", 7, Class::Driver, "the header")
    }];
    const KIND: Kind = Kind {
        commands: &[COMMANDS],
        ..Kind::NONE
    };
    let given = Given {
        number: 7,
        ..given(entry::IOCTL, bytes)
    };
    decode(&KIND, None, &given)
}

#[test]
fn members_have_values_as_fits_their_form() {
    let mut bytes = vec![0; 60];
    bytes[0] = 200;
    bytes[2] = 0xee;
    bytes[4..6].copy_from_slice(&(-2i16).to_le_bytes());
    bytes[6] = 0b1010;
    bytes[8..12].copy_from_slice(b"a\x1bb\0");
    bytes[16] = 16;
    bytes[28] = 0xab;
    bytes[33] = 0x10;
    bytes[57] = 9;
    let decoded = laid_out(&bytes);
    let fields: Vec<_> = decoded
        .fields
        .iter()
        .map(|field| (&*field.path, field.value.to_string()))
        .collect();
    let expected = [
        ("byte", "200 (0xc8)"),
        ("short", "-2"),
        ("low", "5"),
        ("text", "\"a\\x1bb\""),
        ("array", "[0x10, 0x0, 0x0]"),
        ("key", "ab 00 00 00"),
        ("at", "0x1000"),
    ];
    assert_eq!(
        fields,
        expected.map(|(path, value)| (path, value.to_owned()))
    );
    assert!(decoded.beyond.is_empty());
    // What is set between members, and what lies behind the structure.
    let rest: Vec<_> = decoded
        .rest
        .iter()
        .map(|rest| (rest.offset, rest.bytes.as_slice(), rest.left))
        .collect();
    assert_eq!(
        rest,
        [
            (1, [0, 0xee, 0].as_slice(), 0),
            (56, [0, 9, 0, 0].as_slice(), 0)
        ]
    );
}

#[test]
fn members_beyond_the_bytes_are_named_without_values() {
    let decoded = laid_out(&[1; 21]);
    let paths: Vec<_> = decoded.fields.iter().map(|field| &*field.path).collect();
    assert_eq!(paths, ["byte", "short", "low", "text", "array"]);
    assert_eq!(
        decoded.fields[4].value,
        Value::Numbers(vec![0x0101_0101], 2)
    );
    assert_eq!(decoded.beyond, ["key", "at"]);
}

#[test]
fn what_no_structure_covers_is_bounded() {
    let decoded = laid_out(&[1; 4096]);
    let shown: usize = decoded.rest.iter().map(|rest| rest.bytes.len()).sum();
    let left: usize = decoded.rest.iter().map(|rest| rest.left).sum();
    assert_eq!(shown, REST_BYTES);
    // Members cover all but 3 + 1 + 16 bytes of the structure.
    assert_eq!(shown + left, 4096 - 56 + 20);
    let pointed = structure::pointed(None, &[2; 1000]).expect("bytes");
    assert_eq!(
        (pointed.bytes.len(), pointed.left),
        (REST_BYTES, 1000 - REST_BYTES)
    );
}

#[test]
fn a_32_bit_process_s_structure_is_not_taken_for_a_64_bit_one_s() {
    const COMMANDS: &[Command] = &[Command {
        takes: Some(&STRUCTURE),
        ..Command::passthrough("S", 7, "the header", &NAMED).compat(&NAMED)
    }];
    const KIND: Kind = Kind {
        commands: &[COMMANDS],
        ..Kind::NONE
    };
    let structure = |entry| {
        let given = Given {
            number: 7,
            ..given(entry, &BYTES)
        };
        decode(&KIND, None, &given)
            .structure
            .map(|layout| layout.name)
    };
    assert_eq!(structure(entry::IOCTL), Some("struct s"));
    assert_eq!(structure(entry::COMPAT_IOCTL), None);
}

#[test]
fn a_command_that_nobody_knows_is_shown_as_it_is() {
    let given = Given {
        number: 0xdead,
        ..given(entry::IOCTL, &BYTES)
    };
    let decoded = decode(&KIND, None, &given);
    assert!(decoded.named.command.is_none());
    assert_eq!(
        (decoded.state, decoded.named.class),
        (State::None, Class::Unknown)
    );
    assert_eq!(decoded.rest[0].bytes, BYTES);
}

/// The decoder looks a command up among the tables, the kernel side a spec by its key. Both must take
/// the same form of the same command.
#[test]
fn every_spec_of_the_kernel_side_is_the_decoder_s() {
    let mut seen = 0;
    // The decoder sees no copy of the kernel's.
    for (key, spec) in crate::families::specs().filter(|(key, _)| key.entry != COPY) {
        // What holds for any kind is tried with one that says nothing.
        let kind = crate::families::kind(key.kind).map_or(&Kind::NONE, |entry| entry.kind);
        let command = kind.command(key.entry, key.command).expect("a command");
        let argument = command.argument(key.entry).expect("an argument");
        let forms = [&argument.spec].into_iter().chain(argument.alternatives);
        let own = forms
            .into_iter()
            .nth(usize::from(key.variant))
            .expect("a form");
        let own = ArgumentSpec {
            details: spec.details,
            ..*own
        };
        assert_eq!(own, spec, "{} {}", kind.name, command.name);
        assert!(usize::from(spec.length) <= ARGUMENT_BYTES);
        seen += 1;
    }
    assert!(seen > 100, "{seen}");
}
