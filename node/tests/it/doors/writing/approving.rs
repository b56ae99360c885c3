//! Somebody else looks at it first: who may say yes, who may not, and the link for those who never sign in.

use commons::{Approval, MemberRole, Settings, Time};
use store::people::Access;

use crate::harness::{Clerk, Ground, Smtp, Town};

/// A town that wants approval, with somebody who writes and somebody who approves.
async fn scene(ground: &Ground, smtp: &Smtp, approval: Approval) -> (Town, Clerk, Clerk) {
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    town.decides(Settings { approval: Some(approval), ..Settings::default() }).await;
    let (writer, approver) = (town.editor().await, town.clerk(MemberRole::Approver).await);
    (town, writer, approver)
}

impl Clerk {
    /// A draft that waits for approval, with this audience.
    async fn submits(&self, title: &str, audience: &str) -> String {
        let path = self.begins("project").await;
        let sheet = self.takes(&path).await.with("title", title).with("summary", "Zwei Sätze.");
        let onward = self.presses(&path, &sheet.with("audience", audience), "publish").await.leads();
        assert_eq!(onward, format!("{path}?getan=submitted"), "it is not published, but given for approval");
        path
    }

    /// Approves what this edition of a draft says.
    async fn approves(&self, path: &str, edition: &str) -> crate::harness::Response {
        self.sends(&format!("{path}/freigeben"), &[("edition", edition)]).await
    }
}

/// The path of the link in the last mail to this person.
async fn link(smtp: &Smtp, to: &Clerk, mails: usize) -> String {
    let received = smtp.eventually_receives(mails).await;
    let mail = received.iter().rev().find(|mail| mail.to.iter().any(|party| party.contains(&to.mail)));
    let text = mail.unwrap_or_else(|| panic!("no mail to {}: {received:?}", to.mail)).text();
    let (_, path) = text.split_once("/freigabe/").unwrap_or_else(|| panic!("no link: {text}"));
    format!("/freigabe/{}", path.split_whitespace().next().unwrap())
}

fn by_link(town: &Town, method: &str, path: &str) -> crate::harness::Request {
    town.http(method, path).for_people().header("Sec-Fetch-Site", "same-origin")
}

both_engines!(who_changed_it_cannot_approve_it_and_somebody_else_publishes_it, |ground| async move {
    let smtp = Smtp::start().await;
    let (town, writer, approver) = scene(&ground, &smtp, Approval::PublicOnly).await;
    let path = writer.submits("Radweg", "public").await;
    let page = writer.opens(&path).await.is(200).text();
    assert!(page.contains("wartet auf Freigabe") && page.contains("value=\"submit\""), "{page}");

    // The approver corrects a word, and is a hand from now on.
    let second = town.clerk(MemberRole::Approver).await;
    approver
        .presses(&path, &approver.takes(&path).await.with("title", "Radweg am Deich"), "submit")
        .await
        .is(303);
    let own = approver.approves(&path, "3").await;
    assert_eq!(own.status, 403, "{}", own.text());
    assert!(own.text().contains("kann ihn nicht selbst freigeben"));
    assert!(
        !approver.opens(&format!("{path}/vorschau")).await.text().contains("Freigeben und veröffentlichen")
    );
    assert_eq!(writer.approves(&path, "3").await.status, 403, "nor does an editor approve");

    // Whoever has not touched it sees what is different, and approves what they saw.
    let list = second.opens("/schreiben").await.text();
    assert!(
        list.contains("wartet auf Ihre Freigabe") && list.contains(&format!("{path}/vorschau")),
        "{list}"
    );
    let page = second.opens(&format!("{path}/vorschau")).await.is(200).text();
    assert!(page.contains("Freigeben und veröffentlichen") && page.contains("value=\"3\""), "{page}");
    assert_eq!(second.approves(&path, "2").await.status, 409, "an older edition than the last");
    let onward = second.approves(&path, "3").await.leads();
    let id = onward.split(['/', '?']).nth(2).unwrap();
    assert_eq!(writer.reads(id).await.title, "Radweg am Deich");
    assert_eq!(second.approves(&path, "3").await.status, 404, "it is out");
    let versions = writer.opens(&format!("/eintraege/{id}/fassungen")).await.text();
    assert!(versions.contains("approver auenstadt"), "whoever wrote it last: {versions}");
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_needs_approval_depends_on_the_organisation_and_on_who_may_read_it() {
    let ground = Ground::sqlite();
    let smtp = Smtp::start().await;
    let (town, writer, approver) = scene(&ground, &smtp, Approval::PublicOnly).await;
    let path = writer.begins("project").await;
    let sheet =
        writer.takes(&path).await.with("title", "Intern").with("summary", "Nur wir.").with("audience", "own");
    let id = writer.publishes(&path, &sheet).await;

    // What becomes public needs it, and what is public, whatever it becomes.
    let path = writer.corrects(&id).await;
    let public = writer.takes(&path).await.with("audience", "public");
    assert_eq!(writer.presses(&path, &public, "publish").await.leads(), format!("{path}?getan=submitted"));
    approver.approves(&path, "2").await.is(303);
    let path = writer.corrects(&id).await;
    let own = writer.takes(&path).await.with("audience", "own");
    assert_eq!(writer.presses(&path, &own, "publish").await.leads(), format!("{path}?getan=submitted"));

    // Withdrawals and confirmations never do.
    writer.sends(&format!("/eintraege/{id}/bestaetigen"), &[]).await.is(303);
    let version = writer.reads(&id).await.version.to_string();
    writer.sends(&format!("/eintraege/{id}/zurueckziehen"), &[("version", &version)]).await.is(303);

    town.decides(Settings { approval: Some(Approval::All), ..Settings::default() }).await;
    writer.submits("Auch intern", "own").await;
    let adoption = serde_json::json!({
        "kind": "adoption", "target": { "software": "Radplan" }, "stage": "pilot", "audience": "public",
    });
    let adoption = town.publishes_this(adoption).await;
    let path = writer.corrects(&adoption.id).await;
    writer.publishes(&path, &writer.takes(&path).await.with("stage", "productive")).await;
    town.decides(Settings { approval: Some(Approval::None), ..Settings::default() }).await;
    writer.publishes_an_idea("Ohne Freigabe").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_works_alone_needs_nobody_and_where_two_write_one_looks_at_it() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let alone = town.administrator().await;
    town.clerk(MemberRole::Reader).await;
    alone.publishes_an_idea("Allein").await;
    let second = town.editor().await;
    let path = second.begins("project").await;
    let sheet = second.takes(&path).await.with("title", "Zu zweit").with("summary", "Zwei Sätze.");
    second.presses(&path, &sheet, "publish").await.is(303);
    alone.approves(&path, "2").await.is(303);

    // Where nobody is left who could, it says so.
    let path = alone.begins("project").await;
    let sheet = alone.takes(&path).await.with("title", "Und nun?").with("summary", "Zwei Sätze.");
    let onward = alone.presses(&path, &sheet, "publish").await.leads();
    assert!(alone.opens(&onward).await.text().contains("Zurzeit kann aber niemand"), "{onward}");
    let mut change = town.node().store.begin().await.unwrap();
    change.people().set_access(&second.person, Access::Disabled).await.unwrap();
    change.commit().await.unwrap();
    alone.publishes(&path, &alone.takes(&path).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_by_mail_shows_the_draft_without_being_used_up_and_approves_once() {
    let ground = Ground::sqlite();
    let smtp = Smtp::start().await;
    let (town, writer, approver) = scene(&ground, &smtp, Approval::PublicOnly).await;
    let path = writer.submits("Radweg", "public").await;
    let link = link(&smtp, &approver, 1).await;
    assert_eq!(smtp.received().len(), 1, "the writer gets none");
    assert!(
        smtp.received()[0].subject().contains("Radweg")
            && smtp.received()[0].text().contains("editor auenstadt")
    );

    // Mail programs look before people do.
    for _ in 0..3 {
        let page = by_link(&town, "GET", &link).send().await.is(200);
        assert_eq!(page.header("Referrer-Policy"), Some("strict-origin"));
        assert_eq!(page.header("Cache-Control"), Some("private, no-store"));
        assert!(page.text().contains("Radweg") && page.text().contains("Freigeben und veröffentlichen"));
        assert!(!page.text().contains(&path), "who comes by a link is not led to where one must sign in");
    }
    by_link(&town, "POST", &link).form(&[("edition", "2")]).send().await.is(400);
    let page =
        by_link(&town, "POST", &link).form(&[("edition", "2"), ("answer", "return")]).send().await.is(422);
    assert!(
        page.text().contains("<a href=\"#f-note\">") && page.text().contains("Bitte ausfüllen."),
        "{}",
        page.text()
    );
    let approve = [("edition", "2"), ("answer", "approve")];
    town.http("POST", &link).for_people().form(&approve).send().await.is(403);
    let (one, other) =
        tokio::join!(async { by_link(&town, "POST", &link).form(&approve).send().await.status }, async {
            by_link(&town, "POST", &link).form(&approve).send().await.status
        });
    assert!(
        [one, other].contains(&200) && [one, other].iter().any(|status| [404, 409, 410].contains(status)),
        "{one} {other}"
    );
    by_link(&town, "POST", &link).form(&approve).send().await.is(410);
    by_link(&town, "GET", &link).send().await.is(410);
    assert_eq!(town.eventually_finds("Radweg").await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_dead_when_it_is_too_old_or_the_draft_or_the_person_is_another() {
    let ground = Ground::sqlite();
    let smtp = Smtp::start().await;
    let (town, writer, approver) = scene(&ground, &smtp, Approval::PublicOnly).await;
    let path = writer.submits("Radweg", "public").await;
    let first = link(&smtp, &approver, 1).await;
    // The draft is written on: what was sent shows another text.
    writer.presses(&path, &writer.takes(&path).await.with("title", "Ein anderer Weg"), "save").await.is(303);
    by_link(&town, "GET", &first).send().await.is(410);
    writer.presses(&path, &writer.takes(&path).await, "submit").await.is(303);
    by_link(&town, "GET", &first).send().await.is(410);
    let second = link(&smtp, &approver, 2).await;
    by_link(&town, "GET", &second).send().await.is(200);
    // Whoever loses the role loses the link.
    approver.joins(&town, MemberRole::Editor).await;
    by_link(&town, "GET", &second).send().await.is(410);
    approver.joins(&town, MemberRole::Approver).await;
    by_link(&town, "GET", &second).send().await.is(200);
    ground.passes(15 * Time::DAY);
    let late = by_link(&town, "POST", &second).form(&[("edition", "3"), ("answer", "approve")]);
    late.send().await.is(410);
    for forged in ["x", &"A".repeat(43), "..%2f..", "%00"] {
        let status = by_link(&town, "GET", &format!("/freigabe/{forged}")).send().await.status;
        assert!([400, 404, 410].contains(&status), "{forged}: {status}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_is_given_back_says_why_and_comes_again() {
    let ground = Ground::sqlite();
    let smtp = Smtp::start().await;
    let (town, writer, approver) = scene(&ground, &smtp, Approval::PublicOnly).await;
    let path = writer.submits("Radweg", "public").await;
    let link = link(&smtp, &approver, 1).await;
    let back = [("edition", "2"), ("answer", "return"), ("note", "Bitte die <Summe> & den Grund nennen.")];
    by_link(&town, "POST", &link).form(&back).send().await.is(200);
    let page = writer.opens(&path).await.is(200).text();
    assert!(page.contains("Bitte die &#60;Summe&#62; &#38; den Grund nennen."), "{page}");
    by_link(&town, "GET", &link).send().await.is(410);
    assert_eq!(approver.approves(&path, "2").await.status, 409, "it does not wait any more");
    let sheet = writer.takes(&path).await.with("summary", "Für 5.000 Euro.");
    writer.presses(&path, &sheet, "submit").await.is(303);
    assert!(!writer.opens(&path).await.text().contains("Grund nennen"));
    let empty = approver.sends(&format!("{path}/zurueckgeben"), &[("edition", "3"), ("note", " ")]).await;
    assert_eq!(empty.status, 422);
    approver.approves(&path, "3").await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_the_draft_waits_at_the_desk_and_no_link_is_made() {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (writer, approver) = (town.editor().await, town.clerk(MemberRole::Approver).await);
    let path = writer.submits("Radweg", "public").await;
    let mut reading = town.node().store.reading().await.unwrap();
    let now = town.node().clock.now();
    let purpose = store::tickets::Purpose::Approval;
    assert!(reading.tickets().of_organisation(town.iri(), purpose, now).await.unwrap().is_empty());
    drop(reading);
    assert!(approver.opens("/schreiben").await.text().contains("wartet auf Ihre Freigabe"));
    approver.approves(&path, "2").await.is(303);
}
