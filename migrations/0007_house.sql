-- The house: how far its set-up has come, and what its organisations show of themselves beside their entries.

-- The set-up of the node: one row, from its first step on.
create table set_up (
    id       bigint not null,
    operator text   not null, -- who came first with the link, and runs the node
    step     text   not null, -- organisation, check, mail, connect
    finished bigint,          -- since when it is closed for everyone
    constraint set_up_is_one_row primary key (id)
);

-- The pages a law asks for, in an organisation's own words.
create table legal_texts (
    organisation text   not null,
    page         text   not null, -- imprint, privacy, accessibility, easy-language
    language     text   not null, -- de, en
    body         text   not null, -- Markdown
    changed      bigint not null,
    constraint legal_texts_are_one_per_page_and_language primary key (organisation, page, language)
);

-- The picture in the head of an organisation's pages.
create table logos (
    organisation text   not null,
    hash         text   not null, -- SHA-256, by which its address changes with it
    media_type   text   not null, -- image/png, image/jpeg, image/webp: as its content says
    width        bigint not null,
    height       bigint not null,
    data         text   not null, -- base64
    constraint logos_are_one_per_organisation primary key (organisation)
);

-- Barriers that somebody met and told of, without signing in.
create table barriers (
    id           text   not null,
    organisation text   not null,
    place        text   not null, -- the page on which it was met, as it was typed
    body         text   not null,
    mail         text   not null, -- where to answer; empty: nobody wants an answer
    told         bigint not null,
    settled      bigint,
    constraint barriers_are_known_by_id primary key (id)
);
create index barriers_by_organisation on barriers (organisation, told);
create index barriers_by_settled on barriers (settled);
