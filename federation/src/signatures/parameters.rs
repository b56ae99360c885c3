//! The parameters of a Signature header: `keyId="..",algorithm="..",headers="..",signature=".."`.

use commons::Refusal;

/// The parameters that mean something to us, as they were written.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Parameters<'a> {
    pub key_id: &'a str,
    pub algorithm: Option<&'a str>,
    pub headers: Option<&'a str>,
    pub signature: &'a str,
    pub created: Option<&'a str>,
    pub expires: Option<&'a str>,
}

const MALFORMED: Refusal = Refusal::SignatureMalformed {};

impl<'a> Parameters<'a> {
    /// Reads one signature. A parameter that stands twice, as when two signatures share a header, is refused.
    pub fn parse(header: &'a str) -> Result<Self, Refusal> {
        let mut found = Self::default();
        let mut seen: Vec<&str> = Vec::with_capacity(6);
        let mut rest = header.trim();
        while !rest.is_empty() {
            let (name, value, after) = one(rest)?;
            if seen.contains(&name) || seen.len() == 16 {
                return Err(MALFORMED);
            }
            seen.push(name);
            found.keep(name, value);
            rest = after;
        }
        if found.key_id.is_empty() || found.signature.is_empty() { Err(MALFORMED) } else { Ok(found) }
    }

    fn keep(&mut self, name: &str, value: &'a str) {
        match name {
            "keyId" => self.key_id = value,
            "signature" => self.signature = value,
            "algorithm" => self.algorithm = Some(value),
            "headers" => self.headers = Some(value),
            "created" => self.created = Some(value),
            "expires" => self.expires = Some(value),
            _ => {}
        }
    }
}

/// `name=value` or `name="value"`, and what follows the comma after it.
fn one(text: &str) -> Result<(&str, &str, &str), Refusal> {
    let (name, rest) = text.split_once('=').ok_or(MALFORMED)?;
    let name = name.trim();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)) {
        return Err(MALFORMED);
    }
    let (value, rest) = match rest.strip_prefix('"') {
        Some(quoted) => quoted.split_once('"').ok_or(MALFORMED)?,
        None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
    };
    let rest = rest.trim_start();
    let after = match rest.strip_prefix(',') {
        Some(after) if !after.trim().is_empty() => after.trim_start(),
        None if rest.is_empty() => "",
        _ => return Err(MALFORMED),
    };
    Ok((name, value.trim(), after))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{MALFORMED, Parameters};

    #[test]
    fn parameters_may_be_quoted_or_not() {
        let header = r#"keyId="https://a.de/#main-key",algorithm="hs2019", created=17, headers="(created) host",signature="YQ==""#;
        let found = Parameters::parse(header).expect("parameters");
        assert_eq!((found.key_id, found.created), ("https://a.de/#main-key", Some("17")));
        assert_eq!((found.headers, found.signature), (Some("(created) host"), "YQ=="));
    }

    #[test]
    fn row_24_two_signatures_in_one_header_are_refused() {
        let one = r#"keyId="k",signature="YQ==""#;
        assert_eq!(Parameters::parse(&format!("{one},{one}")), Err(MALFORMED));
        for bad in [
            "",
            "keyId",
            "keyId=\"k\"",
            r#"keyId="k",signature="""#,
            r#"keyId="k",signature="YQ==""#.trim_end_matches('"'),
        ] {
            assert_eq!(Parameters::parse(bad), Err(MALFORMED), "{bad}");
        }
        assert_eq!(Parameters::parse("sig1=:YWJj:"), Err(MALFORMED), "RFC 9421 is not read by guessing");
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(header in any::<String>()) {
            let _ = Parameters::parse(&header);
        }

        #[test]
        fn what_is_written_is_read(key in "[a-z:/#.]{1,40}", signature in "[A-Za-z0-9+/]{4,80}={0,2}") {
            let header = format!("keyId=\"{key}\",signature=\"{signature}\"");
            let found = Parameters::parse(&header).expect("parameters");
            assert_eq!((found.key_id, found.signature), (&*key, &*signature));
        }
    }
}
