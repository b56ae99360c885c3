//! A file that comes with a form. What it is called is not looked at, so nothing in its name can lead anywhere.

use axum::body::Body;
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart};
use commons::Refusal;
use http::{HeaderMap, Request, header};

use crate::failure::Failure;
use crate::picture::KILOBYTES;
use crate::town::Town;

/// The bytes of the file in the field `file`.
#[derive(Debug)]
pub struct Upload(pub Vec<u8>);

impl FromRequest<Town> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request<Body>, _: &Town) -> Result<Self, Failure> {
        let parts = Multipart::from_request(request, &()).await;
        let mut parts = parts.map_err(|_| Refusal::WrongContentType {})?;
        while let Some(mut part) = parts.next_field().await.map_err(|error| unreadable(&error))? {
            if part.name() != Some("file") {
                continue;
            }
            let mut file = Vec::new();
            while let Some(chunk) = part.chunk().await.map_err(|error| unreadable(&error))? {
                if file.len() + chunk.len() > KILOBYTES * 1_000 {
                    return Err(Refusal::FileTooLarge { kilobytes: KILOBYTES }.into());
                }
                file.extend_from_slice(&chunk);
            }
            return if file.is_empty() { Err(missing()) } else { Ok(Self(file)) };
        }
        Err(missing())
    }
}

/// Whether a form with a file is being sent.
pub fn has_a_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn missing() -> Failure {
    Refusal::Missing { field: "file" }.into()
}

fn unreadable(error: &MultipartError) -> Failure {
    match error.status().as_u16() {
        413 => Refusal::FileTooLarge { kilobytes: KILOBYTES }.into(),
        _ => Refusal::UnreadableBody {}.into(),
    }
}
