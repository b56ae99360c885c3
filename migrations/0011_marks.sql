-- What organisations say of entries without writing one of their own, and what is still to be read at its origin.

-- A recommendation (announce) or "with us too" (like), ours and others'. A row stays when it is taken back, so that those who were told
-- can be told that too.
create table marks (
    actor    text   not null, -- who says it
    verb     text   not null, -- announce, like
    object   text   not null, -- the entry's id everywhere; it need not be known here
    activity text   not null, -- id of the activity, which an Undo may name alone
    reason   text   not null,
    standing text   not null, -- published, withdrawn (taken back)
    version  bigint not null, -- rises with each word
    local    bigint not null, -- 1: said here
    said     bigint not null, -- when it was last said
    constraint marks_are_said_once primary key (actor, verb, object)
);
create index marks_by_object on marks (object, verb);
create index marks_by_actor on marks (actor, said);
create index marks_by_activity on marks (activity);

-- What is to be read at its own origin, because somebody spoke of it: rows of a job, never of a request.
create table fetches (
    iri     text   not null,
    kind    text   not null, -- entry, thread
    origin  text   not null,
    asker   text   not null, -- who spoke of it
    why     text   not null, -- recommended, referred, told, read
    depth   bigint not null, -- how many steps from what somebody spoke of
    tries   bigint not null,
    due     bigint not null,
    since   bigint not null, -- since when it is wanted
    error   text,
    constraint fetches_are_known_by_iri_and_kind primary key (iri, kind)
);
create index fetches_by_due on fetches (due);
create index fetches_by_asker on fetches (asker);

-- Which services and which software entries name: what several towns name is found under one key, however each of them spells it. Filled from the
-- entries when it is empty.
create table names (
    entry text   not null, -- who names it
    place bigint not null, -- which of the things that the entry names
    kind  text   not null, -- name, address
    key   text   not null,
    constraint names_are_said_once primary key (entry, place, kind, key)
);
create index names_by_key on names (key, kind);

-- What a mark is about: it has come, and is no entry itself.
alter table notices add column about text;
