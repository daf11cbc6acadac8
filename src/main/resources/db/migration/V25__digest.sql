-- Mails about unread messages. Null: none, for addresses that a former version has stored.
alter table email add column digest boolean;
-- messages until then were part of a digest; null before the first
alter table email add column digest_at timestamp with time zone;
-- part of the link that turns digests off; null until the first
alter table email add column unsubscribe varchar(64);
create index email_unsubscribe on email (unsubscribe);
