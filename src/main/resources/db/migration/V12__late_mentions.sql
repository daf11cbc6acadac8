-- What changes in messages that members have read, or have not. A node that knows none of this runs on beside it.

-- The revision of the edit that added the mention; null for a message that was posted with it
alter table mention add column edit_revision bigint;
create index mention_edit on mention (account_id, room_id, edit_revision);
-- The room's revision when the member's read mark was last set; null before that
alter table member add column read_revision bigint;

-- Deleted messages, to subtract them from what is unread
create table deletion (
    room_id varchar(16) not null,
    seq     bigint      not null,
    primary key (room_id, seq)
);
