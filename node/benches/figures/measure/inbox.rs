//! Letters that arrive: verified, committed, answered 202. From fifty known towns, signed before the clock starts.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use anyhow::ensure;
use commons::{Content, EntryId, Iri, Standing, Time};
use federation::{ACTIVITY_JSON, Signer, render};
use futures::future::try_join_all;
use tokio::time::Instant;

use crate::entries;
use crate::figures::{Figures, ms_each, per_second};
use crate::house::House;
use crate::neighbours::{self, Neighbour};
use crate::node_process::NodeProcess;
use crate::setting::Setting;
use crate::texts::Texts;

const NEIGHBOURS: usize = 50;
const CONNECTIONS: usize = 64;
/// Bytes of the body of an entry. With title, summary, the words for other software and the entry itself a letter of ours comes to three
/// kilobytes, and its headers to most of another.
const TEXT_BYTES: usize = 200;

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let neighbours = Neighbour::many(NEIGHBOURS)?;
    let house = House::build(setting, "inbox").await?;
    let hall = house.hall().await?;
    neighbours::followed_by(&hall, &house.organisation.iri, &neighbours).await?;
    let now = hall.clock.now();
    hall.store.close().await;

    let mut node = house.start()?;
    node.until_indexed().await?;
    let inbox = house.organisation.iri.with("inbox");
    let letters = sign_all(setting.sizes.letters, &neighbours, &inbox, &setting.texts, now)?;

    let (begun, cpu) = (Instant::now(), node.cpu()?);
    post_all(&node, &letters).await?;
    let (accepted, accepted_cpu) = (begun.elapsed(), node.cpu()? - cpu);
    let findable = node.until_indexed().await? - begun;
    let findable_cpu = node.cpu()? - cpu;
    node.stop().await?;

    count(&house, letters.len()).await?;
    say(&letters, accepted, findable);
    figures.set("inbox_per_s", per_second(letters.len(), accepted));
    figures.set("inbox_cpu_ms", ms_each(accepted_cpu, letters.len()));
    figures.set("index_cpu_ms", ms_each(findable_cpu, letters.len()));
    setting.clear("inbox");
    Ok(())
}

fn say(letters: &[Vec<u8>], accepted: Duration, findable: Duration) {
    let bytes = letters.iter().map(Vec::len).sum::<usize>() / letters.len();
    println!(
        "   {} letters, {bytes} bytes each with their headers; accepted after {accepted:.1?}, all findable after {findable:.1?}",
        letters.len()
    );
}

/// All letters, as they go over the wire. Two threads sign.
fn sign_all(
    count: usize,
    neighbours: &[Neighbour],
    inbox: &Iri,
    texts: &Texts,
    now: Time,
) -> anyhow::Result<Vec<Vec<u8>>> {
    let half = count / 2;
    let sign = |numbers: std::ops::Range<usize>| {
        let letter = |number| letter(number, &neighbours[number % neighbours.len()], inbox, texts, now);
        numbers.map(letter).collect::<anyhow::Result<Vec<_>>>()
    };
    std::thread::scope(|threads| {
        let second = threads.spawn(|| sign(half..count));
        let mut letters = sign(0..half)?;
        letters.extend(second.join().map_err(|_| anyhow::anyhow!("the second signer panicked"))??);
        Ok(letters)
    })
}

/// A Create of an entry of this neighbour, signed.
fn letter(number: usize, from: &Neighbour, inbox: &Iri, texts: &Texts, now: Time) -> anyhow::Result<Vec<u8>> {
    let author = &from.organisation;
    let mut entry = entries::entry(number, &author.iri, &EntryId::new(now), texts, TEXT_BYTES, now);
    entry.content = Content::Project(Box::default());
    let body = render::create(&entry, author)?;
    let signer = Signer { key: &from.key, key_id: &render::key_id(&author.iri), now };
    let mut letter = b"POST /inbox HTTP/1.1\r\n".to_vec();
    for (name, value) in &signer.sign("POST", inbox, Some(&body))? {
        letter.extend_from_slice(format!("{name}: ").as_bytes());
        letter.extend_from_slice(value.as_bytes());
        letter.extend_from_slice(b"\r\n");
    }
    let length = body.len();
    letter.extend_from_slice(
        format!("content-type: {ACTIVITY_JSON}\r\ncontent-length: {length}\r\n\r\n{body}").as_bytes(),
    );
    Ok(letter)
}

/// Each connection takes the next letter when it has the answer to its last.
async fn post_all(node: &NodeProcess, letters: &[Vec<u8>]) -> anyhow::Result<()> {
    let next = Rc::new(Cell::new(0));
    let senders = (0..CONNECTIONS).map(|_| {
        let (next, mut connection) = (Rc::clone(&next), node.connection());
        async move {
            while let Some(letter) = letters.get(next.replace(next.get() + 1)) {
                let answer = connection.send(letter).await?;
                let said = String::from_utf8_lossy(&answer.body);
                ensure!(answer.status == 202, "a letter was answered {}: {said}", answer.status);
            }
            Ok(())
        }
    });
    try_join_all(senders).await.map(drop)
}

/// What the answers said is what the database holds.
async fn count(house: &House, expected: usize) -> anyhow::Result<()> {
    let hall = house.hall().await?;
    let kept = hall.store.reading().await?.entries().count_by_standing(Standing::Published).await?;
    hall.store.close().await;
    ensure!(kept == expected as i64, "{expected} letters were answered 202, {kept} are in the database");
    Ok(())
}
