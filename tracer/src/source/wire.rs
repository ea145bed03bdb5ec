//! Decoding ring-buffer records. Pure: bytes in, records out, and whatever does not fit is told
//! apart and kept.

use std::time::Duration;

use bytes::{Buf as _, Bytes};
use tracer_common::{
    ABI_VERSION,
    policy::{NO_RULE, race},
    record::{
        CallJudged, CallSeen, CommandSeen, DeviceSeen, Header, Holding, ModuleChanged, NodeAdded,
        SubjectSeen, call, kind, subject,
    },
};
use zerocopy::FromBytes;

use crate::model::observation::{self, CallFacts, Held, Judgement, SubjectFacts};

/// A record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A new subject.
    Subject(Box<SubjectSeen>),
    /// A new device.
    Device(DeviceSeen),
    /// A new combination.
    Command(CommandSeen),
    /// A module came or went.
    Module(ModuleChanged),
    /// A descriptor or a mapping of before.
    Holding(Holding),
    /// A call by itself.
    Call(Box<CallSeen>),
    /// What a policy said of a call.
    Judged(CallJudged),
    /// A device with a number that comes.
    Node(NodeAdded),
    /// A kind, or a version of the boundary, that this program does not know; its bytes, the
    /// header included.
    Unknown(Header, Bytes),
}

/// A record whose length is not what its header or its kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Bytes there were.
    pub length: usize,
}

/// Decodes one record.
///
/// # Errors
///
/// Where the bytes are shorter or longer than the header or the kind says.
pub fn decode(bytes: Bytes) -> Result<Record, Malformed> {
    let malformed = Malformed {
        length: bytes.len(),
    };
    let mut body = bytes.clone();
    if body.remaining() < size_of::<Header>() {
        return Err(malformed);
    }
    let header = Header {
        abi: body.get_u16_ne(),
        kind: body.get_u16_ne(),
        length: body.get_u32_ne(),
    };
    if header.length as usize != bytes.len() {
        return Err(malformed);
    }
    if header.abi != ABI_VERSION {
        return Ok(Record::Unknown(header, bytes));
    }
    match header.kind {
        kind::SUBJECT => fixed(&bytes).map(|record| Record::Subject(Box::new(record))),
        kind::DEVICE => fixed(&bytes).map(Record::Device),
        kind::COMMAND => fixed(&bytes).map(Record::Command),
        kind::MODULE => fixed(&bytes).map(Record::Module),
        kind::HOLDING => fixed(&bytes).map(Record::Holding),
        kind::CALL => fixed(&bytes).map(|record| Record::Call(Box::new(record))),
        kind::JUDGED => fixed(&bytes).map(Record::Judged),
        kind::NODE => fixed(&bytes).map(Record::Node),
        _ => return Ok(Record::Unknown(header, bytes)),
    }
    .ok_or(malformed)
}

fn fixed<T: FromBytes>(bytes: &Bytes) -> Option<T> {
    T::read_from_bytes(bytes).ok()
}

/// What a subject's record says.
pub fn subject(seen: &SubjectSeen) -> SubjectFacts {
    let exe = (seen.flags & subject::KERNEL_THREAD == 0).then(|| {
        path(
            &seen.exe,
            seen.exe_length,
            seen.flags & subject::EXE_NOT_KNOWN != 0,
        )
    });
    SubjectFacts {
        id: seen.id,
        exe,
        exe_deleted: seen.flags & subject::EXE_DELETED != 0,
        exe_inode: (seen.exe_inode, seen.exe_device),
        comm: text(&seen.comm),
        uid: seen.uid,
        cgroup: path(
            &seen.cgroup,
            seen.cgroup_length,
            seen.flags & subject::CGROUP_TRUNCATED != 0,
        ),
    }
}

/// What a call's record says.
pub fn call(seen: &CallSeen) -> CallFacts {
    let bytes = |bytes: &[u8], length: u16| bytes[..bytes.len().min(length.into())].to_vec();
    CallFacts {
        key: seen.key,
        process: seen.process,
        thread: seen.thread,
        number: seen.number,
        time: Duration::from_nanos(seen.time),
        result: (seen.flags & call::RESULT != 0).then(|| {
            let duration = Duration::from_nanos(seen.duration);
            (seen.result.cast_signed(), duration)
        }),
        amount: seen.amount,
        words: seen.words,
        argument: bytes(&seen.argument, seen.argument_length),
        pointed: bytes(&seen.pointed, seen.pointed_length),
    }
}

/// What a record says of a verdict.
pub fn judged(seen: &CallJudged) -> Judgement {
    Judgement {
        key: seen.key,
        process: seen.process,
        thread: seen.thread,
        generation: seen.generation,
        rule: (seen.rule != NO_RULE).then_some(seen.rule),
        errno: seen.errno,
        action: seen.action,
        mode: seen.mode,
        racy: seen.race == race::MEMORY,
        time: Duration::from_nanos(seen.time),
        amount: seen.amount,
    }
}

/// What a record says of something held.
pub fn holding(seen: &Holding) -> observation::Holding {
    observation::Holding {
        subject: seen.subject,
        device: seen.device,
        process: seen.process,
        what: match u32::try_from(seen.descriptor) {
            Ok(descriptor) => Held::Descriptor(descriptor),
            Err(_) => Held::Mapping {
                length: seen.length,
                offset: seen.offset,
                command: seen.command,
            },
        },
        mode: seen.mode,
    }
}

/// Text that is NUL-padded.
pub fn text(bytes: &[u8]) -> String {
    let used = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    String::from_utf8_lossy(used).into_owned()
}

/// Puts a path together from its components, the last of which comes first. Where its beginning
/// is missing, or may be anybody's, it begins with an ellipsis.
fn path(components: &[u8], length: u32, begins_elsewhere: bool) -> String {
    let used = components.get(..length as usize).unwrap_or(components);
    let mut path = String::new();
    if begins_elsewhere {
        path.push('…');
    }
    for component in used
        .split(|byte| *byte == 0)
        .filter(|component| !component.is_empty())
        .rev()
    {
        path.push('/');
        path.push_str(&String::from_utf8_lossy(component));
    }
    if path.is_empty() {
        path.push('/');
    }
    path
}

#[cfg(test)]
mod tests {
    use tracer_common::count::CountKey;
    use zerocopy::IntoBytes;

    use super::*;
    use crate::{chance::trials, model::Model, sinks::calls};

    fn command() -> CommandSeen {
        CommandSeen {
            header: Header {
                abi: ABI_VERSION,
                kind: kind::COMMAND,
                length: 44,
            },
            key: CountKey {
                subject: 3,
                ..CountKey::ZERO
            },
            process: 7,
            ..CommandSeen::ZERO
        }
    }

    #[test]
    fn a_record_survives_the_boundary() {
        let bytes = Bytes::copy_from_slice(command().as_bytes());
        assert_eq!(decode(bytes), Ok(Record::Command(command())));
    }

    #[test]
    fn unknown_kinds_and_versions_are_kept() {
        for header in [
            Header {
                abi: ABI_VERSION,
                kind: 999,
                length: 44,
            },
            Header {
                abi: ABI_VERSION + 1,
                kind: kind::COMMAND,
                length: 44,
            },
        ] {
            let bytes = Bytes::copy_from_slice(
                CommandSeen {
                    header,
                    ..command()
                }
                .as_bytes(),
            );
            assert_eq!(decode(bytes.clone()), Ok(Record::Unknown(header, bytes)));
        }
    }

    #[test]
    fn every_cut_of_a_record_is_malformed() {
        let whole = Bytes::copy_from_slice(command().as_bytes());
        for length in 0..whole.len() {
            assert_eq!(decode(whole.slice(..length)), Err(Malformed { length }));
        }
        // A length that the header and the bytes agree on, but not the kind.
        let header = Header {
            length: 32,
            ..command().header
        };
        let short = CommandSeen {
            header,
            ..command()
        };
        assert_eq!(
            decode(Bytes::copy_from_slice(&short.as_bytes()[..32])),
            Err(Malformed { length: 32 })
        );
    }

    /// Records whose header is right and whose rest is anything, and such as are not even that.
    #[test]
    fn records_of_chance_do_no_harm() {
        const SIZES: [usize; 6] = [
            size_of::<SubjectSeen>(),
            size_of::<DeviceSeen>(),
            size_of::<CommandSeen>(),
            size_of::<ModuleChanged>(),
            size_of::<Holding>(),
            size_of::<CallSeen>(),
        ];
        let (mut known, mut others) = (0_u64, 0_u64);
        trials("records", 20_000, |random| {
            let mut bytes = random.bytes(4096);
            let which = random.below(SIZES.len() + 1);
            if let Some(size) = SIZES.get(which) {
                bytes.resize(*size, 0);
            }
            if random.below(8) > 0 && bytes.len() >= 8 {
                let kinds = [
                    kind::SUBJECT,
                    kind::DEVICE,
                    kind::COMMAND,
                    kind::MODULE,
                    kind::HOLDING,
                    kind::CALL,
                    kind::JUDGED,
                    kind::NODE,
                ];
                let header = Header {
                    abi: ABI_VERSION,
                    kind: kinds.get(which).copied().unwrap_or(999),
                    length: u32::try_from(bytes.len()).expect("short"),
                };
                bytes[..8].copy_from_slice(header.as_bytes());
            }
            known += 1;
            match decode(Bytes::from(bytes)) {
                Ok(Record::Subject(seen)) => drop(subject(&seen)),
                Ok(Record::Device(seen)) => drop(text(&seen.name)),
                Ok(Record::Holding(seen)) => drop(holding(&seen)),
                Ok(Record::Call(seen)) => told(&call(&seen)),
                Ok(Record::Judged(seen)) => drop(judged(&seen)),
                Ok(Record::Command(_) | Record::Module(_) | Record::Node(_)) => {}
                Ok(Record::Unknown(..)) | Err(_) => {
                    known -= 1;
                    others += 1;
                }
            }
        });
        assert!(
            known > others && others > 100,
            "{known} known, {others} not"
        );
    }

    /// What a trace makes of a call, however little the record means.
    fn told(call: &CallFacts) {
        const MOST: usize = 1 << 14;
        let row = Model::new().row(call);
        let mut out = Vec::new();
        calls::text(&mut out, &row, call, Duration::ZERO).expect("memory takes all writes");
        assert!(out.len() <= MOST, "{} bytes of text", out.len());
        out.clear();
        calls::json(&mut out, &row, call, Duration::ZERO).expect("memory takes all writes");
        assert!(out.len() <= MOST, "{} bytes of JSON", out.len());
    }

    #[test]
    fn a_subject_is_read_from_the_end_of_its_paths() {
        let mut seen = SubjectSeen {
            uid: 1000,
            id: 5,
            ..SubjectSeen::ZERO
        };
        seen.exe[..14].copy_from_slice(b"nvme\0sbin\0usr\0");
        seen.exe_length = 14;
        seen.comm[..4].copy_from_slice(b"nvme");
        let facts = subject(&seen);
        assert_eq!(facts.exe.as_deref(), Some("/usr/sbin/nvme"));
        assert_eq!(facts.cgroup, "/");
        assert_eq!(facts.comm, "nvme");
        seen.flags = subject::EXE_TRUNCATED;
        assert_eq!(subject(&seen).exe.as_deref(), Some("…/usr/sbin/nvme"));
        seen.flags = subject::KERNEL_THREAD;
        assert_eq!(subject(&seen).exe, None);
        // A length beyond the bytes, as only another kernel side could send it.
        seen.flags = 0;
        seen.exe_length = u32::MAX;
        assert_eq!(subject(&seen).exe.as_deref(), Some("/usr/sbin/nvme"));
    }
}
