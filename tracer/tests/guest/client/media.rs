//! Requests of a media controller.

use passgate::uapi::media;

use super::{
    Done,
    graphics::file,
    request::{Request, plain},
    vfio::read_write,
};

pub(super) fn run(words: &[&str]) -> Done {
    match words {
        ["requests", node] => requests(node),
        _ => Err(format!("no such client: {words:?}").into()),
    }
}

/// Two requests without buffers, which can be begun anew and not be queued.
fn requests(node: &str) -> Done {
    let controller = read_write(node)?;
    for times in [1, 2] {
        let mut allocation = Request::of(media::MEDIA_IOC_REQUEST_ALLOC);
        allocation.send(&controller)?;
        let request = file(allocation.get("")?)?;
        for _ in 0..times {
            plain(&request, media::MEDIA_REQUEST_IOC_REINIT, 0)?;
        }
        if plain(&request, media::MEDIA_REQUEST_IOC_QUEUE, 0).is_ok() {
            return Err("a request without buffers was queued".into());
        }
    }
    Ok(())
}
