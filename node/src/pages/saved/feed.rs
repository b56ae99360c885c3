//! `/feed/{ticket}`: what a saved search finds, for feed readers (Atom, RFC 4287). They do not sign in, and many keep what they read on somebody
//! else's machine: so a feed shows what everybody may read, and nothing else.

use std::fmt::Write;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use commons::{Iri, Reader, Time, text};
use http::{HeaderValue, header};
use store::SavedSearch;

use super::super::Speech;
use super::super::pieces::{Piece, Pieces};
use crate::asking;
use crate::failure::Failure;
use crate::here::Here;
use crate::odt::xml::escape;
use crate::operations::saved::address;
use crate::town::Town;

/// Entries in a feed.
const LONGEST: usize = 50;
/// Characters of what is said of an entry.
const SUMMARY: usize = 600;
/// The type of a feed.
const ATOM: &str = "application/atom+xml; charset=utf-8";

/// `GET /feed/{ticket}`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    Path(ticket): Path<String>,
) -> Result<Response, Failure> {
    let search = address::fed(&town, &ticket).await?;
    let pieces = match asking::again(&town, &search.query, Reader::anyone(), 1..=i64::MAX, LONGEST).await {
        Ok(found) => readable(&town, &found).await?,
        // Nobody sees a refusal in a feed reader. What can no longer be read says so where it is changed.
        Err(refusal) if refusal.status() == 400 => Vec::new(),
        Err(refusal) => return Err(refusal.into()),
    };
    let home = here.organisation.as_ref().map(|organisation| organisation.iri.clone());
    let home = home.or_else(|| town.hosts.first().map(|first| first.iri.clone()));
    let feed = Feed { search: &search, home: home.as_ref(), pieces: &pieces, speech: &speech };
    let mut response = feed.written().into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(ATOM));
    Ok(response)
}

/// The hits that everybody may read, as the memory has it: the index may lag behind by a moment.
async fn readable(town: &Town, found: &search::Page) -> Result<Vec<Piece>, Failure> {
    let mut pieces = Pieces::new(town.store.reading().await?);
    let mut readable = Vec::new();
    for hit in &found.hits {
        let Ok(iri) = Iri::parse("id", &hit.iri) else { continue };
        readable.extend(pieces.by_iri(&iri, &Reader::anyone()).await?);
    }
    Ok(readable)
}

struct Feed<'a> {
    search: &'a SavedSearch,
    home: Option<&'a Iri>,
    pieces: &'a [Piece],
    speech: &'a Speech,
}

impl Feed<'_> {
    fn written(&self) -> String {
        let updated =
            self.pieces.iter().map(|piece| piece.entry.updated).max().unwrap_or(self.search.created);
        let results = self.at(&format!("suche?{}", self.search.query));
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>urn:uuid:{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
            self.speech.tag(),
            self.search.id,
            escape(&self.search.name),
            instant(updated),
            escape(&results)
        );
        for piece in self.pieces {
            self.entry(piece, &mut out);
        }
        out.push_str("</feed>\n");
        out
    }

    fn entry(&self, piece: &Piece, out: &mut String) {
        let entry = &piece.entry;
        let title = if entry.title.is_empty() {
            text::cut(&text::line(&entry.text), 80)
        } else {
            entry.title.clone()
        };
        let author = piece.author.as_ref().map_or("?", |author| author.name.as_str());
        let said = if entry.summary.is_empty() { &entry.text } else { &entry.summary };
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<published>{}</published>\n\
             <author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escape(entry.iri.as_str()),
            escape(&title),
            instant(entry.updated),
            instant(entry.published),
            escape(author),
            escape(&self.at(&format!("eintraege/{}", piece.id))),
            escape(&text::cut(&text::line(said), SUMMARY))
        );
    }

    fn at(&self, path: &str) -> String {
        self.home.map_or_else(|| format!("/{path}"), |home| home.with(path).to_string())
    }
}

/// As RFC 3339 has it.
fn instant(time: Time) -> String {
    time.to_string()
}
