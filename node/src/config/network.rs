//! How the node reaches its neighbours from within a municipal network.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use federation::{PrivatePeer, Proxy};
use serde::{Deserialize, Serialize};

use super::{Password, list};

/// How the node reaches its neighbours. Mail goes its own way.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Network {
    /// The proxy through which neighbours are called, `http://proxy.rathaus.example:3128`; empty: they are called directly.
    pub proxy: String,
    /// The login there; empty: none is needed.
    pub proxy_username: String,
    /// Its password.
    pub proxy_password: Password,
    /// A file with the password in its first line, instead of `proxy_password`.
    pub proxy_password_file: PathBuf,
    /// Hosts that are called without the proxy: names, or `*.kreis.example`.
    #[serde(deserialize_with = "list")]
    pub proxy_exceptions: Vec<String>,
    /// Neighbours in a private network, each with the addresses it may have: `wissen.kreis.example=10.20.0.0/16`. Never through the proxy.
    #[serde(deserialize_with = "list")]
    pub private_peers: Vec<String>,
    /// A file (PEM) with certificates of authorities that are believed beside those of the system; empty: none.
    pub authorities_file: PathBuf,
}

impl Network {
    /// What it means to the guard.
    ///
    /// # Errors
    /// The text names the key that cannot be used.
    pub fn around(&self) -> anyhow::Result<federation::Network> {
        let mut network = federation::Network::default().with_private_peers(self.peers()?);
        if let Some(proxy) = self.way_out()? {
            network = network.through(proxy);
        }
        if !self.authorities_file.as_os_str().is_empty() {
            let file = self.authorities_file.display();
            let pem = std::fs::read(&self.authorities_file)
                .with_context(|| format!("network.authorities_file {file} cannot be read"))?;
            network = network.trusting(pem);
        }
        Ok(network)
    }

    fn peers(&self) -> anyhow::Result<Vec<PrivatePeer>> {
        let parse = |text: &String| {
            text.parse().with_context(|| {
                format!("network.private_peers holds {text:?}; a host and its range look like this: wissen.kreis.example=10.20.0.0/16")
            })
        };
        self.private_peers.iter().map(parse).collect()
    }

    fn way_out(&self) -> anyhow::Result<Option<Proxy>> {
        let password = self.proxy_password.or_in_file(&self.proxy_password_file, "network.proxy_password")?;
        if self.proxy.is_empty() {
            let alone =
                self.proxy_username.is_empty() && password.is_empty() && self.proxy_exceptions.is_empty();
            ensure!(
                alone,
                "network.proxy is missing: there is a login or an exception, and no proxy to which it belongs"
            );
            return Ok(None);
        }
        let proxy = Proxy::parse(&self.proxy)
            .context("network.proxy looks like this: http://proxy.rathaus.example:3128; a login goes into network.proxy_username")?
            .but_not_to(&self.proxy_exceptions);
        match (self.proxy_username.is_empty(), password.is_empty()) {
            (true, true) => Ok(Some(proxy)),
            (false, false) => Ok(Some(proxy.with_login(&self.proxy_username, &password))),
            (true, false) => anyhow::bail!(
                "network.proxy_username is missing: there is a password and nobody to whom it belongs"
            ),
            (false, true) => anyhow::bail!(
                "network.proxy_password or network.proxy_password_file is missing: network.proxy_username needs one"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[test]
    fn a_network_is_read_from_its_keys() {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        writeln!(file, "geheim\nmehr").expect("written");
        let network = Network {
            proxy: "http://proxy.rathaus.example:3128".to_owned(),
            proxy_username: "tempomacher".to_owned(),
            proxy_password_file: file.path().to_owned(),
            private_peers: vec!["wissen.kreis.example=10.20.0.0/16".to_owned()],
            ..Network::default()
        };
        let around = network.around().expect("a network");
        assert_eq!(around.proxy().expect("a proxy").to_string(), "http://proxy.rathaus.example:3128");
        assert!(Network::default().around().expect("none").proxy().is_none());
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let proxy = || "http://proxy.rathaus.example:3128".to_owned();
        let text = |text: &str| text.to_owned();
        for (network, key) in [
            (Network { proxy: text("proxy:3128"), ..Network::default() }, "network.proxy "),
            (
                Network { proxy: text("http://me:secret@proxy"), ..Network::default() },
                "network.proxy_username",
            ),
            (Network { proxy_username: text("me"), ..Network::default() }, "network.proxy is missing"),
            (
                Network { proxy: proxy(), proxy_username: text("me"), ..Network::default() },
                "network.proxy_password or",
            ),
            (
                Network { proxy: proxy(), proxy_password: Password::new("x"), ..Network::default() },
                "network.proxy_username is",
            ),
            (
                Network { private_peers: vec![text("a.de=10.0.0.0/99")], ..Network::default() },
                "network.private_peers",
            ),
            (
                Network { private_peers: vec![text("*.a.de=10.0.0.0/8")], ..Network::default() },
                "network.private_peers",
            ),
            (
                Network { authorities_file: PathBuf::from("/nowhere.pem"), ..Network::default() },
                "network.authorities_file",
            ),
        ] {
            let error = network.around().err().expect(key).to_string();
            assert!(error.contains(key) && !error.contains("secret"), "{error}");
        }
    }
}
