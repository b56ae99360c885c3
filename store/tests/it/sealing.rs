//! The key of the node, and what it seals.

use std::os::unix::fs::PermissionsExt;

use store::NodeKey;

#[test]
fn what_was_sealed_is_opened_with_the_same_key() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("node.key");
    let sealed = NodeKey::load_or_create(&path).unwrap().seal(b"geheim").unwrap();
    assert!(!sealed.contains("geheim"));
    assert_eq!(NodeKey::load_or_create(&path).unwrap().open(&sealed).unwrap(), b"geheim");
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn two_seals_of_one_secret_differ() {
    let key = NodeKey::from_bytes(&[7; 32]).unwrap();
    assert_ne!(key.seal(b"geheim").unwrap(), key.seal(b"geheim").unwrap());
}

#[test]
fn another_key_or_a_changed_text_opens_nothing() {
    let key = NodeKey::from_bytes(&[7; 32]).unwrap();
    let sealed = key.seal(b"geheim").unwrap();
    assert!(NodeKey::from_bytes(&[8; 32]).unwrap().open(&sealed).is_err());
    for text in ["", "1.", "1.AAAA", "2.AAAA", &sealed[..sealed.len() - 4], &sealed.replace("1.", "1.A")] {
        assert!(key.open(text).is_err(), "{text}");
    }
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("node.key");
    std::fs::write(&path, [7; 32]).unwrap();
    for mode in [0o644, 0o640, 0o604] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(NodeKey::load_or_create(&path).is_err(), "{mode:o}");
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(NodeKey::load_or_create(&path).is_ok());
}

#[test]
fn a_key_of_another_length_is_refused() {
    for length in [0, 16, 31, 33, 64] {
        assert!(NodeKey::from_bytes(&vec![7; length]).is_err(), "{length}");
    }
}

#[test]
fn a_proof_is_the_same_each_time_and_nobody_elses() {
    let (key, other) = (NodeKey::from_bytes(&[7; 32]).unwrap(), NodeKey::from_bytes(&[8; 32]).unwrap());
    let proof = key.proof_of("feed 1 0");
    assert_eq!(proof, key.proof_of("feed 1 0"));
    assert!(key.proves("feed 1 0", &proof) && !other.proves("feed 1 0", &proof));
    for (words, said) in
        [("feed 1 1", &*proof), ("feed 1 0", ""), ("feed 1 0", "AAAA"), ("feed 1 0", &proof[1..])]
    {
        assert!(!key.proves(words, said), "{words} {said}");
    }
}
