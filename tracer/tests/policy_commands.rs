//! The program on files of policies: which are read, in which order, what is told of those that cannot be, and
//! with which status.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder of files with their texts; a name may have folders in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("written");
    }
    folder
}

/// Runs the program in a folder.
fn passgate(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_passgate"));
    command.current_dir(folder).args(words);
    command.output().expect("the program runs")
}

/// Its status, and all that it says.
fn told(folder: &Path, words: &[&str]) -> (i32, String) {
    let output = passgate(folder, words);
    let said = [output.stdout, output.stderr].concat();
    let status = output.status.code().expect("a status");
    (status, String::from_utf8(said).expect("text"))
}

/// That it ends with a status, and says this.
fn assert_told(files: &[(&str, &str)], words: &[&str], status: i32, parts: &[&str]) {
    let folder = folder(files);
    let (own, said) = told(folder.path(), words);
    assert_eq!(own, status, "{words:?}\n{said}");
    for part in parts {
        assert!(said.contains(part), "{words:?} {part:?}\n{said}");
    }
}

/// A rule of this name, for one user.
fn rule(name: &str, uid: u32) -> String {
    format!(
        "[[rule]]\nname = \"{name}\"\nsubject = {{ uid = {uid} }}\ndevice = {{ family = \"uio\" }}\ndeny = \"*\"\n"
    )
}

const NOTHING: &str = "version = 1\n";
const ASKED: [&str; 7] = [
    "--device",
    "family=uio",
    "--command",
    "open",
    "--subject",
    "uid=9",
    "--json",
];

/// The names of the rules of a policy, in their order: none of them is about the user that is asked about.
fn rules(folder: &Path, policy: &str) -> Vec<String> {
    let words: Vec<&str> = ["explain", policy].into_iter().chain(ASKED).collect();
    let output = passgate(folder, &words);
    let line: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!("{}", String::from_utf8_lossy(&output.stderr));
    });
    let steps = line["steps"].as_array().expect("steps").iter();
    steps
        .map(|step| step["rule"].as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn included_rules_stand_behind_the_file_s_own_in_the_order_of_files() {
    let text = |name: &str| format!("{NOTHING}{}", rule(name, 1));
    let folder = folder(&[
        (
            "etc/policy.toml",
            &format!("version = 1\ninclude = ['b.d', 'a.d']\n{}", rule("own", 1)),
        ),
        ("etc/a.d/1.toml", &text("a1")),
        ("etc/b.d/20.toml", &text("b20")),
        ("etc/b.d/10.toml", &text("b10")),
        ("etc/b.d/9.toml", &text("b9")),
        ("etc/b.d/README", "no policy"),
        ("etc/b.d/old.toml.bak", "no policy"),
    ]);
    assert_eq!(
        rules(folder.path(), "etc/policy.toml"),
        ["own", "b10", "b20", "b9", "a1"]
    );
    // A directory in a file's place.
    assert_eq!(rules(folder.path(), "etc/b.d"), ["b10", "b20", "b9"]);
}

#[test]
fn the_first_file_of_a_directory_may_include_others() {
    let folder = folder(&[
        (
            "p/1.toml",
            &format!("version = 1\ninclude = 'more'\n{}", rule("one", 1)),
        ),
        ("p/2.toml", &format!("{NOTHING}{}", rule("two", 1))),
        ("p/more/1.toml", &format!("{NOTHING}{}", rule("more", 1))),
    ]);
    assert_eq!(rules(folder.path(), "p"), ["one", "two", "more"]);
}

#[test]
fn files_have_their_sets_in_common() {
    let files = [
        (
            "p.toml",
            "version = 1\ninclude = 'd'\n[[rule]]\ndevice = { family = 'uio' }\nallow = '@theirs'\n[sets]\nown = 'open'\n",
        ),
        (
            "d/a.toml",
            "version = 1\n[[rule]]\ndevice = { family = 'uio' }\ndeny = ['@own', '@other']\n[sets]\ntheirs = 'mmap'\n",
        ),
        ("d/b.toml", "version = 1\n[sets]\nother = 'open'\n"),
    ];
    assert_told(
        &files,
        &["check", "p.toml"],
        0,
        &["p.toml and 2 more: 2 rules"],
    );
    let mut twice = files;
    twice[2].1 = "version = 1\n[sets]\nother = 'open'\nown = 'open'\n";
    let parts = ["d/b.toml:4:1: error: there is a set \"own\" before"];
    assert_told(&twice, &["check", "p.toml"], 2, &parts);
}

#[test]
fn what_is_wrong_with_included_files_is_told_at_their_places() {
    let main = "version = 1\ninclude = 'd'\n[default]\naction = 'deny'\n";
    for (text, part) in [
        (
            "version = 1\n\n[default]\nmode = 'audit'\n",
            "d/a.toml:3:1: error: [default] was given before",
        ),
        (
            "version = 1\n[default]\n",
            "= one text of a policy has it, and p.toml does",
        ),
        (
            "version = 1\ninclude = 'e'\n",
            "d/a.toml:2:11: error: what is included includes more",
        ),
        (
            "[sets]\na = 'open'\n",
            "d/a.toml:1:1: error: the text has no version",
        ),
        (
            "version = 2\n",
            "d/a.toml:1:11: error: the version is not 1",
        ),
        (
            "version = 1\n[[rule]]\nallow = 'opne'\n",
            "d/a.toml:3:9: error: there is no command",
        ),
        (
            "version = 1\n[[rule]]\nallow = *\n",
            "d/a.toml:3:9: error: ",
        ),
    ] {
        let files = [("p.toml", main), ("d/a.toml", text), ("d/b.toml", NOTHING)];
        assert_told(
            &files,
            &["check", "p.toml"],
            2,
            &[part, "p.toml and 2 more: 1 error\n"],
        );
    }
    // All of them at once, though the first is broken.
    let files = [
        (
            "p.toml",
            "version = 1\ninclude = 'd'\n[[rule]]\nallow = *\n",
        ),
        ("d/a.toml", "version = 1\n[[rule]]\nallow = 'opne'\n"),
        ("d/b.toml", "version = 3\n"),
    ];
    let parts = [
        "p.toml:4:9: ",
        "d/a.toml:3:9: ",
        "d/b.toml:1:11: ",
        "3 errors",
    ];
    assert_told(&files, &["check", "p.toml"], 2, &parts);
}

#[test]
fn a_name_that_two_rules_have_is_told_with_the_place_of_the_first() {
    let main = format!("version = 1\ninclude = 'd'\n\n{}", rule("a", 1));
    let twice = format!("{NOTHING}{}{}", rule("a", 2), rule("a", 3));
    let files = [("p.toml", main.as_str()), ("d/a.toml", &twice)];
    let first = "two rules are called \"a\"; the first is at p.toml:5:8";
    let parts = [
        &format!("d/a.toml:3:8: error: {first}\n"),
        &format!("d/a.toml:8:8: error: {first}\n"),
        "2 errors",
    ];
    let parts = parts.map(|part| part as &str);
    assert_told(&files, &["check", "p.toml"], 2, &parts);
}

#[test]
fn files_that_cannot_be_read_are_told_by_name() {
    let main = "version = 1\ninclude = 'd'\n";
    let check = ["check", "p.toml"];
    assert_told(
        &[("p.toml", main)],
        &check,
        2,
        &["cannot read d: ", "name a directory"],
    );
    let files = [("p.toml", main), ("d", NOTHING)];
    assert_told(&files, &check, 2, &["cannot read d: "]);
    let files = [("p.toml", main), ("d/a.toml/x", NOTHING)];
    assert_told(
        &files,
        &check,
        2,
        &["cannot read d/a.toml: ", "name a file"],
    );
    assert_told(&[], &check, 2, &["cannot read p.toml: "]);
    assert_told(&[("d/x", "")], &["check", "d"], 2, &["d has no *.toml"]);

    let folder = folder(&[("p.toml", main), ("d/a.toml", NOTHING)]);
    fs::write(folder.path().join("d/b.toml"), b"version = 1\n# \xff\n").expect("written");
    let (status, said) = told(folder.path(), &check);
    assert_eq!(status, 2, "{said}");
    assert!(
        said.contains("d/b.toml:2:3: error: the text is not UTF-8"),
        "{said}"
    );

    // Nobody can read a link to nothing, root included.
    fs::remove_file(folder.path().join("d/b.toml")).expect("removed");
    std::os::unix::fs::symlink("nowhere", folder.path().join("d/b.toml")).expect("a link");
    let (status, said) = told(folder.path(), &check);
    assert_eq!(status, 2, "{said}");
    assert!(said.contains("cannot read d/b.toml: "), "{said}");

    // An include that includes nothing is none.
    let files = [("p.toml", main), ("d/README", "")];
    assert_told(&files, &check, 0, &["p.toml: 0 rules"]);
}

#[test]
fn check_tells_by_its_status_what_it_found() {
    let sound = format!("{NOTHING}{}", rule("a", 1));
    let warned = format!("{sound}{}", rule("b", 1));
    let wrong = format!("{NOTHING}[[rule]]\nallow = 'opne'\n");
    for (text, status, part) in [
        (sound.as_str(), 0, "p.toml: 1 rule, 0 warnings; "),
        (&warned, 1, "warning: \"b\" never decides"),
        (&warned, 1, "p.toml: 2 rules, 1 warning; "),
        (&wrong, 2, "error: there is no command"),
        (&wrong, 2, "p.toml: 1 error\n"),
    ] {
        let files = [("p.toml", text)];
        assert_told(&files, &["check", "p.toml"], status, &[part]);
        assert_told(
            &files,
            &["check", "--json", "p.toml"],
            status,
            &["\"kind\":\"policy\""],
        );
    }
    assert_told(&[], &["check"], 2, &["FILE|DIR"]);
}

#[test]
fn diff_tells_by_its_status_whether_policies_differ() {
    let files = [
        ("a.toml", format!("{NOTHING}{}", rule("a", 1))),
        ("b.toml", format!("{NOTHING}{}", rule("b", 1))),
        ("c.toml", format!("{NOTHING}{}", rule("a", 2))),
        ("wrong.toml", "version = 2\n".to_owned()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    for (new, status, part) in [
        ("b.toml", 0, "0 differences"),
        ("c.toml", 1, "differences"),
        ("wrong.toml", 2, "wrong.toml:1:11: error: "),
        ("none.toml", 2, "cannot read none.toml"),
    ] {
        assert_told(&files, &["diff", "a.toml", new], status, &[part]);
    }
    assert_told(
        &files,
        &["diff", "a.toml", "c.toml", "none.jsonl"],
        2,
        &["cannot read"],
    );
}

#[test]
fn explain_fails_where_there_is_nothing_to_explain() {
    let files = [
        ("p.toml", format!("{NOTHING}{}", rule("a", 9))),
        ("wrong.toml", "version = 2\n".to_owned()),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let words = |policy: &'static str, more: &'static [&'static str]| -> Vec<&'static str> {
        let front = ["explain", policy].into_iter();
        front.chain(ASKED).chain(more.iter().copied()).collect()
    };
    // What is refused is explained as well as what passes.
    let parts = ["\"action\":\"deny\"", "\"rule\":\"a\""];
    assert_told(&files, &words("p.toml", &[]), 0, &parts);
    let passes: Vec<&str> = words("p.toml", &[])
        .into_iter()
        .map(|word| if word == "uid=9" { "uid=8" } else { word })
        .collect();
    assert_told(&files, &passes, 0, &["\"action\":\"allow\""]);
    assert_told(&files, &words("p.toml", &["--amount", "1MiB"]), 0, &[]);
    for (policy, more, part) in [
        ("wrong.toml", &[][..], "wrong.toml:1:11: error: "),
        ("none.toml", &[], "cannot read none.toml"),
        (
            "p.toml",
            &["--device", "class=none"],
            "uio has no class \"none\"",
        ),
        (
            "p.toml",
            &["--subject", "unit=a"],
            "is no cgroup of the unit",
        ),
        ("p.toml", &["--subject", "uid=8"], "\"uid\" is given twice"),
        ("p.toml", &["--amount", "1MB"], "write bytes, or 4KiB"),
        (
            "p.toml",
            &["--subject", "exe=nvme"],
            "write all of it, exe=/.../nvme",
        ),
        (
            "p.toml",
            &["--sub", "nonsense"],
            "the command has no sub-command \"nonsense\"",
        ),
    ] {
        assert_told(&files, &words(policy, more), 2, &[part]);
    }
}

#[test]
fn defaults_that_differ_are_told_apart() {
    let with = |default: &str| format!("version = 1\n[default]\n{default}\n");
    for (old, new, before, after) in [
        (
            "action = 'allow'",
            "action = 'deny'",
            "- allow by [default]",
            "+ deny EPERM, enforce by [default]",
        ),
        (
            "action = 'deny'",
            "action = 'deny'\nmode = 'audit'",
            "- deny EPERM, enforce by",
            "+ deny EPERM, audit by",
        ),
        (
            "action = 'deny'",
            "action = 'deny'\nerrno = 'EACCES'",
            "- deny EPERM, enforce by",
            "+ deny EACCES, enforce by",
        ),
    ] {
        let (old, new) = (with(old), with(new));
        let files = [("old.toml", old.as_str()), ("new.toml", new.as_str())];
        let first = format!("What no rule decides\n  {before}");
        let parts = [&first, before, after, "any other on nvme controller"];
        assert_told(&files, &["diff", "old.toml", "new.toml"], 1, &parts);
    }
    // What passes gets no error and has no mode, whichever is given.
    let (old, new) = (
        with("errno = 'EPERM'"),
        with("errno = 'EACCES'\nmode = 'audit'"),
    );
    let files = [("old.toml", old.as_str()), ("new.toml", new.as_str())];
    assert_told(
        &files,
        &["diff", "old.toml", "new.toml"],
        0,
        &["0 differences"],
    );
}

#[test]
fn a_pipe_that_nobody_writes_to_is_not_waited_for() {
    let folder = folder(&[("p.toml", "version = 1\ninclude = \"policy.d\"\n")]);
    let place = folder.path().join("policy.d");
    fs::create_dir(&place).expect("a folder");
    let made = Command::new("mkfifo").arg(place.join("a.toml")).status();
    assert!(made.expect("a pipe").success());
    for path in ["p.toml", "policy.d/a.toml"] {
        let (status, said) = told(folder.path(), &["check", path]);
        assert_eq!(status, 2, "{said}");
        assert!(said.contains("a.toml is a pipe"), "{said}");
    }
}

/// What `explain`, `simulate` and `check` say of a vendor's command under rules about NVMe, whether it is racy.
fn racy(rules: &[&str]) -> [bool; 3] {
    let rules: String = rules
        .iter()
        .map(|says| format!("[[rule]]\ndevice = {{ family = 'nvme' }}\n{says}\n"))
        .collect();
    let recorded = json!({
        "schema": 1, "kind": "count",
        "subject": {"exe": "/usr/sbin/nvme", "kernel": false, "uid": 9, "cgroup": "/", "unit": null, "container": null},
        "device": {"family": "nvme", "interface": "controller", "name": "nvme0", "alias": null, "node": null,
            "driver": "nvme", "bus": null, "ids": null, "gone": false},
        "entry": "ioctl", "number": "0xc0484e41", "sub": null, "sub_code": 0xc1, "detail_code": null,
        "argument": "decoded", "calls": 3, "bytes": null, "fields": {},
    });
    let folder = folder(&[
        ("p.toml", &format!("{NOTHING}{rules}")),
        ("r.jsonl", &format!("{recorded}\n")),
    ]);
    let line = |words: &[&str]| -> Value {
        let output = passgate(folder.path(), words);
        let lines = String::from_utf8(output.stdout).expect("text");
        let first = lines.lines().next().unwrap_or_else(|| {
            panic!("{}", String::from_utf8_lossy(&output.stderr));
        });
        serde_json::from_str(first).expect("JSON")
    };
    let explained = line(&[
        "explain",
        "p.toml",
        "--device",
        "family=nvme",
        "--command",
        "NVME_IOCTL_ADMIN_CMD",
        "--sub",
        "admin.vendor",
        "--subject",
        "uid=9",
        "--json",
    ]);
    let simulated = line(&["simulate", "--policy", "p.toml", "--json", "r.jsonl"]);
    let (_, checked) = told(folder.path(), &["check", "p.toml"]);
    [
        explained["racy"].as_bool().expect("a boolean"),
        simulated["racy"].as_u64().expect("a number") == 3,
        checked.contains("what the caller's memory says"),
    ]
}

#[test]
fn only_what_can_become_something_else_is_said_to_be_racy() {
    let rules = ["deny = 'admin.vendor'", "deny = '*'\nerrno = 'EACCES'"];
    assert_eq!(racy(&rules), [false; 3]);
    let rules = ["deny = 'admin.vendor'", "deny = '*'\nmode = 'audit'"];
    assert_eq!(racy(&rules), [true; 3]);
}

#[test]
fn what_cannot_be_read_hides_no_errors_of_the_rest() {
    let main = "version = 1\ninclude = [\"d\", \"none.d\"]\n[[rule]]\nallow = 'opne'\n\
                [[rule]]\nallow = '@theirs'\n";
    let wrong = "version = 1\n[[rule]]\nallow = 'opne'\n";
    let folder = folder(&[("p.toml", main), ("d/a.toml", wrong), ("d/c.toml/x", "")]);
    let latin = b"version = 1\n# \xe4\n[[rule]]\nallow = 'opne'\n".as_slice();
    fs::write(folder.path().join("d/b.toml"), latin).expect("written");
    let binary = b"\x7fELF\xff\n\n\x01\n".as_slice();
    fs::write(folder.path().join("d/d.toml"), binary).expect("written");
    let (status, said) = told(folder.path(), &["check", "p.toml"]);
    assert_eq!(status, 2, "{said}");
    for part in [
        "p.toml:2:12: error: cannot read d/c.toml: ",
        "p.toml:2:17: error: cannot read none.d: ",
        "p.toml:4:9: error: there is no command",
        "d/a.toml:3:9: error: there is no command",
        "d/b.toml:2:3: error: the text is not UTF-8",
        "d/b.toml:4:9: error: there is no command",
        "d/d.toml:1:5: error: the text is not UTF-8",
        "p.toml and 3 more: 7 errors\n",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let (_, said) = told(folder.path(), &["check", "--json", "p.toml"]);
    let at = "\"file\":\"p.toml\",\"line\":2,\"column\":17,\"message\":\"cannot read none.d: ";
    assert!(said.contains(at), "{said}");
    // All files of a directory are looked at as well.
    let (status, said) = told(folder.path(), &["check", "d"]);
    assert_eq!(status, 2, "{said}");
    for part in [
        "d/a.toml:3:9: ",
        "d/b.toml:2:3: ",
        "d/c.toml:1:1: error: cannot read",
        "5 errors",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
}

#[test]
fn how_many_errors_there_are_beyond_those_that_are_told_is_said() {
    let wrong = format!("{NOTHING}{}", "[[rule]]\nallow = 'opne'\n".repeat(130));
    let files = [("p.toml", wrong.as_str())];
    let parts = ["p.toml: 130 errors, of which 30 are not told\n"];
    assert_told(&files, &["check", "p.toml"], 2, &parts);
    let parts = ["\"errors\":130,\"untold\":30,"];
    assert_told(&files, &["check", "--json", "p.toml"], 2, &parts);
    let parts = ["the policy has 130 errors, the first 100 are:"];
    assert_told(&files, &["diff", "p.toml", "p.toml"], 2, &parts);
}

#[test]
fn diff_tells_what_a_daemon_does_otherwise() {
    let same = rule("a", 1);
    let files = [
        ("a.toml", format!("{NOTHING}{same}")),
        (
            "b.toml",
            format!("{NOTHING}{same}essential = true\n[daemon]\nbreak-glass = '/bin/sh'\n"),
        ),
    ];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_str()));
    let parts = [
        "What a daemon does, by break-glass\n  - nothing\n  + /bin/sh\n",
        "What is essential\n  - nothing\n  + a\n",
        "2 differences\n",
    ];
    assert_told(&files, &["diff", "a.toml", "b.toml"], 1, &parts);
    let parts = [
        "\"kind\":\"setting\",\"key\":\"break-glass\",\"old\":[],\"new\":[\"/bin/sh\"]",
        "\"settings\":2",
    ];
    assert_told(&files, &["diff", "--json", "a.toml", "b.toml"], 1, &parts);
}
