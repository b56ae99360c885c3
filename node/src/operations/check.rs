//! Whether somebody can be reached, and can reach us: every step that a connection needs, looked at one after the other.
//!
//! Nothing is written. What is found wrong is a step that says so; after one that everything else hangs on, the rest is not looked at.

mod here;
mod there;

use commons::Refusal;
use federation::Signer;
use federation::objects::own_actor::key_id;

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::look;
use crate::operations::outside::Verdict;

/// What is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// Where the name leads.
    Name,
    /// Whether there is a secure connection, and an answer.
    Connection,
    /// What time it is there.
    Clock,
    /// Whether its host knows it by its name.
    Webfinger,
    /// The actor document.
    Actor,
    /// Its key.
    Key,
    /// Whether its own name leads back to it.
    Back,
    /// Whether a signed question is answered.
    Signature,
    /// Our own name, seen from outside.
    OwnName,
    /// Whether this very node answers under it.
    OwnAnswer,
    /// Our certificate.
    OwnCertificate,
    /// Our clock.
    OwnClock,
    /// Our own actor, as others read it.
    OwnActor,
    /// Whether a signed question reaches us as it was signed.
    OwnSignature,
}

impl Aspect {
    /// The word in keys.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Connection => "connection",
            Self::Clock => "clock",
            Self::Webfinger => "webfinger",
            Self::Actor => "actor",
            Self::Key => "key",
            Self::Back => "back",
            Self::Signature => "signature",
            Self::OwnName => "own-name",
            Self::OwnAnswer => "own-answer",
            Self::OwnCertificate => "own-certificate",
            Self::OwnClock => "own-clock",
            Self::OwnActor => "own-actor",
            Self::OwnSignature => "own-signature",
        }
    }
}

/// One step, and how it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What was looked at.
    pub aspect: Aspect,
    /// How it is.
    pub verdict: Verdict,
    /// In one word; with the aspect the key of its sentences.
    pub outcome: &'static str,
    /// Whose host it is about.
    pub host: String,
    /// Addresses, a status, seconds: what the sentence shows.
    pub said: String,
}

impl Step {
    /// The key of its sentence. What is about our own host and was seen before has its sentences where they are.
    pub fn key(&self) -> String {
        match self.aspect {
            Aspect::OwnName | Aspect::OwnAnswer | Aspect::OwnCertificate | Aspect::OwnClock => {
                format!("outside-{}-{}", self.aspect.code().trim_start_matches("own-"), self.outcome)
            }
            aspect => format!("check-{}-{}", aspect.code(), self.outcome),
        }
    }
}

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The other side; nothing where an organisation of this node was meant.
    pub there: Vec<Step>,
    /// This side, as others see it.
    pub here: Vec<Step>,
}

impl Checked {
    /// Every step.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.there.iter().chain(&self.here)
    }

    /// Whether nothing has to be done.
    pub fn is_well(&self) -> bool {
        self.steps().all(|step| step.verdict != Verdict::Bad)
    }
}

/// Every outcome that has its sentences among those of this check, for the test that walks them.
pub fn outcomes() -> impl Iterator<Item = (Aspect, &'static str)> {
    let all = there::OUTCOMES.into_iter().chain(here::OUTCOMES);
    all.flat_map(|(aspect, outcomes)| outcomes.iter().map(move |outcome| (aspect, *outcome)))
}

/// Looks at whoever is behind this address, and at ourselves, for this organisation.
///
/// # Errors
/// When it is no address, when its host is blocked here, or when the memory fails.
pub async fn check(hall: &Hall, acting: &Acting, address: &str) -> Result<Checked, Failure> {
    let resource = look::wanted(hall, address)?;
    let organisation = &acting.organisation;
    let key = hall.keyring.signing_key(&mut hall.store.reading().await?, &organisation.iri).await;
    let key = key.map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "the organisation's key cannot be opened");
        Refusal::FAILED
    })?;
    let key_id = key_id(&organisation.iri);
    let signer = Signer { key: &key, key_id: &key_id, now: hall.clock.now() };
    let there = match look::here(hall, &resource) {
        Some(_) => Vec::new(),
        None => {
            let origin = look::origin_of(hall, &resource)?;
            look::refuse_blocked(hall, &origin).await?;
            there::check(hall, &resource, &origin, &signer).await?
        }
    };
    let ours = look::here(hall, &resource).unwrap_or_else(|| organisation.clone());
    Ok(Checked { there, here: here::check(hall, &ours, &signer).await? })
}
