//! How many letters of one kilobyte one core opens and verifies in a second. Timings are printed, never asserted.
//!
//! `cargo run --release -p federation --example letters_per_second`

use std::time::Instant;

use commons::{
    Audience, Clock as _, Content, Entry, Iri, Organisation, OrganisationKind, Refusal, SystemClock,
};
use federation::{Head, Letter, Signer, SigningKey, render};
use http::HeaderValue;

const ROUNDS: u32 = 2_000;

fn main() -> Result<(), Refusal> {
    let now = SystemClock.now();
    let home = Iri::parse("id", "https://auenstadt.de/")?;
    let kind = OrganisationKind::Municipality;
    let town = Organisation::new(home.clone(), "auenstadt.de", "auenstadt", "Stadt Auenstadt", kind);
    let (key, _kept) = SigningKey::generate()?;
    let public = key.public_key()?;
    let content = Content::Project(Box::default());
    let mut entry = Entry::new(home.with("eintraege/1"), home.clone(), "Radweg", content, now);
    entry.audience = Audience::Public;
    let body = render::create(&entry, &town)?;

    let inbox = Iri::parse("inbox", "https://birkenried.de/inbox")?;
    let key_id = render::key_id(&home);
    let signer = Signer { key: &key, key_id: &key_id, now };
    let mut headers = signer.sign("POST", &inbox, Some(&body))?;
    headers.insert("content-type", HeaderValue::from_static(federation::ACTIVITY_JSON));
    let head = Head { method: "POST", path_and_query: "/inbox", headers: &headers };
    let open = || Letter::open(&head, body.as_bytes(), now, &|host| host == "birkenried.de");

    println!("{} bytes", body.len());
    per_second("opened", || open().map(drop))?;
    per_second("opened and verified", || open()?.verify(&public).map(drop))?;
    per_second("rendered", || render::create(&entry, &town).map(drop))?;
    per_second("signed", || signer.sign("POST", &inbox, Some(&body)).map(drop))
}

fn per_second(what: &str, act: impl Fn() -> Result<(), Refusal>) -> Result<(), Refusal> {
    let start = Instant::now();
    (0..ROUNDS).try_for_each(|_| act())?;
    let each = start.elapsed() / ROUNDS;
    println!("{what}: {:.0} per second, {each:?} each", 1.0 / each.as_secs_f64());
    Ok(())
}
