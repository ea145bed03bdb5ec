//! A refused command of each family, and beside it one that is allowed: what the driver's own function saw.

mod compat;
mod ioctl;
mod nodes;
mod transfers;

use std::{collections::BTreeMap, sync::OnceLock};

use super::{Enforced, under};
use crate::{
    Outcome, Test,
    drivers::load,
    ensure,
    graphics::found,
    holder::Holder,
    machine::Adapter,
    need::Need,
    observe::{scsi, this},
    pci::{Bound, EDU},
    tracepoint::Tracepoint,
};

/// How often each of a family's two clients is run.
const TIMES: u64 = 3;

/// What runs a client; made when its device is there.
type Client = Box<dyn Fn() -> Result<String, String> + Send + Sync>;

/// What is tried of a family.
struct Case {
    name: String,
    needs: &'static [Need],
    /// What the rule calls the device, and what it denies by the entry.
    device: &'static str,
    denies: &'static str,
    /// The client that is refused, and how it ends then.
    refused: Client,
    status: i64,
    /// The client that is not, and how that ends.
    allowed: Client,
    passes: i64,
    /// The entry that both come by.
    entry: &'static str,
    /// The driver's function for that, and where it is one for ioctls, the number of those that are counted.
    function: Option<&'static str>,
    number: Option<u32>,
    /// How often one run of each reaches it: those of the refused that come before what is refused, too.
    reaches: u64,
}

/// Cases that are tried under one policy.
struct Group {
    cases: fn() -> Vec<Case>,
    session: OnceLock<Result<Session, String>>,
}

impl Group {
    const fn new(cases: fn() -> Vec<Case>) -> Self {
        Self {
            cases,
            session: OnceLock::new(),
        }
    }
}

/// An allowed client of one group would be refused by another's rules, or be counted by its probes.
static GROUPS: [Group; 6] = [
    Group::new(ioctl::cases),
    Group::new(compat::cases),
    Group::new(transfers::cases),
    Group::new(nodes::opened),
    Group::new(nodes::received),
    Group::new(nodes::mapped),
];

pub(super) fn tests() -> Vec<Test> {
    let cases = GROUPS
        .iter()
        .flat_map(|group| (group.cases)().into_iter().map(move |case| (group, case)));
    cases
        .map(|(group, case)| {
            // As long as the program runs.
            let name = format!("enforce::families::{}", case.name).leak();
            Test::new(name, case.needs, move || holds(group, &case))
        })
        .collect()
}

const CXL: &str = "/dev/cxl/mem0";
const FWCTL: &str = "/dev/fwctl/fwctl0";
const IOMMU: &str = "/dev/iommu";
const PROGRAM: &str = "/dev/passgate-refused";

fn sg() -> Result<String, String> {
    Ok(format!("/dev/{}", scsi()?.0))
}

fn disk() -> Result<String, String> {
    Ok(format!("/dev/{}", scsi()?.1))
}

/// Sends ioctls with their arguments.
fn asks(node: &str, commands: &str) -> String {
    format!("{} client other asks {node} {commands}", this())
}

/// IOMMU_OPTION, which asks for an option of an object that there is not: ENOENT where it is allowed.
fn option_of_memory() -> String {
    format!("3b87:18{:06}{:08}0100{:028}", 0, 0, 0)
}

/// IOMMU_IOAS_ALLOC
fn new_address_space() -> String {
    format!("3b81:0c{:022}", 0)
}

/// CXL_MEM_QUERY_COMMANDS, of how many there are.
fn commands_there_are() -> String {
    format!("8008ce01:{:016}", 0)
}

/// RDMA_VERBS_IOCTL without attributes.
fn state_of_a_port() -> String {
    format!("c0181b01:180000000200{:036}", 0)
}

/// RDMA_VERBS_IOCTL: a context, of the driver rxe.
fn new_context() -> String {
    format!("c0181b01:180000000300{:020}0e{:014}", 0, 0)
}

pub(super) fn card() -> Result<String, String> {
    Ok(format!("/dev/dri/{}", found("/vgem", "card")?))
}

/// Under one policy: what became of the clients, and how often each driver's function was reached.
type Session = (Enforced, BTreeMap<String, u64>);

fn observe(cases: Vec<Case>) -> Result<Session, String> {
    load(&["vgem", "vivid"]);
    let there = |case: &Case| case.needs.iter().all(|need| need.missing().is_none());
    let cases: Vec<Case> = cases.into_iter().filter(there).collect();
    let has = |family: &str| cases.iter().any(|case| case.name.starts_with(family));
    let _edu = has("vfio").then(|| Bound::to_vfio(EDU)).transpose()?;
    let _adapter = has("rdma").then(Adapter::start).transpose()?;
    // After these, so before they go.
    let _closes = nodes::Closes;
    let words = [
        "other",
        "serves",
        PROGRAM.trim_start_matches("/dev/"),
        "0",
        "0",
    ];
    let mut program = has("cuse").then(|| Holder::start(&words)).transpose()?;
    let mut policy = String::new();
    let mut clients = Vec::new();
    let mut functions = Vec::new();
    for case in &cases {
        let Case {
            name,
            device,
            denies,
            entry,
            ..
        } = case;
        // What passes is audited, so that it is told.
        policy += &format!(
            "[[rule]]\nname = '{name}'\ndevice = {{ {device} }}\nentry = ['{entry}']\n\
             deny = ['{denies}']\nerrno = 'EACCES'\n\
             [[rule]]\nname = '{name}-rest'\ndevice = {{ {device} }}\nentry = ['{entry}']\naudit = ['*']\n"
        );
        let names = [format!("{name}-refused"), format!("{name}-allowed")];
        for (name, client) in names
            .into_iter()
            .zip([(case.refused)()?, (case.allowed)()?])
        {
            clients.extend((0..TIMES).map(|_| (name.clone(), client.clone())));
        }
        if let Some(function) = case.function {
            functions.push((
                name.clone(),
                Tracepoint::of_function(function, case.number)?,
            ));
            // Who receives a descriptor is observed by what comes through it.
            if *entry != "receive" {
                let rest = format!("{name}-rest");
                functions.push((rest, Tracepoint::of_function(function, None)?));
            }
        }
    }
    let clients: Vec<(&str, String)> = clients
        .iter()
        .map(|(name, client)| (name.as_str(), client.clone()))
        .collect();
    let enforced = under(&policy, &[], &clients)?;
    let mut reached = BTreeMap::new();
    for (name, function) in &functions {
        reached.insert(name.clone(), function.count()?);
    }
    if let Some(program) = &mut program {
        program.finish()?;
    }
    Ok((enforced, reached))
}

/// One is refused with the rule's error and never reaches the driver, the other passes, and both are counted.
fn holds(group: &'static Group, case: &Case) -> Outcome {
    let name = case.name.as_str();
    let session = group.session.get_or_init(|| observe((group.cases)()));
    let (enforced, all) = session.as_ref().map_err(String::clone)?;
    let refused = enforced.status(&format!("{name}-refused"))?;
    let allowed = enforced.status(&format!("{name}-allowed"))?;
    ensure!(
        refused == case.status && allowed == case.passes,
        "refused: {refused}, allowed: {allowed}\n{}",
        enforced.said
    );
    let reached = all.get(name).copied().unwrap_or_default();
    ensure!(
        reached == TIMES * case.reaches,
        "{:?} was reached {reached} times, not {}\n{}",
        case.function,
        TIMES * case.reaches,
        enforced.said
    );
    let counted = |what: &str| -> u64 {
        let lines = enforced.by(case.entry).filter(|line| line["rule"] == name);
        lines.filter_map(|line| line[what].as_u64()).sum()
    };
    let [calls, denied] = ["calls", "denied"].map(counted);
    ensure!(
        calls == TIMES && denied == TIMES,
        "{denied} of {calls} were refused, not {TIMES}\n{}",
        enforced.said
    );
    let rest = format!("{name}-rest");
    if let Some(reached) = all.get(&rest) {
        let lines = enforced.by(case.entry).filter(|line| line["rule"] == rest);
        let calls: u64 = lines.filter_map(|line| line["calls"].as_u64()).sum();
        ensure!(
            calls == *reached,
            "{calls} calls that passed were counted, and {reached} made\n{}",
            enforced.said
        );
    }
    enforced.lossless()
}
