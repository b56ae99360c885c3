//! `tempomacher init` and `tempomacher organisation`: who lives on this node.

use std::sync::Arc;

use clap::{Args, Subcommand};
use commons::organisation::{Ags, Handle};
use commons::{Language, Organisation, OrganisationKind, Refusal, State, Time};

use super::table::As;
use crate::acting::Acting;
use crate::hall::Hall;
use crate::operations::found::found;
use crate::operations::moving;
use crate::operations::register::{Said, complete};
use crate::operations::staff;

/// What to do with organisations.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add an organisation with a host of its own.
    Add(New),
    /// List the organisations of this node.
    List(As),
    /// Say that an organisation of this node had another address before, so that it may move here.
    Alias {
        /// Handle of the organisation.
        handle: String,
        /// The address it had, as name@host or https://host.
        before: String,
    },
    /// Tell everybody who follows an organisation of this node that it has another address from now on. That address has to name it with
    /// `organisation alias` first.
    Move {
        /// Handle of the organisation.
        handle: String,
        /// Its new address, as name@host or https://host.
        to: String,
    },
    /// Take a move back. Who has followed it elsewhere does not come back by that.
    Stay {
        /// Handle of the organisation.
        handle: String,
    },
}

/// A new organisation.
#[derive(Debug, Args)]
pub struct New {
    /// Its host, for example auenstadt.de (in the laboratory with a port). Its ids are minted from it and never change.
    #[arg(long)]
    host: String,
    /// Its short name, for example auenstadt.
    #[arg(long, value_parser = Handle::parse)]
    handle: Handle,
    /// Its full name, for example "Stadt Auenstadt". May be left out, as may what follows, where the register knows the key.
    #[arg(long, required_unless_present = "ags")]
    name: Option<String>,
    /// municipality, county, municipal-association, district, special-purpose-association, municipal-company, it-provider,
    /// umbrella-body, state-federal, university or other. Without it what the register says, or municipality.
    #[arg(long, value_parser = OrganisationKind::parse)]
    kind: Option<OrganisationKind>,
    /// Municipality key (AGS): eight digits, for a county five, for an association nine. What is not given comes from the
    /// register (tempomacher register import).
    #[arg(long, value_parser = Ags::parse)]
    ags: Option<Ags>,
    /// County, shown beside the name.
    #[arg(long)]
    county: Option<String>,
    /// Land: BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH or TH.
    #[arg(long, value_parser = State::parse)]
    state: Option<State>,
    /// Inhabitants.
    #[arg(long)]
    population: Option<u64>,
    /// Degrees north.
    #[arg(long, requires = "lon", allow_negative_numbers = true)]
    lat: Option<f64>,
    /// Degrees east.
    #[arg(long, requires = "lat", allow_negative_numbers = true)]
    lon: Option<f64>,
    /// Office and mailbox to ask, for example "Stabsstelle Digitales, digital@auenstadt.de".
    #[arg(long)]
    contact: Option<String>,
}

/// The first organisation and its first person.
#[derive(Debug, Args)]
pub struct Init {
    #[command(flatten)]
    organisation: New,
    /// Name of the first person, who becomes administrator.
    #[arg(long)]
    person: String,
    /// Mailbox of the first person.
    #[arg(long)]
    mail: String,
}

impl From<New> for Said {
    fn from(new: New) -> Self {
        Self {
            host: new.host,
            handle: new.handle,
            name: new.name,
            kind: new.kind,
            ags: new.ags,
            county: new.county,
            state: new.state,
            population: new.population,
            position: new.lat.zip(new.lon),
            contact: new.contact,
        }
    }
}

/// Founds the first organisation and enters its first person.
pub async fn init(hall: &Hall, init: Init) -> anyhow::Result<()> {
    anyhow::ensure!(
        hall.hosts.first().is_none(),
        "this node is set up already; more organisations: tempomacher organisation add"
    );
    // Before anything is written: a second try would hear that the node is set up already.
    staff::checked(&init.person, &init.mail)?;
    let organisation = found(hall, &complete(hall, init.organisation.into()).await?).await?;
    let acting = Acting::by_command(Arc::clone(&organisation));
    let link = staff::enter(hall, &acting, &init.person, &init.mail).await?;
    println!("{} is ready: {}", organisation.name, organisation.iri);
    println!("Run the node: tempomacher serve");
    println!("{} signs in for the first time, within a day, at: {link}", init.person);
    println!("Another such link: tempomacher staff link {}", init.mail);
    Ok(())
}

/// Adds or lists.
pub async fn run(hall: &Hall, command: Command) -> anyhow::Result<()> {
    match command {
        Command::Add(new) => {
            let organisation = found(hall, &complete(hall, new.into()).await?).await?;
            println!("{} is ready: {}", organisation.name, organisation.iri);
            Ok(())
        }
        Command::Alias { handle, before } => {
            let before = moving::add_alias(hall, &acting(hall, &handle)?, &before).await?;
            println!("{handle} says from now on that it was {before}");
            Ok(())
        }
        Command::Move { handle, to } => {
            let target = moving::move_to(hall, &acting(hall, &handle)?, &to).await?;
            println!("{handle} is at {target} from now on; its followers are told");
            Ok(())
        }
        Command::Stay { handle } => {
            moving::stay(hall, &acting(hall, &handle)?).await?;
            println!("{handle} stays");
            Ok(())
        }
        Command::List(how) => {
            let all: Vec<Organisation> =
                hall.hosts.all().iter().map(|one| Organisation::clone(one)).collect();
            how.print(&["HANDLE", "NAME", "KIND", "PLACE", "SIZE CLASS", "ID"], &all, |one| {
                vec![
                    one.handle.clone(),
                    one.name.clone(),
                    one.kind.label(Language::English).to_owned(),
                    one.place(Language::German).unwrap_or_default(),
                    one.size_class().map_or_else(String::new, |class| class.number().to_string()),
                    one.iri.to_string(),
                ]
            })
        }
    }
}

fn acting(hall: &Hall, handle: &str) -> Result<Acting, Refusal> {
    Ok(Acting::by_command(hall.hosts.by_handle(handle)?))
}

/// An instant in a list.
pub fn day(time: Option<Time>) -> String {
    time.map_or_else(|| "-".to_owned(), |time| time.date().to_string())
}
