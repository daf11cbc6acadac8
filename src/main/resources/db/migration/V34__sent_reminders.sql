-- When the reminder was sent; null while it is pending. Sent ones are kept for some days, for requests that are repeated.
alter table reminder add column sent_at timestamp with time zone;
