-- Names that look alike, former names of rooms, and names for finding people. A node that knows none of this runs on beside
-- it: what it leaves out is filled in afterwards, and what it makes stale is told by the name that the keys were made from.

-- The name under which look-alikes are one, for each name that a room has or had
create table room_name (
    look_key varchar(256) primary key,
    room_id  varchar(16)  not null,
    name_key varchar(256) not null
);
create index room_name_room on room_name (room_id);
-- The newest first; a name has no comma
alter table room add column former_names varchar(4000);

alter table account add column display_key varchar(256);
-- Username and display name, a line each, folded as texts are for search
alter table account add column search_name varchar(4000);
-- The display name of which both were made
alter table account add column keyed_name varchar(256);
create index account_display_key on account (display_key);
