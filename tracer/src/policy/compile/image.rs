//! The image of what is compiled: what the kernel holds, and what decides here as well.

use std::collections::HashMap;

use tracer_common::policy::{
    self as tables, Call, DeviceLabel, NO_RULE, PROBES, PackedEffect, PolicyHeader, Quad, UNKNOWN,
    Verdict, action, exception_hash, mode, path,
};
use zerocopy::IntoBytes as _;

use super::{Compiled, Region, Result, index, limits::full};
use crate::{
    families,
    policy::{
        facts::{Device, Place, Subject},
        rule::{Effect, SubjectSelector},
    },
};

/// Linux's EPERM, for what the tables contradict themselves about.
const EPERM: u16 = 1;

/// Quads as they are put together.
#[derive(Default)]
struct Writer(Vec<Quad>);

impl Writer {
    /// A table of quads; where it begins.
    fn quads(&mut self, quads: impl Iterator<Item = Quad>) -> u32 {
        let start = index(self.0.len());
        self.0.extend(quads);
        start
    }

    /// A table of numbers, four to a quad; where it begins.
    fn packed(&mut self, words: &[u32]) -> u32 {
        self.quads(words.chunks(4).map(|words| {
            let mut quad = [0; 4];
            quad[..words.len()].copy_from_slice(words);
            quad
        }))
    }
}

/// Distinct verdicts, each with a number.
#[derive(Default)]
struct Verdicts {
    all: Vec<Verdict>,
    known: HashMap<Verdict, u32>,
}

impl Verdicts {
    fn number(&mut self, verdict: Verdict) -> u32 {
        let all = &mut self.all;
        *self.known.entry(verdict).or_insert_with(|| {
            all.push(verdict);
            index(all.len() - 1)
        })
    }
}

/// A hash table whose every entry is found within [`PROBES`] places.
fn hashed(entries: &[(u32, u32, u32)]) -> Vec<Quad> {
    let mut places = (entries.len() * 2).next_power_of_two().max(8);
    'larger: loop {
        let mut table = vec![[0; 4]; places];
        for (who, class, verdict) in entries {
            let first = exception_hash(*who, *class) as usize;
            let mut near = (0..PROBES as usize).map(|step| (first + step) & (places - 1));
            let Some(free) = near.find(|place| table[*place][3] == 0) else {
                places *= 2;
                continue 'larger;
            };
            table[free] = [*who, *class, *verdict, 1];
        }
        return table;
    }
}

/// A device's label as an image has it.
pub const fn labelled(label: DeviceLabel) -> Quad {
    [label.root + 1, label.group + 1, 0, 0]
}

/// The quad that a device's label is in, in an image with places for so many ids: devices' labels come first,
/// so that it is the same in all of a policy's images.
pub fn place_of(id: u32, places: u32) -> Option<u32> {
    (id < places).then(|| index(HEADER_QUADS) + id)
}

/// Verdicts that are held once: of all subjects that have a label in common, to all devices of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Rules that may be about both.
    pub rules: Vec<usize>,
    /// Rules with a subject that may be about these subjects; none else is.
    pub subject: Vec<usize>,
    /// Rules with a device that may be about these devices; none else is.
    pub device: Vec<usize>,
}

const HEADER_QUADS: usize = size_of::<PolicyHeader>() / size_of::<Quad>();

impl Compiled {
    /// The image, with labels of devices by their ids, for as many ids as there are places. Kinds have theirs
    /// where this was made by [`Self::whole`].
    pub fn image(
        &self,
        edition: u32,
        places: u32,
        devices: impl IntoIterator<Item = (u32, DeviceLabel)>,
    ) -> Vec<Quad> {
        let mut writer = Writer(vec![[0; 4]; HEADER_QUADS]);
        let devices_at = writer.quads((0..places).map(|_| [0; 4]));
        let mut verdicts = Verdicts::default();
        let usual = self.usual.iter().map(|verdict| verdicts.number(*verdict));
        let usual: Vec<u32> = usual.collect();
        let exceptions = self.exceptions.iter();
        let mut exceptions: Vec<(u32, u32, u32)> = exceptions
            .map(|((who, class), verdict)| (*who, *class, verdicts.number(*verdict)))
            .collect();
        // The same policy makes the same image.
        exceptions.sort_unstable();
        let exceptions = hashed(&exceptions);
        let torn = verdicts.number(self.torn());
        let nodes = self.calls.nodes.iter();
        let segments = self.calls.segments.iter();
        let mut header = PolicyHeader {
            edition,
            device_count: places,
            kind_count: index(self.kinds.len()),
            exception_mask: index(exceptions.len() - 1),
            torn,
            devices: devices_at,
            kinds: writer.quads(self.kinds.iter().map(|[unresolved, full]| {
                [unresolved.root, unresolved.group, full.root, full.group]
            })),
            nodes: writer.quads(nodes.map(|node| [node.axis, node.mask, node.start, node.count])),
            segments: writer.quads(segments.map(|segment| {
                let [low, high] = zerocopy::transmute!(segment.first);
                [low, high, segment.target, 0]
            })),
            pairs: writer.packed(&self.who),
            usual: writer.packed(&usual),
            exceptions: writer.quads(exceptions.into_iter()),
            verdicts: writer.quads(verdicts.all.iter().map(|verdict| {
                let PackedEffect(effect) = PackedEffect::of(verdict);
                [verdict.rule, effect, 0, 0]
            })),
            bytes: writer.packed(&self.bytes),
            cells: writer.packed(&self.cells),
            ends: writer.packed(&self.ends),
            cross: writer.packed(&self.cross),
            ..self.header
        };
        header.by_parent = u32::from(self.by_parent());
        header.alike = u32::from(!self.by_parent() && !self.by_amount());
        for (id, label) in devices {
            if let Some(place) = place_of(id, places) {
                writer.0[place as usize] = labelled(label);
            }
        }
        let mut image = writer.0;
        image[..HEADER_QUADS]
            .as_mut_bytes()
            .copy_from_slice(header.as_bytes());
        image
    }

    /// Its generation.
    pub fn generation(&self) -> u32 {
        self.header.generation
    }

    /// Gives it another generation.
    pub fn renumber(&mut self, generation: u32) {
        self.header.generation = generation;
        self.own_revision = None;
    }

    /// How often the tables have grown: an image of an earlier revision lacks something.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// Whether rules ask for the parent's executable.
    pub fn by_parent(&self) -> bool {
        let mut rules = self.policy.rules.iter();
        rules.any(|rule| rule.subject.parent.is_some())
    }

    /// Whether rules ask for amounts.
    fn by_amount(&self) -> bool {
        let mut rules = self.policy.rules.iter();
        rules.any(|rule| rule.call.amount.is_some())
    }

    /// Whether it decides by arguments of which drivers check their copies, or may once devices come.
    pub fn by_copy(&self) -> bool {
        let is_checked = |region: &Region| {
            let entry = families::kind(region.kind);
            region.rests_on_memory
                && entry.is_some_and(|entry| entry.kind.looks_again())
                && self.may_vary(region)
        };
        let rules = self.policy.rules.iter().map(|rule| rule.effect);
        let mut effects = rules.chain([self.policy.default]);
        effects.any(Effect::refuses) && self.calls.regions.iter().any(is_checked)
    }

    /// What happens where the tables contradict themselves: a policy that refuses anything refuses that.
    fn torn(&self) -> Verdict {
        let rules = self.policy.rules.iter().map(|rule| rule.effect);
        let mut effects = rules.chain([self.policy.default]);
        let action = match effects.any(Effect::is_refused) {
            true => action::DENY,
            false => action::ALLOW,
        };
        Verdict {
            rule: NO_RULE,
            errno: EPERM,
            action,
            mode: mode::ENFORCE,
            ..Verdict::ZERO
        }
    }

    /// The label of a subject.
    pub fn subject(&mut self, subject: &Subject) -> Option<u32> {
        of_subject(self.own(), subject)
    }

    /// What a subject's calls to a device have their verdicts in common with.
    ///
    /// # Errors
    ///
    /// Where there is no room for the device.
    pub fn block(&mut self, subject: &Subject, device: &Device) -> Result<Block> {
        let group = self.device(device)?.group;
        let label = self.subject(subject);
        let of_subject = label.and_then(|label| self.subjects.get(label as usize));
        let of_device = self.groups.iter().find(|(_, own)| **own == group);
        let (of_subject, of_device) = (
            of_subject.cloned().unwrap_or_default(),
            of_device
                .map(|(rules, _)| rules.clone())
                .unwrap_or_default(),
        );
        let rules = of_subject.and(&of_device).iter().collect();
        let all = &self.policy.rules;
        let subject = of_subject.iter();
        let subject = subject.filter(|at| all[*at].subject != SubjectSelector::default());
        let device = of_device.iter();
        let device = device.filter(|at| !all[*at].device.is_all());
        Ok(Block {
            rules,
            subject: subject.collect(),
            device: device.collect(),
        })
    }

    /// Decides a call as the kernel does.
    ///
    /// # Errors
    ///
    /// Where there is no room for the device, or the tables contradict themselves.
    pub fn decide(&mut self, subject: &Subject, device: &Device, call: &Call) -> Result<Verdict> {
        let label = self.device(device)?;
        let subject = self.subject(subject);
        self.decide_labelled(subject, label, call)
    }

    /// The same of labels that it gave before.
    ///
    /// # Errors
    ///
    /// Where the tables contradict themselves.
    pub fn decide_labelled(
        &mut self,
        subject: Option<u32>,
        device: DeviceLabel,
        call: &Call,
    ) -> Result<Verdict> {
        let image = self.own();
        let verdict = subject
            .and_then(|subject| tables::decide(image, subject, device, call))
            .and_then(|decided| tables::verdict(image, Some(decided)));
        verdict.ok_or_else(|| {
            full(
                None,
                "the tables contradict themselves",
                "",
                "report this as a bug",
            )
        })
    }

    /// The image that decides here.
    fn own(&mut self) -> &[Quad] {
        if self.own_revision != Some(self.revision) {
            self.own = self.image(0, 0, []);
            self.own_revision = Some(self.revision);
        }
        &self.own
    }
}

/// The label of a subject.
fn of_subject(image: &[Quad], subject: &Subject) -> Option<u32> {
    let (unnamed, no_room) = tables::nameless(image)?;
    match subject.place {
        Place::NoRoom => return Some(no_room),
        Place::Unknown => return Some(unnamed),
        Place::Known => {}
    }
    let path = |at: usize, path: &Option<String>| match path {
        None => Some(UNKNOWN),
        Some(path) => tables::run(image, at, &reversed(path)),
    };
    let classes = tables::Classes {
        of: [
            path(path::EXE, &subject.exe)?,
            path(path::CGROUP, &subject.cgroup)?,
            path(path::UNIT, &subject.cgroup)?,
            path(path::CONTAINER, &subject.cgroup)?,
            match subject.uid {
                None => UNKNOWN,
                Some(id) => tables::of_user(image, id)?,
            },
            match subject.gid {
                None => UNKNOWN,
                Some(id) => tables::of_group(image, id)?,
            },
            path(path::PARENT, &subject.parent)?,
        ],
    };
    tables::label(image, &classes)
}

/// A path's components, the last first, each NUL-terminated.
fn reversed(path: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(path.len() + 1);
    for component in path
        .split('/')
        .rev()
        .filter(|component| !component.is_empty())
    {
        bytes.extend_from_slice(component.as_bytes());
        bytes.push(0);
    }
    bytes
}
