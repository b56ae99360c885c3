//! `tempomacher staff`: people of an organisation, also where no mails go out: what would be sent is printed.

use clap::Subcommand;
use commons::{Language, MemberRole};
use serde::Serialize;
use store::people::Access;

use super::For;
use super::organisation::day;
use super::table::As;
use crate::hall::Hall;
use crate::operations::link::{self, Handed, Handing};
use crate::operations::{invite, staff};

/// What to do with people.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Invite somebody, and print the link to be passed on. It stands for 14 days.
    Invite {
        /// Mailbox.
        mail: String,
        #[command(flatten)]
        organisation: For,
        /// reader, editor, approver or administrator; each includes the ones before.
        #[arg(long, default_value = "editor", value_parser = MemberRole::parse)]
        role: MemberRole,
        /// The office that signs instead of a name.
        #[arg(long, default_value = "")]
        office: String,
    },
    /// List the people of an organisation.
    List {
        #[command(flatten)]
        organisation: For,
        #[command(flatten)]
        how: As,
    },
    /// Close the way in for somebody, and sign them out everywhere.
    Disable {
        /// Mailbox.
        mail: String,
    },
    /// Let somebody in again.
    Enable {
        /// Mailbox.
        mail: String,
    },
    /// Give somebody another role in an organisation.
    Role {
        /// Mailbox.
        mail: String,
        /// reader, editor, approver or administrator; each includes the ones before.
        #[arg(value_parser = MemberRole::parse)]
        role: MemberRole,
        #[command(flatten)]
        organisation: For,
    },
    /// Print a link that signs somebody in, once and within a day. Pass it on to nobody but its owner.
    Link {
        /// Mailbox.
        mail: String,
    },
}

/// Somebody, as the list prints them.
#[derive(Serialize)]
struct Row {
    name: String,
    mail: String,
    role: &'static str,
    office: String,
    access: &'static str,
    seen: String,
}

/// Does it.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Invite { mail, organisation, role, office } => {
            invite(hall, &organisation, mail, role, office).await
        }
        Command::List { organisation, how } => list(hall, &organisation, how).await,
        Command::Disable { mail } => Ok(staff::set_access_of(hall, &mail, Access::Disabled).await?),
        Command::Enable { mail } => Ok(staff::set_access_of(hall, &mail, Access::Open).await?),
        Command::Role { mail, role, organisation } => {
            let acting = organisation.acting(hall)?;
            let member = staff::member_by_mail(hall, &acting, &mail).await?;
            let office = &member.membership.office;
            Ok(staff::appoint(hall, &acting, &member.person.id, role, office).await?)
        }
        Command::Link { mail } => {
            println!("{}", link::vouch(hall, &mail).await?);
            Ok(())
        }
    }
}

async fn invite(
    hall: &Hall,
    organisation: &For,
    mail: String,
    role: MemberRole,
    office: String,
) -> anyhow::Result<()> {
    let wish = invite::Wish {
        mail,
        role,
        office,
        message: String::new(),
        handing: Handing::ByHand,
        language: Language::default(),
        inviter: String::new(),
    };
    if let Handed::Shown(link) = invite::invite(hall, &organisation.acting(hall)?, wish).await? {
        println!("{link}");
    }
    Ok(())
}

async fn list(hall: &Hall, organisation: &For, how: As) -> anyhow::Result<()> {
    let members = staff::members(hall, &organisation.acting(hall)?).await?;
    let rows: Vec<_> = members.iter().map(Row::of).collect();
    how.print(&["NAME", "MAIL", "ROLE", "OFFICE", "ACCESS", "SEEN"], &rows, |row| {
        vec![
            row.name.clone(),
            row.mail.clone(),
            row.role.to_owned(),
            row.office.clone(),
            row.access.to_owned(),
            row.seen.clone(),
        ]
    })
}

impl Row {
    fn of(member: &staff::Member) -> Self {
        let staff::Member { person, membership, seen } = member;
        Self {
            name: person.name.clone(),
            mail: person.mail.clone(),
            role: membership.role.code(),
            office: membership.office.clone(),
            access: if person.access == Access::Open { "open" } else { "disabled" },
            seen: day(*seen),
        }
    }
}
