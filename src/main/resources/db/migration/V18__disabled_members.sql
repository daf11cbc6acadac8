-- Whether the account is disabled, as the room shows it; null means that it is not, and for members of a former version.
alter table member add column disabled boolean;
