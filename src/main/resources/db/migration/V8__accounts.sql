-- Invites, sessions and the first account. A node that knows none of this runs on beside it.

-- The use of an invite with which an account was made: it is not counted again when that account joins the invite's room
create table invite_admission (
    invite_id  bigint not null references invite (id),
    account_id bigint not null references account (id),
    primary key (invite_id, account_id)
);

-- Sessions end at an age, however much they are used
create index session_beginning on session (created_at);

-- Asked of whoever makes the first account from another machine; null once there is one
alter table installation add column setup_code varchar(32);

-- Signs what a browser keeps; the same on every node
alter table installation add column secret varchar(64);
