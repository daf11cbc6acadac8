-- What a node tells of itself with each renewal of its lease. Null from a node of a former version, which runs on beside it.

alter table node add column version varchar(64);
-- Milliseconds of the database's clock, as the lease
alter table node add column started_at bigint;
alter table node add column sockets integer;
alter table node add column rooms integer;
-- How many changes the live room that is the furthest behind its log missed at the newest tick
alter table node add column lag bigint;
-- Null where nodes are not connected through Redis
alter table node add column round_trip_micros bigint;
alter table node add column channel_up boolean;
