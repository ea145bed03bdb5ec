//! Remote procedure calls of firmware (`fwctl/fwctl.h`), to the device `fwctl_echo`, which answers with
//! what it was sent.

use std::fs::File;

use rustix::io::Errno;

use super::{
    Done, send,
    vfio::{argument, read_write, words},
};

const INFO: u32 = 0x9a00;
const RPC: u32 = 0x9a01;

/// How often each scope is used, from that of configuration to that of all of the device.
pub(crate) const CALLS: [u64; 4] = [2, 3, 5, 7];
/// How long the requests of each scope are; there is room for an answer twice as long.
pub(crate) const LENGTHS: [u32; 4] = [16, 64, 1024, 65_536];

pub(super) fn run(arguments: &[&str]) -> Done {
    let node = match arguments {
        [node] => node,
        [node, scope] => return echo(&read_write(node)?, scope.parse()?, LENGTHS[0]),
        _ => return Err(format!("no such client of fwctl: {arguments:?}").into()),
    };
    let file = read_write(node)?;
    argument(&file, INFO, words(&[24, 0, 0, 0, 0, 0]))?;
    for ((scope, calls), length) in (0..).zip(CALLS).zip(LENGTHS) {
        for _ in 0..calls {
            echo(&file, scope, length)?;
        }
    }
    // A scope that there is not.
    match rpc(&file, 4, &[0; 8], &mut [0; 8]) {
        Err(Errno::OPNOTSUPP) => Ok(()),
        other => Err(format!("scope 4 was not refused: {other:?}").into()),
    }
}

fn rpc(file: &File, scope: u32, request: &[u8], answer: &mut [u8]) -> rustix::io::Result<()> {
    let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(|_| Errno::TOOBIG);
    let mut call = words(&[32, scope, length(request)?, length(answer)?]);
    for at in [
        request.as_ptr().expose_provenance(),
        answer.as_mut_ptr().expose_provenance(),
    ] {
        call.extend(at.to_le_bytes());
    }
    send(file, RPC, call.as_mut_ptr().expose_provenance())
}

fn echo(file: &File, scope: u32, length: u32) -> Done {
    let request = vec![0xa5; length as usize];
    let mut answer = vec![0; 2 * length as usize];
    rpc(file, scope, &request, &mut answer)?;
    if answer.starts_with(&request) {
        Ok(())
    } else {
        Err("the device does not answer with what it was sent".into())
    }
}
