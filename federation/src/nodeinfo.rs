//! NodeInfo 2.1: what software this is and how much it holds. Counts only, no names.

use commons::Iri;
use serde_json::json;

const SCHEMA: &str = "http://nodeinfo.diaspora.software/ns/schema/2.1";

/// What a node tells of itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Organisations that live here.
    pub organisations: u64,
    /// Public entries, comments not among them.
    pub entries: u64,
    /// Public comments.
    pub comments: u64,
}

/// `/.well-known/nodeinfo`; `host` is `https://host/`, the document lies at `/nodeinfo/2.1`.
pub fn well_known(host: &Iri) -> String {
    json!({ "links": [{ "rel": SCHEMA, "href": host.with("nodeinfo/2.1") }] }).to_string()
}

/// The document itself, `application/json; profile="http://nodeinfo.diaspora.software/ns/schema/2.1#"`.
pub fn document(counts: Counts) -> String {
    json!({
        "version": "2.1",
        "software": { "name": "tempomacher", "version": env!("CARGO_PKG_VERSION") },
        "protocols": ["activitypub"],
        "services": { "inbound": [], "outbound": ["atom1.0"] },
        "openRegistrations": false,
        "usage": {
            "users": { "total": counts.organisations },
            "localPosts": counts.entries,
            "localComments": counts.comments,
        },
        "metadata": {},
    })
    .to_string()
}
