-- Whether the member has the room among its favourites; null means no.
alter table member add column favourite boolean;
