//! What is asked of somebody who is new here: a name, and a password where they want one.

use super::Speech;
use crate::failure::Failure;
use crate::forms::{Field, Fields, Form, Problems};
use crate::operations::newcomer::{Newcomer, parse_name};
use crate::passwords;
use crate::town::Town;

/// The form, sent to this address by a button with the words under this key.
pub fn form(action: &str, button: &str, town: &Town, fields: &Fields, speech: &Speech) -> Form {
    let name = Field::typed(speech, "newcomer", "name", "text", "name", fields.text("name")).required();
    let mut password = Field::typed(speech, "newcomer", "password", "password", "new-password", "");
    let mut repeat = Field::typed(speech, "newcomer", "repeat", "password", "new-password", "");
    if town.mail_is_configured() {
        password.hint = Some(speech.say("newcomer-password-may-be-left-out"));
    } else {
        (password, repeat) = (password.required(), repeat.required());
    }
    Form::new(action, speech.say(button), vec![name, password, repeat])
}

/// What they said, or everything that does not fit.
///
/// # Errors
/// When something else goes wrong.
pub async fn parse(
    town: &Town,
    fields: &Fields,
    speech: &Speech,
) -> Result<Result<Newcomer, Problems>, Failure> {
    let (name, password) = (fields.text("name"), fields.raw("password"));
    let mut problems = Problems::default();
    problems.check("name", parse_name(name));
    check_passwords(&mut problems, password, fields.raw("repeat"));
    if !problems.is_empty() {
        return Ok(Err(problems));
    }
    match Newcomer::parse(town, name, password, speech.language()).await {
        Ok(newcomer) => Ok(Ok(newcomer)),
        Err(failure) => Ok(Err(Problems::about(&failure, "password")?)),
    }
}

/// Whether both say the same, and may be chosen. None at all is for others to judge.
pub fn check_passwords(problems: &mut Problems, password: &str, repeat: &str) {
    if !password.is_empty() {
        problems.check("password", passwords::check(password));
    }
    if password != repeat {
        problems.add("repeat", commons::Refusal::PasswordsDiffer {});
    }
}
