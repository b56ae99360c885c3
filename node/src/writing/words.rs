//! Reading single answers as people write them: days, sums, lists, addresses.

use commons::{Iri, Time};

const MONTHS: [[&str; 2]; 12] = [
    ["jan", "jan"],
    ["feb", "feb"],
    ["mär", "mar"],
    ["apr", "apr"],
    ["mai", "may"],
    ["jun", "jun"],
    ["jul", "jul"],
    ["aug", "aug"],
    ["sep", "sep"],
    ["okt", "oct"],
    ["nov", "nov"],
    ["dez", "dec"],
];

/// A year, a month or a day as ISO 8601: `2026`, `2026-05`, `2026-05-04`; read also as `5/2026`, `Mai 2026`, `4.5.2026`, `4 May 2026`.
pub fn day(text: &str) -> Option<String> {
    let parts: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [year] => self::year(year).map(|year| format!("{year:04}")),
        [one, other] => {
            let (year, month) =
                year(one).map(|year| (Some(year), month(other))).unwrap_or((year(other), month(one)));
            Some(format!("{:04}-{:02}", year?, month?))
        }
        [one, middle, other] => {
            let (year, day) = year(one).map_or((year(other), one), |year| (Some(year), other));
            let iso = format!("{:04}-{:02}-{:02}", year?, month(middle)?, day.parse::<u8>().ok()?);
            Time::parse(&iso).map(|_| iso)
        }
        _ => None,
    }
}

fn year(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && *year > 0)
}

fn month(text: &str) -> Option<usize> {
    let word: String = text.to_lowercase().chars().take(3).collect();
    let named = MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|place| place + 1);
    named.or_else(|| text.parse().ok()).filter(|month| (1..=12).contains(month))
}

/// A whole number, with its thousands set apart or not, and with the euro or per cent sign that many write beside it.
pub fn number(text: &str) -> Option<u64> {
    let bare = text.trim().trim_start_matches('€').trim_end_matches(['€', '%']);
    let bare = bare.trim().trim_end_matches("Euro").trim_end_matches("EUR").trim();
    let mut groups = bare.split(['.', ',', ' ', '\u{a0}', '\u{202f}', '\'']);
    let mut digits = groups.next()?.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    let is_plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_plain)
}

/// Short texts: one on each line or, on a single line, with commas between them.
pub fn items(text: &str) -> Vec<String> {
    let separator = if text.contains('\n') { '\n' } else { ',' };
    let items = text.split(separator).map(commons::text::line);
    items.filter(|item| !item.is_empty()).collect()
}

/// What [`items`] reads as these. A single text with a comma in it is made into a line of its own.
pub fn listed(items: &[String]) -> String {
    match items {
        [one] if one.contains(',') => format!("{one}\n"),
        _ => items.join("\n"),
    }
}

/// An address; what begins with a host's name is meant to begin with `https://`.
pub fn address(text: &str) -> Option<Iri> {
    let has_host =
        text.split(['/', '?', '#']).next().is_some_and(|host| host.contains('.') && !host.contains(':'));
    let full = if has_host { format!("https://{text}") } else { text.to_owned() };
    Iri::of_activity("url", &full).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for (typed, iso) in [
            ("2026", "2026"),
            ("2026-05", "2026-05"),
            ("05/2026", "2026-05"),
            ("5.2026", "2026-05"),
            ("Mai 2026", "2026-05"),
            ("März 2026", "2026-03"),
            ("December 2026", "2026-12"),
            ("2026-05-04", "2026-05-04"),
            ("4.5.2026", "2026-05-04"),
            ("4. Mai 2026", "2026-05-04"),
            ("4 May 2026", "2026-05-04"),
        ] {
            assert_eq!(day(typed).as_deref(), Some(iso), "{typed}");
        }
        for odd in ["", "26", "Sommer 2026", "2026-13", "31.2.2026", "99999", "0000", "1.1.1.2026", "٢٠٢٦"]
        {
            assert_eq!(day(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_sum_is_read_with_and_without_its_dots() {
        for (typed, sum) in [
            ("12000", 12_000),
            ("12.000 €", 12_000),
            ("€12,000", 12_000),
            ("1 200 000 Euro", 1_200_000),
            ("65 %", 65),
        ] {
            assert_eq!(number(typed), Some(sum), "{typed}");
        }
        for odd in ["", "12.5", "12.000,50", "etwa 5", "-3", "1e9", "99999999999999999999", "٣"] {
            assert_eq!(number(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_list_has_lines_or_commas_and_is_written_so_that_it_is_read_alike() {
        assert_eq!(items("Eltern, Träger ,, Kita"), ["Eltern", "Träger", "Kita"]);
        assert_eq!(items("Müller, Schmidt & Co\n\nDataport"), ["Müller, Schmidt & Co", "Dataport"]);
        for list in [vec![], vec!["a, b".to_owned()], vec!["a".to_owned(), "b, c".to_owned()]] {
            assert_eq!(items(&listed(&list)), list);
        }
    }

    #[test]
    fn an_address_may_be_given_without_its_beginning() {
        assert_eq!(address("auenstadt.de/x?y=1").expect("an address").as_str(), "https://auenstadt.de/x?y=1");
        for odd in ["javascript:alert(1)", "a b.de", "rathaus", "", "data:text/html,x.y", "ftp://a.de"] {
            assert!(address(odd).is_none(), "{odd}");
        }
    }
}
