//! What rules did, as the programs told it, and the log of it.

use std::{
    collections::{HashMap, VecDeque},
    time::Instant,
};

use tracer_common::policy::{action, mode};

use super::{
    builtin::SELF_TEST,
    log::{Log, outcome},
    status::{LogStatus, RuleStatus},
};
use crate::{
    model::{observation::Judgement, row::Row},
    policy::{
        Policy,
        resolve::{action_name, mode_name},
        simulate::DEFAULT,
    },
};

/// What a rule did.
#[derive(Default)]
struct Hits {
    refused: u64,
    would_refuse: u64,
    audited: u64,
    last: Option<Instant>,
}

/// Policies whose decisions may be told still, though another is in force.
const KEPT: usize = 4;

/// Hits by the names of rules, which outlast a reload, and the log.
pub(super) struct Told {
    hits: HashMap<String, Hits>,
    /// Names of rules, by the policies' generations, the newest last.
    names: VecDeque<(u32, Vec<String>)>,
    log: Log,
}

impl Told {
    pub(super) fn new(log: Log) -> Self {
        Self {
            hits: HashMap::new(),
            names: VecDeque::new(),
            log,
        }
    }

    /// A policy comes into force. What rules did that it has no more is forgotten.
    pub(super) fn begin(&mut self, generation: u32, policy: &Policy) {
        let names: Vec<String> = policy.rules.iter().map(|rule| rule.name.clone()).collect();
        let own = |name: &String| names.contains(name) || name == DEFAULT;
        self.hits.retain(|name, _| own(name));
        if self.names.len() == KEPT {
            self.names.pop_front();
        }
        self.names.push_back((generation, names));
    }

    /// Notes what was decided of a call, by the policy that was in force then. The self-test is nothing to be told of.
    pub(super) fn note(&mut self, judgement: &Judgement, row: &Row) {
        let mut names = self.names.iter();
        let names = names.find(|(generation, _)| *generation == judgement.generation);
        let rule = match (names, judgement.rule) {
            (Some((_, names)), Some(rule)) => names.get(rule as usize).map(String::as_str),
            (Some(_), None) => Some(DEFAULT),
            (None, _) => None,
        };
        let rule = rule.unwrap_or("?").to_owned();
        let rule = rule.as_str();
        let hits = self.hits.entry(rule.to_owned()).or_default();
        match outcome(judgement) {
            "killed" | "refused" => hits.refused += 1,
            "would-be-refused" => hits.would_refuse += 1,
            _ => hits.audited += 1,
        }
        hits.last = Some(Instant::now());
        if rule != SELF_TEST {
            self.log.write(rule, judgement, row);
        }
    }

    /// The policy's rules with their hits, the default last.
    pub(super) fn rules(&self, policy: &Policy) -> Vec<RuleStatus> {
        let rules = policy.rules.iter();
        let rules = rules.map(|rule| (rule.name.as_str(), rule.effect));
        let all = rules.chain([(DEFAULT, policy.default)]);
        all.map(|(name, effect)| {
            let none = Hits::default();
            let hits = self.hits.get(name).unwrap_or(&none);
            RuleStatus {
                name: name.to_owned(),
                action: action_name(effect.action).to_owned(),
                mode: mode_name(effect.mode).to_owned(),
                refused: hits.refused,
                would_refuse: hits.would_refuse,
                audited: hits.audited,
                last: hits.last.map(|last| last.elapsed().as_secs()),
            }
        })
        .collect()
    }

    pub(super) fn log(&self) -> LogStatus {
        LogStatus {
            left_out: self.log.left_out,
            lost: self.log.lost(),
        }
    }
}

/// The strictest mode that a policy's refusals have.
pub(super) fn strictest(policy: &Policy) -> &'static str {
    let rules = policy.rules.iter().filter(|rule| rule.name != SELF_TEST);
    let effects = rules.map(|rule| rule.effect).chain([policy.default]);
    let modes = effects
        .filter(|effect| effect.action != action::ALLOW)
        .map(|effect| effect.mode);
    mode_name(modes.max().unwrap_or(mode::ENFORCE))
}

/// This process's resident memory, in bytes.
pub(super) fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = status
        .split_whitespace()
        .nth(1)
        .and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0) * rustix::param::page_size() as u64
}
