//! This side, as the other would see it: the host from outside, and whether what stands before the node passes requests on as they were.

use commons::{Organisation, Refusal};
use federation::{Client, Signer};

use super::{Aspect, Step};
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::outside::{self, Finding, Verdict};

/// Every outcome that is not one of [`outside`]'s.
pub const OUTCOMES: [(Aspect, &[&str]); 2] = [
    (Aspect::OwnActor, &["good", "host-lost", "unreadable", "open"]),
    (Aspect::OwnSignature, &["good", "changed", "unreadable", "open"]),
];

/// Looks at an organisation of this node.
///
/// # Errors
/// When the memory fails.
pub async fn check(hall: &Hall, ours: &Organisation, signer: &Signer<'_>) -> Result<Vec<Step>, Failure> {
    let findings = outside::look(hall, ours).await?;
    let answers =
        findings.iter().any(|finding| finding.outcome == "good" && finding.aspect == outside::Aspect::Answer);
    let mut steps: Vec<_> = findings.into_iter().map(|finding| of_finding(finding, &ours.host)).collect();
    let client = hall.client();
    let (own_actor, own_signature) = match answers {
        true => (actor(&client, ours, signer).await, signature(&client, ours, signer).await),
        false => ("open", "open"),
    };
    for (aspect, outcome) in [(Aspect::OwnActor, own_actor), (Aspect::OwnSignature, own_signature)] {
        let verdict = match outcome {
            "good" => Verdict::Good,
            "open" => Verdict::Open,
            _ => Verdict::Bad,
        };
        steps.push(Step { aspect, verdict, outcome, host: ours.host.clone(), said: String::new() });
    }
    Ok(steps)
}

fn of_finding(finding: Finding, host: &str) -> Step {
    let aspect = match finding.aspect {
        outside::Aspect::Name => Aspect::OwnName,
        outside::Aspect::Answer => Aspect::OwnAnswer,
        outside::Aspect::Certificate => Aspect::OwnCertificate,
        outside::Aspect::Clock => Aspect::OwnClock,
    };
    let Finding { verdict, outcome, detail, .. } = finding;
    Step { aspect, verdict, outcome, host: host.to_owned(), said: detail }
}

/// Our own actor, as others read it: a server in front that forgets the host leads to nobody, or to somebody else.
async fn actor(client: &Client, ours: &Organisation, signer: &Signer<'_>) -> &'static str {
    match client.fetch_actor(&ours.iri, signer).await {
        Ok(_) => "good",
        Err(Refusal::PeerAnswered { status: 421 }) => "host-lost",
        Err(_) => "unreadable",
    }
}

/// A signature covers method, path, host and date: it holds only if all of them arrive as they left.
async fn signature(client: &Client, ours: &Organisation, signer: &Signer<'_>) -> &'static str {
    match client.fetch_changes(&ours.iri.with("changes"), &ours.iri, None, signer).await {
        Ok(_) => "good",
        Err(Refusal::PeerAnswered { status: 401 | 421 }) => "changed",
        Err(_) => "unreadable",
    }
}
