//! Headers as signatures see them: the one that may stand once, and all of one name joined.

use commons::Refusal;
use http::HeaderMap;

/// A header that may stand once at most.
pub(super) fn single<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Refusal::SignatureMalformed {}),
        (Some(_), Some(_)) => Err(Refusal::RepeatedHeader { name }),
    }
}

/// Every value of a header that is covered; one that is not there cannot be.
pub(super) fn joined(headers: &HeaderMap, name: &str) -> Result<String, Refusal> {
    let mut values = Vec::new();
    for value in headers.get_all(name) {
        values.push(value.to_str().map_err(|_| Refusal::SignatureMalformed {})?.trim());
    }
    if values.is_empty() { Err(Refusal::SignatureMalformed {}) } else { Ok(values.join(", ")) }
}
