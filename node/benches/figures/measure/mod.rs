//! One file per measurement.

mod deliver;
mod fill;
mod findable;
mod inbox;
mod lists;
mod network;
mod pages;
mod rest;
mod search;

use crate::figures::Figures;
use crate::options::Part;
use crate::setting::Setting;

/// Measures one part.
pub async fn run(part: Part, setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    match part {
        Part::Rest => rest::measure(setting, figures).await,
        Part::Inbox => inbox::measure(setting, figures).await,
        Part::Pages => pages::measure(setting, figures).await,
        Part::SearchHttp => search::measure(setting, figures).await,
        Part::Deliver => deliver::measure(setting, figures).await,
        Part::Fill => fill::measure(setting, figures).await,
        Part::Lists => lists::measure(setting, figures).await,
        Part::Findable => findable::measure(setting, figures).await,
        Part::Network => network::measure(setting, figures).await,
    }
}
