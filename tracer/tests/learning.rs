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
