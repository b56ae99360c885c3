//! A new follower walks everything that an author has published.

use crate::entries;
use crate::figures::{Figures, ms_each, per_second};
use crate::pair::Pair;
use crate::setting::Setting;

/// Measures it.
pub async fn measure(setting: &Setting, figures: &mut Figures) -> anyhow::Result<()> {
    let count = setting.sizes.filled;
    let pair = Pair::build(setting, "fill").await?;
    let hall = pair.author.house.hall().await?;
    entries::publish_own(&hall, &pair.author.house.organisation, &setting.texts, count).await?;
    hall.store.close().await;

    let (author, mut follower) = (pair.author.start().await?, pair.follower.start().await?);
    let (author_cpu, follower_cpu) = (author.cpu()?, follower.cpu()?);
    let begun = pair.connect(&author, &follower).await?;
    let filled = pair.follower.until_kept(&pair.author, count as i64).await? - begun;
    let findable = follower.until_indexed().await? - begun;
    println!(
        "   {count} entries kept after {filled:.1?}, findable after {findable:.1?}; {:.2} ms of CPU each at the author's, {:.2} \
         at the follower's with its index",
        ms_each(author.cpu()? - author_cpu, count),
        ms_each(follower.cpu()? - follower_cpu, count)
    );
    figures.set("fill_per_s", per_second(count, filled));
    follower.stop().await?;
    author.stop().await?;
    pair.clear(setting);
    Ok(())
}
