//! `/verwaltung/{handle}/logo`: the picture in the head of the organisation's pages.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

use super::{Frame, acting};
use crate::acting::Acting;
use crate::failure::Failure;
use crate::forms::{Field, Form, Input, Problems, Upload};
use crate::here::Here;
use crate::operations::logo;
use crate::pages::look::Picture;
use crate::pages::{Layout, Speech, again, answer, done};
use crate::town::Town;
use crate::visitor::SignedIn;

/// The page of the picture.
#[derive(Template)]
#[template(path = "administration/logo.html")]
struct LogoPage {
    page: Layout,
    frame: Frame,
    logo: Option<Picture>,
    form: Form,
}

impl LogoPage {
    fn of(town: &Town, acting: Acting, problems: &Problems, speech: &Speech, here: &Here) -> Self {
        let organisation = &acting.organisation;
        let logo = Picture::of(organisation, &town.hosts.look(&organisation.iri));
        let field = Field::new(speech, "logo", "file", Input::File("image/png,image/jpeg,image/webp"));
        let action = format!("/verwaltung/{}/logo", organisation.handle);
        let form = Form::new(action, speech.say("logo-button"), vec![field.required()]);
        let (page, frame) = Frame::around(acting, "logo", speech, here);
        Self { page, frame, logo, form: form.with_problems(problems, speech) }
    }
}

/// `GET /verwaltung/{handle}/logo`
pub async fn show(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    answer(&LogoPage::of(&town, acting, &Problems::default(), &speech, &here), &speech)
}

/// `POST /verwaltung/{handle}/logo`
pub async fn put_up(
    State(town): State<Town>,
    speech: Speech,
    here: Here,
    person: SignedIn,
    Path(handle): Path<String>,
    upload: Result<Upload, Failure>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    let put_up = match upload {
        Ok(Upload(file)) => logo::put_up(&town, &acting, file).await,
        Err(failure) => Err(failure),
    };
    match put_up {
        Ok(()) => Ok(done(&format!("/verwaltung/{handle}/logo"), "saved")),
        Err(failure) if failure.refusal().status() == 422 => {
            let problems = Problems::of(failure.refusal().clone());
            again(&LogoPage::of(&town, acting, &problems, &speech, &here), &speech)
        }
        Err(failure) => Err(failure),
    }
}

/// `POST /verwaltung/{handle}/logo/entfernen`
pub async fn take_down(
    State(town): State<Town>,
    person: SignedIn,
    Path(handle): Path<String>,
) -> Result<Response, Failure> {
    let acting = acting(&person, &handle)?;
    logo::take_down(&town, &acting).await?;
    Ok(done(&format!("/verwaltung/{handle}/logo"), "removed"))
}
