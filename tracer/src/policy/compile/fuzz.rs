//! What is compiled decides as the policy means it.

use std::time::Instant;

use tracer_common::policy::NO_RULE;

use super::Compiled;
use crate::{
    families::{self, Entry},
    policy::{
        Text,
        evaluate::evaluate,
        random::{self, Random},
        read,
    },
};

/// Kinds whose arguments take every form that there is.
fn kinds() -> Vec<Entry> {
    const FAMILIES: [&str; 15] = [
        "nvme", "scsi", "fwctl", "cxl", "usb", "ipmi", "tpm", "rdma", "vfio", "iommufd", "drm",
        "v4l2", "pci", "kvm", "other",
    ];
    families::kinds()
        .filter(|entry| FAMILIES.contains(&entry.family.name))
        .collect()
}

/// Compares so many calls under one policy of chance; how many a rule decided.
fn compare(random: &mut Random, calls: usize) -> usize {
    let all = kinds();
    let kinds = [*random.one(&all), *random.one(&all)];
    let text = random::policy(random, &kinds);
    let texts = [Text::new("p.toml", text.as_str())];
    let policy = match read(&texts) {
        Ok(policy) => policy,
        Err(errors) => {
            let errors: String = errors.iter().map(|error| error.render(&texts)).collect();
            // What a rule names another family has, where the rule is about one.
            assert!(errors.contains("error"), "{errors}");
            return 0;
        }
    };
    let mut compiled = Compiled::new(policy.clone(), 7).expect("room");
    let mut by_rule = 0;
    for _ in 0..calls {
        let kind = *random.one(&kinds);
        let subject = random::subject(random);
        let device = random::device(random, kind);
        let call = random::call(random, kind);
        let meant = evaluate(&policy, &subject, &device, &call);
        let verdict = compiled.decide(&subject, &device, &call).expect("room");
        let rule = (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
        let place = format!("{text}\n{subject:?}\n{device:?}\n{call:x?}\n{meant:?}\n{verdict:?}");
        assert_eq!(rule, meant.rule, "{place}");
        assert_eq!(
            (verdict.action, verdict.mode, verdict.errno),
            (meant.effect.action, meant.effect.mode, meant.effect.errno),
            "{place}"
        );
        by_rule += usize::from(rule.is_some());
    }
    by_rule
}

#[test]
fn ten_thousand_calls_are_decided_as_the_rules_mean() {
    let mut random = Random(3);
    let (mut by_rule, mut policies) = (0, 0);
    while policies < 20 {
        let decided = compare(&mut random, 600);
        by_rule += decided;
        policies += usize::from(decided > 0);
    }
    assert!(by_rule > 3000, "{by_rule} were decided by a rule");
}

/// `PASSGATE_FUZZ_SECONDS=3600 cargo test -p passgate --lib --release -- --ignored agreement`
#[test]
#[ignore = "goes on for PASSGATE_FUZZ_SECONDS"]
fn agreement() {
    let seconds = std::env::var("PASSGATE_FUZZ_SECONDS").ok();
    let seconds: u64 = seconds.and_then(|text| text.parse().ok()).unwrap_or(60);
    let seed = std::env::var("PASSGATE_FUZZ_SEED").ok();
    let seed = seed.and_then(|text| text.parse().ok()).unwrap_or(1);
    let begin = Instant::now();
    let (mut random, mut calls, mut by_rule) = (Random(seed), 0, 0);
    while begin.elapsed().as_secs() < seconds {
        by_rule += compare(&mut random, 500);
        calls += 500;
    }
    eprintln!("PASSGATE_FUZZ_SEED={seed}: {calls} calls, {by_rule} decided by a rule");
}
