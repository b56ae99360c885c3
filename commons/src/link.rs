//! How entries refer to one another and to the world.

use serde::{Deserialize, Serialize};

use crate::Iri;

codes! {
    /// What a link says of its target.
    pub enum LinkKind as link else About {
        About = "about", "betrifft", "about";
        BasedOn = "based-on", "beruht auf", "based on";
        SameAs = "same-as", "dasselbe wie", "same as";
        Replaces = "replaces", "ersetzt", "replaces";
        PartOf = "part-of", "Teil von", "part of";
        Became = "became", "daraus wurde", "became";
    }
}

/// A reference from an entry to another entry or to a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What it says of its target.
    pub kind: LinkKind,
    /// The target.
    pub to: Iri,
    /// The words on the link, where the address alone says too little.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
