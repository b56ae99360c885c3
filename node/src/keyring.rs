//! Private keys of the local organisations: made at the founding and by each rotation, sealed in the database, opened once and kept in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use commons::{Iri, Origin, Time};
use federation::{Ed25519Key, SigningKey};
use store::keys::{Algorithm, PublicKey, SealedKey};
use store::{Change, NodeKey, Reading, StoreError};

/// Opens sealed keys and remembers them.
pub struct Keyring {
    node_key: NodeKey,
    /// By their seals: a key that another process has replaced is not found here.
    opened: Mutex<HashMap<String, Arc<SigningKey>>>,
}

/// How many opened keys are kept; beyond that all are closed, and opened again when they are needed.
const MOST: usize = 1_000;

impl Keyring {
    /// A keyring whose seals are opened by this key.
    pub fn new(node_key: NodeKey) -> Self {
        Self { node_key, opened: Mutex::default() }
    }

    /// What only this node can say about these words: see [`NodeKey::proof_of`].
    pub fn proof_of(&self, words: &str) -> String {
        self.node_key.proof_of(words)
    }

    /// Whether this is what it says about them.
    pub fn proves(&self, words: &str, proof: &str) -> bool {
        self.node_key.proves(words, proof)
    }

    /// The newest key with which this local actor signs.
    ///
    /// # Errors
    /// When the actor has no key here, or its seal was made with another `node.key`.
    pub async fn signing_key(&self, reading: &mut Reading, actor: &Iri) -> anyhow::Result<Arc<SigningKey>> {
        let rsa = reading.keys().private_of(actor, Algorithm::Rsa).await?;
        let rsa = rsa.ok_or_else(|| anyhow::anyhow!("{actor} has no private key here"))?;
        let ed25519 = reading.keys().private_of(actor, Algorithm::Ed25519).await?;
        self.opened(&rsa.sealed, || self.open(&rsa, ed25519.as_ref()))
    }

    /// The key by which this neighbour knows the actor: until it has heard of a new one, the old one, which the new one succeeds.
    ///
    /// # Errors
    /// As [`Keyring::signing_key`].
    pub async fn signing_key_for(
        &self,
        reading: &mut Reading,
        actor: &Iri,
        neighbour: &Origin,
        now: Time,
    ) -> anyhow::Result<Arc<SigningKey>> {
        let newest = self.signing_key(reading, actor).await?;
        let mut keys = reading.keys();
        let Some(rsa) = keys.expected_by(neighbour, actor, Algorithm::Rsa, now).await? else {
            return Ok(newest);
        };
        let ed25519 = keys.expected_by(neighbour, actor, Algorithm::Ed25519, now).await?;
        let former = self.open(&rsa, ed25519.as_ref())?;
        Ok(Arc::new(former.succeeded_by(newest)))
    }

    fn opened(
        &self,
        sealed: &str,
        open: impl FnOnce() -> anyhow::Result<SigningKey>,
    ) -> anyhow::Result<Arc<SigningKey>> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = opened.get(sealed) {
            return Ok(Arc::clone(key));
        }
        let key = Arc::new(open()?);
        if opened.len() >= MOST {
            opened.clear();
        }
        opened.insert(sealed.to_owned(), Arc::clone(&key));
        Ok(key)
    }

    fn open(&self, rsa: &SealedKey, ed25519: Option<&SealedKey>) -> anyhow::Result<SigningKey> {
        let key = SigningKey::from_pkcs8(&self.node_key.open(&rsa.sealed)?)?;
        Ok(match ed25519 {
            Some(ed25519) => key.beside(Ed25519Key::from_pkcs8(&self.node_key.open(&ed25519.sealed)?)?),
            None => key,
        })
    }

    /// New keys for a local actor, ready to be stored. RSA takes a tenth of a second: nothing for a handler.
    ///
    /// # Errors
    /// When the machine gives no randomness.
    pub fn forge(&self) -> anyhow::Result<Forged> {
        let (rsa, rsa_private) = SigningKey::generate()?;
        let (ed25519, ed25519_private) = Ed25519Key::generate()?;
        Ok(Forged {
            rsa_public: rsa.public_pem()?,
            rsa_sealed: self.node_key.seal(&rsa_private)?,
            ed25519_public: ed25519.multikey(),
            ed25519_sealed: self.node_key.seal(&ed25519_private)?,
        })
    }
}

/// The keys of a new actor: public parts as neighbours read them, private parts sealed.
#[derive(Clone, Debug)]
pub struct Forged {
    rsa_public: String,
    rsa_sealed: String,
    ed25519_public: String,
    ed25519_sealed: String,
}

impl Forged {
    /// Stores both keys for this actor.
    pub async fn store(&self, change: &mut Change, actor: &Iri, now: Time) -> Result<(), StoreError> {
        let key = |id, algorithm, public: &String| PublicKey { id, algorithm, public: public.clone() };
        let rsa = key(actor.with("#main-key"), Algorithm::Rsa, &self.rsa_public);
        change.keys().put(actor, &rsa, &self.rsa_sealed, now).await?;
        let ed25519 = key(actor.with("#ed25519-key"), Algorithm::Ed25519, &self.ed25519_public);
        change.keys().put(actor, &ed25519, &self.ed25519_sealed, now).await
    }
}
