-- How neighbours want to be signed to, and keys of ours that were replaced.

-- Where nothing is known a neighbour is taken to read cavage.
alter table peers add column dialect text;         -- cavage, rfc9421, rfc9421-ed25519
alter table peers add column dialect_learnt text;  -- announced, knocking
alter table peers add column dialect_since bigint;

-- Keys of ours that another has replaced, under the same id. Each signs for the inboxes that have not heard of its successor,
-- for fourteen days.
create table retired_keys (
    id        text   not null,
    version   bigint not null, -- of the actor that first showed the successor
    actor     text   not null,
    algorithm text   not null, -- rsa, ed25519
    sealed    text   not null, -- private key, sealed with node.key
    retired   bigint not null,
    constraint retired_keys_are_known_by_id_and_version primary key (id, version)
);
create index retired_keys_by_actor on retired_keys (actor);
