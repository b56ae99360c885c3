//! Passwords: argon2id, a few at a time.
//!
//! Each check takes 19 MiB and some hundredths of a second on purpose. So only as many run at once as there are cores, on threads where
//! nothing else waits, and an account that does not exist costs as much as one that does.

use std::sync::{Arc, OnceLock};

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use commons::{Refusal, text};
use store::people::Hash;
use tokio::sync::Semaphore;

/// Characters a password has at least.
pub const SHORTEST: usize = 10;
/// Characters a password has at most: more would only cost time.
const LONGEST: usize = 200;
/// How many checks may wait; whoever comes then is asked to come later.
const WAITING: usize = 64;

/// Makes and checks password hashes.
pub struct Passwords {
    places: Arc<Semaphore>,
    queue: Semaphore,
}

impl Default for Passwords {
    fn default() -> Self {
        Self { places: Arc::new(Semaphore::new(search::at_once())), queue: Semaphore::new(WAITING) }
    }
}

impl Passwords {
    /// What is kept of a new password.
    ///
    /// # Errors
    /// When it is shorter than [`SHORTEST`] characters, longer than 200, or all one character; 503 when too many wait.
    pub async fn make(&self, password: &str) -> Result<Hash, Refusal> {
        check(password)?;
        let password = password.to_owned();
        self.in_turn(move || made(&password)).await?
    }

    /// Whether this is the password of which that was kept. Without anything kept it takes as long and is never right.
    ///
    /// # Errors
    /// 503 when too many wait.
    pub async fn fits(&self, password: &str, kept: Option<&Hash>) -> Result<bool, Refusal> {
        let (password, kept) = (password.chars().take(LONGEST + 1).collect::<String>(), kept.cloned());
        self.in_turn(move || match &kept {
            Some(Hash(hash)) => verified(&password, hash),
            None => {
                verified(&password, nobodys());
                false
            }
        })
        .await
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Refusal> {
        let _waiting = self.queue.try_acquire().map_err(|_| Refusal::Busy {})?;
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(|_| Refusal::FAILED)?;
        // The place goes along: a client that leaves must not make room for another while its work goes on.
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|_| Refusal::FAILED)
    }
}

/// Whether somebody may choose this password.
///
/// # Errors
/// As [`Passwords::make`].
pub fn check(password: &str) -> Result<(), Refusal> {
    text::check("password", password, LONGEST)?;
    let first = password.chars().next();
    let varied = password.chars().any(|other| Some(other) != first);
    if password.chars().count() >= SHORTEST && varied {
        Ok(())
    } else {
        Err(Refusal::PasswordTooShort { least: SHORTEST })
    }
}

fn made(password: &str) -> Result<Hash, Refusal> {
    let hash = Argon2::default().hash_password(password.as_bytes()).map_err(|error| {
        tracing::error!(%error, "a password could not be hashed");
        Refusal::FAILED
    })?;
    Ok(Hash(hash.to_string()))
}

fn verified(password: &str, hash: &str) -> bool {
    Argon2::default().verify_password(password.as_bytes(), hash).is_ok()
}

/// A hash that no password fits, made as all others are.
fn nobodys() -> &'static str {
    static NOBODYS: OnceLock<String> = OnceLock::new();
    NOBODYS.get_or_init(|| made("nobody ever types this").map(|Hash(hash)| hash).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_what_was_kept_of_it_and_nothing_else() {
        let passwords = Passwords::default();
        let kept = passwords.make("Wasserwerk am Deich").await.expect("a hash");
        assert!(kept.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.0);
        assert!(passwords.fits("Wasserwerk am Deich", Some(&kept)).await.expect("checked"));
        assert!(!passwords.fits("wasserwerk am deich", Some(&kept)).await.expect("checked"));
        assert!(!passwords.fits("", Some(&kept)).await.expect("checked"));
        assert!(!passwords.fits("nobody ever types this", None).await.expect("checked"));
        assert!(!format!("{kept:?}").contains("argon2id"), "a hash does not stand in a log");
    }

    #[test]
    fn what_is_too_short_too_long_or_one_letter_is_refused() {
        for bad in ["", "kurz", "123456789", "aaaaaaaaaaaaaa", &"ab".repeat(101)] {
            assert!(check(bad).is_err(), "{bad}");
        }
        assert!(check("zehn Laute").is_ok());
    }
}
