//! Row 51 at a whole node: nobody whose certificate is not in order is spoken to, and nothing is lost by that.

// Certificates of all kinds are made by those who test the client itself.
#[path = "../../../../federation/tests/it/secure.rs"]
mod secure;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use commons::{Iri, Time};
use secure::{Authority, Valid};
use store::{Answer, PeerRow, RemoteActor, Role};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use crate::harness::{Ground, Town, eventually};

/// A follower's node: it takes every letter that reaches it behind its certificate.
struct Mailbox {
    iri: Iri,
    tls: Arc<Mutex<Arc<ServerConfig>>>,
    taken: Arc<AtomicUsize>,
}

impl Mailbox {
    async fn with(tls: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("https://fremd.localhost:{}/", listener.local_addr().unwrap().port());
        let iri = Iri::parse("host", &address).unwrap();
        let (tls, taken) = (Arc::new(Mutex::new(tls)), Arc::<AtomicUsize>::default());
        let (shown, counted) = (Arc::clone(&tls), Arc::clone(&taken));
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let acceptor = TlsAcceptor::from(Arc::clone(&shown.lock().unwrap()));
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut letter = Vec::new();
                while !is_whole(&letter) && stream.read_buf(&mut letter).await.is_ok_and(|read| read > 0) {}
                counted.fetch_add(usize::from(is_whole(&letter)), Ordering::SeqCst);
                let answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        Self { iri, tls, taken }
    }

    fn shows(&self, tls: Arc<ServerConfig>) {
        *self.tls.lock().unwrap() = tls;
    }

    fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }

    /// It follows the town, as if that had been asked and answered while its certificate was in order.
    async fn follows(&self, town: &Town) {
        let node = town.node();
        let (now, at) = (node.clock.now(), |path: &str| self.iri.with(path));
        let actor = RemoteActor {
            iri: self.iri.clone(),
            role: Role::Organisation,
            name: "Stadt Fremd".to_owned(),
            handle: "fremd".to_owned(),
            host: self.iri.origin().authority().to_owned(),
            inbox: at("inbox"),
            shared_inbox: None,
            outbox: None,
            followers: None,
            changes: None,
            indexable: true,
            organisation: None,
            keys: Vec::new(),
            fetched: now,
        };
        let mut change = node.store.begin().await.unwrap();
        change.actors().put_remote(&actor).await.unwrap();
        change.follows().ask(&self.iri, town.iri(), &at("#follow"), "", now).await.unwrap();
        change.follows().answer(&self.iri, town.iri(), Answer::Accepted, now).await.unwrap();
        change.commit().await.unwrap();
    }
}

/// Whether head and body of a request are there.
fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    length.is_some_and(|length| body.len() >= length)
}

/// How the neighbour stands, once it has failed and is left alone for a while.
async fn backs_off(town: &Town, mailbox: &Mailbox) -> PeerRow {
    eventually("the neighbour is left alone", || async {
        let mut reading = town.node().store.reading().await.unwrap();
        let row = reading.peers().by_origin(&mailbox.iri.origin()).await.unwrap();
        row.filter(|row| row.failing.is_some() && row.next_try > town.node().clock.now())
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn row_51_who_has_no_good_certificate_is_sent_nothing_until_he_has() {
    let ground = Ground::sqlite();
    let (authority, other) = (Authority::new("Kreis"), Authority::new("Jemand"));
    let file = ground.dir().join("authorities.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let house = ground.house_with("auenstadt", |config| config.network.authorities_file = file).await;
    let town = house.founds("auenstadt").await;
    let good = authority.certifies("fremd.localhost", Valid::Now);
    let mailbox = Mailbox::with(authority.certifies("fremd.localhost", Valid::NoLonger)).await;
    mailbox.follows(&town).await;
    ground.clock().stop();

    town.publishes("Radweg").await;
    let mut peer = backs_off(&town, &mailbox).await;
    assert_eq!(peer.last_error.as_deref(), Some("peer-insecure"));
    for flawed in [
        authority.certifies("fremd.localhost", Valid::NotYet),
        authority.certifies("andere.localhost", Valid::Now),
        other.certifies("fremd.localhost", Valid::Now),
    ] {
        mailbox.shows(flawed);
        let step = peer.step;
        ground.passes(peer.next_try.millis() - town.node().clock.now().millis());
        town.node().deliver.notify_one();
        peer = backs_off(&town, &mailbox).await;
        assert!(peer.step > step && peer.last_error.as_deref() == Some("peer-insecure"), "{peer:?}");
    }
    assert_eq!(mailbox.taken(), 0, "nothing was said to whoever it was");

    mailbox.shows(good);
    eventually("the letter arrives", || async {
        ground.passes(Time::HOUR);
        town.node().deliver.notify_one();
        (mailbox.taken() > 0).then_some(())
    })
    .await;
    eventually("nothing waits any more", || async {
        let backlog = town.node().store.reading().await.unwrap().deliveries().backlog().await.unwrap();
        (backlog.waiting + backlog.parked == 0).then_some(())
    })
    .await;
    assert_eq!(mailbox.taken(), 1);
}
