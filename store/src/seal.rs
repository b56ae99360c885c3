//! Sealing private keys with the node's own key, so that a copy of the database alone does not give them away.
//!
//! AES-256-GCM with a random nonce for each seal; the text is `1.` and the base64 of nonce and ciphertext.

use std::io::{Read, Write};
use std::path::Path;

use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::StoreError;

/// The key of a node: 32 bytes in a file that only its own user reads.
pub struct NodeKey {
    key: RandomizedNonceKey,
    proving: hmac::Key,
}

const LENGTH: usize = 32;
const NONCE: usize = 12;
const FORM: &str = "1.";
const PROVING: &[u8] = b"proofs";

impl NodeKey {
    /// Reads the key from this file, or makes it where there is none (mode 0600).
    ///
    /// Errors: a file that others can read is refused, and so is one that is not 32 bytes long.
    pub fn load_or_create(path: &Path) -> Result<Self, StoreError> {
        match open_new(path) {
            Ok(file) => Self::create(file, path),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Self::load(path),
            Err(error) => Err(error.into()),
        }
    }

    fn create(mut file: std::fs::File, path: &Path) -> Result<Self, StoreError> {
        let mut bytes = [0; LENGTH];
        aws_lc_rs::rand::fill(&mut bytes).map_err(StoreError::failed)?;
        file.write_all(&bytes)?;
        file.sync_all()?;
        // The name must outlive a crash too: what was sealed without the key is lost.
        if let Some(directory) = path.parent().filter(|directory| !directory.as_os_str().is_empty()) {
            std::fs::File::open(directory)?.sync_all()?;
        }
        Self::from_bytes(&bytes)
    }

    fn load(path: &Path) -> Result<Self, StoreError> {
        let mut file = std::fs::File::open(path)?;
        refuse_if_others_read(&file, path)?;
        let mut bytes = Vec::with_capacity(LENGTH);
        Read::by_ref(&mut file).take(LENGTH as u64 + 1).read_to_end(&mut bytes)?;
        Self::from_bytes(&bytes)
    }

    /// The key of these 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StoreError> {
        if bytes.len() != LENGTH {
            return Err(StoreError::failed("the key of the node is not 32 bytes long"));
        }
        let key = RandomizedNonceKey::new(&AES_256_GCM, bytes).map_err(StoreError::failed)?;
        // A key of its own, made of the first: no key has two uses.
        let proving = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, bytes), PROVING);
        Ok(Self { key, proving: hmac::Key::new(hmac::HMAC_SHA256, proving.as_ref()) })
    }

    /// What only this node can say about these words, as text that fits into a URL: whoever brings it has it from here. The same each time, so that
    /// it need not be kept.
    pub fn proof_of(&self, words: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.proving, words.as_bytes()))
    }

    /// Whether this is what [`Self::proof_of`] says. Takes the same time whatever is wrong with it.
    pub fn proves(&self, words: &str, proof: &str) -> bool {
        let proof = URL_SAFE_NO_PAD.decode(proof).unwrap_or_default();
        hmac::verify(&self.proving, words.as_bytes(), &proof).is_ok()
    }

    /// Seals a secret into text.
    pub fn seal(&self, secret: &[u8]) -> Result<String, StoreError> {
        let mut sealed = secret.to_vec();
        let nonce =
            self.key.seal_in_place_append_tag(Aad::empty(), &mut sealed).map_err(StoreError::failed)?;
        let mut bytes = nonce.as_ref().to_vec();
        bytes.extend(sealed);
        Ok(format!("{FORM}{}", STANDARD_NO_PAD.encode(bytes)))
    }

    /// Opens what was sealed.
    ///
    /// Errors: it was sealed with another key, or changed since.
    pub fn open(&self, sealed: &str) -> Result<Vec<u8>, StoreError> {
        let broken =
            || StoreError::failed("a private key cannot be opened: sealed with another node.key, or damaged");
        let text = sealed.strip_prefix(FORM).ok_or_else(broken)?;
        let bytes = STANDARD_NO_PAD.decode(text).map_err(|_| broken())?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE).ok_or_else(broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let mut opened = sealed.to_vec();
        let length = self.key.open_in_place(nonce, Aad::empty(), &mut opened).map_err(|_| broken())?.len();
        opened.truncate(length);
        Ok(opened)
    }
}

impl std::fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NodeKey")
    }
}

fn open_new(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(unix)]
fn refuse_if_others_read(file: &std::fs::File, path: &Path) -> Result<(), StoreError> {
    let mode = std::os::unix::fs::MetadataExt::mode(&file.metadata()?);
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let path = path.display();
    Err(StoreError::failed(format!("others can read {path}; please take that right away (chmod 600 {path})")))
}

#[cfg(not(unix))]
fn refuse_if_others_read(_: &std::fs::File, _: &Path) -> Result<(), StoreError> {
    Ok(())
}
