-- Joining by lists: whom our organisations count among their members, whose lists they read, and whom they still have to ask.

-- Who is on the list that an organisation of ours keeps, and who asks to be.
create table list_members (
    id       text   not null, -- rises: the list is shown and read in this order
    list     text   not null, -- the organisation that keeps it
    name     text   not null,
    ags      text,            -- its key, where it has one
    website  text   not null, -- host of its website, by which a claim is proven; empty: unknown
    address  text   not null, -- under which its organisation is still to be looked for; empty: nowhere
    due      bigint,          -- when it is looked for next; null: not at all
    error    text,            -- why it was not found
    actor    text,            -- its organisation; null: it has none yet, or has not claimed its place
    claimant text,            -- who says to be it and waits for a person
    claimed  bigint,          -- since when
    listed   bigint not null, -- 1: on the list; 0: asks to be
    constraint list_members_are_known_by_id primary key (id)
);
create unique index list_members_are_listed_once_by_key on list_members (list, ags);
create unique index list_members_are_listed_once_by_actor on list_members (list, actor);
create unique index list_members_ask_once on list_members (list, claimant);
create index list_members_by_list on list_members (list, listed, id);
create index list_members_to_be_found on list_members (due) where due is not null;

-- The lists that are subscribed to, as far as they have been read. One reading serves everybody here who subscribes.
create table lists (
    list    text   not null, -- the organisation that keeps it
    members text   not null, -- where its list begins
    round   bigint not null, -- of reading: rises when it is read anew
    next    text,            -- the page on which this round goes on; null: none is under way
    due     bigint not null, -- when it is read next
    read    bigint,          -- when it was last read to its end
    error   text,
    constraint lists_are_known_by_their_keeper primary key (list)
);
create index lists_by_due on lists (due);

-- Who stands on those lists.
create table listed (
    list  text   not null,
    key   text   not null, -- the id of its organisation, or what stands for one that has none: "ags 01001000", "name Auenstadt"
    actor text,
    origin text,           -- of the actor
    name  text   not null, -- as the list calls it
    ags   text,
    round bigint not null, -- the reading in which it was last seen
    gone  bigint,          -- since when it is no longer on the list; kept only as long as somebody here follows it
    constraint listed_once primary key (list, key)
);
create index listed_by_actor on listed (actor);

-- Who subscribes to which list.
create table subscriptions (
    id         text   not null, -- for addresses on this node
    subscriber text   not null, -- an organisation of ours
    list       text   not null,
    mode       text   not null, -- propose, follow
    since      bigint not null,
    joined     bigint,          -- when it asked to be a member itself
    constraint subscriptions_are_known_by_their_ends primary key (subscriber, list),
    constraint subscriptions_have_an_id unique (id)
);
create index subscriptions_by_list on subscriptions (list);

-- Whom an organisation of ours is going to ask to follow. The row goes once that is done; then there is a follow.
create table askings (
    subscriber text   not null,
    actor      text   not null,
    origin     text   not null, -- of the actor: nobody is asked twice at once
    due        bigint not null, -- when it is tried next; who claims it moves this on, so that a crash costs time and no question
    failures   bigint not null,
    error      text,
    constraint askings_are_known_by_their_ends primary key (subscriber, actor)
);
create index askings_by_due on askings (due);
