//! People at the command line: invited, listed, shut out and let in again, without any mail server; and a log that gives no link away.

use http::HeaderMap;

use super::engine::Engine;
use super::place::Place;

/// The path of a link of this place.
fn path(place: &Place, out: &str) -> String {
    let link = out.trim().strip_prefix(&place.iri()).unwrap_or_else(|| panic!("leads elsewhere: {out}"));
    format!("/{link}")
}

/// As a browser sends a form.
async fn sends(place: &Place, path: &str, body: &str) -> u16 {
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().expect("a header"));
    headers.insert("sec-fetch-site", "same-origin".parse().expect("a header"));
    place.client().ask("POST", path, &headers, Some(body)).await.expect("an answer").status
}

both_engines!(people_are_invited_listed_shut_out_and_let_in_again, |engine| async move {
    let place = Place::settled(&engine, "auenstadt").await;
    let serving = place.serve().await;
    let invited = place
        .does(&["staff", "invite", "Ada@Auenstadt.de", "--role", "approver", "--office", "Bauhof"])
        .await;
    let invitation = path(&place, &invited);
    assert!(invitation.starts_with("/einladung/"), "{invitation}");
    let named = "name=Ada&password=Wasserwerk+am+Deich&repeat=Wasserwerk+am+Deich";
    assert_eq!(sends(&place, &invitation, named).await, 303);

    let rows = place.lists(&["staff", "list"]).await;
    let ada = rows.iter().find(|row| row["mail"] == "ada@auenstadt.de").expect("Ada");
    assert_eq!(
        (&ada["name"], &ada["role"], &ada["office"]),
        (&"Ada".into(), &"approver".into(), &"Bauhof".into())
    );
    assert_eq!(ada["access"], "open");
    let table = place.does(&["staff", "list"]).await;
    assert!(table.starts_with("NAME") && table.contains("kim@example.org"), "{table}");

    let signs_in = "mail=ada%40auenstadt.de&password=Wasserwerk+am+Deich";
    assert_eq!(sends(&place, "/anmelden", signs_in).await, 303);
    place.does(&["staff", "disable", "ada@auenstadt.de"]).await;
    assert_eq!(sends(&place, "/anmelden", signs_in).await, 422);
    assert_eq!(place.lists(&["staff", "list"]).await[1]["access"], "disabled");
    place.does(&["staff", "enable", "ada@auenstadt.de"]).await;
    assert_eq!(sends(&place, "/anmelden", signs_in).await, 303);

    let last = place.run(&["staff", "role", "kim@example.org", "editor"]).await;
    assert!(last.code == Some(1) && last.err.contains("At least one person"), "{last:?}");
    let last = place.run(&["staff", "disable", "kim@example.org"]).await;
    assert!(last.code == Some(1) && last.err.contains("Mindestens ein Mensch"), "{last:?}");
    place.does(&["staff", "role", "ada@auenstadt.de", "administrator"]).await;
    place.does(&["staff", "role", "kim@example.org", "editor"]).await;
    for unknown in
        [&["staff", "link", "niemand@example.de"][..], &["staff", "role", "niemand@example.de", "editor"]]
    {
        assert_eq!(place.run(unknown).await.code, Some(1), "{unknown:?}");
    }
    assert!(serving.stop().await.success());
});

#[tokio::test]
async fn the_first_administrator_signs_in_with_the_link_that_init_prints() {
    let place = Place::empty(&Engine::Sqlite, "auenstadt").await;
    let host = place.host();
    let arguments = ["init", "--host", &host, "--handle", "auenstadt", "--name", "Stadt Auenstadt"];
    let out = place.does(&[&arguments[..], &["--person", "Kim", "--mail", "kim@example.org"]].concat()).await;
    let link = out.split_whitespace().find(|word| word.contains("/anmelden/")).expect("a link").to_owned();
    let serving = place.serve().await;
    assert_eq!(place.client().get(&path(&place, &link)).await.status, 200);
    assert_eq!(sends(&place, &path(&place, &link), "").await, 303);
    assert_eq!(sends(&place, &path(&place, &link), "").await, 410);
    assert!(serving.stop().await.success());
}

#[tokio::test]
async fn row_86_no_link_stands_in_the_log() {
    let place = Place::settled(&Engine::Sqlite, "auenstadt").await;
    place.file("tempomacher.toml", "[log]\nfilter = \"trace\"\n");
    let serving = place.serve().await;
    let mut secrets = Vec::new();
    for arguments in [&["staff", "link", "kim@example.org"][..], &["staff", "invite", "ada@auenstadt.de"]] {
        let link = path(&place, &place.does(arguments).await);
        secrets.push(link.rsplit('/').next().expect("a secret").to_owned());
        for asked in [link.clone(), format!("{link}/"), format!("{link}/x?y"), format!("{link}?lang=en")] {
            place.client().get(&asked).await;
            sends(&place, &asked, "name=").await;
        }
    }
    place.client().get("/suche").await;
    assert!(serving.stop().await.success());
    let log = place.log();
    for told in ["/suche", "(a link)"] {
        assert!(log.contains(told), "nothing of {told}");
    }
    let told: Vec<_> =
        log.lines().filter(|line| secrets.iter().any(|secret| line.contains(secret))).collect();
    assert!(told.is_empty(), "{told:#?}");
}
