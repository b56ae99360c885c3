-- Counts of what an author published are shown beside each name: answered from the index alone.
create index entries_counted on entries (author, standing, audience, kind);
