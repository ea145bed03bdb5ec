//! What is compiled decides as the policy means it.

use tracer_common::policy::{Call, NO_RULE, race};

use super::Compiled;
use crate::{
    chance::{Random, trials},
    families::{self, Entry},
    policy::{Policy, Text, evaluate::evaluate, facts::Told, random, read, simulate::effect},
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

/// A policy that can be read: what a rule names another family has, or another driver.
fn drawn(random: &mut Random, kinds: &[Entry]) -> Option<(String, Policy)> {
    let text = random::policy(random, kinds);
    let policy = read(&[Text::new("p.toml", text.as_str())]).ok()?;
    Some((text, policy))
}

/// How many are drawn until one can be read.
const DRAWS: usize = 100;

/// Compares so many calls under one policy of chance; how many a rule decided.
fn compare(random: &mut Random, calls: usize) -> usize {
    let all = kinds();
    let kinds = [*random.one_of(&all), *random.one_of(&all)];
    let Some((text, policy)) = (0..DRAWS).find_map(|_| drawn(random, &kinds)) else {
        return 0;
    };
    let mut compiled = Compiled::new(policy.clone(), 7).expect("room");
    let mut by_rule = 0;
    for _ in 0..calls {
        let kind = *random.one_of(&kinds);
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
        let told = Told::of(Some(kind), device.driver(), &call);
        if verdict.race != race::SOUND {
            let is_refusing =
                policy.default.refuses() || policy.rules.iter().any(|rule| rule.effect.refuses());
            assert!(
                !kind.kind.looks_again() || !is_refusing || compiled.by_copy(),
                "{place}"
            );
        } else if told.rests_on_memory() {
            // Whatever the argument may become, the same becomes of the call.
            let other = Call {
                entry: call.entry,
                command: call.command,
                ..random::call(random, kind)
            };
            let became = compiled.decide(&subject, &device, &other).expect("room");
            assert_eq!(
                effect(&became).outcome(),
                effect(&verdict).outcome(),
                "{place}\n{other:x?}"
            );
        }
    }
    by_rule
}

/// Policies, and calls under each, of an ordinary run: it is not optimised. `cargo xtask fuzz` tries more.
const CALLS: usize = 400;
const POLICIES: u64 = 2;

#[test]
fn policies_of_chance_decide_as_their_rules_mean() {
    let (mut by_rule, mut policies) = (0, 0);
    trials("policies", POLICIES, |random| {
        let decided = compare(random, CALLS);
        by_rule += decided;
        policies += usize::from(decided > 0);
    });
    assert!(policies > 0, "{policies} decided anything");
    assert!(by_rule > 10, "{by_rule} were decided by a rule");
}
