//! The hosts of this node: each local organisation has one of its own, and a request is answered for the host it names.

use std::collections::HashMap;
use std::sync::Arc;

use arc_swap::ArcSwap;
use commons::{Iri, Organisation, Refusal};
use store::logos::AboutLogo;
use store::{Reading, StoreError};

use crate::colour::{Colour, Palette};
use crate::secret;

/// The local organisations, by host and by id. A snapshot that is exchanged when an organisation is added or changed.
#[derive(Default)]
pub struct Hosts(ArcSwap<Snapshot>);

/// What an organisation shows of itself at the head of its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The stylesheet with its colour.
    pub stylesheet: Option<Arc<Stylesheet>>,
    /// Its picture, without the picture itself.
    pub logo: Option<AboutLogo>,
}

/// A colour as a browser takes it: made once, since finding shades that can be read takes some reckoning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stylesheet {
    /// What it says.
    pub css: String,
    /// By which its address changes with it.
    pub hash: String,
}

impl Stylesheet {
    /// The stylesheet with this colour, `#0b5f5c`.
    pub fn of(colour: &str) -> Option<Self> {
        let css = Palette::of(Colour::parse(colour)?).css();
        Some(Self { hash: secret::hash(&css), css })
    }
}

#[derive(Default)]
struct Snapshot {
    /// In the order in which they were founded.
    all: Vec<Arc<Organisation>>,
    by_host: HashMap<String, usize>,
    by_iri: HashMap<Iri, usize>,
    looks: HashMap<Iri, Look>,
    /// Where those are who moved away.
    moved: HashMap<Iri, Iri>,
}

impl Hosts {
    /// Reads the local organisations again.
    pub async fn refresh(&self, reading: &mut Reading) -> Result<(), StoreError> {
        let mut snapshot = Snapshot::default();
        let rows = reading.actors().local_all().await?;
        for organisation in rows.into_iter().filter_map(|row| row.organisation) {
            let place = snapshot.all.len();
            snapshot.by_host.insert(organisation.host.clone(), place);
            snapshot.by_iri.insert(organisation.iri.clone(), place);
            snapshot.all.push(Arc::new(organisation));
        }
        for (iri, settings) in reading.settings().all().await? {
            let stylesheet = settings.colour.as_deref().and_then(Stylesheet::of);
            snapshot.looks.entry(iri).or_default().stylesheet = stylesheet.map(Arc::new);
        }
        for (iri, logo) in reading.logos().about_all().await? {
            snapshot.looks.entry(iri).or_default().logo = Some(logo);
        }
        for row in reading.moves().ours().await? {
            snapshot.moved.insert(row.actor, row.target);
        }
        self.0.store(Arc::new(snapshot));
        Ok(())
    }

    /// How the pages of this organisation look, where it has decided that.
    pub fn look(&self, iri: &Iri) -> Look {
        self.0.load().looks.get(iri).cloned().unwrap_or_default()
    }

    /// Where this organisation is, if it has moved away.
    pub fn moved(&self, iri: &Iri) -> Option<Iri> {
        self.0.load().moved.get(iri).cloned()
    }

    /// The organisation that is reached under this host (`auenstadt.de`, with its port where it has one).
    pub fn by_host(&self, host: &str) -> Option<Arc<Organisation>> {
        let snapshot = self.0.load();
        let place =
            snapshot.by_host.get(host).or_else(|| snapshot.by_host.get(&host.to_ascii_lowercase()))?;
        Some(Arc::clone(&snapshot.all[*place]))
    }

    /// The local organisation with this id.
    pub fn by_iri(&self, iri: &Iri) -> Option<Arc<Organisation>> {
        let snapshot = self.0.load();
        Some(Arc::clone(&snapshot.all[*snapshot.by_iri.get(iri)?]))
    }

    /// The local organisation with this handle.
    pub fn by_handle(&self, handle: &str) -> Result<Arc<Organisation>, Refusal> {
        let snapshot = self.0.load();
        snapshot.all.iter().find(|one| one.handle == handle).cloned().ok_or(Refusal::NoSuchOrganisation {})
    }

    /// The organisation founded first: its host carries the shared inbox.
    pub fn first(&self) -> Option<Arc<Organisation>> {
        self.0.load().all.first().cloned()
    }

    /// All of them, in the order in which they were founded.
    pub fn all(&self) -> Vec<Arc<Organisation>> {
        self.0.load().all.clone()
    }

    /// Every host of this node.
    pub fn names(&self) -> Vec<String> {
        self.0.load().all.iter().map(|one| one.host.clone()).collect()
    }

    /// Where neighbours deliver what is for several organisations of this node.
    pub fn shared_inbox(&self) -> Option<Iri> {
        self.first().map(|first| first.iri.with("inbox"))
    }
}
