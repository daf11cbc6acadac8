-- By how many milliseconds the clock of a node was ahead of the database's when it last renewed its lease; null from a former version.
alter table node add column clock_ahead bigint;
