//! The names of colleagues, which stand in one table alone and may be erased there.

use std::collections::HashMap;

use store::{Reading, StoreError};

/// Names that were looked up already.
#[derive(Default)]
pub struct Names(HashMap<String, Option<String>>);

impl Names {
    /// The name of the person with this pseudonymous id; none when it was erased.
    pub async fn of(&mut self, reading: &mut Reading, person: &str) -> Result<Option<String>, StoreError> {
        if let Some(known) = self.0.get(person) {
            return Ok(known.clone());
        }
        let name = reading.people().by_id(person).await?.map(|row| row.name);
        self.0.insert(person.to_owned(), name.clone());
        Ok(name)
    }

    /// The same for whoever the audit names: a program or a command has no name.
    pub async fn of_who(&mut self, reading: &mut Reading, who: &str) -> Result<Option<String>, StoreError> {
        match who.strip_prefix("person ") {
            Some(person) => self.of(reading, person).await,
            None => Ok(None),
        }
    }
}
