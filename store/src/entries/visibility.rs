//! Who may read what, in SQL. The one rule: public, or mine, or addressed to a circle to which my organisation belongs, and the same for
//! what it hangs under. What was hidden after somebody reported it, nobody reads on this node. Whom an organisation turned away its people do not
//! see, and nobody sees what is said below its entries from there.

use commons::Reader;

/// Whether this reader may read this entry, whatever it hangs under.
///
/// A circle is one that organisations joined, and what is addressed to it after a new agreement is only for those who accepted that; or it
/// is the followers of an organisation, as far as they are organisations themselves. What is public is decided by its own row alone.
macro_rules! addressed {
    ($reader:literal, $entry:literal) => {
        concat!(
            "(",
            $entry,
            ".audience = 'public' or ",
            $entry,
            ".author = ",
            $reader,
            " or (",
            $entry,
            ".audience = 'circles' and exists (select 1 from audiences a where a.entry = ",
            $entry,
            ".iri and (exists (select 1 from circle_members m where m.circle = a.circle and m.member = ",
            $reader,
            " and m.answer = 'accepted' and a.since < m.until) \
             or exists (select 1 from actors o where o.followers = a.circle and (o.iri = ",
            $reader,
            " or exists (select 1 from follows w join actors v on v.iri = w.follower where w.followed = o.iri and w.follower = ",
            $reader,
            " and w.answer = 'accepted' and v.role = 'organisation')))))))"
        )
    };
}
pub(crate) use addressed;

/// The condition under which the reader (`$1`, where nobody else is named) may read the entry `e`.
///
/// A comment hangs under the entry at the top of its thread, and under each comment between them. One in between that was withdrawn takes
/// no answer with it.
macro_rules! readable {
    () => {
        $crate::entries::visibility::readable!("$1")
    };
    ($reader:literal) => {
        concat!(
            "e.standing = 'published' and ",
            $crate::entries::visibility::addressed!($reader, "e"),
            " and not ",
            $crate::reports::hidden!("e.iri, e.author"),
            " and not exists (select 1 from blocks b where b.organisation = ",
            $reader,
            " and b.blocked = e.author) and (e.thread is null or (not exists (\
               select 1 from entries top where top.iri = e.thread and top.iri <> e.iri \
               and (top.standing <> 'published' or not ",
            $crate::entries::visibility::addressed!($reader, "top"),
            " or exists (select 1 from blocks b where b.organisation = top.author and b.blocked = e.author) or ",
            $crate::reports::hidden!("top.iri, top.author"),
            ")) and not exists (\
               with recursive above (iri) as (\
                 select p.target from links p where p.source = e.iri and p.kind = 'parent' \
                 union select p.target from above join links p on p.source = above.iri and p.kind = 'parent') \
               select 1 from above join entries mid on mid.iri = above.iri \
               where mid.iri <> e.thread and mid.standing = 'published' and not ",
            $crate::entries::visibility::addressed!($reader, "mid"),
            ")))"
        )
    };
}
pub(crate) use readable;

/// The reader as `$1`: his organisation, or an empty text, which is nobody's name.
pub(crate) fn name(reader: &Reader) -> &str {
    reader.organisation().map_or("", |iri| iri.as_str())
}
