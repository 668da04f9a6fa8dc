-- Which recognition tokens count no longer: one by its serial number, or all that were made for a leaf up to a moment.
-- A new table, small: rows go when the tokens would have expired anyway. Undo: drop it; revoked tokens then count again.
create table recognition_revocation (
  brand_id smallint not null references brand,
  -- `token:<serial>` or `leaf:<leaf_id>`.
  subject text collate "C" not null,
  revoked_at timestamptz not null,
  -- No token that it concerns is valid after this.
  until timestamptz not null,
  primary key (brand_id, subject)
);
create index recognition_revocation_until on recognition_revocation (until);
