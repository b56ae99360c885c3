//! The mail server that takes our mails, as `mail.smtp` names it.

use std::fmt;
use std::net::IpAddr;

use anyhow::{Context, bail, ensure};
use lettre::transport::smtp::client::{Tls, TlsParameters};
use url::Url;

/// A mail server, and how to speak to it.
pub struct Server {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether and when the conversation is encrypted.
    pub tls: Tls,
}

impl Server {
    /// Parses `smtps://host:465`, `smtp://host:587?tls=required`, `smtp://host:25?tls=opportunistic`, `smtp://host:25`.
    ///
    /// # Errors
    /// The text says what is wrong, and does not repeat the address: it may hold a password.
    pub fn parse(address: &str) -> anyhow::Result<Self> {
        let url = Url::parse(address).context("mail.smtp is no address like smtps://mail.example.de:465")?;
        ensure!(
            url.username().is_empty() && url.password().is_none(),
            "mail.smtp must not hold the login; please set mail.username and mail.password_file"
        );
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        ensure!(!host.is_empty(), "mail.smtp names no host");
        ensure!(url.path().len() <= 1 && url.fragment().is_none(), "mail.smtp has something behind the port");
        let parameters = || TlsParameters::new(host.clone()).context("encryption for mail cannot be set up");
        let (usual, tls) = match (url.scheme(), url.query()) {
            ("smtps", None) => (465, Tls::Wrapper(parameters()?)),
            ("smtp", Some("tls=required")) => (587, Tls::Required(parameters()?)),
            ("smtp", Some("tls=opportunistic")) => (25, Tls::Opportunistic(parameters()?)),
            ("smtp", None) => (25, Tls::None),
            _ => bail!(
                "mail.smtp begins with smtps:// or smtp://, and ends, if need be, with ?tls=required or ?tls=opportunistic"
            ),
        };
        Ok(Self { port: url.port().unwrap_or(usual), host, tls })
    }

    /// Whether a password may be said to it: encrypted, or on this machine.
    pub fn keeps_secrets(&self) -> bool {
        let is_here = || self.host.parse().map_or(self.host == "localhost", |ip: IpAddr| ip.is_loopback());
        matches!(self.tls, Tls::Wrapper(_) | Tls::Required(_)) || is_here()
    }
}

/// `mail.auenstadt.de:587`.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

#[cfg(test)]
mod tests {
    use super::Server;

    #[test]
    fn a_server_is_read_with_its_usual_port() {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        for (address, read, tls, keeps_secrets) in [
            ("smtps://mail.auenstadt.de", "mail.auenstadt.de:465", "Wrapper", true),
            ("smtp://mail.auenstadt.de?tls=required", "mail.auenstadt.de:587", "Required", true),
            (
                "smtp://mail.auenstadt.de:2525/?tls=opportunistic",
                "mail.auenstadt.de:2525",
                "Opportunistic",
                false,
            ),
            ("smtp://mail.auenstadt.de", "mail.auenstadt.de:25", "None", false),
            ("smtp://127.0.0.1:1025", "127.0.0.1:1025", "None", true),
            ("smtp://[::1]", "::1:25", "None", true),
            ("smtp://localhost", "localhost:25", "None", true),
        ] {
            let server = Server::parse(address).expect(address);
            let read_as = (server.to_string(), format!("{:?}", server.tls), server.keeps_secrets());
            assert_eq!(read_as, (read.to_owned(), tls.to_owned(), keeps_secrets), "{address}");
        }
    }

    #[test]
    fn what_is_no_server_is_said_without_repeating_it() {
        for (address, says) in [
            ("mail.auenstadt.de", "smtps://"),
            ("smtps://", "host"),
            ("imap://mail.auenstadt.de", "begins with"),
            ("smtp://mail.auenstadt.de?tls=maybe", "tls=required"),
            ("smtp://mail.auenstadt.de/here", "behind the port"),
            ("smtps://kim:geheim@mail.auenstadt.de", "mail.username"),
            ("smtps://kim:geheim@", "smtps://"),
        ] {
            let Err(error) = Server::parse(address) else { panic!("{address}") };
            let said = format!("{error:#}");
            assert!(said.contains(says) && !said.contains("geheim"), "{address}: {said}");
        }
    }
}
