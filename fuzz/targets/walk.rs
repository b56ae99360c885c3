//! A page of changes: whatever it says, only the author's own is read from it, and what is read can be written and read again.
#![no_main]

use commons::Iri;
use federation::{ChangedItem, ChangesPage};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let Ok(author) = Iri::parse("id", "https://b.de/") else { return };
    let Ok(page) = ChangesPage::parse(body, &author) else { return };
    assert!(page.items.len() + page.skipped <= 1_000);
    for item in &page.items {
        assert_eq!(item.mark().0.origin(), author.origin());
        if let ChangedItem::Entry(entry) = item {
            assert_eq!(entry.author, author);
            assert_eq!(entry.as_ref().clone().tidy().as_ref(), Ok(entry.as_ref()), "what was tidied stays as it is");
        }
    }
    let written = page.render(&author.with("changes"));
    let again = ChangesPage::parse(written.as_bytes(), &author);
    assert!(again.is_ok_and(|again| again.items == page.items), "{written}");
});
