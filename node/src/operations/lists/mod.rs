//! Lists of members: keeping one's own, reading those of others, and following many organisations at once.

pub mod claim;
pub mod import;
pub mod members;
pub mod subscribe;

use commons::{Ags, Iri, Organisation, OrganisationKind};
use store::{Change, StoreError};

/// Whether this organisation of ours keeps a list: umbrella bodies do, and whoever has put somebody on it.
///
/// # Errors
/// When the memory fails.
pub async fn keeps(change: &mut Change, list: &Iri) -> Result<bool, StoreError> {
    let keeper = change.actors().by_iri(list).await?.filter(|row| row.local).and_then(|row| row.organisation);
    let Some(keeper) = keeper else { return Ok(false) };
    Ok(keeper.kind == OrganisationKind::UmbrellaBody || change.list_members().count(list).await? > 0)
}

/// The key that this organisation bears itself, and does not only serve: a town eight digits, a county five, an association nine.
pub fn own_key(organisation: &Organisation) -> Option<&Ags> {
    let digits = match organisation.kind {
        OrganisationKind::Municipality => 8,
        OrganisationKind::County => 5,
        OrganisationKind::MunicipalAssociation => 9,
        _ => return None,
    };
    organisation.serves.iter().map(|served| &served.ags).find(|ags| ags.as_str().len() == digits)
}

#[cfg(test)]
mod tests {
    use commons::{Ags, Iri, Organisation, OrganisationKind, Served};

    use super::own_key;

    #[test]
    fn who_only_serves_a_town_does_not_bear_its_key() {
        let iri = Iri::parse("id", "https://provider.de/").expect("an id");
        let key = |digits: &str| Served { ags: Ags::parse(digits).expect("a key"), valid_on: None };
        for (kind, keys, own) in [
            (OrganisationKind::Municipality, vec![key("01001"), key("01001000")], Some("01001000")),
            (OrganisationKind::County, vec![key("01051")], Some("01051")),
            (OrganisationKind::County, vec![key("01001000")], None),
            (OrganisationKind::ItProvider, vec![key("01001000")], None),
            (OrganisationKind::UmbrellaBody, vec![key("01001000")], None),
        ] {
            let organisation = Organisation::new(iri.clone(), "provider.de", "provider", "Provider", kind);
            let organisation = Organisation { serves: keys, ..organisation };
            assert_eq!(own_key(&organisation).map(Ags::as_str), own, "{kind:?}");
        }
    }
}
