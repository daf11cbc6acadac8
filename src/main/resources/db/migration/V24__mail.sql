-- Confirmed e-mail addresses. Nothing but confirmation codes is sent to other addresses of accounts.
create table email (
    account_id   bigint primary key references account (id),
    address      varchar(320) not null,
    -- equal for all spellings of the address
    address_key  varchar(320) not null,
    confirmed_at timestamp with time zone not null,
    constraint email_key unique (address_key)
);

create table email_confirmation (
    account_id bigint primary key references account (id),
    address    varchar(320) not null,
    code_hash  varchar(64)  not null,
    -- how many codes were tried
    tries      integer      not null,
    expires_at timestamp with time zone not null
);

-- The task whose mail contains the link; null for a link that an administrator has created.
alter table password_reset add column request varchar(200);
