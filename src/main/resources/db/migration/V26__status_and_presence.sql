-- What an account says about itself. A part counts until its time has come by the clock of the database; null means until it is changed.
create table account_status (
    account_id           bigint       not null primary key references account (id),
    text                 varchar(200),
    emoji                varchar(40),
    until                timestamp with time zone,
    do_not_disturb       boolean      not null default false,
    do_not_disturb_until timestamp with time zone
);

-- A node has connections of the account; they count while the node's lease is valid.
create table account_presence (
    node_id    varchar(16) not null references node (id) on delete cascade,
    account_id bigint      not null,
    -- whether somebody used one of them recently
    active     boolean     not null,
    primary key (node_id, account_id)
);
create index account_presence_account on account_presence (account_id);
