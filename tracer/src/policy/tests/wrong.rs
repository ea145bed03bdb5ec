//! What the reader takes for an error, and what it says of it.

use super::{assert_errors, errors, policy};

/// That a text has this one error, and what is said of it.
fn assert_error(text: &str, expected: &str, help: &str) {
    let all = errors(&format!("version = 1\n{text}"));
    assert!(
        all.len() == 1 && all[0].contains(expected) && all[0].contains(help),
        "{text}\n{all:#?}"
    );
}

#[test]
fn amounts_that_no_call_has_are_errors() {
    for (amount, expected, help) in [
        (
            "under = 0",
            "p.toml:4:20: error: no call asks for fewer",
            "under = 1",
        ),
        ("over = 1, under = '0B'", "no call asks for fewer", ""),
        (
            "over = '18446744073709551615'",
            "p.toml:4:19: error: no call asks for more",
            "smaller",
        ),
        ("over = 5, under = 6", "is over the one and under", ""),
    ] {
        let text = format!("[[rule]]\nallow = '*'\namount = {{ {amount} }}\n");
        assert_error(&text, expected, help);
    }
    let right = policy("[[rule]]\nallow = '*'\namount = { under = 1 }\n");
    assert_eq!(right.rules[0].call.amount, Some((0, 0)));
}

#[test]
fn ranges_that_end_before_they_begin_are_told_as_such() {
    for (text, help) in [
        ("deny = 'command:0x20-0x10'", "= write 0x10-0x20"),
        ("deny = 'sub:7-6'", "= write 6-7"),
        ("deny = 'sub:7/0x9 - 0x8'", "= write 0x8-0x9"),
        (
            "deny = '*'\nsubject = { uid = '1999-1000' }",
            "= write 1000-1999",
        ),
    ] {
        assert_error(
            &format!("[[rule]]\n{text}\n"),
            "ends before it begins",
            help,
        );
    }
}

#[test]
fn what_is_wrong_behind_a_broken_set_is_told_as_well() {
    let all = errors(
        "version = 1\n[sets]\nb = ['@none', '@lost']\nc = ['@b', '@gone', '@c']\n[[rule]]\nallow = ['@c', 'admin.idntify', '@c']\n\
         [[rule]]\ndevice = { family = '@none' }\nallow = ['@b', 'admin.identify']\n",
    );
    assert_errors(
        &all,
        &[
            "p.toml:3:6: error: there is no set \"@none\"",
            "p.toml:3:15: error: there is no set \"@lost\"",
            "p.toml:4:12: error: there is no set \"@gone\"",
            "p.toml:4:21: error: sets contain sets more than 8 deep",
            "p.toml:6:16: error: there is no command or sub-command \"admin.idntify\"",
            "p.toml:8:21: error: there is no set \"@none\"",
        ],
    );
    // Sets that contain each other in many ways are looked at once.
    let many = vec!["'@a', '@b'"; 5000].join(", ");
    let text = format!("version = 1\n[sets]\na = [{many}]\nb = [{many}]\n[[rule]]\nallow = '@a'\n");
    assert!(!errors(&text).is_empty());
    assert_error(
        "[[rule]]\ndeny = '@'\n",
        "there is no set \"@\"",
        "= there is none at all",
    );
}

#[test]
fn of_a_list_that_is_too_long_with_its_sets_the_rest_is_told() {
    let words = vec!["'open'"; 40_000].join(", ");
    let all = errors(&format!(
        "version = 1\n[sets]\na = [{words}]\n[[rule]]\nallow = ['@a', '@a', '@a', 'opne']\n[[rule]]\ndeny = '@a'\n"
    ));
    assert_errors(
        &all,
        &[
            "p.toml:5:16: error: with its sets the list has more than",
            "p.toml:5:28: error: there is no command",
        ],
    );
}

#[test]
fn of_long_names_errors_quote_a_part() {
    let long = "x".repeat(100_000);
    for text in [
        format!("[[rule]]\nallow = '{long}'\n"),
        format!("[[rule]]\nallow = '{long}['\n"),
        format!("[[rule]]\nallow = '@{long}'\n"),
        format!("[[rule]]\nallow = 'sub:{long}'\n"),
        format!("[[rule]]\nallow = 'sub:2-1/{long}'\n"),
        format!("[[rule]]\nallow = 'command:{long}'\n"),
        format!("[[rule]]\nallow = '*'\nmode = '{long}'\n"),
        format!("[[rule]]\nallow = '*'\n{long} = 1\n"),
        format!("{long} = 1\n"),
        format!("[[rule]]\nallow = '*'\namount = {{ over = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\nsubject = {{ uid = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\nsubject = {{ exe = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\nsubject = {{ unit = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\nsubject = {{ container = '{long}/' }}\n"),
        format!("[[rule]]\nallow = '*'\ndevice = {{ family = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\ndevice = {{ name = '/{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\ndevice = {{ driver = '{long}/' }}\n"),
        format!("[[rule]]\nallow = '*'\ndevice = {{ ids = '{long}' }}\n"),
        format!("[[rule]]\nallow = '*'\ndevice = {{ bus = 'pci {long}.0' }}\n"),
        format!("[[rule]]\nname = '{long}'\nallow = '*'\n[[rule]]\nname = '{long}'\nallow = '*'\n"),
        format!("[sets]\n{long} = 'open'\n[[rule]]\nallow = '@a'\n"),
        format!("[daemon]\nheartbeat = '{long}'\n"),
        format!("[daemon]\nheartbeat = '5{long}'\n"),
    ] {
        let all = errors(&format!("version = 1\n{text}"));
        let told = all.concat();
        let start: String = text.chars().take(60).collect();
        assert!(
            !told.is_empty() && told.len() < 2000,
            "{} {start}",
            told.len()
        );
    }
}

#[test]
fn a_key_of_too_many_parts_is_told_at_its_line() {
    let key = vec!["a"; 200].join(".");
    let all = errors(&format!(
        "version = 1\n[sets]\nb = 'x'\n{key} = 1\n[[rule]]\nallow = 'opne'\n[rule.{key}]\n"
    ));
    assert_errors(
        &all,
        &[
            "p.toml:4:1: error: a key has too many parts",
            "p.toml:7:1: error: a key",
        ],
    );
}

#[test]
fn what_has_one_value_takes_no_list() {
    for text in [
        "[[rule]]\nname = ['a']\nallow = '*'\n",
        "[[rule]]\ndeny = '*'\nerrno = ['EPERM']\n",
        "[[rule]]\ndeny = '*'\nmode = ['audit']\n",
        "[[rule]]\ndeny = '*'\nunknown = { full = ['skip'] }\n",
        "[[rule]]\ndeny = '*'\nunknown = ['skip']\n",
        "[[rule]]\ndeny = '*'\namount = { over = [5] }\n",
        "[default]\naction = ['deny']\n",
        "[daemon]\nheartbeat = ['30s']\n",
        "[daemon]\non-exit = ['keep']\n",
    ] {
        let all = errors(&format!("version = 1\n{text}"));
        assert_eq!(all.len(), 1, "{text}\n{all:#?}");
    }
    for (text, expected) in [
        (
            "[[rule]]\nname = ''\nallow = '*'\n",
            "the text of a rule's name is empty",
        ),
        (
            "[[rule]]\nname = 5\nallow = '*'\n",
            "a number stands where a string",
        ),
        (
            "[[rule]]\nsubject = { exe = '' }\nallow = '*'\n",
            "the text of exe is empty",
        ),
    ] {
        assert_error(text, expected, "");
    }
    for version in ["'1'", "[1]", "2", "true"] {
        let all = errors(&format!("version = {version}\n"));
        assert_errors(&all, &["p.toml:1:11: error: the version is not 1"]);
    }
}

#[test]
fn an_empty_list_is_told_with_what_it_would_mean() {
    for (text, help) in [
        ("[[rule]]\ndeny = []\n", "it would be about no call"),
        (
            "[[rule]]\ndeny = '*'\nentry = []\n",
            "leave it out to select everything",
        ),
        ("[daemon]\nbreak-glass = []\n", "it would name nothing"),
    ] {
        assert_error(text, "the list is empty", help);
    }
}

#[test]
fn an_errno_that_no_call_gets_is_an_error() {
    for action in ["allow", "audit"] {
        let text = format!("[[rule]]\n{action} = '*'\nerrno = 'EACCES'\n");
        assert_error(&text, "p.toml:4:9: error: a rule that says", "leave it out");
    }
    policy("[[rule]]\nallow = '*'\nerrno = 'EACCES'\nstrict = true\n");
    assert_error(
        "[[rule]]\naudit = '*'\nstrict = true\n",
        "p.toml:2:1: error: the rule audits, and is strict",
        "nothing to be strict about",
    );
    policy("[default]\nerrno = 'EACCES'\n[[rule]]\nallow = '*'\n");
}
