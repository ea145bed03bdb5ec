//! Commands to network adapters by a socket, and ioctls of sockets that are none.

use std::{net::UdpSocket, os::unix::net::UnixDatagram};

use super::{Done, send};

/// SIOCETHTOOL of `linux/sockios.h`, and ETHTOOL_GDRVINFO of `linux/ethtool.h`.
pub(crate) const ETHTOOL: u32 = 0x8946;
pub(crate) const GDRVINFO: u32 = 3;

/// `linux/sockios.h`; SIOCIWFIRSTPRIV of `linux/wireless.h`.
const GMIIPHY: u32 = 0x8947;
const GMIIREG: u32 = 0x8948;
const GHWTSTAMP: u32 = 0x89b1;
const DEVPRIVATE: u32 = 0x89f0;
const IWFIRSTPRIV: u32 = 0x8be0;

/// FIONREAD, SIOCGIFINDEX, SIOCGARP, SIOCPROTOPRIVATE, SIOCGIWNAME, and what only seems to be SIOCETHTOOL.
const OTHERS: [u32; 6] = [0x541b, 0x8933, 0x8954, 0x89e0, 0x8b01, 0x0001_8946];

pub(super) fn run(words: &[&str]) -> Done {
    let ["private", adapter] = words else {
        return Err(format!("no such client: {words:?}").into());
    };
    // Any socket leads to any adapter.
    let (by_ip, local) = (UdpSocket::bind("0.0.0.0:0")?, UnixDatagram::unbound()?);
    let mut request = [0_u8; 64];
    for number in [GMIIPHY, GMIIREG] {
        request[..16].copy_from_slice(&name(adapter));
        send(&by_ip, number, request.as_mut_ptr().expose_provenance())?;
    }
    let mut settings = [0_u32; 3];
    request = [0; 64];
    request[..16].copy_from_slice(&name(adapter));
    let data = settings.as_mut_ptr().expose_provenance();
    request[16..24].copy_from_slice(&data.to_le_bytes());
    send(&by_ip, GHWTSTAMP, request.as_mut_ptr().expose_provenance())?;
    // The driver has none of these for itself.
    for number in [DEVPRIVATE, DEVPRIVATE + 3, IWFIRSTPRIV + 2] {
        let argument = request.as_mut_ptr().expose_provenance();
        if send(&local, number, argument).is_ok() {
            return Err(format!("the driver knows command {number:#x}").into());
        }
    }
    for number in OTHERS {
        let _ = send(&by_ip, number, request.as_mut_ptr().expose_provenance());
    }
    Ok(())
}

/// An adapter's name as `struct ifreq` begins with it.
pub(crate) fn name(adapter: &str) -> [u8; 16] {
    let mut name = [0; 16];
    let length = adapter.len().min(15);
    name[..length].copy_from_slice(&adapter.as_bytes()[..length]);
    name
}
