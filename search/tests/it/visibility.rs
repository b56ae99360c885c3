//! Nobody reads, counts or guesses what is not addressed to them.

use commons::{Audience, Comment, CommentKind, Content, Entry, Iri, Organisation, Reader};
use search::{EntryDocument, Facet, Index, Page, Search, Sight, Update};

use crate::town::{index_of, iri, project, search, titles, town, written};

fn asked_by(index: &Index, organisation: Option<&Organisation>, circles: &[Iri]) -> Page {
    let reader =
        organisation.map_or_else(Reader::anyone, |organisation| Reader::of(organisation.iri.clone()));
    let sight = Sight { reader, circles: circles.to_vec(), ..Sight::default() };
    index.search(&Search { sight, ..search("Projekt") }).expect("an answer")
}

/// One public, one own, one for a circle; by Auenstadt.
fn three() -> (Index, Organisation, Iri, tempfile::TempDir) {
    let auenstadt = town("Auenstadt");
    let circle = iri("https://auenstadt.de/kreise/1");
    let with = |number, title, audience| Entry { audience, ..project(&auenstadt, number, title, "") };
    let (index, dir) = index_of(vec![
        written(&auenstadt, with(3, "Projekt für alle", Audience::Public)),
        written(&auenstadt, with(2, "Projekt im Haus", Audience::Own)),
        written(&auenstadt, with(1, "Projekt im Kreis", Audience::Circles(vec![circle.clone()]))),
    ]);
    (index, auenstadt, circle, dir)
}

#[test]
fn everyone_sees_what_is_addressed_to_them_and_nothing_else() {
    let (index, auenstadt, circle, _dir) = three();
    let birkenried = town("Birkenried");
    let other = iri("https://auenstadt.de/kreise/2");
    assert_eq!(titles(&asked_by(&index, None, &[])), ["Projekt für alle"]);
    assert_eq!(titles(&asked_by(&index, Some(&birkenried), &[other])), ["Projekt für alle"]);
    let its_own = asked_by(&index, Some(&auenstadt), &[]);
    let mut audiences: Vec<_> = its_own.hits.iter().map(|hit| hit.audience.as_str()).collect();
    audiences.sort_unstable();
    assert_eq!(audiences, ["circles", "own", "public"], "each says for whom it is");
    let member = asked_by(&index, Some(&birkenried), std::slice::from_ref(&circle));
    assert_eq!((member.total, titles(&member).contains(&"Projekt im Kreis")), (2, true));
    assert_eq!(asked_by(&index, None, &[circle]).total, 1, "a circle without an organisation opens nothing");
}

#[test]
fn what_is_beyond_a_member_is_neither_found_nor_counted() {
    let (index, _, circle, _dir) = three();
    let reader = Reader::of(town("Birkenried").iri);
    let asked = |beyond: Vec<String>| {
        let sight =
            Sight { reader: reader.clone(), circles: vec![circle.clone()], beyond, ..Sight::default() };
        index.search(&Search { sight, ..search("Projekt") }).expect("an answer")
    };
    let member = asked(Vec::new());
    let closed = member.hits.iter().find(|hit| hit.audience == "circles").expect("a hit");
    let page = asked(vec!["https://auenstadt.de/nichts".to_owned(), closed.iri.clone()]);
    assert_eq!((member.total, page.total, titles(&page)), (2, 1, vec!["Projekt für alle"]));
    assert_eq!(page.facets[&Facet::Kind], [("project".to_owned(), 1)]);
}

#[test]
fn counts_and_facets_do_not_leak() {
    let (index, auenstadt, _, _dir) = three();
    let page = asked_by(&index, None, &[]);
    for (facet, values) in &page.facets {
        assert!(values.iter().all(|(_, count)| *count == 1), "{facet:?}: {values:?}");
    }
    let filters = [(Facet::Kind, vec!["lesson".to_owned()])].into();
    let narrowed = index.search(&Search { filters, ..search("Projekt") }).expect("an answer");
    assert_eq!(
        (narrowed.total, narrowed.facets[&Facet::Kind].as_slice()),
        (0, &[("project".to_owned(), 1)][..])
    );
    assert_eq!(asked_by(&index, Some(&auenstadt), &[]).facets[&Facet::Kind], [("project".to_owned(), 3)]);
}

#[test]
fn a_comment_is_seen_by_who_may_read_it_and_its_thread() {
    let (auenstadt, birkenried) = (town("Auenstadt"), town("Birkenried"));
    let comment = |number: i64, audience: Audience, thread: Audience| {
        let content = Content::Comment(Comment {
            comment: CommentKind::Note,
            parent: iri("https://auenstadt.de/eintraege/1"),
            thread: None,
            office: String::new(),
        });
        let text = format!("Projekt {number}");
        let entry = Entry { content, text, audience, ..project(&birkenried, number, "", "") };
        let thread_audience = Some((thread, auenstadt.iri.clone()));
        Update::Entry(Box::new(EntryDocument {
            entry,
            id: number.to_string(),
            changed: number,
            organisation: birkenried.clone(),
            uses: 0,
            thread_audience,
        }))
    };
    let circle = || Audience::Circles(vec![iri("https://auenstadt.de/kreise/1")]);
    let (index, _dir) = index_of(vec![
        comment(1, Audience::Public, Audience::Public),
        comment(2, Audience::Public, Audience::Own),
        comment(3, Audience::Own, Audience::Public),
        comment(4, circle(), circle()),
        comment(5, Audience::Public, circle()),
    ]);
    let seen = |organisation: Option<&Organisation>, circles: &[Iri]| {
        let mut ids: Vec<String> =
            asked_by(&index, organisation, circles).hits.into_iter().map(|hit| hit.id).collect();
        ids.sort();
        ids.concat()
    };
    let member = [iri("https://auenstadt.de/kreise/1")];
    assert_eq!(seen(None, &[]), "1");
    assert_eq!(seen(Some(&birkenried), &[]), "13");
    assert_eq!(seen(Some(&birkenried), &member), "1345");
    assert_eq!(seen(Some(&auenstadt), &[]), "125");
    assert_eq!(seen(Some(&auenstadt), &member), "1245");
    assert_eq!(seen(Some(&town("Dritte")), &[]), "1");
}
