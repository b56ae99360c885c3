-- The German register of towns, as the Federal Statistical Office publishes it. Replaced as a whole by each import.
create table register (
    key        text   not null, -- AGS: eight digits; counties five, associations nine
    kind       text   not null, -- municipality, county, municipal-association
    name       text   not null, -- as it calls itself: Stadt Auenstadt
    official   text   not null, -- as the register writes it: Auenstadt, Stadt
    folded     text   not null, -- the official name as it is compared while somebody types
    county     text,            -- none for counties, and for towns that belong to none
    state      text   not null,
    population bigint not null,
    valid_on   text   not null, -- the day of the register: 2026-02-28
    constraint register_is_known_by_key primary key (key)
);
