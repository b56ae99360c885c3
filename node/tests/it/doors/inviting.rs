//! Invitations: given, accepted by new people and by known ones, and never a way into somebody else's account.

use commons::{MemberRole, Time};

use crate::harness::{Clerk, Ground, Response, Smtp, Town, a_while};

const PASSWORD: &str = "Wasserwerk am Deich";
const NEW: &str = "kim.muster@example.de";

/// A town that sends mail, and who administers it.
async fn scene() -> (Ground, Smtp, Town, Clerk) {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let town = ground.town_with_mail("auenstadt", smtp.config()).await;
    let head = town.administrator().await;
    (ground, smtp, town, head)
}

/// A town that sends no mail, and who administers it.
async fn quiet_scene() -> (Ground, Town, Clerk) {
    let ground = Ground::sqlite();
    let town = ground.town("auenstadt").await;
    let head = town.administrator().await;
    (ground, town, head)
}

impl Clerk {
    fn desk(&self) -> String {
        format!("/verwaltung/{}/personen", self.town.organisation.handle)
    }

    async fn invites(&self, mail: &str, role: &str, handing: &str) -> Response {
        let fields = [("act", "invite"), ("mail", mail), ("role", role), ("handing", handing)];
        self.sends(&self.desk(), &fields).await
    }

    /// Invites by hand, and gives the path of the link.
    async fn hands_invitation(&self, mail: &str, role: &str) -> String {
        let answer = self.invites(mail, role, "hand").await.is(200);
        assert_eq!(answer.header("Cache-Control"), Some("private, no-store"));
        shown(&answer, &self.town)
    }
}

/// The path of the link that a page shows.
fn shown(answer: &Response, town: &Town) -> String {
    let page = answer.text();
    let link = page.split("id=\"link\"").nth(1).and_then(|rest| rest.split("value=\"").nth(1));
    let link = link.and_then(|rest| rest.split('"').next()).unwrap_or_else(|| panic!("no link: {page}"));
    format!("/{}", link.strip_prefix(town.iri().as_str()).unwrap_or_else(|| panic!("{link} leads elsewhere")))
}

async fn accepts(town: &Town, link: &str, name: &str, password: &str) -> Response {
    town.guest().sends(link, &[("name", name), ("password", password), ("repeat", password)]).await
}

/// Whoever has this mailbox.
async fn person(town: &Town, mail: &str) -> Option<Clerk> {
    let row = town.node().store.reading().await.unwrap().people().by_mail(mail).await.unwrap()?;
    Some(Clerk { person: row.id, mail: mail.to_owned(), ..town.guest() })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_an_invitation_it_takes_three_steps_to_read_and_to_ask() {
    let (_ground, town, head) = quiet_scene().await;
    let entry = format!("/eintraege/{}", town.publishes("Radweg am Deich").await.id);
    let link = head.hands_invitation(NEW, "reader").await;
    // The first: name and password.
    let kim = town.guest().let_in_by(&accepts(&town, &link, "Kim Muster", PASSWORD).await.is(303));
    // The second: the entry, with room for a question below it.
    let page = kim.opens(&entry).await.is(200).text();
    assert!(
        page.contains("Radweg am Deich") && page.contains(&format!("action=\"{entry}/kommentare\"")),
        "{page}"
    );
    // The third: the question.
    let question = [("comment", "question"), ("text", "Wer räumt dort den Schnee?")];
    kim.sends(&format!("{entry}/kommentare"), &question).await.is(303);
    assert!(town.guest().opens(&entry).await.text().contains("Wer räumt dort den Schnee?"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_new_comes_by_mail_and_is_welcomed() {
    let (_ground, smtp, town, head) = scene().await;
    let fields = [
        ("act", "invite"),
        ("mail", " Kim.Muster@Example.DE "),
        ("role", "reader"),
        ("office", "Bauhof"),
        ("message", "Schauen Sie doch einmal herein."),
        ("handing", "mail"),
    ];
    let answer = head.sends(&head.desk(), &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some("/verwaltung/auenstadt/personen?getan=invited"));
    let mail = smtp.eventually_receives(1).await.remove(0);
    assert_eq!(mail.to, [format!("<{NEW}>")]);
    assert_eq!(mail.subject(), "Stadt Auenstadt lädt Sie zu Tempomacher ein");
    for words in ["administrator auenstadt", "Fragen stellen.", "Schauen Sie doch einmal herein."] {
        assert!(mail.text().contains(words), "{}", mail.text());
    }
    let desk = head.opens(&head.desk()).await.is(200).text();
    assert!(desk.contains(NEW) && desk.contains("Zurücknehmen"), "{desk}");

    let link = mail.link(&town);
    let page = town.guest().opens(&link).await.is(200).text();
    for words in ["Einladung von Stadt Auenstadt", NEW, "Schauen Sie doch einmal herein.", "weglassen"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let answer = accepts(&town, &link, "Kim Muster", "").await.is(303);
    assert_eq!(answer.header("Location"), Some("/willkommen"));
    let kim = person(&town, NEW).await.unwrap().let_in_by(&answer);
    assert_eq!(kim.role_in(&town).await, Some(MemberRole::Reader));
    let row = kim.row().await.unwrap();
    assert!(row.proven.is_some() && row.password.is_none() && row.name == "Kim Muster");

    // Third step: read and ask.
    let welcome = kim.opens("/willkommen").await.is(200).text();
    for next in ["href=\"/suche\"", "href=\"/kooperationen\"", "href=\"/konto\"", "Fragen stellen."] {
        assert!(welcome.contains(next), "{welcome}");
    }
    assert!(!head.opens(&head.desk()).await.text().contains("Zurücknehmen"));
    accepts(&town, &link, "Noch jemand", "").await.is(410);
    town.guest().opens(&link).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mail_server_the_link_is_shown_once_and_a_password_is_needed() {
    let (_ground, town, head) = quiet_scene().await;
    let link = head.hands_invitation(NEW, "editor").await;
    assert!(!head.opens(&head.desk()).await.text().contains(&link), "it is not shown again");
    let page = accepts(&town, &link, "Kim Muster", "").await.is(422).text();
    assert!(page.contains("id=\"f-password-problem\"") && page.contains("value=\"Kim Muster\""), "{page}");
    for (password, repeat, problem) in
        [("kurz", "kurz", "f-password-problem"), (PASSWORD, "anders", "f-repeat-problem")]
    {
        let fields = [("name", ""), ("password", password), ("repeat", repeat)];
        let page = town.guest().sends(&link, &fields).await.is(422).text();
        assert!(page.contains(problem) && page.contains("f-name-problem"), "all at once: {page}");
        assert!(!page.contains(password) || password == "kurz", "a password is never shown again");
    }
    let answer = accepts(&town, &link, "Kim Muster", PASSWORD).await.is(303);
    let kim = person(&town, NEW).await.unwrap().let_in_by(&answer);
    assert!(kim.opens("/willkommen").await.is(200).text().contains("href=\"/mein-bereich\""));
    assert!(kim.row().await.unwrap().proven.is_none(), "somebody else saw the link first");
    kim.signs_in(PASSWORD).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_is_no_way_into_an_account_that_is_there() {
    let (ground, smtp) = (Ground::sqlite(), Smtp::start().await);
    let house = ground.house_with_mail("haus", smtp.config()).await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (head, victim) = (alpha.administrator().await, beta.administrator().await);
    victim.has_password(PASSWORD).await;
    // Whoever invites is shown the link, and tries to be the one who is invited.
    let link = head.hands_invitation(&victim.mail, "reader").await;
    let page = alpha.guest().opens(&link).await.is(200).text();
    assert!(page.contains("schon ein Konto") && page.contains("action=\"/anmelden\""), "{page}");
    assert!(!page.contains("administrator beta"), "not even the name is told");
    let answer = accepts(&alpha, &link, "Ich", "ein ganz neues Passwort").await.is(200);
    assert!(answer.header("Set-Cookie").is_none() && answer.text().contains("schon ein Konto"));
    head.sends(&link, &[]).await.is(403);
    let page = head.opens(&link).await.is(200).text();
    assert!(page.contains("Angemeldet sind Sie gerade als administrator alpha"), "{page}");
    assert_eq!(victim.role_in(&alpha).await, None);
    victim.signs_in(PASSWORD).await.is(303);

    // The owner signs in, comes back and accepts.
    let fields = [("mail", victim.mail.as_str()), ("password", PASSWORD), ("weiter", link.as_str())];
    let answer = alpha.guest().sends("/anmelden", &fields).await.is(303);
    assert_eq!(answer.header("Location"), Some(link.as_str()));
    let owner = Clerk { town: alpha.clone(), ..victim.let_in_by(&answer) };
    assert!(owner.opens(&link).await.is(200).text().contains("Einladung annehmen"));
    assert_eq!(owner.sends(&link, &[]).await.is(303).header("Location"), Some("/willkommen"));
    assert_eq!(owner.role_in(&alpha).await, Some(MemberRole::Reader));
    assert_eq!(owner.role_in(&beta).await, Some(MemberRole::Administrator));
    assert!(owner.opens("/willkommen").await.text().contains("Willkommen bei Stadt Alpha"));
    owner.sends(&link, &[]).await.is(410);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_signs_out_at_an_invitation_comes_back_to_it() {
    let (_ground, town, head) = quiet_scene().await;
    let link = head.hands_invitation(NEW, "editor").await;
    let page = head.opens(&link).await.is(200).text();
    assert!(page.contains(&format!("name=\"weiter\" value=\"{link}\"")), "{page}");
    let answer = head.sends("/abmelden", &[("weiter", &link)]).await.is(303);
    assert_eq!(answer.header("Location"), Some(link.as_str()));
    accepts(&town, &link, "Kim Muster", PASSWORD).await.is(303);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_73_names_and_words_in_an_invitation_become_no_header() {
    let (_ground, smtp, town, head) = scene().await;
    let evil = "Kim\r\nBcc: alle@example.org\r\n\r\n=?utf-8?q?=0D=0ABcc:_x?= \u{202e}";
    head.sends("/konto", &[("act", "rename"), ("name", evil), ("language", "de")]).await.is(303);
    let words = format!("{evil}\r\n.\r\nMAIL FROM:<x@example.org>\r\nQUIT");
    let fields = [
        ("act", "invite"),
        ("mail", NEW),
        ("role", "reader"),
        ("office", evil),
        ("message", words.as_str()),
        ("handing", "mail"),
    ];
    head.sends(&head.desk(), &fields).await.is(303);
    let mail = smtp.eventually_receives(1).await.remove(0);
    assert_eq!(mail.headers().len(), 9, "{:?}", mail.headers());
    assert_eq!((mail.to.len(), mail.header("To")), (1, NEW.to_owned()));
    let first = mail.text().lines().find(|line| line.contains("lädt Sie ein, auf")).unwrap().to_owned();
    assert!(first.starts_with("Kim Bcc: alle@example.org"), "the name is one line: {first}");
    a_while().await;
    assert_eq!(smtp.received().len(), 1);
    for to in ["kim@example.de\r\nBcc: alle@example.org", "kim@example.de> SIZE=1", "Kim <kim@example.de>"] {
        let page = head.invites(to, "reader", "mail").await.is(422).text();
        assert!(page.contains("id=\"f-mail-problem\""), "{to:?}");
    }
    town.guest().opens(&mail.link(&town)).await.is(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_can_be_taken_back_and_only_by_its_organisation() {
    let (ground, _) = (Ground::sqlite(), ());
    let house = ground.house("haus").await;
    let (alpha, beta) = (house.founds("alpha").await, house.founds("beta").await);
    let (head, other) = (alpha.administrator().await, beta.administrator().await);
    let link = head.hands_invitation(NEW, "editor").await;
    let desk = head.opens(&head.desk()).await.is(200).text();
    let id = desk.split("name=\"invitation\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [("act", "take-back"), ("invitation", id)];
    other.sends(&other.desk(), &fields).await.is(404);
    other.sends(&head.desk(), &fields).await.is(404);
    assert!(!other.opens(&other.desk()).await.text().contains(NEW));
    alpha.guest().opens(&link).await.is(200);
    head.sends(&head.desk(), &fields).await.is(303);
    alpha.guest().opens(&link).await.is(410);
    accepts(&alpha, &link, "Kim Muster", PASSWORD).await.is(410);
    head.sends(&head.desk(), &fields).await.is(404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_86_an_invitation_ends_after_a_fortnight_and_when_a_newer_one_comes() {
    let (ground, town, head) = quiet_scene().await;
    let (first, second) =
        (head.hands_invitation(NEW, "editor").await, head.hands_invitation(NEW, "reader").await);
    accepts(&town, &first, "Kim Muster", PASSWORD).await.is(410);
    ground.passes(14 * Time::DAY - Time::MINUTE);
    town.guest().opens(&second).await.is(200);
    ground.passes(Time::MINUTE);
    town.guest().opens(&second).await.is(410);
    accepts(&town, &second, "Kim Muster", PASSWORD).await.is(410);
    assert!(person(&town, NEW).await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_belongs_already_is_not_invited_again() {
    let (_ground, town, head) = quiet_scene().await;
    let editor = town.editor().await;
    let page = head.invites(&editor.mail.to_uppercase(), "reader", "hand").await.is(422).text();
    assert!(page.contains("id=\"f-mail-problem\"") && page.contains("gehört schon zu"), "{page}");
    let page = head.invites(NEW, "king", "hand").await.is(422).text();
    assert!(page.contains("id=\"f-role-problem\""), "{page}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accepting_takes_no_role_away() {
    let (_ground, town, head) = quiet_scene().await;
    let kim = town.person("kim").await;
    let link = head.hands_invitation(&kim.mail, "reader").await;
    kim.joins(&town, MemberRole::Administrator).await;
    kim.sends(&link, &[]).await.is(303);
    assert_eq!(kim.role_in(&town).await, Some(MemberRole::Administrator));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_no_longer_administers_has_no_way_back_by_an_invitation() {
    for act in ["appoint", "dismiss", "disable"] {
        let (_ground, town, head) = quiet_scene().await;
        let second = town.administrator().await;
        let link = second.hands_invitation(NEW, "administrator").await;
        let fields = [("act", act), ("role", "editor"), ("office", "")];
        head.sends(&format!("{}/{}", head.desk(), second.person), &fields).await.is(303);
        town.guest().opens(&link).await.is(410);
        accepts(&town, &link, "Hintertür", PASSWORD).await.is(410);
    }
}

both_engines!(of_many_who_accept_one_invitation_one_gets_an_account, |ground| async move {
    let town = ground.town("auenstadt").await;
    let head = town.administrator().await;
    let link = head.hands_invitation(NEW, "editor").await;
    let accepting = (0..6).map(|_| accepts(&town, &link, "Kim Muster", PASSWORD));
    let answers = futures::future::join_all(accepting).await;
    let accepted = answers.iter().filter(|answer| answer.status == 303).count();
    let let_in = answers.iter().filter(|answer| answer.header("Set-Cookie").is_some()).count();
    assert_eq!((accepted, let_in), (1, 1), "{:?}", answers.iter().map(|one| one.status).collect::<Vec<_>>());
    let staff = town.node().store.reading().await.unwrap().people().staff_of(town.iri()).await.unwrap();
    assert_eq!(staff.len(), 2);
});
