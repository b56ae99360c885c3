//! The form by which an organisation is founded: completed from the register by the name of the town, or filled in by hand.

use commons::organisation::{Ags, Handle};
use commons::register::Place;
use commons::{OrganisationKind, Refusal, State};
use serde::Deserialize;

use super::Speech;
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::hall::Hall;
use crate::here::Here;
use crate::operations::found::Founding;
use crate::operations::outside;
use crate::operations::register::{self, Said};

/// Places suggested at most.
const MOST: i64 = 12;

/// How far somebody has come with the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// The beginning of a town's name.
    ort: String,
    /// The key of the place that was chosen.
    ags: String,
    /// Something, where it is filled in by hand.
    hand: String,
}

/// What the page shows: a search for the town, what was found, and the form.
pub struct FoundingPart {
    /// The page it stands on.
    pub path: &'static str,
    /// The beginning of a name, as it was typed.
    pub typed: String,
    /// Whether there is a register to search.
    pub has_register: bool,
    /// What was found in it.
    pub suggestions: Vec<Suggestion>,
    /// The form, once it is known what stands in it.
    pub form: Option<Form>,
}

/// A place of the register that may be meant.
pub struct Suggestion {
    /// Its name.
    pub name: String,
    /// County and Land.
    pub place: String,
    /// Its inhabitants.
    pub population: String,
    /// Where the form stands, filled in with it.
    pub address: String,
}

impl FoundingPart {
    /// What somebody sees who has come so far, on the page at this path.
    ///
    /// # Errors
    /// When the memory fails.
    pub async fn of(
        hall: &Hall,
        path: &'static str,
        asked: &Asked,
        speech: &Speech,
        here: &Here,
    ) -> Result<Self, Failure> {
        let mut reading = hall.store.reading().await?;
        let has_register = reading.register().count().await? > 0;
        let chosen = match Ags::parse(&asked.ags) {
            Ok(ags) => reading.register().by_key(&ags).await?,
            Err(_) => None,
        };
        let mut part =
            Self { path, typed: asked.ort.clone(), has_register, suggestions: Vec::new(), form: None };
        if chosen.is_some() || !asked.hand.is_empty() || !has_register {
            let fields = proposed(hall, chosen.as_ref(), here);
            part.form = Some(form(path, &fields, &Problems::default(), speech));
        } else if !asked.ort.trim().is_empty() {
            let found = matches(&mut reading, &asked.ort).await?;
            part.suggestions = found.iter().map(|place| suggestion(place, path, speech)).collect();
        }
        Ok(part)
    }

    /// The form again, with what was wrong.
    pub fn again(path: &'static str, fields: &Fields, problems: &Problems, speech: &Speech) -> Self {
        let form = Some(form(path, fields, problems, speech));
        Self { path, typed: String::new(), has_register: true, suggestions: Vec::new(), form }
    }
}

/// Places whose name begins so; where there are none, without a word in front of it: `Stadt Auenstadt`.
async fn matches(reading: &mut store::Reading, typed: &str) -> Result<Vec<Place>, Failure> {
    let found = reading.register().by_beginning(typed, MOST).await?;
    match typed.trim().split_once(' ') {
        Some((_, rest)) if found.is_empty() => Ok(reading.register().by_beginning(rest, MOST).await?),
        _ => Ok(found),
    }
}

fn suggestion(place: &Place, path: &str, speech: &Speech) -> Suggestion {
    let land = place.state.label(speech.language());
    Suggestion {
        name: place.name.clone(),
        place: place.county.as_ref().map_or_else(|| land.to_owned(), |county| format!("{county}, {land}")),
        population: speech.number(place.population),
        address: format!("{path}?ags={}", place.key.as_str()),
    }
}

/// What stands in the form at first: what the register knows, and a short name made of the name.
fn proposed(hall: &Hall, place: Option<&Place>, here: &Here) -> Fields {
    let mut fields = vec![("host".to_owned(), host(hall, &here.host))];
    if let Some(place) = place {
        let name = place.official.split(',').next().unwrap_or(&place.official);
        fields.extend([
            ("name".to_owned(), place.name.clone()),
            ("handle".to_owned(), handle(name)),
            ("kind".to_owned(), place.kind.code().to_owned()),
            ("ags".to_owned(), place.key.as_str().to_owned()),
            ("county".to_owned(), place.county.clone().unwrap_or_default()),
            ("state".to_owned(), place.state.code().to_owned()),
            ("population".to_owned(), place.population.to_string()),
        ]);
    }
    Fields::of(fields)
}

/// The host that was asked, if it could be the organisation's own.
fn host(hall: &Hall, asked: &str) -> String {
    let name = asked.split(':').next().unwrap_or(asked);
    let is_a_name = name.contains('.') && name.ends_with(|last: char| last.is_ascii_alphabetic());
    let is_laboratory = hall.scheme_of(asked).is_ok_and(|scheme| scheme == "http");
    let will_do = is_a_name && (is_laboratory || name == asked) && hall.hosts.by_host(asked).is_none();
    if will_do { asked.to_owned() } else { String::new() }
}

/// `Groß Köris` becomes `gross-koeris`.
fn handle(name: &str) -> String {
    let mut out = String::new();
    for character in name.to_lowercase().chars() {
        match character {
            'ä' => out.push_str("ae"),
            'ö' => out.push_str("oe"),
            'ü' => out.push_str("ue"),
            'ß' => out.push_str("ss"),
            plain if plain.is_ascii_alphanumeric() => out.push(plain),
            _ if out.is_empty() || out.ends_with('-') => {}
            _ => out.push('-'),
        }
    }
    out.trim_end_matches('-').chars().take(60).collect()
}

fn form(path: &str, fields: &Fields, problems: &Problems, speech: &Speech) -> Form {
    let line = |name: &str| Field::line(speech, "founding", name, fields.text(name));
    let mut questions = vec![
        line("name").required(),
        Field::new(speech, "founding", "kind", Input::Select(kinds(fields.text("kind"), speech))),
        line("host").required(),
        line("handle").required(),
        line("contact"),
        line("county"),
        Field::new(speech, "founding", "state", Input::Select(states(fields.text("state"), speech))),
        line("population"),
        line("latitude"),
        line("longitude"),
    ];
    let leads_nowhere = |(_, refusal): (&str, &Refusal)| matches!(refusal, Refusal::NameLeadsNowhere { .. });
    if fields.has("anyway") || problems.iter().any(leads_nowhere) {
        questions.insert(3, Field::tick(speech, "founding", "anyway", fields.has("anyway")));
    }
    Form::new(path, speech.say("founding-button"), questions)
        .with_hidden("ags", fields.text("ags"))
        .with_problems(problems, speech)
}

/// Kinds of organisations, to choose from.
fn kinds(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let kind = |kind: &OrganisationKind| Choice::new(kind.code(), kind.label(speech.language()), &[chosen]);
    OrganisationKind::ALL.iter().map(kind).collect()
}

/// The Länder, to choose from, or none.
pub fn states(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let state = |state: &State| Choice::new(state.code(), state.label(speech.language()), &[chosen]);
    let none = Choice::new("", speech.say("founding-no-state"), &[chosen]);
    std::iter::once(none).chain(State::ALL.iter().map(state)).collect()
}

/// What was filled in, completed; or what is wrong with it. A host that leads nowhere is taken when it is ticked to be right.
///
/// # Errors
/// When the memory fails.
pub async fn read(hall: &Hall, fields: &Fields) -> Result<Result<Founding, Problems>, Failure> {
    let mut problems = Problems::default();
    let said = said(fields, &mut problems);
    let Some(said) = said.filter(|_| problems.is_empty()) else { return Ok(Err(problems)) };
    let founding = match register::complete(hall, said).await {
        Ok(founding) => founding,
        Err(failure) if failure.refusal().status() < 500 => {
            return Ok(Err(Problems::of(failure.refusal().clone())));
        }
        Err(failure) => return Err(failure),
    };
    if let Err(refusal) = founding.organisation(hall) {
        return Ok(Err(Problems::of(refusal)));
    }
    if !fields.has("anyway")
        && let Err(refusal) = outside::leads_somewhere(hall, &founding.host).await
    {
        return Ok(Err(Problems::of(refusal)));
    }
    Ok(Ok(founding))
}

fn said(fields: &Fields, problems: &mut Problems) -> Option<Said> {
    let some = |name: &str| Some(fields.text(name)).filter(|text| !text.is_empty());
    for field in ["name", "host"] {
        if fields.text(field).is_empty() {
            problems.add(field, Refusal::Missing { field: if field == "name" { "name" } else { "host" } });
        }
    }
    let handle = problems.check("handle", Handle::parse(fields.text("handle")));
    let kind = some("kind").and_then(|kind| problems.check("kind", OrganisationKind::parse(kind)));
    let ags = some("ags").and_then(|ags| problems.check("ags", Ags::parse(ags)));
    let state = some("state").and_then(|state| problems.check("state", State::parse(state)));
    let population = number(fields, problems);
    let position = position(fields, problems);
    Some(Said {
        host: fields.text("host").to_lowercase(),
        handle: handle?,
        name: some("name").map(str::to_owned),
        kind,
        ags,
        county: some("county").map(str::to_owned),
        state,
        population,
        position,
        contact: some("contact").map(str::to_owned),
    })
}

/// Inhabitants, however their thousands are set apart.
pub fn number(fields: &Fields, problems: &mut Problems) -> Option<u64> {
    let digits: String =
        fields.text("population").chars().filter(|c| !matches!(c, '.' | ',' | ' ' | '\'')).collect();
    if digits.is_empty() {
        return None;
    }
    problems.check("population", digits.parse().map_err(|_| Refusal::NotANumber { field: "population" }))
}

/// Degrees north and east, with a comma or a point; both or none.
pub fn position(fields: &Fields, problems: &mut Problems) -> Option<(f64, f64)> {
    let texts = ["latitude", "longitude"].map(|name| fields.text(name));
    if texts.iter().all(|text| text.is_empty()) {
        return None;
    }
    let degrees =
        texts.map(|text| text.replace(',', ".").parse::<f64>().ok().filter(|degrees| degrees.is_finite()));
    match degrees {
        [Some(latitude), Some(longitude)] => Some((latitude, longitude)),
        _ => problems.check("latitude", Err(Refusal::NotACoordinate {})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_made_of_any_name() {
        for (name, short) in [
            ("Groß Köris", "gross-koeris"),
            ("Mühldorf a.Inn", "muehldorf-a-inn"),
            ("Halle (Saale)", "halle-saale"),
        ] {
            assert_eq!(handle(name), short);
            assert!(Handle::parse(&handle(name)).is_ok());
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let read = |text: &str| {
            let mut problems = Problems::default();
            let fields = Fields::of([("population".to_owned(), text.to_owned())]);
            (number(&fields, &mut problems), problems.is_empty())
        };
        assert_eq!(read("8.400"), (Some(8_400), true));
        assert_eq!(read(" 1 234 567 "), (Some(1_234_567), true));
        assert_eq!(read(""), (None, true));
        assert_eq!(read("viele"), (None, false));
        assert_eq!(read("-3"), (None, false));
    }

    #[test]
    fn a_position_has_both_degrees_or_none() {
        let read = |north: &str, east: &str| {
            let mut problems = Problems::default();
            let fields = [("latitude", north), ("longitude", east)];
            let fields = Fields::of(fields.map(|(name, text)| (name.to_owned(), text.to_owned())));
            (position(&fields, &mut problems), problems.is_empty())
        };
        assert_eq!(read("50,98", "11.03"), (Some((50.98, 11.03)), true));
        assert_eq!(read("", ""), (None, true));
        for (north, east) in [("50", ""), ("", "11"), ("NaN", "1"), ("inf", "1"), ("Nord", "Ost")] {
            assert_eq!(read(north, east), (None, false), "{north} {east}");
        }
    }
}
