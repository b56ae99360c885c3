//! `tempomacher healthcheck`: asks the running node, over the address on which it listens.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::config::Config;

/// Exit code 0 when the node answers 200 within five seconds.
pub async fn run(config: &Config) -> anyhow::Result<ExitCode> {
    match tokio::time::timeout(Duration::from_secs(5), ask(reachable(config.listen))).await {
        Ok(Ok(answer)) if answer.starts_with("HTTP/1.1 200") => {
            println!("well");
            Ok(ExitCode::SUCCESS)
        }
        Ok(Ok(answer)) => unwell(answer.lines().next().unwrap_or("an empty answer")),
        Ok(Err(error)) => unwell(&error.to_string()),
        Err(_) => unwell("no answer within five seconds"),
    }
}

fn unwell(said: &str) -> anyhow::Result<ExitCode> {
    eprintln!("not well: {said}");
    Ok(ExitCode::FAILURE)
}

/// A node that listens on every address is asked on loopback.
pub fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        ip if !ip.is_unspecified() => ip,
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::LOCALHOST),
    };
    SocketAddr::new(ip, listen.port())
}

async fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(64 * 1024).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}
