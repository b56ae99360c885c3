//! Private keys of the local organisations: made once, sealed in the database, opened once and kept in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use commons::{Iri, Time};
use federation::{Ed25519Key, SigningKey};
use store::keys::{Algorithm, PublicKey};
use store::{Change, NodeKey, Reading, StoreError};

/// Opens sealed keys and remembers them.
pub struct Keyring {
    node_key: NodeKey,
    opened: Mutex<HashMap<Iri, Arc<SigningKey>>>,
}

impl Keyring {
    /// A keyring whose seals are opened by this key.
    pub fn new(node_key: NodeKey) -> Self {
        Self { node_key, opened: Mutex::default() }
    }

    /// The key with which this local actor signs.
    ///
    /// # Errors
    /// When the actor has no key here, or its seal was made with another `node.key`.
    pub async fn signing_key(&self, reading: &mut Reading, actor: &Iri) -> anyhow::Result<Arc<SigningKey>> {
        if let Some(key) = self.remembered(actor) {
            return Ok(key);
        }
        let sealed = reading.keys().private_of(actor, Algorithm::Rsa).await?;
        let sealed = sealed.ok_or_else(|| anyhow::anyhow!("{actor} has no private key here"))?;
        let key = Arc::new(SigningKey::from_pkcs8(&self.node_key.open(&sealed.sealed)?)?);
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).insert(actor.clone(), Arc::clone(&key));
        Ok(key)
    }

    fn remembered(&self, actor: &Iri) -> Option<Arc<SigningKey>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner).get(actor).cloned()
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
