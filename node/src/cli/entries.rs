//! `tempomacher import` and `tempomacher reindex`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use commons::Audience;
use indicatif::{ProgressBar, ProgressStyle};
use search::{Index, Opened};

use super::For;
use crate::hall::Hall;
use crate::jobs::index;
use crate::operations::import;

/// What to import, for whom.
#[derive(Debug, Args)]
pub struct Import {
    /// The file: one JSON object a line.
    file: PathBuf,
    #[command(flatten)]
    whose: For,
    /// Who may read it: public or own.
    #[arg(long, default_value = "public", value_parser = Audience::parse)]
    audience: Audience,
}

/// Imports the file and says what became of it.
pub async fn import(hall: &Hall, import: Import) -> anyhow::Result<()> {
    let acting = import.whose.acting(hall)?;
    let lines =
        std::fs::read(&import.file).with_context(|| format!("{} cannot be read", import.file.display()))?;
    let lines = String::from_utf8_lossy(&lines);
    let bar = bar(lines.lines().count() as u64);
    let imported =
        import::import(hall, &acting, &import.audience, &lines, &mut |done| bar.set_position(done as u64))
            .await;
    bar.finish_and_clear();
    let imported = imported?;
    for (line, odd) in &imported.odd {
        println!("line {line}: {odd}");
    }
    println!(
        "{} imported: {} new, {} changed, {} as they were; {} rows could not be read, {} remarks",
        imported.new + imported.changed + imported.unchanged,
        imported.new,
        imported.changed,
        imported.unchanged,
        imported.unreadable,
        imported.odd.len(),
    );
    Ok(())
}

/// Builds the index anew beside the old one and exchanges them.
pub async fn reindex(hall: &Hall) -> anyhow::Result<()> {
    let store::Identity { database, epoch } = hall.store.identity().await?;
    let origin = search::Origin { database, epoch };
    let _only_one =
        hall.store.claim_for_serving().context("stop the node first, it writes the index itself")?;
    let (Opened::Ready(index, _) | Opened::Missing(index)) =
        Index::open(&hall.config.data_dir.join("index"), &origin)?;
    let bar = bar(u64::try_from(hall.store.changed().await?).unwrap_or_default());
    index::rebuild(&hall.store, &index, &mut |done| bar.set_position(done.unsigned_abs())).await?;
    bar.finish_and_clear();
    println!("{} documents indexed", index.count());
    Ok(())
}

/// A progress bar; nothing where standard error is no terminal.
pub fn bar(length: u64) -> ProgressBar {
    let bar = ProgressBar::new(length);
    if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len}  {elapsed}") {
        bar.set_style(style);
    }
    bar
}
