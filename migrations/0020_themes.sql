-- What organisations told their umbrella bodies of one month: how often which theme of the shipped list was looked for and not found. Sent by ours,
-- or received by ours; the words that were typed are in no column.
create table theme_reports (
    sender   text   not null,
    receiver text   not null,
    month    text   not null, -- 2026-10
    version  bigint not null, -- when it was sent, in milliseconds; a later one replaces it
    body     text   not null, -- the report as JSON
    received bigint not null, -- when it was written down here
    constraint theme_reports_are_one_per_month primary key (sender, receiver, month)
);
create index theme_reports_by_receiver on theme_reports (receiver, received);
