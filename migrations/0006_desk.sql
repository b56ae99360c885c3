-- The own desk: what somebody wants to find again, what has come for them, and when they were last here. None of it travels.

-- The reading list.
create table bookmarks (
    person  text   not null,
    entry   text   not null, -- its id everywhere
    note    text   not null,
    created bigint not null,
    constraint bookmarks_are_one_per_entry primary key (person, entry)
);

-- What somebody is told of. What has come once is told once, however often it arrives.
create table notices (
    person       text   not null,
    entry        text   not null, -- what has come
    kind         text   not null, -- question, answer, note, adoption
    author       text   not null, -- who says it
    organisation text   not null, -- for which of their organisations they are told
    created      bigint not null,
    seen         bigint,
    constraint notices_are_told_once primary key (person, entry)
);
create index notices_by_person on notices (person, created);
create index notices_by_created on notices (created);

-- When somebody was last here, so that they are shown what is new since then.
create table visits (
    person text   not null,
    seen   bigint not null, -- the present visit
    before bigint,          -- the one before it; null: this is the first
    constraint visits_are_one_per_person primary key (person)
);

-- Who wrote an entry: their own questions, and who is to hear the answer.
create index revisions_by_whom on revisions (by, iri);
