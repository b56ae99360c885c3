//! Keys: RSA, which everybody reads, and Ed25519 (FEP-521a) for those who announce that they do.

use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{
    ED25519, Ed25519KeyPair, KeyPair as _, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
    VerificationAlgorithm,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Refusal;

use super::multikey;

/// Longest PEM that is read, in bytes: RSA-8192 needs 1,500.
const LONGEST_PEM: usize = 8 * 1024;

/// What a key signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA PKCS#1 v1.5 with SHA-256.
    Rsa,
    /// Ed25519.
    Ed25519,
}

/// A neighbour's public key, RSA of 2,048 to 8,192 bits or Ed25519, parsed once and cheap to verify with: keep it.
#[derive(Clone, Debug)]
pub struct PublicKey {
    key: ParsedPublicKey,
    algorithm: Algorithm,
}

impl PublicKey {
    /// Reads `publicKeyPem`, SPKI or PKCS#1. An unreadable or too short key is [`Refusal::SignatureAlgorithm`].
    pub fn from_pem(pem: &str) -> Result<Self, Refusal> {
        let der = from_pem(pem).ok_or(Refusal::SignatureAlgorithm {})?;
        Self::parsed(&RSA_PKCS1_2048_8192_SHA256, &der, Algorithm::Rsa)
    }

    /// Reads `publicKeyMultibase` of an Ed25519 key. Any other key is [`Refusal::SignatureAlgorithm`].
    pub fn from_multikey(multikey: &str) -> Result<Self, Refusal> {
        let bytes = multikey::read(multikey).ok_or(Refusal::SignatureAlgorithm {})?;
        Self::parsed(&ED25519, &bytes, Algorithm::Ed25519)
    }

    fn parsed(
        verifies: &'static dyn VerificationAlgorithm,
        bytes: &[u8],
        algorithm: Algorithm,
    ) -> Result<Self, Refusal> {
        let key = ParsedPublicKey::new(verifies, bytes).map_err(|_| Refusal::SignatureAlgorithm {})?;
        Ok(Self { key, algorithm })
    }

    /// What it signs with.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Refusal> {
        self.key.verify_sig(message, signature).map_err(|_| Refusal::SignatureWrong {})
    }
}

/// The private key of one of ours: RSA, and what may stand beside it.
pub struct SigningKey {
    pair: KeyPair,
    random: SystemRandom,
    ed25519: Option<Ed25519Key>,
    successor: Option<Arc<SigningKey>>,
}

impl SigningKey {
    /// Makes a key of 2,048 bits, and gives it back also as PKCS#8 (DER) to be sealed and kept. Takes a tenth of a second
    /// or more: not for the path of a request.
    pub fn generate() -> Result<(Self, Vec<u8>), Refusal> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| Refusal::FAILED)?;
        let pkcs8 = AsDer::<Pkcs8V1Der<'_>>::as_der(&pair).map_err(|_| Refusal::FAILED)?;
        let bytes = pkcs8.as_ref().to_vec();
        Ok((Self::of(pair), bytes))
    }

    /// Reads a key that was kept.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, Refusal> {
        KeyPair::from_pkcs8(bytes).map(Self::of).map_err(|_| Refusal::FAILED)
    }

    fn of(pair: KeyPair) -> Self {
        Self { pair, random: SystemRandom::new(), ed25519: None, successor: None }
    }

    /// The same with an Ed25519 key of the same actor, for those who read it.
    pub fn beside(self, ed25519: Ed25519Key) -> Self {
        Self { ed25519: Some(ed25519), ..self }
    }

    /// The same with the key that has taken its place: it signs where this one is not accepted any more.
    pub fn succeeded_by(self, successor: Arc<Self>) -> Self {
        Self { successor: Some(successor), ..self }
    }

    pub(crate) fn ed25519(&self) -> Option<&Ed25519Key> {
        self.ed25519.as_ref()
    }

    pub(crate) fn successor(&self) -> Option<&Self> {
        self.successor.as_deref()
    }

    /// Its public half, as it stands in `publicKeyPem` (SPKI).
    pub fn public_pem(&self) -> Result<String, Refusal> {
        let der =
            AsDer::<PublicKeyX509Der<'_>>::as_der(self.pair.public_key()).map_err(|_| Refusal::FAILED)?;
        Ok(to_pem(der.as_ref()))
    }

    /// Its public half, ready to verify with.
    pub fn public_key(&self) -> Result<PublicKey, Refusal> {
        PublicKey::from_pem(&self.public_pem()?)
    }

    /// Signs bytes: RSA PKCS#1 v1.5 with SHA-256.
    pub fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Refusal> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(&RSA_PKCS1_SHA256, &self.random, message, &mut signature)
            .map_err(|_| Refusal::FAILED)?;
        Ok(signature)
    }
}

/// An Ed25519 private key of ours.
pub struct Ed25519Key(Ed25519KeyPair);

impl Ed25519Key {
    /// Makes a key, and gives it back also as PKCS#8 (DER) to be sealed and kept.
    pub fn generate() -> Result<(Self, Vec<u8>), Refusal> {
        let pair = Ed25519KeyPair::generate().map_err(|_| Refusal::FAILED)?;
        let bytes = pair.to_pkcs8().map_err(|_| Refusal::FAILED)?.as_ref().to_vec();
        Ok((Self(pair), bytes))
    }

    /// Reads a key that was kept.
    pub fn from_pkcs8(bytes: &[u8]) -> Result<Self, Refusal> {
        Ed25519KeyPair::from_pkcs8(bytes).map(Self).map_err(|_| Refusal::FAILED)
    }

    /// Its public half as a Multikey (`z6Mk...`).
    pub fn multikey(&self) -> String {
        multikey::write(self.0.public_key().as_ref())
    }

    /// Signs bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.0.sign(message).as_ref().to_vec()
    }
}

fn to_pem(der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut out = String::from("-----BEGIN PUBLIC KEY-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(64));
        out.push_str(line);
        out.push('\n');
        rest = after;
    }
    out.push_str("-----END PUBLIC KEY-----\n");
    out
}

/// The bytes between `BEGIN ... PUBLIC KEY` and `END`.
pub(super) fn from_pem(pem: &str) -> Option<Vec<u8>> {
    if pem.len() > LONGEST_PEM {
        return None;
    }
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, _) = rest.split_once("-----END ")?;
    let text: String = body.split_whitespace().collect();
    matches!(label, "PUBLIC KEY" | "RSA PUBLIC KEY").then(|| STANDARD.decode(text).ok())?
}

#[cfg(test)]
mod tests {
    use super::{Ed25519Key, PublicKey, SigningKey};

    #[test]
    fn a_key_survives_being_kept() {
        let (key, kept) = SigningKey::generate().expect("a key");
        let again = SigningKey::from_pkcs8(&kept).expect("a key");
        assert_eq!(key.public_pem(), again.public_pem());
        let signature = again.sign(b"Guten Tag").expect("a signature");
        let public = PublicKey::from_pem(&key.public_pem().expect("a PEM")).expect("a key");
        assert_eq!(public.verify(b"Guten Tag", &signature), Ok(()));
        assert!(public.verify(b"Guten Abend", &signature).is_err());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for bad in
            ["", "-----BEGIN PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"]
        {
            assert!(PublicKey::from_pem(bad).is_err(), "{bad}");
        }
        assert!(PublicKey::from_pem(&"x".repeat(100_000)).is_err());
    }

    #[test]
    fn an_ed25519_key_is_written_as_a_multikey() {
        let (key, kept) = Ed25519Key::generate().expect("a key");
        assert!(key.multikey().starts_with("z6Mk"), "{}", key.multikey());
        let again = Ed25519Key::from_pkcs8(&kept).expect("a key");
        assert_eq!(again.multikey(), key.multikey());
        let public = PublicKey::from_multikey(&key.multikey()).expect("a key");
        assert_eq!(public.verify(b"Guten Tag", &again.sign(b"Guten Tag")), Ok(()));
        assert!(public.verify(b"Guten Abend", &again.sign(b"Guten Tag")).is_err());
    }
}
