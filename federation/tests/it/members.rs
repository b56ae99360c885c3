//! Lists of members, as they are read: of our own nodes, of others, and of those that mean no good (row 66 of THREATS.md).

use commons::{Ags, Refusal};
use federation::{Member, MembersPage, Signer};
use serde_json::{Value, json};

use crate::hand::{KEY, KEY_ID, iri, now};
use crate::stub::{Stub, activity, client};

/// How a list that is answered so is read. `{base}` stands for its host.
async fn read(document: Value) -> Result<MembersPage, Refusal> {
    let stub = Stub::start(move |_, base| activity(&document.to_string().replace("{base}", base))).await;
    let signer = Signer { key: &KEY, key_id: KEY_ID, now: now() };
    let page = client().fetch_members(&iri(&format!("{}/mitglieder", stub.base)), &signer).await;
    page.map(|page| MembersPage {
        next: page.next.map(|next| iri(&next.as_str().replace(&stub.base, "http://base"))),
        ..page
    })
}

fn list(kind: &str, fields: Value) -> Value {
    let mut document = json!({ "id": "{base}/mitglieder", "type": kind });
    document.as_object_mut().expect("an object").append(&mut fields.as_object().expect("an object").clone());
    document
}

fn actor(id: &str) -> Member {
    Member { actor: Some(iri(id)), ..Member::default() }
}

#[tokio::test]
async fn a_list_leads_to_its_first_page_and_a_page_to_the_next() {
    let root =
        read(list("Collection", json!({ "totalItems": 2, "first": "{base}/1" }))).await.expect("a list");
    assert_eq!(root, MembersPage { members: Vec::new(), next: Some(iri("http://base/1")) });
    let items = json!([
        "https://cedern.de/",
        { "type": "Organization", "id": "https://dorn.de/", "name": " Stadt\u{202e} Dorn ", "ags": "01002000" },
        { "type": "Organization", "name": "Stadt <b>Elm</b>", "ags": "01003000" },
    ]);
    let page =
        read(list("CollectionPage", json!({ "items": items, "next": "{base}/2" }))).await.expect("a page");
    let key = |digits| Some(Ags::parse(digits).expect("a key"));
    assert_eq!(page.next, Some(iri("http://base/2")));
    assert_eq!(page.members[0], actor("https://cedern.de/"));
    assert_eq!(
        page.members[1],
        Member { name: "Stadt Dorn".to_owned(), ags: key("01002000"), ..actor("https://dorn.de/") }
    );
    assert_eq!(page.members[2], Member { actor: None, name: "Stadt Elm".to_owned(), ags: key("01003000") });
}

#[tokio::test]
async fn other_software_writes_lists_in_its_own_ways() {
    let one = [actor("https://cedern.de/")];
    for document in [
        list("OrderedCollection", json!({ "orderedItems": ["https://cedern.de/"] })),
        list("Collection", json!({ "items": "https://cedern.de/" })),
        list("Collection", json!({ "first": { "type": "CollectionPage", "items": ["https://cedern.de/"] } })),
        list(
            "Collection",
            json!({ "first": { "type": "OrderedCollectionPage", "orderedItems": [{ "id": "https://cedern.de/" }] } }),
        ),
    ] {
        assert_eq!(read(document.clone()).await.expect("a list").members, one, "{document}");
    }
}

#[tokio::test]
async fn what_names_nobody_is_left_out() {
    let items = json!([null, 7, [], {}, { "name": "" }, { "id": 7 }, "kein Name", "javascript:alert(1)", "https://a@cedern.de/", "https://cedern.de/"]);
    let page = read(list("Collection", json!({ "items": items }))).await.expect("a list");
    assert_eq!(page.members, [actor("https://cedern.de/")]);
}

#[tokio::test]
async fn row_66_a_list_lies_on_one_host_and_a_page_has_its_bounds() {
    for (next, refusal) in [
        (json!("https://anderswo.de/2"), Refusal::OriginsDiffer {}),
        (json!("file:///etc/passwd"), Refusal::PeerAnswerUnreadable {}),
        (json!("2"), Refusal::PeerAnswerUnreadable {}),
        (json!(7), Refusal::PeerAnswerUnreadable {}),
    ] {
        let page = list("CollectionPage", json!({ "items": [], "next": next }));
        assert_eq!(read(page).await.err(), Some(refusal), "{next}");
    }
    let within = json!({ "type": "CollectionPage", "items": [], "next": "https://anderswo.de/2" });
    assert_eq!(
        read(list("Collection", json!({ "first": within }))).await.err(),
        Some(Refusal::OriginsDiffer {})
    );
    let many: Vec<_> = (0..1_001).map(|number| format!("https://t{number}.de/")).collect();
    let refusal = read(list("Collection", json!({ "items": many }))).await.err();
    assert_eq!(refusal, Some(Refusal::TooMany { field: "items", limit: 1_000 }));
    for total in [json!(-1), json!(1e18), json!("viele")] {
        assert!(
            read(list("Collection", json!({ "totalItems": total, "items": [] }))).await.is_ok(),
            "{total}"
        );
    }
    assert_eq!(read(list("Person", json!({}))).await.err(), Some(Refusal::PeerAnswerUnreadable {}));
}
