//! What host and guest say to each other: the workload's description, which lies in the initial
//! file system, and frames on one serial port.

use std::{
    io::{self, Read, Write},
    path::PathBuf,
    time::Duration,
};

use serde::{Deserialize, Serialize};

/// Name of the virtio port that carries frames.
pub(crate) const PORT: &str = "passgate";
/// Name of the virtio port that leads to QEMU's human monitor, where a guest plugs and unplugs its
/// own devices.
#[allow(dead_code, reason = "the guest's init leaves it to the command")]
pub(crate) const MONITOR: &str = "passgate.monitor";
/// Mount tag of the machine's own root.
pub(crate) const ROOT_TAG: &str = "root";
/// Mount tag of the root of a system of its own.
pub(crate) const SYSTEM_TAG: &str = "system";
/// Mount tag of the kernel's modules.
pub(crate) const MODULES_TAG: &str = "modules";
/// Where the description lies.
pub(crate) const SPEC: &str = "/spec.json";
/// Folder of the modules to load, named so that their order is the order of loading.
pub(crate) const MODULES: &str = "/modules";

/// What the guest is to do.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Spec {
    pub(crate) arguments: Vec<String>,
    pub(crate) directory: PathBuf,
    pub(crate) environment: Vec<(String, String)>,
    /// Whether the command gets a terminal, and its first size.
    pub(crate) terminal: Option<Size>,
    /// Folders of the host that the guest may write, with their mount tags.
    pub(crate) shares: Vec<(String, PathBuf)>,
    /// How many of the first modules the guest needs before it can mount anything.
    pub(crate) boot_modules: usize,
    /// How often the guest gives a sign of life.
    pub(crate) heartbeat: Option<Duration>,
    /// Nodes that must be there before the command starts.
    pub(crate) nodes: Vec<PathBuf>,
    /// PCI addresses of devices that get their drivers after these nodes are there: drivers probe
    /// in parallel, and the numbers that they give out would be chance.
    pub(crate) held_back: Vec<String>,
    /// Nodes that come with the devices held back.
    pub(crate) late_nodes: Vec<PathBuf>,
    /// Where the guest does not have this machine's root.
    pub(crate) system: Option<System>,
}

/// A system of its own, whose init runs beside the command.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct System {
    /// Folders of this machine that the system has at the same paths.
    pub(crate) folders: Vec<PathBuf>,
    /// A command that is run in the system before its init.
    pub(crate) prepare: Vec<String>,
}

/// A terminal's size in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Size {
    pub(crate) rows: u16,
    pub(crate) columns: u16,
}

/// One message. On the wire: a byte for the kind, a little-endian u32 for the length, the rest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Frame {
    /// To the guest: bytes for the command's standard input.
    Input(Vec<u8>),
    /// To the guest: standard input has ended.
    InputEnd,
    /// To the guest: the terminal has a new size.
    Resize(Size),
    /// To the host: the command starts now.
    Up,
    /// To the host, every heartbeat from then on: the guest is alive.
    Alive,
    /// To the host: the command's standard output, or its terminal's.
    Output(Vec<u8>),
    /// To the host: the command's standard error.
    ErrorOutput(Vec<u8>),
    /// To the host, last: the command's exit status, 128 + N where signal N ended it.
    Exit(u8),
    /// To the host, last: why the command could not be run.
    Failed(String),
}

/// No frame is longer: what arrives is checked against this before memory is set aside for it.
const LONGEST: u32 = 1 << 20;

impl Frame {
    /// Writes the frame, in one call.
    pub(crate) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        let (kind, body): (u8, &[u8]) = match self {
            Self::Input(bytes) => (1, bytes),
            Self::InputEnd => (2, &[]),
            Self::Resize(size) => {
                let [a, b] = size.rows.to_le_bytes();
                let [c, d] = size.columns.to_le_bytes();
                return to.write_all(&[3, 4, 0, 0, 0, a, b, c, d]);
            }
            Self::Up => (4, &[]),
            Self::Output(bytes) => (5, bytes),
            Self::ErrorOutput(bytes) => (6, bytes),
            Self::Exit(status) => return to.write_all(&[7, 1, 0, 0, 0, *status]),
            Self::Failed(text) => (8, text.as_bytes()),
            Self::Alive => (9, &[]),
        };
        let length = u32::try_from(body.len())
            .ok()
            .filter(|length| *length <= LONGEST);
        let length = length.ok_or_else(|| io::Error::other("frame too long"))?;
        let mut bytes = vec![kind];
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(body);
        to.write_all(&bytes)
    }

    /// Reads a frame; an end of the stream before it is an error of kind `UnexpectedEof`.
    pub(crate) fn read(from: &mut impl Read) -> io::Result<Self> {
        let mut head = [0; 5];
        from.read_exact(&mut head)?;
        let [kind, a, b, c, d] = head;
        let length = u32::from_le_bytes([a, b, c, d]);
        if length > LONGEST {
            return Err(io::Error::other(format!("frame of {length} bytes")));
        }
        let mut body = vec![0; length as usize];
        from.read_exact(&mut body)?;
        Ok(match (kind, body.as_slice()) {
            (1, _) => Self::Input(body),
            (2, []) => Self::InputEnd,
            (3, &[a, b, c, d]) => Self::Resize(Size {
                rows: u16::from_le_bytes([a, b]),
                columns: u16::from_le_bytes([c, d]),
            }),
            (4, []) => Self::Up,
            (5, _) => Self::Output(body),
            (6, _) => Self::ErrorOutput(body),
            (7, &[status]) => Self::Exit(status),
            (8, text) => Self::Failed(String::from_utf8_lossy(text).into_owned()),
            (9, []) => Self::Alive,
            _ => return Err(io::Error::other(format!("frame of unknown kind {kind}"))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_come_back_as_they_were_sent() {
        let frames = [
            Frame::Input(b"a\r\n\0\xff".to_vec()),
            Frame::InputEnd,
            Frame::Resize(Size {
                rows: 50,
                columns: 300,
            }),
            Frame::Up,
            Frame::Alive,
            Frame::Output(vec![7; 70_000]),
            Frame::ErrorOutput(Vec::new()),
            Frame::Exit(139),
            Frame::Failed("no such file".into()),
        ];
        let mut wire = Vec::new();
        for frame in &frames {
            frame.write(&mut wire).unwrap();
        }
        let mut wire = wire.as_slice();
        for frame in &frames {
            assert_eq!(&Frame::read(&mut wire).unwrap(), frame);
        }
        assert_eq!(
            Frame::read(&mut wire).unwrap_err().kind(),
            io::ErrorKind::UnexpectedEof
        );
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(Frame::read(&mut [10_u8, 0, 0, 0, 0].as_slice()).is_err());
        assert!(Frame::read(&mut [1_u8, 255, 255, 255, 255].as_slice()).is_err());
        assert!(Frame::read(&mut [7_u8, 0, 0, 0, 0].as_slice()).is_err());
    }
}
