//! A table of members is taken in: each line by itself, so that a wrong one keeps nobody else off the list.

use std::sync::Arc;

use commons::members::{self, Named};
use commons::{EntryId, Refusal, text};
use federation::webfinger::account;
use store::list_members::NewMember;

use super::members::{Wish, described, of_organisation, put_on};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;

/// Members written in one transaction.
const CHUNK: usize = 500;

/// What became of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Who is on the list from now on.
    pub new: usize,
    /// Who was on it already.
    pub known: usize,
    /// Lines that name nobody: the number, from 1, and why.
    pub odd: Vec<(usize, Refusal)>,
}

/// Takes a file in: AGS;Name;Adresse, or as its first line says. Where the address is one of Tempomacher, its organisation is looked for later.
///
/// # Errors
/// When the file is no table or too long; then nobody was put on the list.
pub async fn import(hall: &Hall, acting: &Acting, file: &[u8]) -> Result<Imported, Failure> {
    let named = members::gather(file)?;
    let mut imported = Imported::default();
    let mut chunk = Vec::with_capacity(CHUNK);
    for one in &named {
        match member(hall, one).await {
            Ok(new) => chunk.push(new),
            Err(failure) if failure.refusal().status() < 500 => {
                imported.odd.push((one.line, failure.refusal().clone()))
            }
            Err(failure) => return Err(failure),
        }
        if chunk.len() == CHUNK {
            put(hall, acting, std::mem::take(&mut chunk), &mut imported).await?;
        }
    }
    put(hall, acting, chunk, &mut imported).await?;
    Ok(imported)
}

/// The member that a line names.
async fn member(hall: &Hall, named: &Named) -> Result<NewMember, Failure> {
    if named.address.is_empty() {
        let (ags, name, website) = (named.ags.clone(), named.name.clone(), named.website.clone());
        let wish = Wish { ags, name, website, address: String::new() };
        return described(&mut hall.store.reading().await?, &wish).await;
    }
    let (handle, host) = account(&named.address)?;
    let known = hall.store.reading().await?.actors().by_address(&handle, &host).await?;
    if let Some(organisation) = known.and_then(|row| row.organisation) {
        return Ok(of_organisation(&organisation));
    }
    let ags = if named.ags.is_empty() { None } else { Some(members::key(&named.ags)?) };
    text::check("name", &named.name, text::caps::TITLE)?;
    let address = format!("{handle}@{host}");
    let name = if named.name.is_empty() { address.clone() } else { named.name.clone() };
    Ok(NewMember { name, ags, address, ..NewMember::default() })
}

async fn put(
    hall: &Hall,
    acting: &Acting,
    chunk: Vec<NewMember>,
    imported: &mut Imported,
) -> Result<(), Failure> {
    let (acting, now, count) = (acting.clone(), hall.clock.now(), chunk.len());
    // Those of one moment do not rise by themselves, and the list keeps the order of the table.
    let mut ids: Vec<_> = chunk.iter().map(|_| EntryId::new(now)).collect();
    ids.sort_unstable();
    let chunk: Arc<Vec<_>> = Arc::new(ids.into_iter().zip(chunk).collect());
    let new = hall
        .store
        .write(move |change| {
            let (acting, chunk) = (acting.clone(), Arc::clone(&chunk));
            Box::pin(async move {
                let (list, mut added) = (&acting.organisation.iri, 0);
                for (id, new) in chunk.iter() {
                    added += usize::from(put_on(change, list, *id, new, now).await?);
                }
                change.lists().hurry(list, now).await?;
                acting.note(change, "list import", &added.to_string(), now).await?;
                Ok::<_, Failure>(added)
            })
        })
        .await?;
    imported.new += new;
    imported.known += count - new;
    Ok(())
}
