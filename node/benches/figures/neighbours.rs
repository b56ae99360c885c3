//! Neighbours as a node knows them: actors with keys, accepted follows, and how we stand with them.

use std::net::SocketAddr;

use commons::{Iri, Organisation, OrganisationKind, State, Time};
use federation::{SigningKey, render};
use node::Hall;
use node::operations::accept;
use store::follows::WalkDue;
use store::keys::{Algorithm, PublicKey};
use store::{Answer, Change, RemoteActor, Role};

/// An organisation on a server of its own, and its key.
pub struct Neighbour {
    /// It.
    pub organisation: Organisation,
    /// What it signs with.
    pub key: SigningKey,
}

impl Neighbour {
    /// The neighbour of this number. Makes a key, which takes a moment.
    pub fn new(number: usize) -> anyhow::Result<Self> {
        let host = format!("nachbar{number:02}.localhost");
        let iri = Iri::parse("id", &format!("http://{host}/"))?;
        let name = format!("Gemeinde Nachbar {number}");
        let mut organisation = Organisation::new(
            iri,
            &host,
            &format!("nachbar{number:02}"),
            &name,
            OrganisationKind::Municipality,
        );
        organisation.state = Some(State::ALL[number % State::ALL.len()]);
        organisation.population = Some(1_500 << (number % 8));
        organisation.county = Some(format!("Landkreis {}", number / 5));
        Ok(Self { organisation, key: SigningKey::generate()?.0 })
    }

    /// So many of them.
    pub fn many(count: usize) -> anyhow::Result<Vec<Self>> {
        (1..=count).map(Self::new).collect()
    }

    fn actor(&self, now: Time) -> anyhow::Result<RemoteActor> {
        let organisation = &self.organisation;
        let id = Iri::of_activity("keyId", &render::key_id(&organisation.iri))?;
        Ok(RemoteActor {
            keys: vec![PublicKey { id, algorithm: Algorithm::Rsa, public: self.key.public_pem()? }],
            ..stranger(organisation, now)
        })
    }
}

/// An actor of which no key is known: enough to write to it.
fn stranger(organisation: &Organisation, now: Time) -> RemoteActor {
    RemoteActor {
        iri: organisation.iri.clone(),
        role: Role::Organisation,
        name: organisation.name.clone(),
        handle: organisation.handle.clone(),
        host: organisation.host.clone(),
        inbox: organisation.iri.with("inbox"),
        shared_inbox: None,
        outbox: None,
        followers: None,
        changes: Some(organisation.iri.with("changes")),
        indexable: true,
        organisation: Some(organisation.clone()),
        keys: Vec::new(),
        fetched: now,
    }
}

/// `follower` follows them all, and has read everything: nobody walks to servers that are not there.
pub async fn followed_by(hall: &Hall, follower: &Iri, neighbours: &[Neighbour]) -> anyhow::Result<()> {
    let now = hall.clock.now();
    let mut change = hall.store.begin().await?;
    for neighbour in neighbours {
        let followed = &neighbour.organisation.iri;
        change.actors().put_remote(&neighbour.actor(now)?).await?;
        follows(&mut change, follower, followed, now).await?;
        let due = WalkDue::Reached(now, now.plus(Time::DAY));
        change.follows().set_walk(follower, followed, None, due, None).await?;
    }
    change.commit().await?;
    Ok(())
}

/// Organisations of these names follow it, each from a server of its own at this address, and were let in.
pub async fn followers(
    hall: &Hall,
    followed: &Iri,
    names: impl Iterator<Item = String>,
    at: SocketAddr,
) -> anyhow::Result<()> {
    let now = hall.clock.now();
    let mut change = hall.store.begin().await?;
    for name in names {
        let host = format!("{name}.localhost:{}", at.port());
        let iri = Iri::parse("id", &format!("http://{host}/"))?;
        let kind = OrganisationKind::Municipality;
        let follower = Organisation::new(iri, &host, &name, &format!("Gemeinde {name}"), kind);
        change.actors().put_remote(&stranger(&follower, now)).await?;
        follows(&mut change, &follower.iri, followed, now).await?;
    }
    change.commit().await?;
    Ok(())
}

/// One follows the other, and was let in.
async fn follows(change: &mut Change, follower: &Iri, followed: &Iri, now: Time) -> anyhow::Result<()> {
    let activity = render::follow_id(follower, now.millis());
    change.follows().ask(follower, followed, &activity, "", now).await?;
    change.follows().answer(follower, followed, Answer::Accepted, now).await?;
    for end in [follower, followed] {
        accept::settle_stance(change, &end.origin(), now).await?;
    }
    Ok(())
}
