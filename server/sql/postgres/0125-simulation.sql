-- What a changed experience would have shown: how far a simulation has come, and what it found. Kept for some days, so that every copy of the
-- program can tell, and an address leads to it. A new table, small. Undo: drop it.
create table simulation (
  simulation_id bigint generated always as identity primary key,
  brand_id smallint not null references brand,
  experience text collate "C" not null,
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'failed')),
  done integer not null default 0,
  "of" integer,
  days integer not null,
  -- Version of the live experience; null: none was live.
  compared_with integer,
  started_at timestamptz not null,
  noted_at timestamptz not null,
  ended_at timestamptz,
  failure text,
  result jsonb
);
create index simulation_of_experience on simulation (brand_id, experience, simulation_id);
