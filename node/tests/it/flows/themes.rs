//! The monthly report of themes: sent by a person, to an umbrella body, in words of the list; shown there of five and more.

use commons::{Month, OrganisationKind, Time};
use node::operations::misses::write_down;
use serde_json::{Value, json};

use crate::harness::{Clerk, Ground, Peer, Town, eventually};

impl Town {
    /// Is an umbrella body from now on.
    async fn is_an_umbrella_body(&self) {
        let node = self.node();
        let mut change = node.store.begin().await.unwrap();
        let mut organisation = (*node.hosts.by_iri(self.iri()).unwrap()).clone();
        organisation.kind = OrganisationKind::UmbrellaBody;
        let version = node.clock.now().millis() + 1;
        assert!(change.actors().rename(self.iri(), &organisation, version).await.unwrap());
        change.commit().await.unwrap();
        node.refresh_hosts().await.unwrap();
    }

    /// These questions found nothing on its pages.
    async fn misses(&self, questions: &[&str]) {
        let node = self.node();
        questions.iter().for_each(|question| node.misses.note(Some(self.iri()), question));
        write_down(&node, &node.misses).await.unwrap();
    }
}

async fn page(clerk: &Clerk) -> String {
    let path = format!("/verwaltung/{}/themen", clerk.town.organisation.handle);
    clerk.opens(&path).await.is(200).text()
}

/// The second day of the next month has come.
fn until_the_month_is_over(ground: &Ground, town: &Town) {
    let now = town.node().clock.now();
    let (_, end) = Month::parse(&now.to_string()[..7]).unwrap().span();
    ground.passes(end.millis() - now.millis() + Time::DAY);
}

/// The month that the page offers to send.
fn offered(page: &str) -> Option<String> {
    let month = page.split("name=\"month\" value=\"").nth(1)?;
    Some(month.split('"').next().unwrap().to_owned())
}

/// Presses the button of the page.
async fn sends(clerk: &Clerk, to: &Town) -> u16 {
    let month = offered(&page(clerk).await).expect("something to send");
    let path = format!("/verwaltung/{}/themen", clerk.town.organisation.handle);
    clerk.sends(&path, &[("to", to.iri().as_str()), ("month", &month)]).await.status
}

both_engines!(a_report_is_sent_by_a_person_and_holds_words_of_the_list_alone, |ground| async move {
    let [auenstadt, verband] = ground.two_towns().await;
    verband.is_an_umbrella_body().await;
    auenstadt.follows(&verband).await;
    verband.follows(&auenstadt).await;
    auenstadt.misses(&["kitaplatz sharing", "hundesteuer für erika", "Zeppelin"]).await;
    let clerk = auenstadt.administrator().await;
    assert_eq!(offered(&page(&clerk).await), None, "the month is not over");
    until_the_month_is_over(&ground, &auenstadt);
    let clerk = auenstadt.administrator().await;
    let shown = page(&clerk).await;
    for told in ["Kita", "Steuern und Gebühren", "Stadt Birkenried"] {
        assert!(shown.contains(told), "{told}: {shown}");
    }
    for typed in ["sharing", "erika", "eppelin"] {
        assert!(!shown.contains(typed), "{typed}: {shown}");
    }
    let received = async || {
        let node = verband.node();
        node.store.reading().await.unwrap().theme_reports().of_receiver(verband.iri()).await.unwrap()
    };
    assert!(received().await.is_empty(), "nothing goes by itself");
    assert_eq!(sends(&clerk, &verband).await, 303);
    let [row] =
        &eventually("it has come", || async { Some(received().await).filter(|rows| !rows.is_empty()) }).await
            [..]
    else {
        panic!("one report")
    };
    assert_eq!(row.sender, *auenstadt.iri());
    let themes: Vec<_> = row.report.counts.iter().map(|(theme, count)| (theme.code(), *count)).collect();
    assert_eq!(themes, [("day-care", 1), ("taxes", 1)]);
    assert!(page(&clerk).await.contains("Gesendet"));

    // The umbrella body sees that somebody has told, and what, once five have.
    let reader = verband.administrator().await;
    let shown = page(&reader).await;
    assert!(shown.contains("Eine Organisation hat berichtet.") && !shown.contains("Steuern"), "{shown}");
    let mut change = verband.node().store.begin().await.unwrap();
    for number in 1..5 {
        let sender = commons::Iri::parse("id", &format!("https://stadt{number}.example/")).unwrap();
        let now = verband.node().clock.now();
        change.theme_reports().put(&sender, verband.iri(), &row.report, row.version, now).await.unwrap();
    }
    change.commit().await.unwrap();
    let shown = page(&reader).await;
    assert!(
        shown.contains("5 Organisationen haben berichtet.") && shown.contains("Steuern und Gebühren"),
        "{shown}"
    );
    assert!(!shown.contains("stadt1.example"), "who told what is not shown");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_whom_the_umbrella_body_follows_may_tell_it() {
    let ground = Ground::sqlite();
    let house = ground.house("kreis").await;
    let (verband, town) = (house.founds("verband").await, house.founds("auenstadt").await);
    verband.is_an_umbrella_body().await;
    let peer = Peer::new(&ground, "fremd").await;
    let month = Month::before(verband.node().clock.now()).to_string();
    let offer = |to: &Town, month: &str, themes: Value| {
        let report = json!({ "month": month, "themes": themes });
        let object = json!({ "type": "tempomacher:ThemeReport", "tempomacher:themes": report });
        let id = format!("{}#themes-{}", peer.iri(), commons::EntryId::new(peer.now()));
        peer.says(
            &json!({ "id": id, "type": "Offer", "actor": peer.iri(), "object": object, "to": [to.iri()] }),
        )
    };
    let themes = || json!({ "ai": 3, "erika-muster": 9 });
    let received = async |town: &Town| {
        let node = town.node();
        node.store.reading().await.unwrap().theme_reports().of_receiver(town.iri()).await.unwrap()
    };
    offer(&verband, &month, themes()).to(&verband).await.is(403);
    // Whom another organisation of the node follows is no member of this one.
    town.befriends(&peer).await;
    offer(&verband, &month, themes()).to(&verband).await.is(403);
    offer(&town, &month, themes()).to(&town).await.is(403);
    assert!(received(&verband).await.is_empty() && received(&town).await.is_empty());

    verband.asks(&peer.address()).await.is(201);
    let by_the_body = |follow: &Value| follow["actor"] == json!(verband.iri());
    let follow = eventually("the peer is asked once more", || async {
        peer.delivered("Follow").into_iter().find(by_the_body)
    });
    peer.accepts(&follow.await).to(&verband).await.is(202);
    for (month, themes, status) in [
        ("2019-01", themes(), 202),
        ("2099-01", themes(), 202),
        ("2026-13", themes(), 400),
        (month.as_str(), json!({ "erika-muster": 9 }), 202),
        (month.as_str(), json!("x"), 422),
        (month.as_str(), json!({ "ai": -1 }), 422),
    ] {
        offer(&verband, month, themes).to(&verband).await.is(status);
        assert!(received(&verband).await.is_empty(), "{month}");
    }
    offer(&verband, &month, themes()).to(&verband).await.is(202);
    let rows = received(&verband).await;
    assert_eq!(rows[0].report.to_json()["themes"], json!({ "ai": 3 }), "what is no theme is not kept");
    // And who is followed by nobody of that kind cannot send.
    let clerk = town.administrator().await;
    let path = "/verwaltung/auenstadt/themen";
    clerk.sends(path, &[("to", verband.iri().as_str()), ("month", &month)]).await.is(422);
    town.misses(&["kita"]).await;
    until_the_month_is_over(&ground, &town);
    let month = Month::before(town.node().clock.now()).to_string();
    let clerk = town.administrator().await;
    clerk.sends(path, &[("to", verband.iri().as_str()), ("month", &month)]).await.is(404);
    clerk.sends(path, &[("to", verband.iri().as_str()), ("month", "gestern")]).await.is(400);
}
