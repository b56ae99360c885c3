//! The structured fields (RFC 9651) in which signatures stand: Signature-Input, Signature, Content-Digest.

use commons::{Refusal, Time};
use sfv::{BareItem, Dictionary, FieldType as _, InnerList, List, ListEntry, Parser};

use crate::signatures::dates;

const MALFORMED: Refusal = Refusal::SignatureMalformed {};
/// Most components a signature may cover.
const MOST_COMPONENTS: usize = 64;

/// What a signature says of itself.
#[derive(Debug)]
pub(in crate::signatures) struct Input {
    /// The name by which it is found in Signature.
    pub label: String,
    /// What it covers, in order.
    pub components: Vec<String>,
    /// Which key.
    pub key_id: String,
    /// How it was made, where that is told.
    pub algorithm: Option<String>,
    /// When it was made.
    pub created: Option<Time>,
    /// Until when it is good.
    pub expires: Option<Time>,
    /// All of it, as it is signed itself.
    pub parameters: String,
}

impl Input {
    /// Reads a Signature-Input of one signature. Of two a program might check the one and believe the other.
    pub fn parse(header: &str) -> Result<Self, Refusal> {
        let dictionary: Dictionary = Parser::new(header).parse().map_err(|_| MALFORMED)?;
        let mut entries = dictionary.into_iter();
        let (Some((label, ListEntry::InnerList(list))), None) = (entries.next(), entries.next()) else {
            return Err(MALFORMED);
        };
        let time = |name| list.params.get(name).map(seconds).transpose();
        Ok(Self {
            label: label.to_string(),
            components: components(&list)?,
            key_id: text(&list, "keyid")?.filter(|id| !id.is_empty()).ok_or(MALFORMED)?,
            algorithm: text(&list, "alg")?,
            created: time("created")?,
            expires: time("expires")?,
            parameters: written(list),
        })
    }
}

/// Names alone: with parameters a component means a part of a header, or that of another message.
fn components(list: &InnerList) -> Result<Vec<String>, Refusal> {
    let mut names: Vec<String> = Vec::with_capacity(list.items.len());
    for item in &list.items {
        let name = item.bare_item.as_string().map(|name| name.as_str().to_owned()).ok_or(MALFORMED)?;
        let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase() || b"@-_0123456789".contains(&byte));
        if !is_name || !item.params.is_empty() || names.contains(&name) || names.len() == MOST_COMPONENTS {
            return Err(MALFORMED);
        }
        names.push(name);
    }
    Ok(names)
}

fn text(list: &InnerList, name: &str) -> Result<Option<String>, Refusal> {
    let string = |item: &BareItem| item.as_string().map(|text| text.as_str().to_owned()).ok_or(MALFORMED);
    list.params.get(name).map(string).transpose()
}

fn seconds(item: &BareItem) -> Result<Time, Refusal> {
    let number = item.as_integer().ok_or(Refusal::SignatureTime {})?;
    dates::seconds(&number.to_string())
}

/// As the standard writes it, whatever spaces it came with: what is signed is what was understood.
fn written(list: InnerList) -> String {
    List::from([ListEntry::InnerList(list)]).serialize().unwrap_or_default()
}

/// The signature under this label, which stands alone.
pub(in crate::signatures) fn signature(header: &str, label: &str) -> Result<Vec<u8>, Refusal> {
    match &byte_sequences(header).ok_or(MALFORMED)?[..] {
        [(name, signature)] if name == label && !signature.is_empty() => Ok(signature.clone()),
        _ => Err(MALFORMED),
    }
}

/// The digests of a Content-Digest (RFC 9530), each with the name of its hash.
pub(in crate::signatures) fn digests(header: &str) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
    byte_sequences(header).ok_or(Refusal::DigestWrong {})
}

fn byte_sequences(header: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let dictionary: Dictionary = Parser::new(header).parse().ok()?;
    let bytes = |entry| match entry {
        ListEntry::Item(item) => item.bare_item.as_byte_sequence().map(<[u8]>::to_vec),
        ListEntry::InnerList(_) => None,
    };
    dictionary.into_iter().map(|(name, entry)| Some((name.to_string(), bytes(entry)?))).collect()
}
