//! Multikeys (FEP-521a): multibase base58btc over the multicodec prefix and the bytes of an Ed25519 key, `z6Mk...`.

/// Ed25519, public, as a multicodec.
const PREFIX: [u8; 2] = [0xed, 0x01];
const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Longest text that is read: a key has 48 characters, and the work rises with the square.
const LONGEST: usize = 100;

/// Writes an Ed25519 public key.
pub(crate) fn write(key: &[u8]) -> String {
    format!("z{}", base58(&[&PREFIX, key].concat()))
}

/// Reads an Ed25519 public key of 32 bytes; of any other kind nothing.
pub(crate) fn read(text: &str) -> Option<[u8; 32]> {
    let bytes = from_base58(text.strip_prefix('z')?)?;
    bytes.strip_prefix(&PREFIX)?.try_into().ok()
}

/// Base58 in Bitcoin's alphabet, for input that does not begin with a zero byte.
fn base58(bytes: &[u8]) -> String {
    let digits = rebased(bytes.iter().copied(), 256, 58);
    digits.iter().map(|digit| char::from(ALPHABET[usize::from(*digit)])).collect()
}

pub(super) fn from_base58(text: &str) -> Option<Vec<u8>> {
    if text.len() > LONGEST {
        return None;
    }
    let digit = |letter: u8| ALPHABET.iter().position(|known| *known == letter);
    let digits: Option<Vec<u8>> =
        text.bytes().map(|letter| digit(letter).and_then(|digit| u8::try_from(digit).ok())).collect();
    Some(rebased(digits?.into_iter(), 58, 256))
}

/// The same number with digits of another base, the highest first.
fn rebased(digits: impl Iterator<Item = u8>, from: u32, to: u32) -> Vec<u8> {
    let mut lowest_first: Vec<u32> = Vec::new();
    for digit in digits {
        let mut carry = u32::from(digit);
        for place in &mut lowest_first {
            carry += *place * from;
            *place = carry % to;
            carry /= to;
        }
        while carry > 0 {
            lowest_first.push(carry % to);
            carry /= to;
        }
    }
    lowest_first.iter().rev().filter_map(|digit| u8::try_from(*digit).ok()).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{base58, from_base58, read, write};

    #[test]
    fn base58_is_bitcoins() {
        assert_eq!(base58(b"Hello World!"), "2NEpo7TZRRrLZSi2U");
        assert_eq!(from_base58("2NEpo7TZRRrLZSi2U").as_deref(), Some(&b"Hello World!"[..]));
    }

    #[test]
    fn what_is_no_ed25519_key_is_not_read() {
        let good = write(&[7; 32]);
        assert_eq!(read(&good), Some([7; 32]));
        let p256 = "zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169";
        for bad in ["", "z", p256, &good[1..], &write(&[7; 31]), &write(&[7; 33]), &format!("{good}0")] {
            assert_eq!(read(bad), None, "{bad}");
        }
        assert_eq!(read(&format!("z{}", "6".repeat(100_000))), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(key in any::<[u8; 32]>()) {
            assert_eq!(read(&write(&key)), Some(key));
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = read(&text);
        }
    }
}
