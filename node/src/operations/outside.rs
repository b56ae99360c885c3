//! How one of our hosts looks from outside: whether its name leads here, whether a neighbour would get through, and whether the clock is right.

use std::net::IpAddr;

use commons::{Clock, Iri, Organisation, Refusal, Time};
use federation::guard::GuardError;
use federation::{Flaw, Probed, Unprobed};
use store::StoreError;

use crate::failure::Failure;
use crate::hall::Hall;
use crate::secret;

/// Seconds by which a clock may differ: signatures are taken up to five minutes ahead.
const AGREES: i64 = 30;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Where the name leads.
    Name,
    /// Whether this very node answers there.
    Answer,
    /// The certificate.
    Certificate,
    /// The clock.
    Clock,
}

/// What was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is as it should be.
    Good,
    /// Something has to be done.
    Bad,
    /// It cannot be told from here.
    Open,
}

/// What was seen of one aspect. Aspect and outcome together are the key of its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at.
    pub aspect: Aspect,
    /// How it is.
    pub verdict: Verdict,
    /// In one word.
    pub outcome: &'static str,
    /// Addresses, a status, seconds: what the sentence shows.
    pub detail: String,
}

/// Every outcome there is, for the test that walks their sentences.
pub const OUTCOMES: [(Aspect, &[&str]); 4] = [
    (Aspect::Name, &["good", "proxied", "inside", "nowhere"]),
    (Aspect::Answer, &["good", "other", "redirect", "closed", "silent", "inside", "proxy"]),
    (
        Aspect::Certificate,
        &[
            "good",
            "laboratory",
            "expired",
            "not-yet",
            "other-name",
            "unknown-issuer",
            "other",
            "none",
            "open",
        ],
    ),
    (Aspect::Clock, &["good", "wrong", "open"]),
];

impl Aspect {
    /// The word in keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Answer => "answer",
            Self::Certificate => "certificate",
            Self::Clock => "clock",
        }
    }
}

impl Finding {
    fn new(aspect: Aspect, verdict: Verdict, outcome: &'static str, detail: impl Into<String>) -> Self {
        Self { aspect, verdict, outcome, detail: detail.into() }
    }

    /// The key of its sentence.
    pub fn key(&self) -> String {
        format!("outside-{}-{}", self.aspect.code(), self.outcome)
    }
}

/// Looks at this organisation's host as a neighbour would.
///
/// # Errors
/// When the machine gives no randomness or the memory fails; what is wrong outside is a finding.
pub async fn look(hall: &Hall, organisation: &Organisation) -> Result<[Finding; 4], Failure> {
    let question = secret::new()?;
    let proof = proof(hall, &question).await?;
    let address = Iri::parse("host", &format!("{}health/{question}", organisation.iri))?;
    let client = hall.client();
    let (addresses, probed) =
        futures::join!(client.addresses(name_of(&organisation.host)), client.probe(&address));
    let by_proxy = client.is_behind_proxy(name_of(&organisation.host));
    Ok([
        if by_proxy { proxied() } else { name(addresses) },
        answer(&probed, &proof),
        certificate(&probed, organisation),
        clock(&probed, &*hall.clock),
    ])
}

/// What this node answers when it is asked who it is: only whoever has this database can.
///
/// # Errors
/// When the memory fails.
pub async fn proof(hall: &Hall, question: &str) -> Result<String, StoreError> {
    let database = hall.store.identity().await?.database;
    Ok(secret::hash(&format!("{database} {question}")))
}

/// Whether this host, which none of ours bears yet, leads anywhere.
///
/// # Errors
/// [`Refusal::NameLeadsNowhere`] when it does not.
pub async fn leads_somewhere(hall: &Hall, host: &str) -> Result<(), Refusal> {
    // The laboratory's names lead here, though no resolver knows them.
    if hall.scheme_of(host)? == "http" {
        return Ok(());
    }
    let nowhere = || Refusal::NameLeadsNowhere { host: commons::text::excerpt(host) };
    let client = hall.client();
    // Behind a proxy our own resolver often knows no outer names.
    if client.is_behind_proxy(name_of(host)) {
        return Ok(());
    }
    match client.addresses(name_of(host)).await {
        Ok(addresses) if addresses.is_empty() => Err(nowhere()),
        Err(GuardError::Unresolved(_)) => Err(nowhere()),
        Ok(_) | Err(GuardError::Forbidden) => Ok(()),
    }
}

/// A host without its port.
pub(super) fn name_of(host: &str) -> &str {
    host.split(':').next().unwrap_or(host)
}

/// The proxy looks up the name: what our own resolver knows of it tells nothing.
fn proxied() -> Finding {
    Finding::new(Aspect::Name, Verdict::Open, "proxied", "")
}

fn name(addresses: Result<Vec<IpAddr>, GuardError>) -> Finding {
    let finding = |verdict, outcome, detail| Finding::new(Aspect::Name, verdict, outcome, detail);
    match addresses {
        Ok(addresses) if !addresses.is_empty() => {
            let mut shown: Vec<_> = addresses.iter().map(ToString::to_string).collect();
            shown.sort();
            shown.dedup();
            finding(Verdict::Good, "good", shown.join(", "))
        }
        Err(GuardError::Forbidden) => finding(Verdict::Open, "inside", String::new()),
        Ok(_) | Err(GuardError::Unresolved(_)) => finding(Verdict::Bad, "nowhere", String::new()),
    }
}

fn answer(probed: &Result<Probed, Unprobed>, proof: &str) -> Finding {
    let finding = |verdict, outcome, detail: String| Finding::new(Aspect::Answer, verdict, outcome, detail);
    match probed {
        Ok(probed) if probed.status == 200 && probed.body.trim() == proof => {
            finding(Verdict::Good, "good", String::new())
        }
        Ok(probed) if (300..400).contains(&probed.status) => {
            finding(Verdict::Bad, "redirect", probed.status.to_string())
        }
        Ok(probed) => finding(Verdict::Bad, "other", probed.status.to_string()),
        Err(Unprobed::Forbidden) => finding(Verdict::Open, "inside", String::new()),
        Err(Unprobed::Silent) => finding(Verdict::Bad, "silent", String::new()),
        // Many proxies lead nobody back into the house he comes from.
        Err(Unprobed::Proxy(_)) => finding(Verdict::Open, "proxy", String::new()),
        Err(_) => finding(Verdict::Bad, "closed", String::new()),
    }
}

fn certificate(probed: &Result<Probed, Unprobed>, organisation: &Organisation) -> Finding {
    let (verdict, outcome) = match probed {
        _ if organisation.iri.as_str().starts_with("http:") => (Verdict::Good, "laboratory"),
        Ok(_) => (Verdict::Good, "good"),
        Err(Unprobed::Certificate(flaw)) => (
            Verdict::Bad,
            match flaw {
                Flaw::Expired => "expired",
                Flaw::NotYetValid => "not-yet",
                Flaw::OtherName => "other-name",
                Flaw::UnknownIssuer => "unknown-issuer",
                Flaw::Other => "other",
            },
        ),
        Err(Unprobed::NotEncrypted) => (Verdict::Bad, "none"),
        Err(_) => (Verdict::Open, "open"),
    };
    Finding::new(Aspect::Certificate, verdict, outcome, "")
}

fn clock(probed: &Result<Probed, Unprobed>, clock: &dyn Clock) -> Finding {
    let there = probed.as_ref().ok().and_then(|probed| probed.date);
    let Some(there) = there else { return Finding::new(Aspect::Clock, Verdict::Open, "open", "") };
    let (agrees, seconds) = agrees(clock.now(), there);
    let (verdict, outcome) = if agrees { (Verdict::Good, "good") } else { (Verdict::Bad, "wrong") };
    Finding::new(Aspect::Clock, verdict, outcome, seconds.to_string())
}

/// Whether two clocks agree, and by how many seconds they do not.
pub(super) fn agrees(here: Time, there: Time) -> (bool, i64) {
    let seconds = (here.millis() - there.millis()).abs() / 1_000;
    (seconds <= AGREES, seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use commons::{OrganisationKind, SystemClock};

    fn town() -> Organisation {
        let iri = Iri::parse("id", "https://auenstadt.de/").expect("an id");
        Organisation::new(iri, "auenstadt.de", "auenstadt", "Stadt Auenstadt", OrganisationKind::Municipality)
    }

    fn probed(status: u16, body: &str) -> Result<Probed, Unprobed> {
        Ok(Probed { status, date: Some(SystemClock.now()), body: body.to_owned() })
    }

    #[test]
    fn only_this_very_node_knows_the_answer() {
        let seen = |probed| answer(&probed, "proof");
        assert_eq!(seen(probed(200, "proof\n")).verdict, Verdict::Good);
        assert_eq!(seen(probed(200, "<html>Willkommen</html>")).outcome, "other");
        assert_eq!(seen(probed(404, "proof")).outcome, "other");
        assert_eq!(seen(probed(301, "")).detail, "301");
        assert_eq!(seen(Err(Unprobed::Forbidden)).verdict, Verdict::Open);
    }

    #[test]
    fn every_flaw_has_an_outcome_that_has_a_sentence() {
        let flaws = [Flaw::Expired, Flaw::NotYetValid, Flaw::OtherName, Flaw::UnknownIssuer, Flaw::Other];
        let others = [
            Unprobed::NotEncrypted,
            Unprobed::Closed,
            Unprobed::Silent,
            Unprobed::Forbidden,
            Unprobed::Unresolved,
            Unprobed::Proxy(federation::ProxyTrouble::Declines),
        ];
        for why in flaws.map(Unprobed::Certificate).into_iter().chain(others) {
            for finding in [
                answer(&Err(why), ""),
                certificate(&Err(why), &town()),
                clock(&Err(why), &SystemClock),
                name(Err(GuardError::Forbidden)),
                name(Ok(Vec::new())),
                proxied(),
            ] {
                let known = OUTCOMES.iter().find(|(aspect, _)| *aspect == finding.aspect).expect("an aspect");
                assert!(known.1.contains(&finding.outcome), "{finding:?}");
            }
        }
    }

    #[test]
    fn a_clock_half_a_minute_off_is_good_enough() {
        let off = |millis: i64| {
            let date = Some(Time::from_millis(SystemClock.now().millis() + millis));
            clock(&Ok(Probed { status: 200, date, body: String::new() }), &SystemClock).outcome
        };
        assert_eq!(
            [off(-20_000), off(20_000), off(90_000), off(-90_000)],
            ["good", "good", "wrong", "wrong"]
        );
    }
}
