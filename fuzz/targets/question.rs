//! A question, and a text to which others are like: every part of the search answers, and what is shown as a question is read as the same one.
#![no_main]

use std::sync::LazyLock;

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Reader, Time};
use libfuzzer_sys::fuzz_target;
use search::{EntryDocument, Index, LastWord, Like, Opened, Origin, Question, Search, Sight, Update};
use tempfile::TempDir;

/// What can be found: words that are taken apart, numbers, paragraphs, names, another language.
const WRITTEN: [(&str, &str); 6] = [
    ("Online-Vergabe von Kitaplätzen", "Eltern melden ihre Kinder im Portal an.\n\n## Kosten\n\n- 4.000 Euro im Jahr\n- Wartung"),
    ("Digitaler Bauantrag nach § 12 OZG", "Die Straßenbaubehörde prüft Anträge aus 3 Gemeinden; Müllabfuhr-Gebührenbescheide folgen 2027."),
    ("LoRaWAN-Sensoren im Stadtwald", "Bodenfeuchte, Pegelstände: Bürger*innen sehen sie im offenen Portal."),
    ("Single sign-on with Keycloak", "Towns share one identity provider for all their online services."),
    ("Gehwegschäden melden", "Wer eine defekte Laterne sieht, meldet sie dem Bauhof."),
    ("KI-Assistenz für Protokolle", "Die Ratssitzung wird mitgeschrieben („Model C“)."),
];

/// The index, and the folder in which it lies.
static INDEX: LazyLock<(Index, TempDir)> = LazyLock::new(|| filled().expect("an index"));

fn filled() -> Result<(Index, TempDir), Box<dyn std::error::Error>> {
    let home = Iri::parse("id", "https://auenstadt.de/").map_err(|refusal| format!("{refusal:?}"))?;
    let town = Organisation::new(home, "auenstadt.de", "auenstadt", "Stadt Auenstadt", OrganisationKind::Municipality);
    let mut updates = Vec::new();
    for ((title, text), number) in WRITTEN.into_iter().zip(1..) {
        let iri = Iri::parse("id", &format!("https://auenstadt.de/eintraege/{number}")).map_err(|refusal| format!("{refusal:?}"))?;
        let content = Content::Project(Box::default());
        let entry = Entry::new(iri, town.iri.clone(), title, content, Time::from_millis(number));
        let entry = Entry { text: text.to_owned(), audience: Audience::Public, ..entry };
        let (id, organisation) = (format!("id-{number}"), town.clone());
        updates.push(Update::Entry(Box::new(EntryDocument { entry, id, changed: number, organisation, uses: 0, thread_audience: None })));
    }
    let dir = TempDir::new()?;
    let Opened::Missing(index) = Index::open(dir.path(), &Origin { database: "fuzz".into(), epoch: "1".into() })? else {
        return Err("the folder was not empty".into());
    };
    let mut rebuild = index.rebuild()?;
    rebuild.write(updates)?;
    Ok((rebuild.finish(1)?, dir))
}

fuzz_target!(|input: &str| {
    let (typed, text) = input.split_once('\0').unwrap_or((input, input));
    let (index, nobody) = (&INDEX.0, Sight::default());
    let like = Like { title: typed.into(), text: text.into(), language: "de".into(), limit: 3, ..Like::default() };
    assert!(index.similar(&like, &nobody).is_ok_and(|hits| hits.len() <= 3));
    assert!(index.suggest(typed, &nobody).is_ok());
    let _ = Question::plain_words(typed);
    let Ok(question) = Question::parse(typed) else { return };
    assert_eq!(Question::parse(&question.to_string()).as_ref(), Ok(&question), "shown as {question}");
    for last_word in [LastWord::Whole, LastWord::Begun] {
        let search = Search { last_word, deadline_ms: 10_000, ..Search::new(question.clone(), Reader::anyone(), Time::default()) };
        let page = index.search(&search).expect("an answer");
        assert_eq!(page.total, page.hits.len());
        if let Some(meant) = page.meant {
            assert!(Question::parse(&meant.words).is_ok(), "{}", meant.words);
        }
    }
});
