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

/// The bytes of a table in the field `file`: it may be larger than a picture.
#[derive(Debug)]
pub struct Sheet(pub Vec<u8>);

/// Kilobytes of a table: all municipalities of Germany need a third of it.
const SHEET_KILOBYTES: usize = 2_000;

impl FromRequest<Town> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request<Body>, _: &Town) -> Result<Self, Failure> {
        file(request, KILOBYTES).await.map(Self)
    }
}

impl FromRequest<Town> for Sheet {
    type Rejection = Failure;

    async fn from_request(request: Request<Body>, _: &Town) -> Result<Self, Failure> {
        file(request, SHEET_KILOBYTES).await.map(Self)
    }
}

async fn file(request: Request<Body>, kilobytes: usize) -> Result<Vec<u8>, Failure> {
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(|_| Refusal::WrongContentType {})?;
    while let Some(mut part) = parts.next_field().await.map_err(|error| unreadable(&error, kilobytes))? {
        if part.name() != Some("file") {
            continue;
        }
        let mut file = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|error| unreadable(&error, kilobytes))? {
            if file.len() + chunk.len() > kilobytes * 1_000 {
                return Err(Refusal::FileTooLarge { kilobytes }.into());
            }
            file.extend_from_slice(&chunk);
        }
        return if file.is_empty() { Err(missing()) } else { Ok(file) };
    }
    Err(missing())
}

/// Whether a form with a file is being sent.
pub fn has_a_file(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data")
}

fn missing() -> Failure {
    Refusal::Missing { field: "file" }.into()
}

fn unreadable(error: &MultipartError, kilobytes: usize) -> Failure {
    match error.status().as_u16() {
        413 => Refusal::FileTooLarge { kilobytes }.into(),
        _ => Refusal::UnreadableBody {}.into(),
    }
}
