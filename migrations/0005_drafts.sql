-- What is being written and not published yet. It belongs to an organisation: whoever writes for it sees it, and nobody else.
create table drafts (
    id           text   not null,
    organisation text   not null,
    entry        text,            -- the published entry it corrects; null: a new one
    kind         text   not null,
    body         text   not null, -- the answers as the form left them, as JSON
    base_version bigint not null, -- the entry's version that it starts from; 0: a new one
    edition      bigint not null, -- rises with each change; only who saw the last may change it
    state        text   not null, -- writing, submitted, returned, approved
    note         text   not null, -- why it was returned
    by           text   not null, -- who changed it last, pseudonymous
    created      bigint not null,
    updated      bigint not null,
    constraint drafts_are_known_by_id primary key (id)
);
create unique index drafts_are_one_per_entry on drafts (organisation, entry);
create index drafts_by_organisation on drafts (organisation, updated);

-- Who has changed a draft, and so cannot approve it. Published, a draft goes, and so do its rows here: the next begins anew.
create table draft_hands (
    draft  text not null,
    person text not null,
    constraint hands_are_named_once primary key (draft, person)
);
