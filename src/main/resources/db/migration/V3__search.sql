-- Search. A node of the former version runs on beside it: it writes no folded texts, and those that it makes stale are told
-- by their revision.

-- The text without regard to case and to how letters are composed; what a search looks for stands in it literally
alter table message add column folded varchar(100000);
-- The revision of the row for which it was folded
alter table message add column folded_revision bigint;

-- the newest first, over all rooms
create index message_newest on message (created_at, room_id, seq);
