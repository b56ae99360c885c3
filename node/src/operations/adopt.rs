//! An organisation says that it uses something, examined it, or gave it up. Saying it again changes what it said before.

use std::sync::Arc;

use commons::{
    Adoption, Audience, Content, Entry, EntryId, Iri, Kind, Language, Refusal, Stage, Target, text,
};
use serde_json::{Map, Value, json};
use store::{Change, Found, Stance};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::draft::{Draft, address};
use crate::operations::publish::{Published, record};

/// What is said.
#[derive(Clone, Debug)]
pub struct Statement {
    /// How far the organisation has gone.
    pub stage: Stage,
    /// Why, where it was given up.
    pub reason: String,
    /// A sentence about it, if somebody has one.
    pub sentence: String,
    /// For everyone, or for the own organisation alone.
    pub audience: Audience,
    /// In which language it is said.
    pub language: Language,
}

/// What is adopted, and how it is called.
struct Adopted {
    target: Target,
    name: String,
    audience: Audience,
    fields_of_action: Vec<&'static str>,
}

/// Says it of an entry, ours or a neighbour's.
///
/// # Errors
/// 404 and 410 for an entry that is not there, 422 for an own one, for a kind that nobody uses, and for a missing reason.
pub async fn adopt(
    hall: &Hall,
    acting: &Acting,
    id: EntryId,
    statement: Statement,
) -> Result<Published, Failure> {
    let (acting, statement) = (acting.clone(), Arc::new(statement));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, statement) = (acting.clone(), Arc::clone(&statement));
            Box::pin(async move {
                // Two clicks at once: the second finds what the first has said.
                change.entries().hold(&id).await?;
                let adopted = adoptable(change, &acting, &id).await?;
                let said = match &adopted.target {
                    Target::Entry(iri) => change.entries().adoption_by(&acting.organisation.iri, iri).await?,
                    _ => None,
                };
                let before = said.map(|row| row.entry().map(|entry| (row.id, entry))).transpose()?;
                say(change, &acting, &statement, &adopted, before, now.millis()).await
            })
        })
        .await
}

/// Says it of a service or a software that nobody has written about.
///
/// # Errors
/// 422 for a missing name or reason.
pub async fn adopt_elsewhere(
    hall: &Hall,
    acting: &Acting,
    target: Target,
    statement: Statement,
) -> Result<Published, Failure> {
    let (acting, shared) = (acting.clone(), Arc::new((target, statement)));
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let (acting, shared) = (acting.clone(), Arc::clone(&shared));
            Box::pin(async move {
                let (target, statement) = &*shared;
                let name = name_of(target).to_owned();
                if name.is_empty() {
                    return Err(Refusal::Missing { field: "name" }.into());
                }
                let before = said_of(change, &acting, target).await?;
                let (target, fields_of_action) = (target.clone(), Vec::new());
                let adopted = Adopted { target, name, audience: Audience::Public, fields_of_action };
                say(change, &acting, statement, &adopted, before, now.millis()).await
            })
        })
        .await
}

/// What this organisation said before of this service or software, whatever the letters' case.
async fn said_of(
    change: &mut Change,
    acting: &Acting,
    target: &Target,
) -> Result<Option<(EntryId, Entry)>, Failure> {
    let folded = |target: &Target| match target {
        Target::Entry(_) => None,
        Target::Service { name, provider } => Some((name.to_lowercase(), provider.to_lowercase())),
        Target::Software(name) => Some((name.to_lowercase(), String::new())),
    };
    for row in change.entries().adoptions_by(&acting.organisation.iri).await? {
        let entry = row.entry()?;
        if let Content::Adoption(adoption) = &entry.content
            && folded(&adoption.target).is_some_and(|said| Some(said) == folded(target))
        {
            return Ok(Some((row.id, entry)));
        }
    }
    Ok(None)
}

async fn adoptable(change: &mut Change, acting: &Acting, id: &EntryId) -> Result<Adopted, Failure> {
    let row = match change.entries().readable(id, &acting.reader()).await? {
        Found::Readable(row) => row,
        Found::Withdrawn(_) => return Err(Refusal::Withdrawn {}.into()),
        Found::Absent => return Err(Refusal::NoSuchEntry {}.into()),
    };
    if !row.local && change.peers().stance(&row.iri.origin()).await? == Stance::Blocked {
        return Err(Refusal::NoSuchEntry {}.into());
    }
    if row.author == acting.organisation.iri {
        return Err(Refusal::OwnEntry {}.into());
    }
    if matches!(row.kind, Kind::Adoption | Kind::Comment) {
        return Err(Refusal::NotAdoptable {}.into());
    }
    let entry = row.entry()?;
    let fields_of_action = entry.fields_of_action.iter().map(|field| field.code()).collect();
    let Entry { iri, title, audience, .. } = entry;
    Ok(Adopted { target: Target::Entry(iri), name: title, audience, fields_of_action })
}

async fn say(
    change: &mut Change,
    acting: &Acting,
    statement: &Statement,
    adopted: &Adopted,
    before: Option<(EntryId, Entry)>,
    now: i64,
) -> Result<Published, Failure> {
    let (id, iri, version, published) = match &before {
        Some((id, entry)) => (*id, entry.iri.clone(), now.max(entry.version + 1), entry.published),
        None => {
            let now = commons::Time::from_millis(now);
            let id = EntryId::new(now);
            (id, address(&acting.organisation, &id), now.millis(), now)
        }
    };
    let draft = Draft::new(fields(statement, adopted, before.as_ref().map(|(_, entry)| entry)));
    let entry = draft.entry(&iri, &acting.organisation, version, published)?;
    record(change, acting, &entry, &id, "adopt").await?;
    Ok(Published { id, iri, version })
}

/// The fields of the adoption. What was said before in other fields stays.
fn fields(statement: &Statement, adopted: &Adopted, before: Option<&Entry>) -> Map<String, Value> {
    let kept = before.map(|entry| serde_json::to_value(entry).unwrap_or_default());
    let mut fields = match kept {
        Some(Value::Object(kept)) => kept,
        _ => Map::new(),
    };
    // The name of what is not for everyone is not told to everyone.
    let narrow = !adopted.audience.is_public();
    let audience = if narrow { &Audience::Own } else { &statement.audience };
    let title = titled_by_hand(before, &adopted.name);
    for (name, value) in [
        ("kind", json!(Kind::Adoption)),
        (
            "title",
            json!(title.unwrap_or_else(|| title_of(statement.stage, &adopted.name, statement.language))),
        ),
        ("summary", json!(statement.sentence)),
        ("language", json!(statement.language.tag())),
        ("audience", json!(audience)),
        ("target", json!(adopted.target)),
        ("stage", json!(statement.stage)),
        ("reason", json!(text::paragraphs(&statement.reason))),
    ] {
        fields.insert(name.to_owned(), value);
    }
    if before.is_none() {
        fields.insert("fields_of_action".to_owned(), json!(adopted.fields_of_action));
    }
    fields
}

/// The title that somebody gave to the statement, where it is not one of ours.
fn titled_by_hand(before: Option<&Entry>, name: &str) -> Option<String> {
    let entry = before.filter(|entry| !entry.title.is_empty())?;
    let Content::Adoption(Adoption { stage, .. }) = &entry.content else { return None };
    let ours = Language::ALL.map(|language| title_of(*stage, name, language));
    (!ours.contains(&entry.title)).then(|| entry.title.clone())
}

/// `Im Einsatz: Kita-Plätze online finden`.
fn title_of(stage: Stage, name: &str, language: Language) -> String {
    let stage = text::capital(stage.label(language));
    text::cut(&text::line(&format!("{stage}: {name}")), text::caps::TITLE)
}

fn name_of(target: &Target) -> &str {
    match target {
        Target::Entry(iri) => Iri::as_str(iri),
        Target::Service { name, .. } | Target::Software(name) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_how_far_and_what() {
        let name = "Kita-Plätze online finden";
        assert_eq!(
            title_of(Stage::Productive, name, Language::German),
            "Im Einsatz: Kita-Plätze online finden"
        );
        assert_eq!(title_of(Stage::Dropped, name, Language::English), "Dropped: Kita-Plätze online finden");
        assert_eq!(title_of(Stage::Pilot, &"ä".repeat(400), Language::German).chars().count(), 300);
    }
}
