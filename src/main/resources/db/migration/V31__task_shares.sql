-- Whom a task calls, and on whose behalf, so that receivers that never answer do not delay the tasks of others. Null: neither is known.
alter table task add column host varchar(255);
alter table task add column account_id bigint;
