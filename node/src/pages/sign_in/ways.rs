//! What the sign-in offers to somebody who has no password at hand.

use super::{Fields, Here, Speech, Town};
use crate::failure::Failure;
use crate::forms::{Field, Form};
use crate::operations::enrol;

/// The other ways in.
pub struct Ways {
    /// The form that asks for a link by mail, where mails go out.
    pub link: Option<Form>,
    /// The domains whose owners may register.
    pub domains: Vec<String>,
}

impl Ways {
    /// The ways that there are at this door.
    ///
    /// # Errors
    /// When the memory fails.
    pub async fn of(town: &Town, fields: &Fields, speech: &Speech, here: &Here) -> Result<Self, Failure> {
        let link = town.mail_is_configured().then(|| link_form(fields, speech));
        Ok(Self { link, domains: enrol::domains(town, here.organisation.as_deref()).await? })
    }
}

/// The form that asks for a link by mail; what was typed before the sign-in rides along.
pub fn link_form(fields: &Fields, speech: &Speech) -> Form {
    let mailbox =
        Field::typed(speech, "sign-in-link", "mailbox", "email", "username", fields.text("mailbox"));
    Form::new("/anmelden/link", speech.say("sign-in-link-button"), vec![mailbox])
        .with_hidden("weiter", fields.text("weiter"))
        .with_hidden("inhalt", fields.raw("inhalt"))
}
