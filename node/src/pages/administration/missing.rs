//! What an organisation still has to do until it is at home here, and what is done.

use commons::{LegalPage, Organisation};

use crate::failure::Failure;
use crate::pages::Speech;
use crate::pages::legal::has_gaps;
use crate::town::Town;

/// Something that is to be there.
pub struct Line {
    /// What.
    pub words: String,
    /// Why, or how, while it is missing.
    pub why: String,
    /// Where to see to it; empty: not here.
    pub address: String,
    /// Whether it is there.
    pub is_there: bool,
}

/// Everything in the order in which it matters.
///
/// # Errors
/// When the memory fails.
pub async fn lines(town: &Town, organisation: &Organisation, speech: &Speech) -> Result<Vec<Line>, Failure> {
    let iri = &organisation.iri;
    let mut reading = town.store.reading().await?;
    let texts = reading.legal_texts().of_organisation(iri).await?;
    let people = reading.people().members_of(iri).await?.len();
    let follows = reading.follows().followed_by(iri).await?.len();
    let entries = reading.entries().count_by_author(iri).await?;
    let barriers = reading.barriers().open(iri).await?;
    let handle = &organisation.handle;
    let line = |key: &str, path: &str, is_there: bool| Line {
        words: speech.say(&format!("missing-{key}")),
        why: speech.say(&format!("missing-{key}-why")),
        address: match path {
            "" => String::new(),
            "/schreiben" => path.to_owned(),
            part => format!("/verwaltung/{handle}{part}"),
        },
        is_there,
    };
    let has = |page: LegalPage| texts.iter().any(|text| text.page == page && !has_gaps(&text.body));
    Ok(vec![
        line("barriers", "/meldungen", barriers == 0),
        line("imprint", "/seiten/impressum", has(LegalPage::Imprint)),
        line("privacy", "/seiten/datenschutz", has(LegalPage::Privacy)),
        line("accessibility", "/seiten/barrierefreiheit", has(LegalPage::Accessibility)),
        line("contact", "/einstellungen", organisation.contact.is_some()),
        line("second-person", "", people > 1),
        line("first-follow", "/verbindungen/neu", follows > 0),
        line("first-entry", "/schreiben", entries > 0),
        line("position", "/einstellungen", organisation.latitude.is_some()),
        line("look", "/logo", town.hosts.look(iri).logo.is_some()),
    ])
}
