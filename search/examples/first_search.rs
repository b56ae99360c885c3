//! From three entries to a hit: opens an index, fills it, asks it.
//!
//! `cargo run -p search --example first_search`

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Reader, Time};
use search::{EntryDocument, Facet, Index, Opened, Origin, Question, Search, Update};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let origin = Origin { database: "example".into(), epoch: "1".into() };

    // A new folder has no index yet: whoever owns the entries writes all of them, and says how far they reach.
    let index = match Index::open(folder.path(), &origin)? {
        Opened::Ready(index, _) => index,
        Opened::Missing(index) => {
            let mut rebuild = index.rebuild()?;
            rebuild.write(entries()?)?;
            rebuild.finish(3)?
        }
    };

    // "Kitaplatz" stands in none of them. Its parts do.
    let question = Question::parse("Kitaplatz")?;
    let page = index.search(&Search::new(question, Reader::anyone(), Time::from_millis(0)))?;

    println!("{} hits, kinds: {:?}", page.total, page.facets.get(&Facet::Kind));
    for hit in &page.hits {
        let passage: String = hit.snippet.iter().map(|part| mark(&part.text, part.marked)).collect();
        println!("{:>6.2}  {}: {passage}", hit.score, hit.title);
    }
    Ok(())
}

fn mark(text: &str, marked: bool) -> String {
    if marked { format!("[{text}]") } else { text.to_owned() }
}

fn entries() -> Result<Vec<Update>, Box<dyn std::error::Error>> {
    let project = || Content::Project(Box::default());
    let lesson = || Content::Lesson(Box::default());
    Ok(vec![
        entry(1, "Kita-Plätze auf einer Karte", "Eltern sehen, wo noch Plätze frei sind.", project())?,
        entry(2, "Kindergarten online", "Die Anmeldung für alle Kitas der Stadt.", project())?,
        entry(
            3,
            "Radweg: früh mit dem Kreis sprechen",
            "Die Planung lief ohne den Kreis und stand still.",
            lesson(),
        )?,
    ])
}

fn entry(
    number: u32,
    title: &str,
    summary: &str,
    content: Content,
) -> Result<Update, Box<dyn std::error::Error>> {
    let author = Iri::parse("id", "https://auenstadt.de/")?;
    let iri = author.with(&format!("eintraege/{number}"));
    let now = Time::parse("2026-05-04").unwrap_or_default();
    let base = Entry::new(iri, author.clone(), title, content, now);
    let entry = Entry { summary: summary.to_owned(), audience: Audience::Public, ..base };
    let organisation = Organisation::new(
        author,
        "auenstadt.de",
        "auenstadt",
        "Stadt Auenstadt",
        OrganisationKind::Municipality,
    );
    Ok(Update::Entry(Box::new(EntryDocument {
        entry,
        id: number.to_string(),
        changed: number.into(),
        organisation,
        uses: 0,
        thread_audience: None,
    })))
}
