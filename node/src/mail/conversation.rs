//! Handing one mail to the mail server, step by step (RFC 5321), so that it can be said at which step and why it was not taken.

use std::net::SocketAddr;
use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use super::server::Server;
use super::{MailFailure, Reply};

/// How long one address of the server may take to answer a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How long the goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

impl Server {
    /// Hands over a message within this time. Once it is taken, nothing that follows is a failure: it would be sent twice.
    pub(super) async fn take(
        &self,
        message: &Message,
        hello: &ClientId,
        login: Option<&Credentials>,
        patience: Duration,
    ) -> Result<(), MailFailure> {
        let conversation = async {
            let mut line = self.open(hello).await?;
            let taken = self.hand_over(&mut line, message, login).await;
            Ok((line, taken))
        };
        let too_slow = |_| MailFailure::TooSlow { server: self.to_string() };
        let (mut line, taken) = timeout(patience, conversation).await.map_err(too_slow)??;
        let _ = timeout(GOODBYE, line.abort()).await;
        taken
    }

    async fn open(&self, hello: &ClientId) -> Result<AsyncSmtpConnection, MailFailure> {
        let addresses = self.addresses().await?;
        let wrapper = if let Tls::Wrapper(parameters) = &self.tls { Some(parameters.clone()) } else { None };
        let line = AsyncSmtpConnection::connect_tokio1(&addresses[..], Some(CONNECT), hello, wrapper, None);
        let mut line = line.await.map_err(|error| self.not_opened(&error))?;
        let parameters = match &self.tls {
            Tls::Required(parameters) => parameters,
            Tls::Opportunistic(parameters) if line.can_starttls() => parameters,
            _ => return Ok(line),
        };
        let encrypted = line.starttls(parameters.clone(), hello).await;
        encrypted.map_err(|error| MailFailure::not_encrypted(self, &error))?;
        Ok(line)
    }

    /// Asked by ourselves, since the library does not tell a name that is not there from a server that is away.
    async fn addresses(&self) -> Result<Vec<SocketAddr>, MailFailure> {
        let found = tokio::net::lookup_host((self.host.as_str(), self.port)).await;
        let found: Vec<_> = found.map(Iterator::collect).unwrap_or_default();
        if found.is_empty() { Err(MailFailure::NameNotFound { host: self.host.clone() }) } else { Ok(found) }
    }

    async fn hand_over(
        &self,
        line: &mut AsyncSmtpConnection,
        message: &Message,
        login: Option<&Credentials>,
    ) -> Result<(), MailFailure> {
        if let Some(login) = login {
            let answer = line.auth(DEFAULT_MECHANISMS, login).await;
            answer.map_err(|error| self.not_let_in(&error))?;
        }
        let envelope = message.envelope();
        let from = envelope.from().cloned();
        let answer = line.command(Mail::new(from.clone(), Vec::new())).await;
        answer.map_err(|error| self.refused(&error, |reply| MailFailure::SenderRefused { reply }))?;
        for to in envelope.to() {
            let answer = line.command(Rcpt::new(to.clone(), Vec::new())).await;
            answer.map_err(|error| {
                self.refused(&error, |reply| {
                    let from = from.as_ref().map(AsRef::as_ref).unwrap_or_default();
                    MailFailure::at_recipient(reply, from, to.as_ref())
                })
            })?;
        }
        let refused = |error: Error| self.refused(&error, |reply| MailFailure::MessageRefused { reply });
        line.command(Data).await.map_err(refused)?;
        line.message(&message.formatted()).await.map(drop).map_err(refused)
    }

    /// Connection, encryption from the start, greeting.
    fn not_opened(&self, error: &Error) -> MailFailure {
        let failure = self.refused(error, |reply| MailFailure::ServerRefused { reply });
        let in_handshake = matches!(self.tls, Tls::Wrapper(_)) && !error.is_response();
        match failure {
            MailFailure::BrokenOff { .. } if in_handshake => MailFailure::not_encrypted(self, error),
            other => other,
        }
    }

    fn not_let_in(&self, error: &Error) -> MailFailure {
        if error.is_client() {
            return MailFailure::LoginNotOffered { server: self.to_string() };
        }
        self.refused(error, |reply| MailFailure::LoginRefused { reply })
    }

    /// A "no" of the server, for good or for now, or a connection that broke.
    fn refused(&self, error: &Error, for_good: impl FnOnce(Reply) -> MailFailure) -> MailFailure {
        match Reply::of(error) {
            Some(reply) if reply.code < 500 => MailFailure::NotNow { reply },
            Some(reply) => for_good(reply),
            None => MailFailure::of_the_line(self, error),
        }
    }
}
