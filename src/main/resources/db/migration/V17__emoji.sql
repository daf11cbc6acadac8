-- Emoji of this server. The blob of the picture is its version for clients.
create table emoji (
    name       varchar(32) primary key,
    picture_id varchar(16) not null,
    type       varchar(32) not null,
    added_at   timestamp with time zone not null
);
