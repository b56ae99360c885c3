//! Reads an entry and what stands around it.

use commons::{Content, EntryId, Iri, LinkKind, Reader, Refusal};
use store::{Found, Store};

use super::{Around, Marks, Paging, Reference};
use crate::failure::Failure;
use crate::pages::addressed::Addressed;
use crate::pages::pieces::{Piece, Pieces};
use crate::visitor::Visitor;

/// What this visitor finds at this address: the entry with its surroundings, or that it is gone, or nothing.
pub async fn around(store: &Store, id: &EntryId, visitor: &Visitor) -> Result<Around, Failure> {
    let mut around = read(store, id, &visitor.reader()).await?;
    if let Some(person) = visitor.person() {
        let mut reading = store.reading().await?;
        around.bookmark = reading.bookmarks().one(&person.row.id, &around.piece.entry.iri).await?;
    }
    Ok(around)
}

async fn read(store: &Store, id: &EntryId, reader: &Reader) -> Result<Around, Failure> {
    let mut pieces = Pieces::new(store.reading().await?);
    let row = match pieces.reading().entries().readable(id, reader).await? {
        Found::Readable(row) => *row,
        Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
        Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
    };
    let piece = pieces.one(row).await?.ok_or(Refusal::NoSuchEntry {})?;
    let (adoptions, incoming) = pointing_at(&mut pieces, &piece.entry.iri, reader).await?;
    let comments = pieces.reading().entries().comments_of(&piece.entry.iri, reader).await?;
    Ok(Around {
        adoptions,
        incoming,
        outgoing: outgoing(&mut pieces, &piece, reader).await?,
        comments: pieces.all(comments).await?,
        paging: Paging::default(),
        marks: Marks::read(&mut pieces, &piece.entry.iri).await?,
        subject: subject(&mut pieces, &piece, reader).await?,
        bookmark: None,
        addressed: Addressed::of(pieces.reading(), &piece.entry).await?,
        piece,
    })
}

/// Who adopts it, and what else refers to it.
async fn pointing_at(
    pieces: &mut Pieces,
    iri: &Iri,
    reader: &Reader,
) -> Result<(Vec<Piece>, Vec<(LinkKind, Piece)>), Failure> {
    let rows = pieces.reading().entries().pointing_at(iri, "", reader).await?;
    let (mut adoptions, mut incoming) = (Vec::new(), Vec::new());
    for piece in pieces.all(rows).await? {
        if matches!(&piece.entry.content, Content::Adoption(adoption) if adoption.entry() == Some(iri)) {
            adoptions.push(piece);
        } else if let Some(link) = piece.entry.links.iter().find(|link| link.to == *iri) {
            incoming.push((link.kind, piece));
        }
    }
    Ok((adoptions, incoming))
}

async fn outgoing(pieces: &mut Pieces, piece: &Piece, reader: &Reader) -> Result<Vec<Reference>, Failure> {
    let mut outgoing = Vec::new();
    for link in &piece.entry.links {
        let known = pieces.by_iri(&link.to, reader).await?;
        outgoing.push(Reference { kind: link.kind, to: link.to.clone(), name: link.name.clone(), known });
    }
    Ok(outgoing)
}

/// What a comment stands under, or what an adoption is about.
async fn subject(
    pieces: &mut Pieces,
    piece: &Piece,
    reader: &Reader,
) -> Result<Option<(Iri, Option<Piece>)>, Failure> {
    let subject = match &piece.entry.content {
        Content::Comment(comment) => Some(&comment.parent),
        Content::Adoption(adoption) => adoption.entry(),
        _ => None,
    };
    let Some(iri) = subject else { return Ok(None) };
    Ok(Some((iri.clone(), pieces.by_iri(iri, reader).await?)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use commons::{Audience, Entry, Link, Organisation, Stage, Standing, SystemClock, Time};
    use store::actors::{FollowersSetting, LocalActor};
    use store::entries::{Arrival, Home};
    use store::{Location, Role, Stance};

    use super::*;
    use crate::pages::pieces::Written;
    use crate::pages::sample;

    const NOW: i64 = 1_780_000_000_000;

    fn local(organisation: Organisation) -> LocalActor {
        LocalActor {
            iri: organisation.iri.clone(),
            role: Role::Organisation,
            name: organisation.name.clone(),
            handle: organisation.handle.clone(),
            host: organisation.host.clone(),
            inbox: organisation.iri.with("inbox"),
            shared_inbox: organisation.iri.with("inbox"),
            outbox: None,
            followers: None,
            changes: None,
            followers_setting: FollowersSetting::Ask,
            version: 1,
            at: Time::from_millis(NOW),
            organisation: Some(organisation),
        }
    }

    /// Puts in an entry that everyone may read, and gives its address.
    async fn put(store: &Store, entry: Entry, iri: &str, home: Home) -> (Iri, EntryId) {
        let iri = Iri::parse("id", iri).expect("an id");
        let entry = Entry { iri: iri.clone(), audience: Audience::Public, ..entry };
        let received = Time::from_millis(NOW);
        let id = EntryId::new(received);
        let mut change = store.begin().await.expect("a change");
        let arrival = Arrival { id, home, standing: Standing::Published, received, source: None };
        change.entries().put(&entry, arrival).await.expect("put");
        change.commit().await.expect("committed");
        (iri, id)
    }

    #[tokio::test]
    async fn an_entry_is_read_with_who_uses_it_and_what_is_said_and_without_what_comes_from_blocked_hosts() {
        let directory = tempfile::tempdir().expect("a directory");
        let place = Location::Sqlite(directory.path().join("db"));
        let store = Store::open(place, Arc::new(SystemClock)).await.expect("a store");
        let mut change = store.begin().await.expect("a change");
        change.actors().put_local(&local(sample::auenstadt())).await.expect("put");
        change.commit().await.expect("committed");

        let lesson = "https://auenstadt.de/eintraege/8";
        let links =
            [sample::iri("8"), sample::iri("404")].map(|to| Link { kind: LinkKind::Became, to, name: None });
        let kita = Entry { links: links.to_vec(), ..sample::kita() };
        let (iri, id) = put(&store, kita, "https://auenstadt.de/eintraege/1", Home::Here).await;
        let about = Link { kind: LinkKind::About, to: iri.clone(), name: None };
        put(&store, Entry { links: vec![about], ..sample::lesson().entry }, lesson, Home::Here).await;
        put(&store, sample::adoption(Stage::Pilot, "").entry, "https://b.de/eintraege/2", Home::Elsewhere)
            .await;
        put(
            &store,
            sample::adoption(Stage::Pilot, "").entry,
            "https://blocked.de/eintraege/2",
            Home::Elsewhere,
        )
        .await;
        let (_, comment) = put(
            &store,
            sample::comment("2", "1", "Eine Frage", NOW).entry,
            "https://b.de/eintraege/3",
            Home::Elsewhere,
        )
        .await;
        let mut change = store.begin().await.expect("a change");
        let blocked = Iri::parse("id", "https://blocked.de/").expect("an id").origin();
        change.peers().set_stance(&blocked, Stance::Blocked, Time::from_millis(NOW)).await.expect("blocked");
        change.commit().await.expect("committed");

        let found = read(&store, &id, &Reader::anyone()).await.expect("an entry");
        assert_eq!(found.piece.author.map(|author| author.name).as_deref(), Some("Stadt Auenstadt"));
        assert_eq!(found.piece.written, Written::Here);
        assert_eq!(found.adoptions.len(), 1, "the blocked host's is not shown");
        assert_eq!(found.incoming.len(), 1);
        assert_eq!(found.outgoing.iter().map(|link| link.known.is_some()).collect::<Vec<_>>(), [true, false]);
        assert_eq!(found.comments.len(), 1);
        let below = read(&store, &comment, &Reader::anyone()).await.expect("a comment");
        assert!(below.subject.is_some_and(|(to, known)| to == iri && known.is_some()));

        let mut change = store.begin().await.expect("a change");
        change.entries().withdraw(&iri, NOW + 1, Time::from_millis(NOW + 1)).await.expect("withdrawn");
        change.commit().await.expect("committed");
        let gone = read(&store, &id, &Reader::anyone()).await.err().expect("gone");
        assert_eq!(axum::response::IntoResponse::into_response(gone).status(), 410);
    }

    #[tokio::test]
    async fn what_is_not_for_everyone_is_not_there() {
        let directory = tempfile::tempdir().expect("a directory");
        let place = Location::Sqlite(directory.path().join("db"));
        let store = Store::open(place, Arc::new(SystemClock)).await.expect("a store");
        let received = Time::from_millis(NOW);
        let arrival = Arrival {
            id: EntryId::new(received),
            home: Home::Here,
            standing: Standing::Published,
            received,
            source: None,
        };
        let mut change = store.begin().await.expect("a change");
        let own = Entry { audience: Audience::Own, ..sample::kita() };
        change.entries().put(&own, arrival).await.expect("put");
        change.commit().await.expect("committed");
        let hidden = read(&store, &arrival.id, &Reader::anyone()).await.err().expect("hidden");
        assert_eq!(axum::response::IntoResponse::into_response(hidden).status(), 404);
        assert!(read(&store, &arrival.id, &Reader::of(own.author)).await.is_ok());
    }
}
