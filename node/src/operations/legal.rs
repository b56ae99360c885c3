//! The pages a law asks for, in an organisation's own words.

use commons::{Iri, Language, LegalPage, text};
use store::legal_texts::LegalText;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// Characters of a page.
pub const LONGEST: usize = 30_000;

/// What this organisation has filled in on this page, in each language.
///
/// # Errors
/// When the memory fails.
pub async fn texts(hall: &Hall, organisation: &Iri, page: LegalPage) -> Result<Vec<LegalText>, Failure> {
    let all = hall.store.reading().await?.legal_texts().of_organisation(organisation).await?;
    Ok(all.into_iter().filter(|text| text.page == page).collect())
}

/// Keeps the words of a page. Where there are none, the page says that it is not filled in.
///
/// # Errors
/// When they are too long.
pub async fn fill_in(
    hall: &Hall,
    acting: &Acting,
    page: LegalPage,
    words: &[(Language, String)],
) -> Result<(), Failure> {
    let now = hall.clock.now();
    let mut texts = Vec::new();
    for (language, words) in words {
        let body = text::paragraphs(words);
        text::check(language.tag(), &body, LONGEST)?;
        texts.push(LegalText { page, language: *language, body, changed: now });
    }
    let acting = acting.clone();
    hall.store
        .write(move |change| {
            let (acting, texts) = (acting.clone(), texts.clone());
            Box::pin(async move {
                for text in &texts {
                    change.legal_texts().put(&acting.organisation.iri, text).await?;
                }
                Ok(acting.note(change, "fill-in", page.code(), now).await?)
            })
        })
        .await
}
