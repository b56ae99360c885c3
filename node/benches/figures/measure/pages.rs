//! Every page of the table of routes on a node that holds many entries: how long it takes, and how large it is.
//!
//! Each is asked by whom it is for: by nobody in particular, or by somebody who administers the organisation and runs the node.

use commons::{EntryId, Kind, MemberRole};
use node::Hall;
use node::operations::session;
use node::routes::{self, Door, Route, Who};
use store::drafts::NewDraft;
use store::people::MembershipRow;
use store::sessions::WayIn;
use tokio::time::Instant;

use crate::entries;
use crate::figures::{Durations, Figures};
use crate::house::House;
use crate::http1;
use crate::neighbours::{self, Neighbour};
use crate::node_process::NodeProcess;
use crate::setting::Setting;

const NEIGHBOURS: usize = 50;
/// Own entries, beside those of the neighbours.
const OWN: usize = 1_000;

/// What stands in the blanks of the paths.
struct Blanks {
    entry: EntryId,
    draft: EntryId,
    /// The origin of somebody who is followed.
    neighbour: String,
    handle: String,
    person: String,
}

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let (house, count) = (House::build(setting, "pages").await?, setting.sizes.searched);
    let hall = house.hall().await?;
    let neighbours = Neighbour::many(NEIGHBOURS)?;
    neighbours::followed_by(&hall, &house.organisation.iri, &neighbours).await?;
    entries::put_foreign(&hall, &neighbours, &setting.texts, count).await?;
    entries::publish_own(&hall, &house.organisation, &setting.texts, OWN).await?;
    let (person, cookie) = administrator(&hall, &house).await?;
    let blanks = Blanks {
        entry: newest(&hall).await?,
        draft: begun(&hall, &house, &person).await?,
        neighbour: neighbours
            .first()
            .map(|first| first.organisation.iri.origin().to_string())
            .unwrap_or_default(),
        handle: house.organisation.handle.clone(),
        person,
    };
    hall.store.close().await;
    let mut node = house.start()?;
    node.until_indexed().await?;

    let (mut slowest, mut largest) = ((0.0, String::new()), (0.0, String::new()));
    let table = routes::table();
    let routes = table.iter().filter(|route| is_a_page(route));
    for (route, pattern) in
        routes.flat_map(|route| patterns(route.path).into_iter().map(move |pattern| (route, pattern)))
    {
        let path = blanks.fill(&pattern)?;
        let asked = match route.who {
            Who::Everyone | Who::Bearer => http1::get(&node.host, &path),
            _ => http1::get_with(&node.host, &path, &format!("sitzung={cookie}")),
        };
        let Page { status, kb, mut took } = ask(&node, &asked, setting.sizes.page_views).await?;
        let p95 = took.percentile_ms(95);
        println!("   {p95:>7.1} ms {kb:>7.1} kB  {status}  {path}");
        slowest = if p95 > slowest.0 { (p95, path.clone()) } else { slowest };
        largest = if kb > largest.0 { (kb, path) } else { largest };
    }
    println!("   slowest: {}; largest: {}", slowest.1, largest.1);
    figures.set("page_p95_ms", slowest.0);
    figures.set("page_kb", largest.0);
    node.stop().await?;
    setting.clear("pages");
    Ok(())
}

fn is_a_page(route: &Route) -> bool {
    matches!(route.door, Door::Page | Door::Both)
        && route.methods.contains(&"GET")
        && !route.path.contains("{*file}")
}

/// As which addresses a page is asked: as it stands in the table, or with what it needs, or with what makes it work harder.
fn patterns(path: &str) -> Vec<String> {
    match path {
        "/suche" => vec![path.to_owned(), format!("{path}?q=digitale+verwaltung+online")],
        "/suche/vorschlaege" => vec![format!("{path}?q=di"), format!("{path}?q=digitale+ver")],
        "/vergleich" => vec![format!("{path}?e={{id}}")],
        "/betrieb/knoten/sperren" | "/betrieb/knoten/freigeben" => {
            vec![format!("{path}?rechner={{neighbour}}")]
        }
        "/verwaltung/{handle}/sperren/neu" => vec![format!("{path}?wen={{neighbour}}/")],
        _ => vec![path.to_owned()],
    }
}

impl Blanks {
    /// The path with something in its blanks.
    fn fill(&self, pattern: &str) -> anyhow::Result<String> {
        let id = if pattern.starts_with("/entwuerfe/") { self.draft } else { self.entry };
        // A link that opens nothing is as large a page as any.
        let path = [
            ("{id}", id.to_string().as_str()),
            ("{handle}", &self.handle),
            ("{ticket}", "nichts"),
            ("{person}", &self.person),
            ("{page}", "impressum"),
            ("{neighbour}", &self.neighbour),
        ]
        .iter()
        .fold(pattern.to_owned(), |path, (blank, with)| path.replace(blank, with));
        anyhow::ensure!(!path.contains('{'), "{pattern}: what stands in this blank?");
        Ok(path)
    }
}

struct Page {
    status: u16,
    kb: f64,
    took: Durations,
}

/// Asks so many times, one after another.
async fn ask(node: &NodeProcess, request: &[u8], times: usize) -> anyhow::Result<Page> {
    let mut connection = node.connection();
    let first = connection.send(request).await?;
    let mut took = Durations::default();
    for _ in 0..times {
        let begun = Instant::now();
        connection.send(request).await?;
        took.add(begun.elapsed());
    }
    anyhow::ensure!(first.status < 500, "HTTP {}", first.status);
    Ok(Page { status: first.status, kb: first.body.len() as f64 / 1_000.0, took })
}

/// Somebody who may see every page. Gives who it is and what their cookie holds.
async fn administrator(hall: &Hall, house: &House) -> anyhow::Result<(String, String)> {
    let (now, organisation) = (hall.clock.now(), house.organisation.iri.clone());
    let mut change = hall.store.begin().await?;
    let person = change.people().add("Ada", "ada@example.de", now).await?;
    let person = person.ok_or_else(|| anyhow::anyhow!("somebody is there already"))?;
    change.people().make_operator(&person.id).await?;
    let role = MemberRole::Administrator;
    let membership = MembershipRow {
        person: person.id.clone(),
        organisation: organisation.clone(),
        role,
        office: String::new(),
    };
    change.people().join(&membership).await?;
    let begun = session::begin(&mut change, &person, WayIn::Password, "bench", Some(&organisation)).await?;
    change.commit().await?;
    Ok((person.id, begun.secret))
}

/// A draft that this person began.
async fn begun(hall: &Hall, house: &House, person: &str) -> anyhow::Result<EntryId> {
    let draft = NewDraft {
        organisation: house.organisation.iri.clone(),
        corrects: None,
        kind: Kind::Project,
        body: "{}".to_owned(),
        by: person.to_owned(),
    };
    let mut change = hall.store.begin().await?;
    let row = change.drafts().begin(&draft, hall.clock.now()).await?;
    change.commit().await?;
    Ok(row.ok_or_else(|| anyhow::anyhow!("no draft was begun"))?.id)
}

async fn newest(hall: &Hall) -> anyhow::Result<EntryId> {
    let mut reading = hall.store.reading().await?;
    let (reader, filter) = (commons::Reader::anyone(), store::Filter::default());
    let rows = reading.entries().list(&reader, &filter, &store::Cursor::start(), 1).await?;
    Ok(rows.first().ok_or_else(|| anyhow::anyhow!("nothing was written"))?.id)
}
