-- What was missed is found again: walks that compare what both sides hold, and what a person is asked about it.

-- Beside each follow of ours: the walk of the followed one's changes.
create table walks (
    follower text   not null,
    followed text   not null,
    lease    bigint not null, -- until when a process walks it
    epoch    text,            -- of the author's memory, as it was last told
    sweep    bigint,          -- since when everything is walked anew, to compare it; null: it is not
    swept    bigint,          -- when that last came to its end
    repaired bigint not null, -- how many entries it set right
    differs  bigint,          -- since when both sides do not hold the same
    failures bigint not null, -- how often in a row it could not go on, through no fault of the way there
    gone     bigint,          -- since when the author's own address says that it is gone
    constraint walks_are_known_by_their_ends primary key (follower, followed)
);

-- When a walk that compares everything last met this entry.
alter table entries add column seen bigint not null default 0;

-- What an author no longer shows, and is too much to be believed without a person.
create table missing (
    follower text   not null,
    followed text   not null,
    iri      text   not null,
    since    bigint not null,
    kept     bigint not null, -- 1: a person wants it to stay
    constraint missing_is_asked_once primary key (follower, followed, iri)
);
create index missing_by_iri on missing (iri);
