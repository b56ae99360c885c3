-- Circles: closed groups of organisations, who belongs to them, and what is addressed to them.

create table circles (
    iri       text   not null,
    id        text   not null, -- UUID: its address on this node
    owner     text   not null,
    local     bigint not null, -- 1: its owner lives here
    name      text   not null,
    purpose   text   not null,
    agreement text   not null, -- what its members agree to, in words
    hash      text   not null, -- SHA-256 of these words, hexadecimal
    edition   bigint not null, -- of the agreement, counted from 1
    version   bigint not null, -- rises with each change of the circle or of its members
    constraint circles_are_known_by_iri primary key (iri),
    constraint circles_have_an_id unique (id)
);
create index circles_by_owner on circles (owner);

-- Rows stay: they say who once belonged to it, and until when.
create table circle_members (
    circle   text   not null,
    member   text   not null,
    origin   text   not null, -- of the member
    name     text   not null, -- as the owner knows it; our own picture of it comes first
    answer   text   not null, -- invited, accepted, declined, left, removed
    edition  bigint not null, -- of the agreement it accepted last; 0: none
    hash     text   not null, -- of the words it accepted
    office   text   not null, -- in which function somebody accepted; never a name
    since    bigint not null, -- of this answer
    until    bigint not null, -- what is addressed to the circle from then on is not for it, until it accepts the new agreement
    version  bigint not null, -- rises with each answer
    looked   bigint not null, -- when its actor was last asked for, where it is not known here
    constraint circle_members_belong_once primary key (circle, member)
);
create index circle_members_by_member on circle_members (member, answer);
create index circle_members_by_origin on circle_members (origin);

-- To which circles an entry is addressed. Rewritten with the entry.
create table audiences (
    entry  text   not null,
    circle text   not null, -- or the followers of an organisation, by the id of their collection
    since  bigint not null, -- version of the entry from which on it is addressed so
    constraint audiences_name_a_circle_once primary key (entry, circle)
);
create index audiences_by_circle on audiences (circle);

create index actors_by_followers on actors (followers);
create index actors_by_inbox on actors (inbox);
create index actors_by_shared_inbox on actors (shared_inbox);

alter table deliveries add column gone bigint not null default 0; -- 1: what it acknowledged last is that it is gone
alter table deliveries add column turn bigint not null default 0; -- rises when others may read, though the version stays; a report settles no later turn
