//! A node with very many neighbours, and one with very many that hang.

mod crowd;
mod hanging;

use crate::figures::Figures;
use crate::setting::Setting;

/// Measures both.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    crowd::measure(setting, figures).await?;
    hanging::measure(setting, figures).await
}
