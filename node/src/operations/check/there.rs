//! The other side, step by step: its name, the connection, the clock, WebFinger there and back, its actor, its key, a signed question.

use commons::{Clock, Iri, Origin, Refusal};
use federation::guard::GuardError;
use federation::webfinger::Resource;
use federation::{Client, Flaw, Probed, ProxyTrouble, RemoteActor, Signer, Unprobed};

use super::{Aspect, Step};
use crate::hall::Hall;
use crate::operations::outside::{Verdict, agrees, name_of};

/// Every outcome there is, for the test that walks their sentences.
pub const OUTCOMES: [(Aspect, &[&str]); 8] = [
    (Aspect::Name, &["good", "proxied", "inside", "nowhere"]),
    (
        Aspect::Connection,
        &[
            "good",
            "redirect",
            "expired",
            "not-yet",
            "other-name",
            "unknown-issuer",
            "other-flaw",
            "not-encrypted",
            "proxy-unreachable",
            "proxy-wants-login",
            "proxy-declines",
            "silent",
            "closed",
            "inside",
            "nowhere",
        ],
    ),
    (Aspect::Clock, &["good", "wrong", "open"]),
    (Aspect::Webfinger, &["good", "nobody", "redirect", "host-lost", "status", "unreadable", "failed"]),
    (
        Aspect::Actor,
        &["good", "turned-away", "nobody", "gone", "redirect", "host-lost", "status", "unreadable", "failed"],
    ),
    (Aspect::Key, &["good", "unusable"]),
    (Aspect::Back, &["good", "elsewhere", "nobody"]),
    (
        Aspect::Signature,
        &["good", "refused", "hidden", "none", "host-lost", "status", "unreadable", "failed"],
    ),
];

/// Steps that are being collected, about this host.
struct Path {
    host: String,
    steps: Vec<Step>,
}

impl Path {
    fn step(&mut self, aspect: Aspect, outcome: &'static str, said: impl Into<String>) {
        let verdict = match outcome {
            "good" | "proxied" => Verdict::Good,
            "open" | "none" => Verdict::Open,
            _ => Verdict::Bad,
        };
        self.steps.push(Step { aspect, verdict, outcome, host: self.host.clone(), said: said.into() });
    }

    fn is_blocked(&self) -> bool {
        self.steps.iter().any(|step| step.verdict == Verdict::Bad)
    }
}

/// Looks at the other side.
///
/// # Errors
/// When the address makes no URL.
pub async fn check(
    hall: &Hall,
    resource: &Resource,
    origin: &Origin,
    signer: &Signer<'_>,
) -> Result<Vec<Step>, Refusal> {
    let client = hall.client();
    let mut path = Path { host: origin.authority().to_owned(), steps: Vec::new() };
    let question = Iri::parse("host", &format!("{}/.well-known/nodeinfo", origin.as_str()))?;
    name(&mut path, &client).await;
    if !path.is_blocked() {
        let probed = client.probe(&question).await;
        connection(&mut path, &probed);
        if let Ok(probed) = &probed {
            clock(&mut path, probed, &*hall.clock);
        }
    }
    if path.steps.iter().any(|step| step.verdict == Verdict::Bad && step.aspect != Aspect::Clock) {
        return Ok(path.steps);
    }
    let iri = match resource {
        Resource::Actor(iri) => Some(iri.clone()),
        Resource::Account { handle, host } => webfinger(&mut path, &client, handle, host).await,
    };
    let Some(iri) = iri else { return Ok(path.steps) };
    let Some(actor) = actor(&mut path, &client, &iri, signer).await else { return Ok(path.steps) };
    back(&mut path, &client, &actor).await;
    signature(&mut path, &client, &actor, signer).await;
    Ok(path.steps)
}

async fn name(path: &mut Path, client: &Client) {
    let host = name_of(&path.host).to_owned();
    if client.is_behind_proxy(&host) {
        return path.step(Aspect::Name, "proxied", "");
    }
    match client.addresses(&host).await {
        Ok(addresses) if !addresses.is_empty() => {
            let mut shown: Vec<_> = addresses.iter().map(ToString::to_string).collect();
            shown.sort();
            shown.dedup();
            path.step(Aspect::Name, "good", shown.join(", "));
        }
        Err(GuardError::Forbidden) => path.step(Aspect::Name, "inside", ""),
        Ok(_) | Err(GuardError::Unresolved(_)) => path.step(Aspect::Name, "nowhere", ""),
    }
}

fn connection(path: &mut Path, probed: &Result<Probed, Unprobed>) {
    let (outcome, said) = match probed {
        Ok(probed) if (300..400).contains(&probed.status) => ("redirect", probed.status.to_string()),
        Ok(_) => ("good", String::new()),
        Err(why) => (unprobed(*why), String::new()),
    };
    path.step(Aspect::Connection, outcome, said);
}

fn unprobed(why: Unprobed) -> &'static str {
    match why {
        Unprobed::Certificate(Flaw::Expired) => "expired",
        Unprobed::Certificate(Flaw::NotYetValid) => "not-yet",
        Unprobed::Certificate(Flaw::OtherName) => "other-name",
        Unprobed::Certificate(Flaw::UnknownIssuer) => "unknown-issuer",
        Unprobed::Certificate(Flaw::Other) => "other-flaw",
        Unprobed::NotEncrypted => "not-encrypted",
        Unprobed::Proxy(ProxyTrouble::Unreachable) => "proxy-unreachable",
        Unprobed::Proxy(ProxyTrouble::WantsLogin) => "proxy-wants-login",
        Unprobed::Proxy(ProxyTrouble::Declines) => "proxy-declines",
        Unprobed::Silent => "silent",
        Unprobed::Closed => "closed",
        Unprobed::Forbidden => "inside",
        Unprobed::Unresolved => "nowhere",
    }
}

fn clock(path: &mut Path, probed: &Probed, clock: &dyn Clock) {
    let Some(there) = probed.date else { return path.step(Aspect::Clock, "open", "") };
    let (agrees, seconds) = agrees(clock.now(), there);
    path.step(Aspect::Clock, if agrees { "good" } else { "wrong" }, seconds.to_string());
}

async fn webfinger(path: &mut Path, client: &Client, handle: &str, host: &str) -> Option<Iri> {
    let address = format!("{handle}@{host}");
    let refusal = match client.lookup(handle, host).await {
        Ok(iri) => {
            path.step(Aspect::Webfinger, "good", format!("{address} → {iri}"));
            return Some(iri);
        }
        Err(refusal) => refusal,
    };
    match refusal {
        Refusal::PeerAnswered { status: 400 | 404 } | Refusal::SenderGone {} => {
            path.step(Aspect::Webfinger, "nobody", address);
        }
        other => path.step(Aspect::Webfinger, common(&other), said(&other)),
    }
    None
}

async fn actor(path: &mut Path, client: &Client, iri: &Iri, signer: &Signer<'_>) -> Option<RemoteActor> {
    let refusal = match client.fetch_actor(iri, signer).await {
        Ok(actor) => {
            path.step(Aspect::Actor, "good", format!("{} ({})", actor.name, actor.iri));
            path.step(Aspect::Key, "good", actor.key_id.clone());
            return Some(actor);
        }
        Err(refusal) => refusal,
    };
    match refusal {
        Refusal::KeyOfAnother {} => path.step(Aspect::Key, "unusable", iri.as_str()),
        Refusal::PeerAnswered { status: 401 | 403 } => {
            path.step(Aspect::Actor, "turned-away", said(&refusal))
        }
        Refusal::PeerAnswered { status: 404 } => path.step(Aspect::Actor, "nobody", iri.as_str()),
        Refusal::SenderGone {} => path.step(Aspect::Actor, "gone", iri.as_str()),
        other => path.step(Aspect::Actor, common(&other), said(&other)),
    }
    None
}

async fn back(path: &mut Path, client: &Client, actor: &RemoteActor) {
    let address = format!("{}@{}", actor.handle, actor.host);
    match client.lookup(&actor.handle.to_lowercase(), &actor.host).await {
        Ok(iri) if iri == actor.iri => path.step(Aspect::Back, "good", address),
        Ok(iri) => path.step(Aspect::Back, "elsewhere", format!("{address} → {iri}")),
        Err(_) => path.step(Aspect::Back, "nobody", address),
    }
}

async fn signature(path: &mut Path, client: &Client, actor: &RemoteActor, signer: &Signer<'_>) {
    let Some(changes) = &actor.changes else { return path.step(Aspect::Signature, "none", "") };
    match client.fetch_changes(changes, &actor.iri, None, signer).await {
        Ok(page) => path.step(Aspect::Signature, "good", page.count.to_string()),
        Err(refusal @ Refusal::PeerAnswered { status: 401 }) => {
            path.step(Aspect::Signature, "refused", said(&refusal));
        }
        Err(refusal @ Refusal::PeerAnswered { status: 403 | 404 }) => {
            path.step(Aspect::Signature, "hidden", said(&refusal));
        }
        // It redirects only what is signed: nothing that anybody knows does so.
        Err(Refusal::RedirectRefused {}) => path.step(Aspect::Signature, "unreadable", ""),
        Err(other) => path.step(Aspect::Signature, common(&other), said(&other)),
    }
}

/// The outcome that a refusal has in every step.
fn common(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::RedirectRefused {} => "redirect",
        Refusal::PeerAnswered { status: 421 } => "host-lost",
        Refusal::PeerAnswered { .. } => "status",
        Refusal::PeerTooSlow {} | Refusal::PeerUnreachable {} | Refusal::PeerInsecure {} => "failed",
        _ => "unreadable",
    }
}

fn said(refusal: &Refusal) -> String {
    match refusal {
        Refusal::PeerAnswered { status } => status.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_is_one_that_has_a_sentence() {
        let flaws = [Flaw::Expired, Flaw::NotYetValid, Flaw::OtherName, Flaw::UnknownIssuer, Flaw::Other];
        let proxy = [ProxyTrouble::Unreachable, ProxyTrouble::WantsLogin, ProxyTrouble::Declines];
        let others = [
            Unprobed::NotEncrypted,
            Unprobed::Closed,
            Unprobed::Silent,
            Unprobed::Forbidden,
            Unprobed::Unresolved,
        ];
        let known = |aspect, outcome: &str| {
            let (_, outcomes) = OUTCOMES.iter().find(|(known, _)| *known == aspect).expect("an aspect");
            outcomes.contains(&outcome)
        };
        let all =
            flaws.map(Unprobed::Certificate).into_iter().chain(proxy.map(Unprobed::Proxy)).chain(others);
        let seen: Vec<_> = all.map(unprobed).collect();
        assert!(seen.iter().all(|outcome| known(Aspect::Connection, outcome)), "{seen:?}");
        for refusal in Refusal::one_of_each() {
            for aspect in [Aspect::Webfinger, Aspect::Actor, Aspect::Signature] {
                let outcome = common(&refusal);
                let elsewhere = aspect == Aspect::Signature && outcome == "redirect";
                assert!(elsewhere || known(aspect, outcome), "{aspect:?} {refusal:?}");
            }
        }
    }
}
