//! What an administrator can set: one documented struct, from which the sample file is printed.
//!
//! Read from `--config FILE` or `./tempomacher.toml`, then from the environment (`TEMPOMACHER_FEDERATION__LAB_HOSTS=*.localhost`).

mod database;
mod network;
mod password;

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Deserializer, Serialize};

pub use database::{Database, DatabaseUrl};
pub use network::Network;
pub use password::Password;

/// How the names of our environment variables begin.
const PREFIX: &str = "TEMPOMACHER_";
/// How those that hold a password go on.
const PASSWORDS: [&str; 2] = ["MAIL__PASSWORD", "NETWORK__PROXY_PASSWORD"];

/// The whole configuration of a node.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address and port the node listens on. A reverse proxy with a certificate stands in front of it.
    pub listen: SocketAddr,
    /// Where the database, the index and `node.key` live.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Database,
    /// What stands between the node and the net.
    pub http: Http,
    /// Neighbours.
    pub federation: Federation,
    /// How neighbours are reached.
    pub network: Network,
    /// Mail to people.
    pub mail: Mail,
    /// Finding.
    pub search: Search,
    /// What the node says while it runs.
    pub log: Log,
    /// The source of this software.
    pub source: Source,
}

/// What stands between the node and the net.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Addresses of reverse proxies whose X-Forwarded-For is believed.
    #[serde(deserialize_with = "list")]
    pub trusted_proxies: Vec<IpAddr>,
    /// Connections served at once; further ones wait.
    pub connections: usize,
    /// Letters a second that one neighbour may send in the long run, and sixty times as many at once; 0: as many as it likes.
    pub letters_per_second: u32,
}

/// Neighbours.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Federation {
    /// Laboratory only: names under .localhost or .test (`*.localhost`) that are reached by plain http and any port.
    /// Works only when every host of this node is such a name.
    #[serde(deserialize_with = "list")]
    pub lab_hosts: Vec<String>,
}

/// Mail to people.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// The mail server: `smtps://host:465`, `smtp://host:587?tls=required`, `smtp://host:25`; empty: no mail is sent.
    pub smtp: String,
    /// The login there; empty: none is needed.
    pub username: String,
    /// Its password.
    pub password: Password,
    /// A file with the password in its first line, instead of `password`.
    pub password_file: PathBuf,
    /// The sender: `Tempomacher <noreply@auenstadt.de>`.
    pub from: String,
}

/// Finding.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Search {
    /// A file with synonyms of your own, beside those that come along; empty: none. Read when the node starts.
    pub synonyms: PathBuf,
}

/// What the node says while it runs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// `text` for people, `json` for programs.
    pub format: LogFormat,
    /// What is worth a line: `info`, `warn`, `node=debug,info`, ...
    pub filter: String,
}

/// The source of this software, which whoever uses it may ask for (AGPL-3.0, 13).
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// Where the source of just this version can be read: linked in the foot of every page; empty: no link.
    pub url: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: PathBuf::from("./data"),
            database: Database::default(),
            http: Http::default(),
            federation: Federation::default(),
            network: Network::default(),
            mail: Mail::default(),
            search: Search::default(),
            log: Log::default(),
            source: Source::default(),
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        Self { trusted_proxies: Vec::new(), connections: 2_000, letters_per_second: 100 }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, filter: "info".to_owned() }
    }
}

impl Config {
    /// Reads the file, if there is one, and the environment over it. A file that was named must exist.
    ///
    /// # Errors
    /// Names the file and the key that cannot be read.
    pub fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let toml = match file {
            Some(file) => Toml::file_exact(file),
            None => Toml::file("tempomacher.toml"),
        };
        let environment = Env::prefixed(PREFIX).ignore(&["TEST_POSTGRES"]).ignore(&PASSWORDS).split("__");
        let figment = Figment::from(Serialized::defaults(Self::default())).merge(toml).merge(environment);
        let mut config: Self = figment.extract()?;
        // Read as it stands: "0815" is no number, and "[x" no broken list.
        let kept = [&mut config.mail.password, &mut config.network.proxy_password];
        for (key, kept) in PASSWORDS.iter().zip(kept) {
            if let Ok(password) = std::env::var(format!("{PREFIX}{key}")) {
                *kept = Password::new(password);
            }
        }
        Ok(config)
    }

    /// Where the database is.
    pub fn location(&self) -> store::Location {
        if self.database.url.is_empty() {
            store::Location::Sqlite(self.data_dir.join("tempomacher.sqlite"))
        } else {
            store::Location::Postgres(self.database.url.reveal().to_owned())
        }
    }

    /// The sample file: every key with its default and what it is for.
    pub fn sample() -> String {
        include_str!("config.sample.toml").to_owned()
    }
}

/// A list in the file, or words with commas between them in the environment.
fn list<'de, D, T>(input: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + std::str::FromStr,
    T::Err: std::fmt::Display,
{
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum ListOrText<T> {
        List(Vec<T>),
        Text(String),
    }
    match ListOrText::<T>::deserialize(input)? {
        ListOrText::List(list) => Ok(list),
        ListOrText::Text(text) => text
            .split(',')
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(|word| word.parse().map_err(serde::de::Error::custom))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use figment::Figment;
    use figment::providers::{Format, Serialized, Toml};

    use super::Config;

    fn read(toml: &str) -> anyhow::Result<Config> {
        Ok(Figment::from(Serialized::defaults(Config::default())).merge(Toml::string(toml)).extract()?)
    }

    #[test]
    fn the_sample_names_every_key_and_holds_the_defaults() {
        let sample = read(&Config::sample()).expect("the sample can be read");
        let (sample, defaults) = (format!("{sample:?}"), format!("{:?}", Config::default()));
        assert_eq!(sample, defaults);
        let keys = serde_json::to_value(Config::default()).expect("json");
        for (key, value) in keys.as_object().expect("an object") {
            assert!(Config::sample().contains(key), "{key} is missing in the sample");
            for inner in value.as_object().into_iter().flat_map(|inner| inner.keys()) {
                assert!(
                    Config::sample().contains(&format!("{inner} =")),
                    "{key}.{inner} is missing in the sample"
                );
            }
        }
    }

    #[test]
    fn a_list_may_be_words_with_commas() {
        let config = read("federation.lab_hosts = \"*.localhost, *.test\"").expect("a configuration");
        assert_eq!(config.federation.lab_hosts, ["*.localhost", "*.test"]);
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = read("lisen = \"127.0.0.1:1\"").expect_err("an unknown key");
        assert!(error.to_string().contains("lisen"), "{error}");
    }
}
