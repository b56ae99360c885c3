//! The wire: the one HTTP client, which lets nothing out that the guard has not looked at.
//!
//! A call that connects by itself is looked at when it connects, since the guard is its resolver. A call through the proxy never asks our
//! resolver, so it is looked at before it is handed over.

use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use commons::Refusal;
use reqwest::header::{HeaderMap, HeaderName};
use reqwest::{Certificate, RequestBuilder, Response};
use url::Url;

use crate::fetch::Limits;
use crate::guard::{Guard, GuardError};
use crate::network::Network;

/// Calls neighbours, with the guard's leave.
#[derive(Clone)]
pub(crate) struct Wire {
    http: reqwest::Client,
    guard: Arc<Guard>,
}

impl Wire {
    /// A client that follows no redirect, knows no proxy but the guard's, and connects where the guard lets it.
    pub(crate) fn new(guard: Arc<Guard>, limits: Limits) -> Result<Self, Refusal> {
        let mut building = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .http1_only()
            // Our own nodes close a silent connection after ten seconds: it must not be used again just then.
            .pool_idle_timeout(Duration::from_secs(5))
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .dns_resolver(Arc::new(Guard::clone(&guard)))
            .tls_certs_merge(authorities(guard.network())?)
            .user_agent(concat!("Tempomacher/", env!("CARGO_PKG_VERSION")));
        if let Some(proxy) = proxy(guard.network()) {
            building = building.proxy(proxy);
        }
        let http = building.build().map_err(|_| Refusal::FAILED)?;
        Ok(Self { http, guard })
    }

    /// A GET to an address that was checked.
    pub(crate) fn get(&self, url: Url) -> Call {
        self.call(self.http.get(url.clone()), url)
    }

    /// A POST to an address that was checked.
    pub(crate) fn post(&self, url: Url) -> Call {
        self.call(self.http.post(url.clone()), url)
    }

    fn call(&self, request: RequestBuilder, url: Url) -> Call {
        Call { request, url, guard: Arc::clone(&self.guard) }
    }
}

fn authorities(network: &Network) -> Result<Vec<Certificate>, Refusal> {
    let mut all = Vec::new();
    for pem in network.authorities() {
        let certificates = Certificate::from_pem_bundle(pem).ok().filter(|found| !found.is_empty());
        all.extend(certificates.ok_or(Refusal::NotACertificate {})?);
    }
    Ok(all)
}

fn proxy(network: &Network) -> Option<reqwest::Proxy> {
    let proxy = network.proxy()?.clone();
    let network = network.clone();
    let chosen = reqwest::Proxy::custom(move |url| Some(network.proxy_to(url.host_str()?)?.url.clone()));
    Some(match &proxy.login {
        Some((name, password)) => chosen.basic_auth(name, password),
        None => chosen,
    })
}

/// A call that is being put together.
pub(crate) struct Call {
    request: RequestBuilder,
    url: Url,
    guard: Arc<Guard>,
}

impl Call {
    /// One header more.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        self.request = self.request.header(name, value);
        self
    }

    /// These headers.
    pub(crate) fn headers(mut self, headers: HeaderMap) -> Self {
        self.request = self.request.headers(headers);
        self
    }

    /// A body.
    pub(crate) fn body(mut self, body: String) -> Self {
        self.request = self.request.body(body);
        self
    }

    /// The same call once more, to be signed in another way.
    pub(crate) fn again(&self) -> Option<Self> {
        let request = self.request.try_clone()?;
        Some(Self { request, url: self.url.clone(), guard: Arc::clone(&self.guard) })
    }

    /// Goes out, if the guard lets it.
    pub(crate) async fn send(self) -> Result<Response, Failed> {
        self.guard.admit(&self.url).await?;
        Ok(self.request.send().await?)
    }
}

/// Why a call had no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    /// The guard did not let it out.
    #[error(transparent)]
    Guarded(#[from] GuardError),
    /// It went out and came to nothing.
    #[error(transparent)]
    Called(#[from] reqwest::Error),
}

impl Failed {
    /// The error at its root, to be looked into.
    pub(crate) fn cause(&self) -> &(dyn Error + 'static) {
        match self {
            Self::Guarded(error) => error,
            Self::Called(error) => error,
        }
    }

    /// Whether the other side was not fast enough.
    pub(crate) fn is_timeout(&self) -> bool {
        matches!(self, Self::Called(error) if error.is_timeout())
    }

    /// Whether there was no connection.
    pub(crate) fn is_connect(&self) -> bool {
        matches!(self, Self::Called(error) if error.is_connect())
    }
}

/// What went wrong between us and the proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyTrouble {
    /// It cannot be reached.
    Unreachable,
    /// It wants a name and a password, or others than ours.
    WantsLogin,
    /// It opened no way to that host: it may not go there, or nobody answers.
    Declines,
}

impl ProxyTrouble {
    /// Reads one error of a chain. The library has no name for it that could be asked, only its words.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let words = error.to_string();
        Some(match words.strip_prefix("tunnel error: ")? {
            "proxy authorization required" => Self::WantsLogin,
            "failed to create underlying connection" => Self::Unreachable,
            _ => Self::Declines,
        })
    }
}

impl From<ProxyTrouble> for Refusal {
    fn from(trouble: ProxyTrouble) -> Self {
        match trouble {
            ProxyTrouble::Unreachable => Self::ProxyUnreachable {},
            ProxyTrouble::WantsLogin => Self::ProxyWantsLogin {},
            ProxyTrouble::Declines => Self::ProxyDeclines {},
        }
    }
}
