//! A page that holds one form: a form that stands elsewhere on a page comes here when something in it does not fit.

use askama::Template;
use axum::response::Response;
use http::StatusCode;

use super::{Layout, Listing, Speech, again};
use crate::failure::Failure;
use crate::forms::{Form, Input, Problems};
use crate::here::Here;

/// One form under a heading.
#[derive(Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    page: Layout,
    lead: String,
    back: Option<String>,
    form: Form,
}

impl FormPage {
    /// The page of this form.
    pub fn of(
        title: String,
        lead: String,
        back: Option<String>,
        form: Form,
        speech: &Speech,
        here: &Here,
    ) -> Self {
        let page = Layout::new(speech.clone(), here, title);
        Self { page: Layout { listing: Listing::Unlisted, ..page }, lead, back, form }
    }

    /// The page again, with what was wrong beside its fields. What no correction can cure is the failure it was.
    ///
    /// # Errors
    /// As the failure says.
    pub fn again(self, failure: Failure, speech: &Speech) -> Result<Response, Failure> {
        let refusal = failure.refusal().clone();
        if !matches!(refusal.status(), 410 | 422) {
            return Err(failure);
        }
        let form = self.form.with_problems(&Problems::of(refusal.clone()), speech);
        let mut response = again(&Self { form, ..self }, speech)?;
        if refusal.status() == 410 {
            *response.status_mut() = StatusCode::GONE;
        }
        Ok(response)
    }
}
