//! The pages a law asks for, in each organisation's own words. What is not here was not filled in.

use commons::{Iri, Language, LegalPage, Time};

use crate::StoreError;
use crate::row::{Columns, Row};
use crate::session::sql;
use crate::table::{Writes, table};

/// A page in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalText {
    /// Which page.
    pub page: LegalPage,
    /// In which language.
    pub language: Language,
    /// Its words, in Markdown.
    pub body: String,
    /// When they were last changed.
    pub changed: Time,
}

impl Row for LegalText {
    fn read(row: &Columns<'_>) -> Result<Self, StoreError> {
        let (page, tag) = (row.code(LegalPage::parse)?, row.text()?);
        let language = Language::ALL.into_iter().find(|language| language.tag() == tag).unwrap_or_default();
        Ok(Self { page, language, body: row.text()?, changed: row.time()? })
    }
}

table! {
    /// The pages a law asks for.
    LegalTexts
}

impl<M> LegalTexts<'_, M> {
    /// Every text this organisation has filled in, in no order.
    pub async fn of_organisation(&mut self, organisation: &Iri) -> Result<Vec<LegalText>, StoreError> {
        let query = sql("select page, language, body, changed from legal_texts where organisation = $1");
        self.session.all(query.bind(organisation.as_str())).await
    }
}

impl LegalTexts<'_, Writes> {
    /// Keeps a text; an empty one is none.
    pub async fn put(&mut self, organisation: &Iri, text: &LegalText) -> Result<(), StoreError> {
        let (page, language) = (text.page.code(), text.language.tag());
        if text.body.is_empty() {
            let query =
                sql("delete from legal_texts where organisation = $1 and page = $2 and language = $3");
            let query = query.bind(organisation.as_str()).bind(page).bind(language);
            return self.session.execute(query).await.map(drop);
        }
        let query = sql(
            "insert into legal_texts (organisation, page, language, body, changed) values ($1, $2, $3, $4, $5) \
             on conflict (organisation, page, language) do update set body = excluded.body, changed = excluded.changed",
        );
        let query = query.bind(organisation.as_str()).bind(page).bind(language);
        self.session.execute(query.bind(text.body.as_str()).bind(text.changed.millis())).await.map(drop)
    }
}
