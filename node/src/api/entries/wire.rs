//! What is asked of entries and answered, as it goes over the wire, and what is refused.

use commons::{Entry, EntryId, Iri};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::openapi::entry::itself;
use crate::api::openapi::examples;
use crate::api::openapi::kinds::KindCode;
use crate::api::openapi::problems::refusals;
use crate::operations::publish::Published;

/// Which entries are listed.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Only those of this organisation: its handle, `handle@host`, or its id.
    #[param(example = "auenstadt")]
    pub organisation: Option<String>,
    /// Only those of this kind.
    #[param(value_type = Option<KindCode>, example = "project")]
    pub kind: Option<String>,
    /// How many at most.
    #[param(minimum = 1, maximum = 100, default = 20, example = 20)]
    pub limit: Option<i64>,
    /// Where to go on: the `next` of the page before.
    #[param(min_length = 1, example = "1777887000000_019a2f60-0000-7000-8000-000000000001")]
    pub cursor: Option<String>,
}

/// A page of entries, newest first.
#[derive(Serialize, ToSchema)]
pub struct Listing {
    /// The entries.
    pub entries: Vec<Listed>,
    /// The `cursor` of the next page; null on the last.
    #[schema(required)]
    pub next: Option<String>,
}

/// An entry, and where it is.
#[derive(Serialize, ToSchema)]
#[schema(as = ListedEntry)]
pub struct Listed {
    /// Its name on this node.
    #[schema(value_type = String, format = "uuid")]
    pub id: EntryId,
    /// Its id everywhere.
    #[schema(format = "uri")]
    pub iri: String,
    /// Its page on this node.
    #[schema(format = "uri")]
    pub url: String,
    /// What it says.
    #[schema(schema_with = itself)]
    pub entry: Entry,
}

/// Which entry it is about.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Path)]
pub struct EntryPath {
    /// The name of the entry on this node, the last part of its address.
    #[param(format = "uuid", example = json!(examples::ID))]
    pub id: String,
}

/// The version that was seen, where it need not be named.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "it describes a header")]
pub struct IfMatch {
    /// The ETag of the version that was seen; heeded where it is sent.
    #[param(rename = "If-Match", example = json!(examples::ETAG))]
    pub seen: Option<String>,
}

/// What was written, and where it is.
#[derive(Serialize, ToSchema)]
pub struct Receipt {
    /// Its name on this node.
    #[schema(value_type = String, format = "uuid")]
    pub id: EntryId,
    /// Its id everywhere.
    #[schema(value_type = String, format = "uri")]
    pub iri: Iri,
    /// Its version, the same as the ETag.
    pub version: i64,
}

/// The version of an entry, in quotation marks.
#[derive(ToSchema)]
#[schema(example = json!(examples::ETAG))]
#[expect(dead_code, reason = "it describes a header")]
pub struct Tag(String);

/// Where something can be read, on this host.
#[derive(ToSchema)]
#[schema(example = "/api/v1/entries/019a2f60-0000-7000-8000-000000000001")]
#[expect(dead_code, reason = "it describes a header")]
pub struct Location(String);

impl From<Published> for Receipt {
    fn from(Published { id, iri, version }: Published) -> Self {
        Self { id, iri, version }
    }
}

refusals! {
    /// What listing may refuse.
    RefusedToList: always visitor, BadParameter, BadCursor, UnknownCode, NoSuchOrganisation
}
refusals! {
    /// What reading may refuse.
    RefusedToShow: always visitor, BadParameter, NoSuchEntry, Withdrawn
}
refusals! {
    /// What publishing may refuse.
    RefusedToPublish: always bearer body writing
}
refusals! {
    /// What correcting may refuse.
    RefusedToRevise: always bearer body writing, BadParameter, VersionRequired, KindChanged
}
refusals! {
    /// What withdrawing may refuse.
    RefusedToWithdraw: always bearer, BadParameter, NoSuchEntry, Withdrawn, VersionStale
}
