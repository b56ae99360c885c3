-- The walk of the changes of somebody with whom one of ours shares a circle and whom it does not follow: what is addressed to the circle and was missed
-- comes by it. A row is made with the first walk; whether it still counts is told by who belongs to which circle.
create table circle_walks (
    member text   not null, -- one of ours
    author text   not null,
    cursor text,            -- where it has come to
    due    bigint not null, -- when it walks next
    walked bigint,          -- when it last reached the end
    error  text,            -- what went wrong with the last walk
    constraint circle_walks_are_known_by_their_ends primary key (member, author)
);
create index circle_walks_by_author on circle_walks (author);
