//! An actor document as it was fetched: what is read lies at home, has a key that can be used, and a name within its cap.
#![no_main]

use commons::Iri;
use federation::RemoteActor;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(iri) = Iri::parse("id", "https://b.de/") else { return };
    let Ok(actor) = RemoteActor::parse(body, &iri) else { return };
    assert!(actor.public_key().is_ok());
    assert!(actor.name.chars().count() <= 300 && !actor.name.contains(['\0', '\n', '\u{202e}']), "{:?}", actor.name);
    let own = [Some(&actor.inbox), actor.outbox.as_ref(), actor.followers.as_ref(), actor.changes.as_ref()];
    assert!(own.into_iter().flatten().all(|address| address.origin() == iri.origin()));
    if let Some(organisation) = &actor.organisation {
        assert_eq!((&organisation.iri, organisation.host.as_str()), (&iri, "b.de"));
        // What was tidied once stays as it is.
        assert_eq!(organisation.clone().tidy().as_ref(), Ok(organisation));
    }
});
