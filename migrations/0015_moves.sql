-- What should not stay as it is: contents that somebody reported, organisations that another one does not want, and moves.

-- Entries and organisations that somebody thinks should not be shown here: told on a page without signing in, or by a neighbour's Flag.
-- As long as a row says 'hidden', what it is about is not shown, found or counted on this node: the row itself decides, so that report and
-- effect cannot come apart.
create table reports (
    id        text   not null,
    decider   text   not null, -- the organisation that decides; empty: whoever runs the node
    subject   text   not null, -- id of the entry or the organisation
    title     text   not null, -- what it was called when it was reported
    reason    text   not null, -- illegal, personal-data, copyright, misleading, other
    body      text   not null,
    mail      text   not null, -- where to answer; empty: nobody wants an answer
    language  text   not null, -- in which to answer: de, en
    reporter  text   not null, -- the actor that flagged it; empty: a reader of the page
    flag      text   not null, -- id of its Flag, which an Undo names; empty: there is none
    told      bigint not null,
    due       bigint not null, -- until when it is to be decided
    decision  text,            -- hidden, remedied, declined, taken-back; null: open
    grounds   text   not null, -- why it was decided so
    decided   bigint,
    passed_on bigint,          -- when its home was told; null: it was not, or that was taken back
    passed_as text   not null, -- what its home was told
    version   bigint not null, -- of what its home was told: 0 nothing, 1 a Flag, 2 its Undo
    constraint reports_are_known_by_id primary key (id)
);
create index reports_by_decider on reports (decider, told);
create index reports_by_reporter on reports (reporter, told);
create index reports_by_decided on reports (decided);
create index reports_that_hide on reports (subject) where decision = 'hidden';

-- Who one of ours was before: its actor says so, and one of these may say that it has moved here.
create table aliases (
    actor text   not null,
    alias text   not null,
    since bigint not null,
    constraint aliases_are_said_once primary key (actor, alias)
);

-- Actors that are somewhere else from now on: ours, and those that ours follow.
create table moves (
    actor   text   not null,
    target  text   not null,
    heard   bigint not null,
    version bigint not null, -- of what followers of ours are told: the Move, or its Undo
    answer  text   not null, -- asked (the target has still to say so too), followed, refused; ours, taken-back
    tries   bigint not null, -- how often the target could not be read
    due     bigint not null, -- when it is asked
    constraint moves_are_one_per_actor primary key (actor)
);
create index moves_by_due on moves (due) where answer = 'asked';

-- Organisations that one of ours wants nothing to do with. The others on the node are untouched by that.
create table blocks (
    organisation text   not null, -- one of ours
    blocked      text   not null,
    since        bigint not null,
    constraint blocks_are_set_once primary key (organisation, blocked)
);
