//! Questions over HTTP to a node that holds many entries: twenty hits with facets and snippets, eight asked at once.

use std::cell::Cell;
use std::rc::Rc;

use futures::future::try_join_all;
use serde::Deserialize;
use tokio::time::Instant;
use url::form_urlencoded::byte_serialize;

use crate::entries;
use crate::figures::{Durations, Figures, ms_each, per_second};
use crate::house::House;
use crate::http1;
use crate::neighbours::{self, Neighbour};
use crate::node_process::NodeProcess;
use crate::setting::Setting;

const NEIGHBOURS: usize = 50;
const AT_ONCE: usize = 8;
/// Asked where the real questions are not at hand.
const BUILT_IN: [&str; 6] =
    ["Kitaplatz finden", "LoRaWAN", "Bodenfeuchte Sensor", "Ratssitzung", "Familienbüro", "Daten offen"];

#[derive(Deserialize)]
struct Page {
    total: usize,
    hits: Vec<serde_json::Value>,
    facets: serde_json::Map<String, serde_json::Value>,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let (house, count) = (House::build(setting, "search").await?, setting.sizes.searched);
    let hall = house.hall().await?;
    let neighbours = Neighbour::many(NEIGHBOURS)?;
    let begun = Instant::now();
    neighbours::followed_by(&hall, &house.organisation.iri, &neighbours).await?;
    entries::put_foreign(&hall, &neighbours, &setting.texts, count).await?;
    hall.store.close().await;
    let written = begun.elapsed();

    let begun = Instant::now();
    let mut node = house.start()?;
    let indexed = node.until_indexed().await? - begun;
    println!("   {count} entries written in {written:.1?}, indexed in {indexed:.1?}");

    let questions = questions(setting);
    answers_are_whole(&node, &questions).await?;
    // Once round, so that what is read for the first time is not what is measured.
    ask(&node, &questions, questions.len()).await?;
    let (begun, cpu) = (Instant::now(), node.cpu()?);
    let mut took = ask(&node, &questions, setting.sizes.questions).await?;
    let (time, cpu) = (begun.elapsed(), node.cpu()? - cpu);
    println!(
        "   {:.0} questions a second, {:.2} ms of CPU each; p99 {:.1} ms, slowest {:.1} ms; {:.0} MB resident",
        per_second(setting.sizes.questions, time),
        ms_each(cpu, setting.sizes.questions),
        took.percentile_ms(99),
        took.percentile_ms(100),
        node.memory()?.resident
    );
    figures.set("search_p50_ms", took.percentile_ms(50));
    figures.set("search_p95_ms", took.percentile_ms(95));
    node.stop().await?;
    setting.clear("search");
    Ok(())
}

/// The questions of staff, or a few built-in ones.
fn questions(setting: &Setting) -> Vec<String> {
    let file = setting.data.join("search/queries.tsv");
    let real = std::fs::read_to_string(&file).unwrap_or_default();
    let questions: Vec<_> =
        real.lines().skip(1).filter_map(|line| line.split('\t').nth(1).map(str::to_owned)).collect();
    if questions.is_empty() {
        println!("LOUD: {} is not here; few built-in questions are asked", file.display());
        return BUILT_IN.map(str::to_owned).to_vec();
    }
    questions
}

fn request(host: &str, question: &str) -> Vec<u8> {
    let words: String = byte_serialize(question.as_bytes()).collect();
    http1::get(host, &format!("/api/v1/search?q={words}&limit=20"))
}

/// Each question once, alone: says how many find nothing, and which takes longest.
async fn answers_are_whole(node: &NodeProcess, questions: &[String]) -> anyhow::Result<()> {
    let mut connection = node.connection();
    let (mut without, mut hits, mut slowest) = (0, 0, (std::time::Duration::ZERO, ""));
    for question in questions {
        let begun = Instant::now();
        let page: Page = connection.send(&request(&node.host, question)).await?.json()?;
        slowest = slowest.max((begun.elapsed(), question));
        without += usize::from(page.hits.is_empty());
        hits += page.total;
        anyhow::ensure!(page.hits.is_empty() || !page.facets.is_empty(), "no facets for {question}");
    }
    println!(
        "   {} questions, {without} of them without a hit, {} hits in the mean; slowest alone: {:.1?} for “{}”",
        questions.len(),
        hits / questions.len(),
        slowest.0,
        slowest.1
    );
    Ok(())
}

/// Asks so many times in all, and gives how long each took.
async fn ask(node: &NodeProcess, questions: &[String], times: usize) -> anyhow::Result<Durations> {
    let requests: Vec<_> = questions.iter().map(|question| request(&node.host, question)).collect();
    let (next, requests) = (Rc::new(Cell::new(0)), &requests);
    let people = (0..AT_ONCE).map(|_| {
        let (next, mut connection, mut took) = (Rc::clone(&next), node.connection(), Vec::new());
        async move {
            loop {
                let number = next.replace(next.get() + 1);
                if number >= times {
                    return anyhow::Ok(took);
                }
                let begun = Instant::now();
                let answer = connection.send(&requests[number % requests.len()]).await?;
                took.push(begun.elapsed());
                anyhow::ensure!(answer.status == 200, "a question was answered {}", answer.status);
            }
        }
    });
    let mut all = Durations::default();
    all.extend(try_join_all(people).await?.into_iter().flatten());
    Ok(all)
}
