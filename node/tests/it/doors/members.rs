//! The people of an organisation, as it administers them; and that another organisation cannot.

use commons::{MemberRole, Time};
use store::people::Access;

use crate::harness::{Clerk, Ground, Response, Smtp, Town};

const PASSWORD: &str = "Wasserwerk am Deich";

/// A town, who administers it, and who works there.
async fn scene() -> (Ground, Town, Clerk, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let (head, editor) = (town.administrator().await, town.editor().await);
    (ground, town, head, editor)
}

fn desk(town: &Town) -> String {
    format!("/verwaltung/{}/personen", town.organisation.handle)
}

impl Clerk {
    /// Does this about a person, at the desk of that town.
    async fn does(&self, act: &str, person: &Clerk, town: &Town) -> Response {
        self.sends(&format!("{}/{}", desk(town), person.person), &[("act", act)]).await
    }

    async fn appoints(&self, person: &Clerk, role: &str) -> Response {
        let fields = [("act", "appoint"), ("role", role), ("office", "Bauhof")];
        self.sends(&format!("{}/{}", desk(&self.town), person.person), &fields).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_list_shows_who_acts_for_the_organisation_and_nobody_else() {
    let (ground, _) = (Ground::sqlite(), ());
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (head, editor, other) = (alpha.administrator().await, alpha.editor().await, beta.editor().await);
    let page = head.opens(&desk(&alpha)).await.is(200).text();
    for words in [&head.mail, &editor.mail, "editor alpha", "schreibt", "verwaltet", "Stabsstelle"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains(&other.mail) && !page.contains("editor beta"));
    assert!(page.contains("In den letzten 30 Tagen angemeldet"));
    ground.passes(31 * Time::DAY);
    let back = Clerk { cookie: head.let_in_by_password(PASSWORD).await, ..head.clone() };
    let page = back.opens(&format!("{}/{}", desk(&alpha), editor.person)).await.is(200).text();
    assert!(page.contains("Seit mehr als 30 Tagen nicht angemeldet") && page.contains("editor alpha"));
}

impl Clerk {
    async fn let_in_by_password(&self, password: &str) -> String {
        self.has_password(password).await;
        self.let_in_by(&self.signs_in(password).await.is(303)).cookie
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_83_another_role_ends_every_session_at_once() {
    let (_ground, town, head, editor) = scene().await;
    assert!(editor.is_signed_in().await);
    let answer = head.appoints(&editor, "approver").await.is(303);
    assert_eq!(answer.header("Location"), Some("/verwaltung/auenstadt/personen?getan=role-changed"));
    assert!(!editor.is_signed_in().await);
    assert_eq!(editor.role_in(&town).await, Some(MemberRole::Approver));
    assert!(head.is_signed_in().await);
    // Another office alone is no reason.
    let again = Clerk { cookie: editor.let_in_by_password(PASSWORD).await, ..editor.clone() };
    head.appoints(&editor, "approver").await.is(303);
    assert!(again.is_signed_in().await);
    head.appoints(&editor, "king").await.is(422);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_83_who_is_removed_or_disabled_is_out_at_once() {
    for act in ["dismiss", "disable"] {
        let (_ground, town, head, editor) = scene().await;
        editor.has_password(PASSWORD).await;
        head.does(act, &editor, &town).await.is(303);
        assert!(!editor.is_signed_in().await, "{act}");
        let row = editor.row().await.unwrap();
        match act {
            "dismiss" => {
                assert_eq!((editor.role_in(&town).await, row.access), (None, Access::Open));
                editor.signs_in(PASSWORD).await.is(303);
            }
            _ => {
                assert_eq!(row.access, Access::Disabled);
                editor.signs_in(PASSWORD).await.is(422);
                let page = head.opens(&desk(&town)).await.text();
                assert!(page.contains("gesperrt"), "{page}");
                head.does("enable", &editor, &town).await.is(303);
                editor.signs_in(PASSWORD).await.is(303);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_organisation_cannot_touch_our_people() {
    let smtp = Smtp::start().await;
    let ground = Ground::sqlite();
    let house = ground.house_with_mail("haus", smtp.config()).await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (editor, other) = (alpha.editor().await, beta.administrator().await);
    alpha.administrator().await;
    // Neither at our desk nor at their own.
    for town in [&alpha, &beta] {
        let path = format!("{}/{}", desk(town), editor.person);
        let page = other.opens(&path).await.is(404).text();
        assert!(!page.contains("editor alpha") && !page.contains(&editor.mail));
        for act in ["appoint", "dismiss", "disable", "enable", "link-by-mail", "link-by-hand"] {
            let fields = [("act", act), ("role", "administrator"), ("office", "")];
            let answer = other.sends(&path, &fields).await.is(404);
            assert!(!answer.text().contains("/anmelden/"), "{act}");
        }
    }
    other.opens(&desk(&alpha)).await.is(404);
    let fields = [("act", "invite"), ("mail", "kim@example.de"), ("role", "administrator")];
    other.sends(&desk(&alpha), &fields).await.is(404);
    assert!(editor.is_signed_in().await);
    assert_eq!(editor.role_in(&alpha).await, Some(MemberRole::Editor));
    assert!(smtp.received().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_administrator_stays() {
    let (_ground, town, head, _) = scene().await;
    for (act, role) in [("appoint", "editor"), ("dismiss", ""), ("disable", "")] {
        let fields = [("act", act), ("role", role), ("office", "")];
        let path = format!("{}/{}", desk(&town), head.person);
        let page = head.sends(&path, &fields).await.is(409).text();
        assert!(page.contains("Mindestens ein Mensch"), "{act}: {page}");
        assert!(head.is_signed_in().await, "{act}");
        assert_eq!(head.role_in(&town).await, Some(MemberRole::Administrator), "{act}");
    }
    let page = head.sends("/konto/verlassen/auenstadt", &[]).await.is(409).text();
    assert!(page.contains("Mindestens ein Mensch"), "{page}");
    head.sends("/konto/loeschen", &[("sure", "yes")]).await.is(409);
    assert!(head.is_signed_in().await);

    let second = town.administrator().await;
    head.appoints(&second, "editor").await.is(303);
    head.appoints(&second, "administrator").await.is(303);
    head.does("dismiss", &head, &town).await.is(303);
    assert_eq!(second.role_in(&town).await, Some(MemberRole::Administrator));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_belongs_elsewhere_too_can_be_removed_and_nothing_more() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let house = ground.house_with_mail("haus", smtp.config()).await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (head, both, operator) = (alpha.administrator().await, alpha.editor().await, alpha.editor().await);
    both.joins(&beta, MemberRole::Administrator).await;
    operator.runs_the_node().await;
    for person in [&both, &operator] {
        let page = head.opens(&format!("{}/{}", desk(&alpha), person.person)).await.is(200).text();
        assert!(!page.contains("value=\"disable\"") && !page.contains("value=\"link-by-hand\""), "{page}");
        assert!(page.contains("value=\"link-by-mail\""), "{page}");
        assert!(!page.contains("Beta"), "where else is nobody's business");
        head.does("disable", person, &alpha).await.is(409);
        // Whoever is shown a link could use it, and be somebody in another organisation.
        let answer = head.does("link-by-hand", person, &alpha).await.is(409);
        assert!(!answer.text().contains("/anmelden/"), "{}", answer.text());
        assert!(person.is_signed_in().await);
    }
    head.does("link-by-mail", &both, &alpha).await.is(303);
    let link = smtp.eventually_receives(1).await[0].link(&alpha);
    assert!(both.let_in_by(&alpha.guest().sends(&link, &[]).await.is(303)).is_signed_in().await);
    head.does("dismiss", &both, &alpha).await.is(303);
    assert_eq!(
        (both.role_in(&alpha).await, both.role_in(&beta).await),
        (None, Some(MemberRole::Administrator))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_shown_once_for_who_belongs_here_alone() {
    let (ground, town, head, editor) = scene().await;
    let answer = head.does("link-by-hand", &editor, &town).await.is(200);
    assert_eq!(answer.header("Cache-Control"), Some("private, no-store"));
    let page = answer.text();
    let link = page.split("/anmelden/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let link = format!("/anmelden/{link}");
    let path = format!("{}/{}", desk(&town), editor.person);
    assert!(!head.opens(&path).await.is(200).text().contains(&link));
    ground.passes(23 * Time::HOUR);
    let answer = town.guest().sends(&link, &[]).await.is(303);
    assert_eq!(answer.header("Location"), Some("/konto?getan=password-needed"));
    let inside = editor.let_in_by(&answer);
    assert!(
        inside
            .opens("/konto?getan=password-needed")
            .await
            .is(200)
            .text()
            .contains("setzen Sie jetzt ein Passwort")
    );
    assert!(editor.row().await.unwrap().proven.is_none(), "somebody else saw the link");
    // A new one replaces the older.
    let first = head.does("link-by-hand", &editor, &town).await.is(200).text();
    head.does("link-by-hand", &editor, &town).await.is(200);
    let first = first.split("/anmelden/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    town.guest().sends(&format!("/anmelden/{first}"), &[]).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_order_is_none() {
    let (_ground, town, head, editor) = scene().await;
    head.does("", &editor, &town).await.is(400);
    head.does("erase", &editor, &town).await.is(400);
    head.sends(&desk(&town), &[("act", "burn")]).await.is(400);
    head.sends("/konto", &[("act", "burn")]).await.is(400);
    editor.opens(&desk(&town)).await.is(403);
}
