//! What an operation may refuse, status by status, from the refusals themselves: each problem stands once in the document, with its sentences.

use std::collections::BTreeMap;

use commons::Refusal;
use commons::text::caps;
use http::StatusCode;
use store::tokens::Scope;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::{
    ContentBuilder, Header, ObjectBuilder, Ref, RefOr, Response, ResponseBuilder, Type, example::Example,
};

use crate::failure::{Problem, challenge};

/// Declares what an operation may refuse, to stand in `responses(..)` beside its handler. The groups are functions of this module.
macro_rules! refusals {
    ($(#[$about:meta])* $name:ident: $($group:ident)+ $(, $refusal:ident)* $(,)?) => {
        $(#[$about])*
        pub struct $name;

        impl utoipa::IntoResponses for $name {
            fn responses() -> std::collections::BTreeMap<String, utoipa::openapi::RefOr<utoipa::openapi::Response>> {
                $crate::api::openapi::problems::answers(|refusal| {
                    $($crate::api::openapi::problems::$group(refusal))||+ $(|| matches!(refusal, commons::Refusal::$refusal { .. }))*
                })
            }
        }
    };
}
pub(crate) use refusals;

/// What the node itself may fail at, whatever is asked.
pub fn always(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Failed {} | Refusal::Busy {} | Refusal::StorageFull {})
}

/// What may always happen: a fault that nobody foresaw.
pub fn failing(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Failed {})
}

/// Where a token may be shown, but need not.
pub fn visitor(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::BadToken {})
}

/// Where a token is needed.
pub fn bearer(refusal: &Refusal) -> bool {
    visitor(refusal) || matches!(refusal, Refusal::NoToken {} | Refusal::ScopeTooSmall { .. })
}

/// Where JSON is sent.
pub fn body(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::WrongContentType {}
            | Refusal::TooLarge { .. }
            | Refusal::UnreadableBody {}
            | Refusal::NulInText {}
    )
}

/// Where an entry is written.
pub fn writing(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::OtherOrganisation {}
            | Refusal::Missing { .. }
            | Refusal::UnknownCode { .. }
            | Refusal::UnreadableField { .. }
            | Refusal::TooLong { .. }
            | Refusal::TooMany { .. }
            | Refusal::OutOfRange { .. }
            | Refusal::TooLargeToShow {}
            | Refusal::WiderThanParent {}
            | Refusal::NotInCircle {}
            | Refusal::NotWanted {}
            | Refusal::SourceTaken {}
            | Refusal::NoSuchEntry {}
            | Refusal::Withdrawn {}
            | Refusal::VersionStale {}
    )
}

/// Where a neighbour is asked: it cannot be reached, or what it says of itself does not hold.
pub fn asking_there(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotAnAddress {}
            | Refusal::AddressForbidden {}
            | Refusal::SenderGone {}
            | Refusal::PeerUnreachable {}
            | Refusal::RedirectRefused {}
            | Refusal::PeerAnswered { .. }
            | Refusal::PeerAnswerUnreadable {}
            | Refusal::PeerAnswerTooLarge {}
            | Refusal::PeerNameUnknown {}
            | Refusal::PeerInsecure {}
            | Refusal::PeerTooSlow {}
            | Refusal::ProxyUnreachable {}
            | Refusal::ProxyWantsLogin {}
            | Refusal::ProxyDeclines {}
            | Refusal::PeerBlocked {}
            | Refusal::OurOwnAddress {}
    )
}

/// The answers with which these are refused.
pub fn answers(may: impl Fn(&Refusal) -> bool) -> BTreeMap<String, RefOr<Response>> {
    let mut by_status = BTreeMap::<u16, Vec<Refusal>>::new();
    for refusal in Refusal::one_of_each().into_iter().filter(may) {
        by_status.entry(refusal.status()).or_default().push(refusal);
    }
    by_status
        .into_iter()
        .map(|(status, refusals)| (status.to_string(), answer(status, &refusals).into()))
        .collect()
}

fn answer(status: u16, refusals: &[Refusal]) -> Response {
    let examples =
        refusals.iter().map(|refusal| (refusal.code(), RefOr::<Example>::Ref(Ref::new(address(refusal)))));
    let content =
        ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).examples_from_iter(examples);
    let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
    let mut response = ResponseBuilder::new()
        .description(reason.unwrap_or_default())
        .content("application/problem+json", content.build());
    if refusals.iter().any(|refusal| refusal.retry_after().is_some()) {
        response = response.header("Retry-After", retry_after());
    }
    if refusals.iter().any(|refusal| challenge(refusal).is_some()) {
        response = response.header("WWW-Authenticate", token_wanted());
    }
    response.build()
}

fn retry_after() -> Header {
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    let about = "After how many seconds to try again.";
    HeaderBuilder::new().schema(Some(seconds)).description(Some(about)).example(Some(10.into())).build()
}

fn token_wanted() -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    let about = "What kind of token is needed (RFC 6750).";
    HeaderBuilder::new().schema(Some(schema)).description(Some(about)).example(Some("Bearer".into())).build()
}

fn address(refusal: &Refusal) -> String {
    format!("#/components/examples/{}", refusal.code())
}

/// Each problem that the document refers to, with its sentences.
pub fn examples(document: &str) -> impl Iterator<Item = (String, RefOr<Example>)> {
    let used = |refusal: &Refusal| document.contains(&format!("\"{}\"", address(refusal)));
    let used: Vec<_> = Refusal::one_of_each().into_iter().filter(used).collect();
    used.into_iter().map(|refusal| {
        let value = serde_json::to_value(Problem::of(&filled(refusal.clone()))).ok();
        (refusal.code().to_owned(), ExampleBuilder::new().value(value).build().into())
    })
}

/// The refusal with something in its blanks.
fn filled(refusal: Refusal) -> Refusal {
    match refusal {
        Refusal::UnknownCode { .. } => Refusal::UnknownCode { field: "status", code: "runing".to_owned() },
        Refusal::Missing { .. } => Refusal::Missing { field: "summary" },
        Refusal::UnreadableField { .. } => {
            Refusal::UnreadableField { reason: "invalid type: integer `5`, expected a string".to_owned() }
        }
        Refusal::TooLong { .. } => Refusal::TooLong { field: "title", limit: caps::TITLE },
        Refusal::TooMany { .. } => Refusal::TooMany { field: "topics", limit: caps::LIST },
        Refusal::OutOfRange { .. } => Refusal::OutOfRange { field: "funding", least: 0, most: 100 },
        Refusal::UnreadableQuestion { .. } => {
            Refusal::UnreadableQuestion { reason: "> 32 Wörter/words".to_owned() }
        }
        Refusal::BadParameter { .. } => Refusal::BadParameter { name: "limit" },
        Refusal::ScopeTooSmall { .. } => Refusal::ScopeTooSmall { scope: Scope::Write.code() },
        Refusal::TooLarge { .. } => Refusal::TooLarge { limit: crate::api::LARGEST },
        Refusal::PeerAnswered { .. } => Refusal::PeerAnswered { status: 404 },
        other => other,
    }
}
