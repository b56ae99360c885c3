//! Names: what somebody asks us for, what somebody types, and what a host answers.
#![no_main]

use federation::webfinger::{Resource, account, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = read(input);
    let Ok(text) = std::str::from_utf8(input) else { return };
    if let Ok((handle, host)) = account(text) {
        assert!(!handle.is_empty() && !host.is_empty());
        assert_eq!(account(&format!("{handle}@{host}")), Ok((handle.clone(), host.clone())), "it stays what it is");
        assert_eq!(Resource::parse(&format!("acct:{handle}@{host}")), Ok(Resource::Account { handle, host }));
    }
    if let Ok(Resource::Actor(iri)) = Resource::parse(text) {
        assert_eq!(iri.as_str(), text);
    }
});
