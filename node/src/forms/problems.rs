//! What is wrong with a form: each refusal with the field it is about, in the order of the form.

use commons::Refusal;

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

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each with its field.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Refusal)> {
        self.0.iter().map(|(field, refusal)| (field.as_str(), refusal))
    }
}
