//! What holds for every family.

use std::collections::HashSet;

use super::*;

#[test]
fn ids_count_from_one_and_find_their_kind() {
    for (expected, entry) in (1..).zip(kinds()) {
        assert_eq!(entry.id, expected);
        let found = kind(entry.id).expect("an id finds its kind");
        assert_eq!(
            (found.family.name, found.kind.name),
            (entry.family.name, entry.kind.name)
        );
    }
    assert!(kind(0).is_none(), "0 means no kind");
}

#[test]
fn names_are_unique_and_fit_filters() {
    let fits = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let mut families = HashSet::new();
    for family in FAMILIES {
        assert!(
            fits(family.name) && families.insert(family.name),
            "{}",
            family.name
        );
        assert!(!family.title.is_empty());
        let mut kinds = HashSet::new();
        for kind in family.kinds {
            assert!(
                fits(kind.name) && kinds.insert(kind.name),
                "{} {}",
                family.name,
                kind.name
            );
            assert!(!kind.title.is_empty());
            for argument in kind.all_commands().filter_map(|command| command.argument) {
                for sub in argument.sub {
                    assert!(fits(sub.group), "{}", sub.group);
                    for meaning in sub.meanings() {
                        assert!(fits(meaning.name), "{}.{}", sub.group, meaning.name);
                    }
                }
            }
        }
    }
}

#[test]
fn operations_recognise_one_kind_each() {
    let mut symbols = HashSet::from([DISK_OPERATIONS.name]);
    for entry in kinds() {
        assert!(!entry.kind.operations.is_empty());
        for symbol in entry.kind.operations {
            assert!(
                symbols.insert(symbol.name),
                "{} tells two kinds",
                symbol.name
            );
        }
    }
}

#[test]
fn no_kind_has_a_command_twice() {
    for Entry { kind, .. } in kinds() {
        let mut numbers = HashSet::new();
        let mut names = HashSet::new();
        for command in kind.all_commands() {
            let number = command.number & kind.command_mask;
            assert!(
                numbers.insert(number),
                "{}: {} {number:#x}",
                kind.name,
                command.name
            );
            assert!(
                names.insert(command.name),
                "{}: {}",
                kind.name,
                command.name
            );
            assert_eq!(
                kind.command(number).map(|found| found.name),
                Some(command.name)
            );
        }
    }
}

#[test]
fn every_spec_can_be_interpreted() {
    let mut keys = HashSet::new();
    for (key, spec) in specs() {
        assert!(spec.is_valid(), "{key:?}");
        assert!(
            spec.sub.bits > 0,
            "{key:?}: a spec without a sub-command has no use"
        );
        assert!(keys.insert(key), "{key:?} twice");
    }
    assert!(!keys.is_empty());
}

#[test]
fn every_class_names_its_source_and_every_unknown_its_reason() {
    let says_why = |class, note: Option<&str>| class != Class::Unknown || note.is_some();
    for Entry { kind, .. } in kinds() {
        for command in kind.all_commands() {
            assert!(!command.source.is_empty(), "{}", command.name);
            let Some(argument) = command.argument else {
                assert!(says_why(command.class, command.note), "{}", command.name);
                continue;
            };
            assert_eq!(argument.second.is_some(), argument.spec.second.bits > 0);
            for sub in argument.sub {
                for meaning in sub.meanings() {
                    assert!(!meaning.source.is_empty(), "{meaning:?}");
                    assert!(says_why(meaning.class, meaning.note), "{meaning:?}");
                }
            }
        }
    }
}

#[test]
fn no_table_names_a_code_twice_and_ranges_do_not_meet() {
    for argument in kinds()
        .flat_map(|e| e.kind.all_commands())
        .filter_map(|c| c.argument)
    {
        for sub in argument.sub {
            for table in sub.tables {
                let mut codes = HashSet::new();
                let mut names = HashSet::new();
                for (code, name) in table.codes {
                    assert!(codes.insert(code), "{}.{name} {code:#x}", sub.group);
                    assert!(names.insert(name), "{}.{name}", sub.group);
                    assert!(sub.ranges.iter().all(|range| !range.codes.contains(code)));
                }
            }
            for (index, range) in sub.ranges.iter().enumerate() {
                for other in &sub.ranges[index + 1..] {
                    assert!(
                        range.codes.end() < other.codes.start()
                            || other.codes.end() < range.codes.start()
                    );
                }
            }
        }
    }
}

#[test]
fn numbers_are_compared_under_the_mask_of_the_kind() {
    const COMMANDS: &[Command] = &[Command::plain("X", 0x4030_4e42, Class::Driver, "none")];
    let masked = Kind {
        name: "x",
        title: "x",
        via: Via::Operations,
        operations: &[],
        command_mask: 0xffff,
        commands: &[COMMANDS],
    };
    assert!(masked.command(0x4e42).is_some());
    assert!(masked.command(0xc048_4e42).is_some());
    assert!(masked.command(0x4e43).is_none());
}
