//! Who may read what, in SQL. The one rule: public, or mine, and the same for what it hangs under. What was hidden after somebody reported it,
//! nobody reads on this node. Whom an organisation turned away its people do not see, and nobody sees what is said below its entries from there.

use commons::Reader;

/// The condition under which the reader `$1` may read the entry `e`. Circles are not known yet: nobody but the author reads
/// what is addressed to one.
macro_rules! readable {
    () => {
        concat!(
            "e.standing = 'published' and (e.audience = 'public' or e.author = $1) and not ",
            $crate::reports::hidden!("e.iri, e.author"),
            " and not exists (select 1 from blocks b where b.organisation = $1 and b.blocked = e.author) \
             and not exists (select 1 from entries top where top.iri = e.thread and top.iri <> e.iri \
             and (top.standing <> 'published' or (top.audience <> 'public' and top.author <> $1) \
             or exists (select 1 from blocks b where b.organisation = top.author and b.blocked = e.author) or ",
            $crate::reports::hidden!("top.iri, top.author"),
            "))"
        )
    };
}
pub(crate) use readable;

/// The reader as `$1`: his organisation, or an empty text, which is nobody's name.
pub(crate) fn name(reader: &Reader) -> &str {
    reader.organisation().map_or("", |iri| iri.as_str())
}
