-- Stored bytes. Where the store is the database, they are in blob_chunk.
create table blob (
    id         varchar(16) primary key,
    -- whose quota they count against; null once their file has gone
    account_id bigint,
    bytes      bigint not null,
    hash       varchar(64),
    -- when they may be removed: null while a file names them
    expires_at timestamp with time zone
);
create index blob_account on blob (account_id);
create index blob_expiry on blob (expires_at);

create table blob_chunk (
    blob_id varchar(16) not null,
    number  integer     not null,
    data    bytea       not null,
    primary key (blob_id, number)
);

create table file (
    id         varchar(16)  primary key,
    room_id    varchar(16)  not null references room (id),
    author_id  bigint       not null references account (id),
    nonce      varchar(64)  not null,
    name       varchar(512) not null,
    type       varchar(128) not null,
    bytes      bigint       not null,
    hash       varchar(64)  not null,
    width      integer,
    height     integer,
    blob_id    varchar(16)  not null,
    preview_id varchar(16),
    preview_type varchar(32),
    -- the message that names it; null before it is posted
    seq        bigint,
    -- when it may be removed: null once a message names it
    expires_at timestamp with time zone,
    constraint file_nonce unique (room_id, author_id, nonce)
);
create index file_room on file (room_id, seq);
create index file_expiry on file (expires_at);
create index file_blob on file (blob_id);
create index file_preview on file (preview_id);

-- The files that a message names, as everybody sees them.
alter table message add column files varchar(16384);
