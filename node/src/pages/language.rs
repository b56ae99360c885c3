//! In which language a page speaks, and its words: German first, English second.
//!
//! `?lang` decides, else the cookie that the last `?lang` left, else what the browser prefers, else German.

use std::borrow::{Borrow, Cow};
use std::collections::HashMap;
use std::convert::Infallible;

use axum::extract::FromRequestParts;
use commons::{Language, Time};
use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, static_loader};
use http::request::Parts;
use http::{HeaderMap, Uri, header};
use jiff::civil::Date;
use unic_langid::langid;
use url::form_urlencoded;

mod moment;

static_loader! {
    pub(super) static TEXTS = {
        locales: "./locales",
        fallback_language: "de",
        // Names from elsewhere stand in <bdi>; invisible marks would be copied along with the text.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static GERMAN: LanguageIdentifier = langid!("de");
static ENGLISH: LanguageIdentifier = langid!("en");

/// The name of the cookie that remembers the language.
pub const COOKIE: &str = "lang";

/// The name of the parameter by which an address says what was just done.
const DONE: &str = "getan";

/// The language of a page, and the address that was asked, so that the page can offer itself in the other language.
#[derive(Clone, Debug, Default)]
pub struct Speech {
    language: Language,
    path: String,
    query: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Speech {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.headers, &parts.uri))
    }
}

impl Speech {
    /// Reads the language from a request.
    pub fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        let pairs = form_urlencoded::parse(uri.query().unwrap_or("").as_bytes()).into_owned();
        let (asked, query): (Vec<_>, Vec<_>) = pairs.partition(|(name, _)| name == COOKIE);
        let asked = asked.iter().rev().find_map(|(_, tag)| by_tag(tag));
        let language =
            asked.or_else(|| by_cookie(headers)).or_else(|| by_preference(headers)).unwrap_or_default();
        Self { language, path: uri.path().to_owned(), query }
    }

    /// A page in this language, asked for under `/`.
    pub fn in_language(language: Language) -> Self {
        Self { language, path: "/".to_owned(), query: Vec::new() }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The tag of BCP 47, for `lang=".."`.
    pub fn tag(&self) -> &'static str {
        self.language.tag()
    }

    /// The other language.
    pub fn other(&self) -> Language {
        match self.language {
            Language::German => Language::English,
            Language::English => Language::German,
        }
    }

    /// This page's address in the other language.
    pub fn other_address(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query
            .extend_pairs(self.query.iter().filter(|(name, _)| name != DONE))
            .append_pair(COOKIE, self.other().tag());
        // Two slashes at the beginning would name another host.
        format!("/{}?{}", self.path.trim_start_matches('/'), query.finish())
    }

    /// The words under this key.
    pub fn say(&self, key: &str) -> String {
        self.look_up(key, None)
    }

    /// The words under this key for so many: `{ $number }` chooses the plural, `{ $shown }` is the number as it is written.
    pub fn count(&self, key: &str, number: impl Borrow<u64>) -> String {
        let number = *number.borrow();
        let blanks = HashMap::from([
            (Cow::Borrowed("number"), FluentValue::from(number)),
            (Cow::Borrowed("shown"), FluentValue::from(self.number(number))),
        ]);
        self.look_up(key, Some(&blanks))
    }

    /// The words under this key with these blanks filled: `{ $name }` is whatever stands beside `name`, as it stands.
    pub fn tell(&self, key: &str, blanks: &[(&'static str, &str)]) -> String {
        let blanks = blanks.iter().map(|(name, value)| (Cow::Borrowed(*name), FluentValue::from(*value)));
        self.look_up(key, Some(&blanks.collect()))
    }

    /// A number with its thousands set apart: `8.400`, `8,400`.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        let mut out = String::new();
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(if self.language == Language::German { '.' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// A sum in whole euros: `12.000 €`, `€12,000`.
    pub fn euros(&self, sum: u64) -> String {
        match self.language {
            Language::German => format!("{}\u{a0}€", self.number(sum)),
            Language::English => format!("€{}", self.number(sum)),
        }
    }

    /// A sum in cents: `1,43 €`, `€1.43`.
    pub fn cents(&self, sum: u64) -> String {
        let (whole, cents) = (self.number(sum / 100), sum % 100);
        match self.language {
            Language::German => format!("{whole},{cents:02}\u{a0}€"),
            Language::English => format!("€{whole}.{cents:02}"),
        }
    }

    /// A day: `4. Mai 2026`, `4 May 2026`.
    pub fn date(&self, time: Time) -> String {
        self.written(time.date())
    }

    fn written(&self, date: Date) -> String {
        let month = usize::try_from(date.month() - 1).unwrap_or_default();
        match self.language {
            Language::German => format!("{}. {} {}", date.day(), GERMAN_MONTHS[month], date.year()),
            Language::English => format!("{} {} {}", date.day(), ENGLISH_MONTHS[month], date.year()),
        }
    }

    /// A day written as `2026-05-04` or a month written as `2026-05`; whatever else stands there, as it stands.
    pub fn day(&self, text: &str) -> String {
        let parsed = |day: &str| Time::parse(day).map(|day| self.date(day));
        match text.len() {
            10 => parsed(text).unwrap_or_else(|| text.to_owned()),
            7 => match parsed(&format!("{text}-01")) {
                // The month without its first day.
                Some(day) => day.split_once(' ').map_or(text, |(_, month)| month).to_owned(),
                None => text.to_owned(),
            },
            _ => text.to_owned(),
        }
    }

    /// What was just done, as the address says it (`?getan=gespeichert`): one of our own sentences, or nothing.
    pub fn done(&self) -> Option<String> {
        let (_, act) = self.query.iter().find(|(name, _)| name == DONE)?;
        self.find(&format!("done-{act}"))
    }

    /// The words under this key, where there are any.
    pub fn find(&self, key: &str) -> Option<String> {
        TEXTS.lookup_single_language(self.identifier(), key, None::<&HashMap<String, FluentValue<'_>>>).ok()
    }

    fn identifier(&self) -> &'static LanguageIdentifier {
        match self.language {
            Language::German => &GERMAN,
            Language::English => &ENGLISH,
        }
    }

    fn look_up(&self, key: &str, blanks: Option<&HashMap<Cow<'static, str>, FluentValue<'_>>>) -> String {
        let found = TEXTS.lookup_single_language(self.identifier(), key, blanks);
        found.unwrap_or_else(|error| {
            tracing::error!(%error, key, "a text is missing");
            key.to_owned()
        })
    }
}

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `de`, `de-AT`, `EN_gb`; another language is none of ours.
pub(super) fn by_tag(tag: &str) -> Option<Language> {
    let first = tag.trim().split(['-', '_']).next()?;
    Language::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.tag()))
}

fn by_cookie(headers: &HeaderMap) -> Option<Language> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        if name == COOKIE { by_tag(value) } else { None }
    })
}

/// The first of ours among the most wanted (RFC 9110, 12.5.4).
fn by_preference(headers: &HeaderMap) -> Option<Language> {
    let line = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(f32, Language)> = None;
    for wish in line.split(',').take(32) {
        let (tag, weight) = wish.split_once(";q=").unwrap_or((wish, "1"));
        let weight = weight.trim().parse::<f32>().unwrap_or(0.0);
        let Some(language) = by_tag(tag) else { continue };
        if weight > 0.0 && best.is_none_or(|(least, _)| weight > least) {
            best = Some((weight, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(uri: &str, headers: &[(header::HeaderName, &str)]) -> Speech {
        let headers =
            headers.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value"))).collect();
        Speech::of(&headers, &uri.parse().expect("an address"))
    }

    #[test]
    fn the_address_decides_then_the_cookie_then_the_browser_then_german() {
        let english = (header::ACCEPT_LANGUAGE, "fr, en-GB;q=0.8, de;q=0.5");
        let cookie = (header::COOKIE, "other=1; lang=de");
        assert_eq!(speech("/", &[]).language(), Language::German);
        assert_eq!(speech("/", &[(header::ACCEPT_LANGUAGE, "fr")]).language(), Language::German);
        assert_eq!(speech("/", std::slice::from_ref(&english)).language(), Language::English);
        assert_eq!(speech("/", &[english.clone(), cookie.clone()]).language(), Language::German);
        assert_eq!(speech("/?lang=en", &[english, cookie]).language(), Language::English);
        assert_eq!(speech("/?lang=klingon", &[]).language(), Language::German);
    }

    #[test]
    fn a_page_offers_itself_in_the_other_language_and_on_no_other_host() {
        let here = speech("/suche?q=Kita+Pl%C3%A4tze&kind=project&lang=de", &[]);
        assert_eq!(here.other_address(), "/suche?q=Kita+Pl%C3%A4tze&kind=project&lang=en");
        assert_eq!(speech("//evil.example/x", &[]).other_address(), "/evil.example/x?lang=en");
    }

    #[test]
    fn numbers_sums_and_days_are_written_as_each_language_writes_them() {
        let [german, english] = Language::ALL.map(Speech::in_language);
        assert_eq!(
            (german.number(1_234_567), english.number(8_400)),
            ("1.234.567".to_owned(), "8,400".to_owned())
        );
        assert_eq!(
            (german.euros(900), english.euros(12_000)),
            ("900\u{a0}€".to_owned(), "€12,000".to_owned())
        );
        assert_eq!(
            (german.day("2026-05-04"), english.day("2026-05-04")),
            ("4. Mai 2026".to_owned(), "4 May 2026".to_owned())
        );
        assert_eq!(
            (german.day("2024-04"), english.day("2024-12")),
            ("April 2024".to_owned(), "December 2024".to_owned())
        );
        for odd in ["Sommer 26", "2024", "2024-13", "Sommer!"] {
            assert_eq!(german.day(odd), odd);
        }
    }
}
