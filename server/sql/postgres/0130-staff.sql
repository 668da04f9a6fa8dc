-- People who sign in to the console, and their sessions. New tables: nothing is locked. Undo: drop both.
create table staff (
  staff_id integer generated always as identity primary key,
  brand_id smallint not null references brand,
  -- An e-mail address or a user name, in lower case. One for all brands: who signs in names no brand.
  login text collate "C" not null unique,
  name text not null,
  role text collate "C" not null check (role in ('owner', 'marketing', 'product', 'retail', 'service', 'finance', 'analyst', 'engineer')),
  stores text[] collate "C" not null default '{}',
  -- scrypt, with its settings and salt. Null until the person has chosen one.
  password text collate "C",
  -- SHA-256 of the one-time link by which a password is chosen.
  invitation bytea unique,
  invitation_ends_at timestamptz,
  -- Wrong passwords in a row.
  failures integer not null default 0,
  failed_at timestamptz,
  disabled_at timestamptz,
  created_at timestamptz not null,
  signed_in_at timestamptz,
  check ((invitation is null) = (invitation_ends_at is null))
);

create table staff_session (
  session_id bigint generated always as identity primary key,
  brand_id smallint not null references brand,
  -- SHA-256 of what the cookie holds.
  digest bytea not null unique,
  staff_id integer references staff,
  key_id integer references api_key,
  device text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  check (num_nonnulls(staff_id, key_id) = 1)
);
create index staff_session_staff on staff_session (staff_id);
create index staff_session_ends on staff_session (ends_at);
