//! Entries as a million of them might look: who writes, what about, how long, for whom.

use std::ops::Range;

use commons::adoption::Stage;
use commons::call::{Direction, Progress};
use commons::lesson::Outcome;
use commons::project::{Reuse, Way};
use commons::{
    Adoption, Audience, Call, Content, Entry, FieldOfAction, Lesson, Licence, Organisation, Project, Status,
    Target, Time,
};
use search::{EntryDocument, Update};

use crate::Failure;
use crate::chance::Chance;
use crate::vocabulary::Vocabulary;

const TECHNOLOGIES: [&str; 36] = [
    "Python",
    "PostgreSQL",
    "LoRaWAN",
    "QGIS",
    "Java",
    "Keycloak",
    "Nextcloud",
    "Docker",
    "Kubernetes",
    "Drupal",
    "TYPO3",
    "WordPress",
    "CKAN",
    "OParl",
    "XÖV",
    "FIT-Connect",
    "OpenStreetMap",
    "Grafana",
    "MQTT",
    "Chatbot",
    "Matrix",
    "Jitsi",
    "BigBlueButton",
    "Moodle",
    "Zammad",
    "OTRS",
    "Odoo",
    "SAP",
    "d.3",
    "enaio",
    "regisafe",
    "VOIS",
    "AKDB OK",
    "Consul",
    "Decidim",
    "Adhocracy",
];
const TARGET_GROUPS: [&str; 12] = [
    "Bürgerinnen und Bürger",
    "Familien",
    "Unternehmen",
    "Vereine",
    "Seniorinnen und Senioren",
    "Beschäftigte",
    "Jugendliche",
    "Rat",
    "Ehrenamtliche",
    "Zugewanderte",
    "Touristen",
    "Menschen mit Behinderung",
];
const STATUSES: [Status; 8] = [
    Status::Running,
    Status::Ended,
    Status::Planned,
    Status::InDevelopment,
    Status::Pilot,
    Status::Idea,
    Status::Scaled,
    Status::Paused,
];
/// The day after the last entry: 2026-03-01.
const NOW: i64 = 1_772_323_200_000;
/// Words of a text: half have fewer.
const MEDIAN_WORDS: f64 = 110.0;

/// Makes entries by number, each always the same.
pub struct Entries {
    pub vocabulary: Vocabulary,
    organisations: Vec<Organisation>,
    /// Places of `organisations`, large ones more often.
    writing: Vec<u32>,
}

impl Entries {
    /// Entries of these organisations.
    pub fn new(organisations: Vec<Organisation>) -> Result<Self, Failure> {
        let mut writing = Vec::new();
        for (place, organisation) in organisations.iter().enumerate() {
            let times = (organisation.population.unwrap_or(0) as f64 / 500.0).powf(0.7) as usize;
            writing.extend(std::iter::repeat_n(place as u32, times.max(1)));
        }
        Ok(Self { vocabulary: Vocabulary::new()?, organisations, writing })
    }

    /// The entries of these numbers.
    pub fn range(&self, numbers: Range<usize>) -> Vec<Update> {
        let all: Vec<usize> = numbers.collect();
        let half = all.len() / 2;
        std::thread::scope(|scope| {
            let other =
                scope.spawn(|| all[half..].iter().map(|number| self.update(*number)).collect::<Vec<_>>());
            let mut made: Vec<Update> = all[..half].iter().map(|number| self.update(*number)).collect();
            made.extend(other.join().unwrap_or_default());
            made
        })
    }

    /// The entry of this number.
    pub fn update(&self, number: usize) -> Update {
        Update::Entry(Box::new(self.document(number)))
    }

    /// The same, with its author beside it.
    pub fn document(&self, number: usize) -> EntryDocument {
        let mut chance = Chance::of(number as u64);
        let organisation = self.organisations[*chance.one(&self.writing) as usize].clone();
        let topic = self.vocabulary.topic(&mut chance);
        let title = self.title(topic, &mut chance);
        let content = content(&mut chance, |chance| self.sentence(topic, chance));
        let author = organisation.iri.clone();
        let published = Time::from_millis(NOW).plus(-(chance.below(12 * 365 * 24) as i64) * Time::HOUR);
        let mut entry =
            Entry::new(author.with(&format!("eintraege/{number}")), author, &title, content, published);
        entry.summary =
            format!("{} {}", self.sentence(topic, &mut chance), self.sentence(topic, &mut chance));
        entry.text = self.text(topic, &mut chance);
        entry.fields_of_action = vec![*chance.early(FieldOfAction::ALL)];
        entry.licence = if chance.percent(80) { Licence::CcBy4 } else { Licence::DlDeBy2 };
        entry.audience = audience(&entry, &mut chance);
        if chance.percent(40) {
            entry.topics = vec![chance.early(topic).clone(), chance.early(topic).clone()];
        }
        EntryDocument {
            entry,
            id: format!("{number:032x}"),
            changed: number as i64 + 1,
            organisation,
            uses: 0,
            thread_audience: None,
        }
    }

    fn title(&self, topic: &[String], chance: &mut Chance) -> String {
        let mut title = chance.early(topic).clone();
        for _ in 0..2 + chance.below(4) {
            title.push(' ');
            self.vocabulary.word(topic, chance, &mut title);
        }
        title
    }

    fn sentence(&self, topic: &[String], chance: &mut Chance) -> String {
        let mut sentence = String::with_capacity(140);
        for _ in 0..6 + chance.below(14) {
            self.vocabulary.word(topic, chance, &mut sentence);
            sentence.push(' ');
        }
        sentence.pop();
        sentence.push('.');
        sentence
    }

    fn text(&self, topic: &[String], chance: &mut Chance) -> String {
        let words = chance.around(MEDIAN_WORDS, 0.8).clamp(5, 3_000);
        let mut text = String::with_capacity(words * 9);
        for number in 1..=words {
            self.vocabulary.word(topic, chance, &mut text);
            text.push_str(if number % 12 == 0 { ". " } else { " " });
        }
        text
    }
}

fn content(chance: &mut Chance, mut sentence: impl FnMut(&mut Chance) -> String) -> Content {
    match chance.below(100) {
        0..70 => Content::Project(Box::new(project(chance, sentence))),
        70..84 => Content::Lesson(Box::new(Lesson {
            recommendation: sentence(chance),
            what_happened: sentence(chance),
            outcome: Some(*chance.early(Outcome::ALL)),
            ..Lesson::default()
        })),
        84..92 => Content::Call(Call {
            direction: *chance.one(Direction::ALL),
            subject: None,
            wanted: String::new(),
            deadline: None,
            progress: *chance.early(Progress::ALL),
            result: String::new(),
        }),
        _ => Content::Adoption(Adoption {
            target: Target::Software((*chance.early(&TECHNOLOGIES)).to_owned()),
            stage: *chance.one(Stage::ALL),
            reason: String::new(),
        }),
    }
}

fn project(chance: &mut Chance, mut sentence: impl FnMut(&mut Chance) -> String) -> Project {
    let mut project = Project { status: *chance.early(&STATUSES), ..Project::default() };
    project.technologies = (0..chance.below(4)).map(|_| (*chance.early(&TECHNOLOGIES)).to_owned()).collect();
    project.target_groups =
        (0..1 + chance.below(2)).map(|_| (*chance.early(&TARGET_GROUPS)).to_owned()).collect();
    if chance.percent(50) {
        project.reuse = Some(*chance.one(Reuse::ALL));
        project.analogue.ways = vec![*chance.early(Way::ALL)];
    }
    if chance.percent(30) {
        project.relief = sentence(chance);
    }
    if chance.percent(60) {
        project.started = Some((2012 + chance.below(15)).to_string());
    }
    project
}

/// Most for everyone, some for the own staff or a circle.
fn audience(entry: &Entry, chance: &mut Chance) -> Audience {
    match chance.below(100) {
        0..97 => Audience::Public,
        97..99 => Audience::Own,
        _ => Audience::Circles(vec![entry.author.with("kreise/1")]),
    }
}
