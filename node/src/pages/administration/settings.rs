//! `/verwaltung/{handle}/einstellungen`: who the organisation is, and how it is run.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use commons::{
    Approval, Convoy, Iri, Licence, Organisation, Refusal, Replies, Settings, State as Land, text,
};
use store::actors::FollowersSetting;

use super::{Frame, acting};
use crate::colour::{Colour, Palette};
use crate::failure::Failure;
use crate::forms::{Choice, Field, Fields, Form, Input, Problems};
use crate::here::Here;
use crate::operations::describe::{Description, describe, present};
use crate::pages::{Layout, Speech, again, answer, done, founding};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The licences an organisation chooses among.
const LICENCES: [Licence; 3] = [Licence::CcBy4, Licence::Cc0, Licence::DlDeBy2];
/// Who may decide about those who ask to follow.
const FOLLOWERS: [FollowersSetting; 3] =
    [FollowersSetting::Ask, FollowersSetting::List, FollowersSetting::Open];

/// The page of the settings.
#[derive(Template)]
#[template(path = "administration/settings.html")]
struct SettingsPage {
    page: Layout,
    frame: Frame,
    form: Form,
    shades: Vec<Shade>,
    remark: Option<String>,
}

/// What becomes of the colour.
struct Shade {
    words: String,
    colour: Colour,
    on: Colour,
}

impl SettingsPage {
    fn of(fields: &Fields, problems: &Problems, (page, frame): (Layout, Frame), speech: &Speech) -> Self {
        let action = format!("/verwaltung/{}/einstellungen", frame.acting.organisation.handle);
        let form = Form::new(action, speech.say("settings-button"), questions(fields, speech));
        let colour = Colour::parse(fields.text("colour"));
        let palette = colour.map(Palette::of);
        Self {
            page,
            frame,
            form: form.with_problems(problems, speech),
            shades: palette.map(|palette| shades(&palette, speech)).unwrap_or_default(),
            remark: colour.zip(palette).and_then(|(colour, palette)| remark(colour, &palette, speech)),
        }
    }
}

fn shades(palette: &Palette, speech: &Speech) -> Vec<Shade> {
    let shade = |key: &str, colour, on| Shade { words: speech.say(key), colour, on };
    vec![
        shade("settings-colour-by-day", palette.light.accent, palette.light.on),
        shade("settings-colour-by-night", palette.dark.accent, palette.dark.on),
    ]
}

/// That a colour was darkened, where it was.
fn remark(colour: Colour, palette: &Palette, speech: &Speech) -> Option<String> {
    let used = palette.light.accent;
    let (colour, shown) = (colour.to_string(), used.to_string());
    (colour != shown).then(|| {
        speech.tell("settings-colour-darkened", &[("colour", colour.as_str()), ("used", shown.as_str())])
    })
}

fn questions(fields: &Fields, speech: &Speech) -> Vec<Field> {
    let line = |name: &str| Field::line(speech, "settings", name, fields.text(name));
    let select = |name: &str, choices| Field::new(speech, "settings", name, Input::Select(choices));
    vec![
        line("name").required(),
        Field::typed(speech, "settings", "website", "url", "url", fields.text("website")),
        line("contact"),
        line("county"),
        select("state", founding::states(fields.text("state"), speech)),
        line("population"),
        line("latitude"),
        line("longitude"),
        select("licence", licences(fields.text("licence"))),
        Field::new(speech, "settings", "followers", Input::One(followers(fields.text("followers"), speech))),
        Field::new(speech, "settings", "replies", Input::One(replies(fields.text("replies"), speech))),
        Field::new(speech, "settings", "convoy", Input::One(convoy(fields.text("convoy"), speech))),
        select("approval", approvals(fields.text("approval"), speech)),
        Field::area(speech, "settings", "reader_domains", 3, fields.text("reader_domains")).up_to(5_000),
        line("colour").up_to(7),
    ]
}

/// What was imported with another licence keeps it until one of the three is chosen.
fn licences(chosen: &str) -> Vec<Choice> {
    let known = LICENCES.iter().map(|licence| Choice::new(licence.name(), licence.name(), &[chosen]));
    let is_known = chosen.is_empty() || LICENCES.iter().any(|licence| licence.name() == chosen);
    let other = (!is_known).then(|| Choice::new(chosen, chosen, &[chosen]));
    known.chain(other).collect()
}

fn followers(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let choice = |setting: &FollowersSetting| {
        let label = speech.say(&format!("settings-followers-{}", setting.code()));
        Choice::new(setting.code(), label, &[chosen])
    };
    FOLLOWERS.iter().map(choice).collect()
}

fn replies(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let choice = |replies: &Replies| Choice::new(replies.code(), replies.label(speech.language()), &[chosen]);
    Replies::ALL.iter().map(choice).collect()
}

fn convoy(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let label = |convoy: &Convoy| text::capital(convoy.label(speech.language()));
    Convoy::ALL.iter().map(|convoy| Choice::new(convoy.code(), label(convoy), &[chosen])).collect()
}

fn approvals(chosen: &str, speech: &Speech) -> Vec<Choice> {
    let usual = Choice::new("", speech.say("settings-approval-usual"), &[chosen]);
    let approval =
        |approval: &Approval| Choice::new(approval.code(), approval.label(speech.language()), &[chosen]);
    std::iter::once(usual).chain(Approval::ALL.iter().map(approval)).collect()
}

/// How it stands now, as it stands in the form.
fn fields(present: &Description) -> Fields {
    let Description { organisation, followers, settings } = present;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let degrees = |value: Option<f64>| value.map_or_else(String::new, |degrees| degrees.to_string());
    let fields = [
        ("name", organisation.name.clone()),
        ("website", organisation.website.as_ref().map_or_else(String::new, ToString::to_string)),
        ("contact", text(&organisation.contact)),
        ("county", text(&organisation.county)),
        ("state", organisation.state.map_or("", Land::code).to_owned()),
        ("population", organisation.population.map_or_else(String::new, |people| people.to_string())),
        ("latitude", degrees(organisation.latitude)),
        ("longitude", degrees(organisation.longitude)),
        ("licence", organisation.licence.name().to_owned()),
        ("followers", followers.code().to_owned()),
        ("replies", settings.replies.code().to_owned()),
        ("convoy", settings.convoy.code().to_owned()),
        ("approval", settings.approval.map_or("", Approval::code).to_owned()),
        ("reader_domains", settings.reader_domains.join("\n")),
        ("colour", text(&settings.colour)),
    ];
    Fields::of(fields.map(|(name, value)| (name.to_owned(), value)))
}

/// What was filled in; or what is wrong with it.
fn read(fields: &Fields, present: Description) -> Result<Description, Problems> {
    let mut problems = Problems::default();
    let some = |name: &str| Some(fields.text(name)).filter(|text| !text.is_empty());
    let website = some("website").and_then(|text| problems.check("website", website(text)));
    let state = some("state").and_then(|code| problems.check("state", Land::parse(code)));
    let population = founding::number(fields, &mut problems);
    let position = founding::position(fields, &mut problems);
    let approval = some("approval").and_then(|code| problems.check("approval", Approval::parse(code)));
    let convoy = some("convoy").and_then(|code| problems.check("convoy", Convoy::parse(code)));
    let replies = some("replies").and_then(|code| problems.check("replies", Replies::parse(code)));
    let followers = problems.check("followers", FollowersSetting::parse(fields.text("followers")));
    let domains = fields.text("reader_domains").split([',', '\n', ' ']).map(str::trim);
    let settings = Settings {
        approval,
        reader_domains: domains.filter(|domain| !domain.is_empty()).map(str::to_owned).collect(),
        colour: some("colour").map(str::to_lowercase),
        replies: replies.unwrap_or(present.settings.replies),
        convoy: convoy.unwrap_or(present.settings.convoy),
    };
    let settings = problems_of(&mut problems, settings.tidy());
    let organisation = Organisation {
        name: fields.text("name").to_owned(),
        website,
        contact: some("contact").map(str::to_owned),
        county: some("county").map(str::to_owned),
        state,
        population,
        latitude: position.map(|(latitude, _)| latitude),
        longitude: position.map(|(_, longitude)| longitude),
        licence: licence(fields.text("licence"), &present.organisation.licence),
        ..present.organisation
    };
    let organisation = problems_of(&mut problems, organisation.tidy());
    match (organisation, settings, followers) {
        (Some(organisation), Some(settings), Some(followers)) if problems.is_empty() => {
            Ok(Description { organisation, followers, settings })
        }
        _ => Err(problems),
    }
}

/// The value, or nothing and a problem with the field that the refusal names itself.
fn problems_of<T>(problems: &mut Problems, result: Result<T, Refusal>) -> Option<T> {
    result.map_err(|refusal| problems.add(refusal.field().unwrap_or(""), refusal)).ok()
}

/// `www.auenstadt.de` is meant as `https://www.auenstadt.de`.
fn website(typed: &str) -> Result<Iri, Refusal> {
    let typed = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let refused = |_| Refusal::NotAnIri { field: "website" };
    let iri = Iri::parse("website", &typed).map_err(refused)?;
    text::check("website", iri.as_str(), text::caps::SHORT)?;
    Ok(iri)
}

fn licence(chosen: &str, present: &Licence) -> Licence {
    LICENCES.into_iter().find(|licence| licence.name() == chosen).unwrap_or_else(|| present.clone())
}

/// `GET /verwaltung/{handle}/einstellungen`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let fields = fields(&present(&town, &acting).await?);
    let around = Frame::around(acting, "einstellungen", &speech, &here);
    answer(&SettingsPage::of(&fields, &Problems::default(), around, &speech), &speech)
}

/// `POST /verwaltung/{handle}/einstellungen`
pub async fn save(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    fields: Fields,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    match read(&fields, present(&town, &acting).await?) {
        Ok(wanted) => {
            describe(&town, &acting, wanted).await?;
            Ok(done(&format!("/verwaltung/{handle}/einstellungen"), "saved"))
        }
        Err(problems) => {
            let around = Frame::around(acting, "einstellungen", &speech, &here);
            again(&SettingsPage::of(&fields, &problems, around, &speech), &speech)
        }
    }
}
