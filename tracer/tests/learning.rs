//! `learn` and `simulate` as programs: files of several machines, what is wrong with them, exit statuses.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn passgate(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_passgate"))
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .expect("the program")
}

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// What `stat` has of an admin command.
fn count(machine: &str, sub: u32, calls: u64) -> String {
    format!(
        r#"{{"schema":1,"kind":"count","subject":{{"exe":"/usr/sbin/nvme","kernel":false,"uid":0,"cgroup":"/{machine}"}},"device":{{"family":"nvme","interface":"controller","name":"nvme0","driver":"nvme","gone":false}},"entry":"ioctl","number":"0xc0484e41","sub_code":{sub},"detail_code":1,"argument":"decoded","calls":{calls},"bytes":8192,"fields":{{"nsid":1}}}}"#
    )
}

/// What `trace` has of one.
fn call(machine: &str, sub: u32) -> String {
    count(machine, sub, 9).replace(r#""kind":"count""#, r#""kind":"call""#)
}

/// Recordings of two machines, each of other lines as well, with one that is broken, and two policies.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        fs::write(folder.path().join(name), text).expect(name);
    };
    let source = r#"{"schema":1,"kind":"source","kernel":"6.12.0"}"#;
    let losses = r#"{"schema":1,"kind":"losses","events_full":0}"#;
    let both = format!("{}\n{}\n", count("a", 6, 5), call("a", 6));
    write("a.jsonl", format!("{source}\n{both}{losses}\n"));
    write(
        "b.jsonl",
        format!("{}\n\n{}\n", call("b", 6), count("b", 0x10, 2)),
    );
    write(
        "broken.jsonl",
        format!("{}\n{{\"schema\":1,\n", count("c", 6, 1)),
    );
    write("foreign.jsonl", r#"{"schema":2,"kind":"count"}"#.to_owned());
    let policy = |mode: &str| {
        format!(
            "version = 1\n[[rule]]\ndevice = {{ family = 'nvme' }}\ndeny = 'admin.firmware-commit'\nmode = '{mode}'\n"
        )
    };
    write("enforced.toml", policy("enforce"));
    write("audited.toml", policy("audit"));
    write("wrong.toml", "version = 1\n[[rule]]\n".to_owned());
    folder
}

#[test]
fn files_of_several_machines_make_one_policy() {
    let folder = folder();
    let learned = passgate(
        folder.path(),
        "learn --from a.jsonl b.jsonl --output learned.toml",
    );
    assert_eq!(learned.status.code(), Some(0), "{}", said(&learned));
    let text = fs::read_to_string(folder.path().join("learned.toml")).expect("a policy");
    let has = |part: &str| text.lines().any(|line| line.contains(part));
    // Five by stat and one by trace of one machine, one by trace of the other.
    assert!(
        has("\"admin.identify.controller\",") && has("# 7 calls"),
        "{text}"
    );
    assert!(has("\"admin.firmware-commit") && has("# 2 calls"), "{text}");
    assert_eq!(text.matches("subject = ").count(), 1, "{text}");
    let simulated = passgate(
        folder.path(),
        "simulate --policy learned.toml a.jsonl b.jsonl",
    );
    assert_eq!(simulated.status.code(), Some(0), "{}", said(&simulated));
    assert!(
        said(&simulated).contains("9 calls: 0 refused"),
        "{}",
        said(&simulated)
    );
}

/// What `stat` has of a SCSI command by `SG_IO`.
fn scsi(code: u32, detail: u32) -> String {
    count("a", code, 1)
        .replace(
            r#""family":"nvme","interface":"controller","name":"nvme0","driver":"nvme""#,
            r#""family":"scsi","interface":"disk","name":"sda","driver":"sd""#,
        )
        .replace("0xc0484e41", "0x2285")
        .replace(r#""detail_code":1"#, &format!(r#""detail_code":{detail}"#))
}

#[test]
fn an_exact_policy_allows_the_pages_that_were_asked_for_and_no_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let all = |details: &mut dyn Iterator<Item = u32>| -> String {
        let lines = details.map(|page| scsi(0x1a, page) + "\n" + &scsi(0x5a, page) + "\n");
        lines.collect()
    };
    // A vendor's page apart from the others, one that has a name, one of no table, and vendors' in their range.
    let seen = [0x00, 0x08, 0x15, 0x20, 0x21];
    let write = |name: &str, text: String| {
        fs::write(folder.path().join(name), text).expect(name);
    };
    write("seen.jsonl", all(&mut seen.into_iter()));
    write("all.jsonl", all(&mut (0..64)));
    let words = "learn --by exact --from seen.jsonl --output learned.toml";
    let learned = passgate(folder.path(), words);
    assert_eq!(learned.status.code(), Some(0), "{}", said(&learned));
    for (traffic, told) in [
        ("seen.jsonl", "10 calls: 0 refused"),
        ("all.jsonl", "128 calls: 118 refused"),
    ] {
        let words = format!("simulate --policy learned.toml {traffic}");
        let simulated = said(&passgate(folder.path(), &words));
        assert!(simulated.contains(told), "{simulated}");
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named() {
    let folder = folder();
    for arguments in [
        "learn --from a.jsonl broken.jsonl",
        "simulate --policy enforced.toml a.jsonl broken.jsonl",
    ] {
        let output = passgate(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments}");
        assert!(output.stdout.is_empty(), "{}", said(&output));
        assert!(
            said(&output).contains("broken.jsonl: line 2 is no JSON"),
            "{}",
            said(&output)
        );
    }
    let output = passgate(folder.path(), "learn --from foreign.jsonl");
    assert!(
        said(&output).contains("foreign.jsonl: line 1 is of another version"),
        "{}",
        said(&output)
    );
}

#[test]
fn what_cannot_be_written_is_not_lost() {
    let folder = folder();
    let full = passgate(folder.path(), "learn --from a.jsonl --output /dev/full");
    assert_eq!(full.status.code(), Some(125));
    for part in ["cannot write /dev/full", "on standard output", "[[rule]]"] {
        assert!(said(&full).contains(part), "{part}: {}", said(&full));
    }
    let null = passgate(folder.path(), "learn --from a.jsonl --output /dev/null");
    assert_eq!(null.status.code(), Some(0), "{}", said(&null));
    assert!(null.stdout.is_empty());
    // Of nothing nothing is made, and what was there before stays.
    passgate(folder.path(), "learn --from broken.jsonl --output new.toml");
    passgate(
        folder.path(),
        "learn --from broken.jsonl --output audited.toml",
    );
    assert!(!folder.path().join("new.toml").exists());
    let kept = fs::read_to_string(folder.path().join("audited.toml")).expect("the file");
    assert!(kept.contains("mode = 'audit'"), "{kept}");
}

#[test]
fn exit_statuses() {
    let folder = folder();
    for (arguments, status) in [
        ("simulate --policy enforced.toml a.jsonl", 0),
        ("simulate --policy enforced.toml a.jsonl b.jsonl", 1),
        ("simulate --json --policy enforced.toml b.jsonl", 1),
        ("simulate --policy audited.toml b.jsonl", 0),
        ("simulate --policy wrong.toml b.jsonl", 2),
        ("simulate --policy none.toml b.jsonl", 2),
        ("simulate --policy enforced.toml none.jsonl", 2),
        ("simulate --policy enforced.toml", 2),
        ("learn --from a.jsonl", 0),
        ("learn --json --from a.jsonl b.jsonl", 0),
        ("learn --from none.jsonl", 2),
        ("learn --from a.jsonl --duration 1", 2),
        ("learn --duration never", 2),
        ("learn --from a.jsonl --output none/policy.toml", 125),
    ] {
        let output = passgate(folder.path(), arguments);
        assert_eq!(
            output.status.code(),
            Some(status),
            "{arguments}: {}",
            said(&output)
        );
    }
}

#[test]
fn what_recordings_do_not_have_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: String| {
        fs::write(folder.path().join(name), text).expect(name);
    };
    let losses = |full: u32| {
        format!(r#"{{"schema":1,"kind":"losses","events_full":{full},"scope_lost":0}}"#)
    };
    let overflow = r#"{"schema":1,"kind":"overflow","calls":7,"denied":0,"audited":0,"bytes":0}"#;
    let source = r#"{"schema":1,"kind":"source","kernel":"6.12.0"}"#;
    let lines = [
        source,
        &count("a", 6, 5),
        // The later line has what the one before has as well.
        &losses(2),
        &losses(3),
        // Another recording behind the first.
        source,
        overflow,
        &losses(4),
    ];
    write("a.jsonl", lines.map(|line| format!("{line}\n")).concat());
    write("b.jsonl", format!("{}\n{}\n", count("a", 6, 5), losses(1)));
    write("p.toml", "version = 1\n".to_owned());
    for (words, then) in [
        (
            "simulate --policy p.toml a.jsonl b.jsonl",
            "nothing is said of",
        ),
        (
            "diff p.toml p.toml a.jsonl b.jsonl",
            "nothing is compared of",
        ),
        (
            "learn --from a.jsonl b.jsonl",
            "what was not seen is not allowed",
        ),
    ] {
        let output = passgate(folder.path(), words);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let told = String::from_utf8_lossy(&output.stderr);
        for part in [
            "passgate: a.jsonl: loss events_full: 7; ",
            "passgate: a.jsonl: 7 calls had no room for a line in the recording; ",
            "passgate: b.jsonl: loss events_full: 1; ",
            then,
        ] {
            assert!(told.contains(part), "{words} {part}\n{told}");
        }
    }
    for words in [
        "simulate --policy p.toml --json a.jsonl b.jsonl",
        "learn --json --from a.jsonl b.jsonl",
    ] {
        let output = passgate(folder.path(), words);
        let told = String::from_utf8_lossy(&output.stdout);
        let part = r#""losses":{"events_full":8},"overflow":7}"#;
        assert!(told.contains(part), "{words}\n{told}");
    }
}

#[test]
fn lines_whose_numbers_are_none_are_errors() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = count("a", 6, 5);
    for (from, to) in [
        (r#""calls":5"#, r#""calls":-3"#),
        (r#""calls":5,"#, ""),
        (r#""bytes":8192"#, r#""bytes":-1"#),
        (r#""argument":"decoded""#, r#""argument":"typo""#),
    ] {
        let text = format!("{line}\n{}\n", line.replace(from, to));
        fs::write(folder.path().join("a.jsonl"), text).expect("a recording");
        let output = passgate(folder.path(), "learn --from a.jsonl");
        assert_eq!(output.status.code(), Some(2), "{to}: {}", said(&output));
        let told = said(&output);
        assert!(told.contains("a.jsonl: line 2: "), "{to}: {told}");
    }
}

#[test]
fn a_policy_that_was_learned_and_has_no_room_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let lines: String = (0..150_u32)
        .map(|at| {
            let id: String = (0..8)
                .map(|part| {
                    format!(
                        "{:08x}",
                        at.wrapping_mul(2_654_435_761).rotate_left(part * 3)
                    )
                })
                .collect();
            count(&format!("docker-{id}.scope"), 6, 1) + "\n"
        })
        .collect();
    fs::write(folder.path().join("a.jsonl"), lines).expect("a recording");
    let output = passgate(
        folder.path(),
        "learn --over container --json --from a.jsonl",
    );
    let told = said(&output);
    assert_eq!(output.status.code(), Some(0), "{told}");
    for part in [
        "has no room in the kernel as it is: to tell what rules have for container apart",
        "each id takes some 75,000",
        "learn --over unit, or of fewer recordings at a time",
        r#""full":"to tell what rules"#,
    ] {
        assert!(
            told.contains(part),
            "{part}\n{}",
            told.get(..2000).unwrap_or(&told)
        );
    }
}
