-- The history that this database holds; null until a node of this version has started.
alter table installation add column epoch varchar(32);
-- What the database was when the epoch began; it is another one after a restore or a failover.
alter table installation add column lineage varchar(200);
