//! What is wrong with a form: each refusal with the field it is about, in the order of the form.

use commons::Refusal;

use crate::failure::Failure;

/// What is wrong.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<(String, Refusal)>);

impl Problems {
    /// Something is wrong with this field; an empty name stands for the form as a whole.
    pub fn add(&mut self, field: &str, refusal: Refusal) {
        self.0.push((field.to_owned(), refusal));
    }

    /// The value, or nothing and a problem with this field.
    pub fn check<T>(&mut self, field: &str, result: Result<T, Refusal>) -> Option<T> {
        result.map_err(|refusal| self.add(field, refusal)).ok()
    }

    /// One refusal about the field it names itself, where it names one.
    pub fn of(refusal: Refusal) -> Self {
        let field = refusal.field().unwrap_or("").to_owned();
        Self(vec![(field, refusal)])
    }

    /// What was refused, beside this field. What waiting can cure is about the form as a whole.
    ///
    /// # Errors
    /// The failure itself, when it is none of whoever filled in the form.
    pub fn about(failure: &Failure, field: &str) -> Result<Self, Failure> {
        let refusal = failure.refusal().clone();
        let field = match refusal.status() {
            500.. | 410 => return Err(refusal.into()),
            429 => "",
            _ => field,
        };
        Ok(Self(vec![(field.to_owned(), refusal)]))
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each with its field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Refusal)> {
        self.0.iter().map(|(field, refusal)| (field.as_str(), refusal))
    }
}
