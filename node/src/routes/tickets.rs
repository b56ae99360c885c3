//! Paths that end with a secret.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::table;

/// Whether this path ends with a secret that opens something: it is shown in no log, told to nobody as the page one comes from, and kept in no
/// cache. Every route with `{ticket}` in its path has them, and so has what is no route but looks like one: a link that was cut badly.
pub fn holds_ticket(path: &str) -> bool {
    PATHS_OF_TICKETS.iter().any(|folder| path.starts_with(folder)) && !PLAIN_PATHS.contains(path)
}

static PATHS_OF_TICKETS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let paths = table().into_iter().map(|route| route.path);
    paths.filter_map(|path| path.split_once("{ticket}")).map(|(folder, _)| folder).collect()
});

static PLAIN_PATHS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    table().into_iter().map(|route| route.path).filter(|path| !path.contains('{')).collect()
});

#[cfg(test)]
mod tests {
    use super::holds_ticket;

    #[test]
    fn row_86_paths_with_a_secret_are_known_also_when_they_are_cut_badly() {
        for secret in
            ["/anmelden/abc", "/anmelden/abc/", "/anmelden/abc/x", "/einladung/abc", "/registrieren/abc"]
        {
            assert!(holds_ticket(secret), "{secret}");
        }
        for plain in ["/anmelden", "/anmelden/link", "/registrieren", "/suche", "/eintraege/abc", "/"] {
            assert!(!holds_ticket(plain), "{plain}");
        }
    }
}
