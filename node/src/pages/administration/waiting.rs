//! What waits for a decision of the organisation in the path: counted once for a page of its administration, shown beside its parts.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use commons::{Iri, MemberRole};
use store::StoreError;

use crate::failure::Failure;
use crate::pages::Speech;
use crate::pages::door::handle_of;
use crate::town::Town;
use crate::visitor::Visitor;

/// Beyond so much it is enough to know that it is more.
pub const COUNTED: i64 = 1_000;

/// How much waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Who asks to follow.
    pub requests: i64,
    /// Whose entries are missing where they came from.
    pub missing: i64,
    /// What strangers said about entries of ours.
    pub held: i64,
    /// Who asks to be on the list of members, or says to be somebody on it.
    pub claims: i64,
    /// What was reported.
    pub reports: i64,
}

impl Waiting {
    /// What waits in this part of the administration.
    pub fn in_part(self, part: &str) -> i64 {
        match part {
            "verbindungen" => self.requests + self.missing,
            "eingang" => self.held,
            "mitglieder" => self.claims,
            "inhalte" => self.reports,
            _ => 0,
        }
    }
}

/// A number that was counted up to one more than [`COUNTED`], as it is shown; nothing for none.
pub fn shown(counted: i64, speech: &Speech) -> Option<String> {
    let number = |counted: i64| speech.number(u64::try_from(counted).unwrap_or_default());
    match counted {
        ..=0 => None,
        counted if counted > COUNTED => Some(format!("{}+", number(COUNTED))),
        counted => Some(number(counted)),
    }
}

/// Middleware: counts for whoever administers the organisation in the path, and for nobody else.
pub async fn count(State(town): State<Town>, visitor: Visitor, mut request: Request, next: Next) -> Response {
    let handle = handle_of(request.uri());
    let acting = visitor
        .person()
        .zip(handle)
        .map(|(person, handle)| person.acting_for_handle(handle, MemberRole::Administrator));
    if let Some(Ok(acting)) = acting {
        match read(&town, &acting.organisation.iri).await {
            Ok(waiting) => request.extensions_mut().insert(waiting),
            Err(error) => return Failure::from(error).into_response(),
        };
    }
    next.run(request).await
}

async fn read(town: &Town, organisation: &Iri) -> Result<Waiting, StoreError> {
    let mut reading = town.store.reading().await?;
    Ok(Waiting {
        requests: reading.follows().count_requests(organisation, COUNTED + 1).await?,
        missing: i64::try_from(reading.missing().asked_of(organisation).await?.len()).unwrap_or(COUNTED),
        held: reading.entries().count_held(organisation, COUNTED + 1).await?,
        claims: reading.list_members().count_waiting(organisation, COUNTED + 1).await?,
        reports: reading.reports().count_open(Some(organisation), COUNTED + 1).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_shown_up_to_where_it_was_counted() {
        let speech = Speech::default();
        assert_eq!(shown(0, &speech), None);
        assert_eq!(shown(7, &speech).as_deref(), Some("7"));
        assert_eq!(shown(1_000, &speech).as_deref(), Some("1.000"));
        assert_eq!(shown(1_001, &speech).as_deref(), Some("1.000+"));
    }
}
