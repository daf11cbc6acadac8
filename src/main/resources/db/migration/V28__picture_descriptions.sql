-- The description of a picture, for people who do not see it.
alter table file add column alt varchar(2000);
-- Those of the message's files by id. Apart from the files, which a node of an older version stores without them.
alter table message add column alts varchar(32768);
