//! Pairs of real projects by how alike they are, to be looked at by a person: the thresholds of "Geleitzug" were read from them (decision 26).
//!
//! `cargo run -p search --example alike -- 0.4 0.8` prints all pairs from 0.4 on and below 0.8, most alike first: likeness, then for each
//! author, title and what is said of it. The projects are those of `../shared/data`; reports of meetings and the like are left out.

use std::error::Error;
use std::fs;

use commons::{Audience, Content, Entry, Iri, Organisation, OrganisationKind, Time, text};
use search::{EntryDocument, Index, Opened, Origin, Topic, Update};
use serde_json::Value;

const PROJECTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/projects/projects.jsonl");
/// Characters that are shown of what is said.
const SHOWN: usize = 160;

/// A project as it was described.
struct Project {
    author: String,
    title: String,
    topics: Vec<String>,
    summary: String,
    body: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let bounds: Vec<f64> = std::env::args().skip(1).map(|bound| bound.parse()).collect::<Result<_, _>>()?;
    let &[from, to] = &bounds[..] else { return Err("two bounds, such as 0.4 0.8".into()) };
    let text = fs::read_to_string(PROJECTS).map_err(|error| format!("{PROJECTS}: {error}"))?;
    let all: Vec<Value> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let projects: Vec<_> = all.iter().filter(|value| value["kind"] != "report").map(Project::of).collect();
    let folder = tempfile::tempdir()?;
    // What is rare is reckoned from the projects themselves.
    let index = index(folder.path(), &projects)?;
    let topics: Vec<_> = projects.iter().map(Project::topic).collect();
    let mut pairs = Vec::new();
    for (place, one) in topics.iter().enumerate() {
        let likeness = index.likeness(one, &topics[place + 1..])?;
        pairs.extend(likeness.into_iter().zip(place + 1..).map(|(likeness, other)| (likeness, place, other)));
    }
    pairs.retain(|(likeness, one, other)| {
        (from..to).contains(likeness) && projects[*one].author != projects[*other].author
    });
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    for (likeness, one, other) in &pairs {
        println!("{likeness:.3}\n  {}\n  {}", projects[*one].line(), projects[*other].line());
    }
    println!("{} pairs of {} projects", pairs.len(), projects.len());
    Ok(())
}

impl Project {
    fn of(value: &Value) -> Self {
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let topics = value["tags"].as_array().into_iter().flatten().filter_map(Value::as_str);
        Self {
            author: if value["municipality"].is_null() { text("source") } else { text("municipality") },
            title: text("title"),
            topics: topics.map(str::to_owned).collect(),
            summary: text("summary"),
            body: text("body"),
        }
    }

    /// As the node makes it of an entry.
    fn topic(&self) -> Topic {
        let said = if self.summary.is_empty() { &self.body } else { &self.summary };
        Topic { name: format!("{} {}", self.title, self.topics.join(" ")), said: said.clone() }
    }

    fn line(&self) -> String {
        let said = text::cut(&text::line(&self.topic().said), SHOWN);
        format!("{} | {} | {} | {said}", self.author, self.title, self.topics.join(", "))
    }

    fn update(&self, number: u32, organisation: &Organisation) -> Result<Update, Box<dyn Error>> {
        let iri = organisation.iri.with(&format!("eintraege/{number}"));
        let project = Content::Project(Box::default());
        let base = Entry::new(iri, organisation.iri.clone(), &self.title, project, Time::from_millis(0));
        let entry = Entry {
            summary: self.summary.clone(),
            text: self.body.clone(),
            topics: self.topics.clone(),
            audience: Audience::Public,
            ..base
        };
        Ok(Update::Entry(Box::new(EntryDocument {
            entry,
            id: number.to_string(),
            changed: number.into(),
            organisation: organisation.clone(),
            thread_audience: None,
            uses: 0,
        })))
    }
}

fn index(folder: &std::path::Path, projects: &[Project]) -> Result<Index, Box<dyn Error>> {
    let author = Iri::parse("id", "https://auenstadt.de/")?;
    let kind = OrganisationKind::Municipality;
    let town = Organisation::new(author, "auenstadt.de", "auenstadt", "Stadt Auenstadt", kind);
    let updates: Result<Vec<_>, _> =
        projects.iter().zip(1..).map(|(project, number)| project.update(number, &town)).collect();
    let origin = Origin { database: "projects".into(), epoch: "1".into() };
    match Index::open(folder, &origin)? {
        Opened::Ready(index, _) => Ok(index),
        Opened::Missing(index) => {
            let mut rebuild = index.rebuild()?;
            rebuild.write(updates?)?;
            Ok(rebuild.finish(projects.len() as i64)?)
        }
    }
}
