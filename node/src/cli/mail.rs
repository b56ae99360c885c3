//! `tempomacher mail`: whether mails go out, and which do not.

use clap::Subcommand;
use commons::{EntryId, Language, Time};
use serde::Serialize;
use store::mails::MailState;

use super::table::As;
use crate::hall::Hall;
use crate::mail::{Mail, MailFailure, Mailbox};
use crate::pages::Speech;

/// Mails listed at most.
const MOST: i64 = 1_000;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a test to this address at once, and say what is wrong if it is not taken.
    Test {
        /// The address: kim@auenstadt.de
        #[arg(value_parser = Mailbox::parse)]
        address: Mailbox,
    },
    /// List mails that wait, and mails that were given up. What they say is not shown.
    List {
        #[command(flatten)]
        how: As,
    },
    /// Try at once whatever failed, and what was given up too, as long as anybody needs it.
    Retry,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Test { address } => test(hall, address).await,
        Command::List { how } => list(hall, how).await,
        Command::Retry => retry(hall).await,
    }
}

async fn test(hall: &Hall, to: Mailbox) -> anyhow::Result<()> {
    let mailer = hall.mailer.as_ref().ok_or_else(|| explained(MailFailure::NotConfigured))?;
    let speech = Speech::in_language(Language::German);
    let first = hall.hosts.first();
    let host = first.as_ref().map_or(mailer.domain(), |first| first.host.as_str());
    let (subject, text) = (
        speech.tell("mail-test-subject", &[("host", host)]),
        speech.tell("mail-test-text", &[("host", host)]),
    );
    let mail = Mail::new(&speech, to.clone(), &subject, &text);
    let now = hall.clock.now();
    hall.send_mail(&mail, &EntryId::new(now).to_string(), now).await.map_err(explained)?;
    let (server, recipient) = (mailer.to_string(), to.to_string());
    for speech in [Language::English, Language::German].map(Speech::in_language) {
        let blanks = [("server", server.as_str()), ("recipient", recipient.as_str())];
        println!("{}\n{}", speech.tell("mail-test-sent", &blanks), speech.say("mail-test-sent-hint"));
    }
    Ok(())
}

/// A failure as a person at the command line reads it: what happened and what to do, in both languages.
fn explained(failure: MailFailure) -> anyhow::Error {
    let lines = [Language::English, Language::German]
        .map(Speech::in_language)
        .map(|speech| format!("{}\n             {}", failure.sentence(&speech), failure.hint(&speech)));
    anyhow::Error::msg(lines.join("\n             "))
}

#[derive(Serialize)]
struct Line {
    id: String,
    recipient: String,
    created: Time,
    failures: i64,
    /// When it is tried next; none when it was given up.
    next: Option<Time>,
    error: Option<String>,
}

impl From<MailState> for Line {
    fn from(row: MailState) -> Self {
        let MailState { id, recipient, created, due, failures, error, parked } = row;
        Self { id, recipient, created, failures, next: (!parked).then_some(due), error }
    }
}

async fn list(hall: &Hall, how: As) -> anyhow::Result<()> {
    let rows = hall.store.reading().await?.mails().list(MOST).await?;
    let rows: Vec<_> = rows.into_iter().map(Line::from).collect();
    how.print(&["TO", "WRITTEN", "FAILED", "NEXT", "BECAUSE"], &rows, |row| {
        let next = row.next.map_or_else(|| "given up".to_owned(), |next| next.to_string());
        let because = row.error.clone().unwrap_or_default();
        vec![row.recipient.clone(), row.created.to_string(), row.failures.to_string(), next, because]
    })
}

async fn retry(hall: &Hall) -> anyhow::Result<()> {
    let now = hall.clock.now();
    let released = hall.store.write(move |change| Box::pin(async move { change.mails().release(now).await }));
    println!("tried again: {}", released.await?);
    Ok(())
}
