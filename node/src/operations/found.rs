//! A new organisation moves in.

use std::sync::Arc;

use commons::organisation::{Ags, Handle};
use commons::{Iri, MemberRole, Organisation, OrganisationKind, Refusal, Served, State, Time, text};
use federation::render;
use store::actors::{FollowersSetting, LocalActor, PutLocal};
use store::people::MembershipRow;
use store::{Change, Role};

use crate::acting::Acting;
use crate::failure::Failure;
use crate::hall::Hall;
use crate::keyring::Forged;
use crate::operations::register;
use crate::operations::setting_up::Step;

/// What is known of a new organisation.
#[derive(Clone, Debug)]
pub struct Founding {
    /// Its host, `auenstadt.de`; with a port only in the laboratory.
    pub host: String,
    /// Its short name.
    pub handle: Handle,
    /// Its full name.
    pub name: String,
    /// What kind of body it is.
    pub kind: OrganisationKind,
    /// Whom it serves.
    pub ags: Option<Ags>,
    /// Its county.
    pub county: Option<String>,
    /// Its Land.
    pub state: Option<State>,
    /// Its inhabitants.
    pub population: Option<u64>,
    /// Degrees north and east.
    pub position: Option<(f64, f64)>,
    /// The office to ask.
    pub contact: Option<String>,
}

impl Founding {
    /// The organisation it would become.
    ///
    /// # Errors
    /// When a text is too long, or the host is none.
    pub fn organisation(&self, hall: &Hall) -> Result<Organisation, Refusal> {
        let host = self.host.to_ascii_lowercase();
        let scheme = hall.scheme_of(&host)?;
        let iri = Iri::parse("host", &format!("{scheme}://{host}/")).map_err(|_| Refusal::NotAHost {})?;
        if iri.origin().authority() != host || host.split('.').any(str::is_empty) {
            return Err(Refusal::NotAHost {});
        }
        let mut organisation = Organisation::new(iri, &host, self.handle.as_str(), &self.name, self.kind);
        organisation.serves.extend(self.ags.clone().map(|ags| Served { ags, valid_on: None }));
        organisation.county = self.county.clone().map(|county| text::line(&county));
        organisation.state = self.state;
        organisation.population = self.population;
        organisation.latitude = self.position.map(|(latitude, _)| latitude);
        organisation.longitude = self.position.map(|(_, longitude)| longitude);
        organisation.contact = self.contact.clone();
        organisation.tidy()
    }
}

/// Who founds an organisation.
#[derive(Clone, Debug)]
pub enum Founder {
    /// Whoever sits at the command line.
    Command,
    /// The person of this id, who runs the node and will not belong to it.
    Operator(String),
    /// The person of this id, who sets the node up and will administer it: the first organisation, and no second.
    First(String),
}

impl Founder {
    fn who(&self) -> String {
        match self {
            Self::Command => "command".to_owned(),
            Self::Operator(person) | Self::First(person) => format!("person {person}"),
        }
    }

    /// Whoever sends the form of the set-up twice founds once: the row of the set-up is the lock that both engines have.
    async fn is_first(&self, change: &mut Change) -> Result<(), Failure> {
        if !matches!(self, Self::First(_)) {
            return Ok(());
        }
        change.set_up().come_to(Step::Organisation.code()).await?;
        match change.actors().local_all().await?.is_empty() {
            true => Ok(()),
            false => Err(Refusal::AlreadyFounded {}.into()),
        }
    }

    async fn enter(&self, change: &mut Change, organisation: &Iri) -> Result<(), Failure> {
        let Self::First(person) = self else { return Ok(()) };
        let membership = MembershipRow {
            person: person.clone(),
            organisation: organisation.clone(),
            role: MemberRole::Administrator,
            office: String::new(),
        };
        Ok(change.people().join(&membership).await?)
    }
}

/// Founds an organisation from the command line.
///
/// # Errors
/// As [`found_by`].
pub async fn found(hall: &Hall, founding: &Founding) -> Result<Arc<Organisation>, Failure> {
    found_by(hall, founding, Founder::Command).await
}

/// Gives the organisation its actor, the application actor of its host, and the keys of both.
///
/// # Errors
/// When the host or handle is taken or not usable.
pub async fn found_by(
    hall: &Hall,
    founding: &Founding,
    founder: Founder,
) -> Result<Arc<Organisation>, Failure> {
    let mut organisation = founding.organisation(hall)?;
    register::date(hall, &mut organisation).await?;
    let organisation = Arc::new(organisation);
    let keys = (forge(hall).await?, forge(hall).await?);
    let now = hall.clock.now();
    // The first organisation's host carries the inbox that all share.
    let shared_inbox = hall.hosts.shared_inbox().unwrap_or_else(|| organisation.iri.with("inbox"));
    let kept = Arc::clone(&organisation);
    hall.store
        .write(move |change| {
            let (organisation, founder) = (Arc::clone(&kept), founder.clone());
            let (keys, shared_inbox) = (keys.clone(), shared_inbox.clone());
            Box::pin(async move {
                founder.is_first(change).await?;
                if change.actors().local_by_handle(&organisation.handle).await?.is_some() {
                    return Err(Failure::from(Refusal::HandleTaken {}));
                }
                for (actor, keys) in
                    [actor(&organisation, &shared_inbox, now), application(&organisation, &shared_inbox, now)]
                        .into_iter()
                        .zip([&keys.0, &keys.1])
                {
                    let put = change.actors().put_local(&actor).await?;
                    if put != PutLocal::New {
                        return Err(Refusal::HostTaken {}.into());
                    }
                    keys.store(change, &actor.iri, now).await?;
                }
                founder.enter(change, &organisation.iri).await?;
                let acting = Acting { organisation: Arc::clone(&organisation), who: founder.who() };
                Ok(acting.note(change, "found", organisation.iri.as_str(), now).await?)
            })
        })
        .await?;
    hall.refresh_hosts().await?;
    Ok(organisation)
}

/// The organisation as an actor.
fn actor(organisation: &Organisation, shared_inbox: &Iri, now: Time) -> LocalActor {
    let iri = &organisation.iri;
    LocalActor {
        iri: iri.clone(),
        role: Role::Organisation,
        name: organisation.name.clone(),
        handle: organisation.handle.clone(),
        host: organisation.host.clone(),
        organisation: Some(organisation.clone()),
        inbox: iri.with("inbox"),
        shared_inbox: shared_inbox.clone(),
        outbox: Some(iri.with("outbox")),
        followers: Some(iri.with("followers")),
        changes: Some(iri.with("changes")),
        followers_setting: FollowersSetting::default(),
        version: now.millis(),
        at: now,
    }
}

/// The application actor of its host, for fetches (FEP-d556).
fn application(organisation: &Organisation, shared_inbox: &Iri, now: Time) -> LocalActor {
    LocalActor {
        iri: render::application_id(&organisation.iri),
        role: Role::Application,
        name: organisation.host.clone(),
        handle: "knoten".to_owned(),
        organisation: None,
        outbox: None,
        followers: None,
        changes: None,
        ..actor(organisation, shared_inbox, now)
    }
}

/// New keys, ready to be stored.
///
/// # Errors
/// When the machine gives no randomness.
pub async fn forge(hall: &Hall) -> Result<Forged, Failure> {
    hall.keyring.forge().map_err(|error| {
        tracing::error!(error = format!("{error:#}"), "keys could not be made");
        Refusal::FAILED.into()
    })
}
