//! The set-up of a new node in the browser: a link opens it for the first who comes, who then runs the node; it can be left and
//! resumed at every step; once finished it is closed for everyone.

use commons::{Language, MemberRole, Refusal, Time};
use store::audit::AuditRow;
use store::people::{Hash, MembershipRow, PersonRow};
use store::sessions::WayIn;
use store::tickets::{NewTicket, Purpose};
use store::{Change, StoreError};

use crate::failure::Failure;
use crate::hall::Hall;
use crate::operations::session::{self, Begun};
use crate::operations::staff;
use crate::{passwords, secret};

/// How long a link opens.
const LASTS: i64 = Time::DAY;

/// A step of the set-up, after somebody has come with the link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The first organisation is founded.
    Organisation,
    /// The node looks at itself from outside.
    Check,
    /// A mail is tried.
    Mail,
    /// The first organisations to follow.
    Connect,
}

impl Step {
    /// Every step in its order.
    pub const ALL: [Self; 4] = [Self::Organisation, Self::Check, Self::Mail, Self::Connect];

    /// The word in the table's column.
    pub fn code(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Check => "check",
            Self::Mail => "mail",
            Self::Connect => "connect",
        }
    }

    /// Its page.
    pub fn path(self) -> &'static str {
        match self {
            Self::Organisation => "/einrichten/organisation",
            Self::Check => "/einrichten/pruefung",
            Self::Mail => "/einrichten/mail",
            Self::Connect => "/einrichten/verbinden",
        }
    }

    fn parse(code: &str) -> Self {
        Self::ALL.into_iter().find(|step| step.code() == code).unwrap_or(Self::Organisation)
    }
}

/// How the set-up stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetUp {
    /// Nobody has come yet.
    Waiting,
    /// Somebody has come, and has got this far.
    Begun(Step),
    /// It is finished.
    Closed,
}

/// How the set-up stands. A node whose operator was made in another way needs none.
///
/// # Errors
/// When the memory fails.
pub async fn standing(hall: &Hall) -> Result<SetUp, StoreError> {
    let mut reading = hall.store.reading().await?;
    let row = reading.set_up().row().await?;
    match row {
        Some(row) if row.finished.is_some() => Ok(SetUp::Closed),
        Some(_) if hall.hosts.first().is_none() => Ok(SetUp::Begun(Step::Organisation)),
        // Whoever was interrupted after the founding goes on behind it.
        Some(row) => Ok(SetUp::Begun(Step::parse(&row.step).max(Step::Check))),
        None if reading.people().has_operator().await? => Ok(SetUp::Closed),
        None => Ok(SetUp::Waiting),
    }
}

/// Makes a link's secret, which replaces the one before.
///
/// # Errors
/// When the machine gives no randomness or the memory fails.
pub async fn ticket(hall: &Hall) -> Result<String, Failure> {
    let secret = secret::new()?;
    let now = hall.clock.now();
    let new = NewTicket {
        hash: secret::hash(&secret),
        purpose: Purpose::SetUp,
        mail: String::new(),
        person: None,
        organisation: None,
        body: String::new(),
        by: "command".to_owned(),
        until: now.plus(LASTS),
    };
    hall.store
        .write(move |change| {
            let new = new.clone();
            Box::pin(async move {
                change.tickets().close_all(Purpose::SetUp).await?;
                change.tickets().add(&new, now).await.map(drop)
            })
        })
        .await?;
    Ok(secret)
}

/// Whether a link with this secret opens. Looking does not use it up.
///
/// # Errors
/// 410 when it does not.
pub async fn opens(hall: &Hall, ticket: &str) -> Result<(), Failure> {
    let (hash, now) = (secret::hash(ticket), hall.clock.now());
    let row = hall.store.reading().await?.tickets().by_hash(Purpose::SetUp, &hash, now).await?;
    row.map(drop).ok_or_else(|| Refusal::SetUpLinkSpent {}.into())
}

/// Who sets the node up.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// The name.
    pub name: String,
    /// The mailbox.
    pub mail: String,
    /// The password.
    pub password: String,
    /// In which language to write to this person.
    pub language: Language,
    /// What the browser says it is.
    pub device: String,
}

/// Lets in the first who comes with the link, who runs the node from now on and is signed in. Whoever `init` entered under this mailbox gets
/// the password.
///
/// # Errors
/// When name, mailbox or password will not do; 410 when the link does not open, or somebody else was quicker.
pub async fn begin(hall: &Hall, ticket: &str, newcomer: &Newcomer) -> Result<Begun, Failure> {
    let (name, mail) = staff::checked(&newcomer.name, &newcomer.mail)?;
    passwords::check(&newcomer.password)?;
    // Hashing is work: nobody without the link gets it done.
    opens(hall, ticket).await?;
    let hash = hall.passwords.make(&newcomer.password).await?;
    let newcomer = Newcomer { name, mail, ..newcomer.clone() };
    let (ticket, now) = (secret::hash(ticket), hall.clock.now());
    hall.store
        .write(move |change| {
            let (newcomer, hash, ticket) = (newcomer.clone(), hash.clone(), ticket.clone());
            Box::pin(async move {
                let taken = change.tickets().take(Purpose::SetUp, &ticket, now).await?;
                taken.ok_or(Refusal::SetUpLinkSpent {})?;
                let person = enter(change, &newcomer, &hash, now).await?;
                if !change.set_up().begin(&person.id, Step::Organisation.code()).await? {
                    return Err(Failure::from(Refusal::SetUpLinkSpent {}));
                }
                note(change, &person.id, "set-up-begin", now).await?;
                session::begin(change, &person, WayIn::Password, &newcomer.device, None).await
            })
        })
        .await
}

async fn enter(
    change: &mut Change,
    newcomer: &Newcomer,
    hash: &Hash,
    now: Time,
) -> Result<PersonRow, Failure> {
    let known = change.people().by_mail(&newcomer.mail).await?;
    let person = match known {
        Some(person) => person,
        None => {
            change.people().add(&newcomer.name, &newcomer.mail, now).await?.ok_or(Refusal::MailboxTaken {})?
        }
    };
    change.people().rename(&person.id, &newcomer.name, newcomer.language).await?;
    // Whoever has the link has the machine: no mail could prove more.
    change.people().prove(&person.id, now).await?;
    change.people().set_password(&person.id, hash).await?;
    change.people().make_operator(&person.id).await?;
    administer_what_nobody_does(change, &person.id).await?;
    Ok(person)
}

/// An organisation that was founded at the command line, and that nobody administers yet, is administered by whoever sets the node up.
async fn administer_what_nobody_does(change: &mut Change, person: &str) -> Result<(), StoreError> {
    for row in change.actors().local_all().await? {
        let Some(organisation) = row.organisation else { continue };
        let members = change.people().members_of(&organisation.iri).await?;
        if members.iter().all(|member| member.role < MemberRole::Administrator) {
            let (person, office) = (person.to_owned(), String::new());
            let (organisation, role) = (organisation.iri, MemberRole::Administrator);
            change.people().join(&MembershipRow { person, organisation, role, office }).await?;
        }
    }
    Ok(())
}

/// Notes that the set-up has come to this step, if it has not come further.
///
/// # Errors
/// When the memory fails.
pub async fn come_to(hall: &Hall, step: Step) -> Result<(), Failure> {
    if !matches!(standing(hall).await?, SetUp::Begun(before) if before < step) {
        return Ok(());
    }
    Ok(hall
        .store
        .write(move |change| Box::pin(async move { change.set_up().come_to(step.code()).await }))
        .await?)
}

/// Closes the set-up for everyone.
///
/// # Errors
/// 404 when it is closed already.
pub async fn finish(hall: &Hall, person: &str) -> Result<(), Failure> {
    let person = person.to_owned();
    let now = hall.clock.now();
    hall.store
        .write(move |change| {
            let person = person.clone();
            Box::pin(async move {
                if !change.set_up().finish(now).await? {
                    return Err(Failure::from(Refusal::NoSuchPage {}));
                }
                change.tickets().close_all(Purpose::SetUp).await?;
                Ok(note(change, &person, "set-up-finish", now).await?)
            })
        })
        .await
}

async fn note(change: &mut Change, person: &str, act: &str, now: Time) -> Result<(), StoreError> {
    let who = format!("person {person}");
    let (act, subject) = (act.to_owned(), "node".to_owned());
    change.audit().note(&AuditRow { at: now, who, organisation: None, act, subject }).await
}
