-- People come in: passwords, sessions, links that open something once, and what slows down those who guess.

alter table people add column password text not null default ''; -- argon2id, PHC string; empty: signs in by mail alone
alter table people add column disabled bigint not null default 0; -- 1: may not sign in
alter table people add column operator bigint not null default 0; -- 1: runs the node; sees no drafts of its organisations
alter table people add column language text not null default 'de';

create table sessions (
    hash         text   not null, -- SHA-256 of what the cookie holds
    id           text   not null, -- by which its owner ends it
    person       text   not null,
    organisation text   not null, -- for which its owner writes at present; empty: none
    device       text   not null, -- what the browser says it is
    created      bigint not null,
    seen         bigint not null,
    until        bigint not null,
    constraint sessions_are_known_by_hash primary key (hash),
    constraint sessions_have_an_id unique (id)
);
create index sessions_by_person on sessions (person);
create index sessions_by_until on sessions (until);

-- Links that open something once: an invitation, a way in, an approval, the set-up.
create table tickets (
    hash         text   not null, -- SHA-256 of what the link holds
    id           text   not null,
    purpose      text   not null, -- invitation, sign-in, registration, approval, set-up
    mail         text   not null, -- for whose mailbox; empty: for nobody's in particular
    person       text,
    organisation text,
    body         text   not null, -- what the purpose needs beside, as JSON
    by           text   not null, -- who gave it: a person, a command
    created      bigint not null,
    until        bigint not null,
    used         bigint,
    constraint tickets_are_known_by_hash primary key (hash),
    constraint tickets_have_an_id unique (id)
);
create index tickets_by_organisation on tickets (organisation, purpose);
create index tickets_by_until on tickets (until);

-- Tries that failed, by account and by address.
create table attempts (
    key      text   not null, -- "account MAIL", "address PREFIX"
    failures bigint not null,
    until    bigint not null, -- no further try before
    last     bigint not null,
    constraint attempts_are_known_by_key primary key (key)
);
create index attempts_by_last on attempts (last);

-- What organisations have decided about themselves. None of it travels.
create table settings (
    organisation text not null,
    body         text not null, -- JSON
    constraint settings_are_one_per_organisation primary key (organisation)
);
