//! The towns of the demonstration, with everything they have published: for tests that look at full pages.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use commons::{
    Audience, Comment, CommentKind, Content, Decision, Entry, EntryId, Iri, Kind, Language, MemberRole,
    Reader, Standing, Time,
};
use node::operations::circle;
use node::operations::invite;
use node::operations::link::{self, Handed, Handing};
use node::operations::lists::subscribe;
use node::operations::look::look;
use node::operations::report::{self, Decider, NewReport, Thing, Verdict};
use node::{demo, secret};
use serde_json::json;
use store::Mode;
use store::entries::{Arrival, Home};
use store::list_members::NewMember;
use store::tickets::{NewTicket, Purpose};
use tempfile::TempDir;

use super::clock::WallClock;
use super::{Clerk, House, Town, ground};

/// The running demonstration, seen from Auenstadt.
pub struct Demo {
    /// Its first town.
    pub town: Town,
    /// Who administers it and runs its node.
    pub administrator: Clerk,
    _houses: Vec<Arc<House>>,
    _dir: TempDir,
}

impl Demo {
    /// Starts its nodes and waits until all of them know everything.
    pub async fn starts() -> Self {
        ground::prepare();
        let (dir, clock) = (tempfile::tempdir().unwrap(), Arc::<WallClock>::default());
        let nodes = demo::towns(dir.path(), three_ports(), clock.clone()).await.unwrap();
        let running = nodes.into_running().into_iter();
        let houses: Vec<_> = running.map(|running| House::of(running, clock.clone())).collect();
        let organisation = houses[0].node().hosts.by_handle("auenstadt").unwrap();
        let town = Town::new(&houses[0], organisation).await;
        let administrator = town.administrator().await;
        administrator.runs_the_node().await;
        Self { town, administrator, _houses: houses, _dir: dir }
    }

    /// Drafts to be looked at, and a link to one of them: what stands in which blank.
    pub async fn makes_drafts(&self) -> Vec<(&'static str, String)> {
        let (writer, head) = (self.town.editor().await, &self.administrator);
        let mut own = self.town.publishes("Wasserstände am Damm messen").await;
        self.town.corrects(&mut own, "title", json!("Wasserstände am Deich messen")).await;
        let idea = begun(head, "/schreiben/project", &[("title", "Bänke am Deich")]).await;
        let ended =
            begun(head, "/schreiben/project", &[("status", "ended"), ("title", "Bänke im Wald")]).await;
        // Neighbours have done that, and the page says so.
        let described =
            begun(head, "/schreiben/project", &[("title", "Hundesteuer und Mängelmelder online")]).await;
        let correction = begun(head, &format!("/eintraege/{}/bearbeiten", own.id), &[]).await;
        let answers = [
            ("title", "Wasserstände am Deich"),
            ("summary", "Anders."),
            ("edition", "1"),
            ("audience", "public"),
        ];
        head.sends(&format!("/entwuerfe/{correction}"), &answers).await.is(303);
        let answers = [("title", "Radweg am Deich"), ("summary", "Zwei Sätze."), ("audience", "public")];
        let submitted =
            begun(&writer, "/schreiben/call", &[("direction", "seek"), ("text", "Wer?"), answers[0]]).await;
        let sent = [
            ("direction", "seek"),
            ("text", "Wer hat es versucht?"),
            answers[0],
            answers[2],
            ("edition", "1"),
            ("act", "submit"),
        ];
        writer.sends(&format!("/entwuerfe/{submitted}"), &sent).await.is(303);
        let ticket = self.lets_approve(&submitted).await;
        vec![
            ("{own}", own.id),
            ("{idea}", idea),
            ("{described}", described),
            ("{ended}", ended),
            ("{correction}", correction),
            ("{submitted}", submitted),
            ("{ticket}", ticket),
        ]
    }

    /// Somebody who asks to follow, a neighbour, and something a stranger said that waits for a decision: what stands in which blank.
    pub async fn has_company(&self) -> Vec<(&'static str, String)> {
        let (node, now) = (self.town.node(), self.town.node().clock.now());
        let followers =
            node.store.reading().await.unwrap().follows().followers_of(self.town.iri()).await.unwrap();
        let about = self.town.publishes("Bürgerterminal am Marktplatz").await.iri;
        let stranger = Iri::parse("id", "http://fremd.localhost:9/").unwrap();
        let comment = Comment {
            comment: CommentKind::Question,
            parent: about.clone(),
            thread: Some(about),
            office: "Bauamt".to_owned(),
        };
        let id = EntryId::new(now);
        let iri = stranger.with(&format!("eintraege/{id}"));
        let mut entry = Entry::new(iri, stranger.clone(), "", Content::Comment(comment), now);
        entry.text = "Wer hat das Terminal gewartet?".to_owned();
        entry.audience = Audience::Public;
        let arrival =
            Arrival { id, home: Home::Elsewhere, standing: Standing::Held, received: now, source: None };
        let mut change = node.store.begin().await.unwrap();
        change.entries().put(&entry, arrival).await.unwrap();
        change.commit().await.unwrap();
        self.has_reports().await;
        vec![
            ("{list}", self.keeps_a_list(&followers[0].follower).await),
            ("{follow}", followers[0].id.clone()),
            ("{held}", id.to_string()),
            ("{circle}", self.keeps_a_circle().await),
            ("{search}", self.keeps_a_search().await),
            ("{neighbour}", followers[0].follower.origin().to_string()),
        ]
    }

    /// Its administrator has saved a search. Gives its id.
    async fn keeps_a_search(&self) -> String {
        let fields = [("query", "q=kita&kind=project"), ("name", "Kita-Plätze")];
        self.administrator.sends("/meine-suchen", &fields).await.is(303);
        let node = self.town.node();
        let mut reading = node.store.reading().await.unwrap();
        let saved = reading.saved_searches().of_person(&self.administrator.person).await.unwrap();
        saved[0].id.to_string()
    }

    /// Auenstadt has members: somebody who lives elsewhere, somebody who does not yet, and somebody who asks to be one. Gives its subscription to
    /// its own list.
    async fn keeps_a_list(&self, neighbour: &Iri) -> String {
        let (node, acting, now) = (self.town.node(), self.town.acting(), self.town.node().clock.now());
        let (list, nobody) =
            (self.town.iri(), NewMember { name: "Gemeinde Nirgends".to_owned(), ..NewMember::default() });
        let known = NewMember {
            name: "Nachbarstadt".to_owned(),
            actor: Some(neighbour.clone()),
            ..NewMember::default()
        };
        let mut change = node.store.begin().await.unwrap();
        for new in [&nobody, &known] {
            change.list_members().add(list, EntryId::new(now), new, now).await.unwrap();
        }
        let asking = Iri::parse("id", "http://fragend.localhost:9/").unwrap();
        change.list_members().ask(list, "Gemeinde Frage", None, &asking, now).await.unwrap();
        change.commit().await.unwrap();
        subscribe::subscribe_own(&node, &acting, Mode::Propose).await.unwrap().id
    }

    /// Something was reported: of its own and of a neighbour's, open and decided.
    async fn has_reports(&self) {
        let node = self.town.node();
        let mut reading = node.store.reading().await.unwrap();
        let filter = store::Filter::default();
        let rows = reading.entries().list(&Reader::anyone(), &filter, &store::Cursor::start(), 200).await;
        drop(reading);
        let rows = rows.unwrap();
        for is_local in [true, false] {
            let of_these =
                rows.iter().filter(|row| row.local == is_local && row.kind == Kind::Project).take(2);
            for row in of_these {
                let told = NewReport {
                    reason: "misleading".to_owned(),
                    body: "Die Zahl im zweiten Satz stimmt nicht.".to_owned(),
                    mail: "kim@example.org".to_owned(),
                    language: Language::German,
                };
                report::tell(&node, &Thing::of_entry(row).unwrap(), "demo", &told).await.unwrap();
            }
        }
        let ours = self.town.iri();
        let reports = node.store.reading().await.unwrap().reports().of_decider(Some(ours)).await.unwrap();
        let by = Decider::from(self.town.acting());
        let grounds = "Die Zahl steht so im Beschluss.".to_owned();
        let verdict = Verdict { decision: Decision::Declined, grounds };
        report::decide::decide(&node, &by, &reports[0].id, &verdict).await.unwrap();
    }

    /// A circle with somebody who is invited.
    async fn keeps_a_circle(&self) -> String {
        let (node, acting) = (self.town.node(), self.town.acting());
        let words = circle::Words {
            name: "Vergleichsring Auental".to_owned(),
            purpose: "Kosten offen vergleichen.".to_owned(),
            agreement: "Was hier steht, bleibt hier.".to_owned(),
        };
        let kept = circle::found(&node, &acting, &words).await.unwrap();
        let followers =
            node.store.reading().await.unwrap().follows().followers_of(self.town.iri()).await.unwrap();
        let found = look(&node, &acting, followers[0].follower.as_str()).await.unwrap();
        circle::invite(&node, &acting, kept.id, found).await.unwrap();
        kept.id.to_string()
    }

    /// Links that open something, and somebody to look at: what stands in which blank.
    pub async fn has_links(&self) -> Vec<(&'static str, String)> {
        let (node, head) = (self.town.node(), &self.administrator);
        let way_in = link::vouch(&node, &head.mail).await.unwrap().to_string();
        let wish = invite::Wish {
            mail: "neu@auenstadt.de".to_owned(),
            role: MemberRole::Editor,
            office: "Bauhof".to_owned(),
            message: "Wir freuen uns auf Sie.".to_owned(),
            handing: Handing::ByHand,
            language: Language::German,
            inviter: "Kim Muster".to_owned(),
        };
        let invited = invite::invite(&node, &self.town.acting(), wish).await.unwrap();
        let Handed::Shown(invitation) = invited else { panic!("it was to be shown") };
        let secret = |link: &str| link.rsplit('/').next().unwrap().to_owned();
        vec![
            ("{person}", self.town.editor().await.person),
            ("{way-in}", secret(&way_in)),
            ("{invitation}", secret(&invitation.to_string())),
        ]
    }

    /// A link by which the administrator approves this draft.
    async fn lets_approve(&self, draft: &str) -> String {
        let (node, secret) = (self.town.node(), secret::new().unwrap());
        let now = node.clock.now();
        let ticket = NewTicket {
            hash: secret::hash(&secret),
            purpose: Purpose::Approval,
            mail: self.administrator.mail.clone(),
            person: Some(self.administrator.person.clone()),
            organisation: Some(self.town.iri().clone()),
            body: format!(r#"{{"draft":"{draft}","edition":2}}"#),
            by: "test".to_owned(),
            until: now.plus(Time::DAY),
        };
        let mut change = node.store.begin().await.unwrap();
        change.tickets().add(&ticket, now).await.unwrap();
        change.commit().await.unwrap();
        secret
    }

    /// Where its first town is, without a slash at the end.
    pub fn address(&self) -> String {
        format!("http://{}", self.town.host())
    }
}

/// The id of the draft to which this leads.
async fn begun(clerk: &Clerk, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = clerk.sends(path, fields).await.is(303);
    answer.header("Location").unwrap().strip_prefix("/entwuerfe/").unwrap().to_owned()
}

/// The first of three neighbouring ports that are free.
fn three_ports() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    loop {
        let next = u32::from(NEXT.fetch_add(3, Ordering::Relaxed));
        let first = u16::try_from(20_000 + (std::process::id() * 16 + next) % 10_000).unwrap();
        if (first..first + 3).all(|port| std::net::TcpListener::bind(("127.0.0.1", port)).is_ok()) {
            return first;
        }
    }
}
