//! Two towns and one letter: Auenstadt publishes a lesson, signs it, and Birkenried hears it.
//!
//! `cargo run -p federation --example two_towns`

use commons::{
    Audience, Clock as _, Content, Entry, Iri, Lesson, Organisation, OrganisationKind, Refusal, SystemClock,
};
use federation::{Activity, Head, Letter, Object, Signer, SigningKey, render};
use http::HeaderValue;

fn main() -> Result<(), Refusal> {
    let now = SystemClock.now();

    // Auenstadt: an actor is an address, and a key that can be found there.
    let home = Iri::parse("id", "https://auenstadt.de/")?;
    let town = Organisation::new(
        home.clone(),
        "auenstadt.de",
        "auenstadt",
        "Stadt Auenstadt",
        OrganisationKind::Municipality,
    );
    let (key, _kept) = SigningKey::generate()?;
    let key_id = render::key_id(&home);

    // It writes down what it has learned. The letter is made from the present state, at each try anew.
    let lesson = Lesson { recommendation: "Früh mit dem Kreis sprechen.".to_owned(), ..Lesson::default() };
    let mut entry =
        Entry::new(home.with("eintraege/1"), home.clone(), "Radweg", Content::Lesson(Box::new(lesson)), now);
    entry.audience = Audience::Public;
    let body = render::create(&entry, &town)?;

    // It signs the letter for Birkenried's inbox. `Client::send` does the same and puts it on the wire.
    let inbox = Iri::parse("inbox", "https://birkenried.de/inbox")?;
    let mut headers = Signer { key: &key, key_id: &key_id, now }.sign("POST", &inbox, Some(&body))?;
    headers.insert("content-type", HeaderValue::from_static(federation::ACTIVITY_JSON));

    // Birkenried opens it: everything is checked that can be checked without the key ...
    let head = Head { method: "POST", path_and_query: "/inbox", headers: &headers };
    let letter = Letter::open(&head, body.as_bytes(), now, &|host| host == "birkenried.de")?;
    println!("A letter that says it is from {}, signed with {}", letter.actor(), letter.key_id());

    // ... then it fetches the key (here: asks Auenstadt directly) and verifies. Only now it has heard something.
    let heard = letter.verify(&key.public_key()?)?;
    if let Activity::Create { object: Object::Entry(entry), .. } = heard.activity {
        println!("{}: {}", entry.title, render_recommendation(&entry));
    }

    // One letter changed on the way, and nobody listens.
    let forged = body.replace("Kreis", "Bund");
    let refused = Letter::open(&head, forged.as_bytes(), now, &|host| host == "birkenried.de");
    println!("Forged: {}", refused.err().map_or_else(|| "heard?!".to_owned(), |refusal| refusal.to_string()));
    Ok(())
}

fn render_recommendation(entry: &Entry) -> &str {
    match &entry.content {
        Content::Lesson(lesson) => &lesson.recommendation,
        _ => &entry.summary,
    }
}
