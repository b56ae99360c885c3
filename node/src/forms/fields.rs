//! The body of a form, read with its limits. What was typed stays as it was typed until it is parsed.

use axum::body::Body;
use axum::extract::FromRequest;
use bytes::Bytes;
use commons::Refusal;
use http::{Request, header};
use http_body_util::{BodyExt, Limited};

use crate::failure::Failure;
use crate::town::Town;

/// Bytes of a form.
const LARGEST: usize = 1024 * 1024;
/// Fields of a form.
const MOST: usize = 2_000;

/// What came with a form, in its order.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`.
    ///
    /// # Errors
    /// 413 for too many fields, 400 for a NUL, which no database keeps.
    pub fn parse(body: &[u8]) -> Result<Self, Refusal> {
        let pairs = url::form_urlencoded::parse(body).into_owned();
        let fields: Vec<_> = pairs.take(MOST + 1).collect();
        if fields.len() > MOST {
            return Err(Refusal::TooLarge { limit: LARGEST });
        }
        if fields.iter().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
            return Err(Refusal::NulInText {});
        }
        Ok(Self(fields))
    }

    /// Fields of which somebody else knows the values: what is kept, shown in a form.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(fields.into_iter().collect())
    }

    /// What was typed into this field, without blanks around it; empty where there is no such field.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.trim())
    }

    /// What was typed, as it was typed: for passwords.
    pub fn raw(&self, name: &str) -> &str {
        self.0.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value)
    }

    /// Every value of a field that may come several times; empty ones left out.
    pub fn all(&self, name: &str) -> Vec<&str> {
        let values = self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.trim());
        values.filter(|value| !value.is_empty()).collect()
    }

    /// Every value of a field that may come several times, as it was typed.
    pub fn every(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(field, _)| field == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the field came along: a tick, or the button that was pressed.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(field, _)| field == name)
    }

    /// Every field in its order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl FromRequest<Town> for Fields {
    type Rejection = Failure;

    async fn from_request(request: Request<Body>, _: &Town) -> Result<Self, Failure> {
        Ok(Self::parse(&body(request).await?)?)
    }
}

/// The body of a form as it came.
///
/// # Errors
/// 415 for another content type, 413 for too much.
pub async fn body(request: Request<Body>) -> Result<Bytes, Refusal> {
    let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = content_type.unwrap_or_default().split(';').next().unwrap_or_default().trim();
    if !essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(Refusal::WrongContentType {});
    }
    let body = Limited::new(request.into_body(), LARGEST).collect().await;
    Ok(body.map_err(|_| Refusal::TooLarge { limit: LARGEST })?.to_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_name_and_may_come_several_times() {
        let fields = Fields::parse(b"title=+Kita+&topic=a&topic=&topic=b&tick=").expect("fields");
        assert_eq!(fields.text("title"), "Kita");
        assert_eq!(fields.raw("title"), " Kita ");
        assert_eq!(fields.all("topic"), ["a", "b"]);
        assert!(fields.has("tick") && !fields.has("other"));
    }

    #[test]
    fn a_nul_and_endless_fields_are_refused() {
        assert_eq!(Fields::parse(b"a=%00").expect_err("a NUL"), Refusal::NulInText {});
        let many = "a=1&".repeat(MOST + 1);
        assert!(Fields::parse(many.as_bytes()).is_err());
    }
}
