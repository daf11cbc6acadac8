-- Rooms and accounts are never deleted, a room's row is locked while it is changed, and who acts has been read: that what
-- messages and rooms name is there needs no rule. PostgreSQL looked it up again for each message. H2 kept an index for each
-- rule, and it writes a row that is updated, as every post updates its room's and its author's place there, anew in all
-- indexes of its table. That a member is somebody's is still a rule.

alter table message drop constraint if exists message_room_id_fkey;
alter table message drop constraint if exists message_author_id_fkey;
alter table member drop constraint if exists member_room_id_fkey;
alter table room drop constraint if exists room_owner_id_fkey;

-- The same, as H2 named them
alter table message drop constraint if exists "CONSTRAINT_38";
alter table message drop constraint if exists "CONSTRAINT_38E";
alter table member drop constraint if exists "CONSTRAINT_BF";
alter table room drop constraint if exists "CONSTRAINT_358";
