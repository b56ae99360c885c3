//! Services and software by name: what several towns name is the same thing, however each of them spells it.

use crate::register::fold;
use crate::{Content, Entry, Iri, Target};

/// A service or a software that an entry names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name, as the entry spells it.
    pub name: String,
    /// By which it is the same as what others name.
    pub key: String,
    /// Addresses by which it is the same, whatever it is called: its page, its publiccode.yml.
    pub addresses: Vec<String>,
}

impl Named {
    fn new(name: &str, addresses: &[Option<&Iri>]) -> Option<Self> {
        let key = key(name);
        let addresses = addresses.iter().flatten().map(|iri| address(iri)).collect();
        (!key.is_empty()).then(|| Self { name: name.to_owned(), key, addresses })
    }
}

/// The services and the software that an entry names: LeiKa and FIM keys, software of a project, what an adoption is about.
pub fn named(entry: &Entry) -> Vec<Named> {
    match &entry.content {
        Content::Project(project) => {
            let services = project.services.iter().filter_map(|name| Named::new(name, &[]));
            let software = project.software.iter().filter_map(|software| {
                Named::new(&software.name, &[software.url.as_ref(), software.publiccode.as_ref()])
            });
            services.chain(software).collect()
        }
        Content::Adoption(adoption) => match &adoption.target {
            Target::Service { name, .. } | Target::Software(name) => {
                Named::new(name, &[]).into_iter().collect()
            }
            Target::Entry(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// By which a name is compared: lower case, umlauts as one with what is typed for them, neither spaces nor punctuation.
pub fn key(name: &str) -> String {
    fold(name).replace(' ', "")
}

/// By which an address is compared: `codeberg.org/auental/kita` for `https://www.codeberg.org/Auental/kita.git`.
fn address(iri: &Iri) -> String {
    let text = iri.as_str().to_lowercase();
    let text = text.split_once("://").map_or(text.as_str(), |(_, rest)| rest);
    let text = text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/');
    text.strip_suffix(".git").unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{address, key};
    use crate::Iri;

    #[test]
    fn spellings_of_a_name_are_one() {
        for spelling in ["Open-Kita", "open kita", "OPENKITA", "OpenKita!"] {
            assert_eq!(key(spelling), "openkita");
        }
        assert_eq!(key("Bürgerbüro online"), key("Buergerbuero-Online"));
        assert_eq!(key("99012011012000"), "99012011012000");
        assert_eq!(key("…"), "");
    }

    #[test]
    fn spellings_of_an_address_are_one() {
        for spelling in [
            "https://codeberg.org/auental/kita",
            "http://www.codeberg.org/Auental/kita/",
            "https://codeberg.org/auental/kita.git",
        ] {
            assert_eq!(
                address(&Iri::parse("url", spelling).expect("an address")),
                "codeberg.org/auental/kita"
            );
        }
    }
}
