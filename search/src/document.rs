//! From an entry or an organisation to a document of the index.

use commons::{Audience, Content, Entry, Iri, Language, Organisation, Project};
use tantivy::TantivyDocument;
use tantivy::schema::Field;

use crate::facets::Values;
use crate::favour::Favour;
use crate::german::{Analyser, Tongue};
use crate::kin::Home;
use crate::plain::plain;
use crate::schema::{Fields, narrow, narrow_term};
use crate::stored::Stored;
use crate::suggest::beginnings::{beginnings_of_entry, beginnings_of_organisation};

/// One thing to do to the index.
#[derive(Clone, Debug)]
pub enum Update {
    /// Writes an entry, in place of an older version of it.
    Entry(Box<EntryDocument>),
    /// Writes an organisation, in place of an older version of it.
    Organisation(Box<OrganisationDocument>),
    /// Removes the entry or organisation with this iri, if it is there.
    Remove(String),
}

/// An entry, and what must be known beside it.
#[derive(Clone, Debug)]
pub struct EntryDocument {
    /// The entry.
    pub entry: Entry,
    /// Its UUID on this node.
    pub id: String,
    /// The number of change of its row.
    pub changed: i64,
    /// Its author.
    pub organisation: Organisation,
    /// How many others say in public that they use it.
    pub uses: u32,
    /// For a comment: who may read the entry at the top of its thread, and who wrote that.
    pub thread_audience: Option<(Audience, Iri)>,
}

/// An organisation that can be found.
#[derive(Clone, Debug)]
pub struct OrganisationDocument {
    /// The organisation.
    pub organisation: Organisation,
}

impl Update {
    /// The iri of what is written or removed.
    pub fn iri(&self) -> &str {
        match self {
            Self::Entry(document) => document.entry.iri.as_str(),
            Self::Organisation(document) => document.organisation.iri.as_str(),
            Self::Remove(iri) => iri,
        }
    }
}

/// Makes documents.
pub(crate) struct Writing<'a> {
    pub fields: &'a Fields,
    pub analyser: &'a mut Analyser,
}

impl Writing<'_> {
    /// The document of an update; none where it only removes.
    pub fn document(&mut self, update: &Update) -> Option<TantivyDocument> {
        match update {
            Update::Entry(document) => Some(self.entry(document)),
            Update::Organisation(document) => Some(self.organisation(&document.organisation)),
            Update::Remove(_) => None,
        }
    }

    fn entry(&mut self, document: &EntryDocument) -> TantivyDocument {
        let EntryDocument { entry, id, changed, organisation, uses, thread_audience } = document;
        let fields = *self.fields;
        let mut out = TantivyDocument::default();
        out.add_text(fields.iri, entry.iri.as_str());
        out.add_text(fields.origin, entry.iri.origin().as_str());
        out.add_i64(fields.version, entry.version);
        out.add_i64(fields.published, entry.published.millis());
        out.add_i64(fields.changed, *changed);
        out.add_i64(fields.tie, hash(entry.iri.as_str()));
        out.add_i64(fields.favour, Favour::of(entry, *uses).packed());
        out.add_i64(fields.home, Home::of(organisation).packed());
        let thread = thread_audience
            .as_ref()
            .map_or((&Audience::Public, &entry.author), |(audience, author)| (audience, author));
        let is_public = entry.audience.is_public() && thread.0.is_public();
        if is_public {
            out.add_text(fields.audience, PUBLIC);
        } else {
            readers(&entry.audience, &entry.author)
                .iter()
                .for_each(|reader| out.add_text(fields.audience, reader));
            readers(thread.0, thread.1)
                .iter()
                .for_each(|reader| out.add_text(fields.thread_audience, reader));
        }
        for beginning in beginnings_of_entry(entry, self.analyser) {
            out.add_text(fields.begins, if is_public { beginning } else { narrow_term(&beginning) });
        }
        for (facet, value) in Values::of_entry(entry, organisation).0 {
            out.add_text(fields.facets, facet.term(&value));
        }
        let text = whole_text(entry);
        // Of two that are not for everyone the comment's own word counts.
        let narrower = if entry.audience.is_public() { thread.0 } else { &entry.audience };
        let stored = Stored {
            audience: narrower.code().to_owned(),
            ..Stored::of_entry(entry, id, organisation, &text)
        };
        for (field, written) in self.texts(entry, organisation, &text, stored.tongue()) {
            out.add_text(field, if is_public { written } else { narrow(&written) });
        }
        out.add_bytes(fields.stored, &serde_json::to_vec(&stored).unwrap_or_default());
        out
    }

    /// The texts of an entry, written down.
    fn texts(
        &mut self,
        entry: &Entry,
        organisation: &Organisation,
        text: &str,
        tongue: Tongue,
    ) -> [(Field, String); 6] {
        let fields = *self.fields;
        let recommendation = match &entry.content {
            Content::Lesson(lesson) => &lesson.recommendation,
            Content::Project(project) => &project.relief,
            _ => "",
        };
        let mut exact = String::new();
        for text in [&entry.title, &entry.summary, recommendation] {
            self.analyser.write_down_exactly(text, &mut exact);
        }
        [
            (fields.title, self.written(&entry.title, tongue)),
            (fields.summary, self.written(&entry.summary, tongue)),
            (fields.recommendation, self.written(recommendation, tongue)),
            (fields.text, self.written(text, tongue)),
            (fields.extra, self.written(&extra(entry, organisation), Tongue::German)),
            (fields.exact, exact),
        ]
    }

    fn organisation(&mut self, organisation: &Organisation) -> TantivyDocument {
        let fields = *self.fields;
        let mut out = TantivyDocument::default();
        out.add_text(fields.iri, organisation.iri.as_str());
        out.add_text(fields.origin, organisation.iri.origin().as_str());
        out.add_i64(fields.version, 0);
        out.add_i64(fields.published, 0);
        out.add_i64(fields.changed, 0);
        out.add_i64(fields.tie, hash(organisation.iri.as_str()));
        out.add_i64(fields.favour, Favour::default().packed());
        out.add_i64(fields.home, Home::of(organisation).packed());
        beginnings_of_organisation(organisation)
            .iter()
            .for_each(|beginning| out.add_text(fields.begins, beginning));
        out.add_text(fields.audience, PUBLIC);
        for (facet, value) in Values::of_organisation(organisation).0 {
            out.add_text(fields.facets, facet.term(&value));
        }
        out.add_text(fields.title, self.written(&organisation.name, Tongue::German));
        out.add_text(fields.extra, self.written(&place(organisation), Tongue::German));
        out.add_bytes(
            fields.stored,
            &serde_json::to_vec(&Stored::of_organisation(organisation)).unwrap_or_default(),
        );
        out
    }

    fn written(&mut self, text: &str, tongue: Tongue) -> String {
        let mut written = String::with_capacity(text.len() * 3);
        self.analyser.write_down(text, tongue, &mut written);
        written
    }
}

/// In the audience field of what everyone may read, thread and all: one term decides, and no other is looked at.
pub(crate) const PUBLIC: &str = "public";
/// Everyone, where only one of the two, entry or thread, is public.
pub(crate) const ANYONE: &str = "anyone";

/// Staff of an organisation, in the audience fields.
pub(crate) fn staff(organisation: &Iri) -> String {
    format!("own {organisation}")
}

/// The members of a circle, in the audience fields.
pub(crate) fn members(circle: &Iri) -> String {
    format!("circle {circle}")
}

/// A number made of an iri (FNV-1a, 64 bits): what is equal in all else is ordered by it.
pub(crate) fn hash(iri: &str) -> i64 {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let hash = iri.bytes().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
    hash as i64
}

/// Who may read: everyone, or the author's staff, and with them the members of its circles.
fn readers(audience: &Audience, author: &Iri) -> Vec<String> {
    match audience {
        Audience::Public => vec![ANYONE.to_owned()],
        Audience::Own => vec![staff(author)],
        Audience::Circles(circles) => circles.iter().map(members).chain([staff(author)]).collect(),
    }
}

/// Everything that is told at length: the text, and what its kind adds.
fn whole_text(entry: &Entry) -> String {
    let text = plain(&entry.text);
    let mut parts = vec![text.as_str()];
    match &entry.content {
        Content::Project(project) => parts.extend(project_texts(project)),
        Content::Lesson(lesson) => {
            parts.extend([
                lesson.what_happened.as_str(),
                &lesson.context,
                &lesson.why,
                &lesson.what_helped,
                &lesson.would_do_differently,
            ]);
        }
        Content::Call(call) => parts.extend([call.wanted.as_str(), &call.result]),
        Content::Adoption(adoption) => parts.push(&adoption.reason),
        Content::Comment(_) => {}
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

fn project_texts(project: &Project) -> impl Iterator<Item = &str> {
    let others = [project.hand_over.as_str(), &project.analogue.sentence, &project.inclusion.sentence];
    project.texts().into_iter().filter(|(name, _)| *name != "relief").map(|(_, text)| text).chain(others)
}

/// What an entry is tagged with, and whose it is.
fn extra(entry: &Entry, organisation: &Organisation) -> String {
    let mut words: Vec<&str> = entry.topics.iter().map(String::as_str).collect();
    words.extend(entry.fields_of_action.iter().map(|field| field.label(Language::German)));
    match &entry.content {
        Content::Project(project) => {
            let lists = [
                &project.technologies,
                &project.target_groups,
                &project.vendors,
                &project.partners,
                &project.services,
            ];
            words.extend(lists.into_iter().flatten().map(String::as_str));
            words.extend(project.software.iter().map(|software| software.name.as_str()));
        }
        Content::Lesson(lesson) => words.extend(lesson.aspects.iter().map(String::as_str)),
        Content::Adoption(adoption) => match &adoption.target {
            commons::Target::Service { name, provider } => words.extend([name.as_str(), provider]),
            commons::Target::Software(name) => words.push(name),
            commons::Target::Entry(_) => {}
        },
        Content::Call(call) => words.push(call.direction.label(Language::German)),
        Content::Comment(comment) => words.push(&comment.office),
    }
    words.push(&organisation.name);
    let place = place(organisation);
    words.push(&place);
    words.join(" . ")
}

fn place(organisation: &Organisation) -> String {
    let state = organisation.state.map_or("", |state| state.label(Language::German));
    format!("{} . {state} . {}", organisation.county.as_deref().unwrap_or(""), organisation.handle)
}
