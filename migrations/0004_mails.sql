-- Mails that wait to be sent. A row is deleted once its mail is sent.
--
-- Subject and body can hold a secret: whoever has the link of a sign-in, an invitation or an approval can use it. They are never logged and
-- never listed, and they go when the link stops working (until), sent or not.
create table mails (
    id        text   not null, -- UUID; also the mail's Message-ID, the same at each try
    recipient text   not null,
    subject   text   not null,
    body      text   not null,
    created   bigint not null,
    due       bigint not null, -- when it is tried next; who claims it moves this on, so that a crash costs time and no mail
    until     bigint not null, -- from then on nobody needs it any more
    failures  bigint not null,
    error     text,
    parked    bigint not null, -- 1: given up, shown to a person
    constraint mails_are_known_by_id primary key (id)
);
create index mails_by_due on mails (parked, due);
create index mails_by_until on mails (until);
