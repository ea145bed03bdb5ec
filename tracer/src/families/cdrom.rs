//! ioctls of optical drives: what the CD-ROM layer answers (`drivers/cdrom`).

use super::{Class, Command};

/// Their source, [`super::scsi`]'s packets' too.
pub(super) const UAPI: &str = "linux/cdrom.h";

/// The table.
pub const COMMANDS: &[Command] = &[
    cdrom("CDROMPAUSE", 0x5301),
    cdrom("CDROMRESUME", 0x5302),
    cdrom("CDROMPLAYMSF", 0x5303),
    cdrom("CDROMPLAYTRKIND", 0x5304),
    cdrom("CDROMREADTOCHDR", 0x5305),
    cdrom("CDROMREADTOCENTRY", 0x5306),
    cdrom("CDROMSTOP", 0x5307),
    cdrom("CDROMSTART", 0x5308),
    cdrom("CDROMEJECT", 0x5309),
    cdrom("CDROMVOLCTRL", 0x530a),
    cdrom("CDROMSUBCHNL", 0x530b),
    cdrom("CDROMREADMODE2", 0x530c),
    cdrom("CDROMREADMODE1", 0x530d),
    cdrom("CDROMREADAUDIO", 0x530e),
    cdrom("CDROMEJECT_SW", 0x530f),
    cdrom("CDROMMULTISESSION", 0x5310),
    cdrom("CDROM_GET_MCN", 0x5311),
    cdrom("CDROMRESET", 0x5312),
    cdrom("CDROMVOLREAD", 0x5313),
    cdrom("CDROMREADRAW", 0x5314),
    cdrom("CDROMREADCOOKED", 0x5315),
    cdrom("CDROMSEEK", 0x5316),
    cdrom("CDROMPLAYBLK", 0x5317),
    cdrom("CDROMREADALL", 0x5318),
    cdrom("CDROMCLOSETRAY", 0x5319),
    cdrom("CDROMGETSPINDOWN", 0x531d),
    cdrom("CDROMSETSPINDOWN", 0x531e),
    cdrom("CDROM_SET_OPTIONS", 0x5320),
    cdrom("CDROM_CLEAR_OPTIONS", 0x5321),
    cdrom("CDROM_SELECT_SPEED", 0x5322),
    cdrom("CDROM_SELECT_DISC", 0x5323),
    cdrom("CDROM_MEDIA_CHANGED", 0x5325),
    cdrom("CDROM_DRIVE_STATUS", 0x5326),
    cdrom("CDROM_DISC_STATUS", 0x5327),
    cdrom("CDROM_CHANGER_NSLOTS", 0x5328),
    cdrom("CDROM_LOCKDOOR", 0x5329),
    cdrom("CDROM_DEBUG", 0x5330),
    cdrom("CDROM_GET_CAPABILITY", 0x5331),
    cdrom("DVD_READ_STRUCT", 0x5390),
    cdrom("DVD_WRITE_STRUCT", 0x5391),
    cdrom("DVD_AUTH", 0x5392),
    cdrom("CDROM_NEXT_WRITABLE", 0x5394),
    cdrom("CDROM_LAST_WRITTEN", 0x5395),
    cdrom("CDROM_TIMED_MEDIA_CHANGE", 0x5396),
];

const fn cdrom(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}
