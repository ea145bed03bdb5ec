//! The metrics, by HTTP: `GET /metrics`.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode, body::Bytes, body::Incoming, header,
    server::conn::http1, service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, mpsc, oneshot},
    time::timeout,
};

use crate::exit::{Error, Result};

/// What OpenMetrics text is called.
const TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Most connections at a time; others wait.
const MOST_CONNECTIONS: usize = 16;
/// How long a client may take to ask.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a connection may last.
const LONGEST: Duration = Duration::from_mins(10);

/// Where the text goes that is asked for.
pub type Asked = oneshot::Sender<String>;

/// Serves the metrics until the daemon ends. Returns where: the port may have been left to the kernel.
///
/// # Errors
///
/// Where nothing can listen there.
pub async fn serve(at: SocketAddr, to: mpsc::Sender<Asked>) -> Result<SocketAddr> {
    let failed = |e: std::io::Error| {
        Error::failure(format!("cannot serve metrics at {at}: {e}"))
            .remedy("say --metrics ADDRESS:PORT, or --metrics none")
    };
    let listener = TcpListener::bind(at).await.map_err(failed)?;
    let at = listener.local_addr().map_err(failed)?;
    tokio::spawn(async move {
        let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let Ok(place) = Arc::clone(&room).acquire_owned().await else {
                return;
            };
            match listener.accept().await {
                Ok((stream, _)) => {
                    let to = to.clone();
                    tokio::spawn(async move {
                        let _place = place;
                        let connection = http1::Builder::new()
                            .timer(TokioTimer::new())
                            .header_read_timeout(PATIENCE)
                            .serve_connection(
                                TokioIo::new(stream),
                                service_fn(|request| answer(request, to.clone())),
                            );
                        // Whoever vanishes wants no answer.
                        let _ = timeout(LONGEST, connection).await;
                    });
                }
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    });
    Ok(at)
}

async fn answer(
    request: Request<Incoming>,
    to: mpsc::Sender<Asked>,
) -> std::result::Result<Response<Full<Bytes>>, Infallible> {
    let plain = |status: StatusCode, text: &'static str| {
        let mut response = Response::new(Full::new(Bytes::from_static(text.as_bytes())));
        *response.status_mut() = status;
        response
    };
    if request.method() != Method::GET {
        return Ok(plain(StatusCode::METHOD_NOT_ALLOWED, "only GET\n"));
    }
    if request.uri().path() != "/metrics" {
        return Ok(plain(StatusCode::NOT_FOUND, "metrics are at /metrics\n"));
    }
    let (back, text) = oneshot::channel();
    if to.send(back).await.is_err() {
        return Ok(plain(StatusCode::SERVICE_UNAVAILABLE, "the daemon ends\n"));
    }
    let Ok(Ok(text)) = timeout(PATIENCE, text).await else {
        return Ok(plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "the daemon is busy\n",
        ));
    };
    let mut response = Response::new(Full::new(Bytes::from(text)));
    let kind = header::HeaderValue::from_static(TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    Ok(response)
}
