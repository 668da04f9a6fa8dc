-- Views beside changes in the audit, and what shows that a row was changed or taken out later. The new column is empty and reads nothing;
-- the indexes read the audit once (a second a million rows) and hold up writes to it meanwhile. Undo: drop the two tables, the triggers with
-- their functions, the indexes and the column.

-- Of a view: whose data was shown. Null for a change.
alter table audit add column profile_ids bigint[];
create index audit_of_profile on audit using gin (profile_ids) where profile_ids is not null;
create index audit_of_actor on audit (brand_id, actor, audit_id);

-- One line an entry of the audit, in the order in which they were sealed. It stays when a view is forgotten after its time.
create table audit_seal (
  seal_id bigint primary key,
  audit_id bigint not null unique,
  -- Epoch milliseconds of the entry, and whether it was a view: what may be missing later, and since when.
  at_ms bigint not null,
  is_view boolean not null,
  -- SHA-256 of the entry.
  entry bytea not null,
  -- HMAC over the chain so far and this line, under a key that lies outside the database.
  chain bytea not null
);

-- Entries that wait to be sealed.
create table audit_unsealed (
  audit_id bigint primary key
);
insert into audit_unsealed (audit_id) select audit_id from audit;

create function audit_to_seal() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (audit_id) values (new.audit_id);
  return null;
end
$$;
create trigger audit_to_seal after insert on audit for each row execute function audit_to_seal();

-- The audit only grows; views are forgotten after their time by a job that says so.
create function audit_stays() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.profile_ids is not null and current_setting('attune.forgets_views', true) = 'on' then
    return old;
  end if;
  raise exception 'The audit only grows.';
end
$$;
create trigger audit_stays before update or delete on audit for each row execute function audit_stays();
