//! Digest (RFC 3230) and Content-Digest (RFC 9530): a hash of the body, and of nothing but the body.

use std::fmt::Write as _;

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest as hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use commons::Refusal;

/// The value of a Digest header for this body: `SHA-256=...`.
pub fn digest(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(hash::digest(&hash::SHA256, body)))
}

/// Refuses a Digest that is not this body's. One SHA-256 alone is understood.
pub(super) fn check(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let wrong = || Refusal::DigestWrong {};
    let (name, value) = header.trim().split_once('=').ok_or_else(wrong)?;
    if !name.eq_ignore_ascii_case("sha-256") {
        return Err(wrong());
    }
    let claimed = STANDARD.decode(value).map_err(|_| wrong())?;
    let actual = hash::digest(&hash::SHA256, body);
    verify_slices_are_equal(&claimed, actual.as_ref()).map_err(|_| wrong())
}

/// The value of a Content-Digest header for this body: `sha-256=:...:`.
pub fn content_digest(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(hash::digest(&hash::SHA256, body)))
}

/// Refuses digests that are not this body's. SHA-256 and SHA-512 are understood; one of them is there, and each that is
/// there fits. Others say nothing.
pub(super) fn check_all(digests: &[(String, Vec<u8>)], body: &[u8]) -> Result<(), Refusal> {
    let wrong = || Refusal::DigestWrong {};
    let mut understood = 0;
    for (name, claimed) in digests {
        let algorithm = match name.as_str() {
            "sha-256" => &hash::SHA256,
            "sha-512" => &hash::SHA512,
            _ => continue,
        };
        verify_slices_are_equal(claimed, hash::digest(algorithm, body).as_ref()).map_err(|_| wrong())?;
        understood += 1;
    }
    if understood > 0 { Ok(()) } else { Err(wrong()) }
}

/// The SHA-256 of these bytes, in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    hash::digest(&hash::SHA256, bytes).as_ref().iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The first eight bytes of the SHA-256 of these bytes, as a number.
pub(crate) fn short(bytes: &[u8]) -> u64 {
    hash::digest(&hash::SHA256, bytes)
        .as_ref()
        .iter()
        .take(8)
        .fold(0, |all, byte| all << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::{check, check_all, content_digest, digest, hash};

    #[test]
    fn row_03_a_digest_fits_its_body_alone() {
        let header = digest(b"{\"hello\": \"world\"}");
        assert_eq!(header, "SHA-256=X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=");
        assert!(check(&header, b"{\"hello\": \"world\"}").is_ok());
        assert!(check(&header, b"{\"hello\": \"World\"}").is_err());
    }

    #[test]
    fn row_17_no_other_hash_and_no_list_of_them() {
        let header = digest(b"x");
        for bad in ["MD5=nd4JZ5MhrqbIMH5fZbLgJg==", "SHA-256=", "SHA-256", "", &format!("{header},{header}")]
        {
            assert!(check(bad, b"x").is_err(), "{bad}");
        }
    }

    #[test]
    fn row_03_each_digest_that_is_understood_fits() {
        let of = |algorithm, name: &str, body: &[u8]| {
            (name.to_owned(), hash::digest(algorithm, body).as_ref().to_vec())
        };
        let (short, long) = (of(&hash::SHA256, "sha-256", b"x"), of(&hash::SHA512, "sha-512", b"x"));
        let (other, md5) = (of(&hash::SHA512, "sha-512", b"y"), ("md5".to_owned(), vec![0; 16]));
        for good in [vec![short.clone()], vec![long.clone()], vec![md5.clone(), short.clone(), long]] {
            assert!(check_all(&good, b"x").is_ok(), "{good:?}");
        }
        for bad in [vec![], vec![md5], vec![short.clone(), other], vec![("sha-512".to_owned(), short.1)]] {
            assert!(check_all(&bad, b"x").is_err(), "{bad:?}");
        }
        assert_eq!(
            content_digest(b"{\"hello\": \"world\"}"),
            "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:"
        );
    }
}
