//! The mail that tells what is new to somebody's searches. Titles and names in it are strangers' words: each is one line, and cut.

use std::fmt::Write;

use commons::{Iri, Organisation, Refusal, Time, text};
use search::Hit;
use store::SavedSearch;
use store::people::PersonRow;

use crate::mail::{Mail, Mailbox};
use crate::operations::saved::address;
use crate::pages::Speech;
use crate::pages::pieces::{Piece, Written};
use crate::town::Town;

/// Characters of a title.
const TITLE: usize = 140;
/// Characters of a name.
const NAME: usize = 80;
/// Characters after which no further search is told of: the end of the mail, which says how to end it, must never be cut.
const LONGEST: usize = 14_000;

/// What is new to one search.
#[derive(Clone, Debug)]
pub struct News {
    /// The search.
    pub search: SavedSearch,
    /// The latest of what is new.
    pub items: Vec<Item>,
    /// How much more there is.
    pub more: usize,
}

/// One entry that is new to a search.
#[derive(Clone, Debug)]
pub struct Item {
    title: String,
    author: String,
    id: String,
    coming: Coming,
}

/// Whether an entry was here before.
#[derive(Clone, Copy, Debug)]
enum Coming {
    New,
    Changed,
}

impl Item {
    /// This hit, for somebody who was last told then.
    pub fn of(hit: &Hit, piece: &Piece, told: Time) -> Self {
        let came = match piece.written {
            Written::Here => piece.entry.published,
            Written::Elsewhere => commons::EntryId::parse(&piece.id)
                .ok()
                .and_then(|id| id.made())
                .unwrap_or(piece.entry.published),
        };
        let title = if piece.entry.title.is_empty() { &piece.entry.text } else { &piece.entry.title };
        Self {
            title: text::cut(&text::line(title), TITLE),
            author: text::cut(&text::line(&hit.organisation.name), NAME),
            id: piece.id.clone(),
            coming: if came >= told { Coming::New } else { Coming::Changed },
        }
    }
}

/// The mail, before it is put into words.
pub struct Letter<'a> {
    /// Where it is written.
    pub town: &'a Town,
    /// To whom.
    pub person: &'a PersonRow,
    /// What it tells.
    pub news: &'a [News],
}

impl Letter<'_> {
    /// In words.
    ///
    /// # Errors
    /// When the person's mailbox is none.
    pub fn written(&self, speech: &Speech) -> Result<Mail, Refusal> {
        let mut words = speech.tell("digest-hello", &[("name", &self.person.name)]);
        words.push_str("\n\n");
        let mut left = 0;
        for news in self.news {
            let told = self.told(news, speech);
            if words.len() + told.len() > LONGEST {
                left += 1;
            } else {
                words.push_str(&told);
            }
        }
        if left > 0 {
            let _ = write!(words, "{}\n\n", speech.count("digest-left", left));
        }
        let end = self.home().map(|home| home.with(&format!("abbestellen/{}", self.ticket())).to_string());
        let desk = self.home().map(|home| home.with("mein-bereich").to_string()).unwrap_or_default();
        let blanks = [("desk", desk.as_str()), ("end", end.as_deref().unwrap_or_default())];
        words.push_str(&speech.tell("digest-end", &blanks));
        let count = self.news.iter().map(|news| (news.items.len() + news.more) as u64).sum::<u64>();
        let subject = speech.count("digest-subject", count);
        let mail = Mail::new(speech, Mailbox::parse(&self.person.mail)?, &subject, &words);
        Ok(match end {
            Some(end) => mail.ended_at(end),
            None => mail,
        })
    }

    /// What is new to one search: its name, the entries with their addresses, and where the others are.
    fn told(&self, news: &News, speech: &Speech) -> String {
        let Some(home) = self.home_of(&news.search) else { return String::new() };
        let mut told = format!("{}\n\n", news.search.name);
        for item in &news.items {
            let coming = speech.say(match item.coming {
                Coming::New => "digest-new",
                Coming::Changed => "digest-changed",
            });
            let address = home.with(&format!("eintraege/{}", item.id));
            let _ = write!(told, "{coming}: {}\n{}\n{address}\n\n", item.title, item.author);
        }
        if news.more > 0 {
            let address = home.with(&format!("suche?{}", news.search.query));
            let _ = write!(told, "{}\n{address}\n\n", speech.count("digest-more", news.more as u64));
        }
        told
    }

    fn ticket(&self) -> String {
        address::silence(self.town, &self.person.id)
    }

    /// The address of the organisation as whose staff the first search is done.
    fn home(&self) -> Option<Iri> {
        self.news.first().and_then(|news| self.home_of(&news.search))
    }

    /// Links lead to the organisation as whose staff the search is done: there what it finds can be read.
    fn home_of(&self, search: &SavedSearch) -> Option<Iri> {
        let own = search.organisation.as_ref().and_then(|iri| self.town.hosts.by_iri(iri));
        own.or_else(|| self.town.hosts.first())
            .map(|organisation: std::sync::Arc<Organisation>| organisation.iri.clone())
    }
}
