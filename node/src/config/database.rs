//! Where the database is. Its address may hold a password, which is seen neither in a log line nor in what `config show` prints.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};
use url::Url;

/// What is shown in the place of a password.
const SHOWN: &str = "***";

/// The database.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `postgres://...`; empty: a SQLite file in `data_dir`, nothing to install.
    pub url: DatabaseUrl,
}

/// The address of a database. Shown, its password is left out.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address with its password, for whoever connects.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Where the address cannot be read, nothing tells where in it a password stands: then nothing of it is shown.
    fn shown(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let Some(mut url) = Url::parse(&self.0).ok().filter(Url::has_authority) else {
            return SHOWN.to_owned();
        };
        if url.password().is_some() && url.set_password(Some(SHOWN)).is_err() {
            return SHOWN.to_owned();
        }
        if let Some(query) = url.query().map(without_passwords) {
            url.set_query(Some(&query));
        }
        url.into()
    }
}

/// PostgreSQL also takes a password as a parameter.
fn without_passwords(query: &str) -> String {
    let each = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if name.contains("password") => format!("{name}={SHOWN}"),
        _ => pair.to_owned(),
    });
    each.collect::<Vec<_>>().join("&")
}

impl From<String> for DatabaseUrl {
    fn from(address: String) -> Self {
        Self(address)
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.shown(), f)
    }
}

impl Serialize for DatabaseUrl {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::DatabaseUrl;

    #[test]
    fn an_address_is_shown_without_its_password() {
        for (address, shown) in [
            ("postgres://node:hunter2@db.example/tempomacher", "postgres://node:***@db.example/tempomacher"),
            (
                "postgres://node@db.example/t?sslpassword=hunter2&sslmode=require",
                "postgres://node@db.example/t?sslpassword=***&sslmode=require",
            ),
            ("postgres://node@db.example/tempomacher", "postgres://node@db.example/tempomacher"),
            ("node:hunter2 at db", "***"),
            ("", ""),
        ] {
            let url = DatabaseUrl::from(address.to_owned());
            assert_eq!(format!("{url:?}"), format!("{shown:?}"));
            assert_eq!(serde_json::to_value(&url).expect("json"), shown);
            assert_eq!(url.reveal(), address);
        }
    }
}
