-- People prove that a mailbox is theirs, come in by a link, and are seen again.

alter table people add column proven bigint; -- when it was proven that the mailbox is theirs; null: never
alter table people add column seen bigint; -- the last day on which they were here; the hour is nobody's business
alter table sessions add column way text not null default 'password'; -- how its owner came in: password, link
