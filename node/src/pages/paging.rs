//! A long list in pages of a hundred: which of them is shown, and the way to the ones beside it.

use commons::Refusal;
use serde::Deserialize;

use super::Speech;

/// Items on a page.
pub const PER_PAGE: usize = 100;

/// Which page is asked for: `?seite=2`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    seite: Option<String>,
}

/// A page of a list, and the way to the ones beside it.
#[derive(Clone, Debug, Default)]
pub struct Paging {
    first: usize,
    /// `Seite 2 von 5`; nothing where there is only one.
    pub words: Option<String>,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

impl Paging {
    /// The page of a list of so many at this path. Beyond the end stands the last page.
    ///
    /// # Errors
    /// 400 for what is no number.
    pub fn of(wanted: &Wanted, total: usize, path: &str, speech: &Speech) -> Result<Self, Refusal> {
        let bad = Refusal::BadParameter { name: "seite" };
        let asked: usize = wanted.seite.as_deref().unwrap_or("1").parse().map_err(|_| bad)?;
        let last = total.div_ceil(PER_PAGE).max(1);
        let page = asked.clamp(1, last);
        let address = |page: usize| format!("{path}?seite={page}");
        let [here, all] = [page, last].map(|page| speech.number(page as u64));
        Ok(Self {
            first: (page - 1) * PER_PAGE,
            words: (last > 1)
                .then(|| format!("{} {here} {} {all}", speech.say("page"), speech.say("page-of"))),
            before: (page > 1).then(|| address(page - 1)),
            next: (page < last).then(|| address(page + 1)),
        })
    }

    /// The same, where the list stands at this place of its page.
    #[must_use]
    pub fn at(self, place: &str) -> Self {
        let there = |address: Option<String>| address.map(|address| format!("{address}#{place}"));
        Self { before: there(self.before), next: there(self.next), ..self }
    }

    /// What of the list stands on the page.
    pub fn slice<'a, T>(&self, all: &'a [T]) -> &'a [T] {
        let rest = all.get(self.first..).unwrap_or_default();
        &rest[..rest.len().min(PER_PAGE)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(seite: &str, total: usize) -> Paging {
        let wanted = Wanted { seite: (!seite.is_empty()).then(|| seite.to_owned()) };
        Paging::of(&wanted, total, "/organisationen", &Speech::default()).expect("a page")
    }

    #[test]
    fn a_list_is_turned_over_page_by_page() {
        let all: Vec<_> = (0..250).collect();
        let (first, last) = (page("", 250), page("3", 250));
        assert_eq!((first.slice(&all).len(), last.slice(&all)), (100, &all[200..]));
        assert_eq!(first.next.as_deref(), Some("/organisationen?seite=2"));
        assert_eq!((first.before, last.next), (None, None));
        assert_eq!(last.words.as_deref(), Some("Seite 3 von 3"));
        assert_eq!(page("99", 250).slice(&all), &all[200..], "beyond the end stands the last page");
        assert!(page("", 100).words.is_none() && page("", 0).slice(&all[..0]).is_empty());
    }

    #[test]
    fn what_is_no_number_is_no_page() {
        for odd in ["x", "-1", "1.5", "99999999999999999999999999"] {
            let wanted = Wanted { seite: Some(odd.to_owned()) };
            assert!(Paging::of(&wanted, 5, "/", &Speech::default()).is_err(), "{odd}");
        }
    }
}
