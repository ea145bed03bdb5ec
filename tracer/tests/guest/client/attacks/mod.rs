//! Attackers: commands that become others between the look that is taken at them and the driver's copy.

mod flips;
mod memory;
mod nvme;
mod others;
mod scsi;
mod stalls;

use rustix::io::Errno;

use super::{
    Done, NVME_ADMIN, SG_IO, call, compat, cxl as mailbox, header, open, send, uring, vfio,
};

/// The opcode that is refused, for both families.
pub(crate) const VENDOR: u8 = 0xc1;
/// Another, of attacks that nothing holds off: so that whoever counts can tell them apart.
pub(crate) const OTHER_VENDOR: u8 = 0xc2;

/// How many times as many attacks as asked for are made at most, where a race is to be won.
const MOST: u64 = 400;

/// While this is not there, whoever is calm goes on.
pub(crate) const OVER: &str = "/tmp/attacks-are-over";

/// What becomes another command while it is sent.
struct Attack {
    /// The argument, harmless.
    argument: Vec<u8>,
    /// Where it is put. The rest of its page is its own, and the next page where the byte is [`Byte::Apart`].
    at: usize,
    /// The byte on which it depends.
    byte: Byte,
    /// What that is in the harmless command, and in the other.
    values: [u8; 2],
    /// Sends the command whose argument lies at an address. 0 where the harmless one was carried out, anything else
    /// where the other was.
    send: Box<dyn FnMut(usize) -> rustix::io::Result<i32>>,
}

/// Where the byte is.
#[derive(Clone, Copy)]
enum Byte {
    /// In the argument: this far behind its beginning.
    Within(usize),
    /// At an address that the argument names in its first bytes.
    Apart(usize),
    /// At an address that is mapped for whoever changes it; the argument is the kernel's.
    Pinned(usize),
}

/// What became of all attacks.
#[derive(Default)]
struct Tally {
    /// The kernel refused them.
    refused: u64,
    /// The harmless command was sent.
    harmless: u64,
    /// The other one was: the device says that it does not know it.
    reached: u64,
    /// They failed in another way.
    other: u64,
}

impl Tally {
    fn add(&mut self, outcome: rustix::io::Result<i32>) {
        let count = match outcome {
            Ok(0) => &mut self.harmless,
            Ok(_) => &mut self.reached,
            Err(Errno::ACCESS | Errno::PERM) => &mut self.refused,
            Err(_) => &mut self.other,
        };
        *count += 1;
    }

    fn attacks(&self) -> u64 {
        self.refused + self.harmless + self.reached + self.other
    }
}

type Made = Result<Attack, Box<dyn std::error::Error>>;

/// How many attacks are made.
#[derive(Clone, Copy)]
struct Count {
    /// At least.
    least: u64,
    /// More, until so many were in time.
    in_time: u64,
    /// What becomes of those.
    outcome: fn(&Tally) -> u64,
}

impl Count {
    /// Whether another is to be made.
    fn goes_on(self, tally: &Tally) -> bool {
        let made = tally.attacks();
        let in_time = (self.outcome)(tally);
        made < self.least || (in_time < self.in_time && made < self.least * MOST)
    }
}

/// Attacks a device in one of several ways, or calmly sends the harmless command as often, and says what became of it,
/// each line with a name before it.
pub(super) fn run(words: &[&str]) -> Done {
    let [what, way, node, least, name, until @ ..] = words else {
        return Err(format!("no such attacker: {words:?}").into());
    };
    let (outcome, in_time): (fn(&Tally) -> u64, _) = match until {
        [] => (|_| 0, "0"),
        ["reached", count] => (|tally| tally.reached, count),
        ["refused", count] => (|tally| tally.refused, count),
        _ => return Err(format!("until what: {until:?}").into()),
    };
    let attack = match *what {
        "nvme" => nvme::admin(node)?,
        "nvme-compat" => nvme::compat(node)?,
        "nvme-io" => nvme::io(node)?,
        "nvme-ring" => nvme::ring(node)?,
        "sg-io" => scsi::sg_io(node)?,
        "sg-io-writable" => scsi::sg_io_writable(node)?,
        "sg-io-compat" => scsi::compat(node)?,
        "bsg" => scsi::bsg(node)?,
        "send-command" => scsi::send_command(node)?,
        "send-packet" => scsi::send_packet(node)?,
        "cxl" => others::cxl(node)?,
        "drm" => others::drm(node)?,
        "v4l2" => others::v4l2(node)?,
        "usb" => others::usb(node)?,
        "rdma" => others::rdma(node)?,
        _ => return Err(format!("nothing to attack: {what}").into()),
    };
    let count = Count {
        least: least.parse()?,
        in_time: in_time.parse()?,
        outcome,
    };
    let tally = match *way {
        "calm" => flips::calmly(attack, count)?,
        "flips" => flips::make(attack, count)?,
        "stalls" => stalls::make(attack, count)?,
        _ => return Err(format!("no such attack: {way}").into()),
    };
    println!("{name}-refused {}", tally.refused);
    println!("{name}-harmless {}", tally.harmless);
    println!("{name}-reached {}", tally.reached);
    println!("{name}-other {}", tally.other);
    Ok(())
}
