-- Search that remembers: what people search again and again, what several plan at once, what nobody found. None of it travels.

-- Searches that somebody wants to do again.
create table saved_searches (
    id           text   not null, -- UUID
    person       text   not null,
    organisation text   not null, -- as whose staff they search; empty: as anybody. Who leaves it leaves these searches behind
    name         text   not null,
    query        text   not null, -- what stands behind the question mark in the address of its results
    turn         bigint not null, -- rises with each new address of its feed, so that the one before is none any more
    digest       text   not null, -- off, daily, weekly
    told         bigint not null, -- the number of change up to which its mails have told
    looked       bigint not null, -- when that was
    due          bigint,          -- when it is looked at next; null: no mails. Who claims it moves this on, so that a crash costs time and no mail
    created      bigint not null,
    constraint saved_searches_are_known_by_id primary key (id)
);
create index saved_searches_by_person on saved_searches (person, created);
create index saved_searches_by_due on saved_searches (due, person);

-- Where a reader of a mail that comes regularly can end it with one press.
alter table mails add column unsubscribe text;

-- Plans of different organisations that belong together. A pair is told of once.
create table convoys (
    one   text   not null, -- an entry
    other text   not null, -- another, whose id comes later in the order of letters
    told  bigint not null,
    constraint convoys_are_told_once primary key (one, other)
);

-- How far jobs have come that follow the numbers of change and keep nothing else.
create table places (
    job     text   not null,
    changed bigint not null, -- the number it has reached
    until   bigint not null, -- for so long one worker has it
    constraint places_are_one_per_job primary key (job)
);

-- What was searched for and not found. No person, no address, no time of day.
create table misses (
    day          bigint not null, -- counted from 1970, in UTC
    organisation text   not null, -- on whose pages; empty: nobody's in particular
    words        text   not null,
    count        bigint not null,
    constraint misses_are_counted_by_day primary key (day, organisation, words)
);
