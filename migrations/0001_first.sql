-- The memory of a node. One text for SQLite and PostgreSQL: text and bigint columns only; JSON as text, times as UTC
-- milliseconds, flags as 0 or 1. Sorted and compared by numbers and ids only, since collations differ.

-- The node itself: one row.
create table node (
    id       bigint not null,
    database text   not null, -- identifies this database for ever: the index says whose copy it is
    epoch    text   not null, -- changes when a backup is restored: whoever followed the numbers begins again
    changed  bigint not null, -- the counter from which every change takes its number
    constraint node_is_one_row primary key (id)
);

-- Organisations, ours and others', and the actors through which they speak.
create table actors (
    iri          text   not null,
    origin       text   not null, -- scheme, host and port
    host         text   not null,
    handle       text   not null,
    local        bigint not null, -- 1: lives here
    role         text   not null, -- organisation, application (signs fetches), other (foreign software)
    name         text   not null,
    body         text   not null, -- the organisation as JSON; empty for the other roles
    inbox        text   not null,
    shared_inbox text   not null, -- the inbox itself where the server has no shared one
    outbox       text,
    followers    text,
    changes      text,            -- where its changes are walked
    indexable    bigint not null,
    standing     text   not null, -- published, withdrawn (gone)
    followers_setting text not null, -- ours: ask, open, list
    version      bigint not null,
    changed      bigint not null, -- number of change; negative until the commit
    fetched      bigint not null, -- when the actor was last read from its origin
    constraint actors_are_known_by_iri primary key (iri)
);
create index actors_by_changed on actors (changed);
create index actors_by_origin on actors (origin);
create index actors_by_host on actors (host);
create unique index one_organisation_per_local_host on actors (host, role) where local = 1;

-- Public keys of all actors; private keys of ours, sealed.
create table keys (
    id        text   not null,
    actor     text   not null,
    algorithm text   not null, -- rsa, ed25519
    public    text   not null, -- rsa: PEM (SPKI); ed25519: multibase
    sealed    text,            -- private key, sealed with node.key; ours only
    created   bigint not null,
    constraint keys_are_known_by_id primary key (id)
);
create index keys_by_actor on keys (actor);

-- Neighbours we know, and how we stand with them. A row is never deleted: a blocked one must stay remembered.
create table peers (
    origin       text   not null,
    stance       text   not null, -- unknown, asked, member, reader, blocked
    since        bigint not null, -- when the stance last changed
    failing      bigint,          -- since when nothing has come through; null: all is well
    step         bigint not null, -- position on the ladder of back-off
    next_try     bigint not null,
    last_success bigint,
    last_heard   bigint,
    last_error   text,
    constraint peers_are_known_by_origin primary key (origin)
);

-- Who follows whom, accepted by whom.
create table follows (
    follower text   not null,
    followed text   not null,
    id       text   not null, -- for addresses on this node
    activity text   not null, -- id of the Follow, which Accept, Reject and Undo name
    message  text   not null,
    answer   text   not null, -- asked, accepted, declined, ended
    version  bigint not null, -- rises with each answer
    asked    bigint not null,
    answered bigint,
    cursor   text,            -- where the walk of the followed one's changes has come to
    walk_due bigint not null, -- when it walks next
    walked   bigint,          -- when the walk last reached the end
    walk_error text,
    constraint follows_are_known_by_their_ends primary key (follower, followed),
    constraint follows_have_an_id unique (id)
);
create index follows_by_followed on follows (followed, answer);

-- Whatever is written, travels and can be found: what the world sees of it.
create table entries (
    iri       text   not null,
    id        text   not null, -- UUID: its address on this node
    author    text   not null,
    local     bigint not null, -- 1: written here
    kind      text   not null,
    standing  text   not null, -- held, published, withdrawn, erased
    audience  text   not null, -- public, own, circles
    version   bigint not null,
    published bigint not null,
    updated   bigint not null,
    received  bigint not null,
    changed   bigint not null, -- number of change; negative until the commit
    thread    text,            -- a comment's entry
    source    text,            -- an import's own id
    was_public bigint not null, -- 1: was public once, so that everyone may hear that it no longer is
    body      text   not null, -- the entry as JSON; empty once withdrawn or erased
    constraint entries_are_known_by_iri primary key (iri),
    constraint entries_have_an_id unique (id)
);
create index entries_by_changed on entries (changed);
create index entries_by_author on entries (author, changed);
create index entries_by_published on entries (published, id);
create index entries_by_author_and_published on entries (author, published, id);
create index entries_held on entries (received) where standing = 'held';
create index entries_by_thread on entries (thread);
create unique index entries_are_imported_once on entries (author, source);

-- What an entry was.
create table revisions (
    iri     text   not null,
    version bigint not null,
    body    text   not null,
    at      bigint not null,
    by      text   not null, -- pseudonymous: a person, a token, a command
    constraint revisions_are_known_by_version primary key (iri, version)
);

-- What entries refer to. The target may be unknown here, now or for ever.
create table links (
    source text not null,
    kind   text not null,
    target text not null,
    constraint links_are_said_once primary key (source, kind, target)
);
create index links_by_target on links (target, kind);

-- What each inbox should know (want), what it has acknowledged (have), and whether anything was ever sent (tried).
create table deliveries (
    inbox    text   not null,
    subject  text   not null, -- "entry IRI", "actor IRI", "follow IRI IRI"
    origin   text   not null, -- of the inbox
    sender   text   not null, -- the actor that signs
    want     bigint not null,
    have     bigint,
    tried    bigint not null, -- how often sending was begun, or 1 if it came to know in another way; 0: never
    settled  bigint not null, -- 1: nothing to do
    attempt  bigint not null, -- rises with each claim; only its holder may report
    failures bigint not null,
    due      bigint not null,
    lease    bigint not null, -- until when it is claimed
    since    bigint not null, -- when it last became unsettled
    parked   bigint not null, -- 1: given up, shown to a person
    error    text,
    constraint deliveries_are_known_by_inbox_and_subject primary key (inbox, subject)
);
create index deliveries_by_due on deliveries (settled, parked, due);
create index deliveries_by_subject on deliveries (subject);
create index deliveries_by_origin on deliveries (settled, parked, origin, due);
create index deliveries_in_flight on deliveries (origin, lease) where lease > 0;

-- Activities that have had their effect, until they are too old to come again.
create table heard (
    key   text   not null, -- activity id, or "signature HASH"
    until bigint not null,
    constraint heard_once primary key (key)
);
create index heard_by_until on heard (until);

-- Letters that could not be applied, kept for a person.
create table parked_letters (
    id       text   not null,
    actor    text   not null,
    body     text   not null,
    error    text   not null,
    received bigint not null,
    constraint parked_letters_are_known_by_id primary key (id)
);

-- People, and for whom they act.
create table people (
    id      text   not null,
    name    text   not null,
    mail    text   not null,
    created bigint not null,
    constraint people_are_known_by_id primary key (id),
    constraint people_have_a_mailbox_of_their_own unique (mail)
);
create table memberships (
    person       text   not null,
    organisation text   not null,
    role         text   not null, -- reader, editor, approver, administrator
    office       text   not null,
    constraint memberships_are_one_per_organisation primary key (person, organisation)
);

-- Keys for programs, bound to one organisation and a scope.
create table tokens (
    id           text   not null,
    hash         text   not null, -- SHA-256 of the token
    organisation text   not null,
    scope        text   not null, -- read, write, connect: each includes the one before
    label        text   not null,
    created      bigint not null,
    constraint tokens_are_known_by_id primary key (id),
    constraint tokens_are_known_by_hash unique (hash)
);

-- What people did.
create table audit (
    id           text   not null,
    at           bigint not null,
    who          text   not null, -- pseudonymous: a person, a token, a command
    organisation text   not null,
    act          text   not null,
    subject      text   not null,
    constraint audit_is_known_by_id primary key (id)
);
