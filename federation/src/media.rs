//! Media types: what counts as ActivityPub and what does not.

/// What we send and answer with.
pub const ACTIVITY_JSON: &str = "application/activity+json";
/// What WebFinger answers with (RFC 7033).
pub const JRD_JSON: &str = "application/jrd+json";

const PROFILE: &str = "https://www.w3.org/ns/activitystreams";

/// Whether a Content-Type is `application/activity+json`, or `application/ld+json` with the profile of ActivityStreams.
///
/// Nothing else will do: a file that somebody uploaded is served as something else, and must not pass for an object.
pub fn is_activity_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    match parts.next().map(str::to_ascii_lowercase).as_deref() {
        Some(ACTIVITY_JSON) => true,
        Some("application/ld+json") => parts.any(is_profile),
        _ => false,
    }
}

/// Whether a Content-Type is that of WebFinger.
pub(crate) fn is_jrd(content_type: &str) -> bool {
    content_type.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(JRD_JSON))
}

fn is_profile(parameter: &str) -> bool {
    parameter.split_once('=').is_some_and(|(name, value)| {
        name.trim().eq_ignore_ascii_case("profile")
            && value.trim().trim_matches('"').split(' ').any(|profile| profile == PROFILE)
    })
}

#[cfg(test)]
mod tests {
    use super::is_activity_json;

    #[test]
    fn row_31_only_two_content_types_are_activitypub() {
        for good in [
            "application/activity+json",
            "Application/Activity+JSON; charset=utf-8",
            "application/ld+json; profile=\"https://www.w3.org/ns/activitystreams\"",
            "application/ld+json;charset=utf-8;profile=\"https://www.w3.org/ns/activitystreams\"",
        ] {
            assert!(is_activity_json(good), "{good}");
        }
        for bad in [
            "",
            "text/html",
            "application/json",
            "application/octet-stream",
            "application/ld+json",
            "application/ld+json; profile=\"https://example.org\"",
            "text/html; x=application/activity+json",
        ] {
            assert!(!is_activity_json(bad), "{bad}");
        }
    }
}
