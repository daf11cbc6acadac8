-- What happened in a room between two messages: who joined or left, and its new names. One row for each message that
-- something followed; only that of the newest message changes.
create table notice (
    room_id  varchar(16) not null references room (id),
    -- the message that it follows; 0 before the first one
    seq      bigint      not null,
    -- that of its last event, shared with the row whose change it reports
    revision bigint      not null,
    events   varchar(24576) not null,
    primary key (room_id, seq)
);
create index notice_revision on notice (room_id, revision);
