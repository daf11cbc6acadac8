-- Search without regard to accents. A node of the former version runs on beside it: it searches and folds into the columns that
-- it knows, and what it writes or changes is told by the revision, as before.

alter table message add column search_text varchar(100000);
-- The revision of the row for which it was folded
alter table message add column search_revision bigint;
-- The rule by which it was folded
alter table message add column search_rule integer;
