-- People prove that a mailbox is theirs, and come in by a link.

alter table people add column proven bigint; -- when it was proven that the mailbox is theirs; null: never
alter table sessions add column way text not null default 'password'; -- how its owner came in: password, link
