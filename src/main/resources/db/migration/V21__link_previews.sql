-- The previews of the links in the text, as everybody sees them, and the links whose previews were removed.
alter table message add column previews varchar(16384);

-- Whether links in the room get previews; null means that they do.
alter table room add column previews boolean;

-- The pictures of previews.
create table preview_picture (
    room_id varchar(16) not null references room (id),
    seq     bigint      not null,
    number  integer     not null,
    blob_id varchar(16) not null,
    type    varchar(32) not null,
    bytes   bigint      not null,
    hash    varchar(64) not null,
    primary key (room_id, seq, number)
);
create index preview_picture_blob on preview_picture (blob_id);
